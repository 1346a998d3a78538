/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx.c - the sheets of a workbook (ECMA-376, SpreadsheetML) as tables of text cells.
 *
 *   xl/workbook.xml names and r:ids --xl/_rels/workbook.xml.rels--> xl/worksheets/sheetN.xml
 *
 * Numbers with a format of dates or times become texts: 2026-05-10, 2026-05-10 09:15:00, 9:15. */
#include "import/xlsx.h"
#include <string.h>

enum { MOST_SHEETS = 100, MOST_FORMAT = 100000, MOST_TEXT = 32 * 1024 * 1024 };

typedef camp_book book;
typedef camp_raw_cell raw_cell;

/* ---- styles */

/* What a format code shows: 'd' a date, 't' a time, 'b' both, 0 neither. */
static char kind_of_format(const char *code, size_t n) {
    bool day = false, time = false, month = false;
    for (size_t i = 0; i < n; i++) {
        char c = code[i];
        if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '"') {
            for (i++; i < n && code[i] != '"'; i++) {
            }
        } else if (c == '[') {
            for (; i < n && code[i] != ']'; i++)
                time = time || ((code[i] | 32) == 'h' && i + 1 < n &&
                                (code[i + 1] == ']' || (code[i + 1] | 32) == 'h'));
        } else if (c == ';') {
            break; /* the format of negative numbers */
        } else {
            day = day || (c | 32) == 'd' || (c | 32) == 'y';
            time = time || (c | 32) == 'h' || (c | 32) == 's';
            month = month || (c | 32) == 'm';
        }
    }
    if (n >= 7 && memcmp(code, "General", 7) == 0) return 0;
    day = day || (month && !time);
    return day && time ? 'b' : day ? 'd' : time ? 't' : 0;
}

static char kind_of_number(int id) {
    if (id == 22) return 'b';
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return 'd';
    return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ? 't' : 0;
}

static void keep_styles(book *b) {
    char *formats = CAMP_NEW(b->import->arena, char, MOST_FORMAT + 1); /* of each number of a format */
    for (int id = 0; id <= MOST_FORMAT; id++)
        formats[id] = kind_of_number(id);
    for (size_t i = 0; i < b->raw->n; i++) {
        const raw_cell *cell = &b->raw->cells[i];
        if (cell->type == 'f' && cell->row >= 164) /* those before have their meaning by the standard */
            formats[cell->row] = kind_of_format(b->raw->text + cell->at, cell->n);
    }
    b->dates = CAMP_NEW(b->import->arena, char, b->raw->n + 1);
    for (size_t i = 0; i < b->raw->n; i++)
        if (b->raw->cells[i].type == 'x') b->dates[b->n_styles++] = formats[b->raw->cells[i].row];
}

static void keep_strings(book *b) {
    b->shared = CAMP_NEW(b->import->arena, camp_span, b->raw->n + 1);
    for (size_t i = 0; i < b->raw->n; i++)
        b->shared[b->n_shared++] = camp_book_text(b, i);
}

/* ---- cells */

/* Days since 1899-12-30 as a date; the 29th of February 1900, which never was, as spreadsheets have it. */
static const char *date_text(camp_arena *arena, long days) {
    if (days == 60) return "1900-02-29";
    if (days < 60) days++;
    long z = days - 25569 + 719468, era = z / 146097, day_of_era = z - era * 146097;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100),
         m = (5 * day_of_year + 2) / 153;
    long month = m < 10 ? m + 3 : m - 9, year = year_of_era + era * 400 + (month <= 2);
    return camp_arena_printf(arena, "%04ld-%02ld-%02ld", year, month, day_of_year - (153 * m + 2) / 5 + 1);
}

static camp_span moment_text(const book *b, double value, char kind) {
    camp_arena *arena = b->import->arena;
    if (b->base_1904) value += 1462;
    long days = (long)value, seconds = (long)((value - (double)days) * 86400.0 + 0.5);
    if (seconds >= 86400) {
        days++;
        seconds -= 86400;
    }
    const char *clock =
        seconds % 60
            ? camp_arena_printf(arena, "%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60)
            : camp_arena_printf(arena, "%02ld:%02ld", seconds / 3600, seconds / 60 % 60);
    if (kind == 't' || days == 0) return camp_span_of(clock);
    if (seconds == 0) return camp_span_of(date_text(arena, days));
    return camp_span_of(camp_arena_printf(arena, "%s %s", date_text(arena, days), clock));
}

static camp_span text_of(const book *b, size_t i) {
    const raw_cell *cell = &b->raw->cells[i];
    camp_span text = camp_book_raw(b, i);
    double value;
    if (cell->type == 'b') return camp_span_of(text.n == 1 && *text.at == '1' ? "TRUE" : "FALSE");
    if (cell->type == 't') return camp_book_text(b, i);
    if (!camp_parse_number(camp_text_trim(text), &value))
        return (camp_span){camp_arena_text(b->import->arena, text.at, text.n), text.n};
    if (cell->type == 's')
        return value >= 0 && value < b->n_shared ? b->shared[(int)value] : (camp_span){"", 0};
    char kind = cell->style >= 0 && cell->style < b->n_styles ? b->dates[cell->style] : 0;
    if (kind && value >= 0 && value < 2958466) return moment_text(b, value, kind);
    return camp_import_number(b->import->arena, value);
}

/* Whether nothing stands in the text: a shared string may be blank. */
static bool is_blank(camp_span text) {
    return camp_text_trim(text).n == 0;
}

/* The cells [first, i) of one row. */
static bool add_row(book *b, camp_cells *cells, size_t first, size_t end) {
    int row = b->raw->cells[first].row, n = 0;
    bool filled = false;
    for (size_t i = first; i < end; i++)
        if (b->raw->cells[i].column + 1 > n) n = b->raw->cells[i].column + 1;
    b->cells += n;
    if (b->cells > CAMP_MOST_BOOK_CELLS)
        return camp_book_refuse(b, "", "it has more cells than a list of sessions can have");
    camp_span *cell = CAMP_NEW(b->import->arena, camp_span, n);
    for (int c = 0; c < n; c++)
        cell[c] = (camp_span){"", 0};
    for (size_t i = first; i < end; i++) {
        cell[b->raw->cells[i].column] = text_of(b, i);
        filled = filled || !is_blank(cell[b->raw->cells[i].column]);
        b->text += cell[b->raw->cells[i].column].n; /* a shared string counts each time that it is used */
        if (b->text > MOST_TEXT)
            return camp_book_refuse(b, "", "it has more text than a list of sessions can have (32 MB)");
    }
    if (!filled) return true;
    CAMP_ROOM_FOR_ONE(b->import->arena, cells->rows, cells->n, cells->capacity);
    cells->rows[cells->n++] = (camp_cells_row){row + 1L, n, cell};
    return true;
}

static bool read_sheet(book *b, const char *path, camp_cells *cells) {
    if (!camp_book_part(b, path, CAMP_PART_SHEET, true)) return false;
    for (size_t first = 0, i; first < b->raw->n; first = i) {
        for (i = first; i < b->raw->n && b->raw->cells[i].row == b->raw->cells[first].row; i++) {
        }
        if (!add_row(b, cells, first, i)) return false;
    }
    return true;
}

/* ---- the workbook */

typedef struct sheet_name {
    const char *name, *id, *path;
} sheet_name;

static const char *raw_copy(const book *b, size_t i) {
    return camp_arena_text(b->import->arena, camp_book_raw(b, i).at, camp_book_raw(b, i).n);
}

/* Names and paths of the sheets; their number, 0 after an error. */
static int list_sheets(book *b, sheet_name *sheets) {
    int n = 0;
    if (!camp_book_part(b, "xl/workbook.xml", CAMP_PART_WORKBOOK, true)) return 0;
    if (b->raw->n > 2 * (size_t)MOST_SHEETS)
        return camp_book_refuse(b, "", "it has more than 100 sheets; save those with sessions as a workbook");
    for (size_t i = 0; i + 1 < b->raw->n; i += 2)
        sheets[n++] = (sheet_name){camp_book_text(b, i).at, raw_copy(b, i + 1), NULL};
    if (!camp_book_part(b, "xl/_rels/workbook.xml.rels", CAMP_PART_LINKS, true)) return 0;
    for (size_t i = 0; i + 1 < b->raw->n; i += 2) {
        const char *id = raw_copy(b, i), *target = raw_copy(b, i + 1);
        for (int k = 0; k < n; k++)
            if (!sheets[k].path && strcmp(sheets[k].id, id) == 0)
                sheets[k].path =
                    *target == '/' ? target + 1 : camp_arena_printf(b->import->arena, "xl/%s", target);
    }
    if (n == 0) (void)camp_book_refuse(b, "xl/workbook.xml", "it names no sheet");
    return n;
}

/* Whether an earlier sheet is the same part: no spreadsheet writes that. */
static bool is_again(const sheet_name *sheets, int i) {
    for (int k = 0; k < i; k++)
        if (sheets[i].path && sheets[k].path && strcmp(sheets[i].path, sheets[k].path) == 0) return true;
    return false;
}

/* "rooms" of "lists/rooms.xlsx" */
static const char *stem_of(camp_arena *arena, const char *name) {
    const char *slash = strrchr(name, '/');
    if (slash) name = slash + 1;
    const char *dot = strrchr(name, '.');
    return dot ? camp_arena_text(arena, name, (size_t)(dot - name)) : name;
}

/* A workbook with one sheet is called like its file where that is a file of an event. */
static const char *title_of(const book *b, const sheet_name *sheet, int n) {
    const char *stem = stem_of(b->import->arena, b->source->name);
    return n == 1 && camp_event_wants(camp_arena_printf(b->import->arena, "%s.csv", stem)) ? stem
                                                                                           : sheet->name;
}

static camp_cells *read_book(book *b, int *n) {
    camp_arena *arena = b->import->arena;
    sheet_name *sheets = CAMP_NEW(arena, sheet_name, MOST_SHEETS);
    int n_sheets = list_sheets(b, sheets), filled = 0;
    if (n_sheets == 0 || !camp_book_part(b, "xl/sharedStrings.xml", CAMP_PART_STRINGS, false)) return NULL;
    keep_strings(b);
    if (!camp_book_part(b, "xl/styles.xml", CAMP_PART_STYLES, false)) return NULL;
    keep_styles(b);
    camp_cells *cells = CAMP_NEW(arena, camp_cells, n_sheets);
    for (int i = 0; i < n_sheets; i++) {
        camp_cells *to = &cells[filled];
        to->file = n_sheets == 1 ? b->source->name
                                 : camp_arena_printf(arena, "%s [%s]", b->source->name, sheets[i].name);
        to->title = title_of(b, &sheets[i], n_sheets);
        if (!sheets[i].path)
            return camp_book_refuse(b, sheets[i].name, "the workbook does not say where this sheet is"), NULL;
        if (is_again(sheets, i))
            return camp_book_refuse(b, sheets[i].name, "the sheet is another one too"), NULL;
        if (!read_sheet(b, sheets[i].path, to)) return NULL;
        filled += to->n > 0; /* Excel adds empty sheets */
    }
    *n = filled;
    return cells;
}

bool camp_xlsx_is(const camp_file *source) {
    return source->size >= 4 && memcmp(source->bytes, "PK\003\004", 4) == 0;
}

camp_cells *camp_xlsx_read(camp_import *import, const camp_file *source, int *n) {
    book b = {.import = import, .source = source};
    *n = 0;
    camp_cells *cells = camp_book_open(&b) ? read_book(&b, n) : NULL;
    camp_xlsx_free(import->foreign);
    return cells;
}
