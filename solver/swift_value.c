/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_value.c - what the board of a market is worth: slots, and sessions that tie slots together. The
 * formulas are in swift_market.h.
 */
#include "swift_market.h"
#include <string.h>

/* ---------------------------------------------------------------- keeping aside */

void camp_market_clear(camp_market_set *set) {
    for (int k = 0; k < set->n; k++)
        set->has[set->list[k]] = false;
    set->n = 0;
}

static void swap_rows(uint8_t **a, uint8_t **b) {
    uint8_t *row = *a;
    *a = *b, *b = row;
}

/* Parts of the runs of a session: [first, last). */
static int first_part(const camp_market *w, int s) {
    return w->part_first[w->problem->first_item[s]];
}

/* The slot's worth is about to be written anew. */
void camp_market_save_slot(camp_market *w, int slot) {
    if (w->saved.has[slot]) return;
    camp_market_add(&w->saved, slot);
    w->old_sum[slot] = w->sum[slot];
    swap_rows(&w->u[slot], &w->old_u[slot]);
}

static void swap_session(camp_market *w, int s) {
    swap_rows(&w->net[s], &w->old_net[s]);
    for (int k = first_part(w, s); k < first_part(w, s + 1); k++)
        swap_rows(&w->parts[k], &w->old_parts[k]);
}

static void save_session(camp_market *w, int s) {
    if (w->saved_s.has[s]) return;
    camp_market_add(&w->saved_s, s);
    w->old_charged[s] = w->charged[s];
    swap_session(w, s);
}

void camp_market_save(camp_market *w) {
    memcpy(w->old_price, w->price, (size_t)w->n_items * sizeof *w->price);
    memcpy(w->old_home, w->home, (size_t)w->n_items * sizeof *w->home);
    w->old_people = w->people, w->old_paid = w->paid;
}

void camp_market_stay(camp_market *w) {
    camp_market_clear(&w->saved), camp_market_clear(&w->saved_s), camp_market_clear(&w->touched);
}

void camp_market_take_back(camp_market *w) {
    memcpy(w->price, w->old_price, (size_t)w->n_items * sizeof *w->price);
    memcpy(w->home, w->old_home, (size_t)w->n_items * sizeof *w->home);
    w->people = w->old_people, w->paid = w->old_paid;
    for (int k = 0; k < w->saved.n; k++) {
        int t = w->saved.list[k];
        w->sum[t] = w->old_sum[t];
        swap_rows(&w->u[t], &w->old_u[t]);
        if (w->touched.has[t]) swap_rows(&w->free[t], &w->old_free[t]);
    }
    for (int k = 0; k < w->saved_s.n; k++) {
        int s = w->saved_s.list[k];
        w->charged[s] = w->old_charged[s];
        swap_session(w, s);
    }
    camp_market_stay(w);
}

/* ---------------------------------------------------------------- one slot */

const uint8_t *camp_market_offered(const camp_market *w, int item, int slot) {
    if (w->length[item] > 1) return w->parts[w->part_first[item] + slot - w->start[item]];
    return w->net[w->problem->item_session[item]];
}

/* A long run is paid for in one of its slots. */
int camp_market_price_of(const camp_market *w, int item, int slot) {
    return slot == w->home[item] ? w->price[item] : 0;
}

void camp_market_set_price(camp_market *w, int item, int price) {
    w->paid += (int64_t)(price - w->price[item]) * w->seats[item];
    w->price[item] = price;
}

int camp_market_price_for(const camp_market *w, const uint8_t *x, int seats, int guess) {
    int low = 0, high = w->most, step = 1; /* low <= the price <= high */
    while (low < high) {
        int at = guess < low ? low : guess >= high ? high - 1 : guess;
        if (w->kernel->above(w->n_row, x, at) <= seats)
            high = at, guess = at - step;
        else
            low = at + 1, guess = at + step;
        step *= 2;
        if (step > 4) guess = (low + high) / 2;
    }
    return low;
}

/* What everybody gets in the slot from all but one run, and from what has no price yet. */
static void find_others(const camp_market *w, int slot, int except, uint8_t *v) {
    int n = 0;
    for (int r = 0; r < w->n_rooms; r++) {
        int item = w->cell[slot * w->n_rooms + r];
        if (item < 0 || item == except || w->pending[item]) continue;
        w->offers[n++] =
            (camp_market_offer){camp_market_offered(w, item, slot), camp_market_price_of(w, item, slot)};
    }
    memset(v, 0, w->n_row);
    w->kernel->raise(w->n_row, v, w->offers, n);
}

static void find_free(camp_market *w, int slot) {
    uint8_t *free = w->free[slot];
    memcpy(free, w->there + (size_t)slot * w->n_row, w->n_row);
    for (int r = 0; r < w->n_rooms; r++) {
        int item = w->cell[slot * w->n_rooms + r];
        if (item < 0) continue;
        const camp_list *presenters = &w->problem->event->sessions[w->problem->item_session[item]].presenters;
        for (int k = 0; k < presenters->n; k++)
            free[presenters->at[k]] = 0;
    }
}

void camp_market_set_sum(camp_market *w, int slot, int sum) {
    w->people += sum - w->sum[slot];
    w->sum[slot] = sum;
}

/* Prices for the short runs that came, one after the other. */
static void look_at_slot(camp_market *w, int slot) {
    const camp_market_rows *kernel = w->kernel;
    camp_market_save_slot(w, slot);
    swap_rows(&w->free[slot], &w->old_free[slot]);
    find_free(w, slot);
    uint8_t *u = w->u[slot], *x = w->work_rows;
    find_others(w, slot, -1, u);
    for (int k = 0; k < w->n_moved; k++) {
        int item = w->moved[k].item, s = w->problem->item_session[item];
        if (!w->pending[item] || w->start[item] != slot || w->tied[s]) continue;
        int price = 0;
        if (w->seats[item] < w->n_fans[s]) {
            kernel->over(w->n_row, x, w->net[s], u, u, w->free[slot]);
            price = camp_market_price_for(w, x, w->seats[item] - w->high, w->price[item]);
        }
        w->home[item] = slot;
        camp_market_set_price(w, item, price);
        camp_market_offer offer = {w->net[s], price};
        kernel->raise(w->n_row, u, &offer, 1);
        w->pending[item] = false;
    }
    camp_market_set_sum(w, slot, kernel->join(w->n_row, u, u, w->zero, 0, w->free[slot], w->zero));
}

int64_t camp_market_look(camp_market *w) {
    const camp_problem_data *d = w->problem;
    for (int k = 0; k < w->n_moved; k++)
        w->pending[w->moved[k].item] = w->start[w->moved[k].item] >= 0;
    for (int k = 0; k < w->touched.n; k++)
        look_at_slot(w, w->touched.list[k]);
    for (int k = 0; k < w->n_moved; k++)
        if (w->tied[d->item_session[w->moved[k].item]])
            camp_market_refresh(w, d->item_session[w->moved[k].item], w->start[w->moved[k].item]);
    return camp_market_total(w);
}

void camp_market_begin(camp_market *w) {
    const camp_problem_data *d = w->problem;
    for (int i = 0; i < w->n_items; i++) {
        w->pending[i] = w->start[i] >= 0 && w->tied[d->item_session[i]];
        w->price[i] = 0;
    }
    w->paid = 0, w->high = false;
    for (int k = 0; k < w->touched.n; k++)
        look_at_slot(w, w->touched.list[k]);
    camp_market_refine(w);
}

/* ---------------------------------------------------------------- a tied session */

/* What everybody would pay for a run, all else at its prices: x = (weight - what the slots are worth)+. The
 * rows of its slots without it are kept, one after the other. */
static void find_gain(camp_market *w, int item, uint8_t *others, uint8_t *x) {
    memcpy(x, w->rows + (size_t)w->problem->item_session[item] * w->n_row, w->n_row);
    for (int k = 0; k < w->length[item]; k++) {
        int slot = w->start[item] + k;
        uint8_t *v = others + (size_t)k * w->n_row;
        find_others(w, slot, item, v);
        w->kernel->lower(w->n_row, x, v, w->free[slot]);
    }
}

/* Prices of some of n runs of a session, namely run k or all but run k (-1: all): they rise or fall together
 * as far as that pays, where everybody may take another run instead. */
static void shift_prices(camp_market *w, const int *items, int n, int k, bool only, const uint8_t *gains,
                         uint8_t *x, uint8_t *best) {
    int least = w->most, most = 0, n_in = 0, n_out = 0;
    int64_t seats = 0;
    for (int j = 0; j < n; j++)
        if ((j == k) == only) {
            if (w->price[items[j]] < least) least = w->price[items[j]];
            if (w->price[items[j]] > most) most = w->price[items[j]];
            seats += w->seats[items[j]];
        }
    for (int j = 0; j < n; j++) {
        bool in = (j == k) == only;
        w->offers[in ? n_in++ : n - 1 - n_out++] =
            (camp_market_offer){gains + (size_t)j * w->n_row, w->price[items[j]] - (in ? least : 0)};
    }
    memset(x, 0, w->n_row), memset(best, 0, w->n_row);
    w->kernel->raise(w->n_row, x, w->offers, n_in);
    w->kernel->raise(w->n_row, best, w->offers + n_in, n_out);
    w->kernel->beyond(w->n_row, x, best);
    int fans = w->n_fans[w->problem->item_session[items[0]]], price = 0;
    if (seats < fans) price = camp_market_price_for(w, x, (int)seats - (w->high ? 1 : 0), least);
    if (price - least > w->most - most) price = least + w->most - most;
    for (int j = 0; j < n; j++)
        if ((j == k) == only) camp_market_set_price(w, items[j], w->price[items[j]] - least + price);
}

/* One price after the other would not do: people would only go from one run to another. */
static void find_prices(camp_market *w, const int *items, int n, const uint8_t *gains, uint8_t *x,
                        uint8_t *best) {
    if (n > 1) shift_prices(w, items, n, -1, false, gains, x, best);
    for (int k = 0; k < n && n > 2; k++)
        shift_prices(w, items, n, k, false, gains, x, best);
    for (int k = 0; k < n; k++)
        shift_prices(w, items, n, k, true, gains, x, best);
}

/* The split of a long run: the slot that is looked at gets what the others do not take. */
static void divide(camp_market *w, int item, const uint8_t *others, uint8_t *rest) {
    int s = w->problem->item_session[item], first = w->start[item];
    memcpy(rest, w->net[s], w->n_row);
    for (int k = 0; k < w->length[item]; k++)
        if (first + k != w->home[item])
            w->kernel->split(w->n_row, w->parts[w->part_first[item] + k], rest,
                             others + (size_t)k * w->n_row);
    memcpy(w->parts[w->part_first[item] + w->home[item] - first], rest, w->n_row);
}

static bool covers(const camp_market *w, int item, int slot) {
    return w->start[item] <= slot && slot < w->start[item] + w->length[item];
}

/* Everybody's charge is what could be gained from the runs elsewhere. */
static void charge(camp_market *w, int s, int slot, const int *items, int n, const uint8_t *gains,
                   uint8_t *best) {
    int m = 0;
    for (int k = 0; k < n; k++)
        if (!covers(w, items[k], slot))
            w->offers[m++] = (camp_market_offer){gains + (size_t)k * w->n_row, w->price[items[k]]};
    memset(best, 0, w->n_row);
    w->kernel->raise(w->n_row, best, w->offers, m);
    int charged = w->kernel->net(w->n_row, w->net[s], w->rows + (size_t)s * w->n_row, best, w->zero);
    w->people += charged - w->charged[s];
    w->charged[s] = charged;
}

/* The slots of a run are worth what the others there are, or the run. */
static void spread(camp_market *w, int item, const uint8_t *others, uint8_t *rest) {
    if (w->length[item] > 1) divide(w, item, others, rest);
    for (int k = 0; k < w->length[item]; k++, others += w->n_row) {
        int slot = w->start[item] + k;
        camp_market_save_slot(w, slot);
        camp_market_set_sum(w, slot,
                            w->kernel->join(w->n_row, w->u[slot], others, camp_market_offered(w, item, slot),
                                            camp_market_price_of(w, item, slot), w->free[slot], w->zero));
    }
}

void camp_market_refresh(camp_market *w, int s, int slot) {
    int first = w->problem->first_item[s], end = w->problem->first_item[s + 1], n = 0, *items = w->items;
    size_t n_row = w->n_row, run = (size_t)w->length[first] * n_row;
    uint8_t *x = w->work_rows, *best = x + n_row, *gains = best + n_row,
            *others = gains + (size_t)(end - first) * n_row;
    save_session(w, s);
    for (int i = first; i < end && slot < 0; i++)
        slot = w->start[i];
    for (int i = first; i < end; i++) {
        if (w->start[i] < 0) continue;
        find_gain(w, i, others + (size_t)n * run, gains + (size_t)n * n_row);
        w->home[i] = covers(w, i, slot) ? slot : w->start[i];
        w->pending[i] = false, items[n++] = i;
    }
    if (w->priced) find_prices(w, items, n, gains, x, best);
    charge(w, s, slot, items, n, gains, best);
    for (int k = 0; k < n; k++)
        spread(w, items[k], others + (size_t)k * run, x);
}

/* ---------------------------------------------------------------- tests */

int64_t camp_market_recount(const camp_market *w) {
    int64_t value = w->hung;
    for (int i = 0; i < w->n_items; i++)
        if (w->start[i] >= 0) value += (int64_t)w->price[i] * w->seats[i];
    for (int s = 0; s < w->problem->event->n_sessions; s++)
        value += w->charged[s];
    for (int t = 0; t < w->n_slots; t++)
        for (size_t p = 0; p < w->n_row; p++) {
            int best = 0;
            for (int r = 0; r < w->n_rooms; r++) {
                int item = w->cell[t * w->n_rooms + r];
                if (item < 0) continue;
                int x = camp_market_offered(w, item, t)[p] - camp_market_price_of(w, item, t);
                if (x > best) best = x;
            }
            if (w->free[t][p]) value += best;
        }
    return value;
}
