/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flow.h - the largest flow through a small network, and the cut that proves it.
 *
 * For counting: demands -> (who can meet what) -> supplies. When the flow is smaller than the demand, the
 * demands that can still be reached from the source are together larger than everything that could meet them
 * (Hall). Dinic, Soviet Math. Doklady 11 (1970).
 */
#ifndef CAMP_FLOW_H
#define CAMP_FLOW_H

#include "base/arena.h"
#include <stdbool.h>

typedef struct camp_flow_edge {
    int to, next; /* next edge of the same node, or -1 */
    long left;    /* what still fits; edge ^ 1 is the way back */
} camp_flow_edge;

typedef struct camp_flow {
    camp_arena *arena;
    int n_nodes, n_edges, room;
    camp_flow_edge *edges;
    int *first, *level, *at, *queue; /* per node */
} camp_flow;

camp_flow *camp_flow_make(camp_arena *arena, int n_nodes);
/* An edge of this capacity; returns its number. */
int camp_flow_add(camp_flow *flow, int from, int to, long capacity);
/* The largest flow. */
long camp_flow_run(camp_flow *flow, int source, int sink);
/* After that: whether more could still be brought to this node. */
bool camp_flow_reaches(const camp_flow *flow, int node);

#endif
