/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain_people.c - people who would have to be in two places at once, or where they cannot be; and more
 * people who must attend than seats.
 *
 * The tasks of a person: every run that must be on the board of what the person presents, and a seat in
 * everything that the person must attend or is locked into. The same trouble of many people is told once.
 */
#include "facts.h"
#include "words.h"
#include <string.h>

enum { MOST_TROUBLES = 50 };

/* Tasks that cannot all be done, by one or more people. */
typedef struct trouble {
    camp_task *tasks;
    int n, person;
    long people;
} trouble;

typedef struct people {
    camp_facts *facts;
    int *first_lock, *next_lock; /* locks that name a person, as lists by person; -1: end */
    trouble troubles[MOST_TROUBLES];
    int n_troubles;
    /* per session: people who must attend it and cannot */
    long *outside, *absent;
    int *first_outside, *first_absent;
} people;

/* ---------------------------------------------------------------- tasks of a person */

static int add_task(camp_task *tasks, int n, int s, int slot, bool presents) {
    tasks[n] = (camp_task){s, slot, presents};
    return n + 1;
}

static long most_tasks(const people *w, int p) {
    const camp_person *person = &w->facts->event->people[p];
    long n = person->must_attend.n;
    for (int i = 0; i < person->presents.n; i++)
        n += w->facts->need[person->presents.at[i]];
    for (int i = w->first_lock[p]; i >= 0; i = w->next_lock[i])
        n++;
    return n;
}

/* A seat that a lock wants: the must_attend task of the session where there is one, else a task of its own.
 */
static int add_lock(const people *w, camp_task *tasks, int n, int p, const camp_lock_row *lock) {
    if (w->facts->told[lock->session] || camp_list_has(w->facts->event->people[p].presents, lock->session))
        return n;
    for (int i = 0; i < n; i++)
        if (tasks[i].session == lock->session && (tasks[i].slot < 0 || tasks[i].slot == lock->slot)) {
            tasks[i].slot = lock->slot;
            return n;
        }
    return add_task(tasks, n, lock->session, lock->slot, false);
}

static int list_tasks(const people *w, int p, camp_task *tasks) {
    const camp_facts *f = w->facts;
    const camp_person *person = &f->event->people[p];
    int n = 0;
    for (int i = 0; i < person->presents.n; i++)
        for (int k = 0; k < f->need[person->presents.at[i]]; k++)
            n = add_task(tasks, n, person->presents.at[i], -1, true);
    for (int i = 0; i < person->must_attend.n; i++) {
        int s = person->must_attend.at[i];
        if (f->need[s] > 0 && !camp_list_has(person->presents, s)) n = add_task(tasks, n, s, -1, false);
    }
    for (int i = w->first_lock[p]; i >= 0; i = w->next_lock[i])
        n = add_lock(w, tasks, n, p, &f->event->locks[i]);
    return n;
}

/* ---------------------------------------------------------------- one task alone */

static bool can_attend(const camp_facts *f, int p, int s) {
    for (int i = 0; i < f->n_starts[s]; i++)
        if (camp_facts_can_be_in(f, p, s, f->starts[s][i])) return true;
    return false;
}

/* Takes out the tasks that the person cannot do at all. */
static int drop_impossible(people *w, int p, camp_task *tasks, int n) {
    int kept = 0;
    for (int i = 0; i < n; i++) {
        int s = tasks[i].session;
        if (tasks[i].presents || can_attend(w->facts, p, s)) {
            tasks[kept++] = tasks[i];
            continue;
        }
        bool outside = !camp_event_in_audience(w->facts->event, p, s);
        long *count = outside ? &w->outside[s] : &w->absent[s];
        if ((*count)++ == 0) *(outside ? &w->first_outside[s] : &w->first_absent[s]) = p;
    }
    return kept;
}

static long line_of_person(const camp_event *e, int p, const char **file) {
    *file = e->people[p].listed ? "people.csv" : "";
    return e->people[p].listed ? e->people[p].line : 0;
}

static void tell_impossible(people *w) {
    camp_facts *f = w->facts;
    const camp_event *e = f->event;
    const char *file;
    for (int s = 0; s < e->n_sessions; s++) {
        const char *name = camp_word_session(f->arena, e, s);
        if (w->outside[s]) {
            long line = line_of_person(e, w->first_outside[s], &file);
            camp_facts_tell(f, "N_COUNT_ATTEND", file, line,
                            "%s must attend %s, but %s in no group of its audience (sessions.csv:%ld)",
                            camp_words_people(f->arena, e, w->first_outside[s], w->outside[s]), name,
                            w->outside[s] == 1 ? "is" : "are", e->sessions[s].line);
        }
        if (w->absent[s]) {
            long line = line_of_person(e, w->first_absent[s], &file);
            camp_facts_tell(f, "N_COUNT_ATTEND", file, line,
                            "%s must attend %s, which can start only in %s, but %s not there then",
                            camp_words_people(f->arena, e, w->first_absent[s], w->absent[s]), name,
                            camp_words_slots(f->arena, e, f->starts[s], f->n_starts[s]),
                            w->absent[s] == 1 ? "is" : "are");
        }
    }
}

/* ---------------------------------------------------------------- all tasks together */

static bool same_trouble(const trouble *a, const camp_task *tasks, int n) {
    if (a->n != n) return false;
    for (int i = 0; i < n; i++)
        if (a->tasks[i].session != tasks[i].session || a->tasks[i].slot != tasks[i].slot ||
            a->tasks[i].presents != tasks[i].presents)
            return false;
    return true;
}

static void note_trouble(people *w, int p, const camp_task *tasks, int n) {
    for (int i = 0; i < w->n_troubles; i++)
        if (same_trouble(&w->troubles[i], tasks, n)) {
            w->troubles[i].people++;
            return;
        }
    if (w->n_troubles == MOST_TROUBLES) return;
    trouble *made = &w->troubles[w->n_troubles++];
    *made = (trouble){CAMP_NEW(w->facts->arena, camp_task, n), n, p, 1};
    memcpy(made->tasks, tasks, (size_t)n * sizeof *tasks);
}

/* Start slots of a task for its person; marks in `used` all slots in which it can be running. */
static int list_slots(const camp_facts *f, const trouble *t, int i, int *slots, bool *used) {
    const camp_task *task = &t->tasks[i];
    int n = 0;
    for (int k = 0; k < f->n_starts[task->session]; k++) {
        int slot = f->starts[task->session][k];
        if (task->slot >= 0 && task->slot != slot) continue;
        if (!camp_facts_can_be_in(f, t->person, task->session, slot)) continue;
        const camp_slots *span = camp_problem_span(f->problem, task->session, slot);
        for (int j = 0; j < span->n; j++)
            used[span->chain[j]] = true;
        slots[n++] = slot;
    }
    return n;
}

/* "X" (presents it, slot A); without its slots where they are said for all tasks together. */
static const char *say_task(const camp_facts *f, const camp_task *task, const int *slots, int n) {
    const char *how = task->presents ? "presents it" : task->slot < 0 ? "must attend" : "locked";
    if (n) how = camp_arena_printf(f->arena, "%s, %s", how, camp_words_slots(f->arena, f->event, slots, n));
    return camp_arena_printf(f->arena, "%s (%s)", camp_word_session(f->arena, f->event, task->session), how);
}

/* Either more slots are taken than there are, or it is told where each of them can be. */
static const char *say_why(const camp_facts *f, const trouble *t) {
    const camp_event *e = f->event;
    const char **texts = CAMP_NEW(f->arena, const char *, t->n);
    int *slots = CAMP_NEW(f->arena, int, e->n_slots), n_used = 0, taken = 0;
    bool *used = CAMP_NEW(f->arena, bool, e->n_slots);
    for (int i = 0; i < t->n; i++) {
        int n = list_slots(f, t, i, slots, used);
        texts[i] = say_task(f, &t->tasks[i], slots, n);
        taken += e->sessions[t->tasks[i].session].length;
    }
    for (int k = 0; k < e->n_open; k++)
        if (used[e->open[k]]) slots[n_used++] = e->open[k];
    if (taken <= n_used || n_used == 1)
        return camp_arena_printf(f->arena, "%s, and that is not possible one after the other",
                                 camp_words_join(f->arena, texts, t->n));
    for (int i = 0; i < t->n; i++)
        texts[i] = say_task(f, &t->tasks[i], NULL, 0);
    return camp_arena_printf(f->arena, "%s; these take %d slots, but can only be in %s",
                             camp_words_join(f->arena, texts, t->n), taken,
                             camp_words_slots(f->arena, e, slots, n_used));
}

static void tell_trouble(camp_facts *f, const trouble *t) {
    const char *file;
    long line = line_of_person(f->event, t->person, &file);
    if (!line) file = "sessions.csv", line = f->event->sessions[t->tasks[0].session].line;
    camp_facts_tell(f, "N_COUNT_PERSON", file, line, "%s must be in %s",
                    camp_words_people(f->arena, f->event, t->person, t->people), say_why(f, t));
}

static void check_person(people *w, int p) {
    long most = most_tasks(w, p);
    if (most == 0 || most > 1000000) return;
    camp_arena arena;
    camp_arena_init_like(&arena, w->facts->arena);
    camp_task *tasks = CAMP_NEW(&arena, camp_task, most);
    int n = drop_impossible(w, p, tasks, list_tasks(w, p, tasks));
    bool twice = false; /* locked into two runs of one session, which are then two seats */
    for (int i = 0; i < n; i++)
        for (int k = 0; k < i && !twice; k++)
            if (!tasks[i].presents && tasks[i].session == tasks[k].session) {
                camp_task both[2] = {tasks[k], tasks[i]};
                note_trouble(w, p, both, 2);
                twice = true;
            }
    if (!twice && n > 1 && !camp_facts_can_do_all(w->facts, tasks, n, p)) {
        n = camp_facts_least_tasks(w->facts, tasks, n, p);
        note_trouble(w, p, tasks, n);
    }
    camp_arena_free(&arena);
}

void camp_explain_people(camp_facts *facts) {
    const camp_event *e = facts->event;
    camp_arena *arena = facts->arena;
    people *w = CAMP_NEW(arena, people, 1);
    w->facts = facts;
    w->first_lock = CAMP_NEW(arena, int, e->n_people), w->next_lock = CAMP_NEW(arena, int, e->n_locks);
    w->outside = CAMP_NEW(arena, long, e->n_sessions), w->absent = CAMP_NEW(arena, long, e->n_sessions);
    w->first_outside = CAMP_NEW(arena, int, e->n_sessions),
    w->first_absent = CAMP_NEW(arena, int, e->n_sessions);
    for (int p = 0; p < e->n_people; p++)
        w->first_lock[p] = -1;
    for (int i = e->n_locks - 1; i >= 0; i--)
        if (e->locks[i].person >= 0)
            w->next_lock[i] = w->first_lock[e->locks[i].person], w->first_lock[e->locks[i].person] = i;
    for (int p = 0; p < e->n_real_people; p++)
        check_person(w, p);
    tell_impossible(w);
    for (int i = 0; i < w->n_troubles; i++)
        tell_trouble(facts, &w->troubles[i]);
}

/* ---------------------------------------------------------------- seats */

static int descending(int *list, int n, int value) {
    int k = n;
    for (; k > 0 && list[k - 1] < value; k--)
        list[k] = list[k - 1];
    list[k] = value;
    return n + 1;
}

/* Most seats of all runs of s together; CAMP_UNLIMITED where there is no limit. */
static long most_seats(const camp_facts *f, int s) {
    const camp_event *e = f->event;
    int *best = CAMP_NEW(f->arena, int, f->n_starts[s]), n = 0;
    long sum = 0;
    for (int i = 0; i < f->n_starts[s]; i++) {
        int most = 0;
        for (int r = 0; r < e->n_rooms; r++)
            if (camp_facts_fits(f, s, f->starts[s][i], r) && e->rooms[r].capacity > most)
                most = e->rooms[r].capacity;
        n = descending(best, n, most < e->sessions[s].capacity ? most : e->sessions[s].capacity);
    }
    for (int i = 0; i < f->most[s]; i++)
        sum += best[i];
    return sum < CAMP_UNLIMITED ? sum : CAMP_UNLIMITED;
}

void camp_explain_seats(camp_facts *facts) {
    const camp_event *e = facts->event;
    if (!e->limited) return;
    long *count = CAMP_NEW(facts->arena, long, e->n_sessions);
    for (int p = 0; p < e->n_real_people; p++)
        for (int i = 0; i < e->people[p].must_attend.n; i++) {
            int s = e->people[p].must_attend.at[i];
            count[s] += !camp_list_has(e->people[p].presents, s);
        }
    for (int s = 0; s < e->n_sessions; s++) {
        if (!count[s] || facts->told[s] || count[s] <= most_seats(facts, s)) continue;
        camp_facts_tell(facts, "N_COUNT_SEATS", "sessions.csv", e->sessions[s].line,
                        "%s must attend %s, but its %s at most %s",
                        camp_words_count(facts->arena, count[s], "person", "people"),
                        camp_word_session(facts->arena, e, s),
                        facts->most[s] == 1
                            ? "only run seats"
                            : camp_arena_printf(facts->arena, "%d runs seat together", facts->most[s]),
                        camp_words_number(facts->arena, (double)most_seats(facts, s)));
    }
}
