/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packing.c - the order of the work of packing.h: relaxation, fixing, a little search, cuts; at last the
 * search. */
#include "base/clock.h"
#include "packing_parts.h"
#include <math.h>
#include <string.h>

enum { CUTS_A_ROUND = 30, FIRST_UNITS = 2000, MOST_LIVE = 32000 };
static const double STALLED = 0.01; /* of z - claim: a round of cuts that gains less is the last one */
static const double ROUNDING = 1e-12, WHOLE = 1e-6;

bool camp_packing_is_over(camp_packing_run *run) {
    if (camp_packing_work_left(run) == 0 || camp_clock_now() >= run->limits->until) run->stopped = true;
    if (run->limits->stop && run->limits->stop(run->limits->user)) run->stopped = true;
    return run->stopped;
}

/* ---------------------------------------------------------------- packings found */

static void settle(camp_packing_run *run, int column) {
    if (run->settled[column] || !run->limits->exact) return;
    run->settled[column] = true;
    double value = run->limits->exact(run->limits->exact_user, column);
    if (value >= run->value_of[column]) return;
    run->slack[column] += run->value_of[column] - value;
    run->value_of[column] = value;
}

static double value_of(const camp_packing_run *run, int n, const int *columns) {
    double value = 0;
    for (int i = 0; i < n; i++)
        value += run->value_of[columns[i]];
    return value;
}

bool camp_packing_take(camp_packing_run *run, int n, const int *columns) {
    double least = run->claim - run->tolerance;
    if (value_of(run, n, columns) < least) return false;
    for (int i = 0; i < n; i++)
        settle(run, columns[i]);
    double value = value_of(run, n, columns);
    if (value < least) return false;
    run->found = true, run->value = value, run->n_chosen = n;
    memcpy(run->chosen, columns, (size_t)n * sizeof *columns);
    run->claim = value + run->limits->step;
    return true;
}

/* The relaxation's solution, where it is whole. */
static bool take_whole(camp_packing_run *run, int *columns) {
    int n = 0;
    for (int i = 0; i < run->n_in; i++) {
        double times = nearbyint(run->x[i]);
        if (fabs(run->x[i] - times) > WHOLE) return false;
        for (; times > 0; times--) {
            if (n == run->most_chosen) return false;
            columns[n++] = run->in[i];
        }
    }
    return camp_packing_take(run, n, columns);
}

/* ---------------------------------------------------------------- the order */

static void make_columns(camp_packing_run *run) {
    const camp_packing *given = run->given;
    run->mask = CAMP_NEW(run->arena, uint64_t, (size_t)given->n_columns * (size_t)run->words);
    run->value_of = CAMP_NEW(run->arena, double, given->n_columns);
    double most = fabs(run->claim);
    for (int j = 0; j < given->n_columns; j++) {
        const camp_packing_column *c = &given->columns[j];
        uint64_t *mask = run->mask + (size_t)j * (size_t)run->words;
        bool usable = given->kind_most[c->kind] > 0;
        for (int i = 0; i < c->n; i++) {
            int s = c->sessions[i];
            mask[s / 64] |= (uint64_t)1 << (s % 64);
            usable = usable && given->session_most[s] > 0;
        }
        run->value_of[j] = c->value, most = fmax(most, fabs(c->value));
        if (usable) run->live[run->n_live++] = j;
    }
    run->tolerance = ROUNDING * (1 + most);
}

static void make(camp_packing_run *run) {
    const camp_packing *given = run->given;
    camp_arena *arena = run->arena;
    run->claim = run->limits->claim, run->words = (given->n_sessions + 63) / 64;
    run->live = CAMP_NEW(arena, int, given->n_columns), run->in = CAMP_NEW(arena, int, given->n_columns);
    run->is_in = CAMP_NEW(arena, bool, given->n_columns), run->x = CAMP_NEW(arena, double, given->n_columns);
    run->slack = CAMP_NEW(arena, double, given->n_columns);
    run->settled = CAMP_NEW(arena, bool, given->n_columns);
    run->price = CAMP_NEW(arena, double, given->n_sessions);
    run->kind_price = CAMP_NEW(arena, double, given->n_kinds);
    run->basis.col = CAMP_NEW(arena, unsigned char, given->n_columns);
    for (int k = 0; k < given->n_kinds; k++)
        run->most_chosen += given->kind_most[k];
    run->chosen = CAMP_NEW(arena, int, run->most_chosen);
    memcpy(run->price, given->price, (size_t)given->n_sessions * sizeof *run->price);
    make_columns(run);
}

static bool is_closed(const camp_packing_run *run) {
    return run->n_live == 0 || run->z < run->claim - run->tolerance;
}

/* One relaxation with what follows from it. *done: there is nothing left to search. False: cuts give nothing
 * more. */
static bool one_round(camp_packing_run *run, int *columns, bool *done) {
    double before = run->z;
    bool first = run->n_cuts == 0;
    if (!camp_packing_relax(run)) return false;
    take_whole(run, columns);
    camp_packing_fix(run);
    uint64_t left = camp_packing_work_left(run), units = run->limits->first_units;
    if (!units) units = FIRST_UNITS;
    if (units > left) units = left;
    *done = is_closed(run) || (run->n_live <= MOST_LIVE && camp_packing_search(run, units));
    if (*done || run->stopped || (!first && before - run->z <= STALLED * (before - run->claim))) return false;
    int added = camp_packing_separate(run, CUTS_A_ROUND);
    run->all_cuts += added;
    return added > 0;
}

/* Whether all of it was searched. */
static bool solve(camp_packing_run *run) {
    int *columns = CAMP_NEW(run->arena, int, run->most_chosen);
    bool done = false;
    camp_packing_take(run, 0, columns); /* the empty one */
    camp_packing_fix(run);
    if (is_closed(run)) return true;
    while (!camp_packing_is_over(run) && one_round(run, columns, &done)) {
    }
    if (done || is_closed(run)) return true;
    return !camp_packing_is_over(run) && camp_packing_search(run, camp_packing_work_left(run));
}

camp_packing_result camp_packing_solve(const camp_packing *packing, const camp_packing_limits *limits,
                                       camp_arena *arena) {
    camp_packing_result result = {0};
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_packing_run run = {.given = packing, .limits = limits, .arena = &scratch};
    make(&run);
    result.complete = solve(&run);
    result.found = run.found, result.value = run.value;
    result.work = limits->work && run.work > limits->work ? limits->work : run.work;
    result.n_cuts = run.all_cuts;
    if (run.found) {
        result.n_chosen = run.n_chosen, result.chosen = CAMP_NEW(arena, int, run.n_chosen);
        memcpy(result.chosen, run.chosen, (size_t)run.n_chosen * sizeof *run.chosen);
    }
    result.most = run.found ? fmax(run.z, run.value) : run.z;
    camp_arena_free(&scratch);
    return result;
}
