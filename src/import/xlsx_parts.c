/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx_parts.c - the parts of a workbook, unpacked by libzip and parsed by expat.
 *
 *   <c r="B3" t="s" s="2"><v>17</v></c>   t: s shared string, inlineStr, str (formula), b, e, d, n; s: style
 *
 * While expat runs nothing is taken from the arena, which could jump over its frames: what it finds is
 * gathered in memory of malloc that camp_foreign holds (the "raw" cells) and copied afterwards. A part that
 * unpacks to more than MOST_PART bytes, parts that together unpack to more than MOST_BOOK, a DOCTYPE, and
 * more than CAMP_MOST_BOOK_CELLS cells are refused. */
#include "import/xlsx.h"
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { MOST_PART = 64 * 1024 * 1024, MOST_BOOK = 256 * 1024 * 1024 };

/* ---- what expat finds, in memory of malloc */

typedef camp_raw raw;
typedef camp_raw_cell raw_cell;

static void raw_clear(raw *r) {
    free(r->part);
    free(r->text);
    free(r->cells);
    *r = (raw){.most = r->most};
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
    if (r->n == r->most)
        r->wrong = "it has more cells than a list of sessions can have";
    else
        r->cells[r->n++] = cell;
}

/* ---- expat */

typedef struct reading {
    raw *raw;
    XML_Parser parser;
    camp_part part;
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
    if (r->part == CAMP_PART_WORKBOOK && strcmp(name, "sheet") == 0) {
        put_pair(r->raw, attribute(attributes, "name"), attribute(attributes, "id"));
    } else if (r->part == CAMP_PART_WORKBOOK && strcmp(name, "workbookPr") == 0) {
        const char *base = attribute(attributes, "date1904");
        r->base_1904 = strcmp(base, "1") == 0 || strcmp(base, "true") == 0;
    } else if (r->part == CAMP_PART_LINKS && strcmp(name, "Relationship") == 0) {
        put_pair(r->raw, attribute(attributes, "Id"), attribute(attributes, "Target"));
    } else if (r->part == CAMP_PART_STYLES && strcmp(name, "numFmt") == 0) {
        const char *code = attribute(attributes, "formatCode");
        put_cell(r->raw, (raw_cell){.row = whole(attribute(attributes, "numFmtId"), 0, 100000),
                                    .type = 'f',
                                    .at = r->raw->text_n,
                                    .n = strlen(code)});
        put_text(r->raw, code, strlen(code));
    } else if (r->part == CAMP_PART_STYLES && strcmp(name, "cellXfs") == 0) {
        r->in_formats = true;
    } else if (r->part == CAMP_PART_STYLES && r->in_formats && strcmp(name, "xf") == 0) {
        put_cell(r->raw, (raw_cell){.row = whole(attribute(attributes, "numFmtId"), 0, 100000), .type = 'x'});
    } else if (r->part == CAMP_PART_SHEET && strcmp(name, "row") == 0) {
        r->row = whole(attribute(attributes, "r"), r->row + 2, CAMP_MOST_CELL_ROWS + 1) - 1;
        r->column = -1;
    } else if (r->part == CAMP_PART_SHEET && strcmp(name, "c") == 0) {
        begin_cell(r, attributes);
    } else if (r->part == CAMP_PART_STRINGS && strcmp(name, "si") == 0) {
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
    bool ends = strcmp(name, r->part == CAMP_PART_SHEET ? "c" : "si") == 0 && r->in_cell;
    if (ends) {
        r->cell.n = r->raw->text_n - r->cell.at;
        if (r->part == CAMP_PART_STRINGS || r->cell.n > 0) put_cell(r->raw, r->cell);
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

typedef camp_book book;

bool camp_book_refuse(const book *b, const char *what, const char *why) {
    camp_report_add(
        b->import->report, CAMP_ERROR, "E_IMPORT_XLSX", (camp_place){b->source->name, 0, 0, ""},
        "the workbook cannot be read: %s%s%s; open it, save it again, or save the sheet as \"CSV UTF-8\"",
        what, *what ? ": " : "", why);
    return false;
}

bool camp_book_open(book *b) {
    camp_foreign *foreign = b->import->foreign;
    zip_error_t error;
    zip_error_init(&error);
    foreign->raw = b->raw = calloc(1, sizeof *b->raw);
    if (!b->raw) camp_arena_fail(b->import->arena);
    zip_source_t *bytes = zip_source_buffer_create(b->source->bytes, b->source->size, 0, &error);
    if (bytes) foreign->zip = zip_open_from_source(bytes, ZIP_RDONLY, &error);
    if (bytes && !foreign->zip) zip_source_free(bytes);
    zip_error_fini(&error);
    return foreign->zip || camp_book_refuse(b, "", "it is cut or damaged");
}

/* Unpacks a part; false where it is missing. *wrong says what else went wrong. */
static bool unpack(book *b, const char *name, const char **wrong) {
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
    b->unpacked += b->raw->part_n;
    if (!*wrong && !whole_part) *wrong = "a part of it is cut or damaged";
    if (!*wrong && b->unpacked > MOST_BOOK) *wrong = "it unpacks to more than 256 MB";
    return true;
}

/* Unpacks and parses; false after an error, or where a needed part is missing. */
bool camp_book_part(book *b, const char *name, camp_part kind, bool needed) {
    const char *wrong;
    char message[200];
    long line = 0;
    if (!unpack(b, name, &wrong)) return needed ? camp_book_refuse(b, name, "this part is missing") : true;
    if (wrong) return camp_book_refuse(b, name, wrong);
    reading r = {.raw = b->raw, .part = kind, .row = -1, .column = -1};
    b->raw->most = CAMP_MOST_BOOK_CELLS - b->found;
    wrong = parse(&r, message, sizeof message, &line);
    b->found += b->raw->n;
    if (b->raw->no_memory) camp_arena_fail(b->import->arena);
    if (kind == CAMP_PART_WORKBOOK) b->base_1904 = r.base_1904;
    return wrong ? camp_book_refuse(b, camp_arena_printf(b->import->arena, "%s, line %ld", name, line), wrong)
                 : true;
}

camp_span camp_book_raw(const book *b, size_t i) {
    return (camp_span){b->raw->text + b->raw->cells[i].at, b->raw->cells[i].n};
}

/* The number of "_xHHHH_" at byte i, or -1. */
static int escape_at(camp_span text, size_t i) {
    int value = 0;
    if (text.n - i < 7 || text.at[i] != '_' || text.at[i + 1] != 'x' || text.at[i + 6] != '_') return -1;
    for (size_t k = i + 2; k < i + 6; k++) {
        char c = text.at[k], letter = (char)(c | 32);
        if (!(c >= '0' && c <= '9') && !(letter >= 'a' && letter <= 'f')) return -1;
        value = value * 16 + (c <= '9' ? c - '0' : letter - 'a' + 10);
    }
    return value;
}

/* UTF-8 of a letter; its bytes. */
static size_t put_letter(char *to, int letter) {
    size_t n = letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
    static const int first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t k = n - 1; k > 0; k--) {
        to[k] = (char)(0x80 | (letter & 0x3f));
        letter >>= 6;
    }
    to[0] = (char)(first[n] | letter);
    return n;
}

/* ST_Xstring of ECMA-376: _x000D_ is a line end, _x005F_ an underscore; other letters in halves of UTF-16. */
camp_span camp_book_text(const book *b, size_t i) {
    camp_span from = camp_book_raw(b, i);
    char *text = camp_arena_text(b->import->arena, from.n ? from.at : "", from.n);
    size_t n = 0;
    for (size_t at = 0; at < from.n;) {
        int letter = escape_at(from, at), second;
        if (letter <= 0) { /* a zero byte would end the text, so it stays as it is written */
            text[n++] = from.at[at++];
            continue;
        }
        at += 7;
        if (letter >= 0xd800 && letter <= 0xdfff) {
            second = letter < 0xdc00 ? escape_at(from, at) : -1;
            bool pair = second >= 0xdc00 && second <= 0xdfff;
            letter = pair ? 0x10000 + ((letter - 0xd800) << 10) + (second - 0xdc00) : 0xfffd;
            at += pair ? 7 : 0;
        }
        n += put_letter(text + n, letter);
    }
    text[n] = 0;
    return (camp_span){text, n};
}
