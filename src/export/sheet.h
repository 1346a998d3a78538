/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet.h - what stands on a page of board.pdf, how high it is, and the plan: how many rooms a page, and how
 * large the letters. */
#ifndef CAMP_SHEET_H
#define CAMP_SHEET_H

#include "export/card.h"
#include "export/paper.h"
#include "export/wall.h"

enum { CAMP_SHEET_BLOCKS = 3 }; /* most texts of a cell */
#define CAMP_SHEET_PAD 4.0      /* between a text and the lines around it */
#define CAMP_SHEET_SMALL 0.82   /* letters of presenters and notes, of those of titles */

typedef struct camp_sheet {
    const camp_event *event;
    camp_arena *arena;
    camp_paper *pages;
    camp_wall wall;
    const camp_card *cards;
    const char *name; /* of the event */
    int day;
    int *rooms, n_rooms; /* in use on the day */
    int from, n;         /* those of the page: rooms[from .. from + n - 1] */
    double size, column; /* of the letters of titles; of a room's column */
    double clock;        /* width of the column of times */
    double *word;        /* per room: its widest word at size 1 */
    int page, n_pages;
} camp_sheet;

/* The plan of the day at hand: sets the size and the widths, returns the rooms of a page. measure_words comes
 * once before all of it. */
void camp_sheet_measure_words(camp_sheet *w);
int camp_sheet_plan(camp_sheet *w);

/* Texts, as they are for the size at hand; the number of those of a cell. */
camp_block camp_sheet_block_of(const camp_sheet *w, const char *text, camp_face face, double size);
int camp_sheet_cell_blocks(const camp_sheet *w, int slot, int room, camp_block *blocks);
int camp_sheet_clock_blocks(const camp_sheet *w, int slot, camp_block *blocks);
camp_block camp_sheet_closed_block(const camp_sheet *w, int slot);
camp_block camp_sheet_room_block(const camp_sheet *w, int room);
camp_block camp_sheet_site_block(const camp_sheet *w, int room);
camp_block camp_sheet_name_block(const camp_sheet *w);
camp_block camp_sheet_day_block(const camp_sheet *w);

/* Heights: of a row, of the rooms' names, of all above the rows, of all rows, and what a page has for rows.
 */
double camp_sheet_row_height(const camp_sheet *w, int slot);
double camp_sheet_rooms_height(const camp_sheet *w);
double camp_sheet_top_height(const camp_sheet *w);
double camp_sheet_foot_height(void);
double camp_sheet_rows_height(const camp_sheet *w, int *n_open);
double camp_sheet_body_height(const camp_sheet *w);

#endif
