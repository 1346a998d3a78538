/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_rules.c - rows of must_attend, rules.csv and lock.csv (apart, together, before: direct_order.c).
 *
 * attends(p,s) = sum over t of y(p,s,t), or z(s) where p presents s.
 */
#include "direct_maker.h"

/* What counts whole things may be rounded to the whole number that means the same. */
static double at_most(double limit) {
    return floor(limit + 1e-9);
}

static double at_least(double limit) {
    return ceil(limit - 1e-9);
}

/* must_attend of p:   attends(p,s) >= 1 */
static void must_attend_rows(camp_direct_maker *maker) {
    for (int p = 0; p < maker->event->n_people; p++) {
        camp_list must = maker->event->people[p].must_attend;
        for (int k = 0; k < must.n; k++) {
            camp_direct_add_attends(maker, p, must.at[k], 1);
            camp_direct_close(maker, 1, INFINITY, "must_attend_%d_%d", p + 1, must.at[k] + 1);
        }
    }
}

/* slot_at_most, slot_at_least, for every open slot u:   sum of x(s,t,r) that use u <= limit, >= limit */
static void slot_rows(camp_direct_maker *maker, int index, double lower, double upper) {
    const camp_direct *direct = maker->direct;
    const camp_event *event = maker->event;
    camp_list sessions = event->rules[index].sessions;
    for (int u = 0; u < event->n_open; u++) {
        for (int k = 0; k < sessions.n; k++)
            for (int i = direct->place_start[sessions.at[k]]; i < direct->place_start[sessions.at[k] + 1];
                 i++)
                if (camp_direct_uses(maker, i, event->open[u])) camp_direct_add_place(maker, i, 1);
        camp_direct_close(maker, lower, upper, "rule_%d_slot_%d", index + 1, event->open[u] + 1);
    }
}

/* place_at_most, place_at_least:   sum of z(s) <= limit, >= limit */
static void place_rows(camp_direct_maker *maker, int index, double lower, double upper) {
    camp_list sessions = maker->event->rules[index].sessions;
    for (int k = 0; k < sessions.n; k++)
        camp_direct_add_presence(maker, sessions.at[k], 1);
    camp_direct_close(maker, lower, upper, "rule_%d_place", index + 1);
}

/* budget:   sum of cost(s) x(s,t,r) <= limit */
static void budget_rows(camp_direct_maker *maker, int index) {
    const camp_direct *direct = maker->direct;
    const camp_rule *rule = &maker->event->rules[index];
    for (int k = 0; k < rule->sessions.n; k++) {
        int s = rule->sessions.at[k];
        for (int i = direct->place_start[s]; i < direct->place_start[s + 1]; i++)
            camp_direct_add_place(maker, i, maker->event->sessions[s].cost);
    }
    camp_direct_close(maker, -INFINITY, rule->limit + 1e-9, "rule_%d_budget", index + 1);
}

/* attend_at_most, attend_at_least, credit_at_least, for every selected p:
 *     sum of attends(p,s) <= limit, >= limit;   sum of credit(s) attends(p,s) >= limit */
static void attend_rows(camp_direct_maker *maker, int index, double lower, double upper) {
    const camp_rule *rule = &maker->event->rules[index];
    for (int i = 0; i < rule->people.n; i++) {
        for (int k = 0; k < rule->sessions.n; k++) {
            int s = rule->sessions.at[k];
            double value = rule->kind == CAMP_CREDIT_AT_LEAST ? maker->event->sessions[s].credit : 1;
            if (value > 0) camp_direct_add_attends(maker, rule->people.at[i], s, value);
        }
        camp_direct_close(maker, lower, upper, "rule_%d_person_%d", index + 1, rule->people.at[i] + 1);
    }
}

/* Adds the runs of session s that p presents and that use slot u (u < 0: all). */
static void add_presented(camp_direct_maker *maker, int s, int u, double value) {
    const camp_direct *direct = maker->direct;
    for (int i = direct->place_start[s]; i < direct->place_start[s + 1]; i++)
        if (u < 0 || camp_direct_uses(maker, i, u)) camp_direct_add_place(maker, i, value);
}

/* busy_at_least, for every selected p (a person's runs never share a slot, so lengths add up):
 *     sum of length(s) (sum of y(p,s,t), or sum of x(s,t,r) where p presents s) >= limit */
static void busy_rows(camp_direct_maker *maker, int index) {
    const camp_rule *rule = &maker->event->rules[index];
    for (int i = 0; i < rule->people.n; i++) {
        for (int k = 0; k < rule->sessions.n; k++) {
            int p = rule->people.at[i], s = rule->sessions.at[k], length = maker->event->sessions[s].length;
            if (camp_direct_presents(maker->event, p, s))
                add_presented(maker, s, -1, length);
            else
                camp_direct_add_seats(maker, p, s, length);
        }
        camp_direct_close(maker, at_least(rule->limit), INFINITY, "rule_%d_person_%d", index + 1,
                          rule->people.at[i] + 1);
    }
}

/* away_at_most, for every open slot u:   sum over selected p of y(p,s,t) that use u
 *                                        + sum of x(s,t,r) that use u and that p presents <= limit */
static void away_rows(camp_direct_maker *maker, int index) {
    const camp_direct *direct = maker->direct;
    const camp_event *event = maker->event;
    const camp_rule *rule = &event->rules[index];
    for (int u = 0; u < event->n_open; u++) {
        for (int i = 0; i < rule->people.n; i++) {
            int p = rule->people.at[i];
            camp_list own = event->people[p].presents;
            for (long e = direct->y_start[p]; e < direct->y_start[p + 1]; e++)
                if (camp_direct_uses(maker, direct->y_place[e], event->open[u]))
                    camp_direct_add(maker, direct->y_col[e], 1);
            for (int k = 0; k < own.n; k++)
                add_presented(maker, own.at[k], event->open[u], 1);
        }
        camp_direct_close(maker, -INFINITY, at_most(rule->limit), "rule_%d_away_%d", index + 1,
                          event->open[u] + 1);
    }
}

/* run_at_most, run_at_least, for every place of a selected session:
 *     sum over selected p of y(p,s,t) <= limit * sum of x(s,t,r),   >= limit * sum of x(s,t,r) */
static void run_rows(camp_direct_maker *maker, int index, double limit, bool least) {
    const camp_direct *direct = maker->direct;
    const camp_rule *rule = &maker->event->rules[index];
    limit = fmin(limit, rule->people.n + 1); /* a limit beyond everyone means the same as one more than all */
    for (int k = 0; k < rule->sessions.n; k++)
        for (int i = direct->place_start[rule->sessions.at[k]];
             i < direct->place_start[rule->sessions.at[k] + 1]; i++) {
            for (long e = maker->seat_first[i]; e < maker->seat_first[i + 1]; e++)
                if (camp_list_has(rule->people, direct->y_person[maker->seat[e]]))
                    camp_direct_add(maker, direct->y_col[maker->seat[e]], 1);
            camp_direct_add_place(maker, i, -limit);
            camp_direct_close(maker, least ? 0 : -INFINITY, least ? INFINITY : 0, "rule_%d_run_%d", index + 1,
                              i + 1);
        }
}

/* same_run, for every place of a selected session and the selected people who do not present it:
 *     y(p,s,t) = y(q,s,t) for all of them, or 0 where one of them cannot sit there */
static void same_run_place(camp_direct_maker *maker, int index, int place, int learners) {
    const camp_direct *direct = maker->direct;
    const camp_rule *rule = &maker->event->rules[index];
    int seats = 0, first = -1;
    for (long e = maker->seat_first[place]; e < maker->seat_first[place + 1]; e++)
        seats += camp_list_has(rule->people, direct->y_person[maker->seat[e]]);
    for (long e = maker->seat_first[place]; e < maker->seat_first[place + 1]; e++) {
        int col = direct->y_col[maker->seat[e]], p = direct->y_person[maker->seat[e]];
        if (!camp_list_has(rule->people, p)) continue;
        if (seats == learners && first < 0) {
            first = col;
            continue;
        }
        camp_direct_add(maker, col, 1);
        if (seats == learners) camp_direct_add(maker, first, -1);
        camp_direct_close(maker, 0, 0, "rule_%d_same_%d_%d", index + 1, place + 1, p + 1);
    }
}

static void same_run_rows(camp_direct_maker *maker, int index) {
    const camp_direct *direct = maker->direct;
    const camp_rule *rule = &maker->event->rules[index];
    for (int k = 0; k < rule->sessions.n; k++) {
        int s = rule->sessions.at[k], learners = 0;
        for (int i = 0; i < rule->people.n; i++)
            learners += !camp_direct_presents(maker->event, rule->people.at[i], s);
        for (int i = direct->place_start[s]; i < direct->place_start[s + 1]; i++)
            same_run_place(maker, index, i, learners);
    }
}

/* series, for every selected p and two selected sessions s, u of which p does not present s:
 *     sum over t of y(p,s,t) <= attends(p,u)
 * written as a ring through the sessions that p does not present, and for each presented one. */
static void series_rows(camp_direct_maker *maker, int index) {
    const camp_rule *rule = &maker->event->rules[index];
    for (int i = 0; i < rule->people.n; i++) {
        int p = rule->people.at[i], first = -1, last = -1;
        for (int k = 0; k < rule->sessions.n; k++) {
            int s = rule->sessions.at[k];
            if (camp_direct_presents(maker->event, p, s)) continue;
            if (first < 0)
                first = s;
            else {
                camp_direct_add_seats(maker, p, s, 1);
                camp_direct_add_seats(maker, p, last, -1);
                camp_direct_close(maker, 0, 0, "rule_%d_series_%d_%d", index + 1, p + 1, s + 1);
            }
            last = s;
        }
        for (int k = 0; k < rule->sessions.n && first >= 0; k++) {
            int s = rule->sessions.at[k];
            if (!camp_direct_presents(maker->event, p, s)) continue;
            camp_direct_add_seats(maker, p, first, 1);
            camp_direct_add_presence(maker, s, -1);
            camp_direct_close(maker, -INFINITY, 0, "rule_%d_series_%d_%d", index + 1, p + 1, s + 1);
        }
    }
}

static void rule_rows(camp_direct_maker *maker, int index) {
    const camp_rule *rule = &maker->event->rules[index];
    double most = at_most(rule->limit), least = at_least(rule->limit);
    switch (rule->kind) {
    case CAMP_APART:
    case CAMP_TOGETHER:
    case CAMP_BEFORE:
        camp_direct_order_rows(maker, index);
        break;
    case CAMP_SLOT_AT_MOST:
        slot_rows(maker, index, -INFINITY, most);
        break;
    case CAMP_SLOT_AT_LEAST:
        slot_rows(maker, index, least, INFINITY);
        break;
    case CAMP_PLACE_AT_MOST:
        place_rows(maker, index, -INFINITY, most);
        break;
    case CAMP_PLACE_AT_LEAST:
        place_rows(maker, index, least, INFINITY);
        break;
    case CAMP_BUDGET:
        budget_rows(maker, index);
        break;
    case CAMP_ATTEND_AT_MOST:
        attend_rows(maker, index, -INFINITY, most);
        break;
    case CAMP_ATTEND_AT_LEAST:
        attend_rows(maker, index, least, INFINITY);
        break;
    case CAMP_CREDIT_AT_LEAST:
        attend_rows(maker, index, rule->limit - 1e-9, INFINITY);
        break;
    case CAMP_BUSY_AT_LEAST:
        busy_rows(maker, index);
        break;
    case CAMP_AWAY_AT_MOST:
        away_rows(maker, index);
        break;
    case CAMP_RUN_AT_MOST:
        run_rows(maker, index, most, false);
        break;
    case CAMP_RUN_AT_LEAST:
        run_rows(maker, index, least, true);
        break;
    case CAMP_SAME_RUN:
        same_run_rows(maker, index);
        break;
    case CAMP_SERIES:
        series_rows(maker, index);
        break;
    case CAMP_RULE_KINDS:
        break;
    }
}

void camp_direct_rule_rows(camp_direct_maker *maker) {
    const bool *skip = maker->options->skip_rule;
    must_attend_rows(maker);
    for (int i = 0; i < maker->event->n_rules; i++)
        if (!skip || !skip[i]) rule_rows(maker, i);
}

/* A lock without a person:   sum of x(s,t,r) that agree >= 1
 * With a person (then the slot is given, and at most one run of s starts there):
 *     the same, and sum of y(p,s,t) in that slot >= 1 unless p presents s */
void camp_direct_lock_rows(camp_direct_maker *maker) {
    const camp_direct *direct = maker->direct;
    const camp_event *event = maker->event;
    for (int i = 0; i < event->n_locks; i++) {
        const camp_lock_row *lock = &event->locks[i];
        if (maker->options->skip_lock && maker->options->skip_lock[i]) continue;
        int from = direct->place_start[lock->session], to = direct->place_start[lock->session + 1];
        for (int k = from; k < to; k++)
            for (int col = direct->places[k].x_from; col < direct->places[k].x_to; col++)
                if ((lock->slot < 0 || direct->x_slot[col] == lock->slot) &&
                    (lock->room < 0 || direct->x_room[col] == lock->room))
                    camp_direct_add(maker, col, 1);
        camp_direct_close(maker, 1, INFINITY, "lock_%d", i + 1);
        if (lock->person < 0 || camp_direct_presents(event, lock->person, lock->session)) continue;
        long first, end;
        camp_direct_seats_of(direct, lock->person, lock->session, &first, &end);
        for (long e = first; e < end; e++)
            if (direct->y_slot[e] == lock->slot) camp_direct_add(maker, direct->y_col[e], 1);
        camp_direct_close(maker, 1, INFINITY, "lock_%d_person", i + 1);
    }
}
