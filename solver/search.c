/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search.c - simulated annealing over boards.
 *
 *   construct -> anneal: move, compare worth, accept with probability min(1, exp(change / T)), else undo
 *
 * T falls geometrically from a start where about a typical change is accepted to an end where hardly any loss
 * is. While the board at hand breaks something at the end of a round, the price of breaking rises. Where
 * places alone decide (swift.h), they are annealed first, and seats follow.
 */
#include "search.h"
#include "moves.h"
#include "place.h"
#include <math.h>
#include <stdlib.h>

enum { CAREFUL_TENTH = 7, PLACES_STREAM = 16 };
static const double BROKEN_AT_MOST = 1e-6;

camp_search *camp_search_make(const camp_problem_data *problem, camp_arena *arena, uint64_t seed, int lane) {
    camp_search *search = CAMP_NEW(arena, camp_search, 1);
    search->now = camp_state_make(problem, arena, seed, (uint64_t)lane);
    search->best = camp_state_make(problem, arena, seed, (uint64_t)lane);
    uint64_t stream = PLACES_STREAM + (uint64_t)lane;
    if (camp_swift_suits(problem, arena))
        search->swift = camp_swift_make(problem, arena, seed, stream);
    else if (camp_market_suits(problem))
        search->market = camp_market_make(problem, arena, seed, stream);
    search->pace = camp_search_pace(problem, arena);
    return search;
}

bool camp_search_better(const camp_state *a, const camp_state *b) {
    if (a->served != b->served) return a->served > b->served;
    double scale = 1e-9 * (1 + fabs(b->value));
    if (fabs(a->value - b->value) > scale) return a->value > b->value;
    return a->hung != b->hung ? a->hung > b->hung : a->placed < b->placed;
}

static bool improves(const camp_search *search) {
    const camp_state *now = search->now;
    if (now->broken <= BROKEN_AT_MOST) return !search->has_best || camp_search_better(now, search->best);
    return !search->has_best && now->broken < search->best->broken - 1e-9;
}

static void keep(camp_search *search) {
    camp_state_copy(search->best, search->now);
    search->has_best = search->now->broken <= BROKEN_AT_MOST;
    if (search->has_best && search->found)
        search->found(search->user, search->best->value, search->best->served);
}

/* ---------------------------------------------------------------- first board */

typedef struct first {
    int item;
    long key;
} first;

static int first_order(const void *a, const void *b) {
    const first *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->item - y->item;
}

/* Runs that must be come first, then those with few slots to start in, long ones, and popular ones. */
static first *construct_order(camp_search *search) {
    const camp_problem_data *d = search->now->problem;
    const camp_event *e = d->event;
    first *order = CAMP_NEW(search->now->arena, first, d->n_items);
    for (int i = 0; i < d->n_items; i++) {
        int s = d->item_session[i], nth = i - d->first_item[s];
        long fans = d->fan_first[s + 1] - d->fan_first[s];
        bool must = nth < d->least_runs[s] || (nth == 0 && d->n_locks_of[s]);
        long key = must ? 0 : nth == 0 ? 1000000000L : 2000000000L;
        key += 1000000L * (d->n_starts[s] < 900 ? d->n_starts[s] : 900) /
               (e->sessions[s].length < 8 ? e->sessions[s].length : 8);
        order[i] = (first){i, key - (fans < 999999 ? fans : 999999)};
    }
    if (d->n_items > 1) qsort(order, (size_t)d->n_items, sizeof *order, first_order);
    return order;
}

/* The place where an item breaks least; of those the emptiest slot. */
static void construct_item(camp_search *search, int item, int *fill) {
    camp_state *st = search->now;
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int s = d->item_session[item], best_slot = -1, best_room = -1;
    double best = 0, before = st->broken;
    bool every_room = d->n_locks_of[s] > 0 || d->travels;
    for (int k = 0; k < d->n_starts[s]; k++) {
        int slot = d->starts[s][k], only = every_room ? -1 : camp_move_room(st, item, slot, false);
        for (int r = every_room ? 0 : only; r >= 0 && r < (every_room ? e->n_rooms : only + 1); r++) {
            if (every_room && (!camp_problem_fits(d, s, slot, r) ||
                               camp_state_in_way(st, camp_problem_span(d, s, slot), r, item) >= 0))
                continue;
            camp_place_set(st, item, slot, r);
            double cost = st->broken - before + 1e-3 * fill[slot] +
                          (every_room ? 1e-6 * camp_random_unit(&st->random) : 0);
            camp_place_set(st, item, -1, -1);
            if (best_slot < 0 || cost < best) best = cost, best_slot = slot, best_room = r;
        }
    }
    bool must = item - d->first_item[s] < d->least_runs[s];
    if (best_slot < 0 || (best > 0.5 && !must)) return;
    camp_place_set(st, item, best_slot, best_room);
    fill[best_slot]++;
}

/* What runs alone break: not people, nor groups that are too small as long as nobody sits. */
static double places_broken(const camp_state *st, double people) {
    const camp_event *e = st->problem->event;
    double broken = st->broken - people;
    for (int i = 0; i < e->n_rules; i++)
        if (e->rules[i].kind == CAMP_RUN_AT_LEAST) broken -= st->rule_broken[i];
    return broken;
}

/* Moves runs about until they alone break nothing, without a look at seats: far quicker than with them. */
static void repair_places(camp_search *search) {
    camp_state *st = search->now;
    long most = 2000 + 100L * st->problem->n_items;
    double people = 0;
    for (int p = 0; p < st->problem->event->n_people; p++)
        people += st->person_broken[p];
    st->seatless = true;
    for (long k = 0; k < most && places_broken(st, people) > 1e-6; k++) {
        if (k % 64 == 0 && search->stop && search->stop(search->user)) break;
        camp_state_mark(st);
        double broken = places_broken(st, people);
        int placed = st->placed;
        st->work++;
        if (!camp_move_random(st)) continue;
        double loss = places_broken(st, people) - broken + 0.3 * (placed - st->placed);
        if (loss > 0 && camp_random_unit(&st->random) >= exp(-loss / 0.15)) camp_state_undo(st);
    }
    st->seatless = false;
    st->n_log = 0;
}

/* A team whose member must attend a session sits in it together. */
static void seat_teams(camp_state *st) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    for (long j = 0; j < d->n_pairs; j++) {
        int s = d->pair_session[j];
        bool wanted = d->pair_must[j];
        for (int k = 0; k < d->n_locks_of[s]; k++)
            wanted |= e->locks[d->locks_of[s][k]].person == d->pair_person[j];
        for (int k = 0; k < d->n_teams[s] && wanted; k++) {
            int rule = d->teams[s][k];
            for (int i = d->first_item[s]; i < d->first_item[s + 1] && st->team_at[rule][s] < 0; i++)
                if (st->slot[i] >= 0 && d->rule_person[rule][d->pair_person[j]])
                    camp_state_team(st, rule, s, i);
        }
    }
}

void camp_search_construct(camp_search *search) {
    camp_state *st = search->now;
    const camp_problem_data *d = st->problem;
    first *order = construct_order(search);
    int *fill = CAMP_NEW(st->arena, int, d->event->n_slots);
    for (int k = 0; k < d->n_items; k++) {
        construct_item(search, order[k].item, fill);
        st->n_log = 0;
    }
    repair_places(search);
    seat_teams(st);
    st->all_dirty = true;
    for (int p = 0; p < d->event->n_people; p++)
        camp_state_touch(st, p);
    camp_state_settle(st);
    st->n_log = 0;
    if (improves(search)) keep(search);
}

/* ---------------------------------------------------------------- annealing */

/* Mean size of a change that keeps `broken`, from so many moves that are all taken back. */
static double typical_change(camp_search *search, uint64_t moves) {
    camp_state *st = search->now;
    double sum = 0;
    int n = 0;
    for (uint64_t k = 0; k < moves; k++) {
        camp_state_mark(st);
        double before = camp_state_worth(st), broken = st->broken;
        st->work++;
        if (!camp_move_random(st)) continue;
        double change = camp_state_worth(st) - before;
        if (fabs(st->broken - broken) < 1e-9 && fabs(change) > 1e-9) sum += fabs(change), n++;
        camp_state_undo(st);
    }
    return n ? sum / n : st->problem->weight_mean;
}

/* One move. A board that is better than the best is copied only when it is about to get worse. */
static void step(camp_search *search, double temperature, bool *fresh) {
    camp_state *st = search->now;
    camp_state_mark(st);
    double before = camp_state_worth(st);
    st->work++;
    if (!camp_move_random(st)) return;
    double change = camp_state_worth(st) - before;
    if (!search->has_best && st->broken <= BROKEN_AT_MOST) { /* the first valid board is told at once */
        keep(search);
        return;
    }
    if (change >= 0) {
        if (!*fresh)
            *fresh = change > 0 && improves(search);
        else if (!improves(search)) { /* worth more, but not a better board: the one before is to be kept */
            camp_state_undo(st);
            keep(search);
            *fresh = false;
        }
        return;
    }
    bool accept = camp_random_unit(&st->random) < exp(change / temperature);
    if (!accept || *fresh) camp_state_undo(st);
    if (accept && *fresh) {
        if (improves(search)) keep(search);
        *fresh = false;
    }
}

/* Prices that are known are of the other kind. */
static void set_careful(camp_state *st, bool careful) {
    st->careful = careful;
    for (int i = 0; i < st->problem->n_items; i++)
        st->cheapest[i] = -2;
}

void camp_search_anneal_seats(camp_search *search, uint64_t moves, double heat) {
    camp_state *st = search->now;
    uint64_t sample = moves < 1000 ? moves / 10 : 100;
    double start = heat * typical_change(search, sample), end = 0.04 * st->problem->weight_mean;
    if (start < 2 * end) start = 2 * end;
    double cooling = pow(end / start, 1.0 / (double)(moves ? moves : 1)), temperature = start;
    bool fresh = improves(search);
    set_careful(st, false);
    for (uint64_t m = sample; m < moves; m++, temperature *= cooling) {
        if (!st->careful && m > moves / 10 * CAREFUL_TENTH) set_careful(st, true);
        if (m % 16 == 0 && search->stop && search->stop(search->user)) break;
        step(search, temperature, &fresh);
    }
    if (improves(search)) keep(search);
    if (!search->has_best || st->broken > BROKEN_AT_MOST) st->penalty *= 2;
    if (search->best->served < st->served) st->floor_worth *= 1.5;
}

void camp_search_anneal(camp_search *search, uint64_t moves, double heat) {
    if (search->swift || search->market)
        camp_search_anneal_places(search, moves, heat);
    else
        camp_search_anneal_seats(search, moves, heat);
}

void camp_search_keep_better(camp_search *search) {
    if (improves(search)) keep(search);
}

void camp_search_adopt(camp_search *search, const camp_state *state) {
    double penalty = search->now->penalty, floor_worth = search->now->floor_worth;
    camp_state_copy(search->now, state);
    search->now->penalty = penalty, search->now->floor_worth = floor_worth;
    if (improves(search)) keep(search);
}

void camp_search_take(camp_search *search, const camp_board *board) {
    camp_state *st = search->now;
    camp_state_load(st, board);
    if (improves(search)) keep(search);
    st->all_dirty = true;
    for (int p = 0; p < st->problem->event->n_people; p++)
        camp_state_touch(st, p);
    camp_state_settle(st);
    st->n_log = 0;
    if (improves(search)) keep(search);
}
