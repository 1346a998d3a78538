/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_bound.c - limits on matched and served that need no program.
 *
 * A person who is there for at most n slots that do not overlap can sit in or present runs of n slots
 * together. Each session gives a value (weight, or stake) and takes `length` slots, so the best a person can
 * have is at most
 *
 *     the fractional knapsack:  sessions by value / length, until n slots are full
 */
#include "direct.h"

#include <stdlib.h>

/* The most open slots in which the person is there and of which no two overlap: by end, take what fits. */
static int free_slots(const camp_event *event, int person, const int *by_end) {
    int n = 0;
    long end = LONG_MIN;
    for (int i = 0; i < event->n_open; i++) {
        const camp_slot *slot = &event->slots[by_end[i]];
        if (slot->start_min < end || !camp_list_allows(event->people[person].slots, by_end[i])) continue;
        end = slot->end_min;
        n++;
    }
    return n;
}

/* The open slots by end: insertion, for they are nearly in order. */
static int *open_by_end(const camp_event *event, camp_arena *arena) {
    int *slots = CAMP_NEW(arena, int, event->n_open);
    for (int i = 0; i < event->n_open; i++) {
        int at = i;
        for (; at > 0 && event->slots[slots[at - 1]].end_min > event->slots[event->open[i]].end_min; at--)
            slots[at] = slots[at - 1];
        slots[at] = event->open[i];
    }
    return slots;
}

typedef struct prize {
    double value, per_slot;
    int length;
} prize;

static int by_value(const void *a, const void *b) {
    double x = ((const prize *)a)->per_slot, y = ((const prize *)b)->per_slot;
    return x < y ? 1 : x > y ? -1 : 0;
}

static double best_of(const camp_event *event, int person, int slots, prize *prizes) {
    int n = 0;
    for (long v = event->vote_start[person]; v < event->vote_start[person + 1]; v++) {
        int length = event->sessions[event->vote_session[v]].length;
        prize one = {event->vote_weight[v], event->vote_weight[v] / length, length};
        if (length <= slots) prizes[n++] = one;
    }
    camp_list own = event->people[person].presents;
    for (int k = 0; k < own.n; k++) {
        int length = event->sessions[own.at[k]].length;
        double stake = camp_event_stake(event, person, own.at[k]);
        prize one = {stake, stake / length, length};
        if (length <= slots) prizes[n++] = one;
    }
    qsort(prizes, (size_t)n, sizeof *prizes, by_value);
    double sum = 0;
    for (int i = 0, left = slots; i < n && left > 0; left -= prizes[i++].length)
        sum += prizes[i].length <= left ? prizes[i].value : prizes[i].per_slot * left;
    return sum;
}

/* Both limits in one walk over the people. When memory runs out, "no limit" and floor times people are still
 * true. */
static double walk(const camp_event *event, long *served) {
    camp_arena arena;
    camp_arena_init(&arena);
    *served = 0;
    if (setjmp(arena.recover)) {
        camp_arena_free(&arena);
        *served = (long)event->floor * event->n_people;
        return INFINITY;
    }
    int *by_end = open_by_end(event, &arena);
    prize *prizes = CAMP_NEW(&arena, prize, 2 * (size_t)event->n_sessions);
    double sum = 0;
    long owed = 0;
    for (int p = 0; p < event->n_people; p++) {
        int slots = free_slots(event, p, by_end);
        sum += best_of(event, p, slots, prizes);
        if (!event->people[p].voter) continue;
        long most = 0;
        for (long v = event->vote_start[p]; v < event->vote_start[p + 1]; v++)
            most += event->sessions[event->vote_session[v]].length <= slots;
        if (most > slots) most = slots;
        owed += most < event->floor ? most : event->floor;
    }
    *served = owed;
    camp_arena_free(&arena);
    /* sums of whole and half numbers are exact; else each addition may lose half a unit in the last place */
    bool exact = sum < 0x1p40 && sum * 2 == floor(sum * 2);
    for (long v = 0; v < event->vote_start[event->n_people] && exact; v++)
        exact = event->vote_weight[v] * 2 == floor(event->vote_weight[v] * 2);
    return exact ? sum : sum * (1 + 1e-15 * (double)(event->n_people + 64));
}

double camp_trivial_bound(const camp_event *event) {
    long served;
    return walk(event, &served);
}

long camp_trivial_served(const camp_event *event) {
    long served;
    walk(event, &served);
    return served;
}
