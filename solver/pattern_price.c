/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_price.c - the pattern of a slot that is worth most at given prices, or a bound on it.
 *
 *     gain(s | A) = stakes(s) - price(s) + sum over non-presenters of max(0, w(p,s) - m_p) - sum over
 * presenters of s of m_p
 *
 * m_p: what p has in A already. Gains only fall as A grows (Nemhauser, Wolsey, Fisher 1978), so the k largest
 * positive ones together bound every completion by k more sessions. Depth first, largest gain first; cut
 * where that sum cannot beat the best pattern or the threshold. When the nodes run out, the bounds of the
 * branches left open count instead.
 */
#include "pattern.h"
#include <stdlib.h>
#include <string.h>

typedef struct option {
    double gain;
    int session;
} option;

typedef struct search {
    camp_pricing *pricing;
    const camp_problem_data *d;
    const camp_slot_class *class;
    double *have;   /* per person: m_p */
    bool *presents; /* per person */
    int *chosen, n_chosen;
    option **level; /* per depth: candidates */
    double **saved; /* per depth: m_p of the fans of the session taken */
    double best;
    bool out;
} search;

static double gain_of(const search *w, int s) {
    double gain = w->pricing->patterns->stakes[s] - w->pricing->price[s];
    const camp_list *presenters = &w->d->event->sessions[s].presenters;
    for (int i = 0; i < presenters->n; i++)
        gain -= w->have[presenters->at[i]];
    const camp_slot_class *class = w->class;
    for (long j = class->fan_first[s]; j < class->fan_first[s + 1]; j++) {
        double more = class->fan_weight[j] - w->have[class->fan_person[j]];
        if (more > 0) gain += more; /* who presents has more than anybody can offer, see take */
    }
    return gain;
}

static bool shares_presenter(const search *w, int s) {
    const camp_list *presenters = &w->d->event->sessions[s].presenters;
    for (int i = 0; i < presenters->n; i++)
        if (w->presents[presenters->at[i]]) return true;
    return false;
}

/* Who presents gets more than any seat could offer as m_p: nothing is to be gained from them any more. */
static const double NOTHING_MORE = 1e300;

static void take(search *w, int s, double *saved) {
    const camp_slot_class *class = w->class;
    const camp_list *presenters = &w->d->event->sessions[s].presenters;
    long first = class->fan_first[s], n = class->fan_first[s + 1] - first;
    for (long j = 0; j < n; j++) {
        double *have = &w->have[class->fan_person[first + j]];
        saved[j] = *have;
        if (class->fan_weight[first + j] > *have) *have = class->fan_weight[first + j];
    }
    for (int i = 0; i < presenters->n; i++) {
        saved[n + i] = w->have[presenters->at[i]];
        w->have[presenters->at[i]] = NOTHING_MORE, w->presents[presenters->at[i]] = true;
    }
    w->chosen[w->n_chosen++] = s;
}

static void give_back(search *w, int s, const double *saved) {
    const camp_slot_class *class = w->class;
    const camp_list *presenters = &w->d->event->sessions[s].presenters;
    long first = class->fan_first[s], n = class->fan_first[s + 1] - first;
    for (int i = presenters->n - 1; i >= 0; i--)
        w->have[presenters->at[i]] = saved[n + i], w->presents[presenters->at[i]] = false;
    for (long j = n - 1; j >= 0; j--)
        w->have[class->fan_person[first + j]] = saved[j];
    w->n_chosen--;
}

static int option_order(const void *a, const void *b) {
    const option *x = a, *y = b;
    if (x->gain != y->gain) return x->gain < y->gain ? 1 : -1;
    return x->session - y->session;
}

static void remember(search *w, double value) {
    camp_pricing *pricing = w->pricing;
    w->best = value;
    int at = pricing->n_found % CAMP_MOST_FOUND;
    pricing->found_n[at] = w->n_chosen;
    memcpy(pricing->found[at], w->chosen, (size_t)w->n_chosen * sizeof *w->chosen);
    pricing->n_found++;
}

static double most_of(const search *w) {
    return w->best > w->pricing->threshold ? w->best : w->pricing->threshold;
}

/* from: candidates of the node above; those behind `from` have been dealt with. */
static void visit(search *w, const option *above, int n_above, double value) {
    camp_pricing *pricing = w->pricing;
    if (value > most_of(w)) remember(w, value);
    int depth = w->n_chosen, left = w->class->most - depth, n = 0;
    option *here = w->level[depth];
    pricing->nodes++;
    for (int i = 0; i < n_above && left > 0; i++) {
        int s = above[i].session;
        if (shares_presenter(w, s)) continue;
        double gain = gain_of(w, s);
        if (gain > 0) here[n++] = (option){gain, s};
    }
    if (n > 1) qsort(here, (size_t)n, sizeof *here, option_order);
    for (int i = 0; i < n; i++) {
        double bound = value;
        for (int k = i; k < n && k < i + left; k++)
            bound += here[k].gain;
        if (bound <= most_of(w)) return;
        if (w->out || pricing->nodes >= pricing->most_nodes) {
            w->out = true;
            if (bound > pricing->upper) pricing->upper = bound;
            return;
        }
        take(w, here[i].session, w->saved[depth]);
        visit(w, here + i + 1, n - i - 1, value + here[i].gain);
        give_back(w, here[i].session, w->saved[depth]);
    }
}

static search *make_search(camp_pricing *pricing, camp_arena *scratch) {
    const camp_problem_data *d = pricing->patterns->problem;
    search *w = CAMP_NEW(scratch, search, 1);
    w->pricing = pricing, w->d = d, w->class = &pricing->patterns->classes[pricing->slot_class];
    w->have = CAMP_NEW(scratch, double, d->event->n_people),
    w->presents = CAMP_NEW(scratch, bool, d->event->n_people);
    int most = w->class->most;
    long widest = 0;
    for (int s = 0; s < d->event->n_sessions; s++) {
        long n = d->fan_first[s + 1] - d->fan_first[s] + d->event->sessions[s].presenters.n;
        if (n > widest) widest = n;
    }
    w->chosen = CAMP_NEW(scratch, int, most + 1), w->level = CAMP_NEW(scratch, option *, most + 1);
    w->saved = CAMP_NEW(scratch, double *, most + 1);
    for (int k = 0; k <= most; k++) {
        w->level[k] = CAMP_NEW(scratch, option, w->class->n_sessions);
        w->saved[k] = CAMP_NEW(scratch, double, widest);
    }
    pricing->found_n = CAMP_NEW(scratch, int, CAMP_MOST_FOUND),
    pricing->found = CAMP_NEW(scratch, int *, CAMP_MOST_FOUND);
    for (int k = 0; k < CAMP_MOST_FOUND; k++)
        pricing->found[k] = CAMP_NEW(scratch, int, most + 1);
    return w;
}

void camp_pricing_run(camp_pricing *pricing, camp_arena *scratch) {
    search *w = make_search(pricing, scratch);
    option *all = CAMP_NEW(scratch, option, w->class->n_sessions);
    for (int i = 0; i < w->class->n_sessions; i++)
        all[i].session = w->class->sessions[i];
    pricing->upper = 0, pricing->nodes = 0, pricing->n_found = 0; /* the empty pattern is worth 0 */
    visit(w, all, w->class->n_sessions, 0);
    if (most_of(w) > pricing->upper) pricing->upper = most_of(w);
}

double camp_pattern_value(const camp_patterns *patterns, int slot_class, int n, const int *sessions,
                          double *best) {
    const camp_event *e = patterns->problem->event;
    const camp_slot_class *class = &patterns->classes[slot_class];
    double value = 0;
    for (int i = 0; i < n; i++) {
        value += patterns->stakes[sessions[i]];
        for (long j = class->fan_first[sessions[i]]; j < class->fan_first[sessions[i] + 1]; j++)
            if (class->fan_weight[j] > best[class->fan_person[j]])
                best[class->fan_person[j]] = class->fan_weight[j];
    }
    for (int i = 0; i < n; i++)
        for (int k = 0; k < e->sessions[sessions[i]].presenters.n; k++)
            best[e->sessions[sessions[i]].presenters.at[k]] = 0;
    for (int i = 0; i < n; i++)
        for (long j = class->fan_first[sessions[i]]; j < class->fan_first[sessions[i] + 1]; j++)
            value += best[class->fan_person[j]], best[class->fan_person[j]] = 0;
    return value;
}
