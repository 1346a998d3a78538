/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_tree.h - the exact searches behind camp_slot_bound: camp_slot_pricing of slot.h, and the plain one. */
#ifndef CAMP_SLOT_TREE_H
#define CAMP_SLOT_TREE_H

#include "slot_whole.h"

/* As camp_slot_bound, by the submodular bound alone; takes a clean slot (camp_slot_clean). */
camp_slot_result camp_slot_depth(const camp_slot_problem *clean, const camp_slot_limits *limits,
                                 camp_arena *arena);
/* As camp_slot_bound, by the Lagrangian bound alone: a camp_slot_pricing from its opening to its end. False
 * where the numbers do not suit it. */
bool camp_slot_tree(const camp_slot_problem *slot, const camp_slot_limits *limits, camp_slot_result *result,
                    camp_arena *arena);

#endif
