/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files_test.c - board.json, board.csv and seats.csv against what a person would write by hand. */
#include "board/given.h"
#include "export/buffer.h"
#include "export/csv.h"
#include "export/export.h"

static given untidy(void) {
    return given_event(
        "event.json", "{\"name\": \"A \\\"big\\\" day\"}", "slots.csv",
        "slot,start,end,day\n=B,10:00,11:00,2026-03-14\nA,9:00,10:00,2026-03-14\n-C,11:00,24:00,2026-03-14\n",
        "rooms.csv", "room,capacity\n@2,5\nGym,\n", "people.csv", "person,name\n+1,Zoë\nbob,\n",
        "sessions.csv",
        "session,title,presenters,length,sections\nS1,\"=1+1, \"\"quoted\"\"\",bob,,\n"
        "S2,'as it is,+1;bob,2,\nS3,\"two\nlines\",,,2\nS4,-,,,\n",
        "votes.csv", "person,session,weight\n+1,S1,0.1\nbob,S3,0.2\n", NULL);
}

static void board_csv(void **state) {
    (void)state;
    given g = untidy();
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S2 =B Gym; S3 A Gym; S1 A @2; S3 -C @2/2", "+1 S1; bob S3; +1 S3");
    assert_string_equal(camp_export_board_csv(g.event, g.board, &arena).at,
                        "day,slot,start,end,room,session,section,title,presenters,seated\n"
                        "2026-03-14,A,09:00,10:00,'@2,S1,1,\"'=1+1, \"\"quoted\"\"\",bob,1\n"
                        "2026-03-14,A,09:00,10:00,Gym,S3,1,\"two\nlines\",,2\n"
                        "2026-03-14,'=B,10:00,24:00,Gym,S2,1,'as it is,'+1;bob,0\n"
                        "2026-03-14,'-C,11:00,24:00,'@2,S3,2,\"two\nlines\",,0\n");
    camp_arena_free(&arena);
    given_free(&g);
}

static void seats_csv(void **state) {
    (void)state;
    given g = untidy();
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S2 =B Gym; S3 A Gym; S1 A @2; S3 -C @2/2", "bob S3; +1 S3/2; +1 S1");
    assert_string_equal(camp_export_seats_csv(g.event, g.board, &arena).at,
                        "person,day,slot,start,end,room,session,section,title\n"
                        "'+1,2026-03-14,A,09:00,10:00,'@2,S1,1,\"'=1+1, \"\"quoted\"\"\"\n"
                        "'+1,2026-03-14,'-C,11:00,24:00,'@2,S3,2,\"two\nlines\"\n"
                        "bob,2026-03-14,A,09:00,10:00,Gym,S3,1,\"two\nlines\"\n");
    camp_arena_free(&arena);
    given_free(&g);
}

static void rows_by_start_then_room(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nshort,9:00,9:30\nlong,9:00,10:00\n", "rooms.csv",
                          "room\nR1\nR2\n", "sessions.csv", "session\nS1\nS2\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 short R2; S2 long R1", "");
    assert_string_equal(camp_export_board_csv(g.event, g.board, &arena).at,
                        "day,slot,start,end,room,session,section,title,presenters,seated\n"
                        ",long,09:00,10:00,R1,S2,1,S2,,0\n"
                        ",short,09:00,09:30,R2,S1,1,S1,,0\n");
    camp_arena_free(&arena);
    given_free(&g);
}

static void guards(void **state) {
    (void)state;
    const struct {
        const char *text, *cell;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"=1", "'=1"},
        {"+1", "'+1"},
        {"-1", "'-1"},
        {"@a", "'@a"},
        {"'=1", "'=1"},
        {"a=1", "a=1"},
        {"\ta", "\"'\ta\""},
        {"\ra", "\"'\ra\""},
        {"a,b", "\"a,b\""},
        {"a\"b", "\"a\"\"b\""},
        {"\"", "\"\"\"\""},
        {"a\nb", "\"a\nb\""},
        {"\na", "\"\na\""},
        {" a", "\" a\""},
        {"a ", "\"a \""},
        {"=\"x\"", "\"'=\"\"x\"\"\""},
    };
    camp_arena arena;
    given_arena(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        camp_buffer out;
        camp_buffer_init(&out, &arena);
        camp_csv_text(&out, cases[i].text);
        assert_string_equal(camp_buffer_span(&out).at, cases[i].cell);
    }
    camp_arena_free(&arena);
}

static void numbers(void **state) {
    (void)state;
    const struct {
        double value;
        const char *exact, *told;
    } cases[] = {
        {0, "0", "0"},
        {-0.0, "0", "0"},
        {1512, "1512", "1,512"},
        {0.1, "0.1", "0.1"},
        {0.1 + 0.2, "0.30000000000000004", "0.3"},
        {1.0 / 3, "0.3333333333333333", "0.33"},
        {999.999, "999.999", "1,000"},
        {1234567.891, "1234567.891", "1,234,567.89"},
        {-1234, "-1234", "-1,234"},
        {1e15, "1000000000000000", "1,000,000,000,000,000"},
        {-0.001, "-0.001", "0"},
        {100, "100", "100"},
    };
    camp_arena arena;
    given_arena(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        camp_buffer exact, told;
        camp_buffer_init(&exact, &arena);
        camp_buffer_init(&told, &arena);
        camp_buffer_number(&exact, cases[i].value);
        camp_buffer_count(&told, cases[i].value);
        assert_string_equal(camp_buffer_span(&exact).at, cases[i].exact);
        assert_string_equal(camp_buffer_span(&told).at, cases[i].told);
    }
    camp_arena_free(&arena);
}

static void board_json(void **state) {
    (void)state;
    given g = untidy();
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S3 A Gym; S1 =B @2", "+1 S1; bob S3");
    const char *reasons[] = {NULL, "too \"long\"", NULL, NULL};
    g.board->reason = reasons;
    g.board->score = (camp_score){.matched = 0.1 + 0.2, .bound = 2, .gap = 5.5, .served_bound = 3};
    g.board->seed = 18446744073709551615U;
    g.board->work = 250000;
    char *wanted = camp_arena_printf(
        &arena,
        "{\n\"format\": \"campboard/1\",\n\"event\": \"A \\\"big\\\" day\",\n\"runs\": [\n"
        "{\"session\": \"S3\", \"section\": 1, \"slot\": \"A\", \"room\": \"Gym\", \"seated\": 1},\n"
        "{\"session\": \"S1\", \"section\": 1, \"slot\": \"=B\", \"room\": \"@2\", \"seated\": 1}\n"
        "],\n\"seats\": [\n"
        "{\"person\": \"+1\", \"session\": \"S1\", \"section\": 1},\n"
        "{\"person\": \"bob\", \"session\": \"S3\", \"section\": 1}\n"
        "],\n\"unplaced\": [\n"
        "{\"session\": \"S2\", \"reason\": \"too \\\"long\\\"\"},\n"
        "{\"session\": \"S4\", \"reason\": \"no cell was free for it\"}\n"
        "],\n\"score\": {\"matched\": 0.30000000000000004, \"served\": 0, \"served_bound\": 3, \"bound\": 2, "
        "\"gap\": 5.5, \"proven\": false},\n"
        "\"made\": {\"version\": \"%s\", \"seed\": 18446744073709551615, \"work\": 250000}\n}\n",
        camp_version());
    assert_string_equal(camp_export_board_json(g.event, g.board, &arena).at, wanted);
    camp_arena_free(&arena);
    given_free(&g);
}

static void no_runs_at_all(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", "rooms.csv", "room\nR1\n",
                          "sessions.csv", "session\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "", "");
    camp_span text = camp_export_board_json(g.event, g.board, &arena);
    assert_non_null(strstr(text.at, "\"runs\": [],\n\"seats\": [],\n\"unplaced\": [],\n"));
    camp_arena_free(&arena);
    given_free(&g);
}

/* What is written, read back, checked and written again, is the same. */
static void assert_round_trip(given *g) {
    camp_arena arena;
    given_arena(&arena);
    camp_count count = camp_board_count(g->event, g->board, &arena);
    g->board->score = (camp_score){.matched = count.matched,
                                   .served = count.served,
                                   .served_bound = count.served,
                                   .bound = count.matched,
                                   .proven = true};
    g->board->seed = 1;
    camp_span first = camp_export_board_json(g->event, g->board, &arena);
    camp_status status = CAMP_INTERNAL;
    camp_board *board = camp_board_read(g->event, "board.json", first.at, first.n, g->report, &status);
    assert_non_null(board);
    size_t wrong = camp_board_check(g->event, board, "board.json", g->report, &arena);
    wrong += camp_board_check_score(g->event, board, "board.json", g->report, &arena);
    if (wrong) given_print(g->report);
    assert_int_equal(wrong, 0);
    assert_string_equal(camp_export_board_json(g->event, board, &arena).at, first.at);
    camp_board_free(board);
    camp_arena_free(&arena);
}

static void ballots_round_trip(void **state) {
    (void)state;
    given g = untidy();
    given_board(&g, "S2 =B Gym; S3 A Gym; S1 A @2; S3 -C @2/2", "+1 S1; bob S3");
    given_board(&g, "S3 A Gym; S1 =B @2; S3 -C @2/2", "+1 S1; bob S3/2");
    camp_board_sort(g.event, g.board);
    assert_round_trip(&g);
    given_free(&g);
}

/* Every expected voter sits in the first session it wants that is on the board. */
static void dots_round_trip(void **state) {
    (void)state;
    given g = given_event("event.json", "{\"people\": 20}", "slots.csv",
                          "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\n", "rooms.csv", "room\nGym\nHall\n",
                          "sessions.csv", "session\nS1\nS2\nS3\nS4\n", "votes.csv",
                          "session,votes\nS1,12\nS2,7\nS3,3\nS4,1\n", NULL);
    assert_true(g.event->n_people > g.event->n_real_people);
    given_board(&g, "S1 A Gym; S2 A Hall; S3 B Gym", "");
    if (setjmp(g.board->arena.recover)) abort();
    g.board->seats = CAMP_NEW(&g.board->arena, camp_seat, g.event->n_people);
    for (int p = g.event->n_real_people; p < g.event->n_people; p++) {
        bool seated = false;
        for (long v = g.event->vote_start[p]; v < g.event->vote_start[p + 1] && !seated; v++) {
            if (g.event->vote_session[v] > 2) continue;
            g.board->seats[g.board->n_seats++] = (camp_seat){p, g.event->vote_session[v]};
            seated = true;
        }
    }
    assert_true(g.board->n_seats > 0);
    camp_board_sort(g.event, g.board);
    assert_round_trip(&g);
    given_free(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(board_csv),
        cmocka_unit_test(seats_csv),
        cmocka_unit_test(rows_by_start_then_room),
        cmocka_unit_test(guards),
        cmocka_unit_test(numbers),
        cmocka_unit_test(board_json),
        cmocka_unit_test(no_runs_at_all),
        cmocka_unit_test(ballots_round_trip),
        cmocka_unit_test(dots_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
