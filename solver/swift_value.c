/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_value.c - what everybody's free choice is worth at given prices, and prices that balance it. The
 * formulas are in swift_market.h. Loops run over blocks of 32 people, for the compiler to do many at once. */
#include "swift_market.h"
#include <string.h>

enum { BLOCK = CAMP_MARKET_BLOCK, SWEEPS = 3 };

void camp_market_touch(camp_market *w, int slot) {
    if (w->touched[slot]) return;
    w->touched[slot] = true;
    w->touched_slots[w->n_touched++] = slot;
}

static bool is_short_and_single(const camp_market *w, int item) {
    return w->length[item] == 1 && w->runs[w->problem->item_session[item]] == 1;
}

/* ---------------------------------------------------------------- one slot */

static void block_presenters(const camp_market *w, int slot, int16_t *free) {
    for (int r = 0; r < w->n_rooms; r++) {
        int item = w->cell[slot * w->n_rooms + r];
        if (item < 0) continue;
        const camp_list *presenters = &w->problem->event->sessions[w->problem->item_session[item]].presenters;
        for (int k = 0; k < presenters->n; k++)
            free[presenters->at[k]] = 0;
    }
}

static void choose_best(int16_t *restrict u, const int16_t *restrict row, int price, int n) {
    int16_t q = (int16_t)price;
    for (int p = 0; p < n; p++) {
        int16_t x = (int16_t)(row[p] - q);
        u[p] = x > u[p] ? x : u[p];
    }
}

void camp_market_look(camp_market *w, int slot) {
    int16_t *u = w->u[slot], *free = w->free[slot];
    size_t bytes = (size_t)w->n_row * sizeof *u;
    memcpy(free, w->there + (size_t)slot * (size_t)w->n_row, bytes);
    block_presenters(w, slot, free);
    memset(u, 0, bytes);
    for (int r = 0; r < w->n_rooms; r++) {
        int item = w->cell[slot * w->n_rooms + r];
        if (item < 0 || !is_short_and_single(w, item)) continue;
        choose_best(u, w->rows + (size_t)w->problem->item_session[item] * (size_t)w->n_row, w->price[item],
                    w->n_row);
    }
    for (int p = 0; p < w->n_row; p++)
        u[p] = (int16_t)(u[p] & free[p]);
}

/* ---------------------------------------------------------------- one block of people */

/* What 32 people look at, side by side: [slot], [repeated session] or [long run], times BLOCK. */
typedef struct camp_market_block {
    int16_t *u, *free, *repeats, *longs;
    int16_t *v, *used, *total; /* what they choose */
} block;

struct camp_market_block *camp_market_block_make(const camp_market *w, camp_arena *arena) {
    size_t slots = (size_t)w->n_slots * BLOCK, sessions = (size_t)w->problem->event->n_sessions * BLOCK;
    block *b = CAMP_NEW(arena, block, 1);
    b->u = CAMP_NEW(arena, int16_t, slots), b->free = CAMP_NEW(arena, int16_t, slots);
    b->v = CAMP_NEW(arena, int16_t, slots), b->used = CAMP_NEW(arena, int16_t, slots);
    b->total = CAMP_NEW(arena, int16_t, slots + BLOCK);
    b->repeats = CAMP_NEW(arena, int16_t, sessions);
    b->longs = CAMP_NEW(arena, int16_t, (size_t)w->n_items * BLOCK);
    return b;
}

static void gather_row(const int16_t *from, const int *people, bool in_order, int16_t *to) {
    if (in_order) {
        memcpy(to, from + people[0], BLOCK * sizeof *to);
        return;
    }
    for (int p = 0; p < BLOCK; p++)
        to[p] = from[people[p]];
}

static void gather(const camp_market *w, const int *people, block *b) {
    const camp_problem_data *d = w->problem;
    for (int t = 0; t < w->n_slots; t++) {
        gather_row(w->u[t], people, w->in_order, b->u + t * BLOCK);
        gather_row(w->free[t], people, w->in_order, b->free + t * BLOCK);
    }
    for (int k = 0; k < w->n_repeated; k++)
        gather_row(w->rows + (size_t)w->repeated[k] * (size_t)w->n_row, people, w->in_order,
                   b->repeats + k * BLOCK);
    for (int k = 0; k < w->long_end_first[w->n_slots]; k++)
        gather_row(w->rows + (size_t)d->item_session[w->longs[k]] * (size_t)w->n_row, people, w->in_order,
                   b->longs + k * BLOCK);
}

/* A session that repeats: everyone takes the run that gains most. */
static void add_repeated(const camp_market *w, block *b, int k) {
    const camp_problem_data *d = w->problem;
    const int16_t *row = b->repeats + k * BLOCK;
    int16_t best[BLOCK] = {0}, at[BLOCK] = {0};
    int s = w->repeated[k];
    for (int i = d->first_item[s]; i < d->first_item[s + 1]; i++) {
        if (w->start[i] < 0) continue;
        const int16_t *v = b->v + w->start[i] * BLOCK, *free = b->free + w->start[i] * BLOCK,
                      *used = b->used + w->start[i] * BLOCK;
        int16_t q = (int16_t)w->price[i], slot = (int16_t)w->start[i];
        for (int p = 0; p < BLOCK; p++) {
            int16_t gain = (int16_t)((row[p] - q - v[p]) & free[p] & ~used[p]);
            at[p] = gain > best[p] ? slot : at[p];
            best[p] = gain > best[p] ? gain : best[p];
        }
    }
    for (int i = d->first_item[s]; i < d->first_item[s + 1]; i++) {
        if (w->start[i] < 0) continue;
        int16_t *v = b->v + w->start[i] * BLOCK, slot = (int16_t)w->start[i];
        for (int p = 0; p < BLOCK; p++)
            v[p] = (int16_t)(v[p] + (at[p] == slot ? best[p] : 0));
    }
}

/* A long run that ends with `slot`. */
static void add_long(const camp_market *w, block *b, int k, int slot) {
    int item = w->longs[k], start = w->start[item];
    const int16_t *row = b->longs + k * BLOCK, *before = b->total + start * BLOCK;
    int16_t *after = b->total + (slot + 1) * BLOCK, q = (int16_t)w->price[item], can[BLOCK];
    memcpy(can, b->free + start * BLOCK, sizeof can);
    for (int t = start + 1; t <= slot; t++)
        for (int p = 0; p < BLOCK; p++)
            can[p] = (int16_t)(can[p] & b->free[t * BLOCK + p]);
    for (int p = 0; p < BLOCK; p++) {
        int16_t x = (int16_t)(row[p] - q);
        x = (int16_t)(x > 0 ? x & can[p] : 0);
        x = (int16_t)(x + before[p]);
        after[p] = x > after[p] ? x : after[p];
    }
}

/* Long runs chosen before those that repeat: who takes one has no other seat in its slots. */
static void add_longs_first(const camp_market *w, block *b) {
    for (int k = 0; k < w->long_end_first[w->n_slots]; k++) {
        int item = w->longs[k], start = w->start[item], end = start + w->length[item];
        int16_t gain[BLOCK], q = (int16_t)w->price[item];
        for (int p = 0; p < BLOCK; p++)
            gain[p] = (int16_t)(b->longs[k * BLOCK + p] - q);
        for (int t = start; t < end; t++)
            for (int p = 0; p < BLOCK; p++)
                gain[p] = (int16_t)(b->free[t * BLOCK + p] ? gain[p] - b->v[t * BLOCK + p] : -1);
        for (int p = 0; p < BLOCK; p++)
            gain[p] = gain[p] > 0 ? gain[p] : 0;
        for (int p = 0; p < BLOCK; p++)
            b->v[start * BLOCK + p] = (int16_t)(b->v[start * BLOCK + p] + gain[p]);
        for (int t = start; t < end; t++)
            for (int p = 0; p < BLOCK; p++)
                b->used[t * BLOCK + p] = gain[p] > 0 ? -1 : b->used[t * BLOCK + p];
    }
}

enum { FORWARD, BACKWARD, LONGS_FIRST };

/* The best choice of each, when things are chosen in this order: the totals at the end. */
static const int16_t *choose_in_order(const camp_market *w, block *b, int order) {
    size_t bytes = (size_t)w->n_slots * BLOCK * sizeof *b->v;
    memcpy(b->v, b->u, bytes);
    memset(b->used, 0, bytes);
    if (order == LONGS_FIRST) add_longs_first(w, b);
    for (int k = 0; k < w->n_repeated; k++)
        add_repeated(w, b, order == BACKWARD ? w->n_repeated - 1 - k : k);
    memset(b->total, 0, BLOCK * sizeof *b->total);
    for (int t = 0; t < w->n_slots; t++) {
        for (int p = 0; p < BLOCK; p++)
            b->total[(t + 1) * BLOCK + p] = (int16_t)(b->total[t * BLOCK + p] + b->v[t * BLOCK + p]);
        for (int k = w->long_end_first[t]; order != LONGS_FIRST && k < w->long_end_first[t + 1]; k++)
            add_long(w, b, k, t);
    }
    return b->total + w->n_slots * BLOCK;
}

/* What the choices of 32 people are worth. */
static void block_value(const camp_market *w, const int *people, int16_t *best) {
    block *b = w->block;
    gather(w, people, b);
    memcpy(best, choose_in_order(w, b, FORWARD), BLOCK * sizeof *best);
    for (int order = BACKWARD; order <= LONGS_FIRST; order++) {
        if (w->n_repeated < (order == BACKWARD ? 2 : 1)) continue;
        if (order == LONGS_FIRST && !w->long_end_first[w->n_slots]) continue;
        const int16_t *other = choose_in_order(w, b, order);
        for (int p = 0; p < BLOCK; p++)
            best[p] = other[p] > best[p] ? other[p] : best[p];
    }
}

/* ---------------------------------------------------------------- the board */

void camp_market_affect(camp_market *w, int person) {
    if (w->is_affected[person]) return;
    w->is_affected[person] = true;
    w->affected[w->n_affected++] = person;
}

void camp_market_affect_fans(camp_market *w, int session) {
    const camp_list *presenters = &w->problem->event->sessions[session].presenters;
    for (int j = w->fan_first[session]; j < w->fan_first[session + 1]; j++)
        camp_market_affect(w, w->fans[j]);
    for (int k = 0; k < presenters->n; k++)
        camp_market_affect(w, presenters->at[k]);
}

static void list_longs(camp_market *w) {
    int n = 0;
    for (int t = 0; t < w->n_slots; t++) {
        w->long_end_first[t] = n;
        for (int r = 0; r < w->n_rooms; r++) {
            int item = w->cell[t * w->n_rooms + r];
            if (item >= 0 && w->length[item] > 1 && w->start[item] + w->length[item] == t + 1)
                w->longs[n++] = item;
        }
    }
    w->long_end_first[w->n_slots] = n;
}

/* In order: rows are then copied as they are. */
static void affect_all(camp_market *w) {
    w->n_affected = 0;
    for (int p = 0; p < w->problem->event->n_people; p++)
        w->affected[w->n_affected++] = p, w->is_affected[p] = true;
}

/* How much more the affected people choose than before. Behind them the list is filled up with nobody: the
 * first person of no event, whose rows are zero. */
static int64_t change_of_people(camp_market *w) {
    int64_t change = 0;
    w->in_order = 2 * w->n_affected > w->problem->event->n_people;
    if (w->in_order) affect_all(w);
    int n = w->n_affected;
    for (int k = n; k % BLOCK; k++)
        w->affected[k] = w->problem->event->n_people;
    for (int k = 0; k < n; k += BLOCK)
        block_value(w, w->affected + k, w->fresh_total + k);
    for (int k = 0; k < n; k++)
        change += w->fresh_total[k] - w->total[w->affected[k]];
    return change;
}

static int64_t paid(const camp_market *w) {
    int64_t sum = 0;
    for (int i = 0; i < w->n_items; i++)
        if (w->start[i] >= 0 && w->price[i] > 0) sum += (int64_t)w->price[i] * camp_market_seats(w, i);
    return sum;
}

int64_t camp_market_value(camp_market *w) {
    list_longs(w);
    for (int k = 0; k < w->n_touched; k++)
        camp_market_look(w, w->touched_slots[k]);
    return w->people + change_of_people(w) + paid(w) + w->hung;
}

static void forget_affected(camp_market *w) {
    for (int k = 0; k < w->n_affected; k++)
        w->is_affected[w->affected[k]] = false;
    w->n_affected = 0;
}

void camp_market_choose(camp_market *w) {
    for (int k = 0; k < w->n_affected; k++) {
        w->people += w->fresh_total[k] - w->total[w->affected[k]];
        w->total[w->affected[k]] = w->fresh_total[k];
    }
    forget_affected(w);
}

void camp_market_forget(camp_market *w) {
    forget_affected(w);
}

/* ---------------------------------------------------------------- prices */

/* How many people of the slot take the run or could as well; who has a long or repeated run is counted, too.
 */
static int takers(const camp_market *w, int item) {
    int slot = w->start[item], n = 0;
    const int16_t *row = w->rows + (size_t)w->problem->item_session[item] * (size_t)w->n_row, *u = w->u[slot],
                  *free = w->free[slot];
    int16_t q = (int16_t)w->price[item];
    for (int p = 0; p < w->n_row; p++)
        n += (row[p] > q) & (row[p] - q >= u[p]) & (free[p] != 0);
    return n;
}

static int64_t sum_of_slot(const camp_market *w, int slot) {
    int64_t sum = 0;
    for (int p = 0; p < w->n_row; p++)
        sum += w->u[slot][p];
    return sum;
}

/* Whether a higher price of a run could pay, if nobody of its slot had a long or repeated run: who has one
 * would lose nothing by the price, so it does not pay if it does not pay then. */
static bool could_rise(camp_market *w, int item, int step) {
    int seats = camp_market_seats(w, item), slot = w->start[item];
    if (w->price[item] + step > w->most || takers(w, item) <= seats) return false;
    if (!is_short_and_single(w, item)) return true;
    int64_t before = sum_of_slot(w, slot);
    w->price[item] += step;
    camp_market_look(w, slot);
    bool pays = sum_of_slot(w, slot) - before + (int64_t)step * seats < 0;
    w->price[item] -= step;
    camp_market_look(w, slot);
    return pays;
}

/* The value with another price of one run; the price stays if that is less. */
static bool try_price(camp_market *w, int item, int by, int64_t *value) {
    int slot = w->start[item], s = w->problem->item_session[item];
    bool single = is_short_and_single(w, item);
    w->price[item] += by;
    if (single) camp_market_look(w, slot);
    for (int j = w->fan_first[s]; j < w->fan_first[s + 1]; j++)
        camp_market_affect(w, w->fans[j]);
    int64_t change = change_of_people(w) + (int64_t)by * camp_market_seats(w, item);
    if (change < 0) {
        *value += change;
        camp_market_choose(w);
        return true;
    }
    forget_affected(w);
    w->price[item] -= by;
    if (single) camp_market_look(w, slot);
    return false;
}

static bool balance(camp_market *w, int item, int step, int64_t *value) {
    bool changed = false;
    if (camp_market_seats(w, item) == CAMP_UNLIMITED) return false;
    while (could_rise(w, item, step) && try_price(w, item, step, value))
        changed = true;
    if (changed) return true;
    while (w->price[item] >= step && try_price(w, item, -step, value))
        changed = true;
    return changed;
}

static bool balance_slot(camp_market *w, int slot, int step, int64_t *value) {
    bool changed = false;
    for (int r = 0; r < w->n_rooms; r++) {
        int item = w->cell[slot * w->n_rooms + r];
        if (item >= 0 && w->start[item] == slot) changed |= balance(w, item, step, value);
    }
    return changed;
}

int64_t camp_market_descend(camp_market *w, int64_t value, bool everywhere) {
    if (!w->priced) return value;
    for (int step = w->step; step >= 1; step /= 4)
        for (int k = 0; k < SWEEPS; k++) {
            bool changed = false;
            if (everywhere)
                for (int t = 0; t < w->n_slots; t++)
                    changed |= balance_slot(w, t, step, &value);
            else
                for (int j = 0; j < w->n_touched; j++)
                    changed |= balance_slot(w, w->touched_slots[j], step, &value);
            if (!changed) break;
        }
    return value;
}
