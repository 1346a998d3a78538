/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_parts.h - what the files of the segments share: the search in a slot, the relaxed chain, the list
 * of segments of a chain, the linear program, claims. See segment.h. */
#ifndef CAMP_SEGMENT_PARTS_H
#define CAMP_SEGMENT_PARTS_H

#include "segment.h"

static const double CAMP_SEGMENT_NOTHING = -1e300; /* cannot be */
static const double CAMP_SEGMENT_BUSY = 1e300;     /* what a presenter has: more than any seat gives */

/* Work that a search may spend, and what it left open. */
typedef struct camp_segment_budget {
    uint64_t nodes, most;
    bool (*stop)(void *user);
    void *user;
    bool out;
    double upper; /* the largest bound of a branch that was left */
} camp_segment_budget;

/* Whether one more node may be looked at; counts it. */
bool camp_segment_budget_take(camp_segment_budget *budget);

/* ---- segment_slot.c: sets of elements for one slot
 *
 *     value(A) = base + sum over A of gain + sum over people who are not busy of (max(have, best of A) -
 * have)
 *
 * Calls found() at every set (the empty one too) that is worth at least `need`, or more than it when `beat`.
 * found() may raise `need`. */
typedef struct camp_slot_search {
    const camp_segments *segments;
    const camp_segment_kind *kind;
    int n_elements;       /* the first ones of the kind */
    const double *gain;   /* per session: stakes - price of what is placed by an element */
    const double *factor; /* per session: share of it that one element counts for; NULL: 1 */
    const int *used;      /* per session: runs it has already; NULL: none */
    double *have;         /* per person: what a seat must beat; CAMP_SEGMENT_BUSY: presents */
    int most;
    double need;
    bool beat;
    void (*found)(void *user, double value);
    void *user;
    camp_segment_budget *budget;
    int n_chosen, *chosen; /* elements */
    struct camp_slot_option **options;
    double **saved;
} camp_slot_search;

void camp_slot_search_make(camp_slot_search *search, const camp_segments *segments, camp_arena *arena);
void camp_slot_search_run(camp_slot_search *search, double base);

/* ---- segment_chain.c: slots alone, and chains of them where a person may have the best of every slot */
typedef struct camp_segment_tables {
    const camp_segments *segments;
    double *gain;   /* per session: stakes - price */
    double *start;  /* per set of long sessions: sum of their gains */
    double **alone; /* [kind][mask of longs present]: the most that a slot can match; NAN: not yet known */
    double **ahead; /* [chain][(end * n + t) * n_states + state]: the most of slots t .. end - 1 of a segment
                       that ends there, with these sessions going on from t - 1 */
    double **relaxed; /* [chain][first * (n + 1) + end]: the most of a segment; of one slot: exact */
    camp_slot_search *search;
    camp_segment_budget *budget;
} camp_segment_tables;

/* Tables at prices on the grid. Slots that the budget leaves undone get an upper limit too. */
camp_segment_tables *camp_segment_tables_make(const camp_segments *segments, const double *price,
                                              camp_segment_budget *budget, camp_arena *arena);
double camp_segment_alone(camp_segment_tables *tables, int kind, uint32_t present);
static inline double camp_segment_ahead(const camp_segment_tables *x, int chain, int end, int t, int state) {
    int n = x->segments->chains[chain].n;
    return x->ahead[chain][((size_t)end * (size_t)(n + 1) + (size_t)t) * (size_t)x->segments->n_states +
                           (size_t)state];
}
/* The state after a slot in which `starting` begin, or -1. */
static inline int camp_segment_next(const camp_segments *x, int state, uint32_t starting) {
    return x->state_of[x->state_next[state] | x->start_mask[starting]];
}
static inline int camp_count_bits(uint32_t mask) {
    int n = 0;
    for (; mask; mask &= mask - 1)
        n++;
    return n;
}

/* ---- segment_walk.c: the segments of a chain that are part of a good way to cut it */
typedef struct camp_segment_list {
    camp_arena *arena;
    int n, room, most;
    camp_segment *at;
    double *worth; /* value - prices */
} camp_segment_list;

typedef struct camp_segment_walk {
    camp_segment_tables *tables;
    int chain;
    double need;   /* only ways to cut the chain worth at least this are of interest */
    bool all;      /* list every segment that can be part of one; else only ever better ones */
    double upper;  /* out: no way to cut the chain is worth more than this or `need` */
    bool complete; /* out: nothing was left undone */
    camp_segment_budget *budget;
    camp_segment_list *list;
} camp_segment_walk;
void camp_segment_walk_run(camp_segment_walk *walk, camp_arena *scratch);

/* Value of a segment: an interval program for each person. */
double camp_segment_value(const camp_segments *segments, const camp_segment *segment, camp_arena *scratch);

/* ---- segment_master.c */
void camp_segment_pool_make(camp_segment_pool *pool, const camp_segments *segments, int other_rows,
                            camp_arena *arena);
/* Rows of a segment in the packing: its sessions, each with the number of its runs, and its slots. */
camp_segment_column camp_segment_column_of(const camp_segments *segments, const camp_segment *segment,
                                           camp_arena *arena);
void camp_segment_pool_add(camp_segment_pool *pool, double value, int n, const int *row, const double *part);
/* Prices of all rows of the linear program, those of sessions within `box` of the centre; false when GLPK
 * gave none. *value: of the program, the box included. box may be INFINITY. */
bool camp_segment_pool_solve(const camp_segment_pool *pool, const double *centre, double box,
                             const camp_program_limits *limits, double *price, double *value, uint64_t *work);

/* ---- segment_first.c: prices from the slots by themselves */
/* The slots of a board, and prices to begin with: most of what each session adds to its slots there. */
void camp_segments_first_seed(camp_segments *segments, const camp_board *board);
/* One linear program and one pricing; false when there is nothing more to gain. */
bool camp_segments_first_pass(camp_segments *segments, const camp_program_limits *limits, uint64_t *work);

/* ---- segment_filter.c */
/* Of columns (value, rows) flagged in `keep`, those that can be part of a packing worth `least` stay flagged.
 * Returns how many are left. */
int camp_segments_filter(const camp_segments *segments, int n, const camp_segment_column *columns, bool *keep,
                         double least, const camp_program_limits *limits, uint64_t *work);

/* ---- segment_claim.c */
typedef enum camp_claim { CAMP_CLAIM_REFUTED, CAMP_CLAIM_BOARD, CAMP_CLAIM_OPEN } camp_claim;
/* Whether there is a board of at least `claim`, by the prices of the centre. */
camp_claim camp_segments_claim(camp_segments *segments, double claim, const camp_program_limits *limits,
                               uint64_t *work);

/* ---- segment_seats.c: a segment with its rooms, its seats and must_attend */
typedef struct camp_segment_board {
    double value; /* an upper limit, and exact when `seated`; CAMP_SEGMENT_NOTHING: it cannot be */
    bool seated;  /* rooms and seats are given */
    int *room;    /* per run */
    long n_seats;
    camp_seat *seats; /* run: index into the segment's runs */
} camp_segment_board;
camp_segment_board camp_segment_seat(const camp_segments *segments, const camp_segment *segment,
                                     const camp_program_limits *limits, uint64_t *work, camp_arena *arena);

/* ---- numbers on the grid: sums of weights up to 2^25 are exact */
static const double CAMP_SEGMENT_GRID = 268435456.0;
static inline double camp_grid_up(double x) {
    return ceil(x * CAMP_SEGMENT_GRID) / CAMP_SEGMENT_GRID;
}
static inline double camp_grid_near(double x) {
    return nearbyint(x * CAMP_SEGMENT_GRID) / CAMP_SEGMENT_GRID;
}

#endif
