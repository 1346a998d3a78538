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
#include "board/board.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct reader {
    const camp_event *event;
    const char *file;
    camp_report *report;
    camp_board *board;
    camp_arena *scratch;
    const cJSON *json;
    struct named_run *named; /* runs by session and section, see name_runs */
} reader;

/* ---- telling */

static void misfit(reader *r, const char *code, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

static void misfit(reader *r, const char *code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *message = camp_arena_vprintf(r->scratch, format, args);
    va_end(args);
    r->board->stated->misfits++;
    if (r->report)
        camp_report_add(r->report, CAMP_ERROR, code, (camp_place){r->file, 0, 0, ""}, "%s", message);
}

/* ---- keys and values */

static const cJSON *key(const cJSON *object, const char *name) {
    const cJSON *found = NULL;
    if (!cJSON_IsObject(object)) return NULL;
    for (const cJSON *item = object->child; item; item = item->next)
        if (item->string && !strcmp(item->string, name)) found = item;
    return found;
}

static const char *text_of(const cJSON *item) {
    return cJSON_IsString(item) && item->valuestring ? item->valuestring : NULL;
}

static double number_of(const cJSON *item) {
    return cJSON_IsNumber(item) && isfinite(item->valuedouble) ? item->valuedouble : NAN;
}

/* The list of a name, or NULL (told, unless it may be missing). */
static const cJSON *list_of(reader *r, const char *name, bool needed) {
    const cJSON *list = key(r->json, name);
    if (cJSON_IsArray(list)) return list->child;
    if (list || needed) misfit(r, "V_FORMAT", "\"%s\" is not a list", name);
    return NULL;
}

/* Whether an entry of a list has all keys (n of them); told otherwise. */
static bool entry_complete(reader *r, const cJSON *entry, const char *list, long i, const char *const *names,
                           int n) {
    for (int k = 0; k < n; k++)
        if (!key(entry, names[k])) {
            misfit(r, "V_FORMAT", "entry %ld of \"%s\" has no \"%s\"", i, list, names[k]);
            return false;
        }
    return true;
}

/* A section number; 0 (told) when it is no whole number. Numbers that no run can have become -1. */
static bool section_of(reader *r, const cJSON *entry, const char *list, long i, int *section) {
    double value = number_of(key(entry, "section"));
    if (isnan(value) || value != floor(value)) {
        misfit(r, "V_FORMAT", "entry %ld of \"%s\": the section is not a whole number", i, list);
        return false;
    }
    *section = value >= 1 && value <= 1000000000 ? (int)value : -1;
    return true;
}

/* ---- ids */

typedef struct id_table {
    const char *what;
    const camp_map *map;
    int n;
    const char *(*id)(const camp_event *event, int i);
} id_table;

static const char *session_id(const camp_event *event, int i) {
    return event->sessions[i].id;
}
static const char *slot_id(const camp_event *event, int i) {
    return event->slots[i].id;
}
static const char *room_id(const camp_event *event, int i) {
    return event->rooms[i].id;
}
static const char *person_id(const camp_event *event, int i) {
    return event->people[i].id;
}

/* The id nearest to an unknown text, or NULL. Among very many ids nothing is searched. */
static const char *nearest_id(reader *r, id_table table, camp_span folded) {
    const char *best = NULL;
    int limit = folded.n < 4 ? 1 : 2;
    for (int i = 0; i < table.n && table.n <= 5000; i++) {
        const char *id = table.id(r->event, i);
        int distance = camp_text_distance(folded, camp_text_fold(r->scratch, camp_span_of(id)), limit);
        if (distance > limit) continue;
        best = id;
        limit = distance - 1;
    }
    return best;
}

/* The index of an id, or -1 (told). An id in another spelling is told, but counts. */
static int find(reader *r, const cJSON *item, id_table table) {
    char buffer[256];
    const char *text = text_of(item);
    if (!text) {
        misfit(r, "V_IDS", "a %s is not named by a text", table.what);
        return -1;
    }
    camp_span folded = camp_text_fold_into(r->scratch, camp_span_of(text), buffer, sizeof buffer);
    int found = camp_map_get(table.map, folded);
    if (found < 0 || found >= table.n) {
        const char *near = nearest_id(r, table, folded);
        misfit(r, "V_IDS", "%s \"%s\" is not in the event%s%s%s", table.what, text,
               near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
        return -1;
    }
    const char *id = table.id(r->event, found);
    if (!strcmp(text, id) || (table.map == &r->event->person_ids && !r->event->people[found].listed))
        return found;
    if (!camp_span_equal(camp_text_shown(r->scratch, camp_span_of(text)), camp_span_of(id)))
        misfit(r, "V_IDS", "%s \"%s\" is not written as in the event: \"%s\"", table.what, text, id);
    return found;
}

static int find_session(reader *r, const cJSON *item) {
    return find(r, item, (id_table){"session", &r->event->session_ids, r->event->n_sessions, session_id});
}
static int find_slot(reader *r, const cJSON *item) {
    return find(r, item, (id_table){"slot", &r->event->slot_ids, r->event->n_slots, slot_id});
}
static int find_room(reader *r, const cJSON *item) {
    return find(r, item, (id_table){"room", &r->event->room_ids, r->event->n_rooms, room_id});
}
static int find_person(reader *r, const cJSON *item) {
    return find(r, item, (id_table){"person", &r->event->person_ids, r->event->n_real_people, person_id});
}

static int count(const cJSON *list) {
    int n = 0;
    for (; list; list = list->next)
        n++;
    return n;
}

/* ---- runs */

static void read_runs(reader *r) {
    static const char *const names[] = {"session", "section", "slot", "room", "seated"};
    const cJSON *list = list_of(r, "runs", true);
    camp_board *board = r->board;
    int most = count(list);
    long i = 0;
    board->runs = CAMP_NEW(&board->arena, camp_run, most);
    board->stated->seated = CAMP_NEW(&board->arena, double, most);
    for (const cJSON *entry = list; entry; entry = entry->next) {
        int section;
        i++;
        if (!entry_complete(r, entry, "runs", i, names, 5) || !section_of(r, entry, "runs", i, &section))
            continue;
        int session = find_session(r, key(entry, "session")), slot = find_slot(r, key(entry, "slot")),
            room = find_room(r, key(entry, "room"));
        if (session < 0 || slot < 0 || room < 0) continue;
        board->stated->seated[board->n_runs] = number_of(key(entry, "seated"));
        board->runs[board->n_runs++] = (camp_run){session, section, slot, room};
    }
}

/* A run as a seat names it. */
typedef struct named_run {
    int session, section, run;
} named_run;

static int compare_names(const void *left, const void *right) {
    const named_run *a = left, *b = right;
    if (a->session != b->session) return a->session < b->session ? -1 : 1;
    if (a->section != b->section) return a->section < b->section ? -1 : 1;
    return (a->run > b->run) - (a->run < b->run);
}

static void name_runs(reader *r) {
    r->named = CAMP_NEW(r->scratch, named_run, r->board->n_runs);
    for (int i = 0; i < r->board->n_runs; i++)
        r->named[i] = (named_run){r->board->runs[i].session, r->board->runs[i].section, i};
    if (r->board->n_runs) qsort(r->named, (size_t)r->board->n_runs, sizeof *r->named, compare_names);
}

/* The run of a session and section, the last of several; -1 when there is none. */
static int find_run(const reader *r, int session, int section) {
    named_run wanted = {session, section, r->board->n_runs};
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

static void add_seat(reader *r, int person, int run) {
    r->board->seats[r->board->n_seats++] = (camp_seat){person, run};
}

static void read_seats(reader *r, const cJSON *list) {
    static const char *const names[] = {"person", "session", "section"};
    long i = 0;
    for (const cJSON *entry = list; entry; entry = entry->next) {
        int section;
        i++;
        if (!entry_complete(r, entry, "seats", i, names, 3) || !section_of(r, entry, "seats", i, &section))
            continue;
        int person = find_person(r, key(entry, "person")), session = find_session(r, key(entry, "session"));
        int run = session < 0 ? -1 : find_run(r, session, section);
        if (session >= 0 && run < 0)
            misfit(r, "V_5_SEAT", "entry %ld of \"seats\": section %d of session \"%s\" is not on the board",
                   i, section, r->event->sessions[session].id);
        else if (person >= 0 && run >= 0)
            add_seat(r, person, run);
    }
}

static int compare_ints(const void *left, const void *right) {
    const int *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* "3,7": the name of an expected voter that wants sessions 3 and 7; sorts the sessions. */
static camp_span name_of_wants(reader *r, int *sessions, int n) {
    char *text = CAMP_NEW(r->scratch, char, 12 * n + 1);
    size_t size = 0;
    if (n) qsort(sessions, (size_t)n, sizeof *sessions, compare_ints);
    for (int i = 0; i < n; i++)
        size += (size_t)snprintf(text + size, 13, "%d,", sessions[i]);
    return (camp_span){text, size};
}

static void name_expected(reader *r, camp_map *names) {
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

static int find_expected(reader *r, const camp_map *names, const cJSON *wants, long i) {
    int n = 0, *sessions = CAMP_NEW(r->scratch, int, cJSON_GetArraySize(wants));
    for (const cJSON *want = cJSON_IsArray(wants) ? wants->child : NULL; want; want = want->next) {
        sessions[n] = find_session(r, want);
        if (sessions[n++] < 0) return -1;
    }
    int found = camp_map_get(names, name_of_wants(r, sessions, n));
    if (found < 0)
        misfit(r, "V_IDS", "entry %ld of \"expected\": no expected voter wants just these sessions", i);
    return found;
}

static void read_expected(reader *r, const cJSON *list) {
    static const char *const fields[] = {"wants", "session", "section"};
    camp_map names;
    long i = 0;
    name_expected(r, &names);
    for (const cJSON *entry = list; entry; entry = entry->next) {
        int section;
        i++;
        if (!entry_complete(r, entry, "expected", i, fields, 3) ||
            !section_of(r, entry, "expected", i, &section))
            continue;
        int person = find_expected(r, &names, key(entry, "wants"), i);
        int session = find_session(r, key(entry, "session"));
        int run = session < 0 ? -1 : find_run(r, session, section);
        if (session >= 0 && run < 0)
            misfit(r, "V_5_SEAT",
                   "entry %ld of \"expected\": section %d of session \"%s\" is not on the board", i, section,
                   r->event->sessions[session].id);
        else if (person >= 0 && run >= 0)
            add_seat(r, person, run);
    }
}

static void read_all_seats(reader *r) {
    const cJSON *seats = list_of(r, "seats", true), *expected = NULL;
    if (r->event->tally) expected = list_of(r, "expected", false);
    r->board->stated->dots_seated = r->event->tally && cJSON_IsArray(key(r->json, "expected"));
    r->board->seats = CAMP_NEW(&r->board->arena, camp_seat, (long)count(seats) + count(expected));
    name_runs(r);
    read_seats(r, seats);
    if (r->board->stated->dots_seated) read_expected(r, expected);
}

/* ---- the rest */

static void read_head(reader *r) {
    const char *format = text_of(key(r->json, "format")), *name = text_of(key(r->json, "event"));
    if (!format || strcmp(format, "campboard/1"))
        misfit(r, "V_FORMAT", "\"format\" is %s%s%s, expected \"campboard/1\"", format ? "\"" : "",
               format ? format : "missing", format ? "\"" : "");
    if (!r->event->name_given) return;
    if (!name || !camp_span_equal(camp_text_shown(r->scratch, camp_span_of(name)),
                                  camp_text_shown(r->scratch, camp_span_of(r->event->name))))
        misfit(r, "V_FORMAT", "the board was made for the event \"%s\", but this is \"%s\"", name ? name : "",
               r->event->name);
}

static void read_unplaced(reader *r) {
    static const char *const names[] = {"session", "reason"};
    long i = 0;
    r->board->reason = CAMP_NEW(&r->board->arena, const char *, r->event->n_sessions);
    r->board->stated->unplaced = CAMP_NEW(&r->board->arena, int, r->event->n_sessions);
    for (const cJSON *entry = list_of(r, "unplaced", true); entry; entry = entry->next) {
        i++;
        int section; /* not needed, but when it is there it has to be a section */
        if (!entry_complete(r, entry, "unplaced", i, names, 2)) continue;
        if (key(entry, "section") && !section_of(r, entry, "unplaced", i, &section)) continue;
        int session = find_session(r, key(entry, "session"));
        const char *reason = text_of(key(entry, "reason"));
        camp_span given = camp_text_trim(camp_span_of(reason ? reason : ""));
        if (!given.n) misfit(r, "V_UNPLACED", "entry %ld of \"unplaced\" gives no reason", i);
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

static void read_score(reader *r) {
    camp_stated *stated = r->board->stated;
    const cJSON *score = key(r->json, "score"), *made = key(r->json, "made");
    stated->matched = number_of(key(score, "matched"));
    stated->served = number_of(key(score, "served"));
    stated->served_bound = number_of(key(score, "served_bound"));
    stated->bound = number_of(key(score, "bound"));
    stated->gap = number_of(key(score, "gap"));
    stated->proven_given = cJSON_IsBool(key(score, "proven"));
    stated->proven = cJSON_IsTrue(key(score, "proven"));
    r->board->score = (camp_score){.matched = isnan(stated->matched) ? 0 : stated->matched,
                                   .served = (long)(whole(stated->served) & 0x7fffffff),
                                   .served_bound = (long)(whole(stated->served_bound) & 0x7fffffff),
                                   .bound = isnan(stated->bound) ? 0 : stated->bound,
                                   .gap = isnan(stated->gap) ? 0 : stated->gap,
                                   .proven = stated->proven};
    r->board->seed = whole(number_of(key(made, "seed")));
    r->board->work = whole(number_of(key(made, "work")));
}

/* ---- the text */

static long line_at(const char *bytes, const char *at) {
    long line = 1;
    for (; bytes < at; bytes++)
        line += *bytes == '\n';
    return line;
}

static bool only_space(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r' || *at == '\0'))
        at++;
    return at == end;
}

/* The text as a JSON object; NULL (told) when it is none. */
static cJSON *parse(const char *file, const char *bytes, size_t size, camp_report *report) {
    size_t valid = camp_text_valid(bytes, size);
    if (valid < size) {
        if (report)
            camp_report_add(report, CAMP_ERROR, "E_BOARD_TEXT",
                            (camp_place){file, line_at(bytes, bytes + valid), 0, ""},
                            "the file is not UTF-8 text; expected a board.json");
        return NULL;
    }
    const char *end = bytes;
    cJSON *json = size ? cJSON_ParseWithLengthOpts(bytes, size, &end, 0) : NULL;
    if (json && cJSON_IsObject(json) && only_space(end, bytes + size)) return json;
    if (end < bytes || end > bytes + size) end = bytes;
    if (report)
        camp_report_add(report, CAMP_ERROR, "E_BOARD_JSON",
                        (camp_place){file, json ? 0 : line_at(bytes, end), 0, ""},
                        json ? "this is no JSON object; expected a board.json"
                             : "this is no JSON; expected a board.json as written by campboard");
    cJSON_Delete(json);
    return NULL;
}

static void read_board(const camp_event *event, const char *file, const cJSON *json, camp_report *report,
                       camp_board *board) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, &board->arena);
    board->stated = CAMP_NEW(&board->arena, camp_stated, 1);
    reader r = {event, file, report, board, &scratch, json, NULL};
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
