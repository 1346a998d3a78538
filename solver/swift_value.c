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

static void look_at_slot(camp_market *w, int slot) {
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

/* A session that repeats: everyone takes the run that gains most. */
static void add_repeated(const camp_market *w, int s, int first, int16_t *v) {
    const camp_problem_data *d = w->problem;
    const int16_t *row = w->rows + (size_t)s * (size_t)w->n_row + first;
    int16_t best[BLOCK] = {0}, at[BLOCK] = {0};
    for (int i = d->first_item[s]; i < d->first_item[s + 1]; i++) {
        if (w->start[i] < 0) continue;
        const int16_t *u = v + w->start[i] * BLOCK, *free = w->free[w->start[i]] + first,
                      *used = w->work_used + w->start[i] * BLOCK;
        int16_t q = (int16_t)w->price[i], slot = (int16_t)w->start[i];
        for (int p = 0; p < BLOCK; p++) {
            int16_t gain = (int16_t)((row[p] - q - u[p]) & free[p] & ~used[p]);
            at[p] = gain > best[p] ? slot : at[p];
            best[p] = gain > best[p] ? gain : best[p];
        }
    }
    for (int i = d->first_item[s]; i < d->first_item[s + 1]; i++) {
        if (w->start[i] < 0) continue;
        int16_t *u = v + w->start[i] * BLOCK, slot = (int16_t)w->start[i];
        for (int p = 0; p < BLOCK; p++)
            u[p] = (int16_t)(u[p] + (at[p] == slot ? best[p] : 0));
    }
}

/* A long run that ends with `slot`. */
static void add_long(const camp_market *w, int item, int first, int slot, int16_t *total) {
    const int16_t *row = w->rows + (size_t)w->problem->item_session[item] * (size_t)w->n_row + first;
    const int16_t *before = total + w->start[item] * BLOCK;
    int16_t *after = total + (slot + 1) * BLOCK, q = (int16_t)w->price[item], can[BLOCK];
    memset(can, 0xff, sizeof can);
    for (int t = w->start[item]; t <= slot; t++)
        for (int p = 0; p < BLOCK; p++)
            can[p] = (int16_t)(can[p] & w->free[t][first + p]);
    for (int p = 0; p < BLOCK; p++) {
        int16_t x = (int16_t)(row[p] - q);
        x = (int16_t)(x > 0 ? x & can[p] : 0);
        x = (int16_t)(x + before[p]);
        after[p] = x > after[p] ? x : after[p];
    }
}

/* Long runs chosen before those that repeat: who takes one has no other seat in its slots. `used`: such
 * slots.
 */
static void add_longs_first(const camp_market *w, int first, int16_t *v, int16_t *used) {
    memset(used, 0, (size_t)w->n_slots * BLOCK * sizeof *used);
    for (int k = 0; k < w->long_end_first[w->n_slots]; k++) {
        int item = w->longs[k], start = w->start[item];
        const int16_t *row = w->rows + (size_t)w->problem->item_session[item] * (size_t)w->n_row + first;
        int16_t gain[BLOCK], q = (int16_t)w->price[item];
        for (int p = 0; p < BLOCK; p++)
            gain[p] = (int16_t)(row[p] - q);
        for (int t = start; t < start + w->length[item]; t++)
            for (int p = 0; p < BLOCK; p++)
                gain[p] = (int16_t)((gain[p] - v[t * BLOCK + p]) & (w->free[t][first + p] | -(gain[p] < 0)));
        for (int p = 0; p < BLOCK; p++)
            gain[p] = (int16_t)(gain[p] > 0 ? gain[p] : 0);
        for (int p = 0; p < BLOCK; p++)
            v[start * BLOCK + p] = (int16_t)(v[start * BLOCK + p] + gain[p]);
        for (int t = start; t < start + w->length[item]; t++)
            for (int p = 0; p < BLOCK; p++)
                used[t * BLOCK + p] = (int16_t)(used[t * BLOCK + p] | -(gain[p] > 0));
    }
}

enum { FORWARD, BACKWARD, LONGS_FIRST };

/* The best choice of each, when things are chosen in this order: total[] of the last slot. */
static const int16_t *choose_in_order(const camp_market *w, int first, int order) {
    int16_t *v = w->work_v, *total = w->work_u;
    for (int t = 0; t < w->n_slots; t++)
        memcpy(v + t * BLOCK, w->u[t] + first, BLOCK * sizeof *v);
    if (order == LONGS_FIRST)
        add_longs_first(w, first, v, w->work_used);
    else
        memset(w->work_used, 0, (size_t)w->n_slots * BLOCK * sizeof *v);
    for (int k = 0; k < w->n_repeated; k++)
        add_repeated(w, w->repeated[order == BACKWARD ? w->n_repeated - 1 - k : k], first, v);
    memset(total, 0, BLOCK * sizeof *total);
    for (int t = 0; t < w->n_slots; t++) {
        for (int p = 0; p < BLOCK; p++)
            total[(t + 1) * BLOCK + p] = (int16_t)(total[t * BLOCK + p] + v[t * BLOCK + p]);
        for (int k = w->long_end_first[t]; order != LONGS_FIRST && k < w->long_end_first[t + 1]; k++)
            add_long(w, w->longs[k], first, t, total);
    }
    return total + w->n_slots * BLOCK;
}

static int block_value(const camp_market *w, int first) {
    int16_t best[BLOCK];
    memcpy(best, choose_in_order(w, first, FORWARD), sizeof best);
    for (int order = BACKWARD; order <= LONGS_FIRST; order++) {
        if (w->n_repeated < (order == BACKWARD ? 2 : 1)) continue;
        if (order == LONGS_FIRST && !w->long_end_first[w->n_slots]) continue;
        const int16_t *other = choose_in_order(w, first, order);
        for (int p = 0; p < BLOCK; p++)
            best[p] = other[p] > best[p] ? other[p] : best[p];
    }
    int sum = 0;
    for (int p = 0; p < BLOCK; p++)
        sum += best[p];
    return sum;
}

/* ---------------------------------------------------------------- the board */

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

static int64_t people_value(camp_market *w) {
    int64_t sum = 0;
    for (int first = 0; first < w->n_row; first += BLOCK)
        sum += block_value(w, first);
    return sum;
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
        look_at_slot(w, w->touched_slots[k]);
    return people_value(w) + paid(w) + w->hung;
}

/* ---------------------------------------------------------------- prices */

/* People of one slot who take the run, or could as well, long and repeated runs aside. */
static int takers(const camp_market *w, int item) {
    int slot = w->start[item], n = 0;
    const int16_t *row = w->rows + (size_t)w->problem->item_session[item] * (size_t)w->n_row, *u = w->u[slot],
                  *free = w->free[slot];
    int16_t q = (int16_t)w->price[item];
    for (int p = 0; p < w->n_row; p++)
        n += (row[p] > q) & (row[p] - q >= u[p]) & (free[p] != 0);
    return n;
}

/* The value with another price of one run; the price stays if that is less. */
static bool try_price(camp_market *w, int item, int by, int64_t *value) {
    int slot = w->start[item], before = w->price[item];
    bool single = is_short_and_single(w, item);
    w->price[item] = before + by;
    if (single) look_at_slot(w, slot);
    int64_t now = people_value(w) + paid(w) + w->hung;
    if (now < *value) {
        *value = now;
        return true;
    }
    w->price[item] = before;
    if (single) look_at_slot(w, slot);
    return false;
}

static bool balance(camp_market *w, int item, int step, int64_t *value) {
    int seats = camp_market_seats(w, item);
    bool changed = false;
    if (seats == CAMP_UNLIMITED) return false;
    if (w->price[item] + step <= w->most && takers(w, item) > seats)
        while (w->price[item] + step <= w->most && try_price(w, item, step, value))
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
