/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uid.h - names that stay the same from one board to the next: UUIDs of version 5 (RFC 4122), made by
 * libuuid. */
#ifndef CAMP_UID_H
#define CAMP_UID_H

#include "board/board.h"

/* The UUID of a text of a kind, such as "room" and "Gym". */
const char *camp_uid(camp_arena *arena, const char *kind, const char *text);
/* Of a run: from the names of the event and the session and the section, so it does not change when the run
 * moves. */
const char *camp_uid_of_run(const camp_event *event, const camp_run *run, camp_arena *arena);

#endif
