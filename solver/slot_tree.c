/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_tree.c - branch and bound over the elements of a slot with many rooms, on all processors.
 *
 *     open groups (heap, largest bound first)
 *       |  the first eight, each a lane                         one batch
 *       v
 *     a group = some nodes with bounds above the aim, and the u of the first
 *       |  depth first: steps (slot_dual.h), branch in / out
 *       v
 *     bound <= threshold: done      bound <= aim: parked, into new groups      neither: branch
 *
 * The aim falls from the bound of the root to the threshold, so the largest bound of the open nodes, which is
 * the answer at any moment, falls too, and nodes that were parked are not touched again before it is their
 * turn. A parked node is two sets of bits; only the first of its group has duals, the others go on from their
 * neighbour's. Lanes share nothing while they run, and what they found is collected in their order: the
 * result depends on the number of nodes alone.
 */
#include "slot_tree.h"
#include "base/threads.h"
#include "slot_dual.h"
#include <math.h>
#include <string.h>

enum {
    LANES = 8,
    GROUP = 32,        /* nodes */
    LANE_NODES = 4000, /* in one batch, about */
    ROOT_STEPS = 300,
    STEPS = 10,
    AIMS = 8, /* from the bound of the root to the threshold */
    STOP_EVERY = 64
};
static const double STEP_BACK = 0.02;             /* of the root's bound */
static const size_t MOST_BYTES = (size_t)1 << 29; /* of open nodes; beyond it nothing is parked */

typedef struct group {
    int64_t bound;   /* largest of its nodes */
    uint64_t serial; /* older first */
    int n;
    uint64_t *nodes; /* GROUP records: bound, set in, set out */
    void *u;
} group;

typedef struct tree tree;

/* One job of a batch. */
typedef struct lane {
    tree *tree;
    camp_arena arena; /* its own: it may run in any thread */
    bool failed;      /* no memory */
    camp_slot_dual dual;
    camp_slot_node *level; /* per depth; made when first needed */
    int n_levels;
    double *best_of; /* scratch of values, per person */
    int *set;
    group task;
    uint64_t nodes, most_nodes;
    bool cut;
    int64_t threshold; /* scaled; rises when a better set is found */
    camp_slot_result found;
    /* parked: records, and u for each GROUP of them */
    int n_parked, room;
    uint64_t *parked;
    char *parked_u;
} lane;

struct tree {
    const camp_slot_whole *whole;
    const camp_slot_limits *limits;
    camp_arena arena;
    size_t record, row; /* words of a node, bytes of u */
    lane lanes[LANES];
    int n_open, room;
    group *open; /* heap */
    int n_free, free_room;
    group *free; /* to be used again */
    size_t bytes;
    uint64_t serial, nodes;
    int64_t aim, spacing, threshold, step_back;
    double best;
    bool stopped;
};

/* ---------------------------------------------------------------- groups */

static bool comes_first(const group *a, const group *b) {
    return a->bound != b->bound ? a->bound > b->bound : a->serial < b->serial;
}

static void push(tree *t, group g) {
    if (t->n_open == t->room) {
        int room = t->room ? 2 * t->room : 64;
        t->open = camp_arena_grow(&t->arena, t->open, (size_t)t->room, (size_t)room, sizeof *t->open);
        t->room = room;
    }
    int i = t->n_open++;
    for (; i > 0 && comes_first(&g, &t->open[(i - 1) / 2]); i = (i - 1) / 2)
        t->open[i] = t->open[(i - 1) / 2];
    t->open[i] = g;
}

static group pop(tree *t) {
    group first = t->open[0], last = t->open[--t->n_open];
    int i = 0;
    for (int child = 1; child < t->n_open; child = 2 * i + 1) {
        if (child + 1 < t->n_open && comes_first(&t->open[child + 1], &t->open[child])) child++;
        if (comes_first(&last, &t->open[child])) break;
        t->open[i] = t->open[child], i = child;
    }
    t->open[i] = last;
    return first;
}

static group new_group(tree *t) {
    if (t->n_free) return t->free[--t->n_free];
    group g = {.nodes = CAMP_NEW(&t->arena, uint64_t, GROUP * t->record),
               .u = camp_arena_alloc(&t->arena, t->row, 1)};
    t->bytes += GROUP * t->record * sizeof *g.nodes + t->row;
    return g;
}

static void free_group(tree *t, group g) {
    if (t->n_free == t->free_room) {
        int room = t->free_room ? 2 * t->free_room : 64;
        t->free = camp_arena_grow(&t->arena, t->free, (size_t)t->free_room, (size_t)room, sizeof *t->free);
        t->free_room = room;
    }
    t->free[t->n_free++] = g;
}

/* ---------------------------------------------------------------- a lane at work */

static camp_slot_node *level_of(lane *l, int depth) {
    const camp_slot_whole *whole = l->tree->whole;
    for (; l->n_levels <= depth; l->n_levels++)
        camp_slot_node_make(&l->level[l->n_levels], whole, &l->arena);
    return &l->level[depth];
}

static void park(lane *l, const camp_slot_node *node) {
    tree *t = l->tree;
    if (l->n_parked == l->room) {
        int room = l->room ? 2 * l->room : 4 * GROUP;
        l->parked = camp_arena_grow(&l->arena, l->parked, (size_t)l->room, (size_t)room,
                                    t->record * sizeof *l->parked);
        l->parked_u = camp_arena_grow(&l->arena, l->parked_u, (size_t)(l->room / GROUP),
                                      (size_t)(room / GROUP), t->row);
        l->room = room;
    }
    size_t set = (size_t)t->whole->words;
    uint64_t *record = l->parked + (size_t)l->n_parked * t->record;
    record[0] = (uint64_t)node->bound;
    memcpy(record + 1, node->in, set * sizeof *record);
    memcpy(record + 1 + set, node->out, set * sizeof *record);
    if (l->n_parked % GROUP == 0)
        memcpy(l->parked_u + (size_t)(l->n_parked / GROUP) * t->row, node->u, t->row);
    l->n_parked++;
}

/* The set of those in, valued in doubles. */
static void value_leaf(lane *l, const camp_slot_node *node) {
    const camp_slot_problem *slot = l->tree->whole->slot;
    int n = 0;
    for (int e = 0; e < slot->n_elements; e++)
        if (camp_set_has(node->in, e)) l->set[n++] = e;
    double value = camp_slot_value_with(slot, n, l->set, l->best_of);
    if (!(value > l->tree->best)) return;
    camp_slot_sets_add(&l->found, l->tree->limits->most_sets, value, n, l->set, &l->arena);
    int64_t scaled = (int64_t)floor(value * l->tree->whole->scale);
    if (scaled > l->threshold) l->threshold = scaled;
}

static bool out_of_nodes(lane *l) {
    const camp_slot_limits *limits = l->tree->limits;
    if (!l->cut)
        l->cut = l->nodes >= l->most_nodes ||
                 (limits->stop && l->nodes % STOP_EVERY == 0 && limits->stop(limits->user));
    return l->cut;
}

static void visit(lane *l, int depth, int steps) {
    tree *t = l->tree;
    camp_slot_node *node = level_of(l, depth);
    if (node->bound <= l->threshold) return;
    if (out_of_nodes(l)) {
        park(l, node);
        return;
    }
    l->nodes++;
    int64_t aim = t->aim > l->threshold ? t->aim : l->threshold;
    if (!camp_slot_node_ends(node)) camp_slot_dual_improve(&l->dual, node, steps, aim, l->threshold);
    if (node->bound <= l->threshold) return;
    int e = camp_slot_node_ends(node) ? -1 : camp_slot_dual_branch(&l->dual, node);
    if (e < 0) {
        value_leaf(l, node);
        return;
    }
    if (node->bound <= aim) {
        park(l, node);
        return;
    }
    camp_slot_node *child = level_of(l, depth + 1);
    camp_slot_node_copy(child, node, t->whole);
    camp_slot_node_take(child, t->whole, e);
    visit(l, depth + 1, STEPS);
    camp_slot_node_copy(child, node, t->whole);
    camp_slot_node_leave(child, e);
    visit(l, depth + 1, STEPS);
}

static void reopen(lane *l, camp_slot_node *node, const uint64_t *record) {
    const camp_slot_whole *whole = l->tree->whole;
    size_t words = (size_t)whole->words;
    camp_slot_node_empty(node, whole);
    for (int e = 0; e < whole->slot->n_elements; e++)
        if (camp_set_has(record + 1, e)) camp_slot_node_take(node, whole, e);
    memcpy(node->out, record + 1 + words, words * sizeof *record);
    int n = 0;
    for (int i = 0; i < node->n_open; i++)
        if (!camp_set_has(node->out, node->open[i])) node->open[n++] = node->open[i];
    node->n_open = n;
    node->bound = (int64_t)record[0];
}

static void run_lane(void *user, int i) {
    tree *t = user;
    lane *l = &t->lanes[i];
    if (setjmp(l->arena.recover)) {
        l->failed = true;
        return;
    }
    for (int e = 0; e < t->whole->slot->n_elements; e++)
        l->dual.often[e] = 0.2F;
    camp_slot_node *node = level_of(l, 0);
    memcpy(node->u, l->task.u, t->row);
    for (int k = 0; k < l->task.n; k++) {
        const uint64_t *record = l->task.nodes + (size_t)k * t->record;
        node = level_of(l, 0);
        reopen(l, node, record);
        if (node->bound <= t->aim)
            park(l, node);
        else
            visit(l, 0, t->nodes ? STEPS : ROOT_STEPS);
    }
}

/* ---------------------------------------------------------------- batches */

static void start_lane(tree *t, lane *l, uint64_t most_nodes) {
    l->task = pop(t);
    l->nodes = 0, l->most_nodes = most_nodes, l->cut = false;
    l->threshold = t->threshold, l->n_parked = 0, l->found.n_sets = 0;
}

static void collect(tree *t, lane *l, camp_slot_result *result, camp_arena *arena) {
    t->nodes += l->nodes;
    free_group(t, l->task);
    for (int i = 0; i < l->found.n_sets; i++) {
        const camp_slot_set *set = &l->found.sets[i];
        camp_slot_sets_add(result, t->limits->most_sets, set->value, set->n, set->elements, arena);
        if (set->value > t->best) t->best = set->value;
    }
    if (l->threshold > t->threshold) t->threshold = l->threshold;
    for (int first = 0; first < l->n_parked; first += GROUP) {
        group g = new_group(t);
        g.n = l->n_parked - first < GROUP ? l->n_parked - first : GROUP;
        g.serial = t->serial++;
        g.bound = INT64_MIN;
        memcpy(g.nodes, l->parked + (size_t)first * t->record, (size_t)g.n * t->record * sizeof *g.nodes);
        memcpy(g.u, l->parked_u + (size_t)(first / GROUP) * t->row, t->row);
        for (int k = 0; k < g.n; k++)
            if ((int64_t)g.nodes[(size_t)k * t->record] > g.bound)
                g.bound = (int64_t)g.nodes[(size_t)k * t->record];
        push(t, g);
    }
}

static bool work_is_left(const tree *t) {
    return t->n_open && t->open[0].bound > t->threshold && !t->stopped &&
           !(t->limits->most_nodes && t->nodes >= t->limits->most_nodes);
}

static void run_batch(tree *t, camp_slot_result *result, camp_arena *arena) {
    if (t->open[0].bound <= t->aim) t->aim = t->open[0].bound - t->spacing;
    if (t->bytes > MOST_BYTES || t->aim < t->threshold) t->aim = t->threshold;
    int n = 0;
    uint64_t most = LANE_NODES;
    if (t->limits->most_nodes && (t->limits->most_nodes - t->nodes) / LANES + 1 < most)
        most = (t->limits->most_nodes - t->nodes) / LANES + 1;
    while (n < LANES && t->n_open && t->open[0].bound > t->aim)
        start_lane(t, &t->lanes[n++], most);
    bool started =
        t->limits->threads > 1 && n > 1 && camp_threads_run(n, t->limits->threads, run_lane, NULL, t);
    for (int i = 0; i < n && !started; i++)
        run_lane(t, i);
    for (int i = 0; i < n; i++) {
        if (t->lanes[i].failed) camp_arena_fail(&t->arena);
        collect(t, &t->lanes[i], result, arena);
    }
    if (t->limits->stop && t->limits->stop(t->limits->user)) t->stopped = true;
}

/* ---------------------------------------------------------------- the tree */

static void make_lane(tree *t, lane *l) {
    const camp_slot_problem *slot = t->whole->slot;
    l->tree = t;
    camp_slot_dual_make(&l->dual, t->whole, &t->arena);
    l->dual.step_back = t->step_back;
    l->level = CAMP_NEW(&t->arena, camp_slot_node, slot->n_elements + 2);
    l->best_of = CAMP_NEW(&t->arena, double, slot->n_people);
    l->set = CAMP_NEW(&t->arena, int, slot->n_elements);
}

static void put_cell(const camp_slot_whole *whole, void *cells, size_t cell, double value) {
    double most = whole->rows->top - 1;
    if (!(value > 0)) value = 0;
    if (value > most) value = most;
    if (whole->rows->cell == 1)
        ((uint8_t *)cells)[cell] = (uint8_t)value;
    else
        ((uint16_t *)cells)[cell] = (uint16_t)value;
}

/* floor(value * scale), exactly. */
static int64_t scaled_down(const camp_slot_whole *whole, double value) {
    double x = value * whole->scale, low = floor(x);
    return (int64_t)low - (low == x && fma(value, whole->scale, -x) < 0);
}

/* The root: many steps, from the caller's duals where there are any; what it leaves open is the first group.
 */
static void open_root(tree *t) {
    const camp_slot_whole *whole = t->whole;
    lane *l = &t->lanes[0];
    camp_slot_node *node = level_of(l, 0);
    camp_slot_node_empty(node, whole);
    node->bound = INT64_MAX;
    double *u = t->limits->u;
    for (size_t i = 0; i < whole->width && u; i++)
        if (whole->person[i] >= 0) put_cell(whole, node->u, i, u[whole->person[i]] * whole->scale);
    camp_slot_dual_improve(&l->dual, node, 1, t->threshold, t->threshold);
    l->dual.step_back = 1 + (int64_t)(STEP_BACK * (double)node->bound);
    camp_slot_dual_improve(&l->dual, node, ROOT_STEPS, t->threshold, t->threshold);
    for (size_t i = 0; i < whole->width && u; i++)
        if (whole->person[i] >= 0)
            u[whole->person[i]] =
                (whole->rows->cell == 1 ? ((const uint8_t *)node->u)[i] : ((const uint16_t *)node->u)[i]) /
                whole->scale;
    t->step_back = 1 + (int64_t)(STEP_BACK * (double)node->bound);
    t->aim = node->bound, t->spacing = 1 + (node->bound - t->threshold) / AIMS;
    for (int i = 0; i < LANES; i++)
        t->lanes[i].dual.step_back = t->step_back;
    l->nodes = 1, l->n_parked = 0, l->threshold = t->threshold;
    if (node->bound > t->threshold) park(l, node);
}

static tree *make_tree(const camp_slot_whole *whole, const camp_slot_limits *limits, camp_arena *arena) {
    tree *t = CAMP_NEW(arena, tree, 1);
    t->whole = whole, t->limits = limits;
    t->record = 1 + 2 * (size_t)whole->words, t->row = whole->width * whole->rows->cell;
    t->best = limits->threshold > -1 ? limits->threshold : -1; /* nothing at all is worth 0 */
    t->threshold = scaled_down(whole, t->best);
    return t;
}

static void free_tree(tree *t) {
    for (int i = 0; i < LANES; i++)
        camp_arena_free(&t->lanes[i].arena);
    camp_arena_free(&t->arena);
}

camp_slot_result camp_slot_tree(const camp_slot_whole *whole, const camp_slot_limits *limits,
                                camp_arena *arena) {
    camp_slot_result result = {0};
    tree *t = make_tree(whole, limits, arena);
    if (setjmp(t->arena.recover)) {
        free_tree(t);
        camp_arena_fail(arena);
    }
    for (int i = 0; i < LANES; i++)
        make_lane(t, &t->lanes[i]);
    lane *first = &t->lanes[0];
    if (setjmp(first->arena.recover)) camp_arena_fail(&t->arena);
    first->task = new_group(t);
    open_root(t);
    collect(t, first, &result, &t->arena);
    while (work_is_left(t))
        run_batch(t, &result, &t->arena);
    result.nodes = t->nodes;
    result.complete = !t->n_open || t->open[0].bound <= t->threshold;
    result.upper = t->best;
    if (!result.complete && (double)t->open[0].bound / whole->scale > result.upper)
        result.upper = (double)t->open[0].bound / whole->scale;
    if (limits->threshold > result.upper) result.upper = limits->threshold;
    result.upper += camp_slot_margin(whole->slot);
    camp_slot_result copy = result;
    copy.n_sets = 0, copy.sets = NULL;
    for (int i = 0; i < result.n_sets; i++) /* the sets outlive the tree */
        camp_slot_sets_add(&copy, limits->most_sets, result.sets[i].value, result.sets[i].n,
                           result.sets[i].elements, arena);
    free_tree(t);
    return copy;
}
