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
/* The next presenter of a cell; semicolons: only they and line ends separate. False at the end. */
bool camp_next_presenter(camp_span *rest, bool semicolons, camp_span *name);
/* Presenters of a cell, and the address of the only one. */
void camp_list_presenters(camp_import *import, int card, camp_span names, camp_span email, camp_place where);
/* A board: rooms in row 0, times in column 0, titles in the cells. */
void camp_wall_read(camp_import *import, const camp_cells *cells);
/* Whether the first column holds times (or "Slot A") often enough. */
bool camp_wall_is(camp_import *import, const camp_cells *cells);
/* A sheet that is called like a file of an event; false when it is none. */
bool camp_event_sheet_read(camp_import *import, const camp_cells *cells);
/* "9:00-9:45", "9.00 Uhr", "Period 1 (9:00 am – 9:45 am)": start and end in minutes, end = start when there
 * is only one. */
bool camp_sheet_times(camp_span text, int *start, int *end);

#endif
