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
 * Nothing is ever cut: of all ways to share the rooms among pages the one with the largest letters is taken
 * with which every page holds the whole day (plan); where none does with letters of a size to be read, rows
 * go on on further pages, and a row that is higher than a page goes on there in the middle of its texts.
 */
#include "export/card.h"
#include "export/clean.h"
#include "export/moment.h"
#include "export/paper.h"
#include "export/wall.h"

#include <string.h>

enum { BLOCKS = 3, LONGEST_WORD = 24, ENDLESS = 400, LEAST_COLUMNS = 4 };
static const double PAD = 4, LARGEST = 16, SMALLEST = 9, GOOD = 11.5, STEP = 0.5;
static const double NARROWEST = 68; /* a column, in points */
static const double SMALL = 0.82;   /* of the size of titles */
static const double MOST_AIR = 28;  /* that a row gets where a page has some left */

typedef struct sheet {
    const camp_event *event;
    camp_arena *arena;
    camp_paper *pages;
    camp_wall wall;
    const camp_card *cards;
    const char *name; /* of the event */
    int day;
    int *rooms, n_rooms; /* in use on the day */
    int from, n;         /* those of the page: rooms[from .. from + n - 1] */
    double size, column; /* of the letters of titles; of a room's column */
    double clock;        /* width of the column of times */
    double *word;        /* per room: its widest word at size 1 */
    int page, n_pages;
} sheet;

/* ---- what stands in a cell */

static camp_block block_of(const sheet *w, const char *text, camp_face face, double size) {
    return (camp_block){text, face, size, w->column - 2 * PAD, 0, false};
}

static int cell_blocks(const sheet *w, int slot, int room, camp_block *blocks) {
    int held = camp_wall_cell(&w->wall, slot, room), n = 0;
    if (!held) return 0;
    const camp_card *card = &w->cards[(held < 0 ? -held : held) - 1];
    if (held < 0) {
        const char *text = camp_arena_printf(w->arena, "(continued) %s", card->title);
        blocks[n++] = block_of(w, text, CAMP_SLANTED, SMALL * w->size);
        return n;
    }
    bool endless = strlen(card->title) > ENDLESS;
    blocks[n++] = block_of(w, card->title, endless ? CAMP_REGULAR : CAMP_HEAVY, endless ? SMALLEST : w->size);
    if (card->people[0]) blocks[n++] = block_of(w, card->people, CAMP_REGULAR, SMALL * w->size);
    if (card->note[0]) blocks[n++] = block_of(w, card->note, CAMP_SLANTED, SMALL * w->size);
    return n;
}

/* The cell at the left: from, to, and the label where it is no mere letter or number. */
static int clock_blocks(const sheet *w, int slot, camp_block *blocks) {
    const camp_slot *its = &w->event->slots[slot];
    const char *label = camp_clean_line(w->arena, its->label);
    blocks[0] = block_of(w, camp_card_clock(its->start_clock, w->arena), CAMP_HEAVY, w->size);
    blocks[1] = block_of(w, camp_arena_printf(w->arena, "to %s", camp_card_clock(its->end_clock, w->arena)),
                         CAMP_REGULAR, SMALL * w->size);
    blocks[2] = block_of(w, label, CAMP_REGULAR, SMALL * w->size);
    for (int i = 0; i < BLOCKS; i++)
        blocks[i].width = w->clock - 2 * PAD;
    return BLOCKS;
}

static double height_of(const sheet *w, const camp_block *blocks, int n) {
    double height = 0;
    for (int i = 0; i < n; i++)
        height += camp_paper_measure(w->pages, &blocks[i]);
    return height;
}

/* ---- heights */

static camp_block closed_block(const sheet *w, int slot) {
    const camp_slot *its = &w->event->slots[slot];
    const char *label = camp_clean_line(w->arena, its->label[0] ? its->label : its->id);
    camp_block block = block_of(w, label, CAMP_REGULAR, SMALL * w->size);
    block.width = w->n * w->column - 2 * PAD;
    return block;
}

static double row_height(const sheet *w, int slot) {
    camp_block blocks[BLOCKS];
    if (!w->event->slots[slot].open) {
        camp_block block = closed_block(w, slot);
        return camp_paper_measure(w->pages, &block) + PAD;
    }
    double most = height_of(w, blocks, clock_blocks(w, slot, blocks));
    for (int i = 0; i < w->n; i++) {
        double height = height_of(w, blocks, cell_blocks(w, slot, w->rooms[w->from + i], blocks));
        if (height > most) most = height;
    }
    return most + 2 * PAD;
}

static camp_block room_block(const sheet *w, int room) {
    camp_block block = block_of(w, camp_clean_line(w->arena, w->event->rooms[room].id), CAMP_HEAVY, w->size);
    block.most_lines = 4;
    block.centred = true;
    return block;
}

static camp_block site_block(const sheet *w, int room) {
    const camp_event *event = w->event;
    const char *site = event->n_sites > 1 ? event->site_names[event->rooms[room].site] : "";
    camp_block block = block_of(w, camp_clean_line(w->arena, site), CAMP_REGULAR, SMALL * w->size);
    block.most_lines = 2;
    block.centred = true;
    return block;
}

static double rooms_height(const sheet *w) {
    double most = 0;
    for (int i = 0; i < w->n; i++) {
        camp_block room = room_block(w, w->rooms[w->from + i]), site = site_block(w, w->rooms[w->from + i]);
        double height = camp_paper_measure(w->pages, &room) + camp_paper_measure(w->pages, &site);
        if (height > most) most = height;
    }
    return most + 2 * PAD;
}

static camp_block name_block(const sheet *w) {
    return (camp_block){w->name, CAMP_HEAVY, 17, camp_paper_width(w->pages), 2, false};
}

static camp_block day_block(const sheet *w) {
    const char *day = camp_card_day(w->event, w->wall.slots[w->wall.day_first[w->day]], w->arena),
               *which = "";
    if (w->n < w->n_rooms)
        which = camp_arena_printf(w->arena, "%srooms %d\xE2\x80\x93%d of %d", day[0] ? ", " : "", w->from + 1,
                                  w->from + w->n, w->n_rooms);
    return (camp_block){camp_arena_printf(w->arena, "%s%s", day, which),
                        CAMP_REGULAR,
                        12,
                        camp_paper_width(w->pages),
                        1,
                        false};
}

static double top_height(const sheet *w) {
    camp_block name = name_block(w), day = day_block(w);
    return camp_paper_measure(w->pages, &name) + camp_paper_measure(w->pages, &day) + PAD + rooms_height(w);
}

static double foot_height(void) {
    return 14;
}

/* What all rows of the day take, and the room there is for them on a page. */
static double rows_height(const sheet *w, int *n_open) {
    double sum = 0;
    *n_open = 0;
    for (int i = w->wall.day_first[w->day]; i < w->wall.day_first[w->day + 1]; i++) {
        sum += row_height(w, w->wall.slots[i]);
        *n_open += w->event->slots[w->wall.slots[i]].open;
    }
    return sum;
}

static double body_height(const sheet *w) {
    return camp_paper_height(w->pages) - top_height(w) - foot_height();
}

/* ---- the plan: how many rooms a page, and how large the letters */

static double widest_word(const sheet *w, const char *title) {
    double widest = 0;
    for (size_t n; *title; title += n) {
        n = strcspn(title, " ");
        if (n && n <= LONGEST_WORD) {
            camp_block word = {camp_arena_text(w->arena, title, n), CAMP_HEAVY, 10, 1e4, 0, false};
            double breadth = camp_paper_breadth(w->pages, &word) / 10;
            if (breadth > widest) widest = breadth;
        }
        n += strspn(title + n, " ");
    }
    return widest;
}

static void measure_words(sheet *w) {
    for (int i = 0; i < w->wall.board->n_runs; i++) {
        int room = w->wall.board->runs[i].room;
        double widest = widest_word(w, w->cards[i].title);
        if (widest > w->word[room]) w->word[room] = widest;
    }
}

static void set_size(sheet *w, int columns, double size) {
    w->size = size;
    w->clock = 4.4 * size + 2 * PAD;
    w->column = (camp_paper_width(w->pages) - w->clock) / columns;
}

/* Whether every page of so many columns holds its rows and breaks no word. */
static bool fits(sheet *w, int columns, double size) {
    bool good = true;
    set_size(w, columns, size);
    for (w->from = 0; good && w->from < w->n_rooms; w->from += columns) {
        int n_open;
        w->n = w->n_rooms - w->from < columns ? w->n_rooms - w->from : columns;
        for (int i = 0; i < w->n; i++)
            good = good && w->word[w->rooms[w->from + i]] * size * 1.01 <= w->column - 2 * PAD;
        good = good && rows_height(w, &n_open) <= body_height(w);
    }
    return good;
}

/* The columns of a page; sets size and widths. */
static int plan(sheet *w) {
    double best = 0;
    int best_columns = 0, last = 0;
    for (int pages = 1; pages <= w->n_rooms; pages++) {
        int columns = (w->n_rooms + pages - 1) / pages;
        set_size(w, columns, SMALLEST);
        if (columns == last || (w->column < NARROWEST && columns > 1)) continue;
        if (best_columns && columns < LEAST_COLUMNS) break;
        last = columns;
        if (!best_columns) best_columns = columns; /* where nothing fits: as many as are not too narrow */
        double size = LARGEST;
        while (size >= SMALLEST && size > best && !fits(w, columns, size))
            size -= STEP;
        if (size >= SMALLEST && size > best) {
            best = size;
            best_columns = columns;
        }
        if (best >= GOOD) break;
    }
    if (best_columns > 6 && best <= 0) best_columns = 6;
    set_size(w, best_columns, best > 0 ? best : GOOD);
    return best_columns;
}

/* ---- drawing */

static void put_top(const sheet *w) {
    camp_paper *pages = w->pages;
    camp_block name = name_block(w), day = day_block(w);
    double y = 0, high = rooms_height(w);
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
        camp_block room = room_block(w, w->rooms[w->from + i]), site = site_block(w, w->rooms[w->from + i]);
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

static void put_foot(const sheet *w) {
    if (w->n_pages < 2) return;
    camp_block foot = {camp_arena_printf(w->arena, "page %d of %d", w->page, w->n_pages),
                       CAMP_REGULAR,
                       9,
                       camp_paper_width(w->pages),
                       1,
                       true};
    (void)camp_paper_put(w->pages, &foot, 0, camp_paper_height(w->pages) - foot_height() + 3);
}

static double begin_page(sheet *w) {
    w->page++;
    put_top(w);
    return top_height(w);
}

static void end_page(const sheet *w) {
    camp_paper_end_part(w->pages, "Table");
    put_foot(w);
    camp_paper_next(w->pages);
}

/* Where a text that is drawn over several pages has come to. */
typedef struct place {
    int block, line;
} place;

/* Draws of one cell what fits; returns the height used. */
static double flow_cell(const sheet *w, const camp_block *blocks, int n, double x, double y, double height,
                        place *at) {
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
static double flow_row(const sheet *w, int slot, double y, double height, place *places, bool *all) {
    camp_block blocks[BLOCKS];
    double most = 0;
    *all = true;
    camp_paper_part(w->pages, "TR");
    for (int i = 0; i <= w->n; i++) {
        int n = i ? cell_blocks(w, slot, w->rooms[w->from + i - 1], blocks) : clock_blocks(w, slot, blocks);
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

static void put_lines(const sheet *w, double y, double height) {
    double right = w->clock + w->n * w->column;
    for (int i = 0; i <= w->n; i++)
        camp_paper_rule(w->pages, w->clock + i * w->column, y, w->clock + i * w->column, y + height, 0.5);
    camp_paper_rule(w->pages, 0, y, 0, y + height, 0.5);
    camp_paper_rule(w->pages, 0, y + height, right, y + height, 0.5);
}

static double put_closed(const sheet *w, int slot, double y, double height) {
    camp_block label = closed_block(w, slot);
    camp_block clock = block_of(w, camp_card_clock(w->event->slots[slot].start_clock, w->arena), CAMP_REGULAR,
                                SMALL * w->size);
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
static double put_row(sheet *w, int slot, double y, double height) {
    place *places = CAMP_NEW(w->arena, place, w->n + 1);
    double bottom = camp_paper_height(w->pages) - foot_height();
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
static void put_band(sheet *w) {
    int n_open;
    double rows = rows_height(w, &n_open), body = body_height(w), air = 0;
    if (rows <= body && n_open) air = (body - rows) / n_open < MOST_AIR ? (body - rows) / n_open : MOST_AIR;
    double y = begin_page(w), top = y, bottom = camp_paper_height(w->pages) - foot_height();
    for (int i = w->wall.day_first[w->day]; i < w->wall.day_first[w->day + 1]; i++) {
        int slot = w->wall.slots[i];
        bool open = w->event->slots[slot].open;
        double height = row_height(w, slot) + (open ? air : 0);
        if (y + height > bottom + 0.1 && y > top) {
            end_page(w);
            y = top = begin_page(w);
        }
        y = open ? put_row(w, slot, y, height) : put_closed(w, slot, y, height);
    }
    end_page(w);
}

static void put_days(sheet *w) {
    w->page = 0;
    for (w->day = 0; w->day < w->wall.n_days; w->day++) {
        w->n_rooms = camp_wall_rooms(&w->wall, w->day, w->rooms);
        if (!w->n_rooms) continue;
        int columns = plan(w);
        for (w->from = 0; w->from < w->n_rooms; w->from += columns) {
            w->n = w->n_rooms - w->from < columns ? w->n_rooms - w->from : columns;
            put_band(w);
        }
    }
}

static void put_empty(sheet *w) {
    camp_block name = name_block(w);
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
    sheet w = {.event = event, .arena = &scratch, .name = camp_clean_line(&scratch, event->name)};
    w.pages = camp_paper_open(&scratch, options->paper, true, w.name, camp_stamp_s(event), report, &status);
    if (w.pages) {
        camp_clean_warn(event, report);
        camp_wall_init(&w.wall, event, board, &scratch);
        w.cards = camp_cards_make(event, board, &scratch);
        w.rooms = CAMP_NEW(&scratch, int, event->n_rooms);
        w.word = CAMP_NEW(&scratch, double, event->n_rooms);
        measure_words(&w);
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
