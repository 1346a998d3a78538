/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report_people.c - interest matched per person as a distribution, and fairness by group.
 *
 * A person's share is what the board matches of what the person could at most have had alone:
 *
 *     most = max( sum of the K largest weights,
 *                 stakes of all sessions presented + sum of the K - (slots presented in) largest weights )
 *
 * with K the open slots in which the person is there. Longer sessions make it a little too large.
 */
#include "export/report.h"

#include <math.h>
#include <stdlib.h>

enum { BINS = 11, /* 0-9 %, ..., 90-99 %, 100 % */ LEAST_LISTED = 10, GROUPS_DRAWN = 24 };

static int compare_down(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a < b) - (a > b);
}

static int open_slots(const camp_event *event, const camp_person *person) {
    int n = 0;
    for (int i = 0; i < event->n_open; i++)
        n += camp_list_allows(person->slots, event->open[i]);
    return n;
}

static double most_of(const camp_event *event, int p, double *weights) {
    const camp_person *person = &event->people[p];
    int n = 0, slots = open_slots(event, person), presenting = 0;
    double stakes = 0, all = 0, rest = 0;
    for (long v = event->vote_start[p]; v < event->vote_start[p + 1]; v++)
        weights[n++] = event->vote_weight[v];
    if (n) qsort(weights, (size_t)n, sizeof *weights, compare_down);
    for (int i = 0; i < person->presents.n; i++) {
        presenting += event->sessions[person->presents.at[i]].length;
        stakes += camp_event_stake(event, p, person->presents.at[i]);
    }
    for (int i = 0; i < n && i < slots; i++) {
        all += weights[i];
        if (i < slots - presenting) rest += weights[i];
    }
    return fmax(all, stakes + rest);
}

void camp_report_most(camp_quality *q) {
    double *weights = CAMP_NEW(q->arena, double, q->event->n_sessions);
    q->most = CAMP_NEW(q->arena, double, q->event->n_people);
    for (int p = 0; p < q->event->n_real_people; p++)
        q->most[p] = most_of(q->event, p, weights);
}

static double share_of(const camp_quality *q, int p) {
    return fmin(q->count.person_matched[p] / q->most[p], 1);
}

static int bin_of(double share) {
    return share > 1 - 1e-9 ? BINS - 1 : (int)floor(share * 10 + 1e-9);
}

static const char *bin_name(const camp_quality *q, int bin) {
    if (bin == BINS - 1) return "100 %";
    return camp_arena_printf(q->arena, "%d\xE2\x80\x93%d %%", 10 * bin, 10 * bin + 9);
}

static void put_distribution(camp_quality *q, const long bins[BINS], long n) {
    enum { WIDTH = 560, ROW = 24, LEFT = 80 };
    long most = 1;
    for (int b = 0; b < BINS; b++)
        if (bins[b] > most) most = bins[b];
    camp_report_svg(q, WIDTH, BINS * ROW + 4,
                    "Bars: how many people have which share of their interest matched");
    for (int b = 0; b < BINS; b++) {
        double y = b * ROW + 2, length = (WIDTH - LEFT - 60) * (double)bins[b] / (double)most;
        camp_report_label(q, LEFT - 8, y + 16, "end", bin_name(q, b), 12);
        if (bins[b]) camp_report_bar(q, LEFT, y, length, ROW - 5, 1);
        camp_report_label(q, LEFT + length + 6, y + 16, "start", camp_arena_printf(q->arena, "%ld", bins[b]),
                          12);
    }
    camp_buffer_text(&q->out, "</svg>\n");
    camp_report_table(q, "People by share of their interest matched", "share\npeople\nof all\n");
    for (int b = BINS - 1; b >= 0; b--) {
        camp_report_row(q, bin_name(q, b));
        camp_report_number(q, (double)bins[b]);
        camp_report_percent(q, (double)bins[b] / (double)n);
        camp_buffer_text(&q->out, "</tr>\n");
    }
    camp_buffer_text(&q->out, "</tbody></table></div>\n");
}

typedef struct ranked {
    double share;
    int person;
} ranked;

static int compare_ranked(const void *left, const void *right) {
    const ranked *a = left, *b = right;
    if (a->share < b->share || a->share > b->share) return a->share < b->share ? -1 : 1;
    return (a->person > b->person) - (a->person < b->person);
}

static void put_least(camp_quality *q, const ranked *people, long n) {
    camp_report_table(q, "Those with the least", "person\nmatched\ncould have had\nshare\n");
    for (long i = 0; i < n && i < LEAST_LISTED; i++) {
        int p = people[i].person;
        const camp_person *person = &q->event->people[p];
        camp_report_row(q, camp_html_blank(person->name) ? person->id : person->name);
        camp_report_number(q, q->count.person_matched[p]);
        camp_report_number(q, q->most[p]);
        camp_report_percent(q, people[i].share);
        camp_buffer_text(&q->out, "</tr>\n");
    }
    camp_buffer_text(&q->out, "</tbody></table></div>\n");
}

void camp_report_people(camp_quality *q) {
    long bins[BINS] = {0}, n = 0;
    ranked *people = CAMP_NEW(q->arena, ranked, q->event->n_real_people);
    for (int p = 0; p < q->event->n_real_people; p++) {
        if (!(q->most[p] > 0)) continue;
        people[n] = (ranked){share_of(q, p), p};
        bins[bin_of(people[n++].share)]++;
    }
    camp_report_begin(q, "people", "Interest matched per person",
                      n ? "How much of what each person could at most have had is on the board for them."
                        : "Nobody is known by name who asked for something.");
    if (n) {
        qsort(people, (size_t)n, sizeof *people, compare_ranked);
        put_distribution(q, bins, n);
        put_least(q, people, n);
    }
    camp_report_end(q);
}

typedef struct group {
    long n;
    double matched, most, least;
} group;

static void put_group(camp_quality *q, const char *name, const group *g) {
    camp_report_row(q, name);
    camp_report_number(q, (double)g->n);
    camp_report_percent(q, g->matched / g->most);
    camp_report_percent(q, g->least);
    camp_buffer_text(&q->out, "</tr>\n");
}

static void add_to(group *g, const camp_quality *q, int p) {
    double share = share_of(q, p);
    if (!g->n++ || share < g->least) g->least = share;
    g->matched += fmin(q->count.person_matched[p], q->most[p]);
    g->most += q->most[p];
}

static void draw_groups(camp_quality *q, const group *groups, const group *all) {
    enum { WIDTH = 560, ROW = 26, LEFT = 200, BAR = 280 };
    int n = 1;
    for (int i = 0; i < q->event->n_groups && n < GROUPS_DRAWN; i++)
        n += groups[i].n > 0;
    camp_report_svg(q, WIDTH, n * ROW + 4, "Bars: the share of interest matched in each group");
    for (int i = -1, row = 0; i < q->event->n_groups && row < n; i++) {
        const group *g = i < 0 ? all : &groups[i];
        if (!g->n) continue;
        double y = row++ * ROW + 2, share = g->matched / g->most;
        camp_report_label(q, LEFT - 8, y + 16, "end", i < 0 ? "Everybody" : q->event->group_names[i], 24);
        camp_report_bar(q, LEFT, y, BAR, ROW - 6, share);
        camp_report_label(q, LEFT + BAR + 8, y + 16, "start",
                          camp_arena_printf(q->arena, "%.0f %%", 100 * share), 8);
    }
    camp_buffer_text(&q->out, "</svg>\n");
}

void camp_report_groups(camp_quality *q) {
    const camp_event *event = q->event;
    group all = {0}, *groups = CAMP_NEW(q->arena, group, event->n_groups);
    for (int p = 0; p < event->n_real_people; p++) {
        if (!(q->most[p] > 0)) continue;
        add_to(&all, q, p);
        for (int i = 0; i < event->people[p].groups.n; i++)
            add_to(&groups[event->people[p].groups.at[i]], q, p);
    }
    camp_report_begin(q, "groups", "Fairness by group",
                      all.n && event->n_groups
                          ? "The share of interest matched in each group of people.csv; bars that are "
                            "much shorter than the others deserve a look."
                          : "There are no groups of people who asked for something.");
    if (all.n && event->n_groups) {
        draw_groups(q, groups, &all);
        camp_report_table(q, "Share of interest matched by group", "group\npeople\nmatched\nleast served\n");
        put_group(q, "Everybody", &all);
        for (int i = 0; i < event->n_groups; i++)
            if (groups[i].n) put_group(q, event->group_names[i], &groups[i]);
        camp_buffer_text(&q->out, "</tbody></table></div>\n");
    }
    camp_report_end(q);
}
