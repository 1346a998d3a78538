/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_claim.c - is there a board of at least K?
 *
 * At the prices of the centre the bound is z = sum of prices + sum over chains of upper_c. The segments of a
 * board worth K or more lose less than z - K against that in all, so in each chain they cut it in a way worth
 * at least upper_c - (z - K): all segments that are part of such a cut are listed, and
 *
 *     max  sum v(A) x(A)   least runs <= runs of s <= sections(s)   one segment a slot   value >= K   x in
 * {0,1}
 *
 * has no solution, or one whose segments are valued with rooms, seats and must_attend. Where that is less the
 * values are lowered and the program is solved again; after some turns all of them are valued at once.
 */
#include "segment_parts.h"
#include <stdlib.h>
#include <string.h>
enum { MOST_LISTED = 400000, MOST_TURNS = 200, PATIENCE = 20 };
static const double MARGIN = 1e-7;

/* Segments of the same rows: the one that is worth most, by what is known, stands for all. */
typedef struct group {
    int first, n; /* in `order` */
} group;

typedef struct claim {
    camp_segments *g;
    double least;
    const camp_program_limits *limits;
    uint64_t *work, from;
    camp_arena *arena;
    camp_segment_list list;
    camp_segment_board *boards; /* per segment listed; value: what is known of it */
    bool *valued, *chosen;
    int *order, n_groups;
    group *groups;
    camp_segment_column *columns; /* per group: of its first segment */
    bool *keep;                   /* per group */
} claim;

static camp_program_limits limits_left(const claim *y) {
    camp_program_limits limits = *y->limits;
    uint64_t spent = *y->work - y->from;
    if (limits.work) limits.work = limits.work > spent ? limits.work - spent : 1;
    return limits;
}

/* Lists the segments that matter; false when not all of them could be. */
static bool list_segments(claim *y) {
    camp_segments *g = y->g;
    camp_program_limits left = limits_left(y);
    camp_segment_budget budget = {
        .most = left.work ? left.work : UINT64_MAX, .stop = y->limits->stop, .user = y->limits->user};
    camp_segment_tables *tables = camp_segment_tables_make(g, g->centre, &budget, y->arena);
    y->list = (camp_segment_list){.arena = y->arena, .most = MOST_LISTED};
    bool complete = true;
    for (int c = 0; c < g->n_chains && complete; c++) {
        camp_segment_walk walk = {.tables = tables, .chain = c, .all = true, .budget = &budget};
        walk.need = g->centre_upper[c] - (g->centre_bound - y->least) - MARGIN;
        walk.list = &y->list;
        camp_segment_walk_run(&walk, y->arena);
        complete = walk.complete && !budget.out;
    }
    *y->work += budget.nodes;
    return complete;
}

/* ---------------------------------------------------------------- groups */

/* Order of segments by their rows; parts of a column are in the order of its runs, so they are sorted here.
 */
static int compare_columns(const camp_segment_column *a, const camp_segment_column *b) {
    if (a->n != b->n) return a->n - b->n;
    for (int i = 0; i < a->n; i++) {
        if (a->row[i] != b->row[i]) return a->row[i] - b->row[i];
        if (a->part[i] != b->part[i]) return a->part[i] < b->part[i] ? -1 : 1;
    }
    return 0;
}

typedef struct entry {
    camp_segment_column column;
    int segment;
} entry;

static int entry_order(const void *a, const void *b) {
    const entry *x = a, *y = b;
    int order = compare_columns(&x->column, &y->column);
    return order ? order : x->segment - y->segment;
}

static void sort_rows(camp_segment_column *column) {
    for (int i = 1; i < column->n; i++)
        for (int k = i; k > 0 && column->row[k - 1] > column->row[k]; k--) {
            int row = column->row[k];
            double part = column->part[k];
            column->row[k] = column->row[k - 1], column->part[k] = column->part[k - 1];
            column->row[k - 1] = row, column->part[k - 1] = part;
        }
}

static void make_groups(claim *y) {
    int n = y->list.n;
    entry *entries = CAMP_NEW(y->arena, entry, n);
    for (int j = 0; j < n; j++) {
        entries[j] = (entry){camp_segment_column_of(y->g, &y->list.at[j], y->arena), j};
        sort_rows(&entries[j].column);
    }
    if (n) qsort(entries, (size_t)n, sizeof *entries, entry_order);
    y->order = CAMP_NEW(y->arena, int, n), y->groups = CAMP_NEW(y->arena, group, n);
    y->columns = CAMP_NEW(y->arena, camp_segment_column, n), y->keep = CAMP_NEW(y->arena, bool, n);
    for (int i = 0; i < n; i++) {
        y->order[i] = entries[i].segment;
        if (i == 0 || compare_columns(&entries[i - 1].column, &entries[i].column)) {
            y->columns[y->n_groups] = entries[i].column, y->keep[y->n_groups] = true;
            y->groups[y->n_groups++].first = i;
        }
        y->groups[y->n_groups - 1].n++;
    }
}

/* The best segment of a group, by what is known. */
static int leader(const claim *y, int k) {
    int best = y->order[y->groups[k].first];
    for (int i = 1; i < y->groups[k].n; i++) {
        int j = y->order[y->groups[k].first + i];
        if (y->boards[j].value > y->boards[best].value) best = j;
    }
    return best;
}

/* ---------------------------------------------------------------- packing */

/* Solves the packing of the groups that are kept: which segments are chosen, if any. */
static camp_program_status pack(claim *y, bool *any) {
    const camp_segments *g = y->g;
    const camp_problem_data *d = g->problem;
    camp_program program;
    camp_program_init(&program, y->arena, true);
    for (int s = 0; s < d->event->n_sessions; s++)
        camp_program_row(&program, g->least[s], d->first_item[s + 1] - d->first_item[s], NULL);
    for (int t = 0; t < d->event->n_slots; t++)
        camp_program_row(&program, -INFINITY, 1, NULL);
    int value = camp_program_row(&program, y->least - MARGIN, INFINITY, NULL);
    int *segment = CAMP_NEW(y->arena, int, y->n_groups);
    for (int k = 0; k < y->n_groups; k++) {
        int best = leader(y, k);
        double worth = y->boards[best].value;
        if (!y->keep[k] || worth <= CAMP_SEGMENT_NOTHING) continue;
        int col = camp_program_col(&program, worth, 0, 1, true, NULL);
        segment[col] = best;
        for (int i = 0; i < y->columns[k].n; i++)
            camp_program_term(&program, y->columns[k].row[i], col, y->columns[k].part[i]);
        if (worth > 0) camp_program_term(&program, value, col, worth);
    }
    camp_program_limits limits = limits_left(y);
    limits.start = NULL, limits.progress = NULL, limits.basis = NULL;
    camp_program_result result = camp_program_solve(&program, &limits);
    *y->work += result.work, *any = result.x != NULL;
    memset(y->chosen, 0, (size_t)y->list.n * sizeof *y->chosen);
    for (int col = 0; col < program.n_cols && result.x; col++)
        y->chosen[segment[col]] = result.x[col] > 0.5;
    return result.status;
}

/* Values a segment with rooms and seats; false when the work ran out. */
static bool value_segment(claim *y, int j) {
    if (!y->valued[j]) {
        camp_program_limits limits = limits_left(y);
        y->boards[j] = camp_segment_seat(y->g, &y->list.at[j], &limits, y->work, y->arena);
        y->valued[j] = true;
    }
    return y->boards[j].value <= CAMP_SEGMENT_NOTHING || y->boards[j].seated;
}

/* Values the segments chosen. *sum: what they are worth together. */
static bool value_chosen(claim *y, double *sum) {
    *sum = 0;
    for (int j = 0; j < y->list.n; j++) {
        if (!y->chosen[j]) continue;
        if (!value_segment(y, j)) return false;
        *sum += y->boards[j].value;
    }
    return true;
}

/* Values what stands for each group, until that stays the best of the group. */
static bool value_groups(claim *y) {
    for (int k = 0; k < y->n_groups; k++)
        for (int j = leader(y, k); y->keep[k] && !y->valued[j]; j = leader(y, k))
            if (!value_segment(y, j)) return false;
    return true;
}

static void keep_board(claim *y, double sum) {
    camp_segments *g = y->g;
    g->has_board = true, g->board_value = sum, g->n_runs = 0, g->n_seats = 0;
    int runs = 0;
    long seats = 0;
    for (int j = 0; j < y->list.n; j++)
        if (y->chosen[j]) runs += y->list.at[j].n_runs, seats += y->boards[j].n_seats;
    g->runs = CAMP_NEW(g->arena, camp_run, runs), g->seats = CAMP_NEW(g->arena, camp_seat, seats);
    for (int j = 0; j < y->list.n; j++) {
        const camp_segment *s = &y->list.at[j];
        const camp_segment_board *board = &y->boards[j];
        if (!y->chosen[j]) continue;
        for (long k = 0; k < board->n_seats; k++)
            g->seats[g->n_seats++] = (camp_seat){board->seats[k].person, g->n_runs + board->seats[k].run};
        for (int i = 0; i < s->n_runs; i++)
            g->runs[g->n_runs++] = (camp_run){.session = s->session[i],
                                              .section = 1,
                                              .slot = g->chains[s->chain].slot[s->at[i]],
                                              .room = board->room[i]};
    }
}

static camp_claim settle(claim *y) {
    y->boards = CAMP_NEW(y->arena, camp_segment_board, y->list.n);
    y->valued = CAMP_NEW(y->arena, bool, y->list.n), y->chosen = CAMP_NEW(y->arena, bool, y->list.n);
    for (int j = 0; j < y->list.n; j++)
        y->boards[j].value = y->list.at[j].value;
    make_groups(y);
    for (int k = 0; k < y->n_groups; k++)
        y->columns[k].value = y->boards[leader(y, k)].value;
    camp_program_limits limits = limits_left(y);
    camp_segments_filter(y->g, y->n_groups, y->columns, y->keep, y->least - MARGIN, &limits, y->work);
    for (int turn = 0; turn < MOST_TURNS; turn++) {
        bool any;
        double sum;
        if (turn == PATIENCE && !value_groups(y)) return CAMP_CLAIM_OPEN;
        camp_program_status status = pack(y, &any);
        if (status == CAMP_PROGRAM_INFEASIBLE) return CAMP_CLAIM_REFUTED;
        if (!any || !value_chosen(y, &sum)) return CAMP_CLAIM_OPEN;
        if (sum >= y->least - MARGIN) {
            keep_board(y, sum);
            return CAMP_CLAIM_BOARD;
        }
    }
    return CAMP_CLAIM_OPEN;
}

camp_claim camp_segments_claim(camp_segments *g, double least, const camp_program_limits *limits,
                               uint64_t *work) {
    camp_arena arena;
    camp_arena_init_like(&arena, g->arena);
    claim y = {.g = g, .least = least, .limits = limits, .work = work, .from = *work, .arena = &arena};
    camp_claim answer = CAMP_CLAIM_OPEN;
    if (list_segments(&y)) answer = settle(&y);
    camp_arena_free(&arena);
    return answer;
}
