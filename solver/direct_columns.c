/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_columns.c - the columns of the direct program: only what a valid board could use, and what could be
 * worth something.
 *
 *   x(s,t,r)   s may start in t, its chain of slots exists, r suits it and can be used in all of them, and
 * all presenters are there y(p,s,t)   there is a place for s in t, p is there, in the audience and no
 * presenter of s, and has a weight for s or a rule, must_attend or lock that could ask for the seat z(s)
 * sections(s) > 1
 */
#include "direct_maker.h"

#include <string.h>

/* ---------------------------------------------------------------- x and z */

static bool room_suits(const camp_event *event, const camp_session *session, int room) {
    if (!camp_list_allows(session->rooms, room)) return false;
    for (int i = 0; i < session->needs.n; i++)
        if (!camp_list_has(event->rooms[room].features, session->needs.at[i])) return false;
    return true;
}

/* Whether every slot of the run is in a list (empty: all). */
static bool chain_allowed(const camp_event *event, camp_list allowed, int slot, int length) {
    for (int i = 0; i < length; i++, slot = event->slots[slot].next)
        if (!camp_list_allows(allowed, slot)) return false;
    return true;
}

/* The last slot of a run of session s that starts in t; -1 when it cannot start there. */
static int last_slot(const camp_event *event, int s, int t) {
    const camp_session *session = &event->sessions[s];
    if (!event->slots[t].open || !camp_list_allows(session->slots, t)) return -1;
    int last = t;
    for (int i = 1; i < session->length && last >= 0; i++)
        last = event->slots[last].next;
    if (last < 0) return -1;
    for (int i = 0; i < session->presenters.n; i++)
        if (!chain_allowed(event, event->people[session->presenters.at[i]].slots, t, session->length))
            return -1;
    return last;
}

/* Whether the given runs have session s in (t, r). */
static bool is_run(const camp_board *runs, int s, int t, int r) {
    for (int i = 0; i < runs->n_runs; i++)
        if (runs->runs[i].session == s && runs->runs[i].slot == t && runs->runs[i].room == r) return true;
    return false;
}

/* The stakes of all presenters of a session. */
static double stakes(const camp_event *event, int s) {
    double sum = 0;
    camp_list presenters = event->sessions[s].presenters;
    for (int i = 0; i < presenters.n; i++)
        sum += camp_event_stake(event, presenters.at[i], s);
    return sum;
}

static void add_x(camp_direct_maker *maker, int s, int t, int r, double objective) {
    camp_direct *direct = maker->direct;
    const camp_event *event = maker->event;
    const char *name = NULL;
    if (maker->names)
        name = camp_direct_name(maker, "x", maker->session_part[s], maker->slot_part[t], maker->room_part[r],
                                NULL);
    int col = camp_program_col(maker->program, objective, maker->options->runs ? 1 : 0, 1, true, name);
    direct->x_of[((size_t)s * (size_t)event->n_slots + (size_t)t) * (size_t)event->n_rooms + (size_t)r] = col;
    direct->x_session[col] = s;
    direct->x_slot[col] = t;
    direct->x_room[col] = r;
}

static void add_place(camp_direct_maker *maker, int s, int t, int site, int last, int x_from) {
    camp_direct *direct = maker->direct;
    camp_direct_place place = {.session = s, .slot = t, .site = site, .x_from = x_from, .col = x_from};
    place.x_to = direct->program.n_cols;
    place.start_min = maker->event->slots[t].start_min;
    place.end_min = maker->event->slots[last].end_min;
    direct->places[direct->n_places++] = place;
}

/* x(s,t,r) for all r of one site (or of all, site -1) in which s can start in t. */
static int make_x(camp_direct_maker *maker, int s, int t, int site, double objective) {
    const camp_event *event = maker->event;
    const camp_session *session = &event->sessions[s];
    int made = 0;
    for (int r = 0; r < event->n_rooms; r++) {
        if ((site >= 0 && event->rooms[r].site != site) || !room_suits(event, session, r)) continue;
        if (!chain_allowed(event, event->rooms[r].slots, t, session->length)) continue;
        if (maker->options->runs && !is_run(maker->options->runs, s, t, r)) continue;
        made++;
        if (maker->count_only)
            maker->counted++;
        else
            add_x(maker, s, t, r, objective);
    }
    return made;
}

/* Number of possible (s, t, r), an upper limit for the arrays by x column. */
static size_t most_x(const camp_direct_maker *maker) {
    const camp_event *event = maker->event;
    size_t n = 0;
    if (maker->options->runs) return (size_t)maker->options->runs->n_runs;
    for (int s = 0; s < event->n_sessions; s++)
        for (int t = 0; t < event->n_slots; t++)
            if (last_slot(event, s, t) >= 0) n += (size_t)event->n_rooms;
    return n;
}

static void make_runs(camp_direct_maker *maker) {
    camp_direct *direct = maker->direct;
    const camp_event *event = maker->event;
    size_t cells = (size_t)event->n_sessions * (size_t)event->n_slots, n = most_x(maker);
    int n_sites = maker->travels ? event->n_sites : 1;
    double factor = maker->options->goal == CAMP_GOAL_SERVED ? 0 : 1;
    if (!maker->count_only) {
        direct->x_of = CAMP_NEW(maker->arena, int, cells *(size_t)event->n_rooms);
        for (size_t i = 0; i < cells * (size_t)event->n_rooms; i++)
            direct->x_of[i] = -1;
        direct->x_session = CAMP_NEW(maker->arena, int, n);
        direct->x_slot = CAMP_NEW(maker->arena, int, n);
        direct->x_room = CAMP_NEW(maker->arena, int, n);
    }
    direct->places = CAMP_NEW(maker->arena, camp_direct_place, n);
    direct->place_start = CAMP_NEW(maker->arena, int, event->n_sessions + 1);
    direct->z_of = CAMP_NEW(maker->arena, int, event->n_sessions);
    for (int s = 0; s < event->n_sessions; s++) {
        double stake = factor * (event->sessions[s].sections > 1 ? 0 : stakes(event, s));
        direct->place_start[s] = direct->n_places;
        for (int t = 0; t < event->n_slots && event->sessions[s].sections > 0; t++) {
            int last = last_slot(event, s, t);
            for (int site = 0; site < n_sites && last >= 0; site++) {
                int from = direct->program.n_cols;
                if (make_x(maker, s, t, maker->travels ? site : -1, stake))
                    add_place(maker, s, t, maker->travels ? site : -1, last, from);
            }
        }
    }
    direct->place_start[event->n_sessions] = direct->n_places;
    direct->n_x = direct->program.n_cols;
}

/* Sessions that many want are decided first: who wants them hardly matters before. */
static double interest(const camp_event *event, int s) {
    double sum = 1;
    for (long v = event->fan_start[s]; v < event->fan_start[s + 1]; v++)
        sum += event->fan_weight[v];
    return sum;
}

/* Of every place with several rooms:   (the run is on the board) = sum over r of x(s,t,r) */
static void make_place_columns(camp_direct_maker *maker) {
    camp_direct *direct = maker->direct;
    double given = maker->options->runs ? 1 : 0;
    for (int i = 0; i < direct->n_places; i++) {
        camp_direct_place *at = &direct->places[i];
        double wanted = interest(maker->event, at->session);
        for (int col = at->x_from; col < at->x_to; col++)
            maker->program->branch[col] = wanted / 1000;
        if (at->x_to - at->x_from > 1) {
            const char *name = NULL;
            if (maker->names)
                name =
                    camp_direct_name(maker, "s", maker->session_part[at->session], maker->slot_part[at->slot],
                                     at->site < 0 ? NULL : maker->site_part[at->site], NULL);
            at->col = camp_program_col(maker->program, 0, given, 1, true, name);
        }
        maker->program->branch[at->col] = wanted;
    }
}

/* z(s), where a session may have several runs and stakes are earned once. */
static void make_z(camp_direct_maker *maker) {
    camp_direct *direct = maker->direct;
    double factor = maker->options->goal == CAMP_GOAL_SERVED ? 0 : 1;
    for (int s = 0; s < maker->event->n_sessions; s++) {
        direct->z_of[s] = -1;
        if (maker->event->sessions[s].sections <= 1) continue;
        const char *name = NULL;
        if (maker->names) name = camp_direct_name(maker, "z", maker->session_part[s], NULL, NULL, NULL);
        bool possible = direct->place_start[s] < direct->place_start[s + 1];
        direct->z_of[s] = camp_program_col(maker->program, factor * stakes(maker->event, s), 0,
                                           possible ? 1 : 0, true, name);
    }
}

/* ---------------------------------------------------------------- y */

bool camp_direct_presents(const camp_event *event, int person, int session) {
    return camp_list_has(event->people[person].presents, session);
}

static bool rule_may_need_seats(const camp_rule *rule) {
    switch (rule->kind) {
    case CAMP_ATTEND_AT_LEAST:
    case CAMP_CREDIT_AT_LEAST:
    case CAMP_BUSY_AT_LEAST:
    case CAMP_RUN_AT_LEAST:
        return rule->limit > 0;
    case CAMP_SAME_RUN:
        return rule->people.n > 1;
    case CAMP_SERIES:
        return rule->sessions.n > 1;
    default:
        return false;
    }
}

void camp_direct_needed(const camp_event *event, const camp_direct_options *options, int person,
                        bool *needed) {
    const camp_person *who = &event->people[person];
    memset(needed, 0, (size_t)event->n_sessions * sizeof *needed);
    for (int i = 0; i < who->must_attend.n; i++)
        needed[who->must_attend.at[i]] = true;
    for (int i = 0; i < event->n_rules; i++) {
        const camp_rule *rule = &event->rules[i];
        if ((options && options->skip_rule && options->skip_rule[i]) || !rule_may_need_seats(rule)) continue;
        if (!camp_list_has(rule->people, person)) continue;
        for (int k = 0; k < rule->sessions.n; k++)
            needed[rule->sessions.at[k]] = true;
    }
    for (int i = 0; i < event->n_locks; i++)
        if (event->locks[i].person == person && !(options && options->skip_lock && options->skip_lock[i]))
            needed[event->locks[i].session] = true;
}

static void add_y(camp_direct_maker *maker, long *n, int p, int place, double weight, long *cap) {
    camp_direct *direct = maker->direct;
    const camp_direct_place *at = &direct->places[place];
    if (maker->count_only) {
        maker->counted++;
        return;
    }
    if (*n == *cap) {
        size_t old = (size_t)*cap, new = old ? 2 * old : 256;
        direct->y_session = camp_arena_grow(maker->arena, direct->y_session, old, new, sizeof(int));
        direct->y_slot = camp_arena_grow(maker->arena, direct->y_slot, old, new, sizeof(int));
        direct->y_col = camp_arena_grow(maker->arena, direct->y_col, old, new, sizeof(int));
        direct->y_person = camp_arena_grow(maker->arena, direct->y_person, old, new, sizeof(int));
        direct->y_place = camp_arena_grow(maker->arena, direct->y_place, old, new, sizeof(int));
        *cap = (long)new;
    }
    const char *name = NULL;
    if (maker->names)
        name = camp_direct_name(maker, "y", maker->person_part[p], maker->session_part[at->session],
                                maker->slot_part[at->slot], at->site < 0 ? NULL : maker->site_part[at->site]);
    double objective = maker->options->goal == CAMP_GOAL_SERVED ? 0 : weight;
    direct->y_person[*n] = p;
    direct->y_session[*n] = at->session;
    direct->y_slot[*n] = at->slot;
    direct->y_place[*n] = place;
    direct->y_col[*n] = camp_program_col(maker->program, objective, 0, 1, true, name);
    ++*n;
}

/* y(p,s,t) where p may sit in s, is there, and a weight or a rule makes the seat worth something. */
static void make_seats(camp_direct_maker *maker) {
    camp_direct *direct = maker->direct;
    const camp_event *event = maker->event;
    bool *needed = CAMP_NEW(maker->scratch, bool, event->n_sessions);
    double *weight = CAMP_NEW(maker->scratch, double, event->n_sessions);
    long n = 0, cap = 0;
    direct->y_start = CAMP_NEW(maker->arena, long, event->n_people + 1);
    for (int p = 0; p < event->n_people; p++) {
        direct->y_start[p] = n;
        camp_direct_needed(event, maker->options, p, needed);
        for (long v = event->vote_start[p]; v < event->vote_start[p + 1]; v++)
            weight[event->vote_session[v]] = event->vote_weight[v];
        for (int s = 0; s < event->n_sessions; s++) {
            if (!needed[s] && weight[s] <= 0) continue;
            if (camp_direct_presents(event, p, s) || !camp_event_in_audience(event, p, s)) continue;
            for (int i = direct->place_start[s]; i < direct->place_start[s + 1]; i++)
                if (chain_allowed(event, event->people[p].slots, direct->places[i].slot,
                                  event->sessions[s].length))
                    add_y(maker, &n, p, i, weight[s], &cap);
        }
        for (long v = event->vote_start[p]; v < event->vote_start[p + 1]; v++)
            weight[event->vote_session[v]] = 0;
    }
    direct->y_start[event->n_people] = n;
}

static void index_seats(camp_direct_maker *maker) {
    const camp_direct *direct = maker->direct;
    long n = direct->y_start[maker->event->n_people], *first, *next;
    first = maker->seat_first = CAMP_NEW(maker->scratch, long, direct->n_places + 1);
    next = CAMP_NEW(maker->scratch, long, direct->n_places + 1);
    maker->seat = CAMP_NEW(maker->scratch, long, n);
    for (long e = 0; e < n; e++)
        first[direct->y_place[e] + 1]++;
    for (int i = 0; i < direct->n_places; i++)
        first[i + 1] += first[i];
    memcpy(next, first, (size_t)(direct->n_places + 1) * sizeof *next);
    for (long e = 0; e < n; e++)
        maker->seat[next[direct->y_place[e]]++] = e;
}

void camp_direct_columns(camp_direct_maker *maker) {
    make_runs(maker);
    if (maker->count_only) {
        make_seats(maker);
        return;
    }
    make_place_columns(maker);
    make_z(maker);
    make_seats(maker);
    index_seats(maker);
}
