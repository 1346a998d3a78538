/* SPDX-License-Identifier: GPL-3.0-or-later */
/* problem.h - an event as the search sees it: items to place, domains, and candidate seats ("pairs").
 *
 *   item   one possible run of a session: session s has items first_item[s] .. first_item[s+1]-1 (at most
 * `sections`) span   the slots of a run: a (length, start slot) with its chain of slots and all slots that
 * overlap it pair   (person, session) where a seat can be worth something: a weight, or a rule that may need
 * the seat
 *
 * Made once per solve, read-only afterwards, shared by all threads.
 */
#ifndef CAMP_PROBLEM_H
#define CAMP_PROBLEM_H

#include "event/event.h"

/* The slots of a run that starts in some slot with some length. */
typedef struct camp_span_of_slots {
    int n;            /* length, or 0 where no such chain exists */
    const int *chain; /* the slots it uses */
    int n_clash;      /* slots that overlap one of them, themselves included ... */
    const int *clash;
    const uint64_t *use_bits, *clash_bits; /* the same as bits, problem->words each */
    long start_min, end_min;
} camp_slots;

/* What a rule asks of one person: a number that the person's seats add up to. */
typedef struct camp_duty {
    int rule; /* index into event->rules */
    int unit; /* first of the person's entries in duty_amount: one per pair of the person */
} camp_duty;

typedef struct camp_problem_data {
    const camp_event *event;
    camp_arena *arena;
    int words;    /* 64-bit words of a set of slots */
    bool plain;   /* every length is 1, no two open slots overlap, no travel: a slot is chosen by itself */
    bool travels; /* some travel time is positive */
    bool capacity_binds; /* seats are limited and some run could be too small for its fans */

    int n_items;
    int *item_session, *first_item;

    int n_lengths, *length_class; /* per session */
    camp_slots *spans;            /* [class * n_slots + slot] */
    const int *rank;              /* per slot: position among the open slots by start, -1 when closed */

    int *least_runs; /* per session: must_run, and 1 where a presenter must attend it */
    bool *room_ok;   /* [(s * n_slots + t) * n_rooms + r]: validity 1 holds, and the presenters are there */
    int *n_starts;   /* per session: start slots with at least one room ... */
    int **starts;
    uint64_t *there; /* [p * words]: slots in which a person is there */

    bool *easy;         /* per person: each slot is chosen by itself, by weight alone */
    bool *alone;        /* per person: no group rule looks at the person's seats */
    bool *free_of_duty; /* per person: nothing can be broken by the person's seats, and no floor is owed */

    long n_pairs;
    long *pair_first; /* per person: pairs [pair_first[p], pair_first[p+1]), by session */
    int *pair_person, *pair_session;
    double *pair_weight;
    bool *pair_must; /* must_attend */
    long
        n_hopeless; /* must_attend and locks of people who may not sit there, whatever the board: never met */
    bool *pair_held; /* must_attend, a lock, a team, or a duty of at least so much may need this seat */
    int *n_bound, **bound_people; /* per session with one item: people who must attend it */
    int *n_bound_to, **bound_to;  /* per person: such sessions */
    long *fan_first;              /* per session: entries of fan_pair, heaviest weights first */
    long *fan_pair;

    /* rules by what they touch */
    int *n_place_rules, **place_rules; /* per session: apart .. budget */
    int *n_run_rules, **run_rules;     /* per session: run_at_most, run_at_least */
    int *n_away_rules, **away_rules;   /* per person */
    int *n_teams, **teams;             /* per session: same_run rules */
    bool **rule_person;                /* per rule: flags per person, NULL when not needed */
    bool **rule_session;               /* per rule: flags per session */
    int **rule_item_of; /* `before`: per item of the rule, flags per session ([item * n_sessions + s]) */
    int *n_duties;      /* per person: attend_*, credit, busy, series */
    camp_duty **duties;
    double **duty_amount;        /* per person: [duty * pairs of the person + pair] what the seat adds */
    int *n_locks_of, **locks_of; /* per session: rows of lock.csv */

    double weight_mean;   /* mean of the largest weight per voter */
    double interest_mean; /* mean interest per session that has any */
    double turnout;       /* people expected per voter, >= 1: scales the seats that a room should have */
} camp_problem_data;

camp_problem_data *camp_problem_make(const camp_event *event, camp_arena *arena);

static inline const camp_slots *camp_problem_span(const camp_problem_data *problem, int session, int slot) {
    return &problem->spans[problem->length_class[session] * problem->event->n_slots + slot];
}
static inline bool camp_problem_fits(const camp_problem_data *problem, int session, int slot, int room) {
    const camp_event *e = problem->event;
    return problem->room_ok[((long)session * e->n_slots + slot) * e->n_rooms + room];
}
static inline bool camp_bits_meet(const uint64_t *a, const uint64_t *b, int words) {
    for (int i = 0; i < words; i++)
        if (a[i] & b[i]) return true;
    return false;
}
static inline bool camp_bits_within(const uint64_t *a, const uint64_t *b, int words) {
    for (int i = 0; i < words; i++)
        if (a[i] & ~b[i]) return false;
    return true;
}

#endif
