/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list_html.c - the plain list: every session by time, as headings and sentences, for screen readers, braille
 * displays and whoever likes a list better than a grid. No script, no table. */
#include "export/day.h"
#include "export/export.h"
#include "export/order.h"
#include "export/page.h"
#include "export/wall.h"

typedef struct list_page {
    camp_wall wall;
    const camp_event *event;
    camp_buffer out;
} list_page;

static void put_session(list_page *p, int run) {
    const camp_run *r = &p->wall.board->runs[run];
    const camp_session *s = &p->event->sessions[r->session];
    camp_buffer_text(&p->out, "<li>\n");
    camp_wall_put_title(&p->out, p->event, r->session, "h4");
    camp_buffer_text(&p->out, "<p>");
    camp_wall_put_times(&p->out, p->event, r);
    camp_buffer_text(&p->out, " in ");
    camp_wall_put_room(&p->out, p->event, r->room);
    camp_buffer_text(&p->out, "</p>\n");
    camp_wall_put_presenters(&p->out, p->event, r->session);
    camp_wall_put_marks(&p->out, &p->wall, r->session);
    if (!camp_html_blank(s->description)) {
        camp_buffer_text(&p->out, "<p class=\"about\" dir=\"auto\">");
        camp_html_public_lines(&p->out, s->description);
        camp_buffer_text(&p->out, "</p>\n");
    }
    camp_buffer_text(&p->out, "</li>\n");
}

/* "9:00-9:45 A", then the runs that begin there; a closed slot is its label alone. */
static void put_slot(list_page *p, int slot) {
    const camp_slot *t = &p->event->slots[slot];
    int n = 0;
    camp_buffer_text(&p->out, "<h3>");
    camp_page_time(&p->out, t, t->start_clock);
    camp_buffer_text(&p->out, "\xE2\x80\x93");
    camp_page_time(&p->out, t, t->end_clock);
    camp_buffer_text(&p->out, " <bdi>");
    camp_html_public(&p->out, camp_html_blank(t->label) ? t->id : t->label);
    camp_buffer_text(&p->out, "</bdi></h3>\n");
    for (int i = 0; i < p->wall.board->n_runs; i++) {
        if (p->wall.board->runs[p->wall.runs[i]].slot != slot) continue;
        if (!n++) camp_buffer_text(&p->out, "<ul class=\"sessions\">\n");
        put_session(p, p->wall.runs[i]);
    }
    if (n)
        camp_buffer_text(&p->out, "</ul>\n");
    else if (t->open)
        camp_buffer_text(&p->out, "<p>No session begins here.</p>\n");
}

camp_span camp_export_list_html(const camp_event *event, const camp_board *board,
                                const camp_export_options *options, camp_arena *arena) {
    static const camp_page page = {"list", "list", "Skip to the sessions", &camp_part_sheets_css,
                                   NULL,   false};
    camp_arena scratch;
    list_page p = {.event = event};
    (void)options;
    camp_buffer_init(&p.out, arena);
    camp_arena_init_like(&scratch, arena);
    camp_wall_init(&p.wall, event, board, &scratch);
    camp_page_begin(&p.out, event, &page);
    camp_buffer_text(&p.out, "<header class=\"top\">\n");
    camp_page_heading(&p.out, event, "as a list");
    camp_buffer_text(&p.out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
    for (int day = 0; day < p.wall.n_days; day++) {
        const char *date = event->slots[p.wall.slots[p.wall.day_first[day]]].day;
        camp_html_markup(&p.out, "<h2>%s</h2>\n", date[0] ? camp_day_text(date, &scratch) : "Sessions");
        for (int i = p.wall.day_first[day]; i < p.wall.day_first[day + 1]; i++)
            put_slot(&p, p.wall.slots[i]);
    }
    camp_wall_put_unplaced(&p.out, &p.wall);
    camp_buffer_text(&p.out, "</main>\n");
    camp_page_end(&p.out, &page);
    camp_arena_free(&scratch);
    return camp_buffer_span(&p.out);
}
