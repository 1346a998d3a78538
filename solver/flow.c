/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flow.c - the largest flow: levels by breadth, then ways along the levels, until the sink is out of reach.
 */
#include "flow.h"

camp_flow *camp_flow_make(camp_arena *arena, int n_nodes) {
    camp_flow *flow = CAMP_NEW(arena, camp_flow, 1);
    flow->arena = arena, flow->n_nodes = n_nodes;
    flow->first = CAMP_NEW(arena, int, n_nodes), flow->level = CAMP_NEW(arena, int, n_nodes);
    flow->at = CAMP_NEW(arena, int, n_nodes), flow->queue = CAMP_NEW(arena, int, n_nodes);
    for (int i = 0; i < n_nodes; i++)
        flow->first[i] = flow->level[i] = -1;
    return flow;
}

static void push(camp_flow *flow, int from, int to, long capacity) {
    if (flow->n_edges == flow->room) {
        int room = flow->room ? 2 * flow->room : 256;
        flow->edges =
            camp_arena_grow(flow->arena, flow->edges, (size_t)flow->room, (size_t)room, sizeof *flow->edges);
        flow->room = room;
    }
    flow->edges[flow->n_edges] = (camp_flow_edge){to, flow->first[from], capacity};
    flow->first[from] = flow->n_edges++;
}

int camp_flow_add(camp_flow *flow, int from, int to, long capacity) {
    push(flow, from, to, capacity);
    push(flow, to, from, 0);
    return flow->n_edges - 2;
}

static bool find_levels(camp_flow *flow, int source, int sink) {
    for (int i = 0; i < flow->n_nodes; i++)
        flow->level[i] = -1;
    int n = 0;
    flow->level[source] = 0, flow->queue[n++] = source;
    for (int k = 0; k < n; k++)
        for (int i = flow->first[flow->queue[k]]; i >= 0; i = flow->edges[i].next) {
            int to = flow->edges[i].to;
            if (flow->edges[i].left <= 0 || flow->level[to] >= 0) continue;
            flow->level[to] = flow->level[flow->queue[k]] + 1, flow->queue[n++] = to;
            if (to == sink) return true;
        }
    return false;
}

static long send(camp_flow *flow, int node, int sink, long most) {
    if (node == sink) return most;
    long sent = 0;
    for (int *i = &flow->at[node]; *i >= 0; *i = flow->edges[*i].next) {
        camp_flow_edge *edge = &flow->edges[*i];
        if (edge->left <= 0 || flow->level[edge->to] != flow->level[node] + 1) continue;
        long part = send(flow, edge->to, sink, edge->left < most - sent ? edge->left : most - sent);
        edge->left -= part, flow->edges[*i ^ 1].left += part, sent += part;
        if (sent == most) return sent; /* this edge may take more later */
    }
    return sent;
}

long camp_flow_run(camp_flow *flow, int source, int sink) {
    long total = 0;
    while (find_levels(flow, source, sink)) {
        for (int i = 0; i < flow->n_nodes; i++)
            flow->at[i] = flow->first[i];
        total += send(flow, source, sink, 1000000000L);
    }
    return total;
}

bool camp_flow_reaches(const camp_flow *flow, int node) {
    return flow->level[node] >= 0;
}
