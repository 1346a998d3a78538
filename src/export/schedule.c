/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule.c - the board as days, rooms and talks. Only what may hang on the wall: no votes, seats or costs.
 */
#include "export/schedule.h"
#include "export/buffer.h"
#include "export/clean.h"
#include "export/moment.h"
#include "export/order.h"
#include "export/public_name.h"
#include "export/uid.h"
#include "export/zone.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_WORD = 40, SHORTEST_ACRONYM = 4 };

typedef struct making {
    const camp_event *event;
    const camp_board *board;
    camp_arena *arena;
    camp_schedule *to;
    int *room_place;  /* per room: its place among those in use; 0 where it is not in use */
    long *day_number; /* per day: days after 2000-01-01 */
    const int *runs_of;
} making;

/* ---- words of a-z, 0-9: what is between becomes one `join` */

static const char *word_of(camp_arena *arena, const char *text, char join) {
    char *word = CAMP_NEW(arena, char, LONGEST_WORD + 1);
    size_t n = 0;
    for (; *text && n < LONGEST_WORD; text++) {
        char c = (char)(*text >= 'A' && *text <= 'Z' ? *text - 'A' + 'a' : *text);
        bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (kept)
            word[n++] = c;
        else if (n && word[n - 1] != join)
            word[n++] = join;
    }
    while (n && word[n - 1] == join)
        n--;
    word[n] = '\0';
    return word;
}

/* The schemas want at least four letters. */
static const char *acronym_of(camp_arena *arena, const char *name) {
    const char *word = word_of(arena, name, '_');
    if (strlen(word) >= SHORTEST_ACRONYM) return word;
    return word[0] ? camp_arena_printf(arena, "camp_%s", word) : "camp";
}

/* ---- days */

static int compare_longs(const void *a, const void *b) {
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

static void make_days(making *m) {
    const camp_event *event = m->event;
    long *all = CAMP_NEW(m->arena, long, event->n_slots + 1);
    int n = 0;
    for (int i = 0; i < event->n_slots; i++)
        all[i] = camp_day_of(event->slots[i].start_min);
    if (event->n_slots) qsort(all, (size_t)event->n_slots, sizeof *all, compare_longs);
    for (int i = 0; i < event->n_slots; i++)
        if (!n || all[n - 1] != all[i]) all[n++] = all[i];
    if (!n) all[n++] = camp_event_day(event);
    camp_schedule_day *days = CAMP_NEW(m->arena, camp_schedule_day, n);
    for (int d = 0; d < n; d++) {
        long first = event->n_slots ? LONG_MAX : all[d] * 1440,
             last = event->n_slots ? LONG_MIN : first + 1440;
        for (int i = 0; i < event->n_slots; i++) {
            const camp_slot *slot = &event->slots[i];
            if (camp_day_of(slot->start_min) != all[d]) continue;
            if (slot->start_min < first) first = slot->start_min;
            if (slot->end_min > last) last = slot->end_min;
        }
        camp_date date = camp_date_of(all[d]);
        days[d].date = camp_arena_printf(m->arena, "%04d-%02d-%02d", date.year, date.month, date.day);
        days[d].start = camp_zone_time(event, first, m->arena);
        days[d].end = camp_zone_time(event, last, m->arena);
    }
    m->day_number = all;
    m->to->days = days;
    m->to->n_days = n;
}

static int greatest_common(int a, int b) {
    while (b) {
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static const char *timeslot_of(const making *m) {
    int step = 0;
    for (int i = 0; i < m->event->n_slots; i++) {
        step = greatest_common(step, m->event->slots[i].start_clock);
        step = greatest_common(step, m->event->slots[i].end_clock);
    }
    if (step < 1 || step > 60) step = 60;
    return camp_arena_printf(m->arena, "%02d:%02d", step / 60, step % 60);
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

/* What schedule.schema.json takes: "^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$". */
static const char *schema_zone(const char *zone) {
    size_t n = strlen(zone), i = 1;
    if (n >= 3 && strcmp(zone + n - 3, "UTC") == 0) return zone;
    if (!is_upper(zone[0]) || !is_lower(zone[1])) return NULL;
    while (is_lower(zone[i]))
        i++;
    return zone[i] == '/' && is_upper(zone[i + 1]) && is_lower(zone[i + 2]) ? zone : NULL;
}

/* ---- rooms and tracks */

static void make_rooms(making *m) {
    const camp_event *event = m->event;
    const char **rooms = CAMP_NEW(m->arena, const char *, event->n_rooms);
    const char **guids = CAMP_NEW(m->arena, const char *, event->n_rooms);
    m->room_place = CAMP_NEW(m->arena, int, event->n_rooms);
    for (int i = 0; i < m->board->n_runs; i++)
        m->room_place[m->board->runs[i].room] = 1;
    for (int r = 0; r < event->n_rooms; r++) {
        if (!m->room_place[r]) continue;
        m->room_place[r] = m->to->n_rooms;
        const char *of_event = camp_arena_printf(m->arena, "%s\n%s", event->name, event->rooms[r].id);
        guids[m->to->n_rooms] = camp_uid(m->arena, "room", of_event);
        rooms[m->to->n_rooms++] = camp_public_line(m->arena, event->rooms[r].id);
    }
    m->to->rooms = rooms;
    m->to->room_guids = guids;
}

static void make_tracks(making *m) {
    const camp_event *event = m->event;
    const char **tracks = CAMP_NEW(m->arena, const char *, event->n_tags);
    bool *used = CAMP_NEW(m->arena, bool, event->n_tags);
    for (int i = 0; i < m->board->n_runs; i++) {
        camp_list tags = event->sessions[m->board->runs[i].session].tags;
        if (tags.n) used[tags.at[0]] = true;
    }
    for (int t = 0; t < event->n_tags; t++)
        if (used[t]) tracks[m->to->n_tracks++] = camp_public_line(m->arena, event->tag_names[t]);
    m->to->tracks = tracks;
}

/* ---- talks */

static void put_persons(making *m, camp_talk *talk, camp_list presenters) {
    const char **persons = CAMP_NEW(m->arena, const char *, presenters.n);
    for (int i = 0; i < presenters.n; i++)
        persons[i] = camp_public_line(m->arena, camp_public_name(m->event, presenters.at[i], m->arena));
    talk->persons = persons;
    talk->n_persons = presenters.n;
}

static void put_times(making *m, camp_talk *talk, const camp_run *run) {
    const camp_slot *slot = &m->event->slots[run->slot];
    long start = slot->start_min, end = m->event->slots[camp_last_slot(m->event, run)].end_min, day = 0;
    long minutes = end - camp_zone_offset_min(m->event, end) - start +
                   camp_zone_offset_min(m->event, start); /* that pass */
    if (minutes <= 0) minutes = end - start;
    while (m->day_number[day] != camp_day_of(start))
        day++;
    talk->day = (int)day;
    talk->date = camp_zone_time(m->event, start, m->arena);
    talk->end = camp_zone_time(m->event, end, m->arena);
    talk->start = camp_arena_printf(m->arena, "%02d:%02d", slot->start_clock / 60, slot->start_clock % 60);
    talk->duration = camp_arena_printf(m->arena, "%02ld:%02ld", minutes / 60, minutes % 60);
}

static void make_talk(making *m, camp_talk *talk, const camp_run *run) {
    const camp_session *session = &m->event->sessions[run->session];
    talk->room = m->room_place[run->room];
    talk->guid = camp_uid_of_run(m->event, run, m->arena);
    talk->title = camp_public_line(m->arena, session->title);
    talk->subtitle = m->runs_of[run->session] > 1 ? camp_arena_printf(m->arena, "run %d", run->section) : "";
    talk->track = session->tags.n ? camp_public_line(m->arena, m->event->tag_names[session->tags.at[0]]) : "";
    talk->description = camp_clean_lines(m->arena, camp_without_addresses(session->description, m->arena));
    put_persons(m, talk, session->presenters);
    put_times(m, talk, run);
}

static int compare_ids(const void *a, const void *b) {
    const camp_talk *x = *(camp_talk *const *)a, *y = *(camp_talk *const *)b;
    return x->id != y->id ? (x->id < y->id ? -1 : 1) : strcmp(x->guid, y->guid);
}

/* The first 31 bits of the guid, the next number where two are the same; and what is built upon it. */
static void number_talks(making *m, camp_talk *talks, int n) {
    camp_talk **order = CAMP_NEW(m->arena, camp_talk *, n);
    for (int i = 0; i < n; i++) {
        talks[i].id = (unsigned)(strtoul(camp_arena_text(m->arena, talks[i].guid, 8), NULL, 16) >> 1) + 1;
        order[i] = &talks[i];
    }
    if (n) qsort((void *)order, (size_t)n, sizeof *order, compare_ids);
    for (int i = 1; i < n; i++)
        if (order[i]->id <= order[i - 1]->id) order[i]->id = order[i - 1]->id + 1;
    for (int i = 0; i < n; i++) {
        const char *word = word_of(m->arena, talks[i].title, '-');
        talks[i].slug =
            camp_arena_printf(m->arena, "%s-%04u%s%s", m->to->acronym, talks[i].id, *word ? "-" : "", word);
    }
}

static void make_talks(making *m) {
    int n = m->board->n_runs;
    const int *order = camp_order_runs(m->event, m->board, m->arena);
    camp_talk *talks = CAMP_NEW(m->arena, camp_talk, n);
    camp_buffer all;
    camp_buffer_init(&all, m->arena);
    for (int i = 0; i < n; i++) {
        make_talk(m, &talks[i], &m->board->runs[order[i]]);
        camp_buffer_text(&all, camp_arena_printf(m->arena, "%s %s %s %s %s\n", talks[i].guid, talks[i].date,
                                                 talks[i].end, m->to->rooms[talks[i].room], talks[i].title));
    }
    number_talks(m, talks, n);
    m->to->talks = talks;
    m->to->n_talks = n;
    m->to->version = camp_arena_text(m->arena, camp_uid(m->arena, "board", all.at), 8);
}

camp_status camp_schedule_make(const camp_event *event, const camp_board *board, camp_report *report,
                               camp_arena *arena, camp_schedule *schedule) {
    making m = {.event = event, .board = board, .arena = arena, .to = schedule};
    *schedule = (camp_schedule){0};
    if (!camp_has_days(event, "a schedule for apps", report) || !camp_zone_known(event, report))
        return CAMP_BAD_INPUT;
    if (!event->timezone[0])
        camp_report_add(
            report, CAMP_WARNING, "W_NO_TIMEZONE", (camp_place){.file = "event.json", .header = ""},
            "the event has no time zone, so its times stand in the schedule as UTC and an app may show "
            "other hours; add the key \"timezone\", such as \"timezone\": \"America/Chicago\"");
    camp_clean_warn(event, report);
    m.runs_of = camp_runs_of(event, board, arena);
    schedule->title = camp_public_line(arena, event->name);
    schedule->acronym = acronym_of(arena, event->name);
    schedule->time_zone = schema_zone(event->timezone[0] ? event->timezone : "UTC");
    schedule->timeslot = timeslot_of(&m);
    make_days(&m);
    make_rooms(&m);
    make_tracks(&m);
    make_talks(&m);
    return CAMP_OK;
}
