/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_seats.c - rows for seats: how many may sit in an element, and how many large rooms there are; and
 * the rooms themselves, for the exact pricing. With the variants of pattern_sizes.c, in every class c of n_c
 * slots
 *
 *     seats of i - seats[i] on(i) <= 0                  each variant with fewer seats than fans
 *     sum of on(i) over variants of size k and larger <= n_c rooms[k]
 *     seats of all variants of size k that are in no larger room <= n_c seats of the rooms of size k
 */
#include "pattern.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>

static void seat_row(camp_patterns *p, int c, int i) {
    camp_slot_class *class = &p->classes[c];
    long first = class->fan_first[i], end = class->fan_first[i + 1];
    double largest = 0;
    if (end - first <= class->seats[i]) return;
    for (long j = first; j < end; j++)
        largest = fmax(largest, class->fan_weight[j]);
    int row = camp_patterns_row(p, -INFINITY, 0, largest);
    class->seat_row[i] = row;
    for (long j = first; j < end; j++)
        camp_patterns_term(p, &class->fan_term[j], row, 1);
    camp_patterns_term(p, &class->element_term[i], row, -class->seats[i]);
}

static void size_row(camp_patterns *p, int c, int k) {
    camp_slot_class *class = &p->classes[c];
    int row = class->size_row[k] =
        camp_patterns_row(p, -INFINITY, class->n * class->sizes.rooms[k], INFINITY);
    for (int i = 0; i < class->n_elements; i++)
        if (class->size[i] <= k) camp_patterns_term(p, &class->element_term[i], row, 1);
}

/* Whether the variant stands for runs in rooms of its own size alone: runs in larger ones are other variants.
 */
static bool is_of_size(const camp_patterns *p, const camp_slot_class *class, int i) {
    int next = class->local[class->element[i] + 1], seats = class->seats[i];
    int most = p->problem->event->sessions[p->elements[class->element[i]].session].capacity;
    bool needs_more = class->fan_first[i + 1] - class->fan_first[i] > seats && most > seats;
    return i + 1 < next || needs_more; /* then it may use no larger room */
}

static void sum_row(camp_patterns *p, int c, int k) {
    camp_slot_class *class = &p->classes[c];
    double largest = 0;
    int row = camp_patterns_row(p, -INFINITY, (double)(class->n * class->sizes.sum[k]), 0);
    for (int i = 0; i < class->n_elements; i++) {
        if (class->size[i] != k || !is_of_size(p, class, i)) continue;
        class->sum_row[i] = row;
        for (long j = class->fan_first[i]; j < class->fan_first[i + 1]; j++) {
            camp_patterns_term(p, &class->fan_term[j], row, 1);
            largest = fmax(largest, class->fan_weight[j]);
        }
    }
    p->rows[row].slack_cost = largest;
}

/* ---------------------------------------------------------------- rooms */

typedef struct ranked {
    int seats, room, at;
} ranked;

static int by_seats(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    return x->seats != y->seats ? (x->seats < y->seats) - (x->seats > y->seats)
                                : (x->room > y->room) - (x->room < y->room);
}

/* The rooms of a slot, the largest first; `at`: where they stand in the event. */
static void rank_rooms(const camp_event *e, int slot, ranked *rooms) {
    int n = 0;
    for (int r = 0; r < e->n_rooms; r++)
        if (camp_list_allows(e->rooms[r].slots, slot)) rooms[n] = (ranked){e->rooms[r].capacity, r, n}, n++;
    qsort(rooms, (size_t)n, sizeof *rooms, by_seats);
}

/* What the elements can do with the rooms of a slot. All slots of a class have rooms of the same seats: each
 * of the first slot, in the order of the event, stands for those of the same rank, and an element may be in
 * it if it may be in one of them. */
static void add_slot_rooms(camp_patterns *p, int c, const ranked *first, const ranked *rooms) {
    camp_slot_class *class = &p->classes[c];
    for (int i = 0; i < class->n_elements; i++)
        for (int r = 0; r < class->n_rooms; r++) {
            int number = class->element[i], session = p->elements[number].session;
            int most = p->problem->event->sessions[session].capacity, seats = rooms[r].seats;
            if (camp_patterns_local(p, c, number, rooms[r].room) == i &&
                camp_patterns_may_use(p, session, rooms[r].room))
                class->room_seats[i * class->n_rooms + first[r].at] = seats < most ? seats : most;
        }
}

static void find_most_seats(camp_slot_class *class, int i) {
    long fans = class->fan_first[i + 1] - class->fan_first[i];
    int most = 0, least = INT_MAX;
    for (int r = 0; r < class->n_rooms; r++) {
        int seats = class->room_seats[i * class->n_rooms + r];
        if (seats > most) most = seats;
        if (seats >= 0 && seats < least) least = seats;
    }
    bool has_price = class->seat_row[i] >= 0 || class->sum_row[i] >= 0;
    class->most_seats[i] = least >= fans && !has_price ? -1 : most;
}

/* Rooms of which each is for one element: no row of the master has them, the exact pricing does. */
static void fill_rooms(camp_patterns *p, int c) {
    camp_slot_class *class = &p->classes[c];
    const camp_event *e = p->problem->event;
    int n = class->n_rooms = class->sizes.rooms[class->sizes.n - 1];
    class->room_size = CAMP_NEW(p->arena, int, n), class->room_capacity = CAMP_NEW(p->arena, int, n);
    class->room_seats = CAMP_NEW(p->arena, int, class->n_elements *n);
    class->most_seats = CAMP_NEW(p->arena, int, class->n_elements);
    for (int k = 0; k < class->n_elements * n; k++)
        class->room_seats[k] = -1;
    ranked *first = CAMP_NEW(p->arena, ranked, e->n_rooms), *rooms = CAMP_NEW(p->arena, ranked, e->n_rooms);
    rank_rooms(e, class->first, first);
    for (int r = 0; r < n; r++) {
        class->room_capacity[first[r].at] = first[r].seats;
        class->room_size[first[r].at] = camp_patterns_size_of(&class->sizes, first[r].seats);
    }
    for (int t = 0; t < e->n_slots; t++) {
        if (p->class_of[t] != c) continue;
        rank_rooms(e, t, rooms);
        add_slot_rooms(p, c, first, rooms);
    }
    for (int i = 0; i < class->n_elements; i++)
        find_most_seats(class, i);
}

void camp_patterns_seat_rows(camp_patterns *p) {
    for (int c = 0; c < p->n_classes; c++) {
        camp_slot_class *class = &p->classes[c];
        if (!class->sizes.n) continue;
        class->seat_row = CAMP_NEW(p->arena, int, class->n_elements);
        class->sum_row = CAMP_NEW(p->arena, int, class->n_elements);
        class->size_row = CAMP_NEW(p->arena, int, class->sizes.n);
        for (int i = 0; i < class->n_elements; i++) {
            class->seat_row[i] = class->sum_row[i] = -1;
            seat_row(p, c, i);
        }
        for (int k = 0; k + 1 < class->sizes.n; k++) /* all rooms: a pattern has no more elements */
            size_row(p, c, k);
        for (int k = 0; k < class->sizes.n; k++)
            sum_row(p, c, k);
        fill_rooms(p, c);
    }
}
