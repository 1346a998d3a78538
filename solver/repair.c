/* SPDX-License-Identifier: GPL-3.0-or-later */
/* repair.c - moves that mend a broken board.
 *
 * The main one: of some runs that break something, one goes to the place where the whole breaks least (a free
 * room, or in exchange with another run), tried without a look at seats ("min-conflicts", Minton et al.
 * 1992).
 */
#include "moves.h"
#include "place.h"

enum { LOOK_FOR_BROKEN = 50, LOOK_FOR_ITEMS = 40 };

static int draw(camp_state *st, int n) {
    return camp_random_below(&st->random, n);
}
static bool chance(camp_state *st, double p) {
    return camp_random_unit(&st->random) < p;
}

/* ---------------------------------------------------------------- the place that breaks least */

/* Totals while places are tried and given back. */
typedef struct trial {
    double broken, value;
    int placed, hung;
    long n_log;
} trial;

static trial begin_trial(const camp_state *st) {
    return (trial){st->broken, st->value, st->placed, st->hung, st->n_log};
}
static void end_trial(camp_state *st, const trial *t) {
    st->broken = t->broken, st->value = t->value, st->placed = t->placed, st->hung = t->hung,
    st->n_log = t->n_log;
}

/* What the board would break less without this run. */
static double breaks(camp_state *st, int item) {
    trial t = begin_trial(st);
    int slot = st->slot[item], room = st->room[item];
    camp_place_set(st, item, -1, -1);
    double less = t.broken - st->broken;
    camp_place_set(st, item, slot, room);
    end_trial(st, &t);
    return less;
}

static int item_that_breaks(camp_state *st) {
    const camp_problem_data *d = st->problem;
    for (int k = 0; k < LOOK_FOR_ITEMS; k++) {
        int item = draw(st, d->n_items), s = d->item_session[item];
        if (st->slot[item] < 0 ? st->runs[s] < d->least_runs[s] : breaks(st, item) > 0.5) return item;
    }
    return -1;
}

typedef struct place {
    int slot, room, n; /* n: places as good as this one so far */
    double broken;
} place;

static void consider(camp_state *st, place *best, int slot, int room, double broken) {
    if (best->n && broken > best->broken + 1e-9) return;
    if (!best->n || broken < best->broken - 1e-9) *best = (place){slot, room, 0, broken};
    if (draw(st, ++best->n) == 0) best->slot = slot, best->room = room;
}

/* `other` leaves its place for `item` and takes the old one, another room of that slot, or none. */
static double exchange(camp_state *st, int item, int other, int old_slot, int old_room) {
    const camp_problem_data *d = st->problem;
    int slot = st->slot[other], room = st->room[other], s = d->item_session[other], to = -1;
    camp_place_set(st, other, -1, -1);
    camp_place_set(st, item, slot, room);
    if (old_slot >= 0 && camp_problem_fits(d, s, old_slot, old_room) &&
        camp_state_in_way(st, camp_problem_span(d, s, old_slot), old_room, other) < 0)
        to = old_room;
    else if (old_slot >= 0 && camp_problem_span(d, s, old_slot)->n)
        to = camp_move_room(st, other, old_slot, true);
    if (to >= 0) camp_place_set(st, other, old_slot, to);
    double broken = st->broken + (to < 0 ? 0.4 : 0); /* leaving a session out is no mending */
    camp_place_set(st, other, -1, -1);
    camp_place_set(st, item, -1, -1);
    camp_place_set(st, other, slot, room);
    return broken;
}

static bool move_to_best(camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int s = d->item_session[item], old_slot = st->slot[item], old_room = st->room[item];
    trial t = begin_trial(st);
    place best = {-1, -1, 0, 0};
    if (old_slot >= 0) camp_place_set(st, item, -1, -1);
    for (int k = 0; k < d->n_starts[s]; k++) {
        int slot = d->starts[s][k];
        for (int r = 0; r < e->n_rooms; r++) {
            if (!camp_problem_fits(d, s, slot, r) || (slot == old_slot && r == old_room)) continue;
            int other = camp_state_in_way(st, camp_problem_span(d, s, slot), r, item);
            if (other < 0) {
                camp_place_set(st, item, slot, r);
                consider(st, &best, slot, r, st->broken);
                camp_place_set(st, item, -1, -1);
            } else if (st->slot[other] == slot && d->item_session[other] != s &&
                       camp_state_span(st, other)->n == e->sessions[s].length)
                consider(st, &best, slot, r, exchange(st, item, other, old_slot, old_room));
        }
    }
    if (old_slot >= 0) camp_place_set(st, item, old_slot, old_room);
    end_trial(st, &t);
    if (best.slot < 0) return false;
    camp_move_relocate(st, item, best.slot, best.room);
    return true;
}

static bool repair_place(camp_state *st) {
    int item = item_that_breaks(st);
    return item >= 0 && move_to_best(st, item);
}

/* ---------------------------------------------------------------- repair */

static int random_item_of(camp_state *st, int s) {
    const camp_problem_data *d = st->problem;
    int n = d->first_item[s + 1] - d->first_item[s];
    return n ? d->first_item[s] + draw(st, n) : -1;
}

static bool repair_rule(camp_state *st, int i) {
    const camp_rule *rule = &st->problem->event->rules[i];
    if (!rule->sessions.n) return false;
    int s = rule->sessions.at[draw(st, rule->sessions.n)];
    if (rule->kind == CAMP_SAME_RUN && chance(st, 0.5)) return camp_move_team(st, i);
    if (rule->kind == CAMP_RUN_AT_LEAST || rule->kind == CAMP_RUN_AT_MOST) {
        if (chance(st, 0.3)) {
            camp_move_touch_session(st, s);
            return true;
        }
    }
    if (rule->kind == CAMP_AWAY_AT_MOST) {
        st->all_dirty = true;
        for (int k = 0; k < rule->people.n; k++)
            camp_state_touch(st, rule->people.at[k]);
        return true;
    }
    int item = random_item_of(st, s);
    if (item < 0) return false;
    if ((rule->kind == CAMP_BUDGET || rule->kind == CAMP_PLACE_AT_MOST || rule->kind == CAMP_SLOT_AT_MOST) &&
        chance(st, 0.5))
        return camp_move_off(st, item);
    return camp_move_shift(st, item);
}

static bool repair_person(camp_state *st) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int first = draw(st, e->n_people);
    for (int k = 0; k < LOOK_FOR_BROKEN && k < e->n_people; k++) {
        int p = (first + k) % e->n_people;
        long n = d->pair_first[p + 1] - d->pair_first[p];
        if (st->person_broken[p] <= 0 || n == 0) continue;
        long pair = d->pair_first[p] + draw(st, (int)n);
        for (long j = 0; j < n && !(d->pair_held[pair] && st->pair_at[pair] < 0);
             j++) /* a seat that is missing */
            pair = d->pair_first[p] + (pair + 1 - d->pair_first[p]) % n;
        int item = random_item_of(st, d->pair_session[pair]);
        if (item < 0) return false;
        if (st->slot[item] >= 0 && chance(st, 0.3)) {
            st->all_dirty = true;
            camp_state_touch(st, p);
            return true;
        }
        return camp_move_shift(st, item);
    }
    return false;
}

/* Something about a session that should run, or a lock that no run keeps. */
static bool repair_board(camp_state *st) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    if (e->n_locks && chance(st, 0.3)) {
        int i = draw(st, e->n_locks);
        const camp_lock_row *lock = &e->locks[i];
        int item = random_item_of(st, lock->session);
        if (st->lock_count[i] || item < 0) return false;
        int slot = lock->slot >= 0 ? lock->slot : st->slot[item];
        if (slot < 0)
            slot = d->n_starts[lock->session] ? d->starts[lock->session][draw(st, d->n_starts[lock->session])]
                                              : -1;
        int room = lock->room >= 0 ? lock->room
                   : slot >= 0     ? camp_move_any_room(st, lock->session, slot)
                                   : -1;
        if (slot < 0 || room < 0 || !camp_problem_fits(d, lock->session, slot, room)) return false;
        camp_move_relocate(st, item, slot, room);
        return true;
    }
    int first = draw(st, e->n_sessions);
    for (int k = 0; k < e->n_sessions; k++) {
        int s = (first + k) % e->n_sessions;
        if (st->runs[s] >= d->least_runs[s]) continue;
        for (int i = d->first_item[s]; i < d->first_item[s + 1]; i++)
            if (st->slot[i] < 0) return camp_move_shift(st, i);
    }
    return false;
}

bool camp_move_repair(camp_state *st) {
    const camp_event *e = st->problem->event;
    if (chance(st, st->seatless ? 0.7 : 0.5) && repair_place(st)) return true;
    if (st->seatless) return repair_board(st);
    int kind = draw(st, 3);
    if (kind == 0) return repair_person(st);
    if (kind == 1) return repair_board(st);
    int first = e->n_rules ? draw(st, e->n_rules) : 0;
    for (int k = 0; k < e->n_rules; k++) {
        int i = (first + k) % e->n_rules;
        if (st->rule_broken[i] > 1e-9) return repair_rule(st, i);
    }
    return false;
}
