/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_board.c - board.json -> a board.
 *
 *   {"format", "event", "runs": [...], "seats": [...], "unplaced": [...], "score": {...}, "made": {...},
 *    "expected": [{"wants": ["S1", "S2"], "session": "S1", "section": 1}]}      the last only with anonymous
 * dots
 *
 * Keys that are not known are ignored; of a key that is there twice the last counts. Ids are compared folded,
 * but have to be written as in the input. An entry that does not fit is told (V_FORMAT, V_IDS, V_5_SEAT),
 * counted in stated->misfits and left out. An expected voter is named by the sessions that it wants.
 */
#include "base/json_place.h"
#include "board/entry.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int count(const cJSON *list) {
    int n = 0;
    for (; list; list = list->next)
        n++;
    return n;
}

/* ---- runs */

static void read_runs(camp_reader *r) {
    static const char *const names[] = {"session", "section", "slot", "room", "seated"};
    const cJSON *list = camp_entry_list(r, "runs", true);
    camp_board *board = r->board;
    int most = count(list);
    long i = 0;
    board->runs = CAMP_NEW(&board->arena, camp_run, most);
    board->stated->seated = CAMP_NEW(&board->arena, double, most);
    for (const cJSON *entry = list; entry; entry = entry->next) {
        int section;
        i++;
        if (!camp_entry_complete(r, entry, "runs", i, names, 5) ||
            !camp_entry_section(r, entry, "runs", i, &section))
            continue;
        int session = camp_entry_session(r, camp_entry_key(entry, "session")),
            slot = camp_entry_slot(r, camp_entry_key(entry, "slot")),
            room = camp_entry_room(r, camp_entry_key(entry, "room"));
        if (session < 0 || slot < 0 || room < 0) continue;
        board->stated->seated[board->n_runs] = camp_entry_number(camp_entry_key(entry, "seated"));
        board->runs[board->n_runs++] = (camp_run){session, section, slot, room};
    }
}

/* A run as a seat names it. */
typedef struct camp_named_run {
    int session, section, run;
} camp_named_run;

static int compare_names(const void *left, const void *right) {
    const camp_named_run *a = left, *b = right;
    if (a->session != b->session) return a->session < b->session ? -1 : 1;
    if (a->section != b->section) return a->section < b->section ? -1 : 1;
    return (a->run > b->run) - (a->run < b->run);
}

static void name_runs(camp_reader *r) {
    r->named = CAMP_NEW(r->scratch, camp_named_run, r->board->n_runs);
    for (int i = 0; i < r->board->n_runs; i++)
        r->named[i] = (camp_named_run){r->board->runs[i].session, r->board->runs[i].section, i};
    if (r->board->n_runs) qsort(r->named, (size_t)r->board->n_runs, sizeof *r->named, compare_names);
}

/* The run of a session and section, the last of several; -1 when there is none. */
static int find_run(const camp_reader *r, int session, int section) {
    camp_named_run wanted = {session, section, r->board->n_runs};
    int low = 0, high = r->board->n_runs; /* names before `low` are not behind the wanted one */
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (compare_names(&r->named[middle], &wanted) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low || r->named[low - 1].session != session || r->named[low - 1].section != section) return -1;
    return r->named[low - 1].run;
}

/* ---- seats */

static void add_seat(camp_reader *r, int person, int run) {
    r->board->seats[r->board->n_seats++] = (camp_seat){person, run};
}

static void read_seats(camp_reader *r, const cJSON *list) {
    static const char *const names[] = {"person", "session", "section"};
    long i = 0;
    for (const cJSON *entry = list; entry; entry = entry->next) {
        int section;
        i++;
        if (!camp_entry_complete(r, entry, "seats", i, names, 3) ||
            !camp_entry_section(r, entry, "seats", i, &section))
            continue;
        int person = camp_entry_person(r, camp_entry_key(entry, "person")),
            session = camp_entry_session(r, camp_entry_key(entry, "session"));
        int run = session < 0 ? -1 : find_run(r, session, section);
        if (session >= 0 && run < 0)
            camp_misfit(r, "V_5_SEAT",
                        "entry %ld of \"seats\": section %d of session \"%s\" is not on the board", i,
                        section, r->event->sessions[session].id);
        else if (person >= 0 && run >= 0)
            add_seat(r, person, run);
    }
}

static int compare_ints(const void *left, const void *right) {
    const int *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* "3,7": the name of an expected voter that wants sessions 3 and 7; sorts the sessions. */
static camp_span name_of_wants(camp_reader *r, int *sessions, int n) {
    char *text = CAMP_NEW(r->scratch, char, 12 * n + 1);
    size_t size = 0;
    if (n) qsort(sessions, (size_t)n, sizeof *sessions, compare_ints);
    for (int i = 0; i < n; i++)
        size += (size_t)snprintf(text + size, 13, "%d,", sessions[i]);
    return (camp_span){text, size};
}

static void name_expected(camp_reader *r, camp_map *names) {
    const camp_event *event = r->event;
    camp_map_init(names, r->scratch);
    for (int p = event->n_real_people; p < event->n_people; p++) {
        int n = (int)(event->vote_start[p + 1] - event->vote_start[p]);
        int *wants = CAMP_NEW(r->scratch, int, n);
        for (int i = 0; i < n; i++)
            wants[i] = event->vote_session[event->vote_start[p] + i];
        camp_map_put(names, name_of_wants(r, wants, n), p);
    }
}

static int find_expected(camp_reader *r, const camp_map *names, const cJSON *wants, long i) {
    int n = 0, *sessions = CAMP_NEW(r->scratch, int, cJSON_GetArraySize(wants));
    for (const cJSON *want = cJSON_IsArray(wants) ? wants->child : NULL; want; want = want->next) {
        sessions[n] = camp_entry_session(r, want);
        if (sessions[n++] < 0) return -1;
    }
    int found = camp_map_get(names, name_of_wants(r, sessions, n));
    if (found < 0)
        camp_misfit(r, "V_IDS", "entry %ld of \"expected\": no expected voter wants just these sessions", i);
    return found;
}

static void read_expected(camp_reader *r, const cJSON *list) {
    static const char *const fields[] = {"wants", "session", "section"};
    camp_map names;
    long i = 0;
    name_expected(r, &names);
    for (const cJSON *entry = list; entry; entry = entry->next) {
        int section;
        i++;
        if (!camp_entry_complete(r, entry, "expected", i, fields, 3) ||
            !camp_entry_section(r, entry, "expected", i, &section))
            continue;
        int person = find_expected(r, &names, camp_entry_key(entry, "wants"), i);
        int session = camp_entry_session(r, camp_entry_key(entry, "session"));
        int run = session < 0 ? -1 : find_run(r, session, section);
        if (session >= 0 && run < 0)
            camp_misfit(r, "V_5_SEAT",
                        "entry %ld of \"expected\": section %d of session \"%s\" is not on the board", i,
                        section, r->event->sessions[session].id);
        else if (person >= 0 && run >= 0)
            add_seat(r, person, run);
    }
}

static void read_all_seats(camp_reader *r) {
    const cJSON *seats = camp_entry_list(r, "seats", true), *expected = NULL;
    if (r->event->tally) expected = camp_entry_list(r, "expected", false);
    r->board->stated->dots_seated = r->event->tally && cJSON_IsArray(camp_entry_key(r->json, "expected"));
    r->board->seats = CAMP_NEW(&r->board->arena, camp_seat, (long)count(seats) + count(expected));
    name_runs(r);
    read_seats(r, seats);
    if (r->board->stated->dots_seated) read_expected(r, expected);
}

/* ---- the rest */

static void read_head(camp_reader *r) {
    const char *format = camp_entry_text(camp_entry_key(r->json, "format")),
               *name = camp_entry_text(camp_entry_key(r->json, "event"));
    if (!format || strcmp(format, "campboard/1"))
        camp_misfit(r, "V_FORMAT", "\"format\" is %s%s%s, expected \"campboard/1\"", format ? "\"" : "",
                    format ? format : "missing", format ? "\"" : "");
    if (!r->event->name_given) return;
    if (!name || !camp_span_equal(camp_text_shown(r->scratch, camp_span_of(name)),
                                  camp_text_shown(r->scratch, camp_span_of(r->event->name))))
        camp_misfit(r, "V_FORMAT", "the board was made for the event \"%s\", but this is \"%s\"",
                    name ? name : "", r->event->name);
}

static void read_unplaced(camp_reader *r) {
    static const char *const names[] = {"session", "reason"};
    long i = 0;
    r->board->reason = CAMP_NEW(&r->board->arena, const char *, r->event->n_sessions);
    r->board->stated->unplaced = CAMP_NEW(&r->board->arena, int, r->event->n_sessions);
    for (const cJSON *entry = camp_entry_list(r, "unplaced", true); entry; entry = entry->next) {
        i++;
        int section; /* not needed, but when it is there it has to be a section */
        if (!camp_entry_complete(r, entry, "unplaced", i, names, 2)) continue;
        if (camp_entry_key(entry, "section") && !camp_entry_section(r, entry, "unplaced", i, &section))
            continue;
        int session = camp_entry_session(r, camp_entry_key(entry, "session"));
        const char *reason = camp_entry_text(camp_entry_key(entry, "reason"));
        camp_span given = camp_text_trim(camp_span_of(reason ? reason : ""));
        if (!given.n) camp_misfit(r, "V_UNPLACED", "entry %ld of \"unplaced\" gives no reason", i);
        if (session < 0) continue;
        r->board->stated->unplaced[session]++;
        if (given.n) r->board->reason[session] = camp_arena_text(&r->board->arena, given.at, given.n);
    }
}

/* A count as the struct keeps it; what is no such number becomes 0 (check_score looks at the number as
 * written). */
static uint64_t whole(double value) {
    return value >= 0 && value < 18446744073709549568.0 ? (uint64_t)value : 0;
}

static void read_score(camp_reader *r) {
    camp_stated *stated = r->board->stated;
    const cJSON *score = camp_entry_key(r->json, "score"), *made = camp_entry_key(r->json, "made");
    stated->matched = camp_entry_number(camp_entry_key(score, "matched"));
    stated->served = camp_entry_number(camp_entry_key(score, "served"));
    stated->served_bound = camp_entry_number(camp_entry_key(score, "served_bound"));
    stated->bound = camp_entry_number(camp_entry_key(score, "bound"));
    stated->gap = camp_entry_number(camp_entry_key(score, "gap"));
    stated->proven_given = cJSON_IsBool(camp_entry_key(score, "proven"));
    stated->proven = cJSON_IsTrue(camp_entry_key(score, "proven"));
    r->board->score = (camp_score){.matched = isnan(stated->matched) ? 0 : stated->matched,
                                   .served = (long)(whole(stated->served) & 0x7fffffff),
                                   .served_bound = (long)(whole(stated->served_bound) & 0x7fffffff),
                                   .bound = isnan(stated->bound) ? 0 : stated->bound,
                                   .gap = isnan(stated->gap) ? 0 : stated->gap,
                                   .proven = stated->proven};
    r->board->seed = whole(camp_entry_number(camp_entry_key(made, "seed")));
    r->board->work = whole(camp_entry_number(camp_entry_key(made, "work")));
}

/* ---- the text */

static void refuse(camp_report *report, const char *code, camp_place place, const char *message) {
    if (report) camp_report_add(report, CAMP_ERROR, code, place, "%s", message);
}

/* The text as a JSON object; NULL (told) when it is none. Zero bytes at its end do no harm. */
static cJSON *parse(const char *file, const char *bytes, size_t size, camp_report *report) {
    while (size > 0 && bytes[size - 1] == '\0')
        size--;
    if (!size) bytes = ""; /* there may be no address */
    size_t valid = camp_text_valid(bytes, size);
    camp_place place = {file, 0, 0, ""};
    if (valid < size) {
        place.line = camp_json_line(bytes, size, valid);
        refuse(report, "E_BOARD_TEXT", place, "the file is not UTF-8 text; expected a board.json");
        return NULL;
    }
    if (camp_json_begin(bytes, size) == size) {
        refuse(report, "E_BOARD_JSON", place,
               "the file is empty; expected a board.json as written by campboard");
        return NULL;
    }
    const char *end = bytes;
    cJSON *json = cJSON_ParseWithLengthOpts(bytes, size, &end, 0);
    size_t offset = end >= bytes && end <= bytes + size ? (size_t)(end - bytes) : 0;
    bool whole = json && camp_text_trim((camp_span){bytes + offset, size - offset}).n == 0;
    if (whole && cJSON_IsObject(json)) return json;
    if (whole) {
        refuse(report, "E_BOARD_JSON", place,
               "the file is no JSON object; expected a board.json as written by campboard");
    } else if (bytes[camp_json_begin(bytes, size)] != '{') {
        refuse(report, "E_BOARD_JSON", place,
               "the file is not JSON; expected a board.json as written by campboard");
    } else {
        camp_json_fault fault = camp_json_fault_at(bytes, size, offset);
        place.line = fault.line;
        place.column = fault.column;
        refuse(report, "E_BOARD_JSON", place, fault.message);
    }
    cJSON_Delete(json);
    return NULL;
}

static void read_board(const camp_event *event, const char *file, const cJSON *json, camp_report *report,
                       camp_board *board) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, &board->arena);
    board->stated = CAMP_NEW(&board->arena, camp_stated, 1);
    camp_reader r = {event, file, report, board, &scratch, json, NULL};
    read_head(&r);
    read_runs(&r);
    read_all_seats(&r);
    read_unplaced(&r);
    read_score(&r);
    camp_board_order(event, board);
    camp_arena_free(&scratch);
}

camp_board *camp_board_read(const camp_event *event, const char *file, const char *bytes, size_t size,
                            camp_report *report, camp_status *status) {
    cJSON *const json = parse(file, bytes, size, report);
    if (!json) {
        *status = CAMP_BAD_INPUT;
        return NULL;
    }
    camp_board *const board = camp_board_new();
    if (!board || setjmp(board->arena.recover)) {
        cJSON_Delete(json);
        camp_board_free(board);
        *status = CAMP_NO_MEMORY;
        return NULL;
    }
    read_board(event, file, json, report, board);
    cJSON_Delete(json);
    *status = CAMP_OK;
    return board;
}
