/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ballots.c - votes as read -> weights by person and by session (compressed rows).
 *
 *     raw:    weight = vote
 *     equal:  weight = vote / (sum of the K largest votes),  K = open slots in which the person is there
 *
 * Own sessions and zeros are left out. There is no hash per vote:
 *
 *     rows of the file --count--> by person --stamps--> each pair once, weighted --insert--> by session
 * (votes)
 *                                                                                --count--> by session, by
 * person (fans)
 */
#include "event/read.h"
#include <stdlib.h>
#include <string.h>

/* Stable counting sort by person; start[p] .. start[p + 1] are those of p afterwards. Votes that come in the
 * order of the people stay where they are. */
static camp_vote *sort_by_person(camp_reading *reading, long *start) {
    camp_vote *from = reading->votes;
    long n = reading->n_votes;
    bool sorted = true;
    for (long i = 0; i < n; i++) {
        start[from[i].person + 2]++;
        sorted = sorted && (i == 0 || from[i - 1].person <= from[i].person);
    }
    for (int p = 2; p <= reading->event->n_people; p++)
        start[p] += start[p - 1];
    if (sorted) {
        memmove(start + 1, start + 2, (size_t)reading->event->n_people * sizeof *start);
        start[reading->event->n_people] = n;
        return from;
    }
    camp_vote *to = CAMP_NEW(&reading->votes_arena, camp_vote, n);
    for (long i = 0; i < n; i++)
        to[start[from[i].person + 1]++] = from[i];
    return to;
}

/* ---- repeated pairs */

typedef struct repeats {
    camp_vote *votes; /* the later row of each pair */
    size_t n, capacity;
} repeats;

static void add_repeat(camp_reading *reading, repeats *r, const camp_vote *vote) {
    if (r->n == r->capacity) {
        size_t wanted = r->capacity ? 2 * r->capacity : 64;
        r->votes = camp_arena_grow(&reading->scratch, r->votes, r->capacity, wanted, sizeof *r->votes);
        r->capacity = wanted;
    }
    r->votes[r->n++] = *vote;
}

static int compare_lines(const void *a, const void *b) {
    long x = ((const camp_vote *)a)->line, y = ((const camp_vote *)b)->line;
    return (x > y) - (x < y);
}

static void tell_repeats(camp_reading *reading, repeats *r) {
    const camp_event *event = reading->event;
    const camp_file *file = camp_reading_file(reading, "votes.csv");
    if (r->n > 1) qsort(r->votes, r->n, sizeof *r->votes, compare_lines);
    for (size_t i = 0; i < r->n; i++) {
        camp_place place = {file->name, r->votes[i].line, 0, ""};
        const char *who = "", *what = "";
        if (camp_report_would_list(reading->report, CAMP_WARNING, "W_REPEATED_VOTE", file->name)) {
            who = camp_quoted(&reading->scratch, camp_span_of(event->people[r->votes[i].person].id));
            what = camp_quoted(&reading->scratch, camp_span_of(event->sessions[r->votes[i].session].id));
        }
        camp_report_add(reading->report, CAMP_WARNING, "W_REPEATED_VOTE", place,
                        "%s votes for %s more than once; the last row counts", who, what);
    }
}

/* ---- a ballot */

/* Moves n votes of a person to `to`, each pair once with its last row; returns how many remain. where[s] is
 * one more than the place of the person's vote for s, counted from `base`; smaller numbers are of earlier
 * people. */
static long join_repeats(camp_reading *reading, const camp_vote *votes, long n, camp_vote *base, long at,
                         long *where, repeats *r) {
    long begin = at;
    for (long i = 0; i < n; i++) {
        long *place = &where[votes[i].session];
        if (*place > begin) {
            add_repeat(reading, r, &votes[i]);
            base[*place - 1] = votes[i];
        } else {
            base[at] = votes[i];
            *place = ++at;
        }
    }
    return at - begin;
}

/* Votes that an open slot could ever match. */
static int slots_there(const camp_event *event, int person) {
    int n = 0;
    for (int i = 0; i < event->n_open; i++)
        n += camp_list_allows(event->people[person].slots, event->open[i]);
    return n;
}

static int compare_down(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* Sum of the k largest weights; `weight` has room for n numbers. */
static double largest_sum(const camp_vote *votes, long n, int k, double *weight) {
    double sum = 0;
    for (long i = 0; i < n; i++)
        weight[i] = votes[i].weight;
    if (n > 1) qsort(weight, (size_t)n, sizeof *weight, compare_down);
    for (long i = 0; i < n && i < k; i++)
        sum += weight[i];
    return sum;
}

/* Leaves the person's votes for other people's sessions, weighted; returns how many are above 0. */
static long weigh_ballot(const camp_event *event, camp_vote *votes, long n, double *room) {
    const camp_person *person = &event->people[votes->person];
    double total = 1.0;
    long kept = 0, above = 0;
    for (long i = 0; i < n; i++)
        if (!camp_list_has(person->presents, votes[i].session)) votes[kept++] = votes[i];
    if (event->equal_ballots) total = largest_sum(votes, kept, slots_there(event, votes->person), room);
    for (long i = 0; i < kept; i++) {
        double weight = total > 0 ? votes[i].weight / total : 0.0;
        if (weight <= 0) continue;
        votes[above] = votes[i];
        votes[above++].weight = weight;
    }
    return above;
}

/* All ballots, in the place of the votes as read; returns the number of votes. */
static long weigh_all(camp_reading *reading, camp_vote **votes) {
    camp_event *event = reading->event;
    camp_arena *scratch = &reading->scratch;
    long *start = CAMP_NEW(scratch, long, (size_t)event->n_people + 2);
    long *where = CAMP_NEW(scratch, long, event->n_sessions), at = 0, joined = 0;
    repeats r = {NULL, 0, 0};
    camp_vote *all = sort_by_person(reading, start);
    double *room = CAMP_NEW(scratch, double, event->n_sessions);
    for (int p = 0; p < event->n_people; p++) {
        long n = start[p + 1] - start[p];
        if (n == 0) continue;
        n = join_repeats(reading, all + start[p], n, all, joined, where, &r);
        joined += n;
        event->votes_read += n;
        /* weighed behind what is final already: at <= joined - n */
        long above = weigh_ballot(event, all + joined - n, n, room);
        memmove(all + at, all + joined - n, (size_t)above * sizeof *all);
        at += above;
    }
    if (r.n) tell_repeats(reading, &r);
    *votes = all;
    return at;
}

/* ---- rows */

static int compare_sessions(const void *a, const void *b) {
    int x = ((const camp_vote *)a)->session, y = ((const camp_vote *)b)->session;
    return (x > y) - (x < y);
}

/* A ballot by session. Most are short, and inserting stays in the cache, which is most of the time here. */
static void sort_ballot(camp_vote *votes, long n) {
    if (n > 64) {
        qsort(votes, (size_t)n, sizeof *votes, compare_sessions);
        return;
    }
    for (long i = 1; i < n; i++) {
        camp_vote vote = votes[i];
        long j = i;
        for (; j > 0 && votes[j - 1].session > vote.session; j--)
            votes[j] = votes[j - 1];
        votes[j] = vote;
    }
}

/* By session, people ascending. */
static void make_fans(camp_reading *reading, const camp_vote *votes, long n) {
    camp_event *event = reading->event;
    long *start = CAMP_NEW(reading->arena, long, (size_t)event->n_sessions + 2);
    int *person = CAMP_NEW(reading->arena, int, n);
    double *weight = CAMP_NEW(reading->arena, double, n);
    for (long i = 0; i < n; i++)
        start[votes[i].session + 2]++;
    for (int s = 2; s <= event->n_sessions; s++)
        start[s] += start[s - 1];
    for (long i = 0; i < n; i++) {
        long at = start[votes[i].session + 1]++;
        person[at] = votes[i].person;
        weight[at] = votes[i].weight;
    }
    event->fan_start = start;
    event->fan_person = person;
    event->fan_weight = weight;
}

void camp_make_rows(camp_reading *reading, camp_vote *votes, long n) {
    camp_event *event = reading->event;
    long *start = CAMP_NEW(reading->arena, long, (size_t)event->n_people + 1), at = 0;
    int *session = CAMP_NEW(reading->arena, int, n);
    double *weight = CAMP_NEW(reading->arena, double, n);
    for (int p = 0; p < event->n_people; p++) {
        start[p] = at;
        while (at < n && votes[at].person == p)
            at++;
        if (at > start[p]) sort_ballot(votes + start[p], at - start[p]); /* without votes there is no array */
    }
    start[event->n_people] = n;
    for (long i = 0; i < n; i++) {
        session[i] = votes[i].session;
        weight[i] = votes[i].weight;
    }
    event->vote_start = start;
    event->vote_session = session;
    event->vote_weight = weight;
    make_fans(reading, votes, n);
}

void camp_make_ballots(camp_reading *reading) {
    camp_event *event = reading->event;
    if (event->tally) {
        camp_make_expected(reading);
        return;
    }
    camp_vote *votes;
    long n = weigh_all(reading, &votes);
    camp_make_rows(reading, votes, n);
    int voters = 0;
    for (int p = 0; p < event->n_people; p++)
        voters += event->people[p].voter;
    event->people_expected = reading->people_given > 0 ? reading->people_given : voters;
}
