/* SPDX-License-Identifier: GPL-3.0-or-later */
/* workbook.h - board.xlsx: the grid, the list, a sheet a room. */
#ifndef CAMP_WORKBOOK_H
#define CAMP_WORKBOOK_H

#include "board/board.h"

/* Warns of cells that are longer than a workbook takes. CAMP_IO when TMPDIR (or /tmp) cannot be written to:
 * libxlsxwriter writes to files only. */
camp_status camp_export_board_xlsx(const camp_event *event, const camp_board *board,
                                   const camp_export_options *options, camp_report *report, camp_arena *arena,
                                   camp_span *text);

/* Names of worksheets that were given away, folded. */
typedef struct camp_sheet_names {
    camp_arena *arena;
    camp_map taken;
    int n;
} camp_sheet_names;

void camp_sheet_names_init(camp_sheet_names *names, camp_arena *arena);
/* A name that a worksheet may have, as near to the text as can be: at most 31 characters, none of []:*?/\, no
 * ' at either end, not "History", and of which no other differs in letter case alone. */
const char *camp_sheet_name(camp_sheet_names *names, const char *text);
/* The text as far as a cell takes it: 32,767 units of UTF-16. */
const char *camp_cell_cut(camp_arena *arena, const char *text, bool *cut);

#endif
