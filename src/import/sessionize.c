/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sessionize.c - "All data" of Sessionize as JSON:
 *
 *   sessions [{id, title, description, startsAt, endsAt, isServiceSession, isPlenumSession, speakers [id],
 *              categoryItems [id], questionAnswers, roomId, status}]
 *   speakers [{id, fullName}]   rooms [{id, name}]   categories [{title, items [{id, name}]}]
 *
 * Service sessions (lunch) are closed slots. A category "Level" is the level, every other one gives tags. */
#include "import/json.h"
#include "import/schedule.h"
#include <string.h>

typedef struct sessionize {
    camp_json_source s;
    camp_map seen; /* key of a title -> 0 */
    int places;
} sessionize;

/* The member of a list that has this id (texts and numbers alike), or NULL. */
static const cJSON *with_id(const sessionize *z, const char *list, const char *id) {
    const cJSON *one, *all = cJSON_GetObjectItemCaseSensitive(z->s.root, list);
    for (one = camp_json_first(all); one; one = one->next)
        if (*id && strcmp(camp_json_text(&z->s, one, "id"), id) == 0) return one;
    return NULL;
}

/* An element of a list of ids as a text. */
static const char *id_text(const sessionize *z, const cJSON *value) {
    if (cJSON_IsString(value)) return value->valuestring;
    if (cJSON_IsNumber(value)) return camp_import_number(z->s.import->arena, value->valuedouble).at;
    return camp_json_text(&z->s, value, "id"); /* the grouped form has objects */
}

static void read_speakers(const sessionize *z, const cJSON *session, int card) {
    const cJSON *one, *all = cJSON_GetObjectItemCaseSensitive(session, "speakers");
    for (one = camp_json_first(all); one; one = one->next) {
        const cJSON *speaker = with_id(z, "speakers", id_text(z, one));
        const char *name =
            speaker ? camp_json_text(&z->s, speaker, "fullName") : camp_json_text(&z->s, one, "name");
        if (speaker && !*name)
            name = camp_arena_printf(z->s.import->arena, "%s %s", camp_json_text(&z->s, speaker, "firstName"),
                                     camp_json_text(&z->s, speaker, "lastName"));
        if (camp_text_trim(camp_span_of(name)).n)
            camp_roster_presenter(
                z->s.import, card,
                camp_roster_want_person(z->s.import, camp_span_of(name),
                                        camp_span_of(speaker ? camp_json_text(&z->s, speaker, "email") : ""),
                                        camp_json_place(&z->s, one)));
        else
            camp_json_warn(&z->s, one, "W_IMPORT_VALUE",
                           "the speaker %s is not in the list of speakers and is left out",
                           camp_quoted(z->s.import->arena, camp_span_of(id_text(z, one))));
    }
}

static void read_category(const sessionize *z, int card, const cJSON *wanted) {
    const char *id = id_text(z, wanted);
    const cJSON *category, *item, *all = cJSON_GetObjectItemCaseSensitive(z->s.root, "categories");
    for (category = camp_json_first(all); category; category = category->next) {
        const cJSON *items = cJSON_GetObjectItemCaseSensitive(category, "items");
        for (item = camp_json_first(items); item; item = item->next) {
            if (strcmp(camp_json_text(&z->s, item, "id"), id) != 0) continue;
            camp_span title =
                camp_import_key(z->s.import->arena, camp_span_of(camp_json_text(&z->s, category, "title")));
            camp_span name = camp_span_of(camp_json_text(&z->s, item, "name"));
            if (camp_span_equal(title, camp_span_of("level")))
                camp_json_fill(&z->s, wanted, card, "level", name.at);
            else
                camp_roster_list(z->s.import, card, "tags", name);
            return;
        }
    }
    camp_json_warn(&z->s, wanted, "W_IMPORT_VALUE", "the category item %s is in no category and is left out",
                   camp_quoted(z->s.import->arena, camp_span_of(id)));
}

/* Start and end; false where the session has no time yet. */
static bool times_of(const sessionize *z, const cJSON *session, camp_span *day, int *start, int *end) {
    camp_span end_day;
    const char *from = camp_json_text(&z->s, session, "startsAt"),
               *to = camp_json_text(&z->s, session, "endsAt");
    if (!*from || !*to) return false;
    bool good = camp_json_moment(from, day, start) && camp_json_moment(to, &end_day, end);
    if (good && !camp_span_equal(*day, end_day)) *end = 1440;
    if (good && *start < *end) return true;
    camp_json_warn(&z->s, session, "W_IMPORT_TIME",
                   "startsAt and endsAt are no times such as 2026-03-14T09:00:00; the session gets no slot");
    return false;
}

typedef struct sessionize_time {
    camp_span day;
    int start, end;
} sessionize_time;

/* Slot and room of a session; time NULL: it has none yet. */
static void read_place(sessionize *z, const cJSON *session, int card, const sessionize_time *time) {
    camp_import *import = z->s.import;
    camp_place where = camp_json_place(&z->s, session);
    const char *id = camp_json_text(&z->s, session, "roomId"), *slot = NULL, *room = NULL;
    const cJSON *source = with_id(z, "rooms", id);
    if (*id && !source)
        camp_json_warn(&z->s, session, "W_IMPORT_VALUE",
                       "the room %s of %s is not in the list of rooms and is left out",
                       camp_quoted(import->arena, camp_span_of(id)),
                       camp_quoted(import->arena, camp_span_of(import->cards[card].title)));
    if (time)
        slot = camp_schedule_slot(import, time->day, time->start, time->end, camp_span_of(""),
                                  camp_span_of(""), true, where);
    if (source)
        room = camp_schedule_room(import, camp_span_of(camp_json_text(&z->s, source, "name")), -1, where);
    z->places += camp_schedule_put(import, card, slot, room, where);
}

static void read_session(sessionize *z, const cJSON *session) {
    camp_import *import = z->s.import;
    const char *title = camp_json_text(&z->s, session, "title"),
               *status = camp_json_text(&z->s, session, "status");
    bool service = camp_json_true(session, "isServiceSession"), timed;
    camp_span day = {"", 0};
    int start, end;
    if (strcmp(status, "Declined") == 0 || strcmp(status, "Withdrawn") == 0 ||
        strcmp(status, "Canceled") == 0) {
        camp_json_warn(&z->s, session, "W_IMPORT_VALUE", "%s is %s and is left out",
                       camp_quoted(import->arena, camp_span_of(title)), status);
        return;
    }
    timed = times_of(z, session, &day, &start, &end);
    if (service) {
        if (timed)
            (void)camp_schedule_slot(import, day, start, end, camp_span_of(""),
                                     camp_span_of(camp_import_text(import->arena, camp_span_of(title))),
                                     false, camp_json_place(&z->s, session));
        else
            camp_json_warn(&z->s, session, "W_IMPORT_VALUE",
                           "%s is a service session without a time and is left out",
                           camp_quoted(import->arena, camp_span_of(title)));
        return;
    }
    int card = camp_roster_want_session(import, camp_span_of(title), camp_json_place(&z->s, session));
    if (card == CAMP_UNKNOWN)
        camp_json_warn(&z->s, session, "W_IMPORT_VALUE", "a session without a title is left out");
    if (card < 0) return;
    camp_span key = camp_import_key(import->arena, camp_span_of(title));
    if (camp_map_get(&z->seen, key) == 0)
        camp_json_warn(&z->s, session, "W_IMPORT_VALUE",
                       "the title %s stands there twice; the two are one session",
                       camp_quoted(import->arena, camp_span_of(title)));
    camp_map_put(&z->seen, key, 0);
    read_speakers(z, session, card);
    camp_json_fill(&z->s, session, card, "description", camp_json_text(&z->s, session, "description"));
    const cJSON *item, *items = cJSON_GetObjectItemCaseSensitive(session, "categoryItems");
    for (item = camp_json_first(items); item; item = item->next)
        read_category(z, card, item);
    read_place(z, session, card, timed ? (const sessionize_time[]){{day, start, end}} : NULL);
    const cJSON *answers = cJSON_GetObjectItemCaseSensitive(session, "questionAnswers");
    if (cJSON_GetArraySize(answers) > 0)
        camp_json_warn(&z->s, answers, "W_IMPORT_VALUE", "the answers to questions of %s are not read",
                       camp_quoted(import->arena, camp_span_of(title)));
}

static bool read_all(camp_import *import, const camp_file *source) {
    sessionize z = {.places = 0};
    camp_map_init(&z.seen, import->arena);
    if (!camp_json_begin_source(&z.s, import, source)) return false;
    const cJSON *one, *sessions = cJSON_GetObjectItemCaseSensitive(z.s.root, "sessions"),
                      *rooms = cJSON_GetObjectItemCaseSensitive(z.s.root, "rooms");
    if (!cJSON_IsArray(sessions)) {
        camp_report_add(import->report, CAMP_ERROR, "E_IMPORT_JSON", (camp_place){z.s.file, 1, 0, ""},
                        "this is not \"All data\" of Sessionize: the list \"sessions\" is missing");
        return false;
    }
    for (one = camp_json_first(rooms); one; one = one->next)
        (void)camp_schedule_room(import, camp_span_of(camp_json_text(&z.s, one, "name")), -1,
                                 camp_json_place(&z.s, one));
    for (one = camp_json_first(sessions); one; one = one->next)
        read_session(&z, one);
    camp_schedule_told(import, z.places);
    camp_json_end(&z.s);
    return true;
}

bool camp_import_sessionize(camp_import *import, const camp_file *sources, size_t n) {
    bool good = true;
    for (size_t i = 0; i < n; i++)
        good = read_all(import, &sources[i]) && good;
    return good;
}
