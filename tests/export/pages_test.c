/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pages_test.c - what each page says of a small board, and that the public ones keep what is private. */
#include "board/given.h"
#include "export/day.h"
#include "export/export.h"

/* Two sites; a long session L over B and C, with a break in between; S2 runs twice; S3 is left out. */
static given camp(void) {
    given g = given_event(
        "event.json", "{\"name\": \"Camp <&>\", \"date\": \"2026-03-14\", \"timezone\": \"Europe/Berlin\"}",
        "slots.csv",
        "slot,start,end,open,label,block\nA,9:00,10:00,,,m\nB,10:00,11:00,,,m\nBreak,11:00,11:10,no,Coffee,"
        "m\n"
        "C,11:10,12:10,,,m\n",
        "rooms.csv", "room,capacity,site\nGym,4711,North\nLab,4712,South\n", "people.csv",
        "person,name,email\nana@x.org,,\np2,Ben,ben@x.org\np3,Voter Vera,\n", "sessions.csv",
        "session,title,presenters,length,sections,tags,level,description,cost\nL,Long <b>one</b>,ana@x.org; "
        "p2,2,,t1; "
        "t2,beginner,\"One\ntwo\",815\nS2,Twice,,,2,t2,,,\nS3,Left out,,,,,,,\n",
        "votes.csv", "person,session,weight\np3,L,3\np3,S2,1\n", NULL);
    given_board(&g, "L B Gym; S2 A Gym; S2 C Lab", "p3 L; p3 S2");
    return g;
}

static void says(camp_span page, const char *text) {
    if (!strstr(page.at, text)) print_message("missing: %s\n", text);
    assert_non_null(strstr(page.at, text));
}

static void says_not(camp_span page, const char *text) {
    if (strstr(page.at, text)) print_message("there: %s\n", text);
    assert_null(strstr(page.at, text));
}

static void public_pages_keep_what_is_private(void **state) {
    (void)state;
    given g = camp();
    camp_arena arena;
    given_arena(&arena);
    const camp_span pages[] = {camp_export_board_html(g.event, g.board, NULL, &arena),
                               camp_export_signs_html(g.event, g.board, NULL, &arena),
                               camp_export_list_html(g.event, g.board, NULL, &arena)};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        says(pages[i], "Long &lt;b&gt;one&lt;/b&gt;");
        says(pages[i], "<bdi>ana</bdi>, <bdi>Ben</bdi>");
        says(pages[i], "Camp &lt;&amp;&gt;");
        const char *const secrets[] = {"x.org", "Vera", "p3", "4711", "4712", "815", " seat", "reason"};
        for (size_t k = 0; k < sizeof secrets / sizeof secrets[0]; k++)
            says_not(pages[i], secrets[k]);
    }
    camp_arena_free(&arena);
    given_free(&g);
}

static void the_grid(void **state) {
    (void)state;
    given g = camp();
    camp_arena arena;
    given_arena(&arena);
    camp_span page = camp_export_board_html(g.event, g.board, NULL, &arena);
    says(page, "Saturday 14 March 2026 \xC2\xB7 times in Europe/Berlin");
    says(page, "<td role=\"cell\" rowspan=\"3\">"); /* B, the break and C */
    says(page,
         "<tr role=\"row\" class=\"closed\" data-from=\"2026-03-14 1100\" data-to=\"2026-03-14 1110\">");
    says(page, "<td role=\"cell\" class=\"band\" colspan=\"1\"><span dir=\"auto\">Coffee</span>");
    says(page, "<time datetime=\"2026-03-14T10:00\">10:00</time>\xE2\x80\x93<time "
               "datetime=\"2026-03-14T12:10\">12:10</time>");
    says(page, "Also <time datetime=\"2026-03-14T11:10\">11:10</time>, <bdi>Lab</bdi>, <bdi>South</bdi>");
    says(page, "<li class=\"level\"><bdi>beginner</bdi></li><li><bdi>t1</bdi></li><li><bdi>t2</bdi></li>");
    says(page, "One\ntwo");
    says(page, "Cards without a place</h2>\n<ul>\n<li><h3 class=\"title\" dir=\"auto\">Left out");
    camp_arena_free(&arena);
    given_free(&g);
}

static void pages_for_staff(void **state) {
    (void)state;
    given g = camp();
    camp_arena arena;
    given_arena(&arena);
    camp_span staff = camp_export_staff_html(g.event, g.board, NULL, &arena);
    says(staff, "1 of 4711 seats");
    says(staff, ">Voter Vera</option>");
    says(staff, "data-w=\"0 1\" data-p=\"2\"");
    camp_span agendas = camp_export_agendas_html(g.event, g.board, NULL, &arena);
    says(agendas, "<h2 dir=\"auto\">Voter Vera</h2>");
    says(agendas, "<h2 dir=\"auto\">Ben</h2>");
    says(agendas, "<bdi>Gym</bdi>, <bdi>North</bdi> \xC2\xB7 you present");
    camp_arena_free(&arena);
    given_free(&g);
}

static void nothing_at_all(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,24:00\n", "rooms.csv", "room\n",
                          "sessions.csv", "session\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "", "");
    says(camp_export_board_html(g.event, g.board, NULL, &arena), "No session has a place here.");
    says(camp_export_list_html(g.event, g.board, NULL, &arena), "No session begins here.");
    says(camp_export_signs_html(g.event, g.board, NULL, &arena), "0 signs");
    says(camp_export_agendas_html(g.event, g.board, NULL, &arena), "Nobody has a seat");
    says(camp_export_report_html(g.event, g.board, NULL, &arena), "Nobody is known by name");
    camp_arena_free(&arena);
    given_free(&g);
}

static void days(void **state) {
    (void)state;
    camp_arena arena;
    given_arena(&arena);
    assert_string_equal(camp_day_text("2026-03-14", &arena), "Saturday 14 March 2026");
    assert_string_equal(camp_day_text("2024-02-29", &arena), "Thursday 29 February 2024");
    assert_string_equal(camp_day_text("1999-12-31", &arena), "Friday 31 December 1999");
    assert_string_equal(camp_day_text("", &arena), "");
    camp_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_pages_keep_what_is_private),
        cmocka_unit_test(the_grid),
        cmocka_unit_test(pages_for_staff),
        cmocka_unit_test(nothing_at_all),
        cmocka_unit_test(days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
