/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_market_make.c - which events suit a market search, and their weights, presenters and scratch in rows
 * for it.
 *
 *   weight of a row = round((weight + 2 * largest where the person must attend) * scale)
 *
 * so small that it fits into a byte.
 */
#include "swift_cool.h"
#include "swift_market.h"
#include <math.h>

enum { MOST_WEIGHT = 250, MOST_SCALED = 60, HERE = 255 };

bool camp_market_suits(const camp_problem_data *d) {
    const camp_event *e = d->event;
    if (!d->n_items || !e->n_open || e->tally || d->travels || e->n_rules > 0 || e->n_locks > 0) return false;
    if (e->floor > 0) return false;
    for (int i = 0; i < e->n_open; i++)
        for (int j = 0; j < i; j++)
            if (e->overlap[e->open[i] * e->n_slots + e->open[j]]) return false;
    for (int s = 0; s < e->n_sessions; s++)
        for (int k = 0; k < d->n_starts[s]; k++) {
            const camp_slots *span = camp_problem_span(d, s, d->starts[s][k]);
            for (int i = 1; i < span->n; i++)
                if (d->rank[span->chain[i]] != d->rank[span->chain[0]] + i) return false;
        }
    return true;
}

/* What must_attend adds to a weight is as much as two of the largest. */
static void make_rows(camp_market *w, camp_arena *arena) {
    const camp_problem_data *d = w->problem;
    const camp_event *e = d->event;
    double top = 0;
    bool whole = true, must = false;
    for (long j = 0; j < d->n_pairs; j++) {
        top = fmax(top, d->pair_weight[j]);
        whole = whole && d->pair_weight[j] == floor(d->pair_weight[j]);
        must = must || d->pair_must[j];
    }
    double largest = (must ? 3 : 1) * top;
    w->exact = top <= 0 || (whole && largest <= MOST_WEIGHT);
    w->scale = w->exact ? 1 : fmin(MOST_WEIGHT / largest, MOST_SCALED / top);
    w->most = (int)lround(largest * w->scale);
    w->rows = CAMP_NEW(arena, uint8_t, (size_t)e->n_sessions * w->n_row);
    for (long j = 0; j < d->n_pairs; j++) {
        double weight = d->pair_weight[j] + (d->pair_must[j] ? 2 * top : 0);
        w->rows[(size_t)d->pair_session[j] * w->n_row + (size_t)d->pair_person[j]] =
            (uint8_t)lround(weight * w->scale);
    }
    w->there = CAMP_NEW(arena, uint8_t, (size_t)w->n_slots * w->n_row);
    for (int t = 0; t < w->n_slots; t++)
        for (int p = 0; p < e->n_people; p++) {
            uint64_t bits = d->there[p * d->words + e->open[t] / 64];
            w->there[(size_t)t * w->n_row + (size_t)p] = bits >> (e->open[t] % 64) & 1 ? HERE : 0;
        }
}

/* Runs that may not overlap: of one session, or of one presenter. */
static void make_clashes(camp_market *w, camp_arena *arena) {
    const camp_problem_data *d = w->problem;
    const camp_event *e = d->event;
    long most = 0;
    for (int i = 0; i < w->n_items; i++) {
        const camp_list *presenters = &e->sessions[d->item_session[i]].presenters;
        most += d->first_item[d->item_session[i] + 1] - d->first_item[d->item_session[i]];
        for (int k = 0; k < presenters->n; k++)
            for (int j = 0; j < e->people[presenters->at[k]].presents.n; j++) {
                int s = e->people[presenters->at[k]].presents.at[j];
                most += d->first_item[s + 1] - d->first_item[s];
            }
    }
    w->clash_first = CAMP_NEW(arena, int, w->n_items + 1), w->clashes = CAMP_NEW(arena, int, most);
    int n = 0;
    for (int i = 0; i < w->n_items; i++) {
        int own = d->item_session[i];
        const camp_list *presenters = &e->sessions[own].presenters;
        for (int o = d->first_item[own]; o < d->first_item[own + 1]; o++)
            if (o != i) w->clashes[n++] = o;
        for (int k = 0; k < presenters->n; k++)
            for (int j = 0; j < e->people[presenters->at[k]].presents.n; j++) {
                int s = e->people[presenters->at[k]].presents.at[j];
                for (int o = d->first_item[s]; s != own && o < d->first_item[s + 1]; o++)
                    w->clashes[n++] = o;
            }
        w->clash_first[i + 1] = n;
    }
}

static uint8_t **new_rows(const camp_market *w, camp_arena *arena, size_t n) {
    uint8_t **rows = CAMP_NEW(arena, uint8_t *, n);
    for (size_t k = 0; k < n; k++)
        rows[k] = CAMP_NEW(arena, uint8_t, w->n_row);
    return rows;
}

static camp_market_set new_set(camp_arena *arena, int n) {
    return (camp_market_set){.list = CAMP_NEW(arena, int, n), .has = CAMP_NEW(arena, bool, n)};
}

/* Sessions that tie slots together get rows of their own. */
static void make_tied(camp_market *w, camp_arena *arena) {
    const camp_problem_data *d = w->problem;
    int n = d->event->n_sessions, n_parts = 0;
    w->tied = CAMP_NEW(arena, bool, n), w->n_fans = CAMP_NEW(arena, int, n);
    w->net = CAMP_NEW(arena, uint8_t *, n), w->old_net = CAMP_NEW(arena, uint8_t *, n);
    w->charged = CAMP_NEW(arena, int, n), w->old_charged = CAMP_NEW(arena, int, n);
    w->part_first = CAMP_NEW(arena, int, w->n_items + 1);
    for (int i = 0; i < w->n_items; i++) {
        w->part_first[i] = n_parts;
        n_parts += w->length[i] > 1 ? w->length[i] : 0;
    }
    w->part_first[w->n_items] = n_parts;
    w->parts = new_rows(w, arena, (size_t)n_parts), w->old_parts = new_rows(w, arena, (size_t)n_parts);
    for (int s = 0; s < n; s++) {
        int items = d->first_item[s + 1] - d->first_item[s];
        w->n_fans[s] = (int)(d->fan_first[s + 1] - d->fan_first[s]);
        w->tied[s] = items > 1 || (items && w->length[d->first_item[s]] > 1);
        w->net[s] = w->rows + (size_t)s * w->n_row;
        if (!w->tied[s]) continue;
        w->net[s] = CAMP_NEW(arena, uint8_t, w->n_row), w->old_net[s] = CAMP_NEW(arena, uint8_t, w->n_row);
    }
}

/* Rows for one session with all its runs: see camp_market_refresh. */
static size_t rows_of_work(const camp_market *w) {
    const camp_problem_data *d = w->problem;
    size_t most = 2;
    for (int s = 0; s < d->event->n_sessions; s++) {
        int items = d->first_item[s + 1] - d->first_item[s];
        if (!items) continue;
        size_t rows = 3 + (size_t)items * (1 + (size_t)w->length[d->first_item[s]]);
        if (rows > most) most = rows;
    }
    return most;
}

static void make_scratch(camp_market *w, camp_arena *arena) {
    size_t slots = (size_t)w->n_slots, places = (size_t)(w->n_rooms > w->n_items ? w->n_rooms : w->n_items);
    w->u = new_rows(w, arena, slots), w->free = new_rows(w, arena, slots);
    w->old_u = new_rows(w, arena, slots), w->old_free = new_rows(w, arena, slots);
    w->sum = CAMP_NEW(arena, int, slots), w->old_sum = CAMP_NEW(arena, int, slots);
    w->pending = CAMP_NEW(arena, bool, w->n_items);
    w->touched = new_set(arena, w->n_slots), w->saved = new_set(arena, w->n_slots);
    w->saved_s = new_set(arena, w->problem->event->n_sessions);
    w->zero = CAMP_NEW(arena, uint8_t, w->n_row);
    w->offers = CAMP_NEW(arena, camp_market_offer, places), w->items = CAMP_NEW(arena, int, places);
    w->suffix = CAMP_NEW(arena, uint8_t, ((size_t)w->n_rooms + 1) * w->n_row);
    w->work_rows = CAMP_NEW(arena, uint8_t, rows_of_work(w) * w->n_row);
    w->logs = camp_cool_logs(arena);
}

camp_market *camp_market_make(const camp_problem_data *problem, camp_arena *arena, uint64_t seed,
                              uint64_t stream) {
    const camp_event *e = problem->event;
    camp_market *w = CAMP_NEW(arena, camp_market, 1);
    *w = (camp_market){.problem = problem, .n_items = problem->n_items, .n_slots = e->n_open};
    w->n_rooms = e->n_rooms, w->priced = e->limited && problem->capacity_binds;
    w->n_row = (size_t)(e->n_people + CAMP_MARKET_BLOCK - 1) / CAMP_MARKET_BLOCK * CAMP_MARKET_BLOCK;
    w->kernel = camp_market_rows_choose();
    make_rows(w, arena);
    make_clashes(w, arena);
    w->length = CAMP_NEW(arena, int, w->n_items), w->hang = CAMP_NEW(arena, int, e->n_sessions);
    for (int i = 0; i < w->n_items; i++)
        w->length[i] = e->sessions[problem->item_session[i]].length;
    make_tied(w, arena);
    make_scratch(w, arena);
    for (int s = 0; s < e->n_sessions; s++) {
        double stakes = 0;
        for (int k = 0; k < e->sessions[s].presenters.n; k++)
            stakes += camp_event_stake(e, e->sessions[s].presenters.at[k], s);
        w->hang[s] = (int)lround(stakes * w->scale);
    }
    w->start = CAMP_NEW(arena, int, w->n_items), w->room = CAMP_NEW(arena, int, w->n_items);
    w->best_start = CAMP_NEW(arena, int, w->n_items), w->best_room = CAMP_NEW(arena, int, w->n_items);
    w->home = CAMP_NEW(arena, int, w->n_items), w->old_home = CAMP_NEW(arena, int, w->n_items);
    w->price = CAMP_NEW(arena, int, w->n_items), w->old_price = CAMP_NEW(arena, int, w->n_items);
    w->seats = CAMP_NEW(arena, int, w->n_items), w->session_seats = CAMP_NEW(arena, int, e->n_sessions);
    w->cell = CAMP_NEW(arena, int, w->n_slots * w->n_rooms);
    w->runs = CAMP_NEW(arena, int, e->n_sessions);
    w->needs = CAMP_NEW(arena, int, w->n_items), w->capacity = CAMP_NEW(arena, int, w->n_rooms);
    for (int i = 0; i < w->n_items; i++) {
        int s = problem->item_session[i], runs = problem->first_item[s + 1] - problem->first_item[s];
        long fans = problem->fan_first[s + 1] - problem->fan_first[s];
        w->needs[i] = (int)fans / runs;
        if (w->needs[i] > e->sessions[s].capacity) w->needs[i] = e->sessions[s].capacity;
    }
    for (int s = 0; s < e->n_sessions; s++)
        w->session_seats[s] = e->limited ? e->sessions[s].capacity : CAMP_UNLIMITED;
    for (int r = 0; r < w->n_rooms; r++)
        w->capacity[r] = e->rooms[r].capacity;
    camp_random_seed(&w->random, seed, stream);
    return w;
}
