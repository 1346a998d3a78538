/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event.c - small questions to an event. */
#include "event/event.h"

bool camp_list_has(camp_list list, int value) {
    int low = 0, high = list.n;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (list.at[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list.n && list.at[low] == value;
}

bool camp_list_allows(camp_list list, int value) {
    return list.n == 0 || camp_list_has(list, value);
}

bool camp_event_in_audience(const camp_event *event, int person, int session) {
    camp_list wanted = event->sessions[session].audience, has = event->people[person].groups;
    if (wanted.n == 0 || event->people[person].expected) return true;
    for (int i = 0; i < wanted.n; i++)
        if (camp_list_has(has, wanted.at[i])) return true;
    return false;
}

double camp_event_weight(const camp_event *event, int person, int session) {
    long low = event->vote_start[person], high = event->vote_start[person + 1], end = high;
    while (low < high) {
        long middle = low + (high - low) / 2;
        if (event->vote_session[middle] < session)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && event->vote_session[low] == session ? event->vote_weight[low] : 0.0;
}

/* The next in the order of falling weights (equal ones by place) behind entry `last`; -1: none. */
static long next_largest(const camp_event *event, int person, long last) {
    const double *weight = event->vote_weight;
    long best = -1;
    for (long i = event->vote_start[person]; i < event->vote_start[person + 1]; i++) {
        bool later = last < 0 || weight[i] < weight[last] || (weight[i] == weight[last] && i > last);
        if (later && (best < 0 || weight[i] > weight[best])) best = i;
    }
    return best;
}

/* O(length * votes of the person): lengths are small. */
double camp_event_stake(const camp_event *event, int person, int session) {
    double sum = 0;
    long n = event->vote_start[person + 1] - event->vote_start[person], at = -1;
    if (event->sessions[session].length >= n) {
        for (long i = event->vote_start[person]; i < event->vote_start[person + 1]; i++)
            sum += event->vote_weight[i];
        return sum;
    }
    for (int k = 0; k < event->sessions[session].length; k++) {
        at = next_largest(event, person, at);
        sum += event->vote_weight[at];
    }
    return sum;
}

bool camp_event_chain(const camp_event *event, int slot, int length, int *slots) {
    for (int i = 0; i < length; i++) {
        if (slot < 0 || !event->slots[slot].open) return false;
        slots[i] = slot;
        slot = event->slots[slot].next;
    }
    return true;
}
