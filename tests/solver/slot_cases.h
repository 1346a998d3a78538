/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_cases.h - small random slots for the tests of their pricing, and what their sets are worth straight
 * from the definition (slot.h). Include <cmocka.h> before.
 */
#ifndef CAMP_TEST_SLOT_CASES_H
#define CAMP_TEST_SLOT_CASES_H

#include "slot.h"
#include "slot_sets.h"
#include "slot_tree.h"

enum { MOST_ELEMENTS = 12, MOST_PEOPLE = 40, MOST_FANS = MOST_ELEMENTS * MOST_PEOPLE };

typedef struct slot_case {
    camp_slot_problem slot; /* of the arrays below */
    double gain[MOST_ELEMENTS], weight[MOST_FANS];
    long fan_first[MOST_ELEMENTS + 1], host_first[MOST_ELEMENTS + 1];
    int person[MOST_FANS], host[MOST_FANS], group[MOST_ELEMENTS];
} slot_case;

void slot_case_make(slot_case *m, uint64_t seed);
/* As if all sums were of such numbers: what rounding is measured by. */
double slot_scale(const camp_slot_problem *slot);

typedef double slot_worth_of(const camp_slot_problem *slot, int n, const int *set);
double slot_worth(const camp_slot_problem *slot, int n, const int *set);
/* Of all sets that are allowed, the empty one among them. */
double slot_best_by(const camp_slot_problem *slot, slot_worth_of *value);
double slot_best(const camp_slot_problem *slot);
/* What was found is allowed, above the threshold, the best first, and worth what is said: no less than
 * `least`, no more than slot_worth. */
void slot_check_sets(const camp_slot_problem *slot, const camp_slot_result *result, double threshold,
                     int most, slot_worth_of *least);

typedef camp_slot_result slot_bound_of(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                       camp_arena *arena);
camp_slot_result slot_by_depth(const camp_slot_problem *slot, const camp_slot_limits *limits,
                               camp_arena *arena);
/* By depth where the numbers do not suit the tree; how often it was what is counted. */
camp_slot_result slot_by_tree(const camp_slot_problem *slot, const camp_slot_limits *limits,
                              camp_arena *arena);
typedef struct slot_tree_counts {
    int bytes, words, neither;
} slot_tree_counts;
extern slot_tree_counts slot_trees;

#endif
