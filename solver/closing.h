/* SPDX-License-Identifier: GPL-3.0-or-later */
/* closing.h - the last half per cent: every pattern that a better board could use, and the best packing of
 * them.
 *
 *     max  constant + sum of v(A) over the slots      at most session_most(s) patterns of all take s
 *
 * is known to be z at most, from prices pi >= 0 of the sessions: z = constant + sum of session_most(s) pi_s +
 * sum over kinds of n UB, UB >= v(A) - pi(A). A board worth at least `claim` only uses patterns with
 *
 *     v(A) - pi(A)  >=  UB - (z - claim)
 *
 * and these can be listed (slot.h); the best packing of them (packing.h) is the optimum, or there is none and
 * the claim is proven to be too high. Claims go down from z in steps: the list grows by a factor with every
 * unit, so what is small is done first and often finds the optimum at once.
 */
#ifndef CAMP_CLOSING_H
#define CAMP_CLOSING_H

#include "slot.h"

/* Slots that nothing tells apart. */
typedef struct camp_closing_kind {
    int n;
    camp_slot_problem slot; /* at the prices: gain(e) is already less by them */
    const int *session; /* per element: the session whose runs it counts for, or -1; in a set, each once */
    double known;       /* some set of elements is worth so much or more */
} camp_closing_kind;

typedef struct camp_closing {
    int n_sessions, n_kinds;
    const int *session_most;
    const double *price; /* per session, >= 0 */
    const camp_closing_kind *kinds;
    double constant;
    double least; /* only what is worth at least this much matters: a little more than the best board */
    double step;  /* > 0: 1 where every value is whole (claims are then too), else what counts as better */
    bool whole;
    /* What a pattern is truly worth, prices included: `value` or less, -INFINITY where it cannot be. May be
     * NULL. */
    double (*exact)(void *user, int kind, int n, const int *elements, double value);
    void *exact_user;
} camp_closing;

typedef struct camp_closing_result {
    bool complete; /* it is known how much can be reached, or that it is less than `least` */
    double bound;  /* nothing is worth more; INFINITY where nothing was proven */
    bool found;    /* patterns that are worth `value` */
    double value;
    int n_sets, *kind; /* per set: its kind */
    camp_slot_set *sets;
    uint64_t work;
} camp_closing_result;

/* limits: until, work, stop. Call it in a thread of the library's own (GLPK). */
camp_closing_result camp_closing_run(const camp_closing *closing, const camp_program_limits *limits,
                                     camp_arena *arena);

#endif
