/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet.c - the plan of board.pdf. Of all ways to share the rooms among pages the first with which every page
 * holds the whole day in good letters is taken, else the one with the largest ones; where none does with
 * letters of a size to be read, rows go on on further pages (board_pdf.c).
 */
#include "export/sheet.h"
#include "export/clean.h"
#include "export/public_name.h"

#include <string.h>

enum { LONGEST_WORD = 24, ENDLESS = 400, LEAST_COLUMNS = 4, MOST_WHEN_FULL = 6 };
static const double PAD = CAMP_SHEET_PAD, SMALL = CAMP_SHEET_SMALL;
static const double LARGEST = 16, SMALLEST = 9, GOOD = 11.5, STEP = 0.5;
static const double NARROWEST = 68; /* a column, in points */

/* ---- what stands in a cell */

camp_block camp_sheet_block_of(const camp_sheet *w, const char *text, camp_face face, double size) {
    return (camp_block){text, face, size, w->column - 2 * PAD, 0, false};
}

int camp_sheet_cell_blocks(const camp_sheet *w, int slot, int room, camp_block *blocks) {
    int held = camp_wall_cell(&w->wall, slot, room), n = 0;
    if (!held) return 0;
    const camp_card *card = &w->cards[(held < 0 ? -held : held) - 1];
    if (held < 0) {
        const char *text = camp_arena_printf(w->arena, "(continued) %s", card->title);
        blocks[n++] = camp_sheet_block_of(w, text, CAMP_SLANTED, SMALL * w->size);
        return n;
    }
    bool endless = strlen(card->title) > ENDLESS;
    blocks[n++] = camp_sheet_block_of(w, card->title, endless ? CAMP_REGULAR : CAMP_HEAVY,
                                      endless ? SMALLEST : w->size);
    if (card->people[0]) blocks[n++] = camp_sheet_block_of(w, card->people, CAMP_REGULAR, SMALL * w->size);
    if (card->note[0]) blocks[n++] = camp_sheet_block_of(w, card->note, CAMP_SLANTED, SMALL * w->size);
    return n;
}

/* The cell at the left: from, to, and the label where it is no mere letter or number. */
int camp_sheet_clock_blocks(const camp_sheet *w, int slot, camp_block *blocks) {
    const camp_slot *its = &w->event->slots[slot];
    const char *label = camp_public_line(w->arena, its->label);
    blocks[0] = camp_sheet_block_of(w, camp_card_clock(its->start_clock, w->arena), CAMP_HEAVY, w->size);
    blocks[1] = camp_sheet_block_of(
        w, camp_arena_printf(w->arena, "to %s", camp_card_clock(its->end_clock, w->arena)), CAMP_REGULAR,
        SMALL * w->size);
    blocks[2] = camp_sheet_block_of(w, label, CAMP_REGULAR, SMALL * w->size);
    for (int i = 0; i < CAMP_SHEET_BLOCKS; i++)
        blocks[i].width = w->clock - 2 * PAD;
    return CAMP_SHEET_BLOCKS;
}

static double height_of(const camp_sheet *w, const camp_block *blocks, int n) {
    double height = 0;
    for (int i = 0; i < n; i++)
        height += camp_paper_measure(w->pages, &blocks[i]);
    return height;
}

/* ---- heights */

camp_block camp_sheet_closed_block(const camp_sheet *w, int slot) {
    const camp_slot *its = &w->event->slots[slot];
    const char *label = camp_public_line(w->arena, its->label[0] ? its->label : its->id);
    camp_block block = camp_sheet_block_of(w, label, CAMP_REGULAR, SMALL * w->size);
    block.width = w->n * w->column - 2 * PAD;
    return block;
}

double camp_sheet_row_height(const camp_sheet *w, int slot) {
    camp_block blocks[CAMP_SHEET_BLOCKS];
    if (!w->event->slots[slot].open) {
        camp_block block = camp_sheet_closed_block(w, slot);
        return camp_paper_measure(w->pages, &block) + PAD;
    }
    double most = height_of(w, blocks, camp_sheet_clock_blocks(w, slot, blocks));
    for (int i = 0; i < w->n; i++) {
        double height = height_of(w, blocks, camp_sheet_cell_blocks(w, slot, w->rooms[w->from + i], blocks));
        if (height > most) most = height;
    }
    return most + 2 * PAD;
}

camp_block camp_sheet_room_block(const camp_sheet *w, int room) {
    camp_block block =
        camp_sheet_block_of(w, camp_public_line(w->arena, w->event->rooms[room].id), CAMP_HEAVY, w->size);
    block.most_lines = 4;
    block.centred = true;
    return block;
}

camp_block camp_sheet_site_block(const camp_sheet *w, int room) {
    const camp_event *event = w->event;
    const char *site = event->n_sites > 1 ? event->site_names[event->rooms[room].site] : "";
    camp_block block =
        camp_sheet_block_of(w, camp_public_line(w->arena, site), CAMP_REGULAR, SMALL * w->size);
    block.most_lines = 2;
    block.centred = true;
    return block;
}

double camp_sheet_rooms_height(const camp_sheet *w) {
    double most = 0;
    for (int i = 0; i < w->n; i++) {
        camp_block room = camp_sheet_room_block(w, w->rooms[w->from + i]),
                   site = camp_sheet_site_block(w, w->rooms[w->from + i]);
        double height = camp_paper_measure(w->pages, &room) + camp_paper_measure(w->pages, &site);
        if (height > most) most = height;
    }
    return most + 2 * PAD;
}

camp_block camp_sheet_name_block(const camp_sheet *w) {
    return (camp_block){w->name, CAMP_HEAVY, 17, camp_paper_width(w->pages), 2, false};
}

camp_block camp_sheet_day_block(const camp_sheet *w) {
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

double camp_sheet_top_height(const camp_sheet *w) {
    camp_block name = camp_sheet_name_block(w), day = camp_sheet_day_block(w);
    return camp_paper_measure(w->pages, &name) + camp_paper_measure(w->pages, &day) + PAD +
           camp_sheet_rooms_height(w);
}

double camp_sheet_foot_height(void) {
    return 14;
}

/* What all rows of the day take, and the room there is for them on a page. */
double camp_sheet_rows_height(const camp_sheet *w, int *n_open) {
    double sum = 0;
    *n_open = 0;
    for (int i = w->wall.day_first[w->day]; i < w->wall.day_first[w->day + 1]; i++) {
        sum += camp_sheet_row_height(w, w->wall.slots[i]);
        *n_open += w->event->slots[w->wall.slots[i]].open;
    }
    return sum;
}

double camp_sheet_body_height(const camp_sheet *w) {
    return camp_paper_height(w->pages) - camp_sheet_top_height(w) - camp_sheet_foot_height();
}

/* ---- the plan: how many rooms a page, and how large the letters */

static double widest_word(const camp_sheet *w, const char *title) {
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

void camp_sheet_measure_words(camp_sheet *w) {
    for (int i = 0; i < w->wall.board->n_runs; i++) {
        int room = w->wall.board->runs[i].room;
        double widest = widest_word(w, w->cards[i].title);
        if (widest > w->word[room]) w->word[room] = widest;
    }
}

static void set_size(camp_sheet *w, int columns, double size) {
    w->size = size;
    w->clock = 4.4 * size + 2 * PAD;
    w->column = (camp_paper_width(w->pages) - w->clock) / columns;
}

/* Whether every page of so many columns holds its rows and breaks no word. */
static bool fits(camp_sheet *w, int columns, double size) {
    bool good = true;
    set_size(w, columns, size);
    for (w->from = 0; good && w->from < w->n_rooms; w->from += columns) {
        int n_open;
        w->n = w->n_rooms - w->from < columns ? w->n_rooms - w->from : columns;
        for (int i = 0; i < w->n; i++)
            good = good && w->word[w->rooms[w->from + i]] * size * 1.01 <= w->column - 2 * PAD;
        good = good && camp_sheet_rows_height(w, &n_open) <= camp_sheet_body_height(w);
    }
    return good;
}

/* The columns of a page; sets size and widths. */
int camp_sheet_plan(camp_sheet *w) {
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
    if (best_columns > MOST_WHEN_FULL && best <= 0) best_columns = MOST_WHEN_FULL;
    set_size(w, best_columns, best > 0 ? best : GOOD);
    return best_columns;
}
