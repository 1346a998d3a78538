/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_chain.c - segments from above, where every slot is taken by itself.
 *
 * A long session lends each of its slots an equal share of everybody's interest in it. With the set M of long
 * sessions present, a slot can then match at most
 *
 *     alone(M) = max over sets A of short sessions of   sum over people of max over A and M of w or share
 *                                                       + sum over A of (stakes - price)
 *
 * (someone who wants L and a short session beside one half of it gets that one and half of L: too much, but
 * an upper bound), and a program over the states between the slots bounds each stretch of a chain:
 *
 *     ahead_t(C) = max over sets S that start in t of alone(C + S) + sum over S of (stakes - price) +
 * ahead_{t+1}(C')
 */
#include "segment_parts.h"
#include <string.h>

/* ---------------------------------------------------------------- a slot alone */

static void raise_need(void *user, double value) {
    camp_slot_search *search = user;
    search->need = value;
}

/* People have their largest share among the long sessions present; presenters are busy. The sum of what they
 * have, or NOTHING where two of them share a presenter. */
static double have_shares(camp_slot_search *w, uint32_t present) {
    const camp_segments *x = w->segments;
    const camp_event *e = x->problem->event;
    memset(w->have, 0, (size_t)e->n_people * sizeof *w->have);
    for (int k = 0; present >> k; k++) {
        if (!(present >> k & 1)) continue;
        const camp_segment_fans *fans = &w->kind->elements[w->kind->n_shorts + k].fans;
        for (int j = 0; j < fans->n; j++)
            if (fans->weight[j] > w->have[fans->person[j]]) w->have[fans->person[j]] = fans->weight[j];
    }
    for (int k = 0; x->hosted && present >> k; k++) {
        const camp_list *hosts = &x->hosts[x->longs[k]];
        for (int i = 0; (present >> k & 1) && i < hosts->n; i++) {
            if (w->have[hosts->at[i]] >= CAMP_SEGMENT_BUSY) return CAMP_SEGMENT_NOTHING;
            w->have[hosts->at[i]] = CAMP_SEGMENT_BUSY;
        }
    }
    double sum = 0;
    for (int p = 0; p < e->n_people; p++)
        if (w->have[p] < CAMP_SEGMENT_BUSY) sum += w->have[p];
    return sum;
}

double camp_segment_alone(camp_segment_tables *tables, int kind, uint32_t present) {
    double *known = &tables->alone[kind][present];
    if (!isnan(*known)) return *known;
    camp_slot_search *w = tables->search;
    w->kind = &tables->segments->kinds[kind], w->gain = tables->gain;
    w->n_elements = w->kind->n_shorts, w->most = w->kind->most - camp_count_bits(present);
    double base = w->most < 0 ? CAMP_SEGMENT_NOTHING : have_shares(w, present);
    if (base <= CAMP_SEGMENT_NOTHING) return *known = base;
    camp_segment_budget budget = *tables->budget;
    budget.upper = base;
    w->budget = &budget, w->need = base, w->beat = true, w->found = raise_need, w->user = w;
    camp_slot_search_run(w, base);
    tables->budget->nodes = budget.nodes, tables->budget->out = budget.out;
    return *known = w->need > budget.upper ? w->need : budget.upper;
}

/* ---------------------------------------------------------------- stretches of a chain */

/* The most of slots t .. end - 1, the segment ending there, where `state` comes from before t. */
static double step(camp_segment_tables *x, int c, int end, int t, int state) {
    const camp_segments *g = x->segments;
    const camp_segment_chain *chain = &g->chains[c];
    uint32_t present = g->state_longs[state], free = chain->may_start[t] & ~present;
    double best = CAMP_SEGMENT_NOTHING;
    if (t + 1 == end) /* nothing goes on */
        return g->state_next[state] ? best : camp_segment_alone(x, chain->kind[t], present);
    for (uint32_t set = free;; set = (set - 1) & free) {
        int next = camp_segment_next(g, state, set);
        double ahead = next > 0 ? camp_segment_ahead(x, c, end, t + 1, next) : CAMP_SEGMENT_NOTHING;
        if (ahead > CAMP_SEGMENT_NOTHING) {
            double alone = camp_segment_alone(x, chain->kind[t], present | set);
            double value = alone + x->start[set] + ahead;
            if (alone > CAMP_SEGMENT_NOTHING && value > best) best = value;
        }
        if (set == 0) return best;
    }
}

static void make_ahead(camp_segment_tables *x, int c) {
    const camp_segments *g = x->segments;
    int n = g->chains[c].n;
    for (int end = 1; end <= n; end++)
        for (int t = end - 1; t >= 0; t--) {
            double *row = &x->ahead[c][((size_t)end * (size_t)(n + 1) + (size_t)t) * (size_t)g->n_states];
            for (int state = 1; state < g->n_states && t > 0; state++)
                row[state] = step(x, c, end, t, state);
            x->relaxed[c][t * (n + 1) + end] = step(x, c, end, t, 0);
        }
}

camp_segment_tables *camp_segment_tables_make(const camp_segments *g, const double *price,
                                              camp_segment_budget *budget, camp_arena *arena) {
    const camp_event *e = g->problem->event;
    camp_segment_tables *x = CAMP_NEW(arena, camp_segment_tables, 1);
    x->segments = g, x->budget = budget;
    x->gain = CAMP_NEW(arena, double, e->n_sessions);
    for (int s = 0; s < e->n_sessions; s++)
        x->gain[s] = g->stakes[s] - price[s];
    uint32_t sets = 1U << g->n_longs;
    x->start = CAMP_NEW(arena, double, sets);
    for (uint32_t set = 0; set < sets; set++)
        for (int k = 0; set >> k; k++)
            if (set >> k & 1) x->start[set] += x->gain[g->longs[k]];
    x->alone = CAMP_NEW(arena, double *, g->n_kinds);
    for (int k = 0; k < g->n_kinds; k++) {
        x->alone[k] = CAMP_NEW(arena, double, sets);
        for (uint32_t set = 0; set < sets; set++)
            x->alone[k][set] = NAN;
    }
    x->search = CAMP_NEW(arena, camp_slot_search, 1);
    camp_slot_search_make(x->search, g, arena);
    x->ahead = CAMP_NEW(arena, double *, g->n_chains), x->relaxed = CAMP_NEW(arena, double *, g->n_chains);
    for (int c = 0; c < g->n_chains; c++) {
        size_t n = (size_t)g->chains[c].n + 1;
        x->ahead[c] = CAMP_NEW(arena, double, n *n *(size_t)g->n_states);
        x->relaxed[c] = CAMP_NEW(arena, double, n *n);
        make_ahead(x, c);
    }
    return x;
}
