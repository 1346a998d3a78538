/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule.h - slots, rooms and places that a source tells. */
#ifndef CAMP_IMPORT_SCHEDULE_H
#define CAMP_IMPORT_SCHEDULE_H

#include "import/import.h"

/* The id of the room of that name, added where the event had no rooms.csv; NULL and a warning where it does
 * not know it. capacity < 0: not told. */
const char *camp_schedule_room(camp_import *import, camp_span name, double capacity, camp_place place);
/* The id of the slot with that day ("" or "2026-03-14"), start and end (minutes), added likewise. label ""
 * is none; wanted is the id if it is free, "" lets one be made. */
const char *camp_schedule_slot(camp_import *import, camp_span day, int start, int end, camp_span wanted,
                               camp_span label, bool open, camp_place place);
/* Notes that the card stands there: a row of lock.csv where places are kept; one card has one. Either may be
 * NULL. Returns whether it is the card's first place; one that cannot be written is told. */
bool camp_schedule_put(camp_import *import, int card, const char *slot, const char *room, camp_place place);
/* Says that places were read and not kept, once. */
void camp_schedule_told(camp_import *import, int n_places);
/* Sets a key of a new event.json; nothing where the event has the file. */
void camp_schedule_option(camp_import *import, const char *key, const char *value);

#endif
