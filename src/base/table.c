/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table.c - RFC 4180 by libcsv, with places and with the errors that libcsv lets pass.
 *
 *     bytes -> physical lines --with quotes--> quotes checked -> libcsv --> cells of a record -> row function
 *                             --without any--> split at commas, in place --/
 *
 * A line ends with LF, CRLF or a lone CR. libcsv is told that nothing is white space, so it trims nothing.
 * Its entry buffer is given to it from the arena and always longer than what can follow, so it allocates
 * nothing and the arena may fail in a row function without a leak.
 *
 * Where quotes may stand (a quote within an unquoted cell is text, as in spreadsheets):
 *
 *     START --"--> QUOTED --"--> CLOSED --"--> QUOTED      START --blank--> BLANK --"--> error: E_QUOTE_SPACE
 *       \--other--> PLAIN          \--other--> error: E_QUOTE_INSIDE
 *     and from all but QUOTED  --,--> START
 */
#include "base/table.h"
#include <csv.h>
#include <string.h>

typedef enum quote_state { START, BLANK, PLAIN, QUOTED, CLOSED } quote_state;

typedef struct table {
    camp_arena scratch;
    const char *file;
    camp_report *report;
    camp_row_function *header, *row;
    void *user;
    const char *bytes, *end;
    bool has_quotes, has_cr;
    char separator;  /* between cells */
    const char *bad; /* first byte that is a NUL or no UTF-8, or `end` */

    struct csv_parser parser;
    char *text; /* the cells of the record, one behind the other */
    size_t text_n, text_capacity;
    camp_span *cells;
    size_t n, capacity;
    bool ended; /* the record is complete */

    long line, record_line; /* physical line, and the one where the record began */
    quote_state quotes;
    int column;         /* number of the cell that is being read */
    long quote_line;    /* where the open quote stands */
    const char **names; /* header cells as shown; NULL before */
    int n_names;
} table;

static camp_place place_of(const table *t, long line, int column) {
    const char *name = column > 0 && column <= t->n_names ? t->names[column - 1] : "";
    return (camp_place){t->file, line, column, name};
}

/* ---- libcsv's side */

static int never(unsigned char c) {
    (void)c;
    return 0;
}

/* The buffer is always large enough; if not, libcsv sees a failure instead of foreign memory. */
static void *no_memory(void *old, size_t size) {
    (void)old;
    (void)size;
    return NULL;
}

/* The next cell of the record. */
static camp_span *new_cell(table *t) {
    if (t->n == t->capacity) {
        size_t capacity = t->capacity ? t->capacity * 2 : 32;
        t->cells = camp_arena_grow(&t->scratch, t->cells, t->capacity, capacity, sizeof *t->cells);
        t->capacity = capacity;
    }
    return &t->cells[t->n++];
}

static void on_cell(void *cell, size_t n, void *user) {
    table *t = user;
    if (n) memcpy(t->text + t->text_n, cell, n);
    new_cell(t)->n = n;
    t->text_n += n;
}

static void on_row(int end, void *user) {
    (void)end;
    ((table *)user)->ended = true;
}

/* Room for what a line of n bytes can add to the record. */
static void reserve(table *t, size_t n) {
    struct csv_parser *p = &t->parser;
    size_t text = t->text_n + p->entry_pos + n + 1;
    if (text > t->text_capacity) {
        t->text = camp_arena_grow(&t->scratch, t->text, t->text_capacity, 2 * text, 1);
        t->text_capacity = 2 * text;
    }
    size_t entry = p->entry_pos + n + 2;
    if (entry > p->entry_size) {
        p->entry_buf = camp_arena_grow(&t->scratch, p->entry_buf, p->entry_size, 2 * entry, 1);
        p->entry_size = 2 * entry;
    }
}

/* ---- rows */

static bool is_blank(const table *t) {
    if (t->cells[0].n > 0 && t->cells[0].at[0] > ' ' && t->cells[0].at[0] < 0x7f)
        return false; /* the usual row */
    for (size_t i = 0; i < t->n; i++)
        if (camp_text_trim(t->cells[i]).n > 0) return false;
    return true;
}

static bool give_header(table *t, const camp_row *row) {
    camp_span first = row->cell[0];
    if (t->separator == ',' && row->n == 1 &&
        (memchr(first.at, ';', first.n) || memchr(first.at, '\t', first.n))) {
        bool tab = memchr(first.at, '\t', first.n) != NULL;
        camp_report_add(
            t->report, CAMP_ERROR, "E_SEPARATOR", place_of(t, row->line, 1),
            "the columns are separated by %s; expected commas: %s", tab ? "tabs" : "semicolons",
            tab ? "save the file as \"CSV UTF-8\""
                : "Excel writes what the computer's region settings call the list separator, so change "
                  "it there, or save as CSV with LibreOffice or Google Sheets");
        return false;
    }
    t->names = CAMP_NEW(&t->scratch, const char *, row->n);
    for (int i = 0; i < row->n; i++)
        t->names[i] = camp_text_shown(&t->scratch, row->cell[i]).at;
    t->n_names = row->n;
    return t->header(t->user, row);
}

/* Hands the record out and begins the next. */
static bool give_record(table *t) {
    bool good = true;
    if (!is_blank(t)) {
        camp_row row = {t->record_line, t->n > INT32_MAX ? INT32_MAX : (int)t->n, t->cells};
        good = t->names ? t->row(t->user, &row) : give_header(t, &row);
    }
    t->ended = false;
    t->n = t->text_n = 0;
    return good;
}

/* The same for cells that libcsv gave: their texts stand one behind the other. */
static bool give_parsed(table *t) {
    size_t at = 0;
    for (size_t i = 0; i < t->n; i++) {
        t->cells[i].at = t->text + at;
        at += t->cells[i].n;
    }
    return give_record(t);
}

/* A line without any quote is its own record, and its cells are what stands between commas: no copy, no
 * parser. */
static bool give_plain(table *t, const char *at, const char *end) {
    while (end > at && (end[-1] == '\n' || end[-1] == '\r'))
        end--;
    if (at == end) return true;
    for (const char *c = at;; c++) {
        if (c < end && *c != t->separator) continue;
        *new_cell(t) = (camp_span){at, (size_t)(c - at)};
        at = c + 1;
        if (c == end) return give_record(t);
    }
}

/* ---- what is no CSV */

static bool refuse(table *t, const char *code, long line, int column, const char *message) {
    camp_report_add(t->report, CAMP_ERROR, code, place_of(t, line, column), "%s", message);
    return false;
}

/* Follows the quotes through the bytes [at, end) of a line, and the number of the cell. */
static bool follow_quotes(table *t, const char *at, const char *end) {
    for (; at < end; at++) {
        char c = *at;
        if (t->quotes == QUOTED) {
            if (c == '"') t->quotes = CLOSED;
        } else if (c == t->separator) {
            t->quotes = START;
            t->column++;
        } else if (c == '\r' || c == '\n') {
            t->quotes = START;
        } else if (t->quotes == CLOSED) {
            if (c != '"')
                return refuse(
                    t, "E_QUOTE_INSIDE", t->record_line, t->column,
                    "text stands behind the closing quote of the cell; write a quote that belongs to "
                    "the text twice (\"\")");
            t->quotes = QUOTED;
        } else if (c == '"' && t->quotes == BLANK) {
            return refuse(
                t, "E_QUOTE_SPACE", t->record_line, t->column,
                "white space stands before the opening quote of the cell; put the quote directly behind "
                "the comma");
        } else if (c == '"' && t->quotes == START) {
            t->quotes = QUOTED;
            t->quote_line = t->line;
        } else if (t->quotes != PLAIN) {
            t->quotes = c == ' ' || c == '\t' ? BLANK : PLAIN; /* a tab that separates was seen above */
        }
    }
    return true;
}

static bool refuse_open_quote(table *t) {
    camp_report_add(t->report, CAMP_ERROR, "E_QUOTE_OPEN", place_of(t, t->record_line, t->column),
                    "the quote that opens this cell (line %ld) is never closed; add the closing quote",
                    t->quote_line);
    return false;
}

/* The line contains the bad byte: says where it is and which program may have written it. */
static bool refuse_byte(table *t, const char *line) {
    if (!follow_quotes(t, line, t->bad)) return false;
    unsigned char c = (unsigned char)*t->bad;
    if (c == 0)
        return refuse(t, "E_NUL", t->record_line, t->column,
                      "a zero byte stands in the text; save the file again as \"CSV UTF-8\"");
    camp_report_add(t->report, CAMP_ERROR, "E_UTF8", place_of(t, t->record_line, t->column),
                    "the byte 0x%02X is not UTF-8 (the file seems to be saved as Windows-1252 or another old "
                    "encoding); save it as \"CSV UTF-8\"",
                    c);
    return false;
}

/* Files that are something else as a whole. */
static bool refuse_format(table *t) {
    const unsigned char *b = (const unsigned char *)t->bytes;
    size_t n = (size_t)(t->end - t->bytes), nuls = 0;
    for (size_t i = 0; i < n && i < 64; i++)
        nuls += b[i] == 0;
    bool utf16 = n >= 2 && ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff));
    if (utf16 || (n >= 4 && nuls * 5 >= 2 * (n < 64 ? n : 64)))
        return refuse(t, "E_UTF8", 0, 0,
                      "the file is saved as UTF-16 (\"Unicode text\"); save it as \"CSV UTF-8\"");
    if (n >= 4 && (memcmp(b, "PK\003\004", 4) == 0 || memcmp(b, "\xd0\xcf\x11\xe0", 4) == 0))
        return refuse(
            t, "E_NOT_CSV", 0, 0,
            "the file is a spreadsheet with the name of a CSV file; open it and save it as \"CSV UTF-8\"");
    return true;
}

/* ---- lines */

/* Behind the end of the line that begins at `at`: LF, CRLF or a lone CR. */
static const char *line_end(const table *t, const char *at) {
    size_t left = (size_t)(t->end - at);
    const char *lf = memchr(at, '\n', left);
    const char *end = lf ? lf + 1 : t->end;
    if (!t->has_cr) return end;
    const char *cr = memchr(at, '\r', (size_t)(end - at));
    if (!cr) return end;
    return cr + 1 < t->end && cr[1] == '\n' ? cr + 2 : cr + 1;
}

static bool read_line(table *t, const char *at, const char *end) {
    size_t n = (size_t)(end - at);
    t->line++;
    if (t->quotes != QUOTED) {
        t->record_line = t->line;
        t->column = 1;
        t->quotes = START;
    }
    if (t->bad < end) return refuse_byte(t, at);
    if (t->quotes != QUOTED && !(t->has_quotes && memchr(at, '"', n))) return give_plain(t, at, end);
    if (!follow_quotes(t, at, end)) return false;
    reserve(t, n);
    if (csv_parse(&t->parser, at, n, on_cell, on_row, t) != n) camp_arena_fail(&t->scratch);
    return !t->ended || give_parsed(t);
}

static bool read_lines(table *t) {
    for (const char *at = t->bytes, *end; at < t->end; at = end) {
        end = line_end(t, at);
        if (!read_line(t, at, end)) return false;
    }
    if (t->quotes == QUOTED) return refuse_open_quote(t);
    reserve(t, 0);
    csv_fini(&t->parser, on_cell, on_row, t);
    if (t->ended && !give_parsed(t)) return false;
    if (!t->names)
        return refuse(t, "E_NO_HEADER", 0, 0, "the file is empty; its first row must name the columns");
    return true;
}

bool camp_table_read(camp_arena *arena, const char *file, const char *bytes, size_t size, camp_report *report,
                     camp_row_function *header, camp_row_function *row, void *user) {
    return camp_table_read_separated(arena, file, bytes, size, ',', report, header, row, user);
}

bool camp_table_read_separated(camp_arena *arena, const char *file, const char *bytes, size_t size,
                               char separator, camp_report *report, camp_row_function *header,
                               camp_row_function *row, void *user) {
    table t = {.file = file, .report = report, .header = header, .row = row, .user = user};
    t.separator = separator;
    camp_arena_init_like(&t.scratch, arena);
    if (!size) bytes = ""; /* there may be no address */
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    t.bytes = bytes;
    t.end = bytes + size;
    t.bad = bytes + camp_text_valid(bytes, size);
    const char *nul = size ? memchr(bytes, 0, (size_t)(t.bad - bytes)) : NULL;
    if (nul) t.bad = nul;
    t.has_quotes = size && memchr(bytes, '"', size);
    t.has_cr = size && memchr(bytes, '\r', size);
    csv_init(&t.parser, 0);
    csv_set_delim(&t.parser, (unsigned char)separator);
    csv_set_space_func(&t.parser, never);
    csv_set_realloc_func(&t.parser, no_memory);
    bool good = refuse_format(&t) && read_lines(&t);
    camp_arena_free(&t.scratch);
    return good;
}
