/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_market_rows_loops.h - the loops of swift_market_rows.h for one kind of processor. Included by
 * swift_market_rows.c several times, with LOOP (attributes) and NAME(x). No include guard.
 */

#define LESS(a, b) (uint8_t)((a) > (b) ? (a) - (b) : 0)
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define MIN(a, b) ((a) < (b) ? (a) : (b))

LOOP static void NAME(raise_four)(size_t n, uint8_t *restrict u, const camp_market_offer *o) {
    const uint8_t *restrict a = o[0].row, *restrict b = o[1].row, *restrict c = o[2].row,
                            *restrict d = o[3].row;
    uint8_t qa = (uint8_t)o[0].price, qb = (uint8_t)o[1].price, qc = (uint8_t)o[2].price,
            qd = (uint8_t)o[3].price;
    n = n / CAMP_MARKET_BLOCK * CAMP_MARKET_BLOCK;
    for (size_t p = 0; p < n; p++) {
        uint8_t x = LESS(a[p], qa), y = LESS(b[p], qb), z = LESS(c[p], qc), t = LESS(d[p], qd);
        x = MAX(x, y), z = MAX(z, t), x = MAX(x, z);
        u[p] = MAX(x, u[p]);
    }
}

LOOP static void NAME(raise_one)(size_t n, uint8_t *restrict u, const uint8_t *restrict row, int price) {
    uint8_t q = (uint8_t)price;
    n = n / CAMP_MARKET_BLOCK * CAMP_MARKET_BLOCK;
    for (size_t p = 0; p < n; p++) {
        uint8_t x = LESS(row[p], q);
        u[p] = MAX(x, u[p]);
    }
}

LOOP static void NAME(raise)(size_t n, uint8_t *u, const camp_market_offer *offers, int n_offers) {
    int k = 0;
    for (; k + 4 <= n_offers; k += 4)
        NAME(raise_four)(n, u, offers + k);
    for (; k < n_offers; k++)
        NAME(raise_one)(n, u, offers[k].row, offers[k].price);
}

LOOP static void NAME(over)(size_t n, uint8_t *restrict x, const uint8_t *restrict w,
                            const uint8_t *restrict a, const uint8_t *restrict b,
                            const uint8_t *restrict free) {
    n = n / CAMP_MARKET_BLOCK * CAMP_MARKET_BLOCK;
    for (size_t p = 0; p < n; p++) {
        uint8_t m = MAX(a[p], b[p]);
        x[p] = LESS(w[p], m) & free[p];
    }
}

LOOP static int NAME(above)(size_t n, const uint8_t *restrict x, int price) {
    uint8_t q = (uint8_t)price;
    uint32_t sum = 0;
    n = n / CAMP_MARKET_BLOCK * CAMP_MARKET_BLOCK;
    for (size_t p = 0; p < n; p++) {
        uint8_t a = LESS(x[p], 1), b = MAX(x[p], q);
        a = MAX(a, q);
        sum += (uint32_t)abs((int)b - (int)a);
    }
    return (int)sum;
}

LOOP static int NAME(join)(size_t n, uint8_t *restrict u, const uint8_t *restrict v,
                           const uint8_t *restrict w, int price, const uint8_t *restrict free,
                           const uint8_t *restrict zero) {
    uint8_t q = (uint8_t)price;
    uint32_t sum = 0;
    n = n / CAMP_MARKET_BLOCK * CAMP_MARKET_BLOCK;
    for (size_t p = 0; p < n; p++) {
        uint8_t x = LESS(w[p], q);
        x = MAX(x, v[p]) & free[p];
        u[p] = x;
        sum += (uint32_t)abs((int)x - (int)zero[p]);
    }
    return (int)sum;
}

LOOP static void NAME(lower)(size_t n, uint8_t *restrict x, const uint8_t *restrict v,
                             const uint8_t *restrict free) {
    n = n / CAMP_MARKET_BLOCK * CAMP_MARKET_BLOCK;
    for (size_t p = 0; p < n; p++)
        x[p] = LESS(x[p], v[p]) & free[p];
}

LOOP static void NAME(beyond)(size_t n, uint8_t *restrict x, const uint8_t *restrict best) {
    n = n / CAMP_MARKET_BLOCK * CAMP_MARKET_BLOCK;
    for (size_t p = 0; p < n; p++)
        x[p] = LESS(x[p], best[p]);
}

LOOP static int NAME(net)(size_t n, uint8_t *restrict net, const uint8_t *restrict w,
                          const uint8_t *restrict m, const uint8_t *restrict zero) {
    uint32_t sum = 0;
    n = n / CAMP_MARKET_BLOCK * CAMP_MARKET_BLOCK;
    for (size_t p = 0; p < n; p++) {
        net[p] = LESS(w[p], m[p]);
        sum += (uint32_t)abs((int)m[p] - (int)zero[p]);
    }
    return (int)sum;
}

LOOP static void NAME(split)(size_t n, uint8_t *restrict part, uint8_t *restrict rest,
                             const uint8_t *restrict v) {
    n = n / CAMP_MARKET_BLOCK * CAMP_MARKET_BLOCK;
    for (size_t p = 0; p < n; p++) {
        part[p] = MIN(rest[p], v[p]);
        rest[p] = (uint8_t)(rest[p] - part[p]);
    }
}

#undef LESS
#undef MAX
#undef MIN
#undef LOOP
#undef NAME
