/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_sizes.c - how large the room of an element is: its variants.
 *
 * A mean of patterns would have a session in a large room for a tenth and in a small one for nine tenths, and
 * seat the mean of both everywhere. So what may be on in rooms of several sizes is several elements of its
 * class of slots, each with seats of its own, of which a pattern has one at most:
 *
 *     rooms    280 175   130 105   33 32 32 30 27 26 20
 *     sizes   |   0    |    1    |          2           |      seats: those of the largest room of the size
 *     session of 100 fans:  (s, 130)  (s, 33)
 *
 * Rooms of at least half the largest of a size count as that size. A run is the variant of the smallest
 * size that has at least the seats of its room: so no more than rooms[k] runs of a slot are variants of size
 * k and larger.
 */
#include "pattern.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>

/* Of the largest room of a size: smaller rooms are a size of their own. Finer sizes were measured to lower
 * the bound by nothing (docs/solver.md): the seats of all rooms of a size have a row too. */
static const double ALMOST = 0.5;

static int by_seats(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x < y) - (x > y);
}

/* The seats of the rooms that can be used in a slot, largest first; how many rooms. */
int camp_patterns_rooms(const camp_event *e, int slot, int *seats) {
    int n = 0;
    for (int r = 0; r < e->n_rooms; r++)
        if (camp_list_allows(e->rooms[r].slots, slot)) seats[n++] = e->rooms[r].capacity;
    qsort(seats, (size_t)n, sizeof *seats, by_seats);
    return n;
}

camp_room_sizes camp_patterns_sizes(const camp_patterns *p, int slot) {
    const camp_event *e = p->problem->event;
    camp_room_sizes z = {0};
    if (!e->limited || e->tally) return z;
    int *all = CAMP_NEW(p->arena, int, e->n_rooms), n = camp_patterns_rooms(e, slot, all);
    z.seats = CAMP_NEW(p->arena, int, n), z.rooms = CAMP_NEW(p->arena, int, n);
    z.sum = CAMP_NEW(p->arena, long, n);
    for (int i = 0; i < n; i++) {
        if (z.n == 0 || all[i] < ALMOST * z.seats[z.n - 1]) z.seats[z.n++] = all[i];
        z.rooms[z.n - 1] = i + 1, z.sum[z.n - 1] += all[i];
    }
    return z;
}

int camp_patterns_size_of(const camp_room_sizes *z, int seats) {
    int k = z->n - 1;
    while (k > 0 && z->seats[k] < seats)
        k--;
    return k;
}

bool camp_patterns_may_use(const camp_patterns *p, int session, int room) {
    const camp_problem_data *d = p->problem;
    for (int k = 0; k < d->n_starts[session]; k++)
        if (camp_problem_fits(d, session, d->starts[session][k], room)) return true;
    return false;
}

int camp_patterns_variants(const camp_patterns *p, const camp_room_sizes *z, int session, int fans,
                           camp_variant *variant) {
    const camp_event *e = p->problem->event;
    int n = 0, most = e->sessions[session].capacity;
    if (!z->n) {
        variant[n++] = (camp_variant){-1, INT_MAX};
        return n;
    }
    for (int k = z->n - 1; k >= 0; k--) {
        bool has = false;
        for (int r = 0; r < e->n_rooms && !has; r++)
            has = camp_patterns_size_of(z, e->rooms[r].capacity) == k && camp_patterns_may_use(p, session, r);
        if (!has) continue;
        int seats = z->seats[k] < most ? z->seats[k] : most;
        if (n && seats <= variant[n - 1].seats) continue; /* no better than a smaller size */
        variant[n++] = (camp_variant){k, seats};
        if (seats >= fans) break;
    }
    if (!n) variant[n++] = (camp_variant){0, most}; /* no room at all: never on the board */
    return n;
}

int camp_patterns_local(const camp_patterns *p, int c, int element, int room) {
    const camp_slot_class *class = &p->classes[c];
    const camp_event *e = p->problem->event;
    int i = class->local[element], last = class->local[element + 1] - 1;
    if (!class->sizes.n) return i;
    int size = camp_patterns_size_of(&class->sizes, e->rooms[room].capacity);
    for (; i < last; i++)
        if (class->size[i] <= size) break;
    return i;
}
