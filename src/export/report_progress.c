/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report_progress.c - the bound and the best board as the search went on, from the record of a solve. The
 * best goes up in steps, the bound comes down, and where they meet the board is proven. */
#include "export/report.h"

#include <math.h>

enum { WIDTH = 560, HEIGHT = 260, LEFT = 70, RIGHT = 20, TOP = 14, BOTTOM = 34, ROWS = 12 };

typedef struct scale {
    double end_s, low, high;
} scale;

static double x_of(const scale *s, double seconds) {
    return LEFT + (WIDTH - LEFT - RIGHT) * seconds / s->end_s;
}

static double y_of(const scale *s, double value) {
    double y = TOP + (HEIGHT - TOP - BOTTOM) * (s->high - value) / (s->high - s->low);
    return fmin(fmax(y, TOP), HEIGHT - BOTTOM);
}

static double value_of(const camp_progress *p, bool bound) {
    return bound ? p->score.bound : p->score.matched;
}

static void put_line(camp_quality *q, const scale *s, bool bound) {
    double last = 0;
    bool begun = false;
    camp_html_markup(&q->out, "<path class=\"%s\" d=\"", bound ? "bound" : "best");
    for (size_t i = 0; i < q->options->n_progress; i++) {
        const camp_progress *p = &q->options->progress[i];
        double value = value_of(p, bound), x = x_of(s, p->seconds);
        if (!isfinite(value)) continue;
        if (begun) camp_html_markup(&q->out, "L%.1f %.1f", x, y_of(s, last));
        camp_html_markup(&q->out, "%s%.1f %.1f", begun ? "L" : "M", x, y_of(s, value));
        last = value, begun = true;
    }
    if (begun) camp_html_markup(&q->out, "L%.1f %.1f", x_of(s, s->end_s), y_of(s, last));
    camp_buffer_text(&q->out, "\"/>\n");
}

static void put_number(camp_quality *q, double x, double y, const char *anchor, double value,
                       const char *unit) {
    camp_buffer text;
    camp_buffer_init(&text, q->arena);
    camp_buffer_count(&text, value);
    camp_buffer_text(&text, unit);
    camp_report_label(q, x, y, anchor, text.at, 20);
}

static scale find_scale(const camp_quality *q) {
    const camp_progress *p = q->options->progress;
    scale s = {0, INFINITY, -INFINITY};
    for (size_t i = 0; i < q->options->n_progress; i++) {
        s.end_s = fmax(s.end_s, p[i].seconds);
        s.low = fmin(s.low, p[i].score.matched);
        s.high = fmax(s.high, p[i].score.matched);
        if (isfinite(p[i].score.bound)) s.high = fmax(s.high, p[i].score.bound);
    }
    if (!(s.end_s > 0)) s.end_s = 1;
    if (!(s.high > s.low)) s.low -= 1, s.high += 1;
    return s;
}

static void draw(camp_quality *q) {
    scale s = find_scale(q);
    camp_report_svg(
        q, WIDTH, HEIGHT,
        "Lines over time: the bound, dashed, comes down and the best board, drawn through, goes up");
    camp_html_markup(&q->out, "<path class=\"axis\" d=\"M%d %dV%dH%d\"/>\n", LEFT, TOP, HEIGHT - BOTTOM,
                     WIDTH - RIGHT);
    put_line(q, &s, true);
    put_line(q, &s, false);
    put_number(q, LEFT - 6, TOP + 5, "end", s.high, "");
    put_number(q, LEFT - 6, HEIGHT - BOTTOM, "end", s.low, "");
    put_number(q, LEFT, HEIGHT - BOTTOM + 18, "middle", 0, " s");
    put_number(q, WIDTH - RIGHT, HEIGHT - BOTTOM + 18, "end", s.end_s, " s");
    camp_report_label(q, WIDTH / 2.0, HEIGHT - 4, "middle", "- - bound    \xE2\x80\x94 best board", 40);
    camp_buffer_text(&q->out, "</svg>\n");
}

static void put_table(camp_quality *q) {
    size_t n = q->options->n_progress, rows = n < ROWS ? n : ROWS;
    camp_report_table(q, "Bound and best by the second", "seconds\nmatched\nbound\n");
    for (size_t row = 0; row < rows; row++) {
        const camp_progress *p = &q->options->progress[rows > 1 ? row * (n - 1) / (rows - 1) : 0];
        camp_report_row(q, camp_arena_printf(q->arena, "%.1f", p->seconds));
        camp_report_number(q, p->score.matched);
        camp_report_number(q, p->score.bound);
        camp_buffer_text(&q->out, "</tr>\n");
    }
    camp_buffer_text(&q->out, "</tbody></table></div>\n");
}

void camp_report_progress(camp_quality *q) {
    bool there = q->options && q->options->n_progress > 0;
    camp_report_begin(
        q, "progress", "Bound and best over time",
        there ? "How the search went: no board can be above the bound."
              : "Not recorded. <code>campboard solve EVENT -o DIR --progress FILE</code> records it, and "
                "<code>--progress FILE</code> shows it here.");
    if (there) {
        draw(q);
        put_table(q);
    }
    camp_report_end(q);
}
