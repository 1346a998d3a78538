/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calendar.h - iCalendar (RFC 5545): the board, a room or a person, and what becomes of an earlier export. */
#ifndef CAMP_CALENDAR_H
#define CAMP_CALENDAR_H

#include "board/board.h"

/* options->room or ->person choose, options->earlier is the calendar that this one replaces. CAMP_BAD_INPUT
 * when a day is missing, the zone is unknown or the earlier calendar is none, CAMP_BAD_ARGUMENT when there is
 * no such room or person: the report says so. */
camp_status camp_export_calendar(const camp_event *event, const camp_board *board,
                                 const camp_export_options *options, camp_report *report, camp_arena *arena,
                                 camp_span *text);

/* ---- for the two files of it */

/* The properties by which a calendar is known as one of ours, and as the one of this event, room or person.
 */
#define CAMP_CALENDAR_MAKER "-//Campboard//Campboard//EN"
#define CAMP_CALENDAR_OF "X-CAMPBOARD-OF"

/* Reads an earlier calendar: a component of libical that the arena owns; NULL with an error in the report.
 * `of` is what it must be of. */
void *camp_calendar_read(camp_arena *arena, const char *bytes, size_t size, const char *of,
                         camp_report *report);
/* Sets SEQUENCE of every entry of the new calendar: that of the earlier one, one more where it changed, 0
 * where it is new; and puts what is only in the earlier one behind, cancelled. */
void camp_calendar_continue(void *calendar, void *earlier);

#endif
