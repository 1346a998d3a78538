/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ballots.c - votes as read -> weights by person and by session (compressed rows).
 *
 *     raw:    weight = vote
 *     equal:  weight = vote / (sum of the K largest votes),  K = open slots in which the person is there
 *
 * Own sessions and zeros are left out. Two counting sorts (by session, then by person; both stable) bring the
 * votes of a person together, by session, and those of one pair in the order of the file, so that the last
 * one is known: no hash per vote.
 */
#include "event/read.h"
#include <stdlib.h>
#include <string.h>

static int session_key(const camp_vote *vote) {
    return vote->session;
}

static int person_key(const camp_vote *vote) {
    return vote->person;
}

/* Stable counting sort of n votes into `to`; start[k] .. start[k+1] are those of key k afterwards. */
static void sort_votes(camp_arena *arena, const camp_vote *from, camp_vote *to, long n, int n_keys,
                       int (*key)(const camp_vote *vote), long **starts) {
    long *start = CAMP_NEW(arena, long, (size_t)n_keys + 2);
    for (long i = 0; i < n; i++)
        start[key(&from[i]) + 2]++;
    for (int k = 2; k <= n_keys; k++)
        start[k] += start[k - 1];
    for (long i = 0; i < n; i++)
        to[start[key(&from[i]) + 1]++] = from[i];
    *starts = start;
}

/* Votes that an open slot could ever match. */
static int slots_there(const camp_event *event, int person) {
    int n = 0;
    for (int i = 0; i < event->n_open; i++)
        n += camp_list_allows(event->people[person].slots, event->open[i]);
    return n;
}

static int compare_weights_down(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* Sum of the k largest weights. */
static double largest_sum(camp_arena *arena, const camp_vote *votes, long n, int k) {
    double stack[64], *weight = n <= 64 ? stack : CAMP_NEW(arena, double, n), sum = 0;
    for (long i = 0; i < n; i++)
        weight[i] = votes[i].weight;
    if (n > 1) qsort(weight, (size_t)n, sizeof *weight, compare_weights_down);
    for (long i = 0; i < n && i < k; i++)
        sum += weight[i];
    return sum;
}

/* ---- repeated pairs */

typedef struct repeats {
    camp_vote *votes; /* the later row of each pair */
    size_t n, capacity;
} repeats;

static int compare_lines(const void *a, const void *b) {
    long x = ((const camp_vote *)a)->line, y = ((const camp_vote *)b)->line;
    return (x > y) - (x < y);
}

static void tell_repeats(camp_reading *reading, const char *file, repeats *r) {
    const camp_event *event = reading->event;
    if (r->n > 1) qsort(r->votes, r->n, sizeof *r->votes, compare_lines);
    for (size_t i = 0; i < r->n; i++) {
        camp_place place = {file, r->votes[i].line, 0, ""};
        bool listed = camp_report_would_list(reading->report, CAMP_WARNING, "W_REPEATED_VOTE", file);
        const char *who = "", *what = "";
        if (listed) {
            who = camp_quoted(&reading->scratch, camp_span_of(event->people[r->votes[i].person].id));
            what = camp_quoted(&reading->scratch, camp_span_of(event->sessions[r->votes[i].session].id));
        }
        camp_report_add(reading->report, CAMP_WARNING, "W_REPEATED_VOTE", place,
                        "%s votes for %s more than once; the last row counts", who, what);
    }
}

/* Leaves the last vote of each pair; returns how many remain. The votes are by person, session, line. */
static long drop_repeats(camp_reading *reading, camp_vote *votes, long n, repeats *r) {
    long kept = 0;
    for (long i = 0; i < n; i++) {
        camp_vote *last = kept ? &votes[kept - 1] : NULL;
        if (!last || last->person != votes[i].person || last->session != votes[i].session) {
            votes[kept++] = votes[i];
            continue;
        }
        if (r->n == r->capacity) {
            size_t wanted = r->capacity ? 2 * r->capacity : 64;
            r->votes = camp_arena_grow(&reading->scratch, r->votes, r->capacity, wanted, sizeof *r->votes);
            r->capacity = wanted;
        }
        r->votes[r->n++] = votes[i];
        *last = votes[i];
    }
    return kept;
}

/* ---- rows by person and by session */

/* Votes of one person -> weights at the end of the rows; returns the new end. */
static long put_ballot(camp_reading *reading, const camp_vote *votes, long n, int *session, double *weight,
                       long at) {
    const camp_event *event = reading->event;
    camp_vote *own_out = NULL;
    if (n > 0 && event->people[votes[0].person].presents.n > 0) {
        own_out = CAMP_NEW(&reading->scratch, camp_vote, n);
        long kept = 0;
        for (long i = 0; i < n; i++)
            if (!camp_list_has(event->people[votes[i].person].presents, votes[i].session))
                own_out[kept++] = votes[i];
        votes = own_out;
        n = kept;
    }
    double total = 1.0;
    if (event->equal_ballots && n > 0)
        total = largest_sum(&reading->scratch, votes, n, slots_there(event, votes[0].person));
    for (long i = 0; i < n; i++) {
        double w = total > 0 ? votes[i].weight / total : 0.0;
        if (w <= 0) continue;
        session[at] = votes[i].session;
        weight[at++] = w;
    }
    return at;
}

/* The same votes by session. */
static void make_fans(camp_reading *reading) {
    camp_event *event = reading->event;
    long n = event->vote_start[event->n_people];
    long *start = CAMP_NEW(reading->arena, long, (size_t)event->n_sessions + 2);
    int *person = CAMP_NEW(reading->arena, int, n);
    double *weight = CAMP_NEW(reading->arena, double, n);
    for (long i = 0; i < n; i++)
        start[event->vote_session[i] + 2]++;
    for (int s = 2; s <= event->n_sessions; s++)
        start[s] += start[s - 1];
    for (int p = 0; p < event->n_people; p++)
        for (long i = event->vote_start[p]; i < event->vote_start[p + 1]; i++) {
            long at = start[event->vote_session[i] + 1]++;
            person[at] = p;
            weight[at] = event->vote_weight[i];
        }
    event->fan_start = start;
    event->fan_person = person;
    event->fan_weight = weight;
}

/* The votes of the file, by person, session and line. */
static const camp_vote *sorted_votes(camp_reading *reading, long **start) {
    camp_event *event = reading->event;
    const camp_file *file = camp_reading_file(reading, "votes.csv");
    repeats r = {NULL, 0, 0};
    long n = reading->n_votes;
    camp_vote *by_session = CAMP_NEW(&reading->votes_arena, camp_vote, n);
    camp_vote *by_person = CAMP_NEW(&reading->votes_arena, camp_vote, n);
    sort_votes(&reading->scratch, reading->votes, by_session, n, event->n_sessions, session_key, start);
    sort_votes(&reading->scratch, by_session, by_person, n, event->n_people, person_key, start);
    n = drop_repeats(reading, by_person, n, &r);
    if (r.n) tell_repeats(reading, file ? file->name : "", &r);
    memset(*start, 0, ((size_t)event->n_people + 2) * sizeof **start);
    for (long i = 0; i < n; i++)
        (*start)[by_person[i].person + 1]++;
    for (int p = 0; p < event->n_people; p++)
        (*start)[p + 1] += (*start)[p];
    event->votes_read = n;
    return by_person;
}

void camp_make_ballots(camp_reading *reading) {
    camp_event *event = reading->event;
    long *from, at = 0;
    if (event->tally) {
        camp_make_expected(reading);
        make_fans(reading);
        return;
    }
    const camp_vote *votes = sorted_votes(reading, &from);
    long *start = CAMP_NEW(reading->arena, long, (size_t)event->n_people + 1);
    int *session = CAMP_NEW(reading->arena, int, event->votes_read);
    double *weight = CAMP_NEW(reading->arena, double, event->votes_read);
    int voters = 0;
    for (int p = 0; p < event->n_people; p++) {
        start[p] = at;
        at = put_ballot(reading, votes + from[p], from[p + 1] - from[p], session, weight, at);
        voters += event->people[p].voter;
    }
    start[event->n_people] = at;
    event->vote_start = start;
    event->vote_session = session;
    event->vote_weight = weight;
    event->people_expected = reading->people_given > 0 ? reading->people_given : voters;
    make_fans(reading);
}
