/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_roomed.c - estimates of bound(y) by what patterns are worth in their rooms.
 *
 * The master has rows for seats and sizes of rooms, which patterns keep in the mean only; the exact pricing
 * has each of them keep its own seats and rooms. What a pattern is worth then takes a while to find
 * (slot_roomed.c), but does not change while only the duals of elements alone do, those of sessions above
 * all.
 */
#include "pattern_pass.h"
#include <limits.h>
#include <math.h>

enum { NEW_SETS = 4, MOST_LOOKED_AT = 40 };

bool camp_patterns_have_rooms(const camp_patterns *p) {
    for (int c = 0; c < p->n_classes; c++)
        if (p->classes[c].n_rooms) return true;
    return false;
}

static void not_moved(const camp_patterns *p, int term, bool *is_moved) {
    for (; term >= 0; term = p->terms[term].next)
        is_moved[p->terms[term].row] = false;
}

void camp_patterns_begin_roomed(camp_patterns *p) {
    p->is_moved = CAMP_NEW(p->arena, bool, p->n_rows);
    for (int i = 0; i < p->n_rows; i++)
        p->is_moved[i] = true;
    for (int c = 0; c < p->n_classes; c++) {
        const camp_slot_class *class = &p->classes[c];
        for (long j = 0; j < class->fan_first[class->n_elements]; j++)
            not_moved(p, class->fan_term[j], p->is_moved);
        for (int k = 0; class->n_rooms && k + 1 < class->sizes.n; k++)
            p->is_moved[class->size_row[k]] = false;
    }
    for (int i = 0; i < p->n_patterns; i++)
        p->patterns[i].is_roomed = false;
}

static double moved_part(const camp_patterns *p, const camp_pattern *pattern, const double *row) {
    double sum = 0;
    for (int i = 0; i < pattern->n_terms; i++)
        if (p->is_moved[pattern->row[i]]) sum += pattern->term[i] * row[pattern->row[i]];
    return sum;
}

static void value_roomed(camp_pass *x, int at, const camp_slot_problem *slot, const double *row,
                         camp_arena *scratch) {
    const camp_patterns *p = x->p;
    camp_pattern *pattern = &p->patterns[at];
    if (pattern->is_roomed) return;
    x->work += CAMP_START_WORK;
    double value = slot->n_rooms ? camp_slot_roomed(slot, pattern->n, pattern->elements, scratch)
                                 : camp_pattern_reduced(pattern, row);
    pattern->is_roomed = true, pattern->roomed = value + moved_part(p, pattern, row);
}

/* The best of a class at duals y among those whose worth in their rooms is known, -1: none; *most: what it
 * adds. */
static int best_roomed(const camp_patterns *p, int c, const double *row, double *most) {
    int best = -1;
    *most = -INFINITY;
    for (int i = 0; i < p->n_patterns; i++) {
        const camp_pattern *a = &p->patterns[i];
        if (a->slot_class != c || !a->is_roomed) continue;
        double value = a->roomed - moved_part(p, a, row);
        if (value > *most) *most = value, best = i;
    }
    return best;
}

double camp_patterns_roomed(const camp_patterns *p, const double *row, int *pattern) {
    double estimate = camp_patterns_base(p, row), most;
    for (int c = 0; c < p->n_classes; c++) {
        int best = best_roomed(p, c, row, &most);
        if (pattern) pattern[c] = best;
        if (best >= 0) estimate += p->classes[c].n * most;
    }
    return estimate;
}

static void climb(camp_pass *x, int c, const camp_slot_problem *slot, const double *row, int starts,
                  camp_arena *scratch) {
    camp_patterns *p = x->p;
    camp_slot_limits limits = {.most_nodes = (uint64_t)starts, .most_sets = NEW_SETS, .threshold = -INFINITY};
    camp_slot_result found = camp_slot_climb(slot, &limits, 0, NULL, p->seed++, scratch);
    x->work += CAMP_START_WORK * found.nodes;
    for (int i = 0; i < found.n_sets; i++)
        value_roomed(x, camp_patterns_add(p, c, found.sets[i].n, found.sets[i].elements, slot->fan_weight),
                     slot, row, scratch);
}

double camp_pass_roomed(camp_pass *x, const double *row, int starts, int *pattern, camp_arena *scratch) {
    camp_patterns *p = x->p;
    int best[MOST_LOOKED_AT];
    double worth[MOST_LOOKED_AT];
    for (int c = 0; c < p->n_classes; c++) {
        camp_slot_problem slot = camp_patterns_slot(p, c, row, scratch);
        climb(x, c, &slot, row, starts, scratch);
        int n = camp_patterns_best(p, c, row, INT_MAX, true, MOST_LOOKED_AT, best, worth);
        for (int i = 0; i < n; i++)
            value_roomed(x, best[i], &slot, row, scratch);
    }
    return camp_patterns_roomed(p, row, pattern);
}
