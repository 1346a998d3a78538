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
 * values are lowered and the program is solved again.
 */
#include "segment_parts.h"
#include <string.h>
#ifdef SEGMENT_TRACE
#include <stdio.h>
#endif

enum { MOST_LISTED = 60000, MOST_TURNS = 200 };
static const double MARGIN = 1e-7;

typedef struct claim {
    camp_segments *g;
    double least;
    const camp_program_limits *limits;
    uint64_t *work, from;
    camp_arena *arena;
    camp_segment_list list;
    camp_segment_board *boards; /* per segment listed; value: what is known of it */
    bool *valued;
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

/* Solves the packing; x in the arena or NULL. */
static camp_program_status pack(claim *y, const double **x) {
    const camp_segments *g = y->g;
    const camp_problem_data *d = g->problem;
    camp_program program;
    camp_program_init(&program, y->arena, true);
    int sessions = d->event->n_sessions;
    for (int s = 0; s < sessions; s++)
        camp_program_row(&program, d->least_runs[s], d->first_item[s + 1] - d->first_item[s], NULL);
    for (int t = 0; t < d->event->n_slots; t++)
        camp_program_row(&program, -INFINITY, 1, NULL);
    int value = camp_program_row(&program, y->least - MARGIN, INFINITY, NULL);
    double *runs = CAMP_NEW(y->arena, double, sessions);
    for (int j = 0; j < y->list.n; j++) {
        const camp_segment *s = &y->list.at[j];
        bool can = y->boards[j].value > CAMP_SEGMENT_NOTHING;
        double worth = can ? y->boards[j].value : 0;
        int col = camp_program_col(&program, worth, 0, can ? 1 : 0, true, NULL);
        for (int i = 0; i < s->n_runs; i++)
            runs[s->session[i]]++;
        for (int i = 0; i < s->n_runs; i++) {
            if (runs[s->session[i]] > 0) camp_program_term(&program, s->session[i], col, runs[s->session[i]]);
            runs[s->session[i]] = 0;
        }
        for (int t = 0; t < s->n_slots; t++)
            camp_program_term(&program, sessions + g->chains[s->chain].slot[s->first + t], col, 1);
        if (worth > 0) camp_program_term(&program, value, col, worth);
    }
    camp_program_limits limits = limits_left(y);
    limits.start = NULL, limits.progress = NULL, limits.basis = NULL;
    camp_program_result result = camp_program_solve(&program, &limits);
    *y->work += result.work;
    *x = result.x;
    return result.status;
}

/* Values the segments chosen; false when the work ran out. *sum: what they are worth together. */
static bool value_chosen(claim *y, const double *x, double *sum) {
    *sum = 0;
    for (int j = 0; j < y->list.n; j++) {
        if (x[j] < 0.5) continue;
        if (!y->valued[j]) {
            camp_program_limits limits = limits_left(y);
            y->boards[j] = camp_segment_seat(y->g, &y->list.at[j], &limits, y->work, y->arena);
            y->valued[j] = true;
        }
        bool can = y->boards[j].value > CAMP_SEGMENT_NOTHING;
        if (can && !y->boards[j].seated) return false;
        *sum += can ? y->boards[j].value : CAMP_SEGMENT_NOTHING;
    }
    return true;
}

static void keep_board(claim *y, const double *x, double sum) {
    camp_segments *g = y->g;
    g->has_board = true, g->board_value = sum, g->n_runs = 0, g->n_seats = 0;
    int runs = 0;
    long seats = 0;
    for (int j = 0; j < y->list.n; j++)
        if (x[j] > 0.5) runs += y->list.at[j].n_runs, seats += y->boards[j].n_seats;
    g->runs = CAMP_NEW(g->arena, camp_run, runs), g->seats = CAMP_NEW(g->arena, camp_seat, seats);
    for (int j = 0; j < y->list.n; j++) {
        const camp_segment *s = &y->list.at[j];
        const camp_segment_board *board = &y->boards[j];
        if (x[j] < 0.5) continue;
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
    y->valued = CAMP_NEW(y->arena, bool, y->list.n);
    for (int j = 0; j < y->list.n; j++)
        y->boards[j].value = y->list.at[j].value;
    for (int turn = 0; turn < MOST_TURNS; turn++) {
        const double *x;
        double sum;
        camp_program_status status = pack(y, &x);
#ifdef SEGMENT_TRACE
        fprintf(stderr, "  turn %d: %d columns, status %d, work %llu\n", turn, y->list.n, (int)status, (unsigned long long)*y->work);
#endif
        if (status == CAMP_PROGRAM_INFEASIBLE) return CAMP_CLAIM_REFUTED;
        if (!x || !value_chosen(y, x, &sum)) return CAMP_CLAIM_OPEN;
        if (sum >= y->least - MARGIN) {
            keep_board(y, x, sum);
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
#ifdef SEGMENT_TRACE
    fprintf(stderr, "claim %.3f: %d listed\n", least, y.list.n);
#endif
    camp_arena_free(&arena);
    return answer;
}
