/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_master.c - the linear program over the columns found so far, and its prices.
 *
 *     max  sum value_j x_j  +  sum_s (low_s l_s - high_s h_s)
 *     sum_j part_sj x_j + l_s - h_s <= side_s  for each session      sum_j part_ij x_j <= side_i  for the
 * rest
 *
 * The columns l and h hold the price of a session between low and high: a box around the prices of the best
 * bound. Where the best prices within the box are those of its centre, they are the best of all, because the
 * bound is convex in the prices. (Marsten, Hogan, Blankenship 1975: Boxstep.)
 */
#include "segment_parts.h"
#include <string.h>

void camp_segment_pool_make(camp_segment_pool *pool, const camp_segments *x, int other_rows,
                            camp_arena *arena) {
    const camp_problem_data *d = x->problem;
    *pool = (camp_segment_pool){.arena = arena, .n_sessions = d->event->n_sessions};
    pool->n_rows = pool->n_sessions + other_rows;
    pool->side = CAMP_NEW(arena, double, pool->n_rows);
    for (int s = 0; s < pool->n_sessions; s++)
        pool->side[s] = d->first_item[s + 1] - d->first_item[s];
}

camp_segment_column camp_segment_column_of(const camp_segments *x, const camp_segment *segment,
                                           camp_arena *arena) {
    int rows = segment->n_runs + segment->n_slots;
    camp_segment_column column = {segment->value, 0, CAMP_NEW(arena, int, rows),
                                  CAMP_NEW(arena, double, rows)};
    for (int i = 0; i < segment->n_runs; i++) {
        int k = 0;
        while (k < column.n && column.row[k] != segment->session[i])
            k++;
        if (k == column.n) column.row[column.n++] = segment->session[i];
        column.part[k] += 1;
    }
    const camp_segment_chain *chain = &x->chains[segment->chain];
    for (int t = 0; t < segment->n_slots; t++) {
        column.row[column.n] = x->problem->event->n_sessions + chain->slot[segment->first + t];
        column.part[column.n++] = 1;
    }
    return column;
}

void camp_segment_pool_add(camp_segment_pool *pool, double value, int n, const int *row, const double *part) {
    if (pool->n == pool->room) {
        int room = pool->room ? 2 * pool->room : 256;
        pool->columns = camp_arena_grow(pool->arena, pool->columns, (size_t)pool->room, (size_t)room,
                                        sizeof *pool->columns);
        pool->room = room;
    }
    camp_segment_column column = {value, n, CAMP_NEW(pool->arena, int, n), CAMP_NEW(pool->arena, double, n)};
    memcpy(column.row, row, (size_t)n * sizeof *row);
    memcpy(column.part, part, (size_t)n * sizeof *part);
    pool->columns[pool->n++] = column;
}

static void add_box(camp_program *program, const double *centre, double box, int sessions) {
    for (int s = 0; s < sessions; s++) {
        int high = camp_program_col(program, -(centre[s] + box), 0, INFINITY, false, NULL);
        camp_program_term(program, s, high, -1);
        if (centre[s] - box <= 0) continue;
        int low = camp_program_col(program, centre[s] - box, 0, INFINITY, false, NULL);
        camp_program_term(program, s, low, 1);
    }
}

bool camp_segment_pool_solve(const camp_segment_pool *pool, const double *centre, double box,
                             const camp_program_limits *limits, double *price, double *value,
                             uint64_t *work) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, pool->arena);
    camp_program program;
    camp_program_init(&program, &scratch, true);
    for (int i = 0; i < pool->n_rows; i++)
        camp_program_row(&program, -INFINITY, pool->side[i], NULL);
    if (isfinite(box)) add_box(&program, centre, box, pool->n_sessions);
    for (int j = 0; j < pool->n; j++) {
        const camp_segment_column *column = &pool->columns[j];
        int col = camp_program_col(&program, column->value, 0, INFINITY, false, NULL);
        for (int i = 0; i < column->n; i++)
            camp_program_term(&program, column->row[i], col, column->part[i]);
    }
    double *duals = CAMP_NEW(&scratch, double, pool->n_rows);
    camp_program_limits own = *limits;
    own.start = NULL, own.progress = NULL, own.basis = NULL;
    camp_program_result result = camp_program_relax(&program, &own, duals);
    *work += result.work, *value = result.value;
    bool solved = result.status == CAMP_PROGRAM_OPTIMAL;
    for (int i = 0; i < pool->n_rows && solved; i++)
        price[i] = duals[i] > 0 ? camp_grid_near(duals[i]) : 0;
    camp_arena_free(&scratch);
    return solved;
}
