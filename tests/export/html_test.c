/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html_test.c - texts in HTML, what counts as blank, and links. */
#include "board/given.h"
#include "export/html.h"
#include "export/qr.h"

static const char *text_of(const char *text, camp_arena *arena) {
    camp_buffer out;
    camp_buffer_init(&out, arena);
    camp_html_text(&out, text);
    return camp_buffer_span(&out).at;
}

static void texts(void **state) {
    (void)state;
    const struct {
        const char *text, *html;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"\" onload='x' &amp;", "&quot; onload=&#39;x&#39; &amp;amp;"},
        {"a\nb\tc\rd", "a b c d"},
        {"a\x01"
         "b\x1f\x7f",
         "a\xEF\xBF\xBD"
         "b\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xC2\x85\xC2\x9F\xC2\xA0", "\xEF\xBF\xBD\xEF\xBF\xBD\xC2\xA0"},
        {"\xEF\xBF\xBE", "\xEF\xBF\xBD"},
        {"a\x80z\xC3", "a\xEF\xBF\xBDz\xEF\xBF\xBD"},
        {"a\xE2\x80\xAE"
         "b\xE2\x81\xA6"
         "c\xE2\x80\x8F",
         "abc\xE2\x80\x8F"},
        {"a\xE2\x80\xA8z", "a z"},
        {"\xF0\x9F\x8E\xB8 \xD8\xB9", "\xF0\x9F\x8E\xB8 \xD8\xB9"},
    };
    camp_arena arena;
    given_arena(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(text_of(cases[i].text, &arena), cases[i].html);
    camp_buffer out;
    camp_buffer_init(&out, &arena);
    camp_html_lines(&out, "a\nb<\r\n");
    assert_string_equal(out.at, "a\nb&lt; \n");
    camp_arena_free(&arena);
}

static void markup_of_any_length(void **state) {
    (void)state;
    camp_arena arena;
    given_arena(&arena);
    for (int n = 795; n < 805; n++) {
        camp_buffer out;
        char *long_text = CAMP_NEW(&arena, char, n + 1);
        memset(long_text, 'x', (size_t)n);
        camp_buffer_init(&out, &arena);
        camp_html_markup(&out, "<%s>", long_text);
        assert_int_equal(out.n, n + 2);
        assert_int_equal(out.at[n + 1], '>');
    }
    camp_arena_free(&arena);
}

static void blanks(void **state) {
    (void)state;
    assert_true(camp_html_blank(""));
    assert_true(camp_html_blank(" \t\n"));
    assert_true(camp_html_blank("\xC2\xA0\xE2\x80\x8B\xEF\xBB\xBF\xE3\x85\xA4"));
    assert_true(camp_html_blank("\xE2\x80\xAE\xE2\x81\xA9"));
    assert_false(camp_html_blank(" a"));
    assert_false(camp_html_blank("\x01")); /* shown as U+FFFD */
    assert_false(camp_html_blank("\xF0\x9F\x8E\xB8"));
    assert_false(camp_html_blank("\xE2\x80\x94"));
}

static void links(void **state) {
    (void)state;
    char longer[1300] = "https://school.org/";
    memset(longer + 19, 'a', 1200);
    assert_int_equal(camp_link_look("https://school.org/board?a=1&b=2"), CAMP_LINK_GOOD);
    assert_int_equal(camp_link_look("http://10.0.0.1"), CAMP_LINK_GOOD);
    assert_int_equal(camp_link_look("javascript:alert(1)"), CAMP_LINK_NO_URL);
    assert_int_equal(camp_link_look("school.org"), CAMP_LINK_NO_URL);
    assert_int_equal(camp_link_look("https://"), CAMP_LINK_NO_URL);
    assert_int_equal(camp_link_look("https://a b"), CAMP_LINK_NO_URL);
    assert_int_equal(camp_link_look("https://a\"><script>"), CAMP_LINK_NO_URL);
    assert_int_equal(camp_link_look("https://a\n"), CAMP_LINK_NO_URL);
    assert_int_equal(camp_link_look(""), CAMP_LINK_NO_URL);
    assert_int_equal(camp_link_look(longer), CAMP_LINK_LONG);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(markup_of_any_length),
        cmocka_unit_test(blanks),
        cmocka_unit_test(links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
