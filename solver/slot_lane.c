/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_lane.c - a lane at work: depth first through the nodes of a group, in the slot that their common
 * decisions leave. It shares nothing with the other lanes while it runs.
 */
#include "slot_lane.h"
#include <math.h>
#include <string.h>

enum {
    ROOT_STEPS = 300,
    STEPS = 10,
    LEAF_STEPS = 60,
    STEPS_AGAIN = 14, /* for a node that was parked: its duals are a neighbour's */
    STOP_EVERY = 64
};
static const double STEP_BACK = 0.04; /* of the root's bound */

static camp_slot_node *level_of(camp_slot_lane *l, int depth) {
    const camp_slot_whole *whole = &l->pricing->whole;
    for (; l->n_levels <= depth; l->n_levels++)
        camp_slot_node_make(&l->level[l->n_levels], whole, &l->arena);
    return &l->level[depth];
}

/* The prices of a node, behind each other, and back. */
static void put_prices(const camp_slot_whole *whole, char *to, const camp_slot_node *node) {
    size_t seats = (size_t)whole->slot->n_elements * sizeof *node->price;
    memcpy(to, node->price, seats);
    memcpy(to + seats, node->room_price, (size_t)whole->room_width * sizeof *node->room_price);
}

static void get_prices(const camp_slot_whole *whole, const char *from, camp_slot_node *node) {
    size_t seats = (size_t)whole->slot->n_elements * sizeof *node->price;
    memcpy(node->price, from, seats);
    memcpy(node->room_price, from + seats, (size_t)whole->room_width * sizeof *node->room_price);
}

static void park(camp_slot_lane *l, const camp_slot_node *node) {
    camp_slot_pricing *t = l->pricing;
    if (l->n_parked == l->room) {
        int room = l->room ? 2 * l->room : 4 * CAMP_GROUP_NODES;
        l->parked = camp_arena_grow(&l->arena, l->parked, (size_t)l->room, (size_t)room,
                                    t->groups.record * sizeof *l->parked);
        l->parked_u = camp_arena_grow(&l->arena, l->parked_u, (size_t)(l->room / CAMP_GROUP_NODES),
                                      (size_t)(room / CAMP_GROUP_NODES), t->groups.row);
        l->room = room;
    }
    size_t set = (size_t)t->whole.words;
    uint64_t *record = l->parked + (size_t)l->n_parked * t->groups.record;
    record[0] = (uint64_t)node->bound;
    memcpy(record + 1, node->in, set * sizeof *record);
    memcpy(record + 1 + set, node->out, set * sizeof *record);
    if (l->n_parked % CAMP_GROUP_NODES == 0) {
        char *u = l->parked_u + (size_t)(l->n_parked / CAMP_GROUP_NODES) * t->groups.row;
        if (l->at == &t->whole)
            memcpy(u, node->u, t->groups.row);
        else
            camp_slot_expand_u(&l->small, u, node->u);
        if (t->whole.n_rooms) put_prices(&t->whole, u + t->whole.width * t->whole.rows->cell, node);
    }
    l->n_parked++;
}

/* floor(value * scale), exactly. */
int64_t camp_slot_scaled_down(const camp_slot_whole *whole, double value) {
    double x = value * whole->scale, low = floor(x);
    return (int64_t)low - (low == x && fma(value, whole->scale, -x) < 0);
}

/* l->set: the elements that are in; how many. */
static int set_of(camp_slot_lane *l, const camp_slot_node *node) {
    int n = 0;
    for (int e = 0; e < l->pricing->whole.slot->n_elements; e++)
        if (camp_set_has(node->in, e)) l->set[n++] = e;
    return n;
}

/* At the prices that those in were taken with nothing that is open adds to them. At the prices that were
 * given one element may: that, to be branched on, else -1. */
static int adds_as_given(camp_slot_lane *l, const camp_slot_node *node) {
    const camp_slot_problem *slot = l->pricing->whole.slot;
    int n = set_of(l, node), best = -1;
    double most = camp_slot_value_with(slot, n, l->set, l->best_of);
    for (int i = 0; i < node->n_open; i++) {
        l->set[n] = node->open[i];
        double value = camp_slot_value_with(slot, n + 1, l->set, l->best_of);
        if (value > most) most = value, best = node->open[i];
    }
    return best;
}

static void raise_to(camp_slot_lane *l, double worth) {
    if (!(worth > l->best)) return;
    l->best = worth;
    int64_t scaled = camp_slot_scaled_down(&l->pricing->whole, worth);
    if (scaled > l->threshold) l->threshold = scaled;
}

/* The bound of a node with nothing in and nothing out but what is out: all prices are free once more, those
 * of seats in the elements that are in too. */
static int64_t leaf_bound(camp_slot_lane *l, const camp_slot_node *node) {
    const camp_slot_whole *full = &l->pricing->whole;
    camp_slot_node *leaf = &l->leaf;
    camp_slot_node_empty(leaf, full);
    leaf->bound = node->bound, leaf->n_open = 0;
    for (int i = 0; i < full->slot->n_elements; i++)
        if (!camp_set_has(node->out, full->order[i])) leaf->open[leaf->n_open++] = full->order[i];
    if (l->at == full)
        memcpy(leaf->u, node->u, full->width * full->rows->cell);
    else
        camp_slot_expand_u(&l->small, leaf->u, node->u);
    memcpy(leaf->price, node->price, (size_t)full->slot->n_elements * sizeof *leaf->price);
    memcpy(leaf->room_price, node->room_price, (size_t)full->room_width * sizeof *leaf->room_price);
    camp_slot_dual_improve(&l->leaf_dual, leaf, LEAF_STEPS, l->threshold, l->threshold);
    return leaf->bound;
}

/* The set of those in, to which nothing that is open adds anything: valued in doubles, at the prices that
 * were given. With rooms no set of the node is worth more at the node's own prices either. */
static void value_leaf(camp_slot_lane *l, const camp_slot_node *node) {
    const camp_slot_problem *slot = l->pricing->whole.slot;
    int n = set_of(l, node);
    double value = camp_slot_value_with(slot, n, l->set, l->best_of), worth = value;
    if (slot->n_rooms) {
        int64_t own = camp_slot_node_value(node, l->at) + camp_slot_node_rooms(node, l->at, node->room_price);
        own = own < node->bound ? own : node->bound;
        if (own > l->threshold && node->n_taken > 0) {
            int64_t freed = leaf_bound(l, node);
            own = freed < own ? freed : own;
        }
        worth = fmin(value, (double)own / l->pricing->whole.scale);
    }
    if (worth > l->pricing->best)
        camp_slot_sets_add(&l->found, l->pricing->limits.most_sets, worth, n, l->set, &l->arena);
    raise_to(l, worth);
}

static bool out_of_nodes(camp_slot_lane *l) {
    const camp_slot_limits *limits = &l->pricing->limits;
    if (!l->cut)
        l->cut = l->nodes >= l->most_nodes ||
                 (limits->stop && l->nodes % STOP_EVERY == 0 && limits->stop(limits->user));
    return l->cut;
}

static void visit(camp_slot_lane *l, int depth, int steps) {
    camp_slot_pricing *t = l->pricing;
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
    if (e < 0 && t->whole.n_rooms && !camp_slot_node_ends(node)) e = adds_as_given(l, node);
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
static void open_task(camp_slot_lane *l) {
    const camp_slot_whole *full = &l->pricing->whole;
    size_t words = (size_t)full->words, record = l->pricing->groups.record;
    uint64_t *in = l->common, *out = l->common + words;
    memcpy(in, l->task.nodes + 1, 2 * words * sizeof *in);
    for (int k = 1; k < l->task.n; k++)
        for (size_t i = 0; i < 2 * words; i++)
            in[i] &= l->task.nodes[(size_t)k * record + 1 + i];
    camp_slot_node *node = level_of(l, 0);
    camp_slot_node_empty(node, full);
    if (full->n_rooms) get_prices(full, (const char *)l->task.u + full->width * full->rows->cell, node);
    for (int e = 0; e < full->slot->n_elements; e++)
        if (camp_set_has(in, e)) camp_slot_node_take(node, full, e);
    camp_slot_node_drop(node, full, out);
    l->n_open = node->n_open;
    memcpy(l->open, node->open, (size_t)node->n_open * sizeof *l->open);
    l->base = camp_slot_node_value(node, full), l->left = node->left;
    memcpy(l->taken, node->taken, (size_t)node->n_taken * sizeof *l->taken), l->n_taken = node->n_taken;
    memcpy(in, node->in, words * sizeof *in), memcpy(out, node->out, words * sizeof *out);
    camp_slot_contract(&l->small, node->m, node->n_open, node->open);
    camp_slot_contract_u(&l->small, node->u, l->task.u);
    l->at = l->dual.whole = &l->small.whole;
}

/* A node of the task in the smaller slot; u stays. */
static void reopen(camp_slot_lane *l, camp_slot_node *node, const uint64_t *record) {
    const camp_slot_whole *small = l->at;
    size_t words = (size_t)small->words;
    camp_slot_node_empty(node, small);
    node->n_open = l->n_open, node->base = l->base, node->left = l->left;
    memcpy(node->open, l->open, (size_t)l->n_open * sizeof *l->open);
    memcpy(node->in, l->common, words * sizeof *node->in);
    memcpy(node->out, l->common + words, words * sizeof *node->out);
    memcpy(node->taken, l->taken, (size_t)l->n_taken * sizeof *l->taken), node->n_taken = l->n_taken;
    for (int i = 0; i < l->n_open; i++)
        if (camp_set_has(record + 1, l->open[i])) camp_slot_node_take(node, small, l->open[i]);
    camp_slot_node_drop(node, small, record + 1 + words);
    node->bound = (int64_t)record[0];
}

void camp_slot_lane_run(void *pricing, int number) {
    camp_slot_pricing *t = pricing;
    camp_slot_lane *l = &t->lanes[number];
    if (setjmp(l->arena.recover)) {
        l->failed = true;
        return;
    }
    camp_slot_dual_forget(&l->dual);
    open_task(l);
    for (int k = 0; k < l->task.n; k++) {
        camp_slot_node *node = level_of(l, 0);
        reopen(l, node, l->task.nodes + (size_t)k * t->groups.record);
        if (node->bound <= t->aim)
            park(l, node);
        else
            visit(l, 0, STEPS_AGAIN);
    }
}

void camp_slot_lane_make(camp_slot_pricing *t, camp_slot_lane *l) {
    const camp_slot_problem *slot = t->whole.slot;
    l->pricing = t;
    camp_slot_dual_make(&l->dual, &t->whole, &t->arena);
    l->dual.step_back = t->step_back;
    if (t->whole.n_rooms) {
        camp_slot_dual_make(&l->leaf_dual, &t->whole, &t->arena);
        camp_slot_node_make(&l->leaf, &t->whole, &t->arena);
    }
    l->level = CAMP_NEW(&t->arena, camp_slot_node, slot->n_elements + 2);
    l->best_of = CAMP_NEW(&t->arena, double, slot->n_people);
    l->set = CAMP_NEW(&t->arena, int, slot->n_elements);
    l->open = CAMP_NEW(&t->arena, int, slot->n_elements);
    l->taken = CAMP_NEW(&t->arena, int, slot->most);
    l->common = CAMP_NEW(&t->arena, uint64_t, 2 * (size_t)t->whole.words);
    l->at = &t->whole;
    camp_slot_contraction_make(&l->small, &t->whole, &t->arena);
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

void camp_slot_lane_root(camp_slot_lane *l) {
    camp_slot_pricing *t = l->pricing;
    const camp_slot_whole *whole = &t->whole;
    camp_slot_node *node = level_of(l, 0);
    camp_slot_node_empty(node, whole);
    node->bound = INT64_MAX;
    double *u = t->limits.u;
    if (whole->n_rooms) {
        memcpy(node->price, whole->price, (size_t)t->slot.n_elements * sizeof *node->price);
        memcpy(node->room_price, whole->room_price, (size_t)whole->room_width * sizeof *node->room_price);
    }
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
    t->step_back = 1 + (int64_t)(STEP_BACK * (double)node->bound), t->aim = node->bound;
    l->nodes = 1, l->n_parked = 0, l->threshold = t->threshold;
    if (node->bound > t->threshold) park(l, node);
}
