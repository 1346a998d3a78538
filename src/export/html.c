/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html.c - the one writer of texts into HTML and SVG (html.h). */
#include "export/html.h"
#include "export/public_name.h"

#include <stdio.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* What stands instead of the character of `n` bytes at c, or NULL where it may stay. */
static const char *instead(const unsigned char *c, bool lines) {
    switch (c[0]) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
        return lines ? NULL : " ";
    case '\t':
    case '\r':
        return " ";
    default:
        break;
    }
    if (c[0] < 0x20 || c[0] == 0x7f) return REPLACEMENT;
    if (c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0) return REPLACEMENT;  /* C1 controls */
    if (c[0] == 0xef && c[1] == 0xbf && c[2] >= 0xbe) return REPLACEMENT; /* U+FFFE, U+FFFF */
    if (c[0] != 0xe2) return NULL;
    if (c[1] == 0x80 && (c[2] == 0xa8 || c[2] == 0xa9)) return lines ? "\n" : " "; /* U+2028, U+2029 */
    if (c[1] == 0x80 && c[2] >= 0xaa && c[2] <= 0xae) return "";                   /* U+202A .. U+202E */
    if (c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9) return "";                   /* U+2066 .. U+2069 */
    return NULL;
}

static size_t bytes_of(unsigned char first) {
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

static void put(camp_buffer *out, const char *text, bool lines) {
    size_t n = strlen(text), done = 0, valid = camp_text_valid(text, n);
    for (size_t i = 0, step; i < n; i += step) {
        const unsigned char *c = (const unsigned char *)text + i;
        const char *other = i == valid ? REPLACEMENT : instead(c, lines);
        step = i == valid ? 1 : bytes_of(c[0]);
        if (i == valid) valid = i + 1 + camp_text_valid(text + i + 1, n - i - 1);
        if (!other) continue;
        camp_buffer_bytes(out, text + done, i - done);
        camp_buffer_text(out, other);
        done = i + step;
    }
    camp_buffer_bytes(out, text + done, n - done);
}

void camp_html_text(camp_buffer *out, const char *text) {
    put(out, text, false);
}

void camp_html_lines(camp_buffer *out, const char *text) {
    put(out, text, true);
}

void camp_html_public(camp_buffer *out, const char *text) {
    camp_html_text(out, camp_without_addresses(text, out->arena));
}

void camp_html_public_lines(camp_buffer *out, const char *text) {
    camp_html_lines(out, camp_without_addresses(text, out->arena));
}

void camp_html_markup(camp_buffer *out, const char *format, ...) {
    char text[800];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n > 0 && (size_t)n < sizeof text) {
        camp_buffer_bytes(out, text, (size_t)n);
        return;
    }
    va_start(args, format);
    const char *longer = camp_arena_vprintf(out->arena, format, args);
    va_end(args);
    camp_buffer_text(out, longer);
}

/* Characters that leave no ink: white space, joiners, marks of direction, soft hyphen, byte order mark. */
static bool is_inkless(const unsigned char *c, size_t n) {
    if (n == 1) return c[0] == ' ' || (c[0] >= '\t' && c[0] <= '\r');
    if (n == 2) return (c[0] == 0xc2 && (c[1] == 0xa0 || c[1] == 0xad)) || (c[0] == 0xcd && c[1] == 0x8f);
    if (n != 3) return false;
    unsigned long point = (c[0] & 0x0fUL) << 12 | (c[1] & 0x3fUL) << 6 | (c[2] & 0x3fUL);
    return (point >= 0x2000 && point <= 0x200f) || (point >= 0x2028 && point <= 0x202f) ||
           (point >= 0x205f && point <= 0x206f) || point == 0x3000 || point == 0xfeff || point == 0x115f ||
           point == 0x1160 || point == 0x3164 || point == 0x180e || (point >= 0xfe00 && point <= 0xfe0f);
}

bool camp_html_blank(const char *text) {
    size_t n = strlen(text);
    if (camp_text_valid(text, n) < n) return false;
    for (size_t i = 0, step; i < n; i += step) {
        step = bytes_of((unsigned char)text[i]);
        if (!is_inkless((const unsigned char *)text + i, step)) return false;
    }
    return true;
}
