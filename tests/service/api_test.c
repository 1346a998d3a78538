/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_test.c - campboard.h as a host program sees it: statuses, outputs that stay untouched, a solve that is
 * stopped. */
#include "campboard.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h> /* after those that it needs */

/* Two slots, one room of 2: Reading seats 2 of 3 (3 + 3), Maths both (1 + 1): 8. */
static const char slots[] = "slot,start,end\nA,9:00,9:50\nB,10:00,10:50\n";
static const char rooms[] = "room,capacity\nLibrary,2\n";
static const char sessions[] = "title\nReading\nMaths\nArt\n";
static const char all_must[] = "title,must_run\nReading,yes\nMaths,yes\nArt,yes\n";
static const char votes[] =
    "person,session,weight\n"
    "Ana,Reading,3\nAna,Maths,1\nBen,Reading,3\nCleo,Reading,2\nCleo,Maths,1\nCleo,Art,1\n";

static camp_file file(const char *name, const char *text) {
    return (camp_file){name, text, strlen(text)};
}

static camp_event *event_with(const char *sessions_text) {
    const camp_file files[] = {file("slots.csv", slots), file("rooms.csv", rooms),
                               file("sessions.csv", sessions_text), file("votes.csv", votes)};
    camp_report *report = camp_report_new();
    camp_event *event = NULL;
    assert_non_null(report);
    assert_int_equal(camp_event_from_memory("e", files, 4, true, report, &event), CAMP_OK);
    assert_int_equal(camp_report_size(report), 0);
    camp_report_free(report);
    return event;
}

static camp_solve_options by_work(void) {
    camp_solve_options options = camp_solve_defaults();
    options.time_s = 0;
    options.work = 1000000;
    return options;
}

static void sizes_are_told(void **state) {
    (void)state;
    camp_event *event = event_with(sessions);
    camp_event_size size = camp_event_get_size(event);
    assert_string_equal(size.name, "e");
    assert_int_equal(size.slots, 2);
    assert_int_equal(size.rooms, 1);
    assert_int_equal(size.sessions, 3);
    assert_int_equal(size.people, 3);
    assert_int_equal(size.voters, 3);
    assert_int_equal(size.votes, 6);
    assert_false(size.tally);
    assert_true(size.limited);
    camp_event_free(event);
}

static void bad_events_leave_the_output_alone(void **state) {
    (void)state;
    const camp_file files[] = {file("slots.csv", slots), file("rooms.csv", "room,capacity\nLibrary,two\n"),
                               file("sessions.csv", sessions)};
    camp_report *report = camp_report_new();
    camp_event *event = (camp_event *)report; /* any address */
    assert_int_equal(camp_event_from_memory("e", files, 3, false, report, &event), CAMP_BAD_INPUT);
    assert_ptr_equal(event, report);
    const camp_problem *problem = camp_report_get(report, 0);
    assert_non_null(problem);
    assert_string_equal(problem->file, "rooms.csv");
    assert_int_equal(problem->line, 2);
    assert_int_equal(problem->column, 2);
    assert_string_equal(problem->header, "capacity");
    assert_null(camp_report_get(report, 1));
    assert_int_equal(camp_event_read("/nowhere/at/all", false, report, &event), CAMP_IO);
    assert_ptr_equal(event, report);
    camp_report_free(report);
}

static void strict_ends_with_its_call(void **state) {
    (void)state;
    const camp_file files[] = {file("slots.csv", slots), file("rooms.csv", "room,colour\nLibrary,red\n"),
                               file("sessions.csv", sessions)};
    camp_report *report = camp_report_new();
    camp_event *event = NULL;
    assert_int_equal(camp_event_from_memory("e", files, 3, true, report, &event), CAMP_BAD_INPUT);
    assert_int_equal(camp_event_from_memory("e", files, 3, false, report, &event), CAMP_OK);
    assert_int_equal(camp_report_count(report, CAMP_ERROR), 1);
    assert_int_equal(camp_report_count(report, CAMP_WARNING), 1);
    camp_event_free(event);
    camp_report_free(report);
}

static void arguments_are_checked(void **state) {
    (void)state;
    camp_event *event = event_with(sessions);
    camp_report *report = camp_report_new();
    camp_outcome outcome = CAMP_NONE_FOUND;
    camp_board *board = NULL;
    camp_solve_options bad[4];
    for (int i = 0; i < 4; i++)
        bad[i] = by_work();
    bad[0].time_s = NAN;
    bad[1].gap = -0.1;
    bad[2].gap = NAN;
    bad[3].threads = -1;
    for (int i = 0; i < 4; i++)
        assert_int_equal(camp_solve(event, &bad[i], report, &outcome, &board), CAMP_BAD_ARGUMENT);
    assert_int_equal(camp_report_count(report, CAMP_ERROR), 4);
    assert_null(board);
    assert_int_equal(camp_model_write(event, (camp_model_format)7, "never", report), CAMP_BAD_ARGUMENT);
    camp_report_free(report);
    camp_event_free(event);
}

static void a_board_goes_round(void **state) {
    (void)state;
    camp_event *event = event_with(sessions);
    camp_solve_options options = by_work();
    camp_outcome outcome = CAMP_NONE_FOUND;
    camp_board *board = NULL, *again = NULL;
    char *bytes = NULL, *rest = NULL;
    size_t size = 0, rest_size = 0;
    bool valid = false;
    assert_int_equal(camp_solve(event, &options, NULL, &outcome, &board), CAMP_OK);
    assert_int_equal(outcome, CAMP_FOUND);
    camp_score score = camp_board_score(board);
    assert_true(fabs(score.matched - 8) < 1e-9);
    assert_true(score.bound >= 8 - 1e-9);
    assert_int_equal(camp_export(event, board, CAMP_BOARD_JSON, NULL, NULL, &bytes, &size), CAMP_OK);
    assert_int_equal(strlen(bytes), size);
    assert_int_equal(camp_verify(event, "b", bytes, size, NULL, &valid, &again), CAMP_OK);
    assert_true(valid);
    assert_int_equal(camp_export(event, again, CAMP_BOARD_JSON, NULL, NULL, &rest, &rest_size), CAMP_OK);
    assert_string_equal(bytes, rest);
    camp_bytes_free(rest);
    rest = NULL;
    camp_report *report = camp_report_new();
    assert_non_null(report);
    assert_int_equal(camp_export(event, board, (camp_format)77, NULL, NULL, &rest, &rest_size),
                     CAMP_BAD_ARGUMENT);
    assert_int_equal(camp_export(event, board, (camp_format)77, NULL, report, &rest, &rest_size),
                     CAMP_BAD_ARGUMENT);
    assert_null(rest);
    assert_int_equal(camp_report_size(report), 1);
    assert_string_equal(camp_report_get(report, 0)->code, "E_ARGUMENT");
    assert_non_null(strstr(camp_report_get(report, 0)->message, "77"));
    camp_report_free(report);
    camp_bytes_free(bytes);
    camp_board_free(again);
    camp_board_free(board);
    camp_event_free(event);
}

static void no_board_is_an_answer(void **state) {
    (void)state;
    camp_event *event = event_with(all_must);
    camp_solve_options options = by_work();
    camp_report *report = camp_report_new();
    camp_outcome outcome = CAMP_FOUND;
    camp_board *board = NULL;
    assert_int_equal(camp_solve(event, &options, report, &outcome, &board), CAMP_OK);
    assert_int_equal(outcome, CAMP_NO_BOARD);
    assert_null(board);
    assert_true(camp_report_size(report) >= 1);
    assert_memory_equal(camp_report_get(report, 0)->code, "N_", 2);
    camp_report_free(report);
    camp_event_free(event);
}

static bool stop_at_once(void *user) {
    (void)user;
    return true;
}

/* Stopped before it began: whatever the outcome, no error and nothing half made. */
static void a_stop_is_no_failure(void **state) {
    (void)state;
    camp_event *event = event_with(sessions);
    camp_solve_options options = by_work();
    options.stop = stop_at_once;
    camp_outcome outcome = CAMP_NO_BOARD;
    camp_board *board = NULL;
    assert_int_equal(camp_solve(event, &options, NULL, &outcome, &board), CAMP_OK);
    assert_int_not_equal(outcome, CAMP_NO_BOARD);
    assert_int_equal(outcome == CAMP_FOUND, board != NULL);
    camp_board_free(board);
    camp_event_free(event);
}

static void broken_boards_are_told(void **state) {
    (void)state;
    static const char two_in_a_room[] =
        "{\"format\":\"campboard/1\",\"event\":\"e\",\"runs\":["
        "{\"session\":\"Reading\",\"section\":1,\"slot\":\"A\",\"room\":\"Library\",\"seated\":0},"
        "{\"session\":\"Maths\",\"section\":1,\"slot\":\"A\",\"room\":\"Library\",\"seated\":0}],\"seats\":[]"
        ","
        "\"unplaced\":[{\"session\":\"Art\",\"reason\":\"?\"}],"
        "\"score\":{\"matched\":0,\"served\":0,\"served_bound\":0,\"bound\":99,\"gap\":99e9,\"proven\":false}"
        ","
        "\"made\":{\"version\":\"0\",\"seed\":1,\"work\":0}}";
    camp_event *event = event_with(sessions);
    camp_report *report = camp_report_new();
    camp_board *board = NULL;
    bool valid = true;
    assert_int_equal(
        camp_verify(event, "b.json", two_in_a_room, strlen(two_in_a_room), report, &valid, &board), CAMP_OK);
    assert_false(valid);
    assert_null(board);
    bool found = false;
    for (size_t i = 0; i < camp_report_size(report); i++)
        found = found || strcmp(camp_report_get(report, i)->code, "V_2_ROOM") == 0;
    assert_true(found);
    valid = true;
    assert_int_equal(camp_verify(event, "b.json", "nonsense", 8, report, &valid, NULL), CAMP_BAD_INPUT);
    assert_true(valid); /* untouched */
    camp_report_free(report);
    camp_event_free(event);
}

static void files_that_are_not_there(void **state) {
    (void)state;
    camp_report *report = camp_report_new();
    char *bytes = NULL;
    size_t size = 7;
    assert_int_equal(camp_bytes_read("/nowhere/file", report, &bytes, &size), CAMP_IO);
    assert_int_equal(camp_bytes_write("/nowhere/file", "x", 1, report), CAMP_IO);
    assert_null(bytes);
    assert_int_equal(size, 7);
    assert_string_equal(camp_report_get(report, 0)->code, "E_READ");
    assert_string_equal(camp_report_get(report, 1)->code, "E_WRITE");
    camp_report_free(report);
}

static void nothing_to_free(void **state) {
    (void)state;
    camp_event_free(NULL);
    camp_board_free(NULL);
    camp_report_free(NULL);
    camp_bytes_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_told),
        cmocka_unit_test(bad_events_leave_the_output_alone),
        cmocka_unit_test(strict_ends_with_its_call),
        cmocka_unit_test(arguments_are_checked),
        cmocka_unit_test(a_board_goes_round),
        cmocka_unit_test(no_board_is_an_answer),
        cmocka_unit_test(a_stop_is_no_failure),
        cmocka_unit_test(broken_boards_are_told),
        cmocka_unit_test(files_that_are_not_there),
        cmocka_unit_test(nothing_to_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
