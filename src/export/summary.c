/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary.c - what was achieved, in plain words, at the end of a solve: a statement a line, wrapped on a
 * terminal.
 *
 * What a voter could get: with c sessions asked for and t open slots in which the voter is there and does not
 * present, min(c, t) of them. The least served are those with the smallest share of what they could get.
 */
#include "export/buffer.h"
#include "export/export.h"
#include "export/order.h"
#include "export/plain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LISTED = 10, /* sessions left out that are named */
    TITLE_COLUMNS = 60,
    HANGING = 2, /* columns by which a line that continues is further in */
    NARROWEST = 20
};
static const double FAR = 10; /* gap from which on a percentage says little */

typedef struct summary {
    const camp_event *event;
    const camp_board *board;
    camp_arena *arena;
    camp_buffer out, line; /* what is written; the line in the making */
    int columns;           /* to wrap at; 0: lines stay whole */
    bool colour;
    const int *runs_of; /* per session */
} summary;

/* Writes the line. What does not fit continues below, further in. */
static void end_line(summary *s, const char *colour) {
    camp_span text = camp_buffer_span(&s->line);
    int indent = 0, n = 1;
    while (text.n && text.at[0] == ' ')
        indent++, text.at++, text.n--;
    camp_span *lines = CAMP_NEW(s->arena, camp_span, text.n + 1);
    int columns = s->columns - indent - HANGING;
    lines[0] = text;
    if (s->columns && indent + camp_text_width(text) > s->columns)
        n = camp_plain_wrap(s->arena, text, columns < NARROWEST ? NARROWEST : columns, (int)text.n + 1,
                            lines);
    for (int i = 0; i < n; i++) {
        camp_buffer_spaces(&s->out, i ? indent + HANGING : indent);
        if (s->colour) camp_buffer_text(&s->out, colour);
        camp_buffer_bytes(&s->out, lines[i].at, lines[i].n);
        if (s->colour && *colour) camp_buffer_text(&s->out, CAMP_NORMAL);
        camp_buffer_text(&s->out, "\n");
    }
    s->line.n = 0;
}

/* A piece of a line; "\n" at its end ends the line. */
static void put(summary *s, const char *text) {
    size_t n = strlen(text);
    bool ends = n > 0 && text[n - 1] == '\n';
    camp_buffer_bytes(&s->line, text, n - ends);
    if (ends) end_line(s, "");
}

static void put_count(summary *s, double value) {
    camp_buffer_count(&s->line, value);
}

/* "1 person", "1,204 people". */
static void put_things(summary *s, long n, const char *one, const char *many) {
    put_count(s, (double)n);
    put(s, " ");
    put(s, n == 1 ? one : many);
}

static void put_percent(summary *s, double share) {
    if (share > 0 && share < 0.0005)
        put(s, "less than 0.1 %");
    else {
        bool whole = share <= 0 || share >= 0.0995;
        camp_buffer_count(&s->line, whole ? round(100 * share) : round(1000 * share) / 10);
        put(s, " %");
    }
}

/* Sessions that every voter is owed: none where nobody is known. */
static int owed(const camp_event *event) {
    return event->tally ? 0 : event->floor;
}

/* ---- matched, bound, gap */

/* What everybody asked for together: all weights, and all stakes of presenters. */
static double asked_for(const camp_event *event) {
    double sum = 0;
    for (long v = 0; v < event->vote_start[event->n_people]; v++)
        sum += event->vote_weight[v];
    for (int s = 0; s < event->n_sessions; s++)
        for (int i = 0; i < event->sessions[s].presenters.n; i++)
            sum += camp_event_stake(event, event->sessions[s].presenters.at[i], s);
    return sum;
}

/* How far the bound is from a board that is not proven. */
static void put_gap(summary *s, camp_score score) {
    if (round(100 * score.matched) <= 0 && score.gap >= FAR)
        put(s, ", while this one matches nothing");
    else {
        put(s, ", which is ");
        if (score.gap >= FAR) {
            put_count(s, round(1 + score.gap));
            put(s, " times as much as this one");
        } else {
            put_percent(s, fmax(score.gap, 0));
            put(s, " above this one");
        }
    }
}

static void put_matched(summary *s) {
    camp_score score = s->board->score;
    double possible = asked_for(s->event);
    if (possible <= 0) {
        put(s, "Nobody asked for anything yet, so there is nothing to match.\n");
        return;
    }
    put(s, s->event->tally ? "Matched about " : "Matched ");
    put_count(s, score.matched);
    put(s, " of ");
    put_count(s, possible);
    put(s, s->event->tally ? " that the dots let expect" : " that everybody asked for");
    put(s, " (");
    put_percent(s, score.matched / possible);
    put(s, ").\n");
    if (score.proven) {
        put(s, "Proven: no board can match more");
        put(s, owed(s->event) ? " while it serves as many." : ".");
        end_line(s, CAMP_GREEN);
        return;
    }
    put(s, "No board can match more than ");
    put_count(s, score.bound);
    put_gap(s, score);
    put(s, "; more time may bring them closer.\n");
}

static void put_served(summary *s) {
    camp_score score = s->board->score;
    if (!owed(s->event)) return;
    put(s, "Every voter is owed ");
    put_things(s, owed(s->event), "matched session", "matched sessions");
    put(s, " before the total counts: ");
    put_count(s, (double)score.served);
    put(s, score.served < score.served_bound ? " served, at most "
                                             : " served, and no board can serve more than ");
    put_count(s, (double)score.served_bound);
    put(s, score.served < score.served_bound ? " could be.\n" : ".\n");
}

/* ---- who got what */

typedef struct voter_share {
    int asked, could, got; /* sessions asked for; that could be got; that were got */
} voter_share;

/* Open slots in which a person is there and does not present. */
static int *free_slots(const summary *s) {
    const camp_event *event = s->event;
    int *slots = CAMP_NEW(s->arena, int, event->n_people);
    for (int p = 0; p < event->n_real_people; p++)
        for (int i = 0; i < event->n_open; i++)
            slots[p] += camp_list_allows(event->people[p].slots, event->open[i]);
    for (int r = 0; r < s->board->n_runs; r++) {
        camp_list presenters = event->sessions[s->board->runs[r].session].presenters;
        int length = event->sessions[s->board->runs[r].session].length;
        for (int i = 0; i < presenters.n; i++)
            slots[presenters.at[i]] -= length;
    }
    return slots;
}

static voter_share *share_of_all(const summary *s) {
    const camp_event *event = s->event;
    voter_share *share = CAMP_NEW(s->arena, voter_share, event->n_people);
    int *slots = free_slots(s);
    for (long i = 0; i < s->board->n_seats; i++) {
        camp_seat seat = s->board->seats[i];
        if (camp_event_weight(event, seat.person, s->board->runs[seat.run].session) > 0)
            share[seat.person].got++;
    }
    for (int p = 0; p < event->n_real_people; p++) {
        int free_for = slots[p] > 0 ? slots[p] : 0;
        if (!event->people[p].voter) continue;
        share[p].asked = (int)(event->vote_start[p + 1] - event->vote_start[p]);
        share[p].could = share[p].asked < free_for ? share[p].asked : free_for;
        if (share[p].could < share[p].got) share[p].could = share[p].got;
    }
    return share;
}

static bool smaller(voter_share a, voter_share b) {
    return (long)a.got * b.could < (long)b.got * a.could;
}

/* The least served, n of them; in the same words when all of them got the same. */
static void put_least(summary *s, voter_share least, long n, bool alike) {
    put(s, "; the least served (");
    put_things(s, n, "person", "people");
    put(s, ") got ");
    if (alike) {
        put_count(s, least.got);
        put(s, " of the ");
        put_count(s, least.could);
        put(s, " they could attend");
    } else {
        put_percent(s, (double)least.got / least.could);
        put(s, " of what they could attend");
    }
}

static void put_voters(summary *s) {
    const camp_event *event = s->event;
    const voter_share *share = share_of_all(s);
    voter_share least = {0, 1, 1};
    long voters = 0, all = 0, none = 0, n_least = 0;
    bool alike = true;
    for (int p = 0; p < event->n_real_people; p++) {
        if (!event->people[p].voter || !share[p].could) continue;
        voters++;
        all += share[p].got == share[p].could;
        none += share[p].got == 0;
        if (smaller(share[p], least) || !n_least) {
            least = share[p];
            n_least = 0;
            alike = true;
        }
        if (smaller(least, share[p])) continue;
        n_least++;
        alike = alike && share[p].got == least.got && share[p].could == least.could;
    }
    if (!voters) return;
    if (none) {
        put_things(s, none, "voter", "voters");
        put(s, " of ");
        put_count(s, (double)voters);
        put(s, " got nothing they asked for. ");
    } else
        put(s, "Every voter got something they asked for. ");
    put_count(s, (double)all);
    put(s, " of ");
    put_things(s, voters, "voter", "voters");
    put(s, " got everything they could attend");
    if (all < voters && !none) put_least(s, least, n_least, alike);
    put(s, ".\n");
}

static void put_dots(summary *s) {
    put(s, "The votes are anonymous dots, so seats are an expected turnout of ");
    put_things(s, lround(s->event->people_expected), "person", "people");
    put(s, "; nobody has a seat by name.\n");
}

/* ---- sessions left out */

typedef struct left_out {
    int session;
    double wanted; /* votes, or weight of the dots */
} left_out;

static int compare_left_out(const void *left, const void *right) {
    const left_out *a = left, *b = right;
    if (a->wanted < b->wanted || a->wanted > b->wanted) return a->wanted > b->wanted ? -1 : 1;
    return (a->session > b->session) - (a->session < b->session);
}

static double wanted(const camp_event *event, int session) {
    double sum = 0;
    for (long v = event->fan_start[session]; v < event->fan_start[session + 1]; v++)
        sum += event->tally ? event->fan_weight[v] : 1;
    return sum;
}

static void put_one_left_out(summary *s, left_out one) {
    const char *reason = s->board->reason ? s->board->reason[one.session] : NULL;
    camp_span title = camp_plain_text(s->arena, s->event->sessions[one.session].title);
    put(s, "  \"");
    title = camp_plain_cut(s->arena, title, TITLE_COLUMNS);
    camp_buffer_bytes(&s->line, title.at, title.n);
    put(s, "\" (");
    if (s->event->tally) {
        put(s, "about ");
        put_count(s, round(one.wanted));
        put(s, " expected");
    } else
        put_things(s, lround(one.wanted), "vote", "votes");
    put(s, "): ");
    title = camp_plain_text(s->arena, reason && reason[0] ? reason : "no cell was free for it");
    camp_buffer_bytes(&s->line, title.at, title.n);
    put(s, "\n");
}

static void put_left_out(summary *s) {
    int n = 0;
    left_out *list = CAMP_NEW(s->arena, left_out, s->event->n_sessions);
    for (int i = 0; i < s->event->n_sessions; i++)
        if (!s->runs_of[i]) list[n++] = (left_out){i, wanted(s->event, i)};
    if (!n) {
        put(s, "Every session has a place on the board.\n");
        return;
    }
    qsort(list, (size_t)n, sizeof *list, compare_left_out);
    put_things(s, n, "session was", "sessions were");
    put(s, " left out:\n");
    for (int i = 0; i < n && i < LISTED; i++)
        put_one_left_out(s, list[i]);
    if (n <= LISTED) return;
    put(s, "  and ");
    put_count(s, n - LISTED);
    put(s, " more: board.json lists them all under \"unplaced\"\n");
}

/* ---- all */

static void put_size(summary *s) {
    long seats = 0;
    const long *seated = camp_seated(s->event, s->board, s->arena);
    for (int r = 0; r < s->board->n_runs; r++)
        seats += seated[r];
    put_things(s, s->board->n_runs, "run", "runs");
    put(s, " on the board, ");
    if (s->event->tally) put(s, "about ");
    put_things(s, seats, "seat", "seats");
    put(s, " taken.\n");
}

camp_span camp_export_summary(const camp_event *event, const camp_board *board,
                              const camp_export_options *options, camp_arena *arena) {
    camp_arena scratch;
    summary s = {.event = event, .board = board, .arena = &scratch, .colour = options && options->colour};
    if (options && options->columns > 0) s.columns = options->columns;
    camp_buffer_init(&s.out, arena);
    camp_arena_init_like(&scratch, arena);
    camp_buffer_init(&s.line, &scratch);
    s.runs_of = camp_runs_of(event, board, &scratch);
    put_matched(&s);
    put_served(&s);
    if (event->tally)
        put_dots(&s);
    else
        put_voters(&s);
    put_size(&s);
    put_left_out(&s);
    camp_arena_free(&scratch);
    return camp_buffer_span(&s.out);
}
