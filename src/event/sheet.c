/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet.c - a table whose columns are found by name, in any order and letter case. */
#include "event/read.h"
#include <string.h>

camp_place camp_sheet_place(const camp_sheet *sheet, int column) {
    int at = column < 0 ? -1 : sheet->at[column];
    const char *header = at >= 0 && at < sheet->n_headers ? sheet->headers[at] : "";
    return (camp_place){sheet->file, sheet->row ? sheet->row->line : 0, at + 1, header};
}

/* The place of a header cell, whether it is listed or not. */
static camp_place place_of_cell(const camp_sheet *sheet, int i) {
    const char *header = i < sheet->n_headers ? sheet->headers[i] : "";
    return (camp_place){sheet->file, sheet->row->line, i + 1, header};
}

static void say(const camp_sheet *sheet, camp_severity severity, camp_place place, const char *code,
                const char *format, va_list args) {
    char *message = camp_arena_vprintf(&sheet->reading->scratch, format, args);
    camp_report_add(sheet->reading->report, severity, code, place, "%s", message);
}

void camp_sheet_error(const camp_sheet *sheet, int column, const char *code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    say(sheet, CAMP_ERROR, camp_sheet_place(sheet, column), code, format, args);
    va_end(args);
}

void camp_sheet_warn(const camp_sheet *sheet, int column, const char *code, const char *format, ...) {
    /* A million equal warnings cost no memory. */
    if (!camp_report_would_list(sheet->reading->report, CAMP_WARNING, code, sheet->file)) {
        camp_report_add(sheet->reading->report, CAMP_WARNING, code, camp_sheet_place(sheet, column), "%s",
                        "");
        return;
    }
    va_list args;
    va_start(args, format);
    say(sheet, CAMP_WARNING, camp_sheet_place(sheet, column), code, format, args);
    va_end(args);
}

int camp_sheet_column(const camp_sheet *sheet, const char *name) {
    for (int i = 0; i < sheet->n_headers; i++)
        if (camp_span_equal(sheet->folded[i], camp_span_of(name))) return i;
    return -1;
}

static void keep_headers(camp_sheet *sheet, const camp_row *row) {
    camp_arena *arena = &sheet->reading->scratch;
    sheet->n_headers = row->n;
    sheet->headers = CAMP_NEW(arena, const char *, row->n);
    sheet->folded = CAMP_NEW(arena, camp_span, row->n);
    sheet->told = CAMP_NEW(arena, bool, row->n);
    for (int i = 0; i < row->n; i++) {
        sheet->headers[i] = camp_text_shown(arena, row->cell[i]).at;
        sheet->folded[i] = camp_text_fold(arena, row->cell[i]);
        if (sheet->folded[i].n == 0) sheet->unnamed = true;
    }
}

/* Number of the listed column that header cell i is, or -1. */
static int listed_column(const camp_sheet *sheet, int i) {
    for (int c = 0; c < sheet->n_columns; c++)
        if (camp_span_equal(sheet->folded[i], camp_span_of(sheet->columns[c]))) return c;
    return -1;
}

static void repeated_column(camp_sheet *sheet, int i, int first) {
    camp_report_add(sheet->reading->report, CAMP_ERROR, "E_REPEATED_COLUMN", place_of_cell(sheet, i),
                    "the column \"%s\" occurs twice (cells %d and %d of the header); keep one of them",
                    sheet->headers[i], first + 1, i + 1);
    sheet->bad = true;
}

static void ignored_column(camp_sheet *sheet, int i) {
    camp_arena *arena = &sheet->reading->scratch;
    const char *hint = "";
    if (camp_report_would_list(sheet->reading->report, CAMP_WARNING, "W_IGNORED_COLUMN", sheet->file))
        hint = camp_words_hint(arena, sheet->columns, sheet->n_columns, sheet->folded[i]);
    camp_report_add(sheet->reading->report, CAMP_WARNING, "W_IGNORED_COLUMN", place_of_cell(sheet, i),
                    "the column %s is not one of this file and is ignored%s",
                    camp_quoted(arena, camp_span_of(sheet->headers[i])), hint);
}

static void bind_columns(camp_sheet *sheet) {
    for (int c = 0; c < CAMP_MOST_COLUMNS; c++)
        sheet->at[c] = -1;
    for (int i = 0; i < sheet->n_headers; i++) {
        int c = listed_column(sheet, i);
        if (c >= 0 && sheet->at[c] >= 0)
            repeated_column(sheet, i, sheet->at[c]);
        else if (c >= 0)
            sheet->at[c] = i;
        else if (sheet->folded[i].n > 0 && sheet->rest)
            sheet->rest(sheet, i);
        else if (sheet->folded[i].n > 0)
            ignored_column(sheet, i);
    }
}

/* A required column that is not there, with the header cell that may have been meant. */
static void missing_column(camp_sheet *sheet, int c) {
    camp_arena *arena = &sheet->reading->scratch;
    const char *hint =
        camp_words_hint(arena, sheet->headers, sheet->n_headers, camp_span_of(sheet->columns[c]));
    camp_place place = {sheet->file, sheet->row->line, 0, ""};
    if (strncmp(hint, "; did you mean ", 15) == 0)
        hint = camp_arena_printf(arena, "; is it %s", hint + 15);
    else
        hint = "; add it to the header";
    camp_report_add(sheet->reading->report, CAMP_ERROR, "E_MISSING_COLUMN", place,
                    "the column \"%s\" is missing%s", sheet->columns[c], hint);
    sheet->bad = true;
}

/* The first row names no column at all: most likely the header is missing, which is one mistake, not many. */
static void check_header(camp_sheet *sheet) {
    camp_arena *arena = &sheet->reading->scratch;
    const char *list = "";
    for (int i = 0; i < sheet->n_headers; i++)
        if (listed_column(sheet, i) >= 0 ||
            *camp_words_hint(arena, sheet->columns, sheet->n_columns, sheet->folded[i]))
            return;
    for (int c = 0; c < sheet->n_columns && c < 3; c++)
        list = camp_arena_printf(arena, "%s%s%s", list, c ? ", " : "", sheet->columns[c]);
    camp_report_add(sheet->reading->report, CAMP_ERROR, "E_MISSING_COLUMN",
                    (camp_place){sheet->file, sheet->row->line, 0, ""},
                    "the first row must name the columns (such as %s), but it names none of them", list);
    sheet->bad = true;
}

static bool read_header(void *user, const camp_row *row) {
    camp_sheet *sheet = user;
    sheet->row = row;
    keep_headers(sheet, row);
    if (sheet->form)
        sheet->form(sheet);
    else
        check_header(sheet);
    if (sheet->bad) return false;
    bind_columns(sheet);
    for (int c = 0; c < sheet->n_required; c++)
        if (sheet->at[c] < 0) missing_column(sheet, c);
    return !sheet->bad;
}

static void beyond_header(camp_sheet *sheet) {
    for (int i = sheet->n_headers; i < sheet->row->n; i++) {
        camp_span cell = camp_text_trim(sheet->row->cell[i]);
        if (cell.n == 0) continue;
        camp_report_add(
            sheet->reading->report, CAMP_ERROR, "E_BEYOND_HEADER", place_of_cell(sheet, i),
            "%s stands in cell %d, but the header has %d columns; put text that contains a comma between "
            "quotes",
            camp_quoted(&sheet->reading->scratch, cell), i + 1, sheet->n_headers);
        return;
    }
}

/* A filled cell under a header cell that is empty: nothing is dropped silently. */
static void unnamed_cells(camp_sheet *sheet) {
    for (int i = 0; i < sheet->n_headers && i < sheet->row->n; i++) {
        if (sheet->folded[i].n > 0 || sheet->told[i] || camp_text_trim(sheet->row->cell[i]).n == 0) continue;
        sheet->told[i] = true;
        camp_report_add(sheet->reading->report, CAMP_WARNING, "W_IGNORED_COLUMN", place_of_cell(sheet, i),
                        "column %d has no name in the header; its cells are ignored", i + 1);
    }
}

static bool read_row(void *user, const camp_row *row) {
    camp_sheet *sheet = user;
    camp_report *report = sheet->reading->report;
    sheet->row = row;
    if (row->n > sheet->n_headers) beyond_header(sheet);
    if (sheet->unnamed) unnamed_cells(sheet);
    sheet->read(sheet);
    size_t errors = camp_report_count(report, CAMP_ERROR);
    if (errors == sheet->errors_before) return true;
    sheet->errors_before = errors;
    return camp_report_errors_of(report, sheet->file) < CAMP_ERRORS_PER_FILE;
}

bool camp_sheet_read(camp_sheet *sheet, const camp_file *file) {
    camp_reading *reading = sheet->reading;
    sheet->file = file->name;
    sheet->errors_before = camp_report_count(reading->report, CAMP_ERROR);
    bool whole = camp_table_read(&reading->scratch, file->name, file->bytes, file->size, reading->report,
                                 read_header, read_row, sheet);
    sheet->row = NULL;
    return whole;
}
