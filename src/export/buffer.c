/* SPDX-License-Identifier: GPL-3.0-or-later */
/* buffer.c - a text that grows in an arena, and numbers in it. */
#include "export/buffer.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 240, LONGEST_NUMBER = 400 };

void camp_buffer_init(camp_buffer *buffer, camp_arena *arena) {
    *buffer = (camp_buffer){arena, CAMP_NEW(arena, char, FIRST_ROOM), 0, FIRST_ROOM};
}

static void make_room(camp_buffer *buffer, size_t more) {
    if (more < buffer->room - buffer->n) return;
    size_t room = 2 * buffer->room + more + 1;
    buffer->at = camp_arena_grow(buffer->arena, buffer->at, buffer->room, room, 1);
    buffer->room = room;
}

void camp_buffer_bytes(camp_buffer *buffer, const char *bytes, size_t n) {
    make_room(buffer, n);
    if (n) memcpy(buffer->at + buffer->n, bytes, n);
    buffer->n += n;
    buffer->at[buffer->n] = '\0';
}

void camp_buffer_text(camp_buffer *buffer, const char *text) {
    camp_buffer_bytes(buffer, text, strlen(text));
}

void camp_buffer_spaces(camp_buffer *buffer, int n) {
    for (; n > 0; n--)
        camp_buffer_bytes(buffer, " ", 1);
}

void camp_buffer_whole(camp_buffer *buffer, int64_t value) {
    char text[24];
    camp_buffer_bytes(buffer, text, (size_t)snprintf(text, sizeof text, "%" PRId64, value));
}

/* The decimal sign of the locale, whatever it is, becomes a point. */
static void put_point(char *text) {
    size_t digits = strspn(text, "+-0123456789"), n = strlen(text);
    if (text[digits] == '\0' || text[digits] == 'e' || text[digits] == '.') return;
    size_t sign = strcspn(text + digits, "0123456789");
    memmove(text + digits + 1, text + digits + sign, n - digits - sign + 1);
    text[digits] = '.';
}

void camp_buffer_number(camp_buffer *buffer, double value) {
    char text[LONGEST_NUMBER];
    if (!isfinite(value)) {
        camp_buffer_text(buffer, "null");
        return;
    }
    if (fabs(value) < 9007199254740992.0 && !(value < floor(value)) && !(value > floor(value))) {
        camp_buffer_whole(buffer, (int64_t)value);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        double back = strtod(text, NULL);
        if (!(back < value) && !(back > value)) break;
    }
    put_point(text);
    camp_buffer_text(buffer, text);
}

void camp_buffer_count(camp_buffer *buffer, double value) {
    char text[LONGEST_NUMBER];
    if (!isfinite(value)) {
        camp_buffer_text(buffer, "unknown");
        return;
    }
    double rounded = round(value * 100) / 100;
    bool whole = !isfinite(rounded) || fabs(rounded - round(rounded)) < 0.005;
    snprintf(text, sizeof text, whole ? "%.0f" : "%.2f", whole ? round(value) : rounded);
    put_point(text);
    size_t end = strlen(text);
    if (!whole && text[end - 1] == '0') text[end - 1] = '\0';
    const char *digits = text[0] == '-' ? text + 1 : text;
    size_t n = strspn(digits, "0123456789");
    bool zero = strspn(digits, "0.") == strlen(digits); /* no "-0" */
    if (text[0] == '-' && !zero) camp_buffer_text(buffer, "-");
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0) camp_buffer_text(buffer, ",");
        camp_buffer_bytes(buffer, digits + i, 1);
    }
    camp_buffer_text(buffer, digits + n);
}

void camp_buffer_clock(camp_buffer *buffer, int minutes) {
    char text[32];
    camp_buffer_bytes(buffer, text,
                      (size_t)snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60));
}

camp_span camp_buffer_span(const camp_buffer *buffer) {
    return (camp_span){buffer->at, buffer->n};
}
