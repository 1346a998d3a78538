/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board.h - a board: runs and seats, its score, and the independent check.
 *
 * This folder is the judge inside the product. It knows the event and nothing of the solver, and shares no
 * code with it: a mistake of the solver must not be able to hide here.
 *
 * Codes of violations (stable). The digit is the condition in docs/format.md, "A board":
 *
 *   V_1_SLOTS  V_1_START  V_1_ROOM   slots and room of a run
 *   V_2_ROOM                         two runs in a room at once
 *   V_3_SECTIONS  V_3_MUST_RUN       number, numbering and overlap of a session's runs
 *   V_4_THERE  V_4_CLASH             a presenter is not there, or presents two runs at once
 *   V_5_SEAT  V_5_THERE  V_5_AUDIENCE  V_5_OWN  V_5_TWICE  V_5_CLASH
 *                                    a seat in no run; of somebody who is not there, not in the audience, the
 *                                    presenter, seated twice in a session, or in two runs at once
 *   V_6_CAPACITY                     more seats than there are
 *   V_7_TRAVEL                       too little time between two sites
 *   V_8_MUST_ATTEND  V_8_LOCK  V_8_<RULE>   such as V_8_APART, V_8_SLOT_AT_LEAST: one for each word of
 * rules.csv
 *
 * and of what only a file can get wrong (read_board.c, check_score.c):
 *
 *   V_FORMAT  V_IDS                  not as docs/format.md says; an id that is unknown or written differently
 *   V_SEATED  V_UNPLACED             `seated` or `unplaced` does not fit the runs and seats
 *   V_MATCHED  V_SERVED  V_BOUND  V_GAP  V_PROVEN   the score does not fit what is counted
 *   W_DOTS                           (warning) a board for anonymous dots does not say where they sit
 *   E_BOARD_TEXT  E_BOARD_JSON       the text is no board at all
 */
#ifndef CAMP_BOARD_H
#define CAMP_BOARD_H

#include "event/event.h"

#define CAMP_VIOLATIONS_TOLD 200 /* later ones are only counted */

typedef struct camp_run {
    int session, section; /* section from 1 */
    int slot, room;       /* start slot */
} camp_run;

typedef struct camp_seat {
    int person, run; /* index into runs */
} camp_seat;

/* What board.json says beyond runs and seats; told by camp_board_check_score. */
typedef struct camp_stated {
    size_t misfits; /* violations that the reader told: V_FORMAT, V_IDS, V_5_SEAT; what did not fit was left
                       out */
    double *seated; /* per run; NAN when it is no number */
    int *unplaced;  /* per session: times listed */
    double matched, served, served_bound, bound, gap; /* NAN where the file has no such number */
    bool proven;
    bool proven_given; /* `proven` is true or false */
    bool dots_seated;  /* with a tally: the file says where the expected voters sit */
} camp_stated;

struct camp_board {
    camp_arena arena;
    int n_runs;
    camp_run *runs; /* by start slot's time, then slot and room index (camp_board_sort) */
    long n_seats;
    camp_seat *seats;    /* by person, then run; seats of expected voters come after all others */
    const char **reason; /* per session: why it has no run, NULL where it has one; set by camp_board_reasons
                            or solver */
    camp_score score;
    uint64_t seed, work;
    camp_stated *stated; /* NULL unless the board was read from a file */
};

/* What was counted, from votes, seats and presenters alone. */
typedef struct camp_count {
    double matched;
    long served;            /* real voters only */
    double *person_matched; /* per person, in the arena given; seats and stakes */
    int *run_seats;         /* seats of real people in each run */
    double *run_turnout;    /* masses of all seats of each run, expected voters included */
} camp_count;

/* An empty board of its own; NULL when memory runs out. Whoever fills it sets setjmp on board->arena.recover,
 * or initializes the arena as he needs. camp_board_free, _score and _work of campboard.h are in board.c too.
 */
camp_board *camp_board_new(void);

/* Numbers the sections by start, sorts runs and seats as above. Seats keep pointing at their runs. */
void camp_board_sort(const camp_event *event, camp_board *board);
/* The same without numbering: a file's sections stay as they were written. */
void camp_board_order(const camp_event *event, camp_board *board);

camp_count camp_board_count(const camp_event *event, const camp_board *board, camp_arena *arena);

/* Validity 1-8 with every rule and lock. Each violation becomes an error of the report (code "V_...", file
 * the given name), with people, sessions, rooms and slots named; returns their number. With report NULL it
 * only counts. Beyond 200 violations only the number goes on. */
size_t camp_board_check(const camp_event *event, const camp_board *board, const char *file,
                        camp_report *report, camp_arena *arena);

/* Violations by row, for best effort and explanations: broken[i] = whether rule i is broken (n_rules
 * entries). */
void camp_board_broken_rules(const camp_event *event, const camp_board *board, bool *broken,
                             camp_arena *arena);

/* Reads board.json (cJSON). NULL when the text is no board at all (no JSON object: CAMP_BAD_INPUT) or memory
 * ran out (CAMP_NO_MEMORY). What does not fit the format or the event's ids is reported as a violation,
 * counted in stated->misfits and left out, so that everything else can be checked too: the file is valid when
 * camp_board_check() + camp_board_check_score() give 0. The board's score is what the file says. Own recover
 * point; the caller sets setjmp on board->arena.recover again before he allocates there. */
camp_board *camp_board_read(const camp_event *event, const char *file, const char *bytes, size_t size,
                            camp_report *report, camp_status *status);

/* Compares what the file says (without a file: board->score) with what is counted: matched, served, bound,
 * gap, proven, seated, unplaced. Returns the number of violations, those that the reader told included. */
size_t camp_board_check_score(const camp_event *event, const camp_board *board, const char *file,
                              camp_report *report, camp_arena *arena);

#endif
