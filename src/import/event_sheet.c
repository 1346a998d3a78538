/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event_sheet.c - sheets that are called like the files of an event: their rows are taken over by id. */
#include "import/sheets.h"
#include <string.h>

static int column_named(camp_import *import, const camp_cells *cells, const char *name) {
    for (int c = 0; c < cells->rows[0].n; c++)
        if (camp_span_equal(camp_import_key(import->arena, camp_cells_at(cells, 0, c)), camp_span_of(name)))
            return c;
    return -1;
}

/* The row with the same id, or, without an id column, with the same cells; -1. */
static int row_like(camp_import *import, const camp_draft_table *t, const camp_cells *cells, int row,
                    int key) {
    for (int r = 0; r < t->n; r++) {
        bool same = true;
        for (int c = 0; c < cells->rows[0].n && same; c++) {
            if (key >= 0 && c != key) continue;
            const char *name = camp_import_key(import->arena, camp_cells_at(cells, 0, c)).at;
            same = camp_span_equal(
                camp_import_key(import->arena, camp_draft_get(t, r, camp_draft_column(t, name))),
                camp_import_key(import->arena, camp_cells_at(cells, row, c)));
        }
        if (same) return r;
    }
    return -1;
}

/* Whether two cells say the same: as texts, numbers or times ("9:00" and "09:00"). */
static bool says_same(camp_import *import, camp_span a, camp_span b) {
    int at[2];
    double n[2];
    if (camp_parse_time(a, &at[0]) && camp_parse_time(b, &at[1])) return at[0] == at[1];
    if (camp_parse_number(a, &n[0]) && camp_parse_number(b, &n[1])) return !(n[0] < n[1]) && !(n[1] < n[0]);
    return camp_span_equal(camp_import_key(import->arena, a), camp_import_key(import->arena, b));
}

/* A cell of a row that is there: what somebody has written stays. */
static void take_cell(camp_import *import, camp_draft_table *t, int to, camp_span header, camp_span text,
                      camp_place place) {
    int column = camp_draft_want(t, camp_import_text(import->arena, header));
    camp_span old = camp_draft_get(t, to, column);
    if (old.n == 0)
        camp_draft_set(t, to, column, text);
    else if (!says_same(import, old, text))
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_KEPT", place,
                        "%s says %s here, and that stays; the source says %s", t->name,
                        camp_quoted(import->arena, old), camp_quoted(import->arena, text));
}

static void take_rows(camp_import *import, camp_draft_table *t, const camp_cells *cells, int key) {
    for (int row = 1; row < cells->n; row++) {
        if (key >= 0 && camp_cells_at(cells, row, key).n == 0) {
            camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_CELL", camp_cells_place(cells, row, key),
                            "the row has no id and is left out");
            continue;
        }
        int to = row_like(import, t, cells, row, key);
        if (to < 0) to = camp_draft_add(t);
        for (int c = 0; c < cells->rows[row].n; c++) {
            camp_span text = camp_cells_at(cells, row, c), header = camp_cells_at(cells, 0, c);
            if (text.n == 0) continue;
            if (header.n == 0)
                camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_CELL",
                                camp_cells_place(cells, row, c), "%s stands under no header and is left out",
                                camp_quoted(import->arena, text));
            else
                take_cell(import, t, to, header, text, camp_cells_place(cells, row, c));
        }
    }
}

/* A number of a cell of votes; false (told) when it is none. */
static bool read_weight(camp_import *import, const camp_cells *cells, int row, int c, double *weight) {
    camp_span text = camp_cells_at(cells, row, c);
    if (text.n == 0) return (*weight = 1, true);
    if (camp_parse_number(text, weight) && *weight >= 0) return true;
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_ANSWER", camp_cells_place(cells, row, c),
                    "%s is no number (0 or more) and is left out", camp_quoted(import->arena, text));
    return false;
}

static void take_long_votes(camp_import *import, const camp_cells *cells, int person, int session,
                            int weight) {
    for (int row = 1; row < cells->n; row++) {
        double value = 1;
        int card = camp_roster_want_session(import, camp_cells_at(cells, row, session),
                                            camp_cells_place(cells, row, session));
        if (card < 0 || (weight >= 0 && !read_weight(import, cells, row, weight, &value))) continue;
        if (person < 0) {
            camp_dots_add(import, card, value, false);
            continue;
        }
        int who = camp_roster_want_person(import, camp_cells_at(cells, row, person), (camp_span){"", 0},
                                          camp_cells_place(cells, row, person));
        if (who < 0) continue;
        camp_ballot *ballot = NULL;
        for (int b = 0; b < import->n_ballots; b++)
            if (import->ballots[b].person == who) ballot = &import->ballots[b];
        if (!ballot) ballot = camp_ballot_begin(import, who);
        (void)camp_ballot_mark_add(import, ballot, card, value);
        import->summary->votes++;
    }
}

static void take_wide_votes(camp_import *import, const camp_cells *cells, int person) {
    for (int row = 1; row < cells->n; row++) {
        int who = camp_roster_want_person(import, camp_cells_at(cells, row, person), (camp_span){"", 0},
                                          camp_cells_place(cells, row, person));
        if (who < 0) continue;
        camp_ballot *ballot = camp_ballot_begin(import, who);
        for (int c = 0; c < cells->rows[row].n && c < cells->rows[0].n; c++) {
            double value;
            int card = c == person || camp_cells_at(cells, row, c).n == 0
                           ? -1
                           : camp_roster_want_session(import, camp_cells_at(cells, 0, c),
                                                      camp_cells_place(cells, 0, c));
            if (card < 0 || !read_weight(import, cells, row, c, &value) || !(value > 0)) continue;
            (void)camp_ballot_mark_add(import, ballot, card, value);
            import->summary->votes++;
        }
    }
}

static bool take_votes(camp_import *import, const camp_cells *cells) {
    int person = column_named(import, cells, "person"), session = column_named(import, cells, "session");
    int weight = column_named(import, cells, person < 0 ? "votes" : "weight");
    if (session >= 0 && (person >= 0 || weight >= 0))
        take_long_votes(import, cells, person, session, weight);
    else if (person >= 0)
        take_wide_votes(import, cells, person);
    else
        return false;
    return true;
}

static const struct {
    const char *title, *key;
    int table;
} files[] = {{"people", "person", CAMP_PEOPLE},
             {"slots", "slot", CAMP_SLOTS},
             {"rooms", "room", CAMP_ROOMS},
             {"rules", "rule", CAMP_RULES},
             {"lock", "session", CAMP_LOCK}};
enum { N_FILES = sizeof files / sizeof *files };

/* Which of the files the sheet is; N_FILES for none. */
static int file_of(camp_import *import, const camp_cells *cells) {
    camp_span title = camp_import_key(import->arena, camp_span_of(cells->title));
    for (int i = 0; i < N_FILES && cells->n > 0; i++)
        if (camp_span_equal(title, camp_span_of(files[i].title)) &&
            column_named(import, cells, files[i].key) >= 0)
            return i;
    return N_FILES;
}

static bool is_votes(camp_import *import, const camp_cells *cells) {
    return camp_span_equal(camp_import_key(import->arena, camp_span_of(cells->title)), camp_span_of("votes"));
}

int camp_event_sheet_turn(camp_import *import, const camp_cells *cells) {
    return is_votes(import, cells) ? N_FILES + 1 : file_of(import, cells);
}

bool camp_event_sheet_read(camp_import *import, const camp_cells *cells) {
    if (is_votes(import, cells)) return take_votes(import, cells);
    int i = file_of(import, cells);
    if (i == N_FILES) return false;
    bool ids = files[i].table != CAMP_RULES && files[i].table != CAMP_LOCK;
    take_rows(import, &import->table[files[i].table], cells,
              ids ? column_named(import, cells, files[i].key) : -1);
    /* Ballots, dots and cards count people and sessions: none are there yet (camp_event_sheet_turn). */
    return files[i].table != CAMP_PEOPLE || camp_roster_read(import);
}
