/* SPDX-License-Identifier: GPL-3.0-or-later */
/* signs_html.c - a sign for each door: one printed page a room, its name as large as it goes, and what
 * happens in it by time. A room without a session has no sign. */
#include "export/day.h"
#include "export/export.h"
#include "export/order.h"
#include "export/page.h"
#include "export/qr.h"
#include "export/wall.h"

#include <string.h>

typedef struct sign_page {
    camp_wall wall;
    const camp_event *event;
    const char *link;
    camp_buffer out;
} sign_page;

static void put_row(sign_page *p, int run) {
    const camp_run *r = &p->wall.board->runs[run];
    camp_buffer_text(&p->out, "<li>\n<p class=\"when\">");
    camp_wall_put_times(&p->out, p->event, r);
    camp_buffer_text(&p->out, "</p>\n<div>\n");
    camp_wall_put_title(&p->out, p->event, r->session, "h3");
    camp_wall_put_presenters(&p->out, p->event, r->session);
    camp_buffer_text(&p->out, "</div>\n</li>\n");
}

/* The runs of the room in the order of time; a new day has its name above it. */
static void put_runs(sign_page *p, int room) {
    const char *day = NULL;
    for (int i = 0; i < p->wall.board->n_runs; i++) {
        const camp_run *r = &p->wall.board->runs[p->wall.runs[i]];
        if (r->room != room) continue;
        const char *date = p->event->slots[r->slot].day;
        if (!day || strcmp(day, date) != 0) {
            if (day) camp_buffer_text(&p->out, "</ol>\n");
            if (date[0])
                camp_html_markup(&p->out, "<p class=\"date\">%s</p>\n", camp_day_text(date, p->wall.arena));
            camp_buffer_text(&p->out, "<ol>\n");
            day = date;
        }
        put_row(p, p->wall.runs[i]);
    }
    camp_buffer_text(&p->out, "</ol>\n");
}

static int letters_of(const char *text) {
    int letters = 0;
    for (const char *c = text; *c && letters < 100000; c++)
        letters += ((unsigned char)*c & 0xc0) != 0x80;
    return letters;
}

/* About how high the list of a room is, in hundredths of the paper's width. */
static int height_of(const sign_page *p, int room) {
    enum { A_RUN = 8, A_LINE = 5, LETTERS_OF_A_LINE = 30, ENOUGH = 1000 };
    int height = 0;
    for (int i = 0; i < p->wall.board->n_runs && height < ENOUGH; i++) {
        if (p->wall.board->runs[i].room != room) continue;
        const char *title = camp_wall_title(p->event, p->wall.board->runs[i].session);
        height += A_RUN + A_LINE * (1 + letters_of(title) / LETTERS_OF_A_LINE);
    }
    return height;
}

/* Long names of rooms get smaller letters: `w1` from 7 letters, `w2` from 11, `w3` from 17, `w4` from 61; and
 * long lists smaller rows, so that a sign is one sheet. */
static void put_class(sign_page *p, int room) {
    int letters = letters_of(p->event->rooms[room].id), height = height_of(p, room);
    int enough = p->event->n_sites > 1 ? 70 : 80;
    int width = (letters > 6) + (letters > 10) + (letters > 16) + (letters > 60);
    camp_html_markup(&p->out, "<section class=\"sign w%d%s\"", width,
                     height > enough + 28 ? " many crowd"
                     : height > enough    ? " many"
                                          : "");
}

static void put_sign(sign_page *p, int room) {
    const camp_room *r = &p->event->rooms[room];
    put_class(p, room);
    camp_html_markup(&p->out, " aria-labelledby=\"room%d\">\n<h2 id=\"room%d\" dir=\"auto\">", room, room);
    camp_html_public(&p->out, camp_html_blank(r->id) ? "?" : r->id);
    camp_buffer_text(&p->out, "</h2>\n");
    if (p->event->n_sites > 1) {
        camp_buffer_text(&p->out, "<p class=\"site\" dir=\"auto\">");
        camp_html_public(&p->out, p->event->site_names[r->site]);
        camp_buffer_text(&p->out, "</p>\n");
    }
    put_runs(p, room);
    camp_buffer_text(&p->out, "<div class=\"foot\"><p><bdi>");
    camp_html_public(&p->out, p->event->name);
    camp_buffer_text(&p->out, "</bdi></p>\n");
    if (p->link) camp_qr_put(&p->out, p->link, "The whole board");
    camp_buffer_text(&p->out, "</div>\n</section>\n");
}

camp_span camp_export_signs_html(const camp_event *event, const camp_board *board,
                                 const camp_export_options *options, camp_arena *arena) {
    static const camp_page page = {"door signs",          "signs", "Skip to the signs",
                                   &camp_part_sheets_css, NULL,    false};
    camp_arena scratch;
    sign_page p = {.event = event, .link = options ? options->link : NULL};
    camp_buffer_init(&p.out, arena);
    camp_arena_init_like(&scratch, arena);
    camp_wall_init(&p.wall, event, board, &scratch);
    int *runs = CAMP_NEW(&scratch, int, event->n_rooms), n = 0;
    for (int i = 0; i < board->n_runs; i++)
        n += runs[board->runs[i].room]++ == 0;
    camp_page_begin(&p.out, event, &page);
    camp_buffer_text(&p.out, "<header class=\"top screen\">\n");
    camp_page_heading(&p.out, event, "door signs");
    camp_html_markup(&p.out,
                     "<p>%d sign%s. Print this page: each sign is one sheet, on any paper.</p>\n</header>\n",
                     n, n == 1 ? "" : "s");
    camp_buffer_text(&p.out, "<main id=\"main\" tabindex=\"-1\">\n");
    for (int room = 0; room < event->n_rooms; room++)
        if (runs[room]) put_sign(&p, room);
    camp_buffer_text(&p.out, "</main>\n");
    camp_page_end(&p.out, &page);
    camp_arena_free(&scratch);
    return camp_buffer_span(&p.out);
}
