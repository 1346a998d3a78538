/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct.c - the direct program: prepares the event, makes the columns, then calls the families of rows in
 * order.
 *
 *     matched = sum w(p,s) y(p,s,t)  +  sum over sessions s of (stakes of its presenters) z(s)
 *     served  = sum over voters p of q_p,     q_p <= floor,   q_p <= sum of y(p,s,t) over s with w(p,s) > 0
 */
#include "direct_maker.h"

#include <limits.h>
#include <string.h>

static const camp_direct_options nothing_special = {.goal = CAMP_GOAL_MATCHED};

/* ---------------------------------------------------------------- the event prepared */

static void fill_steps(camp_direct_maker *maker) {
    const camp_event *event = maker->event;
    int n = event->n_slots;
    maker->step = CAMP_NEW(maker->scratch, int, (size_t)n *(size_t)n);
    for (int t = 0; t < n; t++) {
        int *step = maker->step + (size_t)t * (size_t)n;
        for (int u = 0; u < n; u++)
            step[u] = -1;
        if (!event->slots[t].open) continue;
        int at = 0;
        for (int u = t; u >= 0 && step[u] < 0; u = event->slots[u].next)
            step[u] = at++;
    }
}

/* Whether the moment is part of an earlier one. */
static bool is_part(const bool *part, const bool *whole, int n) {
    for (int u = 0; u < n; u++)
        if (part[u] && !whole[u]) return false;
    return true;
}

/* The slots that are on when a slot starts. By pairs: two overlapping slots are both on when the later one
 * starts. */
static void fill_moments(camp_direct_maker *maker) {
    const camp_event *event = maker->event;
    size_t n = (size_t)event->n_slots;
    maker->moment = CAMP_NEW(maker->scratch, bool, n *n);
    bool *set = CAMP_NEW(maker->scratch, bool, n);
    for (int i = event->n_open - 1; i >= 0; i--) {
        const camp_slot *now = &event->slots[event->open[i]];
        bool known = false;
        memset(set, 0, n * sizeof *set);
        for (int k = 0; k < event->n_open; k++) {
            const camp_slot *slot = &event->slots[event->open[k]];
            set[event->open[k]] = slot->start_min <= now->start_min && now->start_min < slot->end_min;
        }
        for (int m = 0; m < maker->n_moments && !known; m++)
            known = is_part(set, maker->moment + (size_t)m * n, event->n_slots);
        if (!known) memcpy(maker->moment + (size_t)maker->n_moments++ * n, set, n * sizeof *set);
    }
}

static bool find_travel(const camp_event *event) {
    int longest = 0;
    for (int i = 0; i < event->n_sites * event->n_sites; i++)
        if (event->travel[i] > longest) longest = event->travel[i];
    for (int i = 0; i < event->n_open && longest; i++)
        for (int k = 0; k < event->n_open; k++) {
            long gap = event->slots[event->open[k]].start_min - event->slots[event->open[i]].end_min;
            if (gap >= 0 && gap < longest) return true;
        }
    return false;
}

static void prepare(camp_direct_maker *maker, camp_direct *direct, const camp_event *event,
                    const camp_direct_options *options, camp_arena *arena, camp_arena *scratch) {
    memset(maker, 0, sizeof *maker);
    memset(direct, 0, sizeof *direct);
    maker->direct = direct;
    maker->program = &direct->program;
    maker->event = event;
    maker->options = options ? options : &nothing_special;
    maker->names = maker->options->goal == CAMP_GOAL_BOTH;
    maker->arena = arena;
    maker->scratch = scratch;
    direct->event = event;
    camp_program_init(&direct->program, arena, true);
    fill_steps(maker);
    fill_moments(maker);
    maker->travels = find_travel(event);
}

/* ---------------------------------------------------------------- served */

/* Adds the seats with weight > 0 of a person to the row in the making; their number. */
static long add_liked(camp_direct_maker *maker, int p, double value) {
    const camp_event *event = maker->event;
    long n = 0;
    for (long v = event->vote_start[p]; v < event->vote_start[p + 1]; v++) {
        long from, to;
        camp_direct_seats_of(maker->direct, p, event->vote_session[v], &from, &to);
        n += to > from;
        camp_direct_add_seats(maker, p, event->vote_session[v], value);
    }
    return n;
}

/* q_p <= floor; q_p <= sum of y(p,s,t) over s with w(p,s) > 0; and the sum of all q_p where the goal asks for
 * it. */
static void served_rows(camp_direct_maker *maker) {
    const camp_event *event = maker->event;
    const camp_direct_options *options = maker->options;
    if (event->floor <= 0 || (options->goal == CAMP_GOAL_MATCHED && options->served_at_least <= 0)) return;
    int *q = CAMP_NEW(maker->scratch, int, event->n_people), n = 0;
    double objective = options->goal == CAMP_GOAL_SERVED ? 1 : 0;
    if (options->goal == CAMP_GOAL_BOTH) objective = 1 + camp_trivial_bound(event);
    for (int p = 0; p < event->n_people; p++) {
        if (!event->people[p].voter) continue;
        long liked = add_liked(maker, p, 1);
        if (!liked) continue;
        camp_direct_helper helper = {.kind = CAMP_HELPER_SERVED, .a = p};
        int most = event->floor < liked ? event->floor : (int)liked;
        q[n] = camp_direct_helper_col(maker, helper, most, true);
        maker->program->objective[q[n]] = objective;
        if (maker->names)
            maker->program->col_name[q[n]] =
                camp_direct_name(maker, "q", maker->person_part[p], NULL, NULL, NULL);
        camp_direct_add(maker, q[n++], -1);
        camp_direct_close(maker, 0, INFINITY, "served_%d", p + 1);
    }
    if (options->goal != CAMP_GOAL_MATCHED) return;
    for (int i = 0; i < n; i++)
        camp_direct_add(maker, q[i], 1);
    camp_direct_close(maker, (double)options->served_at_least, INFINITY, "served");
}

/* ---------------------------------------------------------------- all of it */

/* Given runs that no valid board can have leave nothing to solve. */
static void given_rows(camp_direct_maker *maker) {
    const camp_board *runs = maker->options->runs;
    if (runs) camp_direct_close(maker, runs->n_runs - maker->direct->n_x, INFINITY, "given_runs");
}

void camp_direct_make(camp_direct *direct, const camp_event *event, const camp_direct_options *options,
                      camp_arena *arena) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_direct_maker maker;
    prepare(&maker, direct, event, options, arena, &scratch);
    if (maker.names) camp_direct_make_parts(&maker);
    camp_direct_columns(&maker);
    given_rows(&maker);
    camp_direct_board_rows(&maker);
    camp_direct_rule_rows(&maker);
    camp_direct_lock_rows(&maker);
    served_rows(&maker);
    if (maker.names) camp_direct_unique_names(&maker);
    camp_arena_free(&scratch);
}

long camp_direct_size(const camp_event *event) {
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) {
        camp_arena_free(&arena);
        return LONG_MAX;
    }
    camp_direct direct;
    camp_direct_maker maker;
    prepare(&maker, &direct, event, NULL, &arena, &arena);
    maker.count_only = true;
    camp_direct_columns(&maker);
    long counted = maker.counted;
    camp_arena_free(&arena);
    return counted;
}
