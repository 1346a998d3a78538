/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_test.c - the pricing of a slot against all subsets: bounds hold whenever they are cut short, are the
 * maximum when complete; sets are allowed, above the threshold and worth what is said. */
#define _XOPEN_SOURCE 700 /* setrlimit */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/random.h"
#include "slot.h"
#include "slot_sets.h"
#include "slot_tree.h"
#include "slot_whole.h"

enum {
    MOST_ELEMENTS = 12,
    MOST_PEOPLE = 40,
    MOST_ROOMS = 4,
    MOST_FANS = MOST_ELEMENTS * MOST_PEOPLE,
    ROUNDS = 600,
    SEATED_ROUNDS = 300
};

typedef struct made {
    camp_slot_problem slot;
    double gain[MOST_ELEMENTS], weight[MOST_FANS];
    long fan_first[MOST_ELEMENTS + 1], host_first[MOST_ELEMENTS + 1];
    int person[MOST_FANS], host[MOST_FANS], group[MOST_ELEMENTS], seats[MOST_ELEMENTS];
    double price[MOST_ELEMENTS], bare[MOST_ELEMENTS], room_price[MOST_ROOMS];
    int room_seats[MOST_ELEMENTS * MOST_ROOMS];
} made;

static double any_weight(camp_random *random, int shape) {
    switch (shape) {
    case 0:
        return 1;
    case 1:
        return 1 + camp_random_below(random, 3);
    case 2:
        return camp_random_below(random, 4) * 0.25;
    case 3:
        return camp_random_unit(random) * 3;
    case 4:
        return 1e6 * camp_random_unit(random);
    case 5:
        return 1 + camp_random_below(random, 1000);
    case 6:
        return camp_random_below(random, 8) ? 1 + camp_random_below(random, 3) : -1.5;
    case 7:
        return camp_random_below(random, 9) ? camp_random_unit(random) * 1e-3 : 1e7;
    default:
        return 1 + camp_random_below(random, 3) - 0x1p-20 * camp_random_below(random, 900000);
    }
}
enum { SHAPES = 9 };

/* Prices lie near what an element adds, so that taking everything is not best. */
static void make(made *m, uint64_t seed) {
    camp_random random;
    camp_random_seed(&random, seed, 7);
    int shape = (int)(seed % SHAPES);
    int n = 1 + camp_random_below(&random, MOST_ELEMENTS),
        people = camp_random_below(&random, MOST_PEOPLE + 1);
    int density = 1 + camp_random_below(&random, 10), hosted = camp_random_below(&random, 3);
    memset(m, 0, sizeof *m);
    m->slot =
        (camp_slot_problem){.n_people = people, .n_elements = n, .most = camp_random_below(&random, n + 1)};
    if (seed % 5 == 0) m->slot.most = n;
    long fans = 0, hosts = 0;
    double total = 0;
    for (int e = 0; e < n; e++) {
        double sum = 0;
        for (int p = 0; p < people; p++)
            if (camp_random_below(&random, 10) < density)
                m->person[fans] = p, m->weight[fans] = any_weight(&random, shape), sum += m->weight[fans++];
        for (int i = 0; i < hosted && people; i++) {
            int h = camp_random_below(&random, people);
            bool there = false;
            for (long j = m->host_first[e]; j < hosts; j++)
                there = there || m->host[j] == h;
            if (!there) m->host[hosts++] = h;
        }
        m->fan_first[e + 1] = fans, m->host_first[e + 1] = hosts;
        m->group[e] = camp_random_below(&random, 3) ? -1 : camp_random_below(&random, 4);
        m->gain[e] = -sum * camp_random_unit(&random);
        if (shape < 2 || shape == 5) m->gain[e] = floor(m->gain[e]);
        total += sum;
    }
    if (camp_random_below(&random, 4) == 0) m->gain[0] = total * (camp_random_unit(&random) - 0.5);
    m->slot.gain = m->gain, m->slot.fan_first = m->fan_first, m->slot.fan_person = m->person;
    m->slot.fan_weight = m->weight, m->slot.host_first = m->host_first, m->slot.host = m->host;
    m->slot.group = camp_random_below(&random, 2) ? m->group : NULL;
}

static bool is_allowed(const camp_slot_problem *slot, int n, const int *set) {
    if (n > slot->most) return false;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < i; k++)
            if (set[i] == set[k] || camp_slot_excludes(slot, set[i], set[k])) return false;
    return true;
}

/* Straight from the definition. */
static double worth(const camp_slot_problem *slot, int n, const int *set) {
    double have[MOST_PEOPLE] = {0}, value = 0;
    bool busy[MOST_PEOPLE] = {false};
    for (int i = 0; i < n; i++) {
        value += slot->gain[set[i]];
        for (long j = slot->fan_first[set[i]]; j < slot->fan_first[set[i] + 1]; j++)
            have[slot->fan_person[j]] = fmax(have[slot->fan_person[j]], slot->fan_weight[j]);
        for (long j = slot->host_first[set[i]]; j < slot->host_first[set[i] + 1]; j++)
            busy[slot->host[j]] = true;
    }
    for (int p = 0; p < slot->n_people; p++)
        if (!busy[p]) value += have[p];
    return value;
}

/* ---------------------------------------------------------------- seats */

/* Some elements have few seats, at prices that gains and weights become net of. */
static void make_seats(made *m, uint64_t seed) {
    camp_random random;
    camp_random_seed(&random, seed, 9);
    int shape = camp_random_below(&random, 3);
    for (int e = 0; e < m->slot.n_elements; e++) {
        m->seats[e] =
            camp_random_below(&random, 4) ? camp_random_below(&random, 1 + m->slot.n_people / 3) : -1;
        if (m->seats[e] < 0) continue;
        m->price[e] = shape == 0   ? 0
                      : shape == 1 ? 0.25 * camp_random_below(&random, 9)
                                   : 2 * camp_random_unit(&random);
        m->gain[e] += m->seats[e] * m->price[e];
        for (long j = m->fan_first[e]; j < m->fan_first[e + 1]; j++)
            m->weight[j] -= m->price[e];
    }
    m->slot.seats = m->seats, m->slot.seat_price = m->price;
}

/* Some rooms with few seats, each for some of the elements, at prices of their own besides those of seats. */
static void make_rooms(made *m, uint64_t seed) {
    camp_random random;
    camp_random_seed(&random, seed, 10);
    int n = m->slot.n_rooms = 1 + camp_random_below(&random, MOST_ROOMS),
        shape = camp_random_below(&random, 3);
    int capacity[MOST_ROOMS];
    for (int r = 0; r < n; r++) {
        capacity[r] = camp_random_below(&random, 2 + m->slot.n_people / 2);
        m->room_price[r] = shape == 0   ? 0
                           : shape == 1 ? camp_random_below(&random, 9)
                                        : 9 * camp_random_unit(&random);
    }
    for (int e = 0; e < m->slot.n_elements; e++) {
        int its = camp_random_below(&random, n), least = MOST_PEOPLE, most = 0;
        double brings = -INFINITY, price;
        for (int r = 0; r < n; r++) {
            int seats = r == its || camp_random_below(&random, 3) ? capacity[r] : -1;
            m->room_seats[e * n + r] = seats;
            if (seats >= 0 && seats < least) least = seats;
            if (seats > most) most = seats;
        }
        m->seats[e] = least >= m->fan_first[e + 1] - m->fan_first[e] ? -1 : most;
        price = m->price[e] = m->seats[e] < 0 || shape == 0 ? 0 : 0.25 * camp_random_below(&random, 9);
        for (int r = 0; r < n; r++)
            if (m->room_seats[e * n + r] >= 0)
                brings = fmax(brings, m->room_seats[e * n + r] * price - m->room_price[r]);
        m->bare[e] = m->gain[e], m->gain[e] += brings;
        for (long j = m->fan_first[e]; j < m->fan_first[e + 1]; j++)
            m->weight[j] -= price;
    }
    m->slot.seats = m->seats, m->slot.seat_price = m->price, m->slot.bare_gain = m->bare;
    m->slot.room_seats = m->room_seats, m->slot.room_price = m->room_price;
}

typedef struct seating {
    int n_people, n, seats[MOST_ELEMENTS], taken[MOST_ELEMENTS], at[MOST_PEOPLE]; /* -1: nowhere */
    double weight[MOST_ELEMENTS][MOST_PEOPLE];
} seating;

/* One person more, who may push others on from element to element: by how much that is better. */
static double seat(seating *s, int person) {
    double gain[MOST_ELEMENTS];
    int by[MOST_ELEMENTS];
    for (int e = 0; e < s->n; e++)
        gain[e] = s->weight[e][person], by[e] = person;
    for (int times = 0; times < s->n; times++)
        for (int e = 0; e < s->n; e++)
            for (int p = 0; p < s->n_people; p++)
                if (s->at[p] >= 0 && s->at[p] != e && s->taken[s->at[p]] >= s->seats[s->at[p]] &&
                    gain[s->at[p]] + s->weight[e][p] - s->weight[s->at[p]][p] > gain[e] + 1e-12)
                    gain[e] = gain[s->at[p]] + s->weight[e][p] - s->weight[s->at[p]][p], by[e] = p;
    double most = 0;
    int end = -1, out = -1;
    for (int e = 0; e < s->n; e++) {
        if (s->taken[e] < s->seats[e] && gain[e] > most) most = gain[e], end = e, out = -1;
        for (int p = 0; p < s->n_people && s->taken[e] >= s->seats[e]; p++) /* or someone goes */
            if (s->at[p] == e && gain[e] - s->weight[e][p] > most + 1e-12)
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
    double value = 0;
    for (int i = 0; i < n; i++) {
        int e = set[i];
        bool is_short = slot->seats[e] >= 0;
        s.seats[i] = is_short || slot->n_rooms ? seats[i] : slot->n_people;
        value += slot->n_rooms ? slot->bare_gain[e]
                               : slot->gain[e] - (is_short ? slot->seats[e] * slot->seat_price[e] : 0);
        for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++)
            s.weight[i][slot->fan_person[j]] = slot->fan_weight[j] + (is_short ? slot->seat_price[e] : 0);
        for (long j = slot->host_first[e]; j < slot->host_first[e + 1]; j++)
            busy[slot->host[j]] = true;
    }
    for (int p = 0; p < s.n_people; p++)
        s.at[p] = -1;
    for (int p = 0; p < s.n_people; p++)
        if (!busy[p]) value += seat(&s, p);
    return value;
}

static double scale_of(const camp_slot_problem *slot) {
    double scale = 1;
    for (int e = 0; e < slot->n_elements; e++)
        scale += fabs(slot->gain[e]);
    return scale;
}

typedef double worth_of(const camp_slot_problem *slot, int n, const int *set);

static double best_of_all_by(const camp_slot_problem *slot, worth_of *value) {
    double best = value(slot, 0, NULL);
    for (unsigned bits = 0; bits < 1U << slot->n_elements; bits++) {
        int set[MOST_ELEMENTS], n = 0;
        for (int e = 0; e < slot->n_elements; e++)
            if (bits >> e & 1) set[n++] = e;
        if (is_allowed(slot, n, set)) best = fmax(best, value(slot, n, set));
    }
    return best;
}

static double best_of_all(const camp_slot_problem *slot) {
    return best_of_all_by(slot, worth);
}

static double seated(const camp_slot_problem *slot, int n, const int *set);
static double roomed(const camp_slot_problem *slot, int n, const int *set);

static void check_sets(const camp_slot_problem *slot, const camp_slot_result *result, double threshold,
                       int most) {
    double close = 1e-9 * scale_of(slot);
    assert_true(result->n_sets <= most);
    for (int i = 0; i < result->n_sets; i++) {
        const camp_slot_set *set = &result->sets[i];
        assert_true(is_allowed(slot, set->n, set->elements));
        double priced = worth(slot, set->n, set->elements), least = priced;
        if (slot->seats) least = (slot->n_rooms ? roomed : seated)(slot, set->n, set->elements);
        assert_true(set->value <= priced + close && set->value >= least - close);
        assert_true(set->value > threshold);
        for (int k = 1; k < set->n; k++)
            assert_true(set->elements[k - 1] < set->elements[k]);
        for (int k = 0; k < i; k++) {
            const camp_slot_set *other = &result->sets[k];
            assert_true(other->value >= set->value);
            assert_false(other->n == set->n &&
                         memcmp(other->elements, set->elements, (size_t)set->n * sizeof(int)) == 0);
        }
    }
}

typedef camp_slot_result bound_of(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                  camp_arena *arena);

static camp_slot_result by_depth(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                 camp_arena *arena) {
    camp_slot_problem clean = camp_slot_clean(slot, arena);
    return camp_slot_depth(&clean, limits, arena);
}

static int with_bytes, with_words, with_neither;

static camp_slot_result by_tree(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                camp_arena *arena) {
    camp_slot_problem clean = camp_slot_clean(slot, arena);
    camp_slot_whole whole;
    camp_slot_result result;
    bool fits = camp_slot_whole_make(&whole, &clean, limits->threshold, arena);
    assert_true(camp_slot_tree(slot, limits, &result, arena) == fits);
    if (!fits) {
        with_neither++;
        return camp_slot_depth(&clean, limits, arena);
    }
    whole.rows->cell == 1 ? with_bytes++ : with_words++;
    return result;
}

static void bound_one(uint64_t seed, bound_of *bound, camp_arena *arena) {
    made m;
    make(&m, seed);
    double best = best_of_all(&m.slot), close = 1e-9 * scale_of(&m.slot);
    double u[MOST_PEOPLE] = {-1, 1e30, NAN, 0.5}; /* any start is allowed */
    static const uint64_t NODES[] = {1, 5, 50, 0};
    const double thresholds[] = {-INFINITY, 0, 0.5 * best, 0.99 * best, best, 1.2 * best + 1};
    for (size_t i = 0; i < sizeof NODES / sizeof *NODES; i++)
        for (size_t k = 0; k < sizeof thresholds / sizeof *thresholds; k++) {
            camp_slot_limits limits = {.threshold = thresholds[k], .most_nodes = NODES[i], .most_sets = 3};
            if (seed % 2) limits.u = u;
            limits.threads = seed % 16 ? 1 : 2;
            camp_slot_result result = bound(&m.slot, &limits, arena);
            assert_true(result.upper >= best - 1e-15 * close);
            assert_true(result.upper >= thresholds[k]);
            assert_true(result.complete || NODES[i]);
            if (result.complete) assert_true(result.upper <= fmax(thresholds[k], best) + close);
            if (result.complete && best > thresholds[k] + close) {
                assert_true(result.n_sets > 0);
                assert_true(result.sets[0].value >= best - close);
            }
            check_sets(&m.slot, &result, thresholds[k], limits.most_sets);
        }
}

static void bounds_hold(bound_of *bound) {
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    for (uint64_t seed = 0; seed < ROUNDS; seed++)
        bound_one(seed, bound, &arena);
    camp_arena_free(&arena);
}

static void bounds_by_depth_hold(void **state) {
    (void)state;
    bounds_hold(by_depth);
}

static void bounds_by_tree_hold(void **state) {
    (void)state;
    with_bytes = with_words = with_neither = 0;
    bounds_hold(by_tree);
    assert_true(with_bytes > 1000 && with_words > 1000 && with_neither > 100);
}

static void bounds_of_both_hold(void **state) {
    (void)state;
    bounds_hold(camp_slot_bound);
}

/* Thirty elements with tastes in common: many batches of the tree, against the plain search. */
enum { LARGE_ELEMENTS = 30, LARGE_PEOPLE = 150 };
typedef struct large {
    camp_slot_problem slot;
    double gain[LARGE_ELEMENTS], weight[LARGE_ELEMENTS * LARGE_PEOPLE];
    long fan_first[LARGE_ELEMENTS + 1], host_first[LARGE_ELEMENTS + 1];
    int person[LARGE_ELEMENTS * LARGE_PEOPLE], host[LARGE_ELEMENTS];
} large;

static void make_large(large *m, uint64_t seed, bool whole) {
    camp_random random;
    camp_random_seed(&random, seed, 8);
    *m = (large){.slot = {.n_people = LARGE_PEOPLE, .n_elements = LARGE_ELEMENTS, .most = 9}};
    long fans = 0;
    for (int e = 0; e < LARGE_ELEMENTS; e++) {
        double sum = 0;
        for (int p = 0; p < LARGE_PEOPLE; p++) {
            if (camp_random_below(&random, (p + e) % 5 ? 8 : 3)) continue;
            m->person[fans] = p, m->weight[fans] = 1 + camp_random_below(&random, 3);
            if (!whole) m->weight[fans] -= camp_random_unit(&random);
            sum += m->weight[fans++];
        }
        m->fan_first[e + 1] = fans, m->host[e] = camp_random_below(&random, LARGE_PEOPLE);
        m->host_first[e + 1] = e + 1;
        m->gain[e] = -0.45 * sum;
    }
    m->slot.gain = m->gain, m->slot.fan_first = m->fan_first, m->slot.fan_person = m->person;
    m->slot.fan_weight = m->weight, m->slot.host_first = m->host_first, m->slot.host = m->host;
}

static void falls(void *user, double upper) {
    double *told = user;
    assert_true(upper < told[0]);
    assert_true(upper >= told[1]);
    told[0] = upper;
}

static void trees_end_like_the_plain_search(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    for (uint64_t seed = 0; seed < 6; seed++) {
        large m;
        make_large(&m, seed, seed % 2);
        camp_slot_limits limits = {.threshold = 0, .most_sets = 4};
        camp_slot_result plain = by_depth(&m.slot, &limits, &arena);
        assert_true(plain.complete && plain.n_sets > 0);
        double told[2] = {INFINITY, plain.sets[0].value - 1e-9};
        limits.lowered = falls, limits.user = told;
        camp_slot_result full = by_tree(&m.slot, &limits, &arena);
        assert_true(full.complete && full.n_sets > 0);
        assert_true(full.nodes > 100);
        assert_true(fabs(full.sets[0].value - plain.sets[0].value) < 1e-9);
        assert_true(fabs(full.upper - plain.sets[0].value) < 1e-6);
        for (uint64_t nodes = 1; nodes < full.nodes; nodes = nodes * 3 + 1) {
            camp_slot_limits few = {
                .threshold = 0.9 * plain.sets[0].value, .most_nodes = nodes, .most_sets = 4};
            camp_slot_result cut = by_tree(&m.slot, &few, &arena);
            assert_true(cut.upper >= plain.sets[0].value);
            few.threads = 3;
            camp_slot_result same = by_tree(&m.slot, &few, &arena);
            assert_true(same.upper == cut.upper && same.nodes == cut.nodes && same.n_sets == cut.n_sets);
            for (int i = 0; i < cut.n_sets; i++)
                assert_true(same.sets[i].value == cut.sets[i].value);
        }
    }
    camp_arena_free(&arena);
}

static double seated(const camp_slot_problem *slot, int n, const int *set) {
    int seats[MOST_ELEMENTS];
    for (int i = 0; i < n; i++)
        seats[i] = slot->seats[set[i]];
    return seated_as(slot, n, set, seats);
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

/* Bounds on what sets are worth with no more people than seats, which may be less than at the prices given.
 */
static int lower_than_priced, ended;

static void bound_seats(uint64_t seed, bool rooms, bound_of *bound, camp_arena *arena) {
    made m;
    make(&m, seed);
    if (rooms)
        make_rooms(&m, seed);
    else
        make_seats(&m, seed);
    double best = best_of_all_by(&m.slot, rooms ? roomed : seated), priced = best_of_all(&m.slot);
    double close = 1e-9 * scale_of(&m.slot);
    assert_true(best <= priced + close);
    static const uint64_t NODES[] = {1, 5, 50, 0};
    const double thresholds[] = {-INFINITY, 0, 0.5 * best, 0.99 * best, best, 1.2 * best + 1};
    for (size_t i = 0; i < sizeof NODES / sizeof *NODES; i++)
        for (size_t k = 0; k < sizeof thresholds / sizeof *thresholds; k++) {
            camp_slot_limits limits = {.threshold = thresholds[k], .most_nodes = NODES[i], .most_sets = 3};
            camp_slot_result result = bound(&m.slot, &limits, arena);
            assert_true(result.upper >= best - close && result.upper >= thresholds[k]);
            assert_true(result.complete || NODES[i]);
            if (result.complete) assert_true(result.upper <= fmax(thresholds[k], priced) + close);
            lower_than_priced += result.complete && result.upper < priced - close;
            ended += result.complete;
            check_sets(&m.slot, &result, thresholds[k], limits.most_sets);
        }
    camp_slot_pricing *pricing = camp_slot_pricing_make(arena);
    if (!camp_slot_pricing_open(pricing, &m.slot, 0.9 * best, arena)) return;
    camp_slot_limits limits = {.most_nodes = 1 + seed % 7, .most_sets = 4};
    double upper = INFINITY;
    for (bool complete = false; !complete;) {
        camp_slot_result result = camp_slot_pricing_go(pricing, &limits, arena);
        assert_true(result.upper >= best - close && result.upper <= upper);
        upper = result.upper, complete = result.complete;
    }
    camp_slot_pricing_close(pricing);
}

static void bounds_hold_with_seats(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    lower_than_priced = ended = 0;
    for (uint64_t seed = 0; seed < SEATED_ROUNDS; seed++) {
        bound_seats(seed, false, by_tree, &arena);
        if (seed % 4 == 0) bound_seats(seed, false, camp_slot_bound, &arena);
    }
    assert_true(lower_than_priced > ended / 20);
    camp_arena_free(&arena);
}

static void bounds_hold_with_rooms(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    lower_than_priced = ended = 0;
    for (uint64_t seed = 0; seed < SEATED_ROUNDS; seed++) {
        bound_seats(seed, true, by_tree, &arena);
        if (seed % 4 == 0) bound_seats(seed, true, camp_slot_bound, &arena);
    }
    assert_true(lower_than_priced > ended / 10);
    camp_arena_free(&arena);
}

/* ---------------------------------------------------------------- in portions */

/* Portions of so many nodes, until it is complete: upper is a bound after each of them and never rises, and
 * what comes out is what one portion gives. */
static void go_on(const camp_slot_problem *slot, double best, double threshold, uint64_t portion,
                  double close, camp_arena *arena) {
    camp_slot_pricing *one = camp_slot_pricing_make(arena), *other = camp_slot_pricing_make(arena);
    if (!camp_slot_pricing_open(one, slot, threshold, arena)) {
        assert_false(camp_slot_pricing_is_open(one));
        return;
    }
    assert_true(camp_slot_pricing_open(other, slot, threshold, arena));
    camp_slot_limits limits = {.most_nodes = portion, .most_sets = 4, .threads = 1}, more = limits;
    more.threads = 3;
    double upper = INFINITY, found = -INFINITY;
    for (bool complete = false; !complete;) {
        camp_slot_result result = camp_slot_pricing_go(one, &limits, arena);
        camp_slot_result same = camp_slot_pricing_go(other, &more, arena);
        assert_true(result.upper >= best - 1e-15 * close && result.upper >= threshold);
        assert_true(result.upper <= upper && (result.nodes > 0 || result.complete));
        assert_true(same.upper == result.upper && same.nodes == result.nodes);
        assert_true(same.n_sets == result.n_sets && same.complete == result.complete);
        if (slot->n_people <= MOST_PEOPLE) check_sets(slot, &result, threshold, limits.most_sets);
        for (int i = 0; i < result.n_sets; i++) {
            assert_true(same.sets[i].value == result.sets[i].value);
            found = fmax(found, result.sets[i].value);
        }
        upper = result.upper, complete = result.complete;
    }
    assert_true(upper <= fmax(threshold, best) + close);
    if (best > threshold + close) assert_true(found >= best - close);
    assert_true(camp_slot_pricing_go(one, &limits, arena).upper == upper); /* once more: nothing is left */
    camp_slot_pricing_close(one), camp_slot_pricing_close(other);
    assert_false(camp_slot_pricing_is_open(one));
}

static void portions_of_small_slots_hold(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        made m;
        make(&m, seed);
        double best = best_of_all(&m.slot), close = 1e-9 * scale_of(&m.slot);
        const double thresholds[] = {-INFINITY, 0, 0.9 * best, 1.2 * best + 1};
        go_on(&m.slot, best, thresholds[seed % 4], 1 + seed % 7, close, &arena);
    }
    camp_arena_free(&arena);
}

static void portions_end_like_one(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    for (uint64_t seed = 0; seed < 4; seed++) {
        large m;
        make_large(&m, seed, seed % 2);
        camp_slot_limits limits = {.threshold = 0, .most_sets = 4};
        camp_slot_result full = by_tree(&m.slot, &limits, &arena);
        assert_true(full.complete && full.n_sets > 0);
        static const uint64_t PORTIONS[] = {3, 40, 700, 0};
        for (size_t i = 0; i < sizeof PORTIONS / sizeof *PORTIONS; i++)
            go_on(&m.slot, full.sets[0].value, 0, PORTIONS[i], 1e-6, &arena);
    }
    camp_arena_free(&arena);
}

/* What is left of the memory is taken, but for `spare` bytes; given back by free_all. */
enum { HOGS = 4096, LEAST_HOG = 64 };
static void *hog[HOGS];
static int n_hogs;

static void take_all(size_t spare) {
    struct rlimit limit;
    void *kept = malloc(spare + 1);
    assert_true(kept && getrlimit(RLIMIT_AS, &limit) == 0);
    limit.rlim_cur = 1 << 20; /* less than there is already: nothing more is given */
    assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
    for (size_t size = 1 << 20; size >= LEAST_HOG; size /= 2)
        while (n_hogs < HOGS && (hog[n_hogs] = malloc(size)))
            n_hogs++;
    free(kept);
}

static void free_all(void) {
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_AS, &limit), 0);
    limit.rlim_cur = limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
    while (n_hogs)
        free(hog[--n_hogs]);
}

/* It fails like the caller's arena, leaves nothing behind, and can be opened again. */
static void no_memory_closes_a_pricing(void **state) {
    (void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(CAMP_SANITIZED)
    skip(); /* it takes addresses by the terabyte */
#endif
    static large m; /* not lost by a jump */
    static camp_slot_pricing *pricing;
    static camp_arena arena;
    static int failed;
    make_large(&m, 1, true);
    for (size_t spare = 0; spare < 1 << 20; spare = spare * 2 + 5000) {
        camp_arena_init(&arena);
        camp_slot_limits limits = {.most_nodes = 40};
        if (setjmp(arena.recover)) {
            free_all();
            failed++;
            assert_false(camp_slot_pricing_is_open(pricing));
        } else {
            pricing = camp_slot_pricing_make(&arena);
            assert_true(camp_slot_pricing_open(pricing, &m.slot, 0, &arena));
            (void)CAMP_NEW(&arena, char, 1); /* answers find room; the tree is what fails */
            take_all(spare);
            while (!camp_slot_pricing_go(pricing, &limits, &arena).complete)
                ;
            free_all();
        }
        if (setjmp(arena.recover)) abort();
        assert_true(camp_slot_pricing_open(pricing, &m.slot, 0, &arena));
        assert_true(camp_slot_pricing_go(pricing, &limits, &arena).nodes > 0);
        camp_slot_pricing_close(pricing);
        camp_arena_free(&arena);
    }
    assert_true(failed > 2);
}

static bool at_once(void *user) {
    (void)user;
    return true;
}

static void a_stopped_bound_holds(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    for (uint64_t seed = 0; seed < 4; seed++) {
        large m;
        make_large(&m, seed, seed % 2);
        camp_slot_limits limits = {.threshold = 0, .most_sets = 1};
        double best = by_depth(&m.slot, &limits, &arena).sets[0].value;
        limits.stop = at_once;
        assert_true(camp_slot_bound(&m.slot, &limits, &arena).upper >= best);
        assert_true(by_tree(&m.slot, &limits, &arena).upper >= best);
        assert_true(by_depth(&m.slot, &limits, &arena).upper >= best);
    }
    camp_arena_free(&arena);
}

static void climbs_end_well(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    int reached = 0;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        made m;
        make(&m, seed);
        double best = best_of_all(&m.slot), close = 1e-9 * scale_of(&m.slot);
        camp_slot_limits limits = {.threshold = 0, .most_sets = 5, .most_nodes = 20};
        camp_slot_result first = camp_slot_climb(&m.slot, &limits, 0, NULL, seed, &arena);
        check_sets(&m.slot, &first, 0, 5);
        camp_slot_result next = camp_slot_climb(&m.slot, &limits, first.n_sets, first.sets, seed, &arena);
        check_sets(&m.slot, &next, 0, 5);
        assert_true(isinf(first.upper) && !first.complete);
        reached += best <= close || (first.n_sets && first.sets[0].value >= best - close);
    }
    assert_true(reached > ROUNDS * 9 / 10); /* twenty starts on a dozen elements */
    camp_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_by_depth_hold),         cmocka_unit_test(bounds_by_tree_hold),
        cmocka_unit_test(bounds_of_both_hold),          cmocka_unit_test(trees_end_like_the_plain_search),
        cmocka_unit_test(a_stopped_bound_holds),        cmocka_unit_test(climbs_end_well),
        cmocka_unit_test(portions_of_small_slots_hold), cmocka_unit_test(portions_end_like_one),
        cmocka_unit_test(no_memory_closes_a_pricing),   cmocka_unit_test(bounds_hold_with_seats),
        cmocka_unit_test(bounds_hold_with_rooms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
