/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_places.c - a round of a lane where places are annealed: by the swift search or the market, then
 *
 *   places -> everybody takes seats -> seats by GLPK, where they are short and few -> a few moves with seats
 *
 * The last two only where the annealing does not value boards exactly.
 */
#include "search.h"
#include "seats.h"
#include <math.h>

/* Of the work of a round: a part for GLPK, and moves of seats for so much of its time. The program of the
 * seats takes about half a unit of work a pair, each as long as some thirty moves. */
enum { SEATS_PART = 32, REST_PART = 6, SWIFT_PACE = 50, MARKET_PACE = 10, MANY_PACE = 20, MANY_PAIRS = 4000 };
static const double REST_HEAT = 0.05;

uint64_t camp_search_pace(const camp_problem_data *problem, camp_arena *arena) {
    if (camp_swift_suits(problem, arena)) return SWIFT_PACE;
    if (!camp_market_suits(problem)) return 1;
    return problem->n_pairs <= MANY_PAIRS ? MARKET_PACE : MANY_PACE;
}

/* The first room that is free and suits. */
static int any_room(const camp_state *st, int item, int slot) {
    const camp_problem_data *d = st->problem;
    const camp_slots *span = camp_problem_span(d, d->item_session[item], slot);
    for (int r = 0; r < d->event->n_rooms; r++)
        if (camp_problem_fits(d, d->item_session[item], slot, r) && camp_state_in_way(st, span, r, item) < 0)
            return r;
    return -1;
}

/* Everybody chooses again, and looks at what the holders of seats would lose: much better where most runs are
 * full. */
static void seat_carefully(camp_state *st) {
    st->careful = true, st->all_dirty = true;
    for (int i = 0; i < st->problem->n_items; i++)
        st->cheapest[i] = -2;
    for (int p = 0; p < st->problem->event->n_people; p++)
        camp_state_touch(st, p);
    camp_state_settle(st);
    st->n_log = 0;
}

/* Puts every item where the annealing left it, and everybody takes seats. rank: per item, -1: none; room:
 * NULL where any will do. */
static void take_places(camp_state *st, const int *rank, const int *room) {
    for (int i = 0; i < st->problem->n_items; i++)
        camp_state_put(st, i, -1, -1);
    for (int i = 0; i < st->problem->n_items; i++) {
        if (rank[i] < 0) continue;
        int slot = st->problem->event->open[rank[i]], r = room ? room[i] : any_room(st, i, slot);
        if (r >= 0) camp_state_put(st, i, slot, r);
    }
    camp_state_settle(st);
    st->n_log = 0;
}

static void anneal_swift(camp_search *search, uint64_t moves, double heat) {
    camp_swift *swift = search->swift;
    uint64_t before = swift->work;
    camp_swift_start(swift, search->now->slot);
    camp_swift_anneal(swift, moves, heat, search->stop, search->user);
    search->now->work += swift->work - before;
    take_places(search->now, swift->best_slot, swift->counted ? NULL : swift->best_room);
}

/* Whether the places could be worth more than the best board: their value in the market is a limit, but for
 * the rounding of weights. */
static bool could_be_best(const camp_search *search) {
    const camp_market *market = search->market;
    if (!search->has_best || !market->exact) return true;
    return (double)market->best_value / market->scale > search->best->value + 1e-6;
}

/* The best seats for the places at hand. Taken one person at a time they can be worse than those of the best
 * board although the places are better. */
static void seat_exactly(camp_search *search, uint64_t limit) {
    camp_state *st = search->now;
    const camp_problem_data *d = st->problem;
    if (!search->market->priced || limit < 100 || limit < (uint64_t)d->n_pairs / 2) return;
    if (!could_be_best(search)) return;
    if (search->stop && search->stop(search->user)) return;
    camp_board *board = camp_state_board(st);
    if (!board) return;
    camp_program_limits limits = {
        .until = INFINITY, .work = limit, .stop = search->stop, .user = search->user};
    double bound;
    camp_board *better = camp_seats_improve(d->event, board, &limits, &bound, &st->work);
    if (better) camp_state_load(st, better);
    camp_board_free(board);
    camp_board_free(better);
}

static void anneal_market(camp_search *search, uint64_t moves, double heat) {
    camp_market *market = search->market;
    uint64_t before = market->work, limit = moves / SEATS_PART;
    camp_market_start(market, search->now->slot, search->now->room);
    camp_market_anneal(market, moves - limit, heat, search->stop, search->user);
    search->now->work += market->work - before;
    take_places(search->now, market->best_start, market->best_room);
    if (market->priced) seat_carefully(search->now);
    camp_search_keep_better(search);
    seat_exactly(search, limit);
}

void camp_search_anneal_places(camp_search *search, uint64_t moves, double heat) {
    bool exact = search->swift && search->swift->exact;
    uint64_t pace = search->pace, rest = exact ? 0 : moves / (REST_PART * pace);
    /* lanes ask for gentler starts than places need: they work best from half the heat up */
    double hot = fmin(2 * heat, 1);
    if (search->swift)
        anneal_swift(search, moves - rest, hot);
    else
        anneal_market(search, moves - rest, hot);
    camp_search_keep_better(search);
    if (rest) camp_search_anneal_seats(search, rest, REST_HEAT);
}
