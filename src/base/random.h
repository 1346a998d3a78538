/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random.h - random numbers that are the same everywhere: xoshiro256** (Blackman & Vigna 2018), seeded by
 * splitmix64. */
#ifndef CAMP_RANDOM_H
#define CAMP_RANDOM_H

#include <stdint.h>

typedef struct camp_random {
    uint64_t s[4];
} camp_random;

void camp_random_seed(camp_random *random, uint64_t seed, uint64_t stream);

static inline uint64_t camp_random_next(camp_random *random) {
    uint64_t *s = random->s;
    uint64_t x = s[1] * 5, result = ((x << 7) | (x >> 57)) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 45) | (s[3] >> 19);
    return result;
}

/* A whole number in 0 .. n-1; n >= 1. */
static inline int camp_random_below(camp_random *random, int n) {
    return (int)(((camp_random_next(random) >> 32) * (uint64_t)n) >> 32);
}

/* A number in [0, 1). */
static inline double camp_random_unit(camp_random *random) {
    return (double)(camp_random_next(random) >> 11) * 0x1.0p-53;
}

#endif
