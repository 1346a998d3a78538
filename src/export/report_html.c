/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report_html.c - report.html: the page and what its parts share. For staff only: it names people. */
#include "export/export.h"
#include "export/plain.h"
#include "export/report.h"

#include <math.h>
#include <string.h>

void camp_report_begin(camp_quality *q, const char *id, const char *title, const char *sentence) {
    camp_html_markup(
        &q->out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n<p>%s</p>\n<div class=\"pair\">\n",
        id, id, title, sentence);
}

void camp_report_end(camp_quality *q) {
    camp_buffer_text(&q->out, "</div>\n</section>\n");
}

void camp_report_svg(camp_quality *q, int width, int height, const char *label) {
    camp_html_markup(&q->out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", width, height,
                     label);
}

void camp_report_bar(camp_quality *q, double x, double y, double width, double height, double share) {
    double part = width * fmin(fmax(share, 0), 1);
    camp_html_markup(&q->out, "<rect class=\"rest\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                     x, y, width, height);
    camp_html_markup(&q->out, "<rect class=\"part\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                     x, y, part, height);
}

void camp_report_label(camp_quality *q, double x, double y, const char *anchor, const char *text,
                       int columns) {
    camp_span cut = camp_plain_cut(q->arena, camp_plain_text(q->arena, text), columns);
    camp_html_markup(&q->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" dir=\"auto\">", x, y, anchor);
    camp_html_text(&q->out, camp_arena_text(q->arena, cut.at, cut.n));
    camp_buffer_text(&q->out, "</text>\n");
}

void camp_report_table(camp_quality *q, const char *caption, const char *columns) {
    camp_html_markup(&q->out,
                     "<div class=\"table\" role=\"region\" aria-label=\"%s\" "
                     "tabindex=\"0\"><table>\n<caption>%s</caption>\n<thead><tr>",
                     caption, caption);
    for (const char *end; *columns; columns = end + 1) {
        end = strchr(columns, '\n');
        camp_html_markup(&q->out, "<th scope=\"col\">%.*s</th>", (int)(end - columns), columns);
    }
    camp_buffer_text(&q->out, "</tr></thead>\n<tbody>\n");
}

void camp_report_row(camp_quality *q, const char *text) {
    camp_buffer_text(&q->out, "<tr><th scope=\"row\" dir=\"auto\">");
    camp_html_text(&q->out, camp_html_blank(text) ? "?" : text);
    camp_buffer_text(&q->out, "</th>");
}

void camp_report_number(camp_quality *q, double value) {
    camp_buffer_text(&q->out, "<td>");
    camp_buffer_count(&q->out, value);
    camp_buffer_text(&q->out, "</td>");
}

void camp_report_percent(camp_quality *q, double share) {
    camp_html_markup(&q->out, "<td>%.0f\xC2\xA0%%</td>", 100 * share);
}

/* What the score says, in sentences. */
static void put_score(camp_quality *q) {
    camp_score score = q->board->score;
    camp_buffer_text(&q->out, "<p class=\"score\">Interest matched: <b>");
    camp_buffer_count(&q->out, score.matched);
    camp_buffer_text(&q->out, "</b>. ");
    if (score.proven)
        camp_buffer_text(&q->out, "Proven: no board can match more.");
    else {
        camp_buffer_text(&q->out, "No board can match more than <b>");
        camp_buffer_count(&q->out, score.bound);
        camp_buffer_text(&q->out, "</b>");
        if (score.gap < 10)
            camp_html_markup(&q->out, ", which is %.1f\xC2\xA0%% above this one", 100 * fmax(score.gap, 0));
        camp_buffer_text(&q->out, ".");
    }
    if (score.served_bound > 0)
        camp_html_markup(&q->out, " Owed sessions served: <b>%ld</b> of at most %ld.", score.served,
                         score.served_bound);
    camp_buffer_text(&q->out, "</p>\n");
}

/* The hatching that all pictures use; a picture of its own, since it must be there for each. */
static void put_hatching(camp_quality *q) {
    camp_buffer_text(
        &q->out, "<svg class=\"quiet\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs><pattern id=\"h\" "
                 "width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                 "<rect class=\"ground\" width=\"6\" height=\"6\"/><rect class=\"stroke\" width=\"2.5\" "
                 "height=\"6\"/></pattern></defs></svg>\n");
}

camp_span camp_export_report_html(const camp_event *event, const camp_board *board,
                                  const camp_export_options *options, camp_arena *arena) {
    const camp_page page = {.title = "report",
                            .body = "report",
                            .skip_to = "Skip to the report",
                            .style = &camp_part_report_css,
                            .staff = true};
    camp_arena scratch;
    camp_quality q = {.event = event, .board = board, .options = options, .arena = &scratch};
    camp_buffer_init(&q.out, arena);
    camp_arena_init_like(&scratch, arena);
    camp_wall_init(&q.wall, event, board, &scratch);
    q.count = camp_board_count(event, board, &scratch);
    camp_report_most(&q);
    camp_page_begin(&q.out, event, &page);
    camp_buffer_text(&q.out, "<header class=\"top\">\n");
    camp_page_heading(&q.out, event, "how good the board is");
    camp_buffer_text(&q.out, "<p class=\"warn\">For staff: people are named here.</p>\n</header>\n"
                             "<main id=\"main\" tabindex=\"-1\">\n");
    put_hatching(&q);
    put_score(&q);
    camp_report_people(&q);
    camp_report_groups(&q);
    camp_report_load(&q);
    camp_report_conflicts(&q);
    camp_report_progress(&q);
    camp_buffer_text(&q.out, "</main>\n");
    camp_page_end(&q.out, &page);
    camp_arena_free(&scratch);
    return camp_buffer_span(&q.out);
}
