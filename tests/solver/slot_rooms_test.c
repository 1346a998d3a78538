/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_rooms_test.c - the pricing of a slot with rooms against all subsets, in all rooms, with the best
 * seats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "slot_cases.h"

enum { MOST_ROOMS = MOST_ELEMENTS, SHARED_ROOMS = 4, ROUNDS = 300 };

typedef struct roomed_case {
    slot_case m;
    double bare[MOST_ELEMENTS], seat_price[MOST_ELEMENTS], room_price[MOST_ROOMS];
    int seats[MOST_ELEMENTS], room_seats[MOST_ELEMENTS * MOST_ROOMS];
} roomed_case;

/* ---------------------------------------------------------------- random rooms */

/* A room for each element alone, at no price: then only seats may be short. */
static void own_rooms(roomed_case *r, camp_random *random) {
    int n = r->m.slot.n_rooms = r->m.slot.n_elements, people = r->m.slot.n_people;
    for (int e = 0; e < n; e++)
        for (int k = 0; k < n; k++)
            r->room_seats[e * n + k] = k != e ? -1
                                       : camp_random_below(random, 4)
                                           ? camp_random_below(random, 1 + people / 3)
                                           : people;
}

/* Some rooms with few seats, each for some of the elements, at prices of their own besides those of seats. */
static void shared_rooms(roomed_case *r, camp_random *random, int shape) {
    int n = r->m.slot.n_rooms = 1 + camp_random_below(random, SHARED_ROOMS), capacity[SHARED_ROOMS];
    for (int k = 0; k < n; k++) {
        capacity[k] = camp_random_below(random, 2 + r->m.slot.n_people / 2);
        r->room_price[k] = shape == 0   ? 0
                           : shape == 1 ? camp_random_below(random, 9)
                                        : 9 * camp_random_unit(random);
    }
    for (int e = 0; e < r->m.slot.n_elements; e++)
        for (int k = 0, its = camp_random_below(random, n); k < n; k++)
            r->room_seats[e * n + k] = k == its || camp_random_below(random, 3) ? capacity[k] : -1;
}

/* Prices of seats, which gains and weights become net of. */
static void make_rooms(roomed_case *r, uint64_t seed, bool own) {
    slot_case *m = &r->m;
    camp_random random;
    camp_random_seed(&random, seed, own ? 9 : 10);
    int shape = camp_random_below(&random, 3);
    *r = (roomed_case){0};
    slot_case_make(m, seed);
    if (own)
        own_rooms(r, &random);
    else
        shared_rooms(r, &random, shape);
    for (int e = 0, n = m->slot.n_rooms; e < m->slot.n_elements; e++) {
        int least = MOST_PEOPLE, most = 0;
        double brings = -INFINITY;
        for (int k = 0; k < n; k++) {
            int seats = r->room_seats[e * n + k];
            if (seats >= 0 && seats < least) least = seats;
            if (seats > most) most = seats;
        }
        r->seats[e] = least >= m->fan_first[e + 1] - m->fan_first[e] ? -1 : most;
        if (r->seats[e] >= 0 && shape > 0)
            r->seat_price[e] =
                shape == 1 ? 0.25 * camp_random_below(&random, 9) : 2 * camp_random_unit(&random);
        for (int k = 0; k < n; k++)
            if (r->room_seats[e * n + k] >= 0)
                brings = fmax(brings, r->room_seats[e * n + k] * r->seat_price[e] - r->room_price[k]);
        r->bare[e] = m->gain[e], m->gain[e] += brings;
        for (long j = m->fan_first[e]; j < m->fan_first[e + 1]; j++)
            m->weight[j] -= r->seat_price[e];
    }
    m->slot.seats = r->seats, m->slot.seat_price = r->seat_price, m->slot.bare_gain = r->bare;
    m->slot.room_seats = r->room_seats, m->slot.room_price = r->room_price;
}

/* ---------------------------------------------------------------- exact worth */

typedef struct seating {
    int n_people, n, seats[MOST_ELEMENTS], taken[MOST_ELEMENTS], at[MOST_PEOPLE]; /* -1: nowhere */
    int64_t weight[MOST_ELEMENTS][MOST_PEOPLE]; /* whole: else rounding would send people round in circles */
} seating;

/* One person more, who may push others on from element to element: by how much that is better. */
static int64_t seat(seating *s, int person) {
    int64_t gain[MOST_ELEMENTS];
    int by[MOST_ELEMENTS];
    for (int e = 0; e < s->n; e++)
        gain[e] = s->weight[e][person], by[e] = person;
    for (int times = 0; times < s->n; times++)
        for (int e = 0; e < s->n; e++)
            for (int p = 0; p < s->n_people; p++)
                if (s->at[p] >= 0 && s->at[p] != e && s->taken[s->at[p]] >= s->seats[s->at[p]] &&
                    gain[s->at[p]] + s->weight[e][p] - s->weight[s->at[p]][p] > gain[e])
                    gain[e] = gain[s->at[p]] + s->weight[e][p] - s->weight[s->at[p]][p], by[e] = p;
    int64_t most = 0;
    int end = -1, out = -1;
    for (int e = 0; e < s->n; e++) {
        if (s->taken[e] < s->seats[e] && gain[e] > most) most = gain[e], end = e, out = -1;
        for (int p = 0; p < s->n_people && s->taken[e] >= s->seats[e]; p++) /* or someone goes */
            if (s->at[p] == e && gain[e] - s->weight[e][p] > most)
                most = gain[e] - s->weight[e][p], end = e, out = p;
    }
    if (end < 0) return 0;
    if (out >= 0) s->at[out] = -1, s->taken[end]--;
    for (int e = end, p; e >= 0;) {
        p = by[e];
        int from = s->at[p];
        s->at[p] = e, s->taken[e]++;
        if (from >= 0) s->taken[from]--;
        e = p == person ? -1 : from;
    }
    return most;
}

/* The most that a set is worth with no more people in an element than so many. */
static double seated_as(const camp_slot_problem *slot, int n, const int *set, const int *seats) {
    seating s = {.n_people = slot->n_people, .n = n};
    bool busy[MOST_PEOPLE] = {false};
    double value = 0, unit = ldexp(slot_scale(slot), -40);
    int64_t sum = 0;
    for (int i = 0; i < n; i++) {
        int e = set[i];
        s.seats[i] = seats[i], value += slot->bare_gain[e];
        for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++)
            s.weight[i][slot->fan_person[j]] =
                llround((slot->fan_weight[j] + camp_slot_price(slot, e)) / unit);
        for (long j = slot->host_first[e]; j < slot->host_first[e + 1]; j++)
            busy[slot->host[j]] = true;
    }
    for (int p = 0; p < s.n_people; p++)
        s.at[p] = -1;
    for (int p = 0; p < s.n_people; p++)
        if (!busy[p]) sum += seat(&s, p);
    return value + unit * (double)sum;
}

/* The most that a set is worth with each element in a room of its own, from element i on in what is free. */
static double roomed_from(const camp_slot_problem *slot, int n, const int *set, int i, int *seats,
                          unsigned taken) {
    if (i == n) return seated_as(slot, n, set, seats);
    double best = -INFINITY;
    for (int r = 0; r < slot->n_rooms; r++) {
        seats[i] = slot->room_seats[set[i] * slot->n_rooms + r];
        if (seats[i] < 0 || taken >> r & 1) continue;
        best = fmax(best, roomed_from(slot, n, set, i + 1, seats, taken | 1U << r));
    }
    return best;
}

static double roomed(const camp_slot_problem *slot, int n, const int *set) {
    int seats[MOST_ELEMENTS] = {0};
    double value = roomed_from(slot, n, set, 0, seats, 0);
    for (int r = 0; r < slot->n_rooms; r++)
        value -= slot->room_price[r];
    return value;
}

/* ---------------------------------------------------------------- bounds */

static int lower_than_priced, ended; /* bounds that do better than the prices given; of how many */

static void bound_roomed(uint64_t seed, bool own, slot_bound_of *bound, camp_arena *arena) {
    roomed_case r;
    make_rooms(&r, seed, own);
    const camp_slot_problem *slot = &r.m.slot;
    double best = slot_best_by(slot, roomed), priced = slot_best(slot), close = 1e-9 * slot_scale(slot);
    assert_true(best <= priced + close);
    static const uint64_t NODES[] = {1, 5, 50, 0};
    const double thresholds[] = {-INFINITY, 0, 0.5 * best, 0.99 * best, best, 1.2 * best + 1};
    for (size_t i = 0; i < sizeof NODES / sizeof *NODES; i++)
        for (size_t k = 0; k < sizeof thresholds / sizeof *thresholds; k++) {
            camp_slot_limits limits = {.threshold = thresholds[k], .most_nodes = NODES[i], .most_sets = 3};
            camp_slot_result result = bound(slot, &limits, arena);
            assert_true(result.upper >= best - close && result.upper >= thresholds[k]);
            assert_true(result.complete || NODES[i]);
            if (result.complete) assert_true(result.upper <= fmax(thresholds[k], priced) + close);
            lower_than_priced += result.complete && result.upper < priced - close;
            ended += result.complete;
            slot_check_sets(slot, &result, thresholds[k], limits.most_sets, roomed);
        }
    camp_slot_pricing *pricing = camp_slot_pricing_make(arena);
    if (!camp_slot_pricing_open(pricing, slot, 0.9 * best, arena)) return;
    camp_slot_limits limits = {.most_nodes = 1 + seed % 7, .most_sets = 4};
    double upper = INFINITY;
    for (bool complete = false; !complete;) {
        camp_slot_result result = camp_slot_pricing_go(pricing, &limits, arena);
        assert_true(result.upper >= best - close && result.upper <= upper);
        upper = result.upper, complete = result.complete;
    }
    camp_slot_pricing_close(pricing);
}

static void bounds_hold(bool own, int share) {
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    lower_than_priced = ended = 0;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        bound_roomed(seed, own, slot_by_tree, &arena);
        if (seed % 4 == 0) bound_roomed(seed, own, camp_slot_bound, &arena);
    }
    assert_true(lower_than_priced > ended / share);
    camp_arena_free(&arena);
}

static void bounds_hold_with_seats(void **state) {
    (void)state;
    bounds_hold(true, 20);
}

static void bounds_hold_with_rooms(void **state) {
    (void)state;
    bounds_hold(false, 10);
}

/* The estimate of one set is never below what it is worth, nor above what it is worth at the prices given,
 * but on the way to the former: the prices given are random here, far from the best. */
static void estimates_are_near(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    double off = 0, given = 0;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        roomed_case r;
        make_rooms(&r, seed, seed % 2);
        const camp_slot_problem *slot = &r.m.slot;
        double close = 1e-9 * slot_scale(slot);
        for (int a = 0; a < slot->n_elements; a++)
            for (int b = a + 1; b <= slot->n_elements; b++) {
                int set[2] = {a, b}, n = b < slot->n_elements ? 2 : 1;
                if (n == 2 && camp_slot_excludes(slot, a, b)) continue;
                double exact = roomed(slot, n, set), priced = slot_worth(slot, n, set);
                double estimate = camp_slot_roomed(slot, n, set, &arena);
                assert_true(estimate >= exact - close && estimate <= priced + close);
                if (isfinite(exact) && priced > exact + close)
                    off += (estimate - exact) / (priced - exact), given++;
            }
    }
    assert_true(given > 1000);
    assert_true(off < 0.6 * given);
    camp_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_hold_with_seats),
        cmocka_unit_test(bounds_hold_with_rooms),
        cmocka_unit_test(estimates_are_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
