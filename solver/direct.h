/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct.h - the direct integer program of an event: complete, for every validity condition, rule and lock.
 *
 *   x(s,t,r) = 1   a run of session s starts in slot t, in room r   (runs of one session never overlap, so s
 * and t name a run; section numbers follow from the order of the starts) y(p,s,t) = 1   person p sits in the
 * run of s that starts in t z(s)     = 1   session s has a run (only where s may run more than once; else it
 * is the sum of its x)
 *
 * A place is what x is summed over where the room does not matter: (session, start slot), and the site of the
 * room too when travel times bind, so that a seat says at which site it is. Every place is a run of its own.
 *
 * The formula of each family of rows stands above the function in direct*.c that writes it. It is the
 * reference that everything else is tested against, and exact on small events.
 */
#ifndef CAMP_DIRECT_H
#define CAMP_DIRECT_H

#include "board/board.h"
#include "program.h"

typedef enum camp_direct_goal {
    CAMP_GOAL_SERVED,  /* max served */
    CAMP_GOAL_MATCHED, /* max matched, under served >= served_at_least */
    CAMP_GOAL_BOTH /* max (1 + trivial bound on matched) * served + matched: for the written model, with names
                    */
} camp_direct_goal;

typedef struct camp_direct_options {
    camp_direct_goal goal;
    long served_at_least; /* for CAMP_GOAL_MATCHED; 0: no such row */
    const camp_board
        *runs; /* not NULL: slots and rooms are given by the runs of this board, only seats are free */
    const bool *skip_rule; /* not NULL: n_rules flags, rules to leave out (explanations) */
    const bool *skip_lock; /* not NULL: n_locks flags, locks to leave out */
} camp_direct_options;

/* A possible run of a session; its rooms are the columns x_from .. x_to-1. */
typedef struct camp_direct_place {
    int session, slot;
    int site; /* of its rooms, or -1 where it does not matter */
    int x_from, x_to;
    int col; /* 1: the run is on the board, in whatever room; with one room the x itself */
    long start_min, end_min;
} camp_direct_place;

/* Columns that help a row to say what it means; their values follow from the board (direct_io.c). */
typedef enum camp_direct_helper_kind {
    CAMP_HELPER_TOGETHER, /* 1: the sessions of rule a, all together, start in slot b */
    CAMP_HELPER_BEFORE,   /* 1: some run of item c of rule a starts by minute `time` */
    CAMP_HELPER_SERVED    /* matched sessions of person a that count towards the floor */
} camp_direct_helper_kind;
typedef struct camp_direct_helper {
    camp_direct_helper_kind kind;
    int col, a, b, c;
    long time;
} camp_direct_helper;

typedef struct camp_direct {
    camp_program program;
    const camp_event *event;
    /* column numbers: x of (s,t,r) at x_of[(s * n_slots + t) * n_rooms + r], -1 where there is no column */
    int *x_of;
    /* y of a person: entries [y_start[p], y_start[p+1]) of y_session, y_slot, y_col */
    long *y_start;
    int *y_session, *y_slot, *y_col;
    int *y_person, *y_place; /* of each entry; a place is an index into places */
    int n_x;                 /* columns 0 .. n_x-1 are the x: */
    int *x_session, *x_slot, *x_room;
    int n_places;
    camp_direct_place *places; /* by session; those of s are place_start[s] .. place_start[s+1]-1 */
    int *place_start;
    int *z_of; /* per session, -1 where there is no such column */
    int n_helpers, cap_helpers;
    camp_direct_helper *helpers;
    double offset; /* add to the program's objective for served or matched */
} camp_direct;

/* Number of x and y columns that the program of an event would have, without making it. */
long camp_direct_size(const camp_event *event);

/* Makes the program in the arena. */
void camp_direct_make(camp_direct *direct, const camp_event *event, const camp_direct_options *options,
                      camp_arena *arena);
/* Values of the columns for a valid board (n_cols, in the arena), to start from. */
double *camp_direct_values(const camp_direct *direct, const camp_board *board, camp_arena *arena);
/* The board of an integer solution, in a board of its own; score.matched and served are counted. NULL when
 * memory runs out. Seats without interest that no rule, must_attend or lock needs may remain: see
 * camp_board_prune. */
camp_board *camp_direct_board(const camp_direct *direct, const double *x);
/* Takes away seats of weight 0 that nothing needs (checked with camp_board_check one by one). */
void camp_board_prune(const camp_event *event, camp_board *board, camp_arena *scratch);

/* Sum over people of the most they could match in any board, an upper limit on matched found without a
 * program: per person the best weights (with stakes for own sessions). Also for served. */
double camp_trivial_bound(const camp_event *event);
long camp_trivial_served(const camp_event *event);

#endif
