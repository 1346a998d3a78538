/* SPDX-License-Identifier: GPL-3.0-or-later */
/* moves.c - the moves of the local search: shift, swap, room, off, seat, team. What mends a broken board is
 * in repair.c. */
#include "moves.h"

enum { MOST_IN_WAY = 16, TRIES_ELSEWHERE = 4 };

static int draw(camp_state *st, int n) {
    return camp_random_below(&st->random, n);
}
static bool chance(camp_state *st, double p) {
    return camp_random_unit(&st->random) < p;
}

/* ---------------------------------------------------------------- rooms */

/* Seats that a run of the session would fill: about half of those who asked for it, shared by its runs. */
static double seats_wanted(const camp_state *st, int s) {
    const camp_problem_data *d = st->problem;
    double fans = (double)(d->fan_first[s + 1] - d->fan_first[s]);
    int runs = d->first_item[s + 1] - d->first_item[s];
    return 0.6 * fans * d->turnout / (runs ? runs : 1);
}

int camp_move_room(camp_state *st, int item, int slot, bool loose) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int s = d->item_session[item], best = -1, n = 0;
    const camp_slots *span = camp_problem_span(d, s, slot);
    double wanted = seats_wanted(st, s), best_fit = 0;
    for (int r = 0; r < e->n_rooms; r++) {
        if (!camp_problem_fits(d, s, slot, r) || camp_state_in_way(st, span, r, item) >= 0) continue;
        n++;
        if (loose) {
            if (draw(st, n) == 0) best = r;
            continue;
        }
        double seats = e->rooms[r].capacity;
        double fit =
            seats < wanted ? seats - wanted : -(seats - wanted) / 1e4; /* too small is worse than too large */
        if (best < 0 || fit > best_fit) best = r, best_fit = fit;
    }
    return best;
}

/* A random room that a session may use in a slot, taken or not; -1: none. */
int camp_move_any_room(camp_state *st, int s, int slot) {
    const camp_event *e = st->problem->event;
    int first = draw(st, e->n_rooms);
    for (int k = 0; k < e->n_rooms; k++) {
        int r = (first + k) % e->n_rooms;
        if (camp_problem_fits(st->problem, s, slot, r)) return r;
    }
    return -1;
}

/* ---------------------------------------------------------------- moving items */

static bool fits_free(const camp_state *st, int item, int slot, int room) {
    int s = st->problem->item_session[item];
    return slot >= 0 && camp_problem_fits(st->problem, s, slot, room) &&
           camp_state_in_way(st, camp_problem_span(st->problem, s, slot), room, item) < 0;
}

/* Finds a place for an item that lost its own. */
static void resettle(camp_state *st, int item, int own_slot, int offered_slot, int offered_room) {
    const camp_problem_data *d = st->problem;
    int s = d->item_session[item];
    if (fits_free(st, item, offered_slot, offered_room)) {
        camp_state_put(st, item, offered_slot, offered_room);
        return;
    }
    int room = camp_move_room(st, item, own_slot, true);
    if (room >= 0) {
        camp_state_put(st, item, own_slot, room);
        return;
    }
    for (int k = 0; k < TRIES_ELSEWHERE; k++) {
        int slot = k == 0 && offered_slot >= 0 ? offered_slot : d->starts[s][draw(st, d->n_starts[s])];
        if (!camp_problem_span(d, s, slot)->n) continue;
        room = camp_move_room(st, item, slot, true);
        if (room < 0) continue;
        camp_state_put(st, item, slot, room);
        return;
    }
}

void camp_move_relocate(camp_state *st, int item, int slot, int room) {
    const camp_problem_data *d = st->problem;
    const camp_slots *span = camp_problem_span(d, d->item_session[item], slot);
    int in_way[MOST_IN_WAY], own_slot[MOST_IN_WAY], n = 0, old_slot = st->slot[item],
                                                    old_room = st->room[item];
    camp_state_put(st, item, -1, -1);
    for (int other; n < MOST_IN_WAY && (other = camp_state_in_way(st, span, room, item)) >= 0; n++) {
        in_way[n] = other, own_slot[n] = st->slot[other];
        camp_state_put(st, other, -1, -1);
    }
    if (camp_state_in_way(st, span, room, item) < 0) camp_state_put(st, item, slot, room);
    for (int k = 0; k < n; k++)
        resettle(st, in_way[k], own_slot[k], old_slot, old_room);
}

bool camp_move_shift(camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    int s = d->item_session[item];
    if (!d->n_starts[s]) return false;
    int slot = d->starts[s][draw(st, d->n_starts[s])];
    if (slot == st->slot[item]) return false;
    int room = -1;
    if (chance(st, 0.7)) room = camp_move_room(st, item, slot, chance(st, 0.3));
    if (room < 0) room = camp_move_any_room(st, s, slot);
    if (room < 0) return false;
    camp_move_relocate(st, item, slot, room);
    return true;
}

static bool swap(camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    int other = draw(st, d->n_items);
    if (st->slot[other] < 0 || other == item || st->slot[other] == st->slot[item]) return false;
    int slot = st->slot[other], room = st->room[other], s = d->item_session[item];
    if (s == d->item_session[other]) return false;
    if (!camp_problem_fits(d, s, slot, room)) {
        room = camp_move_any_room(st, s, slot);
        if (room < 0) return false;
        /* the other one leaves the slot for ours, whatever is in the room we take must find another room */
        int old_slot = st->slot[item], old_room = st->room[item], other_slot = st->slot[other];
        camp_state_put(st, other, -1, -1);
        camp_move_relocate(st, item, slot, room);
        resettle(st, other, other_slot, old_slot, old_room);
        return true;
    }
    camp_move_relocate(st, item, slot, room);
    return true;
}

static bool change_room(camp_state *st, int item) {
    int slot = st->slot[item];
    if (slot < 0) return false;
    int room = camp_move_any_room(st, st->problem->item_session[item], slot);
    if (room < 0 || room == st->room[item]) return false;
    camp_move_relocate(st, item, slot, room);
    return true;
}

bool camp_move_off(camp_state *st, int item) {
    if (st->slot[item] < 0) return false;
    camp_state_put(st, item, -1, -1);
    return true;
}

/* ---------------------------------------------------------------- seats and teams */

void camp_move_touch_session(camp_state *st, int s) {
    const camp_problem_data *d = st->problem;
    st->all_dirty = true;
    for (long j = d->fan_first[s]; j < d->fan_first[s + 1]; j++)
        camp_state_touch(st, d->pair_person[d->fan_pair[j]]);
}

/* Somebody gives up a seat in a full run, and the others choose again. */
static bool give_up_seat(camp_state *st) {
    const camp_problem_data *d = st->problem;
    int item = draw(st, d->n_items), s = d->item_session[item];
    long fans = d->fan_first[s + 1] - d->fan_first[s];
    if (st->slot[item] < 0 || !fans) return false;
    long first = draw(st, (int)fans);
    for (long k = 0; k < fans; k++) {
        long pair = d->fan_pair[d->fan_first[s] + (first + k) % fans];
        if (st->pair_at[pair] != item) continue;
        int person = d->pair_person[pair];
        st->forbidden[person] = item;
        st->all_dirty = true;
        camp_state_seat(st, pair, -1);
        st->vacated[st->n_vacated++] = item;
        camp_state_touch(st, person);
        camp_state_settle(st);
        st->forbidden[person] = -1;
        return true;
    }
    return false;
}

bool camp_move_team(camp_state *st, int rule) {
    const camp_problem_data *d = st->problem;
    const camp_rule *row = &d->event->rules[rule];
    if (!row->sessions.n) return false;
    int s = row->sessions.at[draw(st, row->sessions.n)], n = d->first_item[s + 1] - d->first_item[s];
    if (!n) return false;
    int item = d->first_item[s] + draw(st, n + 1);
    if (item == d->first_item[s + 1] || st->slot[item] < 0) item = -1;
    if (item == st->team_at[rule][s]) return false;
    camp_state_team(st, rule, s, item);
    st->all_dirty = true;
    for (int k = 0; k < row->people.n; k++)
        camp_state_touch(st, row->people.at[k]);
    return true;
}

static bool any_team(camp_state *st) {
    const camp_event *e = st->problem->event;
    int first = draw(st, e->n_rules);
    for (int k = 0; k < e->n_rules; k++) {
        int i = (first + k) % e->n_rules;
        if (e->rules[i].kind == CAMP_SAME_RUN) return camp_move_team(st, i);
    }
    return false;
}

/* ---------------------------------------------------------------- one move */

static bool choose_move(camp_state *st) {
    const camp_problem_data *d = st->problem;
    if (st->broken > 1e-9 && chance(st, st->seatless ? 0.7 : 0.35) && camp_move_repair(st)) return true;
    double u = camp_random_unit(&st->random);
    bool seats = d->event->limited && d->capacity_binds && !st->seatless;
    if (seats && u < 0.15) return give_up_seat(st);
    if (d->event->n_rules && u < 0.20 && !st->seatless && any_team(st)) return true;
    int item = draw(st, d->n_items);
    if (u < 0.25 && (seats || d->travels)) return change_room(st, item);
    if (u < 0.26 && d->first_item[d->item_session[item] + 1] - d->first_item[d->item_session[item]] > 1)
        return camp_move_off(st, item);
    return u < 0.65 ? camp_move_shift(st, item) : swap(st, item);
}

bool camp_move_random(camp_state *st) {
    if (!st->problem->n_items || !choose_move(st)) return false;
    camp_state_settle(st); /* nobody is touched where only places are searched */
    return true;
}
