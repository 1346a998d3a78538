/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cells.c - a source as tables of text cells: CSV with whatever separator, or the sheets of a workbook.
 *
 * The separator is the one of , ; and tab by which most of the first records have the same number of cells;
 * Excel's own hint (a first line "sep=;") goes before. What is no comma is told.
 */
#include "base/table.h"
#include "import/import.h"
#include <string.h>

enum { LOOKED_AT = 40 }; /* records */

void camp_cells_add(camp_cells *cells, camp_arena *arena, long line, int n, const camp_span *cell) {
    CAMP_ROOM_FOR_ONE(arena, cells->rows, cells->n, cells->capacity);
    camp_span *copy = CAMP_NEW(arena, camp_span, n);
    for (int i = 0; i < n; i++)
        copy[i] = (camp_span){camp_arena_text(arena, cell[i].at, cell[i].n), cell[i].n};
    cells->rows[cells->n++] = (camp_cells_row){line, n, copy};
}

camp_span camp_cells_at(const camp_cells *cells, int row, int column) {
    if (row < 0 || row >= cells->n || column < 0 || column >= cells->rows[row].n) return (camp_span){"", 0};
    return camp_text_trim(cells->rows[row].cell[column]);
}

camp_place camp_cells_place(const camp_cells *cells, int row, int column) {
    const char *header =
        column >= 0 && cells->n > 0 && column < cells->rows[0].n ? cells->rows[0].cell[column].at : "";
    long line = row >= 0 && row < cells->n ? cells->rows[row].line : 0;
    return (camp_place){cells->file, line, column + 1, header};
}

/* ---- the separator */

/* The record at *at, moved behind it: how many cells it has. 0 for a blank line. */
static int count_cells(const char **at, const char *end, char separator) {
    bool quoted = false, filled = false;
    int n = 1;
    const char *c = *at;
    for (; c < end; c++) {
        if (*c == '"') quoted = !quoted;
        if (quoted) continue;
        if (*c == '\n' || *c == '\r') break;
        n += *c == separator;
        filled = filled || (*c != ' ' && *c != '\t');
    }
    if (c < end) c += *c == '\r' && c + 1 < end && c[1] == '\n' ? 2 : 1;
    *at = c;
    return filled ? n : 0;
}

/* How many of the first records have the same number of cells, more than one, and that number. */
static int count_alike(camp_span text, char separator, int *cells) {
    const char *at = text.at, *end = text.at + text.n;
    int n[LOOKED_AT], records = 0, best = 0;
    *cells = 0;
    while (records < LOOKED_AT && at < end) {
        n[records] = count_cells(&at, end, separator);
        records += n[records] > 1;
    }
    for (int i = 0; i < records; i++) {
        int alike = 0;
        for (int k = 0; k < records; k++)
            alike += n[k] == n[i];
        if (alike < best || (alike == best && n[i] <= *cells)) continue;
        best = alike;
        *cells = n[i];
    }
    return best;
}

static char find_separator(camp_span text) {
    static const char candidates[] = {',', ';', '\t'};
    char best = ',';
    int best_alike = 0, best_cells = 1;
    if (text.n > 5 && memcmp(text.at, "sep=", 4) == 0 && strchr(",;\t|", text.at[4])) return text.at[4];
    for (size_t i = 0; i < sizeof candidates; i++) {
        int cells, alike = count_alike(text, candidates[i], &cells);
        if (alike > best_alike || (alike == best_alike && cells > best_cells)) {
            best = candidates[i];
            best_alike = alike;
            best_cells = cells;
        }
    }
    return best;
}

/* ---- CSV */

typedef struct csv_reading {
    camp_cells *cells;
    camp_arena *arena;
} csv_reading;

static bool take_row(void *user, const camp_row *row) {
    csv_reading *r = user;
    if (r->cells->n == 0 && row->n <= 2 && row->line == 1 && row->cell[0].n >= 4 &&
        memcmp(row->cell[0].at, "sep=", 4) == 0)
        return true;
    camp_cells_add(r->cells, r->arena, row->line, row->n, row->cell);
    return true;
}

/* "answers.csv" -> "answers" */
static const char *without_ending(camp_arena *arena, const char *name) {
    const char *slash = strrchr(name, '/');
    if (slash) name = slash + 1;
    const char *dot = strrchr(name, '.');
    return dot && dot > name ? camp_arena_text(arena, name, (size_t)(dot - name)) : name;
}

static camp_cells *read_csv(camp_import *import, const camp_file *source) {
    camp_cells *cells = CAMP_NEW(import->arena, camp_cells, 1);
    cells->file = source->name;
    cells->title = without_ending(import->arena, source->name);
    camp_span text = camp_source_text(import, source);
    if (!text.at) return NULL;
    char separator = find_separator(text);
    if (separator != ',')
        camp_import_note(import, "%s: read with %s between the cells", source->name,
                         separator == ';'    ? "semicolons"
                         : separator == '\t' ? "tabs"
                                             : "\"|\"");
    csv_reading r = {cells, import->arena};
    bool good = camp_table_read_separated(import->arena, source->name, text.at, text.n, separator,
                                          import->report, take_row, take_row, &r);
    return good ? cells : NULL;
}

camp_cells *camp_source_cells(camp_import *import, const camp_file *source, int *n) {
    *n = 1;
    return camp_xlsx_is(source) ? camp_xlsx_read(import, source, n) : read_csv(import, source);
}
