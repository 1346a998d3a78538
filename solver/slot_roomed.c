/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_roomed.c - what one set is worth in its rooms, by steps along subgradients to the best prices of seats
 * and rooms; in doubles, and a bound from above like all Lagrangian values, but only used as an estimate.
 */
#include "slot_sets.h"
#include <math.h>
#include <string.h>

enum { STEPS = 40, FAILS = 4 };
static const double FIRST_AIM = 0.01, LESS_AIM = 0.5, ROOM_SHARE = 1.0 / 16;

typedef struct roomed {
    const camp_slot_problem *slot;
    int n;
    const int *elements;
    double *q, *room, *over; /* prices; per person: the most above them */
    int *best;               /* per person: the place in the set where they have it, -1: presents */
    int *taken, *wanted;     /* per place in the set: people; per room: elements */
    int *chosen;             /* per place in the set: its best room */
} roomed;

static int seats_in(const roomed *x, int i, int r) {
    return x->slot->room_seats[x->elements[i] * x->slot->n_rooms + r];
}

static double in_rooms(roomed *x) {
    double value = 0;
    memset(x->wanted, 0, (size_t)x->slot->n_rooms * sizeof *x->wanted);
    for (int r = 0; r < x->slot->n_rooms; r++)
        value += x->room[r] - x->slot->room_price[r];
    for (int i = 0; i < x->n; i++) {
        double most = -INFINITY;
        for (int r = 0; r < x->slot->n_rooms; r++) {
            int seats = seats_in(x, i, r);
            if (seats >= 0 && seats * x->q[i] - x->room[r] > most)
                most = seats * x->q[i] - x->room[r], x->chosen[i] = r;
        }
        if (isinf(most)) return most; /* nowhere */
        value += x->slot->bare_gain[x->elements[i]] + most;
        x->wanted[x->chosen[i]]++;
    }
    return value;
}

static double evaluate(roomed *x) {
    const camp_slot_problem *slot = x->slot;
    double value = in_rooms(x);
    for (int i = 0; i < x->n; i++) {
        int e = x->elements[i];
        double less = x->q[i] - camp_slot_price(slot, e);
        for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++) {
            int p = slot->fan_person[j];
            if (slot->fan_weight[j] - less > x->over[p] && x->best[p] >= 0)
                x->over[p] = slot->fan_weight[j] - less, x->best[p] = i + 1;
        }
        x->taken[i] = 0;
    }
    for (int i = 0; i < x->n; i++) {
        int e = x->elements[i];
        for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++) {
            int p = slot->fan_person[j];
            if (x->best[p] != i + 1) continue;
            value += x->over[p], x->taken[i]++;
            x->over[p] = 0, x->best[p] = 0;
        }
    }
    return value;
}

/* Against the subgradient, that of a room scaled by its seats as in slot_dual.c. */
static void move(roomed *x, double way) {
    double squares = 0, scale[2];
    for (int times = 0; times < 2; times++) {
        double step = squares > 0 ? way / squares : 0;
        for (int i = 0; i < x->n; i++) {
            int most = x->slot->seats[x->elements[i]];
            double g = seats_in(x, i, x->chosen[i]) - x->taken[i];
            if (most < 0 || (g > 0 && x->q[i] <= 0)) continue;
            scale[0] = 1.0 / (most > 0 ? most : 1);
            squares += times ? 0 : g * g * scale[0];
            if (times) x->q[i] = fmax(0, x->q[i] - step * scale[0] * g);
        }
        for (int r = 0; r < x->slot->n_rooms; r++) {
            double g = 1 - x->wanted[r];
            if (g > 0 && x->room[r] <= 0) continue;
            int most = 1;
            for (int i = 0; i < x->n; i++)
                most = seats_in(x, i, r) > most ? seats_in(x, i, r) : most;
            scale[1] = ROOM_SHARE * most;
            squares += times ? 0 : g * g * scale[1];
            if (times) x->room[r] = fmax(0, x->room[r] - step * scale[1] * g);
        }
    }
}

double camp_slot_roomed(const camp_slot_problem *slot, int n, const int *elements, camp_arena *scratch) {
    roomed x = {.slot = slot, .n = n, .elements = elements};
    x.q = CAMP_NEW(scratch, double, n), x.room = CAMP_NEW(scratch, double, slot->n_rooms);
    x.over = CAMP_NEW(scratch, double, slot->n_people), x.best = CAMP_NEW(scratch, int, slot->n_people);
    x.taken = CAMP_NEW(scratch, int, n), x.wanted = CAMP_NEW(scratch, int, slot->n_rooms);
    x.chosen = CAMP_NEW(scratch, int, n);
    memcpy(x.room, slot->room_price, (size_t)slot->n_rooms * sizeof *x.room);
    for (int i = 0; i < n; i++) {
        x.q[i] = camp_slot_price(slot, elements[i]);
        for (long j = slot->host_first[elements[i]]; j < slot->host_first[elements[i] + 1]; j++)
            x.best[slot->host[j]] = -1;
    }
    double best = INFINITY, aim = 0;
    for (int k = 0, fails = 0; k < STEPS; k++) {
        double value = evaluate(&x);
        fails = value < best ? 0 : fails + 1;
        best = fmin(best, value);
        if (isinf(value)) break;
        if (k == 0) aim = FIRST_AIM * fabs(best);
        if (fails > FAILS) aim *= LESS_AIM, fails = 0;
        move(&x, value - best + aim);
    }
    return best;
}
