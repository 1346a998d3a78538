/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unvoted.h - an event without its votes: which boards are valid stays the same, what they are worth does
 * not. */
#ifndef CAMP_UNVOTED_H
#define CAMP_UNVOTED_H

#include "event/event.h"

/* A copy that shares everything else with the event; nobody votes and nobody is owed a seat by the floor. */
camp_event *camp_event_unvoted(const camp_event *event, camp_arena *arena);

#endif
