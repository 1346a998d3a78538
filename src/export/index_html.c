/* SPDX-License-Identifier: GPL-3.0-or-later */
/* index_html.c - the page that leads to all others of a folder: what each is, in plain words. */
#include "export/export.h"
#include "export/page.h"
#include "export/qr.h"

camp_span camp_export_index_html(const camp_event *event, const camp_index_entry *entries, size_t n,
                                 bool staff, const char *link, camp_arena *arena) {
    const camp_page page = {staff ? "files for staff" : "the board",
                            "index",
                            "Skip to the files",
                            &camp_part_sheets_css,
                            NULL,
                            staff};
    camp_buffer out;
    camp_buffer_init(&out, arena);
    camp_page_begin(&out, event, &page);
    camp_buffer_text(&out, "<header class=\"top\">\n");
    camp_page_heading(&out, event, staff ? "for staff" : "");
    if (staff)
        camp_buffer_text(&out,
                         "<p class=\"warn\">People, seats and votes are named here: keep this folder off "
                         "the web and the wall.</p>\n");
    if (link && !staff) camp_qr_put(&out, link, "This board on your phone");
    camp_buffer_text(&out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n<ul>\n");
    for (size_t i = 0; i < n; i++) {
        camp_buffer_text(&out, "<li><a href=\"");
        camp_html_text(&out, entries[i].file);
        camp_buffer_text(&out, "\">");
        camp_html_text(&out, entries[i].title);
        camp_buffer_text(&out, "</a>\n<p>");
        camp_html_text(&out, entries[i].text);
        camp_buffer_text(&out, "</p></li>\n");
    }
    camp_buffer_text(&out, "</ul>\n</main>\n");
    camp_page_end(&out, &page);
    return camp_buffer_span(&out);
}
