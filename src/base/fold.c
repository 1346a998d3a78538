/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold.c - texts as they are shown and as they are compared.
 *
 *     shown(t) = trim(NFC(t))            fold(t) = NFC(casefold(trim(NFC(t))))
 *
 * ASCII is done by hand. All else goes through code points in a buffer: utf8proc decomposes, composes and
 * folds; it does so in memory that we give it, so nothing of its own is left behind when the arena fails.
 */
#include "base/text.h"
#include <string.h>
#include <utf8proc.h>

/* Python's str.isspace, which is what the Unicode properties say (Zs, or bidirectional WS, B, S). */
static bool is_space(int32_t c) {
    if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x1f);
    return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
           c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static bool is_ascii(camp_span text) {
    size_t i = 0;
    for (uint64_t word; i + 8 <= text.n; i += 8) {
        memcpy(&word, text.at + i, 8);
        if (word & UINT64_C(0x8080808080808080)) return false;
    }
    for (; i < text.n; i++)
        if ((unsigned char)text.at[i] >= 0x80) return false;
    return true;
}

/* The code point that ends before byte n, and where it begins. */
static int32_t last_point(const char *text, size_t n, size_t *begin) {
    size_t i = n - 1;
    while (i > 0 && n - i < 4 && ((unsigned char)text[i] & 0xc0) == 0x80)
        i--;
    utf8proc_int32_t c;
    *begin = i;
    return utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(n - i), &c) > 0 ? c : -1;
}

/* A letter, digit or sign of ASCII: what most cells begin and end with. */
static bool is_visible_ascii(char c) {
    return c > ' ' && c < 0x7f;
}

camp_span camp_text_trim(camp_span text) {
    if (text.n > 0 && is_visible_ascii(text.at[0]) && is_visible_ascii(text.at[text.n - 1])) return text;
    while (text.n > 0) {
        utf8proc_int32_t c = (unsigned char)text.at[0];
        utf8proc_ssize_t size = 1;
        if (c >= 0x80)
            size = utf8proc_iterate((const utf8proc_uint8_t *)text.at, (utf8proc_ssize_t)text.n, &c);
        if (size <= 0 || !is_space(c)) break;
        text.at += size;
        text.n -= (size_t)size;
    }
    while (text.n > 0) {
        size_t begin = text.n - 1;
        int32_t c = (unsigned char)text.at[begin];
        if (c >= 0x80) c = last_point(text.at, text.n, &begin);
        if (c < 0 || !is_space(c)) break;
        text.n = begin;
    }
    return text;
}

/* Code points on the stack, in the arena when there are too many. One more stays free: reencode needs it. */
enum { STACK_POINTS = 512 };
typedef struct points {
    camp_arena *arena;
    utf8proc_int32_t *at;
    size_t n, capacity;
    utf8proc_int32_t stack[STACK_POINTS];
} points;

static void points_init(points *p, camp_arena *arena) {
    p->arena = arena;
    p->at = p->stack;
    p->n = 0;
    p->capacity = STACK_POINTS - 1;
}

static void points_reserve(points *p, size_t n) {
    if (n <= p->capacity) return;
    p->at = CAMP_NEW(p->arena, utf8proc_int32_t, n + 1);
    p->capacity = n;
}

/* Decomposes or folds a text into code points. Invalid UTF-8, which readers refuse, becomes nothing. */
static void points_of(points *p, camp_span text, utf8proc_option_t options) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text.at;
    utf8proc_ssize_t n = (utf8proc_ssize_t)text.n;
    utf8proc_ssize_t need = utf8proc_decompose(at, n, p->at, (utf8proc_ssize_t)p->capacity, options);
    if (need > (utf8proc_ssize_t)p->capacity) {
        points_reserve(p, (size_t)need);
        need = utf8proc_decompose(at, n, p->at, need, options);
    }
    p->n = need > 0 ? (size_t)need : 0;
}

/* Encodes the points in their own memory; `options` with COMPOSE composes them before. */
static camp_span points_text(points *p, utf8proc_option_t options) {
    utf8proc_ssize_t n = utf8proc_reencode(p->at, (utf8proc_ssize_t)p->n, options);
    return (camp_span){(const char *)p->at, n > 0 ? (size_t)n : 0};
}

static const utf8proc_option_t NFC = (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE);

/* Copies to the buffer where the text and a zero byte fit, else to the arena. */
static camp_span keep(camp_arena *arena, camp_span text, char *buffer, size_t size) {
    if (text.n >= size) return (camp_span){camp_arena_text(arena, text.at, text.n), text.n};
    if (text.n) memcpy(buffer, text.at, text.n);
    buffer[text.n] = 0;
    return (camp_span){buffer, text.n};
}

static camp_span fold_ascii(camp_arena *arena, camp_span text, char *buffer, size_t size) {
    text = camp_text_trim(text);
    char *to = text.n < size ? buffer : camp_arena_alloc(arena, text.n + 1, 1);
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.at[i];
        to[i] = (char)(c | (unsigned char)(((unsigned)c - 'A' < 26U) << 5));
    }
    to[text.n] = 0;
    return (camp_span){to, text.n};
}

camp_span camp_text_fold_into(camp_arena *arena, camp_span text, char *buffer, size_t size) {
    if (is_ascii(text)) return fold_ascii(arena, text, buffer, size);
    points composed, folded, again;
    points_init(&composed, arena);
    points_init(&folded, arena);
    points_init(&again, arena);
    points_of(&composed, text, NFC);
    camp_span trimmed = camp_text_trim(points_text(&composed, NFC));
    points_of(&folded, trimmed, UTF8PROC_CASEFOLD);
    points_of(&again, points_text(&folded, UTF8PROC_CASEFOLD), NFC);
    return keep(arena, points_text(&again, NFC), buffer, size);
}

camp_span camp_text_fold(camp_arena *arena, camp_span text) {
    char none[1];
    camp_span folded = camp_text_fold_into(arena, text, none, sizeof none);
    if (folded.n == 0) folded.at = "";
    return folded;
}

camp_span camp_text_shown(camp_arena *arena, camp_span text) {
    points composed;
    if (!is_ascii(text)) {
        points_init(&composed, arena);
        points_of(&composed, text, NFC);
        text = points_text(&composed, NFC);
    }
    text = camp_text_trim(text);
    return (camp_span){camp_arena_text(arena, text.at, text.n), text.n};
}
