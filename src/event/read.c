/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.c - the order of reading.
 *
 *     event.json -> slots -> rooms -> people -> sessions -> votes -> rules -> lock
 *     (date, gap)                        \___ must_attend waits ___/
 *
 * Each file refers to earlier ones only. New people are numbered as they are met: people.csv, presenters,
 * votes.csv.
 */
#include "event/read.h"
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

static const char *const file_names[] = {"event.json",   "slots.csv", "rooms.csv", "people.csv",
                                         "sessions.csv", "votes.csv", "rules.csv", "lock.csv"};
enum { N_FILES = sizeof file_names / sizeof *file_names };

/* ---- files */

const camp_file *camp_reading_file(const camp_reading *reading, const char *name) {
    for (size_t i = 0; i < reading->n_files; i++)
        if (strcmp(reading->files[i].name, name) == 0) return &reading->files[i];
    return NULL;
}

bool camp_event_wants(const char *name) {
    for (int i = 0; i < N_FILES; i++)
        if (strcmp(file_names[i], name) == 0) return true;
    return false;
}

static camp_place whole_file(const char *file) {
    return (camp_place){file, 0, 0, ""};
}

/* Bytes of a name before its first point: "votes" of "votes.csv.txt". */
static size_t stem(const char *name) {
    return strcspn(name, ".");
}

static bool same_letters(const char *a, const char *b, size_t n) {
    for (size_t i = 0; i < n; i++) {
        char x = a[i], y = b[i];
        if (x >= 'A' && x <= 'Z') x = (char)(x + 32);
        if (x != y) return false;
    }
    return true;
}

/* Endings that event.json may have by mistake; unlike those of a .csv file (votes.ods) others are not taken
 * for it, since "event" is the start of many names. */
static bool is_event_text(const char *name) {
    static const char *const endings[] = {".json.txt", ".txt",   ".yaml",  ".yml",
                                          ".toml",     ".json5", ".jsonc", ".csv"};
    const char *ending = name + stem(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strlen(ending) == strlen(endings[i]) && same_letters(ending, endings[i], strlen(ending)))
            return true;
    return false;
}

/* The file that `found` was meant to be, or NULL: other letters, or another ending while the right one is
 * missing. */
static const char *meant_file(const camp_reading *reading, const char *found) {
    size_t n = strlen(found), base = stem(found);
    for (int i = 0; i < N_FILES; i++) {
        const char *name = file_names[i];
        if (strcmp(found, name) == 0) return NULL;
        if (strlen(name) == n && same_letters(found, name, n)) return name;
        if (base != stem(name) || !same_letters(found, name, base) || !found[base]) continue;
        if (camp_reading_file(reading, name) || (i == 0 && !is_event_text(found))) continue;
        return name;
    }
    return NULL;
}

/* Tells misnamed files; meant[i] says that file_names[i] was meant by one. */
static void check_names(camp_reading *reading, bool *meant) {
    for (size_t f = 0; f < reading->n_files; f++) {
        const char *found = reading->files[f].name, *name = meant_file(reading, found);
        for (size_t g = 0; g < f; g++)
            if (strcmp(reading->files[g].name, found) == 0 && camp_event_wants(found))
                camp_report_add(reading->report, CAMP_ERROR, "E_FILE_TWICE", whole_file(found),
                                "the file %s is given twice", found);
        if (!name) continue;
        bool letters = strlen(name) == strlen(found) && same_letters(found, name, strlen(name));
        for (int i = 0; i < N_FILES; i++)
            if (strcmp(file_names[i], name) == 0) meant[i] = true;
        camp_report_add(reading->report, CAMP_ERROR, "E_FILE_NAME", whole_file(found),
                        letters                ? "the file is called %s; rename it to %s"
                        : strstr(name, ".csv") ? "the file %s is not read; save it as CSV, with the name %s"
                                               : "the file %s is not read; save it as %s",
                        found, name);
    }
}

static void check_missing(camp_reading *reading, const bool *meant) {
    static const int required[] = {1, 2, 4};
    for (int i = 0; i < 3; i++) {
        const char *name = file_names[required[i]];
        if (meant[required[i]] || camp_reading_file(reading, name)) continue;
        camp_report_add(reading->report, CAMP_ERROR, "E_MISSING_FILE", whole_file(name),
                        "%s is missing; an event needs slots.csv, rooms.csv and sessions.csv", name);
    }
}

/* ---- warnings that need the whole event */

static void warn(camp_reading *reading, const char *name, const char *code, long line, const char *message) {
    const camp_file *file = camp_reading_file(reading, name);
    camp_report_add(reading->report, CAMP_WARNING, code, (camp_place){file ? file->name : "", line, 0, ""},
                    "%s", message);
}

/* A vote of somebody who is in no open slot can never be matched. */
static void warn_never_there(camp_reading *reading) {
    const camp_event *event = reading->event;
    for (int p = 0; p < event->n_real_people; p++) {
        const camp_person *person = &event->people[p];
        bool there = !person->voter || person->slots.n == 0;
        for (int i = 0; i < person->slots.n && !there; i++)
            there = event->slots[person->slots.at[i]].open;
        if (there) continue;
        const char *who = camp_quoted(&reading->scratch, camp_span_of(person->id));
        warn(reading, "people.csv", "W_NEVER_THERE", person->line,
             camp_arena_printf(&reading->scratch,
                               "%s votes but is in no open slot, so no vote can be matched", who));
    }
}

static void warn_empty(camp_reading *reading) {
    const camp_event *event = reading->event;
    if (event->n_open == 0)
        warn(reading, "slots.csv", "W_EMPTY_FILE", 0, "there is no open slot, so nothing can be placed");
    if (event->n_rooms == 0)
        warn(reading, "rooms.csv", "W_EMPTY_FILE", 0, "there is no room, so nothing can be placed");
    if (event->n_sessions == 0) warn(reading, "sessions.csv", "W_EMPTY_FILE", 0, "there is no session");
}

static void warn_tally(camp_reading *reading) {
    const camp_event *event = reading->event;
    if (!event->tally) return;
    if (event->equal_ballots)
        warn(reading, "event.json", "W_UNUSED_OPTION", reading->ballots_line,
             "ballots has no effect: votes.csv holds anonymous dots");
    if (event->floor > 0)
        warn(reading, "event.json", "W_UNUSED_OPTION", reading->floor_line,
             "floor has no effect: votes.csv holds anonymous dots");
}

/* ---- the reading */

void camp_reading_begin(camp_reading *reading) {
    camp_event *event = reading->event;
    camp_arena *arena = reading->arena = &event->arena;
    camp_arena_init_like(&reading->scratch, arena);
    camp_arena_init_like(&reading->votes_arena, arena);
    camp_names_init(&reading->slots, arena, "slot", "slots.csv");
    camp_names_init(&reading->rooms, arena, "room", "rooms.csv");
    camp_names_init(&reading->sessions, arena, "session", "sessions.csv");
    reading->has_people_file = camp_reading_file(reading, "people.csv") != NULL;
    camp_names_init(&reading->people, arena, "person", reading->has_people_file ? "people.csv" : "any file");
    camp_labels *labels[] = {&reading->sites,  &reading->features, &reading->groups,
                             &reading->tags,   &reading->topics,   &reading->kinds,
                             &reading->levels, &reading->blocks,   &reading->copied};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        camp_map_init(&labels[i]->map, arena);
    camp_map_init(&reading->of_people.map, &reading->scratch);
    camp_map_init(&reading->of_sessions.map, &reading->scratch);
    event->date = event->timezone = "";
    event->limited = true;
    event->gap_minutes = 15;
    reading->people.complete = !reading->has_people_file;
}

void camp_reading_end(camp_reading *reading) {
    if (reading->json) cJSON_Delete(reading->json);
    reading->json = NULL;
    camp_arena_free(&reading->votes_arena);
    camp_arena_free(&reading->scratch);
}

/* What was collected in the reading and belongs to the event. */
static void hand_over(camp_reading *reading) {
    camp_event *event = reading->event;
    event->n_sites = reading->sites.n;
    event->n_features = reading->features.n;
    event->n_groups = reading->groups.n;
    event->n_tags = reading->tags.n;
    event->n_topics = reading->topics.n;
    event->site_names = reading->sites.shown;
    event->feature_names = reading->features.shown;
    event->group_names = reading->groups.shown;
    event->tag_names = reading->tags.shown;
    event->topic_names = reading->topics.shown;
    event->slot_ids = reading->slots.ids;
    event->room_ids = reading->rooms.ids;
    event->session_ids = reading->sessions.ids;
    event->person_ids = reading->people.ids;
}

/* Reads one file where it is there, and says how many warnings of each kind are not listed. */
static void read_file(camp_reading *reading, const char *name,
                      void (*read)(camp_reading *, const camp_file *)) {
    const camp_file *file = camp_reading_file(reading, name);
    if (file) read(reading, file);
}

static void read_files(camp_reading *reading) {
    camp_event *event = reading->event;
    bool meant[N_FILES] = {false};
    check_names(reading, meant);
    check_missing(reading, meant);
    read_file(reading, "event.json", camp_read_options);
    read_file(reading, "slots.csv", camp_read_slots);
    camp_link_slots(reading);
    read_file(reading, "rooms.csv", camp_read_rooms);
    camp_link_sites(reading);
    if (meant[3]) reading->people.complete = false;
    read_file(reading, "people.csv", camp_read_people);
    read_file(reading, "sessions.csv", camp_read_sessions);
    read_file(reading, "votes.csv", camp_read_votes);
    read_file(reading, "rules.csv", camp_read_rules);
    read_file(reading, "lock.csv", camp_read_locks);
    event->n_real_people = event->n_people;
}

static void check_whole(camp_reading *reading) {
    warn_empty(reading);
    warn_tally(reading);
    warn_never_there(reading);
}

static void summarise(camp_reading *reading) {
    for (size_t f = 0; f < reading->n_files; f++)
        camp_report_summarise(reading->report, reading->files[f].name);
}

/* An empty file may come without an address; nobody who reads one has to know. */
static void keep_files(camp_reading *reading) {
    camp_file *files = CAMP_NEW(&reading->scratch, camp_file, reading->n_files);
    for (size_t f = 0; f < reading->n_files; f++) {
        files[f] = reading->files[f];
        if (!files[f].size) files[f].bytes = "";
    }
    reading->files = files;
}

/* Reads into an event whose arena recovers here when memory runs out. The reading lives in the caller's
 * frame, so that what has changed in it is still known after the jump. */
static camp_status read_event(camp_reading *reading) {
    if (setjmp(reading->event->arena.recover)) {
        if (reading->json) cJSON_Delete(reading->json);
        return CAMP_NO_MEMORY;
    }
    size_t before = camp_report_count(reading->report, CAMP_ERROR);
    camp_reading_begin(reading);
    keep_files(reading);
    const char *name = reading->event->name;
    reading->event->name = camp_text_shown(reading->arena, camp_span_of(name)).at;
    read_files(reading);
    if (camp_report_count(reading->report, CAMP_ERROR) == before) {
        camp_make_ballots(reading);
        check_whole(reading);
        hand_over(reading);
    }
    summarise(reading);
    camp_reading_end(reading);
    return camp_report_count(reading->report, CAMP_ERROR) == before ? CAMP_OK : CAMP_BAD_INPUT;
}

camp_event *camp_event_load(const char *name, const camp_file *files, size_t n, camp_report *report,
                            camp_status *status) {
    camp_event *event = calloc(1, sizeof *event);
    *status = CAMP_NO_MEMORY;
    if (!event) return NULL;
    camp_arena_init(&event->arena);
    event->name = name;
    camp_reading reading = {.event = event, .report = report, .files = files, .n_files = n};
    *status = read_event(&reading);
    if (*status == CAMP_OK) return event;
    camp_arena_free(&event->arena);
    free(event);
    return NULL;
}
