/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_prices.c - prices of seats and rooms in the bound of a node, which go along with u: see slot_dual.c.
 */
#include "slot_dual.h"

enum { ROOM_SHIFT = 4 }; /* a price of a room goes a sixteenth of its seats for what a u does */

void camp_slot_prices_round(camp_slot_dual *dual, const camp_slot_node *node) {
    int fraction = dual->whole->rows->fraction;
    for (int i = 0; i < node->n_open; i++)
        dual->price[node->open[i]] = (uint16_t)(dual->fine_price[node->open[i]] >> fraction);
    for (int r = 0; r < dual->whole->n_rooms; r++)
        dual->room_price[r] = (int32_t)(dual->fine_room[r] >> fraction);
}

/* The room that an element would have at these prices, which is counted. */
static int count_room(camp_slot_dual *dual, int e, int32_t price) {
    int room = 0;
    camp_slot_room(dual->whole, price, dual->room_price, e, &room);
    dual->room_count[room]++;
    return room;
}

/* The price of a seat of a selected element falls by the seats that stay free and rises by the people that
 * find none, for each seat: so it goes about as far as the u of a person. Returns its part of the squares. */
int64_t camp_slot_prices_turn(camp_slot_dual *dual, int e, int people) {
    const camp_slot_whole *whole = dual->whole;
    int room = count_room(dual, e, dual->price[e]), most = whole->seats[e], times = most > 0 ? most : 1;
    if (most < 0) return 0;
    int seats = whole->room_seats[(size_t)e * (size_t)whole->room_width + (size_t)room];
    int32_t d = CAMP_ROW_GRADIENT * (seats - people) + dual->price_direction[e] * 5 / 16;
    if (d > 0 && dual->price[e] == 0) d = 0;
    dual->price_direction[e] = d;
    dual->turned[dual->n_turned++] = e;
    return (int64_t)d * d / times;
}

/* The price of a room falls where nobody would have it, and rises by those who would have it besides one.
 * Returns its part of the squares. */
int64_t camp_slot_prices_turn_rooms(camp_slot_dual *dual, const camp_slot_node *node) {
    const camp_slot_whole *whole = dual->whole;
    int64_t squares = 0;
    for (int i = 0; i < node->n_taken; i++)
        count_room(dual, node->taken[i], node->price[node->taken[i]]);
    for (int r = 0; r < whole->n_rooms; r++) {
        int32_t d = CAMP_ROW_GRADIENT * (1 - dual->room_count[r]) + dual->room_direction[r] * 5 / 16;
        if (d > 0 && dual->room_price[r] == 0) d = 0;
        dual->room_direction[r] = d;
        squares += (int64_t)d * d * whole->room_step[r] >> ROOM_SHIFT;
    }
    return squares;
}

void camp_slot_prices_move(camp_slot_dual *dual, int32_t step) {
    const camp_slot_whole *whole = dual->whole;
    const camp_slot_rows *rows = whole->rows;
    int64_t most = (int64_t)(rows->top - 1) << rows->fraction,
            most_room = (int64_t)CAMP_ROOM_MOST << rows->fraction;
    for (int i = 0; i < dual->n_turned; i++) {
        int e = dual->turned[i], seats = whole->seats[e];
        int64_t by = (int64_t)dual->price_direction[e] * step / (seats > 0 ? seats : 1);
        int64_t to = dual->fine_price[e] - (by >> rows->shift);
        dual->fine_price[e] = (int32_t)(to < 0 ? 0 : to > most ? most : to);
    }
    for (int r = 0; r < whole->n_rooms; r++) {
        int64_t by = (int64_t)dual->room_direction[r] * whole->room_step[r] * step;
        int64_t to = dual->fine_room[r] - (by >> (rows->shift + ROOM_SHIFT));
        dual->fine_room[r] = to < 0 ? 0 : to > most_room ? most_room : to;
    }
}
