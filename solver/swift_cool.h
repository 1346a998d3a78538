/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_cool.h - the cooling that the swift search and the market share. */
#ifndef CAMP_SWIFT_COOL_H
#define CAMP_SWIFT_COOL_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* log(u) of 4096 evenly spread u in (0, 1): entry x >> 52 of a random x of 64 bits. */
double *camp_cool_logs(camp_arena *arena);
/* The hottest temperature of use, from n moves that would lose `sum` in all; `usual`: one loss, where n is 0.
 */
double camp_cool_hot(double sum, int n, double usual);

typedef struct camp_cooling {
    double hot, heat; /* heat 1: from the hottest temperature of use */
    uint64_t moves;
    int every; /* moves at one temperature, and between two calls of stop */
    bool (*stop)(void *user);
    void *user;
    void (*steps)(void *search, int n, double temperature); /* makes n moves */
    void *search;
} camp_cooling;
void camp_cool(const camp_cooling *cooling);

#endif
