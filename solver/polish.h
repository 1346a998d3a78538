/* SPDX-License-Identifier: GPL-3.0-or-later */
/* polish.h - ties of the score: sessions hung, rooms that fit, and why a session was left out. */
#ifndef CAMP_POLISH_H
#define CAMP_POLISH_H

#include "state.h"

/* Puts sessions that are left out in the place of others where that is better, with at most so many tries, so
 * that no exchange that is plain to see is left undone. Ends early when stop(user) says so. */
void camp_polish_exchange(camp_state *state, uint64_t tries, bool (*stop)(void *user), void *user);
/* Hangs every session that a free cell takes at no loss, and takes repeats away that help nobody. */
void camp_polish_fill(camp_state *state);
/* Evens out the number of runs that go on at a time, where that costs nothing; with at most so many tries. */
void camp_polish_spread(camp_state *state, uint64_t tries, bool (*stop)(void *user), void *user);
/* Small rooms for small groups: swaps rooms of runs at the same time and moves runs into free rooms where
 * turnout fits better, within a site; nothing that the score or a rule sees is changed. */
void camp_polish_rooms(camp_state *state);

#endif
