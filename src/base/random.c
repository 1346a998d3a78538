/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random.c - seeding by splitmix64 (Steele, Lea & Flood 2014): near seeds and streams give unrelated numbers.
 */
#include "base/random.h"

static uint64_t splitmix(uint64_t *state) {
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void camp_random_seed(camp_random *random, uint64_t seed, uint64_t stream) {
    uint64_t other = stream, state = seed;
    if (stream) state = splitmix(&state) ^ splitmix(&other);
    for (int i = 0; i < 4; i++)
        random->s[i] = splitmix(&state); /* never all zero: splitmix is a bijection */
}
