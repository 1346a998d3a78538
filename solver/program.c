/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.c - a linear or integer program as plain arrays: building it, testing a solution, and a bound from
 * duals. Nothing here knows GLPK. */
#include "program.h"

#include <float.h>
#include <string.h>

void camp_program_init(camp_program *program, camp_arena *arena, bool maximize) {
    memset(program, 0, sizeof *program);
    program->arena = arena;
    program->maximize = maximize;
}

/* Room for half as many again, at least 64. */
static size_t larger(size_t n) {
    return n < 64 ? 64 : n + n / 2;
}

int camp_program_col(camp_program *program, double objective, double lower, double upper, bool integer,
                     const char *name) {
    if (program->n_cols == program->cap_cols) {
        size_t old = (size_t)program->cap_cols, n = larger(old);
        camp_arena *arena = program->arena;
        program->objective = camp_arena_grow(arena, program->objective, old, n, sizeof *program->objective);
        program->lower = camp_arena_grow(arena, program->lower, old, n, sizeof *program->lower);
        program->upper = camp_arena_grow(arena, program->upper, old, n, sizeof *program->upper);
        program->integer = camp_arena_grow(arena, program->integer, old, n, sizeof *program->integer);
        program->branch = camp_arena_grow(arena, program->branch, old, n, sizeof *program->branch);
        program->col_name = camp_arena_grow(arena, program->col_name, old, n, sizeof *program->col_name);
        program->cap_cols = (int)n;
    }
    int col = program->n_cols++;
    program->objective[col] = objective;
    program->lower[col] = lower;
    program->upper[col] = upper;
    program->integer[col] = integer;
    program->col_name[col] = name;
    program->branch[col] = 0;
    return col;
}

int camp_program_row(camp_program *program, double lower, double upper, const char *name) {
    if (program->n_rows == program->cap_rows) {
        size_t old = (size_t)program->cap_rows, n = larger(old);
        camp_arena *arena = program->arena;
        program->row_lower = camp_arena_grow(arena, program->row_lower, old, n, sizeof *program->row_lower);
        program->row_upper = camp_arena_grow(arena, program->row_upper, old, n, sizeof *program->row_upper);
        program->row_name = camp_arena_grow(arena, program->row_name, old, n, sizeof *program->row_name);
        program->cap_rows = (int)n;
    }
    int row = program->n_rows++;
    program->row_lower[row] = lower;
    program->row_upper[row] = upper;
    program->row_name[row] = name;
    return row;
}

void camp_program_term(camp_program *program, int row, int col, double value) {
    if (program->n_terms == program->cap_terms) {
        size_t old = (size_t)program->cap_terms, n = larger(old);
        camp_arena *arena = program->arena;
        program->term_row = camp_arena_grow(arena, program->term_row, old, n, sizeof *program->term_row);
        program->term_col = camp_arena_grow(arena, program->term_col, old, n, sizeof *program->term_col);
        program->term_value =
            camp_arena_grow(arena, program->term_value, old, n, sizeof *program->term_value);
        program->cap_terms = (long)n;
    }
    long term = program->n_terms++;
    program->term_row[term] = row;
    program->term_col[term] = col;
    program->term_value[term] = value;
}

double camp_program_value(const camp_program *program, const double *x) {
    double value = 0;
    for (int j = 0; j < program->n_cols; j++)
        value += program->objective[j] * x[j];
    return value;
}

camp_program_room camp_program_room_new(const camp_program *program, camp_arena *arena) {
    camp_program_room room = {
        CAMP_NEW(arena, double, program->n_rows), CAMP_NEW(arena, double, program->n_rows),
        CAMP_NEW(arena, double, program->n_cols), CAMP_NEW(arena, double, program->n_cols),
        CAMP_NEW(arena, int, program->n_cols)};
    return room;
}

bool camp_program_holds(const camp_program *program, const double *x, double tolerance,
                        camp_program_room *room) {
    double *sum = room->rows, *size = room->row_sizes;
    for (int j = 0; j < program->n_cols; j++) {
        double slack = tolerance * fmax(1, fabs(x[j]));
        if (!(x[j] >= program->lower[j] - slack && x[j] <= program->upper[j] + slack)) return false;
        if (program->integer[j] && fabs(x[j] - nearbyint(x[j])) > slack) return false;
    }
    for (int i = 0; i < program->n_rows; i++)
        sum[i] = size[i] = 0;
    for (long k = 0; k < program->n_terms; k++) {
        int i = program->term_row[k];
        double part = program->term_value[k] * x[program->term_col[k]];
        sum[i] += part;
        size[i] = fmax(size[i], fabs(part));
    }
    for (int i = 0; i < program->n_rows; i++) {
        double slack = tolerance * fmax(1, size[i]);
        if (!(sum[i] >= program->row_lower[i] - slack && sum[i] <= program->row_upper[i] + slack))
            return false;
    }
    return true;
}

/* A floating sum of n values is off by at most n DBL_EPSILON times the sum of their sizes; doubled to be
 * safe, with one more part per value for the product that made it. */
static double error_of(double sizes, long n) {
    return 2 * DBL_EPSILON * sizes * (double)(n + 2);
}

/* For max c x (a minimum is the maximum of -c x) and any y that is >= 0 on rows that only have an upper side
 * and <= 0 on rows that only have a lower one,
 *
 *     c x  <=  sum_i max(y_i lower_i, y_i upper_i)  +  sum_j max over lower_j <= x_j <= upper_j of d_j x_j,
 *     d_j = c_j - sum_i a_ij y_i
 */
double camp_program_dual_bound(const camp_program *program, const double *duals, camp_program_room *room) {
    double sign = program->maximize ? 1 : -1, total = 0, sizes = 0;
    double *y = room->rows, *d = room->cols, *d_sizes = room->col_sizes;
    int *counts = room->col_counts;
    for (int i = 0; i < program->n_rows; i++) {
        y[i] = isfinite(duals[i]) ? sign * duals[i] : 0;
        if ((y[i] > 0 && isinf(program->row_upper[i])) || (y[i] < 0 && isinf(program->row_lower[i])))
            y[i] = 0;
        double part = y[i] > 0 ? y[i] * program->row_upper[i] : y[i] < 0 ? y[i] * program->row_lower[i] : 0;
        total += part;
        sizes += fabs(part);
    }
    for (int j = 0; j < program->n_cols; j++) {
        d[j] = sign * program->objective[j];
        d_sizes[j] = fabs(d[j]);
        counts[j] = 0;
    }
    for (long k = 0; k < program->n_terms; k++) {
        int j = program->term_col[k];
        double part = program->term_value[k] * y[program->term_row[k]];
        if (part == 0) continue;
        d[j] -= part;
        d_sizes[j] += fabs(part);
        counts[j]++;
    }
    for (int j = 0; j < program->n_cols; j++) {
        double error = counts[j] ? error_of(d_sizes[j], counts[j]) : 0, high = d[j] + error,
               low = d[j] - error;
        double most = high > 0 ? high * program->upper[j] : high < 0 ? high * program->lower[j] : 0;
        double other = low > 0 ? low * program->upper[j] : low < 0 ? low * program->lower[j] : 0;
        most = fmax(most, other);
        if (!isfinite(most)) return sign * INFINITY;
        total += most;
        sizes += fabs(most);
    }
    return sign * (total + error_of(sizes, (long)program->n_rows + program->n_cols));
}
