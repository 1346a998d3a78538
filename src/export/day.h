/* SPDX-License-Identifier: GPL-3.0-or-later */
/* day.h - days for people to read. */
#ifndef CAMP_DAY_H
#define CAMP_DAY_H

#include "base/arena.h"

/* "Saturday" for "2026-03-14". */
const char *camp_weekday(const char *day);
/* "Saturday 14 March 2026"; "" for "". In the arena. */
const char *camp_day_text(const char *day, camp_arena *arena);

#endif
