/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_prices.c - prices that balance the market: slot by slot and run by run, as long as the value falls.
 *
 * Between the lowest and the highest of the best prices of a run the value is the same. The lowest and the
 * highest are taken in turn, else runs that are as good as each other wait for each other for ever.
 */
#include "swift_market.h"
#include <math.h>
#include <string.h>

enum { SWEEPS = 6, SWEEPS_EVERYWHERE = 40, IDLE = 2 };

static bool may_be_priced(const camp_market *w, int item, int slot) {
    return w->home[item] == slot && w->seats[item] < w->n_fans[w->problem->item_session[item]];
}

static int list_offers(const camp_market *w, int slot, int *items, camp_market_offer *offers) {
    int n = 0;
    for (int r = 0; r < w->n_rooms; r++) {
        int item = w->cell[slot * w->n_rooms + r];
        if (item < 0) continue;
        items[n] = item;
        offers[n++] =
            (camp_market_offer){camp_market_offered(w, item, slot), camp_market_price_of(w, item, slot)};
    }
    return n;
}

/* The best price of each run, one after the other. What the runs behind one are worth is found beforehand,
 * what those before it are worth on the way. */
static void sweep(camp_market *w, int slot) {
    const camp_market_rows *kernel = w->kernel;
    size_t n_row = w->n_row;
    uint8_t *x = w->work_rows, *before = x + n_row;
    camp_market_offer *offers = w->offers;
    int *items = w->items, n = list_offers(w, slot, items, offers);
    memset(w->suffix + (size_t)n * n_row, 0, n_row);
    for (int k = n - 1; k >= 0; k--) {
        uint8_t *behind = w->suffix + (size_t)k * n_row;
        memcpy(behind, behind + n_row, n_row);
        kernel->raise(n_row, behind, offers + k, 1);
    }
    memset(before, 0, n_row);
    for (int k = 0; k < n; k++) {
        if (may_be_priced(w, items[k], slot)) {
            kernel->over(n_row, x, offers[k].row, before, w->suffix + (size_t)(k + 1) * n_row, w->free[slot]);
            offers[k].price =
                camp_market_price_for(w, x, w->seats[items[k]] - (w->high ? 1 : 0), offers[k].price);
            camp_market_set_price(w, items[k], offers[k].price);
        }
        kernel->raise(n_row, before, offers + k, 1);
    }
    camp_market_save_slot(w, slot);
    camp_market_set_sum(w, slot, kernel->join(n_row, w->u[slot], before, w->zero, 0, w->free[slot], w->zero));
}

/* Sessions that are tied are looked at from this slot first: then its prices see what else each person could
 * have. */
static void balance_slot(camp_market *w, int slot) {
    for (int r = 0; r < w->n_rooms; r++) {
        int item = w->cell[slot * w->n_rooms + r];
        if (item < 0) continue;
        int s = w->problem->item_session[item];
        if (w->tied[s] && (w->length[item] > 1 || w->runs[s] > 1)) camp_market_refresh(w, s, slot);
    }
    if (w->priced) sweep(w, slot);
}

int64_t camp_market_descend(camp_market *w, double least, bool everywhere) {
    int sweeps = everywhere ? SWEEPS_EVERYWHERE : SWEEPS, idle = 0;
    for (int k = 0; k < sweeps && idle < IDLE; k++) {
        int64_t before = camp_market_total(w);
        w->high = k % 2;
        for (int t = 0; t < w->n_slots; t++) {
            if (!everywhere && !w->touched.has[t]) continue;
            balance_slot(w, t);
            if ((double)camp_market_total(w) < least) return camp_market_total(w);
        }
        idle = camp_market_total(w) < before ? 0 : idle + 1;
    }
    return camp_market_total(w);
}

int64_t camp_market_refine(camp_market *w) {
    const camp_problem_data *d = w->problem;
    for (int i = 0; i < w->n_items; i++)
        w->pending[i] = w->start[i] >= 0 && w->tied[d->item_session[i]];
    for (int s = 0; s < d->event->n_sessions; s++)
        if (w->tied[s]) camp_market_refresh(w, s, -1);
    return camp_market_descend(w, -INFINITY, true);
}
