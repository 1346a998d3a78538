/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_master.c - the linear program over the patterns known so far, solved again and again by GLPK.
 *
 * Rows and columns come at the end, so that GLPK goes on from the last basis; now and then columns that cost
 * far too much at its duals are forgotten (the pattern stays in the pool and comes back when it is worth it).
 * A row that may be broken has a column for its slack.
 */
#include "pattern.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double BROKEN = 1e-6, BACK = 1e-7;
enum { SPARE_COLUMNS = 1000, COLUMNS_A_ROW = 4, BACK_AT_ONCE = 200 };

typedef enum col_kind { COL_EXPLICIT, COL_ABOVE, COL_BELOW, COL_PATTERN } col_kind;

typedef struct lp_col {
    col_kind kind;
    int id;
} lp_col;

struct camp_master {
    int n_rows, *row; /* numbers of rows; those of the classes come first and are -1 - class */
    int *place;       /* per row: its place */
    int n_cols, room;
    lp_col *col;
    camp_program_basis basis;
};

/* ---------------------------------------------------------------- rows and columns */

static void push_col(camp_patterns *p, col_kind kind, int id) {
    struct camp_master *m = p->master;
    if (m->n_cols == m->room) {
        size_t old = (size_t)m->room, room = old ? 2 * old : 1024;
        m->col = camp_arena_grow(p->arena, m->col, old, room, sizeof *m->col);
        m->basis.col = camp_arena_grow(p->arena, m->basis.col, old, room, sizeof *m->basis.col);
        m->room = (int)room;
    }
    m->col[m->n_cols++] = (lp_col){kind, id};
    if (kind == COL_PATTERN) p->patterns[id].in = true;
}

static void push_row(camp_patterns *p, int i) {
    struct camp_master *m = p->master;
    camp_master_row *row = &p->rows[i];
    row->in = true, m->place[i] = m->n_rows, m->row[m->n_rows++] = i;
    if (isinf(row->slack_cost)) return;
    if (!isinf(row->upper)) push_col(p, COL_ABOVE, i);
    if (!isinf(row->lower)) push_col(p, COL_BELOW, i);
}

static void make_master(camp_patterns *p) {
    struct camp_master *m = p->master = CAMP_NEW(p->arena, struct camp_master, 1);
    int n = p->n_rows + p->n_classes;
    m->row = CAMP_NEW(p->arena, int, n), m->place = CAMP_NEW(p->arena, int, p->n_rows);
    m->basis.row = CAMP_NEW(p->arena, unsigned char, n);
    for (int c = 0; c < p->n_classes; c++)
        m->row[m->n_rows++] = -1 - c;
    for (int k = 0; k < p->n_cols; k++)
        push_col(p, COL_EXPLICIT, k);
    for (int i = 0; i < p->n_rows; i++)
        if (isinf(p->rows[i].slack_cost)) push_row(p, i);
}

/* ---------------------------------------------------------------- as plain arrays */

static void pattern_terms(const camp_patterns *p, camp_program *program, const camp_pattern *pattern,
                          int col) {
    for (int i = 0; i < pattern->n_terms; i++)
        if (p->rows[pattern->row[i]].in)
            camp_program_term(program, p->master->place[pattern->row[i]], col, pattern->term[i]);
    camp_program_term(program, pattern->slot_class, col, 1);
}

static double col_objective(const camp_patterns *p, lp_col col) {
    if (col.kind == COL_PATTERN) return p->patterns[col.id].value;
    return col.kind == COL_EXPLICIT ? p->cols[col.id].objective : -p->rows[col.id].slack_cost;
}

static double col_upper(const camp_patterns *p, lp_col col) {
    if (col.kind == COL_PATTERN) return p->classes[p->patterns[col.id].slot_class].n;
    return col.kind == COL_EXPLICIT ? p->cols[col.id].upper : INFINITY;
}

static void write_program(const camp_patterns *p, camp_program *program, camp_arena *scratch) {
    const struct camp_master *m = p->master;
    camp_program_init(program, scratch, true);
    for (int i = 0; i < m->n_rows; i++) {
        int row = m->row[i];
        if (row < 0)
            camp_program_row(program, -INFINITY, p->classes[-1 - row].n, NULL);
        else
            camp_program_row(program, p->rows[row].lower, p->rows[row].upper, NULL);
    }
    for (int j = 0; j < m->n_cols; j++) {
        lp_col col = m->col[j];
        camp_program_col(program, col_objective(p, col), 0, col_upper(p, col), false, NULL);
        if (col.kind == COL_PATTERN) pattern_terms(p, program, &p->patterns[col.id], j);
        if (col.kind == COL_ABOVE) camp_program_term(program, m->place[col.id], j, -1);
        if (col.kind == COL_BELOW) camp_program_term(program, m->place[col.id], j, 1);
        for (int t = col.kind == COL_EXPLICIT ? p->cols[col.id].term : -1; t >= 0; t = p->terms[t].next)
            if (p->rows[p->terms[t].row].in)
                camp_program_term(program, m->place[p->terms[t].row], j, p->terms[t].value);
    }
}

/* ---------------------------------------------------------------- columns that come and go */

static double reduced_at_lp(const camp_patterns *p, int i) {
    return camp_pattern_reduced(&p->patterns[i], p->lp_row) - p->lp_class[p->patterns[i].slot_class];
}

/* Patterns that are not in the linear program and would improve it. */
static int bring_back(camp_patterns *p) {
    int n = 0;
    for (int i = p->n_patterns - 1; i >= 0 && n < BACK_AT_ONCE; i--)
        if (!p->patterns[i].in && reduced_at_lp(p, i) > BACK * (1 + p->value))
            push_col(p, COL_PATTERN, i), n++;
    return n;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Forgets the half of the patterns that cost most at the duals, when there are many columns. */
static void forget(camp_patterns *p, const double *x, camp_arena *scratch) {
    struct camp_master *m = p->master;
    if (m->n_cols < COLUMNS_A_ROW * m->n_rows + SPARE_COLUMNS) return;
    double *reduced = CAMP_NEW(scratch, double, m->n_cols), *sorted = CAMP_NEW(scratch, double, m->n_cols);
    int n = 0, kept = 0;
    for (int j = 0; j < m->n_cols; j++)
        if (m->col[j].kind == COL_PATTERN) sorted[n++] = reduced[j] = reduced_at_lp(p, m->col[j].id);
    qsort(sorted, (size_t)n, sizeof *sorted, by_value);
    double limit = fmin(sorted[n / 2], -BROKEN);
    for (int j = 0; j < m->n_cols; j++) {
        bool out = m->col[j].kind == COL_PATTERN && x[j] <= 0 && reduced[j] < limit;
        if (out) p->patterns[m->col[j].id].in = false;
        if (out) continue;
        m->col[kept] = m->col[j], m->basis.col[kept++] = m->basis.col[j];
    }
    m->n_cols = m->basis.n_cols = kept;
}

/* Rows that wait and are broken by the solution go in; how many. */
static int find_broken(camp_patterns *p, const double *x, camp_arena *scratch) {
    const struct camp_master *m = p->master;
    double *sum = CAMP_NEW(scratch, double, p->n_rows);
    int n = 0, n_cols = m->n_cols;
    for (int j = 0; j < n_cols; j++) {
        if (m->col[j].kind == COL_PATTERN && x[j] > 0) {
            const camp_pattern *pattern = &p->patterns[m->col[j].id];
            for (int i = 0; i < pattern->n_terms; i++)
                sum[pattern->row[i]] += x[j] * pattern->term[i];
        }
        for (int t = m->col[j].kind == COL_EXPLICIT ? p->cols[m->col[j].id].term : -1; t >= 0;
             t = p->terms[t].next)
            sum[p->terms[t].row] += x[j] * p->terms[t].value;
    }
    for (int i = 0; i < p->n_rows; i++) {
        const camp_master_row *row = &p->rows[i];
        if (row->in || (sum[i] <= row->upper + BROKEN && sum[i] >= row->lower - BROKEN)) continue;
        push_row(p, i), n++;
    }
    return n;
}

/* ---------------------------------------------------------------- solving */

static bool solve_once(camp_patterns *p, const camp_program_limits *limits, uint64_t *work, const double **x,
                       camp_arena *scratch) {
    struct camp_master *m = p->master;
    camp_program program;
    write_program(p, &program, scratch);
    double *duals = CAMP_NEW(scratch, double, m->n_rows);
    camp_program_limits own = *limits;
    own.start = NULL, own.progress = NULL, own.basis = &m->basis;
    camp_program_result result = camp_program_relax(&program, &own, duals);
    *work += result.work;
    *x = result.x;
    if (result.status != CAMP_PROGRAM_OPTIMAL) return false;
    p->value = result.value;
    memset(p->lp_row, 0, (size_t)p->n_rows * sizeof *p->lp_row);
    for (int i = 0; i < m->n_rows; i++) {
        if (m->row[i] < 0)
            p->lp_class[-1 - m->row[i]] = fmax(0, duals[i]);
        else
            p->lp_row[m->row[i]] = duals[i];
    }
    return true;
}

bool camp_master_solve(camp_patterns *p, const camp_program_limits *limits, uint64_t *work) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, p->arena);
    if (!p->master) make_master(p);
    for (int i = 0; i < p->n_patterns; i++)
        if (!p->patterns[i].known) push_col(p, COL_PATTERN, i), p->patterns[i].known = true;
    bool solved = true;
    uint64_t before = *work;
    for (int more = 1; more && solved;) {
        const double *x;
        camp_program_limits own = *limits;
        if (limits->work) own.work = limits->work > *work - before ? limits->work - (*work - before) : 1;
        solved = solve_once(p, &own, work, &x, &scratch);
        more = solved ? find_broken(p, x, &scratch) + bring_back(p) : 0;
        if (solved && !more) forget(p, x, &scratch);
    }
    camp_arena_free(&scratch);
    return solved;
}
