/* SPDX-License-Identifier: GPL-3.0-or-later */
/* score_test.c - matched and served, counted by hand. */
#include "board/given.h"

/*            S1  S2  S3(2 slots)
 *   ann           3   5     presents S1: its vote for S1 counts nothing
 *   bob      2        4     presents S3
 *   cat      1   1   1
 *   dan          0.5                                                                                   */
static given voted(const char *options) {
    return given_event("event.json", options, "slots.csv",
                       "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\nC,11:00,12:00\n", "rooms.csv",
                       "room\nGym\nHall\n", "sessions.csv",
                       "session,presenters,length\nS1,ann,1\nS2,,1\nS3,bob,2\n", "votes.csv",
                       "person,S1,S2,S3\nann,9,3,5\nbob,2,,4\ncat,1,1,1\ndan,,0.5,\n", NULL);
}

static camp_count count_of(given *g, camp_arena *arena) {
    return camp_board_count(g->event, g->board, arena);
}

static int person(const given *g, const char *id) {
    return given_find(g, &g->event->person_ids, id, strlen(id));
}

static void weights_and_stakes(void **state) {
    (void)state;
    camp_arena arena;
    given_arena(&arena);
    given g = voted("{}");
    given_board(&g, "", "");
    assert_float_equal(count_of(&g, &arena).matched, 0, 0);
    /* S1: stake of ann = 5 (her largest weight), bob seated 2 */
    given_board(&g, "S1 A Gym", "bob S1");
    assert_float_equal(count_of(&g, &arena).matched, 7, 1e-12);
    /* S3 takes two slots: stake of bob = 2 (S1; his own S3 counts nothing) */
    given_board(&g, "S3 A Gym", "");
    assert_float_equal(count_of(&g, &arena).matched, 2, 1e-12);
    /* all: stakes 5 + 2, bob S1 2, cat S1 1, dan S2 0.5, a seat without interest 0 */
    given_board(&g, "S1 A Gym; S3 B Gym; S2 B Hall", "bob S1; cat S1; dan S2; dan S1");
    camp_count count = count_of(&g, &arena);
    assert_float_equal(count.matched, 10.5, 1e-12);
    assert_int_equal(count.served, 0); /* floor 0 */
    assert_float_equal(count.person_matched[person(&g, "ann")], 5, 1e-12);
    assert_float_equal(count.person_matched[person(&g, "bob")], 4, 1e-12);
    assert_int_equal(count.run_seats[0], 3); /* S1 in A */
    assert_float_equal(count.run_turnout[0], 3, 1e-12);
    camp_arena_free(&arena);
    given_free(&g);
}

static void a_stake_counts_once_for_all_runs(void **state) {
    (void)state;
    camp_arena arena;
    given_arena(&arena);
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\n", "rooms.csv",
                          "room\nGym\n", "sessions.csv", "session,presenters,sections\nS1,ann,2\nS2,,\n",
                          "votes.csv", "person,session,weight\nann,S2,3\nann,S1,8\n", NULL);
    given_board(&g, "S1 A Gym; S1 B Gym/2", "");
    assert_float_equal(count_of(&g, &arena).matched, 3, 1e-12);
    camp_arena_free(&arena);
    given_free(&g);
}

static void equal_ballots_divide(void **state) {
    (void)state;
    camp_arena arena;
    given_arena(&arena);
    given g = voted("{\"ballots\": \"equal\"}");
    /* cat: 3 open slots, 1 + 1 + 1 = 3; dan: 0.5 / 0.5 */
    given_board(&g, "S2 A Gym", "cat S2; dan S2");
    assert_float_equal(count_of(&g, &arena).matched, 1.0 / 3 + 1, 1e-12);
    camp_arena_free(&arena);
    given_free(&g);
}

static void served_up_to_the_floor(void **state) {
    (void)state;
    camp_arena arena;
    given_arena(&arena);
    given g = voted("{\"floor\": 2}");
    /* cat 2 of 3 seats count, dan 1 (S1 has no weight for dan), bob 1, ann 0 */
    given_board(&g, "S1 A Gym; S2 B Gym; S3 B Hall", "cat S1; cat S2; cat S3; dan S1; dan S2; bob S1");
    assert_int_equal(count_of(&g, &arena).served, 4);
    camp_arena_free(&arena);
    given_free(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_and_stakes),
        cmocka_unit_test(a_stake_counts_once_for_all_runs),
        cmocka_unit_test(equal_ballots_divide),
        cmocka_unit_test(served_up_to_the_floor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
