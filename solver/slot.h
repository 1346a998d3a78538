/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot.h - the pricing problem: the best set of sessions for one slot, at given prices.
 *
 *     value(A) = sum over e in A of gain(e)  +  sum over people p who are not busy of max(0, max over e in A
 * of w(p,e))
 *
 * over all sets A of at most `most` elements in which no two share a presenter or a group. An element is a
 * session, or one part of a long one; gain = stakes - price; a person is busy when an element of A is
 * presented by them. Whatever ties slots together has been put into gain and w by the caller: they are plain
 * numbers here.
 *
 * value is submodular on the sets that are allowed: the gain of an element only falls as A grows.
 *
 * With rooms each element of a set takes one of its own, with seats(e,r) for it. w is then what a seat is
 * worth less its price q(e), room r brings e what its seats cost less its own price c(r), and gain has what
 * the best room brings, at least:
 *
 *     gain(e) = bare_gain(e) + max over its rooms r of seats(e,r) q(e) - c(r)
 *
 * So value(A) is at least what A is worth with everybody in a seat of the rooms that suit it best, less the
 * prices of all rooms: whatever the prices are. camp_slot_bound and camp_slot_pricing look for better prices
 * for each node, and so may prove less than the value of the best set: see there.
 *
 * How column generation is best driven, with mu the best reduced value that is known and L(y) the bound that
 * the best set known or climbed to would give at duals y:
 *   1. Climb only, few starts at a time (3 to 20), while L(y) of the best duals falls; keep those duals.
 *   2. A loose goal needs no converged duals: as soon as L(y) <= best (1 + goal / 3), bound at that y with
 *      threshold (best (1 + goal) - rest of the bound) / slots. Large events get their first bound so.
 *   3. When climbing finds nothing in 60 starts, bound once at the duals of the linear program with threshold
 *      mu and all nodes there are: upper falls on its way through aims of its own (`lowered` tells), so a
 *      ladder of goals with a new tree for each is only worth its time while the duals still change.
 *   4. Sets that are found become columns; u stays with the class.
 */
#ifndef CAMP_SLOT_H
#define CAMP_SLOT_H

#include "base/arena.h"
#include "program.h"

typedef struct camp_slot_problem {
    int n_people, n_elements;
    int most;              /* elements at once, 0 .. n_elements */
    const double *gain;    /* per element; any sign */
    const long *fan_first; /* per element and one more: entries of fan_person and fan_weight */
    const int *fan_person;
    const double *fan_weight; /* entries that are 0 or less count as 0 */
    const long *host_first;   /* per element and one more: entries of host: its presenters */
    const int *host;
    const int *group; /* per element: at most one of a group (>= 0) is in A; -1: none. NULL: none at all */
    /* rooms, 0: none are told, all may sit everywhere, and what follows is NULL */
    int n_rooms;
    const double *room_price, *seat_price; /* per room, per element; 0 or more */
    const double *bare_gain;               /* per element */
    /* [element * n_rooms + room]: how many may sit in it there; -1: it cannot be there. seats: per element,
     * the most of them, -1: every room seats all who may come; then no price is paid, whatever seat_price
     * says */
    const int *room_seats, *seats;
} camp_slot_problem;

typedef struct camp_slot_set {
    double value;
    int n, *elements; /* ascending */
} camp_slot_set;

typedef struct camp_slot_result {
    double upper;  /* no set is worth more than this; INFINITY where nothing was proven */
    bool complete; /* exact: every set above the threshold was looked at. list: all of them are here */
    uint64_t nodes;
    int n_sets; /* different ones, the best first */
    camp_slot_set *sets;
} camp_slot_result;

typedef struct camp_slot_limits {
    double threshold;    /* only sets that are worth more count */
    uint64_t most_nodes; /* 0: none */
    bool one_aim;        /* of a camp_slot_pricing: stop where the bound has come down by a step, too */
    int most_sets;
    int threads; /* bound: at most so many at a time, 0: 1; the result is the same with any number */
    bool (*stop)(void *user); /* bound: asked often; from the threads too, must not jump; may be NULL */
    void (*lowered)(void *user, double upper); /* bound: told in the caller's thread when upper falls, as long
                                                  as it runs; must not jump; may be NULL */
    void *user;
    double *u; /* bound, per person: in, where the duals may start; out, where they ended, for the next
                  pricing of a slot with the same people. All 0 at first. NULL: none */
} camp_slot_limits;

/* Value of a set. */
double camp_slot_value(const camp_slot_problem *slot, int n, const int *elements, camp_arena *scratch);

/* About what a set is worth in rooms (n_rooms > 0), less their prices as given: a little more than that.
 * -INFINITY: there is no room for one of them. */
double camp_slot_roomed(const camp_slot_problem *slot, int n, const int *elements, camp_arena *scratch);

/* Sets above the threshold by starts with add, drop and swap; proves nothing (upper is INFINITY). A node is a
 * start: there are most_nodes of them (0: 60), fewer when most_sets sets were found. Starts: n_starts sets to
 * change from (a third is dropped), may be 0; every fourth, or all, are made from the seed alone. */
camp_slot_result camp_slot_climb(const camp_slot_problem *slot, const camp_slot_limits *limits, int n_starts,
                                 const camp_slot_set *starts, uint64_t seed, camp_arena *arena);

/* The most that a set can be worth, or a bound on it: upper >= max(threshold, max over A of value(A)) always,
 * also when the nodes run out. Sets above the threshold that were met are given too. With rooms: of what A is
 * worth in them; the value of a set that is given lies between that and its value at the prices given. */
camp_slot_result camp_slot_bound(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                 camp_arena *arena);

/* The same in portions: the open nodes stay, and the next portion goes on with them. What comes out depends
 * on the slot, on u at the first portion and on the numbers of nodes of the portions alone. */
typedef struct camp_slot_pricing camp_slot_pricing;
camp_slot_pricing *camp_slot_pricing_make(camp_arena *arena); /* closed; opened as often as one likes */
/* Takes a copy of the slot; `threshold` is that of all portions. False where its numbers do not suit the
 * search (slot_whole.h): it is closed then. When memory runs out it is closed too, and `arena` fails. */
bool camp_slot_pricing_open(camp_slot_pricing *pricing, const camp_slot_problem *slot, double threshold,
                            camp_arena *arena);
bool camp_slot_pricing_is_open(const camp_slot_pricing *pricing); /* may be NULL */
/* Looks at most_nodes more (0: all). The result is that of all portions, but its nodes and sets are of this
 * one. limits->threshold is not looked at. */
camp_slot_result camp_slot_pricing_go(camp_slot_pricing *pricing, const camp_slot_limits *limits,
                                      camp_arena *arena);
/* By how much the bound may fall for each node of the next step, from how it went so far. */
double camp_slot_pricing_promise(const camp_slot_pricing *pricing);
/* Gives its memory back, which no arena of the caller does. It may be closed, or NULL. */
void camp_slot_pricing_close(camp_slot_pricing *pricing);

/* Every set above the threshold (complete), or as many as the limits allow (not complete; upper is then
 * INFINITY). */
camp_slot_result camp_slot_list(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                camp_arena *arena);

#endif
