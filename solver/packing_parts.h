/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packing_parts.h - what the parts of packing.h share. */
#ifndef CAMP_PACKING_PARTS_H
#define CAMP_PACKING_PARTS_H

#include "packing.h"
#include "program.h"

enum { CAMP_CUT_SIZE = 3 };

/* At most `most` = floor(sum of session_most over T / 2) times may a packing take two sessions of T. */
typedef struct camp_packing_cut {
    int sessions[CAMP_CUT_SIZE], most;
    double price;
} camp_packing_cut;

typedef struct camp_packing_run {
    const camp_packing *given;
    const camp_packing_limits *limits;
    camp_arena *arena;
    double *value_of; /* per column: its value, or what it turned out to be worth */
    bool *settled;    /* per column: that is exact */
    double claim;     /* of the next packing */
    double tolerance; /* for sums of values that are not whole */
    uint64_t work;
    bool stopped, found;
    double value; /* of the best packing found */
    int n_chosen, *chosen;
    int most_chosen; /* slots in all */

    int n_live, *live; /* columns that such a packing may still use */
    int words;
    uint64_t *mask; /* per column: its sessions */

    int n_cuts, all_cuts, cuts_room; /* now; ever added */
    camp_packing_cut *cuts;
    uint64_t *cut_mask; /* per cut: its sessions */
    /* a dual point */
    double *price, *kind_price; /* of sessions and kinds */
    double z;
    double *slack; /* per column */
    /* the relaxation: over the columns `in` only */
    int n_in, in_room, *in;
    bool *is_in;
    double *x; /* per column of `in` */
    camp_program_basis basis;
    int basis_rows_room, basis_cols_room;
} camp_packing_run;

static inline bool camp_packing_has(const camp_packing_run *run, int column, int session) {
    return run->mask[(size_t)column * (size_t)run->words + (size_t)(session / 64)] >> (session % 64) & 1;
}
/* How often a cut counts a column: half the sessions that they share. */
static inline int camp_packing_counts(const camp_packing_run *run, int cut, int column) {
    const uint64_t *a = run->cut_mask + (size_t)cut * (size_t)run->words;
    const uint64_t *b = run->mask + (size_t)column * (size_t)run->words;
    int n = 0;
    for (int i = 0; i < run->words; i++)
        for (uint64_t both = a[i] & b[i]; both; both &= both - 1)
            n++;
    return n / 2;
}
static inline uint64_t camp_packing_work_left(const camp_packing_run *run) {
    if (!run->limits->work) return UINT64_MAX;
    return run->limits->work > run->work ? run->limits->work - run->work : 0;
}

/* Whether to end now; sets run->stopped. */
bool camp_packing_is_over(camp_packing_run *run);
/* Takes over a packing (columns, with repeats) if it is truly worth the claim, and raises the claim. Columns
 * that turn out to be worth less keep that value; their slacks are up to date. */
bool camp_packing_take(camp_packing_run *run, int n, const int *columns);

/* Solves the relaxation over the live columns with the cuts of the run: x, prices, z, slacks. false when GLPK
 * gave nothing or a limit ended it; the dual point is then the one before. */
bool camp_packing_relax(camp_packing_run *run);
/* z and slacks from the prices, exactly; columns whose slack is too large are live no longer. */
void camp_packing_fix(camp_packing_run *run);
/* Adds violated cuts, the worst first, at most so many; drops those without effect. Returns their number. */
int camp_packing_separate(camp_packing_run *run, int most);
/* Depth-first search over the live columns at the dual point; whether it came to its end. */
bool camp_packing_search(camp_packing_run *run, uint64_t most_units);

#endif
