/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_bound.c - the most that a set of elements can be worth in a slot: which search fits.
 *
 * With few elements at once some nodes of the plain depth-first search (slot_depth.c) settle most slots; else
 * branch and bound with the Lagrangian bound (slot_tree.c), unless the numbers do not suit it.
 */
#include "slot_tree.h"

enum { PLAIN_NODES = 1000, PLAIN_MOST = 8 };

camp_slot_result camp_slot_bound(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                 camp_arena *arena) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_slot_problem clean = camp_slot_clean(slot, &scratch);
    camp_slot_whole whole;
    bool fits = camp_slot_whole_make(&whole, &clean, limits->threshold, &scratch);
    camp_slot_limits own = *limits;
    camp_slot_result result = {.upper = INFINITY};
    if (!fits || slot->most <= PLAIN_MOST) {
        if (fits && (!own.most_nodes || own.most_nodes > PLAIN_NODES)) own.most_nodes = PLAIN_NODES;
        result = camp_slot_depth(&clean, &own, arena);
    }
    uint64_t nodes = result.nodes;
    bool spent = limits->most_nodes && nodes >= limits->most_nodes;
    if (fits && !result.complete && !spent && !(limits->stop && limits->stop(limits->user))) {
        own.most_nodes = limits->most_nodes ? limits->most_nodes - nodes : 0;
        result = camp_slot_tree(&whole, &own, arena);
        result.nodes += nodes;
    }
    camp_arena_free(&scratch);
    return result;
}
