/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calendar_earlier.c - a calendar that is written over an earlier one (RFC 5545 section 3.8.7.4: SEQUENCE).
 *
 *     new entry       earlier one           becomes
 *     a               -                     a, SEQUENCE 0
 *     a               the same, 3           a, SEQUENCE 3
 *     a               another, 3            a, SEQUENCE 4
 *     -               a, 3                  a, SEQUENCE 4, STATUS:CANCELLED
 *     -               cancelled, 4          stays
 */
#include "export/calendar.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

static void release_component(void *component) {
    icalcomponent_free(component);
}

/* ---- reading */

static const char *own_property(icalcomponent *calendar, const char *name) {
    for (icalproperty *p = icalcomponent_get_first_property(calendar, ICAL_X_PROPERTY); p;
         p = icalcomponent_get_next_property(calendar, ICAL_X_PROPERTY))
        if (icalproperty_get_x_name(p) && strcmp(icalproperty_get_x_name(p), name) == 0)
            return icalproperty_get_x(p);
    return NULL;
}

static bool ours(icalcomponent *calendar) {
    icalproperty *maker = icalcomponent_get_first_property(calendar, ICAL_PRODID_PROPERTY);
    return maker && icalproperty_get_prodid(maker) &&
           strcmp(icalproperty_get_prodid(maker), CAMP_CALENDAR_MAKER) == 0;
}

static bool whole(icalcomponent *calendar, const char *bytes, size_t size) {
    if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) return false;
    if (icalcomponent_count_errors(calendar) > 0 || !strstr(bytes, "END:VCALENDAR")) return false;
    for (icalcomponent *c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); c;
         c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        if (!icalcomponent_get_uid(c)) return false;
    return strlen(bytes) == size;
}

static void *refuse(camp_report *report, const char *what) {
    camp_report_add(
        report, CAMP_ERROR, "E_CALENDAR", (camp_place){.file = "", .header = ""},
        "the calendar that would be written over %s, so what it holds cannot be carried on; nothing was "
        "written. Move it away, or write to another file",
        what);
    return NULL;
}

void *camp_calendar_read(camp_arena *arena, const char *bytes, size_t size, const char *of,
                         camp_report *report) {
    const char *text = camp_arena_text(arena, bytes, size);
    void **calendar = camp_arena_own(arena, release_component);
    *calendar = icalparser_parse_string(text);
    if (!whole(*calendar, text, size)) return refuse(report, "is no calendar that can be read");
    const char *its = own_property(*calendar, CAMP_CALENDAR_OF);
    if (!ours(*calendar) || !its) return refuse(report, "was not made by Campboard");
    if (strcmp(its, of) != 0)
        return refuse(report, "is of another event (or the event had another name then), room or person");
    return *calendar;
}

/* ---- carrying on */

static icalcomponent *entry_of(icalcomponent *calendar, const char *uid) {
    for (icalcomponent *c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); c;
         c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        if (strcmp(icalcomponent_get_uid(c), uid) == 0) return c;
    return NULL;
}

static void drop(icalcomponent *entry, icalproperty_kind kind) {
    icalproperty *property = icalcomponent_get_first_property(entry, kind);
    if (!property) return;
    icalcomponent_remove_property(entry, property);
    icalproperty_free(property);
}

/* The entry as text without what may differ between two that say the same; to be freed. */
static char *meaning(icalcomponent *entry) {
    icalcomponent *bare = icalcomponent_new_clone(entry);
    if (!bare) return NULL;
    drop(bare, ICAL_SEQUENCE_PROPERTY);
    drop(bare, ICAL_DTSTAMP_PROPERTY);
    char *text = icalcomponent_as_ical_string_r(bare);
    icalcomponent_free(bare);
    return text;
}

static bool same(icalcomponent *a, icalcomponent *b) {
    char *x = meaning(a), *y = meaning(b);
    bool equal = x && y && strcmp(x, y) == 0;
    icalmemory_free_buffer(x);
    icalmemory_free_buffer(y);
    return equal;
}

static void cancel(icalcomponent *entry) {
    if (icalcomponent_get_status(entry) == ICAL_STATUS_CANCELLED) return;
    icalcomponent_set_status(entry, ICAL_STATUS_CANCELLED);
    icalcomponent_set_sequence(entry, icalcomponent_get_sequence(entry) + 1);
}

/* A zone that the new calendar does not have: an entry that stays may be told in it. */
static void keep_zones(icalcomponent *calendar, icalcomponent *earlier) {
    icalcomponent *zone, *now = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT);
    while ((zone = icalcomponent_get_first_component(earlier, ICAL_VTIMEZONE_COMPONENT))) {
        icalproperty *its = icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY);
        icalproperty *there = now ? icalcomponent_get_first_property(now, ICAL_TZID_PROPERTY) : NULL;
        icalcomponent_remove_component(earlier, zone);
        if (its && !(there && strcmp(icalproperty_get_tzid(its), icalproperty_get_tzid(there)) == 0))
            icalcomponent_add_component(calendar, zone);
        else
            icalcomponent_free(zone);
    }
}

void camp_calendar_continue(void *calendar, void *earlier) {
    for (icalcomponent *c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); c;
         c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        icalcomponent *before = entry_of(earlier, icalcomponent_get_uid(c));
        if (!before) continue;
        icalcomponent_set_sequence(c, icalcomponent_get_sequence(before) + !same(before, c));
        icalcomponent_remove_component(earlier, before);
        icalcomponent_free(before);
    }
    icalcomponent *left = icalcomponent_get_first_component(earlier, ICAL_VEVENT_COMPONENT);
    if (left) keep_zones(calendar, earlier);
    while ((left = icalcomponent_get_first_component(earlier, ICAL_VEVENT_COMPONENT))) {
        icalcomponent_remove_component(earlier, left);
        cancel(left);
        icalcomponent_add_component(calendar, left);
    }
}
