/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_rows_loops.h - the loops of slot_rows.h for one width and one kind of processor. Included by
 * slot_rows.c several times, with CELL, CELL_TOP, FRACTION, SHIFT, LOOP (attributes) and NAME(x). No include
 * guard.
 *
 * |max(w, u) - u|, not a comparison: compilers know it, with bytes even as one instruction that adds up eight
 * differences. Four rows at a time, so that u is read once and the sums do not wait for each other.
 */

#define MORE(row) ((row)[p] > u[p] ? (row)[p] : u[p])
#if CELL_TOP == BYTE_TOP && !defined(__clang__)
#define OVER(row) (uint32_t) abs((int)MORE(row) - (int)u[p])
#else
#define OVER(row) (CELL)(MORE(row) - u[p])
#endif

LOOP static void NAME(over_four)(size_t n, const CELL *const w[4], const CELL *restrict u, int64_t sum[4]) {
    const CELL *restrict a = w[0], *restrict b = w[1], *restrict c = w[2], *restrict d = w[3];
    sum[0] = sum[1] = sum[2] = sum[3] = 0;
    for (size_t first = 0; first < n; first += ROW_BLOCK) {
        size_t end = first + ROW_BLOCK < n ? first + ROW_BLOCK : n;
        uint32_t in_a = 0, in_b = 0, in_c = 0, in_d = 0;
        for (size_t p = first; p < end; p++) {
            in_a += OVER(a);
            in_b += OVER(b);
            in_c += OVER(c);
            in_d += OVER(d);
        }
        sum[0] += in_a, sum[1] += in_b, sum[2] += in_c, sum[3] += in_d;
    }
}

LOOP static void NAME(over)(size_t n, const void *weight, int n_rows, const int *rows, const void *u,
                            int64_t *sum) {
    for (int i = 0; i < n_rows; i += 4) {
        const CELL *w[4];
        int64_t four[4];
        for (int k = 0; k < 4; k++)
            w[k] = (const CELL *)weight + (size_t)rows[i + k < n_rows ? i + k : n_rows - 1] * n;
        NAME(over_four)(n, w, u, four);
        for (int k = 0; k < 4 && i + k < n_rows; k++)
            sum[i + k] = four[k];
    }
}

/* What a weight leaves above a price. */
#define ABOVE_PRICE(row, price) (CELL)((row)[p] > (price) ? (row)[p] - (price) : 0)

LOOP static void NAME(pay)(size_t n, void *to_row, const void *w_row, uint16_t row_price) {
    CELL *restrict to = to_row;
    const CELL *restrict w = w_row;
    const CELL price = (CELL)row_price;
    for (size_t p = 0; p < n; p++)
        to[p] = ABOVE_PRICE(w, price);
}

LOOP static void NAME(raise_paid)(size_t n, void *m_row, const void *w_row, uint16_t row_price) {
    CELL *restrict m = m_row;
    const CELL *restrict w = w_row;
    const CELL price = (CELL)row_price;
    for (size_t p = 0; p < n; p++) {
        CELL x = ABOVE_PRICE(w, price);
        m[p] = x > m[p] ? x : m[p];
    }
}

/* Added up in as many bytes as a row is padded to. */
LOOP static int NAME(sum_up)(size_t n, uint8_t *restrict count, const void *w_row, const void *u_row) {
    const CELL *restrict w = w_row, *restrict u = u_row;
    int sum = 0;
    for (size_t first = 0; first < n; first += SUMS * CAMP_ROW_PAD) {
        size_t end = first + SUMS * CAMP_ROW_PAD < n ? first + SUMS * CAMP_ROW_PAD : n;
        uint8_t part[CAMP_ROW_PAD] = {0};
        for (size_t block = first; block < end; block += CAMP_ROW_PAD)
            for (size_t p = 0; p < CAMP_ROW_PAD; p++) {
                uint8_t more = w[block + p] > u[block + p];
                count[block + p] = (uint8_t)(count[block + p] + more);
                part[p] = (uint8_t)(part[p] + more);
            }
        for (size_t p = 0; p < CAMP_ROW_PAD; p++)
            sum += part[p];
    }
    return sum;
}

LOOP static void NAME(bring)(int n_padded, const int32_t *all_seats, const int32_t *all_off, int n_rows,
                             const int *rows, const uint16_t *price, const int32_t *room_price,
                             int64_t *brings) {
    size_t n = (size_t)n_padded / CAMP_ROW_ROOMS * CAMP_ROW_ROOMS;
    for (int i = 0; i < n_rows; i++) {
        const int32_t *seats = all_seats + (size_t)rows[i] * n, *off = all_off + (size_t)rows[i] * n;
        int32_t q = price[rows[i]], best = INT32_MIN;
        for (size_t r = 0; r < n; r++) {
            int32_t x = seats[r] * q - room_price[r] + off[r];
            best = x > best ? x : best;
        }
        brings[i] = best;
    }
}

LOOP static void NAME(raise)(size_t n, void *m_row, const void *w_row) {
    CELL *restrict m = m_row;
    const CELL *restrict w = w_row;
    for (size_t p = 0; p < n; p++)
        m[p] = w[p] > m[p] ? w[p] : m[p];
}

LOOP static int64_t NAME(round)(size_t n, void *u_row, int32_t *restrict fine, const void *m_row) {
    CELL *restrict u = u_row;
    const CELL *restrict m = m_row;
    int64_t sum = 0;
    for (size_t first = 0; first < n; first += ROW_BLOCK) {
        size_t end = first + ROW_BLOCK < n ? first + ROW_BLOCK : n;
        uint32_t part = 0;
        for (size_t p = first; p < end; p++) {
            int32_t least = (int32_t)m[p] << FRACTION, x = fine[p];
            x = x < least ? least : x;
            x = x > CELL_TOP << FRACTION ? CELL_TOP << FRACTION : x;
            fine[p] = x;
            u[p] = (CELL)(x >> FRACTION);
            part += (uint32_t)(x >> FRACTION);
        }
        sum += part;
    }
    return sum;
}

LOOP static void NAME(fine)(size_t n, int32_t *restrict fine, const void *u_row) {
    const CELL *restrict u = u_row;
    for (size_t p = 0; p < n; p++)
        fine[p] = (int32_t)u[p] << FRACTION;
}

LOOP static void NAME(count)(size_t n, uint8_t *restrict count, const void *w_row, const void *u_row) {
    const CELL *restrict w = w_row, *restrict u = u_row;
    for (size_t p = 0; p < n; p++)
        count[p] = (uint8_t)(count[p] + (w[p] > u[p]));
}

LOOP static int64_t NAME(turn)(size_t n, int16_t *restrict direction, const uint8_t *restrict count,
                               const void *u_row, const void *m_row) {
    const CELL *restrict u = u_row, *restrict m = m_row;
    int64_t sum = 0;
    for (size_t first = 0; first < n; first += SQUARES) {
        size_t end = first + SQUARES < n ? first + SQUARES : n;
        int32_t part = 0;
        for (size_t p = first; p < end; p++) {
            int16_t times = count[p] < MOST_COUNT ? count[p] : MOST_COUNT;
            int16_t d = (int16_t)(CAMP_ROW_GRADIENT * (1 - times) + ((direction[p] * 5) >> 4));
            int16_t low = d > 0 ? 0 : d;
            d = u[p] > m[p] ? d : low;
            direction[p] = d;
            part += d * d;
        }
        sum += part;
    }
    return sum;
}

LOOP static void NAME(move)(size_t n, int32_t *restrict fine, const int16_t *restrict direction,
                            int32_t step) {
    for (size_t p = 0; p < n; p++)
        fine[p] -= (direction[p] * step) >> SHIFT;
}

#undef OVER
#undef ABOVE_PRICE
#undef MORE
#undef CELL
#undef CELL_TOP
#undef FRACTION
#undef SHIFT
#undef LOOP
#undef NAME
