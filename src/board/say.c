/* SPDX-License-Identifier: GPL-3.0-or-later */
/* say.c - findings of the check, and plain words for the people, sessions, rooms and slots in them. */
#include "board/view.h"

#include <stdarg.h>
#include <string.h>

bool camp_found(camp_findings *findings) {
    findings->n++;
    return findings->report && findings->n <= CAMP_VIOLATIONS_TOLD;
}

void camp_tell(camp_findings *findings, const char *code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *message = camp_arena_vprintf(findings->arena, format, args);
    va_end(args);
    camp_report_add(findings->report, CAMP_ERROR, code, (camp_place){findings->file, 0, 0, ""}, "%s",
                    message);
}

/* An expected voter has no name: it is told by what it wants. */
static const char *say_expected(const camp_event *event, camp_arena *arena, int person) {
    const char *text = "the anonymous voters of ";
    for (long v = event->vote_start[person]; v < event->vote_start[person + 1]; v++)
        text = camp_arena_printf(arena, "%s%s%s", text, v > event->vote_start[person] ? " and " : "",
                                 camp_say_session(event, arena, event->vote_session[v]));
    return text;
}

const char *camp_say_person(const camp_event *event, camp_arena *arena, int person) {
    const camp_person *p = &event->people[person];
    if (p->expected) return say_expected(event, arena, person);
    if (!p->name[0] || !strcmp(p->name, p->id)) return p->id;
    return camp_arena_printf(arena, "%s (%s)", p->name, p->id);
}

const char *camp_say_session(const camp_event *event, camp_arena *arena, int session) {
    const camp_session *s = &event->sessions[session];
    if (!strcmp(s->title, s->id)) return camp_arena_printf(arena, "\"%s\"", s->title);
    return camp_arena_printf(arena, "\"%s\" (%s)", s->title, s->id);
}

const char *camp_say_slot(const camp_event *event, camp_arena *arena, int slot) {
    const camp_slot *t = &event->slots[slot];
    return camp_arena_printf(arena, "slot %s (%s%s%d:%02d)", t->id, t->day, t->day[0] ? " " : "",
                             t->start_clock / 60, t->start_clock % 60);
}

const char *camp_say_room(const camp_event *event, camp_arena *arena, int room) {
    return camp_arena_printf(arena, "room %s", event->rooms[room].id);
}

const char *camp_say_run(const camp_event *event, camp_arena *arena, const camp_run *run) {
    return camp_arena_printf(arena, "%s in %s, %s", camp_say_session(event, arena, run->session),
                             camp_say_slot(event, arena, run->slot), camp_say_room(event, arena, run->room));
}
