/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.h - a board under change: where each item is, who sits where, and what it is worth.
 *
 *   worth = value + FLOOR * served - penalty * broken (+ a grain for every session that has a run)
 *
 * value   weights over seats + stakes           broken  how far validity, rules and locks are from being kept
 *
 * Every change goes through camp_state_put and camp_state_seat, which keep all counters, and is written to a
 * log so that a move that is not accepted can be taken back. Rooms hold one run at a time always; seats never
 * exceed the capacity and never clash; everything else may be broken for a while, at a price.
 */
#ifndef CAMP_STATE_H
#define CAMP_STATE_H

#include "base/random.h"
#include "board/board.h"
#include "problem.h"

typedef struct camp_change {
    enum { CHANGE_ITEM, CHANGE_SEAT, CHANGE_PERSON, CHANGE_TEAM } kind;
    int a, b, c; /* item, slot, room | item before | served before | team item before */
    long pair;   /* pair | person | team entry */
    double x;    /* broken before, of a person */
} camp_change;

typedef struct camp_state {
    const camp_problem_data *problem;
    camp_arena *arena;

    int *slot, *room; /* per item; -1: not on the board */
    int *cell;        /* [slot * n_rooms + room]: the item that uses it, or -1 */
    int *runs;        /* per session: runs on the board */
    int *pair_at;     /* per pair: the item in which the person sits, or -1 */
    double *load;     /* per item: mass of its seats */
    int placed, hung; /* items on the board, sessions that have a run */

    double value;
    long served;
    double broken;         /* placement + seats + people */
    double *rule_broken;   /* per rule: as far as rows of placement and groups know it */
    double *person_broken; /* per person: must_attend and duties */
    int *person_served;

    int **count; /* per rule: slot_*, together, away_at_most: by slot; run_*, same_run: by item; else NULL */
    double *sum; /* per rule: place_*: sessions with a run; budget: cost; together: start slots in use */
    int **team_at;   /* per same_run rule and session: item that the team is to sit in, or -1 */
    int **team_size; /* per same_run rule and session: people who do not present it */
    int *lock_count; /* per lock: runs that agree with its slot and room */

    double penalty, floor_worth, grain;
    uint64_t work; /* moves tried and program nodes */

    camp_change *log;
    long n_log, log_room;
    long mark_n; /* saved totals at the mark */
    double mark_value, mark_broken;
    long mark_served;
    int mark_placed, mark_hung;

    int *touched; /* people to seat anew, each once */
    int n_touched;
    int touched_room;
    bool *is_touched;
    char *settled; /* per person: how often in this settling */
    int *vacated;  /* items that were full and lost a seat */
    int n_vacated;
    bool *dirty; /* per rank of a slot: runs came or went in this move ... */
    int *dirty_ranks, n_dirty;
    bool all_dirty;         /* ... or something else asks for every slot to be looked at */
    long *cheapest;         /* per item: pair whose seat costs least, -1 none, -2 not known */
    double *cheapest_price; /* per item: what that seat costs */
    bool careful;           /* seats in full runs are priced by what their holders lose */
    bool seatless;          /* only places are searched: nobody is seated or touched */
    int *forbidden;         /* per person: an item not to sit in during this move, or -1 */
    struct camp_person_scratch *scratch;
    camp_random random;
} camp_state;

camp_state *camp_state_make(const camp_problem_data *problem, camp_arena *arena, uint64_t seed,
                            uint64_t stream);
/* Takes over items, seats and totals of another state of the same problem. */
void camp_state_copy(camp_state *to, const camp_state *from);

/* ---- changes */
/* Puts an item into a slot and room (its cells must be free), or takes it off the board (slot -1). Its seats
 * are given up first, and everyone who is concerned becomes touched. */
void camp_state_put(camp_state *state, int item, int slot, int room);
/* The person of a pair sits in an item (-1: nowhere). */
void camp_state_seat(camp_state *state, long pair, int item);
void camp_state_team(camp_state *state, int rule, int session, int item);
void camp_state_touch(camp_state *state, int person);
/* The slots of a span have changed; people who choose slot by slot look at these only. */
void camp_state_dirty(camp_state *state, const camp_slots *span);
/* Seats all touched people anew, best for each in turn. */
void camp_state_settle(camp_state *state);

/* From here a change can be taken back. */
void camp_state_mark(camp_state *state);
void camp_state_undo(camp_state *state);

double camp_state_worth(const camp_state *state);
/* Everything counted anew, from items and seats; differs from the running totals only by rounding. Tests. */
void camp_state_recount(const camp_state *state, camp_arena *scratch, double *value, long *served,
                        double *broken);

/* ---- questions */
/* The first item that would be in the way of a span in a room, or -1; `other` does not count. */
int camp_state_in_way(const camp_state *state, const camp_slots *span, int room, int other);
int camp_state_seats_of(const camp_state *state, int item);
static inline bool camp_state_pair_fits(const camp_state *state, const camp_slots *span, int person) {
    const camp_problem_data *d = state->problem;
    return camp_bits_within(span->use_bits, d->there + (size_t)person * (size_t)d->words, d->words);
}
static inline const camp_slots *camp_state_span(const camp_state *state, int item) {
    return camp_problem_span(state->problem, state->problem->item_session[item], state->slot[item]);
}
/* Whether one person could not be in both: they overlap, or leave too little time to travel. */
bool camp_state_clash(const camp_state *state, int item, int other);

/* person.c: the best seats for one person, all others staying. */
struct camp_person_scratch *camp_person_scratch_make(const camp_problem_data *problem, camp_arena *arena);
void camp_person_settle(camp_state *state, int person);
/* Counts what is broken for one person and served, from the seats as they are. */
void camp_person_count(const camp_state *state, int person, double *broken, int *served);

/* The state as a board (valid or not). */
camp_board *camp_state_board(const camp_state *state);
/* A state with the runs and seats of a board; seats that are no pair are left out. */
void camp_state_load(camp_state *state, const camp_board *board);

#endif
