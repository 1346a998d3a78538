/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_cases.c - see slot_cases.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "slot_cases.h"
#include "slot_whole.h"

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
void slot_case_make(slot_case *m, uint64_t seed) {
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
double slot_worth(const camp_slot_problem *slot, int n, const int *set) {
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

double slot_scale(const camp_slot_problem *slot) {
    double scale = 1;
    for (int e = 0; e < slot->n_elements; e++)
        scale += fabs(slot->gain[e]);
    return scale;
}

double slot_best_by(const camp_slot_problem *slot, slot_worth_of *value) {
    double best = value(slot, 0, NULL);
    for (unsigned bits = 0; bits < 1U << slot->n_elements; bits++) {
        int set[MOST_ELEMENTS], n = 0;
        for (int e = 0; e < slot->n_elements; e++)
            if (bits >> e & 1) set[n++] = e;
        if (is_allowed(slot, n, set)) best = fmax(best, value(slot, n, set));
    }
    return best;
}

double slot_best(const camp_slot_problem *slot) {
    return slot_best_by(slot, slot_worth);
}

void slot_check_sets(const camp_slot_problem *slot, const camp_slot_result *result, double threshold,
                     int most, slot_worth_of *least) {
    double close = 1e-9 * slot_scale(slot);
    assert_true(result->n_sets <= most);
    for (int i = 0; i < result->n_sets; i++) {
        const camp_slot_set *set = &result->sets[i];
        assert_true(is_allowed(slot, set->n, set->elements));
        assert_true(set->value <= slot_worth(slot, set->n, set->elements) + close);
        assert_true(set->value >= least(slot, set->n, set->elements) - close);
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

camp_slot_result slot_by_depth(const camp_slot_problem *slot, const camp_slot_limits *limits,
                               camp_arena *arena) {
    camp_slot_problem clean = camp_slot_clean(slot, arena);
    return camp_slot_depth(&clean, limits, arena);
}

slot_tree_counts slot_trees;

camp_slot_result slot_by_tree(const camp_slot_problem *slot, const camp_slot_limits *limits,
                              camp_arena *arena) {
    camp_slot_problem clean = camp_slot_clean(slot, arena);
    camp_slot_whole whole;
    camp_slot_result result;
    bool fits = camp_slot_whole_make(&whole, &clean, limits->threshold, arena);
    assert_true(camp_slot_tree(slot, limits, &result, arena) == fits);
    if (!fits) {
        slot_trees.neither++;
        return camp_slot_depth(&clean, limits, arena);
    }
    whole.rows->cell == 1 ? slot_trees.bytes++ : slot_trees.words++;
    return result;
}
