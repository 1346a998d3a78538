/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_rules.c - condition 8: must_attend, locks and every rule of rules.csv.
 *
 * Rules with a limit all end in judge(): an amount, counted somewhere (a slot, the board, a person, a run),
 * against
 *
 *     *_at_least:  amount >= limit        *_at_most, budget:  amount <= limit        (both within 1e-9)
 */
#include "board/sum.h"
#include "board/view.h"

/* A rule at work. */
typedef struct rule_check {
    const camp_view *view;
    const camp_rule *rule;
    camp_findings *f;
    camp_arena *arena;  /* for marks, given back after the rule */
    const bool *chosen; /* per session */
    const bool *named;  /* per person; NULL when the rule uses no people */
} rule_check;

static const char *code_of(camp_rule_kind kind) {
    static const char *const codes[CAMP_RULE_KINDS] = {
        [CAMP_APART] = "V_8_APART",
        [CAMP_TOGETHER] = "V_8_TOGETHER",
        [CAMP_BEFORE] = "V_8_BEFORE",
        [CAMP_SLOT_AT_MOST] = "V_8_SLOT_AT_MOST",
        [CAMP_SLOT_AT_LEAST] = "V_8_SLOT_AT_LEAST",
        [CAMP_PLACE_AT_MOST] = "V_8_PLACE_AT_MOST",
        [CAMP_PLACE_AT_LEAST] = "V_8_PLACE_AT_LEAST",
        [CAMP_BUDGET] = "V_8_BUDGET",
        [CAMP_ATTEND_AT_MOST] = "V_8_ATTEND_AT_MOST",
        [CAMP_ATTEND_AT_LEAST] = "V_8_ATTEND_AT_LEAST",
        [CAMP_CREDIT_AT_LEAST] = "V_8_CREDIT_AT_LEAST",
        [CAMP_BUSY_AT_LEAST] = "V_8_BUSY_AT_LEAST",
        [CAMP_AWAY_AT_MOST] = "V_8_AWAY_AT_MOST",
        [CAMP_RUN_AT_MOST] = "V_8_RUN_AT_MOST",
        [CAMP_RUN_AT_LEAST] = "V_8_RUN_AT_LEAST",
        [CAMP_SAME_RUN] = "V_8_SAME_RUN",
        [CAMP_SERIES] = "V_8_SERIES",
    };
    return codes[kind];
}

/* Tells "rules.csv:7: <the rule>: <what was found>" for a violation already counted. */
static void tell(const rule_check *c, const char *found) {
    camp_tell(c->f, code_of(c->rule->kind), "rules.csv:%ld: %s: %s", c->rule->line,
              camp_rule_text(c->f->arena, c->view->event, c->rule), found);
}

static bool attends_session(const camp_view *view, int person, int session) {
    for (long i = view->attended_first[person]; i < view->attended_first[person + 1]; i++)
        if (view->runs[view->attended[i].run].session == session) return true;
    return false;
}

/* ---- must_attend and locks */

void camp_check_must_attend(const camp_view *view, camp_findings *f) {
    const camp_event *event = view->event;
    for (int p = 0; p < event->n_people; p++) {
        camp_list must = event->people[p].must_attend;
        for (int i = 0; i < must.n; i++)
            if (!attends_session(view, p, must.at[i]) && camp_found(f))
                camp_tell(f, "V_8_MUST_ATTEND",
                          "%s has to be in %s, but is not seated in it (people.csv:%ld)",
                          camp_say_person(event, f->arena, p), camp_say_session(event, f->arena, must.at[i]),
                          event->people[p].line);
    }
}

static bool in_run(const camp_view *view, int run, int person) {
    for (long i = view->attended_first[person]; i < view->attended_first[person + 1]; i++)
        if (view->attended[i].run == run) return true;
    return false;
}

void camp_check_locks(const camp_view *view, camp_findings *f) {
    const camp_event *event = view->event;
    for (int l = 0; l < event->n_locks; l++) {
        const camp_lock_row *lock = &event->locks[l];
        bool kept = false;
        for (int i = view->session_first[lock->session]; i < view->session_first[lock->session + 1]; i++) {
            const camp_view_run *run = &view->runs[view->session_run[i]];
            kept = kept || ((lock->slot < 0 || lock->slot == run->slot) &&
                            (lock->room < 0 || lock->room == run->room) &&
                            (lock->person < 0 || in_run(view, view->session_run[i], lock->person)));
        }
        if (kept || !camp_found(f)) continue;
        const char *wanted = camp_say_session(event, f->arena, lock->session);
        if (lock->slot >= 0)
            wanted =
                camp_arena_printf(f->arena, "%s in %s", wanted, camp_say_slot(event, f->arena, lock->slot));
        if (lock->room >= 0)
            wanted =
                camp_arena_printf(f->arena, "%s, %s", wanted, camp_say_room(event, f->arena, lock->room));
        if (lock->person >= 0)
            wanted = camp_arena_printf(f->arena, "%s with %s", wanted,
                                       camp_say_person(event, f->arena, lock->person));
        camp_tell(f, "V_8_LOCK", "lock.csv:%ld: no run is as locked: %s", lock->line, wanted);
    }
}

/* ---- rules of order */

/* Runs by time; only pairs that can touch are compared. */
static void check_apart(const rule_check *c) {
    const camp_view *view = c->view;
    for (int i = 0; i < view->n_runs; i++) {
        const camp_view_run *a = &view->runs[view->by_time[i]];
        if (!c->chosen[a->session]) continue;
        for (int j = i + 1; j < view->n_runs; j++) {
            const camp_view_run *b = &view->runs[view->by_time[j]];
            if (b->start_min >= a->end_min) break;
            if (!c->chosen[b->session] || a->session == b->session || !camp_view_overlap(view, a, b))
                continue;
            if (camp_found(c->f))
                tell(c, camp_arena_printf(
                            c->f->arena, "at once are %s; and %s",
                            camp_say_run(view->event, c->f->arena, &view->board->runs[view->by_time[i]]),
                            camp_say_run(view->event, c->f->arena, &view->board->runs[view->by_time[j]])));
        }
    }
}

static void check_together(const rule_check *c) {
    const camp_view *view = c->view;
    int first = -1;
    for (int i = 0; i < view->n_runs; i++) {
        int r = view->by_time[i];
        if (!c->chosen[view->runs[r].session]) continue;
        if (first < 0) first = r;
        if (view->runs[r].slot == view->runs[first].slot) continue;
        if (camp_found(c->f))
            tell(c, camp_arena_printf(c->f->arena, "not in one slot are %s; and %s",
                                      camp_say_run(view->event, c->f->arena, &view->board->runs[first]),
                                      camp_say_run(view->event, c->f->arena, &view->board->runs[r])));
        return;
    }
}

/* The run of a list of sessions that ends last (or, with ends false, starts first), or -1. */
static int extreme_run(const camp_view *view, camp_list sessions, bool ends) {
    int found = -1;
    for (int i = 0; i < sessions.n; i++)
        for (int k = view->session_first[sessions.at[i]]; k < view->session_first[sessions.at[i] + 1]; k++) {
            int r = view->session_run[k];
            if (found < 0 || (ends ? view->runs[r].end_min > view->runs[found].end_min
                                   : view->runs[r].start_min < view->runs[found].start_min))
                found = r;
        }
    return found;
}

/* For each item: does its first start come before the last end among all items in front of it? */
static void check_before(const rule_check *c) {
    const camp_view *view = c->view;
    int last = -1;
    for (int i = 0; i < c->rule->n_items; i++) {
        int start = extreme_run(view, c->rule->items[i], false),
            end = extreme_run(view, c->rule->items[i], true);
        if (start < 0) continue;
        if (last >= 0 && view->runs[last].end_min > view->runs[start].start_min && camp_found(c->f))
            tell(c, camp_arena_printf(c->f->arena, "%s starts before %s has ended",
                                      camp_say_run(view->event, c->f->arena, &view->board->runs[start]),
                                      camp_say_run(view->event, c->f->arena, &view->board->runs[last])));
        if (last < 0 || view->runs[end].end_min > view->runs[last].end_min) last = end;
    }
}

/* ---- rules with a limit */

/* Whether an amount breaks the rule; then `where` is worded by the caller, when true. */
static bool breaks(const rule_check *c, double amount) {
    camp_rule_kind kind = c->rule->kind;
    bool least = kind == CAMP_SLOT_AT_LEAST || kind == CAMP_PLACE_AT_LEAST || kind == CAMP_ATTEND_AT_LEAST ||
                 kind == CAMP_CREDIT_AT_LEAST || kind == CAMP_BUSY_AT_LEAST || kind == CAMP_RUN_AT_LEAST;
    bool broken = least ? amount < c->rule->limit - 1e-9 : amount > c->rule->limit + 1e-9;
    return broken && camp_found(c->f);
}

static void judge_slots(const rule_check *c, const long *amount) {
    const camp_event *event = c->view->event;
    for (int i = 0; i < event->n_open; i++)
        if (breaks(c, (double)amount[event->open[i]]))
            tell(c, camp_arena_printf(c->f->arena, "%ld in %s", amount[event->open[i]],
                                      camp_say_slot(event, c->f->arena, event->open[i])));
}

static void check_slots(const rule_check *c) {
    long *amount = CAMP_NEW(c->arena, long, c->view->event->n_slots);
    for (int r = 0; r < c->view->n_runs; r++) {
        const camp_view_run *run = &c->view->runs[r];
        for (int i = 0; c->chosen[run->session] && i < run->n_slots; i++)
            amount[run->slots[i]]++;
    }
    judge_slots(c, amount);
}

static void check_board_total(const rule_check *c) {
    const camp_event *event = c->view->event;
    double placed = 0;
    camp_sum cost = {0, 0};
    for (int s = 0; s < event->n_sessions; s++) {
        int runs = c->view->session_first[s + 1] - c->view->session_first[s];
        if (!c->chosen[s] || !runs) continue;
        placed += 1;
        while (runs-- > 0)
            camp_sum_add(&cost, event->sessions[s].cost);
    }
    if (c->rule->kind == CAMP_BUDGET) {
        if (breaks(c, camp_sum_value(cost)))
            tell(c, camp_arena_printf(c->f->arena, "all runs together cost %.10g", camp_sum_value(cost)));
    } else if (breaks(c, placed))
        tell(c, camp_arena_printf(c->f->arena, "%g of them %s on the board", placed,
                                  placed == 1 ? "is" : "are"));
}

/* What a person's rule counts: sessions, their credit, or open slots. marks: per session (or slot) person
 * + 1. */
static double person_amount(const rule_check *c, int person, int *marks) {
    const camp_view *view = c->view;
    camp_sum amount = {0, 0};
    for (long i = view->attended_first[person]; i < view->attended_first[person + 1]; i++) {
        const camp_view_run *run = &view->runs[view->attended[i].run];
        if (!c->chosen[run->session]) continue;
        if (c->rule->kind == CAMP_BUSY_AT_LEAST) {
            for (int k = 0; k < run->n_slots; k++) {
                if (marks[run->slots[k]] != person + 1) camp_sum_add(&amount, 1);
                marks[run->slots[k]] = person + 1;
            }
        } else if (marks[run->session] != person + 1) {
            marks[run->session] = person + 1;
            camp_sum_add(&amount, c->rule->kind == CAMP_CREDIT_AT_LEAST
                                      ? view->event->sessions[run->session].credit
                                      : 1);
        }
    }
    return camp_sum_value(amount);
}

static void check_people(const rule_check *c) {
    const camp_event *event = c->view->event;
    int *marks = CAMP_NEW(c->arena, int, event->n_sessions + event->n_slots);
    const char *unit = c->rule->kind == CAMP_CREDIT_AT_LEAST ? "hours of credit"
                       : c->rule->kind == CAMP_BUSY_AT_LEAST ? "slots"
                                                             : "of these sessions";
    for (int i = 0; i < c->rule->people.n; i++) {
        int p = c->rule->people.at[i];
        double amount = person_amount(c, p, marks);
        if (breaks(c, amount))
            tell(c, camp_arena_printf(c->f->arena, "%s has %.10g %s", camp_say_person(event, c->f->arena, p),
                                      amount, unit));
    }
}

static void check_away(const rule_check *c) {
    const camp_view *view = c->view;
    long *amount = CAMP_NEW(c->arena, long, view->event->n_slots);
    int *marks = CAMP_NEW(c->arena, int, view->event->n_slots); /* per slot: person + 1 */
    for (int i = 0; i < c->rule->people.n; i++) {
        int p = c->rule->people.at[i];
        for (long k = view->attended_first[p]; k < view->attended_first[p + 1]; k++) {
            const camp_view_run *run = &view->runs[view->attended[k].run];
            for (int t = 0; t < run->n_slots; t++) {
                if (marks[run->slots[t]] != p + 1) amount[run->slots[t]]++;
                marks[run->slots[t]] = p + 1;
            }
        }
    }
    judge_slots(c, amount);
}

/* Selected people seated in a run, each once; those who present its session count only with `presenters`. A
 * person marked with `mark` was met already; marks must be fresh for each run. */
static int seated_of(const rule_check *c, int r, bool presenters, int *marks) {
    const camp_view *view = c->view;
    int n = 0;
    if (!presenters) {
        camp_list own = view->event->sessions[view->runs[r].session].presenters;
        for (int i = 0; i < own.n; i++)
            marks[own.at[i]] = r + 1;
    }
    for (long i = view->seat_first[r]; i < view->seat_first[r + 1]; i++) {
        int p = view->seat_person[i];
        if (!c->named[p] || marks[p] == r + 1) continue;
        marks[p] = r + 1;
        n++;
    }
    return n;
}

static void check_runs(const rule_check *c) {
    int *marks = CAMP_NEW(c->arena, int, c->view->event->n_people);
    for (int r = 0; r < c->view->n_runs; r++) {
        if (!c->chosen[c->view->runs[r].session]) continue;
        int amount = seated_of(c, r, true, marks);
        if (breaks(c, amount))
            tell(c, camp_arena_printf(c->f->arena, "%d in %s", amount,
                                      camp_say_run(c->view->event, c->f->arena, &c->view->board->runs[r])));
    }
}

/* ---- rules of groups */

/* A run with some, but not all of those who learn together. */
static void check_same_run(const rule_check *c) {
    const camp_view *view = c->view;
    int *marks = CAMP_NEW(c->arena, int, view->event->n_people);
    for (int r = 0; r < view->n_runs; r++) {
        int s = view->runs[r].session, learners = c->rule->people.n;
        if (!c->chosen[s]) continue;
        camp_list own = view->event->sessions[s].presenters;
        for (int i = 0; i < own.n; i++)
            learners -= c->named[own.at[i]];
        int seated = seated_of(c, r, false, marks);
        if (seated == 0 || seated == learners || !camp_found(c->f)) continue;
        tell(c, camp_arena_printf(c->f->arena, "only %d of %d are seated in %s", seated, learners,
                                  camp_say_run(view->event, c->f->arena, &view->board->runs[r])));
    }
}

/* A person who is seated in one session and does not attend all. marks: per session person + 1. */
static void check_series(const rule_check *c) {
    const camp_view *view = c->view;
    int *marks = CAMP_NEW(c->arena, int, view->event->n_sessions);
    for (int i = 0; i < c->rule->people.n; i++) {
        int p = c->rule->people.at[i], attended = 0, seated = -1, missing = 0;
        for (long k = view->attended_first[p]; k < view->attended_first[p + 1]; k++) {
            int s = view->runs[view->attended[k].run].session;
            if (!c->chosen[s]) continue;
            if (!view->attended[k].presents) seated = s;
            if (marks[s] != p + 1) attended++;
            marks[s] = p + 1;
        }
        if (seated < 0 || attended == c->rule->sessions.n || !camp_found(c->f)) continue;
        while (!c->chosen[missing] || marks[missing] == p + 1)
            missing++;
        tell(c, camp_arena_printf(c->f->arena, "%s is seated in %s, but not in %s",
                                  camp_say_person(view->event, c->f->arena, p),
                                  camp_say_session(view->event, c->f->arena, seated),
                                  camp_say_session(view->event, c->f->arena, missing)));
    }
}

/* ---- one rule */

static bool *marked(camp_arena *arena, camp_list list, int n) {
    bool *in = CAMP_NEW(arena, bool, n);
    for (int i = 0; i < list.n; i++)
        in[list.at[i]] = true;
    return in;
}

static void check_kind(const rule_check *c) {
    switch (c->rule->kind) {
    case CAMP_APART:
        check_apart(c);
        break;
    case CAMP_TOGETHER:
        check_together(c);
        break;
    case CAMP_BEFORE:
        check_before(c);
        break;
    case CAMP_SLOT_AT_MOST:
    case CAMP_SLOT_AT_LEAST:
        check_slots(c);
        break;
    case CAMP_PLACE_AT_MOST:
    case CAMP_PLACE_AT_LEAST:
    case CAMP_BUDGET:
        check_board_total(c);
        break;
    case CAMP_ATTEND_AT_MOST:
    case CAMP_ATTEND_AT_LEAST:
    case CAMP_CREDIT_AT_LEAST:
    case CAMP_BUSY_AT_LEAST:
        check_people(c);
        break;
    case CAMP_AWAY_AT_MOST:
        check_away(c);
        break;
    case CAMP_RUN_AT_MOST:
    case CAMP_RUN_AT_LEAST:
        check_runs(c);
        break;
    case CAMP_SAME_RUN:
        check_same_run(c);
        break;
    case CAMP_SERIES:
        check_series(c);
        break;
    case CAMP_RULE_KINDS:
        break;
    }
}

void camp_check_rule(const camp_view *view, const camp_rule *rule, camp_findings *findings) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, view->arena);
    rule_check check = {.view = view,
                        .rule = rule,
                        .f = findings,
                        .arena = &scratch,
                        .chosen = marked(&scratch, rule->sessions, view->event->n_sessions),
                        .named = marked(&scratch, rule->people, view->event->n_people)};
    check_kind(&check);
    camp_arena_free(&scratch);
}
