/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_votes.c - votes.csv: long (person, session, weight), wide (a column per session) or tally (anonymous
 * dots).
 *
 * The one file that may be large, so a row of the long form allocates nothing: the person of the row before
 * is remembered, the session is looked up, and a vote is put at the end of a list. Repeated pairs are found
 * when the list is sorted (ballots.c).
 */
#include "event/read.h"
#include <string.h>

enum { PERSON, SESSION, WEIGHT, NEVER };
enum { TALLY_SESSION, DOTS };
static const char *const long_columns[] = {"person", "session", "weight"};
static const char *const wide_columns[] = {"person"};
static const char *const tally_columns[] = {"session", "votes"};

enum { LAST_BYTES = 128, MOST_KNOWN = 1 << 16 };

typedef struct votes {
    char last[LAST_BYTES]; /* person cell of the row before, and who that is */
    size_t last_n;
    int last_person;
    camp_map known;    /* sessions by their cells as written: saves folding */
    int *session_of;   /* wide: per header cell the session, or -1 */
    int *cell_of;      /* wide: per session its header cell + 1 */
    long *ballot_line; /* wide: per person the row that counts */
    int cap_ballots;
} votes;

static const char *quoted(const camp_sheet *sheet, camp_span text) {
    return camp_quoted(&sheet->reading->scratch, text);
}

/* Room for a vote per line of the file: the memory is only touched where it is used. */
static void expect_votes(camp_reading *reading, const camp_file *file) {
    const char *at = file->bytes, *end = at + file->size;
    for (reading->cap_votes = 1; at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        reading->cap_votes++;
    reading->votes = CAMP_NEW(&reading->votes_arena, camp_vote, reading->cap_votes);
}

static void add_vote(camp_reading *reading, int person, int session, double weight, long line) {
    if (reading->n_votes == reading->cap_votes) {
        size_t old = (size_t)reading->cap_votes, wanted = 2 * old;
        reading->votes =
            camp_arena_grow(&reading->votes_arena, reading->votes, old, wanted, sizeof *reading->votes);
        reading->cap_votes = (long)wanted;
    }
    reading->votes[reading->n_votes++] = (camp_vote){person, session, weight, line};
    reading->event->people[person].voter = true;
}

/* The session of a vote; one that does not count is told and CAMP_UNKNOWN. `column` gives the place. */
static int session_of(const camp_sheet *sheet, int column, camp_span text) {
    camp_reading *reading = sheet->reading;
    int session = camp_names_find(&reading->sessions, text);
    if (session >= 0 || !reading->sessions.complete) return session;
    if (text.n == 0)
        camp_sheet_warn(sheet, column, "W_UNKNOWN_SESSION", "session is empty, so the vote does not count");
    else if (session == CAMP_AMBIGUOUS)
        camp_sheet_warn(sheet, column, "W_AMBIGUOUS_SESSION",
                        "%s is the title of more than one session, so the vote does not count; write the id",
                        quoted(sheet, text));
    else if (!camp_report_would_list(reading->report, CAMP_WARNING, "W_UNKNOWN_SESSION", sheet->file))
        camp_sheet_warn(sheet, column, "W_UNKNOWN_SESSION", "%s", "");
    else
        camp_sheet_warn(sheet, column, "W_UNKNOWN_SESSION",
                        "session %s is not in sessions.csv, so the vote does not count%s",
                        quoted(sheet, text), camp_names_hint(&reading->scratch, &reading->sessions, text));
    return session;
}

/* The person of the row, or CAMP_UNKNOWN after an error. */
static int person_of(camp_sheet *sheet) {
    votes *v = sheet->user;
    camp_span cell = camp_cell(sheet, PERSON);
    if (v->last_n && cell.n == v->last_n && memcmp(cell.at, v->last, cell.n) == 0) return v->last_person;
    if (cell.n == 0) {
        camp_sheet_error(sheet, PERSON, "E_EMPTY_CELL",
                         "person is empty; write who votes, or a number per ballot");
        return CAMP_UNKNOWN;
    }
    int person = camp_cell_person(sheet, PERSON, cell);
    v->last_n = person >= 0 && cell.n <= LAST_BYTES ? cell.n : 0;
    v->last_person = person;
    memcpy(v->last, cell.at, v->last_n);
    return person;
}

/* session_of with a memory for texts that were found before. */
static int known_session(camp_sheet *sheet) {
    votes *v = sheet->user;
    camp_span cell = camp_cell(sheet, SESSION);
    int session = camp_map_get(&v->known, cell);
    if (session >= 0) return session;
    session = session_of(sheet, SESSION, cell);
    if (session < 0 || v->known.n >= MOST_KNOWN) return session;
    camp_span copy = {camp_arena_text(&sheet->reading->scratch, cell.at, cell.n), cell.n};
    return camp_map_put(&v->known, copy, session);
}

static void read_long(camp_sheet *sheet) {
    int person = person_of(sheet);
    if (person < 0) return;
    int session = known_session(sheet);
    double weight = camp_cell_number(sheet, WEIGHT, 1.0, CAMP_MOST_AMOUNT, false);
    if (session >= 0) add_vote(sheet->reading, person, session, weight, sheet->row->line);
}

/* ---- wide */

/* A header cell that is no listed column names a session. */
static void read_session_header(camp_sheet *sheet, int i) {
    camp_reading *reading = sheet->reading;
    votes *v = sheet->user;
    camp_span text = camp_span_of(sheet->headers[i]);
    int session = camp_names_find(&reading->sessions, text);
    camp_place place = {sheet->file, sheet->row->line, i + 1, sheet->headers[i]};
    v->session_of[i] = session;
    if (session == CAMP_AMBIGUOUS) {
        camp_report_add(
            reading->report, CAMP_WARNING, "W_AMBIGUOUS_SESSION", place,
            "%s is the title of more than one session, so its column does not count; write the id",
            quoted(sheet, text));
    } else if (session < 0 && reading->sessions.complete) {
        const char *hint = "";
        if (camp_report_would_list(reading->report, CAMP_WARNING, "W_UNKNOWN_SESSION", sheet->file))
            hint = camp_names_hint(&reading->scratch, &reading->sessions, text);
        camp_report_add(reading->report, CAMP_WARNING, "W_UNKNOWN_SESSION", place,
                        "the column %s is no session of sessions.csv and is ignored%s", quoted(sheet, text),
                        hint);
    } else if (session >= 0 && v->cell_of[session]) {
        camp_report_add(reading->report, CAMP_ERROR, "E_REPEATED_COLUMN", place,
                        "cells %d and %d of the header are the same session %s; keep one of them",
                        v->cell_of[session], i + 1,
                        quoted(sheet, camp_span_of(reading->event->sessions[session].id)));
        sheet->bad = true;
    } else if (session >= 0) {
        v->cell_of[session] = i + 1;
    }
}

/* A weight under a session's header. For its messages the cell takes the place of a listed column. */
static void read_weight(camp_sheet *sheet, int person, int i) {
    votes *v = sheet->user;
    const char *const *columns = sheet->columns;
    const char *const weight_columns[] = {"person", "session", "weight"};
    sheet->columns = weight_columns;
    sheet->at[WEIGHT] = i;
    double weight = camp_cell_number(sheet, WEIGHT, 0.0, CAMP_MOST_AMOUNT, false);
    sheet->at[WEIGHT] = -1;
    sheet->columns = columns;
    add_vote(sheet->reading, person, v->session_of[i], weight, sheet->row->line);
}

/* Notes that this row is the person's ballot; an earlier one does not count any more. */
static void note_ballot(camp_sheet *sheet, int person) {
    votes *v = sheet->user;
    while (person >= v->cap_ballots) {
        size_t old = (size_t)v->cap_ballots, wanted = old ? 2 * old : 256;
        v->ballot_line = camp_arena_grow(&sheet->reading->scratch, v->ballot_line, old, wanted, sizeof(long));
        v->cap_ballots = (int)wanted;
    }
    if (v->ballot_line[person])
        camp_sheet_warn(sheet, PERSON, "W_REPEATED_VOTE",
                        "%s has a ballot in line %ld already; this later one counts instead",
                        quoted(sheet, camp_cell(sheet, PERSON)), v->ballot_line[person]);
    v->ballot_line[person] = sheet->row->line;
    sheet->reading->event->people[person].voter = true;
}

static void read_wide(camp_sheet *sheet) {
    votes *v = sheet->user;
    int person = person_of(sheet);
    if (person < 0) return;
    note_ballot(sheet, person);
    for (int i = 0; i < sheet->row->n && i < sheet->n_headers; i++)
        if (v->session_of[i] >= 0 && camp_text_trim(sheet->row->cell[i]).n > 0) read_weight(sheet, person, i);
}

/* Keeps the votes of each person's last row. */
static void drop_replaced_ballots(camp_reading *reading, const votes *v) {
    long kept = 0;
    for (long i = 0; i < reading->n_votes; i++)
        if (reading->votes[i].line == v->ballot_line[reading->votes[i].person])
            reading->votes[kept++] = reading->votes[i];
    reading->n_votes = kept;
}

/* ---- tally */

static void read_dots(camp_sheet *sheet) {
    camp_reading *reading = sheet->reading;
    int session = session_of(sheet, TALLY_SESSION, camp_cell(sheet, TALLY_SESSION));
    double dots = camp_cell_number(sheet, DOTS, 0.0, CAMP_MOST_PEOPLE, false);
    if (session < 0) return;
    reading->dots[session] += dots;
    if (reading->dots[session] > CAMP_MOST_PEOPLE)
        camp_sheet_error(sheet, DOTS, "E_RANGE", "the votes for %s add up to more than %.0f",
                         quoted(sheet, camp_cell(sheet, TALLY_SESSION)), CAMP_MOST_PEOPLE);
}

/* ---- the file */

static void set_columns(camp_sheet *sheet, const char *const *columns, int n, int n_required,
                        void (*read)(camp_sheet *)) {
    sheet->columns = columns;
    sheet->n_columns = n;
    sheet->n_required = n_required;
    sheet->read = read;
}

static void choose_form(camp_sheet *sheet) {
    camp_reading *reading = sheet->reading;
    votes *v = sheet->user;
    bool person = camp_sheet_column(sheet, "person") >= 0, session = camp_sheet_column(sheet, "session") >= 0;
    if (person && session) {
        set_columns(sheet, long_columns, 3, 2, read_long);
    } else if (person) {
        set_columns(sheet, wide_columns, 1, 1, read_wide);
        sheet->rest = read_session_header;
        v->session_of = CAMP_NEW(&reading->scratch, int, sheet->n_headers);
        for (int i = 0; i < sheet->n_headers; i++)
            v->session_of[i] = -1;
        v->cell_of = CAMP_NEW(&reading->scratch, int, reading->event->n_sessions);
    } else if (session && camp_sheet_column(sheet, "votes") >= 0) {
        set_columns(sheet, tally_columns, 2, 2, read_dots);
        reading->event->tally = true;
        reading->dots = CAMP_NEW(&reading->scratch, double, reading->event->n_sessions);
    } else {
        camp_report_add(
            reading->report, CAMP_ERROR, "E_VOTES_FORM", (camp_place){sheet->file, sheet->row->line, 0, ""},
            "the header fits none of the three forms: person, session, weight; or person and a column per "
            "session; or session, votes");
        sheet->bad = true;
    }
}

void camp_read_votes(camp_reading *reading, const camp_file *file) {
    votes v = {.last_person = CAMP_UNKNOWN};
    camp_sheet sheet = {.reading = reading, .form = choose_form, .user = &v};
    camp_map_init(&v.known, &reading->scratch);
    expect_votes(reading, file);
    camp_sheet_read(&sheet, file);
    if (sheet.read == read_wide) drop_replaced_ballots(reading, &v);
}
