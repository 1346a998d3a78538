/* SPDX-License-Identifier: GPL-3.0-or-later */
/* solve.h - what one solve holds between its rounds: shared by solve.c (the order of the work) and
 * solve_program.c (what GLPK does in a round). */
#ifndef CAMP_SOLVE_H
#define CAMP_SOLVE_H

#include "base/threads.h"
#include "pattern.h"
#include "search.h"
#include "segment.h"
#include "solver.h"

enum { CAMP_LANES = 2 };

typedef struct camp_lane {
    camp_arena arena;
    camp_search *search;
    uint64_t moves;
    double heat;
    bool failed;
} camp_lane;

/* What GLPK does in a round. */
typedef enum camp_program_kind {
    PROGRAM_NONE,
    PROGRAM_PLACES,
    PROGRAM_EXACT,
    PROGRAM_RELAX,
    PROGRAM_PATTERNS,
    PROGRAM_SEGMENTS,
    PROGRAM_SEATS
} camp_program_kind;

typedef struct camp_solving {
    const camp_event *event;
    const camp_solve_options *options;
    camp_arena arena;
    camp_problem_data *problem;
    double start, until, deadline; /* rounds end at `until`, so that polishing can be done by the deadline */
    uint64_t work;                 /* of ended rounds */
    int threads;
    uint64_t pace; /* moves of a lane that take as long as one move of seats */

    camp_lane lanes[CAMP_LANES];
    camp_board *best; /* best board of ended rounds, or NULL */
    double matched;   /* its score */
    long served;
    double bound;
    long served_bound;
    bool integral, no_board;
    bool tied,
        seats_best; /* people are tied together; the seats of the best board are the best for its runs */

    camp_arena pattern_arena; /* patterns found so far; goes on from round to round */
    camp_patterns *patterns;
    double patterns_matched; /* of the best board that they know */
    bool patterns_failed;
    double closed_for;       /* matched of the best board for which the closing of patterns ended by itself */
    bool long_sessions;      /* segments suit the event: they take the place of patterns */
    camp_segments *segments; /* in pattern_arena too */

    long places_size; /* columns of the direct program without votes */

    /* the program of this round; runs in its own thread with its own arena */
    camp_program_kind program;
    uint64_t program_limit, program_work;
    bool program_final; /* it ended by itself: optimal or infeasible */
    bool exact_done;    /* ... so it need not be solved again */
    bool program_infeasible;
    camp_board *program_board;
    double program_bound;
    long program_served_bound;

    /* what a progress line may tell between rounds */
    camp_lock *lock;
    bool seen, told;
    double seen_matched, seen_bound;
    long seen_served;
    double last_told;
    camp_flag cut; /* the round is to end now: time, Ctrl-C, or the program has proven its board */
    camp_flag stopped, out_of_time;
} camp_solving;

/* Whether the round is to end now; the stop function of lanes and programs. */
bool camp_solve_stop(void *run);
/* Runs the program of the round, in its own thread: fills program_board, program_bound, ... of the run. */
void camp_solve_program(camp_solving *run);

#endif
