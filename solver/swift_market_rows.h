/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_market_rows.h - the inner loops of the market, over rows of bytes: one a person.
 *
 * They are plain C that compilers turn into vector instructions; on x86-64 they are compiled for several
 * processors and the one at hand decides at run time. Whole numbers only, so every version gives the same
 * result. (a - b)+ is a difference that stops at 0, and sums of bytes are written as sums of |a - b|, which
 * compilers know. Rows have a multiple of CAMP_MARKET_BLOCK people.
 */
#ifndef CAMP_SWIFT_MARKET_ROWS_H
#define CAMP_SWIFT_MARKET_ROWS_H

#include <stddef.h>
#include <stdint.h>

enum { CAMP_MARKET_BLOCK = 64 };

/* A row at a price. */
typedef struct camp_market_offer {
    const uint8_t *row;
    int price;
} camp_market_offer;

typedef struct camp_market_rows {
    /* u = max of u and (row - price)+ of each offer */
    void (*raise)(size_t n, uint8_t *u, const camp_market_offer *offers, int n_offers);
    /* x = (w - max(a, b))+ where free */
    void (*over)(size_t n, uint8_t *x, const uint8_t *w, const uint8_t *a, const uint8_t *b,
                 const uint8_t *free);
    /* how many x are more than q, which is at most 254 */
    int (*above)(size_t n, const uint8_t *x, int q);
    /* u = max(v, (w - price)+) where free; returns the sum */
    int (*join)(size_t n, uint8_t *u, const uint8_t *v, const uint8_t *w, int price, const uint8_t *free,
                const uint8_t *zero);
    /* x = (x - v)+ where free */
    void (*lower)(size_t n, uint8_t *x, const uint8_t *v, const uint8_t *free);
    /* x = (x - best)+ */
    void (*beyond)(size_t n, uint8_t *x, const uint8_t *best);
    /* net = (w - m)+; returns the sum of m */
    int (*net)(size_t n, uint8_t *net, const uint8_t *w, const uint8_t *m, const uint8_t *zero);
    /* part = min(rest, v), which is taken from rest */
    void (*split)(size_t n, uint8_t *part, uint8_t *rest, const uint8_t *v);
} camp_market_rows;

const camp_market_rows *camp_market_rows_choose(void);

#endif
