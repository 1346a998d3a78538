/* SPDX-License-Identifier: GPL-3.0-or-later */
/* times.c - times as people write them in spreadsheets: "9:00-9:45", "9.00 Uhr", "1:00-1:45 pm", "9-10am",
 * "Period 1 (9:00 am – 9:45 am)". */
#include "import/sheets.h"
#include <string.h>

enum { NOON = 720, DAY = 1440, LONGEST = 240 };

typedef struct hour {
    int hours, minutes;
    char half;       /* 'a', 'p', or 0 */
    bool sure;       /* "9:05" or "9 am"; a bare number may be anything */
    size_t from, to; /* its bytes */
} hour;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static char at(camp_span text, size_t i) {
    return i < text.n ? text.at[i] : 0;
}

static size_t skip_blanks(camp_span text, size_t i) {
    while (at(text, i) == ' ')
        i++;
    return i;
}

/* "am", "p.m." behind an hour. */
static void read_half(camp_span text, hour *h) {
    size_t i = skip_blanks(text, h->to);
    char half = (char)(at(text, i) | 32);
    if (half != 'a' && half != 'p') return;
    if (at(text, i + 1) == '.')
        i += (at(text, i + 2) | 32) == 'm' ? 3 : 2;
    else if ((at(text, i + 1) | 32) == 'm' && !is_letter(at(text, i + 2)))
        i += 2;
    else
        return;
    if (at(text, i) == '.') i++;
    h->sure = true;
    if (h->hours < 1 || h->hours > 12) return; /* "13:00 pm" */
    h->half = half;
    h->to = i;
}

/* An hour at byte i: "9", "9:05", "9.05", "9h05", "9:05:00", each with am or pm or without. */
static bool read_hour(camp_span text, size_t i, hour *h) {
    *h = (hour){.from = i};
    size_t to = i;
    for (; is_digit(at(text, to)) && to < i + 3; to++)
        h->hours = h->hours * 10 + (text.at[to] - '0');
    if (to == i || to > i + 2) return false;
    char mark = at(text, to), behind = at(text, to + 3);
    if (mark && strchr(":.hH", mark) && is_digit(at(text, to + 1)) && is_digit(at(text, to + 2)) &&
        !is_digit(behind) && !(mark == '.' && behind == '.')) {
        h->minutes = (text.at[to + 1] - '0') * 10 + (text.at[to + 2] - '0');
        h->sure = true;
        to += 3;
        if (at(text, to) == ':' && is_digit(at(text, to + 1)) && is_digit(at(text, to + 2))) to += 3;
    }
    h->to = to;
    read_half(text, h);
    return h->minutes < 60 && h->hours * 60 + h->minutes <= DAY;
}

/* The first sure hour from byte i on. */
static bool find_hour(camp_span text, size_t i, hour *h) {
    for (; i < text.n; i++)
        if (is_digit(text.at[i]) && !(i > 0 && is_digit(text.at[i - 1])) && read_hour(text, i, h) && h->sure)
            return true;
    return false;
}

/* Bytes of a dash, or of a word that means one. */
static size_t dash_at(camp_span text, size_t i) {
    static const char *const dashes[] = {"-", "–", "—", "−", "~", "to ", "bis ", "until "};
    for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++) {
        size_t n = strlen(dashes[k]);
        if (i + n <= text.n && memcmp(text.at + i, dashes[k], n) == 0) return n;
    }
    return 0;
}

/* Where an end stands, behind a dash that follows byte i; 0 for nowhere. */
static size_t behind_dash(camp_span text, size_t i) {
    i = skip_blanks(text, i);
    if (i + 3 <= text.n && memcmp(text.at + i, "Uhr", 3) == 0) i = skip_blanks(text, i + 3);
    size_t n = dash_at(text, i);
    return n ? skip_blanks(text, i + n) : 0;
}

/* Whether a bare number is an hour because nothing follows it: "9:00-10", but no "9:00 - 3rd floor". */
static bool ends_well(camp_span text, const hour *h) {
    size_t i = skip_blanks(text, h->to);
    return i >= text.n || text.at[i] == ')' || (i + 3 <= text.n && memcmp(text.at + i, "Uhr", 3) == 0);
}

/* A bare hour with a dash before a sure one: "9-10am", but no "Block 2 - 9:00". */
static bool hour_before(camp_span text, const hour *sure, hour *h) {
    for (size_t i = 0; i < sure->from; i++) {
        if (!is_digit(text.at[i]) || (i > 0 && is_digit(text.at[i - 1]))) continue;
        if (!read_hour(text, i, h) || behind_dash(text, h->to) != sure->from) continue;
        size_t before = i;
        while (before > 0 && text.at[before - 1] == ' ')
            before--;
        bool tight = dash_at(text, h->to) > 0 && h->to + dash_at(text, h->to) == sure->from;
        return tight || before == 0 || !is_letter(text.at[before - 1]);
    }
    return false;
}

static int minutes_of(const hour *h, char half) {
    return half ? (h->hours % 12 + (half == 'p' ? 12 : 0)) * 60 + h->minutes : h->hours * 60 + h->minutes;
}

static bool may_be_half(const hour *h) {
    return h->half == 0 && h->hours >= 1 && h->hours <= 12;
}

/* am or pm of one of the two is that of the other too where that keeps the order. */
static void order(const hour *from, const hour *to, camp_sheet_when *w) {
    w->start = minutes_of(from, from->half);
    w->end = minutes_of(to, to->half);
    if (to->half && may_be_half(from)) {
        static const char halves[] = {'p', 'a'};
        for (int i = to->half == 'p' ? 0 : 1; i < 2; i++)
            if (minutes_of(from, halves[i]) < w->end) {
                w->start = minutes_of(from, halves[i]);
                break;
            }
    } else if (from->half && may_be_half(to)) {
        w->end = minutes_of(to, from->half);
        if (w->end <= w->start) w->end = minutes_of(to, 'p');
    } else if (w->end < w->start && to->hours < 12 && w->end + NOON > w->start &&
               w->end + NOON - w->start <= LONGEST) {
        w->end += NOON; /* 12:30-1:15 */
    }
}

bool camp_sheet_when_read(camp_span text, camp_sheet_when *when) {
    hour first, other;
    *when = (camp_sheet_when){.start = 0};
    if (!find_hour(text, 0, &first)) return false;
    size_t behind = behind_dash(text, first.to);
    if (hour_before(text, &first, &other)) {
        hour end = first;
        first = other;
        other = end;
        when->ended = true;
    } else if (behind > 0 && behind < text.n && read_hour(text, behind, &other) &&
               (other.sure || ends_well(text, &other))) {
        when->ended = true;
    } else {
        when->ended = find_hour(text, first.to, &other);
        when->bad_end = !when->ended && behind > 0 && behind < text.n;
    }
    if (when->ended)
        order(&first, &other, when);
    else
        when->start = when->end = minutes_of(&first, first.half);
    when->bad_end = when->bad_end || (when->ended && when->end <= when->start);
    when->half = first.half || (when->ended && other.half);
    return true;
}

bool camp_sheet_times(camp_span text, int *start, int *end) {
    camp_sheet_when when;
    if (!camp_sheet_when_read(text, &when)) return false;
    *start = when.start;
    *end = when.end;
    return true;
}

void camp_sheet_afternoon(camp_import *import, camp_sheet_when *when, camp_span text, camp_place place) {
    when->start += NOON;
    if (when->end < when->start) when->end += NOON;
    if (when->end > DAY) when->end = DAY;
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_TIME", place,
                    "%s is taken for %d:%02d in the afternoon; if it is not, write am or pm",
                    camp_quoted(import->arena, text), when->start / 60, when->start % 60);
}

void camp_sheet_tell_end(camp_import *import, camp_span text, camp_place place) {
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_TIME", place,
                    "the end that %s tells is not understood; write it as 9:45",
                    camp_quoted(import->arena, text));
}
