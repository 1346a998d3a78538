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

/* Mends something that is broken: a run moves to where it breaks least, a session that must run is hung,
 * people choose again. */
bool camp_move_repair(camp_state *state);

/* ---- parts, for repair.c */
bool camp_move_shift(camp_state *state, int item);
bool camp_move_off(camp_state *state, int item);
/* The people of a same_run rule choose another run of one of its sessions, or none. */
bool camp_move_team(camp_state *state, int rule);
/* A random room that a session may use in a slot, taken or not; -1: none. */
int camp_move_any_room(camp_state *state, int session, int slot);
/* Everyone with an interest in a session chooses anew. */
void camp_move_touch_session(camp_state *state, int session);

#endif
