/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain_slots.c - slot_at_least and slot_at_most by counting.
 *
 *   slot_at_least  in one slot:     sessions that can be running there --> rooms
 *                  in all of them:  source --limit--> slot --1--> session --sections * length--> sink
 *   slot_at_most                    source --need * length--> session --1--> slot --limit--> sink
 */
#include "facts.h"
#include "flow.h"
#include "words.h"
#include <math.h>

static const double MOST_EDGES = 4e6;

/* Flags per (selected session, slot): can be running there. */
static bool *list_running(const camp_facts *f, const camp_rule *rule) {
    int n_slots = f->event->n_slots;
    bool *running = CAMP_NEW(f->arena, bool, (size_t)rule->sessions.n *(size_t)n_slots);
    for (int i = 0; i < rule->sessions.n; i++)
        camp_facts_running(f, rule->sessions.at[i], running + (size_t)i * (size_t)n_slots);
    return running;
}

/* ---------------------------------------------------------------- one slot */

/* Rooms in which s can be while it is running in slot t. */
static void rooms_at(const camp_facts *f, int s, int t, bool *room) {
    const camp_event *e = f->event;
    for (int r = 0; r < e->n_rooms; r++)
        room[r] = false;
    for (int k = 0; k < f->n_starts[s]; k++) {
        const camp_slots *span = camp_problem_span(f->problem, s, f->starts[s][k]);
        bool has = false;
        for (int i = 0; i < span->n; i++)
            has = has || span->chain[i] == t;
        for (int r = 0; r < e->n_rooms && has; r++)
            room[r] = room[r] || camp_facts_fits(f, s, f->starts[s][k], r);
    }
}

/* Most of the selected sessions that can be running in slot t at once. */
static long most_at(const camp_facts *f, const camp_rule *rule, const bool *running, int t, long wanted) {
    const camp_event *e = f->event;
    camp_arena arena;
    camp_arena_init_like(&arena, f->arena);
    int source = rule->sessions.n + e->n_rooms;
    camp_flow *flow = camp_flow_make(&arena, source + 2);
    bool *room = CAMP_NEW(&arena, bool, e->n_rooms);
    long able = 0;
    for (int i = 0; i < rule->sessions.n && able < 3 * wanted + 10 * e->n_rooms; i++) {
        if (!running[(size_t)i * (size_t)e->n_slots + (size_t)t] ||
            f->event->sessions[rule->sessions.at[i]].sections < 1)
            continue;
        rooms_at(f, rule->sessions.at[i], t, room);
        able++;
        camp_flow_add(flow, source, i, 1);
        for (int r = 0; r < e->n_rooms; r++)
            if (room[r]) camp_flow_add(flow, i, rule->sessions.n + r, 1);
    }
    bool cut = able >= 3 * wanted + 10 * e->n_rooms; /* not all were counted: no proof */
    for (int r = 0; r < e->n_rooms; r++)
        camp_flow_add(flow, rule->sessions.n + r, source + 1, 1);
    long most = camp_flow_run(flow, source, source + 1);
    camp_arena_free(&arena);
    return cut && most < wanted ? wanted : most;
}

/* Up to 12 selected sessions that can be running in one of n slots; *sum: the most runs they can give there.
 */
static const char *say_able(const camp_facts *f, const camp_rule *rule, const bool *running, const int *slots,
                            int n, long *sum) {
    int *able = CAMP_NEW(f->arena, int, rule->sessions.n), n_able = 0;
    *sum = 0;
    for (int i = 0; i < rule->sessions.n; i++) {
        int s = rule->sessions.at[i];
        long here = 0, all = (long)f->most[s] * f->event->sessions[s].length;
        for (int k = 0; k < n; k++)
            here += running[(size_t)i * (size_t)f->event->n_slots + (size_t)slots[k]];
        if (here && all) able[n_able++] = s;
        *sum += here < all ? here : all;
    }
    return n_able ? camp_words_sessions(f->arena, f->event, able, n_able) : "none of them";
}

/* Tells the slots in which there can never be enough at once. */
static bool check_each_slot(camp_facts *f, const camp_rule *rule, const bool *running, long wanted) {
    const camp_event *e = f->event;
    int *bad = CAMP_NEW(f->arena, int, e->n_open), n_bad = 0;
    long least = wanted, sum;
    for (int k = 0; k < e->n_open; k++) {
        long most = most_at(f, rule, running, e->open[k], wanted);
        if (most < least) least = most, n_bad = 0;
        if (most == least && most < wanted) bad[n_bad++] = e->open[k];
    }
    if (!n_bad) return false;
    const char *able = say_able(f, rule, running, bad, 1, &sum);
    const char *slots = camp_words_slots(f->arena, e, bad, n_bad);
    if (sum == 0)
        camp_facts_tell_rule(f, rule,
                             camp_arena_printf(f->arena, "none of them can be running in %s", slots));
    else if (sum == least && n_bad == 1)
        camp_facts_tell_rule(
            f, rule, camp_arena_printf(f->arena, "in %s only %ld can be running (%s)", slots, least, able));
    else if (sum == least)
        camp_facts_tell_rule(
            f, rule, camp_arena_printf(f->arena, "in each of %s only %ld can be running", slots, least));
    else
        camp_facts_tell_rule(
            f, rule,
            camp_arena_printf(f->arena, "in %s there are rooms for only %ld of them at once", slots, least));
    return true;
}

/* ---------------------------------------------------------------- all slots */

static void check_all_slots(camp_facts *f, const camp_rule *rule, const bool *running, long wanted) {
    const camp_event *e = f->event;
    int n = rule->sessions.n, source = e->n_open + n;
    camp_flow *flow = camp_flow_make(f->arena, source + 2);
    for (int k = 0; k < e->n_open; k++) {
        camp_flow_add(flow, source, k, wanted);
        for (int i = 0; i < n; i++)
            if (running[(size_t)i * (size_t)e->n_slots + (size_t)e->open[k]])
                camp_flow_add(flow, k, e->n_open + i, 1);
    }
    for (int i = 0; i < n; i++) {
        int s = rule->sessions.at[i];
        camp_flow_add(flow, e->n_open + i, source + 1, (long)f->most[s] * e->sessions[s].length);
    }
    if (camp_flow_run(flow, source, source + 1) == wanted * e->n_open) return;
    int *slots = CAMP_NEW(f->arena, int, e->n_open), n_slots = 0;
    for (int k = 0; k < e->n_open; k++)
        if (camp_flow_reaches(flow, k)) slots[n_slots++] = e->open[k];
    long sum;
    const char *able = say_able(f, rule, running, slots, n_slots, &sum);
    camp_facts_tell_rule(f, rule,
                         camp_arena_printf(f->arena, "%s together need %ld, but there can be only %ld (%s)",
                                           camp_words_slots(f->arena, e, slots, n_slots), wanted * n_slots,
                                           sum, able));
}

static void check_least(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    if (rule->limit > 1e6 || (double)rule->sessions.n * e->n_slots > MOST_EDGES) return;
    long wanted = (long)ceil(rule->limit - 1e-9);
    if (wanted <= 0 || e->n_open == 0) return;
    const bool *running = list_running(f, rule);
    if (!check_each_slot(f, rule, running, wanted)) check_all_slots(f, rule, running, wanted);
}

/* ---------------------------------------------------------------- slot_at_most */

static void tell_most(camp_facts *f, const camp_rule *rule, const camp_flow *flow, const bool *running,
                      long limit) {
    const camp_event *e = f->event;
    int *list = CAMP_NEW(f->arena, int, rule->sessions.n), *slots = CAMP_NEW(f->arena, int, e->n_open), n = 0,
        n_slots = 0;
    bool *used = CAMP_NEW(f->arena, bool, e->n_slots);
    long demand = 0;
    for (int i = 0; i < rule->sessions.n; i++) {
        int s = rule->sessions.at[i];
        if (f->need[s] <= 0 || !camp_flow_reaches(flow, i)) continue;
        list[n++] = s;
        demand += (long)f->need[s] * e->sessions[s].length;
        for (int t = 0; t < e->n_slots; t++)
            used[t] = used[t] || running[(size_t)i * (size_t)e->n_slots + (size_t)t];
    }
    for (int k = 0; k < e->n_open; k++)
        if (used[e->open[k]]) slots[n_slots++] = e->open[k];
    const char *where = camp_words_slots(f->arena, e, slots, n_slots),
               *who = camp_words_sessions(f->arena, e, list, n);
    if (demand > limit * n_slots)
        camp_facts_tell_rule(
            f, rule,
            camp_arena_printf(f->arena,
                              "%s must be on the board and take %ld places in %s, where the rule leaves %ld",
                              who, demand, where, limit * n_slots));
    else
        camp_facts_tell_rule(
            f, rule,
            camp_arena_printf(f->arena,
                              "%s must be on the board, and the rule leaves too little for them in %s", who,
                              where));
}

static void check_most(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    if (rule->limit > 1e6 || (double)rule->sessions.n * e->n_slots > MOST_EDGES) return;
    long limit = (long)floor(rule->limit + 1e-9), demand = 0;
    const bool *running = list_running(f, rule);
    int n = rule->sessions.n, source = n + e->n_slots;
    camp_flow *flow = camp_flow_make(f->arena, source + 2);
    for (int i = 0; i < n; i++) {
        int s = rule->sessions.at[i];
        if (f->need[s] <= 0) continue;
        camp_flow_add(flow, source, i, (long)f->need[s] * e->sessions[s].length);
        demand += (long)f->need[s] * e->sessions[s].length;
        for (int t = 0; t < e->n_slots; t++)
            if (running[(size_t)i * (size_t)e->n_slots + (size_t)t]) camp_flow_add(flow, i, n + t, 1);
    }
    for (int t = 0; t < e->n_slots; t++)
        camp_flow_add(flow, n + t, source + 1, limit);
    if (camp_flow_run(flow, source, source + 1) < demand) tell_most(f, rule, flow, running, limit);
}

void camp_explain_slot_rule(camp_facts *facts, const camp_rule *rule) {
    if (rule->kind == CAMP_SLOT_AT_LEAST) check_least(facts, rule);
    if (rule->kind == CAMP_SLOT_AT_MOST) check_most(facts, rule);
}
