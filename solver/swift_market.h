/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_market.h - annealing over places where seats are short, sessions repeat or run long.
 *
 * Everybody chooses freely at prices q >= 0 of a seat in each run. By duality
 *
 *   value(q) = sum over runs  q * seats  +  sum over people  max { sum (weight - q) : seats that can be had }
 *            + stakes  >=  the best seating of these places
 *
 * for any prices, with equality for the best ones where nothing but capacities ties people together. So a
 * board is valued at prices that were good before its last change; only if that promise would be accepted are
 * the prices of the touched slots lowered and raised until the value falls no more.
 *
 * Who has an interest in a run that moved, or changed its price, chooses anew, 32 people at once:
 *
 *   1. u(t) = best (weight - q)+ among the short runs of sessions that run once       kept per slot
 *   2. session after session that repeats: the run with the largest gain over u(t), which joins u(t)
 *   3. V(t+1) = max of V(t) + u(t) and V(start) + (weight - q) over long runs that end with slot t
 *
 * in three orders (sessions that repeat one way round, the other way round, after the long runs), of which
 * each person takes the best. Exact where no session repeats, and hardly ever wrong elsewhere.
 */
#ifndef CAMP_SWIFT_MARKET_H
#define CAMP_SWIFT_MARKET_H

#include "base/random.h"
#include "problem.h"

enum { CAMP_MARKET_BLOCK = 32, CAMP_MARKET_MOVED = 12 };

/* An item of a move, with the place it had. */
typedef struct camp_market_moved {
    int item, start, room;
} camp_market_moved;

typedef struct camp_market {
    const camp_problem_data *problem;
    int n_items, n_slots, n_rooms, n_row; /* slots: ranks of open slots; people in a row: whole blocks */
    bool priced;                          /* seats are short somewhere */
    double scale;                         /* weights are whole numbers here: weight * scale, rounded */
    int most;                             /* the largest of them */
    int step;                             /* first change of a price */
    int16_t *rows;                        /* [session * n_row + p] */
    int16_t *there;                       /* [slot * n_row + p]: -1 or 0 */
    int *length, *hang, *clash_first, *clashes; /* hang: per session; clashes: items that may not overlap */

    int *needs, *capacity; /* people who ask for a run; seats of a room */

    /* the board at hand */
    int *start, *room, *price; /* per item; start: rank or -1 */
    int *cell;                 /* [slot * n_rooms + r]: item or -1 */
    int *runs;                 /* per session */
    int *repeated, n_repeated; /* sessions with two runs and more ... */
    int *place;                /* ... where they stand there, or -1 */
    int n_off;                 /* items not on the board */
    int64_t hung;              /* sum of hang */
    int16_t **u, **free; /* per slot: best of the short runs; -1: who is there and does not present, or 0 */
    int16_t **spare_u, **spare_free;
    bool *touched, *repriced; /* per slot */
    int *touched_slots, n_touched;
    int64_t value;

    camp_market_moved moved[CAMP_MARKET_MOVED];
    int n_moved;
    int *old_price;                  /* prices before the move */
    int *fan_first, *fans;           /* per session: people who may sit in it */
    int16_t *total;                  /* per person: what its choice is worth ... */
    int64_t people;                  /* ... and their sum */
    int16_t *old_total;              /* before the move */
    int *affected, n_affected;       /* people who choose anew ... */
    bool in_order;                   /* ... everybody, one after the other ... */
    bool *is_affected;               /* ... per person ... */
    int16_t *fresh_total;            /* ... and what they choose is worth */
    struct camp_market_block *block; /* scratch */
    int *long_end_first, *longs;     /* long runs by the slot in which they end */
    int accepted, everywhere_every;  /* moves since prices were looked at everywhere, and how many at most */

    int64_t best_value;
    int *best_start, *best_room;
    bool fresh;
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
/* Scratch for choices. */
struct camp_market_block *camp_market_block_make(const camp_market *market, camp_arena *arena);
/* What the board is worth at the prices at hand, when the affected people choose anew. Slots that are touched
 * are looked at anew. The choices are noted by camp_market_choose only. */
int64_t camp_market_value(camp_market *market);
void camp_market_choose(camp_market *market);
/* Nobody is affected any more. */
void camp_market_forget(camp_market *market);
/* A person, or all with an interest in a session and its presenters, are affected. */
void camp_market_affect(camp_market *market, int person);
void camp_market_affect_fans(camp_market *market, int session);
/* Lowers and raises prices, in the touched slots or everywhere, while that lowers the value; returns it. */
int64_t camp_market_descend(camp_market *market, int64_t value, bool everywhere);
void camp_market_touch(camp_market *market, int slot);
/* The slot is looked at anew. */
void camp_market_look(camp_market *market, int slot);
static inline int camp_market_seats(const camp_market *w, int item) {
    const camp_event *e = w->problem->event;
    int session = e->sessions[w->problem->item_session[item]].capacity,
        room = e->rooms[w->room[item]].capacity;
    return session < room ? session : room;
}

#endif
