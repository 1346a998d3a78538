/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_groups.c - a binary heap; memory of groups is used again. */
#include "slot_groups.h"

enum { FIRST_ROOM = 64 };

static bool comes_first(const camp_slot_group *a, const camp_slot_group *b) {
    return a->bound != b->bound ? a->bound > b->bound : a->serial < b->serial;
}

void camp_slot_groups_push(camp_slot_groups *groups, camp_slot_group group) {
    if (groups->n == groups->room) {
        int room = groups->room ? 2 * groups->room : FIRST_ROOM;
        groups->heap = camp_arena_grow(groups->arena, groups->heap, (size_t)groups->room, (size_t)room,
                                       sizeof *groups->heap);
        groups->room = room;
    }
    group.serial = groups->serial++;
    camp_slot_group *heap = groups->heap;
    int i = groups->n++;
    for (; i > 0 && comes_first(&group, &heap[(i - 1) / 2]); i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = group;
}

camp_slot_group camp_slot_groups_pop(camp_slot_groups *groups) {
    camp_slot_group *heap = groups->heap, first = heap[0], last = heap[--groups->n];
    int i = 0;
    for (int child = 1; child < groups->n; child = 2 * i + 1) {
        if (child + 1 < groups->n && comes_first(&heap[child + 1], &heap[child])) child++;
        if (comes_first(&last, &heap[child])) break;
        heap[i] = heap[child], i = child;
    }
    heap[i] = last;
    return first;
}

camp_slot_group camp_slot_groups_new(camp_slot_groups *groups) {
    if (groups->n_unused) return groups->unused[--groups->n_unused];
    camp_slot_group group = {.nodes = CAMP_NEW(groups->arena, uint64_t, CAMP_GROUP_NODES * groups->record),
                             .u = camp_arena_alloc(groups->arena, groups->row, 1)};
    groups->bytes += CAMP_GROUP_NODES * groups->record * sizeof *group.nodes + groups->row;
    return group;
}

void camp_slot_groups_free(camp_slot_groups *groups, camp_slot_group group) {
    if (groups->n_unused == groups->unused_room) {
        int room = groups->unused_room ? 2 * groups->unused_room : FIRST_ROOM;
        groups->unused = camp_arena_grow(groups->arena, groups->unused, (size_t)groups->unused_room,
                                         (size_t)room, sizeof *groups->unused);
        groups->unused_room = room;
    }
    groups->unused[groups->n_unused++] = group;
}
