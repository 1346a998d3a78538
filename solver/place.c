/* SPDX-License-Identifier: GPL-3.0-or-later */
/* place.c - items in slots and rooms, and every rule that looks only at runs.
 *
 * camp_place_set takes an item off its old place and puts it into the new one; each half adds or subtracts
 * what the run breaks together with all other runs, so `broken` is a sum over runs, pairs of runs and
 * counters.
 */
#include "place.h"

static void add_broken(camp_state *st, int rule, double by) {
    st->rule_broken[rule] += by, st->broken += by;
}

bool camp_state_clash(const camp_state *st, int item, int other) {
    const camp_problem_data *d = st->problem;
    const camp_slots *a = camp_state_span(st, item), *b = camp_state_span(st, other);
    if (camp_bits_meet(a->clash_bits, b->use_bits, d->words)) return true;
    if (!d->travels) return false;
    const camp_event *e = d->event;
    int needed = e->travel[e->rooms[st->room[item]].site * e->n_sites + e->rooms[st->room[other]].site];
    long pause = a->end_min <= b->start_min ? b->start_min - a->end_min : a->start_min - b->end_min;
    return needed > 0 && pause >= 0 && pause < needed;
}

static bool overlap(const camp_state *st, int item, int other) {
    return camp_bits_meet(camp_state_span(st, item)->clash_bits, camp_state_span(st, other)->use_bits,
                          st->problem->words);
}

int camp_state_in_way(const camp_state *st, const camp_slots *span, int room, int other) {
    for (int i = 0; i < span->n_clash; i++) {
        int item = st->cell[span->clash[i] * st->problem->event->n_rooms + room];
        if (item >= 0 && item != other) return item;
    }
    return -1;
}

/* ---------------------------------------------------------------- what a run breaks with others */

/* Presenters in two places, and two runs of one session at once. */
static double presenter_clashes(const camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int s = d->item_session[item], n = 0;
    for (int other = d->first_item[s]; other < d->first_item[s + 1]; other++)
        if (other != item && st->slot[other] >= 0) n += overlap(st, item, other);
    const camp_list *presenters = &e->sessions[s].presenters;
    for (int i = 0; i < presenters->n; i++) {
        const camp_list *own = &e->people[presenters->at[i]].presents;
        for (int k = 0; k < own->n; k++)
            for (int other = d->first_item[own->at[k]]; other < d->first_item[own->at[k] + 1]; other++)
                if (other != item && st->slot[other] >= 0) n += camp_state_clash(st, item, other);
    }
    return n;
}

/* Somebody who must attend the only run of `s` presents `item`, or must attend it too. */
static int bound_clash(const camp_state *st, int item, int s) {
    const camp_problem_data *d = st->problem;
    int other = d->first_item[s];
    return other != item && st->slot[other] >= 0 && camp_state_clash(st, item, other);
}

/* People who must attend cannot come, or find too few seats. A valid board has none of it. */
static double bound_clashes(const camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int s = d->item_session[item], n = 0;
    const camp_slots *span = camp_state_span(st, item);
    for (int i = 0; i < d->n_bound[s]; i++) {
        int p = d->bound_people[s][i];
        const camp_list *own = &e->people[p].presents;
        n += !camp_state_pair_fits(st, span, p);
        for (int k = 0; k < own->n; k++)
            for (int other = d->first_item[own->at[k]]; other < d->first_item[own->at[k] + 1]; other++)
                n += st->slot[other] >= 0 && camp_state_clash(st, item, other);
        for (int k = 0; k < d->n_bound_to[p]; k++)
            n += bound_clash(st, item, d->bound_to[p][k]);
    }
    if (e->limited && d->n_bound[s] > camp_state_seats_of(st, item))
        n += d->n_bound[s] - camp_state_seats_of(st, item);
    const camp_list *presenters = &e->sessions[s].presenters;
    for (int i = 0; i < presenters->n; i++)
        for (int k = 0; k < d->n_bound_to[presenters->at[i]]; k++)
            n += bound_clash(st, item, d->bound_to[presenters->at[i]][k]);
    return n;
}

/* apart: runs of other selected sessions at the same time. */
static double apart_breaks(const camp_state *st, const camp_rule *rule, int item) {
    const camp_problem_data *d = st->problem;
    int n = 0;
    for (int k = 0; k < rule->sessions.n; k++) {
        int s = rule->sessions.at[k];
        if (s == d->item_session[item]) continue;
        for (int other = d->first_item[s]; other < d->first_item[s + 1]; other++)
            if (st->slot[other] >= 0) n += overlap(st, item, other);
    }
    return n;
}

static bool ends_too_late(const camp_state *st, int first, int second) {
    return camp_state_span(st, first)->end_min > camp_state_span(st, second)->start_min;
}

/* before: pairs (earlier item of the list, later one) with this run in one of them. */
static double before_breaks(const camp_state *st, int i, int item) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    const camp_rule *rule = &e->rules[i];
    int s = d->item_session[item], n = 0;
    for (int a = 0; a < rule->n_items; a++) {
        if (!d->rule_item_of[i][a * e->n_sessions + s]) continue;
        for (int b = 0; b < rule->n_items; b++) {
            if (b == a) continue;
            for (int k = 0; k < rule->items[b].n; k++) {
                int s2 = rule->items[b].at[k];
                for (int other = d->first_item[s2]; other < d->first_item[s2 + 1]; other++) {
                    if (st->slot[other] < 0) continue;
                    if (other == item)
                        n += a < b; /* a run cannot end before its own start: once a pair */
                    else
                        n += a < b ? ends_too_late(st, item, other) : ends_too_late(st, other, item);
                }
            }
        }
    }
    return n;
}

static void count_slots(camp_state *st, int i, const camp_slots *span, int by) {
    const camp_rule *rule = &st->problem->event->rules[i];
    double sign = rule->kind == CAMP_SLOT_AT_MOST ? 1 : -1;
    for (int j = 0; j < span->n; j++) {
        int *count = &st->count[i][span->chain[j]];
        add_broken(st, i,
                   camp_excess(sign * (*count + by - rule->limit)) -
                       camp_excess(sign * (*count - rule->limit)));
        *count += by;
    }
}

/* A sum over the board against its limit. */
static void change_sum(camp_state *st, int i, double by) {
    const camp_rule *rule = &st->problem->event->rules[i];
    double sign = rule->kind == CAMP_PLACE_AT_LEAST ? -1 : 1;
    /* money: in units of a tenth of the limit, so that a few units too much count about as much as a session
     */
    double unit = rule->kind == CAMP_BUDGET && rule->limit > 10 ? rule->limit / 10 : 1;
    double before = camp_excess(sign * (st->sum[i] - rule->limit) / unit);
    st->sum[i] += by;
    if (rule->kind == CAMP_BUDGET && st->sum[i] > -1e-6 && st->sum[i] < 1e-6) st->sum[i] = 0;
    add_broken(st, i, camp_excess(sign * (st->sum[i] - rule->limit) / unit) - before);
}

static void count_start(camp_state *st, int i, int slot, int by) {
    int *count = &st->count[i][slot];
    double before = camp_excess(st->sum[i] - 1);
    if (by > 0 && (*count)++ == 0) st->sum[i]++;
    if (by < 0 && --(*count) == 0) st->sum[i]--;
    add_broken(st, i, camp_excess(st->sum[i] - 1) - before);
}

/* The rules of a run that is on the board now: by = 1 it has come, by = -1 it is about to go. */
static void count_place_rules(camp_state *st, int item, int by, bool first_or_last) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int s = d->item_session[item];
    const camp_slots *span = camp_state_span(st, item);
    for (int k = 0; k < d->n_place_rules[s]; k++) {
        int i = d->place_rules[s][k];
        const camp_rule *rule = &e->rules[i];
        switch (rule->kind) {
        case CAMP_APART:
            add_broken(st, i, by * apart_breaks(st, rule, item));
            break;
        case CAMP_BEFORE:
            add_broken(st, i, by * before_breaks(st, i, item));
            break;
        case CAMP_TOGETHER:
            count_start(st, i, st->slot[item], by);
            break;
        case CAMP_SLOT_AT_MOST:
        case CAMP_SLOT_AT_LEAST:
            count_slots(st, i, span, by);
            break;
        case CAMP_BUDGET:
            change_sum(st, i, by * e->sessions[s].cost);
            break;
        default:
            if (first_or_last) change_sum(st, i, by); /* place_at_most, place_at_least */
        }
    }
    for (int k = 0; k < d->n_run_rules[s]; k++) {
        int i = d->run_rules[s][k];
        add_broken(st, i, by * camp_run_break(&e->rules[i], 0));
    }
    for (int k = 0; k < d->n_locks_of[s]; k++) {
        int i = d->locks_of[s][k];
        const camp_lock_row *lock = &e->locks[i];
        if ((lock->slot >= 0 && lock->slot != st->slot[item]) ||
            (lock->room >= 0 && lock->room != st->room[item]))
            continue;
        st->broken += (st->lock_count[i] + by == 0) - (st->lock_count[i] == 0);
        st->lock_count[i] += by;
    }
}

static double missing_runs(const camp_problem_data *d, int s, int runs) {
    return runs < d->least_runs[s] ? d->least_runs[s] - runs : 0;
}

/* Stakes of the presenters, who are away too. */
static void count_presenters(camp_state *st, int item, int by, bool first_or_last) {
    const camp_event *e = st->problem->event;
    int s = st->problem->item_session[item];
    const camp_list *presenters = &e->sessions[s].presenters;
    for (int i = 0; i < presenters->n; i++) {
        if (first_or_last) st->value += by * camp_event_stake(e, presenters->at[i], s);
        camp_state_away(st, presenters->at[i], camp_state_span(st, item), by);
    }
}

static void change_run(camp_state *st, int item, int by) {
    const camp_problem_data *d = st->problem;
    int s = d->item_session[item];
    bool first_or_last = by > 0 ? st->runs[s] == 0 : st->runs[s] == 1;
    const camp_slots *span = camp_state_span(st, item);
    st->broken += by * (presenter_clashes(st, item) + bound_clashes(st, item));
    count_place_rules(st, item, by, first_or_last);
    count_presenters(st, item, by, first_or_last);
    st->broken += missing_runs(d, s, st->runs[s] + by) - missing_runs(d, s, st->runs[s]);
    st->runs[s] += by, st->placed += by, st->hung += first_or_last ? by : 0;
    for (int i = 0; i < span->n; i++)
        st->cell[span->chain[i] * d->event->n_rooms + st->room[item]] = by > 0 ? item : -1;
}

void camp_place_set(camp_state *st, int item, int slot, int room) {
    camp_state_note(st,
                    (camp_change){.kind = CHANGE_ITEM, .a = item, .b = st->slot[item], .c = st->room[item]});
    if (st->slot[item] >= 0) change_run(st, item, -1);
    st->slot[item] = slot, st->room[item] = room;
    if (slot >= 0) change_run(st, item, 1);
}

/* ---------------------------------------------------------------- an item with its seats */

/* Everyone with an interest in the item's session, and its presenters, may want other seats now. */
static void touch_fans(camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    int s = d->item_session[item];
    const camp_list *presenters = &d->event->sessions[s].presenters;
    for (int i = 0; i < presenters->n; i++)
        camp_state_touch(st, presenters->at[i]);
    for (long j = d->fan_first[s]; j < d->fan_first[s + 1]; j++)
        camp_state_touch(st, d->pair_person[d->fan_pair[j]]);
}

/* Seats that presenters of the session hold at the new time cannot stay; settling seats them anew, so only
 * the seats of the item itself are given up here. */
static void clear_seats(camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    int s = d->item_session[item];
    for (long j = d->fan_first[s]; j < d->fan_first[s + 1]; j++)
        if (st->pair_at[d->fan_pair[j]] == item) camp_state_seat(st, d->fan_pair[j], -1);
}

void camp_state_put(camp_state *st, int item, int slot, int room) {
    if (st->slot[item] == slot && st->room[item] == room) return;
    if (st->slot[item] >= 0 && !st->seatless) {
        clear_seats(st, item);
        camp_state_dirty(st, camp_state_span(st, item));
    }
    camp_place_set(st, item, slot, room);
    if (st->seatless) return;
    if (slot >= 0) camp_state_dirty(st, camp_state_span(st, item));
    touch_fans(st, item);
}

/* ---------------------------------------------------------------- the empty board */

void camp_place_start(camp_state *st) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    for (int i = 0; i < e->n_rules; i++) {
        const camp_rule *rule = &e->rules[i];
        if (rule->kind == CAMP_SLOT_AT_LEAST) add_broken(st, i, e->n_open * camp_excess(rule->limit));
        if (rule->kind == CAMP_PLACE_AT_LEAST) add_broken(st, i, camp_excess(rule->limit));
    }
    for (int s = 0; s < e->n_sessions; s++)
        st->broken += missing_runs(d, s, 0);
    st->broken += (double)(e->n_locks + d->n_hopeless);
}
