/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_filter.c - which columns can be part of a packing worth a claim.
 *
 * For any prices y >= 0 of the rows, a packing that has column j is worth at most
 *
 *     sum_i side_i y_i + rc_j + (number of slots) * max(0, largest rc)      rc_j = value_j - sum_i part_ij
 * y_i
 *
 * Columns for which that is less than the claim go. One optimal dual solution lets many columns pass, since
 * there are many optimal ones: so the linear program is solved again with sides that are lowered where many
 * columns are left, which makes the dual solution one that gives them as much slack as possible, until that
 * takes few more away. Each linear program is solved over a small part of the columns, and the others join
 * where they are worth more than their price.
 */
#include "segment_parts.h"
#include <string.h>

enum { MOST_ROUNDS = 12, MOST_SOLVES = 60, JOIN = 60, FEW = 200 };
static const double LOWERED = 0.1, ENOUGH = 0.03;

typedef struct filter {
    const camp_segments *g;
    int n, left;
    const camp_segment_column *columns;
    bool *keep, *joined;
    double *side, *price, *rc;
    camp_segment_pool pool;
    const camp_program_limits *limits;
    uint64_t *work;
} filter;

static double reduced(const camp_segment_column *column, const double *price) {
    double rc = column->value;
    for (int i = 0; i < column->n; i++)
        rc -= column->part[i] * price[column->row[i]];
    return rc;
}

/* The columns that are worth most beyond their price join the linear program: at most JOIN, found by lowering
 * a bar. Returns how many. */
static int join(filter *f, double most) {
    int joined = 0;
    for (double bar = most / 2; joined < JOIN && bar > 1e-7; bar = joined ? 0 : bar / 2)
        for (int j = 0; j < f->n && joined < JOIN; j++) {
            if (!f->keep[j] || f->joined[j] || f->rc[j] < bar) continue;
            const camp_segment_column *c = &f->columns[j];
            camp_segment_pool_add(&f->pool, c->value, c->n, c->row, c->part);
            f->joined[j] = true, joined++;
        }
    return joined;
}

/* Prices of the linear program over the columns kept; false when there are none. */
static bool solve(filter *f) {
    for (int i = 0; i < MOST_SOLVES; i++) {
        double value, most = 0;
        if (!camp_segment_pool_solve(&f->pool, NULL, INFINITY, f->limits, f->price, &value, f->work))
            return false;
        for (int j = 0; j < f->n; j++) {
            f->rc[j] = f->keep[j] ? reduced(&f->columns[j], f->price) : 0;
            if (f->rc[j] > most) most = f->rc[j];
        }
        if (!join(f, most)) break;
    }
    return true;
}

/* Takes away what cannot be part of a packing worth `least`. */
static void sift(filter *f, double least) {
    double all = 0, most = 0;
    for (int i = 0; i < f->pool.n_rows; i++)
        all += f->side[i] * f->price[i];
    for (int j = 0; j < f->n; j++)
        if (f->keep[j] && f->rc[j] > most) most = f->rc[j];
    all += most * f->g->problem->event->n_open;
    for (int j = 0; j < f->n; j++)
        if (f->keep[j] && all + f->rc[j] < least) f->keep[j] = false, f->left--;
}

/* Lowers the sides where many columns are left. */
static void lower_sides(filter *f) {
    double most = 0;
    memset(f->pool.side, 0, (size_t)f->pool.n_rows * sizeof *f->pool.side);
    for (int j = 0; j < f->n; j++)
        for (int i = 0; f->keep[j] && i < f->columns[j].n; i++)
            f->pool.side[f->columns[j].row[i]] += f->columns[j].part[i];
    for (int i = 0; i < f->pool.n_rows; i++)
        if (f->pool.side[i] > most) most = f->pool.side[i];
    for (int i = 0; i < f->pool.n_rows; i++)
        f->pool.side[i] = f->side[i] - (most > 0 ? LOWERED * f->pool.side[i] / most : 0);
}

int camp_segments_filter(const camp_segments *g, int n, const camp_segment_column *columns, bool *keep,
                         double least, const camp_program_limits *limits, uint64_t *work) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, g->arena);
    filter f = {.g = g, .n = n, .left = n, .columns = columns, .keep = keep, .limits = limits, .work = work};
    camp_segment_pool_make(&f.pool, g, g->problem->event->n_slots, &scratch);
    for (int t = 0; t < g->problem->event->n_slots; t++)
        f.pool.side[f.pool.n_sessions + t] = 1;
    f.side = CAMP_NEW(&scratch, double, f.pool.n_rows), f.price = CAMP_NEW(&scratch, double, f.pool.n_rows);
    memcpy(f.side, f.pool.side, (size_t)f.pool.n_rows * sizeof *f.side);
    f.rc = CAMP_NEW(&scratch, double, n), f.joined = CAMP_NEW(&scratch, bool, n);
    for (int round = 0; round < MOST_ROUNDS && f.left > FEW; round++) {
        int before = f.left;
        if (round) lower_sides(&f);
        if (!solve(&f)) break;
        sift(&f, least);
        if (round > 1 && f.left > (1 - ENOUGH) * before) break;
    }
    camp_arena_free(&scratch);
    return f.left;
}
