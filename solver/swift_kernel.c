/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_kernel.c - what a session that leaves a slot loses and what one that comes gains, 32 people at a
 * time.
 *
 *   loss = sum (w_out - second)+           people of the session that leaves
 *   gain = sum (w_in - first')+            people of the session that comes, with
 *          first' = first - (w_out - second)+ : whoever loses the best seat has the second now
 *
 * Weights are bytes, and only blocks of 32 people in which a session has a fan are looked at. One body for
 * every machine, and two for x86: SSE2, which all of them have, and AVX2 where the processor has it.
 */
#include "swift.h"

#if defined(__GNUC__) && defined(__x86_64__)
#define CAMP_SWIFT_X86 1
#include <immintrin.h>
#endif

enum { BLOCK = CAMP_SWIFT_BLOCK };

#if !defined(CAMP_SWIFT_X86)
static int lose(const uint8_t *out, const uint8_t *second, const int *blocks, int n) {
    int sum = 0;
    for (int k = 0; k < n; k++)
        for (int p = BLOCK * blocks[k]; p < BLOCK * (blocks[k] + 1); p++)
            sum += out[p] > second[p] ? out[p] - second[p] : 0;
    return sum;
}

static int gain(const uint8_t *out, const uint8_t *in, const uint8_t *first, const uint8_t *second,
                const int *blocks, int n) {
    int sum = 0;
    for (int k = 0; k < n; k++)
        for (int p = BLOCK * blocks[k]; p < BLOCK * (blocks[k] + 1); p++) {
            int best = first[p] - (out[p] > second[p] ? out[p] - second[p] : 0);
            sum += in[p] > best ? in[p] - best : 0;
        }
    return sum;
}
#else
/* Both halves of a block. */
static int lose_sse2(const uint8_t *out, const uint8_t *second, const int *blocks, int n) {
    __m128i sum = _mm_setzero_si128(), zero = _mm_setzero_si128();
    for (int k = 0; k < n; k++)
        for (size_t p = BLOCK * (size_t)blocks[k], h = 0; h < 2; h++, p += BLOCK / 2) {
            __m128i loss = _mm_subs_epu8(_mm_loadu_si128((const __m128i *)(out + p)),
                                         _mm_loadu_si128((const __m128i *)(second + p)));
            sum = _mm_add_epi32(sum, _mm_sad_epu8(loss, zero));
        }
    return _mm_cvtsi128_si32(sum) + _mm_cvtsi128_si32(_mm_srli_si128(sum, 8));
}

static int gain_sse2(const uint8_t *out, const uint8_t *in, const uint8_t *first, const uint8_t *second,
                     const int *blocks, int n) {
    __m128i sum = _mm_setzero_si128(), zero = _mm_setzero_si128();
    for (int k = 0; k < n; k++)
        for (size_t p = BLOCK * (size_t)blocks[k], h = 0; h < 2; h++, p += BLOCK / 2) {
            __m128i loss = _mm_subs_epu8(_mm_loadu_si128((const __m128i *)(out + p)),
                                         _mm_loadu_si128((const __m128i *)(second + p)));
            __m128i best = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(first + p)), loss);
            __m128i more = _mm_subs_epu8(_mm_loadu_si128((const __m128i *)(in + p)), best);
            sum = _mm_add_epi32(sum, _mm_sad_epu8(more, zero));
        }
    return _mm_cvtsi128_si32(sum) + _mm_cvtsi128_si32(_mm_srli_si128(sum, 8));
}

__attribute__((target("avx2"))) static int sum_avx2(__m256i sum) {
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    return _mm_cvtsi128_si32(half) + _mm_cvtsi128_si32(_mm_srli_si128(half, 8));
}

__attribute__((target("avx2"))) static int lose_avx2(const uint8_t *out, const uint8_t *second,
                                                     const int *blocks, int n) {
    __m256i sum = _mm256_setzero_si256(), zero = _mm256_setzero_si256();
    for (int k = 0; k < n; k++) {
        size_t p = BLOCK * (size_t)blocks[k];
        __m256i loss = _mm256_subs_epu8(_mm256_loadu_si256((const __m256i *)(out + p)),
                                        _mm256_loadu_si256((const __m256i *)(second + p)));
        sum = _mm256_add_epi32(sum, _mm256_sad_epu8(loss, zero));
    }
    return sum_avx2(sum);
}

__attribute__((target("avx2"))) static int gain_avx2(const uint8_t *out, const uint8_t *in,
                                                     const uint8_t *first, const uint8_t *second,
                                                     const int *blocks, int n) {
    __m256i sum = _mm256_setzero_si256(), zero = _mm256_setzero_si256();
    for (int k = 0; k < n; k++) {
        size_t p = BLOCK * (size_t)blocks[k];
        __m256i loss = _mm256_subs_epu8(_mm256_loadu_si256((const __m256i *)(out + p)),
                                        _mm256_loadu_si256((const __m256i *)(second + p)));
        __m256i best = _mm256_sub_epi8(_mm256_loadu_si256((const __m256i *)(first + p)), loss);
        __m256i more = _mm256_subs_epu8(_mm256_loadu_si256((const __m256i *)(in + p)), best);
        sum = _mm256_add_epi32(sum, _mm256_sad_epu8(more, zero));
    }
    return sum_avx2(sum);
}
#endif

camp_swift_kernel camp_swift_kernel_choose(void) {
#if !defined(CAMP_SWIFT_X86)
    return (camp_swift_kernel){lose, gain};
#else
    if (__builtin_cpu_supports("avx2")) return (camp_swift_kernel){lose_avx2, gain_avx2};
    return (camp_swift_kernel){lose_sse2, gain_sse2};
#endif
}
