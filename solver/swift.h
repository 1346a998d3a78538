/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift.h - annealing over places alone, a million moves a second, for events in which everybody's best seats
 * follow from the places.
 *
 *   value = sum over slots t and people p of max { weight(p, s) : s in slot t }  +  stakes of what is hung
 *
 * holds where a slot is chosen by itself (length 1, nothing overlaps, no travel), no session repeats, no room
 * is too small and no rule looks on. Per slot and person the best and the second-best weight are kept, so a
 * session that leaves a slot loses sum (w - second)+ and one that comes gains sum (w - best)+ over those who
 * voted for it: a move costs time in the votes of the sessions it touches. A presenter is a fan of the own
 * session with a weight beyond all others, which is taken off again: so presenting takes the seat of that
 * slot. Someone who is not there has a best that nothing exceeds. Two sessions of one presenter are never in
 * one slot.
 *
 * Weights are bytes (whole votes up to 250 as they are, others scaled), so that 32 people are one step.
 *
 * Rooms: counted where every session may use every room, else matched exactly, by augmenting paths.
 */
#ifndef CAMP_SWIFT_H
#define CAMP_SWIFT_H

#include "base/random.h"
#include "problem.h"

/* Slots that a move touches, at most. */
enum { CAMP_SWIFT_PARTS = 3, CAMP_SWIFT_BLOCK = 32, CAMP_SWIFT_MUST = 1 << 24 };

typedef struct camp_swift_fan {
    int person, weight;
} camp_swift_fan;

typedef struct camp_swift_vote {
    int item, weight;
} camp_swift_vote;

/* Sums over the people of some blocks; see swift_kernel.c. */
typedef struct camp_swift_kernel {
    int (*lose)(const uint8_t *out, const uint8_t *second, const int *blocks, int n);
    int (*gain)(const uint8_t *out, const uint8_t *in, const uint8_t *first, const uint8_t *second,
                const int *blocks, int n);
} camp_swift_kernel;

typedef struct camp_swift {
    const camp_problem_data *problem;
    int n_items, n_slots, n_people, n_rooms; /* slots: ranks of open slots */
    bool exact;                              /* false: weights are rounded, or only large rooms are used */
    double scale;                            /* weights are whole numbers here: weight * scale, rounded */
    long *fan_first;                         /* per item ... */
    camp_swift_fan *fans;                    /* ... who voted for it or presents it */
    long *vote_first;                        /* per person ... */
    camp_swift_vote *votes;                  /* ... what it voted for or presents */
    int n_row;                               /* people in a row of bytes: whole blocks */
    uint8_t *rows;              /* [item * n_row + p]: the weight, 0 for most; a row of zeros behind */
    int *block_first, *blocks;  /* per item: blocks of people in which it has a fan */
    int *clash_first, *clashes; /* per item: items that share a presenter with it */
    bool *there;                /* [slot * n_people + p] */
    bool *may_start;            /* [item * n_slots + slot] */
    int *hang;                  /* per item: what a run is worth by itself: stakes; must_run */

    /* rooms */
    bool counted;                 /* every session may use every room: only the number counts */
    int *most;                    /* per slot: rooms that can be used */
    int words;                    /* 64-bit words of a set of rooms */
    uint64_t *suits;              /* [(item * n_slots + slot) * words]: rooms that suit, when not counted */
    int *in_room;                 /* [slot * n_rooms + r]: the item, or -1, when not counted */
    int *path, *parent, *parents; /* scratch of the matching: parents of a way, one for each part of a move */
    uint64_t *seen;

    /* the board at hand */
    int *slot, *room;        /* per item: rank of its slot or -1; room when not counted */
    int *n_in, *in;          /* per slot: its items, [slot * n_items + k] ... */
    int *place;              /* ... and where an item stands there */
    int *off;                /* items that are not on the board ... */
    int n_off;               /* ... place[] says where */
    uint8_t *first, *second; /* [slot * n_row + p]: the two largest weights of a person in a slot */
    int64_t value;

    int64_t best_value;
    int *best_slot, *best_room;
    bool fresh; /* the board at hand is better than the best, which is not yet copied */

    camp_swift_kernel kernel;
    double hot;   /* the hottest temperature of use; 0: not yet measured */
    double *logs; /* log(u) of evenly spread u */
    camp_random random;
    uint64_t work;
} camp_swift;

/* Whether a swift search values the boards of the event exactly, or nearly so. arena: for scratch, of the
 * caller alone, since lanes ask at the same time. */
bool camp_swift_suits(const camp_problem_data *problem, camp_arena *arena);
camp_swift *camp_swift_make(const camp_problem_data *problem, camp_arena *arena, uint64_t seed,
                            uint64_t stream);
/* Starts from a board: per item a slot (index into event->slots) or -1. What finds no room is left out. */
void camp_swift_start(camp_swift *swift, const int *slot);
/* Anneals with so many moves. heat 1: from the hottest temperature that is of use. The best board stays in
 * best_slot and best_room. */
void camp_swift_anneal(camp_swift *swift, uint64_t moves, double heat, bool (*stop)(void *user), void *user);
/* Value of the board at hand, counted anew. Tests. */
int64_t camp_swift_recount(const camp_swift *swift);

/* ---- parts: swift.c */
/* The item comes to the slot (its room is taken apart from that), or leaves it and its room. */
void camp_swift_add(camp_swift *swift, int item, int slot);
void camp_swift_remove(camp_swift *swift, int item);

camp_swift_kernel camp_swift_kernel_choose(void);
/* Whether a presenter of the item presents in the slot too; `out` does not count. */
bool camp_swift_clashes(const camp_swift *swift, int item, int slot, int out);

/* ---- rooms: swift_rooms.c */
/* A room that becomes free for `item` in the slot, where `out` (-1: none) leaves, or -1. Nothing is changed:
 * the way to it is kept as that of part 0, 1 or 2 of a move. */
int camp_swift_room_find(camp_swift *swift, int part, int slot, int out, int item);
/* Moves items on along the way that was found, once `out` has left, and gives `item` its room. */
void camp_swift_room_take(camp_swift *swift, int part, int slot, int room, int item);
/* The item comes to the slot, if there is room. */
bool camp_swift_room_add(camp_swift *swift, int slot, int item);

#endif
