/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slots_test.c - times, days, blocks; which slots overlap and which follow each other. */
#include "event/given.h"

static void clocks(void **state) {
    (void)state;
    assert_non_null(GIVEN("slots.csv",
                          "Slot,start,LABEL,END,open\nA,9:05,,10:00:00,\nL,12:00 PM,Lunch,1:00pm,no\n"
                          ",,,,\nE,11:30 p.m.,,24:00,x\nM,12:00 am,,0:30,\n"));
    assert_int_equal(event->n_slots, 4);
    assert_int_equal(event->slots[0].start_clock, 545);
    assert_int_equal(event->slots[0].end_clock, 600);
    assert_string_equal(event->slots[0].label, "A");
    assert_int_equal(event->slots[1].start_clock, 720);
    assert_int_equal(event->slots[1].end_clock, 780);
    assert_string_equal(event->slots[1].label, "Lunch");
    assert_false(event->slots[1].open);
    assert_int_equal(event->slots[2].start_clock, 1410);
    assert_int_equal(event->slots[2].end_clock, 1440);
    assert_int_equal(event->slots[2].line, 5);
    assert_int_equal(event->slots[3].start_clock, 0);
    assert_int_equal(event->n_open, 3); /* by start: M, A, E */
    assert_int_equal(event->open[0], 3);
    assert_int_equal(event->open[1], 0);
    assert_int_equal(event->open[2], 2);
    assert_string_equal(problems(), "");
}

static void wrong_times(void **state) {
    (void)state;
    assert_null(GIVEN("slots.csv",
                      "slot,start,end,day\nA,9:00,8:00,\nB,25:00,9.30,\nC,24:00,24:00,\nD,,9:60,\n"
                      "E,9:00,9:30,2026-02-29\nF,9:00,9:30,14.3.2026\nA,9:00,10:00,\n,9:00,10:00,\n"));
    assert_string_equal(problems(), "E_SLOT_TIMES slots.csv:2:3 end\n"
                                    "E_TIME slots.csv:3:2 start\nE_TIME slots.csv:3:3 end\n"
                                    "E_TIME slots.csv:4:2 start\n"
                                    "E_EMPTY_CELL slots.csv:5:2 start\nE_TIME slots.csv:5:3 end\n"
                                    "E_DATE slots.csv:6:4 day\nE_DATE slots.csv:7:4 day\n"
                                    "E_REPEATED_ID slots.csv:8:1 slot\nE_EMPTY_CELL slots.csv:9:1 slot\n");
}

/* A 9:00-10:00, B 9:30-10:30, C 10:00-11:00, on one day; D like A on the next. */
static void overlaps(void **state) {
    (void)state;
    static const int expected[4][4] = {{1, 1, 0, 0}, {1, 1, 1, 0}, {0, 1, 1, 0}, {0, 0, 0, 1}};
    assert_non_null(GIVEN("event.json", "{\"date\": \"2026-03-14\"}", "slots.csv",
                          "slot,start,end,day\nA,9:00,10:00,2026-03-14\nB,9:30,10:30,\nC,10:00,11:00,\n"
                          "D,9:00,10:00,2026-03-15\n"));
    for (int s = 0; s < 4; s++)
        for (int t = 0; t < 4; t++)
            assert_int_equal(event->overlap[s * 4 + t], expected[s][t]);
    assert_int_equal(event->slots[3].start_min - event->slots[0].start_min, 1440);
    assert_string_equal(event->slots[1].day, "2026-03-14");
}

static void assert_next(const char *slots, const char *json, const int *next) {
    assert_non_null(GIVEN("slots.csv", slots, "event.json", json));
    for (int s = 0; s < event->n_slots; s++)
        assert_int_equal(event->slots[s].next, next[s]);
}

static void what_follows_what(void **state) {
    (void)state;
    /* up to 15 minutes later, and not across a longer break */
    assert_next("slot,start,end\nA,9:00,10:00\nB,10:15,11:00\nC,11:16,12:00\n", "{}", (int[]){1, -1, -1});
    assert_next("slot,start,end\nA,9:00,10:00\nB,10:15,11:00\nC,11:16,12:00\n", "{\"gap_minutes\": 16}",
                (int[]){1, 2, -1});
    /* a closed slot is no end of a run, and none follows into it; a block goes on under it only within the
     * gap */
    assert_next("slot,start,end,open\nA,9:00,10:00,\nL,10:00,10:10,no\nB,10:10,11:00,\n", "{}",
                (int[]){2, 2, -1});
    /* other blocks and days */
    assert_next("slot,start,end,block\nA,9:00,10:00,am\nB,10:00,11:00,AM \nC,11:00,12:00,pm\n", "{}",
                (int[]){1, -1, -1});
    assert_next("slot,start,end,day\nA,9:00,10:00,2026-03-14\nB,10:00,11:00,2026-03-15\n", "{}",
                (int[]){-1, -1});
    /* the nearest start; of several the first in the file */
    assert_next("slot,start,end\nA,9:00,10:00\nB,10:10,11:00\nC,10:05,11:00\nD,10:05,10:30\n", "{}",
                (int[]){2, -1, -1, -1});
}

static void chains(void **state) {
    (void)state;
    int slots[3];
    assert_non_null(GIVEN("slots.csv", "slot,start,end,open\nA,9:00,10:00,\nB,10:00,11:00,\nC,11:00,12:00,\n"
                                       "L,12:00,12:10,no\n"));
    assert_true(camp_event_chain(event, 0, 3, slots));
    assert_int_equal(slots[0] * 100 + slots[1] * 10 + slots[2], 12);
    assert_false(camp_event_chain(event, 1, 3, slots));
    assert_false(camp_event_chain(event, 3, 1, slots)); /* closed */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks),   cmocka_unit_test(wrong_times),
        cmocka_unit_test(overlaps), cmocka_unit_test(what_follows_what),
        cmocka_unit_test(chains),
    };
    return cmocka_run_group_tests(tests, NULL, forget_all);
}
