/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_order.c - rows of the rules on the order of runs: apart, together, before. */
#include "direct_maker.h"

/* apart, for every moment m:   sum of x(s,t,r) of selected sessions on at m <= 1
 * (runs of one session never overlap anyway) */
static void apart_rows(camp_direct_maker *maker, int index) {
    const camp_direct *direct = maker->direct;
    const camp_rule *rule = &maker->event->rules[index];
    for (int m = 0; m < maker->n_moments && rule->sessions.n > 1; m++) {
        for (int k = 0; k < rule->sessions.n; k++) {
            int s = rule->sessions.at[k];
            for (int i = direct->place_start[s]; i < direct->place_start[s + 1]; i++)
                if (camp_direct_at_moment(maker, i, m)) camp_direct_add_place(maker, i, 1);
        }
        camp_direct_close(maker, -INFINITY, 1, "rule_%d_apart_%d", index + 1, m + 1);
    }
}

/* Adds all runs of session s that start in slot t; whether there are any. */
static bool add_starts(camp_direct_maker *maker, int s, int t, double value) {
    const camp_direct *direct = maker->direct;
    bool any = false;
    for (int i = direct->place_start[s]; i < direct->place_start[s + 1]; i++) {
        if (direct->places[i].slot != t) continue;
        camp_direct_add_place(maker, i, value);
        any = true;
    }
    return any;
}

/* together, with g(t) in [0,1]:   sum over r of x(s,t,r) <= g(t) for every selected s and slot t,   sum g(t)
 * <= 1 */
static void together_rows(camp_direct_maker *maker, int index) {
    const camp_event *event = maker->event;
    const camp_rule *rule = &event->rules[index];
    int *g = CAMP_NEW(maker->scratch, int, event->n_slots), n = 0;
    for (int t = 0; t < event->n_slots; t++) {
        int col = -1;
        for (int k = 0; k < rule->sessions.n; k++) {
            if (!add_starts(maker, rule->sessions.at[k], t, 1)) continue;
            if (col < 0) {
                camp_direct_helper helper = {.kind = CAMP_HELPER_TOGETHER, .a = index, .b = t};
                col = g[n++] = camp_direct_helper_col(maker, helper, 1, false);
                maker->program->col_name[col] = camp_direct_numbered(maker, "together", index + 1, t + 1, 0);
            }
            camp_direct_add(maker, col, -1);
            camp_direct_close(maker, -INFINITY, 0, "rule_%d_together_%d_%d", index + 1, t + 1,
                              rule->sessions.at[k] + 1);
        }
    }
    for (int i = 0; i < n; i++)
        camp_direct_add(maker, g[i], 1);
    camp_direct_close(maker, -INFINITY, 1, "rule_%d_together", index + 1);
}

/* x of each run of the sessions of an item that ends after a minute (or starts by it): <= 1 - m, or <= m.
 * Where a session has one run at most they can be added up. */
static void before_side(camp_direct_maker *maker, int index, camp_list item, bool first, long minute, int m) {
    const camp_direct *direct = maker->direct;
    for (int k = 0; k < item.n; k++) {
        int s = item.at[k];
        bool any = false, single = direct->z_of[s] < 0;
        for (int i = direct->place_start[s]; i < direct->place_start[s + 1]; i++) {
            const camp_direct_place *at = &direct->places[i];
            if (first ? at->end_min <= minute : at->start_min > minute) continue;
            camp_direct_add_place(maker, i, 1);
            any = true;
            bool last = i + 1 == direct->place_start[s + 1];
            if (single && !last) continue;
            camp_direct_add(maker, m, first ? 1 : -1);
            camp_direct_close(maker, -INFINITY, first ? 1 : 0, "rule_%d_before_%d_%d", index + 1, m + 1,
                              i + 1);
            any = false;
        }
        if (!any) continue;
        camp_direct_add(maker, m, first ? 1 : -1);
        camp_direct_close(maker, -INFINITY, first ? 1 : 0, "rule_%d_before_%d_%d", index + 1, m + 1, s + 1);
    }
}

/* A session of both items would have to end before it starts: it has no run. */
static void before_itself(camp_direct_maker *maker, int index, camp_list first, camp_list second) {
    for (int k = 0; k < first.n; k++) {
        if (!camp_list_has(second, first.at[k])) continue;
        camp_direct_add_presence(maker, first.at[k], 1);
        camp_direct_close(maker, -INFINITY, 0, "rule_%d_before_itself_%d", index + 1, first.at[k] + 1);
    }
}

/* before, for every two items A, B of the list and every minute f at which a run of B can start, with m in
 * [0,1]: x(a,t,r) <= 1 - m for every run of A that ends after f,     x(b,t,r) <= m for every run of B that
 * starts by f so runs a, b with end(a) > start(b) = f exclude each other, and a pair that is in order is in
 * no row together. */
static void before_rows(camp_direct_maker *maker, int index) {
    const camp_event *event = maker->event;
    const camp_rule *rule = &event->rules[index];
    for (int later = 1; later < rule->n_items; later++)
        for (int earlier = 0; earlier < later; earlier++) {
            before_itself(maker, index, rule->items[earlier], rule->items[later]);
            for (int k = 0; k < event->n_open; k++) {
                long minute = event->slots[event->open[k]].start_min;
                if (k > 0 && event->slots[event->open[k - 1]].start_min == minute) continue;
                camp_direct_helper helper = {
                    .kind = CAMP_HELPER_BEFORE, .a = index, .b = earlier, .c = later, .time = minute};
                int m = camp_direct_helper_col(maker, helper, 1, false);
                maker->program->col_name[m] =
                    camp_direct_numbered(maker, "before", index + 1, later * rule->n_items + earlier, k + 1);
                before_side(maker, index, rule->items[earlier], true, minute, m);
                before_side(maker, index, rule->items[later], false, minute, m);
            }
        }
}

void camp_direct_order_rows(camp_direct_maker *maker, int rule) {
    switch (maker->event->rules[rule].kind) {
    case CAMP_APART:
        apart_rows(maker, rule);
        break;
    case CAMP_TOGETHER:
        together_rows(maker, rule);
        break;
    default:
        before_rows(maker, rule);
        break;
    }
}
