/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_dual.h - the Lagrangian bound of a node: some elements are in, some out, the others open.
 *
 * m_p: the most that p has in an element that is in; `left` more elements may come. For any u >= m
 *
 *     worth(e) = gain(e) + sum over p of max(0, w(p,e) - u_p) - sum over presenters of e of u_p
 *     D        = gains of those in + sum over people who do not present of u_p
 *                + the largest `left` of the worths that are positive, one a clique (slot_whole.h)
 *
 * is at least the value of every set that can come of the node; u = m is the submodular bound. With rooms r
 * at prices c_r, of which each element takes one of its own, w(p,e) stands for max(0, w(p,e) - price(e)),
 * gain(e) for gain(e) + the largest of seats(e,r) price(e) - c_r, and D has the sum of c_r besides, less the
 * prices given: right for any prices, which are found with u. All in whole numbers (slot_whole.h), so no
 * error creeps in. Who presents has u = m = top: no weight is above, and top is taken off the base.
 */
#ifndef CAMP_SLOT_DUAL_H
#define CAMP_SLOT_DUAL_H

#include "slot_whole.h"

typedef struct camp_slot_node {
    int left;          /* elements that may still come in */
    int n_open, *open; /* elements */
    int64_t base;      /* gains of those in, less top for each cell that presents */
    int64_t bound;
    uint64_t *in, *out;  /* sets; out: those excluded too */
    void *m, *u;         /* cells; u: of the best bound */
    uint16_t *price;     /* per element, of a seat; of the best bound, and as it was for those that are in */
    int n_taken, *taken; /* those that are in */
    int32_t *room_price; /* per room; of the best bound */
} camp_slot_node;

typedef struct camp_slot_dual {
    const camp_slot_whole *whole;
    int64_t step_back; /* a step aims so far below the best bound at most */
    int32_t *fine;     /* per cell: u with a fraction */
    int16_t *direction;
    uint8_t *count;
    void *u;        /* cells of the step at hand */
    int64_t *worth; /* per position of open */
    /* with rooms, per element: prices of the step at hand, with a fraction, and where they go */
    uint16_t *price, *paid_price;
    void *paid; /* rows of weights less paid_price */
    int32_t *fine_price, *price_direction;
    int n_turned, *turned; /* elements whose price has a direction of this step */
    /* per room: the same, and how many would have it; what they bring, by position of
     * open */
    int32_t *room_price, *room_direction;
    int64_t *fine_room, *brings;
    int *room_count;
    int64_t *worth_of; /* per element; of use for open ones only */
    int64_t *first,
        *second;          /* per clique with open elements: their largest keys; second INT64_MIN: one alone */
    int64_t *key, *spare; /* of positive worths, those selected first */
    int64_t *gap;         /* per clique with open elements: its best less its next, as keys */
    int64_t border;       /* where the keys parted last */
    int looks, *often;    /* steps since forgotten; per element: in how many it was selected */
} camp_slot_dual;

void camp_slot_dual_make(camp_slot_dual *dual, const camp_slot_whole *whole, camp_arena *arena);
void camp_slot_node_make(camp_slot_node *node, const camp_slot_whole *whole, camp_arena *arena);
void camp_slot_node_copy(camp_slot_node *to, const camp_slot_node *from, const camp_slot_whole *whole);
/* Nothing in, everything open; u stays. */
void camp_slot_node_empty(camp_slot_node *node, const camp_slot_whole *whole);
/* Puts an open element in, and out what it excludes. */
void camp_slot_node_take(camp_slot_node *node, const camp_slot_whole *whole, int e);
void camp_slot_node_leave(camp_slot_node *node, int e);
/* Leaves out all elements of a set. */
void camp_slot_node_drop(camp_slot_node *node, const camp_slot_whole *whole, const uint64_t *out);
/* What those that are in are worth, without rooms. */
int64_t camp_slot_node_value(const camp_slot_node *node, const camp_slot_whole *whole);
/* What rooms bring to those that are in, at prices per room, and those prices less the given ones: 0 where no
 * rooms are told. */
int64_t camp_slot_node_rooms(const camp_slot_node *node, const camp_slot_whole *whole,
                             const int32_t *room_price);
/* No element is left to decide on. */
bool camp_slot_node_ends(const camp_slot_node *node);

/* Lowers the bound by steps from node->u until it is `aim` or less. Elements without which, or with which,
 * nothing above the threshold is left are taken in or left out. */
void camp_slot_dual_improve(camp_slot_dual *dual, camp_slot_node *node, int steps, int64_t aim,
                            int64_t threshold);
/* slot_prices.c, with rooms only: prices of seats and rooms of the step at hand, without their fractions; */
void camp_slot_prices_round(camp_slot_dual *dual, const camp_slot_node *node);
/* directions of the price of a seat in a selected element that so many people would have, and of all rooms
 * after that: their parts of the squares; */
int64_t camp_slot_prices_turn(camp_slot_dual *dual, int e, int people);
int64_t camp_slot_prices_turn_rooms(camp_slot_dual *dual, const camp_slot_node *node);
/* and a step. */
void camp_slot_prices_move(camp_slot_dual *dual, int32_t step);
/* What was selected so far, which guides the branching. */
void camp_slot_dual_forget(camp_slot_dual *dual);
/* The element to branch on; those that can add nothing any more are left out before. -1: none adds anything.
 */
int camp_slot_dual_branch(camp_slot_dual *dual, camp_slot_node *node);

#endif
