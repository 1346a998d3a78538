/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frab.c - schedule.json of frab and pretalx (schema: voc/schedule, validator/json/schema.json):
 *
 *   schedule.conference {title, start, time_zone_name, rooms [{name, capacity}], days [{date, rooms {NAME:
 * [event]}}]} event {title, date, start, duration, room, track, type, abstract, description, persons
 * [{public_name}]}
 *
 * A start and duration of a day is a slot; events of several lengths make slots that overlap. */
#include "import/json.h"
#include "import/schedule.h"
#include "import/sheets.h"
#include <string.h>

typedef struct frab {
    camp_json_source s;
    camp_map seen; /* key of a title -> 0 */
    int places;
} frab;

static void read_rooms(frab *f, const cJSON *conference) {
    const cJSON *room, *rooms = cJSON_GetObjectItemCaseSensitive(conference, "rooms");
    for (room = camp_json_first(rooms); room; room = room->next) {
        const char *name = camp_json_text(&f->s, room, "name");
        (void)camp_schedule_room(f->s.import, camp_span_of(name),
                                 camp_json_number(&f->s, room, "capacity", -1), camp_json_place(&f->s, room));
    }
}

static void read_persons(frab *f, const cJSON *event, int card) {
    const cJSON *person, *persons = cJSON_GetObjectItemCaseSensitive(event, "persons");
    for (person = camp_json_first(persons); person; person = person->next) {
        const char *name = camp_json_text(&f->s, person, "public_name");
        if (!*name) name = camp_json_text(&f->s, person, "name");
        if (!*name) name = camp_json_text(&f->s, person, "full_public_name");
        if (*name)
            camp_roster_presenter(f->s.import, card,
                                  camp_roster_want_person(f->s.import, camp_span_of(name), camp_span_of(""),
                                                          camp_json_place(&f->s, person)));
        else
            camp_json_warn(&f->s, person, "W_IMPORT_VALUE", "a person without a name is left out");
    }
}

/* Minutes of "1:30" or "01:30"; -1 when it is none. */
static int minutes_of(const char *text) {
    int minutes;
    return camp_parse_time(camp_span_of(text), &minutes) ? minutes : -1;
}

static const char *slot_of(frab *f, const cJSON *event, camp_span day) {
    camp_span date = day;
    int start = minutes_of(camp_json_text(&f->s, event, "start")),
        length = minutes_of(camp_json_text(&f->s, event, "duration")), at;
    const char *moment = camp_json_text(&f->s, event, "date");
    if (camp_json_moment(moment, &date, &at) && start < 0) start = at;
    if (start < 0 || length <= 0) {
        camp_json_warn(
            &f->s, event, "W_IMPORT_TIME",
            "start and duration are no times (such as \"09:30\" and \"00:45\"); the session gets no slot");
        return NULL;
    }
    if (start + length > 1440) {
        camp_json_warn(&f->s, event, "W_IMPORT_TIME", "the session runs past midnight; its slot ends there");
        length = 1440 - start;
    }
    return camp_schedule_slot(f->s.import, date, start, start + length, camp_span_of(""), camp_span_of(""),
                              true, camp_json_place(&f->s, event));
}

static void read_event(frab *f, const cJSON *event, const char *room_name, camp_span day) {
    camp_import *import = f->s.import;
    const char *title = camp_json_text(&f->s, event, "title");
    int card = camp_roster_want_session(import, camp_span_of(title), camp_json_place(&f->s, event));
    if (card == CAMP_UNKNOWN)
        camp_json_warn(&f->s, event, "W_IMPORT_VALUE", "an event without a title is left out");
    if (card < 0) return;
    camp_span key = camp_import_key(import->arena, camp_span_of(title));
    if (camp_map_get(&f->seen, key) == 0)
        camp_json_warn(&f->s, event, "W_IMPORT_VALUE",
                       "the title %s stands there twice; the two are one session",
                       camp_quoted(import->arena, camp_span_of(title)));
    camp_map_put(&f->seen, key, 0);
    read_persons(f, event, card);
    camp_roster_list(import, card, "tags", camp_span_of(camp_json_text(&f->s, event, "track")));
    const char *abstract = camp_json_text(&f->s, event, "abstract");
    const char *description = camp_json_text(&f->s, event, "description");
    camp_json_fill(&f->s, event, card, "subtitle", camp_json_text(&f->s, event, "subtitle"));
    camp_json_fill(&f->s, event, card, "description", *abstract ? abstract : description);
    if (*abstract) camp_json_fill(&f->s, event, card, "long_description", description);
    const char *slot = slot_of(f, event, day);
    const char *room = camp_schedule_room(import, camp_span_of(room_name), -1, camp_json_place(&f->s, event));
    f->places += camp_schedule_put(import, card, slot, room, camp_json_place(&f->s, event));
}

static void read_day(frab *f, const cJSON *day) {
    const char *date = camp_json_text(&f->s, day, "date");
    const cJSON *room, *event, *rooms = cJSON_GetObjectItemCaseSensitive(day, "rooms");
    for (room = camp_json_first(rooms); room; room = room->next)
        for (event = camp_json_first(room); event; event = event->next)
            read_event(f, event, room->string ? room->string : "", camp_span_of(date));
}

static bool read_schedule(camp_import *import, const camp_file *source) {
    frab f = {.places = 0};
    camp_map_init(&f.seen, import->arena);
    if (!camp_json_begin_source(&f.s, import, source)) return false;
    const cJSON *schedule = cJSON_GetObjectItemCaseSensitive(f.s.root, "schedule");
    const cJSON *conference = cJSON_GetObjectItemCaseSensitive(schedule, "conference"), *day;
    const cJSON *days = cJSON_GetObjectItemCaseSensitive(conference, "days");
    if (!cJSON_IsArray(days)) {
        camp_report_add(import->report, CAMP_ERROR, "E_IMPORT_JSON", (camp_place){f.s.file, 1, 0, ""},
                        "this is no schedule.json: schedule.conference.days is missing");
        return false;
    }
    camp_schedule_option(import, "name", camp_json_text(&f.s, conference, "title"));
    int unused;
    const char *start = camp_json_text(&f.s, conference, "start");
    if (strlen(start) > 10) start = camp_arena_text(import->arena, start, 10);
    if (camp_parse_date(camp_span_of(start), &unused)) camp_schedule_option(import, "date", start);
    camp_schedule_option(import, "timezone", camp_json_text(&f.s, conference, "time_zone_name"));
    read_rooms(&f, conference);
    for (day = camp_json_first(days); day; day = day->next)
        read_day(&f, day);
    camp_schedule_told(import, f.places);
    camp_json_end(&f.s);
    return true;
}

bool camp_import_frab(camp_import *import, const camp_file *sources, size_t n) {
    bool good = true;
    for (size_t i = 0; i < n; i++)
        good = read_schedule(import, &sources[i]) && good;
    return good;
}
