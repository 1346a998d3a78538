/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_bound.c - column generation: the order of its work, and the bound.
 *
 *     linear program -> duals, smoothed -> climbing for every class -> new patterns -> linear program ...
 *           nothing new: exact pricing of every class -> bound, new patterns -> ...
 *
 * Climbing proves nothing, so the bound only comes from the exact pricing, which may give away the share
 * `goal` of the bound and then prunes much; the goal shrinks when it finds nothing. Smoothed duals are partly
 * those priced last (Neame 1999; Pessoa et al. 2018).
 *
 * With many rooms that pricing takes nearly all the time: there short ones give a bound on the way, and the
 * last one, which is never begun anew, starts as soon as better duals would matter little.
 */
#include "pattern_pass.h"
#include <math.h>
#include <string.h>

static const double FIRST_SHARE = 0.8, LATER_SHARE = 0.5; /* of the point priced last */
static const double FIRST_GOAL = 0.01, LAST_GOAL = 1e-7, LESS_GOAL = 0.2;
enum { SMOOTH_ROUNDS = 40, LAST_SMOOTH_ROUND = 400, MISSES = 3 };
static const double MOST_RISEN = 0.5, GOOD_DUALS = 0.08;
enum { FIRST_PROOF = 5000, EARLY_TIMES = 2, EARLY_SHARE = 2 };
enum { FIRST_NODES = 5000, NODES_TIMES = 4, CLIMB_STARTS = 20, LAST_STARTS = 60 };

void camp_patterns_make(camp_patterns *p, const camp_problem_data *d, camp_arena *arena) {
    *p = (camp_patterns){.problem = d, .arena = arena, .bound = INFINITY};
    p->goal = FIRST_GOAL, p->most_nodes = FIRST_NODES;
    p->many_rooms = CAMP_MANY_ROOMS, p->near = INFINITY, p->prove_at = FIRST_PROOF;
    camp_patterns_classes(p);
    camp_patterns_rows(p);
    p->best.row = CAMP_NEW(arena, double, p->n_rows), p->best.upper = CAMP_NEW(arena, double, p->n_classes);
    p->best.bound = INFINITY;
    p->near_row = CAMP_NEW(arena, double, p->n_rows);
    p->last = CAMP_NEW(arena, double, p->n_rows), p->lp_row = CAMP_NEW(arena, double, p->n_rows);
    p->lp_class = CAMP_NEW(arena, double, p->n_classes);
}

/* ---------------------------------------------------------------- the order of the work */

static void step_to_lp(camp_patterns *p, double share) {
    for (int i = 0; i < p->n_rows; i++)
        p->last[i] = share * p->last[i] + (1 - share) * p->lp_row[i];
    camp_patterns_round(p, p->last);
}

/* Climbs at smoothed duals, nearer to those of the linear program after each miss. */
static bool find_patterns(camp_pass *x, camp_arena *scratch) {
    camp_patterns *p = x->p;
    double share = p->rounds <= SMOOTH_ROUNDS ? FIRST_SHARE : LATER_SHARE;
    if (p->rounds > LAST_SMOOTH_ROUND) share = 0;
    for (int miss = 0; miss < MISSES; miss++) {
        if (camp_pass_is_over(x)) return true;
        step_to_lp(p, miss + 1 < MISSES ? share : 0);
        if (camp_pass_climb(x, p->last, miss + 1 < MISSES ? CLIMB_STARTS : LAST_STARTS, scratch)) return true;
    }
    return false;
}

/* The bound at the duals of the linear program; false when there is nothing left to do. */
static bool prove(camp_pass *x, camp_arena *scratch) {
    camp_patterns *p = x->p;
    bool cut;
    if (camp_pass_bound(x, p->last, p->goal * fabs(p->value), p->most_nodes, &cut, scratch) ||
        camp_pass_is_over(x))
        return true;
    if (cut)
        p->most_nodes = p->most_nodes < UINT64_MAX / NODES_TIMES ? p->most_nodes * NODES_TIMES : UINT64_MAX;
    else if (p->goal > LAST_GOAL)
        p->goal *= LESS_GOAL;
    else
        p->done = true;
    return !p->done;
}

/* False when nothing is left to do. */
static bool solve_master(camp_pass *x) {
    camp_patterns *p = x->p;
    camp_program_limits limits = *x->limits;
    if (limits.work) limits.work = camp_pass_work_left(x);
    if (!camp_master_solve(p, &limits, &x->work)) return false;
    p->rounds++;
    p->done = p->bound - p->value <= LAST_GOAL * (1 + fabs(p->value));
    return !p->done;
}

/* ---------------------------------------------------------------- many rooms */

bool camp_patterns_are_wide(const camp_patterns *p) {
    for (int c = 0; c < p->n_classes; c++)
        if (p->classes[c].most >= p->many_rooms) return true;
    return false;
}

/* The duals where the known patterns give the lowest bound: the linear program's, or some that were priced
 * on the way to it. */
static void look_for_near(camp_patterns *p, camp_arena *scratch) {
    if (isfinite(p->near)) p->near = camp_patterns_estimate(p, p->near_row, scratch);
    double estimate = camp_patterns_estimate(p, p->last, scratch);
    if (!p->duals_spent && !(estimate < p->near)) return;
    p->near = estimate;
    memcpy(p->near_row, p->last, (size_t)p->n_rows * sizeof *p->last);
}

/* Now and then on the way, so that there is a bound long before the duals are good. */
static void prove_early(camp_pass *x, camp_arena *scratch) {
    camp_patterns *p = x->p;
    bool cut;
    if (p->own_work < p->prove_at) return;
    p->prove_at = EARLY_TIMES * p->own_work;
    camp_pass_bound(x, p->near_row, LAST_GOAL * fabs(p->value), p->own_work / EARLY_SHARE, &cut, scratch);
}

/* The pricing at the best duals that are known goes on, pass by pass; for new ones it would begin anew, so
 * that has to be worth it. */
static bool prove_on(camp_pass *x, camp_arena *scratch) {
    camp_patterns *p = x->p;
    bool cut;
    bool improves = camp_pass_bound(x, p->near_row, LAST_GOAL * fabs(p->value), UINT64_MAX, &cut, scratch);
    if (camp_pass_is_over(x)) return true;
    double risen = camp_patterns_estimate(p, p->near_row, scratch) - p->value;
    /* seats and rooms take more off the known sets than duals that suit them better would */
    bool roomed = camp_patterns_have_rooms(p);
    if (cut && (roomed || !(improves && risen > MOST_RISEN * (p->bound - p->value)))) return true;
    if (roomed && p->volume) {
        p->proving = false;
        camp_pass_volume_roomed(p);
        return !p->done;
    }
    p->done =
        !cut && !improves && p->duals_spent; /* at the linear program's duals, where nothing is better */
    p->duals_spent = p->duals_spent || !cut;
    p->proving = false, p->near = INFINITY;
    if (!cut) p->volume_over = true;
    if (p->volume && !p->volume_over) camp_pass_volume_again(p, p->value + risen);
    return !p->done;
}

/* Whether better duals matter little beside what the pricing leaves open: the value of the linear program is
 * below that of any duals. */
static bool duals_are_good(const camp_patterns *p) {
    return p->near - p->value <= GOOD_DUALS * (p->bound - p->near);
}

/* The linear program and climbing until their duals are good, with a pricing now and then; then the pricing.
 */
static bool wide_pass(camp_pass *x, camp_arena *scratch) {
    camp_patterns *p = x->p;
    uint64_t before = x->work;
    if (!solve_master(x)) return false;
    bool found = find_patterns(x, scratch);
    p->own_work += x->work - before;
    look_for_near(p, scratch);
    p->converged = !found;
    p->proving = p->converged || (!p->duals_spent && duals_are_good(p));
    if (!p->proving) prove_early(x, scratch);
    return true;
}

/* ---------------------------------------------------------------- one pass */

/* Some bound at once, at the prices to begin with. */
static void begin(camp_pass *x, camp_arena *scratch) {
    camp_patterns *p = x->p;
    bool cut;
    p->begun = true;
    memcpy(p->last, p->best.row, (size_t)p->n_rows * sizeof *p->last);
    p->value = x->target;
    camp_pass_bound(x, p->last, FIRST_GOAL * fabs(p->value), p->most_nodes, &cut, scratch);
}

static bool one_pass(camp_pass *x, camp_arena *scratch) {
    camp_patterns *p = x->p;
    if (!p->begun) {
        begin(x, scratch);
        if (camp_pass_is_over(x)) return true;
    }
    if (p->proving) return prove_on(x, scratch);
    if (p->person_rows && !p->volume_over) {
        p->volume_over = !camp_pass_volume(x);
        if (p->volume_over) p->most_nodes = UINT64_MAX; /* the duals are good by now */
        return true;
    }
    if (camp_patterns_are_wide(p)) return wide_pass(x, scratch);
    if (!solve_master(x)) return false;
    return find_patterns(x, scratch) || prove(x, scratch);
}

uint64_t camp_patterns_improve(camp_patterns *p, double target, const camp_program_limits *limits) {
    camp_pass x = {.p = p, .limits = limits, .target = target};
    bool more = true;
    while (more && !p->done && !camp_pass_is_over(&x)) {
        camp_arena scratch;
        camp_arena_init_like(&scratch, p->arena);
        more = one_pass(&x, &scratch);
        camp_arena_free(&scratch);
    }
    return x.work;
}
