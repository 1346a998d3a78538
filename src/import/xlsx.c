/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx.c - the sheets of a workbook (ECMA-376, SpreadsheetML) as tables of text cells, by libzip and expat.
 *
 *   xl/workbook.xml names and r:ids --xl/_rels/workbook.xml.rels--> xl/worksheets/sheetN.xml
 *   <c r="B3" t="s" s="2"><v>17</v></c>   t: s shared string, inlineStr, str (formula), b, e, d, n; s: style
 *
 * Numbers with a format of dates or times become texts: 2026-05-10, 2026-05-10 09:15:00, 9:15.
 *
 * While expat runs nothing is taken from the arena, which could jump over its frames: what it finds is
 * gathered in memory of malloc that camp_foreign holds (the "raw" cells) and copied afterwards. Parts that
 * unpack to more than MOST_PART bytes, a DOCTYPE, and more than MOST_CELLS cells are refused. */
#include "import/import.h"
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { MOST_PART = 64 * 1024 * 1024, MOST_CELLS = 4000000, MOST_SHEETS = 100 };

/* ---- what expat finds, in memory of malloc */

/* A cell, a shared string (row = its number), or a pair of attributes. */
typedef struct raw_cell {
    int row, column, style;
    char type; /* of a cell: 'n' number, 's' shared, 't' text, 'b' boolean */
    size_t at, n;
} raw_cell;

typedef struct raw {
    char *part; /* the bytes of the XML */
    size_t part_n;
    char *text;
    size_t text_n, text_room;
    raw_cell *cells;
    size_t n, room;
    const char *wrong; /* why it stopped; NULL: nothing wrong */
    bool no_memory;
} raw;

static void raw_clear(raw *r) {
    free(r->part);
    free(r->text);
    free(r->cells);
    *r = (raw){.part = NULL};
}

void camp_xlsx_free(camp_foreign *foreign) {
    if (foreign->zip) zip_discard(foreign->zip);
    foreign->zip = NULL;
    if (foreign->raw) raw_clear(foreign->raw);
    free(foreign->raw);
    foreign->raw = NULL;
}

static void put_text(raw *r, const char *text, size_t n) {
    if (r->text_n + n > r->text_room) {
        size_t room = 2 * (r->text_n + n) + 1024;
        char *grown = realloc(r->text, room);
        if (!grown) {
            r->no_memory = true;
            return;
        }
        r->text = grown;
        r->text_room = room;
    }
    if (n) memcpy(r->text + r->text_n, text, n);
    r->text_n += n;
}

static void put_cell(raw *r, raw_cell cell) {
    if (r->n == r->room) {
        size_t room = r->room ? 2 * r->room : 256;
        raw_cell *grown = realloc(r->cells, room * sizeof *grown);
        if (!grown) {
            r->no_memory = true;
            return;
        }
        r->cells = grown;
        r->room = room;
    }
    if (r->n == MOST_CELLS)
        r->wrong = "it has more cells than a list of sessions can have";
    else
        r->cells[r->n++] = cell;
}

/* ---- expat */

typedef enum part { PART_WORKBOOK, PART_LINKS, PART_STRINGS, PART_STYLES, PART_SHEET } part;

typedef struct reading {
    raw *raw;
    XML_Parser parser;
    part part;
    bool in_text, in_phonetic, in_formats; /* <t> or <v>; <rPh>; <cellXfs> */
    bool base_1904;
    int row, column; /* of the last cell, from 0 */
    raw_cell cell;
    bool in_cell;
} reading;

static const char *local(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

/* An attribute by its local name, or "". */
static const char *attribute(const char **attributes, const char *name) {
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(local(attributes[i]), name) == 0) return attributes[i + 1];
    return "";
}

static int whole(const char *text, int missing, int most) {
    long value = 0;
    if (*text < '0' || *text > '9') return missing;
    for (; *text >= '0' && *text <= '9' && value <= most; text++)
        value = value * 10 + (*text - '0');
    return value > most ? most : (int)value;
}

/* "BC12": column 54, row 11, from 0. */
static void place_of(const char *text, int *row, int *column) {
    int c = 0;
    for (; *text >= 'A' && *text <= 'Z' && c <= CAMP_MOST_CELL_COLUMNS; text++)
        c = c * 26 + (*text - 'A' + 1);
    int r = whole(text, 0, CAMP_MOST_CELL_ROWS + 1);
    if (c >= 1) *column = c - 1;
    if (r >= 1) *row = r - 1;
}

/* A pair of attributes as two cells. */
static void put_pair(raw *r, const char *a, const char *b) {
    raw_cell one = {.at = r->text_n, .n = strlen(a)}, two = {.at = r->text_n + strlen(a), .n = strlen(b)};
    put_text(r, a, strlen(a));
    put_text(r, b, strlen(b));
    put_cell(r, one);
    put_cell(r, two);
}

static void begin_cell(reading *r, const char **attributes) {
    const char *type = attribute(attributes, "t");
    r->column++;
    place_of(attribute(attributes, "r"), &r->row, &r->column);
    char kind = strcmp(type, "s") == 0                    ? 's'
                : strcmp(type, "b") == 0                  ? 'b'
                : *type == '\0' || strcmp(type, "n") == 0 ? 'n'
                                                          : 't';
    r->cell = (raw_cell){r->row, r->column,      whole(attribute(attributes, "s"), -1, 1000000),
                         kind,   r->raw->text_n, 0};
    r->in_cell = true;
    if (r->row >= CAMP_MOST_CELL_ROWS || r->column >= CAMP_MOST_CELL_COLUMNS)
        r->raw->wrong = "a cell stands outside of what a sheet can have";
}

static void XMLCALL on_start(void *user, const char *full, const char **attributes) {
    reading *r = user;
    const char *name = local(full);
    if (r->part == PART_WORKBOOK && strcmp(name, "sheet") == 0) {
        put_pair(r->raw, attribute(attributes, "name"), attribute(attributes, "id"));
    } else if (r->part == PART_WORKBOOK && strcmp(name, "workbookPr") == 0) {
        const char *base = attribute(attributes, "date1904");
        r->base_1904 = strcmp(base, "1") == 0 || strcmp(base, "true") == 0;
    } else if (r->part == PART_LINKS && strcmp(name, "Relationship") == 0) {
        put_pair(r->raw, attribute(attributes, "Id"), attribute(attributes, "Target"));
    } else if (r->part == PART_STYLES && strcmp(name, "numFmt") == 0) {
        const char *code = attribute(attributes, "formatCode");
        put_cell(r->raw, (raw_cell){.row = whole(attribute(attributes, "numFmtId"), 0, 100000),
                                    .type = 'f',
                                    .at = r->raw->text_n,
                                    .n = strlen(code)});
        put_text(r->raw, code, strlen(code));
    } else if (r->part == PART_STYLES && strcmp(name, "cellXfs") == 0) {
        r->in_formats = true;
    } else if (r->part == PART_STYLES && r->in_formats && strcmp(name, "xf") == 0) {
        put_cell(r->raw, (raw_cell){.row = whole(attribute(attributes, "numFmtId"), 0, 100000), .type = 'x'});
    } else if (r->part == PART_SHEET && strcmp(name, "row") == 0) {
        r->row = whole(attribute(attributes, "r"), r->row + 2, CAMP_MOST_CELL_ROWS + 1) - 1;
        r->column = -1;
    } else if (r->part == PART_SHEET && strcmp(name, "c") == 0) {
        begin_cell(r, attributes);
    } else if (r->part == PART_STRINGS && strcmp(name, "si") == 0) {
        r->cell = (raw_cell){.at = r->raw->text_n};
        r->in_cell = true;
    } else if (strcmp(name, "rPh") == 0) {
        r->in_phonetic = true;
    } else if (r->in_cell && !r->in_phonetic && (strcmp(name, "t") == 0 || strcmp(name, "v") == 0)) {
        r->in_text = true;
    }
}

static void XMLCALL on_end(void *user, const char *full) {
    reading *r = user;
    const char *name = local(full);
    if (strcmp(name, "t") == 0 || strcmp(name, "v") == 0) r->in_text = false;
    if (strcmp(name, "rPh") == 0) r->in_phonetic = false;
    if (strcmp(name, "cellXfs") == 0) r->in_formats = false;
    bool ends = strcmp(name, r->part == PART_SHEET ? "c" : "si") == 0 && r->in_cell;
    if (ends) {
        r->cell.n = r->raw->text_n - r->cell.at;
        if (r->part == PART_STRINGS || r->cell.n > 0) put_cell(r->raw, r->cell);
        r->in_cell = false;
    }
    if (r->raw->wrong || r->raw->no_memory) (void)XML_StopParser(r->parser, XML_FALSE);
}

static void XMLCALL on_text(void *user, const char *text, int n) {
    reading *r = user;
    if (r->in_text) put_text(r->raw, text, (size_t)n);
}

static void XMLCALL on_doctype(void *user, const char *name, const char *system, const char *public,
                               int internal) {
    reading *r = user;
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    r->raw->wrong = "it holds a DOCTYPE, which no spreadsheet writes";
    (void)XML_StopParser(r->parser, XML_FALSE);
}

/* Parses the part into raw; the message of what is wrong, or NULL. */
static const char *parse(reading *r, char *message, size_t size, long *line) {
    r->parser = XML_ParserCreate(NULL);
    if (!r->parser) {
        r->raw->no_memory = true;
        return NULL;
    }
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_start, on_end);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
    bool good = XML_Parse(r->parser, r->raw->part, (int)r->raw->part_n, XML_TRUE) == XML_STATUS_OK;
    *line = (long)XML_GetCurrentLineNumber(r->parser);
    if (XML_GetErrorCode(r->parser) == XML_ERROR_NO_MEMORY) r->raw->no_memory = true;
    (void)snprintf(message, size, "its XML is broken (%s)", XML_ErrorString(XML_GetErrorCode(r->parser)));
    XML_ParserFree(r->parser);
    if (r->raw->wrong) return r->raw->wrong;
    return good ? NULL : message;
}

/* ---- parts of the zip file */

typedef struct book {
    camp_import *import;
    const camp_file *source;
    raw *raw;
    bool base_1904;
    camp_span *shared;
    int n_shared;
    char *dates; /* per style: 'd' date, 't' time, 'b' both, 0 number */
    int n_styles;
    int n_formats;
    long cells; /* of all rows so far */
} book;

static bool refuse(const book *b, const char *what, const char *why) {
    camp_report_add(
        b->import->report, CAMP_ERROR, "E_IMPORT_XLSX", (camp_place){b->source->name, 0, 0, ""},
        "the workbook cannot be read: %s%s%s; open it, save it again, or save the sheet as \"CSV UTF-8\"",
        what, *what ? ": " : "", why);
    return false;
}

/* Unpacks a part; false where it is missing. *wrong says what else went wrong. */
static bool unpack(const book *b, const char *name, const char **wrong) {
    zip_t *zip = b->import->foreign->zip;
    zip_int64_t index = zip_name_locate(zip, name, ZIP_FL_NOCASE);
    *wrong = NULL;
    raw_clear(b->raw);
    if (index < 0) return false;
    zip_file_t *file = zip_fopen_index(zip, (zip_uint64_t)index, 0);
    if (!file) {
        *wrong = "a part of it cannot be unpacked (is it locked with a password?)";
        return true;
    }
    size_t room = 0;
    zip_int64_t n = 0;
    do {
        if (b->raw->part_n == room) {
            room = room ? 2 * room : 65536;
            char *grown = room <= MOST_PART ? realloc(b->raw->part, room) : NULL;
            if (!grown) {
                *wrong = room <= MOST_PART ? "there is not enough memory"
                                           : "a part of it unpacks to more than 64 MB";
                break;
            }
            b->raw->part = grown;
        }
        n = zip_fread(file, b->raw->part + b->raw->part_n, room - b->raw->part_n);
        if (n > 0) b->raw->part_n += (size_t)n;
    } while (n > 0);
    bool whole_part = zip_fclose(file) == 0 && n >= 0;
    if (!*wrong && !whole_part) *wrong = "a part of it is cut or damaged";
    return true;
}

/* Unpacks and parses; false after an error, or where a needed part is missing. */
static bool read_part(book *b, const char *name, part kind, bool needed) {
    const char *wrong;
    char message[200];
    long line = 0;
    if (!unpack(b, name, &wrong)) return needed ? refuse(b, name, "this part is missing") : true;
    if (wrong) return refuse(b, name, wrong);
    reading r = {.raw = b->raw, .part = kind, .row = -1, .column = -1};
    wrong = parse(&r, message, sizeof message, &line);
    if (b->raw->no_memory) camp_arena_fail(b->import->arena);
    if (kind == PART_WORKBOOK) b->base_1904 = r.base_1904;
    return wrong ? refuse(b, camp_arena_printf(b->import->arena, "%s, line %ld", name, line), wrong) : true;
}

static camp_span raw_text(const book *b, size_t i) {
    return (camp_span){b->raw->text + b->raw->cells[i].at, b->raw->cells[i].n};
}

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
    b->dates = CAMP_NEW(b->import->arena, char, b->raw->n + 1);
    for (size_t i = 0; i < b->raw->n; i++) {
        const raw_cell *cell = &b->raw->cells[i];
        if (cell->type != 'x') continue;
        char kind = kind_of_number(cell->row);
        for (size_t k = 0; k < b->raw->n && cell->row >= 164; k++)
            if (b->raw->cells[k].type == 'f' && b->raw->cells[k].row == cell->row)
                kind = kind_of_format(b->raw->text + b->raw->cells[k].at, b->raw->cells[k].n);
        b->dates[b->n_styles++] = kind;
    }
}

static void keep_strings(book *b) {
    b->shared = CAMP_NEW(b->import->arena, camp_span, b->raw->n + 1);
    for (size_t i = 0; i < b->raw->n; i++) {
        size_t n = b->raw->cells[i].n;
        const char *text = camp_arena_text(b->import->arena, n ? b->raw->text + b->raw->cells[i].at : "", n);
        b->shared[b->n_shared++] =
            (camp_span){text, n}; /* each ends in a zero byte, as headers in messages do */
    }
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
    camp_span text = raw_text(b, i);
    double value;
    if (cell->type == 'b') return camp_span_of(text.n == 1 && *text.at == '1' ? "TRUE" : "FALSE");
    if (cell->type == 't') return (camp_span){camp_arena_text(b->import->arena, text.at, text.n), text.n};
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
    if (b->cells > MOST_CELLS) return refuse(b, "", "it has more cells than a list of sessions can have");
    camp_span *cell = CAMP_NEW(b->import->arena, camp_span, n);
    for (int c = 0; c < n; c++)
        cell[c] = (camp_span){"", 0};
    for (size_t i = first; i < end; i++) {
        cell[b->raw->cells[i].column] = text_of(b, i);
        filled = filled || !is_blank(cell[b->raw->cells[i].column]);
    }
    if (!filled) return true;
    CAMP_ROOM_FOR_ONE(b->import->arena, cells->rows, cells->n, cells->capacity);
    cells->rows[cells->n++] = (camp_cells_row){row + 1L, n, cell};
    return true;
}

static bool read_sheet(book *b, const char *path, camp_cells *cells) {
    if (!read_part(b, path, PART_SHEET, true)) return false;
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
    return camp_arena_text(b->import->arena, raw_text(b, i).at, raw_text(b, i).n);
}

/* Names and paths of the sheets; their number, 0 after an error. */
static int list_sheets(book *b, sheet_name *sheets) {
    int n = 0;
    if (!read_part(b, "xl/workbook.xml", PART_WORKBOOK, true)) return 0;
    for (size_t i = 0; i + 1 < b->raw->n && n < MOST_SHEETS; i += 2)
        sheets[n++] = (sheet_name){raw_copy(b, i), raw_copy(b, i + 1), NULL};
    if (!read_part(b, "xl/_rels/workbook.xml.rels", PART_LINKS, true)) return 0;
    for (size_t i = 0; i + 1 < b->raw->n; i += 2) {
        const char *id = raw_copy(b, i), *target = raw_copy(b, i + 1);
        for (int k = 0; k < n; k++)
            if (!sheets[k].path && strcmp(sheets[k].id, id) == 0)
                sheets[k].path =
                    *target == '/' ? target + 1 : camp_arena_printf(b->import->arena, "xl/%s", target);
    }
    if (n == 0) (void)refuse(b, "xl/workbook.xml", "it names no sheet");
    return n;
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
    if (n_sheets == 0 || !read_part(b, "xl/sharedStrings.xml", PART_STRINGS, false)) return NULL;
    keep_strings(b);
    if (!read_part(b, "xl/styles.xml", PART_STYLES, false)) return NULL;
    keep_styles(b);
    camp_cells *cells = CAMP_NEW(arena, camp_cells, n_sheets);
    for (int i = 0; i < n_sheets; i++) {
        camp_cells *to = &cells[filled];
        to->file = n_sheets == 1 ? b->source->name
                                 : camp_arena_printf(arena, "%s [%s]", b->source->name, sheets[i].name);
        to->title = title_of(b, &sheets[i], n_sheets);
        if (!sheets[i].path)
            return refuse(b, sheets[i].name, "the workbook does not say where this sheet is"), NULL;
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
    camp_foreign *foreign = import->foreign;
    book b = {.import = import, .source = source};
    zip_error_t error;
    *n = 0;
    zip_error_init(&error);
    foreign->raw = b.raw = calloc(1, sizeof *b.raw);
    if (!b.raw) camp_arena_fail(import->arena);
    zip_source_t *bytes = zip_source_buffer_create(source->bytes, source->size, 0, &error);
    if (bytes) foreign->zip = zip_open_from_source(bytes, ZIP_RDONLY, &error);
    if (bytes && !foreign->zip) zip_source_free(bytes);
    zip_error_fini(&error);
    camp_cells *cells = NULL;
    if (foreign->zip)
        cells = read_book(&b, n);
    else
        (void)refuse(&b, "", "it is cut or damaged");
    camp_xlsx_free(foreign);
    return cells;
}
