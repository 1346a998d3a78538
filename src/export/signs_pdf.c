/* SPDX-License-Identifier: GPL-3.0-or-later */
/* signs_pdf.c - a sign for each room's door: the room large, then what happens there, day by day.
 *
 *     Library
 *     Saturday 18 April 2026
 *      9:00   AI in grade 5
 *     to 9:45 Devin Achterberg, Priya Raman
 *     ------------------------------------
 *
 * A room without a run gets none. What does not fit a page goes on on the next, under the room's name.
 */
#include "export/asked.h"
#include "export/card.h"
#include "export/clean.h"
#include "export/moment.h"
#include "export/order.h"
#include "export/paper.h"
#include "export/public_name.h"
#include "export/qr.h"

static const double PAD = 6, TITLE = 26, SMALLEST = 11, SMALL = 0.72, ROOM = 60, GAP = 9,
                    CODE = 76 /* of a QR code: 27 mm, which a phone reads from a metre */;

typedef struct sign {
    const camp_event *event;
    const camp_board *board;
    camp_arena *arena;
    camp_paper *pages;
    const camp_card *cards;
    const int *order;
    const char *name;          /* of the event */
    const unsigned char *code; /* of the link, code_width * code_width modules; NULL: none */
    int code_width;
    int room;
    double size, clock; /* of the letters of titles; width of the column of times */
} sign;

/* Of the head, beside the code. */
static double head_width(const sign *s, bool again) {
    return camp_paper_width(s->pages) - (s->code && !again ? CODE + 2 * PAD : 0);
}

static camp_block across(const sign *s, const char *text, camp_face face, double size, int lines) {
    return (camp_block){text, face, size, camp_paper_width(s->pages), lines, false};
}

static double put_head(const sign *s, bool again) {
    const camp_event *event = s->event;
    camp_block name = across(s, s->name, CAMP_REGULAR, 15, 2);
    camp_block room =
        across(s, camp_public_line(s->arena, event->rooms[s->room].id), CAMP_HEAVY, again ? 22 : ROOM, 4);
    const char *site = event->n_sites > 1 ? event->site_names[event->rooms[s->room].site] : "";
    camp_block where = across(s, camp_public_line(s->arena, site), CAMP_REGULAR, 20, 2);
    name.width = room.width = where.width = head_width(s, again);
    if (s->code && !again)
        camp_paper_code(s->pages, s->code, s->code_width, camp_paper_width(s->pages) - CODE, 0, CODE);
    double y = camp_paper_put(s->pages, &name, 0, 0);
    camp_paper_part(s->pages, "H1");
    y += camp_paper_put(s->pages, &room, 0, y);
    camp_paper_end_part(s->pages, "H1");
    if (!again) y += camp_paper_put(s->pages, &where, 0, y);
    if (s->code && !again && y < CODE) y = CODE;
    y += PAD;
    camp_paper_rule(s->pages, 0, y, camp_paper_width(s->pages), y, 1.5);
    return y + PAD;
}

/* ---- an entry: the times at the left, title, people and note at the right */

typedef struct entry {
    camp_block clock[2], text[3];
} entry;

static entry entry_of(const sign *s, int index) {
    const camp_run *run = &s->board->runs[index];
    const camp_card *card = &s->cards[index];
    double width = camp_paper_width(s->pages) - s->clock, size = s->size, small = SMALL * s->size;
    const char *from = camp_card_clock(s->event->slots[run->slot].start_clock, s->arena);
    const char *to = camp_card_clock(s->event->slots[camp_last_slot(s->event, run)].end_clock, s->arena);
    return (entry){
        {{from, CAMP_HEAVY, size, s->clock - PAD, 0, false},
         {camp_arena_printf(s->arena, "to %s", to), CAMP_REGULAR, small, s->clock - PAD, 0, false}},
        {{card->title, CAMP_HEAVY, size, width, 0, false},
         {card->people, CAMP_REGULAR, small, width, 0, false},
         {card->run, CAMP_SLANTED, small, width, 0, false}}};
}

static double entry_height(const sign *s, const entry *e) {
    double left = 0, right = 0;
    for (int i = 0; i < 2; i++)
        left += camp_paper_measure(s->pages, &e->clock[i]);
    for (int i = 0; i < 3; i++)
        right += camp_paper_measure(s->pages, &e->text[i]);
    return left > right ? left : right;
}

static double next_page(const sign *s) {
    camp_paper_next(s->pages);
    return put_head(s, true);
}

/* Draws the entry, on further pages where it must; returns where it ends. */
static double put_entry(const sign *s, const entry *e, double y) {
    double left = y;
    for (int i = 0; i < 2; i++)
        left += camp_paper_put(s->pages, &e->clock[i], 0, left);
    for (int i = 0; i < 3; i++) {
        int line = 0;
        for (bool all = false; !all;) {
            double room = camp_paper_height(s->pages) - y;
            y += camp_paper_flow(s->pages, &e->text[i], s->clock, y, room, &line, &all);
            if (all) break;
            y = next_page(s);
            left = y;
        }
    }
    return y > left ? y : left;
}

static double put_day(const sign *s, const char *day, double y) {
    camp_block block = across(s, day, CAMP_HEAVY, 0.85 * s->size, 1);
    if (!day[0]) return y;
    camp_paper_part(s->pages, "H2");
    y += camp_paper_put(s->pages, &block, 0, y) + PAD;
    camp_paper_end_part(s->pages, "H2");
    return y;
}

/* All entries of the room from y on; returns where they end. While `measured` they all go on one endless
 * page. */
static double put_entries(const sign *s, double y, bool measured) {
    long day = LONG_MIN;
    for (int i = 0; i < s->board->n_runs; i++) {
        const camp_run *run = &s->board->runs[s->order[i]];
        if (run->room != s->room) continue;
        entry e = entry_of(s, s->order[i]);
        double height = entry_height(s, &e) + 2 * s->size; /* with the day's name */
        bool new_day = camp_day_of(s->event->slots[run->slot].start_min) != day;
        day = camp_day_of(s->event->slots[run->slot].start_min);
        if (!measured && y + height > camp_paper_height(s->pages) + s->size &&
            y > 0.3 * camp_paper_height(s->pages))
            y = next_page(s);
        if (new_day) y = put_day(s, camp_card_day(s->event, run->slot, s->arena), y);
        camp_paper_part(s->pages, "P");
        y = measured ? y + entry_height(s, &e) : put_entry(s, &e, y);
        camp_paper_end_part(s->pages, "P");
        y += GAP;
        camp_paper_rule(s->pages, 0, y, camp_paper_width(s->pages), y, 0.5);
        y += GAP;
    }
    return y;
}

static void put_sign(sign *s) {
    camp_paper_set_dry(s->pages, true);
    double top = put_head(s, false);
    for (s->size = TITLE; s->size > SMALLEST; s->size -= 1) {
        s->clock = 4.2 * s->size;
        if (put_entries(s, top, true) <= camp_paper_height(s->pages)) break;
    }
    s->clock = 4.2 * s->size;
    camp_paper_set_dry(s->pages, false);
    (void)put_entries(s, put_head(s, false), false);
    camp_paper_next(s->pages);
}

static bool in_use(const sign *s, int room) {
    bool used = false;
    for (int i = 0; i < s->board->n_runs; i++)
        used = used || s->board->runs[i].room == room;
    return used;
}

static void put_signs(sign *s, int chosen) {
    int n = 0;
    for (s->room = 0; s->room < s->event->n_rooms; s->room++) {
        if (chosen >= 0 ? s->room != chosen : !in_use(s, s->room)) continue;
        put_sign(s);
        n++;
    }
    if (n) return;
    camp_block text = across(s, "No room has a session.", CAMP_REGULAR, TITLE, 0);
    (void)camp_paper_put(s->pages, &text, 0, 0);
    camp_paper_next(s->pages);
}

camp_status camp_export_signs_pdf(const camp_event *event, const camp_board *board,
                                  const camp_export_options *options, camp_report *report, camp_arena *arena,
                                  camp_span *text) {
    camp_arena scratch;
    camp_status status = CAMP_BAD_ARGUMENT;
    int chosen = -1;
    camp_arena_init_like(&scratch, arena);
    if (options->room) chosen = camp_asked_room(event, options->room, report, &scratch);
    sign s = {
        .event = event, .board = board, .arena = &scratch, .name = camp_public_line(&scratch, event->name)};
    if (!options->room || chosen >= 0)
        s.pages =
            camp_paper_open(&scratch, options->paper, false, s.name, camp_stamp_s(event), report, &status);
    if (s.pages) {
        status = CAMP_OK;
        camp_clean_warn(event, report);
        s.cards = camp_cards_make(event, board, &scratch);
        s.order = camp_order_runs(event, board, &scratch);
        if (options->link) s.code = camp_qr_modules(options->link, &s.code_width, &scratch);
        put_signs(&s, chosen);
        *text = camp_paper_close(s.pages, arena);
    }
    camp_arena_free(&scratch);
    return status;
}
