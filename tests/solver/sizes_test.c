/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sizes_test.c - rooms of several sizes in the bound of patterns: which variants a session has, which of them
 * a run is, and that no row cuts off a board. Expected values by hand, those of random events from the direct
 * program.
 */
#include "base/random.h"
#include "base/threads.h"
#include "cases.h"
#include "pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <limits.h>
#include <math.h>

enum { EVENTS = 150, TEXT = 4096, RANDOM_DUALS = 12 };

static camp_file file_of(const char *name, const char *text) {
    return (camp_file){name, text, strlen(text)};
}

/* ---------------------------------------------------------------- variants, by hand */

/* Sizes 100 (100, 90) and 30 (30, 20), half of the largest and more counting as that. S1 has 35 fans, S2 fits
 * into any room, S3 seats 10 at most, S4 may use the Hall (90) only, S5 the two small rooms. */
static void test_variants(void **state) {
    (void)state;
    char votes[TEXT] = "person,session\n";
    for (int p = 0; p < 35; p++)
        for (int s = 1; s <= 5; s++)
            if (s != 2 || p < 5)
                snprintf(votes + strlen(votes), sizeof votes - strlen(votes), "p%d,S%d\n", p, s);
    camp_file files[] = {
        file_of("slots.csv", "slot,start,end\nA,9:00,10:00\n"),
        file_of("rooms.csv", "room,capacity\nGym,100\nHall,90\nOne,30\nTwo,20\n"),
        file_of("sessions.csv", "session,capacity,rooms\nS1,,\nS2,,\nS3,10,\nS4,,Hall\nS5,,One;Two\n"),
        file_of("votes.csv", votes)};
    camp_event *event = camp_case_event("variants", files, 4);
    assert_non_null(event);
    camp_patterns p;
    camp_patterns_make(&p, camp_problem_make(event, &event->arena), &event->arena);
    const camp_slot_class *class = &p.classes[0];
    assert_int_equal(class->sizes.n, 2);
    assert_int_equal(class->sizes.seats[0], 100);
    assert_int_equal(class->sizes.seats[1], 30);
    assert_int_equal(class->sizes.rooms[0], 2);
    assert_int_equal(class->sizes.rooms[1], 4);
    assert_int_equal(class->sizes.sum[0], 190);
    assert_int_equal(class->sizes.sum[1], 50);
    static const int FIRST[] = {0, 2, 3, 4, 5, 6}, SIZE[] = {1, 0, 1, 1, 0, 1},
                     SEATS[] = {30, 100, 30, 10, 100, 30};
    for (int s = 0; s <= 5; s++)
        assert_int_equal(class->local[s], FIRST[s]);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(class->size[i], SIZE[i]);
        assert_int_equal(class->seats[i], SEATS[i]);
    }
    assert_int_equal(camp_patterns_local(&p, 0, 0, 0), 1); /* S1 in the Gym */
    assert_int_equal(camp_patterns_local(&p, 0, 0, 1), 1);
    assert_int_equal(camp_patterns_local(&p, 0, 0, 3), 0); /* in Two */
    assert_int_equal(camp_patterns_local(&p, 0, 1, 0), 2); /* S2, wherever it is */
    assert_int_equal(camp_patterns_local(&p, 0, 2, 1), 3); /* S3 too */
    assert_int_equal(camp_patterns_local(&p, 0, 3, 1), 4);
    camp_event_free(event);
}

/* ---------------------------------------------------------------- bounds */

typedef struct job {
    camp_event *event;
    best best;
    double bound, random_bound; /* of all column generation; the least at random duals */
} job;

static double bound_at(const camp_patterns *p, double *row, camp_arena *arena) {
    camp_patterns_round(p, row);
    double bound = camp_patterns_base(p, row);
    for (int c = 0; c < p->n_classes; c++) {
        camp_slot_problem slot = camp_patterns_slot(p, c, row, arena);
        camp_slot_limits limits = {.threshold = 0, .most_sets = 1};
        bound += p->classes[c].n * fmax(camp_slot_bound(&slot, &limits, arena).upper, 0);
    }
    return bound;
}

static void look_at(void *user, int i) {
    (void)i;
    job *j = user;
    camp_arena *arena = &j->event->arena;
    camp_direct direct;
    camp_program_result result;
    j->best = camp_case_best(j->event, (camp_direct_options){0}, 0, &direct, &result, arena);
    camp_patterns p;
    camp_patterns_make(&p, camp_problem_make(j->event, arena), arena);
    camp_random random;
    camp_random_seed(&random, 5, (uint64_t)j->event->n_people);
    j->random_bound = INFINITY;
    double *row = CAMP_NEW(arena, double, p.n_rows);
    for (int round = 0; round < RANDOM_DUALS; round++) {
        for (int k = 0; k < p.n_rows; k++)
            row[k] = camp_random_below(&random, 3) ? 3 * (2 * camp_random_unit(&random) - 1) : 0;
        j->random_bound = fmin(j->random_bound, bound_at(&p, row, arena));
    }
    camp_board *board = result.x ? camp_direct_board(&direct, result.x) : NULL;
    j->bound = INFINITY;
    if (!board) return;
    camp_patterns_seed(&p, board);
    camp_program_limits limits = {.until = INFINITY, .work = 30000};
    camp_patterns_improve(&p, 0, &limits);
    j->bound = p.bound;
    camp_board_free(board);
}

static job look_at_event(const char *name, const camp_file *files, size_t n) {
    job j = {.event = camp_case_event(name, files, n)};
    assert_non_null(j.event);
    assert_true(camp_threads_run(1, 1, look_at, NULL, &j));
    camp_event_free(j.event);
    return j;
}

/* As many rooms in both slots, but one of them small: no class. The first slot has the small one. Best: S1 or
 * S2 with all five in the Gym, the other one with one seat. */
static void test_slots_with_other_rooms(void **state) {
    (void)state;
    camp_file files[] = {file_of("slots.csv", "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\n"),
                         file_of("rooms.csv", "room,capacity,slots\nNook,1,A\nGym,5,B\n"),
                         file_of("sessions.csv", "session\nS1\nS2\n"),
                         file_of("votes.csv",
                                 "person,session\na,S1\nb,S1\nc,S1\nd,S1\ne,S1\nf,S2\ng,S2\nh,S2\n"
                                 "i,S2\nj,S2\n")};
    job j = look_at_event("other rooms", files, 4);
    assert_true(fabs(j.best.matched - 6) < 1e-9);
    assert_true(j.bound >= 6 && j.bound < 6.001 && j.random_bound >= 6);
}

/* S1 and S2 have four fans each, one room seats four and one seats one, twice: 5 a slot if they run in one of
 * them, and there is but one slot. A mean of both rooms would seat 2.5 of each, 5 too; with a third session
 * of weight 2 and one fan the large room is worth the most for S1 or S2 alone. */
static void test_large_rooms_are_few(void **state) {
    (void)state;
    camp_file files[] = {file_of("slots.csv", "slot,start,end\nA,9:00,10:00\n"),
                         file_of("rooms.csv", "room,capacity\nGym,4\nNook,1\n"),
                         file_of("sessions.csv", "session\nS1\nS2\nS3\n"),
                         file_of("votes.csv",
                                 "person,session,weight\na,S1,1\nb,S1,1\nc,S1,1\nd,S1,1\ne,S2,1\nf,S2,1\n"
                                 "g,S2,1\nh,S2,1\ni,S3,2\n")};
    job j = look_at_event("few", files, 4);
    assert_true(fabs(j.best.matched - 6) < 1e-9);
    assert_true(j.bound >= 6 && j.bound < 6.001);
}

/* ---------------------------------------------------------------- random events */

static void add(char *text, const char *format, ...) {
    va_list args;
    va_start(args, format);
    size_t n = strlen(text);
    vsnprintf(text + n, TEXT - n, format, args);
    va_end(args);
}

/* Three rooms, of sizes that count as one and sizes that do not, in some slots only; sessions with few seats,
 * room lists, several runs and two parts. */
static job random_event(int number) {
    static const char *const SEATS[] = {"1", "2", "3", "4", "5", "6", ""};
    static const char *const WHERE[] = {"", "", "", "A", "A;B", "B;C"};
    static const char *const ROOMS[] = {"", "", "", "R1", "R2;R3"};
    char rooms[TEXT] = "room,capacity,slots\n", sessions[TEXT] = "session,capacity,sections,length,rooms\n",
         votes[TEXT] = "person,session,weight\n";
    camp_random random;
    camp_random_seed(&random, 11, (uint64_t)number);
    for (int r = 1; r <= 3; r++) {
        const char *seats = SEATS[camp_random_below(&random, 7)];
        add(rooms, "R%d,%s,%s\n", r, seats, WHERE[camp_random_below(&random, 6)]);
    }
    for (int s = 1; s <= 4; s++) {
        const char *seats = camp_random_below(&random, 4) ? "" : SEATS[camp_random_below(&random, 4)];
        int runs = 1 + camp_random_below(&random, 2), length = camp_random_below(&random, 4) ? 1 : 2;
        add(sessions, "S%d,%s,%d,%d,%s\n", s, seats, runs, length, ROOMS[camp_random_below(&random, 5)]);
    }
    for (int p = 1; p <= 7; p++)
        for (int s = 1; s <= 4; s++)
            if (camp_random_below(&random, 3))
                add(votes, "p%d,S%d,%d\n", p, s, 1 + camp_random_below(&random, 3));
    camp_file files[] = {file_of("slots.csv", "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\nC,11:00,12:00\n"),
                         file_of("rooms.csv", rooms), file_of("sessions.csv", sessions),
                         file_of("votes.csv", votes)};
    return look_at_event("random", files, 4);
}

static void test_random_events(void **state) {
    (void)state;
    int tight = 0;
    for (int i = 0; i < EVENTS; i++) {
        job j = random_event(i);
        if (j.bound < j.best.matched - 1e-9 || j.random_bound < j.best.matched - 1e-9)
            fail_msg("event %d: best %g, bound %.9g, at random duals %.9g", i, j.best.matched, j.bound,
                     j.random_bound);
        tight += j.bound < j.best.matched + 0.999;
    }
    assert_true(tight > EVENTS / 5); /* and says something: weights are up to 3 */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_variants),
        cmocka_unit_test(test_slots_with_other_rooms),
        cmocka_unit_test(test_large_rooms_are_few),
        cmocka_unit_test(test_random_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
