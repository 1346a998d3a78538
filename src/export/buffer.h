/* SPDX-License-Identifier: GPL-3.0-or-later */
/* buffer.h - a text that grows in an arena. A zero byte always stands behind it. */
#ifndef CAMP_BUFFER_H
#define CAMP_BUFFER_H

#include "base/text.h"
#include <stdint.h>

typedef struct camp_buffer {
    camp_arena *arena;
    char *at;
    size_t n, room; /* bytes used, bytes there */
} camp_buffer;

void camp_buffer_init(camp_buffer *buffer, camp_arena *arena);
void camp_buffer_bytes(camp_buffer *buffer, const char *bytes, size_t n);
void camp_buffer_text(camp_buffer *buffer, const char *text);
void camp_buffer_spaces(camp_buffer *buffer, int n);
void camp_buffer_whole(camp_buffer *buffer, int64_t value);
/* A number as short as it can be read back exactly; whole ones below 2^53 without a dot or exponent; "null"
 * when not finite. Always with a point, whatever the locale. */
void camp_buffer_number(camp_buffer *buffer, double value);
/* A number for people: 1,204 or 8.4 or 8.25; at most two decimals. */
void camp_buffer_count(camp_buffer *buffer, double value);
/* Clock time: HH:MM, 24:00 at the end of a day. */
void camp_buffer_clock(camp_buffer *buffer, int minutes);
camp_span camp_buffer_span(const camp_buffer *buffer);

#endif
