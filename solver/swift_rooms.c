/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_rooms.c - rooms of a slot: counted, or matched by an augmenting path (Berge 1957).
 *
 *   item -> a room that suits, held by x -> another room that suits x, held by y -> ... -> a free room
 *
 * found breadth first over rooms; then everyone on the path moves on by one.
 */
#include "swift.h"
#include <string.h>

static const uint64_t *suits(const camp_swift *w, int item, int slot) {
    return w->suits + ((size_t)item * (size_t)w->n_slots + (size_t)slot) * (size_t)w->words;
}

static int lowest_bit(uint64_t set) {
#if defined(__GNUC__)
    return __builtin_ctzll(set);
#else
    int n = 0;
    for (; !(set & 1); set >>= 1)
        n++;
    return n;
#endif
}

/* Adds the rooms that suit an item and were not seen to the end of the path; a free one is returned. */
static int reach(camp_swift *w, int slot, int item, int from, int out, int *n) {
    const uint64_t *set = suits(w, item, slot);
    const int *held = w->in_room + slot * w->n_rooms;
    for (int k = 0; k < w->words; k++) {
        uint64_t fresh = set[k] & ~w->seen[k];
        w->seen[k] |= fresh;
        for (; fresh; fresh &= fresh - 1) {
            int r = 64 * k + lowest_bit(fresh);
            w->parent[r] = from;
            if (held[r] < 0 || held[r] == out) return r;
            w->path[(*n)++] = r;
        }
    }
    return -1;
}

int camp_swift_room_find(camp_swift *w, int part, int slot, int out, int item) {
    if (w->counted) return w->n_in[slot] - (out >= 0) < w->most[slot] ? 0 : -1;
    const int *held = w->in_room + slot * w->n_rooms;
    int n = 0;
    memset(w->seen, 0, (size_t)w->words * sizeof *w->seen);
    w->parent = w->parents + part * w->n_rooms;
    int room = reach(w, slot, item, -1, out, &n);
    for (int k = 0; room < 0 && k < n; k++)
        room = reach(w, slot, held[w->path[k]], w->path[k], out, &n);
    return room;
}

void camp_swift_room_take(camp_swift *w, int part, int slot, int room, int item) {
    if (w->counted) return;
    int *held = w->in_room + slot * w->n_rooms;
    const int *parent = w->parents + part * w->n_rooms;
    for (; parent[room] >= 0; room = parent[room]) {
        int other = held[parent[room]];
        held[room] = other, w->room[other] = room;
    }
    held[room] = item, w->room[item] = room;
}

bool camp_swift_room_add(camp_swift *w, int slot, int item) {
    int room = camp_swift_room_find(w, 0, slot, -1, item);
    if (room < 0) return false;
    camp_swift_room_take(w, 0, slot, room, item);
    camp_swift_add(w, item, slot);
    return true;
}
