/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain_duty.c - rules that count seats, against what a person can do at most and what must be.
 *
 * What a person can be in is limited by the slots: sessions that one person goes through start in different
 * slots, so the most of them is a matching of sessions to start slots; for credit the dearest first
 * (matchings are a matroid); for busy_at_least each slot of a run counts.
 */
#include "facts.h"
#include "flow.h"
#include "words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct match {
    const camp_facts *f;
    const camp_rule *rule;
    int person;
    int *of_slot; /* session that has the slot, or -1 */
    int *seen, mark;
} match;

/* Whether the session may use slot u for this person: as its start, or (busy) while it is running. */
static bool may_use(const match *m, int s, int u) {
    const camp_facts *f = m->f;
    if (m->rule->kind != CAMP_BUSY_AT_LEAST) return camp_facts_can_be_in(f, m->person, s, u);
    for (int k = 0; k < f->n_starts[s]; k++) {
        const camp_slots *span = camp_problem_span(f->problem, s, f->starts[s][k]);
        if (span->use_bits[u / 64] >> (u % 64) & 1 && camp_facts_can_be_in(f, m->person, s, f->starts[s][k]))
            return true;
    }
    return false;
}

static bool augment(match *m, int s) {
    const camp_event *e = m->f->event;
    for (int k = 0; k < e->n_open; k++) {
        int u = e->open[k];
        if (m->seen[u] == m->mark || !may_use(m, s, u)) continue;
        m->seen[u] = m->mark;
        if (m->of_slot[u] >= 0 && !augment(m, m->of_slot[u])) continue;
        m->of_slot[u] = s;
        return true;
    }
    return false;
}

typedef struct priced {
    double worth;
    int session;
} priced;

static int dearest_first(const void *a, const void *b) {
    const priced *x = a, *y = b;
    if (x->worth != y->worth) return x->worth < y->worth ? 1 : -1;
    return x->session - y->session;
}

/* An upper limit on what the person can reach; counting stops at `wanted`. */
static double most_reached(const camp_facts *f, const camp_rule *rule, int person, double wanted,
                           const priced *order) {
    const camp_event *e = f->event;
    camp_arena arena;
    camp_arena_init_like(&arena, f->arena);
    match m = {.f = f, .rule = rule, .person = person};
    m.of_slot = CAMP_NEW(&arena, int, e->n_slots), m.seen = CAMP_NEW(&arena, int, e->n_slots);
    for (int t = 0; t < e->n_slots; t++)
        m.of_slot[t] = -1;
    double sum = 0;
    for (int i = 0; i < rule->sessions.n && sum < wanted - 1e-9; i++) {
        int s = order[i].session, units = 1;
        if (rule->kind == CAMP_BUSY_AT_LEAST)
            units = e->sessions[s].length * (camp_list_has(e->people[person].presents, s) ? f->most[s] : 1);
        for (int k = 0; k < units && k < e->n_open && sum < wanted - 1e-9; k++) {
            m.mark++;
            if (f->n_starts[s] == 0 || !augment(&m, s)) break;
            sum += order[i].worth;
        }
    }
    camp_arena_free(&arena);
    return sum;
}

static void check_person_least(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    priced *order = CAMP_NEW(f->arena, priced, rule->sessions.n);
    for (int i = 0; i < rule->sessions.n; i++) {
        int s = rule->sessions.at[i];
        order[i] = (priced){rule->kind == CAMP_CREDIT_AT_LEAST ? e->sessions[s].credit : 1, s};
    }
    if (rule->sessions.n > 1) qsort(order, (size_t)rule->sessions.n, sizeof *order, dearest_first);
    int first = -1;
    long n = 0;
    double least = 0;
    for (int i = 0; i < rule->people.n; i++) {
        int p = rule->people.at[i];
        double most = most_reached(f, rule, p, rule->limit, order);
        if (most >= rule->limit - 1e-9) continue;
        if (n++ == 0) first = p, least = most;
    }
    if (!n) return;
    const char *number = camp_words_number(f->arena, least);
    const char *what = rule->kind == CAMP_CREDIT_AT_LEAST
                           ? camp_arena_printf(f->arena, "can earn at most %s there", number)
                       : rule->kind == CAMP_BUSY_AT_LEAST
                           ? camp_arena_printf(f->arena, "can be in them in at most %s slots", number)
                           : camp_arena_printf(f->arena, "can be in at most %s of them", number);
    const char *others =
        n == 1 ? ""
               : camp_arena_printf(f->arena, "; and %s cannot reach it either",
                                   camp_words_count(f->arena, n - 1, "other person", "other people"));
    camp_facts_tell_rule(
        f, rule, camp_arena_printf(f->arena, "%s %s%s", camp_word_person(f->arena, e, first), what, others));
}

/* ---------------------------------------------------------------- attend_at_most */

/* The selected sessions in which the person has to be. */
static int list_must(const camp_facts *f, camp_list sessions, int p, int *list) {
    const camp_person *person = &f->event->people[p];
    int n = 0;
    for (int i = 0; i < sessions.n; i++) {
        int s = sessions.at[i];
        if (f->need[s] > 0 && (camp_list_has(person->presents, s) || camp_list_has(person->must_attend, s)))
            list[n++] = s;
    }
    return n;
}

static void check_attend_at_most(camp_facts *f, const camp_rule *rule) {
    int *list = CAMP_NEW(f->arena, int, rule->sessions.n), n = 0;
    for (int i = 0; i < rule->people.n; i++) {
        const camp_person *person = &f->event->people[rule->people.at[i]];
        if (person->presents.n + person->must_attend.n <= rule->limit + 1e-9) continue;
        n = list_must(f, rule->sessions, rule->people.at[i], list);
        if (n <= rule->limit + 1e-9) continue;
        camp_facts_tell_rule(f, rule,
                             camp_arena_printf(f->arena, "%s has to be in %d of them: %s",
                                               camp_word_person(f->arena, f->event, rule->people.at[i]), n,
                                               camp_words_sessions(f->arena, f->event, list, n)));
        return;
    }
}

/* ---------------------------------------------------------------- away_at_most */

/* Slots that the person's tasks take in all; `running`: where they can be. */
static long slots_taken(const camp_facts *f, int p, bool *running) {
    const camp_event *e = f->event;
    const camp_person *person = &e->people[p];
    long taken = 0;
    memset(running, 0, (size_t)e->n_slots * sizeof *running);
    for (int i = 0; i < person->presents.n + person->must_attend.n; i++) {
        bool presents = i < person->presents.n;
        int s = presents ? person->presents.at[i] : person->must_attend.at[i - person->presents.n];
        if (f->need[s] <= 0 || (!presents && camp_list_has(person->presents, s))) continue;
        taken += (long)e->sessions[s].length * (presents ? f->need[s] : 1);
        for (int k = 0; k < f->n_starts[s]; k++) {
            const camp_slots *span = camp_problem_span(f->problem, s, f->starts[s][k]);
            for (int j = 0; j < span->n && camp_facts_can_be_in(f, p, s, f->starts[s][k]); j++)
                running[span->chain[j]] = true;
        }
    }
    long able = 0;
    for (int t = 0; t < e->n_slots; t++)
        able += running[t];
    return taken < able ? taken : able;
}

static void check_away(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    if (rule->limit > 1e6 || (double)rule->people.n * e->n_slots > 4e6) return;
    long limit = (long)floor(rule->limit + 1e-9), total = 0;
    int n = rule->people.n, source = n + e->n_slots, first = -1;
    camp_flow *flow = camp_flow_make(f->arena, source + 2);
    bool *running = CAMP_NEW(f->arena, bool, e->n_slots);
    for (int i = 0; i < n; i++) {
        long taken = slots_taken(f, rule->people.at[i], running);
        total += taken;
        camp_flow_add(flow, source, i, taken);
        for (int t = 0; t < e->n_slots; t++)
            if (running[t] && taken) camp_flow_add(flow, i, n + t, 1);
    }
    for (int t = 0; t < e->n_slots; t++)
        camp_flow_add(flow, n + t, source + 1, limit);
    if (camp_flow_run(flow, source, source + 1) == total) return;
    long people = 0;
    int *slots = CAMP_NEW(f->arena, int, e->n_open), n_slots = 0;
    for (int i = 0; i < n; i++)
        if (camp_flow_reaches(flow, i) && people++ == 0) first = rule->people.at[i];
    for (int k = 0; k < e->n_open; k++)
        if (camp_flow_reaches(flow, n + e->open[k])) slots[n_slots++] = e->open[k];
    camp_facts_tell_rule(
        f, rule,
        camp_arena_printf(
            f->arena, "%s must present or attend sessions in %s, which takes more of them away at once",
            camp_words_people(f->arena, e, first, people), camp_words_slots(f->arena, e, slots, n_slots)));
}

/* ---------------------------------------------------------------- run_at_most, run_at_least */

static bool can_sit(const camp_facts *f, int p, int s) {
    if (camp_list_has(f->event->people[p].presents, s)) return false;
    for (int k = 0; k < f->n_starts[s]; k++)
        if (camp_facts_can_be_in(f, p, s, f->starts[s][k])) return true;
    return false;
}

/* Most seats of one run of s; CAMP_UNLIMITED where there is no limit. */
static int most_seats(const camp_facts *f, int s, int slot) {
    const camp_event *e = f->event;
    int most = 0;
    if (!e->limited) return CAMP_UNLIMITED;
    for (int k = 0; k < f->n_starts[s]; k++)
        for (int r = 0; r < e->n_rooms; r++)
            if ((slot < 0 || slot == f->starts[s][k]) && e->rooms[r].capacity > most &&
                camp_facts_fits(f, s, f->starts[s][k], r))
                most = e->rooms[r].capacity;
    return most < e->sessions[s].capacity ? most : e->sessions[s].capacity;
}

static void check_run_at_least(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    double each = ceil(rule->limit - 1e-9);
    for (int i = 0; i < rule->sessions.n && each > 0; i++) {
        int s = rule->sessions.at[i], seats = most_seats(f, s, -1);
        long able = 0;
        if (f->need[s] <= 0) continue;
        const char *name = camp_word_session(f->arena, e, s), *why = camp_facts_why(f, s);
        if (seats < each) {
            camp_facts_tell_rule(
                f, rule, camp_arena_printf(f->arena, "a run of %s seats at most %d (%s)", name, seats, why));
            continue;
        }
        for (int k = 0; k < rule->people.n && (double)able < each * f->need[s]; k++)
            able += can_sit(f, rule->people.at[k], s);
        if ((double)able >= each * f->need[s]) continue;
        camp_facts_tell_rule(
            f, rule,
            camp_arena_printf(f->arena, "only %ld of these people can be seated in %s, which needs %s (%s)",
                              able, name, camp_words_count(f->arena, f->need[s], "run", "runs"), why));
    }
}

static void check_run_at_most(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    long *must = CAMP_NEW(f->arena, long, e->n_sessions);
    for (int i = 0; i < rule->people.n; i++) {
        const camp_person *person = &e->people[rule->people.at[i]];
        for (int k = 0; k < person->must_attend.n; k++)
            must[person->must_attend.at[k]] += !camp_list_has(person->presents, person->must_attend.at[k]);
    }
    for (int i = 0; i < rule->sessions.n; i++) {
        int s = rule->sessions.at[i];
        double most = floor(rule->limit + 1e-9) * f->most[s];
        if (f->told[s] || (double)must[s] <= most) continue;
        camp_facts_tell_rule(f, rule,
                             camp_arena_printf(f->arena,
                                               "%ld of these people must attend %s, which can have %s",
                                               must[s], camp_word_session(f->arena, e, s),
                                               camp_words_count(f->arena, f->most[s], "run", "runs")));
    }
}

/* ---------------------------------------------------------------- same_run, series */

/* One of the team must attend: then all of them sit in one run. */
static void check_same_run(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    for (int i = 0; i < rule->sessions.n; i++) {
        int s = rule->sessions.at[i], must = -1, team = 0, stray = -1;
        bool good = false;
        for (int k = 0; k < rule->people.n; k++) {
            const camp_person *person = &e->people[rule->people.at[k]];
            if (camp_list_has(person->presents, s)) continue;
            team++;
            if (must < 0 && camp_list_has(person->must_attend, s)) must = rule->people.at[k];
            if (stray < 0 && !can_sit(f, rule->people.at[k], s)) stray = rule->people.at[k];
        }
        if (must < 0 || f->need[s] <= 0) continue;
        for (int k = 0; k < f->n_starts[s] && !good; k++) {
            good = most_seats(f, s, f->starts[s][k]) >= team;
            for (int j = 0; j < rule->people.n && good; j++)
                good = camp_facts_can_be_in(f, rule->people.at[j], s, f->starts[s][k]);
        }
        if (good) continue;
        const char *why = stray >= 0
                              ? camp_arena_printf(f->arena, "%s cannot be seated in it",
                                                  camp_word_person(f->arena, e, stray))
                              : camp_arena_printf(f->arena, "no run of it can have all %d of them", team);
        camp_facts_tell_rule(f, rule,
                             camp_arena_printf(f->arena, "%s must attend %s, and so all of them, but %s",
                                               camp_word_person(f->arena, e, must),
                                               camp_word_session(f->arena, e, s), why));
    }
}

/* Who must attend one of them has to be in all of them. */
static void check_series(camp_facts *f, const camp_rule *rule) {
    const camp_event *e = f->event;
    camp_task *tasks = CAMP_NEW(f->arena, camp_task, rule->sessions.n);
    for (int i = 0; i < rule->people.n; i++) {
        int p = rule->people.at[i], must = -1;
        const camp_person *person = &e->people[p];
        for (int k = 0; k < person->must_attend.n && must < 0; k++) {
            int s = person->must_attend.at[k];
            if (camp_list_has(rule->sessions, s) && !camp_list_has(person->presents, s) && !f->told[s])
                must = s;
        }
        if (must < 0) continue;
        for (int k = 0; k < rule->sessions.n; k++)
            tasks[k] = (camp_task){rule->sessions.at[k], -1, false};
        if (camp_facts_can_do_all(f, tasks, rule->sessions.n, p)) continue;
        camp_facts_tell_rule(
            f, rule,
            camp_arena_printf(f->arena, "%s must attend %s, but cannot be in all of them one after the other",
                              camp_word_person(f->arena, e, p), camp_word_session(f->arena, e, must)));
        return;
    }
}

void camp_explain_duty(camp_facts *facts, const camp_rule *rule) {
    switch (rule->kind) {
    case CAMP_ATTEND_AT_LEAST:
    case CAMP_CREDIT_AT_LEAST:
    case CAMP_BUSY_AT_LEAST:
        check_person_least(facts, rule);
        break;
    case CAMP_ATTEND_AT_MOST:
        check_attend_at_most(facts, rule);
        break;
    case CAMP_AWAY_AT_MOST:
        check_away(facts, rule);
        break;
    case CAMP_RUN_AT_MOST:
        check_run_at_most(facts, rule);
        break;
    case CAMP_RUN_AT_LEAST:
        check_run_at_least(facts, rule);
        break;
    case CAMP_SAME_RUN:
        check_same_run(facts, rule);
        break;
    default:
        check_series(facts, rule);
    }
}
