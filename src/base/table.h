/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table.h - a CSV file as rows of cells with their places, read by libcsv.
 *
 * libcsv tells no positions and drops blank lines, so it is fed one physical line at a time, and the line on
 * which the record began is remembered. The first row that is not blank is the header. Only table.c includes
 * csv.h.
 */
#ifndef CAMP_TABLE_H
#define CAMP_TABLE_H

#include "base/report.h"
#include "base/text.h"

typedef struct camp_row {
    long line;             /* physical line where the record begins */
    int n;                 /* number of cells */
    const camp_span *cell; /* cells, valid until the row function returns */
} camp_row;

/* Receives the header (first) and each further row that is not blank. Returning false ends the reading. */
typedef bool camp_row_function(void *user, const camp_row *row);

/* Reads a CSV text of `size` bytes. Reports what is no CSV or no UTF-8 (E_UTF8, E_NUL, E_QUOTE_OPEN,
 * E_QUOTE_INSIDE, E_QUOTE_SPACE, E_NO_HEADER, E_SEPARATOR, E_NOT_CSV), with line and column. Returns whether
 * the text was read to its end. Cells are given as written, untrimmed; a byte order mark is left out. */
bool camp_table_read(camp_arena *arena, const char *file, const char *bytes, size_t size, camp_report *report,
                     camp_row_function *header, camp_row_function *row, void *user);
/* The same with another separator between the cells, such as ';' or a tab. */
bool camp_table_read_separated(camp_arena *arena, const char *file, const char *bytes, size_t size,
                               char separator, camp_report *report, camp_row_function *header,
                               camp_row_function *row, void *user);

#endif
