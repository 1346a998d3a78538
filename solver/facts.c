/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facts.c - what every valid board must have, and where it can be. Tasks of one person are in tasks.c. */
#include "facts.h"
#include "words.h"

/* ---------------------------------------------------------------- telling */

void camp_facts_tell(camp_facts *facts, const char *code, const char *file, long line, const char *format,
                     ...) {
    facts->n++;
    if (!facts->report) return;
    va_list args;
    va_start(args, format);
    const char *message = camp_arena_vprintf(facts->arena, format, args);
    va_end(args);
    camp_report_add(facts->report, CAMP_ERROR, code, (camp_place){file, line, 0, ""}, "%s", message);
}

void camp_facts_tell_rule(camp_facts *facts, const camp_rule *rule, const char *what) {
    camp_facts_tell(facts, "N_COUNT_RULE", "rules.csv", rule->line, "%s: %s",
                    camp_rule_text(facts->arena, facts->event, rule), what);
}

const char *camp_facts_why(const camp_facts *facts, int s) {
    if (facts->need_person[s] >= 0)
        return camp_arena_printf(facts->arena, "%s must attend it",
                                 camp_word_person(facts->arena, facts->event, facts->need_person[s]));
    if (facts->need_lock[s] >= 0)
        return camp_arena_printf(facts->arena, "lock.csv:%ld keeps it on the board",
                                 facts->event->locks[facts->need_lock[s]].line);
    return "it must run";
}

/* ---------------------------------------------------------------- needs */

static void need_at_least(camp_facts *f, int s, int runs, int person, int lock) {
    if (runs <= f->need[s]) return;
    f->need[s] = runs, f->need_person[s] = person, f->need_lock[s] = lock;
}

/* Locks that name different slots need a run each. */
static void count_lock_needs(camp_facts *f) {
    const camp_event *e = f->event;
    for (int i = 0; i < e->n_locks; i++) {
        int s = e->locks[i].session, slots = 0;
        need_at_least(f, s, 1, -1, i);
        for (int k = 0; e->locks[i].slot >= 0 && k < f->problem->n_locks_of[s]; k++) {
            int other = f->problem->locks_of[s][k], first = other;
            for (int j = 0; j <= k; j++)
                if (e->locks[f->problem->locks_of[s][j]].slot == e->locks[other].slot) {
                    first = f->problem->locks_of[s][j];
                    break;
                }
            slots += e->locks[other].slot >= 0 && first == other;
        }
        need_at_least(f, s, slots, -1, i);
    }
}

static void make_needs(camp_facts *f) {
    const camp_event *e = f->event;
    f->need = CAMP_NEW(f->arena, int, e->n_sessions), f->most = CAMP_NEW(f->arena, int, e->n_sessions);
    f->need_person = CAMP_NEW(f->arena, int, e->n_sessions),
    f->need_lock = CAMP_NEW(f->arena, int, e->n_sessions);
    f->told = CAMP_NEW(f->arena, bool, e->n_sessions);
    for (int s = 0; s < e->n_sessions; s++) {
        f->need_person[s] = f->need_lock[s] = -1;
        f->need[s] = e->sessions[s].must_run;
    }
    for (int p = 0; p < e->n_people; p++)
        for (int i = 0; i < e->people[p].must_attend.n; i++)
            need_at_least(f, e->people[p].must_attend.at[i], 1, p, -1);
    count_lock_needs(f);
}

/* ---------------------------------------------------------------- places */

bool camp_facts_fits(const camp_facts *f, int s, int t, int r) {
    if ((f->lock_slot[s] >= 0 && f->lock_slot[s] != t) || (f->lock_room[s] >= 0 && f->lock_room[s] != r))
        return false;
    return camp_problem_fits(f->problem, s, t, r);
}

bool camp_facts_starts(const camp_facts *f, int s, int t) {
    for (int i = 0; i < f->n_starts[s]; i++)
        if (f->starts[s][i] == t) return true;
    return false;
}

bool camp_facts_can_be_in(const camp_facts *f, int p, int s, int t) {
    if (!camp_facts_starts(f, s, t)) return false;
    if (camp_list_has(f->event->people[p].presents, s)) return true;
    if (!camp_event_in_audience(f->event, p, s)) return false;
    const camp_problem_data *d = f->problem;
    return camp_bits_within(camp_problem_span(d, s, t)->use_bits, d->there + (size_t)p * (size_t)d->words,
                            d->words);
}

void camp_facts_running(const camp_facts *f, int s, bool *slots) {
    for (int t = 0; t < f->event->n_slots; t++)
        slots[t] = false;
    for (int i = 0; i < f->n_starts[s]; i++) {
        const camp_slots *span = camp_problem_span(f->problem, s, f->starts[s][i]);
        for (int k = 0; k < span->n; k++)
            slots[span->chain[k]] = true;
    }
}

/* Where a session can have only one run, that run has to keep all its locks. Of two that differ the first
 * counts; the other one is told by camp_explain_locks. */
static void bind_locks(camp_facts *f) {
    const camp_event *e = f->event;
    for (int s = 0; s < e->n_sessions; s++)
        f->lock_slot[s] = f->lock_room[s] = -1;
    for (int i = e->n_locks - 1; i >= 0; i--) {
        const camp_lock_row *lock = &e->locks[i];
        if (e->sessions[lock->session].sections != 1) continue;
        if (lock->slot >= 0) f->lock_slot[lock->session] = lock->slot;
        if (lock->room >= 0) f->lock_room[lock->session] = lock->room;
    }
}

static void make_starts(camp_facts *f) {
    const camp_event *e = f->event;
    const camp_problem_data *d = f->problem;
    f->n_starts = CAMP_NEW(f->arena, int, e->n_sessions),
    f->starts = CAMP_NEW(f->arena, int *, e->n_sessions);
    for (int s = 0; s < e->n_sessions; s++) {
        f->starts[s] = CAMP_NEW(f->arena, int, d->n_starts[s]);
        for (int k = 0; k < d->n_starts[s]; k++) {
            bool any = false;
            for (int r = 0; r < e->n_rooms && !any; r++)
                any = camp_facts_fits(f, s, d->starts[s][k], r);
            if (any) f->starts[s][f->n_starts[s]++] = d->starts[s][k];
        }
        f->most[s] = e->sessions[s].sections < f->n_starts[s] ? e->sessions[s].sections : f->n_starts[s];
    }
}

static void make_sites(camp_facts *f) {
    const camp_event *e = f->event;
    if (!f->problem->travels || e->n_sites > 64) return;
    f->sites = CAMP_NEW(f->arena, uint64_t, (size_t)e->n_sessions * (size_t)e->n_slots);
    for (int s = 0; s < e->n_sessions; s++)
        for (int k = 0; k < f->n_starts[s]; k++)
            for (int r = 0; r < e->n_rooms; r++)
                if (camp_facts_fits(f, s, f->starts[s][k], r))
                    f->sites[(size_t)s * (size_t)e->n_slots + (size_t)f->starts[s][k]] |= 1ULL
                                                                                          << e->rooms[r].site;
}

void camp_facts_make(camp_facts *facts, const camp_event *event, const camp_problem_data *problem,
                     camp_arena *arena, camp_report *report) {
    *facts = (camp_facts){.event = event, .problem = problem, .arena = arena, .report = report};
    make_needs(facts);
    facts->lock_slot = CAMP_NEW(arena, int, event->n_sessions);
    facts->lock_room = CAMP_NEW(arena, int, event->n_sessions);
    bind_locks(facts);
    make_starts(facts);
    make_sites(facts);
}

/* ---------------------------------------------------------------- sessions that cannot run at all */

static bool has_all(const camp_event *e, int r, camp_list needs) {
    for (int i = 0; i < needs.n; i++)
        if (!camp_list_has(e->rooms[r].features, needs.at[i])) return false;
    return true;
}

static const char *features(camp_arena *arena, const camp_event *e, camp_list needs) {
    const char **texts = CAMP_NEW(arena, const char *, needs.n);
    for (int i = 0; i < needs.n; i++)
        texts[i] = camp_arena_printf(arena, "\"%s\"", e->feature_names[needs.at[i]]);
    return camp_words_join(arena, texts, needs.n);
}

/* No room suits it, whatever the slot. */
static const char *no_room(camp_arena *arena, const camp_event *e, int s) {
    const camp_session *session = &e->sessions[s];
    int with_all = 0, suits = 0;
    for (int r = 0; r < e->n_rooms; r++) {
        with_all += has_all(e, r, session->needs);
        suits += has_all(e, r, session->needs) && camp_list_allows(session->rooms, r);
    }
    if (suits) return NULL;
    if (!e->n_rooms) return "there is no room";
    for (int i = 0; i < session->needs.n; i++) {
        int n = 0;
        for (int r = 0; r < e->n_rooms; r++)
            n += camp_list_has(e->rooms[r].features, session->needs.at[i]);
        if (!n)
            return camp_arena_printf(arena, "it needs \"%s\", which no room has",
                                     e->feature_names[session->needs.at[i]]);
    }
    if (!with_all)
        return camp_arena_printf(arena, "it needs %s, and no room has all of that",
                                 features(arena, e, session->needs));
    return camp_arena_printf(arena, "it needs %s, but may only use %s", features(arena, e, session->needs),
                             camp_words_rooms(arena, e, session->rooms.at, session->rooms.n));
}

typedef struct start_list {
    int n, *at;
} start_list;

/* Start slots that its cell allows and after which enough open slots follow. */
static start_list long_enough(const camp_problem_data *d, camp_arena *arena, int s) {
    const camp_event *e = d->event;
    start_list list = {0, CAMP_NEW(arena, int, e->n_open)};
    for (int k = 0; k < e->n_open; k++)
        if (camp_problem_span(d, s, e->open[k])->n && camp_list_allows(e->sessions[s].slots, e->open[k]))
            list.at[list.n++] = e->open[k];
    return list;
}

/* No slot is open to it, or none is followed by enough others. */
static const char *no_slot(camp_arena *arena, const camp_event *e, int s, int n_long_enough) {
    const camp_session *session = &e->sessions[s];
    if (n_long_enough) return NULL;
    int open = 0;
    for (int k = 0; k < e->n_open; k++)
        open += camp_list_allows(session->slots, e->open[k]);
    if (!open && !session->slots.n) return "no slot is open";
    const char *slots =
        session->slots.n ? camp_words_slots(arena, e, session->slots.at, session->slots.n) : "";
    if (!open) return camp_arena_printf(arena, "it may start only in %s, where nothing may be placed", slots);
    if (!session->slots.n)
        return camp_arena_printf(
            arena, "it takes %d slots, but nowhere do so many open slots follow each other", session->length);
    return camp_arena_printf(
        arena, "it takes %d slots and may start only in %s, where not enough open slots follow each other",
        session->length, slots);
}

static bool is_there(const camp_problem_data *d, int p, int s, int t) {
    return camp_bits_within(camp_problem_span(d, s, t)->use_bits, d->there + (size_t)p * (size_t)d->words,
                            d->words);
}

/* Its presenters are not there. Leaves in the list the starts in which they are. */
static const char *no_presenter(const camp_problem_data *d, camp_arena *arena, int s, start_list *list) {
    const camp_event *e = d->event;
    camp_list presenters = e->sessions[s].presenters;
    const char *names[2] = {"", ""};
    int kept = 0, never = -1;
    for (int i = 0; i < presenters.n && never < 0; i++) {
        int n = 0;
        for (int k = 0; k < list->n; k++)
            n += is_there(d, presenters.at[i], s, list->at[k]);
        if (!n) never = presenters.at[i];
    }
    if (never >= 0)
        return camp_arena_printf(arena, "its presenter %s is not there in %s",
                                 camp_word_person(arena, e, never),
                                 camp_words_slots(arena, e, list->at, list->n));
    for (int k = 0; k < list->n; k++) {
        bool all = true;
        for (int i = 0; i < presenters.n; i++)
            all = all && is_there(d, presenters.at[i], s, list->at[k]);
        if (all) list->at[kept++] = list->at[k];
    }
    if (kept || presenters.n < 2) {
        list->n = kept;
        return NULL;
    }
    names[0] = camp_word_person(arena, e, presenters.at[0]),
    names[1] = camp_word_person(arena, e, presenters.at[1]);
    return camp_arena_printf(arena,
                             "its presenters (%s and %s%s) are never all there in a slot that it may use",
                             names[0], names[1], presenters.n > 2 ? ", ..." : "");
}

const char *camp_facts_cannot_run(const camp_problem_data *d, camp_arena *arena, int s) {
    const camp_event *e = d->event;
    const camp_session *session = &e->sessions[s];
    if (session->sections > 0 && d->n_starts[s] > 0) return NULL;
    if (session->sections == 0) return "its \"sections\" is 0, so it may have no run";
    const char *reason = no_room(arena, e, s);
    if (reason) return reason;
    start_list list = long_enough(d, arena, s);
    reason = no_slot(arena, e, s, list.n);
    if (!reason) reason = no_presenter(d, arena, s, &list);
    if (reason) return reason;
    return camp_arena_printf(arena, "no room that suits it can be used in %s",
                             camp_words_slots(arena, e, list.at, list.n));
}
