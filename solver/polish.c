/* SPDX-License-Identifier: GPL-3.0-or-later */
/* polish.c - the ties of the score, once a board is good: no card is left out while a cell that suits it is
 * free, and small rooms hold small groups. */
#include "polish.h"
#include "moves.h"
#include "place.h"
#include <math.h>

/* ---------------------------------------------------------------- exchanges */

/* Tries all places of one session; true when one was better and is kept. */
static bool exchange(camp_state *st, int item, uint64_t *tries) {
    const camp_problem_data *d = st->problem;
    int s = d->item_session[item];
    for (int k = 0; k < d->n_starts[s]; k++)
        for (int r = 0; r < d->event->n_rooms && *tries; r++) {
            if (!camp_problem_fits(d, s, d->starts[s][k], r)) continue;
            (*tries)--;
            camp_state_mark(st);
            double before = camp_state_worth(st);
            camp_move_relocate(st, item, d->starts[s][k], r);
            camp_state_settle(st);
            if (camp_state_worth(st) > before + 1e-9) return true;
            camp_state_undo(st);
        }
    return false;
}

void camp_polish_exchange(camp_state *st, uint64_t tries, bool (*stop)(void *user), void *user) {
    const camp_problem_data *d = st->problem;
    int since = 0; /* sessions looked at since the last gain */
    for (int s = 0; tries && d->event->n_sessions && since < d->event->n_sessions;
         s = (s + 1) % d->event->n_sessions) {
        since++;
        if (stop(user)) break;
        if (!st->runs[s] && d->first_item[s + 1] > d->first_item[s] && exchange(st, d->first_item[s], &tries))
            since = 0;
    }
    st->n_log = 0;
}

/* ---------------------------------------------------------------- filling */

/* Tries one cell; keeps it where nothing is broken or lost. */
static bool hang(camp_state *st, int item, int slot, int room) {
    const camp_problem_data *d = st->problem;
    const camp_slots *span = camp_problem_span(d, d->item_session[item], slot);
    if (!camp_problem_fits(d, d->item_session[item], slot, room) ||
        camp_state_in_way(st, span, room, item) >= 0)
        return false;
    double value = st->value, broken = st->broken;
    long served = st->served;
    camp_state_mark(st);
    camp_state_put(st, item, slot, room);
    camp_state_settle(st);
    st->work++;
    if (st->broken <= broken + 1e-9 && st->served >= served && st->value >= value - 1e-9) return true;
    camp_state_undo(st);
    return false;
}

static bool hang_anywhere(camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    int s = d->item_session[item];
    for (int k = 0; k < d->n_starts[s]; k++)
        for (int r = 0; r < d->event->n_rooms; r++)
            if (hang(st, item, d->starts[s][k], r)) return true;
    return false;
}

static void drop_idle_repeats(camp_state *st) {
    const camp_problem_data *d = st->problem;
    for (int i = 0; i < d->n_items; i++) {
        int s = d->item_session[i];
        if (st->slot[i] < 0 || st->runs[s] < 2 || st->load[i] > 0 || st->runs[s] <= d->least_runs[s])
            continue;
        double value = st->value, broken = st->broken;
        long served = st->served;
        camp_state_mark(st);
        camp_state_put(st, i, -1, -1);
        camp_state_settle(st);
        if (st->broken > broken + 1e-9 || st->served < served || st->value < value - 1e-9)
            camp_state_undo(st);
    }
}

void camp_polish_fill(camp_state *st) {
    const camp_problem_data *d = st->problem;
    drop_idle_repeats(st);
    for (int s = 0; s < d->event->n_sessions; s++)
        if (!st->runs[s] && d->first_item[s + 1] > d->first_item[s]) hang_anywhere(st, d->first_item[s]);
    st->n_log = 0;
}

/* ---------------------------------------------------------------- spread */

static void count_running(const camp_state *st, int *running) {
    for (int t = 0; t < st->problem->event->n_slots; t++)
        running[t] = 0;
    for (int i = 0; i < st->problem->n_items; i++)
        for (int k = 0; st->slot[i] >= 0 && k < camp_state_span(st, i)->n; k++)
            running[camp_state_span(st, i)->chain[k]]++;
}

/* A run of one slot goes where at least two fewer are running, if nothing is lost. */
static bool ease(camp_state *st, int item, const int *running, uint64_t *tries) {
    const camp_problem_data *d = st->problem;
    int s = d->item_session[item], from = st->slot[item];
    for (int k = 0; k < d->n_starts[s] && *tries; k++) {
        int slot = d->starts[s][k];
        if (running[slot] + 2 > running[from]) continue;
        int room = camp_move_room(st, item, slot, false);
        if (room < 0) continue;
        (*tries)--;
        camp_state_mark(st);
        double worth = camp_state_worth(st);
        camp_state_put(st, item, slot, room);
        camp_state_settle(st);
        if (camp_state_worth(st) >= worth - 1e-9) return true;
        camp_state_undo(st);
    }
    return false;
}

void camp_polish_spread(camp_state *st, uint64_t tries, bool (*stop)(void *user), void *user) {
    const camp_problem_data *d = st->problem;
    int *running = CAMP_NEW(st->arena, int, d->event->n_slots);
    count_running(st, running);
    for (int i = 0; i < d->n_items && tries && !stop(user); i++)
        if (st->slot[i] >= 0 && camp_state_span(st, i)->n == 1 && ease(st, i, running, &tries))
            count_running(st, running);
    st->n_log = 0;
}

/* ---------------------------------------------------------------- rooms */

/* How badly a room suits a run: people without a seat first, then empty seats. */
static double misfit(const camp_state *st, int item, int room) {
    const camp_event *e = st->problem->event;
    double turnout = st->load[item] * st->problem->turnout, seats = e->rooms[room].capacity;
    if (e->rooms[room].capacity == CAMP_UNLIMITED) return 0;
    double over = turnout - seats;
    /* relative, so that 5 people in a room of 60 weigh more than 45 in a room of 100; squared, so that
     * exchanging the rooms of two runs makes a difference */
    double spare = log((seats + 1) / (turnout + 1));
    return over > 0 ? 1000 * over : spare * spare;
}

static bool holds(const camp_state *st, int item, int room) {
    const camp_problem_data *d = st->problem;
    if (!camp_problem_fits(d, d->item_session[item], st->slot[item], room)) return false;
    return !d->event->limited || st->load[item] <= d->event->rooms[room].capacity + 1e-6;
}

/* A run whose room no lock names. */
static bool may_change_room(const camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    int s = d->item_session[item];
    for (int k = 0; k < d->n_locks_of[s]; k++)
        if (d->event->locks[d->locks_of[s][k]].room >= 0) return false;
    return true;
}

static void set_room(camp_state *st, int item, int room) {
    const camp_problem_data *d = st->problem;
    const camp_slots *span = camp_state_span(st, item);
    for (int i = 0; i < span->n; i++) {
        int *old = &st->cell[span->chain[i] * d->event->n_rooms + st->room[item]];
        if (*old == item) *old = -1;
    }
    for (int i = 0; i < span->n; i++)
        st->cell[span->chain[i] * d->event->n_rooms + room] = item;
    st->room[item] = room;
}

/* Puts an item into another room of its site: free, or held by a run of the same slots that then takes the
 * old one. */
static bool try_room(camp_state *st, int item, int room) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int old = st->room[item];
    if (room == old || e->rooms[room].site != e->rooms[old].site || !holds(st, item, room)) return false;
    int other = camp_state_in_way(st, camp_state_span(st, item), room, item);
    double before = misfit(st, item, old), after = misfit(st, item, room);
    if (other >= 0) {
        if (st->slot[other] != st->slot[item] ||
            camp_state_span(st, other)->n != camp_state_span(st, item)->n || !holds(st, other, old) ||
            !may_change_room(st, other))
            return false;
        before += misfit(st, other, room), after += misfit(st, other, old);
    }
    if (after > before - 1e-9) return false;
    if (other >= 0) set_room(st, other, old);
    set_room(st, item, room);
    return true;
}

void camp_polish_rooms(camp_state *st) {
    const camp_problem_data *d = st->problem;
    bool changed = true;
    for (int pass = 0; changed && pass < 20; pass++) {
        changed = false;
        for (int i = 0; i < d->n_items; i++)
            for (int r = 0; st->slot[i] >= 0 && may_change_room(st, i) && r < d->event->n_rooms; r++)
                changed |= try_room(st, i, r);
    }
}
