/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment.h - an upper bound on matched, and boards, by columns over segments: for events with long sessions.
 *
 * Slots that follow one another form a chain. A segment is a stretch of a chain whose slots are joined by
 * long sessions (a slot by itself is one too):
 *
 *     slot      1   2   3   4   5              three segments: slots 1-2, 3 and 4-5
 *     long     [ L1  ]     [ L2  ]
 *     short      a   b   c   d e
 *
 * Its value is exact: for each person the best of an interval program over its runs, plus the stakes of the
 * presenters. With at most sections(s) runs of every session and one segment for each slot,
 *
 *     max  sum v(A) x(A)     sum over A of runs of s in A * x(A) <= sections(s)     sum over A with t of x(A)
 * <= 1
 *
 * is a relaxation of every event whose slots do not overlap. For any prices pi >= 0
 *
 *     matched <= sum_s sections(s) pi_s + sum over chains of the best way to cut it into segments,
 *                                         a segment being worth v(A) - sum of pi over its runs
 *
 * Left out, which can only raise the bound: rules, locks, must_run, must_attend, travel, the floor, seats and
 * rooms (but for the number of rooms in each slot), and that a person sits once in a session which runs in
 * two segments. Presenters, absences, audiences, allowed slots and the lengths are exact.
 *
 * The gap that is left is closed by claims from the top: a board of at least K uses only segments that are
 * less than bound - K short of the best at these prices. They are listed, and GLPK packs them; what it picks
 * is valued with rooms, seats and must_attend, lowered and packed anew, until a board of K is found or none
 * is left: then K is refuted. Here must_run counts too.
 *
 * Weights are rounded up and prices rounded to multiples of 2^-28, so that their sums are exact numbers.
 */
#ifndef CAMP_SEGMENT_H
#define CAMP_SEGMENT_H

#include "board/board.h"
#include "problem.h"
#include "program.h"

typedef struct camp_segment {
    int chain, first, n_slots; /* positions first .. first + n_slots - 1 of the chain */
    int n_runs, *session, *at; /* by position of the start, then session */
    double value;
} camp_segment;

typedef struct camp_segment_fans {
    int n;
    int *person;
    double *weight;
    double *share; /* of the weight, for each slot of a run */
} camp_segment_fans;

/* What may be in a slot: a session of one slot, or a part of a long one with its share of the interest. */
typedef struct camp_segment_element {
    int session;
    camp_segment_fans fans;
} camp_segment_element;

/* Slots of one kind: the same rooms by number, sessions of one slot, and people. */
typedef struct camp_segment_kind {
    int first, most; /* one such slot; runs at once */
    int n_shorts, n_elements;
    camp_segment_element *elements; /* the short ones, then a part of every long one */
} camp_segment_kind;

typedef struct camp_segment_chain {
    int n, *slot, *kind;
    uint32_t *may_start;     /* per position: long sessions that may start there, by number */
    camp_segment_fans *fans; /* [position * n_longs + long]: who can attend a run that starts there */
} camp_segment_chain;

/* Columns of a linear program and its side: see segment_master.c. */
typedef struct camp_segment_column {
    double value;
    int n;
    int *row;
    double *part;
} camp_segment_column;

typedef struct camp_segment_pool {
    camp_arena *arena;
    int n_sessions, n_rows; /* rows of sessions first; their duals are the prices */
    double *side;
    int n, room;
    camp_segment_column *columns;
} camp_segment_pool;

typedef enum camp_segment_phase {
    SEGMENT_PARTS, /* prices from the slots by themselves, parts of long sessions only counted */
    SEGMENT_COLUMNS,
    SEGMENT_CLAIMS,
    SEGMENT_DONE
} camp_segment_phase;

typedef struct camp_segments {
    const camp_problem_data *problem;
    camp_arena *arena;
    bool integral, hosted; /* weights are whole numbers; somebody presents */
    int n_kinds, n_chains;
    camp_segment_kind *kinds;
    camp_segment_chain *chains;
    int n_longs, *longs, *long_of; /* sessions; per session its number or -1 */
    camp_list *hosts; /* per session: who is in each of its runs: presenters, and those who must attend its
                         only run */
    double *stakes;   /* per session: what its hosts have of it */
    int *least;       /* per session: least runs, by must_run or because somebody must attend it */

    /* states between two slots: long sessions that go on, each with the slots it still needs */
    int n_crossing, *crossing_first;    /* bit crossing_first[long] + still - 1 */
    int n_states, *state_of;            /* per mask: number, or -1 */
    uint32_t *state_longs, *state_next; /* the long sessions; the mask after one more slot */
    uint32_t *start_mask;               /* per set of long sessions that start: their mask after that slot */

    camp_segment_phase phase;
    camp_segment_pool parts, pool;
    int n_segments, segments_room;
    camp_segment *segments; /* of the columns of `pool`, in their order */
    double *centre;         /* per session: prices of the best bound so far ... */
    double centre_bound;    /* ... what they prove */
    double *centre_upper;   /* per chain: the best way to cut it at these prices */
    double box, share;      /* how far prices may leave the centre; its share in the first phase */
    uint64_t most_nodes;    /* of one chain; grows where it was too little */
    int passes;
    uint64_t step_work, saved; /* what the next step is likely to take; work not spent so far */

    double bound; /* valid at any moment */
    bool has_board;
    double board_value; /* of the board found, counted with its rooms and seats */
    int n_runs;
    camp_run *runs;
    long n_seats;
    camp_seat *seats; /* their `run` is an index into runs */
} camp_segments;

/* Whether segments can be made: there are long sessions, slots do not overlap, and the sets of long sessions
 * that can go on at a time are few enough. */
bool camp_segments_can(const camp_problem_data *problem);
/* ... and whether they are of use: no session repeats (the bound would be valid, but weak without a row for
 * each person and repeated session), and few sessions are on at a time. */
bool camp_segments_suit(const camp_problem_data *problem);
void camp_segments_make(camp_segments *segments, const camp_problem_data *problem, camp_arena *arena);
/* Columns of a valid board and, the first time, prices to begin with. */
void camp_segments_seed(camp_segments *segments, const camp_board *board);
/* Goes on until the bound is `target` (the best board known) or less, a board above it is found, the limits
 * end it, or nothing is left to do (phase SEGMENT_DONE). Returns the work spent: nodes and simplex
 * iterations. */
uint64_t camp_segments_improve(camp_segments *segments, double target, const camp_program_limits *limits);
/* The board found, to be checked by the caller (rules and travel were left out), or NULL. */
camp_board *camp_segments_board(const camp_segments *segments);

#endif
