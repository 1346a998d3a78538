/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_prune.c - takes away seats of weight 0 that nothing needs.
 *
 * Such a seat goes together with those that hang on it: same_run ties the team in one run, series the parts
 * of one person. The bundle may go when all of it has weight 0, no must_attend or lock names a seat of it,
 * and every "at least" rule that was kept before is kept after. The whole is checked once at the end with the
 * independent check; should that find a new violation, nothing is taken away.
 */
#include "direct.h"

#include <string.h>

typedef struct pruner {
    const camp_event *event;
    const camp_board *board;
    bool *alive;        /* per seat */
    long *person_first; /* seats of person p: person_first[p] .. person_first[p+1]-1 (the board is sorted) */
    long *run_first, *run_seat; /* seats by run */
    long *bundle, n_bundle;
    bool *bundled;
} pruner;

static int session_of(const pruner *p, long seat) {
    return p->board->runs[p->board->seats[seat].run].session;
}

static bool named(const camp_rule *rule, int person, int session) {
    return camp_list_has(rule->sessions, session) && camp_list_has(rule->people, person);
}

static void put(pruner *p, long seat) {
    if (!p->alive[seat] || p->bundled[seat]) return;
    p->bundled[seat] = true;
    p->bundle[p->n_bundle++] = seat;
}

/* The seat and all that hang on it. */
static void gather(pruner *p, long seat) {
    p->n_bundle = 0;
    put(p, seat);
    for (long at = 0; at < p->n_bundle; at++) {
        camp_seat now = p->board->seats[p->bundle[at]];
        int session = session_of(p, p->bundle[at]);
        for (int i = 0; i < p->event->n_rules; i++) {
            const camp_rule *rule = &p->event->rules[i];
            if ((rule->kind != CAMP_SAME_RUN && rule->kind != CAMP_SERIES) ||
                !named(rule, now.person, session))
                continue;
            if (rule->kind == CAMP_SAME_RUN) {
                for (long k = p->run_first[now.run]; k < p->run_first[now.run + 1]; k++)
                    if (camp_list_has(rule->people, p->board->seats[p->run_seat[k]].person))
                        put(p, p->run_seat[k]);
            } else {
                for (long k = p->person_first[now.person]; k < p->person_first[now.person + 1]; k++)
                    if (camp_list_has(rule->sessions, session_of(p, k))) put(p, k);
            }
        }
    }
}

/* Whether must_attend, a lock or interest holds this very seat. */
static bool held(const pruner *p, long seat) {
    camp_seat at = p->board->seats[seat];
    const camp_run *run = &p->board->runs[at.run];
    if (camp_event_weight(p->event, at.person, run->session) > 0) return true;
    if (camp_list_has(p->event->people[at.person].must_attend, run->session)) return true;
    for (int i = 0; i < p->event->n_locks; i++) {
        const camp_lock_row *lock = &p->event->locks[i];
        if (lock->person == at.person && lock->session == run->session && lock->slot == run->slot &&
            (lock->room < 0 || lock->room == run->room))
            return true;
    }
    return false;
}

/* What a seat or a presented run of a session adds to what a rule counts for one person. */
static double worth(const pruner *p, const camp_rule *rule, int session) {
    if (rule->kind == CAMP_CREDIT_AT_LEAST) return p->event->sessions[session].credit;
    return rule->kind == CAMP_BUSY_AT_LEAST ? p->event->sessions[session].length : 1;
}

/* What an "at least" rule counts for a person over the seats alive and the runs presented, or for a run. */
static double amount(const pruner *p, const camp_rule *rule, int person, int run) {
    double sum = 0;
    if (rule->kind == CAMP_RUN_AT_LEAST) {
        for (long k = p->run_first[run]; k < p->run_first[run + 1]; k++)
            sum += p->alive[p->run_seat[k]] &&
                   camp_list_has(rule->people, p->board->seats[p->run_seat[k]].person);
        return sum;
    }
    for (long k = p->person_first[person]; k < p->person_first[person + 1]; k++)
        if (p->alive[k] && camp_list_has(rule->sessions, session_of(p, k)))
            sum += worth(p, rule, session_of(p, k));
    for (int r = 0; r < p->board->n_runs; r++) {
        int session = p->board->runs[r].session;
        if (!camp_list_has(rule->sessions, session) ||
            !camp_list_has(p->event->people[person].presents, session))
            continue;
        bool first = true; /* credit and attendance count once per session */
        for (int q = 0; q < r && first && rule->kind != CAMP_BUSY_AT_LEAST; q++)
            first = p->board->runs[q].session != session;
        if (first) sum += worth(p, rule, session);
    }
    return sum;
}

static bool counts(const camp_rule *rule) {
    return rule->kind == CAMP_ATTEND_AT_LEAST || rule->kind == CAMP_CREDIT_AT_LEAST ||
           rule->kind == CAMP_BUSY_AT_LEAST || rule->kind == CAMP_RUN_AT_LEAST;
}

static void set_alive(pruner *p, bool alive) {
    for (long k = 0; k < p->n_bundle; k++)
        p->alive[p->bundle[k]] = alive;
}

/* Whether a rule that holds now for all that the bundle touches would be broken without it. */
static bool missed(pruner *p) {
    for (int i = 0; i < p->event->n_rules; i++) {
        const camp_rule *rule = &p->event->rules[i];
        for (long k = 0; k < p->n_bundle && counts(rule); k++) {
            camp_seat seat = p->board->seats[p->bundle[k]];
            if (!named(rule, seat.person, session_of(p, p->bundle[k]))) continue;
            double before = amount(p, rule, seat.person, seat.run);
            set_alive(p, false);
            double after = amount(p, rule, seat.person, seat.run);
            set_alive(p, true);
            if (before >= rule->limit - 1e-9 && after < rule->limit - 1e-9) return true;
        }
    }
    return false;
}

static void try_seat(pruner *p, long seat) {
    gather(p, seat);
    bool keep = false;
    for (long k = 0; k < p->n_bundle && !keep; k++)
        keep = held(p, p->bundle[k]);
    if (!keep && !missed(p)) set_alive(p, false);
    for (long k = 0; k < p->n_bundle; k++)
        p->bundled[p->bundle[k]] = false;
}

static void index_board(pruner *p, camp_arena *arena) {
    const camp_board *board = p->board;
    p->person_first = CAMP_NEW(arena, long, p->event->n_people + 1);
    p->run_first = CAMP_NEW(arena, long, board->n_runs + 1);
    p->run_seat = CAMP_NEW(arena, long, board->n_seats);
    long *next = CAMP_NEW(arena, long, board->n_runs + 1);
    for (long k = 0; k < board->n_seats; k++) {
        p->person_first[board->seats[k].person + 1]++;
        p->run_first[board->seats[k].run + 1]++;
    }
    for (int i = 0; i < p->event->n_people; i++)
        p->person_first[i + 1] += p->person_first[i];
    for (int r = 0; r < board->n_runs; r++)
        p->run_first[r + 1] += p->run_first[r];
    memcpy(next, p->run_first, (size_t)(board->n_runs + 1) * sizeof *next);
    for (long k = 0; k < board->n_seats; k++)
        p->run_seat[next[board->seats[k].run]++] = k;
}

void camp_board_prune(const camp_event *event, camp_board *board, camp_arena *outer) {
    camp_arena arena;
    camp_arena_init_like(&arena, outer);
    camp_board_sort(event, board);
    pruner p = {.event = event, .board = board};
    p.alive = CAMP_NEW(&arena, bool, board->n_seats);
    p.bundled = CAMP_NEW(&arena, bool, board->n_seats);
    p.bundle = CAMP_NEW(&arena, long, board->n_seats);
    index_board(&p, &arena);
    memset(p.alive, 1, (size_t)board->n_seats);
    long gone = 0;
    for (long k = 0; k < board->n_seats; k++)
        if (p.alive[k] && camp_event_weight(event, board->seats[k].person, session_of(&p, k)) <= 0)
            try_seat(&p, k);
    for (long k = 0; k < board->n_seats; k++)
        gone += !p.alive[k];
    if (gone) {
        size_t before = camp_board_check(event, board, "", NULL, &arena);
        camp_seat *all = board->seats;
        long n = board->n_seats;
        board->seats = CAMP_NEW(&board->arena, camp_seat, n - gone);
        board->n_seats = 0;
        for (long k = 0; k < n; k++)
            if (p.alive[k]) board->seats[board->n_seats++] = all[k];
        if (camp_board_check(event, board, "", NULL, &arena) > before) {
            board->seats = all;
            board->n_seats = n;
        }
    }
    camp_arena_free(&arena);
}
