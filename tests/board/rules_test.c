/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rules_test.c - condition 8: each rule, must_attend and locks have a board that breaks it alone and one that
 * keeps it. */
#include "board/given.h"

/* One row of rules.csv (rule,sessions,people,limit) with two boards. */
typedef struct rule_case {
    const char *rule, *code;
    const char *kept_runs, *kept_seats, *broken_runs, *broken_seats;
} rule_case;

static const rule_case cases[] = {
    {"apart,S1;S2,,", "V_8_APART", "S1 A Gym; S2 B Gym; S3 A Hall", "", "S1 C Gym; S2 D Hall", ""},
    {"apart,S4;S6,,", "V_8_APART", "S6 C Gym; S6 E Gym/2; S4 A Hall", "", "S4 A Hall; S6 B Gym", ""},
    {"together,S1;S2,,", "V_8_TOGETHER", "S1 A Gym; S2 A Hall; S3 B Gym", "", "S1 A Gym; S2 B Gym", ""},
    {"together,S1;S2,,", "V_8_TOGETHER", "S1 A Gym", "", "S1 C Gym; S2 D Hall", ""},
    {"before,S1;S2;S3,,", "V_8_BEFORE", "S1 A Gym; S2 B Gym; S3 C Gym", "", "S1 B Gym; S3 A Gym", ""},
    {"before,S1;S2,,", "V_8_BEFORE", "S2 A Gym", "", "S1 C Gym; S2 D Hall", ""},
    {"before,S6;S2,,", "V_8_BEFORE", "S6 A Gym; S6 B Gym/2; S2 C Gym", "", "S6 A Gym; S6 C Gym/2; S2 B Gym",
     ""},
    {"before,tag:x;S1,,", "V_8_BEFORE", "S2 A Gym", "", "S1 A Gym", ""}, /* S1 is in both items */
    {"slot_at_most,S1;S2;S4,,1", "V_8_SLOT_AT_MOST", "S1 A Gym; S2 B Gym", "", "S4 A Gym; S2 B Hall", ""},
    {"slot_at_least,*,,1", "V_8_SLOT_AT_LEAST", "S4 A Gym; S1 C Gym; S2 D Hall; S3 E Gym", "",
     "S1 A Gym; S2 B Gym; S3 C Gym; S6 E Gym", ""},
    {"place_at_most,S1;S2;S6,,1", "V_8_PLACE_AT_MOST", "S6 A Gym; S6 B Gym/2", "", "S1 A Gym; S2 B Gym", ""},
    {"place_at_least,S1;S2;S6,,2", "V_8_PLACE_AT_LEAST", "S1 A Gym; S2 B Gym", "", "S6 A Gym; S6 B Gym/2",
     ""},
    {"budget,*,,0.3", "V_8_BUDGET", "S1 A Gym; S2 B Gym", "", "S1 A Gym; S2 B Gym; S3 C Gym",
     ""}, /* 0.1, 0.2, 0.1 */
    {"budget,S6,,0.05", "V_8_BUDGET", "S6 A Gym; S1 B Gym", "", "S6 A Gym; S6 B Gym/2", ""}, /* 0.05 a run */
    {"attend_at_most,S1;S2;S3,ann;cat,1", "V_8_ATTEND_AT_MOST", "S1 A Gym; S2 B Gym",
     "cat S2; dan S1; dan S2", "S1 A Gym; S2 B Gym", "ann S2"}, /* ann presents S1 */
    {"attend_at_least,S1;S2;S3,ann;cat,1", "V_8_ATTEND_AT_LEAST", "S1 A Gym; S2 B Gym", "cat S2",
     "S1 A Gym; S6 B Gym", "cat S6"},
    {"credit_at_least,*,cat;ann,3", "V_8_CREDIT_AT_LEAST", "S1 A Gym; S2 B Gym", "cat S1; cat S2; ann S2",
     "S1 A Gym; S2 B Gym; S6 C Gym", "cat S1; cat S6; ann S2"}, /* credit 1, 2; S6 has none */
    {"busy_at_least,S1;S4;S6,cat,3", "V_8_BUSY_AT_LEAST", "S4 A Gym; S6 C Gym", "cat S4; cat S6",
     "S4 A Gym; S2 C Gym", "cat S4; cat S2"},
    {"away_at_most,,group:team,1", "V_8_AWAY_AT_MOST", "S4 A Gym; S2 B Hall", "cat S4; eve S2",
     "S4 A Gym; S2 B Hall", "cat S4; dan S2"},
    {"run_at_most,S1;S6,group:team,1", "V_8_RUN_AT_MOST", "S6 A Gym; S6 B Gym/2; S2 C Gym",
     "cat S6; dan S6/2; cat S2; dan S2", "S1 A Gym", "cat S1; dan S1; eve S1"},
    {"run_at_least,S1;S6,group:team,1", "V_8_RUN_AT_LEAST", "S6 A Gym; S6 B Gym/2; S2 C Gym",
     "cat S6; dan S6/2", "S6 A Gym; S6 B Gym/2", "cat S6; eve S6/2"},
    {"same_run,S6;S1,ann;cat;dan,", "V_8_SAME_RUN", "S6 A Gym; S6 B Gym/2; S1 C Gym",
     "ann S6/2; cat S6/2; dan S6/2; "
     "eve S6; cat S1; dan S1",
     "S6 A Gym; S6 B Gym/2", "ann S6; cat S6; dan S6/2"},
    {"same_run,S1,cat;dan,", "V_8_SAME_RUN", "S1 A Gym", "eve S1", "S1 A Gym", "cat S1"},
    {"series,S1;S2,ann;cat;dan,", "V_8_SERIES", "S1 A Gym; S2 B Gym", "ann S2; cat S1; cat S2; eve S1",
     "S1 A Gym; S2 B Gym", "ann S2; cat S1"}, /* ann presents S1 */
    {"series,S1;S2,cat;dan,", "V_8_SERIES", "S1 A Gym", "eve S1", "S1 A Gym", "cat S1"},
};

static void each_rule_alone(void **state) {
    (void)state;
    char codes[512], rules[512];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(rules, sizeof rules, "rule,sessions,people,limit\n%s\n", cases[i].rule);
        given g = given_event("slots.csv",
                              "slot,start,end,block,open\nA,9:00,10:00,m,\nB,10:00,11:00,m,\nL,11:00,12:00,m,"
                              "no\nC,12:00,13:00,n,\n"
                              "D,12:30,13:30,o,\nE,13:30,14:30,n,\n",
                              "rooms.csv", "room\nGym\nHall\n", "people.csv",
                              "person,groups\nann,\ncat,team\ndan,team\neve,\n", "sessions.csv",
                              "session,presenters,length,sections,cost,credit,tags\nS1,ann,,,0.1,1,x\nS2,,,,"
                              "0.2,2,x\nS3,,,,0.1,,\n"
                              "S4,,2,,0,,\nS6,,,2,0.05,,\n",
                              "rules.csv", rules, NULL);
        bool broken = true;
        camp_arena arena;
        given_arena(&arena);
        given_board(&g, cases[i].kept_runs, cases[i].kept_seats);
        given_codes(&g, codes, sizeof codes);
        if (codes[0]) print_error("case %zu, kept: %s\n", i, cases[i].rule);
        assert_string_equal(codes, "");
        camp_board_broken_rules(g.event, g.board, &broken, &arena);
        assert_false(broken);
        given_board(&g, cases[i].broken_runs, cases[i].broken_seats);
        given_codes(&g, codes, sizeof codes);
        if (strcmp(codes, cases[i].code)) print_error("case %zu, broken: %s\n", i, cases[i].rule);
        assert_string_equal(codes, cases[i].code);
        camp_board_broken_rules(g.event, g.board, &broken, &arena);
        assert_true(broken);
        camp_arena_free(&arena);
        given_free(&g);
    }
}

static void must_attend_by_seat_or_presenting(void **state) {
    (void)state;
    char codes[512];
    given g = given_event("slots.csv", "slot,start,end\nC,12:00,13:00\nE,13:30,14:30\n", "rooms.csv",
                          "room\nGym\n", "people.csv", "person,must_attend\nfay,S7;S8\n", "sessions.csv",
                          "session,presenters\nS7,\nS8,fay\n", NULL);
    given_board(&g, "S7 C Gym; S8 E Gym", "fay S7");
    assert_string_equal(given_codes(&g, codes, sizeof codes), "");
    given_board(&g, "S7 C Gym; S8 E Gym", "");
    assert_string_equal(given_codes(&g, codes, sizeof codes), "V_8_MUST_ATTEND");
    given_board(&g, "S7 C Gym", "fay S7"); /* S8 is hers, but has no run */
    assert_string_equal(given_codes(&g, codes, sizeof codes), "V_8_MUST_ATTEND");
    given_free(&g);
}

static void locks_name_slot_room_and_person(void **state) {
    (void)state;
    char codes[512];
    const struct {
        const char *lock, *kept, *kept_seats, *broken, *broken_seats;
    } locks[] = {
        {"S1,,,", "S1 A Gym", "", "S2 A Gym", ""},
        {"S1,A,,", "S1 A Gym", "", "S1 B Gym", ""},
        {"S1,,Hall,", "S1 B Hall", "", "S1 B Gym", ""},
        {"S6,A,Hall,", "S6 A Hall/2; S6 B Gym", "", "S6 A Gym; S6 B Hall/2", ""},
        {"S2,A,,cat", "S2 A Gym", "cat S2", "S2 A Gym", "dan S2"},
        {"S1,A,,ann", "S1 A Gym", "", "S1 B Gym", ""}, /* presents it */
        {"S6,A,,cat", "S6 A Gym; S6 B Gym/2", "cat S6", "S6 A Gym; S6 B Gym/2", "cat S6/2"},
    };
    for (size_t i = 0; i < sizeof locks / sizeof locks[0]; i++) {
        char text[128];
        snprintf(text, sizeof text, "session,slot,room,person\n%s\n", locks[i].lock);
        given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\n", "rooms.csv",
                              "room\nGym\nHall\n", "people.csv", "person\nann\ncat\ndan\n", "sessions.csv",
                              "session,presenters,sections\nS1,ann,\nS2,,\nS6,,2\n", "lock.csv", text, NULL);
        given_board(&g, locks[i].kept, locks[i].kept_seats);
        assert_string_equal(given_codes(&g, codes, sizeof codes), "");
        given_board(&g, locks[i].broken, locks[i].broken_seats);
        if (strcmp(given_codes(&g, codes, sizeof codes), "V_8_LOCK")) print_error("lock %s\n", locks[i].lock);
        assert_string_equal(codes, "V_8_LOCK");
        given_free(&g);
    }
}

static void a_broken_rule_names_its_row(void **state) {
    (void)state;
    given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\n", "rooms.csv",
                          "room\nGym\n", "sessions.csv", "session\nS1\n", "rules.csv",
                          "rule,sessions,limit\nplace_at_most,*,5\nslot_at_least,*,1\n", NULL);
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A Gym", "");
    camp_report *report = camp_report_new();
    bool broken[2];
    assert_int_equal(camp_board_check(g.event, g.board, "board.json", report, &arena), 1);
    const char *message = camp_report_get(report, 0)->message;
    assert_memory_equal(message, "rules.csv:3: ", 13);
    assert_non_null(strstr(message, "0 in slot B (10:00)"));
    camp_board_broken_rules(g.event, g.board, broken, &arena);
    assert_false(broken[0]);
    assert_true(broken[1]);
    camp_report_free(report);
    camp_arena_free(&arena);
    given_free(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_alone),
        cmocka_unit_test(must_attend_by_seat_or_presenting),
        cmocka_unit_test(locks_name_slot_room_and_person),
        cmocka_unit_test(a_broken_rule_names_its_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
