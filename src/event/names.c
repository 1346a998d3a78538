/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names.c - looking up ids and other names, and the nearest word for one that is not there. */
#include "event/read.h"
#include <stdlib.h>
#include <string.h>

enum { FOLDED_BYTES = 512, SHOWN_COLUMNS = 60, SHORT_LIST = 8 };

void camp_ints_push(camp_ints *ints, int value) {
    CAMP_ROOM_FOR_ONE(ints->arena, ints->at, ints->n, ints->capacity);
    ints->at[ints->n++] = value;
}

camp_list camp_ints_list(const camp_ints *ints, camp_arena *arena) {
    if (ints->n == 0) return (camp_list){0, NULL};
    int *copy = CAMP_NEW(arena, int, ints->n);
    memcpy(copy, ints->at, (size_t)ints->n * sizeof *copy);
    return (camp_list){ints->n, copy};
}

static int compare_ints(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

camp_list camp_ints_set(camp_ints *ints, camp_arena *arena) {
    int n = 0;
    if (ints->n > 1) qsort(ints->at, (size_t)ints->n, sizeof *ints->at, compare_ints);
    for (int i = 0; i < ints->n; i++)
        if (n == 0 || ints->at[i] != ints->at[n - 1]) ints->at[n++] = ints->at[i];
    ints->n = n;
    return camp_ints_list(ints, arena);
}

/* ---- names */

void camp_names_init(camp_names *names, camp_arena *arena, const char *what, const char *file) {
    *names = (camp_names){.what = what, .file = file, .arena = arena};
    camp_map_init(&names->ids, arena);
    camp_map_init(&names->others, arena);
}

static void remember(camp_names *names, camp_span folded, const char *shown, bool is_id) {
    CAMP_ROOM_FOR_ONE(names->arena, names->all, names->n_all, names->capacity);
    names->all[names->n_all++] = (camp_name){folded, shown, is_id};
}

int camp_names_add(camp_names *names, const char *shown, int row) {
    camp_span folded = camp_text_fold(names->arena, camp_span_of(shown));
    int there = camp_map_put(&names->ids, folded, row);
    if (there == row) remember(names, folded, shown, true);
    return there;
}

void camp_names_also(camp_names *names, const char *shown, int row) {
    camp_span folded = camp_text_fold(names->arena, camp_span_of(shown));
    if (folded.n == 0) return;
    int entry = camp_map_put(&names->others, folded, names->n_owners);
    if (entry < names->n_owners) {
        if (names->owner[entry] != row) names->owner[entry] = CAMP_AMBIGUOUS;
        return;
    }
    size_t n = (size_t)names->n_owners; /* full at every power of two */
    if ((n & (n - 1)) == 0)
        names->owner = camp_arena_grow(names->arena, names->owner, n, n ? 2 * n : 1, sizeof *names->owner);
    names->owner[names->n_owners++] = row;
    remember(names, folded, shown, false);
}

int camp_names_find(const camp_names *names, camp_span text) {
    char buffer[FOLDED_BYTES];
    camp_span folded = camp_text_fold_into(names->arena, text, buffer, sizeof buffer);
    int row = camp_map_get(&names->ids, folded);
    if (row >= 0) return row;
    int entry = camp_map_get(&names->others, folded);
    return entry < 0 ? CAMP_UNKNOWN : names->owner[entry];
}

/* ---- the nearest word */

/* Changes that a text may differ by and still be meant: more for longer texts. */
static int changes_allowed(camp_span folded) {
    int letters = 0;
    for (size_t i = 0; i < folded.n; i++)
        letters += ((unsigned char)folded.at[i] & 0xc0) != 0x80;
    return letters >= 16 ? 3 : letters >= 8 ? 2 : letters >= 3;
}

const char *camp_quoted(camp_arena *arena, camp_span text) {
    size_t n = camp_text_cut(text, SHOWN_COLUMNS);
    char *quoted = camp_arena_printf(arena, "\"%.*s%s\"", (int)n, text.at, n < text.n ? "..." : "");
    for (char *c = quoted; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f) *c = ' ';
    return quoted;
}

static const char *did_you_mean(camp_arena *arena, const char *shown) {
    return camp_arena_printf(arena, "; did you mean %s?", camp_quoted(arena, camp_span_of(shown)));
}

static const char *short_list(camp_arena *arena, const camp_names *names) {
    if (names->ids.n == 0 || names->ids.n > SHORT_LIST) return "";
    const char *list = "";
    for (int i = 0; i < names->n_all; i++)
        if (names->all[i].is_id)
            list = camp_arena_printf(arena, "%s%s%s", list, *list ? ", " : "",
                                     camp_quoted(arena, camp_span_of(names->all[i].shown)));
    return camp_arena_printf(arena, "; it has %s", list);
}

const char *camp_names_hint(camp_arena *arena, const camp_names *names, camp_span text) {
    camp_span folded = camp_text_fold(arena, text);
    int limit = changes_allowed(folded), best = -1;
    for (int i = 0; i < names->n_all && limit > 0; i++) {
        int d = camp_text_distance(folded, names->all[i].folded, limit);
        if (d > limit || (best >= 0 && d == limit)) continue;
        best = i;
        limit = d;
    }
    return best >= 0 ? did_you_mean(arena, names->all[best].shown) : "";
}

const char *camp_comma_hint(camp_span text) {
    return text.n && memchr(text.at, ',', text.n) ? "; write \";\" between the items of a list" : "";
}

const char *camp_names_hint_or_list(camp_arena *arena, const camp_names *names, camp_span text) {
    const char *hint = camp_names_hint(arena, names, text);
    if (!*hint) hint = camp_comma_hint(text);
    return *hint ? hint : short_list(arena, names);
}

const char *camp_words_hint(camp_arena *arena, const char *const *words, int n, camp_span text) {
    camp_span folded = camp_text_fold(arena, text);
    int limit = changes_allowed(folded), best = -1;
    for (int i = 0; i < n && limit > 0; i++) {
        int d = camp_text_distance(folded, camp_text_fold(arena, camp_span_of(words[i])), limit);
        if (d > limit || (best >= 0 && d == limit)) continue;
        best = i;
        limit = d;
    }
    return best >= 0 ? did_you_mean(arena, words[best]) : "";
}

/* ---- labels */

int camp_labels_find(const camp_labels *labels, camp_span text) {
    char buffer[FOLDED_BYTES];
    return camp_map_get(&labels->map, camp_text_fold_into(labels->map.arena, text, buffer, sizeof buffer));
}

int camp_labels_number(camp_labels *labels, camp_span text) {
    int found = camp_labels_find(labels, text);
    if (found >= 0) return found;
    camp_arena *arena = labels->map.arena;
    CAMP_ROOM_FOR_ONE(arena, labels->shown, labels->n, labels->capacity);
    labels->shown[labels->n] = camp_text_shown(arena, text).at;
    return camp_map_put(&labels->map, camp_text_fold(arena, text), labels->n++);
}
