/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_rows.c - rows of the master and their terms; those of sessions, and of people who want sessions
 * that repeat or are long.
 *
 *     each session, at most its runs      must_run(s) <= sum over slots of (s,0)      <= runs(s)
 *     stakes of a session that repeats,   z_s - sum over slots of (s,0)               <= 0,   0 <= z_s <= 1
 *     once, earned by z_s
 *     parts of a long session             (s,j) in t - sum of (s,j-1) in slots before t = 0
 *     one seat per person and session     sum over slots of seats of p in (s,j)       <= 1
 *     that repeats
 *     a long session is attended whole    seat of p in (s,j) in t - seats of p in (s,j-1) before t = 0
 *
 * Rows of people may be broken at the cost of the interest, which is what an unbroken row could cost at most:
 * so their duals stay in a box, and they enter the linear program only when they are broken there.
 */
#include "pattern.h"
#include <math.h>

bool camp_patterns_have_repeats(const camp_problem_data *d) {
    for (int s = 0; s < d->event->n_sessions; s++)
        if (d->first_item[s + 1] - d->first_item[s] > 1) return true;
    return false;
}

/* ---------------------------------------------------------------- storage */

int camp_patterns_row(camp_patterns *p, double lower, double upper, double slack_cost) {
    if ((p->n_rows & (p->n_rows - 1)) == 0) /* full at every power of two */
        p->rows = camp_arena_grow(p->arena, p->rows, (size_t)p->n_rows, p->n_rows ? 2 * (size_t)p->n_rows : 1,
                                  sizeof *p->rows);
    p->rows[p->n_rows] = (camp_master_row){lower, upper, slack_cost, false};
    if (slack_cost < INFINITY) p->person_rows = true;
    return p->n_rows++;
}

int camp_patterns_col(camp_patterns *p, double objective, double upper) {
    if ((p->n_cols & (p->n_cols - 1)) == 0)
        p->cols = camp_arena_grow(p->arena, p->cols, (size_t)p->n_cols, p->n_cols ? 2 * (size_t)p->n_cols : 1,
                                  sizeof *p->cols);
    p->cols[p->n_cols] = (camp_master_col){objective, upper, -1};
    return p->n_cols++;
}

void camp_patterns_term(camp_patterns *p, int *first, int row, double value) {
    if ((p->n_terms & (p->n_terms - 1)) == 0)
        p->terms = camp_arena_grow(p->arena, p->terms, (size_t)p->n_terms,
                                   p->n_terms ? 2 * (size_t)p->n_terms : 1, sizeof *p->terms);
    p->terms[p->n_terms] = (camp_master_term){row, *first, value};
    *first = p->n_terms++;
}

void camp_patterns_element_term(camp_patterns *p, int c, int element, int row, double value) {
    const camp_slot_class *class = &p->classes[c];
    for (int i = class->local[element]; i < class->local[element + 1]; i++)
        camp_patterns_term(p, &class->element_term[i], row, value);
}

void camp_patterns_everywhere(camp_patterns *p, int element, int row, double value) {
    for (int c = 0; c < p->n_classes; c++)
        camp_patterns_element_term(p, c, element, row, value);
}

/* ---------------------------------------------------------------- rows of sessions */

/* A session that may run twice: z_s, and its stakes by z_s alone. */
static void run_col(camp_patterns *p, int s) {
    const camp_event *e = p->problem->event;
    double stake = 0;
    for (int k = 0; k < e->sessions[s].presenters.n; k++)
        stake += camp_event_stake(e, e->sessions[s].presenters.at[k], s);
    stake = ceil(stake / CAMP_UNIT) * CAMP_UNIT;
    int row = camp_patterns_row(p, -INFINITY, 0, INFINITY);
    p->run_col[s] = camp_patterns_col(p, stake, 1);
    camp_patterns_term(p, &p->cols[p->run_col[s]].term, row, 1);
    camp_patterns_everywhere(p, p->first_element[s], row, -1);
    for (int i = p->first_element[s]; i < p->first_element[s + 1]; i++)
        for (int c = 0; c < p->n_classes; c++)
            for (int k = p->classes[c].local[i]; k < p->classes[c].local[i + 1]; k++)
                p->classes[c].stake[k] = 0;
}

/* The first slot from `from` on that the given one follows; -1: none. */
static int slot_before(const camp_event *e, int slot, int from) {
    while (from < e->n_slots && !(e->slots[from].open && e->slots[from].next == slot))
        from++;
    return from < e->n_slots ? from : -1;
}

static void tie_rows(camp_patterns *p, int element) {
    const camp_event *e = p->problem->event;
    for (int k = 0; k < e->n_open; k++) {
        int slot = e->open[k], c = p->class_of[slot];
        if (!camp_class_has(&p->classes[c], element)) continue;
        int row = p->tie_row[element * e->n_slots + slot] = camp_patterns_row(p, 0, 0, INFINITY);
        camp_patterns_element_term(p, c, element, row, 1);
        for (int t = slot_before(e, slot, 0); t >= 0; t = slot_before(e, slot, t + 1))
            camp_patterns_element_term(p, p->class_of[t], element - 1, row, -1);
    }
}

void camp_patterns_session_rows(camp_patterns *p) {
    const camp_problem_data *d = p->problem;
    const camp_event *e = d->event;
    p->session_row = CAMP_NEW(p->arena, int, e->n_sessions);
    p->run_col = CAMP_NEW(p->arena, int, e->n_sessions);
    p->tie_row = CAMP_NEW(p->arena, int, (size_t)p->n_elements *(size_t)e->n_slots);
    for (int i = 0; i < p->n_elements * e->n_slots; i++)
        p->tie_row[i] = -1;
    for (int s = 0; s < e->n_sessions; s++) {
        int runs = d->first_item[s + 1] - d->first_item[s];
        p->session_row[s] = p->run_col[s] = -1;
        if (p->first_element[s] == p->first_element[s + 1]) continue;
        double least = d->least_runs[s] > 0 ? fmin(d->least_runs[s], runs) : -INFINITY;
        p->session_row[s] = camp_patterns_row(p, least, runs, INFINITY);
        camp_patterns_everywhere(p, p->first_element[s], p->session_row[s], 1);
        if (runs > 1) run_col(p, s);
        for (int i = p->first_element[s] + 1; i < p->first_element[s + 1]; i++)
            tie_rows(p, i);
    }
}

/* ---------------------------------------------------------------- rows of people */

/* Adds a term for every seat in the element, in the class: of person q in row[q], where there is one. */
static void seats_in(camp_patterns *p, int c, int element, const int *row, double value) {
    camp_slot_class *class = &p->classes[c];
    for (long j = class->fan_first[class->local[element]]; j < class->fan_first[class->local[element + 1]];
         j++)
        if (row[class->fan_person[j]] >= 0)
            camp_patterns_term(p, &class->fan_term[j], row[class->fan_person[j]], value);
}

/* Per fan of the element in the class who has no row yet: a new one. */
static void new_rows(camp_patterns *p, int c, int element, double lower, double upper, double cost,
                     int *row) {
    const camp_slot_class *class = &p->classes[c];
    for (long j = class->fan_first[class->local[element]]; j < class->fan_first[class->local[element + 1]];
         j++)
        if (row[class->fan_person[j]] < 0)
            row[class->fan_person[j]] = camp_patterns_row(p, lower, upper, cost * class->fan_weight[j]);
}

static void none(int *row, int n) {
    for (int i = 0; i < n; i++)
        row[i] = -1;
}

static void one_seat_rows(camp_patterns *p, int element, int *row) {
    none(row, p->problem->event->n_people);
    for (int c = 0; c < p->n_classes; c++)
        new_rows(p, c, element, -INFINITY, 1, 1, row);
    for (int c = 0; c < p->n_classes; c++)
        seats_in(p, c, element, row, 1);
}

static void whole_seat_rows(camp_patterns *p, int element, int length, int *row) {
    const camp_event *e = p->problem->event;
    for (int k = 0; k < e->n_open; k++) {
        int slot = e->open[k], c = p->class_of[slot];
        if (!camp_class_has(&p->classes[c], element)) continue;
        none(row, e->n_people);
        new_rows(p, c, element, 0, 0, length - 1, row);
        for (int t = slot_before(e, slot, 0); t >= 0; t = slot_before(e, slot, t + 1))
            seats_in(p, p->class_of[t], element - 1, row, -1);
        seats_in(p, c, element, row, 1);
    }
}

void camp_patterns_person_rows(camp_patterns *p) {
    const camp_problem_data *d = p->problem;
    int *row = CAMP_NEW(p->arena, int, d->event->n_people);
    for (int i = 0; i < p->n_elements; i++) {
        camp_element e = p->elements[i];
        if (d->first_item[e.session + 1] - d->first_item[e.session] > 1) one_seat_rows(p, i, row);
        if (e.part) whole_seat_rows(p, i, d->event->sessions[e.session].length, row);
    }
}

void camp_patterns_rows(camp_patterns *p) {
    camp_patterns_session_rows(p);
    camp_patterns_person_rows(p);
    camp_patterns_rule_rows(p);
    camp_patterns_seat_rows(p);
}
