/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calendar.c - the board as a calendar (RFC 5545), built and written by libical.
 *
 *     VCALENDAR
 *       VTIMEZONE             what the event's zone does on the event's days; none without a zone: local
 * times VEVENT ...            a run each, by start: UID from names (uid.h), DTSTAMP from the event (moment.h)
 *       VEVENT ...            cancelled ones of the earlier calendar (calendar_earlier.c)
 *
 * What stands in it may be seen by all; of a person's calendar that means who it is of, and where that person
 * sits.
 */
#include "export/calendar.h"
#include "export/asked.h"
#include "export/buffer.h"
#include "export/clean.h"
#include "export/moment.h"
#include "export/order.h"
#include "export/public_name.h"
#include "export/uid.h"
#include "export/zone.h"

#include <libical/ical.h>
#include <string.h>

enum {
    DAYS_AROUND = 2
}; /* of which the zone's changes are told: few programs read yearly ones without a mistake */

typedef struct making {
    const camp_event *event;
    const camp_board *board;
    camp_arena *arena;
    icalcomponent *calendar;
    icaltimezone *zone; /* NULL: local times */
    struct icaltimetype stamp;
    int room, person; /* chosen; -1: all */
    bool *chosen;     /* per run */
    bool *presents;   /* per run: by the chosen person */
    const int *runs_of;
} making;

static void release_component(void *component) {
    icalcomponent_free(component);
}

static void release_text(void *text) {
    icalmemory_free_buffer(text);
}

/* libical gives NULL when there is no memory. */
static void add(making *m, icalcomponent *to, icalproperty *property) {
    if (!property) camp_arena_fail(m->arena);
    icalcomponent_add_property(to, property);
}

static void add_own(making *m, icalcomponent *to, const char *name, const char *value) {
    icalproperty *property = icalproperty_new_x(value);
    if (property) icalproperty_set_x_name(property, name);
    add(m, to, property);
}

/* ---- times */

static struct icaltimetype time_of(long local_min) {
    long day = camp_day_of(local_min);
    camp_date date = camp_date_of(day);
    struct icaltimetype time = icaltime_null_time();
    time.year = date.year;
    time.month = date.month;
    time.day = date.day;
    time.hour = (int)(local_min - day * 1440) / 60;
    time.minute = (int)(local_min - day * 1440) % 60;
    return time;
}

static bool is_utc(const making *m) {
    return m->zone && m->zone == icaltimezone_get_utc_timezone();
}

static void add_time(making *m, icalcomponent *to, icalproperty_kind kind, long local_min) {
    struct icaltimetype time = time_of(local_min);
    if (is_utc(m)) time.zone = m->zone;
    icalproperty *property =
        kind == ICAL_DTSTART_PROPERTY ? icalproperty_new_dtstart(time) : icalproperty_new_dtend(time);
    if (property && m->zone && !is_utc(m))
        icalproperty_add_parameter(property, icalparameter_new_tzid(m->event->timezone));
    add(m, to, property);
}

/* The zone as it is around the days of the event, under its plain name. */
static void add_zone(making *m) {
    long first = LONG_MAX, last = LONG_MIN;
    for (int i = 0; i < m->event->n_slots; i++) {
        if (m->event->slots[i].start_min < first) first = m->event->slots[i].start_min;
        if (m->event->slots[i].end_min > last) last = m->event->slots[i].end_min;
    }
    if (!m->zone || is_utc(m) || !m->event->n_slots) return;
    struct icaltimetype from = time_of((camp_day_of(first) - DAYS_AROUND) * 1440);
    struct icaltimetype to = time_of((camp_day_of(last) + DAYS_AROUND) * 1440);
    from.zone = to.zone = icaltimezone_get_utc_timezone();
    icalcomponent *zone = icalcomponent_new_clone(icaltimezone_get_component(m->zone));
    if (!zone) camp_arena_fail(m->arena);
    icalcomponent_add_component(m->calendar, zone);
    icaltimezone_truncate_vtimezone(zone, from, to, 0);
    icalproperty *name = icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY);
    icalproperty *until = icalcomponent_get_first_property(zone, ICAL_TZUNTIL_PROPERTY);
    if (name) icalproperty_set_tzid(name, m->event->timezone);
    if (until) { /* RFC 7808; few programs know it */
        icalcomponent_remove_property(zone, until);
        icalproperty_free(until);
    }
}

/* ---- entries */

static const char *location_of(const making *m, const camp_run *run) {
    const camp_room *room = &m->event->rooms[run->room];
    const char *name = camp_public_line(m->arena, room->id);
    if (m->event->n_sites < 2) return name;
    return camp_arena_printf(m->arena, "%s, %s", name,
                             camp_public_line(m->arena, m->event->site_names[room->site]));
}

static const char *public_line(const making *m, const char *text) {
    return camp_public_line(m->arena, text);
}

/* Presenters, the run's number, the description; a line each. */
static const char *description_of(const making *m, int run) {
    const camp_session *session = &m->event->sessions[m->board->runs[run].session];
    camp_buffer text;
    camp_buffer_init(&text, m->arena);
    if (m->presents[run]) camp_buffer_text(&text, "You present this session.\n");
    for (int i = 0; i < session->presenters.n; i++) {
        camp_buffer_text(&text, i ? ", " : "With ");
        camp_buffer_text(
            &text,
            camp_public_line(m->arena, camp_public_name(m->event, session->presenters.at[i], m->arena)));
    }
    if (session->presenters.n) camp_buffer_text(&text, "\n");
    if (m->runs_of[m->board->runs[run].session] > 1)
        camp_buffer_text(
            &text, camp_arena_printf(m->arena, "Run %d of this session\n", m->board->runs[run].section));
    camp_buffer_text(&text,
                     camp_clean_lines(m->arena, camp_without_addresses(session->description, m->arena)));
    while (text.n && text.at[text.n - 1] == '\n')
        text.at[--text.n] = '\0';
    return text.at;
}

static void add_entry(making *m, int index) {
    const camp_run *run = &m->board->runs[index];
    const camp_session *session = &m->event->sessions[run->session];
    const char *uid = camp_uid_of_run(m->event, run, m->arena), *location = location_of(m, run);
    const char *title = public_line(m, session->title), *description = description_of(m, index);
    icalcomponent *entry = icalcomponent_new_vevent();
    if (!entry) camp_arena_fail(m->arena);
    icalcomponent_add_component(m->calendar, entry);
    add(m, entry, icalproperty_new_uid(uid));
    add(m, entry, icalproperty_new_dtstamp(m->stamp));
    add(m, entry, icalproperty_new_sequence(0));
    add(m, entry, icalproperty_new_status(ICAL_STATUS_CONFIRMED));
    add_time(m, entry, ICAL_DTSTART_PROPERTY, m->event->slots[run->slot].start_min);
    add_time(m, entry, ICAL_DTEND_PROPERTY, m->event->slots[camp_last_slot(m->event, run)].end_min);
    add(m, entry, icalproperty_new_summary(title));
    add(m, entry, icalproperty_new_location(location));
    if (description[0]) add(m, entry, icalproperty_new_description(description));
}

/* ---- all */

static void choose(making *m) {
    const camp_board *board = m->board;
    m->chosen = CAMP_NEW(m->arena, bool, board->n_runs);
    m->presents = CAMP_NEW(m->arena, bool, board->n_runs);
    for (int i = 0; i < board->n_runs; i++) {
        camp_list presenters = m->event->sessions[board->runs[i].session].presenters;
        for (int k = 0; k < presenters.n; k++)
            m->presents[i] = m->presents[i] || presenters.at[k] == m->person;
        m->chosen[i] = m->presents[i] || (m->person < 0 && (m->room < 0 || board->runs[i].room == m->room));
    }
    for (long i = 0; m->person >= 0 && i < board->n_seats; i++)
        if (board->seats[i].person == m->person) m->chosen[board->seats[i].run] = true;
}

/* "Edcamp Harbor Bend: Gym" */
static const char *name_of(const making *m) {
    const char *name = camp_public_line(m->arena, m->event->name), *whose = NULL;
    if (m->room >= 0) whose = m->event->rooms[m->room].id;
    if (m->person >= 0) whose = camp_public_name(m->event, m->person, m->arena);
    return whose ? camp_arena_printf(m->arena, "%s: %s", name, camp_public_line(m->arena, whose)) : name;
}

static const char *of_what(const making *m) {
    const char *kind = m->room >= 0 ? "room" : m->person >= 0 ? "person" : "board", *id = "";
    if (m->room >= 0) id = m->event->rooms[m->room].id;
    if (m->person >= 0) id = m->event->people[m->person].id;
    return camp_uid(m->arena, "calendar",
                    camp_arena_printf(m->arena, "%s\n%s\n%s", m->event->name, kind, id));
}

static void add_head(making *m) {
    add(m, m->calendar, icalproperty_new_version("2.0"));
    add(m, m->calendar, icalproperty_new_prodid(CAMP_CALENDAR_MAKER));
    add(m, m->calendar, icalproperty_new_calscale("GREGORIAN"));
    add(m, m->calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    add_own(m, m->calendar, "X-WR-CALNAME", name_of(m));
    add_own(m, m->calendar, CAMP_CALENDAR_OF, of_what(m));
}

static void make(making *m, void *earlier) {
    int64_t stamp = camp_stamp_s(m->event);
    const int *order = camp_order_runs(m->event, m->board, m->arena);
    void **calendar = camp_arena_own(m->arena, release_component);
    m->calendar = *calendar = icalcomponent_new_vcalendar();
    if (!m->calendar) camp_arena_fail(m->arena);
    m->stamp = icaltime_from_timet_with_zone((time_t)stamp, 0, icaltimezone_get_utc_timezone());
    add_head(m);
    add_zone(m);
    for (int i = 0; i < m->board->n_runs; i++)
        if (m->chosen[order[i]]) add_entry(m, order[i]);
    if (earlier) camp_calendar_continue(m->calendar, earlier);
}

static camp_status find_chosen(making *m, const camp_export_options *options, camp_report *report) {
    if (options->room && options->person) {
        camp_report_add(report, CAMP_ERROR, "E_ARGUMENT", (camp_place){.file = "", .header = ""},
                        "a calendar is of a room or of a person, not of both");
        return CAMP_BAD_ARGUMENT;
    }
    if (options->room) m->room = camp_asked_room(m->event, options->room, report, m->arena);
    if (options->person) m->person = camp_asked_person(m->event, options->person, report, m->arena);
    bool found = (!options->room || m->room >= 0) && (!options->person || m->person >= 0);
    return found ? CAMP_OK : CAMP_BAD_ARGUMENT;
}

static camp_status write(making *m, const camp_export_options *options, camp_report *report,
                         camp_arena *arena, camp_span *text) {
    if (!camp_has_days(m->event, "a calendar", report) || !camp_zone_known(m->event, report))
        return CAMP_BAD_INPUT;
    camp_status status = find_chosen(m, options, report);
    if (status != CAMP_OK) return status;
    void *earlier = NULL;
    if (options->earlier && options->earlier_size) {
        earlier = camp_calendar_read(m->arena, options->earlier, options->earlier_size, of_what(m), report);
        if (!earlier) return CAMP_BAD_INPUT;
    }
    camp_clean_warn(m->event, report);
    m->runs_of = camp_runs_of(m->event, m->board, m->arena);
    choose(m);
    make(m, earlier);
    void **written = camp_arena_own(m->arena, release_text);
    *written = icalcomponent_as_ical_string_r(m->calendar);
    if (!*written) camp_arena_fail(arena);
    size_t n = strlen(*written);
    *text = (camp_span){camp_arena_text(arena, *written, n), n};
    return CAMP_OK;
}

camp_status camp_export_calendar(const camp_event *event, const camp_board *board,
                                 const camp_export_options *options, camp_report *report, camp_arena *arena,
                                 camp_span *text) {
    camp_arena scratch;
    making m = {.event = event, .board = board, .arena = &scratch, .room = -1, .person = -1};
    camp_arena_init_like(&scratch, arena);
    if (event->timezone[0]) m.zone = icaltimezone_get_builtin_timezone(event->timezone);
    camp_status status = write(&m, options, report, arena, text);
    camp_arena_free(&scratch);
    return status;
}
