/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clean.c - texts of the event for files of other programs (XML 1.0 section 2.2; RFC 5545 section 3.1 forbids
 * the same ones in a calendar). */
#include "export/clean.h"

#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

typedef enum letter { KEPT, SPACE, BREAK, TAB, BAD } letter;

/* The character at the front of a text that does not end there, and its bytes. */
static letter look_at(const char *text, size_t *n) {
    const unsigned char *c = (const unsigned char *)text;
    size_t most = 1;
    while (most < 4 && text[most])
        most++;
    *n = 1;
    if (c[0] < 0x80) {
        if (c[0] == '\n' || c[0] == '\r') return BREAK;
        if (c[0] == '\t') return TAB;
        if (c[0] == ' ' || c[0] == '\v' || c[0] == '\f') return SPACE;
        return c[0] < 0x20 || c[0] == 0x7f ? BAD : KEPT;
    }
    size_t size = c[0] < 0xe0 ? 2 : c[0] < 0xf0 ? 3 : 4;
    if (size > most || camp_text_valid(text, size) < size) return BAD;
    *n = size;
    if (c[0] == 0xc2 && c[1] == 0x85) return BREAK;                                   /* next line */
    if (c[0] == 0xc2 && c[1] < 0xa0) return BAD;                                      /* C1 controls */
    if (c[0] == 0xe2 && c[1] == 0x80 && (c[2] == 0xa8 || c[2] == 0xa9)) return BREAK; /* U+2028, U+2029 */
    if (c[0] == 0xef && c[1] == 0xbf && (c[2] == 0xbe || c[2] == 0xbf)) return BAD;   /* U+FFFE, U+FFFF */
    return KEPT;
}

static size_t put(char *to, size_t n, const char *bytes, size_t size) {
    memcpy(to + n, bytes, size);
    return n + size;
}

static const char *clean(camp_arena *arena, const char *text, bool lines) {
    char *to = CAMP_NEW(arena, char, 3 * strlen(text) + 1);
    size_t n = 0, step;
    for (; *text; text += step) {
        letter kind = look_at(text, &step);
        if (text[0] == '\r' && text[1] == '\n') step = 2;
        if (kind == KEPT)
            n = put(to, n, text, step);
        else if (kind == BAD)
            n = put(to, n, REPLACEMENT, 3);
        else if (lines && kind != SPACE)
            n = put(to, n, kind == BREAK ? "\n" : "\t", 1);
        else if (n && to[n - 1] != ' ')
            to[n++] = ' ';
    }
    while (n && (to[n - 1] == ' ' || to[n - 1] == '\n'))
        n--;
    to[n] = '\0';
    return to;
}

const char *camp_clean_line(camp_arena *arena, const char *text) {
    return clean(arena, text, false);
}

const char *camp_clean_lines(camp_arena *arena, const char *text) {
    return clean(arena, text, true);
}

static bool forbidden(const char *text) {
    size_t step;
    for (; *text; text += step)
        if (look_at(text, &step) == BAD) return true;
    return false;
}

static void warn(camp_report *report, const char *text, const char *what, const char *file, long line) {
    if (!forbidden(text)) return;
    camp_report_add(
        report, CAMP_WARNING, "W_CONTROL", (camp_place){.file = file, .line = line, .header = ""},
        "%s has a character that such a file may not hold; U+FFFD stands there instead. Write it anew "
        "without the control character",
        what);
}

void camp_clean_warn(const camp_event *event, camp_report *report) {
    warn(report, event->name, "the name of the event", "event.json", 0);
    for (int i = 0; i < event->n_slots; i++)
        warn(report, event->slots[i].label, "the label of the slot", "slots.csv", event->slots[i].line);
    for (int i = 0; i < event->n_rooms; i++)
        warn(report, event->rooms[i].id, "the name of the room", "rooms.csv", event->rooms[i].line);
    for (int i = 0; i < event->n_sessions; i++) {
        const camp_session *session = &event->sessions[i];
        warn(report, session->title, "the title", "sessions.csv", session->line);
        warn(report, session->description, "the description", "sessions.csv", session->line);
    }
    for (int i = 0; i < event->n_real_people; i++)
        if (event->people[i].presents.n)
            warn(report, event->people[i].name[0] ? event->people[i].name : event->people[i].id,
                 "the name of the presenter", "people.csv", event->people[i].line);
    camp_report_summarise(report, "sessions.csv");
}
