/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grid_test.c - the text grid: what stands where, and that no title breaks the columns. */
#include "board/given.h"
#include "export/export.h"
#include "export/plain.h"

static void a_small_day(void **state) {
    (void)state;
    given g =
        given_event("slots.csv",
                    "slot,start,end,open,label\nA,9:00,9:50,,\nB,10:00,10:50,,\nL,10:50,12:00,no,lunch\n"
                    "C,12:00,12:50,,After noon\n",
                    "rooms.csv", "room,capacity\nLibrary,2\nEmpty,5\nGym,\n", "sessions.csv",
                    "session,title,length,sections\nS1,Reading aloud in every grade and at every hour,1,1\n"
                    "S2,Long one,2,1\nS3,Twice,1,2\n",
                    "people.csv", "person\nann\nbob\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A Library; S2 A Gym; S3 B Library; S3 C Gym/2", "ann S1; bob S1; ann S3; bob S3/2");
    assert_string_equal(camp_export_grid(g.event, g.board, &(camp_export_options){.columns = 64}, &arena).at,
                        "                  Library                 Gym\n"
                        "                  ──────────────────────  ──────────────────────\n"
                        " 9:00 A           Reading aloud in every  Long one\n"
                        "to 9:50           grade and at every      0 seated\n"
                        "                  hour\n"
                        "                  2 of 2 full\n"
                        "\n"
                        "10:00 B           Twice                   Long one\n"
                        "to 10:50          1 of 2, run 1           (continued)\n"
                        "10:50             ── lunch ─────────────────────────────────────\n"
                        "12:00 After noon                          Twice\n"
                        "to 12:50                                  1 seated, run 2\n");
    camp_arena_free(&arena);
    given_free(&g);
}

/* Checks that every line fits, ends without a space and holds nothing that a terminal obeys. */
static void assert_lines_fit(camp_span text, int columns) {
    const char *at = text.at, *end;
    for (; (end = strchr(at, '\n')); at = end + 1) {
        camp_span line = {at, (size_t)(end - at)};
        int width = camp_text_width(line);
        if (width > columns) print_error("%d columns: %.*s\n", width, (int)line.n, line.at);
        assert_true(width <= columns);
        assert_true(!line.n || line.at[line.n - 1] != ' ');
        for (size_t i = 0; i < line.n; i++)
            assert_true((unsigned char)line.at[i] >= 0x20 && line.at[i] != 0x7f);
    }
    assert_true(*at == '\0');
}

static void titles_of_every_kind(void **state) {
    (void)state;
    char sessions[4096], more[301];
    memset(more, 'x', 300);
    more[300] = '\0';
    snprintf(
        sessions, sizeof sessions,
        "session,title\nS1,%s\nS2,日本語のとても長い題名はどこで折り返すのだろうか、たぶん文字の間で\n"
        "S3,שלום עולם זה כותרת ארוכה מאוד בעברית שלא נגמרת\nS4,e\xCC\x81"
        "e\xCC\x81"
        "e\xCC\x81 combining a\xCC\x8A\nS5,\"red \033[31m bell \a tab\tline\nend\"\nS6,👩‍👩‍👧 "
        "families\n"
        "S7,\xE2\x80\xAE"
        "turned\nS8,x\xC2\x9Bm\n",
        more);
    given g =
        given_event("slots.csv", "slot,start,end\nA,9:00,9:50\nB,10:00,10:50\n", "rooms.csv",
                    "room\nR1\nR2\nR3\nA room with a name that is far too long for a column of the grid\n",
                    "sessions.csv", sessions, NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A R1; S2 A R2; S3 A R3; S4 B R1; S5 B R2; S6 B R3", "");
    g.board->runs[0].room = 3;
    const int columns[] = {40, 60, 80, 100, 200};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        camp_span text =
            camp_export_grid(g.event, g.board, &(camp_export_options){.columns = columns[i]}, &arena);
        assert_lines_fit(text, columns[i]);
        assert_non_null(strstr(text.at, "\xE2\x80\xA6")); /* the long title ends in … */
    }
    camp_arena_free(&arena);
    given_free(&g);
}

static void rooms_that_do_not_fit_come_below(void **state) {
    (void)state;
    given g = given_event(
        "slots.csv", "slot,start,end,day\nA,9:00,9:50,2026-03-14\nM,9:00,10:00,2026-03-16\n", "rooms.csv",
        "room\nR1\nR2\nR3\nR4\nR5\n", "sessions.csv", "session\nS1\nS2\nS3\nS4\nS5\nS6\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A R1; S2 A R2; S3 A R3; S4 A R4; S5 A R5; S6 M R2", "");
    assert_string_equal(camp_export_grid(g.event, g.board, &(camp_export_options){.columns = 66}, &arena).at,
                        "Saturday 2026-03-14\n"
                        "          R1                R2                R3\n"
                        "          ────────────────  ────────────────  ────────────────\n"
                        " 9:00 A   S1                S2                S3\n"
                        "to 9:50\n"
                        "\n"
                        "          R4                R5\n"
                        "          ────────────────  ────────────────\n"
                        " 9:00 A   S4                S5\n"
                        "to 9:50\n"
                        "\n"
                        "Monday 2026-03-16\n"
                        "          R2\n"
                        "          ────────────────\n"
                        " 9:00 M   S6\n"
                        "to 10:00\n");
    camp_arena_free(&arena);
    given_free(&g);
}

static void overlapping_slots_and_colours(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\nB,9:30,10:30\n", "rooms.csv",
                          "room,capacity\nR1,1\n", "sessions.csv", "session\nS1\n", "people.csv",
                          "person\nann\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A R1", "ann S1");
    camp_span plain = camp_export_grid(g.event, g.board, NULL, &arena);
    assert_string_equal(plain.at, "          R1\n"
                                  "          ────────────────\n"
                                  " 9:00 A   S1\n"
                                  "to 10:00  1 of 1 full\n"
                                  "\n"
                                  " 9:30 B   (room in use)\n"
                                  "to 10:30\n");
    /* without its colours the coloured grid is the same */
    camp_span colour = camp_export_grid(g.event, g.board, &(camp_export_options){.colour = true}, &arena);
    char *bare = CAMP_NEW(&arena, char, colour.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < colour.n; i++) {
        if (colour.at[i] == '\033')
            i += strcspn(colour.at + i, "m");
        else
            bare[n++] = colour.at[i];
    }
    assert_true(n < colour.n);
    assert_string_equal(bare, plain.at);
    camp_arena_free(&arena);
    given_free(&g);
}

/* Two titles from right to left side by side would change places in a terminal that turns them. */
static void a_title_that_turns_ends_there(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", "rooms.csv", "room\nR1\nR2\n",
                          "sessions.csv",
                          "session,title\nS1,\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D\nS2,"
                          "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7\n",
                          NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A R1; S2 A R2", "");
    assert_string_equal(camp_export_grid(g.event, g.board, NULL, &arena).at,
                        "          R1                R2\n"
                        "          ────────────────  ────────────────\n"
                        " 9:00 A   \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D\xE2\x80\x8E              "
                        "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7\xE2\x80\x8E\n"
                        "to 10:00\n");
    camp_arena_free(&arena);
    given_free(&g);
}

/* A wide letter takes two columns, a combining mark and a joined emoji no further one. */
static void wide_letters_keep_the_columns(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", "rooms.csv", "room\nR1\nR2\nR3\n",
                          "sessions.csv", "session,title\nS1,日本語\nS2,q\xCC\x81t\xC3\xA9\nS3,x\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A R1; S2 A R2; S3 A R3", "");
    assert_string_equal(camp_export_grid(g.event, g.board, NULL, &arena).at,
                        "          R1                R2                R3\n"
                        "          ────────────────  ────────────────  ────────────────\n"
                        " 9:00 A   日本語            q\xCC\x81t\xC3\xA9               x\n"
                        "to 10:00\n");
    camp_arena_free(&arena);
    given_free(&g);
}

static void a_run_that_is_full_keeps_its_number(void **state) {
    (void)state;
    given g =
        given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", "rooms.csv", "room,capacity\nR1,1\nR2,1\n",
                    "sessions.csv", "session,sections\nS1,2\n", "people.csv", "person\nann\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A R1; S1 A R2/2", "ann S1/2");
    assert_string_equal(camp_export_grid(g.event, g.board, &(camp_export_options){.columns = 46}, &arena).at,
                        "          R1                R2\n"
                        "          ────────────────  ────────────────\n"
                        " 9:00 A   S1                S1\n"
                        "to 10:00  0 of 1, run 1     1 of 1 full\n"
                        "                            run 2\n");
    camp_arena_free(&arena);
    given_free(&g);
}

static void an_empty_board(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", "rooms.csv", "room\nR1\n",
                          "sessions.csv", "session\nS1\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "", "");
    assert_string_equal(camp_export_grid(g.event, g.board, NULL, &arena).at,
                        "The board is empty: no session has a run.\n");
    camp_arena_free(&arena);
    given_free(&g);
}

static void texts_are_made_plain(void **state) {
    (void)state;
    const struct {
        const char *text, *plain;
    } cases[] = {
        {"", ""},
        {"  a \t\r\n b  ", "a b"},
        {"a\033[1mb", "a\xEF\xBF\xBD[1mb"},
        {"a\x7f"
         "b",
         "a\xEF\xBF\xBD"
         "b"},
        {"a\xC2\x85"
         "b\xC2\x9B"
         "c",
         "a b\xEF\xBF\xBD"
         "c"},
        {"a\xE2\x80\xA8"
         "b\xE2\x80\xAE"
         "c\xE2\x81\xA6"
         "d",
         "a bcd"},
        {"\xE2\x80\xA6\xC3\xA9\xF0\x9F\x8D\x8E", "\xE2\x80\xA6\xC3\xA9\xF0\x9F\x8D\x8E"},
        {"a\xff"
         "b\xE2\x80",
         "a\xEF\xBF\xBD"
         "b\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    camp_arena arena;
    given_arena(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(camp_plain_text(&arena, cases[i].text).at, cases[i].plain);
    camp_arena_free(&arena);
}

static void wrapping(void **state) {
    (void)state;
    const struct {
        const char *text;
        int columns, most, n;
        const char *lines[3];
    } cases[] = {
        {"", 5, 3, 1, {""}},
        {"one two", 7, 3, 1, {"one two"}},
        {"one two", 6, 3, 2, {"one", "two"}},
        {"one two", 3, 3, 2, {"one", "two"}},
        {"abcdefgh", 3, 3, 3, {"abc", "def", "gh"}},
        {"abcdefghijk", 3, 3, 3, {"abc", "def", "gh\xE2\x80\xA6"}},
        {"one two three four", 5, 2, 2, {"one", "two\xE2\x80\xA6"}},
        {"one two", 3, 1, 1, {"on\xE2\x80\xA6"}},
        {"日本語", 5, 2, 2, {"日本", "語"}},
        {"日本語", 3, 2, 2, {"日", "本\xE2\x80\xA6"}},
    };
    camp_arena arena;
    given_arena(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        camp_span lines[3];
        int n = camp_plain_wrap(&arena, camp_span_of(cases[i].text), cases[i].columns, cases[i].most, lines);
        assert_int_equal(n, cases[i].n);
        for (int k = 0; k < n; k++) {
            assert_int_equal(lines[k].n, strlen(cases[i].lines[k]));
            assert_memory_equal(lines[k].at, cases[i].lines[k], lines[k].n);
        }
    }
    camp_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_day),
        cmocka_unit_test(titles_of_every_kind),
        cmocka_unit_test(rooms_that_do_not_fit_come_below),
        cmocka_unit_test(overlapping_slots_and_colours),
        cmocka_unit_test(a_title_that_turns_ends_there),
        cmocka_unit_test(wide_letters_keep_the_columns),
        cmocka_unit_test(a_run_that_is_full_keeps_its_number),
        cmocka_unit_test(an_empty_board),
        cmocka_unit_test(texts_are_made_plain),
        cmocka_unit_test(wrapping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
