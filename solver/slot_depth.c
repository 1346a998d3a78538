/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_depth.c - the most that a set of elements can be worth in a slot: depth first, with the submodular
 * bound, in doubles. For slots with few elements at once, and for numbers that do not suit slot_whole.h.
 *
 *     gain(e | A) = gain(e) + sum over non-presenters of max(0, w(p,e) - m_p) - sum over presenters of e of
 * m_p
 *
 * m_p: what p has in A already. Gains only fall as A grows (Nemhauser, Wolsey, Fisher 1978), so the k largest
 * positive ones together bound every completion by k more elements. Largest gain first; cut where that sum
 * cannot beat the best set or the threshold. When the nodes run out, the bounds of the branches left open
 * count instead.
 */
#include "slot_sets.h"
#include <stdlib.h>
#include <string.h>

/* Who presents gets more than any seat could offer as m_p: nothing is to be gained from them any more. */
static const double NOTHING_MORE = 1e300;

typedef struct option {
    double gain;
    int element;
} option;

typedef struct search {
    const camp_slot_problem *slot;
    const camp_slot_limits *limits;
    camp_slot_result *result;
    camp_arena *arena;
    double *have;           /* per person: m_p */
    bool *presents, *taken; /* per person; per group */
    int *chosen, n_chosen;
    option **level; /* per depth: candidates */
    double **saved; /* per depth: m_p of the fans of the element taken */
    double best;
    bool out;
} search;

static double gain_of(const search *w, int e) {
    const camp_slot_problem *slot = w->slot;
    double gain = slot->gain[e];
    for (long i = slot->host_first[e]; i < slot->host_first[e + 1]; i++)
        gain -= w->have[slot->host[i]];
    for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++) {
        double more = slot->fan_weight[j] - w->have[slot->fan_person[j]];
        if (more > 0) gain += more;
    }
    return gain;
}

static bool is_excluded(const search *w, int e) {
    const camp_slot_problem *slot = w->slot;
    if (slot->group && slot->group[e] >= 0 && w->taken[slot->group[e]]) return true;
    for (long i = slot->host_first[e]; i < slot->host_first[e + 1]; i++)
        if (w->presents[slot->host[i]]) return true;
    return false;
}

static void take(search *w, int e, double *saved) {
    const camp_slot_problem *slot = w->slot;
    long first = slot->fan_first[e], n = slot->fan_first[e + 1] - first;
    for (long j = 0; j < n; j++) {
        double *have = &w->have[slot->fan_person[first + j]];
        saved[j] = *have;
        if (slot->fan_weight[first + j] > *have) *have = slot->fan_weight[first + j];
    }
    for (long i = slot->host_first[e]; i < slot->host_first[e + 1]; i++) {
        saved[n + i - slot->host_first[e]] = w->have[slot->host[i]];
        w->have[slot->host[i]] = NOTHING_MORE, w->presents[slot->host[i]] = true;
    }
    if (slot->group && slot->group[e] >= 0) w->taken[slot->group[e]] = true;
    w->chosen[w->n_chosen++] = e;
}

static void give_back(search *w, int e, const double *saved) {
    const camp_slot_problem *slot = w->slot;
    long first = slot->fan_first[e], n = slot->fan_first[e + 1] - first;
    for (long i = slot->host_first[e + 1] - 1; i >= slot->host_first[e]; i--)
        w->have[slot->host[i]] = saved[n + i - slot->host_first[e]], w->presents[slot->host[i]] = false;
    for (long j = n - 1; j >= 0; j--)
        w->have[slot->fan_person[first + j]] = saved[j];
    if (slot->group && slot->group[e] >= 0) w->taken[slot->group[e]] = false;
    w->n_chosen--;
}

static int option_order(const void *a, const void *b) {
    const option *x = a, *y = b;
    if (x->gain != y->gain) return x->gain < y->gain ? 1 : -1;
    return x->element - y->element;
}

static void visit(search *w, const option *above, int n_above, double value);

/* The candidates of a node, sorted; those behind the one taken are open in the node below. */
static void branch(search *w, int n, double value) {
    int depth = w->n_chosen, left = w->slot->most - depth;
    option *here = w->level[depth];
    if (n > 1) qsort(here, (size_t)n, sizeof *here, option_order);
    for (int i = 0; i < n; i++) {
        double bound = value;
        for (int k = i; k < n && k < i + left; k++)
            bound += here[k].gain;
        if (bound <= w->best) return;
        if (!w->out)
            w->out = (w->limits->most_nodes && w->result->nodes >= w->limits->most_nodes) ||
                     (w->limits->stop && w->result->nodes % 64 == 0 && w->limits->stop(w->limits->user));
        if (w->out) {
            if (bound > w->result->upper) w->result->upper = bound;
            return;
        }
        take(w, here[i].element, w->saved[depth]);
        visit(w, here + i + 1, n - i - 1, value + here[i].gain);
        give_back(w, here[i].element, w->saved[depth]);
    }
}

static void visit(search *w, const option *above, int n_above, double value) {
    if (value > w->best) {
        w->best = value;
        camp_slot_sets_add(w->result, w->limits->most_sets, value, w->n_chosen, w->chosen, w->arena);
    }
    w->result->nodes++;
    if (w->n_chosen >= w->slot->most) return;
    int n = 0;
    for (int i = 0; i < n_above; i++) {
        int e = above[i].element;
        if (is_excluded(w, e)) continue;
        double gain = gain_of(w, e);
        if (gain > 0) w->level[w->n_chosen][n++] = (option){gain, e};
    }
    branch(w, n, value);
}

static search make_search(const camp_slot_problem *slot, const camp_slot_limits *limits,
                          camp_arena *scratch) {
    search w = {.slot = slot, .limits = limits};
    w.have = CAMP_NEW(scratch, double, slot->n_people), w.presents = CAMP_NEW(scratch, bool, slot->n_people);
    int groups = 0;
    long widest = 0;
    for (int e = 0; e < slot->n_elements; e++) {
        long n = slot->fan_first[e + 1] - slot->fan_first[e] + slot->host_first[e + 1] - slot->host_first[e];
        if (n > widest) widest = n;
        if (slot->group && slot->group[e] >= groups) groups = slot->group[e] + 1;
    }
    w.taken = CAMP_NEW(scratch, bool, groups);
    w.chosen = CAMP_NEW(scratch, int, slot->most + 1), w.level = CAMP_NEW(scratch, option *, slot->most + 1);
    w.saved = CAMP_NEW(scratch, double *, slot->most + 1);
    for (int k = 0; k <= slot->most; k++) {
        w.level[k] = CAMP_NEW(scratch, option, slot->n_elements);
        w.saved[k] = CAMP_NEW(scratch, double, widest);
    }
    return w;
}

camp_slot_result camp_slot_depth(const camp_slot_problem *clean, const camp_slot_limits *limits,
                                 camp_arena *arena) {
    camp_slot_result result = {.upper = limits->threshold};
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    search w = make_search(clean, limits, &scratch);
    w.result = &result, w.arena = arena, w.best = limits->threshold;
    option *all = CAMP_NEW(&scratch, option, clean->n_elements);
    for (int e = 0; e < clean->n_elements; e++)
        all[e].element = e;
    visit(&w, all, clean->n_elements, 0);
    result.complete = !w.out;
    if (w.best > result.upper) result.upper = w.best;
    result.upper += camp_slot_margin(clean);
    camp_arena_free(&scratch);
    return result;
}
