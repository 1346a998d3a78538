/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain_cells.c - too little room: sessions that must be on the board against the cells that suit them.
 *
 *   source --need * length--> session --1--> cell (slot, room) --1--> sink
 *
 * A flow smaller than the demand names a set of sessions whose runs take more cells than all cells in which
 * any of them can be. This covers the whole board, a feature that few rooms have, and sessions pinned to one
 * slot or room.
 */
#include "facts.h"
#include "flow.h"
#include "words.h"

enum { MOST_LEFT_OUT = 60 };
static const double MOST_EDGES = 4e6; /* a larger count would take too much memory */

typedef struct cells {
    camp_facts *facts;
    int n, *sessions;
    bool *suits; /* [slot * n_rooms + room]: some session of the set can be running there */
} cells;

/* The cells in which a run of s can be running. */
static void mark_cells(const camp_facts *f, int s, bool *cell) {
    const camp_event *e = f->event;
    for (int i = 0; i < f->n_starts[s]; i++) {
        const camp_slots *span = camp_problem_span(f->problem, s, f->starts[s][i]);
        for (int r = 0; r < e->n_rooms; r++)
            for (int k = 0; k < span->n && camp_facts_fits(f, s, f->starts[s][i], r); k++)
                cell[span->chain[k] * e->n_rooms + r] = true;
    }
}

/* One session's edges: with one slot in all straight to its cells, else through its slots, one cell a slot.
 */
static void add_session(const camp_facts *f, camp_flow *flow, int node, int slot_node, int cell_node,
                        long demand, const bool *cell) {
    const camp_event *e = f->event;
    for (int t = 0; t < e->n_slots; t++) {
        bool any = false;
        for (int r = 0; r < e->n_rooms; r++) {
            if (!cell[t * e->n_rooms + r]) continue;
            camp_flow_add(flow, demand > 1 ? slot_node + t : node, cell_node + t * e->n_rooms + r, 1);
            any = true;
        }
        if (any && demand > 1) camp_flow_add(flow, node, slot_node + t, 1);
    }
}

/* Whether the sessions of the set fit. Where they do not, `in` says which of them already do not. */
static bool fits(cells *c, bool *in) {
    camp_facts *f = c->facts;
    const camp_event *e = f->event;
    camp_arena arena;
    camp_arena_init_like(&arena, f->arena);
    int n_cells = e->n_slots * e->n_rooms, slot_node = c->n + n_cells, source = slot_node + c->n * e->n_slots;
    camp_flow *flow = camp_flow_make(&arena, source + 2);
    long total = 0;
    for (int i = 0; i < c->n; i++) {
        int s = c->sessions[i];
        long demand = (long)f->need[s] * e->sessions[s].length;
        bool *cell = CAMP_NEW(&arena, bool, n_cells);
        mark_cells(f, s, cell);
        camp_flow_add(flow, source, i, demand);
        add_session(f, flow, i, slot_node + i * e->n_slots, c->n, demand, cell);
        total += demand;
    }
    for (int k = 0; k < n_cells; k++)
        camp_flow_add(flow, c->n + k, source + 1, 1);
    bool all = camp_flow_run(flow, source, source + 1) == total;
    for (int i = 0; i < c->n && in; i++)
        in[i] = camp_flow_reaches(flow, i);
    camp_arena_free(&arena);
    return all;
}

/* Keeps those marked. */
static void shrink(cells *c, const bool *in) {
    int n = 0;
    for (int i = 0; i < c->n; i++)
        if (in[i]) c->sessions[n++] = c->sessions[i];
    c->n = n;
}

/* Leaves out what is not needed for the proof. */
static void make_least(cells *c) {
    for (int i = c->n - 1; i >= 0 && c->n <= MOST_LEFT_OUT; i--) {
        int out = c->sessions[i];
        for (int k = i; k + 1 < c->n; k++)
            c->sessions[k] = c->sessions[k + 1];
        c->n--;
        if (!fits(c, NULL)) continue;
        for (int k = c->n++; k > i; k--)
            c->sessions[k] = c->sessions[k - 1];
        c->sessions[i] = out;
    }
}

/* The cells as "room Gym in slots A and B", or their number of rooms and slots. */
static const char *say_cells(const cells *c, long *n_cells) {
    const camp_event *e = c->facts->event;
    int *slots = CAMP_NEW(c->facts->arena, int, e->n_slots),
        *rooms = CAMP_NEW(c->facts->arena, int, e->n_rooms);
    int n_slots = 0, n_rooms = 0;
    bool *used = CAMP_NEW(c->facts->arena, bool, e->n_rooms);
    *n_cells = 0;
    for (int k = 0; k < e->n_open; k++) {
        int t = e->open[k], here = 0;
        for (int r = 0; r < e->n_rooms; r++)
            if (c->suits[t * e->n_rooms + r]) here++, used[r] = true;
        if (here) slots[n_slots++] = t;
        *n_cells += here;
    }
    for (int r = 0; r < e->n_rooms; r++)
        if (used[r]) rooms[n_rooms++] = r;
    return camp_arena_printf(c->facts->arena, "%s, %s", camp_words_rooms(c->facts->arena, e, rooms, n_rooms),
                             camp_words_slots(c->facts->arena, e, slots, n_slots));
}

static void tell(cells *c) {
    camp_facts *f = c->facts;
    const camp_event *e = f->event;
    long demand = 0, supply;
    c->suits = CAMP_NEW(f->arena, bool, (size_t)e->n_slots *(size_t)e->n_rooms);
    for (int i = 0; i < c->n; i++) {
        mark_cells(f, c->sessions[i], c->suits);
        demand += (long)f->need[c->sessions[i]] * e->sessions[c->sessions[i]].length;
    }
    const char *where = say_cells(c, &supply);
    const char *missing = "not all of them fit there at the same time";
    if (demand > supply)
        missing = camp_arena_printf(f->arena, "there %s only %ld", supply == 1 ? "is" : "are", supply);
    camp_facts_tell(f, "N_COUNT_CELLS", "sessions.csv", e->sessions[c->sessions[0]].line,
                    "%s must be on the board and take %s (a room for one slot) in %s; %s",
                    camp_words_sessions(f->arena, e, c->sessions, c->n),
                    camp_words_count(f->arena, demand, "cell", "cells"), where, missing);
}

void camp_explain_cells(camp_facts *facts) {
    const camp_event *e = facts->event;
    cells c = {.facts = facts, .sessions = CAMP_NEW(facts->arena, int, e->n_sessions)};
    for (int s = 0; s < e->n_sessions; s++)
        if (facts->need[s] > 0) c.sessions[c.n++] = s;
    bool *in = CAMP_NEW(facts->arena, bool, c.n);
    if (c.n == 0 || (double)c.n * e->n_slots * e->n_rooms > MOST_EDGES || fits(&c, in)) return;
    shrink(&c, in);
    make_least(&c);
    tell(&c);
}
