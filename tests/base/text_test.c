/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text_test.c - folded and shown forms (expected values as Python's unicodedata and str.casefold give them),
 * widths, nearness, maps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "base/text.h"
#include <stdio.h>
#include <string.h>

static camp_arena arena;

static void assert_folds(const char *text, const char *expected) {
    char small[8], large[64];
    camp_span span = camp_span_of(text);
    assert_string_equal(camp_text_fold(&arena, span).at, expected);
    assert_string_equal(camp_text_fold_into(&arena, span, small, sizeof small).at, expected);
    assert_string_equal(camp_text_fold_into(&arena, span, large, sizeof large).at, expected);
}

static void ids_are_compared_folded(void **state) {
    (void)state;
    assert_folds(" Library\t", "library");
    assert_folds("", "");
    assert_folds("Stra\xc3\x9f"
                 "e",
                 "strasse");
    assert_folds("CAF\xc3\x89", "caf\xc3\xa9");
    assert_folds("Cafe\xcc\x81", "caf\xc3\xa9");          /* e and a combining accent */
    assert_folds("\xe2\x84\xab", "\xc3\xa5");             /* the sign of the unit Angstrom */
    assert_folds("\xc4\xb0", "i\xcc\x87");                /* capital I with a dot */
    assert_folds("\xef\xac\x83", "ffi");                  /* a ligature */
    assert_folds("\xce\xa3\xcf\x82", "\xcf\x83\xcf\x83"); /* both small sigmas are one */
    assert_folds("\xc2\xa0\xe3\x80\x80"
                 "A\x1c\xc2\x85",
                 "a");                              /* all of Unicode's white space at the ends */
    assert_folds("a\xe2\x80\x8b", "a\xe2\x80\x8b"); /* a zero-width space is none */
}

static void ids_are_shown_as_written(void **state) {
    (void)state;
    assert_string_equal(camp_text_shown(&arena, camp_span_of("  Cafe\xcc\x81 \n")).at, "Caf\xc3\xa9");
    assert_string_equal(camp_text_shown(&arena, camp_span_of(" \t ")).at, "");
}

static void long_texts_fold_too(void **state) {
    (void)state;
    char text[4001], expected[6001] = "";
    for (int i = 0; i < 2000; i++) {
        memcpy(text + 2 * i, "\xc3\x9f", 3); /* sharp s becomes ss: as many bytes */
        strcat(expected, "ss");
    }
    assert_folds(text, expected);
}

static void validity(void **state) {
    (void)state;
    assert_int_equal(camp_text_valid("abcdefghij\xc3\xa9", 12), 12);
    assert_int_equal(camp_text_valid("abcdefghij\xe9xy", 13), 10);
    assert_int_equal(camp_text_valid("\xc0\x80", 2), 0);       /* overlong zero */
    assert_int_equal(camp_text_valid("ab\xed\xa0\x80", 5), 2); /* a surrogate */
    assert_int_equal(camp_text_valid("\xe2\x82", 2), 0);       /* cut off */
    assert_int_equal(camp_text_valid("", 0), 0);
}

static void widths(void **state) {
    (void)state;
    assert_int_equal(camp_text_width(camp_span_of("Library")), 7);
    assert_int_equal(camp_text_width(camp_span_of("Cafe\xcc\x81")), 4);
    assert_int_equal(camp_text_width(camp_span_of("\xe6\xbc\xa2\xe5\xad\x97")), 4);
    assert_int_equal(camp_text_width(camp_span_of("a\tb")), 2);
    camp_span text = camp_span_of("e\xcc\x81\xe6\xbc\xa2x");
    assert_int_equal(camp_text_cut(text, 0), 0);
    assert_int_equal(camp_text_cut(text, 1), 3); /* the accent stays with its letter */
    assert_int_equal(camp_text_cut(text, 2), 3); /* half a wide letter is none */
    assert_int_equal(camp_text_cut(text, 3), 6);
    assert_int_equal(camp_text_cut(text, 9), 7);
}

static int distance(const char *a, const char *b, int limit) {
    return camp_text_distance(camp_span_of(a), camp_span_of(b), limit);
}

static void nearness(void **state) {
    (void)state;
    assert_int_equal(distance("libary", "library", 3), 1);
    assert_int_equal(distance("gmy", "gym", 3), 1); /* a swap */
    assert_int_equal(distance("kitten", "sitting", 5), 3);
    assert_int_equal(distance("kitten", "sitting", 2), 3); /* limit + 1 */
    assert_int_equal(distance("", "abc", 3), 3);
    assert_int_equal(distance("caf\xc3\xa9", "cafe", 3), 1); /* letters, not bytes */
    assert_int_equal(distance("same", "same", 0), 0);
}

static void maps(void **state) {
    (void)state;
    camp_map map;
    camp_map_init(&map, &arena);
    assert_int_equal(camp_map_get(&map, camp_span_of("x")), -1);
    for (int i = 0; i < 5000; i++) {
        char key[16];
        int n = snprintf(key, sizeof key, "p%05d", i);
        camp_span span = {camp_arena_text(&arena, key, (size_t)n), (size_t)n};
        assert_int_equal(camp_map_put(&map, span, i), i);
        assert_int_equal(camp_map_put(&map, span, i + 1), i); /* the first writer wins */
    }
    assert_int_equal(camp_map_put(&map, camp_span_of(""), 7), 7);
    for (int i = 0; i < 5000; i++) {
        char key[16];
        snprintf(key, sizeof key, "p%05d", i);
        assert_int_equal(camp_map_get(&map, camp_span_of(key)), i);
    }
    assert_int_equal(camp_map_get(&map, camp_span_of("")), 7);
    assert_int_equal(camp_map_get(&map, camp_span_of("p05000")), -1);
}

static int begin(void **state) {
    (void)state;
    camp_arena_init(&arena);
    return setjmp(arena.recover);
}

static int end(void **state) {
    (void)state;
    camp_arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_compared_folded),
        cmocka_unit_test(ids_are_shown_as_written),
        cmocka_unit_test(long_texts_fold_too),
        cmocka_unit_test(validity),
        cmocka_unit_test(widths),
        cmocka_unit_test(nearness),
        cmocka_unit_test(maps),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
