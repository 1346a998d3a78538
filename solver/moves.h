/* SPDX-License-Identifier: GPL-3.0-or-later */
/* moves.h - the moves of the local search. Each changes a state (through its log) and seats everyone
 * concerned; the caller compares the worth and takes it back or not. false: nothing was changed. */
#ifndef CAMP_MOVES_H
#define CAMP_MOVES_H

#include "state.h"

/* One random move of a random kind. */
bool camp_move_random(camp_state *state);
/* Puts an item into (slot, room); whatever is in the way moves to the item's old place, another room, another
 * slot, or off the board. */
void camp_move_relocate(camp_state *state, int item, int slot, int room);
/* A free room for an item in a slot, the one that suits its turnout best; -1: none. loose: any, by chance. */
int camp_move_room(camp_state *state, int item, int slot, bool loose);

#endif
