/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_pass.h - the steps of column generation; what they spend is counted in the pass. */
#ifndef CAMP_PATTERN_PASS_H
#define CAMP_PATTERN_PASS_H

#include "base/clock.h"
#include "pattern.h"

typedef struct camp_pass {
    camp_patterns *p;
    const camp_program_limits *limits;
    uint64_t work;
    double target;
} camp_pass;

bool camp_pass_is_over(const camp_pass *x);
/* Work that may still be spent; a pricing or linear program that is cut short by it does no harm. */
uint64_t camp_pass_work_left(const camp_pass *x);

/* Climbs in every class at duals y; whether a pattern was found that improves the linear program. */
bool camp_pass_climb(camp_pass *x, const double *row, int starts, camp_arena *scratch);
/* bound(y) with the best patterns that are known or that climbing finds: may be too low. pattern: per class
 * the one used, -1: the empty one. */
double camp_pass_estimate(camp_pass *x, const double *row, int starts, int *pattern, camp_arena *scratch);
/* Whether exact pricings know of rooms. */
bool camp_patterns_have_rooms(const camp_patterns *patterns);
/* From now on estimates count patterns at what they are worth in their rooms at these duals, of which only
 * those of elements alone may change. */
void camp_patterns_begin_roomed(camp_patterns *patterns);
/* camp_pass_estimate with that. */
double camp_pass_roomed(camp_pass *x, const double *row, int starts, int *pattern, camp_arena *scratch);
/* The same of the patterns that are known. pattern: per class the one used, -1: none; may be NULL. */
double camp_patterns_roomed(const camp_patterns *patterns, const double *row, int *pattern);
/* bound(y) with the best patterns that are known. */
double camp_patterns_estimate(const camp_patterns *patterns, const double *row, camp_arena *scratch);
/* Prices every class exactly and takes over the bound when it is better; it may give away `spare`. nodes: of
 * one class, at most. *cut: the nodes of a pricing ran out. Whether a pattern was found that improves the
 * linear program. With many rooms a pricing at the duals of the one before goes on with it, at its `spare`,
 * until it ends. */
bool camp_pass_bound(camp_pass *x, const double *row, double spare, uint64_t nodes, bool *cut,
                     camp_arena *scratch);

/* Goes on with the volume algorithm (pattern_volume.c). False when it has nothing more to give. With many
 * rooms it ends with duals that are good enough for the last pricing (p->proving). */
bool camp_pass_volume(camp_pass *x);
/* New patterns are known, with which the estimate at the centre is this: the steps go on. */
void camp_pass_volume_again(camp_patterns *p, double estimate);
/* From the duals of the last pricing on, with patterns at what they are worth in their rooms. */
void camp_pass_volume_roomed(camp_patterns *p);

#endif
