/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grid.c - the board as a text grid.
 *
 *     Saturday 2026-03-14
 *              Library           Gym               101
 *              ────────────────  ────────────────  ────────────────
 *      9:00 A  Read-alouds for   Lab on a cart     AI in grade 5
 *     to 9:50  every grade       24 of 24 full     18 of 24
 *              34 of 60
 *     11:00    ── Lunch ───────────────────────────────────────────
 *     12:00 B  ...
 *
 * Slots go down in order of time, closed ones as a ruled row. Rooms in use go across; those that do not fit
 * the width come below in further bands. Widths are terminal columns, so wide and combining characters keep
 * the columns straight.
 */
#include "export/buffer.h"
#include "export/day.h"
#include "export/export.h"
#include "export/order.h"
#include "export/plain.h"

#include <string.h>

enum {
    USUAL_COLUMNS = 100,
    GAP = 2,          /* columns between two rooms */
    LEAST_ROOM = 16,  /* columns of a room, when several share a band */
    WIDEST_ROOM = 30, /* columns of a room, however much there is */
    TITLE_LINES = 4,
    CELL_LINES = TITLE_LINES + 2
};

typedef struct grid {
    const camp_event *event;
    const camp_board *board;
    camp_arena *arena;
    camp_buffer out;
    bool colour;
    int columns;      /* to fit */
    int time_columns; /* of the first column */
    int room_columns; /* of each room of the band at hand */
    int column;       /* where the line at hand has come to */
    int *slots;       /* all slots in order of time */
    int *rooms;       /* rooms in use on the day at hand */
    int n_rooms;
    int *cell; /* n_slots x all rooms: 0 free, run + 1 where it starts, -(run + 1) where it goes on */
    const long *seated;
    const int *runs_of; /* per session */
    bool anyone;        /* somebody is seated somewhere */
} grid;

/* A cell of the grid, ready to be written. */
typedef struct grid_cell {
    int n;
    camp_span line[CELL_LINES];
    const char *style[CELL_LINES]; /* "" for none */
} grid_cell;

/* ---- lines */

/* Writes a text at a column of the line, which begins no earlier than where the line is. */
static void put_at(grid *g, int column, camp_span text, const char *style) {
    if (!text.n) return;
    camp_buffer_spaces(&g->out, column - g->column);
    if (g->colour) camp_buffer_text(&g->out, style);
    camp_buffer_bytes(&g->out, text.at, text.n);
    if (camp_plain_turns(text)) camp_buffer_text(&g->out, CAMP_TURN_END);
    if (g->colour && style[0]) camp_buffer_text(&g->out, CAMP_NORMAL);
    g->column = (column > g->column ? column : g->column) + camp_text_width(text);
}

static void end_line(grid *g) {
    camp_buffer_text(&g->out, "\n");
    g->column = 0;
}

static camp_span rule_of(grid *g, int columns) {
    camp_buffer text;
    camp_buffer_init(&text, g->arena);
    for (int i = 0; i < columns; i++)
        camp_buffer_text(&text, "\xE2\x94\x80");
    return camp_buffer_span(&text);
}

static int column_of(const grid *g, int i) {
    return g->time_columns + GAP + i * (g->room_columns + GAP);
}

/* ---- slots */

static bool slot_before(const camp_event *event, int a, int b) {
    long x = event->slots[a].start_min, y = event->slots[b].start_min;
    return x < y || (x == y && a < b);
}

static void order_slots(grid *g) {
    g->slots = CAMP_NEW(g->arena, int, g->event->n_slots);
    for (int i = 0; i < g->event->n_slots; i++) {
        int k = i;
        for (; k > 0 && slot_before(g->event, i, g->slots[k - 1]); k--)
            g->slots[k] = g->slots[k - 1];
        g->slots[k] = i;
    }
}

/* " 9:00 A", the label cut where it is too long. */
static camp_span slot_head(grid *g, int slot) {
    const camp_slot *t = &g->event->slots[slot];
    camp_span label = camp_plain_text(g->arena, t->label[0] ? t->label : t->id);
    const char *head = camp_arena_printf(g->arena, "%2d:%02d %.*s", t->start_clock / 60, t->start_clock % 60,
                                         (int)label.n, label.at);
    return camp_plain_cut(g->arena, camp_span_of(head), g->time_columns);
}

static void fit_time_column(grid *g) {
    int most = g->columns / 4 < 10 ? 10 : g->columns / 4;
    g->time_columns = most;
    int widest = 8; /* "to 12:00" */
    for (int i = 0; i < g->event->n_slots; i++) {
        int width = g->event->slots[i].open ? camp_text_width(slot_head(g, i)) : 0;
        if (width > widest) widest = width;
    }
    g->time_columns = widest < most ? widest : most;
}

/* ---- cells */

static int *cell_at(const grid *g, int slot, int room) {
    return &g->cell[(size_t)slot * (size_t)g->event->n_rooms + (size_t)room];
}

static void fill_cells(grid *g) {
    const camp_event *event = g->event;
    g->cell = CAMP_NEW(g->arena, int, (size_t)event->n_slots *(size_t)event->n_rooms);
    g->rooms = CAMP_NEW(g->arena, int, event->n_rooms);
    for (int i = 0; i < g->board->n_runs; i++) {
        const camp_run *run = &g->board->runs[i];
        int slot = run->slot, last = camp_last_slot(event, run);
        *cell_at(g, slot, run->room) = i + 1;
        while (slot != last) {
            slot = event->slots[slot].next;
            if (!*cell_at(g, slot, run->room)) *cell_at(g, slot, run->room) = -(i + 1);
        }
        g->anyone = g->anyone || g->seated[i] > 0;
    }
}

/* "34 of 60", "24 of 24 full", "about 34 of 60" with anonymous dots; for people who walk freely "70 for 60
 * seats". */
static const char *seats_text(const grid *g, int run, bool *full) {
    const camp_event *event = g->event;
    int room = event->rooms[g->board->runs[run].room].capacity,
        session = event->sessions[g->board->runs[run].session].capacity;
    long most = room < session ? room : session, seated = g->seated[run];
    const char *about = event->tally ? "about " : "";
    *full = false;
    if (!g->anyone)
        return most == CAMP_UNLIMITED ? ""
                                      : camp_arena_printf(g->arena, "%ld seat%s", most, most == 1 ? "" : "s");
    if (most == CAMP_UNLIMITED) return camp_arena_printf(g->arena, "%s%ld seated", about, seated);
    *full = seated >= most;
    if (seated > most)
        return camp_arena_printf(g->arena, "%s%ld for %ld seat%s", about, seated, most, most == 1 ? "" : "s");
    return camp_arena_printf(g->arena, "%s%ld of %ld%s", about, seated, most, *full ? " full" : "");
}

static void add_line(grid_cell *cell, camp_span line, const char *style) {
    if (!line.n || cell->n == CELL_LINES) return;
    cell->style[cell->n] = style;
    cell->line[cell->n++] = line;
}

/* A free cell: says so only when an overlapping slot has the room. */
static grid_cell free_cell(const grid *g, int slot, int room) {
    grid_cell cell = {0};
    for (int t = 0; t < g->event->n_slots; t++) {
        if (!g->event->overlap[(size_t)slot * (size_t)g->event->n_slots + (size_t)t] || !*cell_at(g, t, room))
            continue;
        add_line(&cell, camp_plain_cut(g->arena, camp_span_of("(room in use)"), g->room_columns), CAMP_DIM);
        break;
    }
    return cell;
}

static grid_cell make_cell(const grid *g, int slot, int room) {
    grid_cell cell = {0};
    camp_span lines[TITLE_LINES];
    int held = *cell_at(g, slot, room), run = (held < 0 ? -held : held) - 1;
    if (!held) return free_cell(g, slot, room);
    int session = g->board->runs[run].session;
    camp_span title = camp_plain_text(g->arena, g->event->sessions[session].title);
    int n = camp_plain_wrap(g->arena, title, g->room_columns, held < 0 ? 1 : TITLE_LINES, lines);
    for (int i = 0; i < n; i++)
        add_line(&cell, lines[i], held < 0 ? CAMP_DIM : CAMP_BOLD);
    if (held < 0) {
        add_line(&cell, camp_plain_cut(g->arena, camp_span_of("(continued)"), g->room_columns), CAMP_DIM);
        return cell;
    }
    bool full;
    const char *seats = seats_text(g, run, &full);
    const char *style = full ? CAMP_YELLOW : "", *which = "";
    if (g->runs_of[session] > 1) which = camp_arena_printf(g->arena, "run %d", g->board->runs[run].section);
    const char *both = camp_arena_printf(g->arena, "%s%s%s", seats, seats[0] && which[0] ? ", " : "", which);
    if (camp_text_width(camp_span_of(both)) <= g->room_columns) {
        add_line(&cell, camp_span_of(both), style);
        return cell;
    }
    add_line(&cell, camp_plain_cut(g->arena, camp_span_of(seats), g->room_columns), style);
    add_line(&cell, camp_plain_cut(g->arena, camp_span_of(which), g->room_columns), "");
    return cell;
}

/* ---- rows */

static void put_closed(grid *g, int slot, int n) {
    const camp_slot *t = &g->event->slots[slot];
    const char *start = camp_arena_printf(g->arena, "%2d:%02d", t->start_clock / 60, t->start_clock % 60);
    int from = column_of(g, 0), columns = n * (g->room_columns + GAP) - GAP;
    camp_span label =
        camp_plain_cut(g->arena, camp_plain_text(g->arena, t->label[0] ? t->label : t->id), columns - 8);
    put_at(g, 0, camp_span_of(start), CAMP_DIM);
    put_at(g, from, rule_of(g, 2), CAMP_DIM);
    put_at(g, from + 3, label, CAMP_DIM);
    int rest = from + columns - g->column - 1;
    put_at(g, g->column + 1, rule_of(g, rest > 2 ? rest : 2), CAMP_DIM);
    end_line(g);
}

static void put_slot(grid *g, int slot, const int *rooms, int n) {
    const camp_slot *t = &g->event->slots[slot];
    grid_cell *cells = CAMP_NEW(g->arena, grid_cell, n);
    int height = 2;
    for (int i = 0; i < n; i++) {
        cells[i] = make_cell(g, slot, rooms[i]);
        if (cells[i].n > height) height = cells[i].n;
    }
    for (int k = 0; k < height; k++) {
        if (k == 0) put_at(g, 0, slot_head(g, slot), CAMP_BOLD);
        if (k == 1) {
            const char *end = camp_arena_printf(g->arena, "to %d:%02d", t->end_clock / 60, t->end_clock % 60);
            put_at(g, 0, camp_span_of(end), CAMP_DIM);
        }
        for (int i = 0; i < n; i++)
            if (k < cells[i].n) put_at(g, column_of(g, i), cells[i].line[k], cells[i].style[k]);
        end_line(g);
    }
}

static void put_rooms(grid *g, const int *rooms, int n) {
    const camp_event *event = g->event;
    for (int i = 0; i < n; i++) {
        camp_span name = camp_plain_text(g->arena, event->rooms[rooms[i]].id);
        put_at(g, column_of(g, i), camp_plain_cut(g->arena, name, g->room_columns), CAMP_BOLD);
    }
    end_line(g);
    for (int i = 0; event->n_sites > 1 && i < n; i++) {
        camp_span site = camp_plain_text(g->arena, event->site_names[event->rooms[rooms[i]].site]);
        put_at(g, column_of(g, i), camp_plain_cut(g->arena, site, g->room_columns), CAMP_DIM);
    }
    if (event->n_sites > 1) end_line(g);
    for (int i = 0; i < n; i++)
        put_at(g, column_of(g, i), rule_of(g, g->room_columns), CAMP_DIM);
    end_line(g);
}

/* One day in one band of rooms. from, to: places in g->slots. */
static void put_band(grid *g, int from, int to, const int *rooms, int n) {
    bool spaced = false; /* a blank line is due before the next open slot */
    put_rooms(g, rooms, n);
    for (int i = from; i < to; i++) {
        bool open = g->event->slots[g->slots[i]].open;
        if (open && spaced) end_line(g);
        if (open)
            put_slot(g, g->slots[i], rooms, n);
        else
            put_closed(g, g->slots[i], n);
        spaced = open;
    }
}

/* The widest text of a band decides the width of its rooms, within what the line allows. */
static int band_columns(const grid *g, const int *rooms, int n, int allowed) {
    int widest = LEAST_ROOM;
    for (int i = 0; i < n; i++) {
        int width = camp_text_width(camp_plain_text(g->arena, g->event->rooms[rooms[i]].id));
        if (width > widest) widest = width;
        for (int slot = 0; slot < g->event->n_slots; slot++) {
            int held = *cell_at(g, slot, rooms[i]);
            if (held <= 0) continue;
            const char *title = g->event->sessions[g->board->runs[held - 1].session].title;
            width = camp_text_width(camp_plain_text(g->arena, title));
            if (width > widest) widest = width;
        }
    }
    if (widest > WIDEST_ROOM) widest = WIDEST_ROOM;
    return widest < allowed ? widest : allowed;
}

/* The rooms in use in the slots of a day. */
static void find_rooms(grid *g, int from, int to) {
    g->n_rooms = 0;
    for (int r = 0; r < g->event->n_rooms; r++) {
        bool used = false;
        for (int i = from; i < to; i++)
            used = used || *cell_at(g, g->slots[i], r);
        if (used) g->rooms[g->n_rooms++] = r;
    }
}

static void put_day(grid *g, int from, int to) {
    const char *day = g->event->slots[g->slots[from]].day;
    int across = g->columns - g->time_columns, fit = across / (LEAST_ROOM + GAP);
    if (fit < 1) fit = 1;
    find_rooms(g, from, to);
    int bands = (g->n_rooms + fit - 1) / fit, a_band = bands ? (g->n_rooms + bands - 1) / bands : 1;
    int allowed = across / a_band - GAP;
    if (day[0]) {
        put_at(g, 0, camp_span_of(camp_arena_printf(g->arena, "%s %s", camp_weekday(day), day)), CAMP_BOLD);
        end_line(g);
    }
    if (!g->n_rooms) camp_buffer_text(&g->out, "No session has a run on this day.\n");
    for (int first = 0; first < g->n_rooms; first += a_band) {
        int n = g->n_rooms - first < a_band ? g->n_rooms - first : a_band;
        if (first) end_line(g);
        g->room_columns = band_columns(g, g->rooms + first, n, allowed < 8 ? 8 : allowed);
        put_band(g, from, to, g->rooms + first, n);
    }
}

static void put_days(grid *g) {
    const camp_event *event = g->event;
    for (int from = 0, to; from < event->n_slots; from = to) {
        for (to = from + 1; to < event->n_slots; to++)
            if (strcmp(event->slots[g->slots[from]].day, event->slots[g->slots[to]].day)) break;
        if (from) end_line(g);
        put_day(g, from, to);
    }
}

camp_span camp_export_grid(const camp_event *event, const camp_board *board,
                           const camp_export_options *options, camp_arena *arena) {
    camp_arena scratch;
    grid g = {.event = event, .board = board, .arena = &scratch};
    camp_buffer_init(&g.out, arena);
    camp_arena_init_like(&scratch, arena);
    g.columns = options && options->columns > 0 ? options->columns : USUAL_COLUMNS;
    g.colour = options && options->colour;
    g.seated = camp_seated(event, board, &scratch);
    g.runs_of = camp_runs_of(event, board, &scratch);
    order_slots(&g);
    fit_time_column(&g);
    fill_cells(&g);
    if (board->n_runs)
        put_days(&g);
    else
        camp_buffer_text(&g.out, "The board is empty: no session has a run.\n");
    camp_arena_free(&scratch);
    return camp_buffer_span(&g.out);
}
