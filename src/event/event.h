/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event.h - what the organizer gave, read and resolved: every reference is an index.
 *
 * Means exactly what docs/format.md says. Made by camp_event_load (read.c), never changed afterwards, owned
 * by one arena. Ids are kept as first written (shown); folded forms are needed during reading only, so a few
 * that later readers need (find functions below) are kept in maps.
 */
#ifndef CAMP_EVENT_H
#define CAMP_EVENT_H

#include "base/arena.h"
#include "base/report.h"
#include "base/text.h"
#include "campboard.h"
#include <limits.h>

#define CAMP_UNLIMITED INT_MAX /* seats of a room or session without a capacity */

/* Indices into another array; ascending and without repeats unless said otherwise. */
typedef struct camp_list {
    int n;
    const int *at;
} camp_list;

typedef struct camp_slot {
    const char *id, *label;
    const char *day;            /* "2026-03-14" or "" */
    long start_min, end_min;    /* minutes: midnight of its day (0 without a day) + time of day */
    int start_clock, end_clock; /* minutes after midnight of its day, end up to 1440 */
    int block;                  /* slots of one day and block have the same number */
    bool open;
    int next;  /* the open slot that follows, or -1 */
    long line; /* where it stands in slots.csv */
} camp_slot;

typedef struct camp_room {
    const char *id;
    int capacity;       /* seats or CAMP_UNLIMITED */
    int site;           /* index of the site; rooms without a site share one */
    camp_list features; /* feature numbers */
    camp_list slots;    /* slots in which it can be used; n = 0: all */
    long line;
} camp_room;

typedef struct camp_session {
    const char *id, *title, *kind, *level, *description; /* level and description "" when none */
    camp_list presenters;                                /* people, in the order written, without repeats */
    camp_list tags;                                      /* numbers into event->tag_names */
    int length;                                          /* slots >= 1 */
    camp_list needs;                                     /* feature numbers */
    int capacity;                                        /* most seats of a run or CAMP_UNLIMITED */
    int sections;                                        /* most runs, >= 0 */
    camp_list slots;                                     /* allowed start slots; n = 0: all open ones */
    camp_list rooms;                                     /* allowed rooms; n = 0: all */
    int must_run;                                        /* least runs */
    camp_list audience;                                  /* group numbers; n = 0: everyone */
    double cost, credit;
    long line;
} camp_session;

typedef struct camp_person {
    const char *id, *name, *email; /* name and email "" when none */
    camp_list groups;              /* group numbers */
    camp_list slots;               /* slots in which the person is there; n = 0: all */
    camp_list must_attend;         /* sessions */
    camp_list can_lead;            /* numbers into event->topic_names */
    camp_list presents;            /* sessions that the person presents */
    double mass;   /* people that it stands for: 1; for expected voters (anonymous dots) any number > 0 */
    bool listed;   /* has a row in people.csv */
    bool voter;    /* has a ballot in votes.csv (long or wide form) */
    bool expected; /* stands for anonymous dots: never named, in no rule, no seat in the files' `seats` */
    long line;
} camp_person;

typedef enum camp_rule_kind {
    CAMP_APART,
    CAMP_TOGETHER,
    CAMP_BEFORE,
    CAMP_SLOT_AT_MOST,
    CAMP_SLOT_AT_LEAST,
    CAMP_PLACE_AT_MOST,
    CAMP_PLACE_AT_LEAST,
    CAMP_BUDGET,
    CAMP_ATTEND_AT_MOST,
    CAMP_ATTEND_AT_LEAST,
    CAMP_CREDIT_AT_LEAST,
    CAMP_BUSY_AT_LEAST,
    CAMP_AWAY_AT_MOST,
    CAMP_RUN_AT_MOST,
    CAMP_RUN_AT_LEAST,
    CAMP_SAME_RUN,
    CAMP_SERIES,
    CAMP_RULE_KINDS
} camp_rule_kind;

typedef struct camp_rule {
    camp_rule_kind kind;
    camp_list sessions; /* union of the items */
    int n_items;        /* `before`: the items in the order written, each a list of sessions */
    const camp_list *items;
    camp_list people; /* never an expected voter */
    double limit;
    int priority;
    const char *sessions_text, *people_text; /* as written, for messages */
    long line;
} camp_rule;

/* A row of lock.csv; -1: says nothing. */
typedef struct camp_lock_row {
    int session, slot, room, person;
    long line;
} camp_lock_row;

struct camp_event {
    camp_arena arena;
    const char *name, *date, *timezone; /* "" when none */
    bool name_given;                    /* event.json has a name */
    double people_expected;             /* `people`, or its default */
    bool limited, equal_ballots, tally;
    int floor, gap_minutes;

    int n_slots, n_rooms, n_sessions, n_people, n_rules,
        n_locks;       /* n_people includes expected voters, at the end */
    int n_real_people; /* people that are not expected voters */
    camp_slot *slots;
    camp_room *rooms;
    camp_session *sessions;
    camp_person *people;
    camp_rule *rules;
    camp_lock_row *locks;

    int n_open;          /* open slots ... */
    const int *open;     /* ... in order of start, then of the file */
    const bool *overlap; /* n_slots x n_slots: the slots overlap (a slot overlaps itself) */

    int n_sites, n_features, n_groups, n_tags, n_topics;
    const char **site_names, **feature_names, **group_names, **tag_names,
        **topic_names; /* as first written */
    const int *travel; /* n_sites x n_sites minutes, symmetric, 0 on the diagonal */

    /* Votes that count, after `ballots`, own sessions and zero weights left out: those of person p are
     * [vote_start[p], vote_start[p+1]), by session. For an expected voter the weight already includes its
     * mass. */
    const long *vote_start; /* n_people + 1 */
    const int *vote_session;
    const double *vote_weight;
    long votes_read; /* rows or cells of votes.csv that count, zeros included */

    /* The same votes by session: [fan_start[s], fan_start[s+1]), by person. */
    const long *fan_start; /* n_sessions + 1 */
    const int *fan_person;
    const double *fan_weight;

    camp_map session_ids, room_ids, slot_ids, person_ids; /* folded id -> index */
};

/* Reads and cross-checks; the files are the bytes of the event folder. NULL when there is an error (see
 * report). */
camp_event *camp_event_load(const char *name, const camp_file *files, size_t n, camp_report *report,
                            camp_status *status);

/* Whether an event reads the file of that name. Give camp_event_load the names of all files of a folder:
 * those that it does not want need no bytes, but a misnamed one (votes.xlsx) is told. */
bool camp_event_wants(const char *name);

/* Stake of a presenter: the sum of the `length` largest weights of person p, with s's length. */
double camp_event_stake(const camp_event *event, int person, int session);
/* Weight of a person for a session, 0 where there is none. */
double camp_event_weight(const camp_event *event, int person, int session);
/* The slots of a run of `length` slots that starts in `slot`: fills slots[0..length-1] and returns true;
 * false when not so many open slots follow each other. */
bool camp_event_chain(const camp_event *event, int slot, int length, int *slots);
/* Whether `value` is in an ascending list. */
bool camp_list_has(camp_list list, int value);
/* Whether a list that may be empty (= everything) allows `value`. */
bool camp_list_allows(camp_list list, int value);
/* Whether the person is in the audience of the session. */
bool camp_event_in_audience(const camp_event *event, int person, int session);
/* The word of rules.csv for a kind of rule, such as "slot_at_most". */
const char *camp_rule_word(camp_rule_kind kind);
/* A rule in plain words, such as: at least 1 of "kind:external" in every slot. In the arena. */
const char *camp_rule_text(camp_arena *arena, const camp_event *event, const camp_rule *rule);

#endif
