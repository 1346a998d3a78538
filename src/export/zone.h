/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zone.h - the time zone of the event, as libical finds it in the tz database of the system. */
#ifndef CAMP_ZONE_H
#define CAMP_ZONE_H

#include "event/event.h"

/* Whether the event's zone, where it has one, is known here; if not the report says so. */
bool camp_zone_known(const camp_event *event, camp_report *report);
/* Minutes by which local time is ahead of UTC at a local time (minutes from 2000-01-01 00:00); 0 without a
 * zone. In the hour that comes twice the later one counts, in the hour that is left out the time after it. */
int camp_zone_offset_min(const camp_event *event, long local_min);
/* "2026-03-14T09:00:00-05:00", in UTC without a zone. */
const char *camp_zone_time(const camp_event *event, long local_min, camp_arena *arena);

#endif
