/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_node.c - a node of the pricing's tree: elements in, out and open, and what people have from those in.
 */
#include "slot_dual.h"
#include <string.h>

void camp_slot_node_make(camp_slot_node *node, const camp_slot_whole *whole, camp_arena *arena) {
    *node = (camp_slot_node){.left = whole->slot->most};
    node->open = CAMP_NEW(arena, int, whole->slot->n_elements);
    node->in = CAMP_NEW(arena, uint64_t, whole->words), node->out = CAMP_NEW(arena, uint64_t, whole->words);
    node->price = CAMP_NEW(arena, uint16_t, whole->slot->n_elements);
    node->taken = CAMP_NEW(arena, int, whole->slot->most);
    node->room_price = CAMP_NEW(arena, int32_t, whole->room_width);
    node->m = camp_row_new(arena, whole->width, whole->rows->cell);
    node->u = camp_row_new(arena, whole->width, whole->rows->cell);
}

void camp_slot_node_copy(camp_slot_node *to, const camp_slot_node *from, const camp_slot_whole *whole) {
    camp_slot_node copy = *from;
    copy.open = to->open, copy.in = to->in, copy.out = to->out, copy.m = to->m, copy.u = to->u;
    copy.price = to->price, copy.taken = to->taken, copy.room_price = to->room_price;
    *to = copy;
    size_t set = (size_t)whole->words * sizeof *to->in, row = whole->width * whole->rows->cell;
    memcpy(to->open, from->open, (size_t)from->n_open * sizeof *to->open);
    memcpy(to->in, from->in, set), memcpy(to->out, from->out, set);
    memcpy(to->m, from->m, row), memcpy(to->u, from->u, row);
    memcpy(to->taken, from->taken, (size_t)from->n_taken * sizeof *to->taken);
    memcpy(to->room_price, from->room_price, (size_t)whole->room_width * sizeof *to->room_price);
    if (whole->n_rooms) memcpy(to->price, from->price, (size_t)whole->slot->n_elements * sizeof *to->price);
}

void camp_slot_node_empty(camp_slot_node *node, const camp_slot_whole *whole) {
    node->left = whole->slot->most, node->base = 0, node->n_taken = 0, node->n_open = whole->slot->n_elements;
    memcpy(node->open, whole->order, (size_t)node->n_open * sizeof *node->open);
    memset(node->in, 0, (size_t)whole->words * sizeof *node->in);
    memset(node->out, 0, (size_t)whole->words * sizeof *node->out);
    memset(node->m, 0, whole->width * whole->rows->cell);
}

static void set_top(const camp_slot_whole *whole, void *cells, int cell) {
    if (whole->rows->cell == 1)
        ((uint8_t *)cells)[cell] = (uint8_t)whole->rows->top;
    else
        ((uint16_t *)cells)[cell] = (uint16_t)whole->rows->top;
}

void camp_slot_node_take(camp_slot_node *node, const camp_slot_whole *whole, int e) {
    const uint64_t *excludes = whole->excludes + (long)e * whole->words;
    if (whole->n_rooms)
        whole->rows->raise_paid(whole->width, node->m, camp_slot_row(whole, e), node->price[e]);
    else
        whole->rows->raise(whole->width, node->m, camp_slot_row(whole, e));
    node->base += whole->gain[e];
    for (long i = whole->host_first[e]; i < whole->host_first[e + 1]; i++) {
        set_top(whole, node->m, whole->host[i]);
        node->base -= whole->rows->top;
    }
    node->left--;
    node->taken[node->n_taken++] = e;
    camp_set_add(node->in, e);
    int n = 0;
    for (int i = 0; i < node->n_open; i++) {
        if (!camp_set_has(excludes, node->open[i]))
            node->open[n++] = node->open[i];
        else if (node->open[i] != e)
            camp_set_add(node->out, node->open[i]);
    }
    node->n_open = n;
}

void camp_slot_node_leave(camp_slot_node *node, int e) {
    int n = 0;
    for (int i = 0; i < node->n_open; i++)
        if (node->open[i] != e) node->open[n++] = node->open[i];
    node->n_open = n;
    camp_set_add(node->out, e);
}

void camp_slot_node_drop(camp_slot_node *node, const camp_slot_whole *whole, const uint64_t *out) {
    int n = 0;
    for (int i = 0; i < node->n_open; i++)
        if (!camp_set_has(out, node->open[i])) node->open[n++] = node->open[i];
    node->n_open = n;
    for (int i = 0; i < whole->words; i++)
        node->out[i] |= out[i];
}

int64_t camp_slot_node_value(const camp_slot_node *node, const camp_slot_whole *whole) {
    int64_t value = node->base;
    for (size_t p = 0; p < whole->width; p++)
        value += camp_slot_cell(whole, node->m, (int)p);
    return value;
}

int64_t camp_slot_node_rooms(const camp_slot_node *node, const camp_slot_whole *whole,
                             const int32_t *room_price) {
    if (!whole->n_rooms) return 0;
    int64_t sum = -whole->rooms_paid;
    int room;
    for (int r = 0; r < whole->n_rooms; r++)
        sum += room_price[r];
    for (int i = 0; i < node->n_taken; i++)
        sum += camp_slot_room(whole, node->price[node->taken[i]], room_price, node->taken[i], &room);
    return sum;
}

bool camp_slot_node_ends(const camp_slot_node *node) {
    return node->left <= 0 || node->n_open == 0;
}
