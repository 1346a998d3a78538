/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet_name.c - what a workbook allows (Excel: "Rename a worksheet", "Excel specifications and limits"). */
#include "export/workbook.h"

#include <string.h>

enum { MOST_UNITS = 31, MOST_CELL_UNITS = 32767, LONGEST_NUMBER = 9 };

void camp_sheet_names_init(camp_sheet_names *names, camp_arena *arena) {
    *names = (camp_sheet_names){.arena = arena};
    camp_map_init(&names->taken, arena);
}

/* Bytes of the longest beginning of at most `units` of UTF-16; the text is valid UTF-8. */
static size_t cut(const char *text, int units) {
    size_t n = 0;
    while (text[n]) {
        unsigned char c = (unsigned char)text[n];
        units -= c >= 0xf0 ? 2 : 1;
        if (units < 0) break;
        n += c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    }
    return n;
}

static const char *trimmed(camp_arena *arena, const char *text, size_t n) {
    while (n && (text[0] == ' ' || text[0] == '\'')) {
        text++;
        n--;
    }
    while (n && (text[n - 1] == ' ' || text[n - 1] == '\''))
        n--;
    return camp_arena_text(arena, text, n);
}

static bool take(camp_sheet_names *names, const char *name) {
    int number = names->n++;
    return camp_map_put(&names->taken, camp_text_fold(names->arena, camp_span_of(name)), number) == number;
}

const char *camp_sheet_name(camp_sheet_names *names, const char *text) {
    char *plain = camp_arena_text(names->arena, text, strlen(text));
    for (char *c = plain; *c; c++)
        if (strchr("[]:*?/\\", *c)) *c = '-';
    const char *name = trimmed(names->arena, plain, cut(plain, MOST_UNITS));
    if (!name[0]) name = "Room";
    if (camp_span_equal(camp_text_fold(names->arena, camp_span_of(name)), camp_span_of("history")))
        name = "History room";
    if (take(names, name)) return name;
    for (int i = 2;; i++) {
        const char *start = trimmed(names->arena, name, cut(name, MOST_UNITS - LONGEST_NUMBER));
        const char *other = camp_arena_printf(names->arena, "%s (%d)", start, i);
        if (take(names, other)) return other;
    }
}

const char *camp_cell_cut(camp_arena *arena, const char *text, bool *was_cut) {
    *was_cut = false;
    if (strlen(text) <= MOST_CELL_UNITS) return text;
    size_t n = cut(text, MOST_CELL_UNITS);
    if (!text[n]) return text;
    *was_cut = true;
    n = cut(text, MOST_CELL_UNITS - 1);
    return camp_arena_printf(arena, "%.*s\xE2\x80\xA6", (int)n, text);
}
