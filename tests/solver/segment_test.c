/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_test.c - columns over segments against the direct program.
 *
 * On random small events in which segments leave nothing out (sessions run once, no rules, locks or travel)
 * the claims have to end at the optimum of the direct program, with a board of that value. At every moment
 * before, and however little work is allowed, the bound is no lower than it. What segments do leave out is
 * tested on the events of brute_cases.txt, in direct_test.c.
 */
#include "base/random.h"
#include "base/threads.h"
#include "direct.h"
#include "segment_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { EVENTS = 36, TEXT = 8192 };

typedef struct files {
    char slots[TEXT], rooms[TEXT], sessions[TEXT], people[TEXT], votes[TEXT], options[TEXT];
} files;

/* All events are solved in one thread of the library's own; what went wrong is told to cmocka afterwards. */
typedef struct run_of_events {
    int solved, closed, wrong, with_board, long_segments;
    char first_wrong[200];
} run_of_events;

static void blame(run_of_events *run, int event, const char *what, double found, double expected) {
    if (!run->wrong++)
        snprintf(run->first_wrong, sizeof run->first_wrong, "event %d: %s: found %.12g, expected %.12g",
                 event, what, found, expected);
}

/* ---------------------------------------------------------------- random events */

static void add(char *text, const char *format, ...) {
    va_list args;
    va_start(args, format);
    size_t n = strlen(text);
    vsnprintf(text + n, TEXT - n, format, args);
    va_end(args);
}

/* Some of the slots of a day, as a list cell. */
static void add_slots(char *text, camp_random *random, int n) {
    int left_out = camp_random_below(random, n), written = 0;
    for (int t = 0; t < n; t++)
        if (t != left_out) add(text, "%sT%d", written++ ? ";" : "", t);
}

static void write_people(files *f, camp_random *random, int people, int sessions, int slots) {
    add(f->people, "person,slots,must_attend\n");
    add(f->votes, "person,session,weight\n");
    for (int p = 0; p < people; p++) {
        add(f->people, "p%d,", p);
        if (camp_random_below(random, 5) == 0) add_slots(f->people, random, slots);
        add(f->people, ",");
        if (camp_random_below(random, 6) == 0) add(f->people, "S%d", camp_random_below(random, sessions));
        add(f->people, "\n");
        for (int s = 0; s < sessions; s++)
            if (camp_random_below(random, 5) < 3)
                add(f->votes, "p%d,S%d,%d\n", p, s, 1 + camp_random_below(random, 3));
    }
}

static void write_event(files *f, camp_random *random) {
    int slots = 3 + camp_random_below(random, 3), rooms = 2 + camp_random_below(random, 2),
        sessions = 5 + camp_random_below(random, 3), people = 5 + camp_random_below(random, 4),
        breaks = 1 + camp_random_below(random, slots);
    memset(f, 0, sizeof *f);
    add(f->options, "{\"ballots\": \"%s\", \"seats\": \"%s\"}",
        camp_random_below(random, 3) ? "raw" : "equal", camp_random_below(random, 2) ? "limited" : "open");
    add(f->slots, "slot,start,end\n");
    for (int t = 0; t < slots; t++)
        add(f->slots, "T%d,%d:00,%d:00\n", t, 8 + t + 2 * (t >= breaks), 9 + t + 2 * (t >= breaks));
    add(f->rooms, "room,capacity,features,slots\n");
    for (int r = 0; r < rooms; r++) {
        add(f->rooms, "R%d,%d,%s,", r, 2 + camp_random_below(random, 5), r ? "" : "piano");
        if (camp_random_below(random, 5) == 0) add_slots(f->rooms, random, slots);
        add(f->rooms, "\n");
    }
    add(f->sessions, "session,length,presenters,needs,slots\n");
    for (int s = 0; s < sessions; s++) {
        int length = s < 3 ? 2 + (camp_random_below(random, 4) == 0) : 1;
        add(f->sessions, "S%d,%d,", s, length);
        if (camp_random_below(random, 3) == 0) add(f->sessions, "p%d", camp_random_below(random, people));
        add(f->sessions, ",%s,", camp_random_below(random, 5) ? "" : "piano");
        if (camp_random_below(random, 6) == 0) add_slots(f->sessions, random, slots);
        add(f->sessions, "\n");
    }
    write_people(f, random, people, sessions, slots);
}

static camp_event *load(const files *f) {
    const camp_file all[] = {
        {"event.json", f->options, strlen(f->options)}, {"slots.csv", f->slots, strlen(f->slots)},
        {"rooms.csv", f->rooms, strlen(f->rooms)},      {"sessions.csv", f->sessions, strlen(f->sessions)},
        {"people.csv", f->people, strlen(f->people)},   {"votes.csv", f->votes, strlen(f->votes)}};
    camp_report *report = camp_report_new();
    camp_status status;
    camp_event *event = camp_event_load("random", all, 6, report, &status);
    if (!event) fprintf(stderr, "%s\n", camp_report_get(report, 0)->message);
    camp_report_free(report);
    return event;
}

/* ---------------------------------------------------------------- segments beside the optimum */

/* Without limits: closed at the optimum, from a worse board. */
static void close_it(run_of_events *run, int number, camp_segments *x, double optimum, double from) {
    const camp_event *e = x->problem->event;
    camp_program_limits limits = {.until = INFINITY};
    camp_segments_improve(x, from, &limits);
    double near = 1e-6 * fmax(1, optimum);
    if (x->bound < optimum - 1e-9) blame(run, number, "the bound", x->bound, optimum);
    if (x->bound >= fmax(optimum, from) + (x->integral ? 1 : 2 * near))
        blame(run, number, "not closed", x->bound, optimum);
    run->closed++;
    camp_board *board = camp_segments_board(x);
    if (!board && from < optimum - 2 * near) blame(run, number, "no board", from, optimum);
    if (!board) return;
    run->with_board++;
    camp_count count = camp_board_count(e, board, x->arena);
    if (fabs(count.matched - optimum) > near) blame(run, number, "the board", count.matched, optimum);
    if (camp_board_check(e, board, "board", NULL, x->arena))
        blame(run, number, "the board is not valid", 1, 0);
    camp_board_free(board);
}

/* With little work, round by round: the bound holds at every moment, and never rises. */
static void cut_it_short(run_of_events *run, int number, camp_segments *x, double optimum, uint64_t work) {
    double before = INFINITY;
    for (int round = 0; round < 12; round++, work *= 2) {
        camp_program_limits limits = {.until = INFINITY, .work = work};
        camp_segments_improve(x, 0, &limits);
        if (x->bound < optimum - 1e-9) blame(run, number, "the bound, cut short", x->bound, optimum);
        if (x->bound > before) blame(run, number, "the bound rises", x->bound, before);
        before = x->bound;
    }
}

/* A pricing that may look at very little: its bound holds too. */
static void price_blindly(run_of_events *run, int number, camp_segments *x, double optimum) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, x->arena);
    int sessions = x->problem->event->n_sessions;
    double *price = CAMP_NEW(&scratch, double, sessions);
    for (uint64_t most = 0; most < 60; most += 3) {
        camp_segment_budget budget = {.most = most};
        double bound = 0;
        for (int s = 0; s < sessions; s++)
            price[s] = (double)((s * 7 + (int)most) % 5) / 4, bound += price[s] * x->pool.side[s];
        camp_segment_tables *tables = camp_segment_tables_make(x, price, &budget, &scratch);
        for (int c = 0; c < x->n_chains; c++) {
            camp_segment_list list = {.arena = &scratch, .most = 5};
            camp_segment_walk walk = {.tables = tables, .chain = c, .budget = &budget, .list = &list};
            camp_segment_walk_run(&walk, &scratch);
            bound += walk.upper;
        }
        if (bound < optimum - 1e-9) blame(run, number, "the bound, priced blindly", bound, optimum);
    }
    camp_arena_free(&scratch);
}

/* The values of listed segments are those of the interval program. */
static void value_again(run_of_events *run, int number, const camp_segments *x) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, x->arena);
    for (int i = 0; i < x->n_segments; i++) {
        double value = camp_segment_value(x, &x->segments[i], &scratch);
        if (fabs(value - x->segments[i].value) > 1e-9)
            blame(run, number, "value of a segment", x->segments[i].value, value);
        run->long_segments += x->segments[i].n_slots > 1;
    }
    camp_arena_free(&scratch);
}

static camp_segments *begin(const camp_problem_data *problem, const camp_board *board, camp_arena *arena) {
    camp_segments *x = CAMP_NEW(arena, camp_segments, 1);
    camp_segments_make(x, problem, arena);
    camp_segments_seed(x, board);
    return x;
}

static void try_event(run_of_events *run, int number, const camp_event *event, camp_arena *arena) {
    camp_problem_data *problem = camp_problem_make(event, arena);
    if (!camp_segments_can(problem)) return; /* no long session can start anywhere */
    camp_direct direct;
    camp_direct_options options = {.goal = CAMP_GOAL_MATCHED};
    camp_program_limits limits = {.until = INFINITY};
    camp_direct_make(&direct, event, &options, arena);
    camp_program_result result = camp_program_solve(&direct.program, &limits);
    if (result.status == CAMP_PROGRAM_INFEASIBLE) return; /* somebody must attend two things at once */
    double optimum = result.value + direct.offset;
    camp_board *best = camp_direct_board(&direct, result.x);
    close_it(run, number, begin(problem, best, arena), optimum, optimum);
    best->n_runs = best->n_runs / 2; /* seats are not looked at */
    camp_segments *x = begin(problem, best, arena);
    close_it(run, number, x, optimum, 0.8 * optimum);
    value_again(run, number, x);
    cut_it_short(run, number, begin(problem, best, arena), optimum, 2);
    cut_it_short(run, number, begin(problem, best, arena), optimum, 40);
    price_blindly(run, number, begin(problem, best, arena), optimum);
    camp_board_free(best);
    run->solved++;
}

static void try_events(void *user, int i) {
    (void)i;
    run_of_events *run = user;
    const char *more = getenv("CAMP_EVENTS");
    int n = more ? (int)strtol(more, NULL, 10) : EVENTS;
    files *f = calloc(1, sizeof *f);
    for (int number = 0; f && number < n; number++) {
        camp_random random;
        camp_random_seed(&random, 4711, (uint64_t)number);
        write_event(f, &random);
        camp_event *event = load(f);
        if (!event) {
            blame(run, number, "the event cannot be read", 0, 1);
            continue;
        }
        camp_arena arena;
        camp_arena_init_like(&arena, &event->arena);
        try_event(run, number, event, &arena);
        camp_arena_free(&arena);
        camp_event_free(event);
    }
    free(f);
}

static void test_against_the_direct_program(void **state) {
    (void)state;
    run_of_events run = {0};
    assert_true(camp_threads_run(1, 1, try_events, NULL, &run));
    if (run.wrong) print_error("%d wrong of %d; %s\n", run.wrong, run.solved, run.first_wrong);
    assert_int_equal(run.wrong, 0);
    assert_true(run.solved >= EVENTS / 2 && run.closed >= run.solved);
    assert_true(run.with_board >= EVENTS / 4);
    assert_true(run.long_segments >= EVENTS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_the_direct_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
