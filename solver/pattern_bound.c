/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_bound.c - column generation over patterns: classes of slots, the linear program, its prices, the
 * bound.
 *
 *     max  sum v(A) x(A)     sum over A with s of x(A) <= items(s)     sum over A of class c of x(A) <= n_c
 * x >= 0
 *
 * Prices are taken between those of the linear program and the centre, the ones that gave the best bound so
 * far (Wentges 1997). The pricing at first looks only for patterns that beat the known ones by `slack`, which
 * prunes much and costs the bound as much; the slack shrinks when nothing is found.
 */
#include "base/clock.h"
#include "pattern.h"
#include <stdlib.h>
#include <string.h>

static const double CENTRE_SHARE = 0.8, FIRST_SLACK = 0.01, LAST_SLACK = 1e-6, ROUNDING = 1e-9;
enum { FIRST_NODES = 20000, MOST_PATTERNS = 20000 };

/* ---------------------------------------------------------------- classes */

static bool start_allowed(const camp_problem_data *d, int s, int slot) {
    for (int k = 0; k < d->n_starts[s]; k++)
        if (d->starts[s][k] == slot) return true;
    return false;
}

static bool pair_comes(const camp_problem_data *d, long pair, int slot) {
    const camp_slots *span = camp_problem_span(d, d->pair_session[pair], slot);
    return span->n && camp_bits_within(span->use_bits,
                                       d->there + (size_t)d->pair_person[pair] * (size_t)d->words, d->words);
}

static int rooms_in(const camp_event *e, int slot) {
    int n = 0;
    for (int r = 0; r < e->n_rooms; r++)
        n += camp_list_allows(e->rooms[r].slots, slot);
    return n;
}

static bool same_class(const camp_problem_data *d, int a, int b) {
    const camp_event *e = d->event;
    if (rooms_in(e, a) != rooms_in(e, b)) return false;
    for (int s = 0; s < e->n_sessions; s++)
        if (start_allowed(d, s, a) != start_allowed(d, s, b)) return false;
    for (long j = 0; j < d->n_pairs; j++)
        if (d->pair_weight[j] > 0 && pair_comes(d, j, a) != pair_comes(d, j, b)) return false;
    return true;
}

static void make_class(camp_patterns *p, int slot) {
    const camp_problem_data *d = p->problem;
    camp_slot_class *class = &p->classes[p->n_classes++];
    class->n = 1, class->first = slot, class->most = rooms_in(d->event, slot);
    class->sessions = CAMP_NEW(p->arena, int, d->event->n_sessions);
    for (int s = 0; s < d->event->n_sessions; s++)
        if (start_allowed(d, s, slot)) class->sessions[class->n_sessions++] = s;
    if (class->most > class->n_sessions) class->most = class->n_sessions;
    class->fan_first = CAMP_NEW(p->arena, long, d->event->n_sessions + 1);
    class->fan_person = CAMP_NEW(p->arena, int, d->n_pairs),
    class->fan_weight = CAMP_NEW(p->arena, double, d->n_pairs);
    long n = 0;
    for (int s = 0; s < d->event->n_sessions; s++) {
        for (long j = d->fan_first[s]; j < d->fan_first[s + 1]; j++) {
            long pair = d->fan_pair[j];
            if (d->pair_weight[pair] <= 0 || !pair_comes(d, pair, slot)) continue;
            class->fan_person[n] = d->pair_person[pair], class->fan_weight[n++] = d->pair_weight[pair];
        }
        class->fan_first[s + 1] = n;
    }
}

void camp_patterns_make(camp_patterns *p, const camp_problem_data *d, camp_arena *arena) {
    const camp_event *e = d->event;
    *p = (camp_patterns){.problem = d, .arena = arena, .bound = INFINITY};
    p->share = CENTRE_SHARE, p->slack = FIRST_SLACK, p->most_nodes = FIRST_NODES;
    p->classes = CAMP_NEW(arena, camp_slot_class, e->n_open);
    for (int k = 0; k < e->n_open; k++) {
        int c = 0;
        while (c < p->n_classes && !same_class(d, p->classes[c].first, e->open[k]))
            c++;
        if (c < p->n_classes)
            p->classes[c].n++;
        else
            make_class(p, e->open[k]);
    }
    p->stakes = CAMP_NEW(arena, double, e->n_sessions);
    for (int s = 0; s < e->n_sessions; s++)
        for (int i = 0; i < e->sessions[s].presenters.n; i++)
            p->stakes[s] += camp_event_stake(e, e->sessions[s].presenters.at[i], s);
}

/* ---------------------------------------------------------------- the pool */

bool camp_patterns_add(camp_patterns *p, int slot_class, int n, const int *sessions) {
    int *sorted = CAMP_NEW(p->arena, int, n);
    for (int i = 0; i < n; i++) { /* short: by insertion */
        int k = i;
        while (k > 0 && sorted[k - 1] > sessions[i])
            sorted[k] = sorted[k - 1], k--;
        sorted[k] = sessions[i];
    }
    for (int i = 0; i < p->n_patterns; i++)
        if (p->patterns[i].slot_class == slot_class && p->patterns[i].n == n &&
            memcmp(p->patterns[i].sessions, sorted, (size_t)n * sizeof *sorted) == 0)
            return false;
    if (p->n_patterns == p->room) {
        int room = p->room ? 2 * p->room : 256;
        p->patterns =
            camp_arena_grow(p->arena, p->patterns, (size_t)p->room, (size_t)room, sizeof *p->patterns);
        p->room = room;
    }
    double *scratch = CAMP_NEW(p->arena, double, p->problem->event->n_people);
    p->patterns[p->n_patterns++] =
        (camp_pattern){slot_class, n, sorted, camp_pattern_value(p, slot_class, n, sorted, scratch)};
    return true;
}

static int class_of(const camp_patterns *p, int slot) {
    int c = 0;
    while (c < p->n_classes && p->classes[c].first != slot &&
           !same_class(p->problem, p->classes[c].first, slot))
        c++;
    return c;
}

void camp_patterns_seed(camp_patterns *p, const camp_board *board) {
    const camp_event *e = p->problem->event;
    p->centre = CAMP_NEW(p->arena, double, e->n_sessions);
    int *set = CAMP_NEW(p->arena, int, board->n_runs + 1), *less = CAMP_NEW(p->arena, int, board->n_runs + 1);
    double *scratch = CAMP_NEW(p->arena, double, e->n_people);
    for (int k = 0; k < e->n_open; k++) {
        int n = 0, c = class_of(p, e->open[k]);
        for (int i = 0; i < board->n_runs; i++)
            if (board->runs[i].slot == e->open[k]) set[n++] = board->runs[i].session;
        camp_patterns_add(p, c, n, set);
        double value = camp_pattern_value(p, c, n, set, scratch);
        for (int i = 0; i < n; i++) {
            int m = 0;
            for (int j = 0; j < n; j++)
                if (j != i) less[m++] = set[j];
            double adds = 0.85 * (value - camp_pattern_value(p, c, m, less, scratch));
            if (adds > p->centre[set[i]]) p->centre[set[i]] = adds;
        }
    }
}

/* ---------------------------------------------------------------- the linear program */

/* Solves it and fills the prices; false when GLPK gave none. */
static bool solve_master(const camp_patterns *p, const camp_program_limits *limits, camp_arena *scratch,
                         double *price, uint64_t *work) {
    const camp_problem_data *d = p->problem;
    int sessions = d->event->n_sessions;
    camp_program program;
    camp_program_init(&program, scratch, true);
    for (int s = 0; s < sessions; s++)
        camp_program_row(&program, -INFINITY, d->first_item[s + 1] - d->first_item[s], NULL);
    for (int c = 0; c < p->n_classes; c++)
        camp_program_row(&program, -INFINITY, p->classes[c].n, NULL);
    for (int i = 0; i < p->n_patterns; i++) {
        const camp_pattern *pattern = &p->patterns[i];
        int col =
            camp_program_col(&program, pattern->value, 0, p->classes[pattern->slot_class].n, false, NULL);
        for (int k = 0; k < pattern->n; k++)
            camp_program_term(&program, pattern->sessions[k], col, 1);
        camp_program_term(&program, sessions + pattern->slot_class, col, 1);
    }
    double *duals = CAMP_NEW(scratch, double, sessions + p->n_classes);
    camp_program_limits own = *limits;
    own.start = NULL, own.progress = NULL;
    camp_program_result result = camp_program_relax(&program, &own, duals);
    *work += result.work;
    if (result.status != CAMP_PROGRAM_OPTIMAL) return false;
    for (int s = 0; s < sessions; s++)
        price[s] = duals[s] > 0 ? duals[s] : 0;
    return true;
}

/* ---------------------------------------------------------------- column generation */

typedef struct pass {
    camp_patterns *p;
    const camp_program_limits *limits;
    uint64_t work;
    bool cut; /* some pricing ran out of nodes */
} pass;

static bool is_over(const pass *x) {
    if (camp_clock_now() >= x->limits->until || (x->limits->work && x->work >= x->limits->work)) return true;
    return x->limits->stop && x->limits->stop(x->limits->user);
}

/* Work that may still be spent; a pricing or linear program that is cut short by it does no harm. */
static uint64_t work_left(const pass *x) {
    if (!x->limits->work) return UINT64_MAX;
    return x->limits->work > x->work ? x->limits->work - x->work : 0;
}

static double known_best(const camp_patterns *p, int c, const double *price) {
    double best = 0;
    for (int i = 0; i < p->n_patterns; i++) {
        double value = p->patterns[i].value;
        if (p->patterns[i].slot_class != c) continue;
        for (int k = 0; k < p->patterns[i].n; k++)
            value -= price[p->patterns[i].sessions[k]];
        if (value > best) best = value;
    }
    return best;
}

/* Prices all classes; returns the number of new patterns and lowers the bound. */
static int price_all(pass *x, const double *price, camp_arena *scratch) {
    camp_patterns *p = x->p;
    const camp_problem_data *d = p->problem;
    double bound = 0;
    int added = 0;
    x->cut = false;
    for (int s = 0; s < d->event->n_sessions; s++)
        bound += price[s] * (d->first_item[s + 1] - d->first_item[s]);
    for (int c = 0; c < p->n_classes; c++) {
        if (work_left(x) == 0) return added; /* no bound without all classes */
        camp_pricing pricing = {.patterns = p, .slot_class = c, .price = price, .most_nodes = p->most_nodes};
        if (pricing.most_nodes > work_left(x)) pricing.most_nodes = work_left(x);
        pricing.threshold = known_best(p, c, price) * (1 + p->slack) + ROUNDING;
        camp_pricing_run(&pricing, scratch);
        x->work += pricing.nodes;
        x->cut = x->cut || pricing.nodes >= pricing.most_nodes;
        bound += p->classes[c].n * pricing.upper;
        int n = pricing.n_found < CAMP_MOST_FOUND ? pricing.n_found : CAMP_MOST_FOUND;
        for (int i = 0; i < n && p->n_patterns < MOST_PATTERNS; i++)
            added += camp_patterns_add(p, c, pricing.found_n[i], pricing.found[i]);
    }
    bound += ROUNDING * (1 + bound);
    if (bound < p->bound) {
        p->bound = bound;
        memcpy(p->centre, price, (size_t)d->event->n_sessions * sizeof *price);
    }
    return added;
}

/* One linear program and one pricing; false when there is nothing left to do. */
static bool one_pass(pass *x) {
    camp_patterns *p = x->p;
    int n = p->problem->event->n_sessions;
    camp_arena scratch;
    camp_arena_init_like(&scratch, p->arena);
    double *price = CAMP_NEW(&scratch, double, n);
    camp_program_limits limits = *x->limits;
    if (limits.work) limits.work = work_left(x); /* not 0: the passes end before */
    bool solved = solve_master(p, &limits, &scratch, price, &x->work);
    for (int s = 0; s < n; s++)
        price[s] = p->share * p->centre[s] + (1 - p->share) * price[s];
    int added = solved ? price_all(x, price, &scratch) : 0;
    camp_arena_free(&scratch);
    if (!solved) return false;
    if (added) return true;
    if (p->share > 0)
        p->share = p->share > 0.5 ? 0.4 : 0;
    else if (x->cut)
        p->most_nodes *= 4;
    else if (p->slack > LAST_SLACK)
        p->slack = p->slack > 1e-4 ? p->slack / 10 : LAST_SLACK;
    else
        p->done = true;
    return !p->done;
}

uint64_t camp_patterns_improve(camp_patterns *p, double target, const camp_program_limits *limits) {
    pass x = {.p = p, .limits = limits};
    while (!p->done && p->bound > target && p->n_patterns < MOST_PATTERNS && !is_over(&x))
        if (!one_pass(&x)) break;
    return x.work;
}
