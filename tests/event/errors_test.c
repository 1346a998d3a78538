/* SPDX-License-Identifier: GPL-3.0-or-later */
/* errors_test.c - places and nearest words; one mistake is not told as many. */
#include "event/given.h"

static void nearest_words(void **state) {
    (void)state;
    assert_null(GIVEN("sessions.csv", "title,rooms,slots\nArt,Libary,A\n\n\"Two\nlines\",gym,Q\n"));
    assert_string_equal(problems(),
                        "E_UNKNOWN_ROOM sessions.csv:2:2 rooms\nE_UNKNOWN_SLOT sessions.csv:4:3 slots\n");
    assert_string_equal(message(0), "room \"Libary\" is not in rooms.csv; did you mean \"Library\"?");
    assert_string_equal(message(1), "slot \"Q\" is not in slots.csv; it has \"A\", \"B\", \"C\"");
}

static void columns(void **state) {
    (void)state;
    assert_non_null(GIVEN("rooms.csv", "Room,seats,CAPACITY,\nGym,9,30,x\nHut,,,y\n"));
    assert_string_equal(problems(),
                        "W_IGNORED_COLUMN rooms.csv:1:2 seats\nW_IGNORED_COLUMN rooms.csv:2:4 \n");
    assert_null(GIVEN("rooms.csv", "room,capacity,Capacity\nGym,9,30\n"));
    assert_string_equal(problems(), "E_REPEATED_COLUMN rooms.csv:1:3 Capacity\n");
    assert_null(GIVEN("rooms.csv", "rom,capacity\nGym,9\n"));
    assert_string_equal(problems(), "W_IGNORED_COLUMN rooms.csv:1:1 rom\nE_MISSING_COLUMN rooms.csv:1:0 \n");
    assert_string_equal(message(1), "the column \"room\" is missing; is it \"rom\"?");
    assert_null(GIVEN("rooms.csv", "room,capacity\nGym,9,,x\n"));
    assert_string_equal(problems(), "E_BEYOND_HEADER rooms.csv:2:4 \n");
    assert_null(GIVEN("sessions.csv", "presenters\nAna\n"));
    assert_string_equal(problems(), "E_MISSING_COLUMN sessions.csv:1:0 \n");
}

static void numbers_of_cells(void **state) {
    (void)state;
    assert_null(
        GIVEN("rooms.csv", "room,capacity\nA,1e300\nB,-1\nC,1.5\nD,\"1,5\"\nE,99999999999\nF,20.0\n"));
    assert_string_equal(problems(), "E_RANGE rooms.csv:2:2 capacity\nE_NUMBER rooms.csv:3:2 capacity\n"
                                    "E_NUMBER rooms.csv:4:2 capacity\nE_NUMBER rooms.csv:5:2 capacity\n"
                                    "E_RANGE rooms.csv:6:2 capacity\n");
    assert_null(GIVEN("sessions.csv",
                      "title,length,must_run,cost\nA,0,,\nB,,maybe,\nC,,1.5,\nD,,,free\nE,99999999999,,\n"));
    assert_string_equal(problems(), "E_RANGE sessions.csv:2:2 length\nE_YES_NO sessions.csv:3:3 must_run\n"
                                    "E_NUMBER sessions.csv:4:3 must_run\nE_NUMBER sessions.csv:5:4 cost\n"
                                    "E_RANGE sessions.csv:6:2 length\n");
}

static void labels_that_nobody_has(void **state) {
    (void)state;
    assert_non_null(GIVEN("rooms.csv", "room,features\nGym,projector\n", "people.csv",
                          "person,groups\np,K-2\n", "sessions.csv",
                          "title,needs,audience\nA,projektor,k-2\nB,projector,K-3\nC,,K-3\n"));
    assert_string_equal(
        problems(), "W_UNKNOWN_FEATURE sessions.csv:2:2 needs\nW_UNKNOWN_GROUP sessions.csv:3:3 audience\n"
                    "W_UNKNOWN_GROUP sessions.csv:4:3 audience\n");
    assert_string_equal(message(0), "no room has the feature \"projektor\"; did you mean \"projector\"?");
}

static void closed_slots(void **state) {
    (void)state;
    assert_non_null(GIVEN("slots.csv", "slot,start,end,open\nA,9:00,10:00,\nL,12:00,13:00,no\n",
                          "sessions.csv", "title,slots\nArt,L\n"));
    assert_string_equal(problems(), "W_CLOSED_SLOT sessions.csv:2:2 slots\n");
    assert_int_equal(event->sessions[0].slots.n, 1);
}

/* Twenty errors of a file are listed; then the file is left, and what it would have named is not called
 * unknown. */
static void a_file_full_of_errors(void **state) {
    (void)state;
    char rooms[2000];
    size_t n = (size_t)snprintf(rooms, sizeof rooms, "room,capacity\n");
    for (int i = 0; i < 50; i++)
        n += (size_t)snprintf(rooms + n, sizeof rooms - n, "R%d,x\n", i);
    assert_null(GIVEN("rooms.csv", rooms, "sessions.csv", "title,rooms\nArt,R40\nMath,R3\n"));
    assert_int_equal(camp_report_size(report), 20);
    assert_int_equal(camp_report_count(report, CAMP_ERROR), 20);
    assert_int_equal(camp_report_get(report, 19)->line, 21);
}

/* A row with an error still has its id. */
static void rows_with_errors_are_known(void **state) {
    (void)state;
    assert_null(GIVEN("slots.csv", "slot,start,end\nA,9:00,8:00\nB,9,10\n", "sessions.csv",
                      "title,slots\nArt,A;B\n"));
    assert_string_equal(
        problems(), "E_SLOT_TIMES slots.csv:2:3 end\nE_TIME slots.csv:3:2 start\nE_TIME slots.csv:3:3 end\n");
}

static void strict(void **state) {
    (void)state;
    camp_status status;
    static const char slots[] = "slot,start,end,extra\nA,9:00,10:00,\n";
    const camp_file files[] = {{"slots.csv", slots, sizeof slots - 1},
                               {"rooms.csv", "room\nGym\n", 9},
                               {"sessions.csv", "title\nArt\n", 10}};
    forget();
    report = camp_report_new();
    camp_report_set_strict(report, true);
    event = camp_event_load("folder", files, 3, report, &status);
    assert_null(event);
    assert_int_equal(status, CAMP_BAD_INPUT);
    assert_string_equal(problems(), "W_IGNORED_COLUMN slots.csv:1:4 extra\n");
    assert_int_equal(camp_report_get(report, 0)->severity, CAMP_ERROR);
}

static void empty_files(void **state) {
    (void)state;
    assert_non_null(GIVEN("rooms.csv", "room\n", "sessions.csv", "title\n"));
    assert_string_equal(problems(), "W_EMPTY_FILE rooms.csv:0:0 \nW_EMPTY_FILE sessions.csv:0:0 \n");
    assert_null(GIVEN("rooms.csv", ""));
    assert_string_equal(problems(), "E_NO_HEADER rooms.csv:0:0 \n");
}

static void many_warnings(void **state) {
    (void)state;
    char votes[2000];
    size_t n = (size_t)snprintf(votes, sizeof votes, "person,session\n");
    for (int i = 0; i < 50; i++)
        n += (size_t)snprintf(votes + n, sizeof votes - n, "Ana,X%d\n", i);
    assert_non_null(GIVEN("votes.csv", votes));
    assert_int_equal(camp_report_size(report), 21);
    assert_int_equal(camp_report_count(report, CAMP_WARNING), 50);
    assert_string_equal(message(20), "30 more warnings of this kind are not listed");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_words),
        cmocka_unit_test(columns),
        cmocka_unit_test(numbers_of_cells),
        cmocka_unit_test(labels_that_nobody_has),
        cmocka_unit_test(closed_slots),
        cmocka_unit_test(a_file_full_of_errors),
        cmocka_unit_test(rows_with_errors_are_known),
        cmocka_unit_test(strict),
        cmocka_unit_test(empty_files),
        cmocka_unit_test(many_warnings),
    };
    return cmocka_run_group_tests(tests, NULL, forget_all);
}
