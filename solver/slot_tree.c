/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_tree.c - branch and bound over the elements of a slot with many rooms, on all processors, in portions.
 *
 *     open groups (heap, largest bound first)
 *       |  the first eight, each a lane                         one batch
 *       v
 *     a group = some nodes with bounds above the aim, and the u of the first
 *       |  depth first: steps (slot_dual.h), branch in / out    slot_lane.c
 *       v
 *     bound <= threshold: done      bound <= aim: parked, into new groups      neither: branch
 *
 * The aim falls from the bound of the root to the threshold, so the largest bound of the open nodes, which is
 * the answer at any moment, falls too, and nodes that were parked are not touched again before it is their
 * turn. A parked node is two sets of bits; only the first of its group has duals, the others go on from their
 * neighbour's. Lanes share nothing while they run, and what they found is collected in their order: the
 * result depends on the numbers of nodes of the portions alone.
 */
#include "slot_tree.h"
#include "base/threads.h"
#include "slot_lane.h"
#include <math.h>
#include <string.h>

enum {
    LANE_NODES = 4000, /* in one batch, about */
    AIMS = 32,         /* from the bound of the root to the threshold, about */
    FIRST_NODES = 2000,
    LEAST_GROWTH = 1, /* nodes for an aim, as a multiple of those before */
    MOST_GROWTH = 2
};
static const double STEP_NODES = 1.5, LEAST_LEFT = 0.1; /* of a step */
static const size_t MOST_BYTES = (size_t)1 << 31;       /* of open nodes; beyond it nothing is parked */

/* ---------------------------------------------------------------- batches */

static void start_lane(camp_slot_pricing *t, camp_slot_lane *l, uint64_t most_nodes) {
    l->task = camp_slot_groups_pop(&t->groups);
    l->nodes = 0, l->most_nodes = most_nodes, l->cut = false;
    l->threshold = t->threshold, l->best = t->best, l->n_parked = 0, l->found.n_sets = 0;
}

static void collect(camp_slot_pricing *t, camp_slot_lane *l) {
    t->nodes += l->nodes;
    camp_slot_groups_free(&t->groups, l->task);
    for (int i = 0; i < l->found.n_sets; i++) {
        const camp_slot_set *set = &l->found.sets[i];
        camp_slot_sets_add(&t->found, t->limits.most_sets, set->value, set->n, set->elements, &t->arena);
    }
    if (l->best > t->best) t->best = l->best;
    if (l->threshold > t->threshold) t->threshold = l->threshold;
    for (int first = 0; first < l->n_parked; first += CAMP_GROUP_NODES) {
        camp_slot_group g = camp_slot_groups_new(&t->groups);
        g.n = l->n_parked - first < CAMP_GROUP_NODES ? l->n_parked - first : CAMP_GROUP_NODES;
        g.bound = INT64_MIN;
        memcpy(g.nodes, l->parked + (size_t)first * t->groups.record,
               (size_t)g.n * t->groups.record * sizeof *g.nodes);
        memcpy(g.u, l->parked_u + (size_t)(first / CAMP_GROUP_NODES) * t->groups.row, t->groups.row);
        for (int k = 0; k < g.n; k++)
            if ((int64_t)g.nodes[(size_t)k * t->groups.record] > g.bound)
                g.bound = (int64_t)g.nodes[(size_t)k * t->groups.record];
        camp_slot_groups_push(&t->groups, g);
    }
}

static bool work_is_left(const camp_slot_pricing *t) {
    return t->groups.n && t->groups.heap[0].bound > t->threshold && !t->stopped && !(t->nodes >= t->until);
}

/* The next aim lies so far below that the nodes about double or treble: nearer, and most work is looking at
 * nodes again; farther, and the bound stands still for long. */
static void lower_aim(camp_slot_pricing *t) {
    uint64_t spent = t->nodes - t->aimed;
    if (t->nodes > FIRST_NODES && spent < t->aimed * LEAST_GROWTH) t->spacing += t->spacing / 4;
    if (t->nodes > FIRST_NODES && spent > t->aimed * MOST_GROWTH) t->spacing -= t->spacing / 4;
    t->aimed = t->nodes;
    t->aim = t->groups.heap[0].bound - t->spacing;
}

static void run_batch(camp_slot_pricing *t) {
    if (t->groups.heap[0].bound <= t->aim) lower_aim(t);
    if (t->groups.bytes > MOST_BYTES || t->aim < t->threshold) t->aim = t->threshold;
    int n = 0;
    uint64_t most = LANE_NODES;
    if ((t->until - t->nodes) / CAMP_SLOT_LANES < most) most = (t->until - t->nodes) / CAMP_SLOT_LANES + 1;
    while (n < CAMP_SLOT_LANES && t->groups.n && t->groups.heap[0].bound > t->aim)
        start_lane(t, &t->lanes[n++], most);
    bool started =
        t->limits.threads > 1 && n > 1 && camp_threads_run(n, t->limits.threads, camp_slot_lane_run, NULL, t);
    for (int i = 0; i < n && !started; i++)
        camp_slot_lane_run(t, i);
    for (int i = 0; i < n; i++) {
        if (t->lanes[i].failed) camp_arena_fail(&t->arena);
        collect(t, &t->lanes[i]);
    }
    if (t->limits.stop && t->limits.stop(t->limits.user)) t->stopped = true;
}

/* ---------------------------------------------------------------- the pricing as a whole */

camp_slot_pricing *camp_slot_pricing_make(camp_arena *arena) {
    return CAMP_NEW(arena, camp_slot_pricing, 1);
}

void camp_slot_pricing_close(camp_slot_pricing *t) {
    if (!t || !t->open) return;
    for (int i = 0; i < CAMP_SLOT_LANES; i++)
        camp_arena_free(&t->lanes[i].arena);
    camp_arena_free(&t->arena);
    memset(t, 0, sizeof *t);
}

bool camp_slot_pricing_is_open(const camp_slot_pricing *t) {
    return t && t->open;
}

static void fill(camp_slot_pricing *t, const camp_slot_problem *slot) {
    double threshold = t->wanted;
    t->slot = camp_slot_copy(slot, &t->arena);
    t->fits = camp_slot_whole_make(&t->whole, &t->slot, threshold, &t->arena);
    t->groups = (camp_slot_groups){.arena = &t->arena,
                                   .record = 1 + 2 * (size_t)t->whole.words,
                                   .row = t->whole.width * t->whole.rows->cell};
    if (t->whole.n_rooms) /* and the prices of seats and rooms */
        t->groups.row += (size_t)t->slot.n_elements * sizeof *t->whole.price +
                         (size_t)t->whole.room_width * sizeof *t->whole.room_price;
    t->best = threshold > -1 ? threshold : -1; /* nothing at all is worth 0 */
    t->told = INFINITY, t->margin = camp_slot_margin(&t->slot);
}

bool camp_slot_pricing_open(camp_slot_pricing *t, const camp_slot_problem *slot, double threshold,
                            camp_arena *arena) {
    camp_slot_pricing_close(t);
    t->open = true, t->wanted = threshold;
    camp_arena_init(&t->arena);
    for (int i = 0; i < CAMP_SLOT_LANES; i++)
        camp_arena_init(&t->lanes[i].arena);
    if (setjmp(t->arena.recover)) {
        camp_slot_pricing_close(t);
        camp_arena_fail(arena);
    }
    fill(t, slot);
    if (!t->fits) {
        camp_slot_pricing_close(t);
        return false;
    }
    t->threshold = camp_slot_scaled_down(&t->whole, t->best);
    return true;
}

/* No set is worth more than this, in doubles. */
static double upper_of(const camp_slot_pricing *t) {
    double upper = t->best > t->wanted ? t->best : t->wanted;
    if (t->groups.n && (double)t->groups.heap[0].bound / t->whole.scale > upper)
        upper = (double)t->groups.heap[0].bound / t->whole.scale;
    return upper + t->margin;
}

static void start_root(camp_slot_pricing *t) {
    for (int i = 0; i < CAMP_SLOT_LANES; i++)
        camp_slot_lane_make(t, &t->lanes[i]);
    camp_slot_lane *first = &t->lanes[0];
    if (setjmp(first->arena.recover)) camp_arena_fail(&t->arena);
    first->task = camp_slot_groups_new(&t->groups);
    camp_slot_lane_root(first);
    for (int i = 0; i < CAMP_SLOT_LANES; i++)
        t->lanes[i].dual.step_back = t->lanes[i].leaf_dual.step_back = t->step_back;
    t->spacing = 1 + (t->aim - t->threshold) / AIMS;
    collect(t, first);
    t->rooted = true;
}

/* A step takes about one and a half times the nodes of all before it (lower_aim); one that has taken more,
 * and the last one may, as much again as it has. */
double camp_slot_pricing_promise(const camp_slot_pricing *t) {
    if (!t->rooted || t->aimed == 0) return INFINITY;
    double all = STEP_NODES * (double)t->aimed, spent = (double)(t->nodes - t->aimed);
    double left = spent < all ? fmax(all - spent, LEAST_LEFT * all) : spent;
    return (double)t->spacing / t->whole.scale / left;
}

static bool is_at_aim(const camp_slot_pricing *t, uint64_t begun) {
    uint64_t spent = t->nodes - begun;
    if (!t->limits.one_aim || spent < FIRST_NODES || !t->groups.n) return false;
    return t->groups.heap[0].bound <= t->aim || (double)spent > STEP_NODES * (double)t->aimed;
}

static void run(camp_slot_pricing *t) {
    uint64_t begun = t->nodes;
    t->stopped = false, t->found.n_sets = 0;
    t->until = t->limits.most_nodes && t->limits.most_nodes < UINT64_MAX - t->nodes
                   ? t->nodes + t->limits.most_nodes
                   : UINT64_MAX;
    if (!t->rooted) start_root(t);
    while (work_is_left(t)) {
        run_batch(t);
        double upper = upper_of(t);
        if (upper < t->told && t->limits.lowered) t->limits.lowered(t->limits.user, upper);
        if (upper < t->told) t->told = upper;
        if (is_at_aim(t, begun)) break;
    }
}

/* Memory for an answer, so that none is needed while the tree holds memory that a jump would leave behind.
 */
static camp_slot_result make_room(const camp_slot_problem *slot, int most_sets, camp_arena *arena) {
    camp_slot_result room = {.upper = INFINITY};
    int most = most_sets > 0 ? most_sets : 0;
    room.sets = CAMP_NEW(arena, camp_slot_set, most);
    int *elements = CAMP_NEW(arena, int, (size_t)most *(size_t)slot->most);
    for (int i = 0; i < most; i++)
        room.sets[i].elements = elements + (size_t)i * (size_t)slot->most;
    return room;
}

static void answer(const camp_slot_pricing *t, camp_slot_result *result) {
    result->complete = !t->groups.n || t->groups.heap[0].bound <= t->threshold;
    result->upper = upper_of(t);
    for (int i = 0; i < t->found.n_sets; i++) {
        const camp_slot_set *set = &t->found.sets[i];
        memcpy(result->sets[i].elements, set->elements, (size_t)set->n * sizeof *set->elements);
        result->sets[i].value = set->value, result->sets[i].n = set->n;
    }
    result->n_sets = t->found.n_sets;
}

static void go(camp_slot_pricing *t, const camp_slot_limits *limits, camp_slot_result *result,
               camp_arena *arena) {
    if (setjmp(t->arena.recover)) {
        camp_slot_pricing_close(t);
        camp_arena_fail(arena);
    }
    uint64_t before = t->nodes;
    t->limits = *limits;
    run(t);
    result->nodes = t->nodes - before;
    answer(t, result);
}

camp_slot_result camp_slot_pricing_go(camp_slot_pricing *t, const camp_slot_limits *limits,
                                      camp_arena *arena) {
    camp_slot_result result = make_room(&t->slot, limits->most_sets, arena);
    go(t, limits, &result, arena);
    return result;
}

bool camp_slot_tree(const camp_slot_problem *slot, const camp_slot_limits *limits, camp_slot_result *result,
                    camp_arena *arena) {
    *result = make_room(slot, limits->most_sets, arena);
    camp_slot_pricing *t = camp_slot_pricing_make(arena);
    if (!camp_slot_pricing_open(t, slot, limits->threshold, arena)) return false;
    go(t, limits, result, arena);
    camp_slot_pricing_close(t);
    return true;
}
