/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_test.c - conditions 1 to 7: each has boards that break it alone, and one that keeps it. */
#include "board/given.h"

/* A 9-10, B 10-11, lunch, C 12-13, D 12:30-13:30 (overlaps C, in a block of its own); E 13:20-14:20.
 * Gym and Hall are in the east, Lab is in the west, 10 minutes away; Attic is nowhere. */
static given usual_event(void) {
    return given_event(
        "event.json",
        "{\"travel\": [{\"from\": \"East\", \"to\": \"West\", \"minutes\": 10}], \"gap_minutes\": 20}",
        "slots.csv",
        "slot,start,end,block,open\nA,9:00,10:00,m,\nB,10:00,11:00,m,\nL,11:00,12:00,m,no\nC,12:00,13:00,n,\n"
        "D,12:30,13:30,o,\nE,13:20,14:20,n,\n",
        "rooms.csv",
        "room,capacity,site,features,slots\nGym,2,East,stage,\nLab,2,West,,A;B;C\nHall,,East,stage,\nAttic,0,"
        "East,,\n",
        "people.csv", "person,name,groups,slots\nann,Ann Lee,,\nbob,,,A\ncat,,team,\ndan,,,\neve,,,\n",
        "sessions.csv",
        "session,title,presenters,length,needs,capacity,sections,slots,rooms,must_run,audience\n"
        "S1,One,ann,,,,,,,,\nS2,Two,ann,,,,,,,,\nS3,Three,,,,,,,,,team\nS4,Four,,2,,,,,,,\nS5,Five,,,stage,,,"
        ",,,\n"
        "S6,Six,,,,,2,,,,\nS7,Seven,,,,,,A;E,,,\nS8,Eight,,,,,,,Hall,,\nS9,Nine,,,,1,,,,,\nS10,Ten,bob,,,,,,,"
        ",\n"
        "S11,Eleven,,,,,0,,,,\nS12,Twelve,,,,,,,,,\n",
        NULL);
}

typedef struct check_case {
    const char *runs, *seats, *codes;
} check_case;

static const check_case cases[] = {
    /* nothing at all, and a board that keeps everything */
    {"", "", ""},
    {"S1 A Gym; S2 B Gym; S3 A Hall; S5 C Hall; S6 A Lab; S6 B Lab/2; S7 E Gym; S9 B Hall",
     "cat S3; dan S6; eve S6/2; dan S5; dan S7; bob S1; cat S2; eve S7", ""},
    /* 1: slots */
    {"S1 L Gym", "", "V_1_SLOTS"},
    {"S4 A Gym", "dan S4", ""},
    {"S4 B Gym", "", "V_1_SLOTS"},
    {"S4 L Gym", "", "V_1_SLOTS"},
    {"S4 C Gym", "", ""}, /* E follows C 20 minutes later */
    {"S4 D Gym", "", "V_1_SLOTS"},
    {"S7 A Gym", "", ""},
    {"S7 B Gym", "", "V_1_START"},
    /* 1: room */
    {"S8 A Hall", "", ""},
    {"S8 A Gym", "", "V_1_ROOM"},
    {"S5 A Gym", "", ""},
    {"S5 A Lab", "", "V_1_ROOM"},
    {"S12 C Lab", "", ""},
    {"S12 E Lab", "", "V_1_ROOM"},
    {"S4 C Lab", "", "V_1_ROOM"}, /* the second slot counts */
    /* 2 */
    {"S1 A Gym; S3 A Gym", "", "V_2_ROOM"},
    {"S1 C Gym; S3 D Gym", "", "V_2_ROOM"}, /* slots that overlap */
    {"S4 A Gym; S3 B Gym", "", "V_2_ROOM"}, /* the second slot of a long one */
    {"S1 C Gym; S3 D Hall", "", ""},
    {"S4 C Gym; S3 D Gym", "", "V_2_ROOM"},
    {"S1 A Gym; S3 B Gym", "", ""}, /* sharing an end point is no overlap */
    /* 3 */
    {"S12 A Gym; S12 B Gym/2", "", "V_3_SECTIONS"},
    {"S6 A Gym; S6 B Gym/2", "", ""},
    {"S6 B Gym; S6 A Gym/2", "", ""}, /* any order */
    {"S6 A Gym; S6 B Gym/3", "", "V_3_SECTIONS"},
    {"S6 A Gym/2", "", "V_3_SECTIONS"},
    {"S6 A Gym; S6 B Gym", "", "V_3_SECTIONS"},
    {"S6 C Gym; S6 D Hall/2", "", "V_3_SECTIONS"},
    {"S11 A Gym", "", "V_3_SECTIONS"},
    /* 4 */
    {"S10 A Gym", "", ""},
    {"S10 B Gym", "", "V_4_THERE"},
    {"S1 A Gym; S2 A Hall", "", "V_4_CLASH"},
    {"S1 C Gym; S2 D Hall", "", "V_4_CLASH"},
    {"S1 C Gym; S2 E Hall", "", ""},
    /* 5 */
    {"S1 A Gym", "bob S1", ""},
    {"S1 B Gym", "bob S1", "V_5_THERE"},
    {"S4 A Gym", "bob S4", "V_5_THERE"},
    {"S3 A Gym", "cat S3", ""},
    {"S3 A Gym", "dan S3", "V_5_AUDIENCE"},
    {"S1 A Gym", "ann S1", "V_5_OWN"},
    {"S1 A Gym", "dan S1; dan S1", "V_5_TWICE"},
    {"S6 A Gym; S6 B Gym/2", "dan S6; dan S6/2", "V_5_TWICE"},
    {"S12 A Hall; S1 B Hall", "ann S12; ann S12; ann S12; ann S1",
     "V_5_TWICE V_5_OWN"}, /* three seats hide nothing */
    {"S6 A Gym; S6 B Gym/2", "dan S6; eve S6/2", ""},
    {"S3 A Gym; S12 A Hall", "cat S3; cat S12", "V_5_CLASH"},
    {"S3 C Gym; S12 D Hall", "cat S3; cat S12", "V_5_CLASH"},
    {"S4 A Gym; S12 B Hall", "cat S4; cat S12", "V_5_CLASH"},
    {"S1 A Gym; S12 A Hall", "ann S12", "V_5_CLASH"}, /* presenting and seated */
    {"S1 A Gym; S12 B Hall", "ann S12", ""},
    /* 6 */
    {"S1 A Gym", "bob S1; cat S1", ""},
    {"S1 A Gym", "bob S1; cat S1; dan S1", "V_6_CAPACITY"},
    {"S1 A Hall", "bob S1; cat S1; dan S1; eve S1", ""},
    {"S9 A Gym", "bob S9", ""},
    {"S9 A Hall", "bob S9; cat S9", "V_6_CAPACITY"},
    {"S1 A Attic", "", ""},
    {"S1 A Attic", "dan S1", "V_6_CAPACITY"},
    /* 7 */
    {"S1 A Gym; S2 B Lab", "", "V_7_TRAVEL"},
    {"S1 B Gym; S2 C Lab", "", ""}, /* an hour in between */
    {"S3 A Gym; S12 B Lab", "cat S3; cat S12", "V_7_TRAVEL"},
    {"S3 A Lab; S12 B Gym", "cat S3; cat S12", "V_7_TRAVEL"},
    {"S3 A Gym; S12 B Lab", "cat S3; dan S12", ""},
    {"S12 C Lab; S7 E Gym", "dan S12; dan S7", ""}, /* 20 minutes are enough */
};

static void each_condition_alone(void **state) {
    (void)state;
    given g = usual_event();
    char codes[512];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        given_board(&g, cases[i].runs, cases[i].seats);
        given_codes(&g, codes, sizeof codes);
        if (strcmp(codes, cases[i].codes))
            print_error("case %zu: %s | %s\n", i, cases[i].runs, cases[i].seats);
        assert_string_equal(codes, cases[i].codes);
    }
    given_free(&g);
}

static void must_run_is_kept(void **state) {
    (void)state;
    char codes[512];
    given g =
        given_event("slots.csv", "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\n", "rooms.csv", "room\nGym\n",
                    "sessions.csv", "session,sections,must_run\nS1,2,2\nS2,1,no\n", NULL);
    given_board(&g, "S1 A Gym; S1 B Gym/2", "");
    assert_string_equal(given_codes(&g, codes, sizeof codes), "");
    given_board(&g, "S1 A Gym; S2 B Gym", "");
    assert_string_equal(given_codes(&g, codes, sizeof codes), "V_3_MUST_RUN");
    given_free(&g);
}

static void open_seats_bind_nobody(void **state) {
    (void)state;
    char codes[512];
    given g =
        given_event("event.json", "{\"seats\": \"open\"}", "slots.csv", "slot,start,end\nA,9:00,10:00\n",
                    "rooms.csv", "room,capacity\nGym,1\n", "sessions.csv", "session,capacity\nS1,1\n",
                    "people.csv", "person\nann\nbob\n", NULL);
    given_board(&g, "S1 A Gym", "ann S1; bob S1");
    assert_string_equal(given_codes(&g, codes, sizeof codes), "");
    given_free(&g);
}

static void messages_name_what_is_wrong(void **state) {
    (void)state;
    given g = usual_event();
    camp_arena arena;
    given_arena(&arena);
    given_board(&g, "S1 A Gym; S3 A Hall", "ann S3; cat S3");
    camp_report *report = camp_report_new();
    assert_int_equal(camp_board_check(g.event, g.board, "b.json", report, &arena), 2);
    const camp_problem *first = camp_report_get(report, 0), *second = camp_report_get(report, 1);
    assert_string_equal(first->code, "V_5_AUDIENCE");
    assert_string_equal(first->file, "b.json");
    assert_non_null(strstr(first->message, "Ann Lee (ann)"));
    assert_string_equal(second->code, "V_5_CLASH");
    assert_string_equal(
        second->message,
        "Ann Lee (ann) is seated in \"Three\" (S3) in slot A (9:00), room Hall, and at the same time "
        "presents \"One\" (S1) in slot A (9:00), room Gym");
    camp_report_free(report);
    camp_arena_free(&arena);
    given_free(&g);
}

static void damaged_boards_are_told(void **state) {
    (void)state;
    char codes[512];
    given g = usual_event();
    given_board(&g, "S1 A Gym", "dan S1");
    g.board->seats[0].run = 1;
    assert_string_equal(given_codes(&g, codes, sizeof codes), "V_FORMAT");
    g.board->seats[0].run = 0;
    g.board->runs[0].room = 4;
    assert_string_equal(given_codes(&g, codes, sizeof codes), "V_FORMAT");
    given_free(&g);
}

static void sorting_numbers_and_keeps_seats(void **state) {
    (void)state;
    given g = usual_event();
    given_board(&g, "S6 B Hall/1; S6 A Lab/2; S1 A Gym", "dan S6/1; cat S6/2; cat S1");
    camp_board_sort(g.event, g.board);
    const camp_run *runs = g.board->runs;
    assert_string_equal(g.event->sessions[runs[0].session].id, "S1"); /* A Gym, A Lab, B Hall */
    assert_int_equal(runs[1].section, 1);
    assert_string_equal(g.event->rooms[runs[1].room].id, "Lab");
    assert_int_equal(runs[2].section, 2);
    const struct {
        const char *person;
        int run;
    } wanted[] = {{"cat", 0}, {"cat", 1}, {"dan", 2}};
    for (int i = 0; i < 3; i++) {
        assert_string_equal(g.event->people[g.board->seats[i].person].id, wanted[i].person);
        assert_int_equal(g.board->seats[i].run, wanted[i].run);
    }
    given_free(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_condition_alone),    cmocka_unit_test(must_run_is_kept),
        cmocka_unit_test(open_seats_bind_nobody),  cmocka_unit_test(messages_name_what_is_wrong),
        cmocka_unit_test(damaged_boards_are_told), cmocka_unit_test(sorting_numbers_and_keeps_seats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
