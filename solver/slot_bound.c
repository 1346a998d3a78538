/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_bound.c - the most that a set of elements can be worth in a slot: which search fits.
 *
 * With few elements at once some nodes of the plain depth-first search (slot_depth.c) settle most slots; else
 * branch and bound with the Lagrangian bound (slot_tree.c), unless the numbers do not suit it.
 */
#include "slot_tree.h"

enum { PLAIN_NODES = 1000, PLAIN_MOST = 8 };

static bool suits(const camp_slot_problem *slot, double threshold, camp_arena *arena) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_slot_problem clean = camp_slot_clean(slot, &scratch);
    camp_slot_whole whole;
    bool fits = camp_slot_whole_make(&whole, &clean, threshold, &scratch);
    camp_arena_free(&scratch);
    return fits;
}

static camp_slot_result by_depth(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                 camp_arena *arena) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_slot_problem clean = camp_slot_clean(slot, &scratch);
    camp_slot_result result = camp_slot_depth(&clean, limits, arena);
    camp_arena_free(&scratch);
    return result;
}

camp_slot_result camp_slot_bound(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                 camp_arena *arena) {
    camp_slot_limits own = *limits;
    camp_slot_result plain = {.upper = INFINITY}, result;
    if (slot->most <= PLAIN_MOST) {
        bool fits = suits(slot, limits->threshold, arena);
        if (fits && (!own.most_nodes || own.most_nodes > PLAIN_NODES)) own.most_nodes = PLAIN_NODES;
        plain = by_depth(slot, &own, arena);
        bool spent = limits->most_nodes && plain.nodes >= limits->most_nodes;
        if (!fits || plain.complete || spent || (limits->stop && limits->stop(limits->user))) return plain;
        own.most_nodes = limits->most_nodes ? limits->most_nodes - plain.nodes : 0;
    }
    if (!camp_slot_tree(slot, &own, &result, arena)) return by_depth(slot, limits, arena);
    result.nodes += plain.nodes;
    return result;
}
