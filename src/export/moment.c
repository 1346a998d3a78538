/* SPDX-License-Identifier: GPL-3.0-or-later */
/* moment.c - the civil calendar (Hinnant, "chrono-compatible low-level date algorithms"), and the moment that
 * stands in files instead of the clock's (https://reproducible-builds.org/specs/source-date-epoch/). */
#include "export/moment.h"
#include "event/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_TO_2000_MARCH = 60, DAYS_OF_ERA = 146097 };
#define SECONDS_TO_2000 INT64_C(946684800)
#define LATEST_STAMP INT64_C(32503680000) /* the year 3000 */

camp_date camp_date_of(long days) {
    long shifted = days - DAYS_TO_2000_MARCH; /* an era of 400 years begins on 2000-03-01 */
    long era = (shifted >= 0 ? shifted : shifted - DAYS_OF_ERA + 1) / DAYS_OF_ERA;
    long in_era = shifted - era * DAYS_OF_ERA;
    long year = (in_era - in_era / 1460 + in_era / 36524 - in_era / (DAYS_OF_ERA - 1)) / 365;
    long in_year = in_era - (365 * year + year / 4 - year / 100);
    long month = (5 * in_year + 2) / 153; /* from March */
    return (camp_date){(int)(2000 + era * 400 + year + (month >= 10)),
                       (int)(month < 10 ? month + 3 : month - 9), (int)(in_year - (153 * month + 2) / 5 + 1)};
}

long camp_day_of(long minutes) {
    return (minutes >= 0 ? minutes : minutes - 1439) / 1440;
}

long camp_event_day(const camp_event *event) {
    int days = 0;
    if (event->date[0] && camp_parse_date(camp_span_of(event->date), &days)) return days;
    long first = LONG_MAX;
    for (int i = 0; i < event->n_slots; i++)
        if (event->slots[i].day[0] && event->slots[i].start_min < first) first = event->slots[i].start_min;
    return first == LONG_MAX ? 0 : camp_day_of(first);
}

bool camp_has_days(const camp_event *event, const char *form, camp_report *report) {
    const char *without = event->n_slots || event->date[0] ? NULL : "";
    for (int i = 0; i < event->n_slots && !without; i++)
        if (!event->slots[i].day[0]) without = event->slots[i].id;
    if (!without) return true;
    camp_report_add(report, CAMP_ERROR, "E_NO_DATE", (camp_place){.file = "event.json", .header = ""},
                    "%s needs the day of every slot, and slot \"%s\" has none; add the key \"date\", such as "
                    "\"date\": \"2026-03-14\", or a column \"day\" to slots.csv",
                    form, without);
    return false;
}

static bool epoch_of_environment(int64_t *seconds) {
    const char *text = getenv("SOURCE_DATE_EPOCH");
    if (!text || !*text || strspn(text, "0123456789") != strlen(text)) return false;
    errno = 0;
    long long value = strtoll(text, NULL, 10);
    *seconds = value;
    return errno == 0 && value <= LATEST_STAMP;
}

int64_t camp_stamp_s(const camp_event *event) {
    int64_t seconds;
    return epoch_of_environment(&seconds) ? seconds : SECONDS_TO_2000 + camp_event_day(event) * 86400L;
}
