/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_first.c - prices to begin with: every slot by itself, the parts of long sessions only counted.
 *
 *     max sum v(A) x(A)   sum of short runs of s <= sections(s)   sum of parts of l / length(l) <=
 * sections(l) sum over A of a kind of slots <= their number
 *
 * v(A): everyone takes the best of A, a part being worth an equal share of its session. Columns are found by
 * the search in a slot; prices lie between those of the linear program and the best so far (Wentges 1997).
 * Nothing is proven here: the prices alone are used.
 */
#include "segment_parts.h"
#include <string.h>

static const double FIRST_SHARE = 0.8, SEED_SHARE = 0.85;
enum { MOST_COLUMNS = 5000, NODES = 20000 };

typedef struct finding {
    camp_segments *x;
    camp_slot_search *search;
    int kind, added;
} finding;

/* A set of elements of a kind as a column; worth: what it is worth without its gains. */
static void add_column(camp_segments *x, int kind, int n, const int *elements, double worth,
                       camp_arena *scratch) {
    int *row = CAMP_NEW(scratch, int, n + 1);
    double *part = CAMP_NEW(scratch, double, n + 1), value = worth;
    for (int i = 0; i < n; i++) {
        int s = x->kinds[kind].elements[elements[i]].session;
        row[i] = s, part[i] = 1.0 / x->problem->event->sessions[s].length;
        value += part[i] * x->stakes[s];
    }
    row[n] = x->problem->event->n_sessions + kind, part[n] = 1;
    camp_segment_pool_add(&x->parts, value, n + 1, row, part);
}

/* What people get from a set of elements. */
static double people_worth(const camp_segments *x, int kind, int n, const int *elements, double *best) {
    const camp_event *e = x->problem->event;
    double sum = 0;
    memset(best, 0, (size_t)e->n_people * sizeof *best);
    for (int i = 0; i < n; i++) {
        const camp_segment_fans *fans = &x->kinds[kind].elements[elements[i]].fans;
        for (int j = 0; j < fans->n; j++)
            if (fans->weight[j] > best[fans->person[j]]) best[fans->person[j]] = fans->weight[j];
    }
    for (int i = 0; i < n; i++) {
        const camp_list *hosts = &x->hosts[x->kinds[kind].elements[elements[i]].session];
        for (int k = 0; k < hosts->n; k++)
            best[hosts->at[k]] = 0;
    }
    for (int p = 0; p < e->n_people; p++)
        sum += best[p];
    return sum;
}

/* ---------------------------------------------------------------- from a board */

static int element_of(const camp_segments *x, int kind, int session) {
    const camp_segment_kind *k = &x->kinds[kind];
    for (int i = 0; i < k->n_elements; i++)
        if (k->elements[i].session == session) return i;
    return -1;
}

static void seed_slot(camp_segments *x, const camp_board *board, int kind, int slot, camp_arena *scratch) {
    const camp_event *e = x->problem->event;
    int n = 0, *set = CAMP_NEW(scratch, int, board->n_runs + 1),
        *less = CAMP_NEW(scratch, int, board->n_runs + 1);
    double *best = CAMP_NEW(scratch, double, e->n_people);
    for (int i = 0; i < board->n_runs; i++) {
        const camp_run *run = &board->runs[i];
        const camp_slots *span = camp_problem_span(x->problem, run->session, run->slot);
        int element = element_of(x, kind, run->session);
        if (element >= 0 && span->n && span->use_bits[slot / 64] >> (slot % 64) & 1) set[n++] = element;
    }
    double worth = people_worth(x, kind, n, set, best);
    add_column(x, kind, n, set, worth, scratch);
    for (int i = 0; i < n; i++) {
        int m = 0, s = x->kinds[kind].elements[set[i]].session;
        for (int j = 0; j < n; j++)
            if (j != i) less[m++] = set[j];
        double adds = x->stakes[s] / e->sessions[s].length + worth - people_worth(x, kind, m, less, best);
        if (adds > 0) x->centre[s] += SEED_SHARE * adds;
    }
}

void camp_segments_first_seed(camp_segments *x, const camp_board *board) {
    const camp_problem_data *d = x->problem;
    camp_arena scratch;
    camp_arena_init_like(&scratch, x->arena);
    x->centre = CAMP_NEW(x->arena, double, d->event->n_sessions);
    x->share = FIRST_SHARE;
    for (int c = 0; c < x->n_chains; c++)
        for (int t = 0; t < x->chains[c].n; t++)
            seed_slot(x, board, x->chains[c].kind[t], x->chains[c].slot[t], &scratch);
    for (int s = 0; s < d->event->n_sessions; s++)
        x->centre[s] = camp_grid_near(x->centre[s] / fmax(1, d->first_item[s + 1] - d->first_item[s]));
    camp_arena_free(&scratch);
}

/* ---------------------------------------------------------------- pricing */

static void found(void *user, double value) {
    finding *f = user;
    f->search->need = value;
    if (f->x->parts.n >= MOST_COLUMNS) return;
    camp_arena scratch;
    camp_arena_init_like(&scratch, f->x->arena);
    double *best = CAMP_NEW(&scratch, double, f->x->problem->event->n_people);
    const camp_slot_search *s = f->search;
    add_column(f->x, f->kind, s->n_chosen, s->chosen,
               people_worth(f->x, f->kind, s->n_chosen, s->chosen, best), &scratch);
    f->added++;
    camp_arena_free(&scratch);
}

static double known_best(const camp_segments *x, int kind, const double *price) {
    double best = 0;
    int row = x->parts.n_sessions + kind;
    for (int j = 0; j < x->parts.n; j++) {
        const camp_segment_column *column = &x->parts.columns[j];
        double worth = column->value;
        if (column->row[column->n - 1] != row) continue;
        for (int i = 0; i < column->n - 1; i++)
            worth -= column->part[i] * price[column->row[i]];
        if (worth > best) best = worth;
    }
    return best;
}

/* Prices all kinds of slots; returns the number of new columns. */
static int price_all(camp_segments *x, const double *price, const camp_program_limits *limits,
                     uint64_t *work) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, x->arena);
    int sessions = x->parts.n_sessions;
    double *gain = CAMP_NEW(&scratch, double, sessions), *factor = CAMP_NEW(&scratch, double, sessions);
    double bound = 0;
    for (int s = 0; s < sessions; s++) {
        gain[s] = x->stakes[s] - price[s], factor[s] = 1.0 / x->problem->event->sessions[s].length;
        bound += x->parts.side[s] * price[s];
    }
    camp_slot_search search;
    camp_slot_search_make(&search, x, &scratch);
    finding f = {.x = x, .search = &search};
    for (int k = 0; k < x->n_kinds; k++) {
        camp_segment_budget budget = {.most = NODES, .stop = limits->stop, .user = limits->user};
        f.kind = k, search.kind = &x->kinds[k], search.n_elements = search.kind->n_elements;
        search.gain = gain, search.factor = factor, search.most = search.kind->most;
        search.need = known_best(x, k, price) + 1e-6, search.beat = true, search.budget = &budget;
        search.found = found, search.user = &f;
        camp_slot_search_run(&search, 0);
        *work += budget.nodes;
        bound += x->parts.side[sessions + k] * search.need;
    }
    if (bound < x->centre_bound) {
        x->centre_bound = bound;
        memcpy(x->centre, price, (size_t)sessions * sizeof *price);
    }
    camp_arena_free(&scratch);
    return f.added;
}

bool camp_segments_first_pass(camp_segments *x, const camp_program_limits *limits, uint64_t *work) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, x->arena);
    double *price = CAMP_NEW(&scratch, double, x->parts.n_rows), value;
    bool solved = camp_segment_pool_solve(&x->parts, NULL, INFINITY, limits, price, &value, work);
    int added = 0;
    if (solved) {
        for (int s = 0; s < x->parts.n_sessions; s++)
            price[s] = camp_grid_near(x->share * x->centre[s] + (1 - x->share) * price[s]);
        added = price_all(x, price, limits, work);
    }
    camp_arena_free(&scratch);
    if (!solved || x->parts.n >= MOST_COLUMNS) return false;
    if (added) return true;
    if (x->share <= 0) return false;
    x->share = x->share > 0.5 ? 0.4 : 0;
    return true;
}
