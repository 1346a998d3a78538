/* SPDX-License-Identifier: GPL-3.0-or-later */
/* place.h - items of a state in slots and rooms, and every rule that looks only at runs. Inside the search.
 */
#ifndef CAMP_PLACE_H
#define CAMP_PLACE_H

#include "state.h"

/* By how much a limit is missed; at least 1 where it is missed at all, so that a small miss is no bargain. */
static inline double camp_excess(double over) {
    return over <= 1e-9 ? 0 : over < 1 ? 1 : over;
}
/* What a run with `count` selected people breaks of a run_at_most or run_at_least rule. */
static inline double camp_run_break(const camp_rule *rule, int count) {
    return camp_excess(rule->kind == CAMP_RUN_AT_MOST ? count - rule->limit : rule->limit - count);
}

/* Counts what an empty board breaks. */
void camp_place_start(camp_state *state);
/* Moves an item without a look at seats (it must have none). Notes the change. */
void camp_place_set(camp_state *state, int item, int slot, int room);
void camp_state_note(camp_state *state, camp_change change);
/* away_at_most: a person is away in the slots of a span (by = 1), or no more (by = -1). */
void camp_state_away(camp_state *state, int person, const camp_slots *span, int by);

#endif
