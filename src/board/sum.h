/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sum.h - sums that do not depend on the order of their terms, within one rounding (Neumaier 1974). */
#ifndef CAMP_SUM_H
#define CAMP_SUM_H

#include <math.h>

typedef struct camp_sum {
    double sum, lost; /* what rounding took away so far */
} camp_sum;

static inline void camp_sum_add(camp_sum *total, double value) {
    double next = total->sum + value;
    total->lost +=
        fabs(total->sum) >= fabs(value) ? (total->sum - next) + value : (value - next) + total->sum;
    total->sum = next;
}

static inline double camp_sum_value(camp_sum total) {
    return total.sum + total.lost;
}

#endif
