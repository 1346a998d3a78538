/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page.h - what every HTML page has in common: one self-contained file, styles and scripts inside it and
 * nothing else allowed (Content-Security-Policy by hash), links for whoever listens to it or uses the
 * keyboard. */
#ifndef CAMP_PAGE_H
#define CAMP_PAGE_H

#include "event/event.h"
#include "export/html.h"

/* A style sheet or script of src/export/pages, made into C by embed.py. */
typedef struct camp_page_part {
    const char *bytes;
    size_t size;
    const char *hash; /* as the policy writes it */
} camp_page_part;

extern const camp_page_part camp_part_page_css, camp_part_board_css, camp_part_board_js, camp_part_sheets_css,
    camp_part_report_css;

typedef struct camp_page {
    const char *title;           /* behind the event's name in the title bar */
    const char *body;            /* class of the body */
    const char *skip_to;         /* words of the skip link, which leads to #main */
    const camp_page_part *style; /* besides page.css; NULL: none */
    const camp_page_part *script;
    bool staff; /* says that it is for staff only */
} camp_page;

/* From <!doctype> to the skip link; camp_page_end writes the footer and the rest. */
void camp_page_begin(camp_buffer *out, const camp_event *event, const camp_page *page);
void camp_page_end(camp_buffer *out, const camp_page *page);

/* <h1>, the dates and the time zone. */
void camp_page_heading(camp_buffer *out, const camp_event *event, const char *what);

/* "10:00" */
const char *camp_clock_text(int minutes, char text[8]);
/* <time datetime="2026-03-14T10:00">10:00</time>, with the day where the slot has one. */
void camp_page_time(camp_buffer *out, const camp_slot *slot, int minutes);

#endif
