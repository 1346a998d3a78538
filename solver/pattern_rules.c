/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_rules.c - rows of the master for the rules about places, and about how many of a group are there.
 *
 * r(s,c): runs of s that start in class c; on(s,c): elements of s in c, all parts. z_s: r summed up where s
 * has at most one run, else a column of its own.
 *
 *     apart, slot_at_most 1     in the pattern: its sessions share a host (pattern_classes.c)
 *     slot_at_most L            sum of on(s,c) over S <= n_c L      slot_at_least: >= n_c L
 *     place_at_most L           sum of z_s over S <= L              place_at_least: >= L
 *     budget                    sum of cost_s r(s,c) over S and c <= L
 *     together                  r(s,c) <= g_c for s in S,  sum of g_c <= 1
 *     before                    for a in an earlier item, b in a later one, one run each, every start f of a
 *                               slot:  (a ends after f) + (b starts by f) <= 1
 *     attend_at_most L          seats of p in S + z_s for s in S that p presents <= L
 *     away_at_most L            in c: seats of P + on(s,c) times the presenters of s in P <= n_c L
 *     run_at_most L             in c: seats of P in s <= L on(s,c)
 *     lock                      runs in its slot >= 1; not its room and person
 *
 * Left out: attend_at_least, credit_at_least, busy_at_least, must_attend, series, same_run, run_at_least,
 * floor, and `together` and `before` where a session has several runs.
 */
#include "pattern.h"
#include <math.h>

static const double COST_STEPS = 0x1p12; /* costs of a budget are rounded down to this part of the limit */

/* ---------------------------------------------------------------- sums */

/* Runs of the session, over all classes, or those that start in one slot. */
static void add_runs(camp_patterns *p, int s, int slot, int row, double value) {
    if (p->first_element[s] == p->first_element[s + 1]) return;
    if (slot < 0)
        camp_patterns_everywhere(p, p->first_element[s], row, value);
    else
        camp_patterns_element_term(p, p->class_of[slot], p->first_element[s], row, value);
}

static void add_on(camp_patterns *p, int s, int c, int row, double value) {
    for (int i = p->first_element[s]; i < p->first_element[s + 1]; i++)
        camp_patterns_element_term(p, c, i, row, value);
}

/* z_s; for a column of its own, that a run makes it 1 is asked for only where that matters (`forced`). */
static void add_placed(camp_patterns *p, int s, int row, double value, bool forced) {
    if (p->first_element[s] == p->first_element[s + 1]) return;
    if (p->run_col[s] < 0) {
        add_runs(p, s, -1, row, value);
        return;
    }
    camp_patterns_term(p, &p->cols[p->run_col[s]].term, row, value);
    for (int c = 0; forced && c < p->n_classes; c++) {
        int link = camp_patterns_row(p, -INFINITY, 0, INFINITY);
        camp_patterns_element_term(p, c, p->first_element[s], link, 1);
        camp_patterns_term(p, &p->cols[p->run_col[s]].term, link,
                           -fmin(p->classes[c].n, p->rows[p->session_row[s]].upper));
    }
}

static bool has_one_run(const camp_patterns *p, int s) {
    return p->first_element[s] < p->first_element[s + 1] && p->run_col[s] < 0;
}

/* The seats of an element: those of person q in row[q], where there is one. A seat more is worth at most the
 * largest weight among them: that is what the row may be broken at. */
static void add_seats(camp_patterns *p, int c, int element, const int *row) {
    camp_slot_class *class = &p->classes[c];
    for (long j = class->fan_first[class->local[element]]; j < class->fan_first[class->local[element + 1]];
         j++) {
        int at = row[class->fan_person[j]];
        if (at < 0) continue;
        camp_patterns_term(p, &class->fan_term[j], at, 1);
        p->rows[at].slack_cost = fmax(p->rows[at].slack_cost, class->fan_weight[j]);
    }
}

/* ---------------------------------------------------------------- rules about places */

static void slot_rows(camp_patterns *p, const camp_rule *rule) {
    bool most = rule->kind == CAMP_SLOT_AT_MOST;
    if (most && rule->limit >= 1 && rule->limit < 2) return; /* a host does it */
    for (int c = 0; c < p->n_classes; c++) {
        double limit = p->classes[c].n * (most ? floor(rule->limit) : ceil(rule->limit));
        int row = camp_patterns_row(p, most ? -INFINITY : limit, most ? limit : INFINITY, INFINITY);
        for (int k = 0; k < rule->sessions.n; k++)
            add_on(p, rule->sessions.at[k], c, row, 1);
    }
}

static void place_rows(camp_patterns *p, const camp_rule *rule) {
    bool most = rule->kind == CAMP_PLACE_AT_MOST;
    double limit = most ? floor(rule->limit) : ceil(rule->limit);
    int row = camp_patterns_row(p, most ? -INFINITY : limit, most ? limit : INFINITY, INFINITY);
    for (int k = 0; k < rule->sessions.n; k++)
        add_placed(p, rule->sessions.at[k], row, 1, most);
}

static void budget_row(camp_patterns *p, const camp_rule *rule) {
    double unit = fmax(rule->limit, 1) / COST_STEPS;
    int row = camp_patterns_row(p, -INFINITY, floor(rule->limit / unit + 1e-6), INFINITY);
    for (int k = 0; k < rule->sessions.n; k++) {
        double cost = floor(p->problem->event->sessions[rule->sessions.at[k]].cost / unit * (1 - 1e-12));
        if (cost > 0) add_runs(p, rule->sessions.at[k], -1, row, fmin(cost, 2 * COST_STEPS));
    }
}

static void together_rows(camp_patterns *p, const camp_rule *rule) {
    int sum = camp_patterns_row(p, -INFINITY, 1, INFINITY);
    for (int c = 0; c < p->n_classes; c++) {
        int col = camp_patterns_col(p, 0, 1);
        camp_patterns_term(p, &p->cols[col].term, sum, 1);
        for (int k = 0; k < rule->sessions.n; k++) {
            int s = rule->sessions.at[k];
            int row = camp_patterns_row(p, -INFINITY, 0, INFINITY);
            camp_patterns_term(p, &p->cols[col].term, row, -1);
            if (p->first_element[s] < p->first_element[s + 1])
                camp_patterns_element_term(p, c, p->first_element[s], row, 1);
        }
    }
}

/* Slots are classes of their own here (slots_differ). */
static void before_pair(camp_patterns *p, int a, int b) {
    const camp_problem_data *d = p->problem;
    const camp_event *e = d->event;
    if (a == b || !has_one_run(p, a) || !has_one_run(p, b)) return;
    for (int k = 0; k < e->n_open; k++) {
        long at = e->slots[e->open[k]].start_min;
        if (k && e->slots[e->open[k - 1]].start_min == at) continue;
        int row = camp_patterns_row(p, -INFINITY, 1, INFINITY);
        for (int i = 0; i < d->n_starts[a]; i++)
            if (camp_problem_span(d, a, d->starts[a][i])->end_min > at)
                add_runs(p, a, d->starts[a][i], row, 1);
        for (int i = 0; i < d->n_starts[b]; i++)
            if (camp_problem_span(d, b, d->starts[b][i])->start_min <= at)
                add_runs(p, b, d->starts[b][i], row, 1);
    }
}

static void before_rows(camp_patterns *p, const camp_rule *rule) {
    for (int i = 0; i < rule->n_items; i++)
        for (int j = i + 1; j < rule->n_items; j++)
            for (int a = 0; a < rule->items[i].n; a++)
                for (int b = 0; b < rule->items[j].n; b++)
                    before_pair(p, rule->items[i].at[a], rule->items[j].at[b]);
}

/* ---------------------------------------------------------------- rules about people */

/* A seat in a session counts once, by its first part. */
static void attend_rows(camp_patterns *p, const camp_rule *rule, int *row) {
    for (int k = 0; k < rule->people.n; k++)
        row[rule->people.at[k]] = camp_patterns_row(p, -INFINITY, floor(rule->limit), 0);
    for (int k = 0; k < rule->sessions.n; k++) {
        int s = rule->sessions.at[k];
        const camp_list *presenters = &p->problem->event->sessions[s].presenters;
        if (p->first_element[s] == p->first_element[s + 1]) continue;
        for (int c = 0; c < p->n_classes; c++)
            add_seats(p, c, p->first_element[s], row);
        for (int i = 0; i < presenters->n && has_one_run(p, s); i++)
            if (row[presenters->at[i]] >= 0) add_runs(p, s, -1, row[presenters->at[i]], 1);
    }
}

static void away_rows(camp_patterns *p, const camp_rule *rule, int *row) {
    const camp_event *e = p->problem->event;
    for (int c = 0; c < p->n_classes; c++) {
        int one = camp_patterns_row(p, -INFINITY, p->classes[c].n * floor(rule->limit), 0);
        for (int k = 0; k < rule->people.n; k++)
            row[rule->people.at[k]] = one;
        for (int i = 0; i < p->n_elements; i++) {
            const camp_list *presenters = &e->sessions[p->elements[i].session].presenters;
            add_seats(p, c, i, row);
            for (int k = 0; k < presenters->n; k++)
                if (row[presenters->at[k]] >= 0) camp_patterns_element_term(p, c, i, one, 1);
        }
    }
}

static void run_rows(camp_patterns *p, const camp_rule *rule, int *row) {
    for (int k = 0; k < rule->sessions.n; k++)
        for (int i = p->first_element[rule->sessions.at[k]]; i < p->first_element[rule->sessions.at[k] + 1];
             i++)
            for (int c = 0; c < p->n_classes; c++) {
                if (!camp_class_has(&p->classes[c], i)) continue;
                int one = camp_patterns_row(p, -INFINITY, 0, 0);
                for (int j = 0; j < rule->people.n; j++)
                    row[rule->people.at[j]] = one;
                add_seats(p, c, i, row);
                camp_patterns_element_term(p, c, i, one, -floor(rule->limit));
            }
}

/* The room is left out. */
static void lock_row(camp_patterns *p, const camp_lock_row *lock) {
    int row = camp_patterns_row(p, -INFINITY, INFINITY, INFINITY), n = p->n_terms;
    if (lock->slot < 0 || p->class_of[lock->slot] >= 0) add_runs(p, lock->session, lock->slot, row, 1);
    if (p->n_terms > n) p->rows[row].lower = 1;
}

/* ---------------------------------------------------------------- all of them */

static void people_rule(camp_patterns *p, const camp_rule *rule) {
    int *row = CAMP_NEW(p->arena, int, p->problem->event->n_people);
    for (int q = 0; q < p->problem->event->n_people; q++)
        row[q] = -1;
    if (rule->kind == CAMP_ATTEND_AT_MOST) attend_rows(p, rule, row);
    if (rule->kind == CAMP_AWAY_AT_MOST) away_rows(p, rule, row);
    if (rule->kind == CAMP_RUN_AT_MOST) run_rows(p, rule, row);
}

void camp_patterns_rule_rows(camp_patterns *p) {
    const camp_event *e = p->problem->event;
    for (int i = 0; i < e->n_rules; i++) {
        const camp_rule *rule = &e->rules[i];
        if (rule->kind == CAMP_SLOT_AT_MOST || rule->kind == CAMP_SLOT_AT_LEAST) slot_rows(p, rule);
        if (rule->kind == CAMP_PLACE_AT_MOST || rule->kind == CAMP_PLACE_AT_LEAST) place_rows(p, rule);
        if (rule->kind == CAMP_BUDGET) budget_row(p, rule);
        if (rule->kind == CAMP_TOGETHER) together_rows(p, rule);
        if (rule->kind == CAMP_BEFORE) before_rows(p, rule);
        people_rule(p, rule);
    }
    for (int i = 0; i < e->n_locks; i++)
        lock_row(p, &e->locks[i]);
}
