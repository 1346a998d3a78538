/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_test.c - board.json: what is read, what is no board, and what a file says against what is counted. */
#include "board/given.h"

static given voted(void) {
    return given_event("event.json", "{\"name\": \"Day\", \"floor\": 1}", "slots.csv",
                       "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\n", "rooms.csv", "room,capacity\nGym,2\n",
                       "sessions.csv", "session,presenters\nS1,\nS2,\nS3,dan\n", "people.csv",
                       "person\nann\nbob\n", "votes.csv",
                       "person,session,weight\nann,S1,2\nbob,S1,1\nann,S2,0.5\nbob,S3,1\nZoë,S2,1\n", NULL);
}

/* Replaces the first `old` by `new` in a copy of the usual board; NULL leaves it as it is. Matched: ann S1 2,
 * bob S1 1, ann S2 0.5, Zoë S2 1. Served: 3 voters, 1 each. */
static char *board_with(const char *old, const char *new) {
    static const char usual[] =
        "{\"format\": \"campboard/1\", \"event\": \"Day\",\n"
        " \"runs\": [{\"session\": \"S1\", \"section\": 1, \"slot\": \"A\", \"room\": \"Gym\", \"seated\": "
        "2},\n"
        "          {\"session\": \"S2\", \"section\": 1, \"slot\": \"B\", \"room\": \"Gym\", \"seated\": 2, "
        "\"x\": [{}]}],\n"
        " \"seats\": [{\"person\": \"ann\", \"session\": \"S1\", \"section\": 1},\n"
        "           {\"person\": \"bob\", \"session\": \"S1\", \"section\": 1},\n"
        "           {\"person\": \"ann\", \"session\": \"S2\", \"section\": 1},\n"
        "           {\"person\": \"Zoë\", \"session\": \"S2\", \"section\": 1}],\n"
        " \"unplaced\": [{\"session\": \"S3\", \"reason\": \"no room\"}],\n"
        " \"score\": {\"matched\": 4.5, \"served\": 3, \"served_bound\": 3, \"bound\": 5.4, \"gap\": 0.2, "
        "\"proven\": "
        "false},\n"
        " \"made\": {\"version\": \"1\", \"seed\": 7, \"work\": 1234}, \"more\": null}\n";
    char *text = malloc(sizeof usual + 512);
    assert_non_null(text);
    strcpy(text, usual);
    if (!old) return text;
    const char *at = strstr(usual, old);
    assert_non_null(at);
    sprintf(text, "%.*s%s%s", (int)(at - usual), usual, new, at + strlen(old));
    return text;
}

/* Codes that reading and checking the text give together; NULL in *board where there is none. */
static const char *codes_of(given *g, const char *text, size_t size, char *codes, size_t room) {
    camp_arena arena;
    given_arena(&arena);
    camp_report *report = camp_report_new();
    camp_status status = CAMP_INTERNAL;
    camp_board *board = camp_board_read(g->event, "board.json", text, size, report, &status);
    assert_int_equal(status, board ? CAMP_OK : CAMP_BAD_INPUT);
    if (board) {
        size_t n = camp_board_check(g->event, board, "board.json", report, &arena);
        n += camp_board_check_score(g->event, board, "board.json", report, &arena);
        assert_int_equal(n, camp_report_count(report, CAMP_ERROR));
    }
    given_codes_of(report, codes, room);
    camp_board_free(board);
    camp_report_free(report);
    camp_arena_free(&arena);
    return codes;
}

static void a_board_is_read(void **state) {
    (void)state;
    given g = voted();
    char *text = board_with(NULL, NULL);
    camp_status status = CAMP_INTERNAL;
    camp_board *board = camp_board_read(g.event, "b", text, strlen(text), g.report, &status);
    assert_non_null(board);
    assert_int_equal(board->n_runs, 2);
    assert_int_equal(board->n_seats, 4);
    assert_int_equal(board->runs[1].session, 1);
    assert_int_equal(board->seed, 7);
    assert_int_equal(board->work, 1234);
    assert_float_equal(board->score.bound, 5.4, 0);
    assert_int_equal(board->score.served, 3);
    assert_null(board->reason[0]);
    assert_string_equal(board->reason[2], "no room");
    camp_board_free(board);
    free(text);
    given_free(&g);
}

static void changes_are_noticed(void **state) {
    (void)state;
    const struct {
        const char *old, *new, *codes;
    } cases[] = {
        {NULL, NULL, ""},
        {"campboard/1", "campboard/2", "V_FORMAT"},
        {"\"Day\"", "\"Night\"", "V_FORMAT"},
        {"\"Day\"", "\" Day \"", ""}, /* as shown */
        {"\"event\": \"Day\",", "", "V_FORMAT"},
        {"\"slot\": \"A\", ", "", "V_FORMAT V_5_SEAT V_UNPLACED V_MATCHED V_SERVED V_GAP"},
        {"\"section\": 1, \"slot\": \"B\"", "\"section\": 1.5, \"slot\": \"B\"",
         "V_FORMAT V_5_SEAT V_UNPLACED V_MATCHED V_SERVED V_GAP"},
        {"\"slot\": \"A\"", "\"slot\": \"a\"", "V_IDS"},
        {"\"Zoë\"", "\"ZOE\xCC\x88\"",
         ""}, /* not listed in people.csv: any spelling that is the same folded */
        {"\"ann\"", "\"Ann\"", "V_IDS"},
        {"\"ann\"", "\" ann \"", ""},
        {"\"ann\"", "\"nobody\"", "V_IDS V_SEATED V_MATCHED V_GAP"},
        {"\"ann\"", "12", "V_IDS V_SEATED V_MATCHED V_GAP"},
        {"\"Gym\"", "\"Hall\"", "V_IDS V_5_SEAT V_UNPLACED V_MATCHED V_SERVED V_GAP"},
        {"\"session\": \"S2\", \"section\": 1}],", "\"session\": \"S2\", \"section\": 2}],",
         "V_5_SEAT V_SEATED V_MATCHED V_SERVED V_GAP"},
        {"\"seated\": 2}", "\"seated\": 3}", "V_SEATED"},
        {"\"section\": 1, \"slot\": \"B\"", "\"section\": 0, \"slot\": \"B\"",
         "V_5_SEAT V_3_SECTIONS V_SEATED V_MATCHED V_SERVED V_GAP"},
        {"\"seated\": 2}", "\"seated\": \"2\"}", "V_SEATED"},
        {"{\"session\": \"S3\", \"reason\": \"no room\"}", "", "V_UNPLACED"},
        {"\"no room\"", "\" \"", "V_UNPLACED"},
        {"\"no room\"}", "\"no room\"}, {\"session\": \"S1\", \"reason\": \"x\"}", "V_UNPLACED"},
        {"\"matched\": 4.5", "\"matched\": 4.6", "V_MATCHED"},
        {"\"matched\": 4.5", "\"matched\": null", "V_FORMAT"},
        {"\"served\": 3", "\"served\": 2", "V_SERVED"},
        {"\"bound\": 5.4, \"gap\": 0.2", "\"bound\": 4.05, \"gap\": -0.1", "V_BOUND"},
        {"\"served_bound\": 3", "\"served_bound\": 2", "V_BOUND"},
        {"\"gap\": 0.2", "\"gap\": 0.21", "V_GAP"},
        {"false", "true", "V_PROVEN"},
        {"5.4, \"gap\": 0.2, \"proven\": false", "4.5, \"gap\": 0, \"proven\": true", ""},
        {"3, \"bound\": 5.4, \"gap\": 0.2, \"proven\": false",
         "4, \"bound\": 4.5, \"gap\": 0, \"proven\": true", "V_PROVEN"},
        {"false", "0", "V_FORMAT"},
        {"\"made\": {\"version\": \"1\", \"seed\": 7, \"work\": 1234}", "\"made\": 5", ""},
        {"\"seats\": [", "\"places\": [", "V_FORMAT V_SEATED V_MATCHED V_SERVED V_GAP"},
        {"{", "{\"runs\": 5, ", ""}, /* of a key that is there twice the last counts */
    };
    given g = voted();
    char codes[512];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = board_with(cases[i].old, cases[i].new);
        codes_of(&g, text, strlen(text), codes, sizeof codes);
        if (strcmp(codes, cases[i].codes)) print_error("case %zu: %s -> %s\n", i, cases[i].old, cases[i].new);
        assert_string_equal(codes, cases[i].codes);
        free(text);
    }
    given_free(&g);
}

static void no_board_at_all(void **state) {
    (void)state;
    const struct {
        const char *text;
        size_t size;
        const char *code;
    } cases[] = {
        {"", 0, "E_BOARD_JSON"},
        {"[]", 2, "E_BOARD_JSON"},
        {"{\"runs\": [}", 11, "E_BOARD_JSON"},
        {"{} x", 4, "E_BOARD_JSON"},
        {"{\"a\": \"\xff\"}", 10, "E_BOARD_TEXT"},
        {"null", 4, "E_BOARD_JSON"},
        {"{\"a\": 1", 7, "E_BOARD_JSON"},
    };
    given g = voted();
    char codes[512];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(codes_of(&g, cases[i].text, cases[i].size, codes, sizeof codes), cases[i].code);
    given_free(&g);
}

/* Every prefix of a good file, and every file with one byte less, is answered, never a crash. */
static void cut_boards_are_answered(void **state) {
    (void)state;
    given g = voted();
    char codes[512], *text = board_with(NULL, NULL);
    size_t n = strlen(text);
    for (size_t i = 0; i + 1 < n; i++) {
        char *cut = malloc(n);
        assert_non_null(cut);
        memcpy(cut, text, i);
        codes_of(&g, cut, i, codes, sizeof codes);
        if (i < n - 2) assert_true(strlen(codes) > 0); /* without the last brace it is no board */
        memcpy(cut + i, text + i + 1, n - i - 1);
        codes_of(&g, cut, n - 1, codes, sizeof codes);
        free(cut);
    }
    free(text);
    given_free(&g);
}

/* A file that is wrong all over: everything is counted, 200 are told, and it takes no time. */
static void many_misfits_are_counted(void **state) {
    (void)state;
    enum { ENTRIES = 20000 };
    static const char entry[] = "{\"person\": \"nobody\", \"session\": \"S1\", \"section\": 1},";
    given g = voted();
    char *text = malloc(ENTRIES * sizeof entry + 100);
    assert_non_null(text);
    size_t n = (size_t)sprintf(text, "{\"seats\": [");
    for (int i = 0; i < ENTRIES; i++)
        n += (size_t)sprintf(text + n, "%s", entry);
    n -= 1;
    n += (size_t)sprintf(text + n, "]}");
    camp_status status = CAMP_INTERNAL;
    camp_report *report = camp_report_new();
    camp_board *board = camp_board_read(g.event, "b", text, n, report, &status);
    assert_non_null(board);
    /* format, event, runs, unplaced; each seat: no such person, and its run is not there */
    assert_int_equal(board->stated->misfits, 4 + 2 * ENTRIES);
    assert_int_equal(camp_report_count(report, CAMP_ERROR), 200);
    camp_board_free(board);
    camp_report_free(report);
    free(text);
    given_free(&g);
}

static void unknown_ids_get_a_hint(void **state) {
    (void)state;
    given g = voted();
    char *text = board_with("\"Gym\"", "\"Gyn\"");
    camp_status status = CAMP_INTERNAL;
    camp_report *report = camp_report_new();
    camp_board *board = camp_board_read(g.event, "b", text, strlen(text), report, &status);
    assert_string_equal(camp_report_get(report, 0)->message,
                        "room \"Gyn\" is not in the event; did you mean \"Gym\"?");
    camp_board_free(board);
    camp_report_free(report);
    free(text);
    given_free(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_board_is_read),        cmocka_unit_test(changes_are_noticed),
        cmocka_unit_test(no_board_at_all),        cmocka_unit_test(cut_boards_are_answered),
        cmocka_unit_test(unknown_ids_get_a_hint), cmocka_unit_test(many_misfits_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
