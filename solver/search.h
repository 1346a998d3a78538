/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search.h - simulated annealing over boards. One search is one lane: it belongs to one thread at a time, and
 * what it does depends on its seed, lane and number of moves alone. */
#ifndef CAMP_SEARCH_H
#define CAMP_SEARCH_H

#include "state.h"
#include "swift.h"
#include "swift_market.h"

typedef struct camp_search {
    camp_state *now, *best; /* best: the best valid board, when has_best; else the least broken one */
    bool has_best;
    camp_swift *swift; /* what anneals places: one of them, or none where neither suits the event */
    camp_market *market;
    uint64_t pace;                                          /* see camp_search_pace */
    bool (*stop)(void *user);                               /* asked every few moves; may be NULL */
    void (*found)(void *user, double matched, long served); /* told of each better board; may be NULL */
    void *user;
} camp_search;

camp_search *camp_search_make(const camp_problem_data *problem, camp_arena *arena, uint64_t seed, int lane);
/* A first board: runs one by one where they break least, then everyone takes seats. */
void camp_search_construct(camp_search *search);
/* Anneals with so many moves; heat 1 is a full start, less a gentler one. Returns early when told to stop.
 * Where a
 * swift search or a market suits the event, moves are its moves. */
void camp_search_anneal(camp_search *search, uint64_t moves, double heat);
/* How many of these moves take about as long as one that seats everybody anew. arena: for scratch. */
uint64_t camp_search_pace(const camp_problem_data *problem, camp_arena *arena);
/* Starts the next round from this state. */
void camp_search_adopt(camp_search *search, const camp_state *state);
/* Starts the next round from a valid board that somebody else found; everybody is seated anew, best for each.
 */
void camp_search_take(camp_search *search, const camp_board *board);
/* Whether a is a better valid board than b: served, matched, runs placed. */
bool camp_search_better(const camp_state *a, const camp_state *b);

/* ---- parts */
void camp_search_anneal_seats(camp_search *search, uint64_t moves, double heat);  /* search.c: any event */
void camp_search_anneal_places(camp_search *search, uint64_t moves, double heat); /* swift_places.c */
/* Keeps the state at hand where it is better than the best. */
void camp_search_keep_better(camp_search *search);

#endif
