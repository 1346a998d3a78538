/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guard_test.c - running out of memory becomes a status, and never anything else. */
#include "service/guard.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h> /* after those that it needs */

static camp_status count_bytes(void *user, camp_arena *arena) {
    char *bytes = camp_arena_alloc(arena, 100, 1);
    *(int *)user = bytes[0] + bytes[99] + 1;
    return CAMP_OK;
}

static camp_status ask_too_much(void *user, camp_arena *arena) {
    *(int *)user = 1;
    (void)camp_arena_alloc(arena, SIZE_MAX / 2, 1);
    *(int *)user = 2;
    return CAMP_OK;
}

/* n * size does not fit into a size_t. */
static camp_status ask_beyond(void *user, camp_arena *arena) {
    (void)user;
    (void)camp_arena_alloc(arena, SIZE_MAX / 4, 8);
    return CAMP_OK;
}

static camp_status ask_in_scratch(void *user, camp_arena *arena) {
    (void)user;
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    (void)camp_arena_alloc(&scratch, 1000, 1);
    (void)camp_arena_alloc(&scratch, SIZE_MAX / 2, 1);
    return CAMP_OK;
}

static camp_status give_io(void *user, camp_arena *arena) {
    (void)user;
    (void)arena;
    return CAMP_IO;
}

static void statuses_come_through(void **state) {
    (void)state;
    int seen = 0;
    assert_int_equal(camp_guard(count_bytes, &seen), CAMP_OK);
    assert_int_equal(seen, 1);
    assert_int_equal(camp_guard(give_io, NULL), CAMP_IO);
}

static void memory_runs_out(void **state) {
    (void)state;
    int seen = 0;
    assert_int_equal(camp_guard(ask_too_much, &seen), CAMP_NO_MEMORY);
    assert_int_equal(seen, 1);
    assert_int_equal(camp_guard(ask_beyond, NULL), CAMP_NO_MEMORY);
    assert_int_equal(camp_guard(ask_in_scratch, NULL), CAMP_NO_MEMORY);
}

static void only_some_statuses_are_told(void **state) {
    (void)state;
    camp_report *report = camp_report_new();
    assert_non_null(report);
    assert_int_equal(camp_guard_tell(report, CAMP_OK, "it"), CAMP_OK);
    assert_int_equal(camp_guard_tell(report, CAMP_IO, "it"), CAMP_IO);
    assert_int_equal(camp_report_size(report), 0);
    assert_int_equal(camp_guard_tell(report, CAMP_NO_MEMORY, "it"), CAMP_NO_MEMORY);
    assert_string_equal(camp_report_get(report, 0)->code, "E_NO_MEMORY");
    assert_int_equal(camp_guard_tell(NULL, CAMP_INTERNAL, "it"), CAMP_INTERNAL);
    camp_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statuses_come_through),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(only_some_statuses_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
