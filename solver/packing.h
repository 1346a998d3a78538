/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packing.h - the best packing over columns that are all known: what closes the gap of the patterns.
 *
 *     max  sum_j value_j x_j      sum over j with s of x_j <= session_most_s
 *                                 sum over j of kind k of x_j <= kind_most_k       x >= 0, whole
 *
 * Only packings worth at least `claim` are looked for, and the claim does the work: for any prices >= 0 of
 * sessions (pi), kinds (mu) and cuts (sigma) with slack_j = pi(j) + mu(j) + sigma(j) - value_j >= 0 for every
 * column,
 *
 *     value of a packing  =  z  -  slacks of its columns  -  prices of what it leaves unused
 *     z  =  sum of prices times right-hand sides
 *
 * so a column with slack_j > z - claim is in no such packing, and a packing has z - claim to spend in all.
 *
 *   relaxation (packing_relax.c) -> columns fixed -> search (packing_search.c), a little
 *        ^                                                    |
 *        +-------- cuts on triples (packing_cut.c) <----------+     ... at last the search without a limit
 */
#ifndef CAMP_PACKING_H
#define CAMP_PACKING_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct camp_packing_column {
    double value;
    int kind, n;
    const int *sessions; /* ascending, each once */
} camp_packing_column;

typedef struct camp_packing {
    int n_sessions, n_kinds;
    const int *session_most, *kind_most;
    int n_columns;
    const camp_packing_column *columns;
    const double *price; /* per session: prices to begin with */
} camp_packing;

typedef struct camp_packing_limits {
    double claim; /* only packings worth at least this much count */
    double step;  /* > 0; a better packing must be better by so much: 1 where values are whole */
    /* What a column of a packing found is truly worth: its value or less, -INFINITY where it cannot be. Then
     * the search goes on with that. NULL: the value. */
    double (*exact)(void *user, int column);
    void *exact_user;
    uint64_t first_units; /* of work for the searches between rounds of cuts; 0: the usual number */
    uint64_t work;        /* simplex iterations and nodes; 0: no limit */
    double until;         /* camp_clock_now() at which to stop; INFINITY: none */
    bool (*stop)(void *user);
    void *user;
} camp_packing_limits;

typedef struct camp_packing_result {
    bool complete; /* no packing is worth the claim, or value + step where one was found */
    double most;   /* not complete: no packing is worth more, if the claim at all; valid at any moment */
    bool found;
    double value;
    int n_chosen, *chosen; /* columns; twice where taken twice */
    int n_cuts;            /* added in all */
    uint64_t work;
} camp_packing_result;

/* Call it in a thread of the library's own (GLPK). */
camp_packing_result camp_packing_solve(const camp_packing *packing, const camp_packing_limits *limits,
                                       camp_arena *arena);

#endif
