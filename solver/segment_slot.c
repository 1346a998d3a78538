/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_slot.c - sets of sessions for one slot, people having something already.
 *
 *     gain(s | A) = stakes - price + sum over non-presenters of max(0, w(p,s) - have_p) - sum over presenters
 * of s of have_p
 *
 * Gains only fall as A grows, so the ones that are left, the positive ones among as many as there is room
 * for, bound every completion. Depth first, largest gain first, negative ones too as long as the bound
 * allows.
 */
#include "segment_parts.h"
#include <string.h>

enum { NODES_A_QUESTION = 1024 };
static const double ANY_GAIN = 1e200; /* not yet known */

struct camp_slot_option {
    double gain;
    int element;
};

bool camp_segment_budget_take(camp_segment_budget *b) {
    if (b->nodes >= b->most) b->out = true;
    if (b->stop && b->nodes % NODES_A_QUESTION == 0 && b->stop(b->user)) b->out = true;
    if (!b->out) b->nodes++;
    return !b->out;
}

void camp_slot_search_make(camp_slot_search *w, const camp_segments *x, camp_arena *arena) {
    const camp_event *e = x->problem->event;
    int most = 0, elements = 0;
    long widest = 0;
    for (int k = 0; k < x->n_kinds; k++) {
        if (x->kinds[k].most > most) most = x->kinds[k].most;
        if (x->kinds[k].n_elements > elements) elements = x->kinds[k].n_elements;
    }
    if (most > elements) most = elements;
    for (int s = 0; s < e->n_sessions; s++) {
        long n = x->problem->fan_first[s + 1] - x->problem->fan_first[s] + x->hosts[s].n;
        if (n > widest) widest = n;
    }
    *w = (camp_slot_search){.segments = x};
    w->have = CAMP_NEW(arena, double, e->n_people);
    w->chosen = CAMP_NEW(arena, int, most + 1);
    w->options = CAMP_NEW(arena, struct camp_slot_option *, most + 1);
    w->saved = CAMP_NEW(arena, double *, most + 1);
    for (int i = 0; i <= most; i++) {
        w->options[i] = CAMP_NEW(arena, struct camp_slot_option, elements);
        w->saved[i] = CAMP_NEW(arena, double, widest);
    }
}

static const camp_list *hosts_of(const camp_slot_search *w, int element) {
    return &w->segments->hosts[w->kind->elements[element].session];
}

/* Sum of max(0, w - have), as half of x + |x|: without a branch, which would be guessed wrong half the time.
 */
static double over_sum(const camp_segment_fans *fans, const double *have) {
    double even = 0, odd = 0;
    int j = 0;
    for (; j + 1 < fans->n; j += 2) {
        double a = fans->weight[j] - have[fans->person[j]];
        double b = fans->weight[j + 1] - have[fans->person[j + 1]];
        even += a + fabs(a), odd += b + fabs(b);
    }
    if (j < fans->n) {
        double a = fans->weight[j] - have[fans->person[j]];
        even += a + fabs(a);
    }
    return (even + odd) / 2;
}

/* NOTHING where a presenter is busy. */
static double gain_of(const camp_slot_search *w, int element) {
    const camp_segment_element *e = &w->kind->elements[element];
    double gain = w->gain[e->session];
    if (w->factor) gain *= w->factor[e->session];
    const camp_list *hosts = hosts_of(w, element);
    for (int i = 0; i < hosts->n; i++) {
        if (w->have[hosts->at[i]] >= CAMP_SEGMENT_BUSY) return CAMP_SEGMENT_NOTHING;
        gain -= w->have[hosts->at[i]];
    }
    return gain + over_sum(&e->fans, w->have);
}

static void take(camp_slot_search *w, int element, double *saved) {
    const camp_segment_fans *fans = &w->kind->elements[element].fans;
    const camp_list *hosts = hosts_of(w, element);
    for (int j = 0; j < fans->n; j++) {
        double *have = &w->have[fans->person[j]];
        saved[j] = *have;
        if (fans->weight[j] > *have) *have = fans->weight[j];
    }
    for (int i = 0; i < hosts->n; i++) {
        saved[fans->n + i] = w->have[hosts->at[i]];
        w->have[hosts->at[i]] = CAMP_SEGMENT_BUSY;
    }
    w->chosen[w->n_chosen++] = element;
}

static void give_back(camp_slot_search *w, int element, const double *saved) {
    const camp_segment_fans *fans = &w->kind->elements[element].fans;
    const camp_list *hosts = hosts_of(w, element);
    for (int i = hosts->n - 1; i >= 0; i--)
        w->have[hosts->at[i]] = saved[fans->n + i];
    for (int j = fans->n - 1; j >= 0; j--)
        w->have[fans->person[j]] = saved[j];
    w->n_chosen--;
}

/* Largest gain first. Nearly so already: the order of the node above. */
static void sort_options(struct camp_slot_option *options, int n) {
    for (int i = 1; i < n; i++) {
        struct camp_slot_option option = options[i];
        int k = i;
        for (; k > 0 && (options[k - 1].gain < option.gain ||
                         (options[k - 1].gain == option.gain && options[k - 1].element > option.element));
             k--)
            options[k] = options[k - 1];
        options[k] = option;
    }
}

static bool enough(const camp_slot_search *w, double value) {
    return w->beat ? value > w->need : value >= w->need;
}

/* Sum of the positive ones among the first `most` gains. */
static double best_of(const struct camp_slot_option *options, int n, int most) {
    double sum = 0;
    for (int i = 0; i < n && i < most && options[i].gain > 0; i++)
        sum += options[i].gain;
    return sum;
}

/* What value can become by taking options[i] and up to left - 1 of those behind it. */
static double limit_of(const struct camp_slot_option *options, int n, int i, int left, double value) {
    return value + options[i].gain + best_of(options + i + 1, n - i - 1, left - 1);
}

static void visit(camp_slot_search *w, const struct camp_slot_option *above, int n_above, double value) {
    if (enough(w, value)) w->found(w->user, value);
    int depth = w->n_chosen, left = w->most - depth, n = 0;
    struct camp_slot_option *here = w->options[depth];
    double others = best_of(above, n_above, left - 1);
    for (int i = 0; i < n_above && left > 0; i++) {
        if (!enough(w, value + above[i].gain + others)) break; /* by the gains it had above */
        double gain = gain_of(w, above[i].element);
        if (gain > CAMP_SEGMENT_NOTHING) here[n++] = (struct camp_slot_option){gain, above[i].element};
    }
    sort_options(here, n);
    for (int i = 0; i < n; i++) {
        double limit = limit_of(here, n, i, left, value);
        if (!enough(w, limit)) return;
        if (!camp_segment_budget_take(w->budget)) {
            if (limit > w->budget->upper) w->budget->upper = limit;
            return;
        }
        take(w, here[i].element, w->saved[depth]);
        visit(w, here + i + 1, n - i - 1, value + here[i].gain);
        give_back(w, here[i].element, w->saved[depth]);
    }
}

void camp_slot_search_run(camp_slot_search *w, double base) {
    int most = w->most, n = 0;
    struct camp_slot_option *all = w->options[0];
    for (int e = 0; e < w->n_elements; e++) {
        int s = w->kind->elements[e].session;
        if (w->used &&
            w->used[s] >= w->segments->problem->first_item[s + 1] - w->segments->problem->first_item[s])
            continue;
        all[n++] = (struct camp_slot_option){ANY_GAIN, e};
    }
    if (w->most > n) w->most = n;
    w->n_chosen = 0;
    visit(w, all, n, base);
    w->most = most;
}
