/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map.c - open addressing with linear probing, at most half full.
 *
 * The order of the cells is never looked at, so results depend neither on the hash nor on the byte order.
 */
#include "base/text.h"
#include <string.h>

enum { FIRST_CELLS = 16 };

uint64_t camp_text_hash(camp_span text) {
    const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t hash = (text.n + 1) * factor, word;
    const char *at = text.at;
    size_t n = text.n;
    for (; n >= 8; n -= 8, at += 8) {
        memcpy(&word, at, 8);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
    }
    word = 0;
    for (size_t i = 0; i < n; i++)
        word = word << 8 | (unsigned char)at[i];
    hash = (hash ^ word) * factor;
    hash = (hash ^ hash >> 29) * factor;
    return hash ^ hash >> 32;
}

void camp_map_init(camp_map *map, camp_arena *arena) {
    *map = (camp_map){.arena = arena};
}

/* The cell that holds the key, or the empty one where it belongs. */
static size_t find_cell(const camp_map *map, uint64_t hash, camp_span key) {
    size_t mask = map->size - 1, i = (size_t)hash & mask;
    while (map->cells[i].key.at && (map->cells[i].hash != hash || !camp_span_equal(map->cells[i].key, key)))
        i = (i + 1) & mask;
    return i;
}

int camp_map_get(const camp_map *map, camp_span key) {
    if (!map->n) return -1;
    size_t i = find_cell(map, camp_text_hash(key), key);
    return map->cells[i].key.at ? map->cells[i].value : -1;
}

static void enlarge(camp_map *map) {
    struct camp_map_cell *old = map->cells;
    size_t old_size = map->size;
    map->size = old_size ? old_size * 2 : FIRST_CELLS;
    map->cells = CAMP_NEW(map->arena, struct camp_map_cell, map->size);
    for (size_t i = 0; i < old_size; i++)
        if (old[i].key.at) map->cells[find_cell(map, old[i].hash, old[i].key)] = old[i];
}

int camp_map_put(camp_map *map, camp_span key, int value) {
    if (2 * (map->n + 1) > map->size) enlarge(map);
    uint64_t hash = camp_text_hash(key);
    struct camp_map_cell *cell = &map->cells[find_cell(map, hash, key)];
    if (cell->key.at) return cell->value;
    *cell = (struct camp_map_cell){hash, key, value};
    if (!key.at) cell->key.at = "";
    map->n++;
    return value;
}
