/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zone.c - the time zone of the event. libical reads the system's tz database and keeps what it read for the
 * process, behind a lock of its own. */
#include "export/zone.h"
#include "export/moment.h"

#include <libical/ical.h>
#include <stdlib.h>

bool camp_zone_known(const camp_event *event, camp_report *report) {
    if (!event->timezone[0] || icaltimezone_get_builtin_timezone(event->timezone)) return true;
    camp_report_add(
        report, CAMP_ERROR, "E_UNKNOWN_TIMEZONE", (camp_place){.file = "event.json", .header = ""},
        "timezone \"%s\" is not in the time zone database of this machine; expected a name such as "
        "\"America/Chicago\", written in just these letters (the database is the package tzdata)",
        event->timezone);
    return false;
}

int camp_zone_offset_min(const camp_event *event, long local_min) {
    icaltimezone *zone = event->timezone[0] ? icaltimezone_get_builtin_timezone(event->timezone) : NULL;
    camp_date date = camp_date_of(camp_day_of(local_min));
    struct icaltimetype time = icaltime_null_time();
    int daylight = 0, minute = (int)(local_min - camp_day_of(local_min) * 1440);
    if (!zone) return 0;
    time.year = date.year;
    time.month = date.month;
    time.day = date.day;
    time.hour = minute / 60;
    time.minute = minute % 60;
    return icaltimezone_get_utc_offset(zone, &time, &daylight) / 60;
}

const char *camp_zone_time(const camp_event *event, long local_min, camp_arena *arena) {
    camp_date date = camp_date_of(camp_day_of(local_min));
    int minute = (int)(local_min - camp_day_of(local_min) * 1440),
        offset = camp_zone_offset_min(event, local_min);
    return camp_arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:00%c%02d:%02d", date.year, date.month, date.day,
                             minute / 60, minute % 60, offset < 0 ? '-' : '+', abs(offset) / 60,
                             abs(offset) % 60);
}
