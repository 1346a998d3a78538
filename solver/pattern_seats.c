/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_seats.c - rows for seats: how many may sit in an element, and how many large rooms there are.
 *
 * Rooms that can be used in a class of slots, by seats: sizes C_0 > C_1 > ... > C_m, where rooms almost as
 * large count as one size (the larger); n_k rooms of size C_k or more. An element e whose fans could fill
 * more than its smallest size takes part:
 *
 *     seats of e - C_m on(e) - sum over k < m of (C_k - C_k+1) q_ek <= 0       q_ek: e is in a room of size k
 *     sum over e of q_ek <= n_c n_k                                             or larger
 *
 * with every C_k cut to the session's own capacity. Only sizes of rooms that the session may use count.
 */
#include "pattern.h"
#include <math.h>
#include <stdlib.h>

static const double ALMOST = 0.8; /* of a size: smaller rooms are a size of their own */

/* The sizes of rooms in a class of slots. */
typedef struct sizes {
    int n, *seats, *rooms; /* largest first; rooms of this size or larger */
    int *row;              /* of those rooms */
} sizes;

static int by_seats(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x < y) - (x > y);
}

static sizes sizes_of(camp_patterns *p, int c) {
    const camp_event *e = p->problem->event;
    sizes z = {0};
    int *all = CAMP_NEW(p->arena, int, e->n_rooms), n = 0;
    for (int r = 0; r < e->n_rooms; r++)
        if (camp_list_allows(e->rooms[r].slots, p->classes[c].first)) all[n++] = e->rooms[r].capacity;
    qsort(all, (size_t)n, sizeof *all, by_seats);
    z.seats = CAMP_NEW(p->arena, int, n), z.rooms = CAMP_NEW(p->arena, int, n);
    z.row = CAMP_NEW(p->arena, int, n);
    for (int i = 0; i < n; i++) {
        if (z.n == 0 || all[i] < ALMOST * z.seats[z.n - 1]) {
            z.row[z.n] = -1;
            z.seats[z.n++] = all[i];
        }
        z.rooms[z.n - 1] = i + 1;
    }
    return z;
}

/* The largest and the smallest room in which the element may be in the slot. */
static void room_range(const camp_patterns *p, int element, int *least, int *most) {
    const camp_problem_data *d = p->problem;
    camp_element e = p->elements[element];
    *least = INT_MAX, *most = 0;
    for (int r = 0; r < d->event->n_rooms; r++) {
        bool fits = false;
        for (int k = 0; k < d->n_starts[e.session] && !fits; k++)
            fits = camp_problem_fits(d, e.session, d->starts[e.session][k], r);
        if (!fits) continue;
        if (d->event->rooms[r].capacity > *most) *most = d->event->rooms[r].capacity;
        if (d->event->rooms[r].capacity < *least) *least = d->event->rooms[r].capacity;
    }
}

/* Seats in a room of size k, for a session that may have so many and use rooms up to `most`. */
static double seats_at(const sizes *z, int k, int capacity, int most) {
    return fmin(z->seats[k], fmin(capacity, most));
}

static int size_row(camp_patterns *p, sizes *z, int c, int k) {
    if (z->row[k] < 0) z->row[k] = camp_patterns_row(p, -INFINITY, p->classes[c].n * z->rooms[k], INFINITY);
    return z->row[k];
}

static void element_rows(camp_patterns *p, int c, int i, sizes *z) {
    camp_slot_class *class = &p->classes[c];
    long first = class->fan_first[i], end = class->fan_first[i + 1];
    int least, most, capacity = p->problem->event->sessions[p->elements[class->element[i]].session].capacity;
    room_range(p, class->element[i], &least, &most);
    int last = z->n - 1;
    while (last > 0 && z->seats[last] < least)
        last--;
    double base = seats_at(z, last, capacity, most), largest = 0;
    if ((double)(end - first) <= base) return;
    for (long j = first; j < end; j++)
        largest = fmax(largest, class->fan_weight[j]);
    int row = camp_patterns_row(p, -INFINITY, 0, largest);
    for (long j = first; j < end; j++)
        camp_patterns_term(p, &class->fan_term[j], row, 1);
    camp_patterns_term(p, &class->element_term[i], row, -base);
    for (int k = 0; k < last; k++) {
        double more = seats_at(z, k, capacity, most) - seats_at(z, k + 1, capacity, most);
        if (more <= 0 || base >= (double)(end - first)) continue;
        int col = camp_patterns_col(p, 0, class->n);
        camp_patterns_term(p, &p->cols[col].term, row, -fmin(more, (double)(end - first)));
        camp_patterns_term(p, &p->cols[col].term, size_row(p, z, c, k), 1);
    }
}

void camp_patterns_seat_rows(camp_patterns *p) {
    if (!p->problem->event->limited || p->problem->event->tally) return;
    for (int c = 0; c < p->n_classes; c++) {
        sizes z = sizes_of(p, c);
        for (int i = 0; i < p->classes[c].n_elements && z.n; i++)
            element_rows(p, c, i, &z);
    }
}
