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

static double dual_of(int at, const double *row) {
    return at >= 0 ? row[at] : 0;
}

/* The duals of seats and of sizes as prices of seats and rooms: those of a size cost what all their seats do,
 * and what the rows of large rooms do. So all rooms together cost what these rows bring to bound(y). */
static void tell_rooms(const camp_slot_class *class, const double *row, camp_slot_problem *slot,
                       camp_arena *arena) {
    double *bare = CAMP_NEW(arena, double, class->n_elements),
           *price = CAMP_NEW(arena, double, class->n_rooms);
    double *seat = CAMP_NEW(arena, double, class->n_elements), *sum = CAMP_NEW(arena, double, class->sizes.n);
    double *large = CAMP_NEW(arena, double, class->sizes.n);
    for (int k = class->sizes.n - 2; k >= 0; k--)
        large[k] = large[k + 1] + row[class->size_row[k]];
    for (int i = 0; i < class->n_elements; i++) {
        double own = dual_of(class->seat_row[i], row), all = dual_of(class->sum_row[i], row);
        if (class->sum_row[i] >= 0) sum[class->size[i]] = all;
        seat[i] = own + all;
        bare[i] = slot->gain[i] - class->seats[i] * own + large[class->size[i]];
    }
    for (int r = 0; r < class->n_rooms; r++)
        price[r] = class->room_capacity[r] * sum[class->room_size[r]] + large[class->room_size[r]];
    slot->seats = class->most_seats, slot->seat_price = seat, slot->n_rooms = class->n_rooms;
    slot->bare_gain = bare, slot->room_seats = class->room_seats, slot->room_price = price;
}

camp_slot_problem camp_patterns_slot(const camp_patterns *p, int slot_class, const double *row,
                                     camp_arena *arena) {
    const camp_slot_class *class = &p->classes[slot_class];
    double *gain = CAMP_NEW(arena, double, class->n_elements);
    double *weight = CAMP_NEW(arena, double, class->fan_first[class->n_elements]);
    for (int e = 0; e < class->n_elements; e++) {
        gain[e] = class->stake[e] - camp_patterns_price(p, class->element_term[e], row);
        for (long j = class->fan_first[e]; j < class->fan_first[e + 1]; j++)
            weight[j] = class->fan_weight[j] - camp_patterns_price(p, class->fan_term[j], row);
    }
    camp_slot_problem slot = {.n_people = p->n_hosts,
                              .n_elements = class->n_elements,
                              .most = class->most,
                              .gain = gain,
                              .fan_first = class->fan_first,
                              .fan_person = class->fan_person,
                              .fan_weight = weight,
                              .host_first = class->host_first,
                              .host = class->host,
                              .group = class->group};
    if (class->n_rooms) tell_rooms(class, row, &slot, arena);
    return slot;
}
