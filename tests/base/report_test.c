/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report_test.c - limits per file and kind, counts beyond them, strictness. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "base/report.h"

static void errors_are_listed_up_to_the_limit(void **state) {
    (void)state;
    camp_report *report = camp_report_new();
    for (int i = 1; i <= 25; i++)
        camp_report_add(report, CAMP_ERROR, i % 2 ? "E_NUMBER" : "E_TIME",
                        (camp_place){"a.csv", i, 2, "start"}, "no %d", i);
    camp_report_add(report, CAMP_ERROR, "E_NUMBER", (camp_place){"b.csv", 7, 0, NULL}, "other file");
    assert_int_equal(camp_report_size(report), 21);
    assert_int_equal(camp_report_count(report, CAMP_ERROR), 26);
    assert_int_equal(camp_report_errors_of(report, "a.csv"), 25);
    assert_int_equal(camp_report_errors_of(report, "c.csv"), 0);
    const camp_problem *problem = camp_report_get(report, 2);
    assert_string_equal(problem->code, "E_NUMBER");
    assert_string_equal(problem->file, "a.csv");
    assert_string_equal(problem->header, "start");
    assert_string_equal(problem->message, "no 3");
    assert_int_equal(problem->line, 3);
    assert_int_equal(problem->column, 2);
    assert_string_equal(camp_report_get(report, 20)->header, "");
    assert_null(camp_report_get(report, 21));
    camp_report_free(report);
}

static void further_warnings_are_told_as_a_number(void **state) {
    (void)state;
    camp_report *report = camp_report_new();
    for (int i = 0; i < 23; i++)
        camp_report_add(report, CAMP_WARNING, "W_A", (camp_place){"a.csv", i, 0, ""}, "a");
    camp_report_add(report, CAMP_WARNING, "W_B", (camp_place){"a.csv", 1, 0, ""}, "b");
    assert_false(camp_report_would_list(report, CAMP_WARNING, "W_A", "a.csv"));
    assert_true(camp_report_would_list(report, CAMP_WARNING, "W_B", "a.csv"));
    camp_report_summarise(report, "a.csv");
    camp_report_summarise(report, "a.csv");
    assert_int_equal(camp_report_size(report), 22);
    assert_string_equal(camp_report_get(report, 21)->message, "3 more warnings of this kind are not listed");
    assert_int_equal(camp_report_count(report, CAMP_WARNING), 24);
    assert_int_equal(camp_report_count(report, CAMP_ERROR), 0);
    camp_report_free(report);
}

static void strict_makes_errors_of_warnings(void **state) {
    (void)state;
    camp_report *report = camp_report_new();
    camp_report_set_strict(report, true);
    camp_report_add(report, CAMP_WARNING, "W_A", (camp_place){"a.csv", 1, 0, ""}, "a");
    assert_int_equal(camp_report_count(report, CAMP_ERROR), 1);
    assert_int_equal(camp_report_get(report, 0)->severity, CAMP_ERROR);
    camp_report_free(report);
    camp_report_free(NULL);
}

static void violations_have_a_wider_limit(void **state) {
    (void)state;
    camp_report *report = camp_report_new();
    for (int i = 0; i < 250; i++)
        camp_report_add(report, CAMP_ERROR, i % 2 ? "V_ROOM" : "V_SEAT", (camp_place){"board.json", 0, 0, ""},
                        "v");
    assert_int_equal(camp_report_size(report), 200);
    assert_int_equal(camp_report_count(report, CAMP_ERROR), 250);
    camp_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_are_listed_up_to_the_limit),
        cmocka_unit_test(further_warnings_are_told_as_a_number),
        cmocka_unit_test(strict_makes_errors_of_warnings),
        cmocka_unit_test(violations_have_a_wider_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
