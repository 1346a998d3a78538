/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_volume.c - duals without a linear program: the volume algorithm (Barahona & Anbil 2000).
 *
 * With rows for people the linear program is slow and its duals far off for long; here every step costs only
 * a few climbs. At a point y the best patterns A_c give a subgradient of bound(y):
 *
 *     g_i = (b_i or l_i) - sum over c of n_c a_i(A_c) - sum over q_k > 0 of U_k e_ik
 *     v  <- a g + (1 - a) v           an average: -v is how far the mean of the patterns breaks the rows
 *     y   = centre - f (bound(centre) - target) / |v|^2 v     in its box; scaled by row
 *
 * The centre moves to y when bound(y) is lower. All values of bound are estimates by climbing, taken again
 * with more starts before the centre moves; the exact pricing at the centre gives the bound itself.
 */
#include "pattern_pass.h"
#include <math.h>
#include <string.h>

static const double FIRST_FACTOR = 0.05, MORE = 1.1, LESS = 0.66, MOST_FACTOR = 2, LAST_FACTOR = 2e-4;
static const double FIRST_AVERAGE = 0.2, LAST_AVERAGE = 0.01, LESS_AVERAGE = 0.7;
static const double SESSION_SCALE = 2; /* of the mean weight: how far a session's dual may step */
static const double PROVE_AT = 0.6;    /* the part of the gap that must be left for the next exact pricing */
static const double SPARE = 0.1;       /* of the gap: what that pricing may give away at least */
static const double FIRST_GOAL = 0.015, LESS_GOAL = 0.5, LAST_GOAL = 1e-5; /* of the bound; once converged */
static const double SEAT_UNIT = 0x1p-6;
static const double ROOMED_FACTOR = 0.01, LEAST_HOPE = 5e-4;
static const double AGAIN_FACTOR = 0.003, RISEN = 1e-4; /* when the estimate was too low by this */
enum {
    STARTS = 3,
    CHECK_STARTS = 9,
    FAILS = 8,
    LATER_FAILS = 16,
    AVERAGE_STEPS = 150,
    ROOMED_STEPS = 150,
    FIRST_NODES = 5000,
    FIRST_STEPS = 40,
    EARLY_TIMES = 2
};

struct camp_volume {
    double *centre, *direction, *scale;
    double *y, *g;       /* of this step */
    double roomed_bound; /* when patterns began to count in their rooms, once more */
    double estimate, proven_estimate, factor, average, goal;
    uint64_t own_work, prove_work;          /* since the last exact pricing; of that */
    int fails, steps, *pattern, next_early; /* next_early: steps */
    bool converged, again;                  /* now; once before */
};

/* How far the dual of a row may step: that of a row of seats up to its cost, that of others up to a few
 * weights, for a term of 1; less where the row sums up many. */
static void make_scale(const camp_patterns *p, double *scale) {
    for (int i = 0; i < p->n_rows; i++) {
        const camp_master_row *row = &p->rows[i];
        scale[i] = isinf(row->upper) || isinf(row->slack_cost) ? 1 : fmax(1, fabs(row->upper));
    }
    for (int t = 0; t < p->n_terms; t++)
        scale[p->terms[t].row] = fmax(scale[p->terms[t].row], fabs(p->terms[t].value));
    for (int i = 0; i < p->n_rows; i++)
        scale[i] = fmin(p->rows[i].slack_cost, SESSION_SCALE * p->problem->weight_mean) / scale[i];
}

static void make_volume(camp_patterns *p) {
    struct camp_volume *v = p->volume = CAMP_NEW(p->arena, struct camp_volume, 1);
    size_t n = (size_t)p->n_rows;
    v->centre = CAMP_NEW(p->arena, double, n), v->direction = CAMP_NEW(p->arena, double, n);
    v->scale = CAMP_NEW(p->arena, double, n), v->y = CAMP_NEW(p->arena, double, n);
    v->g = CAMP_NEW(p->arena, double, n), v->pattern = CAMP_NEW(p->arena, int, p->n_classes);
    memcpy(v->centre, p->best.row, n * sizeof *v->centre);
    make_scale(p, v->scale);
    v->estimate = v->proven_estimate = INFINITY, v->factor = FIRST_FACTOR, v->average = FIRST_AVERAGE;
    v->goal = FIRST_GOAL, v->next_early = FIRST_STEPS;
}

/* ---------------------------------------------------------------- the subgradient */

static void take_away(const camp_patterns *p, int term, double times, double *g) {
    for (; term >= 0; term = p->terms[term].next)
        g[p->terms[term].row] -= times * p->terms[term].value;
}

static void subgradient(const camp_patterns *p, struct camp_volume *v) {
    for (int i = 0; i < p->n_rows; i++) {
        const camp_master_row *row = &p->rows[i];
        v->g[i] = v->y[i] > 0 || isinf(row->lower) ? row->upper : row->lower;
        if (v->y[i] == 0 && !isinf(row->lower) && !isinf(row->upper))
            v->g[i] = row->upper; /* either is one */
    }
    for (int k = 0; k < p->n_cols; k++)
        if (p->cols[k].objective > camp_patterns_price(p, p->cols[k].term, v->y))
            take_away(p, p->cols[k].term, p->cols[k].upper, v->g);
    for (int c = 0; c < p->n_classes; c++) {
        if (v->pattern[c] < 0) continue;
        const camp_pattern *pattern = &p->patterns[v->pattern[c]];
        for (int i = 0; i < pattern->n_terms; i++)
            v->g[pattern->row[i]] -= p->classes[c].n * pattern->term[i];
    }
}

/* ---------------------------------------------------------------- one step */

/* Whether a step against d leaves the box at once. */
static bool is_blocked(const camp_master_row *row, double y, double d) {
    double least = isinf(row->lower) ? 0 : -row->slack_cost, most = isinf(row->upper) ? 0 : row->slack_cost;
    return d > 0 ? y <= least : y >= most;
}

static void move(const camp_pass *x, struct camp_volume *v) {
    const camp_patterns *p = x->p;
    double norm = 0;
    for (int i = 0; i < p->n_rows; i++) {
        double d = v->direction[i] * v->scale[i];
        if (!is_blocked(&p->rows[i], v->centre[i], d)) norm += d * d;
    }
    double gap = isinf(v->estimate) ? 0 : fmax(v->estimate - x->target, 0);
    double step = norm > 0 ? v->factor * gap / norm : 0;
    for (int i = 0; i < p->n_rows; i++)
        v->y[i] = v->centre[i] - step * v->scale[i] * v->scale[i] * v->direction[i];
    camp_patterns_round(p, v->y);
}

/* The share of g that makes the average shortest, within limits (Barahona & Anbil). */
static double share_of(const camp_patterns *p, const struct camp_volume *v, double *along) {
    double vg = 0, vv = 0, gg = 0;
    for (int i = 0; i < p->n_rows; i++) {
        double d = v->direction[i] * v->scale[i], g = v->g[i] * v->scale[i];
        vg += d * g, vv += d * d, gg += g * g;
    }
    *along = vg;
    if (v->steps == 0) return 1;
    double share = (vv - vg) / fmax(vv + gg - 2 * vg, 1e-12);
    return fmin(fmax(share, v->average / 10), v->average);
}

static void step(camp_pass *x, struct camp_volume *v, camp_arena *scratch) {
    camp_patterns *p = x->p;
    double along;
    move(x, v);
    double estimate = camp_pass_estimate(x, v->y, STARTS, v->pattern, scratch);
    if (p->is_moved && isfinite(v->estimate)) /* patterns that are new may be worth more at the centre, too */
        v->estimate = fmax(v->estimate, camp_patterns_roomed(p, v->centre, NULL));
    if (estimate < v->estimate)
        estimate = fmax(estimate, camp_pass_estimate(x, v->y, CHECK_STARTS, v->pattern, scratch));
    subgradient(p, v);
    double share = share_of(p, v, &along);
    for (int i = 0; i < p->n_rows; i++)
        v->direction[i] = share * v->g[i] + (1 - share) * v->direction[i];
    if (estimate < v->estimate) {
        v->estimate = estimate, v->fails = 0;
        memcpy(v->centre, v->y, (size_t)p->n_rows * sizeof *v->y);
        if (along >= 0) v->factor = fmin(v->factor * MORE, MOST_FACTOR);
    } else if (++v->fails >= (v->again ? LATER_FAILS : FAILS))
        v->factor *= LESS, v->fails = 0;
    if (++v->steps % AVERAGE_STEPS == 0) v->average = fmax(v->average * LESS_AVERAGE, LAST_AVERAGE);
}

/* ---------------------------------------------------------------- all of it */

/* The bound at the centre; what the exact pricing found corrects the estimate. */
static void prove(camp_pass *x, struct camp_volume *v, camp_arena *scratch) {
    bool cut;
    uint64_t before = x->work;
    double gap = fmax(v->estimate - x->target, 0), goal = v->goal * fabs(v->estimate);
    /* a pricing that ends early is of little use later: so it gets what it can have */
    uint64_t nodes = v->converged ? UINT64_MAX : v->own_work > FIRST_NODES ? v->own_work : FIRST_NODES;
    camp_pass_bound(x, v->centre, v->converged ? goal : fmax(goal, SPARE * gap), nodes, &cut, scratch);
    v->prove_work = x->work - before, v->own_work = 0;
    double estimate = camp_pass_estimate(x, v->centre, 1, v->pattern, scratch);
    bool risen = estimate > v->estimate + RISEN * fabs(v->estimate);
    v->estimate = fmax(v->estimate, estimate), v->proven_estimate = v->estimate;
    if (!v->converged) return;
    if (!cut) v->goal *= LESS_GOAL;
    if (risen) camp_pass_volume_again(x->p, v->estimate);
}

static void take_centre(camp_patterns *p, const struct camp_volume *v) {
    memcpy(p->near_row, v->centre, (size_t)p->n_rows * sizeof *v->centre);
    for (int i = 0; i < p->n_rows; i++) /* prices of seats that are exact in bytes: slot_whole.c */
        if (!isinf(p->rows[i].slack_cost)) p->near_row[i] = nearbyint(p->near_row[i] / SEAT_UNIT) * SEAT_UNIT;
    camp_patterns_round(p, p->near_row);
}

/* With many rooms: some bound on the way, from few nodes. */
static void prove_early(camp_pass *x, struct camp_volume *v, camp_arena *scratch) {
    bool cut;
    if (x->p->is_moved || v->steps < v->next_early) return;
    v->next_early = EARLY_TIMES * v->steps;
    take_centre(x->p, v);
    camp_pass_bound(x, x->p->near_row, v->goal * fabs(v->estimate), FIRST_NODES, &cut, scratch);
}

/* With many rooms the pricing is not begun anew for a smaller goal: it goes on, whatever is to come (prove_on
 * in pattern_bound.c). */
static void begin_last_pricing(camp_patterns *p, const struct camp_volume *v) {
    take_centre(p, v);
    p->near = p->value = v->estimate;
    p->proving = true;
    p->done = p->is_moved && v->estimate > p->bound - LEAST_HOPE * fabs(p->bound);
}

/* While it converges the exact pricing takes no more work than the steps, and waits until it has enough to
 * prove; then it alone goes on, with smaller and smaller goals. With many rooms there is only the last one.
 */
static void one_step(camp_pass *x, struct camp_volume *v, camp_arena *scratch) {
    uint64_t before = x->work;
    if (!v->converged) step(x, v, scratch);
    v->own_work += x->work - before;
    v->converged = v->converged || v->factor < LAST_FACTOR || (x->p->is_moved && v->steps >= ROOMED_STEPS);
    if (camp_patterns_are_wide(x->p)) {
        if (v->converged)
            begin_last_pricing(x->p, v);
        else
            prove_early(x, v, scratch);
        return;
    }
    double left = v->proven_estimate - x->target;
    bool due =
        v->steps >= FIRST_STEPS && v->own_work >= v->prove_work && v->estimate - x->target < PROVE_AT * left;
    if (due || v->converged) prove(x, v, scratch);
}

bool camp_pass_volume(camp_pass *x) {
    camp_patterns *p = x->p;
    if (!p->volume) make_volume(p);
    struct camp_volume *v = p->volume;
    while (!camp_pass_is_over(x) && !p->proving && v->goal > LAST_GOAL) {
        camp_arena scratch;
        camp_arena_init_like(&scratch, p->arena);
        one_step(x, v, &scratch);
        camp_arena_free(&scratch);
    }
    return v->goal > LAST_GOAL;
}

void camp_pass_volume_again(camp_patterns *p, double estimate) {
    struct camp_volume *v = p->volume;
    v->estimate = estimate;
    v->converged = false, v->again = true, v->factor = AGAIN_FACTOR;
}

void camp_pass_volume_roomed(camp_patterns *p) {
    struct camp_volume *v = p->volume;
    double hope = LEAST_HOPE * fabs(p->bound);
    if (p->is_moved && p->bound > v->roomed_bound - hope) p->done = true; /* nothing came of the last time */
    v->roomed_bound = p->bound;
    if (p->done) return;
    if (!p->is_moved) camp_patterns_begin_roomed(p);
    memcpy(v->centre, p->near_row, (size_t)p->n_rows * sizeof *v->centre);
    for (int i = 0; i < p->n_rows; i++) {
        if (!p->is_moved[i]) v->scale[i] = 0;
        v->direction[i] = 0;
    }
    v->estimate = INFINITY, v->factor = ROOMED_FACTOR, v->average = FIRST_AVERAGE;
    v->steps = v->fails = 0, v->converged = false;
}
