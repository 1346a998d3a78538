/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx.h - the parts of a workbook, unpacked and parsed. */
#ifndef CAMP_IMPORT_XLSX_H
#define CAMP_IMPORT_XLSX_H

#include "import/import.h"

enum { CAMP_MOST_BOOK_CELLS = 4000000 };

/* A cell, a shared string, a style, or one of a pair of attributes. */
typedef struct camp_raw_cell {
    int row, column, style;
    char type; /* of a cell: 'n' number, 's' shared, 't' text, 'b' boolean */
    size_t at, n;
} camp_raw_cell;

typedef struct camp_raw {
    char *part; /* the bytes of the XML */
    size_t part_n;
    char *text;
    size_t text_n, text_room;
    camp_raw_cell *cells;
    size_t n, room;
    const char *wrong; /* why it stopped; NULL: nothing wrong */
    bool no_memory;
    size_t most; /* cells */
} camp_raw;

typedef enum camp_part {
    CAMP_PART_WORKBOOK,
    CAMP_PART_LINKS,
    CAMP_PART_STRINGS,
    CAMP_PART_STYLES,
    CAMP_PART_SHEET
} camp_part;

typedef struct camp_book {
    camp_import *import;
    const camp_file *source;
    camp_raw *raw; /* of the part that was read last */
    bool base_1904;
    size_t unpacked, found; /* bytes and cells of all parts so far */
    camp_span *shared;
    int n_shared;
    char *dates; /* per style: 'd' date, 't' time, 'b' both, 0 number */
    int n_styles;
    long cells;  /* of all rows so far */
    size_t text; /* bytes in them */
} camp_book;

/* Says why the workbook is refused; false. */
bool camp_book_refuse(const camp_book *b, const char *what, const char *why);
/* Opens the zip file and makes room for what is found; false after an error. camp_xlsx_free frees both. */
bool camp_book_open(camp_book *b);
/* Unpacks and parses a part into b->raw; false after an error, or where a needed part is missing. */
bool camp_book_part(camp_book *b, const char *name, camp_part kind, bool needed);
/* What expat found, as it stands in the file. */
camp_span camp_book_raw(const camp_book *b, size_t i);
/* A copy of a text of the workbook, with a zero byte behind; _xHHHH_ becomes the letter that it stands for.
 */
camp_span camp_book_text(const camp_book *b, size_t i);

#endif
