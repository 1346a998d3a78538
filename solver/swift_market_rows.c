/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_market_rows.c - the loops of swift_market_rows_loops.h, for what the processor can do. */
#include "swift_market_rows.h"
#include <stdlib.h>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define WIDE_VECTORS
#if !defined(__clang__)
#define WIDEST_VECTORS
#endif
#endif

#define LOOP
#define NAME(x) plain_##x
#include "swift_market_rows_loops.h"

#ifdef WIDE_VECTORS
#define LOOP __attribute__((target("avx2")))
#define NAME(x) wide_##x
#include "swift_market_rows_loops.h"
#endif

#ifdef WIDEST_VECTORS
#define LOOP __attribute__((target("avx512bw,avx512vl,prefer-vector-width=512")))
#define NAME(x) widest_##x
#include "swift_market_rows_loops.h"
#endif

#define ROWS(prefix)                                                                                         \
    {                                                                                                        \
        prefix##_raise, prefix##_over, prefix##_above, prefix##_join, prefix##_lower, prefix##_beyond,       \
            prefix##_net, prefix##_split                                                                     \
    }

static const camp_market_rows PLAIN = ROWS(plain);
#ifdef WIDE_VECTORS
static const camp_market_rows WIDE = ROWS(wide);
#endif
#ifdef WIDEST_VECTORS
static const camp_market_rows WIDEST = ROWS(widest);
#endif

const camp_market_rows *camp_market_rows_choose(void) {
#ifdef WIDE_VECTORS
#ifdef WIDEST_VECTORS
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) return &WIDEST;
#endif
    if (__builtin_cpu_supports("avx2")) return &WIDE;
#endif
    return &PLAIN;
}
