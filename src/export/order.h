/* SPDX-License-Identifier: GPL-3.0-or-later */
/* order.h - the order in which runs and seats are written, and what a run needs to be told. */
#ifndef CAMP_ORDER_H
#define CAMP_ORDER_H

#include "board/board.h"

/* The runs by start, then in the order of rooms.csv; n_runs indices. */
const int *camp_order_runs(const camp_event *event, const camp_board *board, camp_arena *arena);
/* The seats by person, then in that order of their runs; n_seats indices. */
const long *camp_order_seats(const camp_event *event, const camp_board *board, const int *runs,
                             camp_arena *arena);
/* The last slot of a run (as far as slots follow). */
int camp_last_slot(const camp_event *event, const camp_run *run);
/* Whether the board says where the expected voters of anonymous dots sit; one read from a file may not. */
bool camp_knows_expected(const camp_event *event, const camp_board *board);
/* Seats of each run as they are told: those of people, or with anonymous dots the rounded turnout, or what
 * the board's file says of it. */
const long *camp_seated(const camp_event *event, const camp_board *board, camp_arena *arena);
/* Number of runs of each session. */
const int *camp_runs_of(const camp_event *event, const camp_board *board, camp_arena *arena);

#endif
