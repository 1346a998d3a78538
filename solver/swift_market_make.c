/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_market_make.c - which events suit a market search, and their weights, presenters and scratch in rows
 * for it.
 *
 *   weight of a row = round((weight + 2 * largest where the person must attend) * scale)
 *
 * so small that the sum over all slots fits into 16 bits.
 */
#include "swift_cool.h"
#include "swift_market.h"
#include <math.h>

enum { MOST_TOTAL = 30000, MOST_SCALED = 60, MANY_PAIRS = 4000, EVERYWHERE_EVERY = 8 };

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
    double largest = (must ? 3 : 1) * top, limit = (double)MOST_TOTAL / w->n_slots;
    w->scale = top <= 0 || (whole && largest <= limit) ? 1 : fmin(limit / largest, MOST_SCALED / top);
    w->most = (int)lround(largest * w->scale);
    for (w->step = 1; 4 * w->step <= w->most; w->step *= 4)
        ;
    w->rows = CAMP_NEW(arena, int16_t, (size_t)e->n_sessions * (size_t)w->n_row);
    for (long j = 0; j < d->n_pairs; j++) {
        double weight = d->pair_weight[j] + (d->pair_must[j] ? 2 * top : 0);
        w->rows[(size_t)d->pair_session[j] * (size_t)w->n_row + (size_t)d->pair_person[j]] =
            (int16_t)lround(weight * w->scale);
    }
    w->there = CAMP_NEW(arena, int16_t, (size_t)w->n_slots * (size_t)w->n_row);
    for (int t = 0; t < w->n_slots; t++)
        for (int p = 0; p < e->n_people; p++) {
            uint64_t bits = d->there[p * d->words + e->open[t] / 64];
            w->there[t * w->n_row + p] = bits >> (e->open[t] % 64) & 1 ? -1 : 0;
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

static void make_fans(camp_market *w, camp_arena *arena) {
    const camp_problem_data *d = w->problem;
    int n = 0;
    w->fan_first = CAMP_NEW(arena, int, d->event->n_sessions + 1), w->fans = CAMP_NEW(arena, int, d->n_pairs);
    for (int s = 0; s < d->event->n_sessions; s++) {
        for (long j = d->fan_first[s]; j < d->fan_first[s + 1]; j++)
            w->fans[n++] = d->pair_person[d->fan_pair[j]];
        w->fan_first[s + 1] = n;
    }
}

static void make_scratch(camp_market *w, camp_arena *arena) {
    size_t row = (size_t)w->n_row, slots = (size_t)w->n_slots;
    w->u = CAMP_NEW(arena, int16_t *, slots), w->free = CAMP_NEW(arena, int16_t *, slots);
    w->spare_u = CAMP_NEW(arena, int16_t *, slots), w->spare_free = CAMP_NEW(arena, int16_t *, slots);
    for (size_t t = 0; t < slots; t++) {
        w->u[t] = CAMP_NEW(arena, int16_t, row), w->free[t] = CAMP_NEW(arena, int16_t, row);
        w->spare_u[t] = CAMP_NEW(arena, int16_t, row), w->spare_free[t] = CAMP_NEW(arena, int16_t, row);
    }
    w->repriced = CAMP_NEW(arena, bool, slots);
    w->touched = CAMP_NEW(arena, bool, slots), w->touched_slots = CAMP_NEW(arena, int, slots);
    w->total = CAMP_NEW(arena, int16_t, row), w->old_total = CAMP_NEW(arena, int16_t, row);
    w->fresh_total = CAMP_NEW(arena, int16_t, row), w->affected = CAMP_NEW(arena, int, row);
    w->is_affected = CAMP_NEW(arena, bool, row), w->block = camp_market_block_make(w, arena);
    w->long_end_first = CAMP_NEW(arena, int, slots + 1), w->longs = CAMP_NEW(arena, int, w->n_items);
    w->old_price = CAMP_NEW(arena, int, w->n_items);
    w->logs = camp_cool_logs(arena);
}

camp_market *camp_market_make(const camp_problem_data *problem, camp_arena *arena, uint64_t seed,
                              uint64_t stream) {
    const camp_event *e = problem->event;
    camp_market *w = CAMP_NEW(arena, camp_market, 1);
    *w = (camp_market){.problem = problem, .n_items = problem->n_items, .n_slots = e->n_open};
    w->n_rooms = e->n_rooms, w->priced = e->limited && problem->capacity_binds;
    w->n_row = (e->n_people / CAMP_MARKET_BLOCK + 1) * CAMP_MARKET_BLOCK; /* one more than there are */
    make_rows(w, arena);
    make_fans(w, arena);
    make_clashes(w, arena);
    make_scratch(w, arena);
    w->length = CAMP_NEW(arena, int, w->n_items), w->hang = CAMP_NEW(arena, int, e->n_sessions);
    for (int i = 0; i < w->n_items; i++)
        w->length[i] = e->sessions[problem->item_session[i]].length;
    for (int s = 0; s < e->n_sessions; s++) {
        double stakes = 0;
        for (int k = 0; k < e->sessions[s].presenters.n; k++)
            stakes += camp_event_stake(e, e->sessions[s].presenters.at[k], s);
        w->hang[s] = (int)lround(stakes * w->scale);
    }
    w->start = CAMP_NEW(arena, int, w->n_items), w->room = CAMP_NEW(arena, int, w->n_items);
    w->best_start = CAMP_NEW(arena, int, w->n_items), w->best_room = CAMP_NEW(arena, int, w->n_items);
    w->price = CAMP_NEW(arena, int, w->n_items);
    w->cell = CAMP_NEW(arena, int, w->n_slots * w->n_rooms);
    w->runs = CAMP_NEW(arena, int, e->n_sessions), w->repeated = CAMP_NEW(arena, int, e->n_sessions);
    w->place = CAMP_NEW(arena, int, e->n_sessions);
    w->everywhere_every = problem->n_pairs > MANY_PAIRS ? EVERYWHERE_EVERY : 1;
    w->needs = CAMP_NEW(arena, int, w->n_items), w->capacity = CAMP_NEW(arena, int, w->n_rooms);
    for (int i = 0; i < w->n_items; i++) {
        int s = problem->item_session[i], runs = problem->first_item[s + 1] - problem->first_item[s];
        long fans = problem->fan_first[s + 1] - problem->fan_first[s];
        w->needs[i] = (int)fans / runs;
        if (w->needs[i] > e->sessions[s].capacity) w->needs[i] = e->sessions[s].capacity;
    }
    for (int r = 0; r < w->n_rooms; r++)
        w->capacity[r] = e->rooms[r].capacity;
    camp_random_seed(&w->random, seed, stream);
    return w;
}
