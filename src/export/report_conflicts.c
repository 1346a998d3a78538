/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report_conflicts.c - conflicts that remain: pairs of sessions on the board of which nobody can have both,
 * since every run of the one overlaps every run of the other. A pair weighs, over all who want both, the
 * smaller of the two weights. The heat map has the sessions with the largest sums, the table the heaviest
 * pairs. */
#include "export/order.h"
#include "export/report.h"

#include <math.h>
#include <stdlib.h>

enum { SESSIONS_DRAWN = 16, PAIRS_LISTED = 15 };

typedef struct pair {
    int a, b; /* a < b */
    double weight;
    long people;
} pair;

typedef struct conflicts {
    pair *pairs;
    size_t n, room;
    double *sum; /* per session */
} conflicts;

/* The slots that a run takes overlap one of the other's. */
static bool runs_overlap(const camp_event *event, const camp_run *a, const camp_run *b) {
    for (int i = a->slot, last_a = camp_last_slot(event, a);; i = event->slots[i].next) {
        for (int k = b->slot, last_b = camp_last_slot(event, b);; k = event->slots[k].next) {
            if (event->overlap[(size_t)i * (size_t)event->n_slots + (size_t)k]) return true;
            if (k == last_b) break;
        }
        if (i == last_a) return false;
    }
}

/* Who wants both, by merging the two lists of fans. */
static pair weigh(const camp_event *event, int a, int b) {
    pair p = {a < b ? a : b, a < b ? b : a, 0, 0};
    long i = event->fan_start[a], k = event->fan_start[b];
    while (i < event->fan_start[a + 1] && k < event->fan_start[b + 1]) {
        int x = event->fan_person[i], y = event->fan_person[k];
        if (x == y) {
            p.weight += fmin(event->fan_weight[i], event->fan_weight[k]);
            p.people++;
        }
        i += x <= y;
        k += y <= x;
    }
    return p;
}

static void add_pair(camp_quality *q, conflicts *c, pair p) {
    if (!(p.weight > 0)) return;
    if (c->n == c->room) {
        size_t room = 2 * c->room + 64;
        c->pairs = camp_arena_grow(q->arena, c->pairs, c->room, room, sizeof *c->pairs);
        c->room = room;
    }
    c->pairs[c->n++] = p;
    c->sum[p.a] += p.weight;
    c->sum[p.b] += p.weight;
}

/* Whether no run of the one leaves time for one of the other; `of` are the first runs of each session. */
static bool exclude(const camp_quality *q, const int *of, const int *next, int a, int b) {
    for (int i = of[a]; i >= 0; i = next[i])
        for (int k = of[b]; k >= 0; k = next[k])
            if (!runs_overlap(q->event, &q->board->runs[i], &q->board->runs[k])) return false;
    return true;
}

static int compare_pairs(const void *left, const void *right) {
    const pair *x = left, *y = right;
    if (x->weight > y->weight || x->weight < y->weight) return x->weight > y->weight ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static void find_conflicts(camp_quality *q, conflicts *c) {
    const camp_board *board = q->board;
    int *of = CAMP_NEW(q->arena, int, q->event->n_sessions), *next = CAMP_NEW(q->arena, int, board->n_runs);
    c->sum = CAMP_NEW(q->arena, double, q->event->n_sessions);
    for (int s = 0; s < q->event->n_sessions; s++)
        of[s] = -1;
    for (int i = board->n_runs - 1; i >= 0; i--) {
        next[i] = of[board->runs[i].session];
        of[board->runs[i].session] = i;
    }
    for (int a = 0; a < q->event->n_sessions; a++)
        for (int b = a + 1; of[a] >= 0 && b < q->event->n_sessions; b++)
            if (of[b] >= 0 && exclude(q, of, next, a, b)) add_pair(q, c, weigh(q->event, a, b));
    if (c->n) qsort(c->pairs, c->n, sizeof *c->pairs, compare_pairs);
}

/* The sessions with the largest sums, heaviest first; returns their number. */
static int heaviest(const camp_quality *q, const conflicts *c, int most[SESSIONS_DRAWN]) {
    int n = 0;
    for (int s = 0; s < q->event->n_sessions; s++) {
        if (!(c->sum[s] > 0)) continue;
        int at = n < SESSIONS_DRAWN ? n++ : SESSIONS_DRAWN;
        for (; at > 0 && c->sum[most[at - 1]] < c->sum[s]; at--)
            if (at < SESSIONS_DRAWN) most[at] = most[at - 1];
        if (at < SESSIONS_DRAWN) most[at] = s;
    }
    return n;
}

/* A square whose filled part grows with the weight: read in black and white as well. */
static void put_cell(camp_quality *q, double x, double y, double size, double share, double weight) {
    double side = (size - 4) * sqrt(share);
    camp_html_markup(&q->out, "<rect class=\"cell\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                     x, y, size, size);
    if (weight > 0)
        camp_html_markup(&q->out,
                         "<rect class=\"heat\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                         x + (size - side) / 2, y + (size - side) / 2, side, side);
}

static double weight_of(const conflicts *c, int a, int b) {
    for (size_t i = 0; i < c->n; i++)
        if ((c->pairs[i].a == a && c->pairs[i].b == b) || (c->pairs[i].a == b && c->pairs[i].b == a))
            return c->pairs[i].weight;
    return 0;
}

static void draw_map(camp_quality *q, const conflicts *c) {
    enum { SIZE = 20, LEFT = 236, TOP = 24 };
    int most[SESSIONS_DRAWN], n = heaviest(q, c, most);
    camp_report_svg(q, LEFT + n * SIZE + 20, TOP + n * SIZE + 4,
                    "Heat map: the larger a square, the more interest in both of the two sessions is lost");
    for (int i = 0; i < n; i++) {
        camp_report_label(q, LEFT + i * SIZE + SIZE / 2.0, TOP - 8, "middle",
                          camp_arena_printf(q->arena, "%d", i + 1), 4);
        camp_report_label(q, LEFT - 26, TOP + i * SIZE + 14, "end", camp_wall_title(q->event, most[i]), 28);
        camp_report_label(q, LEFT - 6, TOP + i * SIZE + 14, "end", camp_arena_printf(q->arena, "%d", i + 1),
                          4);
        for (int k = 0; k < n; k++) {
            double weight = i == k ? 0 : weight_of(c, most[i], most[k]);
            put_cell(q, LEFT + k * SIZE, TOP + i * SIZE, SIZE, weight / c->pairs[0].weight, weight);
        }
    }
    camp_buffer_text(&q->out, "</svg>\n");
}

void camp_report_conflicts(camp_quality *q) {
    conflicts c = {0};
    find_conflicts(q, &c);
    camp_report_begin(
        q, "conflicts", "Conflicts that remain",
        c.n ? "Pairs of sessions at the same time that the same people want. The larger a square, the more "
              "interest is lost; the numbers across are the sessions down."
            : "Nobody wants two sessions that are at the same time.");
    if (c.n) {
        draw_map(q, &c);
        camp_report_table(q, "The heaviest pairs", "sessions\npeople\ninterest\n");
        for (size_t i = 0; i < c.n && i < PAIRS_LISTED; i++) {
            camp_buffer_text(&q->out, "<tr><th scope=\"row\"><bdi>");
            camp_html_text(&q->out, camp_wall_title(q->event, c.pairs[i].a));
            camp_buffer_text(&q->out, "</bdi> <i>and</i> <bdi>");
            camp_html_text(&q->out, camp_wall_title(q->event, c.pairs[i].b));
            camp_buffer_text(&q->out, "</bdi></th>");
            camp_report_number(q, (double)c.pairs[i].people);
            camp_report_number(q, c.pairs[i].weight);
            camp_buffer_text(&q->out, "</tr>\n");
        }
        camp_buffer_text(&q->out, "</tbody></table></div>\n");
    }
    camp_report_end(q);
}
