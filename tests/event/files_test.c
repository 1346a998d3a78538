/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files_test.c - which files are read, and what is said about misnamed and missing ones. */
#include "event/given.h"

static void other_files_are_ignored(void **state) {
    (void)state;
    assert_non_null(
        GIVEN("README.txt", "x", "board.json", "x", "event.ics", "x", "seats.csv", "x", "notes", "x"));
    assert_string_equal(problems(), "");
}

static void misnamed_files(void **state) {
    (void)state;
    assert_null(GIVEN("Votes.csv", "x"));
    assert_string_equal(problems(), "E_FILE_NAME Votes.csv:0:0 \n");
    assert_null(GIVEN("votes.xlsx", "x", "rules.csv.txt", "x", "People.ODS", "x", "event.yaml", "x"));
    assert_string_equal(problems(), "E_FILE_NAME votes.xlsx:0:0 \nE_FILE_NAME rules.csv.txt:0:0 \n"
                                    "E_FILE_NAME People.ODS:0:0 \nE_FILE_NAME event.yaml:0:0 \n");
    assert_string_equal(message(0),
                        "the file votes.xlsx is not read; save it as CSV, with the name votes.csv");
    assert_non_null(GIVEN("votes.xlsx", "x", "votes.csv", "person,session\n")); /* the .csv is there */
}

static void missing_files(void **state) {
    (void)state;
    assert_null(GIVEN("slots.csv", NULL, "rooms.csv", NULL, "sessions.csv", NULL));
    assert_string_equal(problems(), "E_MISSING_FILE slots.csv:0:0 \nE_MISSING_FILE rooms.csv:0:0 \n"
                                    "E_MISSING_FILE sessions.csv:0:0 \n");
    /* one mistake is told once: nothing is said about rooms that stand in the misnamed file */
    assert_null(
        GIVEN("rooms.csv", NULL, "Rooms.csv", "room\nGym\n", "sessions.csv", "title,rooms\nArt,Gym\n"));
    assert_string_equal(problems(), "E_FILE_NAME Rooms.csv:0:0 \n");
}

static void wanted_files(void **state) {
    (void)state;
    assert_true(camp_event_wants("votes.csv"));
    assert_true(camp_event_wants("event.json"));
    assert_false(camp_event_wants("Votes.csv"));
    assert_false(camp_event_wants("board.json"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_files_are_ignored),
        cmocka_unit_test(misnamed_files),
        cmocka_unit_test(missing_files),
        cmocka_unit_test(wanted_files),
    };
    return cmocka_run_group_tests(tests, NULL, forget_all);
}
