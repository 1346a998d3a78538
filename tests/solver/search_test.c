/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_test.c - the search's running counters against a full recount, undo, and the same board every time.
 */
#include "base/file.h"
#include "moves.h"
#include "polish.h"
#include "search.h"
#include "solver.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const FILES[] = {"event.json", "slots.csv", "rooms.csv", "sessions.csv",
                                    "people.csv", "votes.csv", "rules.csv", "lock.csv"};

typedef struct world {
    camp_arena arena;
    camp_event *event;
} world;

static world *load(const char *sample) {
    world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    camp_arena_init(&w->arena);
    const char *root = getenv("CAMP_SOURCE_ROOT");
    camp_file files[8];
    size_t n = 0;
    for (int i = 0; i < 8; i++) {
        char path[4096], *bytes;
        size_t size;
        snprintf(path, sizeof path, "%s/samples/%s/%s", root ? root : ".", sample, FILES[i]);
        if (camp_file_read(&w->arena, path, &bytes, &size) == CAMP_OK)
            files[n++] = (camp_file){FILES[i], bytes, size};
    }
    camp_report *report = camp_report_new();
    camp_status status = CAMP_OK;
    w->event = camp_event_load(sample, files, n, report, &status);
    assert_non_null(w->event);
    camp_report_free(report);
    return w;
}

static void unload(world *w) {
    camp_event_free(w->event);
    camp_arena_free(&w->arena);
    free(w);
}

static void assert_counters(const camp_state *st, camp_arena *owner) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, owner);
    double value, broken;
    long served;
    camp_state_recount(st, &scratch, &value, &served, &broken);
    assert_true(fabs(value - st->value) < 1e-6);
    assert_true(fabs(broken - st->broken) < 1e-6);
    assert_int_equal(served, st->served);
    camp_arena_free(&scratch);
}

/* Random moves, two thirds taken back: counters equal a recount, and a move taken back leaves no trace. */
static void moves_keep_counters(const char *sample) {
    world *w = load(sample);
    if (setjmp(w->arena.recover)) fail();
    camp_problem_data *problem = camp_problem_make(w->event, &w->arena);
    camp_search *search = camp_search_make(problem, &w->arena, 5, 0);
    camp_search_construct(search);
    camp_state *st = search->now;
    size_t items = (size_t)problem->n_items * sizeof *st->slot,
           pairs = (size_t)problem->n_pairs * sizeof *st->pair_at;
    int *slots = CAMP_NEW(&w->arena, int, problem->n_items), *at = CAMP_NEW(&w->arena, int, problem->n_pairs);
    int moved = 0;
    for (int k = 0; k < 1500; k++) {
        memcpy(slots, st->slot, items), memcpy(at, st->pair_at, pairs);
        double worth = camp_state_worth(st);
        camp_state_mark(st);
        bool changed = camp_move_random(st);
        if (changed && k % 3) {
            camp_state_undo(st);
            assert_memory_equal(slots, st->slot, items);
            assert_memory_equal(at, st->pair_at, pairs);
            assert_true(worth == camp_state_worth(st));
        }
        moved += changed;
        if (k % 25 == 0) assert_counters(st, &w->arena);
    }
    assert_true(moved > 700);
    unload(w);
}

static void edcamp_counters(void **state) {
    (void)state;
    moves_keep_counters("edcamp");
}
static void pd_day_counters(void **state) {
    (void)state;
    moves_keep_counters("pd-day");
}

/* What the search believes is what the independent check and count say. */
static void search_agrees_with_check(void **state) {
    (void)state;
    world *w = load("pd-day");
    if (setjmp(w->arena.recover)) fail();
    camp_problem_data *problem = camp_problem_make(w->event, &w->arena);
    camp_search *search = camp_search_make(problem, &w->arena, 1, 0);
    camp_search_construct(search);
    for (int k = 0; k < 12 && !search->has_best; k++) {
        camp_search_anneal(search, 4000, k ? 0.4 : 1.0);
        camp_search_adopt(search, search->best);
    }
    assert_true(search->has_best);
    camp_board *board = camp_state_board(search->best);
    camp_count count = camp_board_count(w->event, board, &w->arena);
    assert_int_equal(camp_board_check(w->event, board, "board", NULL, &w->arena), 0);
    assert_true(fabs(count.matched - search->best->value) < 1e-6);
    assert_int_equal(count.served, search->best->served);
    camp_state *again = camp_state_make(problem, &w->arena, 1, 7);
    camp_state_load(again, board);
    assert_true(fabs(again->value - search->best->value) < 1e-6);
    assert_true(again->broken < 1e-6);
    camp_board_free(board);
    unload(w);
}

static camp_board *solve(const camp_event *event, int threads) {
    camp_solve_options options = {.work = 30000, .seed = 3, .threads = threads};
    camp_outcome outcome = CAMP_NO_BOARD;
    camp_board *board = NULL;
    uint64_t work = 0;
    assert_int_equal(camp_solver_run(event, &options, &outcome, &board, &work), CAMP_OK);
    assert_int_equal(outcome, CAMP_FOUND);
    assert_true(work <= options.work);
    return board;
}

static void same_board_with_any_number_of_threads(void **state) {
    (void)state;
    world *w = load("edcamp");
    camp_board *one = solve(w->event, 1), *two = solve(w->event, 2);
    assert_int_equal(one->n_runs, two->n_runs);
    assert_memory_equal(one->runs, two->runs, (size_t)one->n_runs * sizeof *one->runs);
    assert_int_equal(one->n_seats, two->n_seats);
    assert_memory_equal(one->seats, two->seats, (size_t)one->n_seats * sizeof *one->seats);
    assert_true(one->work == two->work && one->score.bound == two->score.bound);
    camp_board_free(one), camp_board_free(two);
    unload(w);
}

/* p2 must attend x, but is in no group of its audience: no board is valid, whatever the search does. */
static void nobody_sits_where_they_may_not(void **state) {
    (void)state;
    static const char *const files[][2] = {
        {"slots.csv", "slot,start,end\nA,9:00,9:50\n"},
        {"rooms.csv", "room\nR\n"},
        {"sessions.csv", "session,audience\nx,red\n"},
        {"people.csv", "person,groups,must_attend\np1,red,\np2,blue,x\n"},
        {"votes.csv", "person,session\np1,x\n"},
    };
    camp_file texts[5];
    for (int i = 0; i < 5; i++)
        texts[i] = (camp_file){files[i][0], files[i][1], strlen(files[i][1])};
    camp_report *report = camp_report_new();
    camp_status status = CAMP_OK;
    camp_event *event = camp_event_load("audience", texts, 5, report, &status);
    assert_non_null(event);
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) fail();
    camp_search *search = camp_search_make(camp_problem_make(event, &arena), &arena, 1, 0);
    camp_search_construct(search);
    camp_search_anneal(search, 100, 1.0);
    assert_false(search->has_best);
    camp_arena_free(&arena);
    camp_event_free(event);
    camp_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(edcamp_counters), cmocka_unit_test(pd_day_counters),
                                       cmocka_unit_test(search_agrees_with_check),
                                       cmocka_unit_test(same_board_with_any_number_of_threads),
                                       cmocka_unit_test(nobody_sits_where_they_may_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
