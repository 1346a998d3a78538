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
#include "slot_groups.h"
#include <math.h>
#include <string.h>

enum {
    LANES = 8,
    LANE_NODES = 4000, /* in one batch, about */
    ROOT_STEPS = 300,
    STEPS = 10,
    STEPS_AGAIN = 20, /* for a node that was parked: its duals are a neighbour's */
    AIMS = 16,        /* from the bound of the root to the threshold, about */
    FIRST_NODES = 2000,
    LEAST_GROWTH = 1, /* nodes for an aim, as a multiple of those before */
    MOST_GROWTH = 2,
    STOP_EVERY = 64
};
static const double STEP_BACK = 0.02;             /* of the root's bound */
static const size_t MOST_BYTES = (size_t)1 << 29; /* of open nodes; beyond it nothing is parked */

typedef struct tree tree;

/* One job of a batch. */
typedef struct lane {
    tree *tree;
    camp_arena arena; /* its own: it may run in any thread */
    bool failed;      /* no memory */
    camp_slot_dual dual;
    camp_slot_contraction small; /* the slot without what all nodes of the task have decided */
    const camp_slot_whole *at;   /* what the nodes are about: small.whole, or the tree's */
    camp_slot_node *level;       /* per depth; made when first needed */
    int n_levels;
    double *best_of; /* scratch of values, per person */
    int *set;
    camp_slot_group task;
    uint64_t *common;  /* sets in and out of all nodes of the task */
    int n_open, *open; /* elements that are open in some node of it */
    int64_t base;      /* value of those that are in */
    int left;
    uint64_t nodes, most_nodes;
    bool cut;
    int64_t threshold; /* scaled; rises when a better set is found */
    camp_slot_result found;
    /* parked: records, and u for each CAMP_GROUP_NODES of them */
    int n_parked, room;
    uint64_t *parked;
    char *parked_u;
} lane;

struct tree {
    const camp_slot_whole *whole;
    const camp_slot_limits *limits;
    camp_arena arena;
    lane lanes[LANES];
    camp_slot_groups open;
    uint64_t nodes, aimed; /* aimed: nodes when the aim was lowered last */
    int64_t aim, spacing, threshold, step_back;
    double best, told, margin;
    bool stopped;
    camp_slot_result found; /* its sets */
};

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
        int room = l->room ? 2 * l->room : 4 * CAMP_GROUP_NODES;
        l->parked = camp_arena_grow(&l->arena, l->parked, (size_t)l->room, (size_t)room,
                                    t->open.record * sizeof *l->parked);
        l->parked_u = camp_arena_grow(&l->arena, l->parked_u, (size_t)(l->room / CAMP_GROUP_NODES),
                                      (size_t)(room / CAMP_GROUP_NODES), t->open.row);
        l->room = room;
    }
    size_t set = (size_t)t->whole->words;
    uint64_t *record = l->parked + (size_t)l->n_parked * t->open.record;
    record[0] = (uint64_t)node->bound;
    memcpy(record + 1, node->in, set * sizeof *record);
    memcpy(record + 1 + set, node->out, set * sizeof *record);
    if (l->n_parked % CAMP_GROUP_NODES == 0) {
        char *u = l->parked_u + (size_t)(l->n_parked / CAMP_GROUP_NODES) * t->open.row;
        if (l->at == t->whole)
            memcpy(u, node->u, t->open.row);
        else
            camp_slot_expand_u(&l->small, u, node->u);
    }
    l->n_parked++;
}

/* floor(value * scale), exactly. */
static int64_t scaled_down(const camp_slot_whole *whole, double value) {
    double x = value * whole->scale, low = floor(x);
    return (int64_t)low - (low == x && fma(value, whole->scale, -x) < 0);
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
    int64_t scaled = scaled_down(l->tree->whole, value);
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
    if (node->bound <= aim && !camp_slot_node_ends(node)) {
        park(l, node);
        return;
    }
    int e = camp_slot_node_ends(node) ? -1 : camp_slot_dual_branch(&l->dual, node);
    if (e < 0) {
        value_leaf(l, node);
        return;
    }
    camp_slot_node *child = level_of(l, depth + 1);
    camp_slot_node_copy(child, node, l->at);
    camp_slot_node_take(child, l->at, e);
    visit(l, depth + 1, STEPS);
    camp_slot_node_copy(child, node, l->at);
    camp_slot_node_leave(child, e);
    visit(l, depth + 1, STEPS);
}

/* What all nodes of the task have in and out, as level 0; the slot becomes smaller by it. */
static void open_task(lane *l) {
    const camp_slot_whole *full = l->tree->whole;
    size_t words = (size_t)full->words, record = l->tree->open.record;
    uint64_t *in = l->common, *out = l->common + words;
    memcpy(in, l->task.nodes + 1, 2 * words * sizeof *in);
    for (int k = 1; k < l->task.n; k++)
        for (size_t i = 0; i < 2 * words; i++)
            in[i] &= l->task.nodes[(size_t)k * record + 1 + i];
    camp_slot_node *node = level_of(l, 0);
    camp_slot_node_empty(node, full);
    for (int e = 0; e < full->slot->n_elements; e++)
        if (camp_set_has(in, e)) camp_slot_node_take(node, full, e);
    camp_slot_node_drop(node, full, out);
    l->n_open = node->n_open;
    memcpy(l->open, node->open, (size_t)node->n_open * sizeof *l->open);
    l->base = camp_slot_node_value(node, full), l->left = node->left;
    memcpy(in, node->in, words * sizeof *in), memcpy(out, node->out, words * sizeof *out);
    camp_slot_contract(&l->small, node->m, node->n_open, node->open);
    camp_slot_contract_u(&l->small, node->u, l->task.u);
    l->at = l->dual.whole = &l->small.whole;
}

/* A node of the task in the smaller slot; u stays. */
static void reopen(lane *l, camp_slot_node *node, const uint64_t *record) {
    const camp_slot_whole *small = l->at;
    size_t words = (size_t)small->words;
    camp_slot_node_empty(node, small);
    node->n_open = l->n_open, node->base = l->base, node->left = l->left;
    memcpy(node->open, l->open, (size_t)l->n_open * sizeof *l->open);
    memcpy(node->in, l->common, words * sizeof *node->in);
    memcpy(node->out, l->common + words, words * sizeof *node->out);
    for (int i = 0; i < l->n_open; i++)
        if (camp_set_has(record + 1, l->open[i])) camp_slot_node_take(node, small, l->open[i]);
    camp_slot_node_drop(node, small, record + 1 + words);
    node->bound = (int64_t)record[0];
}

static void run_lane(void *user, int i) {
    tree *t = user;
    lane *l = &t->lanes[i];
    if (setjmp(l->arena.recover)) {
        l->failed = true;
        return;
    }
    camp_slot_dual_forget(&l->dual);
    open_task(l);
    for (int k = 0; k < l->task.n; k++) {
        camp_slot_node *node = level_of(l, 0);
        reopen(l, node, l->task.nodes + (size_t)k * t->open.record);
        if (node->bound <= t->aim)
            park(l, node);
        else
            visit(l, 0, STEPS_AGAIN);
    }
}

/* ---------------------------------------------------------------- batches */

static void start_lane(tree *t, lane *l, uint64_t most_nodes) {
    l->task = camp_slot_groups_pop(&t->open);
    l->nodes = 0, l->most_nodes = most_nodes, l->cut = false;
    l->threshold = t->threshold, l->n_parked = 0, l->found.n_sets = 0;
}

static void collect(tree *t, lane *l) {
    t->nodes += l->nodes;
    camp_slot_groups_free(&t->open, l->task);
    for (int i = 0; i < l->found.n_sets; i++) {
        const camp_slot_set *set = &l->found.sets[i];
        camp_slot_sets_add(&t->found, t->limits->most_sets, set->value, set->n, set->elements, &t->arena);
        if (set->value > t->best) t->best = set->value;
    }
    if (l->threshold > t->threshold) t->threshold = l->threshold;
    for (int first = 0; first < l->n_parked; first += CAMP_GROUP_NODES) {
        camp_slot_group g = camp_slot_groups_new(&t->open);
        g.n = l->n_parked - first < CAMP_GROUP_NODES ? l->n_parked - first : CAMP_GROUP_NODES;
        g.bound = INT64_MIN;
        memcpy(g.nodes, l->parked + (size_t)first * t->open.record,
               (size_t)g.n * t->open.record * sizeof *g.nodes);
        memcpy(g.u, l->parked_u + (size_t)(first / CAMP_GROUP_NODES) * t->open.row, t->open.row);
        for (int k = 0; k < g.n; k++)
            if ((int64_t)g.nodes[(size_t)k * t->open.record] > g.bound)
                g.bound = (int64_t)g.nodes[(size_t)k * t->open.record];
        camp_slot_groups_push(&t->open, g);
    }
}

static bool work_is_left(const tree *t) {
    return t->open.n && t->open.heap[0].bound > t->threshold && !t->stopped &&
           !(t->limits->most_nodes && t->nodes >= t->limits->most_nodes);
}

/* The next aim lies so far below that the nodes about double or treble: nearer, and most work is looking at
 * nodes again; farther, and the bound stands still for long. */
static void lower_aim(tree *t) {
    uint64_t spent = t->nodes - t->aimed;
    if (t->nodes > FIRST_NODES && spent < t->aimed * LEAST_GROWTH) t->spacing += t->spacing / 4;
    if (t->nodes > FIRST_NODES && spent > t->aimed * MOST_GROWTH) t->spacing -= t->spacing / 4;
    t->aimed = t->nodes;
    t->aim = t->open.heap[0].bound - t->spacing;
}

static void run_batch(tree *t) {
    if (t->open.heap[0].bound <= t->aim) lower_aim(t);
    if (t->open.bytes > MOST_BYTES || t->aim < t->threshold) t->aim = t->threshold;
    int n = 0;
    uint64_t most = LANE_NODES;
    if (t->limits->most_nodes && (t->limits->most_nodes - t->nodes) / LANES + 1 < most)
        most = (t->limits->most_nodes - t->nodes) / LANES + 1;
    while (n < LANES && t->open.n && t->open.heap[0].bound > t->aim)
        start_lane(t, &t->lanes[n++], most);
    bool started =
        t->limits->threads > 1 && n > 1 && camp_threads_run(n, t->limits->threads, run_lane, NULL, t);
    for (int i = 0; i < n && !started; i++)
        run_lane(t, i);
    for (int i = 0; i < n; i++) {
        if (t->lanes[i].failed) camp_arena_fail(&t->arena);
        collect(t, &t->lanes[i]);
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
    l->open = CAMP_NEW(&t->arena, int, slot->n_elements);
    l->common = CAMP_NEW(&t->arena, uint64_t, 2 * (size_t)t->whole->words);
    l->at = t->whole;
    camp_slot_contraction_make(&l->small, t->whole, &t->arena);
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
    t->open = (camp_slot_groups){
        .arena = &t->arena, .record = 1 + 2 * (size_t)whole->words, .row = whole->width * whole->rows->cell};
    t->best = limits->threshold > -1 ? limits->threshold : -1; /* nothing at all is worth 0 */
    t->threshold = scaled_down(whole, t->best);
    t->told = INFINITY, t->margin = camp_slot_margin(whole->slot);
    return t;
}

static void free_tree(tree *t) {
    for (int i = 0; i < LANES; i++)
        camp_arena_free(&t->lanes[i].arena);
    camp_arena_free(&t->arena);
}

/* No set is worth more than this, in doubles. */
static double upper_of(const tree *t) {
    double upper = t->best > t->limits->threshold ? t->best : t->limits->threshold;
    if (t->open.n && (double)t->open.heap[0].bound / t->whole->scale > upper)
        upper = (double)t->open.heap[0].bound / t->whole->scale;
    return upper + t->margin;
}

static void run(tree *t) {
    for (int i = 0; i < LANES; i++)
        make_lane(t, &t->lanes[i]);
    lane *first = &t->lanes[0];
    if (setjmp(first->arena.recover)) camp_arena_fail(&t->arena);
    first->task = camp_slot_groups_new(&t->open);
    open_root(t);
    collect(t, first);
    while (work_is_left(t)) {
        run_batch(t);
        double upper = upper_of(t);
        if (upper < t->told && t->limits->lowered) t->limits->lowered(t->limits->user, upper);
        if (upper < t->told) t->told = upper;
    }
}

camp_slot_result camp_slot_tree(const camp_slot_whole *whole, const camp_slot_limits *limits,
                                camp_arena *arena) {
    camp_slot_result result = {0};
    /* Room for the answer first: later there is memory that a jump would leave behind. */
    int most = limits->most_sets > 0 ? limits->most_sets : 0;
    result.sets = CAMP_NEW(arena, camp_slot_set, most);
    int *elements = CAMP_NEW(arena, int, (size_t)most *(size_t)whole->slot->most);
    tree *t = make_tree(whole, limits, arena);
    if (setjmp(t->arena.recover)) {
        free_tree(t);
        camp_arena_fail(arena);
    }
    run(t);
    result.nodes = t->nodes;
    result.complete = !t->open.n || t->open.heap[0].bound <= t->threshold;
    result.upper = upper_of(t);
    for (; result.n_sets < t->found.n_sets; result.n_sets++) {
        camp_slot_set set = t->found.sets[result.n_sets];
        int *own = elements + (size_t)result.n_sets * (size_t)whole->slot->most;
        memcpy(own, set.elements, (size_t)set.n * sizeof *own);
        set.elements = own;
        result.sets[result.n_sets] = set;
    }
    free_tree(t);
    return result;
}
