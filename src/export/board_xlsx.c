/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board_xlsx.c - board.xlsx (Office Open XML) by libxlsxwriter. Every cell is a text: no title becomes a
 * formula, no id loses its zeros, no time its form.
 *
 *     Board                         List                            a sheet for each room
 *     Edcamp                        Day Start End Room ... Title    Gym
 *     Time   Library   Gym          ...                             Day  Time  Title  Presenters
 *     9:00   AI ...    Quiet kids
 */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"
#include "export/buffer.h"
#include "export/card.h"
#include "export/clean.h"
#include "export/moment.h"
#include "export/order.h"
#include "export/public_name.h"
#include "export/wall.h"
#include "export/workbook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

typedef struct book {
    const camp_event *event;
    const camp_board *board;
    camp_arena *arena;
    camp_report *report;
    camp_wall wall;
    const camp_card *cards;
    lxw_workbook *workbook;
    lxw_format *name, *head, *cell, *bold, *closed;
    camp_sheet_names names;
    bool failed; /* libxlsxwriter found no memory */
} book;

static void release_draft(void *path) {
    (void)unlink(path);
}

static void release_workbook(void *workbook) {
    lxw_workbook_free(workbook);
}

/* ---- cells */

static void put(book *b, lxw_worksheet *sheet, int row, int column, const char *text, lxw_format *format) {
    bool cut;
    const char *fits = camp_cell_cut(b->arena, text, &cut);
    lxw_error error = fits[0] ? worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, fits, format)
                              : worksheet_write_blank(sheet, (lxw_row_t)row, (lxw_col_t)column, format);
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) b->failed = true;
    if (cut)
        camp_report_add(
            b->report, CAMP_WARNING, "W_CELL_LENGTH", (camp_place){.file = "", .header = ""},
            "the text \"%.40s...\" is longer than the 32,767 characters of a cell and was cut there", text);
}

static void set_columns(lxw_worksheet *sheet, int first, int last, double width) {
    (void)worksheet_set_column(sheet, (lxw_col_t)first, (lxw_col_t)last, width, NULL);
}

/* Landscape, as wide as a page, the header on every page and in sight. */
static lxw_worksheet *add_sheet(book *b, const char *name, int head_rows, int columns) {
    lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, camp_sheet_name(&b->names, name));
    if (!sheet) camp_arena_fail(b->arena);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6);
    worksheet_set_footer(sheet, "&CPage &P of &N");
    (void)worksheet_repeat_rows(sheet, 0, (lxw_row_t)(head_rows - 1));
    worksheet_freeze_panes(sheet, (lxw_row_t)head_rows, columns > 1 ? 1 : 0);
    return sheet;
}

static lxw_format *add_format(book *b, bool bold, bool border, lxw_color_t ground) {
    lxw_format *format = workbook_add_format(b->workbook);
    if (!format) camp_arena_fail(b->arena);
    if (bold) format_set_bold(format);
    if (border) format_set_border(format, LXW_BORDER_THIN);
    if (ground) format_set_bg_color(format, ground);
    if (border) format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format_index(format, 49); /* "@": text, also when it is edited */
    return format;
}

static void add_formats(book *b) {
    b->name = add_format(b, true, false, 0);
    format_set_font_size(b->name, 14);
    b->head = add_format(b, true, true, 0xE4E4E4);
    b->cell = add_format(b, false, true, 0);
    b->bold = add_format(b, true, true, 0);
    b->closed = add_format(b, false, true, 0xF2F2F2);
}

static const char *times_of(book *b, int first, int last) {
    const camp_event *event = b->event;
    return camp_arena_printf(b->arena, "%s\xE2\x80\x93%s",
                             camp_card_clock(event->slots[first].start_clock, b->arena),
                             camp_card_clock(event->slots[last].end_clock, b->arena));
}

static const char *label_of(book *b, int slot) {
    const camp_slot *its = &b->event->slots[slot];
    return camp_public_line(b->arena, its->label[0] ? its->label : its->id);
}

static const char *room_text(book *b, int room) {
    const camp_room *its = &b->event->rooms[room];
    const char *name = camp_public_line(b->arena, its->id);
    if (b->event->n_sites < 2) return name;
    return camp_arena_printf(b->arena, "%s\n%s", name,
                             camp_public_line(b->arena, b->event->site_names[its->site]));
}

/* ---- the grid: the rooms in use on any day */

static const char *cell_text(book *b, int slot, int room) {
    int held = camp_wall_cell(&b->wall, slot, room);
    if (!held) return "";
    const camp_card *card = &b->cards[(held < 0 ? -held : held) - 1];
    if (held < 0) return camp_arena_printf(b->arena, "(continued) %s", card->title);
    return camp_arena_printf(b->arena, "%s%s%s%s%s", card->title, card->people[0] ? "\n" : "", card->people,
                             card->note[0] ? "\n" : "", card->note);
}

static int rooms_in_use(const book *b, int *rooms) {
    bool *used = CAMP_NEW(b->arena, bool, b->event->n_rooms);
    int n = 0;
    for (int i = 0; i < b->board->n_runs; i++)
        used[b->board->runs[i].room] = true;
    for (int r = 0; r < b->event->n_rooms; r++)
        if (used[r]) rooms[n++] = r;
    return n;
}

static void put_grid(book *b, const int *rooms, int n) {
    lxw_worksheet *sheet = add_sheet(b, "Board", 2, n + 1);
    int row = 2;
    put(b, sheet, 0, 0, camp_public_line(b->arena, b->event->name), b->name);
    put(b, sheet, 1, 0, "Time", b->head);
    for (int i = 0; i < n; i++)
        put(b, sheet, 1, i + 1, room_text(b, rooms[i]), b->head);
    set_columns(sheet, 0, 0, 16);
    if (n) set_columns(sheet, 1, n, 24);
    for (int d = 0; d < b->wall.n_days; d++) {
        const char *day = camp_card_day(b->event, b->wall.slots[b->wall.day_first[d]], b->arena);
        if (day[0]) put(b, sheet, row++, 0, day, b->name);
        for (int k = b->wall.day_first[d]; k < b->wall.day_first[d + 1]; k++, row++) {
            int slot = b->wall.slots[k];
            bool open = b->event->slots[slot].open;
            const char *times = times_of(b, slot, slot);
            put(b, sheet, row, 0,
                open ? camp_arena_printf(b->arena, "%s\n%s", times, label_of(b, slot)) : times,
                open ? b->bold : b->closed);
            for (int i = 0; i < n; i++)
                put(b, sheet, row, i + 1,
                    open ? cell_text(b, slot, rooms[i])
                    : i  ? ""
                         : label_of(b, slot),
                    open ? b->cell : b->closed);
        }
    }
}

/* ---- the list */

static const char *tags_of(book *b, const camp_session *session) {
    camp_buffer text;
    camp_buffer_init(&text, b->arena);
    for (int i = 0; i < session->tags.n; i++) {
        if (i) camp_buffer_text(&text, ", ");
        camp_buffer_text(&text, camp_public_line(b->arena, b->event->tag_names[session->tags.at[i]]));
    }
    return text.at;
}

static void put_list(book *b, const int *order) {
    static const char *const heads[] = {"Day", "Start", "End",        "Slot", "Room",  "Session",
                                        "Run", "Title", "Presenters", "Tags", "Level", "Description"};
    static const double widths[] = {12, 7, 7, 9, 18, 9, 5, 42, 26, 18, 12, 50};
    enum { N = sizeof heads / sizeof *heads };
    lxw_worksheet *sheet = add_sheet(b, "List", 1, N);
    for (int c = 0; c < N; c++) {
        put(b, sheet, 0, c, heads[c], b->head);
        set_columns(sheet, c, c, widths[c]);
    }
    for (int i = 0; i < b->board->n_runs; i++) {
        const camp_run *run = &b->board->runs[order[i]];
        const camp_session *session = &b->event->sessions[run->session];
        const camp_slot *first = &b->event->slots[run->slot],
                        *last = &b->event->slots[camp_last_slot(b->event, run)];
        const char *cells[N] = {
            first->day,
            camp_arena_printf(b->arena, "%02d:%02d", first->start_clock / 60, first->start_clock % 60),
            camp_arena_printf(b->arena, "%02d:%02d", last->end_clock / 60, last->end_clock % 60),
            camp_public_line(b->arena, first->id),
            camp_public_line(b->arena, b->event->rooms[run->room].id),
            camp_public_line(b->arena, session->id),
            camp_arena_printf(b->arena, "%d", run->section),
            b->cards[order[i]].title,
            b->cards[order[i]].people,
            tags_of(b, session),
            camp_public_line(b->arena, session->level),
            camp_clean_lines(b->arena, camp_without_addresses(session->description, b->arena))};
        for (int c = 0; c < N; c++)
            put(b, sheet, i + 1, c, cells[c], c == 7 ? b->bold : b->cell);
    }
    if (b->board->n_runs) (void)worksheet_autofilter(sheet, 0, 0, (lxw_row_t)b->board->n_runs, N - 1);
}

/* ---- a room */

static void put_room(book *b, int room, const int *order) {
    static const char *const heads[] = {"Day", "Time", "Title", "Presenters", "Note"};
    static const double widths[] = {24, 14, 60, 36, 16};
    enum { N = sizeof heads / sizeof *heads };
    const char *name = camp_public_line(b->arena, b->event->rooms[room].id);
    lxw_worksheet *sheet = add_sheet(b, name, 2, 1);
    int row = 2;
    put(b, sheet, 0, 0, name, b->name);
    for (int c = 0; c < N; c++) {
        put(b, sheet, 1, c, heads[c], b->head);
        set_columns(sheet, c, c, widths[c]);
    }
    for (int i = 0; i < b->board->n_runs; i++) {
        const camp_run *run = &b->board->runs[order[i]];
        const camp_card *card = &b->cards[order[i]];
        if (run->room != room) continue;
        put(b, sheet, row, 0, camp_card_day(b->event, run->slot, b->arena), b->cell);
        put(b, sheet, row, 1, times_of(b, run->slot, camp_last_slot(b->event, run)), b->cell);
        put(b, sheet, row, 2, card->title, b->bold);
        put(b, sheet, row, 3, card->people, b->cell);
        put(b, sheet, row++, 4, card->note, b->cell);
    }
}

/* ---- all */

static void describe(book *b) {
    int64_t stamp = camp_stamp_s(b->event);
    lxw_doc_properties properties = {0}; /* its texts are copied, though they are not const */
    properties.title = camp_arena_printf(b->arena, "%s", camp_public_line(b->arena, b->event->name));
    properties.comments = camp_arena_printf(b->arena, "Campboard %s", camp_version());
    properties.created = (time_t)(stamp > 0 ? stamp : 1); /* 0 would be the time of the clock */
    if (strlen(properties.title) > 200) properties.title = camp_arena_printf(b->arena, "Board");
    (void)workbook_set_properties(b->workbook, &properties);
}

/* A new file in TMPDIR or /tmp that is gone when the arena ends; NULL: the report says why. */
static const char *open_draft(camp_arena *arena, camp_report *report) {
    const char *folder = getenv("TMPDIR");
    void **draft = camp_arena_own(arena, release_draft);
    char *path = camp_path_join(arena, folder && *folder ? folder : "/tmp", "campboard-XXXXXX");
    int fd = mkstemp(path);
    if (fd >= 0) {
        *draft = path;
        (void)close(fd);
        return path;
    }
    camp_report_add(report, CAMP_ERROR, "E_WRITE", (camp_place){.file = path, .header = ""},
                    "a passing file for the workbook cannot be written: %s. Set TMPDIR to a folder that can",
                    strerror(errno));
    return NULL;
}

static camp_status write_book(book *b, camp_arena *arena, camp_span *text) {
    const char *path = open_draft(b->arena, b->report);
    if (!path) return CAMP_IO;
    void **workbook = camp_arena_own(b->arena, release_workbook);
    const int *order = camp_order_runs(b->event, b->board, b->arena);
    int *rooms = CAMP_NEW(b->arena, int, b->event->n_rooms), n = rooms_in_use(b, rooms);
    *workbook = b->workbook = workbook_new(path);
    if (!b->workbook) camp_arena_fail(b->arena);
    add_formats(b);
    describe(b);
    put_grid(b, rooms, n);
    put_list(b, order);
    for (int i = 0; i < n; i++)
        put_room(b, rooms[i], order);
    if (b->failed) camp_arena_fail(b->arena);
    *workbook = NULL; /* closing frees it, also when it fails */
    lxw_error error = workbook_close(b->workbook);
    char *bytes = NULL;
    if (error == LXW_NO_ERROR && camp_file_read(arena, path, &bytes, &text->n) == CAMP_OK) {
        text->at = bytes;
        return CAMP_OK;
    }
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) camp_arena_fail(b->arena);
    camp_report_add(b->report, CAMP_ERROR, "E_WRITE", (camp_place){.file = path, .header = ""},
                    "the workbook cannot be written there: %s",
                    error == LXW_NO_ERROR ? strerror(errno) : lxw_strerror(error));
    return CAMP_IO;
}

camp_status camp_export_board_xlsx(const camp_event *event, const camp_board *board,
                                   const camp_export_options *options, camp_report *report, camp_arena *arena,
                                   camp_span *text) {
    camp_arena scratch;
    (void)options;
    camp_arena_init_like(&scratch, arena);
    book b = {.event = event, .board = board, .arena = &scratch, .report = report};
    camp_clean_warn(event, report);
    camp_wall_init(&b.wall, event, board, &scratch);
    b.cards = camp_cards_make(event, board, &scratch);
    camp_sheet_names_init(&b.names, &scratch);
    camp_status status = write_book(&b, arena, text);
    camp_arena_free(&scratch);
    return status;
}
