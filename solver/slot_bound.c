/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_bound.c - the most that a set of elements can be worth in a slot: which search fits.
 *
 * Few nodes of the plain depth-first search (slot_depth.c) settle most small slots; else branch and bound
 * with the Lagrangian bound (slot_tree.c), unless the numbers do not suit it.
 */
#include "slot_tree.h"

enum { PLAIN_NODES = 2000 };

camp_slot_result camp_slot_bound(const camp_slot_problem *slot, const camp_slot_limits *limits,
                                 camp_arena *arena) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_slot_problem clean = camp_slot_clean(slot, &scratch);
    camp_slot_limits plain = *limits;
    if (!plain.most_nodes || plain.most_nodes > PLAIN_NODES) plain.most_nodes = PLAIN_NODES;
    camp_slot_result result = camp_slot_depth(&clean, &plain, arena);
    camp_slot_whole whole;
    bool spent = limits->most_nodes && result.nodes >= limits->most_nodes;
    if (!result.complete && !spent && !(limits->stop && limits->stop(limits->user))) {
        uint64_t nodes = result.nodes;
        plain.most_nodes = limits->most_nodes ? limits->most_nodes - nodes : 0;
        double threshold = result.n_sets ? result.sets[0].value : limits->threshold;
        (void)threshold;
        if (camp_slot_whole_make(&whole, &clean, limits->threshold, &scratch))
            result = camp_slot_tree(&whole, &plain, arena);
        else
            result = camp_slot_depth(&clean, &plain, arena);
        result.nodes += nodes;
    }
    camp_arena_free(&scratch);
    return result;
}
