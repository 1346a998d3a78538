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
#include "slot_cases.h"

enum { ROUNDS = 600 };

static void bound_one(uint64_t seed, slot_bound_of *bound, camp_arena *arena) {
    slot_case m;
    slot_case_make(&m, seed);
    double best = slot_best(&m.slot), close = 1e-9 * slot_scale(&m.slot);
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
            slot_check_sets(&m.slot, &result, thresholds[k], limits.most_sets, slot_worth);
        }
}

static void bounds_hold(slot_bound_of *bound) {
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    for (uint64_t seed = 0; seed < ROUNDS; seed++)
        bound_one(seed, bound, &arena);
    camp_arena_free(&arena);
}

static void bounds_by_depth_hold(void **state) {
    (void)state;
    bounds_hold(slot_by_depth);
}

static void bounds_by_tree_hold(void **state) {
    (void)state;
    slot_trees = (slot_tree_counts){0};
    bounds_hold(slot_by_tree);
    assert_true(slot_trees.bytes > 1000 && slot_trees.words > 1000 && slot_trees.neither > 100);
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
        camp_slot_result plain = slot_by_depth(&m.slot, &limits, &arena);
        assert_true(plain.complete && plain.n_sets > 0);
        double told[2] = {INFINITY, plain.sets[0].value - 1e-9};
        limits.lowered = falls, limits.user = told;
        camp_slot_result full = slot_by_tree(&m.slot, &limits, &arena);
        assert_true(full.complete && full.n_sets > 0);
        assert_true(full.nodes > 100);
        assert_true(fabs(full.sets[0].value - plain.sets[0].value) < 1e-9);
        assert_true(fabs(full.upper - plain.sets[0].value) < 1e-6);
        for (uint64_t nodes = 1; nodes < full.nodes; nodes = nodes * 3 + 1) {
            camp_slot_limits few = {
                .threshold = 0.9 * plain.sets[0].value, .most_nodes = nodes, .most_sets = 4};
            camp_slot_result cut = slot_by_tree(&m.slot, &few, &arena);
            assert_true(cut.upper >= plain.sets[0].value);
            few.threads = 3;
            camp_slot_result same = slot_by_tree(&m.slot, &few, &arena);
            assert_true(same.upper == cut.upper && same.nodes == cut.nodes && same.n_sets == cut.n_sets);
            for (int i = 0; i < cut.n_sets; i++)
                assert_true(same.sets[i].value == cut.sets[i].value);
        }
    }
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
        if (slot->n_people <= MOST_PEOPLE)
            slot_check_sets(slot, &result, threshold, limits.most_sets, slot_worth);
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
        slot_case m;
        slot_case_make(&m, seed);
        double best = slot_best(&m.slot), close = 1e-9 * slot_scale(&m.slot);
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
        camp_slot_result full = slot_by_tree(&m.slot, &limits, &arena);
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
        double best = slot_by_depth(&m.slot, &limits, &arena).sets[0].value;
        limits.stop = at_once;
        assert_true(camp_slot_bound(&m.slot, &limits, &arena).upper >= best);
        assert_true(slot_by_tree(&m.slot, &limits, &arena).upper >= best);
        assert_true(slot_by_depth(&m.slot, &limits, &arena).upper >= best);
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
        slot_case m;
        slot_case_make(&m, seed);
        double best = slot_best(&m.slot), close = 1e-9 * slot_scale(&m.slot);
        camp_slot_limits limits = {.threshold = 0, .most_sets = 5, .most_nodes = 20};
        camp_slot_result first = camp_slot_climb(&m.slot, &limits, 0, NULL, seed, &arena);
        slot_check_sets(&m.slot, &first, 0, 5, slot_worth);
        camp_slot_result next = camp_slot_climb(&m.slot, &limits, first.n_sets, first.sets, seed, &arena);
        slot_check_sets(&m.slot, &next, 0, 5, slot_worth);
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
        cmocka_unit_test(no_memory_closes_a_pricing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
