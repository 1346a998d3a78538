/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packing_relax.c - the linear relaxation of a packing: few of its columns at a time, GLPK for the prices.
 *
 *     solve over the columns `in` -> prices -> live columns that would improve it join -> ... until none does
 *
 * GLPK starts each time from its last basis. Its prices are rounded to multiples of 2^-20; everything that is
 * concluded from them (z, slacks, columns fixed) is computed here from the rounded ones, over all live
 * columns, so its tolerances cannot make a false proof.
 */
#include "packing_parts.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_COLUMNS = 200, JOIN_AT_ONCE = 80, ITERATIONS = 100 };
static const double GRID = 1048576, IMPROVES = 1e-6;

static double on_grid(double dual) {
    return dual > 0 ? nearbyint(dual * GRID) / GRID : 0;
}

/* value - prices of sessions and cuts */
static double worth_of(const camp_packing_run *run, int column) {
    const camp_packing_column *c = &run->given->columns[column];
    double worth = run->value_of[column];
    for (int i = 0; i < c->n; i++)
        worth -= run->price[c->sessions[i]];
    for (int k = 0; k < run->n_cuts; k++)
        if (run->cuts[k].price > 0) worth -= run->cuts[k].price * camp_packing_counts(run, k, column);
    return worth;
}

void camp_packing_fix(camp_packing_run *run) {
    const camp_packing *given = run->given;
    for (int k = 0; k < given->n_kinds; k++)
        run->kind_price[k] = 0;
    for (int i = 0; i < run->n_live; i++) {
        int j = run->live[i], kind = given->columns[j].kind;
        run->slack[j] = -worth_of(run, j);
        run->kind_price[kind] = fmax(run->kind_price[kind], -run->slack[j]);
    }
    run->z = 0;
    for (int s = 0; s < given->n_sessions; s++)
        run->z += run->price[s] * given->session_most[s];
    for (int k = 0; k < given->n_kinds; k++)
        run->z += run->kind_price[k] * given->kind_most[k];
    for (int k = 0; k < run->n_cuts; k++)
        run->z += run->cuts[k].price * run->cuts[k].most;
    double most = run->z - run->claim + run->tolerance;
    int n = 0;
    for (int i = 0; i < run->n_live; i++) {
        int j = run->live[i];
        run->slack[j] += run->kind_price[given->columns[j].kind];
        if (run->slack[j] <= most) run->live[n++] = j;
    }
    run->n_live = n;
}

/* ---------------------------------------------------------------- columns in the relaxation */

typedef struct ranked {
    double slack;
    int column;
} ranked;

static int rank_order(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    if (x->slack != y->slack) return x->slack < y->slack ? -1 : 1;
    return x->column - y->column;
}

/* Puts the columns of the least slack in, at most so many, whose slack is below `below`; returns how many. */
static int join(camp_packing_run *run, int most, double below, camp_arena *scratch) {
    ranked *list = CAMP_NEW(scratch, ranked, run->n_live);
    int n = 0;
    for (int i = 0; i < run->n_live; i++) {
        int j = run->live[i];
        if (!run->is_in[j] && run->slack[j] < below) list[n++] = (ranked){run->slack[j], j};
    }
    if (n > 1) qsort(list, (size_t)n, sizeof *list, rank_order);
    if (n > most) n = most;
    for (int i = 0; i < n; i++)
        run->in[run->n_in++] = list[i].column, run->is_in[list[i].column] = true;
    return n;
}

/* Columns that are live no longer leave; they are not basic, for their slack is above 0. */
static void leave(camp_packing_run *run, camp_arena *scratch) {
    bool *live = CAMP_NEW(scratch, bool, run->given->n_columns);
    int n = 0;
    for (int i = 0; i < run->n_live; i++)
        live[run->live[i]] = true;
    for (int i = 0; i < run->n_in; i++) {
        int j = run->in[i];
        run->is_in[j] = live[j];
        if (!live[j]) continue;
        run->basis.col[n] = run->basis.col[i], run->in[n++] = j;
    }
    if (run->basis.n_cols > 0) run->basis.n_cols = n;
    run->n_in = n;
}

/* Room for the basis of a program of this size. */
static void basis_room(camp_packing_run *run, int rows) {
    if (rows <= run->basis_rows_room) return;
    int room = 2 * rows + 64;
    run->basis.row =
        camp_arena_grow(run->arena, run->basis.row, (size_t)run->basis_rows_room, (size_t)room, 1);
    run->basis_rows_room = room;
}

/* ---------------------------------------------------------------- GLPK */

static void build(const camp_packing_run *run, camp_program *program, camp_arena *scratch) {
    const camp_packing *given = run->given;
    int sessions = given->n_sessions, first_cut = sessions + given->n_kinds;
    camp_program_init(program, scratch, true);
    for (int s = 0; s < sessions; s++)
        camp_program_row(program, -INFINITY, given->session_most[s], NULL);
    for (int k = 0; k < given->n_kinds; k++)
        camp_program_row(program, -INFINITY, given->kind_most[k], NULL);
    for (int k = 0; k < run->n_cuts; k++)
        camp_program_row(program, -INFINITY, run->cuts[k].most, NULL);
    for (int i = 0; i < run->n_in; i++) {
        const camp_packing_column *c = &given->columns[run->in[i]];
        int col = camp_program_col(program, run->value_of[run->in[i]], 0, INFINITY, false, NULL);
        for (int k = 0; k < c->n; k++)
            camp_program_term(program, c->sessions[k], col, 1);
        camp_program_term(program, sessions + c->kind, col, 1);
        for (int k = 0; k < run->n_cuts; k++) {
            int counts = camp_packing_counts(run, k, run->in[i]);
            if (counts) camp_program_term(program, first_cut + k, col, counts);
        }
    }
}

/* One program over the columns that are in: prices and x. */
static bool solve(camp_packing_run *run, camp_arena *scratch) {
    const camp_packing *given = run->given;
    int first_cut = given->n_sessions + given->n_kinds;
    camp_program program;
    build(run, &program, scratch);
    basis_room(run, program.n_rows);
    double *duals = CAMP_NEW(scratch, double, program.n_rows);
    uint64_t work = ITERATIONS * (uint64_t)(program.n_rows + program.n_cols),
             left = camp_packing_work_left(run);
    camp_program_limits limits = {.until = run->limits->until,
                                  .work = work < left ? work : left, /* it could go round in circles */
                                  .stop = run->limits->stop,
                                  .user = run->limits->user,
                                  .basis = &run->basis};
    camp_program_result result = camp_program_relax(&program, &limits, duals);
    run->work += result.work + 1;
    run->basis.dual = false;
    if (result.status != CAMP_PROGRAM_OPTIMAL) return false;
    for (int s = 0; s < given->n_sessions; s++)
        run->price[s] = on_grid(duals[s]);
    for (int k = 0; k < run->n_cuts; k++)
        run->cuts[k].price = on_grid(duals[first_cut + k]);
    for (int k = 0; k < given->n_kinds; k++)
        run->kind_price[k] = on_grid(duals[given->n_sessions + k]);
    memcpy(run->x, result.x, (size_t)run->n_in * sizeof *run->x);
    return true;
}

/* Slacks of all live columns at the prices of the program, to see who would improve it. */
static void price_columns(camp_packing_run *run) {
    for (int i = 0; i < run->n_live; i++) {
        int j = run->live[i];
        run->slack[j] = run->kind_price[run->given->columns[j].kind] - worth_of(run, j);
    }
}

bool camp_packing_relax(camp_packing_run *run) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, run->arena);
    leave(run, &scratch);
    if (run->n_in == 0) join(run, FIRST_COLUMNS, INFINITY, &scratch);
    bool solved = true, joined = true;
    while (solved && joined && !camp_packing_is_over(run)) {
        camp_arena one;
        camp_arena_init_like(&one, &scratch);
        solved = solve(run, &one);
        if (solved) {
            price_columns(run);
            joined = join(run, JOIN_AT_ONCE, -IMPROVES, &one) > 0;
        }
        camp_arena_free(&one);
    }
    camp_arena_free(&scratch);
    camp_packing_fix(run);
    return solved && !joined;
}
