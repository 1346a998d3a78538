/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guard.h - the border at which "memory ran out" (a jump, see base/arena.h) becomes a status. */
#ifndef CAMP_GUARD_H
#define CAMP_GUARD_H

#include "base/arena.h"
#include "campboard.h"

/* A part of a public function that may need memory from `arena`. */
typedef camp_status camp_guarded(void *user, camp_arena *arena);

/* Runs work(user, arena) with a fresh arena that is freed afterwards. CAMP_NO_MEMORY when memory ran out on
 * the way; whatever the work made outside of the arena must then be reachable through `user`. */
camp_status camp_guard(camp_guarded *work, void *user);
/* The same with an arena that stays. */
camp_status camp_guard_in(camp_arena *arena, camp_guarded *work, void *user);

/* A problem without a place. report may be NULL. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
void camp_guard_say(camp_report *report, const char *code, const char *format, ...);
/* Says that memory ran out, or that something inside went wrong; other statuses have been told where they
 * arose. */
camp_status camp_guard_tell(camp_report *report, camp_status status, const char *what);

#endif
