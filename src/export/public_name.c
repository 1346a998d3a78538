/* SPDX-License-Identifier: GPL-3.0-or-later */
/* public_name.c - how a person is called in public: never by an e-mail address.
 *
 *     ana.ruiz@school.org             ana.ruiz
 *     Ana Ruiz <ana.ruiz@school.org>  Ana Ruiz
 *     ask (or write to ana@x.org)     ask (or write to ana)
 *     @ana, meet @ noon, AI@school    as they are: no address; but whoever is called ana@school is ana
 */
#include "export/public_name.h"
#include "base/text.h"
#include "export/clean.h"

#include <string.h>

/* Also as it is typed between Chinese and Japanese letters. */
static bool is_at(int32_t point) {
    return point == '@' || point == 0xff20 || point == 0xfe6b;
}

static bool is_dot(int32_t point) {
    return point == '.' || point == 0xff0e;
}

static bool in_label(int32_t point) {
    return camp_text_is_letter(point) || point == '-' || point == '_';
}

/* Bytes of the [10.0.0.1] at the front, or 0. */
static size_t literal(const char *text) {
    size_t n = text[0] == '[' ? 1 + strspn(text + 1, "0123456789abcdefABCDEFIPv.:") : 0;
    return n && text[n] == ']' ? n + 1 : 0;
}

/* Bytes of the domain at the front, or 0. A name without a dot is one where `bare`, or where a further @
 * follows. */
static size_t domain(const char *text, bool bare) {
    size_t n = literal(text), size, end = 0;
    bool dots = false;
    if (n) return n;
    for (int32_t point; (point = camp_text_point(text + n, &size)) != 0; n += size) {
        if (in_label(point)) {
            dots = dots || n > end; /* a dot in it, not behind it */
            end = n + size;
        } else if (!is_dot(point) || n == 0)
            return dots || bare || is_at(point) ? end : 0;
    }
    return dots || bare ? end : 0;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* "Ana Ruiz <ana" -> "Ana Ruiz", when `close` ends the bracket; "<ana" -> "ana". Returns the new length. A
 * bracket with more in it than the address stays. */
static size_t drop_bracket(char *out, size_t n, char close) {
    const char *closing = ">)]", *opening = "<([", *which = close ? strchr(closing, close) : NULL;
    size_t at = n;
    if (!which) return n;
    while (at > 0 && !is_space(out[at - 1]) && out[at - 1] != opening[which - closing])
        at--;
    if (at == 0 || is_space(out[at - 1])) return n;
    size_t before = at - 1;
    while (before > 0 && is_space(out[before - 1]))
        before--;
    if (before > 0) return before;
    memmove(out, out + at, n - at);
    return n - at;
}

static const char *without_addresses(const char *text, bool bare, camp_arena *arena) {
    if (!strpbrk(text, "@\xEF")) return text; /* the wide ones begin with EF */
    char *out = CAMP_NEW(arena, char, strlen(text) + 1);
    size_t n = 0, size;
    for (size_t i = 0; text[i]; i += size) {
        bool at = is_at(camp_text_point(text + i, &size)) && n > 0 && !is_space(out[n - 1]) &&
                  !strchr("<([@", out[n - 1]);
        size_t gone = at ? domain(text + i + size, bare) : 0;
        if (gone == 0) {
            memcpy(out + n, text + i, size);
            n += size;
            continue;
        }
        size += gone;
        size_t with_bracket = n;
        n = drop_bracket(out, n, text[i + size]);
        if (n != with_bracket) size++;
    }
    out[n] = '\0';
    return out;
}

const char *camp_without_addresses(const char *text, camp_arena *arena) {
    return without_addresses(text, false, arena);
}

const char *camp_public_line(camp_arena *arena, const char *text) {
    return camp_clean_line(arena, camp_without_addresses(text, arena));
}

static bool has_space(const char *text) {
    while (*text && !is_space(*text))
        text++;
    return *text != '\0';
}

const char *camp_public_name(const camp_event *event, int person, camp_arena *arena) {
    const camp_person *p = &event->people[person];
    const char *known = p->name;
    if (!known[0]) known = p->email[0] && !has_space(p->id) ? p->email : p->id;
    return without_addresses(known, true, arena);
}
