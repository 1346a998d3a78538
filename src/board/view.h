/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view.h - a board laid out for checking: who is where and when, as compressed rows; and the findings.
 *
 * Only the files of src/board/check*.c include it.
 */
#ifndef CAMP_VIEW_H
#define CAMP_VIEW_H

#include "board/board.h"

/* A run with its slots. A run for which not enough slots follow has fewer than its session's length. */
typedef struct camp_view_run {
    int session, section, slot, room;
    long start_min, end_min; /* of the first and the last slot */
    int n_slots;
    const int *slots;
} camp_view_run;

/* A run that a person attends. */
typedef struct camp_attended {
    int run;
    bool presents; /* else seated */
} camp_attended;

typedef struct camp_view {
    const camp_event *event;
    const camp_board *board;
    camp_arena *arena;
    int n_runs;
    camp_view_run *runs; /* numbered as in the board */
    int *by_time;        /* all runs by start, then end */
    /* runs of session s: session_run[session_first[s] ..], by time */
    int *session_first, *session_run;
    /* people seated in run r, repeats included: seat_person[seat_first[r] ..] */
    long *seat_first;
    int *seat_person;
    /* runs that person p attends, each once, by time: attended[attended_first[p] ..]. Who presents a run and
     * is wrongly seated in it too counts as presenting. */
    long *attended_first;
    camp_attended *attended;
} camp_view;

/* Lays a board out in the arena; takes time and memory linear in people, runs and seats. */
camp_view camp_view_make(const camp_event *event, const camp_board *board, camp_arena *arena);
/* Whether two runs are in overlapping slots. */
bool camp_view_overlap(const camp_view *view, const camp_view_run *a, const camp_view_run *b);

/* ---- findings */

typedef struct camp_findings {
    camp_report *report; /* NULL: only count */
    const char *file;
    camp_arena *arena; /* for the words of the messages */
    size_t n;
} camp_findings;

/* Counts a violation; true when its message is wanted (words are made for those only). */
bool camp_found(camp_findings *findings);
/* Tells a violation that was counted. */
void camp_tell(camp_findings *findings, const char *code, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* Plain words for messages, in the arena: Ana Silva (p07); "Chess club" (S4); slot A (9:00); room Gym;
 * "Chess club" (S4) in slot A (9:00), room Gym. */
const char *camp_say_person(const camp_event *event, camp_arena *arena, int person);
const char *camp_say_session(const camp_event *event, camp_arena *arena, int session);
const char *camp_say_slot(const camp_event *event, camp_arena *arena, int slot);
const char *camp_say_room(const camp_event *event, camp_arena *arena, int room);
const char *camp_say_run(const camp_event *event, camp_arena *arena, const camp_run *run);

/* ---- condition 8 (check_rules.c) */

void camp_check_must_attend(const camp_view *view, camp_findings *findings);
void camp_check_locks(const camp_view *view, camp_findings *findings);
void camp_check_rule(const camp_view *view, const camp_rule *rule, camp_findings *findings);

#endif
