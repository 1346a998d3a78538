/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packing_search.c - depth-first search for a packing that is worth the claim, with slack to spend.
 *
 *     budget = z - claim;  a column costs its slack, a session left out its price, an empty slot its kind's
 *
 * Every session either gets a column or is paid for; the one with the fewest columns left is decided first. A
 * column stays while its slack, beyond the least of its kind, fits into what is left after the least that all
 * open slots must cost and the prices of the sessions that no column is left for. No linear program is needed
 * below the root: where the relaxation with its cuts is tight, budgets are small and few columns fit
 * together.
 */
#include "packing_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_A_UNIT = 256, ASK_EVERY = 256 };
typedef struct item {
    double slack;  /* at the prices of the node */
    uint64_t mask; /* the first word of the column's sessions */
    int column;
} item;

typedef struct packing_search {
    camp_packing_run *run;
    camp_arena arena;           /* of this search */
    uint64_t units, most_units; /* of work: nodes, and columns looked at */
    bool ended;
    int *kind_left, *left; /* slots; runs of a session that may still be added */
    uint64_t *full;        /* sessions without runs left, or that shall have no more */
    item *stack;           /* columns of the nodes on the way down, one node's behind the other's */
    size_t stack_room;
    double *price; /* per depth: of sessions, then of kinds */
    int width;     /* of one depth */
    int *count;    /* per session: columns left; scratch */
    double *least; /* per session and kind: least slack; scratch */
    int *chosen, n_chosen;
} packing_search;

/* ---------------------------------------------------------------- putting columns */

static void close_session(packing_search *w, int s) {
    w->full[s / 64] |= (uint64_t)1 << (s % 64);
}
static void open_session(packing_search *w, int s) {
    w->full[s / 64] &= ~((uint64_t)1 << (s % 64));
}
static bool is_closed(const packing_search *w, int s) {
    return w->full[s / 64] >> (s % 64) & 1;
}

static void put(packing_search *w, int column) {
    const camp_packing_column *c = &w->run->given->columns[column];
    for (int i = 0; i < c->n; i++)
        if (--w->left[c->sessions[i]] == 0) close_session(w, c->sessions[i]);
    w->kind_left[c->kind]--;
    w->chosen[w->n_chosen++] = column;
}

static void take_back(packing_search *w, int column) {
    const camp_packing_column *c = &w->run->given->columns[column];
    for (int i = 0; i < c->n; i++)
        if (w->left[c->sessions[i]]++ == 0) open_session(w, c->sessions[i]);
    w->kind_left[c->kind]++;
    w->n_chosen--;
}

static bool fits(const packing_search *w, const item *it) {
    const camp_packing_run *run = w->run;
    const uint64_t *mask = run->mask + (size_t)it->column * (size_t)run->words;
    if (it->mask & w->full[0]) return false;
    for (int i = 1; i < run->words; i++)
        if (mask[i] & w->full[i]) return false;
    return w->kind_left[run->given->columns[it->column].kind] > 0;
}

static int item_order(const void *a, const void *b) {
    const item *x = a, *y = b;
    if (x->slack != y->slack) return x->slack < y->slack ? -1 : 1;
    return x->column - y->column;
}

/* Mostly they are sorted. */
static void sort(item *items, int n) {
    for (int i = 1; i < n; i++)
        if (item_order(&items[i - 1], &items[i]) > 0) {
            qsort(items, (size_t)n, sizeof *items, item_order);
            return;
        }
}

/* ---------------------------------------------------------------- what a node still has */

/* The least slack of each session's and kind's columns, and how many there are. */
static void least_slacks(packing_search *w, const item *fit, int n) {
    const camp_packing *given = w->run->given;
    memset(w->count, 0, (size_t)given->n_sessions * sizeof *w->count);
    for (int i = 0; i < w->width; i++)
        w->least[i] = HUGE_VAL;
    for (int i = 0; i < n; i++) {
        const camp_packing_column *c = &given->columns[fit[i].column];
        double slack = fit[i].slack, *kind = &w->least[given->n_sessions + c->kind];
        if (slack < *kind) *kind = slack;
        for (int k = 0; k < c->n; k++) {
            int s = c->sessions[k];
            w->count[s]++;
            if (slack < w->least[s]) w->least[s] = slack;
        }
    }
}

/* Lowers the price of a kind or session as far as it and the slacks of its columns allow; returns what this
 * adds to the cost. */
static double lower_kind(packing_search *w, int k, item *fit, int n, double *price) {
    const camp_packing *given = w->run->given;
    double by = fmin(w->least[given->n_sessions + k], price[given->n_sessions + k]);
    if (by <= 0 || !w->kind_left[k]) return 0;
    price[given->n_sessions + k] -= by;
    for (int i = 0; i < n; i++)
        if (given->columns[fit[i].column].kind == k) fit[i].slack -= by;
    return by * w->kind_left[k];
}

static double lower_session(packing_search *w, int s, item *fit, int n, double *price) {
    double by = price[s];
    if (w->count[s])
        for (int i = 0; i < n; i++)
            if (fit[i].slack < by && camp_packing_has(w->run, fit[i].column, s)) by = fit[i].slack;
    if (by <= 0) return 0;
    price[s] -= by;
    if (w->count[s])
        for (int i = 0; i < n; i++)
            if (camp_packing_has(w->run, fit[i].column, s)) fit[i].slack -= by;
    return by * w->left[s];
}

static double lower_all(packing_search *w, item *fit, int n, double *price) {
    const camp_packing *given = w->run->given;
    double cost = 0;
    least_slacks(w, fit, n);
    for (int k = 0; k < given->n_kinds; k++)
        cost += lower_kind(w, k, fit, n, price);
    if (cost > 0) least_slacks(w, fit, n);
    for (int s = 0; s < given->n_sessions; s++)
        if (!is_closed(w, s) && price[s] > 0 && w->least[s] > 0) cost += lower_session(w, s, fit, n, price);
    return cost;
}

/* Copies the columns (by slack) that fit and can be paid for, by slack; -1: the node is cut off. */
static int narrow(packing_search *w, const item *from, int n_from, item *fit, double *price, double *spent) {
    const camp_packing_run *run = w->run;
    double limit = run->z - run->claim + run->tolerance;
    int n = 0, before;
    for (int i = 0; i < n_from && from[i].slack <= limit - *spent; i++)
        if (fits(w, &from[i])) fit[n++] = from[i];
    do { /* a column that leaves can make the rest dearer */
        before = n;
        *spent += lower_all(w, fit, n, price);
        if (*spent > limit) return -1;
        n = 0;
        for (int i = 0; i < before; i++)
            if (fit[i].slack <= limit - *spent) fit[n++] = fit[i];
    } while (n < before);
    sort(fit, n);
    return n;
}

/* The session to decide next: the fewest columns among those that must have one, else among all that can
 * have one; -1: none. */
static int choose(const packing_search *w, const double *price, double left, bool *must) {
    int chosen = -1;
    *must = false;
    for (int s = 0; s < w->run->given->n_sessions; s++) {
        if (!w->count[s]) continue;
        bool dear = price[s] * w->left[s] > left;
        if (chosen >= 0 && (*must > dear || (*must == dear && w->count[chosen] <= w->count[s]))) continue;
        chosen = s, *must = dear;
    }
    return chosen;
}

/* Columns with the session to the back, the order otherwise kept; returns how many are without. */
static int to_back(const packing_search *w, int session, item *fit, int n, item *scratch) {
    int with = 0, without = 0;
    for (int i = 0; i < n; i++) {
        if (camp_packing_has(w->run, fit[i].column, session))
            scratch[with++] = fit[i];
        else
            fit[without++] = fit[i];
    }
    memcpy(fit + without, scratch, (size_t)with * sizeof *fit);
    return without;
}

/* Two lists by slack become one; returns its length. */
static int merge(const item *a, int n_a, const item *b, int n_b, item *to) {
    int i = 0, k = 0;
    while (i < n_a || k < n_b) {
        bool first = k == n_b || (i < n_a && item_order(&a[i], &b[k]) < 0);
        to[i + k] = first ? a[i] : b[k];
        if (first)
            i++;
        else
            k++;
    }
    return n_a + n_b;
}

/* ---------------------------------------------------------------- the search */

static bool is_over(packing_search *w) {
    w->units++;
    if (w->units > w->most_units || (w->units % ASK_EVERY == 0 && camp_packing_is_over(w->run)))
        w->ended = true;
    return w->ended;
}

static void make_room(packing_search *w, size_t n) {
    if (n <= w->stack_room) return;
    w->stack = camp_arena_grow(&w->arena, w->stack, w->stack_room, 2 * n, sizeof *w->stack);
    w->stack_room = 2 * n;
}

static void visit(packing_search *w, int depth, size_t from, int n_from, size_t top, double spent);

/* The branches of a node: stack[top .. top + n) are its columns, those without the session first. */
static void branch(packing_search *w, int depth, int session, size_t top, int without, int n, double spent) {
    size_t behind = top + (size_t)n, rest = top;
    int n_rest = without;
    for (int i = without; i < n && !w->ended; i++) {
        item tried = w->stack[top + (size_t)i];
        if (w->left[session] > 1) { /* it may come again, those tried before may not */
            make_room(w, behind + (size_t)n);
            rest = behind;
            n_rest = merge(w->stack + top, without, w->stack + top + (size_t)i, n - i, w->stack + rest);
        }
        put(w, tried.column);
        visit(w, depth + 1, rest, n_rest, rest == top ? behind : rest + (size_t)n_rest, spent + tried.slack);
        take_back(w, tried.column);
    }
}

/* The columns to choose from are stack[from .. from + n_from), by slack; those of this node go behind `top`.
 */
static void visit(packing_search *w, int depth, size_t from, int n_from, size_t top, double spent) {
    camp_packing_run *run = w->run;
    double *price = w->price + (size_t)depth * (size_t)w->width;
    bool must = false;
    if (is_over(w)) return;
    camp_packing_take(run, w->n_chosen, w->chosen);
    make_room(w, top + 2 * (size_t)n_from);
    memcpy(price, price - w->width, (size_t)w->width * sizeof *price);
    int n = narrow(w, w->stack + from, n_from, w->stack + top, price, &spent);
    w->units += n > 0 ? (uint64_t)(n / COLUMNS_A_UNIT) : 0;
    int session = n > 0 ? choose(w, price, run->z - run->claim + run->tolerance - spent, &must) : -1;
    if (session < 0) return;
    int without = to_back(w, session, w->stack + top, n, w->stack + top + n);
    branch(w, depth, session, top, without, n, spent);
    if (must || w->ended) return;
    close_session(w, session);
    visit(w, depth + 1, top, without, top + (size_t)n, spent + price[session] * w->left[session]);
    open_session(w, session);
}

bool camp_packing_search(camp_packing_run *run, uint64_t most_units) {
    const camp_packing *given = run->given;
    packing_search w = {.run = run, .most_units = most_units};
    camp_arena_init_like(&w.arena, run->arena);
    w.width = given->n_sessions + given->n_kinds;
    w.kind_left = CAMP_NEW(&w.arena, int, given->n_kinds),
    w.left = CAMP_NEW(&w.arena, int, given->n_sessions);
    w.full = CAMP_NEW(&w.arena, uint64_t, run->words), w.count = CAMP_NEW(&w.arena, int, given->n_sessions);
    w.least = CAMP_NEW(&w.arena, double, w.width);
    int depths = run->most_chosen + given->n_sessions + 2;
    w.price = CAMP_NEW(&w.arena, double, depths *w.width);
    w.chosen = CAMP_NEW(&w.arena, int, run->most_chosen + 1);
    memcpy(w.kind_left, given->kind_most, (size_t)given->n_kinds * sizeof *w.kind_left);
    memcpy(w.price, run->price, (size_t)given->n_sessions * sizeof *w.price);
    memcpy(w.price + given->n_sessions, run->kind_price, (size_t)given->n_kinds * sizeof *w.price);
    for (int s = 0; s < given->n_sessions; s++)
        if ((w.left[s] = given->session_most[s]) <= 0) close_session(&w, s);
    make_room(&w, (size_t)run->n_live);
    for (int i = 0; i < run->n_live; i++)
        w.stack[i] = (item){run->slack[run->live[i]], run->mask[(size_t)run->live[i] * (size_t)run->words],
                            run->live[i]};
    sort(w.stack, run->n_live);
    visit(&w, 1, 0, run->n_live, (size_t)run->n_live, 0);
    run->work += w.units;
    camp_arena_free(&w.arena);
    return !w.ended;
}
