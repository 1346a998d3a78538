/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule.h - the board as the apps of conferences know one: days, rooms and talks
 * (https://c3voc.de/wiki/schedule). Gathered once, for schedule.json and schedule.xml. */
#ifndef CAMP_SCHEDULE_H
#define CAMP_SCHEDULE_H

#include "board/board.h"

typedef struct camp_talk {
    int room, day; /* places in the lists below */
    unsigned id;   /* >= 1 and of this talk alone, from its guid */
    const char *guid, *slug;
    const char *title, *subtitle; /* subtitle "run 2" where a session runs more than once, else "" */
    const char *track;            /* the first tag, "" without one */
    const char *description;      /* "" when none */
    const char *date, *end, *start, *duration; /* 2026-03-14T09:00:00-05:00, the same, 09:00, 01:30 */
    int n_persons;
    const char *const *persons;
} camp_talk;

typedef struct camp_schedule_day {
    const char *date, *start, *end; /* 2026-03-14, and with times from its first slot to its last */
} camp_schedule_day;

typedef struct camp_schedule {
    const char *title, *acronym;
    const char *version;   /* another one for another board */
    const char *time_zone; /* NULL when it is none that the schema knows */
    const char *timeslot;  /* "00:05": every slot begins and ends at a multiple of it */
    int n_days, n_rooms, n_tracks, n_talks;
    const camp_schedule_day *days;
    const char *const *rooms, *const *room_guids; /* those in use */
    const char *const *tracks;
    const camp_talk *talks; /* by start, then room */
} camp_schedule;

/* Gathers it in the arena. Warns of what is changed by cleaning and of a missing time zone. CAMP_BAD_INPUT
 * when a day is missing or the zone is unknown: the report says so. */
camp_status camp_schedule_make(const camp_event *event, const camp_board *board, camp_report *report,
                               camp_arena *arena, camp_schedule *schedule);

/* schedule.json and schedule.xml; as camp_schedule_make. */
camp_status camp_export_schedule_json(const camp_event *event, const camp_board *board,
                                      const camp_export_options *options, camp_report *report,
                                      camp_arena *arena, camp_span *text);
camp_status camp_export_schedule_xml(const camp_event *event, const camp_board *board,
                                     const camp_export_options *options, camp_report *report,
                                     camp_arena *arena, camp_span *text);

#endif
