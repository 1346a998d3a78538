/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_whole.h - the pricing problem of a slot in whole numbers: what its bound is computed with.
 *
 * Weights and gains are scaled and rounded up, so that the scaled value of a set is never less than `scale`
 * times its value: every bound on the former is one on the latter. Sets that matter are valued anew in
 * doubles.
 */
#ifndef CAMP_SLOT_WHOLE_H
#define CAMP_SLOT_WHOLE_H

#include "slot_rows.h"
#include "slot_sets.h"

typedef struct camp_slot_whole {
    const camp_slot_problem *slot; /* clean (camp_slot_clean) */
    const camp_slot_rows *rows;
    double scale;
    int64_t lost;            /* by which rounding may have raised what people have, all together */
    size_t width;            /* cells of a row; not everybody has one: who wants nothing has none */
    const void *weight;      /* per element a row */
    const int64_t *gain;     /* per element, without what its room brings */
    int n_rooms, room_width; /* 0: none are told; padded to a multiple of CAMP_ROW_ROOMS */
    const int *seats;        /* with rooms, per element: the most that one has, -1: all who may come */
    const uint16_t *price;   /* ... of a seat: where to begin; weights are before it is paid */
    const int32_t *room_seats, *room_off;  /* [element * room_width + room]; off: 0, or CAMP_ROOM_OFF where it
                                              cannot be in the room */
    const int32_t *room_price, *room_step; /* per room: where to begin; how far a price goes beside a u */
    int64_t rooms_paid;       /* prices of all rooms as given, rounded down: they count in no bound */
    const int *person;        /* per cell, -1 behind the last */
    const long *host_first;   /* per element and one more: entries of host */
    const int *host;          /* cells of presenters */
    const int *host_of;       /* and the element that each of them presents */
    int words;                /* of 64 bits, in a set of elements */
    const uint64_t *excludes; /* per element the set of those that cannot be with it, itself among them */
    int n_cliques;
    const int *clique; /* per element its own; those of one clique all exclude each other */
    const int *order; /* all elements, those of a clique behind each other: the order of open ones in nodes */
} camp_slot_whole;

enum {
    CAMP_WHOLE_ELEMENTS = 1 << 14, /* at most */
    CAMP_ROOM_MOST = 1 << 29,      /* a price of a room at most; what one brings is no more than twice that */
    CAMP_ROOM_OFF = -(1 << 30)
};

/* False where no width keeps the rounding small; the result is of no use then. `threshold`: what is to be
 * decided. The slot must live as long. */
bool camp_slot_whole_make(camp_slot_whole *whole, const camp_slot_problem *clean, double threshold,
                          camp_arena *arena);

/* A slot of which some elements are in or out, see slot_contract.c. Elements keep their numbers; rows and
 * gains of those that are not open are of no use. */
typedef struct camp_slot_contraction {
    const camp_slot_whole *full;
    camp_slot_whole whole;        /* what is left */
    int n_cells, *cell, *cell_of; /* cells of `full` that are left, and the way back; -1 */
    int n_singles, *single;       /* cells that want one element only */
    void *m, *weight;
    int64_t *gain;
    long *host_first;
    int *host, *host_of;
    uint8_t *wanted, *count, *is_open;
} camp_slot_contraction;

void camp_slot_contraction_make(camp_slot_contraction *c, const camp_slot_whole *full, camp_arena *arena);
/* m: what people have from those that are in. What m is worth is the caller's to add. */
void camp_slot_contract(camp_slot_contraction *c, const void *m, int n_open, const int *open);
/* u of the smaller slot from one of the full slot, and back. */
void camp_slot_contract_u(const camp_slot_contraction *c, void *small_u, const void *full_u);
void camp_slot_expand_u(const camp_slot_contraction *c, void *full_u, const void *small_u);

static inline const char *camp_slot_row(const camp_slot_whole *whole, int e) {
    return (const char *)whole->weight + (size_t)e * whole->width * whole->rows->cell;
}
static inline int32_t camp_slot_cell(const camp_slot_whole *whole, const void *cells, int cell) {
    return whole->rows->cell == 1 ? ((const uint8_t *)cells)[cell] : ((const uint16_t *)cells)[cell];
}

/* What the best room brings to an element, its price paid; which one. */
static inline int32_t camp_slot_room(const camp_slot_whole *whole, int32_t seat_price,
                                     const int32_t *room_price, int e, int *room) {
    const int32_t *seats = whole->room_seats + (size_t)e * (size_t)whole->room_width;
    const int32_t *off = whole->room_off + (size_t)e * (size_t)whole->room_width;
    int32_t best = INT32_MIN;
    for (int r = 0; r < whole->n_rooms; r++) {
        int32_t brings = seats[r] * seat_price - room_price[r] + off[r];
        if (brings > best) best = brings, *room = r;
    }
    return best;
}

static inline bool camp_set_has(const uint64_t *set, int e) {
    return set[e / 64] >> (e % 64) & 1;
}
static inline void camp_set_add(uint64_t *set, int e) {
    set[e / 64] |= (uint64_t)1 << (e % 64);
}

#endif
