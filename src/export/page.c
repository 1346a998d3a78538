/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page.c - head and foot of every HTML page. */
#include "export/page.h"
#include "export/day.h"

#include <stdio.h>
#include <string.h>

static void put_policy(camp_buffer *out, const camp_page *page) {
    camp_buffer_text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                          "base-uri 'none'; form-action 'none'; style-src");
    camp_html_markup(out, " '%s'", camp_part_page_css.hash);
    if (page->style) camp_html_markup(out, " '%s'", page->style->hash);
    if (page->script) camp_html_markup(out, "; script-src '%s'", page->script->hash);
    camp_buffer_text(out, "\">\n");
}

static void put_part(camp_buffer *out, const char *element, const camp_page_part *part) {
    camp_html_markup(out, "<%s>", element);
    camp_buffer_bytes(out, part->bytes, part->size);
    camp_html_markup(out, "</%s>\n", element);
}

void camp_page_begin(camp_buffer *out, const camp_event *event, const camp_page *page) {
    camp_buffer_text(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta name=\"color-scheme\" content=\"light dark\">\n"
                          "<meta name=\"referrer\" content=\"no-referrer\">\n");
    put_policy(out, page);
    camp_buffer_text(out, "<title>");
    camp_html_public(out, event->name);
    camp_html_markup(out, " \xE2\x80\x93 %s</title>\n", page->title);
    put_part(out, "style", &camp_part_page_css);
    if (page->style) put_part(out, "style", page->style);
    camp_html_markup(out, "</head>\n<body class=\"%s\" data-zone=\"", page->body);
    camp_html_text(out, event->timezone);
    camp_html_markup(out, "\">\n<a class=\"skip\" href=\"#main\">%s</a>\n", page->skip_to);
}

void camp_page_end(camp_buffer *out, const camp_page *page) {
    camp_buffer_text(out, "<footer><p>");
    if (page->staff) camp_buffer_text(out, "<strong>For staff only: not for the wall or the web.</strong> ");
    camp_buffer_text(out, "Made with Campboard.</p></footer>\n");
    if (page->script) put_part(out, "script", page->script);
    camp_buffer_text(out, "</body>\n</html>\n");
}

/* The first and the last day on which there is a slot. */
static void put_days(camp_buffer *out, const camp_event *event) {
    const char *first = event->date, *last = event->date;
    for (int i = 0; i < event->n_slots; i++) {
        const char *day = event->slots[i].day;
        if (!day[0]) continue;
        if (i == 0 || !first[0] || strcmp(day, first) < 0) first = day;
        if (i == 0 || !last[0] || strcmp(day, last) > 0) last = day;
    }
    camp_buffer_text(out, camp_day_text(first, out->arena));
    if (strcmp(first, last) != 0) camp_html_markup(out, " to %s", camp_day_text(last, out->arena));
    if (event->timezone[0]) {
        camp_buffer_text(out, first[0] ? " \xC2\xB7 times in " : "Times in ");
        camp_html_text(out, event->timezone);
    }
}

void camp_page_heading(camp_buffer *out, const camp_event *event, const char *what) {
    camp_buffer_text(out, "<h1><bdi>");
    camp_html_public(out, camp_html_blank(event->name) ? "Session board" : event->name);
    camp_buffer_text(out, "</bdi>");
    if (what[0]) camp_html_markup(out, " <span class=\"what\">%s</span>", what);
    camp_buffer_text(out, "</h1>\n");
    if (!event->date[0] && !event->timezone[0] && (!event->n_slots || !event->slots[0].day[0])) return;
    camp_buffer_text(out, "<p class=\"date\">");
    put_days(out, event);
    camp_buffer_text(out, "</p>\n");
}

const char *camp_clock_text(int minutes, char text[8]) {
    (void)snprintf(text, 8, "%d:%02d", (minutes / 60) % 100, minutes % 60);
    return text;
}

void camp_page_time(camp_buffer *out, const camp_slot *slot, int minutes) {
    char text[8];
    if (minutes >= 24 * 60) /* the end of a day is no time of it in HTML */
        camp_html_markup(out, "<time>%s</time>", "24:00");
    else
        camp_html_markup(out, "<time datetime=\"%s%s%02d:%02d\">%s</time>", slot->day,
                         slot->day[0] ? "T" : "", minutes / 60, minutes % 60, camp_clock_text(minutes, text));
}
