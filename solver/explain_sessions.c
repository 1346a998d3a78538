/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain_sessions.c - sessions and locks that fail by themselves: no place at all, more runs than may be,
 * locks that no run can keep, two locks that exclude each other. */
#include "facts.h"
#include "words.h"

static void give_up(camp_facts *f, int s) {
    f->told[s] = true, f->need[s] = 0;
}

/* ---------------------------------------------------------------- sessions */

static void check_cannot_run(camp_facts *f, int s) {
    const char *reason = camp_facts_cannot_run(f->problem, f->arena, s);
    if (!reason) return;
    camp_facts_tell(f, "N_COUNT_SESSION", "sessions.csv", f->event->sessions[s].line,
                    "%s cannot run (%s): %s", camp_word_session(f->arena, f->event, s), camp_facts_why(f, s),
                    reason);
    give_up(f, s);
}

static void check_runs(camp_facts *f, int s) {
    const camp_event *e = f->event;
    const char *name = camp_word_session(f->arena, e, s);
    int need = f->need[s];
    if (need > e->sessions[s].sections) {
        camp_facts_tell(f, "N_COUNT_RUNS", "sessions.csv", e->sessions[s].line,
                        "%s needs %d runs, but \"sections\" allows only %d", name, need,
                        e->sessions[s].sections);
        give_up(f, s);
        return;
    }
    camp_task *tasks = CAMP_NEW(f->arena, camp_task, need);
    for (int i = 0; i < need; i++)
        tasks[i] = (camp_task){s, -1, false};
    if (need < 2 || camp_facts_can_do_all(f, tasks, need, -1)) return;
    camp_facts_tell(f, "N_COUNT_RUNS", "sessions.csv", e->sessions[s].line,
                    "%s needs %d runs, but so many do not fit without overlapping: it may start only in %s",
                    name, need, camp_words_slots(f->arena, e, f->starts[s], f->n_starts[s]));
    give_up(f, s);
}

void camp_explain_sessions(camp_facts *facts) {
    for (int s = 0; s < facts->event->n_sessions; s++)
        if (facts->need[s] > 0) check_cannot_run(facts, s);
    camp_explain_locks(facts);
    for (int s = 0; s < facts->event->n_sessions; s++)
        if (facts->need[s] > 0) check_runs(facts, s);
}

/* ---------------------------------------------------------------- a lock by itself */

static void tell_lock(camp_facts *f, int lock, const char *what) {
    const camp_event *e = f->event;
    int s = e->locks[lock].session;
    camp_facts_tell(f, "N_COUNT_LOCK", "lock.csv", e->locks[lock].line, "%s %s",
                    camp_word_session(f->arena, e, s), what);
    give_up(f, s);
}

static bool is_there(const camp_problem_data *d, int p, const camp_slots *span) {
    return camp_bits_within(span->use_bits, d->there + (size_t)p * (size_t)d->words, d->words);
}

/* Why a session cannot start in a slot, as "cannot start in slot A: ..."; NULL where it can. */
static const char *cannot_start(const camp_facts *f, int s, int t) {
    const camp_event *e = f->event;
    const camp_problem_data *d = f->problem;
    const camp_session *session = &e->sessions[s];
    const camp_slots *span = camp_problem_span(d, s, t);
    for (int i = 0; i < d->n_starts[s]; i++)
        if (d->starts[s][i] == t) return NULL;
    const char *why = "no room that suits it can be used then";
    if (!e->slots[t].open)
        why = "nothing may be placed in that slot";
    else if (!camp_list_allows(session->slots, t))
        why = camp_arena_printf(f->arena, "it may start only in %s (sessions.csv:%ld)",
                                camp_words_slots(f->arena, e, session->slots.at, session->slots.n),
                                session->line);
    else if (!span->n)
        why = camp_arena_printf(f->arena, "it takes %d slots, and not enough open slots follow",
                                session->length);
    else
        for (int i = 0; i < session->presenters.n; i++)
            if (!is_there(d, session->presenters.at[i], span))
                why = camp_arena_printf(f->arena, "its presenter %s is not there then",
                                        camp_word_person(f->arena, e, session->presenters.at[i]));
    return camp_arena_printf(f->arena, "cannot start in %s: %s", camp_word_slot(f->arena, e, t), why);
}

/* Whether some start (in the locked slot) has the room. */
static bool room_is_possible(const camp_facts *f, const camp_lock_row *lock) {
    const camp_problem_data *d = f->problem;
    for (int i = 0; i < d->n_starts[lock->session]; i++) {
        int t = d->starts[lock->session][i];
        if ((lock->slot < 0 || lock->slot == t) && camp_problem_fits(d, lock->session, t, lock->room))
            return true;
    }
    return false;
}

static const char *cannot_use(const camp_facts *f, const camp_lock_row *lock) {
    const camp_event *e = f->event;
    const camp_session *session = &e->sessions[lock->session];
    const char *room = camp_word_room(f->arena, e, lock->room);
    if (room_is_possible(f, lock)) return NULL;
    if (!camp_list_allows(session->rooms, lock->room))
        return camp_arena_printf(f->arena, "cannot be in %s: it may only use %s (sessions.csv:%ld)", room,
                                 camp_words_rooms(f->arena, e, session->rooms.at, session->rooms.n),
                                 session->line);
    for (int i = 0; i < session->needs.n; i++)
        if (!camp_list_has(e->rooms[lock->room].features, session->needs.at[i]))
            return camp_arena_printf(f->arena,
                                     "cannot be in %s: it needs \"%s\", which the room does not have", room,
                                     e->feature_names[session->needs.at[i]]);
    return camp_arena_printf(f->arena, "cannot be in %s: the room cannot be used %s", room,
                             lock->slot < 0 ? "when the session can run" : "in all slots that it would take");
}

static const char *cannot_attend(const camp_facts *f, const camp_lock_row *lock) {
    const camp_event *e = f->event;
    int p = lock->person;
    if (p < 0 || lock->slot < 0 || camp_list_has(e->people[p].presents, lock->session)) return NULL;
    const char *name = camp_word_person(f->arena, e, p);
    if (!camp_event_in_audience(e, p, lock->session))
        return camp_arena_printf(f->arena, "cannot seat %s, who is in no group of its audience", name);
    if (!is_there(f->problem, p, camp_problem_span(f->problem, lock->session, lock->slot)))
        return camp_arena_printf(f->arena, "cannot seat %s in %s: %s is not there then", name,
                                 camp_word_slot(f->arena, e, lock->slot), name);
    return NULL;
}

static void check_lock(camp_facts *f, int i) {
    const camp_lock_row *lock = &f->event->locks[i];
    const char *what = lock->slot < 0 ? NULL : cannot_start(f, lock->session, lock->slot);
    if (!what && lock->room >= 0) what = cannot_use(f, lock);
    if (!what) what = cannot_attend(f, lock);
    if (what) tell_lock(f, i, what);
}

/* ---------------------------------------------------------------- two locks */

/* Two locks of one session that cannot both be kept. */
static bool exclude(const camp_facts *f, const camp_lock_row *a, const camp_lock_row *b) {
    const camp_problem_data *d = f->problem;
    bool slots = a->slot >= 0 && b->slot >= 0 && a->slot != b->slot;
    bool rooms = a->room >= 0 && b->room >= 0 && a->room != b->room;
    if (f->event->sessions[a->session].sections == 1) return slots || rooms;
    if (slots)
        return camp_bits_meet(camp_problem_span(d, a->session, a->slot)->clash_bits,
                              camp_problem_span(d, b->session, b->slot)->use_bits, d->words);
    return rooms && a->slot >= 0 && a->slot == b->slot;
}

static void check_locks_of(camp_facts *f, int s) {
    const camp_event *e = f->event;
    const camp_problem_data *d = f->problem;
    for (int j = 1; j < d->n_locks_of[s]; j++)
        for (int i = 0; i < j; i++) {
            const camp_lock_row *a = &e->locks[d->locks_of[s][i]], *b = &e->locks[d->locks_of[s][j]];
            if (!exclude(f, a, b)) continue;
            tell_lock(f, d->locks_of[s][j],
                      camp_arena_printf(
                          f->arena, "is locked twice, and both cannot be: see also lock.csv:%ld%s", a->line,
                          e->sessions[s].sections == 1 ? " (it may have only one run)" : ""));
            return;
        }
}

/* The cells that locks take: of two locks that take the same one, the second is told. */
static void check_locked_cells(camp_facts *f) {
    const camp_event *e = f->event;
    int *owner = CAMP_NEW(f->arena, int, (size_t)e->n_slots *(size_t)e->n_rooms); /* lock + 1 */
    for (int i = 0; i < e->n_locks; i++) {
        const camp_lock_row *lock = &e->locks[i];
        int s = lock->session, t = lock->slot >= 0 ? lock->slot : f->lock_slot[s];
        int r = lock->room >= 0 ? lock->room : f->lock_room[s], other = -1;
        if (f->told[s] || t < 0 || r < 0) continue;
        const camp_slots *span = camp_problem_span(f->problem, s, t);
        for (int k = 0; k < span->n_clash && other < 0; k++)
            other = owner[span->clash[k] * e->n_rooms + r] - 1;
        if (other >= 0 && e->locks[other].session == s) continue;
        if (other >= 0) {
            tell_lock(f, i,
                      camp_arena_printf(f->arena, "is locked into %s in %s, which lock.csv:%ld gives to %s",
                                        camp_word_room(f->arena, e, r), camp_word_slot(f->arena, e, t),
                                        e->locks[other].line,
                                        camp_word_session(f->arena, e, e->locks[other].session)));
            continue;
        }
        for (int k = 0; k < span->n; k++)
            owner[span->chain[k] * e->n_rooms + r] = i + 1;
    }
}

void camp_explain_locks(camp_facts *facts) {
    const camp_event *e = facts->event;
    for (int i = 0; i < e->n_locks; i++)
        if (!facts->told[e->locks[i].session]) check_lock(facts, i);
    for (int s = 0; s < e->n_sessions; s++)
        if (!facts->told[s]) check_locks_of(facts, s);
    check_locked_cells(facts);
}
