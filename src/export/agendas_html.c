/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agendas_html.c - everybody's own agenda, several to a page to print and cut: what a person has a seat in or
 * presents, by time. For staff only. People without any of both have no slip; expected voters are nobody. */
#include "export/day.h"
#include "export/export.h"
#include "export/order.h"
#include "export/page.h"
#include "export/qr.h"
#include "export/wall.h"

#include <stdlib.h>
#include <string.h>

/* A run of a person; `at` is the place of the run in the order of time. */
typedef struct stop {
    int person, at;
    bool presents;
} stop;

typedef struct agenda_page {
    camp_wall wall;
    const camp_event *event;
    const char *link;
    camp_buffer out;
    stop *stops; /* by person, then time */
    long n_stops;
} agenda_page;

static int compare_stops(const void *left, const void *right) {
    const stop *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static void find_stops(agenda_page *p) {
    const camp_board *board = p->wall.board;
    long most = board->n_seats;
    int *at = CAMP_NEW(p->wall.arena, int, board->n_runs);
    for (int i = 0; i < board->n_runs; i++) {
        at[p->wall.runs[i]] = i;
        most += p->event->sessions[board->runs[i].session].presenters.n;
    }
    p->stops = CAMP_NEW(p->wall.arena, stop, most);
    for (long i = 0; i < board->n_seats; i++)
        if (!p->event->people[board->seats[i].person].expected)
            p->stops[p->n_stops++] = (stop){board->seats[i].person, at[board->seats[i].run], false};
    for (int r = 0; r < board->n_runs; r++) {
        camp_list presenters = p->event->sessions[board->runs[r].session].presenters;
        for (int i = 0; i < presenters.n; i++)
            p->stops[p->n_stops++] = (stop){presenters.at[i], at[r], true};
    }
    if (p->n_stops) qsort(p->stops, (size_t)p->n_stops, sizeof *p->stops, compare_stops);
}

static void put_stop(agenda_page *p, const stop *s) {
    const camp_run *r = &p->wall.board->runs[p->wall.runs[s->at]];
    camp_buffer_text(&p->out, "<li>\n<p class=\"when\">");
    camp_wall_put_times(&p->out, p->event, r);
    camp_buffer_text(&p->out, "</p>\n<div>\n");
    camp_wall_put_title(&p->out, p->event, r->session, "h3");
    camp_buffer_text(&p->out, "<p class=\"who\">");
    camp_wall_put_room(&p->out, p->event, r->room);
    camp_buffer_text(&p->out, s->presents ? " \xC2\xB7 you present</p>\n" : "</p>\n");
    camp_buffer_text(&p->out, "</div>\n</li>\n");
}

static void put_slip(agenda_page *p, long from, long to) {
    const camp_person *person = &p->event->people[p->stops[from].person];
    const char *day = NULL;
    camp_html_markup(&p->out, "<section class=\"slip%s\">\n<h2 dir=\"auto\">", to - from > 8 ? " tall" : "");
    camp_html_text(&p->out, camp_html_blank(person->name) ? person->id : person->name);
    camp_buffer_text(&p->out, "</h2>\n");
    for (long i = from; i < to; i++) {
        const camp_run *r = &p->wall.board->runs[p->wall.runs[p->stops[i].at]];
        const char *date = p->event->slots[r->slot].day;
        if (!day || strcmp(day, date) != 0) {
            if (day) camp_buffer_text(&p->out, "</ol>\n");
            if (date[0])
                camp_html_markup(&p->out, "<p class=\"date\">%s</p>\n", camp_day_text(date, p->wall.arena));
            camp_buffer_text(&p->out, "<ol>\n");
            day = date;
        }
        put_stop(p, &p->stops[i]);
    }
    camp_buffer_text(&p->out, "</ol>\n</section>\n");
}

camp_span camp_export_agendas_html(const camp_event *event, const camp_board *board,
                                   const camp_export_options *options, camp_arena *arena) {
    static const camp_page page = {"personal agendas",    "agendas", "Skip to the agendas",
                                   &camp_part_sheets_css, NULL,      true};
    camp_arena scratch;
    agenda_page p = {.event = event, .link = options ? options->link : NULL};
    camp_buffer_init(&p.out, arena);
    camp_arena_init_like(&scratch, arena);
    camp_wall_init(&p.wall, event, board, &scratch);
    find_stops(&p);
    camp_page_begin(&p.out, event, &page);
    camp_buffer_text(&p.out, "<header class=\"top screen\">\n");
    camp_page_heading(&p.out, event, "personal agendas");
    camp_buffer_text(&p.out, "<p class=\"warn\">For staff: hand each slip to its person only.</p>\n"
                             "<p>Print this page and cut along the lines.</p>\n");
    if (p.link) camp_qr_put(&p.out, p.link, "The whole board");
    camp_buffer_text(&p.out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
    if (!p.n_stops) camp_buffer_text(&p.out, "<p>Nobody has a seat on this board.</p>\n");
    for (long from = 0, to; from < p.n_stops; from = to) {
        for (to = from + 1; to < p.n_stops && p.stops[to].person == p.stops[from].person;)
            to++;
        put_slip(&p, from, to);
    }
    camp_buffer_text(&p.out, "</main>\n");
    camp_page_end(&p.out, &page);
    camp_arena_free(&scratch);
    return camp_buffer_span(&p.out);
}
