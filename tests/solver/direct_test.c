/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_test.c - the direct program against brute force, and the ways between boards and columns.
 *
 * brute_cases.txt holds tiny random events with the best board that brute.py, which shares no code with
 * Campboard, found by trying all; also with each row of rules.csv and lock.csv left out. CAMP_CASES names
 * another such file.
 */
#include "base/file.h"
#include "base/random.h"
#include "base/threads.h"
#include "cases.h"
#include "pattern.h"
#include "segment.h"
#include "solver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* All cases run in one thread of the library's own; what went wrong is told to cmocka afterwards. */
enum { RANDOM_DUALS = 12 };

typedef struct run_of_cases {
    const char *text; /* of the file of cases */
    int cases, solved, wrong, proven, rows, segments;
    int binding[CAMP_RULE_KINDS], binding_locks;
    char first_wrong[300];
} run_of_cases;

static void blame(run_of_cases *run, const brute_case *c, const char *what, double found, double expected) {
    if (!run->wrong++)
        snprintf(run->first_wrong, sizeof run->first_wrong, "case %s: %s: found %.12g, expected %.12g",
                 c->name, what, found, expected);
}

static void compare(run_of_cases *run, const brute_case *c, const char *what, best found, best expected) {
    run->solved++;
    if (!camp_case_same(found, expected))
        blame(run, c, what, found.exists ? 1000 * (double)found.served + found.matched : -1,
              expected.exists ? 1000 * (double)expected.served + expected.matched : -1);
}

/* ---------------------------------------------------------------- what must hold of a best board */

static int weightless(const camp_event *event, const camp_board *board) {
    int n = 0;
    for (long i = 0; i < board->n_seats; i++)
        n += camp_event_weight(event, board->seats[i].person, board->runs[board->seats[i].run].session) <= 0;
    return n;
}

/* No seat without weight can be taken away alone. */
static bool is_pruned(const camp_event *event, camp_board *board, camp_arena *arena) {
    for (long i = 0; i < board->n_seats; i++) {
        camp_seat out = board->seats[i];
        if (camp_event_weight(event, out.person, board->runs[out.run].session) > 0) continue;
        memmove(board->seats + i, board->seats + i + 1, (size_t)(board->n_seats - i - 1) * sizeof out);
        board->n_seats--;
        size_t broken = camp_board_check(event, board, "board", NULL, arena);
        memmove(board->seats + i + 1, board->seats + i, (size_t)(board->n_seats - i) * sizeof out);
        board->seats[i] = out;
        board->n_seats++;
        if (!broken) return false;
    }
    return true;
}

/* The bound of patterns is never below the best board, whatever the pricing leaves undone. */
static void look_at_patterns(run_of_cases *run, const brute_case *c, const camp_event *event,
                             const camp_board *board, uint64_t nodes, bool wide, camp_arena *arena) {
    camp_problem_data *problem = camp_problem_make(event, arena);
    camp_patterns patterns;
    camp_patterns_make(&patterns, problem, arena);
    if (wide) patterns.many_rooms = 1; /* as if there were many */
    camp_patterns_seed(&patterns, board);
    patterns.node_limit = nodes;
    camp_program_limits limits = {.until = INFINITY, .work = nodes ? 200 : 100000};
    camp_patterns_improve(&patterns, 0, &limits);
    camp_patterns_close_pricings(&patterns);
    if (!(patterns.bound >= c->whole.matched - 1e-9))
        blame(run, c, nodes ? "bound of patterns, pricing cut short" : "bound of patterns", patterns.bound,
              c->whole.matched);
    if (!nodes && !patterns.done && patterns.bound > 0) blame(run, c, "patterns are not done", 0, 1);
}

/* Whatever the duals are, what they prove is never below the best board: so every row holds for it. */
static void look_at_duals(run_of_cases *run, const brute_case *c, const camp_event *event,
                          const camp_board *board, camp_arena *arena) {
    camp_problem_data *problem = camp_problem_make(event, arena);
    camp_patterns p;
    camp_patterns_make(&p, problem, arena);
    camp_patterns_seed(&p, board);
    camp_random random;
    camp_random_seed(&random, 7, (uint64_t)event->n_people);
    double *row = CAMP_NEW(arena, double, p.n_rows);
    for (int round = 0; round < RANDOM_DUALS; round++) {
        for (int i = 0; i < p.n_rows; i++) {
            bool large = camp_random_below(&random, 8) == 0;
            row[i] = (large ? 20 : 3) * (2 * camp_random_unit(&random) - 1);
            if (camp_random_below(&random, 3) == 0) row[i] = 0;
        }
        camp_patterns_round(&p, row);
        double bound = camp_patterns_base(&p, row);
        for (int k = 0; k < p.n_classes; k++) {
            camp_slot_problem slot = camp_patterns_slot(&p, k, row, arena);
            camp_slot_limits limits = {.threshold = 0, .most_sets = 1};
            bound += p.classes[k].n * fmax(camp_slot_bound(&slot, &limits, arena).upper, 0);
        }
        if (!(bound >= c->whole.matched - 1e-9))
            blame(run, c, "bound at random duals", bound, c->whole.matched);
    }
    run->rows += p.n_rows;
}

/* Nor is that of segments, and a valid board of theirs is no better. */
static void look_at_segments(run_of_cases *run, const brute_case *c, const camp_event *event,
                             const camp_board *board, uint64_t work, camp_arena *arena) {
    camp_problem_data *problem = camp_problem_make(event, arena);
    if (!camp_segments_can(problem)) return;
    camp_segments *segments = CAMP_NEW(arena, camp_segments, 1);
    camp_segments_make(segments, problem, arena);
    camp_segments_seed(segments, board);
    camp_program_limits limits = {.until = INFINITY, .work = work};
    for (int round = 0; round < 3; round++, limits.work *= 2)
        camp_segments_improve(segments, 0.5 * c->whole.matched, &limits);
    run->segments++;
    if (!(segments->bound >= c->whole.matched - 1e-9))
        blame(run, c, "bound of segments", segments->bound, c->whole.matched);
    camp_board *found = camp_segments_board(segments);
    if (!found) return;
    camp_count count = camp_board_count(event, found, arena);
    bool valid = camp_board_check(event, found, "board", NULL, arena) == 0;
    if (valid && count.served >= c->whole.served && count.matched > c->whole.matched + 1e-6)
        blame(run, c, "board of segments", count.matched, c->whole.matched);
    camp_board_free(found);
}

/* All of the solver together: never better than the best board, its bound never below, proven only where it
 * is. */
static void look_at_solver(run_of_cases *run, const brute_case *c, const camp_event *event) {
    camp_solve_options options = {.work = 20000, .seed = 1, .threads = 1};
    camp_outcome outcome = CAMP_NONE_FOUND;
    camp_board *board = NULL;
    uint64_t work = 0;
    if (camp_solver_run(event, &options, &outcome, &board, &work) != CAMP_OK)
        blame(run, c, "the solver failed", 0, 1);
    if (outcome != CAMP_NONE_FOUND && (outcome == CAMP_FOUND) != c->whole.exists)
        blame(run, c, "the solver finds a board", outcome == CAMP_FOUND, c->whole.exists);
    if (!board) return;
    const camp_score *score = &board->score;
    bool best_served = score->served == c->whole.served;
    if (score->served > c->whole.served || (best_served && score->matched > c->whole.matched + 1e-6))
        blame(run, c, "better than the best", score->matched, c->whole.matched);
    if (score->served_bound < c->whole.served || (best_served && score->bound < c->whole.matched - 1e-6))
        blame(run, c, "bound of the solver", score->bound, c->whole.matched);
    if (score->proven && (!best_served || score->matched < c->whole.matched - 1e-6))
        blame(run, c, "proven", score->matched, c->whole.matched);
    run->proven += score->proven;
    camp_board_free(board);
}

static void look_at_board(run_of_cases *run, const brute_case *c, const camp_event *event,
                          const camp_direct *direct, const double *x, camp_arena *arena) {
    camp_board *board = camp_direct_board(direct, x);
    if (camp_board_check(event, board, "board", NULL, arena)) blame(run, c, "the board is not valid", 1, 0);
    if (fabs(board->score.matched - c->whole.matched) > 1e-6)
        blame(run, c, "matched of the board", board->score.matched, c->whole.matched);
    if (board->score.served != c->whole.served)
        blame(run, c, "served of the board", (double)board->score.served, (double)c->whole.served);
    /* its values are a solution of the same value */
    double *values = camp_direct_values(direct, board, arena);
    camp_program_room room = camp_program_room_new(&direct->program, arena);
    if (!camp_program_holds(&direct->program, values, 1e-6, &room)) blame(run, c, "values break a row", 1, 0);
    double value = camp_program_value(&direct->program, values) + direct->offset;
    if (fabs(value - c->whole.matched) > 1e-6) blame(run, c, "value of the values", value, c->whole.matched);
    /* with its runs given, the best seats are no worse and no better */
    camp_direct seats;
    camp_direct_options given = {
        .goal = CAMP_GOAL_MATCHED, .runs = board, .served_at_least = c->whole.served};
    camp_program_result result = camp_case_solve(&seats, event, &given, 0, arena);
    if (result.status != CAMP_PROGRAM_OPTIMAL || fabs(result.value - c->whole.matched) > 1e-6)
        blame(run, c, "seats of given runs", result.value, c->whole.matched);
    for (int wide = 0; wide < 2; wide++) {
        look_at_patterns(run, c, event, board, 0, wide, arena);
        look_at_patterns(run, c, event, board, 2, wide, arena);
    }
    look_at_duals(run, c, event, board, arena);
    look_at_segments(run, c, event, board, 0, arena);
    look_at_segments(run, c, event, board, 100, arena);
    /* seats that nothing needs go, the rest stays valid */
    int before = weightless(event, board);
    camp_board_prune(event, board, arena);
    if (camp_board_check(event, board, "board", NULL, arena))
        blame(run, c, "pruned board is not valid", 1, 0);
    if (!is_pruned(event, board, arena))
        blame(run, c, "needless seats left", weightless(event, board), before);
    camp_board_free(board);
}

static void look_at_bounds(run_of_cases *run, const brute_case *c, const camp_event *event,
                           camp_direct *direct, camp_arena *arena) {
    camp_program_limits limits = {.until = INFINITY};
    camp_direct_options all = {.goal = CAMP_GOAL_MATCHED};
    if (camp_trivial_bound(event) < c->whole.matched - 1e-9) /* the file has 12 digits */
        blame(run, c, "trivial bound on matched", camp_trivial_bound(event), c->whole.matched);
    if (camp_trivial_served(event) < c->whole.served)
        blame(run, c, "trivial bound on served", (double)camp_trivial_served(event), (double)c->whole.served);
    camp_direct_make(direct, event, &all, arena);
    camp_program_result relaxed = camp_program_relax(&direct->program, &limits, NULL);
    if (relaxed.status != CAMP_PROGRAM_OPTIMAL || relaxed.bound < c->whole.matched - 1e-9)
        blame(run, c, "bound of the relaxation", relaxed.bound, c->whole.matched);
    long size = direct->n_x + direct->y_start[event->n_people];
    if (camp_direct_size(event) != size) blame(run, c, "size", (double)camp_direct_size(event), (double)size);
    /* the written model: one objective for both */
    all.goal = CAMP_GOAL_BOTH;
    double factor = 1 + camp_trivial_bound(event);
    double expected = factor * (double)c->whole.served + c->whole.matched;
    camp_program_result both = camp_case_solve(direct, event, &all, 0, arena);
    if (fabs(both.value - expected) > 1e-5) blame(run, c, "served and matched in one", both.value, expected);
}

static void run_case(run_of_cases *run, const brute_case *c) {
    camp_event *event = camp_case_event(c->name, c->files, c->n_files);
    if (!event || event->n_rules != c->n_without || event->n_locks != c->n_unlocked) {
        blame(run, c, "the event cannot be read as meant", 0, 1);
        camp_event_free(event);
        return;
    }
    camp_arena arena;
    camp_arena_init_like(&arena, &event->arena);
    camp_direct direct;
    camp_program_result result;
    compare(run, c, "best board",
            camp_case_best(event, (camp_direct_options){0}, 0, &direct, &result, &arena), c->whole);
    look_at_solver(run, c, event);
    if (c->whole.exists && result.x) {
        look_at_board(run, c, event, &direct, result.x, &arena);
        look_at_bounds(run, c, event, &direct, &arena);
    }
    for (int i = 0; i < event->n_rules; i++) {
        bool skip[MOST_ROWS] = {false};
        skip[i] = true;
        camp_direct_options options = {.skip_rule = skip};
        compare(run, c, camp_rule_word(event->rules[i].kind),
                camp_case_best(event, options, 0, &direct, &result, &arena), c->without[i]);
        run->binding[event->rules[i].kind] += !camp_case_same(c->whole, c->without[i]);
    }
    for (int i = 0; i < event->n_locks; i++) {
        bool skip[MOST_ROWS] = {false};
        skip[i] = true;
        camp_direct_options options = {.skip_lock = skip};
        compare(run, c, "without a lock", camp_case_best(event, options, 0, &direct, &result, &arena),
                c->unlocked[i]);
        run->binding_locks += !camp_case_same(c->whole, c->unlocked[i]);
    }
    camp_event_free(event);
}

static void run_cases(void *user, int i) {
    (void)i;
    run_of_cases *run = user;
    brute_case *c = calloc(1, sizeof *c);
    for (const char *text = run->text; text && c; run->cases++) {
        text = camp_case_read(c, text);
        run_case(run, c);
    }
    free(c);
}

static void test_brute_force(void **state) {
    (void)state;
    const char *root = getenv("CAMP_SOURCE_ROOT"), *other = getenv("CAMP_CASES");
    camp_arena arena;
    camp_arena_init(&arena);
    const char *path =
        other ? other : camp_path_join(&arena, root ? root : ".", "tests/solver/brute_cases.txt");
    char *text;
    size_t size;
    assert_int_equal(camp_file_read(&arena, path, &text, &size), CAMP_OK);
    run_of_cases run = {.text = text};
    assert_true(camp_threads_run(1, 1, run_cases, NULL, &run));
    if (run.wrong) print_error("%d wrong of %d; %s\n", run.wrong, run.solved, run.first_wrong);
    assert_int_equal(run.wrong, 0);
    if (!other) {
        assert_true(run.cases >= 200);
        assert_true(run.binding_locks >= 3);
        assert_true(run.proven >= 150);
        assert_true(run.rows >= 3000); /* of the master of the patterns, so that there is something to hold */
        assert_true(run.segments >= 50);
        for (int kind = 0; kind < CAMP_RULE_KINDS; kind++) {
            if (run.binding[kind] < 3)
                print_error("%s binds in %d cases only\n", camp_rule_word((camp_rule_kind)kind),
                            run.binding[kind]);
            assert_true(run.binding[kind] >= 3);
        }
    }
    camp_arena_free(&arena);
}

/* ---------------------------------------------------------------- single cases, by hand */

typedef struct hand {
    camp_event *event;
    camp_direct_options options;
    camp_program_result result;
    double value;
} hand;

static void run_hand(void *user, int i) {
    (void)i;
    hand *h = user;
    camp_direct direct;
    h->result = camp_case_solve(&direct, h->event, &h->options, 0, &h->event->arena);
    h->value = h->result.value + direct.offset;
}

static camp_file file_of(const char *name, const char *text) {
    return (camp_file){name, text, strlen(text)};
}

/* Runs given that overlap in a room leave nothing to solve; so do runs where the session may not be. */
static void test_given_runs_that_cannot_be(void **state) {
    (void)state;
    camp_file files[] = {file_of("slots.csv", "slot,start,end\nA,9:00,10:00\n"),
                         file_of("rooms.csv", "room\nGym\nLab\n"),
                         file_of("sessions.csv", "session,rooms\nS1,Gym\nS2,\n"),
                         file_of("votes.csv", "person,session\np,S1\np,S2\nq,S2\n")};
    hand h = {.event = camp_case_event("given", files, 4)};
    assert_non_null(h.event);
    camp_run both[2] = {{0, 1, 0, 0}, {1, 1, 0, 1}}, one_room[2] = {{0, 1, 0, 0}, {1, 1, 0, 0}},
             wrong_room[1] = {{0, 1, 0, 1}};
    camp_board board = {.n_runs = 2, .runs = both};
    h.options.goal = CAMP_GOAL_MATCHED;
    h.options.runs = &board;
    assert_true(camp_threads_run(1, 1, run_hand, NULL, &h));
    assert_int_equal(h.result.status, CAMP_PROGRAM_OPTIMAL);
    assert_true(fabs(h.value - 2) < 1e-9);
    board.runs = one_room;
    assert_true(camp_threads_run(1, 1, run_hand, NULL, &h));
    assert_int_equal(h.result.status, CAMP_PROGRAM_INFEASIBLE);
    board.runs = wrong_room;
    board.n_runs = 1;
    assert_true(camp_threads_run(1, 1, run_hand, NULL, &h));
    assert_int_equal(h.result.status, CAMP_PROGRAM_INFEASIBLE);
    camp_event_free(h.event);
}

/* Anonymous dots: 10 votes for S1 and 4 for S2 among 10 people, one room of 6 seats. The turnout of a run is
 * never above its seats, and the best is below the sum of all interest. */
static void test_dots_take_seats(void **state) {
    (void)state;
    camp_file files[] = {file_of("slots.csv", "slot,start,end\nA,9:00,10:00\n"),
                         file_of("rooms.csv", "room,capacity\nGym,6\n"),
                         file_of("sessions.csv", "session\nS1\nS2\n"),
                         file_of("votes.csv", "session,votes\nS1,10\nS2,4\n")};
    hand h = {.event = camp_case_event("dots", files, 4)};
    assert_non_null(h.event);
    h.options.goal = CAMP_GOAL_MATCHED;
    assert_true(camp_threads_run(1, 1, run_hand, NULL, &h));
    assert_int_equal(h.result.status, CAMP_PROGRAM_OPTIMAL);
    assert_true(h.value > 0 && h.value <= 10);
    camp_direct direct;
    camp_direct_make(&direct, h.event, &h.options, &h.event->arena);
    camp_board *board = camp_direct_board(&direct, h.result.x);
    assert_int_equal(camp_board_check(h.event, board, "board", NULL, &h.event->arena), 0);
    camp_board_free(board);
    camp_event_free(h.event);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_brute_force),
        cmocka_unit_test(test_given_runs_that_cannot_be),
        cmocka_unit_test(test_dots_take_seats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
