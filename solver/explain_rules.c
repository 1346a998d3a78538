/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain_rules.c - place_at_least, place_at_most and budget by counting; all other rules are passed on. */
#include "facts.h"
#include "flow.h"
#include "words.h"
#include <math.h>
#include <stdlib.h>

static const double MOST_EDGES = 4e6;

static int compare_longs(const void *a, const void *b) {
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

/* ---------------------------------------------------------------- place_at_least */

/* Most of these sessions that the cells allow: each has a first cell of its own, and takes `length` of them.
 */
static long most_placed(const camp_facts *f, const int *list, int n) {
    const camp_event *e = f->event;
    camp_arena arena;
    camp_arena_init_like(&arena, f->arena);
    int n_cells = e->n_slots * e->n_rooms, source = n + n_cells;
    camp_flow *flow = camp_flow_make(&arena, source + 2);
    bool *used = CAMP_NEW(&arena, bool, n_cells);
    long *lengths = CAMP_NEW(&arena, long, n), cells = 0, most = 0;
    for (int i = 0; i < n; i++) {
        int s = list[i];
        lengths[i] = e->sessions[s].length;
        camp_flow_add(flow, source, i, 1);
        for (int k = 0; k < f->n_starts[s]; k++)
            for (int r = 0; r < e->n_rooms; r++) {
                const camp_slots *span = camp_problem_span(f->problem, s, f->starts[s][k]);
                if (!camp_facts_fits(f, s, f->starts[s][k], r)) continue;
                camp_flow_add(flow, i, n + f->starts[s][k] * e->n_rooms + r, 1);
                for (int j = 0; j < span->n; j++)
                    used[span->chain[j] * e->n_rooms + r] = true;
            }
    }
    for (int k = 0; k < n_cells; k++) {
        camp_flow_add(flow, n + k, source + 1, 1);
        cells += used[k];
    }
    qsort(lengths, (size_t)n, sizeof *lengths, compare_longs);
    for (; most < n && cells >= lengths[most]; most++)
        cells -= lengths[most];
    long matched = camp_flow_run(flow, source, source + 1);
    camp_arena_free(&arena);
    return matched < most ? matched : most;
}

static void check_place_at_least(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    int *able = CAMP_NEW(f->arena, int, rule->sessions.n), n = 0, unable = -1;
    for (int i = 0; i < rule->sessions.n; i++) {
        int s = rule->sessions.at[i];
        if (f->most[s] > 0)
            able[n++] = s;
        else if (unable < 0)
            unable = s;
    }
    if (n < rule->limit - 1e-9) {
        const char *why = unable < 0 ? NULL : camp_facts_cannot_run(f->problem, f->arena, unable);
        const char *which = camp_arena_printf(f->arena, "only %d of them can run at all", n);
        if (unable < 0)
            which = camp_arena_printf(f->arena, "there %s only %d of them", n == 1 ? "is" : "are", n);
        if (why)
            which = camp_arena_printf(f->arena, "%s; %s cannot: %s", which,
                                      camp_word_session(f->arena, e, unable), why);
        camp_facts_tell_rule(f, rule, which);
        return;
    }
    if (n == 0 || (double)n * e->n_slots * e->n_rooms > MOST_EDGES) return;
    long most = most_placed(f, able, n);
    if ((double)most < rule->limit - 1e-9)
        camp_facts_tell_rule(
            f, rule, camp_arena_printf(f->arena, "the cells that suit them have room for at most %ld", most));
}

/* ---------------------------------------------------------------- place_at_most, budget */

static int list_needed(const camp_facts *f, const camp_rule *rule, int *list) {
    int n = 0;
    for (int i = 0; i < rule->sessions.n; i++)
        if (f->need[rule->sessions.at[i]] > 0) list[n++] = rule->sessions.at[i];
    return n;
}

static void check_place_at_most(camp_facts *f, const camp_rule *rule) {
    int *needed = CAMP_NEW(f->arena, int, rule->sessions.n), n = list_needed(f, rule, needed);
    if (n <= rule->limit + 1e-9) return;
    camp_facts_tell_rule(f, rule,
                         camp_arena_printf(f->arena, "%d of them must be on the board: %s", n,
                                           camp_words_sessions(f->arena, f->event, needed, n)));
}

static void check_budget(camp_facts *f, const camp_rule *rule) {
    int *needed = CAMP_NEW(f->arena, int, rule->sessions.n), n = list_needed(f, rule, needed), paid = 0;
    double cost = 0;
    for (int i = 0; i < n; i++) {
        double own = f->event->sessions[needed[i]].cost * f->need[needed[i]];
        cost += own;
        if (own > 0) needed[paid++] = needed[i];
    }
    if (cost <= rule->limit + 1e-6 * fmax(1, rule->limit)) return;
    camp_facts_tell_rule(f, rule,
                         camp_arena_printf(f->arena, "the runs that must be on the board cost %s: %s",
                                           camp_words_number(f->arena, cost),
                                           camp_words_sessions(f->arena, f->event, needed, paid)));
}

void camp_explain_rules(camp_facts *facts) {
    for (int i = 0; i < facts->event->n_rules; i++) {
        const camp_rule *rule = &facts->event->rules[i];
        switch (rule->kind) {
        case CAMP_APART:
        case CAMP_TOGETHER:
        case CAMP_BEFORE:
            camp_explain_order(facts, rule);
            break;
        case CAMP_SLOT_AT_MOST:
        case CAMP_SLOT_AT_LEAST:
            camp_explain_slot_rule(facts, rule);
            break;
        case CAMP_PLACE_AT_MOST:
            check_place_at_most(facts, rule);
            break;
        case CAMP_PLACE_AT_LEAST:
            check_place_at_least(facts, rule);
            break;
        case CAMP_BUDGET:
            check_budget(facts, rule);
            break;
        default:
            camp_explain_duty(facts, rule);
        }
    }
}
