/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clean.h - texts of the event for files of other programs: valid UTF-8 without characters that XML 1.0
 * forbids and no program wants. */
#ifndef CAMP_CLEAN_H
#define CAMP_CLEAN_H

#include "event/event.h"

/* One line: white space of any kind, also several, becomes one space; control characters, what is no UTF-8
 * and the noncharacters U+FFFE and U+FFFF become U+FFFD. */
const char *camp_clean_line(camp_arena *arena, const char *text);
/* The same with its line breaks (as "\n") and tabs. */
const char *camp_clean_lines(camp_arena *arena, const char *text);

/* Warns of each text of the event that is changed by this: names of sessions, rooms, slots and the event,
 * descriptions. */
void camp_clean_warn(const camp_event *event, camp_report *report);

#endif
