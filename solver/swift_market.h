/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_market.h - annealing over places where seats are short, sessions repeat or run long.
 *
 * Everybody chooses at prices q >= 0 of a seat in each run, slot by slot. What ties the slots together is
 * paid for per person: a charge m >= 0 for sitting in a session that may repeat, due once, and a split of the
 * weight of a long session among its slots. By duality
 *
 *   value(q, m, split) = sum over runs  q * seats  +  sum over people and sessions  m
 *                      + sum over slots and people  max { (part of (weight - m) - q)+ : runs in the slot }
 *                      + stakes of what is hung   >=  the best seating of these places
 *
 * whatever the prices, charges and splits. Lowest values are sought by looking at one thing at a time:
 *
 *   a run          the people of its slot would pay x = (weight - what the others there are worth)+ for it,
 * so the best price is the largest x that finds no seat a tied session the same with what its runs' slots are
 * worth without it. Charges and splits have a range in which the value is the same; they are set for the slot
 * that is looked at next, so that its prices see what each person would really lose: m is the gain from the
 * best run elsewhere, and the slot gets what the other slots of a long run are worth less
 *
 * A move is first valued with everything that stays at its prices of before: an upper limit, which rejects
 * most moves, in some hundred vector instructions for a thousand people. Only what passes looks for better
 * prices. As long as these are not the best, the value of a board is too high, and annealing is drawn to such
 * boards; so the value of the board at hand is refined again and again.
 */
#ifndef CAMP_SWIFT_MARKET_H
#define CAMP_SWIFT_MARKET_H

#include "base/random.h"
#include "problem.h"
#include "swift_market_rows.h"

enum { CAMP_MARKET_MOVED = 12 };

/* An item of a move, with the place it had. */
typedef struct camp_market_moved {
    int item, start, room;
} camp_market_moved;

/* A set of small numbers, each at most once. */
typedef struct camp_market_set {
    int *list, n;
    bool *has;
} camp_market_set;

typedef struct camp_market {
    const camp_problem_data *problem;
    const camp_market_rows *kernel;
    int n_items, n_slots, n_rooms; /* slots: ranks of open slots */
    size_t n_row;                  /* people in a row: whole blocks */
    bool priced;                   /* seats are short somewhere */
    bool exact;                    /* weights are as they are, not rounded */
    double scale;                  /* weights are whole numbers here: weight * scale, rounded */
    int most;                      /* the largest of them */
    uint8_t *rows;                 /* [session * n_row + p] */
    uint8_t *there;                /* [slot * n_row + p]: 255 or 0 */
    uint8_t *zero;                 /* a row of nothing */
    int *length, *hang;            /* per item; per session */
    int *clash_first, *clashes;    /* items that may not overlap */
    int *n_fans;                   /* per session */
    bool *tied;                    /* per session: it is long or may repeat */
    int *needs, *capacity;         /* people who ask for a run; seats of a room */
    int *session_seats;            /* per session: most people in a run */

    /* the board at hand */
    int *start, *room; /* per item; start: rank or -1 */
    int *cell;         /* [slot * n_rooms + r]: item or -1 */
    int *runs;         /* per session */
    int n_off;         /* items not on the board */
    int64_t hung;      /* sum of hang */

    /* what it is worth */
    int *price, *seats; /* per item ... */
    int *home;          /* ... the slot in which it is paid for; a long run has several */
    uint8_t **free;     /* per slot: 255 where somebody is there and does not present, or 0 */
    uint8_t **u;        /* per slot: what it is worth to everybody ... */
    int *sum;           /* ... and their sum */
    uint8_t **net;      /* per session: weights less charges; the rows themselves where it is not tied ... */
    int *charged;       /* ... and the sum of the charges */
    int *part_first;    /* per item: in parts ... */
    uint8_t **parts;    /* ... what each slot of a long run gets of that */
    int64_t people, paid, value; /* sum of sum and charged; of price * seats; all together */

    /* before the move */
    camp_market_moved moved[CAMP_MARKET_MOVED];
    int n_moved;
    camp_market_set touched;        /* slots in which runs came or went */
    camp_market_set saved, saved_s; /* slots and sessions that are kept aside */
    uint8_t **old_free, **old_u, **old_net, **old_parts;
    int *old_sum, *old_charged, *old_price, *old_home;
    int64_t old_people, old_paid;
    bool *pending; /* per item: it has come and has no price yet */

    camp_market_offer *offers; /* scratch */
    int *items;
    uint8_t *suffix, *work_rows;
    bool high;     /* of several best prices the highest is taken */
    int unrefined; /* moves since the value was last refined */

    int64_t best_value;
    int *best_start, *best_room;
    double hot;
    double *logs;
    camp_random random;
    uint64_t work;
} camp_market;

/* Whether the event suits. */
bool camp_market_suits(const camp_problem_data *problem);
camp_market *camp_market_make(const camp_problem_data *problem, camp_arena *arena, uint64_t seed,
                              uint64_t stream);
/* Starts from a board: per item a slot (index into event->slots, -1: none) and a room. */
void camp_market_start(camp_market *market, const int *slot, const int *room);
/* Anneals with so many moves; the best board stays in best_start (ranks) and best_room. */
void camp_market_anneal(camp_market *market, uint64_t moves, double heat, bool (*stop)(void *user),
                        void *user);

/* ---- parts: swift_value.c */
static inline void camp_market_add(camp_market_set *set, int x) {
    if (set->has[x]) return;
    set->has[x] = true;
    set->list[set->n++] = x;
}
void camp_market_clear(camp_market_set *set);
/* From here what is changed below can be taken back, until it is said to stay. */
void camp_market_save(camp_market *market);
void camp_market_stay(camp_market *market);
void camp_market_take_back(camp_market *market);
/* The touched slots are looked at anew: what has moved there gets prices, all others keep theirs. Returns the
 * value. */
int64_t camp_market_look(camp_market *market);
/* The same for a whole board, all of whose slots are touched. */
void camp_market_begin(camp_market *market);
static inline int64_t camp_market_total(const camp_market *w) {
    return w->people + w->paid + w->hung;
}
/* Best prices, charges and splits of a tied session, as a slot (-1: that of its first run) sees them: the
 * charge is what the person could gain from it elsewhere, and the slot gets what the others leave of a long
 * run. */
void camp_market_refresh(camp_market *market, int session, int slot);
/* What a slot gives for an item in it. */
const uint8_t *camp_market_offered(const camp_market *market, int item, int slot);
int camp_market_price_of(const camp_market *market, int item, int slot);
void camp_market_set_price(camp_market *market, int item, int price);
/* The least price at which no more than `seats` people of a row want to pay it. */
int camp_market_price_for(const camp_market *market, const uint8_t *x, int seats, int guess);
/* The value counted anew from prices, charges and splits. Tests. */
int64_t camp_market_recount(const camp_market *market);
/* The slot's worth is about to be written anew; its sum is. */
void camp_market_save_slot(camp_market *market, int slot);
void camp_market_set_sum(camp_market *market, int slot, int sum);

/* ---- swift_prices.c */
/* Lowers the value by better prices, in the touched slots or everywhere; ends early once it is below `least`.
 * Returns it. */
int64_t camp_market_descend(camp_market *market, double least, bool everywhere);
/* The same everywhere, with charges and splits found anew: as good as it gets. */
int64_t camp_market_refine(camp_market *market);

#endif
