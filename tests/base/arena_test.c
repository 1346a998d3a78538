/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arena_test.c - memory is zeroed, apart, grows with its content, and a lack of it comes back to `recover`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "base/arena.h"
#include <string.h>

static void memory_is_zeroed_and_apart(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) fail();
    unsigned char *all[200];
    for (int i = 0; i < 200; i++) {
        all[i] = camp_arena_alloc(&arena, (size_t)i * 37, 1);
        assert_int_equal((uintptr_t)all[i] % 8, 0);
        for (int j = 0; j < i * 37; j++)
            assert_int_equal(all[i][j], 0);
        memset(all[i], i, (size_t)i * 37);
    }
    for (int i = 0; i < 200; i++)
        for (int j = 0; j < i * 37; j++)
            assert_int_equal(all[i][j], i);
    assert_ptr_not_equal(camp_arena_alloc(&arena, 0, 8), camp_arena_alloc(&arena, 0, 8));
    camp_arena_free(&arena);
}

static void growing_keeps_the_content(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) fail();
    int *list = NULL, *other = NULL;
    size_t n = 0;
    for (size_t wanted = 1; wanted < 300000; wanted = wanted * 3 / 2 + 1) {
        list = camp_arena_grow(&arena, list, n, wanted, sizeof *list);
        for (size_t i = n; i < wanted; i++) {
            assert_int_equal(list[i], 0);
            list[i] = (int)i;
        }
        n = wanted;
        if (n % 2) other = camp_arena_grow(&arena, other, 0, 10, sizeof *other); /* comes in between */
        for (size_t i = 0; i < n; i++)
            assert_int_equal(list[i], (int)i);
    }
    camp_arena_free(&arena);
}

static void texts_are_copied(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) fail();
    assert_string_equal(camp_arena_text(&arena, "library", 3), "lib");
    assert_string_equal(camp_arena_printf(&arena, "%s-%d", "room", 204), "room-204");
    camp_arena_free(&arena);
}

static void scratch_in_a_dead_frame(camp_arena *owner) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, owner);
    camp_arena_alloc(&scratch, 100000, 1);
    camp_arena_alloc(&scratch, SIZE_MAX / 2, 4); /* more than there can be */
}

/* The sanitizers would tell if the scratch memory leaked or its frame were read. */
static void lack_of_memory_comes_back(void **state) {
    (void)state;
    camp_arena arena;
    camp_arena_init(&arena);
    volatile int failures = 0;
    if (setjmp(arena.recover) == 0) {
        camp_arena_alloc(&arena, 10, 10);
        scratch_in_a_dead_frame(&arena);
        fail();
    }
    failures++;
    assert_int_equal(failures, 1);
    camp_arena_free(&arena);
}

static void scratch_is_freed_alone(void **state) {
    (void)state;
    camp_arena arena, first, second;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) fail();
    char *kept = camp_arena_text(&arena, "kept", 4);
    camp_arena_init_like(&first, &arena);
    camp_arena_init_like(&second, &first);
    camp_arena_alloc(&first, 5000, 10);
    char *also = camp_arena_text(&second, "also", 4);
    camp_arena_free(&first);
    assert_string_equal(also, "also");
    camp_arena_free(&second);
    assert_string_equal(kept, "kept");
    camp_arena_free(&arena);
}

static char thing[] = "t", inner_thing[] = "i";

/* Notes the letters of what is released. */
static char released[8];

static void note(void *object) {
    strcat(released, object);
}

static void fails_with_things(camp_arena *owner) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, owner);
    *camp_arena_own(&scratch, note) = inner_thing;
    camp_arena_alloc(&scratch, SIZE_MAX / 2, 4);
}

static void what_libraries_made_is_released(void **state) {
    (void)state;
    camp_arena arena, scratch;
    char a[] = "a", b[] = "b", d[] = "d";
    released[0] = '\0';
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) fail();
    *camp_arena_own(&arena, note) = a;
    camp_arena_own(&arena, note); /* nothing was made */
    camp_arena_init_like(&scratch, &arena);
    *camp_arena_own(&scratch, note) = b;
    *camp_arena_own(&arena, note) = d;
    camp_arena_free(&scratch);
    assert_string_equal(released, "b");
    camp_arena_free(&arena);
    assert_string_equal(released, "bda");
    camp_arena_free(&arena);
    assert_string_equal(released, "bda");
}

static void also_when_memory_runs_out(void **state) {
    (void)state;
    camp_arena arena;
    released[0] = '\0';
    camp_arena_init(&arena);
    if (setjmp(arena.recover) == 0) {
        *camp_arena_own(&arena, note) = thing;
        fails_with_things(&arena);
        fail();
    }
    assert_string_equal(released, "");
    camp_arena_free(&arena);
    assert_string_equal(released, "it");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_apart), cmocka_unit_test(growing_keeps_the_content),
        cmocka_unit_test(texts_are_copied),           cmocka_unit_test(lack_of_memory_comes_back),
        cmocka_unit_test(scratch_is_freed_alone),     cmocka_unit_test(what_libraries_made_is_released),
        cmocka_unit_test(also_when_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
