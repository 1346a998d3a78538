/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seats_csv.c - seats.csv: person,day,slot,start,end,room,session,section,title
 *
 * Everything behind the person is the same for all seats of a run: it is written once and copied. */
#include "export/csv.h"
#include "export/export.h"
#include "export/order.h"

static camp_span rest_of_row(const camp_event *event, const camp_run *run, camp_arena *arena) {
    const camp_slot *slot = &event->slots[run->slot];
    camp_buffer out;
    camp_buffer_init(&out, arena);
    camp_buffer_text(&out, ",");
    camp_csv_text(&out, slot->day);
    camp_buffer_text(&out, ",");
    camp_csv_text(&out, slot->id);
    camp_buffer_text(&out, ",");
    camp_buffer_clock(&out, slot->start_clock);
    camp_buffer_text(&out, ",");
    camp_buffer_clock(&out, event->slots[camp_last_slot(event, run)].end_clock);
    camp_buffer_text(&out, ",");
    camp_csv_text(&out, event->rooms[run->room].id);
    camp_buffer_text(&out, ",");
    camp_csv_text(&out, event->sessions[run->session].id);
    camp_buffer_text(&out, ",");
    camp_buffer_whole(&out, run->section);
    camp_buffer_text(&out, ",");
    camp_csv_text(&out, event->sessions[run->session].title);
    camp_buffer_text(&out, "\n");
    return camp_buffer_span(&out);
}

camp_span camp_export_seats_csv(const camp_event *event, const camp_board *board, camp_arena *arena) {
    camp_arena scratch;
    camp_buffer out;
    camp_buffer_init(&out, arena);
    camp_arena_init_like(&scratch, arena);
    const int *runs = camp_order_runs(event, board, &scratch);
    const long *seats = camp_order_seats(event, board, runs, &scratch);
    camp_span *rest = CAMP_NEW(&scratch, camp_span, board->n_runs);
    for (int i = 0; i < board->n_runs; i++)
        rest[i] = rest_of_row(event, &board->runs[i], &scratch);
    camp_buffer_text(&out, "person,day,slot,start,end,room,session,section,title\n");
    for (long i = 0; i < board->n_seats; i++) {
        camp_seat seat = board->seats[seats[i]];
        if (event->people[seat.person].expected) continue;
        camp_csv_text(&out, event->people[seat.person].id);
        camp_buffer_bytes(&out, rest[seat.run].at, rest[seat.run].n);
    }
    camp_arena_free(&scratch);
    return camp_buffer_span(&out);
}
