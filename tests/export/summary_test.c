/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary_test.c - the plain words at the end of a solve, counted by hand. */
#include "board/given.h"
#include "export/export.h"

/* ann and bob want three sessions each, cat two, dan one; three open slots. Asked for: 3 + 3 + 2 + 1 = 9, and
 * the stake of cat in S4: 1. */
static given voted(const char *options) {
    return given_event("event.json", options, "slots.csv",
                       "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\nC,11:00,12:00\n", "rooms.csv",
                       "room\nGym\nHall\n", "sessions.csv",
                       "session,title,presenters\nS1,One,\nS2,Two,\nS3,Three,\nS4,Four,cat\n", "votes.csv",
                       "person,S1,S2,S3\nann,1,1,1\nbob,1,1,1\ncat,1,1,\ndan,,,1\n", NULL);
}

static void a_board_that_is_not_proven(void **state) {
    (void)state;
    given g = voted("{}");
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A Gym; S2 B Gym; S3 C Gym", "ann S1; ann S2; ann S3; bob S1; cat S1; cat S2; dan S3");
    g.board->score = (camp_score){.matched = 7, .bound = 8.4, .gap = 0.2};
    assert_string_equal(
        camp_export_summary(g.event, g.board, NULL, &arena).at,
        "Matched 7 of 10 that everybody asked for (70 %).\n"
        "No board can match more than 8.4, which is 20 % above this one; more time may bring them closer.\n"
        "Every voter got something they asked for. 3 of 4 voters got everything they could attend; the "
        "least served (1 person) got 1 of the 3 they could attend.\n"
        "3 runs on the board, 7 seats taken.\n"
        "1 session was left out:\n"
        "  \"Four\" (0 votes): no cell was free for it\n");
    camp_arena_free(&arena);
    given_free(&g);
}

static void a_proven_board_with_a_floor(void **state) {
    (void)state;
    given g = voted("{\"floor\": 1}");
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A Gym; S2 B Gym; S4 C Gym", "ann S1; ann S2; bob S1; bob S2; cat S1; cat S2");
    const char *reasons[] = {NULL, NULL, "its only slot is taken", NULL};
    g.board->reason = reasons;
    g.board->score = (camp_score){.matched = 7, .served = 3, .served_bound = 3, .bound = 7, .proven = true};
    assert_string_equal(
        camp_export_summary(g.event, g.board, NULL, &arena).at,
        "Matched 7 of 10 that everybody asked for (70 %).\n"
        "Proven: no board can match more while it serves as many.\n"
        "Every voter is owed 1 matched session before the total counts: 3 served, and no board can serve "
        "more than 3.\n"
        "1 voter of 4 got nothing they asked for. 1 of 4 voters got everything they could attend.\n"
        "3 runs on the board, 6 seats taken.\n"
        "1 session was left out:\n"
        "  \"Three\" (3 votes): its only slot is taken\n");
    camp_arena_free(&arena);
    given_free(&g);
}

static void shares_in_words(void **state) {
    (void)state;
    const struct {
        double matched, bound, gap;
        const char *text;
    } cases[] = {
        {5, 5.2, 0.04, "(50 %).\nNo board can match more than 5.2, which is 4 % above"},
        {0.9, 10, 9.1 / 0.9,
         "(9 %).\nNo board can match more than 10, which is 11 times as much as this one; more"},
        {1, 10, 9, "(10 %).\nNo board can match more than 10, which is 900 % above this one; more"},
        {0.25, 10, 39,
         "(2.5 %).\nNo board can match more than 10, which is 40 times as much as this one; more"},
        {1e-13, 713, 7.13e11,
         ").\nNo board can match more than 713, while this one matches nothing; more time"},
        {0.001, 0.0010001, 0.0001,
         "(less than 0.1 %).\nNo board can match more than 0, which is less than 0.1 % above"},
        {0, 10, 1e10, "(0 %).\nNo board can match more than 10, while this one matches nothing; more time"},
    };
    given g = voted("{}");
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "", "");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        g.board->score =
            (camp_score){.matched = cases[i].matched, .bound = cases[i].bound, .gap = cases[i].gap};
        assert_non_null(strstr(camp_export_summary(g.event, g.board, NULL, &arena).at, cases[i].text));
    }
    camp_arena_free(&arena);
    given_free(&g);
}

/* On a terminal: no line is wider than it, the words are the same, and what continues stands further in. */
static void wrapped(void **state) {
    (void)state;
    given g = voted("{\"floor\": 1}");
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A Gym; S2 B Gym; S4 C Gym", "ann S1; ann S2; bob S1; bob S2; cat S1; cat S2");
    const char *reasons[] = {NULL, NULL,
                             "its only slot is taken by \"T\xc3\xbcren und Tore\" and nothing else", NULL};
    g.board->reason = reasons;
    g.board->score = (camp_score){.matched = 7, .served = 3, .served_bound = 3, .bound = 7, .proven = true};
    camp_export_options options = {.columns = 44};
    const char *text = camp_export_summary(g.event, g.board, &options, &arena).at;
    assert_string_equal(text, "Matched 7 of 10 that everybody asked for\n"
                              "  (70 %).\n"
                              "Proven: no board can match more while it\n"
                              "  serves as many.\n"
                              "Every voter is owed 1 matched session\n"
                              "  before the total counts: 3 served, and no\n"
                              "  board can serve more than 3.\n"
                              "1 voter of 4 got nothing they asked for. 1\n"
                              "  of 4 voters got everything they could\n"
                              "  attend.\n"
                              "3 runs on the board, 6 seats taken.\n"
                              "1 session was left out:\n"
                              "  \"Three\" (3 votes): its only slot is\n"
                              "    taken by \"T\xc3\xbcren und Tore\" and nothing\n"
                              "    else\n");
    options.colour = true;
    text = camp_export_summary(g.event, g.board, &options, &arena).at;
    assert_non_null(strstr(text, "\n\033[32mProven: no board can match more while it\033[0m\n"
                                 "  \033[32mserves as many.\033[0m\nEvery"));
    options = (camp_export_options){.columns = 1};
    text = camp_export_summary(g.event, g.board, &options, &arena).at;
    assert_non_null(strstr(text, "\n    Tore\" and nothing\n    else\n"));
    camp_arena_free(&arena);
    given_free(&g);
}

static void nobody_voted(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", "rooms.csv", "room\nGym\n",
                          "sessions.csv", "session\nS1\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A Gym", "");
    assert_string_equal(camp_export_summary(g.event, g.board, NULL, &arena).at,
                        "Nobody asked for anything yet, so there is nothing to match.\n"
                        "1 run on the board, 0 seats taken.\n"
                        "Every session has a place on the board.\n");
    camp_arena_free(&arena);
    given_free(&g);
}

static void anonymous_dots(void **state) {
    (void)state;
    given g = given_event("event.json", "{\"people\": 1500, \"floor\": 1}", "slots.csv",
                          "slot,start,end\nA,9:00,10:00\n", "rooms.csv", "room\nGym\n", "sessions.csv",
                          "session\nS1\nS2\n", "votes.csv", "session,votes\nS1,5\nS2,2\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A Gym", "");
    camp_span text = camp_export_summary(g.event, g.board, NULL, &arena);
    assert_non_null(strstr(text.at, "an expected turnout of 1,500 people; nobody has a seat by name.\n"));
    assert_non_null(strstr(text.at, "Matched about 0 of "));
    assert_null(strstr(text.at, "voter"));
    camp_arena_free(&arena);
    given_free(&g);
}

static void many_left_out(void **state) {
    (void)state;
    char sessions[512] = "session\n";
    for (int i = 0; i < 13; i++)
        snprintf(sessions + strlen(sessions), 16, "S%d\n", i);
    given g =
        given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", "rooms.csv", "room\nGym\n", "sessions.csv",
                    sessions, "votes.csv", "person,session\nann,S12\nbob,S12\nann,S5\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S0 A Gym", "");
    camp_span text = camp_export_summary(g.event, g.board, NULL, &arena);
    assert_non_null(strstr(text.at,
                           "12 sessions were left out:\n  \"S12\" (2 votes): no cell was free for it\n"
                           "  \"S5\" (1 vote): no cell was free for it\n  \"S1\" (0 votes): "));
    assert_non_null(strstr(text.at, "  and 2 more: board.json lists them all under \"unplaced\"\n"));
    camp_arena_free(&arena);
    given_free(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_board_that_is_not_proven),
        cmocka_unit_test(a_proven_board_with_a_floor),
        cmocka_unit_test(shares_in_words),
        cmocka_unit_test(wrapped),
        cmocka_unit_test(nobody_voted),
        cmocka_unit_test(anonymous_dots),
        cmocka_unit_test(many_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
