/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule_json.c - schedule.json of frab and pretalx (https://c3voc.de/schedule/schema.json), written by
 * cJSON. */
#include "export/schedule.h"
#include "export/uid.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

/* Everything in a tree; `good` until cJSON finds no memory. */
typedef struct tree {
    const camp_schedule *from;
    camp_arena *arena;
    bool good;
} tree;

static void release_tree(void *root) {
    cJSON_Delete(root);
}

static void put_text(tree *t, cJSON *object, const char *name, const char *text) {
    t->good = cJSON_AddStringToObject(object, name, text) && t->good;
}

static void put_whole(tree *t, cJSON *object, const char *name, double value) {
    t->good = cJSON_AddNumberToObject(object, name, value) && t->good;
}

static void put_text_or_null(tree *t, cJSON *object, const char *name, const char *text) {
    if (text[0])
        put_text(t, object, name, text);
    else
        t->good = cJSON_AddNullToObject(object, name) && t->good;
}

static cJSON *put_object(tree *t, cJSON *object, const char *name) {
    cJSON *made = cJSON_AddObjectToObject(object, name);
    t->good = made && t->good;
    return made;
}

static cJSON *put_list(tree *t, cJSON *object, const char *name) {
    cJSON *made = cJSON_AddArrayToObject(object, name);
    t->good = made && t->good;
    return made;
}

static cJSON *put_entry(tree *t, cJSON *list) {
    cJSON *made = cJSON_CreateObject();
    if (made && cJSON_AddItemToArray(list, made)) return made;
    cJSON_Delete(made);
    t->good = false;
    return NULL;
}

static void put_talk(tree *t, cJSON *list, const camp_talk *talk) {
    cJSON *entry = put_entry(t, list);
    put_text(t, entry, "guid", talk->guid);
    put_whole(t, entry, "id", talk->id);
    put_text(t, entry, "date", talk->date);
    put_text(t, entry, "start", talk->start);
    put_text(t, entry, "end", talk->end);
    put_text(t, entry, "duration", talk->duration);
    put_text(t, entry, "room", t->from->rooms[talk->room]);
    put_text(t, entry, "slug", talk->slug);
    put_text(t, entry, "url", camp_arena_printf(t->arena, "urn:uuid:%s", talk->guid));
    put_text(t, entry, "title", talk->title);
    put_text_or_null(t, entry, "subtitle", talk->subtitle);
    put_text_or_null(t, entry, "track", talk->track);
    put_text(t, entry, "type", "other");
    put_text_or_null(t, entry, "language", "");
    put_text_or_null(t, entry, "abstract", "");
    put_text_or_null(t, entry, "description", talk->description);
    cJSON *persons = put_list(t, entry, "persons");
    for (int i = 0; i < talk->n_persons; i++) {
        cJSON *person = put_entry(t, persons);
        put_text(t, person, "guid", camp_uid(t->arena, "person", talk->persons[i]));
        put_text(t, person, "name", talk->persons[i]);
    }
    (void)put_list(t, entry, "links");
}

static void put_day(tree *t, cJSON *list, int d) {
    const camp_schedule_day *day = &t->from->days[d];
    cJSON *entry = put_entry(t, list);
    put_whole(t, entry, "index", d + 1);
    put_text(t, entry, "date", day->date);
    put_text(t, entry, "day_start", day->start);
    put_text(t, entry, "day_end", day->end);
    cJSON *rooms = put_object(t, entry, "rooms");
    for (int r = 0; r < t->from->n_rooms; r++) {
        /* two rooms may have the same name once it is clean */
        cJSON *room = cJSON_GetObjectItemCaseSensitive(rooms, t->from->rooms[r]);
        if (!room) room = put_list(t, rooms, t->from->rooms[r]);
        for (int i = 0; i < t->from->n_talks; i++)
            if (t->from->talks[i].room == r && t->from->talks[i].day == d)
                put_talk(t, room, &t->from->talks[i]);
    }
}

static void put_conference(tree *t, cJSON *schedule) {
    const camp_schedule *from = t->from;
    cJSON *conference = put_object(t, schedule, "conference");
    put_text(t, conference, "acronym", from->acronym);
    put_text(t, conference, "title", from->title);
    put_text(t, conference, "start", from->days[0].date);
    put_text(t, conference, "end", from->days[from->n_days - 1].date);
    put_whole(t, conference, "daysCount", from->n_days);
    put_text(t, conference, "timeslot_duration", from->timeslot);
    if (from->time_zone) put_text(t, conference, "time_zone_name", from->time_zone);
    cJSON *tracks = put_list(t, conference, "tracks");
    for (int i = 0; i < from->n_tracks; i++)
        put_text(t, put_entry(t, tracks), "name", from->tracks[i]);
    cJSON *rooms = put_list(t, conference, "rooms");
    for (int i = 0; i < from->n_rooms; i++) {
        cJSON *room = put_entry(t, rooms);
        put_text(t, room, "name", from->rooms[i]);
        put_text(t, room, "guid", from->room_guids[i]);
    }
    cJSON *days = put_list(t, conference, "days");
    for (int d = 0; d < from->n_days; d++)
        put_day(t, days, d);
}

static void put_all(tree *t, cJSON *root) {
    put_text(t, root, "$schema", "https://c3voc.de/schedule/schema.json");
    cJSON *generator = put_object(t, root, "generator");
    put_text(t, generator, "name", "campboard");
    put_text(t, generator, "version", camp_version());
    cJSON *schedule = put_object(t, root, "schedule");
    put_text(t, schedule, "version", t->from->version);
    put_conference(t, schedule);
}

camp_status camp_export_schedule_json(const camp_event *event, const camp_board *board,
                                      const camp_export_options *options, camp_report *report,
                                      camp_arena *arena, camp_span *text) {
    camp_arena scratch;
    camp_schedule schedule;
    (void)options;
    camp_arena_init_like(&scratch, arena);
    camp_status status = camp_schedule_make(event, board, report, &scratch, &schedule);
    if (status == CAMP_OK) {
        tree t = {&schedule, &scratch, true};
        void **root = camp_arena_own(&scratch, release_tree), **written = camp_arena_own(&scratch, free);
        *root = cJSON_CreateObject();
        put_all(&t, *root);
        if (t.good) *written = cJSON_Print(*root);
        const char *bytes = *written;
        if (bytes)
            *text = (camp_span){camp_arena_printf(arena, "%s\n", bytes), strlen(bytes) + 1};
        else
            camp_arena_fail(arena);
    }
    camp_arena_free(&scratch);
    return status;
}
