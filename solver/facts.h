/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facts.h - what every valid board must have, and where it can be: the ground on which explain*.c counts.
 *
 *   need(s)    runs of s on every valid board: must_run, 1 where somebody must attend it, 1 for each locked
 * slot fits       (s, t, r): a run of s may start in t, in r; where s can have only one run, its locks bind
 * it too
 *
 * A session of which a reason was told already is left out of all further counting (told), so that one
 * mistake is one reason.
 */
#ifndef CAMP_FACTS_H
#define CAMP_FACTS_H

#include "problem.h"

#if defined(__GNUC__)
#define CAMP_FACTS_PRINTF __attribute__((format(printf, 5, 6)))
#else
#define CAMP_FACTS_PRINTF
#endif

typedef struct camp_facts {
    const camp_event *event;
    const camp_problem_data *problem;
    camp_arena *arena;
    camp_report *report; /* NULL: only count */
    size_t n;            /* reasons found */

    int *need;                    /* per session; 0 once it is told */
    int *need_person, *need_lock; /* per session: whose must_attend or which lock asks for it, where must_run
                                     does not; -1 */
    int *most;                    /* per session: min(sections, start slots) */
    bool *told;                   /* per session */
    int *lock_slot, *lock_room; /* per session that can have only one run: where its locks bind it, else -1 */
    int *n_starts, **starts;    /* per session: start slots with a room, locks included */
    uint64_t *sites; /* with travel times: [s * n_slots + t] sites of the rooms that fit; else NULL */
} camp_facts;

void camp_facts_make(camp_facts *facts, const camp_event *event, const camp_problem_data *problem,
                     camp_arena *arena, camp_report *report);

/* Counts a reason, and tells it with its place (file and line; "" and 0: none). */
void camp_facts_tell(camp_facts *facts, const char *code, const char *file, long line, const char *format,
                     ...) CAMP_FACTS_PRINTF;
/* A reason of a row of rules.csv: "<the rule in words>: <what cannot be>". */
void camp_facts_tell_rule(camp_facts *facts, const camp_rule *rule, const char *what);

bool camp_facts_fits(const camp_facts *facts, int session, int slot, int room);
/* Whether a run of the session may start in the slot. */
bool camp_facts_starts(const camp_facts *facts, int session, int slot);
/* Whether the person can be in a run of the session that starts in the slot: as a presenter, or seated. */
bool camp_facts_can_be_in(const camp_facts *facts, int person, int session, int slot);
/* Slots in which a run of the session can be running, as flags. */
void camp_facts_running(const camp_facts *facts, int session, bool *slots);
/* Why it must be on the board: "must run (sessions.csv:4)", "Ana Silva must attend it". */
const char *camp_facts_why(const camp_facts *facts, int session);

/* Why a session cannot have a run at all, rules and locks apart; NULL where it can. Without its name: "it
 * needs "lab", which no room has". */
const char *camp_facts_cannot_run(const camp_problem_data *problem, camp_arena *arena, int session);

/* ---- runs that one person (or one rule) has to go through one after the other */

typedef struct camp_task {
    int session;
    int slot; /* only this start slot, or -1 */
    bool presents;
} camp_task;

/* Whether all tasks can be done without overlap and, with person >= 0, in slots in which the person is there,
 * with time to travel. False only when it is proven; n >= 0. */
bool camp_facts_can_do_all(const camp_facts *facts, const camp_task *tasks, int n, int person);
/* Leaves out tasks that are not needed for the proof. Returns the number that stays, in front. */
int camp_facts_least_tasks(const camp_facts *facts, camp_task *tasks, int n, int person);

/* ---- the parts of camp_explain_counts */

void camp_explain_locks(camp_facts *facts);    /* explain_sessions.c */
void camp_explain_sessions(camp_facts *facts); /* explain_sessions.c */
void camp_explain_cells(camp_facts *facts);    /* explain_cells.c */
void camp_explain_people(camp_facts *facts);   /* explain_people.c */
void camp_explain_seats(camp_facts *facts);    /* explain_people.c */
void camp_explain_rules(camp_facts *facts);    /* explain_rules.c */
void camp_explain_order(camp_facts *facts,
                        const camp_rule *rule); /* explain_order.c: apart, together, before */
void camp_explain_slot_rule(camp_facts *facts,
                            const camp_rule *rule); /* explain_slots.c: slot_at_least, slot_at_most */
void camp_explain_duty(camp_facts *facts, const camp_rule *rule); /* explain_duty.c: rules that count seats */

#endif
