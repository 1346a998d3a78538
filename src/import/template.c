/* SPDX-License-Identifier: GPL-3.0-or-later */
/* template.c - slots and rooms to be changed, where neither the event nor the source has any. */
#include "import/import.h"

static void add_rows(camp_draft_table *table, const char *const *columns, int n_columns,
                     const char *const *cells, int n) {
    for (int i = 0; i < n; i++) {
        int row = camp_draft_add(table);
        for (int c = 0; c < n_columns; c++)
            camp_draft_set(table, row, camp_draft_want(table, columns[c]),
                           camp_span_of(cells[i * n_columns + c]));
    }
}

void camp_import_template(camp_import *import) {
    static const char *const slot_columns[] = {"slot", "start", "end"}, *const room_columns[] = {"room",
                                                                                                 "capacity"};
    static const char *const slots[] = {"A", "9:00",  "9:45",  "B", "9:55",  "10:40",
                                        "C", "10:50", "11:35", "D", "11:45", "12:30"};
    static const char *const rooms[] = {"Room 1", "", "Room 2", "", "Room 3", "", "Room 4", ""};
    camp_draft_table *slot = &import->table[CAMP_SLOTS], *room = &import->table[CAMP_ROOMS];
    if (!slot->there && slot->n == 0) {
        add_rows(slot, slot_columns, 3, slots, 4);
        camp_import_note(import, "slots.csv is a template with 4 slots: write your own times into it");
    }
    if (!room->there && room->n == 0) {
        add_rows(room, room_columns, 2, rooms, 4);
        camp_import_note(
            import, "rooms.csv is a template with 4 rooms: write your own rooms and their seats into it");
    }
}
