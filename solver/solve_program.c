/* SPDX-License-Identifier: GPL-3.0-or-later */
/* solve_program.c - what GLPK does in a round: the direct program whole, its places, its relaxation,
 * patterns, or seats.
 *
 * Whatever memory runs out here, the solve goes on without: only a bound or a better board is missed.
 */
#include "direct.h"
#include "pattern_close.h"
#include "seats.h"
#include "solve.h"
#include "unvoted.h"
#include <math.h>

static camp_program_limits program_limits(camp_solving *run) {
    return (camp_program_limits){
        .until = run->until, .work = run->program_limit, .stop = camp_solve_stop, .user = run};
}

/* The direct integer program: served first, then matched. */
static void solve_exact(camp_solving *run, camp_arena *arena) {
    camp_direct direct;
    long served = 0;
    if (run->event->floor > 0) {
        camp_direct_options options = {.goal = CAMP_GOAL_SERVED};
        camp_direct_make(&direct, run->event, &options, arena);
        camp_program_limits limits = program_limits(run);
        if (run->best) limits.start = camp_direct_values(&direct, run->best, arena);
        camp_program_result result = camp_program_solve(&direct.program, &limits);
        run->program_work += result.work;
        run->program_infeasible = result.status == CAMP_PROGRAM_INFEASIBLE;
        run->program_final = run->program_infeasible;
        if (result.status != CAMP_PROGRAM_OPTIMAL || run->program_work >= run->program_limit) return;
        served = (long)floor(result.value + direct.offset + 0.5);
        run->program_served_bound = served;
        run->program_board = camp_direct_board(&direct, result.x);
        run->program_limit -= run->program_work;
    }
    camp_direct_options options = {.goal = CAMP_GOAL_MATCHED, .served_at_least = served};
    camp_direct_make(&direct, run->event, &options, arena);
    camp_program_limits limits = program_limits(run);
    const camp_board *from = run->program_board ? run->program_board : run->best;
    if (run->best && run->served >= served) from = run->best;
    if (from) limits.start = camp_direct_values(&direct, from, arena);
    camp_program_result result = camp_program_solve(&direct.program, &limits);
    run->program_work += result.work;
    run->program_infeasible = result.status == CAMP_PROGRAM_INFEASIBLE;
    run->program_final = run->program_infeasible || result.status == CAMP_PROGRAM_OPTIMAL;
    if (isfinite(result.bound)) run->program_bound = result.bound + direct.offset;
    if (!result.x) return;
    camp_board_free(run->program_board);
    run->program_board = camp_direct_board(&direct, result.x);
    if (run->program_board) camp_board_prune(run->event, run->program_board, arena);
}

/* Any valid board, where the search has found none: the direct program of the event without its votes, which
 * has places and only those seats that something asks for. */
static void solve_places(camp_solving *run, camp_arena *arena) {
    camp_direct direct;
    camp_direct_options options = {.goal = CAMP_GOAL_MATCHED};
    camp_direct_make(&direct, camp_event_unvoted(run->event, arena), &options, arena);
    camp_program_limits limits = program_limits(run);
    limits.any = true;
    camp_program_result result = camp_program_solve(&direct.program, &limits);
    run->program_work += result.work;
    run->program_infeasible = result.status == CAMP_PROGRAM_INFEASIBLE;
    if (result.x) run->program_board = camp_direct_board(&direct, result.x);
}

/* The linear relaxation of the direct program, for the bound. */
static void solve_relaxed(camp_solving *run, camp_arena *arena) {
    camp_direct direct;
    camp_program_limits limits = program_limits(run);
    if (run->event->floor > 0) {
        camp_direct_options options = {.goal = CAMP_GOAL_SERVED};
        camp_direct_make(&direct, run->event, &options, arena);
        camp_program_result result = camp_program_relax(&direct.program, &limits, NULL);
        run->program_work += result.work;
        if (isfinite(result.bound))
            run->program_served_bound = (long)floor(result.bound + direct.offset + 1e-6);
        limits = program_limits(run);
    }
    camp_direct_options options = {.goal = CAMP_GOAL_MATCHED, .served_at_least = run->best ? run->served : 0};
    camp_direct_make(&direct, run->event, &options, arena);
    camp_program_result result = camp_program_relax(&direct.program, &limits, NULL);
    run->program_work += result.work;
    run->program_infeasible = result.status == CAMP_PROGRAM_INFEASIBLE && !run->best;
    if (isfinite(result.bound)) run->program_bound = result.bound + direct.offset;
}

/* Whether nothing better than a board of this score is left to be found. */
static bool ends_the_solve(const camp_solving *run, double matched, long served) {
    double above = run->integral ? 1 - 1e-6 : 1e-6 * fmax(1, matched);
    return served == run->served_bound && run->program_bound < matched + above;
}

/* Whether the board found is valid and ends the solve. */
static bool board_ends_the_solve(const camp_solving *run, camp_arena *arena) {
    if (!run->program_board) return false;
    camp_count count = camp_board_count(run->event, run->program_board, arena);
    return camp_board_check(run->event, run->program_board, "", NULL, arena) == 0 &&
           ends_the_solve(run, count.matched, count.served);
}

/* The column generation is over: the rest of the gap by enumeration, and perhaps the best board. */
static void close_patterns(camp_solving *run, camp_arena *arena) {
    camp_program_limits limits = program_limits(run);
    limits.work -= run->program_work;
    camp_pattern_closing closing =
        camp_patterns_close(run->patterns, run->matched, run->integral, &limits, arena);
    run->program_work += closing.work;
    if (closing.bound < run->program_bound) run->program_bound = closing.bound;
    run->program_board = closing.board;
    if (closing.complete)
        run->closed_for = INFINITY;
    else if (closing.work < limits.work) /* more work would not help, a better board may */
        run->closed_for = run->matched;
    run->program_final = ends_the_solve(run, run->matched, run->served) || board_ends_the_solve(run, arena);
}

/* Told while the patterns' bound falls. */
static void bound_lowered(void *user, double bound) {
    camp_solving *run = user;
    camp_lock_take(run->lock);
    if (bound < run->seen_bound) run->seen_bound = bound;
    camp_lock_give(run->lock);
}

/* Goes on with column generation over patterns, for the bound. */
static void solve_patterns(camp_solving *run, camp_arena *arena) {
    if (setjmp(run->pattern_arena.recover)) {
        run->patterns_failed = true; /* no memory for more patterns */
        if (run->patterns) camp_patterns_close_pricings(run->patterns);
        return;
    }
    if (!run->patterns) {
        run->patterns = CAMP_NEW(&run->pattern_arena, camp_patterns, 1);
        camp_patterns_make(run->patterns, run->problem, &run->pattern_arena);
        run->patterns->threads = run->threads;
        run->patterns->lowered = bound_lowered, run->patterns->user = run;
        run->patterns->gap = run->options->gap;
        run->patterns_matched = -INFINITY;
    }
    if (run->matched > run->patterns_matched) camp_patterns_seed(run->patterns, run->best);
    run->patterns_matched = run->matched;
    camp_program_limits limits = program_limits(run);
    run->program_work = camp_patterns_improve(run->patterns, run->matched, &limits);
    run->program_bound = run->patterns->bound;
    if (run->patterns->done && run->program_work < run->program_limit) close_patterns(run, arena);
}

/* Goes on with columns over segments, for the bound and for a board that meets it. */
static void solve_segments(camp_solving *run, camp_arena *arena) {
    if (setjmp(run->pattern_arena.recover)) {
        run->patterns_failed = true;
        return;
    }
    if (!run->segments) {
        run->segments = CAMP_NEW(&run->pattern_arena, camp_segments, 1);
        camp_segments_make(run->segments, run->problem, &run->pattern_arena);
    }
    camp_segments_seed(run->segments, run->best);
    camp_program_limits limits = program_limits(run);
    run->program_work = camp_segments_improve(run->segments, run->matched, &limits);
    run->program_bound = run->segments->bound;
    run->program_board = camp_segments_board(run->segments);
    run->program_final = ends_the_solve(run, run->matched, run->served) || board_ends_the_solve(run, arena);
}

static void solve_seats(camp_solving *run) {
    camp_program_limits limits = program_limits(run);
    double bound = INFINITY;
    run->program_board = camp_seats_improve(run->event, run->best, &limits, &bound, &run->program_work);
    run->seats_best = isfinite(bound) && bound <= run->matched + 1e-6 * (1 + fabs(run->matched));
}

void camp_solve_program(camp_solving *run) {
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) {
        camp_arena_free(&arena);
        return; /* without its bound the solve goes on */
    }
    if (run->program == PROGRAM_EXACT) solve_exact(run, &arena);
    if (run->program == PROGRAM_PLACES) solve_places(run, &arena);
    if (run->program == PROGRAM_RELAX) solve_relaxed(run, &arena);
    if (run->program == PROGRAM_PATTERNS) solve_patterns(run, &arena);
    if (run->program == PROGRAM_SEGMENTS) solve_segments(run, &arena);
    if (run->program == PROGRAM_SEATS) solve_seats(run);
    camp_arena_free(&arena);
    if (run->program_final) camp_flag_set(&run->cut, 1); /* the lanes' part of the round is not needed */
}
