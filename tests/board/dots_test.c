/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dots_test.c - seats of expected voters (anonymous dots): they take as many seats as the people they stand
 * for. */
#include "board/given.h"

/* One session with four dots, so one expected voter who stands for four people; and ann, who has no ballot.
 */
static given four_dots(const char *capacity) {
    char rooms[64];
    snprintf(rooms, sizeof rooms, "room,capacity\nGym,%s\nHall,\n", capacity);
    return given_event("event.json", "{\"people\": 10}", "slots.csv",
                       "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\n", "rooms.csv", rooms, "sessions.csv",
                       "session,sections\nS1,2\nS2,1\n", "people.csv", "person\nann\n", "votes.csv",
                       "session,votes\nS1,4\n", NULL);
}

/* Seats the expected voter in the given runs, besides the real seats. */
static void seat_dots(given *g, const char *runs, const char *seats, const int *in, int n) {
    assert_int_equal(g->event->n_people, g->event->n_real_people + 1);
    given_board(g, runs, seats);
    if (setjmp(g->board->arena.recover)) abort();
    camp_seat *all = CAMP_NEW(&g->board->arena, camp_seat, g->board->n_seats + n);
    for (long i = 0; i < g->board->n_seats; i++)
        all[i] = g->board->seats[i];
    for (int i = 0; i < n; i++)
        all[g->board->n_seats++] = (camp_seat){g->event->n_real_people, in[i]};
    g->board->seats = all;
}

static void capacity_counts_masses(void **state) {
    (void)state;
    char codes[512];
    const struct {
        const char *capacity, *seats, *codes;
    } cases[] = {
        {"4", "", ""}, {"3", "", "V_6_CAPACITY"}, {"5", "ann S1", ""}, {"4", "ann S1", "V_6_CAPACITY"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        given g = four_dots(cases[i].capacity);
        seat_dots(&g, "S1 A Gym", cases[i].seats, (int[]){0}, 1);
        assert_string_equal(given_codes(&g, codes, sizeof codes), cases[i].codes);
        given_free(&g);
    }
}

static void matched_counts_dots_and_served_does_not(void **state) {
    (void)state;
    camp_arena arena;
    given_arena(&arena);
    given g = four_dots("");
    seat_dots(&g, "S1 A Gym", "ann S1", (int[]){0}, 1);
    camp_count count = camp_board_count(g.event, g.board, &arena);
    assert_float_equal(count.matched, 4, 1e-9);
    assert_int_equal(count.served, 0);
    assert_int_equal(count.run_seats[0], 1);
    assert_float_equal(count.run_turnout[0], 5, 1e-9);
    camp_arena_free(&arena);
    given_free(&g);
}

static void expected_voters_sit_once_and_in_one_place(void **state) {
    (void)state;
    char codes[512];
    given g = four_dots("");
    seat_dots(&g, "S1 A Gym; S1 B Gym/2", "", (int[]){0, 1}, 2);
    assert_string_equal(given_codes(&g, codes, sizeof codes), "V_5_TWICE");
    seat_dots(&g, "S1 A Gym; S2 A Hall", "", (int[]){0, 1}, 2);
    assert_string_equal(given_codes(&g, codes, sizeof codes), "V_5_CLASH");
    given_free(&g);
}

static const char *codes_of_file(given *g, const char *text, char *codes, size_t size) {
    camp_arena arena;
    given_arena(&arena);
    camp_status status = CAMP_INTERNAL;
    camp_report *report = camp_report_new();
    camp_board *board = camp_board_read(g->event, "b", text, strlen(text), report, &status);
    assert_non_null(board);
    camp_board_check(g->event, board, "b", report, &arena);
    camp_board_check_score(g->event, board, "b", report, &arena);
    given_codes_of(report, codes, size);
    camp_board_free(board);
    camp_report_free(report);
    camp_arena_free(&arena);
    return codes;
}

static void files_say_where_dots_sit(void **state) {
    (void)state;
    const struct {
        const char *seated, *expected, *matched, *codes;
    } cases[] = {
        {"4", "\"expected\": [{\"wants\": [\"S1\"], \"session\": \"S1\", \"section\": 1}],", "4", ""},
        {"5", "\"expected\": [{\"wants\": [\"S1\"], \"session\": \"S1\", \"section\": 1}],", "4", "V_SEATED"},
        {"4", "\"expected\": [{\"wants\": [\"S1\"], \"session\": \"S1\", \"section\": 1}],", "5",
         "V_MATCHED V_GAP"},
        {"0", "\"expected\": [{\"wants\": [\"S2\"], \"session\": \"S1\", \"section\": 1}],", "0", "V_IDS"},
        {"0", "\"expected\": [{\"wants\": \"S1\", \"session\": \"S1\", \"section\": 1}],", "0", "V_IDS"},
        {"0", "\"expected\": [{\"wants\": [\"S1\"], \"session\": \"S1\", \"section\": 2}],", "0", "V_5_SEAT"},
        {"0", "\"expected\": 3,", "0", "V_FORMAT W_DOTS"},
        {"17", "", "3.5", "W_DOTS"}, /* somebody else's board */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[1024], codes[512];
        given g = four_dots("");
        snprintf(
            text, sizeof text,
            "{\"format\": \"campboard/1\", \"event\": \"test\", \"runs\": [{\"session\": \"S1\", "
            "\"section\": 1, "
            "\"slot\": \"A\", \"room\": \"Gym\", \"seated\": %s}], \"seats\": [], %s \"unplaced\": "
            "[{\"session\": "
            "\"S2\", \"reason\": \"x\"}], \"score\": {\"matched\": %s, \"served\": 0, \"served_bound\": 0, "
            "\"bound\": %s, \"gap\": 0, \"proven\": true}}",
            cases[i].seated, cases[i].expected, cases[i].matched, cases[i].matched);
        codes_of_file(&g, text, codes, sizeof codes);
        if (strcmp(codes, cases[i].codes)) print_error("case %zu\n", i);
        assert_string_equal(codes, cases[i].codes);
        given_free(&g);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capacity_counts_masses),
        cmocka_unit_test(matched_counts_dots_and_served_does_not),
        cmocka_unit_test(expected_voters_sit_once_and_in_one_place),
        cmocka_unit_test(files_say_where_dots_sit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
