/* SPDX-License-Identifier: GPL-3.0-or-later */
/* moment.h - the civil calendar, and the moment that stands in files instead of the clock's. */
#ifndef CAMP_MOMENT_H
#define CAMP_MOMENT_H

#include "event/event.h"
#include <stdint.h>

typedef struct camp_date {
    int year, month, day;
} camp_date;

/* The date of a day counted from 2000-01-01, as slots count them (start_min / 1440). */
camp_date camp_date_of(long days);
/* The day of a moment counted in minutes from 2000-01-01 00:00. */
long camp_day_of(long minutes);

/* The event's date, else its first day, else 2000-01-01, counted so. */
long camp_event_day(const camp_event *event);
/* Whether every slot has a day, and the event has one; if not the report says that `date` is missing in
 * event.json, which `form` needs.
 */
bool camp_has_days(const camp_event *event, const char *form, camp_report *report);

/* Seconds since 1970 that files say they were made: SOURCE_DATE_EPOCH where it is set, else the beginning
 * (UTC) of camp_event_day. So that a file depends on its event only. */
int64_t camp_stamp_s(const camp_event *event);

#endif
