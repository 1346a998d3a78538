/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_market.c - the board of a market search, and its annealing. The method is in
 * swift_market.h.
 *
 * The move: a run that starts in cell A goes to cell B, and all that lies in the cells it needs there comes
 * to A's cells in the same order, or off the board where A is no cell:
 *
 *     A: [ long      ]          [ s1 ][ s2 ]
 *     B: [ s1 ][ s2  ]    ->    [ long     ]
 */
#include "swift_market.h"
#include "swift_cool.h"
#include <math.h>
#include <string.h>

enum { STOP_EVERY = 64, REFINE_EVERY = 256, SAMPLE = 400, OFF_EVERY = 64, FIT_PARTS = 4, MUST = 1 << 20 };

/* ---------------------------------------------------------------- runs come and go */

static int worth_of_runs(const camp_market *w, int s) {
    int missing = w->problem->least_runs[s] - w->runs[s];
    return (w->runs[s] > 0 ? w->hang[s] : 0) - (missing > 0 ? missing * MUST : 0);
}

static void set_cells(camp_market *w, int item, int value) {
    for (int t = w->start[item]; t < w->start[item] + w->length[item]; t++) {
        w->cell[t * w->n_rooms + w->room[item]] = value;
        camp_market_add(&w->touched, t);
    }
}

static void count_run(camp_market *w, int s, int by) {
    w->hung -= worth_of_runs(w, s);
    w->runs[s] += by;
    w->hung += worth_of_runs(w, s);
}

static void take_off(camp_market *w, int item) {
    if (w->start[item] < 0) return;
    set_cells(w, item, -1);
    w->paid -= (int64_t)w->price[item] * w->seats[item];
    w->start[item] = -1;
    count_run(w, w->problem->item_session[item], -1);
}

static void put_on(camp_market *w, int item, int start, int room) {
    w->start[item] = start, w->room[item] = room, w->home[item] = start;
    if (start < 0) return;
    int most = w->session_seats[w->problem->item_session[item]];
    w->seats[item] = !w->priced ? CAMP_UNLIMITED : most < w->capacity[room] ? most : w->capacity[room];
    set_cells(w, item, item);
    w->paid += (int64_t)w->price[item] * w->seats[item];
    count_run(w, w->problem->item_session[item], 1);
}

static bool suits(const camp_market *w, int item, int start, int room) {
    const camp_problem_data *d = w->problem;
    return camp_problem_fits(d, d->item_session[item], d->event->open[start], room);
}

static bool overlaps_other(const camp_market *w, int item) {
    int start = w->start[item], end = start + w->length[item];
    for (int k = w->clash_first[item]; start >= 0 && k < w->clash_first[item + 1]; k++) {
        int o = w->clashes[k];
        if (w->start[o] >= 0 && w->start[o] < end && start < w->start[o] + w->length[o]) return true;
    }
    return false;
}

void camp_market_start(camp_market *w, const int *slot, const int *room) {
    const camp_problem_data *d = w->problem;
    for (int c = 0; c < w->n_slots * w->n_rooms; c++)
        w->cell[c] = -1;
    w->hung = 0, w->people = 0, w->paid = 0, w->n_moved = 0;
    for (int s = 0; s < d->event->n_sessions; s++)
        w->runs[s] = 0, w->charged[s] = 0, w->hung += worth_of_runs(w, s);
    for (int i = 0; i < w->n_items; i++)
        w->start[i] = -1, w->room[i] = -1;
    for (int i = 0; i < w->n_items; i++) {
        if (slot[i] < 0) continue;
        put_on(w, i, d->rank[slot[i]], room[i]);
        if (overlaps_other(w, i)) take_off(w, i);
    }
    for (int t = 0; t < w->n_slots; t++)
        w->sum[t] = 0, camp_market_add(&w->touched, t);
    camp_market_save(w);
    camp_market_begin(w);
    w->value = camp_market_total(w);
    camp_market_stay(w);
    w->best_value = INT64_MIN, w->unrefined = 0;
}

/* ---------------------------------------------------------------- moves */

static int draw(camp_market *w, int n) {
    return camp_random_below(&w->random, n);
}

static void add_moved(camp_market *w, int item) {
    w->moved[w->n_moved++] = (camp_market_moved){item, w->start[item], w->room[item]};
}

/* Whether an item lies in so many slots from `start`. */
static bool lies_within(const camp_market *w, const camp_market_moved *m, int start, int length) {
    return m->start >= start && m->start + w->length[m->item] <= start + length;
}

/* Lists what lies in the cells, wholly or in part; false when it is too much. */
static bool gather(camp_market *w, int start, int room, int length) {
    for (int t = start; t < start + length; t++) {
        int item = w->cell[t * w->n_rooms + room];
        if (item < 0) continue;
        if (w->moved[w->n_moved - 1].item == item) continue;
        if (w->n_moved == CAMP_MARKET_MOVED) return false;
        add_moved(w, item);
    }
    return true;
}

/* Moves what was gathered: the first to (start, room), the others to its old cells; what reached beyond the
 * new cells goes off the board. */
static bool apply(camp_market *w, int start, int room) {
    const camp_market_moved *a = &w->moved[0];
    int length = w->length[a->item];
    for (int k = 1; a->start >= 0 && k < w->n_moved; k++) {
        const camp_market_moved *m = &w->moved[k];
        if (lies_within(w, m, start, length) && !suits(w, m->item, a->start + m->start - start, a->room))
            return false;
    }
    for (int k = 0; k < w->n_moved; k++)
        take_off(w, w->moved[k].item);
    put_on(w, a->item, start, room);
    for (int k = 1; k < w->n_moved; k++) {
        const camp_market_moved *m = &w->moved[k];
        bool comes = a->start >= 0 && lies_within(w, m, start, length);
        put_on(w, m->item, comes ? a->start + m->start - start : -1, comes ? a->room : -1);
    }
    return true;
}

/* Back to where everything was. */
static void revert(camp_market *w) {
    for (int k = 0; k < w->n_moved; k++)
        take_off(w, w->moved[k].item);
    for (int k = 0; k < w->n_moved; k++)
        put_on(w, w->moved[k].item, w->moved[k].start, w->moved[k].room);
}

static void take_back(camp_market *w) {
    revert(w); /* touches the same slots */
    camp_market_take_back(w);
}

/* Moves one more item to a room of its slot. */
static void change_room(camp_market *w, int item, int room) {
    int k = 0, start = w->start[item];
    while (k < w->n_moved && w->moved[k].item != item)
        k++;
    if (k == w->n_moved) add_moved(w, item);
    take_off(w, item);
    put_on(w, item, start, room);
}

/* A short run that has come to a slot changes rooms with others there, so that the one with more interest has
 * more seats. */
static void fit_room(camp_market *w, int item) {
    int slot = w->start[item];
    if (slot < 0 || w->length[item] > 1) return;
    for (int r = 0; r < w->n_rooms && w->n_moved + 2 <= CAMP_MARKET_MOVED; r++) {
        int own = w->room[item], other = w->cell[slot * w->n_rooms + r];
        long more = (long)w->capacity[r] - w->capacity[own];
        if (r == own || more == 0 || (other >= 0 && w->length[other] > 1) || !suits(w, item, slot, r))
            continue;
        if (other >= 0 && !suits(w, other, slot, own)) continue;
        int needs = w->needs[item] - (other >= 0 ? w->needs[other] : w->capacity[own]);
        if (needs == 0 || (needs > 0) != (more > 0)) continue;
        if (other < 0 && more < 0) continue;
        int start = w->start[item];
        take_off(w, item);
        if (other >= 0) change_room(w, other, own);
        put_on(w, item, start, r);
    }
}

/* Draws a move and makes it; false: nothing is changed. */
static bool move(camp_market *w) {
    const camp_problem_data *d = w->problem;
    int a = draw(w, w->n_items), s = d->item_session[a];
    w->n_moved = 0;
    add_moved(w, a);
    if (w->start[a] >= 0 && w->runs[s] > 1 && draw(w, OFF_EVERY) == 0) {
        take_off(w, a);
    } else {
        int start = d->rank[d->starts[s][draw(w, d->n_starts[s])]], room = draw(w, w->n_rooms);
        int apart = start > w->start[a] ? start - w->start[a] : w->start[a] - start;
        if (w->start[a] >= 0 && room == w->room[a] && apart < w->length[a]) return false;
        if (!suits(w, a, start, room) || !gather(w, start, room, w->length[a]) || !apply(w, start, room))
            return false;
    }
    int n = w->n_moved;
    bool fit =
        w->priced && draw(w, FIT_PARTS) > 0; /* not always: interest alone does not tell who needs seats */
    for (int k = 0; fit && k < n; k++)
        fit_room(w, w->moved[k].item);
    bool good = true;
    for (int k = 0; k < w->n_moved && good; k++)
        good = !overlaps_other(w, w->moved[k].item);
    if (!good) take_back(w);
    return good;
}

static void keep(camp_market *w) {
    size_t bytes = (size_t)w->n_items * sizeof *w->start;
    memcpy(w->best_start, w->start, bytes);
    memcpy(w->best_room, w->room, bytes);
    w->best_value = w->value;
}

static void step(camp_market *w, double temperature) {
    w->work++;
    camp_market_save(w);
    if (!move(w)) return;
    double least = (double)w->value + w->logs[camp_random_next(&w->random) >> 52] * temperature;
    int64_t value = camp_market_look(w);
    if ((double)value >= least) value = camp_market_descend(w, least, false);
    if ((double)value >= least && value > w->best_value) value = camp_market_refine(w);
    if ((double)value < least) {
        take_back(w);
        return;
    }
    camp_market_stay(w);
    w->value = value;
    if (value > w->best_value) keep(w);
}

/* The board stays, at better prices. */
static void refine(camp_market *w) {
    camp_market_save(w);
    w->value = camp_market_refine(w);
    camp_market_stay(w);
}

/* ---------------------------------------------------------------- annealing */

/* As in swift_anneal.c. */
static double measure(camp_market *w) {
    double sum = 0;
    int n = 0;
    for (int k = 0; k < SAMPLE; k++) {
        camp_market_save(w);
        if (!move(w)) continue;
        int64_t change = camp_market_look(w) - w->value;
        if (change < 0 && change > -MUST / 2) sum -= (double)change, n++;
        take_back(w);
    }
    return camp_cool_hot(sum, n, w->scale * w->problem->weight_mean);
}

static void steps(void *search, int n, double temperature) {
    camp_market *w = search;
    w->unrefined += n;
    if (w->unrefined >= REFINE_EVERY) {
        refine(w);
        w->unrefined = 0;
    }
    for (int k = 0; k < n; k++)
        step(w, temperature);
}

void camp_market_anneal(camp_market *w, uint64_t moves, double heat, bool (*stop)(void *user), void *user) {
    if (w->hot <= 0) w->hot = measure(w);
    if (w->value > w->best_value) keep(w);
    camp_cool(&(camp_cooling){w->hot, heat, moves, STOP_EVERY, stop, user, steps, w});
}
