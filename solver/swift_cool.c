/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_cool.c - one cooling: down to WARM_PART of the hottest temperature, where about one losing move in a
 * thousand is accepted, and in the last moves on to COLD_PART. Measured: docs/search.md. */
#include "swift_cool.h"
#include <math.h>

enum { LOGS = 4096, LAST_PART = 6 };
static const double HOT_PART = 0.27, WARM_PART = 0.2, COLD_PART = 0.05;

double *camp_cool_logs(camp_arena *arena) {
    double *logs = CAMP_NEW(arena, double, LOGS);
    for (int i = 0; i < LOGS; i++)
        logs[i] = log((i + 0.5) / LOGS);
    return logs;
}

double camp_cool_hot(double sum, int n, double usual) {
    return n ? HOT_PART * sum / n : HOT_PART * usual;
}

/* So many moves while the temperature falls. */
static void fall(const camp_cooling *c, uint64_t moves, double from, double to) {
    double factor = pow(to / from, c->every / (double)(moves ? moves : 1)), temperature = from;
    for (uint64_t m = 0; m < moves; temperature *= factor) {
        if (c->stop && c->stop(c->user)) return;
        int n = moves - m < (uint64_t)c->every ? (int)(moves - m) : c->every;
        c->steps(c->search, n, temperature);
        m += (uint64_t)n;
    }
}

void camp_cool(const camp_cooling *c) {
    double warm = c->hot * WARM_PART, from = fmax(c->hot * c->heat, 1.5 * warm);
    uint64_t last = c->moves / LAST_PART;
    fall(c, c->moves - last, from, warm);
    fall(c, last, warm, c->hot * COLD_PART);
}
