/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft.c - the files of an event as tables of text cells, read by the rules of docs/format.md and written
 * back with as few changes as can be: a row that did not change keeps its bytes.
 */
#include "base/table.h"
#include "import/import.h"
#include <string.h>

static const char *const names[CAMP_TABLES] = {"slots.csv", "rooms.csv", "sessions.csv", "people.csv",
                                               "votes.csv", "rules.csv", "lock.csv",     "questions.csv"};

/* ---- cells */

int camp_draft_column(const camp_draft_table *table, const char *name) {
    char buffer[256];
    camp_span wanted = camp_text_fold_into(table->arena, camp_span_of(name), buffer, sizeof buffer);
    for (int i = 0; i < table->n_columns; i++)
        if (camp_span_equal(table->folded[i], wanted)) return i;
    return -1;
}

static void add_column(camp_draft_table *table, camp_span name) {
    int n = table->n_columns;
    if (n == table->cap_columns) {
        size_t wanted = n ? 2 * (size_t)n : 16;
        table->columns = camp_arena_grow(table->arena, table->columns, (size_t)n, wanted, sizeof(camp_span));
        table->folded = camp_arena_grow(table->arena, table->folded, (size_t)n, wanted, sizeof(camp_span));
        table->cap_columns = (int)wanted;
    }
    table->columns[n] = (camp_span){camp_arena_text(table->arena, name.at, name.n), name.n};
    table->folded[n] = camp_text_fold(table->arena, name);
    table->n_columns++;
}

int camp_draft_want(camp_draft_table *table, const char *name) {
    int there = camp_draft_column(table, name);
    if (there >= 0) return there;
    add_column(table, camp_span_of(name));
    table->changed = table->header_changed = true;
    return table->n_columns - 1;
}

camp_span camp_draft_get(const camp_draft_table *table, int row, int column) {
    if (column < 0 || column >= table->rows[row].n) return (camp_span){"", 0};
    return camp_text_trim(table->rows[row].cell[column]);
}

void camp_draft_set(camp_draft_table *table, int row, int column, camp_span text) {
    camp_draft_row *r = &table->rows[row];
    if (camp_span_equal(camp_draft_get(table, row, column), text)) return;
    if (column >= r->n) {
        r->cell = camp_arena_grow(table->arena, r->cell, (size_t)r->n, (size_t)column + 1, sizeof *r->cell);
        for (int i = r->n; i <= column; i++)
            r->cell[i] = (camp_span){"", 0};
        r->n = column + 1;
    }
    r->cell[column] = (camp_span){camp_arena_text(table->arena, text.at, text.n), text.n};
    r->raw.n = 0;
    table->changed = true;
}

int camp_draft_add(camp_draft_table *table) {
    CAMP_ROOM_FOR_ONE(table->arena, table->rows, table->n, table->capacity);
    table->rows[table->n] = (camp_draft_row){.raw = {"", 0}};
    table->changed = true;
    return table->n++;
}

void camp_draft_remove(camp_draft_table *table, int row) {
    size_t behind = (size_t)(table->n - row) - 1;
    memmove(table->rows + row, table->rows + row + 1, behind * sizeof *table->rows);
    table->n--;
    table->changed = true;
}

/* ---- reading */

typedef struct table_reading {
    camp_draft_table *table;
    const char *bytes, *end;
    const char *at; /* begins line `line` */
    long line;
} table_reading;

/* Behind the line that begins at `at`: LF, CRLF or a lone CR, as base/table.c counts. */
static const char *next_line(const char *at, const char *end) {
    while (at < end && *at != '\n' && *at != '\r')
        at++;
    if (at < end) at += *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
    return at;
}

/* Moves on to where a line begins. */
static const char *begin_of_line(table_reading *r, long line) {
    for (; r->line < line && r->at < r->end; r->line++)
        r->at = next_line(r->at, r->end);
    return r->at;
}

/* The bytes of the row before end where the next begins. */
static void end_raw(table_reading *r, const char *begin) {
    camp_draft_table *t = r->table;
    camp_span *raw = t->n > 0 ? &t->rows[t->n - 1].raw : &t->raw_header;
    raw->n = (size_t)(begin - raw->at);
}

static bool take_header(void *user, const camp_row *row) {
    table_reading *r = user;
    r->table->raw_header.at = r->bytes;
    (void)begin_of_line(r, row->line);
    for (int i = 0; i < row->n; i++)
        add_column(r->table, row->cell[i]);
    return true;
}

static bool take_row(void *user, const camp_row *row) {
    table_reading *r = user;
    camp_draft_table *t = r->table;
    const char *begin = begin_of_line(r, row->line);
    end_raw(r, begin);
    CAMP_ROOM_FOR_ONE(t->arena, t->rows, t->n, t->capacity);
    camp_draft_row *made = &t->rows[t->n++];
    *made = (camp_draft_row){row->line, {begin, 0}, CAMP_NEW(t->arena, camp_span, row->n), row->n};
    for (int i = 0; i < row->n; i++)
        made->cell[i] =
            (camp_span){camp_arena_text(t->arena, row->cell[i].at, row->cell[i].n), row->cell[i].n};
    return true;
}

static bool read_table(camp_import *import, camp_draft_table *table, const camp_file *file) {
    const char *bytes = file->size ? file->bytes : "";
    table_reading r = {table, bytes, bytes + file->size, bytes, 1};
    table->there = true;
    table->bom = file->size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
    if (table->bom) {
        r.bytes += 3;
        r.at += 3;
    }
    const char *lf = file->size ? memchr(bytes, '\n', file->size) : NULL;
    table->crlf = lf && lf > bytes && lf[-1] == '\r';
    if (!camp_table_read(import->arena, file->name, bytes, file->size, import->report, take_header, take_row,
                         &r))
        return false;
    end_raw(&r, r.end);
    return true;
}

bool camp_draft_read(camp_import *import) {
    bool good = true;
    for (int i = 0; i < CAMP_TABLES; i++) {
        camp_draft_table *table = &import->table[i];
        *table = (camp_draft_table){.name = names[i], .arena = import->arena};
        for (size_t f = 0; f < import->n_files; f++) {
            if (strcmp(import->files[f].name, names[i]) != 0) continue;
            if (table->there) {
                camp_report_add(import->report, CAMP_ERROR, "E_FILE_TWICE", (camp_place){names[i], 0, 0, ""},
                                "the file %s is given twice", names[i]);
                return false;
            }
            good = read_table(import, table, &import->files[f]) && good;
        }
    }
    import->fresh = !import->table[CAMP_SESSIONS].there;
    return good;
}

/* ---- writing */

typedef struct text {
    camp_arena *arena;
    char *at;
    size_t n, room;
} text;

static void put(text *to, const char *bytes, size_t n) {
    if (to->n + n > to->room) {
        size_t wanted = 2 * (to->n + n) + 256;
        to->at = camp_arena_grow(to->arena, to->at, to->room, wanted, 1);
        to->room = wanted;
    }
    if (n) memcpy(to->at + to->n, bytes, n);
    to->n += n;
}

/* A cell by RFC 4180; white space at its ends needs quotes to survive spreadsheets. */
static void put_cell(text *to, camp_span cell, char before) {
    bool quoted =
        cell.n > 0 && ((unsigned char)cell.at[0] <= ' ' || (unsigned char)cell.at[cell.n - 1] <= ' ');
    for (size_t i = 0; i < cell.n && !quoted; i++)
        quoted = cell.at[i] && strchr(",\"\r\n", cell.at[i]);
    if (before) put(to, &before, 1);
    if (quoted) put(to, "\"", 1);
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.at[i] == '"') put(to, "\"", 1);
        put(to, cell.at + i, 1);
    }
    if (quoted) put(to, "\"", 1);
}

/* A row as wide as the header. */
static void put_row(text *to, const camp_span *cell, int n, int columns, const char *line_end) {
    const camp_span none = {"", 0};
    while (n > columns && cell[n - 1].n == 0)
        n--;
    for (int i = 0; i < n || i < columns; i++)
        put_cell(to, i < n ? cell[i] : none, i ? ',' : 0);
    put(to, line_end, strlen(line_end));
}

/* Bytes as they were, with an end of line where the file ended without one. */
static void put_raw(text *to, camp_span raw, const char *line_end) {
    put(to, raw.at, raw.n);
    char last = raw.n ? raw.at[raw.n - 1] : '\n';
    if (last != '\n' && last != '\r') put(to, line_end, strlen(line_end));
}

static camp_file write_table(const camp_draft_table *t) {
    text to = {.arena = t->arena};
    const char *line_end = t->crlf ? "\r\n" : "\n";
    if (t->bom) put(&to, "\xef\xbb\xbf", 3);
    if (t->raw_header.n && !t->header_changed)
        put_raw(&to, t->raw_header, line_end);
    else
        put_row(&to, t->columns, t->n_columns, t->n_columns, line_end);
    for (int i = 0; i < t->n; i++)
        if (t->rows[i].raw.n)
            put_raw(&to, t->rows[i].raw, line_end);
        else
            put_row(&to, t->rows[i].cell, t->rows[i].n, t->n_columns, line_end);
    return (camp_file){t->name, to.at, to.n};
}

/* Whether the bytes are those that the event has already. */
static bool is_same(const camp_import *import, const camp_file *file) {
    for (size_t i = 0; i < import->n_files; i++)
        if (strcmp(import->files[i].name, file->name) == 0)
            return import->files[i].size == file->size &&
                   (file->size == 0 || memcmp(import->files[i].bytes, file->bytes, file->size) == 0);
    return false;
}

camp_file *camp_draft_write(camp_import *import, size_t *n) {
    camp_file *files = CAMP_NEW(import->arena, camp_file, CAMP_TABLES + 1);
    *n = 0;
    if (import->json.n) files[(*n)++] = (camp_file){"event.json", import->json.at, import->json.n};
    for (int i = 0; i < CAMP_TABLES; i++) {
        if (!import->table[i].changed) continue;
        files[*n] = write_table(&import->table[i]);
        if (!is_same(import, &files[*n])) ++*n;
    }
    return files;
}
