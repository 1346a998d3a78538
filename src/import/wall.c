/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wall.c - a board as it hangs on the wall.
 *
 *                   Library          Gym
 *     9:00-9:45     AI in class      Quiet kids
 *                   Ana Ruiz
 *     9:45          Break
 *
 * The first line of a cell is the title, what stands below are its presenters, be it in rows of their own. */
#include "import/schedule.h"
#include "import/sheets.h"
#include <string.h>

/* Cells of the first column that are times. */
bool camp_wall_is(camp_import *import, const camp_cells *cells) {
    int times = 0, filled = 0, start, end;
    bool wide = false;
    (void)import;
    for (int row = 0; row < cells->n; row++) {
        camp_span text = camp_cells_at(cells, row, 0);
        wide = wide || cells->rows[row].n > 1;
        if (row == 0) continue;
        filled += text.n > 0;
        times += text.n > 0 && camp_sheet_times(text, &start, &end);
    }
    return wide && times > 0 && 2 * times > filled;
}

static bool is_one_of(camp_span word, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (camp_span_equal(word, camp_span_of(words[i]))) return true;
    return false;
}

/* A break: a text of at most three words that begins with such a word ("Lunch", "Closing remarks", but no
 * "Opening a makerspace"), or, beside a time, one that has such a word anywhere. */
static bool is_break(camp_import *import, camp_span text, bool anywhere) {
    static const char *const breaks[] = {
        "lunch",       "break",        "coffee",   "keynote",      "welcome",     "opening", "closing",
        "breakfast",   "registration", "mittag",   "mittagspause", "mittagessen", "pause",   "kaffee",
        "kaffeepause", "almuerzo",     "descanso", "déjeuner",     "dinner"};
    static const char *const articles[] = {"a", "an", "the", "your", "our", "my"};
    camp_span key = camp_import_key(import->arena, text);
    int n = 0;
    bool first = false, any = false, article = false;
    for (size_t i = 0; i < key.n; i++) {
        size_t begin = i;
        while (i < key.n && !strchr(" ,.;:!?()[]/\"'&+-", key.at[i]))
            i++;
        camp_span word = {key.at + begin, i - begin};
        if (word.n == 0) continue;
        bool is = is_one_of(word, breaks, sizeof breaks / sizeof *breaks);
        any = any || is;
        first = first || (n == 0 && is);
        article = article || (n == 1 && is_one_of(word, articles, sizeof articles / sizeof *articles));
        n++;
    }
    return anywhere ? any : first && n <= 3 && !article;
}

/* The only text of a row, or n = 0. */
static camp_span only_text(camp_import *import, const camp_cells *cells, int row) {
    camp_span only = {"", 0};
    for (int c = 1; c < cells->rows[row].n; c++) {
        camp_span text = camp_cells_at(cells, row, c);
        if (text.n == 0) continue;
        if (only.n &&
            !camp_span_equal(camp_import_key(import->arena, only), camp_import_key(import->arena, text)))
            return (camp_span){"", 0};
        only = text;
    }
    return only;
}

static bool is_free(camp_import *import, camp_span text) {
    static const char *const words[] = {"",     "-",    "–",     "—",    "tbd",   "tba",
                                        "open", "free", "empty", "frei", "libre", "x"};
    camp_span key = camp_import_key(import->arena, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (camp_span_equal(key, camp_span_of(words[i]))) return true;
    return false;
}

static int read_cell(camp_import *import, const camp_cells *cells, int row, int c, const char *slot) {
    camp_span text = camp_cells_at(cells, row, c), title = text, rest = {"", 0};
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] == '\n' || text.at[i] == '\r') {
            title.n = i;
            rest = camp_text_trim((camp_span){text.at + i, text.n - i});
            break;
        }
    if (is_free(import, text)) return 0;
    camp_place place = camp_cells_place(cells, row, c);
    int card = camp_list_card(
        import, &(camp_list_key){
                    .title = title, .id = {"", 0}, .names = rest, .email = {"", 0}, .title_place = place});
    if (card < 0) return 0;
    if (rest.n) camp_list_presenters(import, card, rest, (camp_span){"", 0}, place);
    const char *room = camp_schedule_room(import, camp_cells_at(cells, 0, c), -1, place);
    return camp_schedule_put(import, card, slot, room, place);
}

/* ---- rows */

/* The row of the rooms: the last one before the first time that has texts, and a time's header or nothing
 * before them. */
static int header_of(camp_import *import, const camp_cells *cells) {
    int first = 1, start, end, fallback = -1;
    while (first < cells->n && !camp_sheet_times(camp_cells_at(cells, first, 0), &start, &end))
        first++;
    for (int row = first - 1; row >= 0; row--) {
        bool texts = false;
        for (int c = 1; c < cells->rows[row].n; c++)
            texts = texts || camp_cells_at(cells, row, c).n > 0;
        if (!texts) continue;
        camp_span corner = camp_cells_at(cells, row, 0);
        if (corner.n == 0 || camp_list_role(import->arena, corner) >= 0) return row;
        fallback = row;
    }
    return fallback < 0 ? 0 : fallback;
}

/* Lines of a row without a time, put below the cells above them. */
static void join_lines(camp_import *import, camp_cells *to, const camp_cells *cells, int row) {
    camp_cells_row *above = &to->rows[to->n - 1];
    camp_span *cell = CAMP_NEW(import->arena, camp_span, above->n);
    memcpy(cell, above->cell, (size_t)above->n * sizeof *cell);
    for (int c = 1; c < cells->rows[row].n; c++) {
        camp_span text = camp_cells_at(cells, row, c);
        if (is_free(import, text)) continue;
        if (c < above->n && !is_free(import, camp_text_trim(cell[c])))
            cell[c] = camp_span_of(camp_arena_printf(import->arena, "%.*s\n%.*s", (int)cell[c].n, cell[c].at,
                                                     (int)text.n, text.at));
        else
            camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_CELL", camp_cells_place(cells, row, c),
                            "%s has neither a time before it nor a session above it and is left out",
                            camp_quoted(import->arena, text));
    }
    above->cell = cell;
}

/* The board from its header on, a row for each time. */
static camp_cells *joined(camp_import *import, const camp_cells *cells, int header) {
    camp_cells *to = CAMP_NEW(import->arena, camp_cells, 1);
    bool told = false;
    to->file = cells->file;
    to->title = cells->title;
    for (int row = header; row < cells->n; row++) {
        bool further = to->n > 1 && camp_cells_at(cells, row, 0).n == 0, texts = false;
        for (int c = 0; c < cells->rows[row].n; c++)
            texts = texts || camp_cells_at(cells, row, c).n > 0;
        if (row > header && !texts) continue;
        if (!further) {
            camp_cells_add(to, import->arena, cells->rows[row].line, cells->rows[row].n,
                           cells->rows[row].cell);
            continue;
        }
        join_lines(import, to, cells, row);
        if (!told)
            camp_import_note(import,
                             "%s: rows without a time are read as presenters of the sessions above them",
                             cells->file);
        told = true;
    }
    return to;
}

/* The times of the rows; timed[row] is false where there is none. Times that run backwards are afternoon. */
static camp_sheet_when *read_times(camp_import *import, const camp_cells *cells, bool *timed) {
    camp_sheet_when *when = CAMP_NEW(import->arena, camp_sheet_when, cells->n);
    int last = -1;
    for (int row = 1; row < cells->n; row++) {
        camp_span text = camp_cells_at(cells, row, 0);
        camp_place place = camp_cells_place(cells, row, 0);
        timed[row] = camp_sheet_when_read(text, &when[row]);
        if (!timed[row]) continue;
        if (when[row].bad_end && !is_break(import, text, true)) camp_sheet_tell_end(import, text, place);
        bool backwards = when[row].start < last;
        if (backwards && !when[row].half && when[row].start < 8 * 60 && when[row].start + 720 >= last)
            camp_sheet_afternoon(import, &when[row], text, place);
        else if (backwards)
            camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_TIME", place,
                            "%s stands below a later time; it is taken for the same day",
                            camp_quoted(import->arena, text));
        last = when[row].start;
    }
    return when;
}

static int end_of(const camp_cells *cells, const camp_sheet_when *when, const bool *timed, int row) {
    int start = when[row].start, end = start + 45;
    if (when[row].end > start) return when[row].end;
    for (int r = row + 1; r < cells->n; r++)
        if (timed[r]) {
            if (when[r].start > start) end = when[r].start;
            break;
        }
    return end > 1440 ? 1440 : end;
}

static int read_sessions(camp_import *import, const camp_cells *cells, int row, const char *slot) {
    int places = 0;
    for (int c = 1; c < cells->rows[row].n; c++)
        places += read_cell(import, cells, row, c, slot);
    return places;
}

/* A closed slot: the row is a break by its only text, or by the word beside its time. */
static void read_break(camp_import *import, const camp_cells *cells, int row, int start, int end,
                       camp_span only) {
    bool beside = !(only.n && is_break(import, only, false));
    camp_span label =
        camp_span_of(camp_import_text(import->arena, beside ? camp_cells_at(cells, row, 0) : only));
    for (int c = 1; c < cells->rows[row].n && beside; c++)
        if (!is_free(import, camp_cells_at(cells, row, c)))
            camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_CELL", camp_cells_place(cells, row, c),
                            "%s stands in a break and is left out",
                            camp_quoted(import->arena, camp_cells_at(cells, row, c)));
    (void)camp_schedule_slot(import, (camp_span){"", 0}, start, end, (camp_span){"", 0}, label, false,
                             camp_cells_place(cells, row, 0));
    camp_import_note(import, "%s: row %ld (%s) is shown on the board, and nothing is placed in it",
                     cells->file, cells->rows[row].line, camp_quoted(import->arena, label));
}

/* Whether all cells of a row are free. */
static bool is_bare(camp_import *import, const camp_cells *cells, int row) {
    for (int c = 1; c < cells->rows[row].n; c++)
        if (!is_free(import, camp_cells_at(cells, row, c))) return false;
    return true;
}

static int read_timed(camp_import *import, const camp_cells *cells, int row, int start, int end) {
    camp_span none = {"", 0}, only = only_text(import, cells, row);
    bool beside = is_break(import, camp_cells_at(cells, row, 0), true);
    if ((only.n && is_break(import, only, false)) || (beside && (only.n || is_bare(import, cells, row)))) {
        read_break(import, cells, row, start, end, only);
        return 0;
    }
    return read_sessions(
        import, cells, row,
        camp_schedule_slot(import, none, start, end, none, none, true, camp_cells_place(cells, row, 0)));
}

void camp_wall_read(camp_import *import, const camp_cells *whole) {
    int places = 0, header = header_of(import, whole);
    camp_sheet_tell_above(import, whole, header);
    const camp_cells *cells = joined(import, whole, header);
    bool *timed = CAMP_NEW(import->arena, bool, cells->n);
    const camp_sheet_when *when = read_times(import, cells, timed);
    for (int c = 1; c < cells->rows[0].n; c++) /* in the order of the header, empty ones too */
        (void)camp_schedule_room(import, camp_cells_at(cells, 0, c), -1, camp_cells_place(cells, 0, c));
    for (int row = 1; row < cells->n; row++) {
        if (timed[row]) {
            places += read_timed(import, cells, row, when[row].start, end_of(cells, when, timed, row));
            continue;
        }
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_TIME", camp_cells_place(cells, row, 0),
                        "%s is no time that is understood; the sessions of the row get no slot",
                        camp_quoted(import->arena, camp_cells_at(cells, row, 0)));
        places += read_sessions(import, cells, row, NULL);
    }
    camp_schedule_told(import, places);
}
