/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reasons_test.c - why a session is not on the board. Numbers are counted by hand from votes and seats. */
#include "board/given.h"

#include "solver.h"

#define SLOTS "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\n"
#define ROOMS "room,capacity,features\nGym,40,stage\nLab,20,computers\n"
#define HEAD "session,title,presenters,slots,rooms,needs,length,sections,must_run\n"

static const char *reason_of(const given *g, const char *session) {
    int s = given_find(g, &g->event->session_ids, session, strlen(session));
    assert_non_null(g->board->reason);
    const char *reason = g->board->reason[s];
    return reason ? reason : "(none)";
}

static void find_reasons(given *g) {
    if (setjmp(g->board->arena.recover)) abort();
    camp_solver_reasons(g->event, g->board);
}

static void sessions_that_cannot_run(void **state) {
    (void)state;
    given g = given_event(
        "slots.csv", SLOTS, "rooms.csv", ROOMS, "sessions.csv",
        HEAD
        "S1,Swimming,,,,pool,,,\nS2,Never here,zoe,B,,,,,\nS3,Long,,B,,,2,,\nS4,None,,,,,,0,\nS5,On,,,,,,,\n",
        "people.csv", "person,slots\nzoe,A\nann,\n", "votes.csv", "person,session\nann,S1\nzoe,S1\n", NULL);
    given_board(&g, "S5 A Gym", "");
    find_reasons(&g);
    assert_string_equal(reason_of(&g, "S1"), "it needs \"pool\", which no room has; 2 votes");
    assert_string_equal(reason_of(&g, "S2"), "its presenter zoe is not there in slot B; no votes");
    assert_string_equal(reason_of(&g, "S3"), "it takes 2 slots and may start only in slot B, where not "
                                             "enough open slots follow each other; no votes");
    assert_string_equal(reason_of(&g, "S4"), "its \"sections\" is 0, so it may have no run; no votes");
    assert_string_equal(reason_of(&g, "S5"), "(none)");
    given_free(&g);
}

/* One cell suits both: S1 has 3 votes, S2 has 1 by cy, who sits in S1 now. Changing them loses 3 and wins 1.
 */
static void what_it_would_cost(void **state) {
    (void)state;
    given g = given_event("slots.csv", SLOTS, "rooms.csv", ROOMS, "sessions.csv",
                          HEAD "S1,Robots,,A,Gym,,,,\nS2,Chess club,,A,Gym,,,,\n", "votes.csv",
                          "person,session\nann,S1\nbob,S1\ncy,S1\ncy,S2\n", NULL);
    given_board(&g, "S1 A Gym", "ann S1; bob S1; cy S1");
    find_reasons(&g);
    assert_string_equal(reason_of(&g, "S2"),
                        "every cell that suits it is taken, and with its 1 vote in place of "
                        "\"Robots\" (slot A, room Gym) the board would match 2 less");
    assert_int_equal(g.board->n_runs, 1);
    assert_int_equal(g.board->n_seats, 3);
    given_free(&g);
}

/* The cheapest of two runs is named: S1 matches 4 (weights 1 + 3), S2 matches 1.5; S3 would match 0.5. */
static void the_cheapest_place(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", "rooms.csv", ROOMS, "sessions.csv",
                          HEAD "S1,One,,,,,,,\nS2,Two,,,,,,,\nS3,Three,,,,,,,\n", "votes.csv",
                          "person,session,weight\nann,S1,1\nbob,S1,3\ncy,S2,1.5\ndan,S3,0.5\n", NULL);
    given_board(&g, "S1 A Gym; S2 A Lab", "ann S1; bob S1; cy S2");
    find_reasons(&g);
    assert_string_equal(reason_of(&g, "S3"),
                        "every cell that suits it is taken, and with its 1 vote (weight 0.5) in place of "
                        "\"Two\" (slot A, room Lab) the board would match 1 less");
    given_free(&g);
}

/* A presenter keeps the stake: zoe presents S2 and wants S1, so hanging S2 costs nothing of hers. */
static void stakes_count(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", "rooms.csv", "room\nGym\n",
                          "sessions.csv", HEAD "S1,One,,,,,,,\nS2,Two,zoe,,,,,,\n", "votes.csv",
                          "person,session\nann,S1\nbob,S1\nzoe,S1\n", NULL);
    given_board(&g, "S1 A Gym", "ann S1; bob S1; zoe S1");
    find_reasons(&g);
    assert_string_equal(reason_of(&g, "S2"),
                        "every cell that suits it is taken, and without a vote in place of "
                        "\"One\" (slot A, room Gym) the board would match 2 less");
    given_free(&g);
}

static void presenter_elsewhere(void **state) {
    (void)state;
    given g = given_event("slots.csv", SLOTS, "rooms.csv", ROOMS, "sessions.csv",
                          HEAD "S1,One,zoe,,,,,,\nS2,Two,zoe,,,,,,\nS3,Three,zoe,,,,,,\n", "votes.csv",
                          "person,session\nann,S3\n", NULL);
    given_board(&g, "S1 A Gym; S2 B Gym", "");
    find_reasons(&g);
    assert_string_equal(
        reason_of(&g, "S3"),
        "whenever it could run, its presenter zoe presents something else (\"One\" in slot A and "
        "\"Two\" in slot B); 1 vote");
    given_free(&g);
}

static void what_must_stay(void **state) {
    (void)state;
    given g = given_event("slots.csv", SLOTS, "rooms.csv", ROOMS, "sessions.csv",
                          HEAD "S1,One,,A,Gym,,,,yes\nS2,Two,,A,Gym,,,,\n", "votes.csv",
                          "person,session\nann,S2\n", NULL);
    given_board(&g, "S1 A Gym", "");
    find_reasons(&g);
    assert_string_equal(
        reason_of(&g, "S2"),
        "every cell that suits it is taken, for example by \"One\" (slot A, room Gym), which must "
        "stay on the board; 1 vote");
    given_free(&g);
}

static void a_rule_forbids_it(void **state) {
    (void)state;
    given g =
        given_event("slots.csv", SLOTS, "rooms.csv", ROOMS, "sessions.csv",
                    HEAD "S1,One,,A,Gym,,,,yes\nS2,Two,,A,Lab,,,,\n", "votes.csv", "person,session\nann,S2\n",
                    "rules.csv", "rule,sessions,limit\nplace_at_most,*,1\n", NULL);
    given_board(&g, "S1 A Gym", "");
    find_reasons(&g);
    assert_string_equal(
        reason_of(&g, "S2"),
        "in slot A, room Lab it would break rules.csv:2 (at most 1 of all sessions on the board); "
        "1 vote");
    given_free(&g);
}

/* A board from a file may have forgotten somebody: that is told too, as it is. */
static void a_cell_is_free(void **state) {
    (void)state;
    given g = given_event("slots.csv", SLOTS, "rooms.csv", ROOMS, "sessions.csv",
                          HEAD "S1,One,,A,,,,,\nS2,Two,,A,Lab,,,,\n", "votes.csv",
                          "person,session\nann,S2\nbob,S2\n", NULL);
    given_board(&g, "S1 A Gym", "");
    find_reasons(&g);
    assert_string_equal(
        reason_of(&g, "S2"),
        "with its 2 votes it could hang in slot A, room Lab, where the board would match 2 more");
    given_free(&g);
}

/* Floor 1: cy has nothing but S1, so S2 in its place would leave cy with nothing. */
static void the_floor_comes_first(void **state) {
    (void)state;
    given g = given_event("event.json", "{\"floor\": 1}", "slots.csv", "slot,start,end\nA,9:00,10:00\n",
                          "rooms.csv", "room\nGym\n", "sessions.csv", HEAD "S1,One,,,,,,,\nS2,Two,,,,,,,\n",
                          "votes.csv", "person,session,weight\ncy,S1,1\nann,S1,1\nann,S2,5\n", NULL);
    given_board(&g, "S1 A Gym", "ann S1; cy S1");
    find_reasons(&g);
    assert_string_equal(
        reason_of(&g, "S2"),
        "every cell that suits it is taken, and with its 1 vote (weight 5) in place of \"One\" (slot A, "
        "room Gym) 1 seat of those that everybody is owed first would be lost");
    given_free(&g);
}

/* The same texts twice, and no other runs and seats than before. */
static void the_same_every_time(void **state) {
    (void)state;
    char *first[40] = {NULL};
    for (int round = 0; round < 2; round++) {
        given g = {.report = camp_report_new()};
        char path[4096];
        const char *root = getenv("CAMP_SOURCE_ROOT");
        snprintf(path, sizeof path, "%s/samples/edcamp", root ? root : ".");
        assert_int_equal(camp_event_read(path, false, g.report, &g.event), CAMP_OK);
        camp_solve_options options = {.work = 3000, .seed = 1, .threads = 1};
        camp_outcome outcome;
        uint64_t work;
        assert_int_equal(camp_solver_run(g.event, &options, &outcome, &g.board, &work), CAMP_OK);
        assert_int_equal(outcome, CAMP_FOUND);
        int runs = g.board->n_runs, told = 0;
        long seats = g.board->n_seats;
        find_reasons(&g);
        assert_int_equal(g.board->n_runs, runs);
        assert_int_equal(g.board->n_seats, seats);
        for (int s = 0; s < g.event->n_sessions; s++) {
            bool hangs = false;
            for (int i = 0; i < runs; i++)
                hangs = hangs || g.board->runs[i].session == s;
            const char *reason = g.board->reason[s];
            assert_true(hangs == !reason);
            if (!reason) continue;
            assert_true(told < 40);
            if (round == 0) {
                first[told] = calloc(strlen(reason) + 1, 1);
                assert_non_null(first[told]);
                memcpy(first[told], reason, strlen(reason));
            }
            assert_string_equal(reason, first[told]);
            told++;
        }
        assert_true(told > 0);
        given_free(&g);
    }
    for (int i = 0; i < 40; i++)
        free(first[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions_that_cannot_run), cmocka_unit_test(what_it_would_cost),
        cmocka_unit_test(the_cheapest_place),       cmocka_unit_test(stakes_count),
        cmocka_unit_test(presenter_elsewhere),      cmocka_unit_test(what_must_stay),
        cmocka_unit_test(a_rule_forbids_it),        cmocka_unit_test(a_cell_is_free),
        cmocka_unit_test(the_floor_comes_first),    cmocka_unit_test(the_same_every_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
