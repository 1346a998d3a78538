/* SPDX-License-Identifier: GPL-3.0-or-later */
/* close_test.c - closing by enumeration, in plain numbers: lists of sets against all subsets, packings and
 * closings against all ways to fill the slots, also with limits that end them early. GLPK works in threads of
 * the library's own, so a job counts what is wrong and the test looks at the count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/threads.h"
#include "closing.h"
#include "packing.h"

enum { MOST_ELEMENTS = 11, MOST_PEOPLE = 14, MOST_FANS = MOST_ELEMENTS * MOST_PEOPLE, MOST_KINDS = 2 };
enum { SETS = 1 << MOST_ELEMENTS, MOST_SLOTS = 3 };

/* ---------------------------------------------------------------- a random slot, and all its sets */

typedef struct made {
    camp_slot_problem slot;
    double gain[MOST_ELEMENTS], weight[MOST_FANS];
    long fan_first[MOST_ELEMENTS + 1], host_first[MOST_ELEMENTS + 1];
    int person[MOST_FANS], host[MOST_ELEMENTS], group[MOST_ELEMENTS];
    double worth[SETS]; /* per set of elements; -INFINITY where it is not allowed */
} made;

static double worth(const made *m, unsigned set) {
    double have[MOST_PEOPLE] = {0}, value = 0;
    int hosts[MOST_PEOPLE] = {0}, groups[MOST_ELEMENTS] = {0}, n = 0;
    for (int e = 0; e < m->slot.n_elements; e++) {
        if (!(set >> e & 1)) continue;
        n++, value += m->gain[e];
        for (long j = m->fan_first[e]; j < m->fan_first[e + 1]; j++)
            have[m->person[j]] = fmax(have[m->person[j]], m->weight[j]);
        for (long j = m->host_first[e]; j < m->host_first[e + 1]; j++)
            if (hosts[m->host[j]]++) return -INFINITY;
        if (m->group[e] >= 0 && groups[m->group[e]]++) return -INFINITY;
    }
    for (int p = 0; p < m->slot.n_people; p++)
        value += hosts[p] ? 0 : have[p];
    return n <= m->slot.most ? value : -INFINITY;
}

static void all_sets(made *m) {
    for (unsigned set = 0; set < 1U << m->slot.n_elements; set++)
        m->worth[set] = worth(m, set);
}

/* unit: what weights and gains are multiples of; 0: any numbers. */
static void make(made *m, camp_random *random, int elements, double unit) {
    memset(m, 0, sizeof *m);
    int people = 1 + camp_random_below(random, MOST_PEOPLE);
    m->slot = (camp_slot_problem){.n_people = people, .n_elements = elements};
    m->slot.most = 1 + camp_random_below(random, elements < 5 ? elements : 5);
    long fans = 0, hosts = 0;
    int density = 2 + camp_random_below(random, 7);
    for (int e = 0; e < elements; e++) {
        for (int p = 0; p < people; p++)
            if (camp_random_below(random, 10) < density) {
                double weight = unit > 0 ? unit * camp_random_below(random, 4) : camp_random_unit(random);
                m->person[fans] = p, m->weight[fans++] = weight;
            }
        if (camp_random_below(random, 4) == 0) m->host[hosts++] = camp_random_below(random, people);
        m->fan_first[e + 1] = fans, m->host_first[e + 1] = hosts;
        m->group[e] = camp_random_below(random, 4) ? -1 : camp_random_below(random, 3);
        m->gain[e] = unit > 0 ? unit * camp_random_below(random, 4) : camp_random_unit(random);
    }
    m->slot.gain = m->gain, m->slot.fan_first = m->fan_first, m->slot.fan_person = m->person;
    m->slot.fan_weight = m->weight, m->slot.host_first = m->host_first, m->slot.host = m->host;
    m->slot.group = m->group;
    all_sets(m);
}

static unsigned bits_of(int n, const int *elements) {
    unsigned set = 0;
    for (int i = 0; i < n; i++)
        set |= 1U << elements[i];
    return set;
}

/* ---------------------------------------------------------------- lists */

static int sets_above(const made *m, double threshold) {
    int n = 0;
    for (unsigned set = 0; set < 1U << m->slot.n_elements; set++)
        n += m->worth[set] > threshold;
    return n;
}

/* Different sets, each worth what is said, the best first. */
static void assert_list(const made *m, const camp_slot_result *list) {
    static bool seen[SETS];
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < list->n_sets; i++) {
        unsigned set = bits_of(list->sets[i].n, list->sets[i].elements);
        assert_false(seen[set]);
        seen[set] = true;
        assert_true(fabs(m->worth[set] - list->sets[i].value) < 1e-9);
        assert_true(i == 0 || list->sets[i - 1].value >= list->sets[i].value);
        for (int k = 1; k < list->sets[i].n; k++)
            assert_true(list->sets[i].elements[k - 1] < list->sets[i].elements[k]);
    }
}

static void lists_are_complete(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    camp_random random;
    camp_random_seed(&random, 1, 0);
    int cut = 0;
    for (int k = 0; k < 400; k++) {
        static made m;
        make(&m, &random, 1 + camp_random_below(&random, MOST_ELEMENTS), k % 2 ? 1 : 0);
        double best = 0;
        for (unsigned set = 0; set < 1U << m.slot.n_elements; set++)
            best = fmax(best, m.worth[set]);
        double threshold = best * (1.2 - 1.6 * camp_random_unit(&random)) - 0.25;
        camp_slot_limits limits = {.threshold = threshold, .most_sets = SETS + 1};
        camp_slot_result list = camp_slot_list(&m.slot, &limits, &arena);
        assert_list(&m, &list);
        assert_true(list.complete);
        assert_int_equal(list.n_sets, sets_above(&m, threshold));
        assert_true(fabs(list.upper - fmax(threshold, best)) < 1e-9);
        limits.most_nodes = 1 + list.nodes / 2;
        limits.most_sets = 1 + list.n_sets / 2;
        camp_slot_result part = camp_slot_list(&m.slot, &limits, &arena);
        assert_list(&m, &part);
        assert_true(part.n_sets <= limits.most_sets && part.nodes <= limits.most_nodes + 1);
        if (!part.complete) assert_true(isinf(part.upper));
        if (part.complete) assert_int_equal(part.n_sets, list.n_sets);
        cut += !part.complete;
    }
    assert_true(cut > 100);
    camp_arena_free(&arena);
}

/* ---------------------------------------------------------------- closings */

typedef struct world {
    camp_closing closing;
    made kinds[MOST_KINDS], priced[MOST_KINDS];
    camp_closing_kind kind[MOST_KINDS];
    int session[MOST_ELEMENTS], most[MOST_ELEMENTS];
    double price[MOST_ELEMENTS];
    double less[MOST_KINDS][SETS]; /* by which a set is truly worth less */
    bool some_less;
    double best; /* by trying everything */
} world;

static double true_worth(const world *w, int kind, unsigned set) {
    return w->kinds[kind].worth[set] - w->less[kind][set];
}

static double exact(void *user, int kind, int n, const int *elements, double value) {
    const world *w = user;
    return value - w->less[kind][bits_of(n, elements)];
}

/* All ways to fill the slots from `kind` on, `left` of it still to fill. */
static double fill(const world *w, int kind, int left, int *runs) {
    if (left == 0) return kind + 1 < w->closing.n_kinds ? fill(w, kind + 1, w->kind[kind + 1].n, runs) : 0;
    double best = -INFINITY;
    int n = w->kinds[kind].slot.n_elements;
    for (unsigned set = 0; set < 1U << n; set++) {
        bool fits = set == 0 || true_worth(w, kind, set) > -INFINITY;
        for (int e = 0; e < n && fits; e++)
            fits = !(set >> e & 1) || runs[e] < w->most[e];
        if (!fits) continue;
        for (int e = 0; e < n; e++)
            runs[e] += (int)(set >> e & 1);
        double value = (set ? true_worth(w, kind, set) : 0) + fill(w, kind, left - 1, runs);
        best = fmax(best, value);
        for (int e = 0; e < n; e++)
            runs[e] -= (int)(set >> e & 1);
    }
    return best;
}

/* The same where every session runs once: over all sets of sessions that are used up. */
static double fill_once(const world *w) {
    static double before[SETS], after[SETS];
    int n = w->kinds[0].slot.n_elements;
    for (unsigned used = 0; used < 1U << n; used++)
        before[used] = 0;
    for (int kind = 0; kind < w->closing.n_kinds; kind++)
        for (int slot = 0; slot < w->kind[kind].n; slot++) {
            for (unsigned used = 0; used < 1U << n; used++) {
                after[used] = before[used];
                for (unsigned set = used; set; set = (set - 1) & used)
                    after[used] = fmax(after[used], true_worth(w, kind, set) + before[used & ~set]);
            }
            memcpy(before, after, sizeof before);
        }
    return before[(1U << n) - 1];
}

static void make_world(world *w, camp_random *random, bool large, bool whole) {
    memset(w, 0, sizeof *w);
    int elements = large ? 8 + camp_random_below(random, 4) : 1 + camp_random_below(random, 5);
    camp_closing *c = &w->closing;
    *c = (camp_closing){.n_sessions = elements,
                        .n_kinds = 1 + camp_random_below(random, MOST_KINDS),
                        .session_most = w->most,
                        .price = w->price,
                        .kinds = w->kind,
                        .whole = whole,
                        .step = whole ? 1 : 1e-6,
                        .constant = whole ? camp_random_below(random, 5) - 2 : camp_random_unit(random)};
    for (int s = 0; s < elements; s++) {
        w->session[s] = s, w->most[s] = large ? 1 : camp_random_below(random, 3);
        w->price[s] = camp_random_below(random, 3) ? 3 * camp_random_unit(random) : 0;
        w->price[s] = floor(w->price[s] * 1024) / 1024;
    }
    for (int k = 0; k < c->n_kinds; k++) {
        made *m = &w->kinds[k], *p = &w->priced[k];
        make(m, random, elements, whole ? 1 : 0);
        *p = *m;
        for (int e = 0; e < elements; e++)
            p->gain[e] -= w->price[e];
        p->slot.gain = p->gain, p->slot.fan_first = p->fan_first, p->slot.fan_person = p->person;
        p->slot.fan_weight = p->weight, p->slot.host_first = p->host_first, p->slot.host = p->host;
        p->slot.group = p->group;
        all_sets(p);
        w->kind[k] = (camp_closing_kind){.n = 1 + camp_random_below(random, MOST_SLOTS - c->n_kinds + 1),
                                         .slot = p->slot,
                                         .session = w->session};
        for (unsigned set = 0; set < 1U << elements; set++)
            w->kind[k].known = fmax(w->kind[k].known, p->worth[set]);
        if (camp_random_below(random, 2)) w->kind[k].known *= camp_random_unit(random);
    }
    w->some_less = camp_random_below(random, 2) == 0;
    for (int k = 0; k < c->n_kinds && w->some_less; k++)
        for (unsigned set = 1; set < 1U << elements; set++)
            if (camp_random_below(random, 3) == 0)
                w->less[k][set] =
                    camp_random_below(random, 3) ? (double)camp_random_below(random, 3) : HUGE_VAL;
    if (w->some_less) c->exact = exact, c->exact_user = w;
    int runs[MOST_ELEMENTS] = {0};
    w->best = c->constant + (large ? fill_once(w) : fill(w, 0, w->kind[0].n, runs));
}

typedef struct job {
    bool large;
    int rounds, wrong, found, cut, proven;
    char first[200];
} job;

static void blame(job *j, int round, const char *what, double is, double expected) {
    if (!j->wrong++)
        snprintf(j->first, sizeof j->first, "round %d: %s: %.12g, expected %.12g", round, what, is, expected);
}

/* The sets of a closing, counted from the definition. */
static void look_at_sets(job *j, int round, const world *w, const camp_closing_result *result) {
    double value = w->closing.constant;
    int runs[MOST_ELEMENTS] = {0}, slots[MOST_KINDS] = {0};
    for (int i = 0; i < result->n_sets; i++) {
        const camp_slot_set *set = &result->sets[i];
        value += true_worth(w, result->kind[i], bits_of(set->n, set->elements));
        if (++slots[result->kind[i]] > w->kind[result->kind[i]].n)
            blame(j, round, "slots", slots[result->kind[i]], 0);
        for (int k = 0; k < set->n; k++)
            if (++runs[set->elements[k]] > w->most[set->elements[k]]) blame(j, round, "runs", k, 0);
    }
    if (fabs(value - result->value) > 1e-6) blame(j, round, "value of the sets", result->value, value);
}

static void look(job *j, int round, const world *w, uint64_t work, camp_arena *arena) {
    const camp_closing *c = &w->closing;
    camp_program_limits limits = {.until = INFINITY, .work = work};
    camp_closing_result result = camp_closing_run(c, &limits, arena);
    if (result.bound < w->best - 1e-9) blame(j, round, "bound", result.bound, w->best);
    if (work && result.work > work) blame(j, round, "work", (double)result.work, (double)work);
    if (result.found) look_at_sets(j, round, w, &result);
    if (result.found && result.value > w->best + 1e-6) blame(j, round, "value", result.value, w->best);
    if (result.found && result.value < c->least - 1e-9) blame(j, round, "found", result.value, c->least);
    j->cut += !result.complete;
    if (!result.complete && work == 0) blame(j, round, "complete", 0, 1);
    if (!result.complete) return;
    bool reached = w->best >= c->least - 1e-9;
    j->found += reached, j->proven += !reached;
    if (result.found != reached) blame(j, round, "found", result.found, reached);
    if (reached && fabs(result.value - w->best) > c->step * 0.99)
        blame(j, round, "best", result.value, w->best);
    double most = reached ? w->best + (c->whole ? 0 : 2 * c->step) : c->least - (c->whole ? 1 : -1e-9);
    if (result.bound > most + 1e-9) blame(j, round, "bound when complete", result.bound, most);
}

static void close_worlds(void *user, int i) {
    (void)i;
    job *j = user;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) {
        blame(j, -1, "memory", 0, 1);
        return;
    }
    camp_random random;
    camp_random_seed(&random, j->large ? 3 : 2, 0);
    world *w = CAMP_NEW(&arena, world, 1);
    for (int round = 0; round < j->rounds; round++) {
        camp_arena one;
        camp_arena_init_like(&one, &arena);
        bool whole = camp_random_below(&random, 3) > 0;
        make_world(w, &random, j->large, whole);
        double off = whole ? camp_random_below(&random, 8) - 5 : camp_random_unit(&random) - 0.8;
        w->closing.least = w->best + off;
        look(j, round, w, 0, &one);
        look(j, round, w, 1 + (uint64_t)camp_random_below(&random, 400), &one);
        camp_arena_free(&one);
    }
    camp_arena_free(&arena);
}

static void run_closings(bool large, int rounds) {
    job j = {.large = large, .rounds = rounds};
    assert_true(camp_threads_run(1, 1, close_worlds, NULL, &j));
    if (j.wrong) print_error("%d wrong; %s\n", j.wrong, j.first);
    assert_int_equal(j.wrong, 0);
    assert_true(j.found > rounds / 3 && j.proven > rounds / 5);
    if (large) assert_true(j.cut > rounds / 10);
}

static void small_closings(void **state) {
    (void)state;
    run_closings(false, 600);
}
static void large_closings(void **state) {
    (void)state;
    run_closings(true, 120);
}

/* ---------------------------------------------------------------- packings that need cuts */

enum { PACKED = 14, COLUMNS = 500, PACK_SLOTS = 4 };

typedef struct pack {
    camp_packing packing;
    camp_packing_column column[COLUMNS];
    int sessions[COLUMNS][PACKED], session_most[PACKED], kind_most[1];
    double price[PACKED], best;
} pack;

/* Columns of three or four sessions, worth nearly the same for each: no relaxation is whole. */
static void make_pack(pack *p, camp_random *random) {
    memset(p, 0, sizeof *p);
    p->kind_most[0] = PACK_SLOTS;
    p->packing = (camp_packing){.n_sessions = PACKED,
                                .n_kinds = 1,
                                .session_most = p->session_most,
                                .kind_most = p->kind_most,
                                .n_columns = COLUMNS,
                                .columns = p->column,
                                .price = p->price};
    for (int s = 0; s < PACKED; s++)
        p->session_most[s] = 1;
    for (int j = 0; j < COLUMNS; j++) {
        camp_packing_column *c = &p->column[j];
        int want = 3 + camp_random_below(random, 2);
        for (int s = 0; s < PACKED; s++)
            if (c->n < want && camp_random_below(random, PACKED - s) < want - c->n)
                p->sessions[j][c->n++] = s;
        c->value = 20 * c->n + camp_random_below(random, 12);
        c->sessions = p->sessions[j];
    }
}

static double pack_best(const pack *p) {
    static double before[1 << PACKED], after[1 << PACKED];
    memset(before, 0, sizeof before);
    for (int slot = 0; slot < PACK_SLOTS; slot++) {
        memcpy(after, before, sizeof before);
        for (int j = 0; j < COLUMNS; j++) {
            unsigned set = bits_of(p->column[j].n, p->column[j].sessions);
            for (unsigned used = set; used < 1U << PACKED; used = (used + 1) | set)
                after[used] = fmax(after[used], before[used & ~set] + p->column[j].value);
        }
        memcpy(before, after, sizeof before);
    }
    return before[(1 << PACKED) - 1];
}

static void solve_pack(job *j, int round, const pack *p, double claim, uint64_t work, camp_arena *arena) {
    camp_packing_limits limits = {
        .claim = claim, .step = 1, .first_units = 1, .work = work, .until = INFINITY};
    camp_packing_result result = camp_packing_solve(&p->packing, &limits, arena);
    bool reached = p->best >= claim;
    j->cut += !result.complete, j->proven += result.complete && !reached;
    j->found += result.n_cuts;
    if (!work && !result.complete) blame(j, round, "complete", 0, 1);
    if (result.complete && result.found != reached) blame(j, round, "packing found", result.found, reached);
    if (result.found && result.complete && fabs(result.value - p->best) > 1e-9)
        blame(j, round, "packing", result.value, p->best);
    if (result.found && result.value > p->best) blame(j, round, "packing, cut short", result.value, p->best);
    if (reached && !result.complete && result.most < p->best) blame(j, round, "most", result.most, p->best);
    double value = 0;
    unsigned used = 0;
    for (int i = 0; i < result.n_chosen; i++) {
        const camp_packing_column *c = &p->column[result.chosen[i]];
        if (used & bits_of(c->n, c->sessions)) blame(j, round, "session twice", i, 0);
        used |= bits_of(c->n, c->sessions), value += c->value;
    }
    if (result.found && fabs(value - result.value) > 1e-9) blame(j, round, "sum", result.value, value);
}

static void solve_packs(void *user, int i) {
    (void)i;
    job *j = user;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) {
        blame(j, -1, "memory", 0, 1);
        return;
    }
    camp_random random;
    camp_random_seed(&random, 4, 0);
    static pack p;
    for (int round = 0; round < j->rounds; round++) {
        camp_arena one;
        camp_arena_init_like(&one, &arena);
        make_pack(&p, &random);
        p.best = pack_best(&p);
        for (int off = -3; off <= 3; off += 2)
            solve_pack(j, round, &p, p.best + off, 0, &one);
        for (uint64_t work = 5; work < 2000; work *= 3)
            solve_pack(j, round, &p, p.best - (double)(work % 2), work, &one);
        camp_arena_free(&one);
    }
    camp_arena_free(&arena);
}

static void packings(void **state) {
    (void)state;
    job j = {.rounds = 12};
    assert_true(camp_threads_run(1, 1, solve_packs, NULL, &j));
    if (j.wrong) print_error("%d wrong; %s\n", j.wrong, j.first);
    assert_int_equal(j.wrong, 0);
    assert_true(j.cut > 10 && j.proven >= 24 && j.found > 300);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_complete),
        cmocka_unit_test(small_closings),
        cmocka_unit_test(large_closings),
        cmocka_unit_test(packings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
