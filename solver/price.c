/* SPDX-License-Identifier: GPL-3.0-or-later */
/* price.c - what a seat in a full run costs.
 *
 *   price of a seat = weight - the best its holder could have instead at that time, or in a repeat, without
 * pushing anybody else out; half the penalty more where a rule may need the seat
 *
 * (while the search is still hot, just the weight: much quicker). It is a guess (the holder's other seats
 * stay as they are), kept per item until its seats change. Whether taking the seat was good is counted
 * exactly afterwards.
 */
#include "price.h"

bool camp_price_full(const camp_state *st, int item, double mass) {
    return st->load[item] + mass > camp_state_seats_of(st, item) + 1e-6;
}

/* Whether one person presents or sits somewhere at the time of an item, a seat of `pair` left out. */
static bool is_busy(const camp_state *st, int person, int item, long pair) {
    const camp_problem_data *d = st->problem;
    const camp_list *own = &d->event->people[person].presents;
    for (int k = 0; k < own->n; k++)
        for (int i = d->first_item[own->at[k]]; i < d->first_item[own->at[k] + 1]; i++)
            if (st->slot[i] >= 0 && camp_state_clash(st, i, item)) return true;
    for (long j = d->pair_first[person]; j < d->pair_first[person + 1]; j++)
        if (j != pair && st->pair_at[j] >= 0 && camp_state_clash(st, st->pair_at[j], item)) return true;
    return false;
}

static bool is_open_to(const camp_state *st, int person, int item) {
    return st->slot[item] >= 0 && camp_state_pair_fits(st, camp_state_span(st, item), person) &&
           !camp_price_full(st, item, st->problem->event->people[person].mass);
}

/* The best the holder of a seat could have instead. */
static double instead(const camp_state *st, long pair, int item) {
    const camp_problem_data *d = st->problem;
    int person = d->pair_person[pair], s = d->pair_session[pair];
    for (int i = d->first_item[s]; i < d->first_item[s + 1]; i++)
        if (i != item && is_open_to(st, person, i) && !is_busy(st, person, i, pair))
            return d->pair_weight[pair];
    double best = 0;
    const uint64_t *time = camp_state_span(st, item)->use_bits;
    for (long j = d->pair_first[person]; j < d->pair_first[person + 1]; j++) {
        if (st->pair_at[j] >= 0 || d->pair_weight[j] <= best || !st->runs[d->pair_session[j]]) continue;
        for (int i = d->first_item[d->pair_session[j]]; i < d->first_item[d->pair_session[j] + 1]; i++)
            /* within the time of the seat nothing else can clash, but for the way between two sites */
            if (st->slot[i] >= 0 && camp_bits_within(camp_state_span(st, i)->use_bits, time, d->words) &&
                is_open_to(st, person, i) && (!d->travels || !is_busy(st, person, i, pair)))
                best = d->pair_weight[j];
    }
    return best < d->pair_weight[pair] ? best : d->pair_weight[pair];
}

long camp_price_cheapest(camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    if (st->cheapest[item] != -2) return st->cheapest[item];
    int s = d->item_session[item];
    long cheapest = -1;
    double least = 0;
    for (long j = d->fan_first[s + 1] - 1; j >= d->fan_first[s]; j--) {
        long pair = d->fan_pair[j];
        if (st->pair_at[pair] != item || d->pair_must[pair]) continue;
        double price = d->pair_weight[pair] - (st->careful ? instead(st, pair, item) : 0);
        if (d->pair_held[pair]) price += 0.5 * st->penalty; /* it may well meet the demand elsewhere */
        if (cheapest >= 0 && price >= least) continue;
        cheapest = pair, least = price;
        if (least <= 0) break;
    }
    st->cheapest_price[item] = least;
    return st->cheapest[item] = cheapest;
}
