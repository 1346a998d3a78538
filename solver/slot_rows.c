/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_rows.c - the loops of slot_rows_loops.h, for both widths and for what the processor can do. */
#include "slot_rows.h"
#include <stdlib.h>

/* Blocks so short that 32 bits are enough; (32 * 40 / (1 - 5/16))^2 * 512 < 2^31. */
enum { ROW_BLOCK = 32768, SQUARES = 512, MOST_COUNT = 40, SUMS = 255 };
_Static_assert(ROW_BLOCK % CAMP_ROW_PAD == 0, "blocks are whole");
#define BYTE_TOP 255
#define WORD_TOP 65535
enum { BYTE_FRACTION = 10, BYTE_SHIFT = 8, WORD_FRACTION = 6, WORD_SHIFT = 4 };

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define WIDE_VECTORS
#if !defined(__clang__)
#define WIDEST_VECTORS
#endif
#endif

#define CELL uint8_t
#define CELL_TOP BYTE_TOP
#define FRACTION BYTE_FRACTION
#define SHIFT BYTE_SHIFT
#define LOOP
#define NAME(x) byte_##x
#include "slot_rows_loops.h"

#define CELL uint16_t
#define CELL_TOP WORD_TOP
#define FRACTION WORD_FRACTION
#define SHIFT WORD_SHIFT
#define LOOP
#define NAME(x) word_##x
#include "slot_rows_loops.h"

#ifdef WIDE_VECTORS
#define CELL uint8_t
#define CELL_TOP BYTE_TOP
#define FRACTION BYTE_FRACTION
#define SHIFT BYTE_SHIFT
#define LOOP __attribute__((target("avx2")))
#define NAME(x) wide_byte_##x
#include "slot_rows_loops.h"

#define CELL uint16_t
#define CELL_TOP WORD_TOP
#define FRACTION WORD_FRACTION
#define SHIFT WORD_SHIFT
#define LOOP __attribute__((target("avx2")))
#define NAME(x) wide_word_##x
#include "slot_rows_loops.h"
#endif

#ifdef WIDEST_VECTORS
#define CELL uint8_t
#define CELL_TOP BYTE_TOP
#define FRACTION BYTE_FRACTION
#define SHIFT BYTE_SHIFT
#define LOOP __attribute__((target("avx512bw,avx512vl,prefer-vector-width=512")))
#define NAME(x) widest_byte_##x
#include "slot_rows_loops.h"

#define CELL uint16_t
#define CELL_TOP WORD_TOP
#define FRACTION WORD_FRACTION
#define SHIFT WORD_SHIFT
#define LOOP __attribute__((target("avx512bw,avx512vl,prefer-vector-width=512")))
#define NAME(x) widest_word_##x
#include "slot_rows_loops.h"
#endif

#define ROWS(type, fraction, shift, top, prefix)                                                             \
    {                                                                                                        \
        sizeof(type), fraction, shift, top, prefix##_over, prefix##_raise, prefix##_round, prefix##_fine,    \
            prefix##_count, prefix##_turn, prefix##_move, prefix##_pay, prefix##_raise_paid,                 \
            prefix##_sum_up, prefix##_bring                                                                  \
    }

static const camp_slot_rows BYTES = ROWS(uint8_t, BYTE_FRACTION, BYTE_SHIFT, BYTE_TOP, byte);
static const camp_slot_rows WORDS = ROWS(uint16_t, WORD_FRACTION, WORD_SHIFT, WORD_TOP, word);
#ifdef WIDE_VECTORS
static const camp_slot_rows WIDE_BYTES = ROWS(uint8_t, BYTE_FRACTION, BYTE_SHIFT, BYTE_TOP, wide_byte);
static const camp_slot_rows WIDE_WORDS = ROWS(uint16_t, WORD_FRACTION, WORD_SHIFT, WORD_TOP, wide_word);
#endif
#ifdef WIDEST_VECTORS
static const camp_slot_rows WIDEST_BYTES = ROWS(uint8_t, BYTE_FRACTION, BYTE_SHIFT, BYTE_TOP, widest_byte);
static const camp_slot_rows WIDEST_WORDS = ROWS(uint16_t, WORD_FRACTION, WORD_SHIFT, WORD_TOP, widest_word);
#endif

void *camp_row_new(camp_arena *arena, size_t n, size_t size) {
    if (n > (SIZE_MAX - CAMP_ROW_PAD) / size) camp_arena_fail(arena);
    char *at = camp_arena_alloc(arena, n * size + CAMP_ROW_PAD, 1);
    return at + (CAMP_ROW_PAD - (uintptr_t)at % CAMP_ROW_PAD) % CAMP_ROW_PAD;
}

const camp_slot_rows *camp_slot_rows_bytes(void) {
#ifdef WIDE_VECTORS
#ifdef WIDEST_VECTORS
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) return &WIDEST_BYTES;
#endif
    if (__builtin_cpu_supports("avx2")) return &WIDE_BYTES;
#endif
    return &BYTES;
}

const camp_slot_rows *camp_slot_rows_words(void) {
#ifdef WIDE_VECTORS
#ifdef WIDEST_VECTORS
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) return &WIDEST_WORDS;
#endif
    if (__builtin_cpu_supports("avx2")) return &WIDE_WORDS;
#endif
    return &WORDS;
}
