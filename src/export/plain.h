/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plain.h - texts of the event on a terminal: harmless, measured in columns, wrapped. */
#ifndef CAMP_PLAIN_H
#define CAMP_PLAIN_H

#include "base/text.h"

/* The text without anything that a terminal would obey: white space (line breaks, tabs) becomes one space,
 * other control characters U+FFFD; marks that turn the writing direction are left out. */
camp_span camp_plain_text(camp_arena *arena, const char *text);

/* Cut to at most `columns`, with "…" where something is missing. */
camp_span camp_plain_cut(camp_arena *arena, camp_span text, int columns);

/* Wraps into at most `most` lines of at most `columns`, between words where it can, with "…" where something
 * is missing. Returns the number of lines, at least 1. */
int camp_plain_wrap(camp_arena *arena, camp_span text, int columns, int most, camp_span *lines);

/* Whether a letter of the text is written from right to left. */
bool camp_plain_turns(camp_span text);

/* Stands behind such a text, so that a terminal that turns it does not turn what comes next with it (U+200E).
 */
#define CAMP_TURN_END "\xE2\x80\x8E"
#define CAMP_BOLD "\033[1m"
#define CAMP_DIM "\033[2m"
#define CAMP_YELLOW "\033[33m"
#define CAMP_GREEN "\033[32m"
#define CAMP_NORMAL "\033[0m"

#endif
