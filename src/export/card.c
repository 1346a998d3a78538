/* SPDX-License-Identifier: GPL-3.0-or-later */
/* card.c - what is said of runs and days on paper. */
#include "export/card.h"
#include "export/buffer.h"
#include "export/clean.h"
#include "export/day.h"
#include "export/order.h"
#include "export/public_name.h"

static const char *people_of(const camp_event *event, camp_list presenters, camp_arena *arena) {
    camp_buffer text;
    if (!presenters.n) return "";
    camp_buffer_init(&text, arena);
    for (int i = 0; i < presenters.n; i++) {
        if (i) camp_buffer_text(&text, ", ");
        camp_buffer_text(&text, camp_public_line(arena, camp_public_name(event, presenters.at[i], arena)));
    }
    return text.at;
}

const char *camp_card_clock(int minutes, camp_arena *arena) {
    return camp_arena_printf(arena, "%d:%02d", minutes / 60, minutes % 60);
}

const camp_card *camp_cards_make(const camp_event *event, const camp_board *board, camp_arena *arena) {
    camp_card *cards = CAMP_NEW(arena, camp_card, board->n_runs);
    const int *runs_of = camp_runs_of(event, board, arena);
    for (int i = 0; i < board->n_runs; i++) {
        const camp_run *run = &board->runs[i];
        const camp_session *session = &event->sessions[run->session];
        const char *end = camp_card_clock(event->slots[camp_last_slot(event, run)].end_clock, arena);
        bool several = runs_of[run->session] > 1, is_long = session->length > 1;
        cards[i].title = camp_public_line(arena, session->title);
        cards[i].people = people_of(event, session->presenters, arena);
        cards[i].run = cards[i].note = several ? camp_arena_printf(arena, "run %d", run->section) : "";
        if (is_long)
            cards[i].note = camp_arena_printf(arena, "%s%sto %s", cards[i].note, several ? ", " : "", end);
    }
    return cards;
}

const char *camp_card_day(const camp_event *event, int slot, camp_arena *arena) {
    return camp_day_text(event->slots[slot].day, arena);
}
