/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board_pdf.c - the grid for the wall, slots down and rooms across.
 *
 *     Edcamp Harbor Bend
 *     Saturday 18 April 2026                      rooms 1-8 of 14
 *     +-------+------------+------------+-
 *     |       | Library    | Gym        |        repeated on every page
 *     +-------+------------+------------+-
 *     | 9:00  | AI in      | Quiet kids |
 *     | 9:45  | grade 5    | Hana Kovac |
 *     +-------+------------+------------+-
 *     | 9:45    Break                      |
 *
 * Nothing is ever cut: where a page does not hold the day (the plan is in sheet.c) rows go on on further
 * pages, and a row that is higher than a page goes on there in the middle of its texts.
 */
#include "export/clean.h"
#include "export/moment.h"
#include "export/public_name.h"
#include "export/sheet.h"

static const double PAD = CAMP_SHEET_PAD, SMALL = CAMP_SHEET_SMALL;
static const double MOST_AIR = 28; /* that a row gets where a page has some left */

/* ---- drawing */

static void put_top(const camp_sheet *w) {
    camp_paper *pages = w->pages;
    camp_block name = camp_sheet_name_block(w), day = camp_sheet_day_block(w);
    double y = 0, high = camp_sheet_rooms_height(w);
    camp_paper_part(pages, "H1");
    y += camp_paper_put(pages, &name, 0, y);
    camp_paper_end_part(pages, "H1");
    camp_paper_part(pages, "P");
    y += camp_paper_put(pages, &day, 0, y) + PAD;
    camp_paper_end_part(pages, "P");
    camp_paper_part(pages, "Table");
    camp_paper_part(pages, "TR");
    camp_paper_shade(pages, 0, y, w->clock + w->n * w->column, high, 0.9);
    for (int i = 0; i < w->n; i++) {
        camp_block room = camp_sheet_room_block(w, w->rooms[w->from + i]),
                   site = camp_sheet_site_block(w, w->rooms[w->from + i]);
        double x = w->clock + i * w->column;
        camp_paper_part(pages, "TH");
        double used = camp_paper_put(pages, &room, x + PAD, y + PAD);
        (void)camp_paper_put(pages, &site, x + PAD, y + PAD + used);
        camp_paper_end_part(pages, "TH");
        camp_paper_rule(pages, x, y, x, y + high, 0.5);
    }
    camp_paper_end_part(pages, "TR");
    camp_paper_rule(pages, 0, y, w->clock + w->n * w->column, y, 1);
    camp_paper_rule(pages, 0, y + high, w->clock + w->n * w->column, y + high, 1);
}

static void put_foot(const camp_sheet *w) {
    if (w->n_pages < 2) return;
    camp_block foot = {camp_arena_printf(w->arena, "page %d of %d", w->page, w->n_pages),
                       CAMP_REGULAR,
                       9,
                       camp_paper_width(w->pages),
                       1,
                       true};
    (void)camp_paper_put(w->pages, &foot, 0, camp_paper_height(w->pages) - camp_sheet_foot_height() + 3);
}

static double begin_page(camp_sheet *w) {
    w->page++;
    put_top(w);
    return camp_sheet_top_height(w);
}

static void end_page(const camp_sheet *w) {
    camp_paper_end_part(w->pages, "Table");
    put_foot(w);
    camp_paper_next(w->pages);
}

/* Where a text that is drawn over several pages has come to. */
typedef struct place {
    int block, line;
} place;

/* Draws of one cell what fits; returns the height used. */
static double flow_cell(const camp_sheet *w, const camp_block *blocks, int n, double x, double y,
                        double height, place *at) {
    double used = 0;
    while (at->block < n) {
        bool all;
        used +=
            camp_paper_flow(w->pages, &blocks[at->block], x + PAD, y + used, height - used, &at->line, &all);
        if (!all) break;
        *at = (place){at->block + 1, 0};
    }
    return used;
}

/* Draws of a row what fits into `height`; returns the height used, `places` (the clock's first) move on. */
static double flow_row(const camp_sheet *w, int slot, double y, double height, place *places, bool *all) {
    camp_block blocks[CAMP_SHEET_BLOCKS];
    double most = 0;
    *all = true;
    camp_paper_part(w->pages, "TR");
    for (int i = 0; i <= w->n; i++) {
        int n = i ? camp_sheet_cell_blocks(w, slot, w->rooms[w->from + i - 1], blocks)
                  : camp_sheet_clock_blocks(w, slot, blocks);
        double x = i ? w->clock + (i - 1) * w->column : 0;
        camp_paper_part(w->pages, i ? "TD" : "TH");
        double used = flow_cell(w, blocks, n, x, y + PAD, height - 2 * PAD, &places[i]);
        camp_paper_end_part(w->pages, i ? "TD" : "TH");
        if (places[i].block < n) *all = false;
        if (used > most) most = used;
    }
    camp_paper_end_part(w->pages, "TR");
    return most + 2 * PAD;
}

static void put_lines(const camp_sheet *w, double y, double height) {
    double right = w->clock + w->n * w->column;
    for (int i = 0; i <= w->n; i++)
        camp_paper_rule(w->pages, w->clock + i * w->column, y, w->clock + i * w->column, y + height, 0.5);
    camp_paper_rule(w->pages, 0, y, 0, y + height, 0.5);
    camp_paper_rule(w->pages, 0, y + height, right, y + height, 0.5);
}

static double put_closed(const camp_sheet *w, int slot, double y, double height) {
    camp_block label = camp_sheet_closed_block(w, slot);
    camp_block clock = camp_sheet_block_of(w, camp_card_clock(w->event->slots[slot].start_clock, w->arena),
                                           CAMP_REGULAR, SMALL * w->size);
    camp_paper_shade(w->pages, 0, y, w->clock + w->n * w->column, height, 0.95);
    camp_paper_part(w->pages, "TR");
    camp_paper_part(w->pages, "TH");
    (void)camp_paper_put(w->pages, &clock, PAD, y + PAD / 2);
    camp_paper_end_part(w->pages, "TH");
    camp_paper_part(w->pages, "TD");
    (void)camp_paper_put(w->pages, &label, w->clock + PAD, y + PAD / 2);
    camp_paper_end_part(w->pages, "TD");
    camp_paper_end_part(w->pages, "TR");
    camp_paper_rule(w->pages, 0, y, w->clock + w->n * w->column, y,
                    0.5); /* the shade lies over the one above */
    camp_paper_rule(w->pages, 0, y, 0, y + height, 0.5);
    camp_paper_rule(w->pages, w->clock + w->n * w->column, y, w->clock + w->n * w->column, y + height, 0.5);
    camp_paper_rule(w->pages, 0, y + height, w->clock + w->n * w->column, y + height, 0.5);
    return y + height;
}

/* Draws a row from y on, on as many pages as it takes; returns where the next one begins. */
static double put_row(camp_sheet *w, int slot, double y, double height) {
    place *places = CAMP_NEW(w->arena, place, w->n + 1);
    double bottom = camp_paper_height(w->pages) - camp_sheet_foot_height();
    for (bool all = false; !all;) {
        double used = flow_row(w, slot, y, bottom - y + 0.1, places, &all);
        if (all && used < height && y + height <= bottom + 0.1) used = height;
        put_lines(w, y, used);
        y += used;
        if (all) break;
        end_page(w);
        y = begin_page(w);
        height = 0;
    }
    return y;
}

/* The day with the rooms of one page. */
static void put_band(camp_sheet *w) {
    int n_open;
    double rows = camp_sheet_rows_height(w, &n_open), body = camp_sheet_body_height(w), air = 0;
    if (rows <= body && n_open) air = (body - rows) / n_open < MOST_AIR ? (body - rows) / n_open : MOST_AIR;
    double y = begin_page(w), top = y, bottom = camp_paper_height(w->pages) - camp_sheet_foot_height();
    for (int i = w->wall.day_first[w->day]; i < w->wall.day_first[w->day + 1]; i++) {
        int slot = w->wall.slots[i];
        bool open = w->event->slots[slot].open;
        double height = camp_sheet_row_height(w, slot) + (open ? air : 0);
        if (y + height > bottom + 0.1 && y > top) {
            end_page(w);
            y = top = begin_page(w);
        }
        y = open ? put_row(w, slot, y, height) : put_closed(w, slot, y, height);
    }
    end_page(w);
}

static void put_days(camp_sheet *w) {
    w->page = 0;
    for (w->day = 0; w->day < w->wall.n_days; w->day++) {
        w->n_rooms = camp_wall_rooms(&w->wall, w->day, w->rooms);
        if (!w->n_rooms) continue;
        int columns = camp_sheet_plan(w);
        for (w->from = 0; w->from < w->n_rooms; w->from += columns) {
            w->n = w->n_rooms - w->from < columns ? w->n_rooms - w->from : columns;
            put_band(w);
        }
    }
}

static void put_empty(camp_sheet *w) {
    camp_block name = camp_sheet_name_block(w);
    camp_block text = {
        "The board is empty: no session has a run.", CAMP_REGULAR, 12, camp_paper_width(w->pages), 0, false};
    double y = camp_paper_put(w->pages, &name, 0, 0);
    (void)camp_paper_put(w->pages, &text, 0, y + PAD);
    camp_paper_next(w->pages);
}

camp_status camp_export_board_pdf(const camp_event *event, const camp_board *board,
                                  const camp_export_options *options, camp_report *report, camp_arena *arena,
                                  camp_span *text) {
    camp_arena scratch;
    camp_status status = CAMP_OK;
    camp_arena_init_like(&scratch, arena);
    camp_sheet w = {.event = event, .arena = &scratch, .name = camp_public_line(&scratch, event->name)};
    w.pages = camp_paper_open(&scratch, options->paper, true, w.name, camp_stamp_s(event), report, &status);
    if (w.pages) {
        camp_clean_warn(event, report);
        camp_wall_init(&w.wall, event, board, &scratch);
        w.cards = camp_cards_make(event, board, &scratch);
        w.rooms = CAMP_NEW(&scratch, int, event->n_rooms);
        w.word = CAMP_NEW(&scratch, double, event->n_rooms);
        camp_sheet_measure_words(&w);
        camp_paper_set_dry(w.pages, true);
        put_days(&w); /* to count the pages */
        w.n_pages = w.page;
        camp_paper_set_dry(w.pages, false);
        if (w.n_pages)
            put_days(&w);
        else
            put_empty(&w);
        *text = camp_paper_close(w.pages, arena);
    }
    camp_arena_free(&scratch);
    return status;
}
