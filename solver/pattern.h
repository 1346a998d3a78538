/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern.h - an upper bound on matched by column generation over the patterns of a slot.
 *
 * A pattern A of slot t is a set of sessions that start there together; its value is the most that this slot
 * alone can match: everyone who does not present takes the best of A, and the presenters' stakes are added:
 *
 *     v(A) = sum of stakes + sum over people who present nothing in A of max(0, max of w(p,s) over s in A)
 *
 * For any prices pi >= 0 of the sessions
 *
 *     matched <= sum_s sections(s) pi_s + sum_t max over A of [ v(A) - sum of pi_s over A ]
 *
 * for every board, whatever else it has to keep: seats, rules, rooms (but for their number), travel, and what
 * ties slots together are left out, which can only raise the right side. The prices come from the linear
 * program over the patterns found so far (GLPK); the maximum is bounded exactly, also when its search is cut
 * short.
 */
#ifndef CAMP_PATTERN_H
#define CAMP_PATTERN_H

#include "board/board.h"
#include "problem.h"
#include "program.h"

/* Slots in which the same sessions may start and the same people are there: interchangeable. */
typedef struct camp_slot_class {
    int n, first; /* slots, and one of them */
    int most;     /* runs that may start at once: rooms */
    int n_sessions, *sessions;
    long *fan_first; /* per session: entries of fan_person and fan_weight, people who can be there */
    int *fan_person;
    double *fan_weight;
} camp_slot_class;

typedef struct camp_pattern {
    int slot_class, n, *sessions; /* ascending */
    double value;
} camp_pattern;

typedef struct camp_patterns {
    const camp_problem_data *problem;
    camp_arena *arena;
    int n_classes;
    camp_slot_class *classes;
    double *stakes; /* per session: of all its presenters */
    int n_patterns, room;
    camp_pattern *patterns;
    double *centre; /* prices that gave the best bound */
    double bound;
    double share, slack; /* of the centre in the prices; by which a pattern has to beat the known ones */
    uint64_t most_nodes; /* of one pricing */
    bool done;           /* no pattern can improve the linear program: the bound is its value */
} camp_patterns;

void camp_patterns_make(camp_patterns *patterns, const camp_problem_data *problem, camp_arena *arena);
/* The patterns of a board, and prices to begin with: most of what each session adds to its slot there. */
void camp_patterns_seed(camp_patterns *patterns, const camp_board *board);
/* Adds a pattern unless it is there; returns whether it was new. The sessions are copied. */
bool camp_patterns_add(camp_patterns *patterns, int slot_class, int n, const int *sessions);
/* Goes on with column generation until the bound is `target` or less, the limits end it, or it is done.
 * Returns the work spent: nodes of the pricing and simplex iterations. */
uint64_t camp_patterns_improve(camp_patterns *patterns, double target, const camp_program_limits *limits);

/* ---- pricing (pattern_price.c) */
typedef struct camp_pricing {
    const camp_patterns *patterns;
    int slot_class;
    const double *price; /* per session */
    double threshold;    /* what a pattern must beat to be of interest */
    uint64_t nodes, most_nodes;
    double upper;                   /* out: no pattern of the class is worth more than this */
    int n_found, *found_n, **found; /* out: patterns better than the threshold, the best ones last */
} camp_pricing;
enum { CAMP_MOST_FOUND = 24 };
/* Value of a set of sessions in a class. */
double camp_pattern_value(const camp_patterns *patterns, int slot_class, int n, const int *sessions,
                          double *best_scratch);
void camp_pricing_run(camp_pricing *pricing, camp_arena *scratch);

#endif
