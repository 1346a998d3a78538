/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random_test.c - the first numbers of xoshiro256** for seed 0, as other programs give them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "base/random.h"

static void published_numbers(void **state) {
    (void)state;
    static const uint64_t expected[] = {UINT64_C(11091344671253066420), UINT64_C(13793997310169335082),
                                        UINT64_C(1900383378846508768), UINT64_C(7684712102626143532)};
    camp_random random;
    camp_random_seed(&random, 0, 0);
    for (int i = 0; i < 4; i++)
        assert_true(camp_random_next(&random) == expected[i]);
}

static void numbers_stay_below(void **state) {
    (void)state;
    camp_random random;
    camp_random_seed(&random, 1, 2);
    int count[7] = {0};
    for (int i = 0; i < 70000; i++)
        count[camp_random_below(&random, 7)]++;
    for (int i = 0; i < 7; i++)
        assert_in_range(count[i], 9500, 10500); /* five standard deviations */
    for (int i = 0; i < 1000; i++) {
        double u = camp_random_unit(&random);
        assert_true(u >= 0 && u < 1);
    }
}

static void streams_differ(void **state) {
    (void)state;
    camp_random a, b;
    camp_random_seed(&a, 1, 1);
    camp_random_seed(&b, 1, 2);
    int same = 0;
    for (int i = 0; i < 100; i++)
        same += camp_random_next(&a) == camp_random_next(&b);
    assert_int_equal(same, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_numbers),
        cmocka_unit_test(numbers_stay_below),
        cmocka_unit_test(streams_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
