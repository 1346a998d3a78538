/* SPDX-License-Identifier: GPL-3.0-or-later */
/* card.h - the board on paper: board.pdf, and a sign for each room's door. */
#ifndef CAMP_CARD_H
#define CAMP_CARD_H

#include "board/board.h"

/* board.pdf: the grid. options->paper; CAMP_BAD_ARGUMENT for another paper or where there are no fonts. */
camp_status camp_export_board_pdf(const camp_event *event, const camp_board *board,
                                  const camp_export_options *options, camp_report *report, camp_arena *arena,
                                  camp_span *text);
/* signs.pdf: a page a room, or that of options->room. */
camp_status camp_export_signs_pdf(const camp_event *event, const camp_board *board,
                                  const camp_export_options *options, camp_report *report, camp_arena *arena,
                                  camp_span *text);

/* ---- for both */

/* What is said of a run, clean and public. */
typedef struct camp_card {
    const char *title, *people; /* "Ana Ruiz, Bo" or "" */
    const char *note;           /* "run 2, to 10:40" or "" */
    const char *run;            /* "run 2" or "" */
} camp_card;

/* The cards of all runs; `note` tells the end of long ones. */
const camp_card *camp_cards_make(const camp_event *event, const camp_board *board, camp_arena *arena);
/* "Saturday 18 April 2026", or "" without a day. */
const char *camp_card_day(const camp_event *event, int slot, camp_arena *arena);
/* "9:05" */
const char *camp_card_clock(int minutes, camp_arena *arena);

#endif
