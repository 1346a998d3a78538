/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_groups.h - the open nodes of slot_tree.c, in groups, the largest bound first. */
#ifndef CAMP_SLOT_GROUPS_H
#define CAMP_SLOT_GROUPS_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

enum { CAMP_GROUP_NODES = 32 };

typedef struct camp_slot_group {
    int64_t bound;   /* largest of its nodes */
    uint64_t serial; /* older first */
    int n;
    uint64_t *nodes; /* CAMP_GROUP_NODES records: bound, set in, set out */
    void *u;         /* of the first; behind it its prices of seats and rooms, where there are any */
} camp_slot_group;

typedef struct camp_slot_groups {
    camp_arena *arena;
    size_t record, row; /* words of a node, bytes of u */
    int n, room;
    camp_slot_group *heap;
    int n_unused, unused_room;
    camp_slot_group *unused; /* memory to be used again */
    size_t bytes;
    uint64_t serial;
} camp_slot_groups;

/* Memory for a group. */
camp_slot_group camp_slot_groups_new(camp_slot_groups *groups);
void camp_slot_groups_free(camp_slot_groups *groups, camp_slot_group group);
void camp_slot_groups_push(camp_slot_groups *groups, camp_slot_group group);
camp_slot_group camp_slot_groups_pop(camp_slot_groups *groups);

#endif
