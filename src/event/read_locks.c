/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_locks.c - lock.csv: what must stay as it is. */
#include "event/read.h"

enum { SESSION, SLOT, ROOM, PERSON };
static const char *const columns[] = {"session", "slot", "room", "person"};

/* The row that a cell names; -1 when it is empty or after an error. */
static int row_of(const camp_sheet *sheet, int column, const camp_names *names) {
    camp_span cell = camp_cell(sheet, column);
    return cell.n ? camp_cell_find(sheet, column, names, cell) : -1;
}

static void read_lock(camp_sheet *sheet) {
    camp_reading *reading = sheet->reading;
    camp_event *event = reading->event;
    CAMP_ROOM_FOR_ONE(reading->arena, event->locks, event->n_locks, reading->cap_locks);
    camp_lock_row *lock = &event->locks[event->n_locks++];
    lock->line = sheet->row->line;
    lock->session = row_of(sheet, SESSION, &reading->sessions);
    lock->slot = row_of(sheet, SLOT, &reading->slots);
    lock->room = row_of(sheet, ROOM, &reading->rooms);
    lock->person = row_of(sheet, PERSON, &reading->people);
    if (camp_cell(sheet, SESSION).n == 0)
        camp_sheet_error(sheet, SESSION, "E_EMPTY_CELL", "session is empty; a lock needs a session");
    if (camp_cell(sheet, PERSON).n && camp_cell(sheet, SLOT).n == 0)
        camp_sheet_error(sheet, SLOT, "E_LOCK_SLOT", "the lock names a person but no slot; write the slot");
}

void camp_read_locks(camp_reading *reading, const camp_file *file) {
    camp_sheet sheet = {
        .reading = reading, .columns = columns, .n_columns = PERSON + 1, .n_required = 1, .read = read_lock};
    camp_sheet_read(&sheet, file);
}
