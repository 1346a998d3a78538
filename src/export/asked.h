/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asked.h - the room or person that an export was asked for, by any name that the event's files take. */
#ifndef CAMP_ASKED_H
#define CAMP_ASKED_H

#include "event/event.h"

/* Its number, or -1 and an error in the report with the nearest name. */
int camp_asked_room(const camp_event *event, const char *text, camp_report *report, camp_arena *arena);
/* A person by id, name or e-mail address. */
int camp_asked_person(const camp_event *event, const char *text, camp_report *report, camp_arena *arena);

#endif
