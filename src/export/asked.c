/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asked.c - the room or person that an export was asked for. */
#include "export/asked.h"
#include "event/read.h"

static int find(const camp_names *names, const char *text, camp_report *report, camp_arena *arena,
                const char *unknown, const char *ambiguous) {
    camp_span span = camp_span_of(text);
    int found = camp_names_find(names, span);
    if (found == CAMP_AMBIGUOUS)
        camp_report_add(report, CAMP_ERROR, ambiguous, (camp_place){.file = "", .header = ""},
                        "%s is the name of more than one %s; write the id instead", camp_quoted(arena, span),
                        names->what);
    else if (found < 0)
        camp_report_add(report, CAMP_ERROR, unknown, (camp_place){.file = "", .header = ""},
                        "there is no %s %s in the event%s", names->what, camp_quoted(arena, span),
                        camp_names_hint_or_list(arena, names, span));
    return found < 0 ? -1 : found;
}

int camp_asked_room(const camp_event *event, const char *text, camp_report *report, camp_arena *arena) {
    camp_names names;
    camp_names_init(&names, arena, "room", "rooms.csv");
    for (int r = 0; r < event->n_rooms; r++)
        (void)camp_names_add(&names, event->rooms[r].id, r);
    return find(&names, text, report, arena, "E_UNKNOWN_ROOM", "E_INTERNAL"); /* an id is never ambiguous */
}

int camp_asked_person(const camp_event *event, const char *text, camp_report *report, camp_arena *arena) {
    camp_names names;
    camp_names_init(&names, arena, "person", "people.csv");
    for (int p = 0; p < event->n_real_people; p++)
        (void)camp_names_add(&names, event->people[p].id, p);
    for (int p = 0; p < event->n_real_people; p++) {
        camp_names_also(&names, event->people[p].name, p);
        camp_names_also(&names, event->people[p].email, p);
    }
    return find(&names, text, report, arena, "E_UNKNOWN_PERSON", "E_AMBIGUOUS_PERSON");
}
