/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packing_cut.c - cuts on triples of sessions: half the sum of their rows, rounded down.
 *
 *     sum over columns j of floor(|A_j and T| / 2) x_j  <=  floor(sum of session_most over T / 2)
 *
 * (Chvatal and Gomory; Jepsen, Petersen, Spoorendonk, Pisinger, Operations Research 56 (2008), for vehicle
 * routing.) With one run each: at most one pattern of the board has two of three sessions. Since all columns
 * are known, a cut costs the pricing nothing.
 */
#include "packing_parts.h"
#include <stdlib.h>
#include <string.h>

static const double VIOLATED = 0.01, USED = 1e-9;

typedef struct found {
    double by;
    camp_packing_cut cut;
} found;

typedef struct separation {
    camp_packing_run *run;
    int n_used, *used; /* positions in run->in with x > 0 */
    double *pair;      /* [s * n + t]: sum of x of the columns with both */
    int n, room;
    found *list;
    camp_arena scratch;
} separation;

static void sum_pairs(separation *w) {
    const camp_packing *given = w->run->given;
    for (int i = 0; i < w->n_used; i++) {
        const camp_packing_column *c = &given->columns[w->run->in[w->used[i]]];
        for (int a = 0; a < c->n; a++)
            for (int b = a + 1; b < c->n; b++)
                w->pair[(long)c->sessions[a] * given->n_sessions + c->sessions[b]] += w->run->x[w->used[i]];
    }
}

static void test(separation *w, int a, int b, int c) {
    const camp_packing *given = w->run->given;
    long n = given->n_sessions;
    int most = (given->session_most[a] + given->session_most[b] + given->session_most[c]) / 2;
    double use = w->pair[a * n + b] + w->pair[a * n + c] + w->pair[b * n + c];
    if (use <= most + VIOLATED) return;
    camp_packing_cut cut = {.sessions = {a, b, c}, .most = most};
    for (int i = 0; i < w->n_used; i++) {
        int j = w->run->in[w->used[i]];
        if (camp_packing_has(w->run, j, a) && camp_packing_has(w->run, j, b) &&
            camp_packing_has(w->run, j, c))
            use -= 2 * w->run->x[w->used[i]]; /* counted three times, counts once */
    }
    if (use <= most + VIOLATED) return;
    if (w->n == w->room) {
        int room = w->room ? 2 * w->room : 256;
        w->list = camp_arena_grow(&w->scratch, w->list, (size_t)w->room, (size_t)room, sizeof *w->list);
        w->room = room;
    }
    w->list[w->n++] = (found){use - most, cut};
}

static int found_order(const void *a, const void *b) {
    const found *x = a, *y = b;
    if (x->by != y->by) return x->by > y->by ? -1 : 1;
    return memcmp(x->cut.sessions, y->cut.sessions, sizeof x->cut.sessions);
}

/* Cuts that cost nothing leave; their rows are basic. */
static void drop_idle(camp_packing_run *run) {
    int n = 0, first = run->given->n_sessions + run->given->n_kinds;
    for (int k = 0; k < run->n_cuts; k++) {
        if (run->cuts[k].price <= 0) continue;
        run->basis.row[first + n] = run->basis.row[first + k];
        run->cuts[n++] = run->cuts[k];
    }
    run->n_cuts = n, run->basis.n_rows = first + n;
}

static void add(camp_packing_run *run, const found *list, int n) {
    if (run->n_cuts + n > run->cuts_room) {
        size_t old = (size_t)run->cuts_room, room = 2 * (size_t)(run->n_cuts + n), words = (size_t)run->words;
        run->cuts = camp_arena_grow(run->arena, run->cuts, old, room, sizeof *run->cuts);
        run->cut_mask =
            camp_arena_grow(run->arena, run->cut_mask, old * words, room * words, sizeof *run->cut_mask);
        run->cuts_room = (int)room;
    }
    for (int i = 0; i < n; i++)
        run->cuts[run->n_cuts++] = list[i].cut;
    for (int k = 0; k < run->n_cuts; k++) {
        uint64_t *mask = run->cut_mask + (size_t)k * (size_t)run->words;
        memset(mask, 0, (size_t)run->words * sizeof *mask);
        for (int i = 0; i < CAMP_CUT_SIZE; i++)
            mask[run->cuts[k].sessions[i] / 64] |= (uint64_t)1 << (run->cuts[k].sessions[i] % 64);
    }
}

int camp_packing_separate(camp_packing_run *run, int most) {
    separation w = {.run = run};
    int sessions = run->given->n_sessions;
    camp_arena_init_like(&w.scratch, run->arena);
    w.used = CAMP_NEW(&w.scratch, int, run->n_in);
    w.pair = CAMP_NEW(&w.scratch, double, (long)sessions *sessions);
    for (int i = 0; i < run->n_in; i++)
        if (run->x[i] > USED) w.used[w.n_used++] = i;
    sum_pairs(&w);
    for (int a = 0; a < sessions; a++)
        for (int b = a + 1; b < sessions; b++)
            for (int c = b + 1; c < sessions; c++)
                test(&w, a, b, c);
    if (w.n > 1) qsort(w.list, (size_t)w.n, sizeof *w.list, found_order);
    int n = w.n < most ? w.n : most;
    if (n) drop_idle(run);
    add(run, w.list, n);
    run->basis.dual = n > 0;
    camp_arena_free(&w.scratch);
    return n;
}
