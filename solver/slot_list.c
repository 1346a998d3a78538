/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_list.c - every set of elements of a slot that is worth more than a threshold.
 *
 *     gain(e | A) = gain(e) + sum over fans p of e who are not busy of max(0, w(p,e) - m_p) - sum over hosts
 * of e of m_p                                                          m_p = max over e in A of w(p,e)
 *
 * Depth first. The children of a set are its candidates by falling gain; a child's own candidates are those
 * behind it, so every set is met once. Gains only fall as A grows, so no completion of a child adds more than
 * its gain and the k - 1 largest positive ones behind it (k: elements that still fit); where that does not
 * pass the threshold, it does not for any later child either. Candidates that lose are taken as well: the
 * threshold lies below the best set.
 *
 * A gain is not computed anew at every set but lowered person by person: for each fan of the element taken,
 * in what else they wanted.
 */
#include "slot_sets.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ASK_EVERY = 1024 };

typedef struct undo {
    int person;
    double have;
} undo;

typedef struct listing {
    camp_slot_problem slot; /* without what counts nothing */
    const camp_slot_limits *limits;
    camp_arena *arena;
    camp_slot_result *result;
    double least; /* the threshold, and less by what rounding may cost */

    /* per person: what they want, what they host */
    long *vote_first, *hosted_first;
    int *vote_element, *hosted;
    double *vote_weight;

    double *have;  /* per person: m_p, HUGE_VAL when busy */
    double **gain; /* per depth and element: -INFINITY where it cannot be added */
    int **open;    /* per depth: candidates */
    undo *log;
    int *chosen, n_chosen;
    bool ended;

    int sets_room;
    long n_stored, stored_room;
    long *start; /* per set: its elements in `stored` */
    int *stored;
} listing;

/* ---------------------------------------------------------------- from people to elements */

/* first[p] .. first[p + 1]: where the elements of person p stand, given the people of each element. */
static long *turn_around(const camp_slot_problem *slot, const long *from, const int *person,
                         const double *from_weight, int *element, double *weight, camp_arena *scratch) {
    long *first = CAMP_NEW(scratch, long, slot->n_people + 2); /* one ahead while it is filled */
    for (long j = 0; j < from[slot->n_elements]; j++)
        first[person[j] + 2]++;
    for (int p = 0; p < slot->n_people; p++)
        first[p + 2] += first[p + 1];
    for (int e = 0; e < slot->n_elements; e++)
        for (long j = from[e]; j < from[e + 1]; j++) {
            long at = first[person[j] + 1]++;
            element[at] = e;
            if (weight) weight[at] = from_weight[j];
        }
    return first;
}

static void turn_all(listing *l, camp_arena *scratch) {
    const camp_slot_problem *slot = &l->slot;
    long fans = slot->fan_first[slot->n_elements], hosts = slot->host_first[slot->n_elements];
    l->vote_element = CAMP_NEW(scratch, int, fans), l->vote_weight = CAMP_NEW(scratch, double, fans);
    l->vote_first = turn_around(slot, slot->fan_first, slot->fan_person, slot->fan_weight, l->vote_element,
                                l->vote_weight, scratch);
    l->hosted = CAMP_NEW(scratch, int, hosts);
    l->hosted_first = turn_around(slot, slot->host_first, slot->host, NULL, l->hosted, NULL, scratch);
}

/* ---------------------------------------------------------------- adding an element */

/* Person p has `more` instead of l->have[p]; busy: infinitely much. */
static void raise_person(listing *l, double *gain, int p, double more) {
    double had = l->have[p];
    *l->log++ = (undo){p, had};
    for (long j = l->vote_first[p]; j < l->vote_first[p + 1]; j++) {
        double weight = l->vote_weight[j];
        if (weight > had) gain[l->vote_element[j]] -= (weight < more ? weight : more) - had;
    }
    for (long j = l->hosted_first[p]; j < l->hosted_first[p + 1]; j++)
        gain[l->hosted[j]] -= more - had;
    l->have[p] = more;
}

/* Adds e and fills the gains of the next depth; returns how many people changed. */
static int take(listing *l, int e) {
    const camp_slot_problem *slot = &l->slot;
    double *gain = l->gain[l->n_chosen + 1];
    const undo *before = l->log;
    memcpy(gain, l->gain[l->n_chosen], (size_t)slot->n_elements * sizeof *gain);
    for (long j = slot->host_first[e]; j < slot->host_first[e + 1]; j++)
        if (l->have[slot->host[j]] < HUGE_VAL) raise_person(l, gain, slot->host[j], HUGE_VAL);
    for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++)
        if (slot->fan_weight[j] > l->have[slot->fan_person[j]])
            raise_person(l, gain, slot->fan_person[j], slot->fan_weight[j]);
    for (int k = 0; slot->group && slot->group[e] >= 0 && k < slot->n_elements; k++)
        if (slot->group[k] == slot->group[e]) gain[k] = -INFINITY;
    l->chosen[l->n_chosen++] = e;
    return (int)(l->log - before);
}

static void give_back(listing *l, int changed) {
    for (; changed > 0; changed--) {
        const undo *last = --l->log;
        l->have[last->person] = last->have;
    }
    l->n_chosen--;
}

/* ---------------------------------------------------------------- keeping sets */

static void keep(listing *l, double value, int extra) {
    camp_slot_result *result = l->result;
    int n = l->n_chosen + (extra >= 0);
    if (result->n_sets >= l->limits->most_sets) {
        l->ended = true;
        return;
    }
    if (result->n_sets == l->sets_room) {
        size_t old = (size_t)l->sets_room, room = old ? 2 * old : 256;
        result->sets = camp_arena_grow(l->arena, result->sets, old, room, sizeof *result->sets);
        l->start = camp_arena_grow(l->arena, l->start, old, room, sizeof *l->start);
        l->sets_room = (int)room;
    }
    if (l->n_stored + n > l->stored_room) {
        size_t old = (size_t)l->stored_room, room = 2 * old + 256 + (size_t)n;
        l->stored = camp_arena_grow(l->arena, l->stored, old, room, sizeof *l->stored);
        l->stored_room = (long)room;
    }
    int *elements = l->stored + l->n_stored;
    for (int i = 0; i < n; i++) { /* ascending, by insertion */
        int e = i < l->n_chosen ? l->chosen[i] : extra, k = i;
        for (; k > 0 && elements[k - 1] > e; k--)
            elements[k] = elements[k - 1];
        elements[k] = e;
    }
    l->start[result->n_sets] = l->n_stored;
    result->sets[result->n_sets++] = (camp_slot_set){.value = value, .n = n};
    l->n_stored += n;
}

static int set_order(const void *a, const void *b) {
    const camp_slot_set *x = a, *y = b;
    if (x->value != y->value) return x->value < y->value ? 1 : -1;
    for (int i = 0; i < x->n && i < y->n; i++)
        if (x->elements[i] != y->elements[i]) return x->elements[i] - y->elements[i];
    return x->n - y->n;
}

/* ---------------------------------------------------------------- the search */

static bool is_over(listing *l) {
    const camp_slot_limits *limits = l->limits;
    uint64_t nodes = ++l->result->nodes;
    if (limits->most_nodes && nodes > limits->most_nodes) l->ended = true;
    if (nodes % ASK_EVERY == 0 && limits->stop && limits->stop(limits->user)) l->ended = true;
    return l->ended;
}

/* The candidates of this depth by falling gain, from those above. Hardly out of order: by insertion. */
static int sort_open(const listing *l, const int *above, int n_above) {
    const double *gain = l->gain[l->n_chosen];
    int *open = l->open[l->n_chosen], n = 0;
    for (int i = 0; i < n_above; i++) {
        int e = above[i], k = n;
        if (gain[e] == -INFINITY) continue;
        for (; k > 0 && gain[open[k - 1]] < gain[e]; k--)
            open[k] = open[k - 1];
        open[k] = e, n++;
    }
    return n;
}

static void visit(listing *l, const int *above, int n_above, double value) {
    int left = l->slot.most - l->n_chosen;
    const double *gain = l->gain[l->n_chosen];
    const int *open = l->open[l->n_chosen];
    if (is_over(l)) return;
    if (value > l->least) keep(l, value, -1);
    int n = left > 0 ? sort_open(l, above, n_above) : 0;
    for (int i = 0; i < n && !l->ended; i++) {
        double with = value + gain[open[i]], most = with;
        for (int k = i + 1; k < n && k < i + left && gain[open[k]] > 0; k++)
            most += gain[open[k]];
        if (most <= l->least) return;
        if (left == 1 || i + 1 == n) {
            keep(l, with, open[i]);
            continue;
        }
        int changed = take(l, open[i]);
        visit(l, open + i + 1, n - i - 1, with);
        give_back(l, changed);
    }
}

static void make(listing *l, const camp_slot_problem *slot, camp_arena *scratch) {
    int n = slot->n_elements, depth = slot->most + 1;
    l->slot = camp_slot_clean(slot, scratch);
    turn_all(l, scratch);
    l->have = CAMP_NEW(scratch, double, slot->n_people);
    l->log = CAMP_NEW(scratch, undo, l->slot.fan_first[n] + l->slot.host_first[n]);
    l->chosen = CAMP_NEW(scratch, int, depth);
    l->gain = CAMP_NEW(scratch, double *, depth), l->open = CAMP_NEW(scratch, int *, depth);
    for (int k = 0; k < depth; k++)
        l->gain[k] = CAMP_NEW(scratch, double, n), l->open[k] = CAMP_NEW(scratch, int, n);
    for (int e = 0; e < n; e++) {
        l->gain[0][e] = slot->gain[e];
        for (long j = l->slot.fan_first[e]; j < l->slot.fan_first[e + 1]; j++)
            l->gain[0][e] += l->slot.fan_weight[j];
    }
    l->least = l->limits->threshold - camp_slot_margin(slot);
}

camp_slot_result camp_slot_list(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                camp_arena *arena) {
    camp_slot_result result = {.upper = INFINITY};
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    listing l = {.limits = limits, .arena = arena, .result = &result};
    make(&l, slot, &scratch);
    int *all = CAMP_NEW(&scratch, int, slot->n_elements);
    for (int e = 0; e < slot->n_elements; e++)
        all[e] = e;
    visit(&l, all, slot->n_elements, 0);
    for (int i = 0; i < result.n_sets; i++)
        result.sets[i].elements = l.stored + l.start[i];
    if (result.n_sets > 1) qsort(result.sets, (size_t)result.n_sets, sizeof *result.sets, set_order);
    result.complete = !l.ended;
    if (result.complete) result.upper = fmax(limits->threshold, result.n_sets ? result.sets[0].value : 0);
    camp_arena_free(&scratch);
    return result;
}
