/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule.c - slots, rooms and places of a source. An event that has its slots and rooms keeps them: only
 * into a new one they are added. */
#include "import/schedule.h"
#include <string.h>

static int row_of_name(camp_import *import, const camp_draft_table *table, int column, camp_span name) {
    camp_span key = camp_import_key(import->arena, name);
    for (int row = 0; row < table->n; row++)
        if (camp_span_equal(camp_import_key(import->arena, camp_draft_get(table, row, column)), key))
            return row;
    return -1;
}

static const char *text_of(const camp_import *import, camp_span text) {
    return camp_arena_text(import->arena, text.at, text.n);
}

/* A name as an id: no ";". */
static char *clean(const camp_import *import, const char *name) {
    char *copy = camp_arena_text(import->arena, name, strlen(name));
    for (char *c = copy; *c; c++)
        if (*c == ';') *c = ',';
    return copy;
}

const char *camp_schedule_room(camp_import *import, camp_span name, double capacity, camp_place place) {
    camp_draft_table *t = &import->table[CAMP_ROOMS];
    const char *shown = clean(import, camp_import_text(import->arena, name));
    if (!*shown) return NULL;
    int row = row_of_name(import, t, camp_draft_column(t, "room"), camp_span_of(shown));
    if (row < 0 && t->there) {
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_ROOM", place,
                        "room %s is not in rooms.csv and is left out",
                        camp_quoted(import->arena, camp_span_of(shown)));
        return NULL;
    }
    if (row < 0) {
        int column = camp_draft_want(t, "room");
        (void)camp_draft_want(t, "capacity");
        row = camp_draft_add(t);
        camp_draft_set(t, row, column, camp_span_of(shown));
    }
    int seats = camp_draft_want(t, "capacity");
    if (capacity >= 0 && camp_draft_get(t, row, seats).n == 0 && !t->there)
        camp_draft_set(t, row, seats, camp_import_number(import->arena, capacity));
    return text_of(import, camp_draft_get(t, row, camp_draft_column(t, "room")));
}

static int slot_at(camp_import *import, camp_span day, int start, int end) {
    const camp_draft_table *t = &import->table[CAMP_SLOTS];
    int days = camp_draft_column(t, "day"), starts = camp_draft_column(t, "start"),
        ends = camp_draft_column(t, "end");
    for (int row = 0; row < t->n; row++) {
        int from, to;
        camp_span own = camp_draft_get(t, row, days);
        if (!camp_parse_time(camp_draft_get(t, row, starts), &from) ||
            !camp_parse_time(camp_draft_get(t, row, ends), &to))
            continue;
        if (from == start && (to == end || end <= start) &&
            (own.n == 0 || day.n == 0 || camp_span_equal(own, day)))
            return row;
    }
    return -1;
}

/* A, B, ..., Z, A2, B2, ... */
static const char *next_id(camp_import *import) {
    const camp_draft_table *t = &import->table[CAMP_SLOTS];
    int column = camp_draft_column(t, "slot");
    for (int i = 0;; i++) {
        const char *id = i < 26 ? camp_arena_printf(import->arena, "%c", 'A' + i)
                                : camp_arena_printf(import->arena, "%c%d", 'A' + i % 26, i / 26 + 1);
        if (row_of_name(import, t, column, camp_span_of(id)) < 0) return id;
    }
}

const char *camp_schedule_slot(camp_import *import, camp_span day, int start, int end, camp_span wanted,
                               camp_span label, bool open, camp_place place) {
    camp_draft_table *t = &import->table[CAMP_SLOTS];
    int row = slot_at(import, day, start, end);
    if (row >= 0) return text_of(import, camp_draft_get(t, row, camp_draft_column(t, "slot")));
    if (t->there) {
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_SLOT", place,
                        "no slot of slots.csv is at %d:%02d; the time is left out", start / 60, start % 60);
        return NULL;
    }
    int ids = camp_draft_want(t, "slot"), starts = camp_draft_want(t, "start"),
        ends = camp_draft_want(t, "end");
    const char *id = clean(import, camp_import_text(import->arena, wanted));
    if (!*id || row_of_name(import, t, ids, camp_span_of(id)) >= 0) id = next_id(import);
    row = camp_draft_add(t);
    camp_draft_set(t, row, ids, camp_span_of(id));
    camp_draft_set(t, row, starts,
                   camp_span_of(camp_arena_printf(import->arena, "%d:%02d", start / 60, start % 60)));
    camp_draft_set(t, row, ends,
                   camp_span_of(camp_arena_printf(import->arena, "%d:%02d", end / 60, end % 60)));
    if (day.n) camp_draft_set(t, row, camp_draft_want(t, "day"), day);
    if (!open) camp_draft_set(t, row, camp_draft_want(t, "open"), camp_span_of("no"));
    if (label.n) camp_draft_set(t, row, camp_draft_want(t, "label"), label);
    return id;
}

/* Whether a cell of lock.csv says this, or there is nothing to say. */
static bool is_there(camp_import *import, camp_span cell, const char *text) {
    return !text || camp_span_equal(camp_import_key(import->arena, cell),
                                    camp_import_key(import->arena, camp_span_of(text)));
}

/* The place that is not written, as the source tells it. */
static void tell_place(camp_import *import, int card, const char *slot, const char *room, camp_place place) {
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_KEPT", place,
                    "lock.csv has another place for %s, and that stays; the source says%s%s%s%s",
                    camp_quoted(import->arena, camp_span_of(import->cards[card].title)), slot ? " slot " : "",
                    slot ? slot : "", room ? " room " : "", room ? room : "");
}

bool camp_schedule_put(camp_import *import, int card, const char *slot, const char *room, camp_place place) {
    camp_draft_table *t = &import->table[CAMP_LOCK];
    bool first = !import->cards[card].placed, other = false;
    if (!slot && !room) return false;
    import->cards[card].placed = true;
    if (!import->options->keep_places) return first;
    int sessions = camp_draft_want(t, "session"), slots = camp_draft_want(t, "slot"),
        rooms = camp_draft_want(t, "room");
    for (int row = 0; row < t->n; row++) {
        if (camp_roster_session(import, camp_draft_get(t, row, sessions)) != card) continue;
        other = true;
        if (is_there(import, camp_draft_get(t, row, slots), slot) &&
            is_there(import, camp_draft_get(t, row, rooms), room))
            return first;
    }
    if (other) {
        tell_place(import, card, slot, room, place);
        return false;
    }
    int row = camp_draft_add(t);
    camp_draft_set(t, row, sessions, camp_span_of(camp_roster_id(import, card)));
    if (slot) camp_draft_set(t, row, slots, camp_span_of(slot));
    if (room) camp_draft_set(t, row, rooms, camp_span_of(room));
    return true;
}

void camp_schedule_told(camp_import *import, int n_places) {
    if (n_places == 0) return;
    if (import->options->keep_places && n_places == 1)
        camp_import_note(import, "lock.csv keeps the place that the source tells");
    else if (import->options->keep_places)
        camp_import_note(import, "lock.csv keeps the %d places that the source tells", n_places);
    else
        camp_import_note(
            import, "the source places %d sessions; they are free to move (--keep-places writes lock.csv)",
            n_places);
}

void camp_schedule_option(camp_import *import, const char *key, const char *value) {
    for (size_t i = 0; i < import->n_files; i++)
        if (strcmp(import->files[i].name, "event.json") == 0) return;
    if (!*value) return;
    const char *escaped = "";
    for (const char *c = value; *c; c++)
        escaped = (unsigned char)*c < ' '
                      ? camp_arena_printf(import->arena, "%s\\u%04x", escaped, (unsigned)*c)
                  : *c == '"' || *c == '\\' ? camp_arena_printf(import->arena, "%s\\%c", escaped, *c)
                                            : camp_arena_printf(import->arena, "%s%c", escaped, *c);
    const char *before =
        import->json.n ? camp_arena_text(import->arena, import->json.at, import->json.n - 3) : "{";
    import->json = camp_span_of(camp_arena_printf(import->arena, "%s%s\n  \"%s\": \"%s\"\n}\n", before,
                                                  import->json.n ? "," : "", key, escaped));
}
