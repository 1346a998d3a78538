/* SPDX-License-Identifier: GPL-3.0-or-later */
/* public_name.c - how a person is called in public: never by an e-mail address.
 *
 *     ana.ruiz@school.org             ana.ruiz
 *     Ana Ruiz <ana.ruiz@school.org>  Ana Ruiz
 *     @ana, meet @ noon               as they are: no address
 */
#include "export/public_name.h"
#include "export/clean.h"

#include <string.h>

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What the name of a domain is made of; beyond ASCII it may be any letter. */
static bool in_domain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == '[' || c == ':' || (unsigned char)c >= 0x80;
}

/* Whether the @ at text[i] stands between the two parts of an address. */
static bool is_address(const char *text, size_t i) {
    return i > 0 && !is_space(text[i - 1]) && !strchr("<([@", text[i - 1]) && in_domain(text[i + 1]);
}

/* "Ana Ruiz <ana" -> "Ana Ruiz", when `close` ends the bracket; "<ana" -> "ana". Returns the new length. */
static size_t drop_bracket(char *out, size_t n, char close) {
    const char *closing = ">)]", *opening = "<([", *which = close ? strchr(closing, close) : NULL;
    size_t at = n;
    if (!which) return n;
    while (at > 0 && out[at - 1] != opening[which - closing])
        at--;
    if (at == 0) return n;
    size_t before = at - 1;
    while (before > 0 && is_space(out[before - 1]))
        before--;
    if (before > 0) return before;
    memmove(out, out + at, n - at);
    return n - at;
}

const char *camp_without_addresses(const char *text, camp_arena *arena) {
    if (!strchr(text, '@')) return text;
    char *out = CAMP_NEW(arena, char, strlen(text) + 1);
    size_t n = 0;
    for (size_t i = 0; text[i];) {
        if (text[i] != '@' || !is_address(text, i)) {
            out[n++] = text[i++];
            continue;
        }
        bool literal = text[i + 1] == '['; /* ana@[10.0.0.1] */
        for (i++; in_domain(text[i]) || (literal && text[i] == ']');)
            i++;
        size_t with_bracket = n;
        n = drop_bracket(out, n, text[i]);
        if (n != with_bracket) i++;
    }
    out[n] = '\0';
    return out;
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
    return camp_without_addresses(known, arena);
}
