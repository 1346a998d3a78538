/* SPDX-License-Identifier: GPL-3.0-or-later */
/* form_header.c - the header of a form's answers: in which row it stands, and what it says of who and when.
 *
 * Rows above the header, such as a title, are told and left out. A question in cells that were merged over a
 * row of sessions becomes one header: "Rate" over "AI", "Chess" -> "Rate [AI]", "Rate [Chess]". */
#include "import/forms.h"
#include "import/sheets.h"
#include <string.h>

enum { LOOKED_AT = 12 };

static camp_span cell(const camp_form *form, int row, int column) {
    return camp_cells_at(form->cells, row, column);
}

/* ---- the row */

static int n_filled(const camp_cells *cells, int row) {
    int n = 0;
    for (int c = 0; c < cells->rows[row].n; c++)
        n += camp_cells_at(cells, row, c).n > 0;
    return n;
}

/* Different roles of a row. "First" may be an answer. */
static int n_roles(camp_import *import, const camp_cells *cells, int row) {
    bool seen[CAMP_ROLE_IGNORED + 1] = {false};
    int n = 0;
    for (int c = 0; c < cells->rows[row].n; c++) {
        camp_span text = camp_cells_at(cells, row, c);
        camp_role role = camp_word_role(import->arena, text);
        if (role == CAMP_ROLE_NONE || seen[role] || camp_word_rank(import->arena, text, false)) continue;
        seen[role] = true;
        n++;
    }
    return n;
}

/* The first row, unless it says nothing of who or when and a later one does: two things, or one under titles
 * that stand alone in their rows. */
static int find_row(camp_import *import, const camp_cells *cells) {
    bool titles = true;
    for (int row = 0; row < cells->n && row < LOOKED_AT; row++) {
        int roles = n_roles(import, cells, row), filled = n_filled(cells, row);
        if (roles > 0 && (row == 0 || roles > 1 || (titles && filled > 1))) return row;
        titles = titles && filled <= 1;
    }
    return 0;
}

/* Whether row 1 goes on with the header: nobody answers there, and something stands under no header. */
static bool goes_on(camp_import *import, const camp_cells *cells) {
    bool who = false, under_none = false;
    double number;
    for (int c = 0; cells->n > 2 && c < cells->rows[1].n; c++) {
        camp_span head = camp_cells_at(cells, 0, c), text = camp_cells_at(cells, 1, c);
        bool role = camp_word_role(import->arena, head) != CAMP_ROLE_NONE;
        who = who || role;
        if (text.n && (role || camp_parse_number(text, &number))) return false;
        under_none = under_none || (text.n && head.n == 0);
    }
    return who && under_none;
}

/* Rows 0 and 1 as one header. */
static void merge_rows(camp_import *import, camp_cells *cells) {
    int n = cells->rows[0].n > cells->rows[1].n ? cells->rows[0].n : cells->rows[1].n;
    camp_span *merged = CAMP_NEW(import->arena, camp_span, n), question = {"", 0};
    for (int c = 0; c < n; c++) {
        camp_span head = camp_cells_at(cells, 0, c), row = camp_cells_at(cells, 1, c);
        bool role = camp_word_role(import->arena, head) != CAMP_ROLE_NONE;
        if (head.n) question = role ? (camp_span){"", 0} : head;
        merged[c] = row.n == 0 ? head
                    : question.n == 0
                        ? row
                        : camp_span_of(camp_arena_printf(import->arena, "%.*s [%.*s]", (int)question.n,
                                                         question.at, (int)row.n, row.at));
    }
    camp_import_note(import, "%s: rows %ld and %ld are read as one header", cells->file, cells->rows[0].line,
                     cells->rows[1].line);
    camp_cells_row *rows = CAMP_NEW(import->arena, camp_cells_row, cells->n - 1);
    memcpy(rows + 1, cells->rows + 2, (size_t)(cells->n - 2) * sizeof *rows);
    rows[0] = (camp_cells_row){cells->rows[0].line, n, merged};
    cells->rows = rows;
    cells->capacity = --cells->n;
}

const camp_cells *camp_form_table(camp_import *import, const camp_cells *cells) {
    int header = find_row(import, cells);
    camp_sheet_tell_above(import, cells, header);
    camp_cells *table = CAMP_NEW(import->arena, camp_cells, 1);
    *table = *cells;
    table->rows += header;
    table->n -= header;
    table->capacity = table->n;
    if (goes_on(import, table)) merge_rows(import, table);
    return table;
}

/* ---- what it says */

/* Splits "Question [Row]" at the bracket that the last one closes. */
static bool split_header(camp_span header, camp_span *question, camp_span *row) {
    if (header.n < 2 || header.at[header.n - 1] != ']') return false;
    int depth = 0;
    for (size_t i = header.n; i > 0; i--) {
        depth += (header.at[i - 1] == ']') - (header.at[i - 1] == '[');
        if (depth) continue;
        *question = camp_text_trim((camp_span){header.at, i - 1});
        *row = camp_text_trim((camp_span){header.at + i, header.n - i - 1});
        return row->n > 0;
    }
    return false;
}

/* Whether "Question [Row]" is one: not the title of a session, nor the only one of something that is no
 * question: "AI in class [grade 5]". */
static bool is_split(const camp_form *form, int c) {
    const camp_form_column *column = &form->column[c];
    camp_arena *arena = form->import->arena;
    if (!column->row.at || camp_roster_session(form->import, cell(form, 0, c)) != CAMP_UNKNOWN) return false;
    if (column->question.n == 0 || camp_word_asks_grade(arena, column->question)) return true;
    if (camp_roster_session(form->import, column->row) != CAMP_UNKNOWN) return true;
    if (camp_word_rank(arena, column->row, true)) return true;
    int alike = 0;
    for (int i = 0; i < form->n_columns && alike < 2; i++)
        alike += form->column[i].row.at && camp_span_equal(form->column[i].question, column->question);
    return alike > 1;
}

static void split_headers(camp_form *form) {
    camp_arena *arena = form->import->arena;
    for (int c = 0; c < form->n_columns; c++) {
        camp_form_column *column = &form->column[c];
        camp_span header = cell(form, 0, c), question, row;
        column->question = camp_import_key(arena, header);
        column->group = column->session = -1;
        column->separator = ',';
        if (!split_header(header, &question, &row)) continue;
        column->question = camp_import_key(arena, question);
        column->row = row;
    }
    for (int c = 0; c < form->n_columns; c++) {
        camp_form_column *column = &form->column[c];
        if (!column->row.at || is_split(form, c)) continue;
        column->question = camp_import_key(arena, cell(form, 0, c));
        column->row = (camp_span){NULL, 0};
    }
}

static bool begins(camp_span text, camp_span with) {
    return text.n >= with.n && memcmp(text.at, with.at, with.n) == 0;
}

static void read_headers(camp_form *form) {
    camp_arena *arena = form->import->arena;
    const char *given = form->import->options->question;
    camp_span wanted = given ? camp_import_key(arena, camp_span_of(given)) : (camp_span){"", 0};
    int *of_role[] = {NULL, &form->time, &form->email, &form->name, &form->first, &form->last, NULL};
    form->time = form->email = form->name = form->first = form->last = -1;
    split_headers(form);
    for (int c = 0; c < form->n_columns; c++) {
        camp_form_column *column = &form->column[c];
        camp_span header = cell(form, 0, c);
        camp_role role = column->row.at ? CAMP_ROLE_NONE : camp_word_role(arena, header);
        if (role != CAMP_ROLE_NONE) column->kind = CAMP_COLUMN_PERSONAL;
        if (of_role[role] && *of_role[role] < 0) *of_role[role] = c;
        if (!begins(column->question, wanted) && !begins(camp_import_key(arena, header), wanted))
            column->kind = CAMP_COLUMN_PERSONAL;
    }
}

/* "First, Second, Third" are choices, and no first name. */
static void free_first(camp_form *form) {
    camp_arena *arena = form->import->arena;
    if (form->first < 0 || form->last >= 0 || !camp_word_rank(arena, cell(form, 0, form->first), false))
        return;
    for (int c = 0; c < form->n_columns; c++) {
        if (form->column[c].kind != CAMP_COLUMN_UNREAD || camp_word_rank(arena, cell(form, 0, c), false) != 2)
            continue;
        form->column[form->first].kind = CAMP_COLUMN_UNREAD;
        form->first = -1;
        return;
    }
}

/* Whether every filled cell of the column is an address. */
static bool holds_addresses(const camp_form *form, int c) {
    int filled = 0;
    for (int r = 1; r < form->cells->n; r++) {
        camp_span text = cell(form, r, c);
        if (text.n == 0) continue;
        if (!memchr(text.at, '@', text.n) || memchr(text.at, ' ', text.n)) return false;
        filled++;
    }
    return filled > 0;
}

static bool speaks_of_name(const camp_form *form, int c) {
    static const char *const words[] = {"name", "nombre", "nome", "naam", "navn", "namn"};
    camp_span key = form->column[c].question;
    if (camp_word_asks(form->import->arena, key) || key.n > 60) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = strstr(key.at, words[i]);
        char before = at && at > key.at ? at[-1] : ' ', behind = at ? at[strlen(words[i])] : 'x';
        if (at && before == ' ' && (!behind || strchr(" ?:.,)", behind))) return true;
    }
    return false;
}

/* Who answered: by header, else by what the cells hold. */
static void find_person(camp_form *form) {
    if (form->name < 0 && form->first < 0 && form->last >= 0) {
        form->name = form->last; /* "Nom" alone */
        form->last = -1;
    }
    for (int c = 0; c < form->n_columns; c++) {
        camp_form_column *column = &form->column[c];
        if (column->kind != CAMP_COLUMN_UNREAD || column->row.at) continue;
        if (form->email < 0 && holds_addresses(form, c))
            form->email = c;
        else if (form->name < 0 && form->first < 0 && speaks_of_name(form, c))
            form->name = c;
        else
            continue;
        column->kind = CAMP_COLUMN_PERSONAL;
    }
}

/* Day before month, or month before day: what the column allows; else so that the answers are in order. */
static void find_day_order(camp_form *form) {
    int order = 0, backwards[2] = {0, 0};
    double last[2] = {0, 0}, now;
    for (int r = 1; r < form->cells->n && form->time >= 0; r++) {
        camp_span text = cell(form, r, form->time);
        if (order == 0) order = camp_time_order(text);
        for (int day = 0; day < 2; day++) {
            if (!camp_time_stamp(form->import->arena, text, day, &now)) continue;
            backwards[day] += now < last[day];
            last[day] = now;
        }
    }
    camp_span any = form->time >= 0 ? cell(form, 1, form->time) : (camp_span){"", 0};
    bool points = any.n > 0 && memchr(any.at, '.', any.n) && !memchr(any.at, '/', any.n);
    form->day_first = order ? order > 0 : backwards[0] == backwards[1] ? points : backwards[1] < backwards[0];
}

void camp_form_headers(camp_form *form) {
    read_headers(form);
    free_first(form);
    find_person(form);
    find_day_order(form);
}
