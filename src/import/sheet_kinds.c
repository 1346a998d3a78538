/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet_kinds.c - finds out what a spreadsheet is: a file of an event, a list with its header in a row
 * (sessions down) or in a column (sessions across), or a board of rooms and times. Rows above the header,
 * such as the name of the school, are told and left out. Sheets are read in such an order that what a sheet
 * names is known. */
#include "import/sheets.h"
#include <string.h>

enum { LOOKED_AT = 12 };

/* How well the row (or column) i names columns of a list: different known headers. 0 without a title. */
static int score(camp_import *import, const camp_cells *cells, int i, bool across) {
    int sum = 0, n = across ? cells->n : cells->rows[i].n;
    bool seen[CAMP_LIST_ROLES] = {false}, title = false;
    for (int k = 0; k < n; k++) {
        int role =
            camp_list_role(import->arena, across ? camp_cells_at(cells, k, i) : camp_cells_at(cells, i, k));
        if (role < 0 || seen[role]) continue;
        seen[role] = true;
        title = title || camp_list_is_title(role);
        sum += 2;
    }
    return title ? sum : 0;
}

/* Rows `from` and below, or those of columns turned to rows. */
static camp_cells *turned(camp_import *import, const camp_cells *cells, int from, bool across) {
    camp_cells *t = CAMP_NEW(import->arena, camp_cells, 1);
    int columns = 0;
    t->file = cells->file;
    t->title = cells->title;
    for (int r = 0; r < cells->n; r++)
        if (cells->rows[r].n > columns) columns = cells->rows[r].n;
    if (!across) {
        *t = *cells;
        t->rows += from;
        t->n -= from;
        t->capacity = t->n;
        return t;
    }
    camp_span *column = CAMP_NEW(import->arena, camp_span, cells->n);
    for (int c = from; c < columns; c++) {
        for (int r = 0; r < cells->n; r++)
            column[r] = camp_cells_at(cells, r, c);
        camp_cells_add(t, import->arena, c + 1, cells->n, column);
    }
    return t;
}

void camp_sheet_tell_above(camp_import *import, const camp_cells *cells, int header) {
    for (int r = 0; r < header; r++)
        for (int c = 0; c < cells->rows[r].n; c++)
            if (camp_cells_at(cells, r, c).n)
                camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_CELL",
                                (camp_place){cells->file, cells->rows[r].line, c + 1, ""},
                                "%s stands above the header and is left out",
                                camp_quoted(import->arena, camp_cells_at(cells, r, c)));
}

/* The first row or column with the best score; -1 where none is a header. */
static int find_header(camp_import *import, const camp_cells *cells, bool across, int *best) {
    int at = -1, n = across ? 3 : cells->n < LOOKED_AT ? cells->n : LOOKED_AT;
    *best = 1; /* one word alone may be anything, unless it is a title */
    for (int i = 0; i < n; i++) {
        int s = score(import, cells, i, across);
        if (s <= *best) continue;
        at = i;
        *best = s;
    }
    return at;
}

static void read_sheet(camp_import *import, const camp_cells *cells) {
    int down, across;
    import->sheet++;
    if (cells->n == 0 || camp_event_sheet_read(import, cells)) return;
    int row = find_header(import, cells, false, &down), column = find_header(import, cells, true, &across);
    const camp_cells *other = turned(import, cells, 0, true);
    if (row >= 0 && down >= across) {
        camp_sheet_tell_above(import, cells, row);
        camp_import_note(import, "%s: read as a list of sessions, one a row", cells->file);
        camp_list_read(import, turned(import, cells, row, false));
    } else if (column >= 0) {
        camp_import_note(import,
                         "%s: read as a list of sessions, one a column (messages count columns as lines)",
                         cells->file);
        camp_list_read(import, turned(import, cells, column, true));
    } else if (camp_wall_is(import, cells)) {
        camp_import_note(import, "%s: read as a board with the times down and the rooms across", cells->file);
        camp_wall_read(import, cells);
    } else if (camp_wall_is(import, other)) {
        camp_import_note(
            import,
            "%s: read as a board with the times across and the rooms down (messages count columns as lines)",
            cells->file);
        camp_wall_read(import, other);
    } else {
        camp_report_add(import->report, CAMP_ERROR, "E_IMPORT_SHEET", (camp_place){cells->file, 0, 0, ""},
                        "this is neither a list of sessions (a row or column of headers such as Title, "
                        "Presenter, Room) nor a board (times "
                        "down, rooms across); name the columns in the first row");
    }
}

bool camp_import_sheets(camp_import *import, const camp_file *sources, size_t n) {
    size_t before = camp_report_count(import->report, CAMP_ERROR);
    camp_cells **cells = CAMP_NEW(import->arena, camp_cells *, n);
    int *n_cells = CAMP_NEW(import->arena, int, n);
    for (size_t i = 0; i < n; i++)
        cells[i] = camp_source_cells(import, &sources[i], &n_cells[i]);
    for (int turn = 0; turn < CAMP_EVENT_SHEET_TURNS; turn++)
        for (size_t i = 0; i < n; i++)
            for (int k = 0; cells[i] && k < n_cells[i]; k++)
                if (camp_event_sheet_turn(import, &cells[i][k]) == turn) read_sheet(import, &cells[i][k]);
    return camp_report_count(import->report, CAMP_ERROR) == before;
}
