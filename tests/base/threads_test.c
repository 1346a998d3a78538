/* SPDX-License-Identifier: GPL-3.0-or-later */
/* threads_test.c - every job runs once, whatever the number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "base/threads.h"

typedef struct counts {
    camp_lock *lock;
    int runs[100], sum;
} counts;

static void count(void *user, int i) {
    counts *c = user;
    c->runs[i]++;
    camp_lock_take(c->lock);
    c->sum += i;
    camp_lock_give(c->lock);
}

static void each_job_runs_once(void **state) {
    (void)state;
    static const int threads[] = {0, 1, 2, 7, 1000};
    for (int k = 0; k < 5; k++) {
        counts c = {.lock = camp_lock_new()};
        assert_non_null(c.lock);
        assert_true(camp_threads_run(100, threads[k], count, NULL, &c));
        for (int i = 0; i < 100; i++)
            assert_int_equal(c.runs[i], 1);
        assert_int_equal(c.sum, 4950);
        camp_lock_free(c.lock);
    }
    assert_true(camp_threads_run(0, 3, count, NULL, NULL));
    assert_true(camp_threads_count() >= 1);
}

typedef struct waiting {
    camp_flag waited;
    int rounds;
} waiting;

/* Works until the caller has waited once; without threads the caller waits after the job. */
static void work(void *user, int i) {
    (void)i;
#if defined(CAMP_NO_THREADS)
    (void)user;
#else
    waiting *w = user;
    while (!camp_flag_get(&w->waited))
        continue;
#endif
}

static void wait_once(void *user) {
    waiting *w = user;
    w->rounds++;
    camp_flag_set(&w->waited, 1);
}

static void the_caller_is_called_meanwhile(void **state) {
    (void)state;
    waiting w = {.rounds = 0};
    assert_true(camp_threads_run(2, 2, work, wait_once, &w));
    assert_true(w.rounds >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_job_runs_once),
        cmocka_unit_test(the_caller_is_called_meanwhile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
