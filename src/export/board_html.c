/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board_html.c - board.html: the board for the projector, the wall, the phone and the screen reader.
 *
 *     <section> a day
 *       <table> a band of rooms      Time   | Library | Gym  | 101
 *         <tr> a slot, open          9:00 A | card    | card |         a long session spans its rows
 *         <tr> a slot, closed        11:00  | Lunch -----------
 *
 * On a phone the style sheet turns the rows into a list; the script (board.js) only filters, marks now and
 * next and switches to the projector's view: everything can be read without it. The staff's page is the same
 * with seats, and with a filter by person.
 */
#include "export/day.h"
#include "export/export.h"
#include "export/order.h"
#include "export/page.h"
#include "export/public_name.h"
#include "export/qr.h"
#include "export/wall.h"

#include <string.h>

enum { ROOMS_OF_A_BAND = 8, FINE_RUNS = 200 };

typedef struct board_page {
    camp_wall wall;
    const camp_event *event;
    camp_buffer out;
    int *rooms;          /* with a run on the day at hand */
    const int *last;     /* per run: place of its last slot in wall.slots */
    const int *place;    /* per slot: its place in wall.slots */
    const long *seat_at; /* per run: its first entry in `seat`, n_runs + 1; staff only */
    const int *seat;     /* people */
    bool *leads;         /* per person: presents a session */
} board_page;

/* ---- what is known of a run */

static void find_places(board_page *p) {
    const camp_event *event = p->event;
    const camp_board *board = p->wall.board;
    int *place = CAMP_NEW(p->wall.arena, int, event->n_slots);
    int *last = CAMP_NEW(p->wall.arena, int, board->n_runs);
    for (int i = 0; i < event->n_slots; i++)
        place[p->wall.slots[i]] = i;
    for (int r = 0; r < board->n_runs; r++)
        last[r] = place[camp_last_slot(event, &board->runs[r])];
    p->place = place;
    p->last = last;
}

/* The people of each run, for the staff's page. Expected voters are nobody. */
static void find_people(board_page *p) {
    const camp_board *board = p->wall.board;
    long *at = CAMP_NEW(p->wall.arena, long, board->n_runs + 2);
    int *seat = CAMP_NEW(p->wall.arena, int, board->n_seats);
    for (long i = 0; i < board->n_seats; i++)
        if (!p->event->people[board->seats[i].person].expected) at[board->seats[i].run + 2]++;
    for (int r = 0; r < board->n_runs; r++)
        at[r + 2] += at[r + 1];
    for (long i = 0; i < board->n_seats; i++)
        if (!p->event->people[board->seats[i].person].expected)
            seat[at[board->seats[i].run + 1]++] = board->seats[i].person;
    p->seat_at = at;
    p->seat = seat;
}

static void find_leaders(board_page *p) {
    p->leads = CAMP_NEW(p->wall.arena, bool, p->event->n_people);
    for (int s = 0; s < p->event->n_sessions; s++)
        for (int i = 0; i < p->event->sessions[s].presenters.n; i++)
            p->leads[p->event->sessions[s].presenters.at[i]] = true;
}

/* ---- the form that finds sessions; the script shows it */

static void begin_choice(camp_buffer *out, const char *id, const char *label, const char *all) {
    camp_html_markup(
        out,
        "<div><label for=\"%s\">%s</label><select id=\"%s\" autocomplete=\"off\"><option value=\"\">%s"
        "</option>",
        id, label, id, all);
}

static void put_choice(camp_buffer *out, int number, const char *text) {
    camp_html_markup(out, "<option value=\"%d\">", number);
    camp_html_text(out, camp_html_blank(text) ? "?" : text);
    camp_buffer_text(out, "</option>");
}

static void end_choice(camp_buffer *out) {
    camp_buffer_text(out, "</select></div>\n");
}

static void put_form(board_page *p) {
    const camp_event *event = p->event;
    camp_buffer *out = &p->out;
    camp_buffer_text(out,
                     "<form id=\"find\" class=\"find\" role=\"search\" aria-label=\"Find sessions\" hidden>\n"
                     "<div><label for=\"words\">Find</label><input id=\"words\" type=\"search\" "
                     "autocomplete=\"off\"></div>\n");
    if (event->n_tags) {
        begin_choice(out, "topic", "Topic", "All topics");
        for (int t = 0; t < event->n_tags; t++)
            put_choice(out, t, camp_without_addresses(event->tag_names[t], p->wall.arena));
        end_choice(out);
    }
    begin_choice(out, "leader", "Presenter", "All presenters");
    for (int i = 0; i < event->n_people; i++)
        if (p->leads[i]) put_choice(out, i, camp_public_name(event, i, p->wall.arena));
    end_choice(out);
    if (p->wall.staff) {
        begin_choice(out, "person", "Person", "Everyone");
        for (int i = 0; i < event->n_real_people; i++)
            put_choice(out, i, event->people[i].name[0] ? event->people[i].name : event->people[i].id);
        end_choice(out);
    }
    camp_buffer_text(out,
                     "<div class=\"buttons\"><button type=\"button\" id=\"only-now\" aria-pressed=\"false\" "
                     "hidden>Now and next</button>"
                     "<button type=\"button\" id=\"project\" aria-pressed=\"false\">Projector</button>"
                     "<button type=\"reset\">Show all</button></div>\n"
                     "<p id=\"found\" role=\"status\"></p>\n</form>\n"
                     "<p id=\"clock\" class=\"clock\" hidden></p>\n");
}

/* ---- cards */

static void put_numbers(camp_buffer *out, const char *name, const int *numbers, long n) {
    if (n == 0) return;
    camp_html_markup(out, " data-%s=\"", name);
    for (long i = 0; i < n; i++) {
        if (i) camp_buffer_text(out, " ");
        camp_buffer_whole(out, numbers[i]);
    }
    camp_buffer_text(out, "\"");
}

/* "Also 10:50, Lab": the other runs of the session. */
static void put_other_runs(board_page *p, int run) {
    const camp_board *board = p->wall.board;
    int session = board->runs[run].session, n = 0;
    if (p->wall.runs_of[session] < 2) return;
    for (int i = 0; i < board->n_runs; i++) {
        const camp_run *other = &board->runs[p->wall.runs[i]];
        if (other->session != session || p->wall.runs[i] == run) continue;
        const camp_slot *slot = &p->event->slots[other->slot];
        camp_buffer_text(&p->out, n++ ? "; " : "<p class=\"also\">Also ");
        if (strcmp(slot->day, p->event->slots[board->runs[run].slot].day) != 0)
            camp_html_markup(&p->out, "%s ", camp_weekday(slot->day));
        camp_page_time(&p->out, slot, slot->start_clock);
        camp_buffer_text(&p->out, ", ");
        camp_wall_put_room(&p->out, p->event, other->room);
    }
    camp_buffer_text(&p->out, "</p>\n");
}

static void put_description(board_page *p, int session) {
    const char *text = p->event->sessions[session].description;
    if (camp_html_blank(text)) return;
    camp_buffer_text(&p->out, "<details><summary>About</summary><p dir=\"auto\">");
    camp_html_public_lines(&p->out, text);
    camp_buffer_text(&p->out, "</p></details>\n");
}

static int capacity_of(const camp_event *event, const camp_run *run) {
    int room = event->rooms[run->room].capacity, session = event->sessions[run->session].capacity;
    return room < session ? room : session;
}

static void put_seats(board_page *p, int run) {
    if (!p->wall.staff) return;
    int capacity = capacity_of(p->event, &p->wall.board->runs[run]);
    camp_html_markup(&p->out, "<p class=\"seats\">%ld", p->wall.seated[run]);
    if (capacity != CAMP_UNLIMITED) camp_html_markup(&p->out, " of %d", capacity);
    camp_html_markup(&p->out, " seat%s%s</p>\n",
                     capacity != CAMP_UNLIMITED || p->wall.seated[run] != 1 ? "s" : "",
                     p->event->tally ? " (expected)" : "");
}

static void put_card(board_page *p, int run) {
    const camp_run *r = &p->wall.board->runs[run];
    const camp_session *s = &p->event->sessions[r->session];
    camp_buffer *out = &p->out;
    camp_buffer_text(out, "<div class=\"card\"");
    put_numbers(out, "t", s->tags.at, s->tags.n);
    put_numbers(out, "w", s->presenters.at, s->presenters.n);
    if (p->wall.staff)
        put_numbers(out, "p", p->seat + p->seat_at[run], p->seat_at[run + 1] - p->seat_at[run]);
    camp_buffer_text(out, ">\n<p class=\"when\">");
    camp_wall_put_times(out, p->event, r);
    camp_buffer_text(out, " <span class=\"where\">");
    camp_wall_put_room(out, p->event, r->room);
    camp_buffer_text(out, "</span></p>\n");
    camp_wall_put_title(out, p->event, r->session, "h3");
    camp_wall_put_presenters(out, p->event, r->session);
    camp_wall_put_marks(out, &p->wall, r->session);
    put_other_runs(p, run);
    put_seats(p, run);
    put_description(p, r->session);
    camp_buffer_text(out, "</div>");
}

/* ---- rows */

/* Rows from `place` on that the run in it spans, within the day that ends before `end`. */
static int rows_of(const board_page *p, int run, int place, int end) {
    int last = p->last[run] < end ? p->last[run] : end - 1;
    return last - place + 1;
}

/* Whether a run that began in an earlier row goes on in the row at `place`; rows of other slots that lie
 * between its slots count, since its cell spans them. */
static bool is_covered(const board_page *p, int day, int place, int room) {
    for (int i = p->wall.day_first[day]; i < place; i++) {
        int held = camp_wall_cell(&p->wall, p->wall.slots[i], room);
        if (held > 0 && p->last[held - 1] >= place) return true;
    }
    return false;
}

static void put_row_head(board_page *p, int slot) {
    const camp_slot *t = &p->event->slots[slot];
    camp_buffer *out = &p->out;
    camp_html_markup(out, "<tr role=\"row\"%s data-from=\"%s %02d%02d\" data-to=\"%s %02d%02d\">\n",
                     t->open ? "" : " class=\"closed\"", t->day, t->start_clock / 60, t->start_clock % 60,
                     t->day, t->end_clock / 60, t->end_clock % 60);
    camp_buffer_text(out, "<th role=\"rowheader\" scope=\"row\"><span class=\"from\">");
    camp_page_time(out, t, t->start_clock);
    camp_buffer_text(out, "</span><span class=\"to\">\xE2\x80\x93");
    camp_page_time(out, t, t->end_clock);
    camp_buffer_text(out, "</span>");
    const char *label = camp_html_blank(t->label) ? t->id : t->label;
    if (t->open) {
        camp_buffer_text(out, " <span class=\"label\" dir=\"auto\">");
        camp_html_public(out, label);
        camp_buffer_text(out, "</span>");
    }
    camp_buffer_text(out, "</th>\n");
}

/* A closed slot is a band over all rooms in which nothing goes on across it. */
static void put_closed(board_page *p, int day, int place, const int *rooms, int n) {
    const camp_slot *t = &p->event->slots[p->wall.slots[place]];
    for (int i = 0, to; i < n; i = to) {
        to = i + 1;
        if (is_covered(p, day, place, rooms[i])) continue;
        while (to < n && !is_covered(p, day, place, rooms[to]))
            to++;
        camp_html_markup(&p->out, "<td role=\"cell\" class=\"band\" colspan=\"%d\"><span dir=\"auto\">",
                         to - i);
        camp_html_public(&p->out, camp_html_blank(t->label) ? t->id : t->label);
        camp_buffer_text(&p->out, "</span></td>\n");
    }
}

static void put_open(board_page *p, int day, int place, const int *rooms, int n) {
    int slot = p->wall.slots[place], end = p->wall.day_first[day + 1];
    for (int i = 0; i < n; i++) {
        int held = camp_wall_cell(&p->wall, slot, rooms[i]);
        if (held <= 0) {
            if (!is_covered(p, day, place, rooms[i]))
                camp_buffer_text(&p->out, "<td role=\"cell\" class=\"free\"></td>\n");
            continue;
        }
        int rows = rows_of(p, held - 1, place, end);
        camp_buffer_text(&p->out, "<td role=\"cell\"");
        if (rows > 1) camp_html_markup(&p->out, " rowspan=\"%d\"", rows);
        camp_buffer_text(&p->out, ">");
        put_card(p, held - 1);
        camp_buffer_text(&p->out, "</td>\n");
    }
}

static void put_table(board_page *p, int day, const int *rooms, int n) {
    camp_buffer *out = &p->out;
    camp_html_markup(out, "<div class=\"band\">\n<table role=\"table\" class=\"k%d\">\n<caption>Rooms ", n);
    camp_wall_put_room(out, p->event, rooms[0]);
    if (n > 1) {
        camp_buffer_text(out, " to ");
        camp_wall_put_room(out, p->event, rooms[n - 1]);
    }
    camp_buffer_text(out, "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" "
                          "scope=\"col\" class=\"time\">Time</th>\n");
    for (int i = 0; i < n; i++) {
        const camp_room *room = &p->event->rooms[rooms[i]];
        camp_buffer_text(out, "<th role=\"columnheader\" scope=\"col\"><span dir=\"auto\">");
        camp_html_public(out, camp_html_blank(room->id) ? "?" : room->id);
        camp_buffer_text(out, "</span>");
        if (p->event->n_sites > 1) {
            camp_buffer_text(out, " <span class=\"site\" dir=\"auto\">");
            camp_html_public(out, p->event->site_names[room->site]);
            camp_buffer_text(out, "</span>");
        }
        camp_buffer_text(out, "</th>\n");
    }
    camp_buffer_text(out, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
    for (int i = p->wall.day_first[day]; i < p->wall.day_first[day + 1]; i++) {
        put_row_head(p, p->wall.slots[i]);
        if (p->event->slots[p->wall.slots[i]].open)
            put_open(p, day, i, rooms, n);
        else
            put_closed(p, day, i, rooms, n);
        camp_buffer_text(out, "</tr>\n");
    }
    camp_buffer_text(out, "</tbody>\n</table>\n</div>\n");
}

static void put_day(board_page *p, int day) {
    const char *date = p->event->slots[p->wall.slots[p->wall.day_first[day]]].day;
    int n = camp_wall_rooms(&p->wall, day, p->rooms);
    int bands = (n + ROOMS_OF_A_BAND - 1) / ROOMS_OF_A_BAND, band = bands ? (n + bands - 1) / bands : 1;
    camp_html_markup(&p->out,
                     "<section class=\"day\" aria-labelledby=\"day%d\">\n<h2 id=\"day%d\"%s>%s</h2>\n", day,
                     day, p->wall.n_days == 1 ? " class=\"quiet\"" : "",
                     date[0] ? camp_day_text(date, p->wall.arena) : "The board");
    if (!n) camp_buffer_text(&p->out, "<p>No session has a place here.</p>\n");
    for (int from = 0; from < n; from += band)
        put_table(p, day, p->rooms + from, n - from < band ? n - from : band);
    camp_buffer_text(&p->out, "</section>\n");
}

static void put_header(board_page *p, const camp_export_options *options) {
    camp_buffer_text(&p->out, "<header class=\"top\">\n<div>\n");
    camp_page_heading(&p->out, p->event, p->wall.staff ? "for staff" : "");
    camp_buffer_text(&p->out, "</div>\n");
    if (options && options->link) camp_qr_put(&p->out, options->link, "This board on your phone");
    camp_buffer_text(&p->out, "</header>\n");
}

static camp_span board_html(const camp_event *event, const camp_board *board,
                            const camp_export_options *options, bool staff, camp_arena *arena) {
    camp_arena scratch;
    board_page p = {.event = event};
    const char *size =
        board->n_runs <= FINE_RUNS ? "fine" : "large"; /* fine lines cost time on a large page */
    camp_page page = {.title = staff ? "board for staff" : "board",
                      .body = camp_arena_printf(arena, "board %s", size),
                      .skip_to = "Skip to the sessions",
                      .style = &camp_part_board_css,
                      .script = &camp_part_board_js,
                      .staff = staff};
    camp_buffer_init(&p.out, arena);
    camp_arena_init_like(&scratch, arena);
    camp_wall_init(&p.wall, event, board, &scratch);
    p.wall.staff = staff;
    p.rooms = CAMP_NEW(&scratch, int, event->n_rooms);
    find_places(&p);
    if (staff) find_people(&p);
    find_leaders(&p);
    camp_page_begin(&p.out, event, &page);
    put_header(&p, options);
    camp_buffer_text(&p.out, "<main id=\"main\" tabindex=\"-1\">\n");
    put_form(&p);
    for (int day = 0; day < p.wall.n_days; day++)
        put_day(&p, day);
    camp_wall_put_unplaced(&p.out, &p.wall);
    camp_buffer_text(&p.out, "</main>\n");
    camp_page_end(&p.out, &page);
    camp_arena_free(&scratch);
    return camp_buffer_span(&p.out);
}

camp_span camp_export_board_html(const camp_event *event, const camp_board *board,
                                 const camp_export_options *options, camp_arena *arena) {
    return board_html(event, board, options, false, arena);
}

camp_span camp_export_staff_html(const camp_event *event, const camp_board *board,
                                 const camp_export_options *options, camp_arena *arena) {
    return board_html(event, board, options, true, arena);
}
