/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_sets.h - what the pricing functions share: the sets they found, numbers without noise. */
#ifndef CAMP_SLOT_SETS_H
#define CAMP_SLOT_SETS_H

#include "slot.h"

/* The elements in ascending order, as a set is kept. */
int *camp_slot_sorted(int n, const int *elements, camp_arena *arena);
/* Adds a set to the sets of a result unless it is there, keeping the `most` best ones; returns whether it
 * was new and kept. The elements are copied and sorted. */
bool camp_slot_sets_add(camp_slot_result *result, int most, double value, int n, const int *elements,
                        camp_arena *arena);
/* The same slot without entries that count nothing: weights that are not positive, and what presenters want
 * in their own elements. */
camp_slot_problem camp_slot_clean(const camp_slot_problem *slot, camp_arena *arena);
/* That, with nothing left in the caller's memory, and with what would count if seats cost nothing. */
camp_slot_problem camp_slot_copy(const camp_slot_problem *slot, camp_arena *arena);
/* What a seat in an element costs, 0 or more; and the gain without what its seats bring at that price. */
double camp_slot_price(const camp_slot_problem *slot, int e);
double camp_slot_bare_gain(const camp_slot_problem *slot, int e);
/* By how much a sum of gains and weights in doubles can err, in whatever order they are added; 0 where all
 * are multiples of 2^-20 (prices are rounded to these) and not huge. */
double camp_slot_margin(const camp_slot_problem *slot);
/* camp_slot_value with room for a number per person, all 0 before and after. */
double camp_slot_value_with(const camp_slot_problem *slot, int n, const int *elements, double *best);
/* Whether two elements exclude each other: a group or a presenter in common. */
bool camp_slot_excludes(const camp_slot_problem *slot, int a, int b);

#endif
