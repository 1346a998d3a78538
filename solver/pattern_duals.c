/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_duals.c - a point of the dual: its box, what it makes of the pricing problem, what it proves. */
#include "pattern.h"
#include <math.h>
#include <string.h>

/* In the box, and a whole multiple of the unit: towards 0, which stays in the box. */
void camp_patterns_round(const camp_patterns *p, double *row) {
    for (int i = 0; i < p->n_rows; i++) {
        const camp_master_row *r = &p->rows[i];
        double y = row[i];
        if (isnan(y) || (y > 0 && isinf(r->upper)) || (y < 0 && isinf(r->lower))) y = 0;
        y = fmax(-r->slack_cost, fmin(y, r->slack_cost));
        row[i] = trunc(y / CAMP_UNIT) * CAMP_UNIT;
    }
}

double camp_patterns_price(const camp_patterns *p, int term, const double *row) {
    double sum = 0;
    for (; term >= 0; term = p->terms[term].next)
        sum += p->terms[term].value * row[p->terms[term].row];
    return sum;
}

double camp_patterns_base(const camp_patterns *p, const double *row) {
    double base = 0;
    for (int i = 0; i < p->n_rows; i++)
        if (row[i] != 0) base += (row[i] > 0 ? p->rows[i].upper : p->rows[i].lower) * row[i];
    for (int k = 0; k < p->n_cols; k++)
        base +=
            p->cols[k].upper * fmax(0, p->cols[k].objective - camp_patterns_price(p, p->cols[k].term, row));
    return base;
}

camp_slot_problem camp_patterns_slot(const camp_patterns *p, int slot_class, const double *row,
                                     camp_arena *arena) {
    const camp_slot_class *class = &p->classes[slot_class];
    double *gain = CAMP_NEW(arena, double, class->n_elements);
    double *weight = CAMP_NEW(arena, double, class->fan_first[class->n_elements]);
    double *price = class->seat_row ? CAMP_NEW(arena, double, class->n_elements) : NULL;
    for (int e = 0; price && e < class->n_elements; e++)
        if (class->seat_row[e] >= 0) price[e] = row[class->seat_row[e]];
    for (int e = 0; e < class->n_elements; e++) {
        gain[e] = class->stake[e] - camp_patterns_price(p, class->element_term[e], row);
        for (long j = class->fan_first[e]; j < class->fan_first[e + 1]; j++)
            weight[j] = class->fan_weight[j] - camp_patterns_price(p, class->fan_term[j], row);
    }
    return (camp_slot_problem){.n_people = p->n_hosts,
                               .n_elements = class->n_elements,
                               .most = class->most,
                               .gain = gain,
                               .fan_first = class->fan_first,
                               .fan_person = class->fan_person,
                               .fan_weight = weight,
                               .host_first = class->host_first,
                               .host = class->host,
                               .seats = class->short_seats,
                               .seat_price = price,
                               .group = class->group};
}
