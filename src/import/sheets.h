/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheets.h - plain spreadsheets: a list of sessions, a board, or the files of an event. */
#ifndef CAMP_IMPORT_SHEETS_H
#define CAMP_IMPORT_SHEETS_H

#include "import/import.h"

enum { CAMP_LIST_ROLES = 32 }; /* more than there are */

/* A list with a header in row 0. */
void camp_list_read(camp_import *import, const camp_cells *cells);
/* What a header of a list says, -1 nothing; whether that is the title or id. */
int camp_list_role(camp_arena *arena, camp_span header);
bool camp_list_is_title(int role);
/* What a row or cell says of which session it is. */
typedef struct camp_list_key {
    camp_span title, id, names, email;
    bool own_ids; /* the id is kept */
    camp_place title_place, id_place;
} camp_list_key;

/* Its card, added where it is missing; -1 where it has neither title nor id. */
int camp_list_card(camp_import *import, const camp_list_key *key);
/* The next presenter of a cell; semicolons: only they and line ends separate. False at the end. */
bool camp_next_presenter(camp_span *rest, bool semicolons, camp_span *name);
/* Presenters of a cell, and the address of the only one. */
void camp_list_presenters(camp_import *import, int card, camp_span names, camp_span email, camp_place where);
/* A board: rooms in the row before the first time, times in column 0, titles in the cells. */
void camp_wall_read(camp_import *import, const camp_cells *cells);
/* Whether the first column holds times (or "Slot A") often enough. */
bool camp_wall_is(camp_import *import, const camp_cells *cells);
/* A sheet that is called like a file of an event; false when it is none. */
bool camp_event_sheet_read(camp_import *import, const camp_cells *cells);
/* When the sheet is read, the least first: people, slots and rooms before all that names them, votes last. */
int camp_event_sheet_turn(camp_import *import, const camp_cells *cells);
enum { CAMP_EVENT_SHEET_TURNS = 7 };
/* When something is, in minutes. */
typedef struct camp_sheet_when {
    int start, end; /* end = start when there is only one */
    bool ended;
    bool bad_end; /* there is an end that is not understood, or lies before the start */
    bool half;    /* am or pm is told */
} camp_sheet_when;

/* "9:00-9:45", "9.00 Uhr", "9-10am", "Period 1 (9:00 am – 9:45 am)"; false when there is no time. */
bool camp_sheet_when_read(camp_span text, camp_sheet_when *when);
/* The same, only start and end. */
bool camp_sheet_times(camp_span text, int *start, int *end);
/* Twelve hours later, which is told. */
void camp_sheet_afternoon(camp_import *import, camp_sheet_when *when, camp_span text, camp_place place);
void camp_sheet_tell_end(camp_import *import, camp_span text, camp_place place);
/* Tells the cells above the header as left out. */
void camp_sheet_tell_above(camp_import *import, const camp_cells *cells, int header);

#endif
