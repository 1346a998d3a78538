/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seats.h - given slots and rooms, the best seats. */
#ifndef CAMP_SEATS_H
#define CAMP_SEATS_H

#include "board/board.h"
#include "program.h"

/* Whether the seats that the search takes one person at a time can be improved at all: something (capacities,
 * group rules) ties people together. */
bool camp_seats_are_tied(const camp_event *event);

/* The best seats for the runs of a board, by the integer program with slots and rooms fixed: served first,
 * then matched. Returns a board of its own that is better, or NULL. *bound is a valid limit on matched with
 * these runs and at least this served; *work what was spent. Call it in a thread of the library's own. */
camp_board *camp_seats_improve(const camp_event *event, const camp_board *board,
                               const camp_program_limits *limits, double *bound, uint64_t *work);

#endif
