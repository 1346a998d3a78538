/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_rows.h - the inner loops of the pricing bound, over rows of small integers: one cell per person.
 *
 * Two widths: bytes, and words of 16 bits where bytes are too coarse. The loops are plain C that compilers
 * turn into vector instructions; on x86-64 they are compiled for several processors and the one at hand
 * decides at run time. Whole numbers only, so that every version gives the same result.
 */
#ifndef CAMP_SLOT_ROWS_H
#define CAMP_SLOT_ROWS_H

#include "base/arena.h"
#include <stddef.h>
#include <stdint.h>

enum {
    CAMP_ROW_PAD = 64,      /* rows have a multiple of so many cells */
    CAMP_ROW_ROOMS = 8,     /* rows of rooms have a multiple of so many */
    CAMP_ROW_GRADIENT = 32, /* one person too many or too few, in a direction */
    CAMP_ROW_MOST_STEP = 1 << 19
};

typedef struct camp_slot_rows {
    size_t cell;  /* bytes of a cell */
    int fraction; /* bits behind the point of fine duals */
    int shift;    /* bits behind the point of a step */
    int32_t top;  /* largest cell: who presents gets it as m and u, so that nothing is to be gained */
    /* For some rows (elements) of the weights: sum over p of max(0, w_p - u_p) */
    void (*over)(size_t n, const void *weight, int n_rows, const int *rows, const void *u, int64_t *sum);
    /* m = max(m, w) */
    void (*raise)(size_t n, void *m, const void *w);
    /* u = fine without fraction, at least m, at most top; returns the sum of u */
    int64_t (*round)(size_t n, void *u, int32_t *fine, const void *m);
    /* fine = u */
    void (*fine)(size_t n, int32_t *fine, const void *u);
    /* count_p += 1 where w_p > u_p; it may run over, which only spoils a direction */
    void (*count)(size_t n, uint8_t *count, const void *w, const void *u);
    /* Deflected subgradient: direction = 1 - count + 0.3 direction, 0 where u stays at m; returns the sum of
     * squares. */
    int64_t (*turn)(size_t n, int16_t *direction, const uint8_t *count, const void *u, const void *m);
    /* fine -= direction * step / 2^shift; step <= CAMP_ROW_MOST_STEP */
    void (*move)(size_t n, int32_t *fine, const int16_t *direction, int32_t step);
    /* to = max(0, w - price) */
    void (*pay)(size_t n, void *to, const void *w, uint16_t price);
    /* m = max(m, w - price) */
    void (*raise_paid)(size_t n, void *m, const void *w, uint16_t price);
    /* As count; returns how many were counted. */
    int (*sum_up)(size_t n, uint8_t *count, const void *w, const void *u);
    /* For some elements: the largest of seats(e,r) price(e) - room_price(r) + off(e,r) over n rooms */
    void (*bring)(int n, const int32_t *seats, const int32_t *off, int n_rows, const int *rows,
                  const uint16_t *price, const int32_t *room_price, int64_t *brings);
} camp_slot_rows;

/* Zeroed memory for n cells of `size` bytes that begins where a vector does: a load across two lines of the
 * cache takes twice as long. */
void *camp_row_new(camp_arena *arena, size_t n, size_t size);

const camp_slot_rows *camp_slot_rows_bytes(void);
const camp_slot_rows *camp_slot_rows_words(void);

#endif
