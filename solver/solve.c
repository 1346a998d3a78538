/* SPDX-License-Identifier: GPL-3.0-or-later */
/* solve.c - the order of the work.
 *
 *   trivial bound -> first board -> rounds of { program | lane 0 | lane 1 } -> seats -> polish -> check
 *
 * A round does a fixed amount of work, whatever the clock and the number of threads, and ends with a barrier;
 * the rounds double in size. So a run that ends by proof or by work gives the same board every time. What the
 * program of a round is, choose_program says. The clock and Ctrl-C only cut a round short.
 */
#include "solve.h"
#include "base/clock.h"
#include "direct.h"
#include "explain.h"
#include "polish.h"
#include "seats.h"
#include "unvoted.h"
#include <assert.h>
#include <math.h>

enum {
    MOST_ROUNDS = 10000,
    RELAX_ROUND = 4,
    RELAX_WORK = 15000,
    PATTERN_ROUNDS = 5,
    SEGMENT_NODES_A_MOVE = 48
};
/* While the pricing goes on alone: rounds do not grow beyond so much work, but for anneals_on, and the
 * search's part of them. */
enum { PROVING_ROUND = 200000, FIRST_SHARE = 4, LATER_SHARE = 20, SEATS_TIMES = 8, PROVING_TIMES = 5 };
static const long EXACT_COLUMNS = 2500;   /* direct programs up to this size are solved as integer programs */
static const long PLACES_COLUMNS = 60000; /* up to here GLPK looks for a board when the search has none */
static const long RELAX_COLUMNS = 12000;  /* up to this size the relaxation is asked for a bound on served */
static const long SEATS_COLUMNS = 150000; /* up to this size seats are solved by GLPK */
static const double PROOF = 1e-6;
static const double SEATS_SECONDS_A_PAIR = 2e-4; /* kept for the last program of seats */

/* ---------------------------------------------------------------- stopping and telling */

static bool time_is_up(camp_solving *run) {
    if (run->options->stop && run->options->stop(run->options->user)) camp_flag_set(&run->stopped, 1);
    bool up = camp_flag_get(&run->stopped) || camp_clock_now() >= run->until;
    if (up) camp_flag_set(&run->out_of_time, 1);
    return up;
}

static bool no_time_left(void *user) {
    const camp_solving *run = user;
    return camp_clock_now() >= run->deadline;
}

bool camp_solve_stop(void *user) {
    camp_solving *run = user;
    return camp_flag_get(&run->cut) || time_is_up(run);
}

static void lane_found(void *user, double matched, long served) {
    camp_solving *run = user;
    camp_lock_take(run->lock);
    if (!run->seen || served > run->seen_served ||
        (served == run->seen_served && matched > run->seen_matched)) {
        run->seen = true, run->told = false;
        run->seen_matched = matched, run->seen_served = served;
    }
    camp_lock_give(run->lock);
}

/* Where all weights are whole, so is what a board matches. */
static double rounded_bound(const camp_solving *run, double bound) {
    return run->integral && bound < 1e15 ? floor(bound + 1e-9 * fmax(1.0, fabs(bound))) : bound;
}

static camp_score score_of(const camp_solving *run, double matched, long served) {
    camp_score score = {
        .matched = matched, .served = served, .served_bound = run->served_bound, .bound = run->bound};
    if (score.bound < matched) score.bound = matched;
    score.proven = served == run->served_bound && score.bound - matched <= PROOF * fmax(1.0, matched);
    if (score.proven) score.bound = matched;
    score.gap = score.proven ? 0 : (score.bound - matched) / fmax(matched, 1e-9);
    return score;
}

/* What the patterns have proven in the round that runs. */
static void lower_score(const camp_solving *run, camp_score *score) {
    double bound = rounded_bound(run, run->seen_bound);
    if (!(bound < score->bound) || bound < score->matched) return;
    score->bound = bound;
    score->gap = (bound - score->matched) / fmax(score->matched, 1e-9);
}

static void tell(camp_solving *run) {
    if (!run->options->progress) return;
    camp_lock_take(run->lock);
    camp_progress progress = {.seconds = camp_clock_now() - run->start, .has_board = run->seen};
    progress.score = score_of(run, run->seen ? run->seen_matched : 0, run->seen ? run->seen_served : 0);
    lower_score(run, &progress.score);
    if (!run->seen) progress.score.proven = false;
    run->told = true, run->last_told = progress.seconds;
    camp_lock_give(run->lock);
    run->options->progress(run->options->user, &progress);
}

/* Called while a round runs, in the caller's thread. */
static void wait_round(void *user) {
    camp_solving *run = user;
    if (time_is_up(run)) camp_flag_set(&run->cut, 1);
    if (!run->told || camp_clock_now() - run->start - run->last_told > 0.25) tell(run);
}

/* ---------------------------------------------------------------- bounds */

/* A bound below a checked board was false, whoever made it: a mistake of ours. What is told then must not
 * rest on it, so only the trivial bound stays. */
static void distrust(camp_solving *run) {
    assert(false && "a bound was below a valid board");
    run->bound = camp_trivial_bound(run->event);
    run->patterns_failed = true, run->seen_bound = INFINITY;
}

static bool is_below(double bound, double matched) {
    return bound < matched - PROOF * fmax(1.0, fabs(matched));
}

static void lower_bound_to(camp_solving *run, double bound) {
    if (run->best && is_below(bound, run->matched)) {
        distrust(run);
        return;
    }
    bound = rounded_bound(run, bound);
    if (bound < run->bound) run->bound = bound;
}

static bool all_whole(const camp_event *event) {
    for (long j = 0; j < event->vote_start[event->n_people]; j++)
        if (event->vote_weight[j] != floor(event->vote_weight[j]) || event->vote_weight[j] > 1e9)
            return false;
    return true;
}

/* ---------------------------------------------------------------- the jobs of a round */

static void run_lane(camp_solving *run, camp_lane *own, int number) {
    if (setjmp(own->arena.recover)) {
        own->failed = true;
        return;
    }
    if (!own->search) {
        own->search = camp_search_make(run->problem, &own->arena, run->options->seed, number);
        own->search->stop = camp_solve_stop, own->search->found = lane_found, own->search->user = run;
        camp_search_construct(own->search);
    }
    if (own->moves) camp_search_anneal(own->search, own->moves, own->heat);
}

static void run_job(void *user, int i) {
    camp_solving *run = user;
    if (i == 0 && run->program != PROGRAM_NONE) camp_solve_program(run);
    if (i > 0 && !camp_flag_get(&run->cut)) run_lane(run, &run->lanes[i - 1], i - 1);
}

/* ---------------------------------------------------------------- after a round */

/* Takes over a board of its own (may be NULL) when it is valid and better; else it is freed. */
static void offer(camp_solving *run, camp_board *board) {
    if (!board) return;
    camp_arena scratch;
    camp_arena_init_like(&scratch, &run->arena);
    camp_count count = camp_board_count(run->event, board, &scratch);
    bool better = !run->best || count.served > run->served ||
                  (count.served == run->served && count.matched > run->matched + 1e-9);
    if (better && camp_board_check(run->event, board, "", NULL, &scratch) == 0) {
        camp_board_free(run->best);
        run->best = board, run->matched = count.matched, run->served = count.served;
        run->seats_best = false;
        if (is_below(run->bound, run->matched)) distrust(run);
        lane_found(run, count.matched, count.served);
    } else
        camp_board_free(board);
    camp_arena_free(&scratch);
}

/* The better of the lanes' boards; both lanes are asked, in order. */
static void gather_lanes(camp_solving *run) {
    for (int i = 0; i < CAMP_LANES; i++) {
        camp_search *search = run->lanes[i].search;
        if (!search) continue;
        if (!search->has_best) continue;
        long served = search->best->served;
        double value = search->best->value;
        if (!run->best || served > run->served || (served == run->served && value > run->matched + 1e-9))
            offer(run, camp_state_board(search->best));
    }
}

static uint64_t lanes_work(const camp_solving *run) {
    uint64_t sum = 0;
    for (int i = 0; i < CAMP_LANES; i++)
        if (run->lanes[i].search) sum += run->lanes[i].search->now->work;
    return sum;
}

static void gather_program(camp_solving *run) {
    if (run->program == PROGRAM_NONE) return;
    if (run->program_infeasible && !run->best) run->no_board = true;
    if (run->program_final) run->exact_done = true;
    if (run->program_served_bound < run->served_bound) run->served_bound = run->program_served_bound;
    offer(run, run->program_board);
    run->program_board = NULL;
    lower_bound_to(run, run->program_bound);
}

/* A board that has places only: the lanes go on from it, with everybody seated. */
static void take_places(camp_lane *lane, const camp_board *board) {
    if (lane->search && !setjmp(lane->arena.recover)) camp_search_take(lane->search, board);
}

static void one_round(camp_solving *run, camp_program_kind program, uint64_t program_limit,
                      const uint64_t *moves, const double *heat) {
    uint64_t before = lanes_work(run);
    run->program = program, run->program_limit = program_limit, run->program_work = 0;
    run->program_final = run->program_infeasible = false;
    run->program_bound = INFINITY, run->program_served_bound = run->served_bound;
    for (int i = 0; i < CAMP_LANES; i++)
        run->lanes[i].moves = moves[i], run->lanes[i].heat = heat[i];
    camp_threads_run(program == PROGRAM_SEATS ? 1 : 1 + CAMP_LANES, run->threads, run_job, wait_round, run);
    if (program != PROGRAM_SEATS && !run->program_final) {
        gather_lanes(run);
        run->work += lanes_work(run) - before;
    }
    gather_program(run);
    if (program == PROGRAM_PLACES && run->best) {
        for (int i = 0; i < CAMP_LANES; i++)
            take_places(&run->lanes[i], run->best);
        gather_lanes(run);
    }
    run->work += run->program_work;
    camp_flag_set(&run->cut, 0);
    tell(run);
}

/* ---------------------------------------------------------------- how the work is shared */

/* Moves of the first round: less than a tenth of a second on a usual machine. */
static uint64_t first_moves(const camp_solving *run) {
    const camp_problem_data *d = run->problem;
    double fans = d->event->n_sessions ? (double)d->n_pairs / d->event->n_sessions : 1;
    double moves = 1e5 / (1 + fans);
    return (uint64_t)fmin(fmax(moves, 200), 5000);
}

static uint64_t work_left(const camp_solving *run) {
    if (!run->options->work) return UINT64_MAX;
    return run->options->work > run->work ? run->options->work - run->work : 0;
}

static bool is_done(camp_solving *run) {
    if (run->no_board || camp_flag_get(&run->out_of_time) || work_left(run) < 10) return true;
    if (!run->best) return false;
    camp_score score = score_of(run, run->matched, run->served);
    return score.proven ||
           (run->options->gap > 0 && score.served == score.served_bound && score.gap <= run->options->gap);
}

/* Both lanes continue: lane 0 from the best board, warmed up a little; lane 1 from where it is, hotter. */
static void prepare_lanes(camp_solving *run) {
    camp_search *a = run->lanes[0].search, *b = run->lanes[1].search;
    if (!a || !b) return;
    const camp_search *from = a;
    if (b->has_best && (!a->has_best || camp_search_better(b->best, a->best))) from = b;
    camp_search_adopt(a, from->best);
}

/* Seats for the best board by GLPK, where people are tied together. */
static void improve_seats(camp_solving *run, uint64_t limit) {
    if (limit > work_left(run) / 2) limit = work_left(run) / 2;
    if (!run->tied || !run->best || run->seats_best || run->problem->n_pairs > SEATS_COLUMNS || limit < 100)
        return;
    if (score_of(run, run->matched, run->served).proven) return;
    double before = run->matched;
    long served = run->served;
    static const uint64_t no_moves[CAMP_LANES] = {0, 0};
    static const double no_heat[CAMP_LANES] = {0, 0};
    one_round(run, PROGRAM_SEATS, limit, no_moves, no_heat);
    if ((run->matched <= before + 1e-9 && run->served == served) || !run->lanes[0].search) return;
    if (setjmp(run->lanes[0].arena.recover)) return;
    camp_state_load(run->lanes[0].search->now, run->best);
    camp_search_adopt(run->lanes[0].search, run->lanes[0].search->now);
}

/* Whether patterns have nothing more to give: closed, or no better than the other bounds after some rounds.
 */
static bool patterns_rest(const camp_solving *run, int round) {
    if (run->patterns_failed || !run->patterns) return run->patterns_failed;
    if (run->patterns->done) return run->matched <= run->closed_for;
    return round > PATTERN_ROUNDS && run->patterns->bound >= run->bound + 1;
}

static bool segments_rest(const camp_solving *run) {
    if (!run->best || run->patterns_failed) return true;
    return run->segments && run->segments->phase == SEGMENT_DONE;
}

/* Whether only the pricing is at work on the bound, which uses all processors that the lanes leave. */
static bool is_proving(const camp_solving *run) {
    return run->patterns && run->patterns->proving;
}

/* ... and its rounds are long by now. */
static bool is_proving_long(const camp_solving *run, uint64_t limit) {
    return is_proving(run) && limit >= PROVING_ROUND;
}

/* Where seats are short longer annealing still finds better boards, short annealing from the best does not:
 * so lane 0 goes on with longer and longer rounds, of which the pricing has the larger part. */
static bool anneals_on(const camp_solving *run, uint64_t limit) {
    return run->tied && is_proving_long(run, limit);
}

/* What the program of a round is, and how much work it gets, so that it takes about as long as the lanes. */
static camp_program_kind choose_program(const camp_solving *run, int round, long size, uint64_t moves,
                                        uint64_t *limit) {
    const camp_event *e = run->event;
    if (round == 0) return PROGRAM_NONE;
    if (!run->best && run->places_size <= PLACES_COLUMNS) {
        *limit = 20000ULL << (round < 40 ? round - 1 : 39);
        return PROGRAM_PLACES;
    }
    if (size <= EXACT_COLUMNS) {
        *limit = 20000ULL << (round < 40 ? round - 1 : 39);
        return run->exact_done ? PROGRAM_NONE : PROGRAM_EXACT;
    }
    if (run->long_sessions) {
        *limit = SEGMENT_NODES_A_MOVE * moves;
        return segments_rest(run) ? PROGRAM_NONE : PROGRAM_SEGMENTS;
    }
    *limit = RELAX_WORK;
    if (round == RELAX_ROUND && size <= RELAX_COLUMNS && run->served < run->served_bound)
        return PROGRAM_RELAX;
    *limit = 8 * moves * 40 / (uint64_t)(e->n_sessions > 40 ? e->n_sessions : 40) + 1000;
    if (run->pace == 1) *limit *= 3; /* moves of the general search take longer */
    if (run->tied && e->n_rooms >= CAMP_MANY_ROOMS) *limit *= SEATS_TIMES; /* so do those of the market */
    if (anneals_on(run, *limit)) *limit *= PROVING_TIMES;
    return run->best && !patterns_rest(run, round) ? PROGRAM_PATTERNS : PROGRAM_NONE;
}

/* Moves of a lane in a round: measured so that both lanes together take about as long as its program, and
 * less with many rooms, where the pricing takes what they leave of the second processor. When it is all that
 * is left to do, lanes find little, and soon get a twentieth of the time only; see anneals_on. */
static uint64_t lane_moves_of(const camp_solving *run, int lane, camp_program_kind program, uint64_t limit,
                              uint64_t moves) {
    if (run->pace == 1 || (program != PROGRAM_PATTERNS && program != PROGRAM_SEGMENTS))
        return run->pace * moves;
    uint64_t times = program == PROGRAM_SEGMENTS ? 1 : run->event->n_rooms >= CAMP_MANY_ROOMS ? 2 : 3;
    uint64_t share = !is_proving(run) ? 1 : limit < PROVING_ROUND ? FIRST_SHARE : LATER_SHARE;
    if (lane == 0 && anneals_on(run, limit)) share = 1;
    return times * run->pace * moves / share;
}

static void work_in_rounds(camp_solving *run) {
    /* at first lane 0 only mends and improves, so that a valid board is there soon */
    static const double first_heat[CAMP_LANES] = {0.02, 1.0}, later_heat[CAMP_LANES] = {0.3, 0.7};
    long size = camp_direct_size(run->event);
    run->places_size = camp_direct_size(camp_event_unvoted(run->event, &run->arena));
    uint64_t moves = first_moves(run);
    for (int round = 0; round < MOST_ROUNDS && !is_done(run); round++) {
        uint64_t left = work_left(run), limit = 0, share = left / CAMP_LANES;
        camp_program_kind program = choose_program(run, round, size, moves, &limit);
        if (program != PROGRAM_NONE && left != UINT64_MAX) {
            if (limit > left / 2) limit = left / 2;
            share = (left - limit) / CAMP_LANES;
        }
        uint64_t lane_moves[CAMP_LANES];
        for (int i = 0; i < CAMP_LANES; i++) {
            lane_moves[i] = lane_moves_of(run, i, program, limit, moves);
            if (lane_moves[i] > share) lane_moves[i] = share;
        }
        one_round(run, program, limit, lane_moves, round ? later_heat : first_heat);
        if (round == 0 && !run->best && camp_explain_counts(run->event, NULL)) run->no_board = true;
        if (!is_done(run)) improve_seats(run, 2 * moves + 1000); /* about as long as the round */
        prepare_lanes(run);
        bool stays = is_proving_long(run, limit) && !anneals_on(run, limit);
        if (moves < 4000000000ULL && !stays) moves *= 2;
    }
}

/* ---------------------------------------------------------------- the end */

/* The best board as a state once more, to fill free cells and fit rooms. */
static void polish(camp_solving *run) {
    camp_arena arena;
    camp_arena_init_like(&arena, &run->arena);
    camp_state *st = camp_state_make(run->problem, &arena, run->options->seed, 99);
    camp_state_load(st, run->best);
    double value = st->value;
    if (fabs(value - run->matched) <= 1e-6 * (1 + fabs(value)) && st->broken <= 1e-6) {
        st->penalty = 1e6 * (1 + fabs(value)) / (1 + (double)run->event->n_people);
        if (!score_of(run, run->matched, run->served).proven)
            camp_polish_exchange(st, 4 * first_moves(run), no_time_left, run);
        camp_polish_fill(st);
        camp_polish_spread(st, first_moves(run), no_time_left, run);
        camp_polish_rooms(st);
        camp_board *board = camp_state_board(st);
        if (board) {
            camp_count count = camp_board_count(run->event, board, &arena);
            bool good = count.served >= run->served &&
                        count.matched >= run->matched - 1e-9 * (1 + fabs(run->matched));
            if (good && camp_board_check(run->event, board, "", NULL, &arena) == 0) {
                camp_board_free(run->best);
                run->best = board, run->matched = count.matched, run->served = count.served;
            } else
                camp_board_free(board);
        }
    }
    camp_arena_free(&arena);
}

static camp_status finish(camp_solving *run, camp_outcome *outcome, camp_board **board, uint64_t *work) {
    if (!run->best) {
        *work = run->work;
        *outcome = run->no_board ? CAMP_NO_BOARD : CAMP_NONE_FOUND;
        return CAMP_OK;
    }
    polish(run);
    if (run->tied && !camp_flag_get(&run->stopped)) {
        run->until = run->deadline;
        improve_seats(run, 2 * first_moves(run) + 20000);
    }
    run->best->score = score_of(run, run->matched, run->served);
    run->best->seed = run->options->seed, run->best->work = *work = run->work;
    *outcome = CAMP_FOUND, *board = run->best;
    run->best = NULL;
    return CAMP_OK;
}

static void free_run(camp_solving *run) {
    for (int i = 0; i < CAMP_LANES; i++)
        camp_arena_free(&run->lanes[i].arena);
    camp_board_free(run->best);
    camp_board_free(run->program_board);
    camp_lock_free(run->lock);
    if (run->patterns) camp_patterns_close_pricings(run->patterns);
    camp_arena_free(&run->pattern_arena);
    camp_arena_free(&run->arena);
}

static camp_status out_of_memory(camp_solving *run) {
    free_run(run);
    return CAMP_NO_MEMORY;
}

camp_status camp_solver_run(const camp_event *event, const camp_solve_options *options, camp_outcome *outcome,
                            camp_board **board, uint64_t *work) {
    camp_solving run = {
        .event = event, .options = options, .start = camp_clock_now(), .lock = camp_lock_new()};
    run.until = run.deadline = INFINITY;
    if (options->time_s > 0) {
        run.deadline = run.start + options->time_s;
        run.until = run.deadline - fmin(1.0, 0.05 * options->time_s);
    }
    run.threads = options->threads > 0 ? options->threads : camp_threads_count();
    camp_arena_init(&run.arena);
    camp_arena_init(&run.pattern_arena);
    for (int i = 0; i < CAMP_LANES; i++)
        camp_arena_init(&run.lanes[i].arena);
    if (!run.lock || setjmp(run.arena.recover)) return out_of_memory(&run);
    run.problem = camp_problem_make(event, &run.arena);
    run.tied = camp_seats_are_tied(event);
    run.pace = camp_search_pace(run.problem, &run.arena);
    if (run.tied)
        run.until -= fmin(0.2 * options->time_s, SEATS_SECONDS_A_PAIR * (double)run.problem->n_pairs);
    run.long_sessions = camp_segments_suit(run.problem);
    run.integral = all_whole(event);
    run.closed_for = -INFINITY, run.seen_bound = INFINITY;
    run.bound = camp_trivial_bound(event), run.served_bound = camp_trivial_served(event);
    work_in_rounds(&run);
    bool failed = false;
    for (int i = 0; i < CAMP_LANES; i++)
        failed = failed || run.lanes[i].failed;
    if (failed && !run.best) return out_of_memory(&run);
    camp_status status = finish(&run, outcome, board, work);
    free_run(&run);
    return status;
}
