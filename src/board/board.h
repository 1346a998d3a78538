/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board.h - a board: runs and seats, its score, and the independent check.
 *
 * This folder is the judge inside the product. It knows the event and nothing of the solver, and shares no code
 * with it: a mistake of the solver must not be able to hide here.
 */
#ifndef CAMP_BOARD_H
#define CAMP_BOARD_H

#include "event/event.h"

typedef struct camp_run {
    int session, section; /* section from 1 */
    int slot, room;       /* start slot */
} camp_run;

typedef struct camp_seat {
    int person, run; /* index into runs */
} camp_seat;

struct camp_board {
    camp_arena arena;
    int n_runs;
    camp_run *runs;    /* by start slot's time, then slot and room index (camp_board_sort) */
    long n_seats;
    camp_seat *seats;  /* by person, then run; seats of expected voters come after all others */
    const char **reason; /* per session: why it has no run, NULL where it has one; set by camp_board_reasons or solver */
    camp_score score;
    uint64_t seed, work;
};

/* What was counted, from votes, seats and presenters alone. */
typedef struct camp_count {
    double matched;
    long served;
    double *person_matched; /* per person, in the arena given; seats and stakes */
    int *run_seats;         /* seats of real people in each run */
    double *run_turnout;    /* masses of all seats of each run, expected voters included */
} camp_count;

/* An empty board of its own; NULL when memory runs out. Whoever fills it sets setjmp on board->arena.recover, or
 * initializes the arena as he needs. */
camp_board *camp_board_new(void);

/* Numbers the sections by start, sorts runs and seats as above. Seats keep pointing at their runs. */
void camp_board_sort(const camp_event *event, camp_board *board);

camp_count camp_board_count(const camp_event *event, const camp_board *board, camp_arena *arena);

/* Validity 1-8 with every rule and lock. Each violation becomes an error of the report (code "V_...", file the
 * given name), with people, sessions, rooms and slots named; returns their number. With report NULL it only counts.
 * Beyond 200 violations only the number goes on. */
size_t camp_board_check(const camp_event *event, const camp_board *board, const char *file, camp_report *report,
                        camp_arena *arena);

/* Violations by row, for best effort and explanations: broken[i] = whether rule i is broken (n_rules entries). */
void camp_board_broken_rules(const camp_event *event, const camp_board *board, bool *broken, camp_arena *arena);

/* Reads board.json (cJSON). Reports what does not fit the format; NULL then. The board's own score is what the
 * file says. */
camp_board *camp_board_read(const camp_event *event, const char *file, const char *bytes, size_t size,
                            camp_report *report, camp_status *status);

/* Compares the score that the file says with what is counted: matched, served, gap, proven, seated, unplaced. */
size_t camp_board_check_score(const camp_event *event, const camp_board *board, const char *file,
                              camp_report *report, camp_arena *arena);

#endif
