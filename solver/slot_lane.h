/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_lane.h - what the batches of slot_tree.c and the lanes that work on them (slot_lane.c) share. */
#ifndef CAMP_SLOT_LANE_H
#define CAMP_SLOT_LANE_H

#include "slot_dual.h"
#include "slot_groups.h"

enum { CAMP_SLOT_LANES = 8 };

/* One job of a batch. */
typedef struct camp_slot_lane {
    camp_slot_pricing *pricing;
    camp_arena arena;               /* its own: it may run in any thread */
    bool failed;                    /* no memory */
    camp_slot_dual dual, leaf_dual; /* leaf_dual: of the whole slot, where seats have prices; so is leaf */
    camp_slot_node leaf;
    camp_slot_contraction small; /* the slot without what all nodes of the task have decided */
    const camp_slot_whole *at;   /* what the nodes are about: small.whole, or the pricing's */
    camp_slot_node *level;       /* per depth; made when first needed */
    int n_levels;
    double *best_of; /* scratch of values, per person */
    int *set;
    camp_slot_group task;
    uint64_t *common;    /* sets in and out of all nodes of the task */
    int n_open, *open;   /* elements that are open in some node of it */
    int64_t base;        /* value of those that are in, without rooms */
    int n_taken, *taken; /* those */
    int left;
    uint64_t nodes, most_nodes;
    bool cut;
    int64_t threshold; /* scaled; rises when a better set is found */
    double best;       /* what the best of them is worth */
    camp_slot_result found;
    /* parked: records, and u for each CAMP_GROUP_NODES of them */
    int n_parked, room;
    uint64_t *parked;
    char *parked_u;
} camp_slot_lane;

struct camp_slot_pricing {
    bool open, fits, rooted; /* the numbers suit it; the root was looked at */
    camp_arena arena;        /* of all that follows, until it is closed */
    camp_slot_problem slot;
    camp_slot_whole whole;
    camp_slot_limits limits; /* of the portion at hand */
    camp_slot_lane lanes[CAMP_SLOT_LANES];
    camp_slot_groups groups;      /* open nodes */
    uint64_t nodes, until, aimed; /* aimed: nodes when the aim was lowered last */
    int64_t aim, spacing, threshold, step_back;
    double wanted, best, told, margin; /* wanted: the threshold that was asked for */
    bool stopped;
    camp_slot_result found; /* its sets, of the portion at hand */
};

void camp_slot_lane_make(camp_slot_pricing *pricing, camp_slot_lane *lane);
/* The root: many steps, from the caller's duals where there are any, and parks it. */
void camp_slot_lane_root(camp_slot_lane *lane);
/* Works on its task. */
void camp_slot_lane_run(void *pricing, int number);

/* floor(value * scale), exactly. */
int64_t camp_slot_scaled_down(const camp_slot_whole *whole, double value);

#endif
