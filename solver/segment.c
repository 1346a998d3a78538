/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment.c - the order of the work on segments: prices from the slots by themselves, column generation over
 * segments, claims from the top. See segment.h.
 *
 * Plain prices of the linear program on few columns let the pricing explode, so they have to stay in a box
 * around the best ones known, which moves when better ones are found.
 */
#include "base/clock.h"
#include "segment_parts.h"
#include <string.h>

static const double BOX = 1.0, CENTRE_SHARE = 0.3, SLACK = 0.3, TOLERANCE = 1e-4, ROUNDING = 1e-12;
enum { FIRST_NODES = 200000, MOST_FOUND = 40, MOST_SEGMENTS = 20000 };

typedef struct pass {
    camp_segments *x;
    const camp_program_limits *limits; /* its work: this round's and what was saved */
    uint64_t work;
} pass;

static bool is_over(const pass *y) {
    if (camp_clock_now() >= y->limits->until) return true;
    return y->limits->stop && y->limits->stop(y->limits->user);
}

/* Limits that are left: never 0 (no limit) before the pass is over. */
static camp_program_limits limits_left(const pass *y) {
    camp_program_limits limits = *y->limits;
    if (limits.work) limits.work = limits.work > y->work ? limits.work - y->work : 1;
    return limits;
}

/* ---------------------------------------------------------------- columns */

static bool same_segment(const camp_segment *a, const camp_segment *b) {
    size_t bytes = (size_t)a->n_runs * sizeof *a->session;
    return a->chain == b->chain && a->first == b->first && a->n_slots == b->n_slots &&
           a->n_runs == b->n_runs && memcmp(a->session, b->session, bytes) == 0 &&
           memcmp(a->at, b->at, bytes) == 0;
}

/* Copies a segment into the pool unless it is there; whether it was new. */
static bool add_segment(camp_segments *x, const camp_segment *found, camp_arena *scratch) {
    for (int i = 0; i < x->n_segments; i++)
        if (same_segment(&x->segments[i], found)) return false;
    if (x->n_segments == x->segments_room) {
        int room = x->segments_room ? 2 * x->segments_room : 256;
        x->segments = camp_arena_grow(x->arena, x->segments, (size_t)x->segments_room, (size_t)room,
                                      sizeof *x->segments);
        x->segments_room = room;
    }
    camp_segment *own = &x->segments[x->n_segments++];
    *own = *found;
    size_t bytes = (size_t)found->n_runs * sizeof *found->session;
    own->session = CAMP_NEW(x->arena, int, found->n_runs), own->at = CAMP_NEW(x->arena, int, found->n_runs);
    memcpy(own->session, found->session, bytes), memcpy(own->at, found->at, bytes);
    camp_segment_column column = camp_segment_column_of(x, own, scratch);
    camp_segment_pool_add(&x->pool, column.value, column.n, column.row, column.part);
    return true;
}

/* The segments of a board: slots are joined while a run goes on. */
static void seed_chain(camp_segments *x, const camp_board *board, int c, camp_arena *scratch) {
    const camp_event *e = x->problem->event;
    const camp_segment_chain *chain = &x->chains[c];
    int *session = CAMP_NEW(scratch, int, board->n_runs + 1), *at = CAMP_NEW(scratch, int, board->n_runs + 1);
    camp_segment segment = {.chain = c, .session = session, .at = at};
    int goes_on = 0;
    for (int t = 0; t < chain->n; t++) {
        if (t >= goes_on) segment.first = t, segment.n_runs = 0, goes_on = t + 1;
        int from = segment.n_runs;
        for (int i = 0; i < board->n_runs; i++) {
            if (board->runs[i].slot != chain->slot[t]) continue;
            int s = board->runs[i].session, k = segment.n_runs++;
            for (; k > from && session[k - 1] > s; k--)
                session[k] = session[k - 1];
            session[k] = s, at[segment.n_runs - 1] = t;
            if (t + e->sessions[s].length > goes_on) goes_on = t + e->sessions[s].length;
        }
        segment.n_slots = t + 1 - segment.first;
        if (t + 1 < goes_on) continue;
        segment.value = camp_segment_value(x, &segment, scratch);
        add_segment(x, &segment, scratch);
    }
}

void camp_segments_seed(camp_segments *x, const camp_board *board) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, x->arena);
    if (!x->centre) camp_segments_first_seed(x, board);
    for (int c = 0; c < x->n_chains; c++)
        seed_chain(x, board, c, &scratch);
    camp_arena_free(&scratch);
}

/* ---------------------------------------------------------------- pricing */

/* The best way to cut a chain into segments that are known. */
static double known_best(const camp_segments *x, int c, const double *price, camp_arena *scratch) {
    int n = x->chains[c].n;
    double *best = CAMP_NEW(scratch, double, n + 1);
    for (int t = 1; t <= n; t++) {
        best[t] = best[t - 1];
        for (int i = 0; i < x->n_segments; i++) {
            const camp_segment *s = &x->segments[i];
            if (s->chain != c || s->first + s->n_slots != t) continue;
            double worth = best[s->first] + s->value;
            for (int k = 0; k < s->n_runs; k++)
                worth -= price[s->session[k]];
            if (worth > best[t]) best[t] = worth;
        }
    }
    return best[n];
}

/* Prices all chains: lowers the bound, adds what was found; returns the number of new columns. */
static int price_all(pass *y, const double *price, double slack, camp_arena *scratch) {
    camp_segments *x = y->x;
    int sessions = x->pool.n_sessions, added = 0;
    uint64_t left = y->limits->work ? limits_left(y).work : UINT64_MAX;
    camp_segment_budget budget = {.stop = y->limits->stop, .user = y->limits->user};
    budget.most = left < x->most_nodes * (uint64_t)x->n_chains ? left : x->most_nodes * (uint64_t)x->n_chains;
    camp_segment_tables *tables = camp_segment_tables_make(x, price, &budget, scratch);
    double bound = 0, *upper = CAMP_NEW(scratch, double, x->n_chains);
    for (int s = 0; s < sessions; s++)
        bound += x->pool.side[s] * price[s];
    bool complete = true;
    for (int c = 0; c < x->n_chains; c++) {
        camp_segment_list list = {.arena = scratch, .most = MOST_FOUND};
        camp_segment_walk walk = {.tables = tables,
                                  .chain = c,
                                  .need = known_best(x, c, price, scratch) + slack,
                                  .budget = &budget};
        walk.list = &list;
        camp_segment_walk_run(&walk, scratch);
        upper[c] = walk.upper, bound += walk.upper, complete = complete && walk.complete;
        for (int i = 0; i < list.n && x->n_segments < MOST_SEGMENTS; i++)
            added += add_segment(x, &list.at[i], scratch);
    }
    y->work += budget.nodes;
    if (!complete && budget.nodes < left) x->most_nodes *= 2; /* its own limit was too small */
    if (bound < x->centre_bound) {
        x->centre_bound = bound;
        memcpy(x->centre, price, (size_t)sizeof *price * (size_t)sessions);
        memcpy(x->centre_upper, upper, (size_t)sizeof *upper * (size_t)x->n_chains);
    }
    bound += ROUNDING * fabs(bound);
    if (bound < x->bound) x->bound = bound;
    return added;
}

/* One linear program and one pricing; the first pass prices at the centre. */
static void column_pass(pass *y) {
    camp_segments *x = y->x;
    camp_arena scratch;
    camp_arena_init_like(&scratch, x->arena);
    double *price = CAMP_NEW(&scratch, double, x->pool.n_rows), value = -INFINITY;
    memcpy(price, x->centre, (size_t)x->pool.n_sessions * sizeof *price);
    camp_program_limits limits = limits_left(y);
    bool solved = x->passes == 0 ||
                  camp_segment_pool_solve(&x->pool, x->centre, x->box, &limits, price, &value, &y->work);
    double far = TOLERANCE * x->centre_bound;
    if (!solved || (x->passes && x->centre_bound - value <= far) || x->n_segments >= MOST_SEGMENTS)
        x->phase = SEGMENT_CLAIMS;
    else {
        for (int i = 0; i < x->pool.n_sessions && x->passes; i++)
            price[i] = camp_grid_near(CENTRE_SHARE * x->centre[i] + (1 - CENTRE_SHARE) * price[i]);
        double slack = x->passes ? SLACK * (x->centre_bound - value) / x->n_chains : 0;
        price_all(y, price, camp_grid_near(slack), &scratch);
        x->passes++;
    }
    camp_arena_free(&scratch);
}

/* ---------------------------------------------------------------- claims */

/* Two boards that differ by less are equally good. */
static double near_to(const camp_segments *x, double best) {
    return x->integral ? 1 - 1e-6 : 1e-6 * fmax(1, fabs(best));
}

/* The best value known: of the caller's board, or of the one found here. */
static double best_of(const camp_segments *x, double target) {
    return x->has_board && x->board_value > target ? x->board_value : target;
}

/* One claim: the next whole number below the bound, or most of the way down to the best board. */
static void claim_pass(pass *y, double best) {
    camp_segments *x = y->x;
    double above = x->integral ? floor(best + 1e-6) + 1 : best + near_to(x, best) / 2;
    double claim = x->integral ? floor(x->bound + 1e-9) : (x->bound + 7 * best) / 8;
    if (claim < above) claim = above;
    camp_program_limits limits = limits_left(y);
    camp_claim answer = camp_segments_claim(x, claim, &limits, &y->work);
    if (answer == CAMP_CLAIM_REFUTED) x->bound = fmin(x->bound, x->integral ? claim - 1 : claim);
    bool ran_out = y->limits->work && y->work >= y->limits->work;
    if (answer == CAMP_CLAIM_OPEN && !ran_out && !is_over(y)) x->phase = SEGMENT_DONE;
}

/* Whether the work that is left is enough for the next step, by what the last one took. A step that is cut
 * short has proven little, so what is too little is saved for the next round. */
static bool can_afford(const pass *y) {
    if (!y->limits->work || y->work >= y->limits->work) return !y->limits->work;
    return y->limits->work - y->work >= y->x->step_work;
}

/* Learns what a step takes: what this one took, or twice that where the work ran out. */
static void learn_step(pass *y, uint64_t before) {
    uint64_t took = y->work - before;
    bool ran_out = y->limits->work && y->work >= y->limits->work;
    y->x->step_work = ran_out ? 2 * took : took + took / 4;
}

static void next_phase(camp_segments *x, camp_segment_phase phase) {
    x->phase = phase;
    if (phase == SEGMENT_COLUMNS) {
        x->centre_bound = INFINITY, x->box = BOX, x->most_nodes = FIRST_NODES;
        x->step_work = FIRST_NODES / 10;
    }
}

static void one_step(pass *y, double best) {
    camp_segments *x = y->x;
    uint64_t before = y->work;
    camp_program_limits left = limits_left(y);
    if (x->phase == SEGMENT_COLUMNS)
        column_pass(y);
    else if (x->phase == SEGMENT_CLAIMS)
        claim_pass(y, best);
    else if (!camp_segments_first_pass(x, &left, &y->work))
        next_phase(x, SEGMENT_COLUMNS);
    if (x->phase != SEGMENT_PARTS && y->work > before) learn_step(y, before);
}

uint64_t camp_segments_improve(camp_segments *x, double target, const camp_program_limits *limits) {
    camp_program_limits own = *limits;
    if (own.work) own.work += x->saved;
    pass y = {.x = x, .limits = &own};
    double best = best_of(x, target);
    while (x->phase != SEGMENT_DONE && x->bound >= best + near_to(x, best) && !is_over(&y) &&
           can_afford(&y)) {
        one_step(&y, best);
        best = best_of(x, target);
    }
    if (x->has_board && x->bound < x->board_value + near_to(x, x->board_value)) x->phase = SEGMENT_DONE;
    x->saved = own.work > y.work ? own.work - y.work : 0;
    return y.work;
}

camp_board *camp_segments_board(const camp_segments *x) {
    camp_board *board = x->has_board ? camp_board_new() : NULL;
    if (!board) return NULL;
    if (setjmp(board->arena.recover)) {
        camp_board_free(board);
        return NULL;
    }
    board->n_runs = x->n_runs, board->n_seats = x->n_seats;
    board->runs = CAMP_NEW(&board->arena, camp_run, x->n_runs);
    board->seats = CAMP_NEW(&board->arena, camp_seat, x->n_seats);
    if (x->n_runs) memcpy(board->runs, x->runs, (size_t)x->n_runs * sizeof *x->runs);
    if (x->n_seats) memcpy(board->seats, x->seats, (size_t)x->n_seats * sizeof *x->seats);
    camp_board_sort(x->problem->event, board);
    return board;
}
