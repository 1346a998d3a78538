/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_travel.c - rows for travel between sites: nobody is where they cannot come from.
 *
 * For a person, a slot t at whose end a run may end, a site X, and a slot u that starts f minutes later, f at
 * least 0 and less than some travel time:
 *
 *     runs of the person at X that end with t  +  runs at sites farther than f from X that start in u  <= 1
 *
 * "Runs of a person" are seats and runs presented. Slots are classes of their own here (slots_differ).
 */
#include "pattern.h"
#include <math.h>

/* Adds the person's terms for an element in the class: rows by person, made when first needed. */
static void add_people(camp_patterns *p, int c, int element, int *row, bool make) {
    const camp_event *e = p->problem->event;
    camp_slot_class *class = &p->classes[c];
    int i = class->local[element];
    if (i < 0) return;
    for (long j = class->fan_first[i]; j < class->fan_first[i + 1]; j++) {
        int *at = &row[class->fan_person[j]];
        if (*at < 0 && make) *at = camp_patterns_row(p, -INFINITY, 1, 0);
        if (*at < 0) continue;
        camp_patterns_term(p, &class->fan_term[j], *at, 1);
        p->rows[*at].slack_cost = fmax(p->rows[*at].slack_cost, class->fan_weight[j]);
    }
    const camp_list *presenters = &e->sessions[p->elements[element].session].presenters;
    for (int k = 0; k < presenters->n; k++) {
        int *at = &row[presenters->at[k]];
        if (*at < 0 && make) *at = camp_patterns_row(p, -INFINITY, 1, 0);
        if (*at < 0) continue;
        camp_patterns_element_term(p, c, element, *at, 1);
        double stake = camp_event_stake(e, presenters->at[k], p->elements[element].session);
        p->rows[*at].slack_cost = fmax(p->rows[*at].slack_cost, ceil(stake / CAMP_UNIT) * CAMP_UNIT);
    }
}

static bool is_last(const camp_patterns *p, int element) {
    camp_element e = p->elements[element];
    return e.part == p->problem->event->sessions[e.session].length - 1;
}

static void rows_between(camp_patterns *p, int from, int to, int site, long gap, int *row) {
    const camp_event *e = p->problem->event;
    for (int q = 0; q < e->n_people; q++)
        row[q] = -1;
    for (int i = 0; i < p->n_elements; i++)
        if (p->elements[i].site == site && is_last(p, i)) add_people(p, p->class_of[from], i, row, true);
    for (int i = 0; i < p->n_elements; i++)
        if (p->elements[i].part == 0 && e->travel[site * e->n_sites + p->elements[i].site] > gap)
            add_people(p, p->class_of[to], i, row, false);
}

void camp_patterns_travel_rows(camp_patterns *p) {
    const camp_event *e = p->problem->event;
    if (!p->problem->travels) return;
    int *row = CAMP_NEW(p->arena, int, e->n_people);
    for (int k = 0; k < e->n_open; k++)
        for (int l = 0; l < e->n_open; l++)
            for (int site = 0; site < e->n_sites; site++) {
                long gap = e->slots[e->open[l]].start_min - e->slots[e->open[k]].end_min, most = 0;
                for (int other = 0; other < e->n_sites; other++)
                    if (e->travel[site * e->n_sites + other] > most)
                        most = e->travel[site * e->n_sites + other];
                if (gap >= 0 && gap < most) rows_between(p, e->open[k], e->open[l], site, gap, row);
            }
}
