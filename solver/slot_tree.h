/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_tree.h - the two exact searches behind camp_slot_bound. Both take a clean slot (camp_slot_clean). */
#ifndef CAMP_SLOT_TREE_H
#define CAMP_SLOT_TREE_H

#include "slot_whole.h"

/* As camp_slot_bound, by the submodular bound alone. */
camp_slot_result camp_slot_depth(const camp_slot_problem *clean, const camp_slot_limits *limits,
                                 camp_arena *arena);
/* As camp_slot_bound, by the Lagrangian bound. */
camp_slot_result camp_slot_tree(const camp_slot_whole *whole, const camp_slot_limits *limits,
                                camp_arena *arena);

#endif
