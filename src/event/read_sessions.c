/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_sessions.c - sessions.csv, and what people.csv says about sessions. */
#include "event/read.h"
#include <stdio.h>
#include <string.h>

enum {
    SESSION,
    TITLE,
    PRESENTERS,
    KIND,
    TAGS,
    LEVEL,
    LENGTH,
    NEEDS,
    CAPACITY,
    SECTIONS,
    SLOTS,
    ROOMS,
    MUST_RUN,
    AUDIENCE,
    COST,
    CREDIT,
    DESCRIPTION
};
static const char *const columns[] = {"session",  "title",    "presenters", "kind",     "tags",       "level",
                                      "length",   "needs",    "capacity",   "sections", "slots",      "rooms",
                                      "must_run", "audience", "cost",       "credit",   "description"};

static const char *quoted(camp_reading *reading, const char *text) {
    return camp_quoted(&reading->scratch, camp_span_of(text));
}

static bool is_taken(camp_reading *reading, const char *id) {
    char buffer[512];
    camp_span folded = camp_text_fold_into(&reading->scratch, camp_span_of(id), buffer, sizeof buffer);
    return camp_map_get(&reading->sessions.ids, folded) >= 0;
}

/* The number to try next for a title that is taken. Kept, so that many cards of one title do not count from 2
 * each. */
static int *number_of(camp_reading *reading, const char *title) {
    int i = camp_labels_number(&reading->copied, camp_span_of(title));
    CAMP_ROOM_FOR_ONE(&reading->scratch, reading->copy_number, i, reading->cap_copied);
    if (!reading->copy_number[i]) reading->copy_number[i] = 2;
    return &reading->copy_number[i];
}

/* The id: the cell, or the title; of two cards with one title the later one becomes "Title (2)". */
static const char *id_of(camp_sheet *sheet, const char *title) {
    camp_reading *reading = sheet->reading;
    if (camp_cell(sheet, SESSION).n || !*title) return camp_cell_text(sheet, SESSION);
    const char *id = title;
    if (is_taken(reading, title)) {
        size_t size = strlen(title) + 16;
        char *other = CAMP_NEW(reading->arena, char, size);
        int *number = number_of(reading, title);
        do
            snprintf(other, size, "%s (%d)", title, (*number)++);
        while (is_taken(reading, other));
        id = other;
    }
    if (id != title)
        camp_sheet_warn(
            sheet, TITLE, "W_REPEATED_TITLE",
            "another session has the title %s; this one gets the id %s (votes for the title count for "
            "the first)",
            quoted(reading, title), quoted(reading, id));
    return id;
}

static camp_list presenters_of(camp_sheet *sheet) {
    camp_reading *reading = sheet->reading;
    camp_span rest = camp_cell(sheet, PRESENTERS), item;
    camp_ints people = {.arena = &reading->scratch};
    while (camp_next_item(&rest, &item)) {
        int person = camp_cell_person(sheet, PRESENTERS, item), i = 0;
        while (i < people.n && people.at[i] != person)
            i++;
        if (person >= 0 && i == people.n) camp_ints_push(&people, person);
    }
    return camp_ints_list(&people, reading->arena);
}

/* Labels of a cell, with a warning for those that nobody and nothing has. */
static camp_list wanted_labels(camp_sheet *sheet, int column, camp_labels *labels, int n_had, bool complete,
                               const char *code, const char *message) {
    camp_reading *reading = sheet->reading;
    camp_list list = camp_cell_labels(sheet, column, labels);
    for (int i = 0; i < list.n && complete; i++) {
        if (list.at[i] < n_had) continue;
        const char *word = labels->shown[list.at[i]], *hint = "";
        if (camp_report_would_list(reading->report, CAMP_WARNING, code, sheet->file))
            hint = camp_words_hint(&reading->scratch, labels->shown, n_had, camp_span_of(word));
        camp_sheet_warn(sheet, column, code, message, quoted(reading, word), hint);
    }
    return list;
}

static void warn_closed_slots(camp_sheet *sheet, camp_list slots) {
    const camp_event *event = sheet->reading->event;
    for (int i = 0; i < slots.n; i++)
        if (!event->slots[slots.at[i]].open)
            camp_sheet_warn(sheet, SLOTS, "W_CLOSED_SLOT",
                            "slot %s is closed (open is no in slots.csv), so the session cannot start in it",
                            quoted(sheet->reading, event->slots[slots.at[i]].id));
}

/* Numbers and lists of the row. */
static void read_demands(camp_sheet *sheet, camp_session *session) {
    camp_reading *reading = sheet->reading;
    session->length = (int)camp_cell_number(sheet, LENGTH, 1.0, CAMP_MOST_LENGTH, true);
    if (session->length == 0) {
        camp_sheet_error(sheet, LENGTH, "E_RANGE", "length is 0; a session takes at least 1 slot");
        session->length = 1;
    }
    double seats = camp_cell_number(sheet, CAPACITY, -1.0, CAMP_MOST_SEATS, true);
    session->capacity = seats < 0 ? CAMP_UNLIMITED : (int)seats;
    session->sections = (int)camp_cell_number(sheet, SECTIONS, 1.0, CAMP_MOST_SECTIONS, true);
    session->must_run = camp_cell_least(sheet, MUST_RUN, CAMP_MOST_SECTIONS);
    session->cost = camp_cell_number(sheet, COST, 0.0, CAMP_MOST_AMOUNT, false);
    session->credit = camp_cell_number(sheet, CREDIT, 0.0, CAMP_MOST_AMOUNT, false);
    session->slots = camp_cell_rows(sheet, SLOTS, &reading->slots);
    warn_closed_slots(sheet, session->slots);
    session->rooms = camp_cell_rows(sheet, ROOMS, &reading->rooms);
    session->needs =
        wanted_labels(sheet, NEEDS, &reading->features, reading->n_had_features, reading->rooms.complete,
                      "W_UNKNOWN_FEATURE", "no room has the feature %s%s");
    session->audience =
        wanted_labels(sheet, AUDIENCE, &reading->groups, reading->n_had_groups, reading->people.complete,
                      "W_UNKNOWN_GROUP", "nobody is in the group %s%s");
}

/* The numbers of kind and level, by which selectors find the session. */
static void read_labels(camp_sheet *sheet, camp_session *session, int row) {
    camp_reading *reading = sheet->reading;
    camp_span kind = camp_cell(sheet, KIND), level = camp_cell(sheet, LEVEL);
    int k = camp_labels_number(&reading->kinds, kind.n ? kind : camp_span_of("teacher"));
    int l = level.n ? camp_labels_number(&reading->levels, level) : -1;
    reading->kind_of[row] = k;
    reading->level_of[row] = l;
    session->kind = reading->kinds.shown[k];
    session->level = l < 0 ? "" : reading->levels.shown[l];
    session->tags = camp_cell_labels(sheet, TAGS, &reading->tags);
}

static void make_room(camp_reading *reading) {
    camp_event *event = reading->event;
    int old = reading->cap_sessions;
    CAMP_ROOM_FOR_ONE(reading->arena, event->sessions, event->n_sessions, reading->cap_sessions);
    if (reading->cap_sessions == old) return;
    size_t n = (size_t)old, wanted = (size_t)reading->cap_sessions;
    reading->kind_of = camp_arena_grow(&reading->scratch, reading->kind_of, n, wanted, sizeof(int));
    reading->level_of = camp_arena_grow(&reading->scratch, reading->level_of, n, wanted, sizeof(int));
}

static void read_session(camp_sheet *sheet) {
    camp_reading *reading = sheet->reading;
    camp_event *event = reading->event;
    make_room(reading);
    int row = event->n_sessions;
    camp_session *session = &event->sessions[row];
    const char *title = camp_cell_text(sheet, TITLE);
    session->line = sheet->row->line;
    session->id = id_of(sheet, title);
    session->title = *title ? title : session->id;
    session->description = camp_cell_text(sheet, DESCRIPTION);
    session->presenters = presenters_of(sheet);
    read_labels(sheet, session, row);
    read_demands(sheet, session);
    if (!*session->id) {
        camp_sheet_error(sheet, sheet->at[TITLE] >= 0 ? TITLE : SESSION, "E_EMPTY_CELL",
                         "the session has neither an id nor a title; write a title");
        return;
    }
    int there = camp_names_add(&reading->sessions, session->id, row);
    if (there != row)
        camp_sheet_error(
            sheet, SESSION, "E_REPEATED_ID",
            "session %s stands twice, first in line %ld; every session needs its own id (one that may run "
            "twice is one row, with sections 2)",
            quoted(reading, session->id), event->sessions[there].line);
    camp_names_also(&reading->sessions, title, row);
    event->n_sessions++;
}

/* One of `session` and `title` must be there. */
static void check_header(camp_sheet *sheet) {
    camp_arena *scratch = &sheet->reading->scratch;
    if (camp_sheet_column(sheet, "session") >= 0 || camp_sheet_column(sheet, "title") >= 0) return;
    const char *hint = camp_words_hint(scratch, sheet->headers, sheet->n_headers, camp_span_of("title"));
    if (!*hint) hint = camp_words_hint(scratch, sheet->headers, sheet->n_headers, camp_span_of("session"));
    if (strncmp(hint, "; did you mean ", 15) == 0)
        hint = camp_arena_printf(scratch, "; is it %s", hint + 15);
    else
        hint = "; the first row must name the columns";
    camp_sheet_error(sheet, -1, "E_MISSING_COLUMN", "neither \"title\" nor \"session\" is a column%s", hint);
    sheet->bad = true;
}

/* people.csv, `must_attend`: now the sessions are known. */
static void resolve_wishes(camp_reading *reading) {
    camp_event *event = reading->event;
    for (int i = 0; i < reading->n_wishes;) {
        int person = reading->wishes[i].person;
        camp_ints sessions = {.arena = &reading->scratch};
        for (; i < reading->n_wishes && reading->wishes[i].person == person; i++) {
            const camp_wish *wish = &reading->wishes[i];
            int session =
                camp_reading_find(reading, wish->place, &reading->sessions, camp_span_of(wish->text));
            if (session >= 0) camp_ints_push(&sessions, session);
        }
        event->people[person].must_attend = camp_ints_set(&sessions, reading->arena);
    }
}

/* Each person's own sessions: counted, then filled in the order of the sessions. */
static void link_presenters(camp_reading *reading) {
    camp_event *event = reading->event;
    int *count = CAMP_NEW(&reading->scratch, int, event->n_people);
    for (int s = 0; s < event->n_sessions; s++)
        for (int i = 0; i < event->sessions[s].presenters.n; i++)
            count[event->sessions[s].presenters.at[i]]++;
    int **own = CAMP_NEW(&reading->scratch, int *, event->n_people);
    for (int p = 0; p < event->n_people; p++)
        if (count[p]) own[p] = CAMP_NEW(reading->arena, int, count[p]);
    for (int s = 0; s < event->n_sessions; s++)
        for (int i = 0; i < event->sessions[s].presenters.n; i++) {
            int p = event->sessions[s].presenters.at[i];
            own[p][event->people[p].presents.n++] = s;
        }
    for (int p = 0; p < event->n_people; p++)
        event->people[p].presents.at = own[p];
}

void camp_read_sessions(camp_reading *reading, const camp_file *file) {
    camp_sheet sheet = {.reading = reading,
                        .columns = columns,
                        .n_columns = DESCRIPTION + 1,
                        .form = check_header,
                        .read = read_session};
    reading->sessions.complete = camp_sheet_read(&sheet, file);
    resolve_wishes(reading);
    link_presenters(reading);
}
