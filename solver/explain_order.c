/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain_order.c - apart, together and before against sessions that must be on the board. */
#include "facts.h"
#include "flow.h"
#include "words.h"

/* The selected sessions that must be on the board. */
static int list_needed(const camp_facts *f, camp_list sessions, int *list) {
    int n = 0;
    for (int i = 0; i < sessions.n; i++)
        if (f->need[sessions.at[i]] > 0) list[n++] = sessions.at[i];
    return n;
}

/* ---------------------------------------------------------------- apart */

/* Their runs never overlap: as if one person had to go through all of them. */
static void check_apart(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    int *needed = CAMP_NEW(f->arena, int, rule->sessions.n), n = list_needed(f, rule->sessions, needed),
        n_tasks = 0;
    long runs = 0;
    for (int i = 0; i < n; i++)
        runs += f->need[needed[i]];
    if (n < 2 || runs > 5000) return;
    camp_task *tasks = CAMP_NEW(f->arena, camp_task, runs);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < f->need[needed[i]]; k++)
            tasks[n_tasks++] = (camp_task){needed[i], -1, false};
    if (camp_facts_can_do_all(f, tasks, n_tasks, -1)) return;
    n_tasks = camp_facts_least_tasks(f, tasks, n_tasks, -1);
    bool *used = CAMP_NEW(f->arena, bool, e->n_slots);
    int *list = CAMP_NEW(f->arena, int, n_tasks), *slots = CAMP_NEW(f->arena, int, e->n_slots), n_list = 0,
        n_slots = 0;
    for (int i = 0; i < n_tasks; i++) {
        int s = tasks[i].session;
        if (!n_list || list[n_list - 1] != s) list[n_list++] = s;
        for (int k = 0; k < f->n_starts[s]; k++)
            used[f->starts[s][k]] = true;
    }
    for (int k = 0; k < e->n_open; k++)
        if (used[e->open[k]]) slots[n_slots++] = e->open[k];
    camp_facts_tell_rule(
        f, rule,
        camp_arena_printf(
            f->arena,
            "%s must be on the board, can start only in %s, and do not fit there one after the other",
            camp_words_sessions(f->arena, e, list, n_list), camp_words_slots(f->arena, e, slots, n_slots)));
}

/* ---------------------------------------------------------------- together */

/* Somebody who presents two of them, or must attend both. */
static int find_torn(const camp_facts *f, const int *needed, int n, int *a, int *b) {
    const camp_event *e = f->event;
    bool *in = CAMP_NEW(f->arena, bool, e->n_sessions);
    for (int i = 0; i < n; i++)
        in[needed[i]] = true;
    for (int p = 0; p < e->n_real_people; p++) {
        const camp_person *person = &e->people[p];
        *a = -1;
        for (int i = 0; i < person->presents.n + person->must_attend.n; i++) {
            int s = i < person->presents.n ? person->presents.at[i]
                                           : person->must_attend.at[i - person->presents.n];
            if (!in[s] || s == *a) continue;
            if (*a >= 0) {
                *b = s;
                return p;
            }
            *a = s;
        }
    }
    return -1;
}

/* Whether all of them find a room when they start in the slot. */
static bool rooms_for_all(const camp_facts *f, const int *needed, int n, int slot) {
    const camp_event *e = f->event;
    camp_arena arena;
    camp_arena_init_like(&arena, f->arena);
    int source = n + e->n_rooms;
    camp_flow *flow = camp_flow_make(&arena, source + 2);
    for (int i = 0; i < n; i++) {
        camp_flow_add(flow, source, i, 1);
        for (int r = 0; r < e->n_rooms; r++)
            if (camp_facts_fits(f, needed[i], slot, r)) camp_flow_add(flow, i, n + r, 1);
    }
    for (int r = 0; r < e->n_rooms; r++)
        camp_flow_add(flow, n + r, source + 1, 1);
    bool all = camp_flow_run(flow, source, source + 1) == n;
    camp_arena_free(&arena);
    return all;
}

static void check_together(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    int *needed = CAMP_NEW(f->arena, int, rule->sessions.n), n = list_needed(f, rule->sessions, needed), a, b;
    for (int i = 0; i < n; i++)
        if (f->need[needed[i]] > 1) {
            camp_facts_tell_rule(
                f, rule,
                camp_arena_printf(f->arena, "%s must have %d runs, which cannot start in the same slot",
                                  camp_word_session(f->arena, e, needed[i]), f->need[needed[i]]));
            return;
        }
    if (n < 2) return;
    int torn = find_torn(f, needed, n, &a, &b);
    if (torn >= 0) {
        camp_facts_tell_rule(f, rule,
                             camp_arena_printf(f->arena, "%s would have to be in %s and %s at once",
                                               camp_word_person(f->arena, e, torn),
                                               camp_word_session(f->arena, e, a),
                                               camp_word_session(f->arena, e, b)));
        return;
    }
    bool common = false;
    for (int k = 0; k < e->n_open; k++) {
        bool here = true;
        for (int i = 0; i < n && here; i++)
            here = camp_facts_starts(f, needed[i], e->open[k]);
        if (here && rooms_for_all(f, needed, n, e->open[k])) return;
        common = common || here;
    }
    camp_facts_tell_rule(f, rule,
                         camp_arena_printf(f->arena, "%s must be on the board, and %s",
                                           camp_words_sessions(f->arena, e, needed, n),
                                           common ? "in no slot are there rooms for all of them"
                                                  : "there is no slot in which all of them can start"));
}

/* ---------------------------------------------------------------- before */

/* The start slot of s that ends first among those that start at `from` or later; -1: none. */
static int earliest(const camp_facts *f, int s, long from, bool bound) {
    int best = -1;
    for (int k = 0; k < f->n_starts[s]; k++) {
        const camp_slots *span = camp_problem_span(f->problem, s, f->starts[s][k]);
        if (bound && span->start_min < from) continue;
        if (best < 0 || span->end_min < camp_problem_span(f->problem, s, best)->end_min)
            best = f->starts[s][k];
    }
    return best;
}

/* Item by item, everything as early as it can be: `end` is when the last of the earlier items has ended. */
static void check_before(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    long end = 0;
    int last = -1, *item_of = CAMP_NEW(f->arena, int, e->n_sessions);
    for (int i = 0; i < rule->n_items; i++) {
        long next = end;
        int next_last = last;
        for (int k = 0; k < rule->items[i].n; k++) {
            int s = rule->items[i].at[k];
            if (f->need[s] <= 0) continue;
            if (item_of[s]) {
                camp_facts_tell_rule(
                    f, rule,
                    camp_arena_printf(
                        f->arena, "%s must be on the board, but is named twice and cannot be before itself",
                        camp_word_session(f->arena, e, s)));
                return;
            }
            item_of[s] = i + 1;
            int slot = earliest(f, s, end, last >= 0);
            if (slot < 0 && last >= 0) {
                camp_facts_tell_rule(
                    f, rule,
                    camp_arena_printf(f->arena, "%s (%s) cannot start after %s has ended (%s)",
                                      camp_word_session(f->arena, e, s),
                                      camp_words_slots(f->arena, e, f->starts[s], f->n_starts[s]),
                                      camp_word_session(f->arena, e, last),
                                      camp_words_slots(f->arena, e, f->starts[last], f->n_starts[last])));
                return;
            }
            if (slot < 0) continue; /* told elsewhere */
            long this_end = camp_problem_span(f->problem, s, slot)->end_min;
            if (next_last < 0 || this_end > next) next = this_end, next_last = s;
        }
        end = next, last = next_last;
    }
}

void camp_explain_order(camp_facts *facts, const camp_rule *rule) {
    if (rule->kind == CAMP_APART) check_apart(facts, rule);
    if (rule->kind == CAMP_TOGETHER) check_together(facts, rule);
    if (rule->kind == CAMP_BEFORE) check_before(facts, rule);
}
