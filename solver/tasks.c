/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tasks.c - runs that one person has to go through one after the other: is there a way?
 *
 * First by counting: each task takes `length` slots of its own, a flow tasks -> slots. Then by trying: tasks
 * with the fewest start slots first, depth first, no two of them at once. Where that takes too long the
 * answer is yes, since only a proof may say no.
 */
#include "facts.h"
#include "flow.h"
#include <string.h>

enum { MOST_TRIES = 20000, MOST_LEFT_OUT = 40 };

typedef struct choice {
    const camp_facts *facts;
    const camp_task *tasks;
    int person;                           /* who has to travel between them, or -1 */
    int n, *order, *n_options, **options; /* per task; `order`: tasks by number of options */
    int *taken;                           /* per task: start slot */
    int tries;
} choice;

static bool too_far(const camp_facts *f, const camp_slots *a, uint64_t sites_a, const camp_slots *b,
                    uint64_t sites_b) {
    const camp_event *e = f->event;
    long pause = a->end_min <= b->start_min ? b->start_min - a->end_min : a->start_min - b->end_min;
    if (pause < 0) return false;
    for (int i = 0; i < e->n_sites; i++)
        for (int k = 0; k < e->n_sites; k++)
            if (sites_a >> i & 1 && sites_b >> k & 1 && (i == k || e->travel[i * e->n_sites + k] <= pause))
                return false;
    return true;
}

/* Whether one person cannot be in both. */
static bool clash(const choice *c, int s, int t, int s2, int t2) {
    const camp_facts *f = c->facts;
    const camp_problem_data *d = f->problem;
    const camp_slots *a = camp_problem_span(d, s, t), *b = camp_problem_span(d, s2, t2);
    if (camp_bits_meet(a->clash_bits, b->use_bits, d->words)) return true;
    if (!f->sites || c->person < 0) return false;
    size_t slots = (size_t)f->event->n_slots;
    return too_far(f, a, f->sites[(size_t)s * slots + (size_t)t], b,
                   f->sites[(size_t)s2 * slots + (size_t)t2]);
}

static void list_options(choice *c, camp_arena *arena, int person) {
    const camp_facts *f = c->facts;
    c->order = CAMP_NEW(arena, int, c->n), c->taken = CAMP_NEW(arena, int, c->n);
    c->n_options = CAMP_NEW(arena, int, c->n), c->options = CAMP_NEW(arena, int *, c->n);
    for (int i = 0; i < c->n; i++) {
        const camp_task *task = &c->tasks[i];
        c->options[i] = CAMP_NEW(arena, int, f->n_starts[task->session]);
        for (int k = 0; k < f->n_starts[task->session]; k++) {
            int t = f->starts[task->session][k];
            if (task->slot >= 0 && task->slot != t) continue;
            if (person >= 0 && !camp_facts_can_be_in(f, person, task->session, t)) continue;
            c->options[i][c->n_options[i]++] = t;
        }
    }
    for (int i = 0; i < c->n; i++) {
        int k = i;
        for (; k > 0 && c->n_options[c->order[k - 1]] > c->n_options[i]; k--)
            c->order[k] = c->order[k - 1];
        c->order[k] = i;
    }
}

/* Each task takes its slots for itself. */
static bool enough_slots(const choice *c, camp_arena *arena) {
    const camp_facts *f = c->facts;
    int n_slots = f->event->n_slots, source = c->n + n_slots, sink = source + 1;
    camp_flow *flow = camp_flow_make(arena, sink + 1);
    bool *running = CAMP_NEW(arena, bool, n_slots);
    long demand = 0;
    for (int t = 0; t < n_slots; t++)
        camp_flow_add(flow, c->n + t, sink, 1);
    for (int i = 0; i < c->n; i++) {
        int s = c->tasks[i].session;
        memset(running, 0, (size_t)n_slots * sizeof *running);
        for (int k = 0; k < c->n_options[i]; k++) {
            const camp_slots *span = camp_problem_span(f->problem, s, c->options[i][k]);
            for (int j = 0; j < span->n; j++)
                running[span->chain[j]] = true;
        }
        for (int t = 0; t < n_slots; t++)
            if (running[t]) camp_flow_add(flow, i, c->n + t, 1);
        camp_flow_add(flow, source, i, f->event->sessions[s].length);
        demand += f->event->sessions[s].length;
    }
    return camp_flow_run(flow, source, sink) == demand;
}

static bool try_all(choice *c, int depth) {
    if (depth == c->n) return true;
    int i = c->order[depth], s = c->tasks[i].session;
    for (int k = 0; k < c->n_options[i]; k++) {
        if (++c->tries > MOST_TRIES) return true;
        int t = c->options[i][k];
        bool good = true;
        for (int j = 0; j < depth && good; j++)
            good = !clash(c, s, t, c->tasks[c->order[j]].session, c->taken[c->order[j]]);
        if (!good) continue;
        c->taken[i] = t;
        if (try_all(c, depth + 1)) return true;
    }
    return false;
}

bool camp_facts_can_do_all(const camp_facts *facts, const camp_task *tasks, int n, int person) {
    camp_arena arena;
    camp_arena_init_like(&arena, facts->arena);
    choice c = {.facts = facts, .tasks = tasks, .person = person, .n = n};
    list_options(&c, &arena, person);
    bool can = enough_slots(&c, &arena) && try_all(&c, 0);
    camp_arena_free(&arena);
    return can;
}

int camp_facts_least_tasks(const camp_facts *facts, camp_task *tasks, int n, int person) {
    if (n > MOST_LEFT_OUT) return n;
    for (int i = n - 1; i >= 0; i--) {
        camp_task out = tasks[i];
        memmove(tasks + i, tasks + i + 1, (size_t)(n - 1 - i) * sizeof *tasks);
        if (!camp_facts_can_do_all(facts, tasks, n - 1, person)) {
            n--;
            continue;
        }
        memmove(tasks + i + 1, tasks + i, (size_t)(n - 1 - i) * sizeof *tasks);
        tasks[i] = out;
    }
    return n;
}
