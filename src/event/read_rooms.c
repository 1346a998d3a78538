/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_rooms.c - rooms.csv, and the ways between its sites. */
#include "event/read.h"

enum { ROOM, CAPACITY, SITE, FEATURES, SLOTS };
static const char *const columns[] = {"room", "capacity", "site", "features", "slots"};

static void read_room(camp_sheet *sheet) {
    camp_reading *reading = sheet->reading;
    camp_event *event = reading->event;
    CAMP_ROOM_FOR_ONE(reading->arena, event->rooms, event->n_rooms, reading->cap_rooms);
    camp_room *room = &event->rooms[event->n_rooms];
    room->line = sheet->row->line;
    room->id = camp_cell_text(sheet, ROOM);
    double seats = camp_cell_number(sheet, CAPACITY, -1.0, CAMP_MOST_SEATS, true);
    room->capacity = seats < 0 ? CAMP_UNLIMITED : (int)seats;
    room->site = camp_labels_number(&reading->sites, camp_cell(sheet, SITE));
    room->features = camp_cell_labels(sheet, FEATURES, &reading->features);
    room->slots = camp_cell_rows(sheet, SLOTS, &reading->slots);
    if (!*room->id) {
        camp_sheet_error(sheet, ROOM, "E_EMPTY_CELL",
                         "the room has no id; write one, such as Library or 204");
        return;
    }
    int there = camp_names_add(&reading->rooms, room->id, event->n_rooms);
    if (there != event->n_rooms)
        camp_sheet_error(sheet, ROOM, "E_REPEATED_ID",
                         "room %s stands twice, first in line %ld; every room needs its own id",
                         camp_quoted(&reading->scratch, camp_span_of(room->id)), event->rooms[there].line);
    event->n_rooms++;
}

void camp_read_rooms(camp_reading *reading, const camp_file *file) {
    camp_sheet sheet = {
        .reading = reading, .columns = columns, .n_columns = SLOTS + 1, .n_required = 1, .read = read_room};
    reading->rooms.complete = camp_sheet_read(&sheet, file);
    reading->n_had_features = reading->features.n;
    if (reading->sites.n > CAMP_MOST_SITES)
        camp_report_add(reading->report, CAMP_ERROR, "E_TOO_MANY", (camp_place){file->name, 0, 0, ""},
                        "there are more than %d sites; site is the building, not the room", CAMP_MOST_SITES);
}

/* A problem of an entry of `travel`; its line is only looked for where it is listed. */
CAMP_PRINTF(5, 6)
static void say_of_way(camp_reading *reading, camp_severity severity, const camp_way *way, const char *code,
                       const char *format, ...) {
    const camp_file *file = camp_reading_file(reading, "event.json");
    camp_place place = {file ? file->name : "", 0, 0, "travel"};
    const char *message = "";
    if (camp_report_would_list(reading->report, severity, code, place.file)) {
        place.line = camp_way_line(reading, way);
        va_list args;
        va_start(args, format);
        message = camp_arena_vprintf(&reading->scratch, format, args);
        va_end(args);
    }
    camp_report_add(reading->report, severity, code, place, "%s", message);
}

/* A site of `travel`, or -1 after a warning: one plan of a district's ways may serve many days. */
static int site_of(camp_reading *reading, const camp_way *way, const char *text) {
    int site = camp_labels_find(&reading->sites, camp_span_of(text));
    if (site >= 0 || !reading->rooms.complete) return site;
    const camp_labels *sites = &reading->sites;
    const char *hint = "";
    if (sites->n == 1 && !*sites->shown[0])
        hint = "; the column site of rooms.csv is missing or empty";
    else if (camp_report_would_list(reading->report, CAMP_WARNING, "W_TRAVEL_SITE", "event.json"))
        hint = camp_words_hint(&reading->scratch, sites->shown, sites->n, camp_span_of(text));
    say_of_way(reading, CAMP_WARNING, way, "W_TRAVEL_SITE",
               "travel: no room is at the site %s, so this way changes nothing%s",
               camp_quoted(&reading->scratch, camp_span_of(text)), hint);
    return -1;
}

void camp_link_sites(camp_reading *reading) {
    int n = reading->sites.n;
    if (n > CAMP_MOST_SITES) return;
    int *minutes = CAMP_NEW(reading->arena, int, (size_t)n *(size_t)n);
    bool *given = CAMP_NEW(&reading->scratch, bool, (size_t)n *(size_t)n);
    for (int i = 0; i < reading->n_ways; i++) {
        const camp_way *way = &reading->ways[i];
        int a = site_of(reading, way, way->from), b = site_of(reading, way, way->to);
        if (a < 0 || b < 0) continue;
        const char *from = camp_quoted(&reading->scratch, camp_span_of(way->from));
        const char *to = camp_quoted(&reading->scratch, camp_span_of(way->to));
        if (a == b)
            say_of_way(reading, CAMP_ERROR, way, "E_TRAVEL", "travel: %s and %s are the same site", from, to);
        else if (given[a * n + b])
            say_of_way(reading, CAMP_ERROR, way, "E_TRAVEL",
                       "travel: the way between %s and %s stands twice; one entry counts for both directions",
                       from, to);
        given[a * n + b] = given[b * n + a] = true;
        minutes[a * n + b] = minutes[b * n + a] = a == b ? 0 : way->minutes;
    }
    reading->event->travel = minutes;
}
