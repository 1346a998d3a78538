/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cells_test.c - numbers, times and dates as texts. */
#include "event/given.h"
#include "event/read.h"
#include <float.h>
#include <math.h>

static void assert_number(const char *text, double expected) {
    double value = -1;
    assert_true(camp_parse_number(camp_span_of(text), &value));
    assert_true(value == expected || fabs(value - expected) <= 4 * DBL_EPSILON * fabs(expected));
}

static void numbers_of_the_format(void **state) {
    (void)state;
    assert_number("0", 0);
    assert_number("20.0", 20);
    assert_number("+5.", 5);
    assert_number(".25", 0.25);
    assert_number("-1.5", -1.5);
    assert_number("1e3", 1000);
    assert_number("2.5E-1", 0.25);
    assert_number("0.1", 0.1);
    assert_number("123456789012345678901234567890", 123456789012345678901234567890.0);
    assert_number("0.000000000000000000000000000001", 1e-30);
    assert_number("1e300", 1e300);
    assert_number("1e999999999999", INFINITY);
    assert_number("1e-999999999999", 0);
    static const char *const none[] = {"",    ".",    "+",   "e5",  "1e",  "1e+", "1.2.3",
                                       "1,5", "0x10", "nan", "inf", "1 2", "--1"};
    double value;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(camp_parse_number(camp_span_of(none[i]), &value));
}

static int minutes(const char *text) {
    int value = -1;
    return camp_parse_time(camp_span_of(text), &value) ? value : -1;
}

static void times(void **state) {
    (void)state;
    assert_int_equal(minutes("9:05"), 545);
    assert_int_equal(minutes("09:05"), 545);
    assert_int_equal(minutes(" 09:05:00 "), 545);
    assert_int_equal(minutes("24:00"), 1440);
    assert_int_equal(minutes("12:00 am"), 0);
    assert_int_equal(minutes("12:30 PM"), 750);
    assert_int_equal(minutes("1:00p.m."), 780);
    assert_int_equal(minutes("1:00:00\xe2\x80\xafPM"), 780); /* with a narrow no-break space */
    static const char *const none[] = {"",        "9",      "9.05",   "9:5",      "9:60",  "24:01",  "25:00",
                                       "9:05:30", "9:05 x", "123:00", "9:05 amm", "-1:00", "9:05 a", "noon"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(minutes(none[i]), -1);
}

static void dates(void **state) {
    (void)state;
    int days;
    assert_true(camp_parse_date(camp_span_of("2000-01-01"), &days));
    assert_int_equal(days, 0);
    assert_true(camp_parse_date(camp_span_of("1999-12-31"), &days));
    assert_int_equal(days, -1);
    assert_true(camp_parse_date(camp_span_of("2000-03-01"), &days));
    assert_int_equal(days, 60); /* a leap year */
    assert_true(camp_parse_date(camp_span_of("2026-03-14"), &days));
    assert_int_equal(days, 9569);
    static const char *const none[] = {"",           "2026-2-1",   "2026-02-29", "1900-02-29",  "2026-13-01",
                                       "2026-00-10", "2026-01-00", "14.03.2026", "2026-03-14x", "20260314",
                                       "2026-04-31"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(camp_parse_date(camp_span_of(none[i]), &days));
}

static void lists(void **state) {
    (void)state;
    static const int at[] = {1, 4, 9};
    camp_list list = {3, at}, none = {0, NULL};
    assert_true(camp_list_has(list, 1) && camp_list_has(list, 9));
    assert_false(camp_list_has(list, 5) || camp_list_has(list, 10) || camp_list_has(none, 0));
    assert_true(camp_list_allows(none, 7) && camp_list_allows(list, 4));
    assert_false(camp_list_allows(list, 7));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_the_format),
        cmocka_unit_test(times),
        cmocka_unit_test(dates),
        cmocka_unit_test(lists),
    };
    return cmocka_run_group_tests(tests, NULL, forget_all);
}
