/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unvoted.c - an event without its votes. */
#include "unvoted.h"

camp_event *camp_event_unvoted(const camp_event *event, camp_arena *arena) {
    camp_event *copy = CAMP_NEW(arena, camp_event, 1);
    *copy = *event;
    copy->floor = 0;
    copy->vote_start = CAMP_NEW(arena, long, event->n_people + 1);
    copy->fan_start = CAMP_NEW(arena, long, event->n_sessions + 1);
    return copy;
}
