/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wall.c - a board as it hangs on the wall.
 *
 *                   Library          Gym
 *     9:00-9:45     AI in class      Quiet kids
 *                   Ana Ruiz
 *     9:45          Break
 *
 * The first line of a cell is the title, what stands below are its presenters. */
#include "import/schedule.h"
#include "import/sheets.h"
#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A time at byte i of the text: "9:05", "9.05", "9h05", "9 am"; its minutes and bytes, or false. */
static bool time_at(camp_span text, size_t i, int *minutes, size_t *n) {
    int hours = 0, mins = 0;
    size_t at = i, digits = 0;
    for (; at < text.n && is_digit(text.at[at]) && digits < 3; at++, digits++)
        hours = hours * 10 + (text.at[at] - '0');
    if (digits == 0 || digits > 2) return false;
    bool clock =
        at + 2 < text.n && strchr(":.hH", text.at[at]) && is_digit(text.at[at + 1]) &&
        is_digit(text.at[at + 2]) &&
        !(at + 3 < text.n && (is_digit(text.at[at + 3]) || (text.at[at] == '.' && text.at[at + 3] == '.')));
    if (clock) {
        mins = (text.at[at + 1] - '0') * 10 + (text.at[at + 2] - '0');
        at += 3;
        if (at + 2 < text.n && text.at[at] == ':' && is_digit(text.at[at + 1]) && is_digit(text.at[at + 2]))
            at += 3; /* seconds */
    }
    size_t word = at;
    while (word < text.n && text.at[word] == ' ')
        word++;
    char half = word < text.n ? (char)(text.at[word] | 32) : 0;
    bool am = (half == 'a' || half == 'p') && word + 1 < text.n &&
              ((text.at[word + 1] | 32) == 'm' || text.at[word + 1] == '.');
    if (!clock && !am) return false;
    if (am && hours >= 1 && hours <= 12) {
        hours = hours % 12 + (half == 'p' ? 12 : 0);
        at = word + 2;
    }
    *minutes = hours * 60 + mins;
    *n = at - i;
    return mins < 60 && *minutes <= 1440;
}

bool camp_sheet_times(camp_span text, int *start, int *end) {
    int found = 0;
    for (size_t i = 0, n; i < text.n && found < 2; i += n) {
        int minutes;
        n = 1;
        if (i > 0 && is_digit(text.at[i - 1])) continue;
        if (!is_digit(text.at[i]) || !time_at(text, i, &minutes, &n)) continue;
        *(found++ ? end : start) = minutes;
    }
    if (found == 1) *end = *start;
    return found > 0;
}

/* Cells of the first column that are times. */
bool camp_wall_is(camp_import *import, const camp_cells *cells) {
    int times = 0, filled = 0, start, end;
    (void)import;
    for (int row = 1; row < cells->n; row++) {
        camp_span text = camp_cells_at(cells, row, 0);
        filled += text.n > 0;
        times += text.n > 0 && camp_sheet_times(text, &start, &end);
    }
    return cells->n > 1 && cells->rows[0].n > 1 && times > 0 && 2 * times > filled;
}

static bool is_break(camp_import *import, camp_span text) {
    static const char *const words[] = {
        "lunch",  "break", "coffee", "keynote",  "welcome",  "opening",  "closing", "registration",
        "mittag", "pause", "kaffee", "almuerzo", "descanso", "déjeuner", "dinner",  "breakfast"};
    camp_span key = camp_import_key(import->arena, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t k = 0, n = strlen(words[i]); k + n <= key.n; k++)
            if (memcmp(key.at + k, words[i], n) == 0) return true;
    return false;
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

static int end_of(const camp_cells *cells, int row, int start, int end) {
    int next, unused;
    if (end > start) return end;
    for (int r = row + 1; r < cells->n; r++)
        if (camp_sheet_times(camp_cells_at(cells, r, 0), &next, &unused))
            return next > start ? next : start + 45;
    return start + 45;
}

void camp_wall_read(camp_import *import, const camp_cells *cells) {
    int places = 0;
    for (int c = 1; c < cells->rows[0].n; c++) /* in the order of the header, empty ones too */
        (void)camp_schedule_room(import, camp_cells_at(cells, 0, c), -1, camp_cells_place(cells, 0, c));
    for (int row = 1; row < cells->n; row++) {
        int start, end;
        camp_span when = camp_cells_at(cells, row, 0), only = only_text(import, cells, row);
        camp_place place = camp_cells_place(cells, row, 0);
        if (!camp_sheet_times(when, &start, &end)) {
            if (when.n || only.n)
                camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_TIME", place,
                                "%s is no time that is understood; the sessions of the row get no slot",
                                camp_quoted(import->arena, when));
            for (int c = 1; c < cells->rows[row].n; c++)
                places += read_cell(import, cells, row, c, NULL);
            continue;
        }
        end = end_of(cells, row, start, end);
        bool closed = is_break(import, when) || (only.n && is_break(import, only));
        camp_span label = only.n ? camp_span_of(camp_import_text(import->arena, only))
                                 : camp_span_of(camp_import_text(import->arena, when));
        const char *slot =
            camp_schedule_slot(import, (camp_span){"", 0}, start, end > 1440 ? 1440 : end, (camp_span){"", 0},
                               closed ? label : (camp_span){"", 0}, !closed, place);
        for (int c = 1; c < cells->rows[row].n && !closed; c++)
            places += read_cell(import, cells, row, c, slot);
        if (closed)
            camp_import_note(import, "%s: row %ld (%s) is shown on the board, and nothing is placed in it",
                             cells->file, cells->rows[row].line, camp_quoted(import->arena, label));
    }
    camp_schedule_told(import, places);
}
