/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board_csv.c - board.csv: day,slot,start,end,room,session,section,title,presenters,seated */
#include "export/csv.h"
#include "export/export.h"
#include "export/order.h"

static const char *join_presenters(const camp_event *event, camp_list presenters, camp_arena *arena) {
    camp_buffer text;
    if (!presenters.n) return "";
    camp_buffer_init(&text, arena);
    for (int i = 0; i < presenters.n; i++) {
        if (i) camp_buffer_text(&text, ";");
        camp_buffer_text(&text, event->people[presenters.at[i]].id);
    }
    return text.at;
}

static void put_run(camp_buffer *out, const camp_event *event, const camp_run *run, long seated,
                    camp_arena *scratch) {
    const camp_session *session = &event->sessions[run->session];
    const camp_slot *slot = &event->slots[run->slot];
    camp_csv_text(out, slot->day);
    camp_buffer_text(out, ",");
    camp_csv_text(out, slot->id);
    camp_buffer_text(out, ",");
    camp_buffer_clock(out, slot->start_clock);
    camp_buffer_text(out, ",");
    camp_buffer_clock(out, event->slots[camp_last_slot(event, run)].end_clock);
    camp_buffer_text(out, ",");
    camp_csv_text(out, event->rooms[run->room].id);
    camp_buffer_text(out, ",");
    camp_csv_text(out, session->id);
    camp_buffer_text(out, ",");
    camp_buffer_whole(out, run->section);
    camp_buffer_text(out, ",");
    camp_csv_text(out, session->title);
    camp_buffer_text(out, ",");
    camp_csv_text(out, join_presenters(event, session->presenters, scratch));
    camp_buffer_text(out, ",");
    camp_buffer_whole(out, seated);
    camp_buffer_text(out, "\n");
}

camp_span camp_export_board_csv(const camp_event *event, const camp_board *board, camp_arena *arena) {
    camp_arena scratch;
    camp_buffer out;
    camp_buffer_init(&out, arena);
    camp_arena_init_like(&scratch, arena);
    const int *order = camp_order_runs(event, board, &scratch);
    const long *seated = camp_seated(event, board, &scratch);
    camp_buffer_text(&out, "day,slot,start,end,room,session,section,title,presenters,seated\n");
    for (int i = 0; i < board->n_runs; i++)
        put_run(&out, event, &board->runs[order[i]], seated[order[i]], &scratch);
    camp_arena_free(&scratch);
    return camp_buffer_span(&out);
}
