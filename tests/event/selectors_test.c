/* SPDX-License-Identifier: GPL-3.0-or-later */
/* selectors_test.c - what the cells of rules.csv choose, and which rules are refused. */
#include "event/given.h"

#define SESSIONS                                                                                             \
    "session,title,kind,tags,level\nS1,Math,teacher,numbers; Q&A,beginner\nS2,Q&A,external,art,\n"           \
    "S3,Chess,EXTERNAL,numbers,beginner\nS4,kind:admin,,\"\",\n"
#define PEOPLE "person,name,groups\np1,Ana,K-2\np2,Ben,K-2;math\np3,Cy,math\n"

/* What a place_at_most rule on these sessions chooses. */
static const char *chosen(const char *selector) {
    char rules[300];
    snprintf(rules, sizeof rules, "rule,sessions,limit\nplace_at_most,%s,1\n", selector);
    assert_non_null(GIVEN("sessions.csv", SESSIONS, "rules.csv", rules));
    return numbers(event->rules[0].sessions);
}

/* What an away_at_most rule on these people chooses. */
static const char *chosen_people(const char *selector) {
    char rules[300];
    snprintf(rules, sizeof rules, "rule,people,limit\naway_at_most,%s,1\n", selector);
    assert_non_null(GIVEN("people.csv", PEOPLE, "votes.csv", "person,session\nDan,S1\n", "rules.csv", rules));
    return numbers(event->rules[0].people);
}

static void sessions(void **state) {
    (void)state;
    assert_string_equal(chosen(""), "0 1 2 3");
    assert_string_equal(chosen("*"), "0 1 2 3");
    assert_string_equal(chosen("chess; s1"), "0 2");
    assert_string_equal(chosen("kind:External"), "1 2");
    assert_string_equal(chosen(" TAG : numbers "), "0 2");
    assert_string_equal(chosen("level:beginner & kind:external"), "2");
    assert_string_equal(chosen("*&tag:numbers&S1;S4"), "0 3");
    assert_string_equal(chosen("kind:teacher;kind:external"), "0 1 2 3");
    assert_string_equal(chosen("Q&A"), "1");        /* a name as a whole */
    assert_string_equal(chosen("tag:Q&A"), "0");    /* a label that occurs */
    assert_string_equal(chosen("kind:admin"), "3"); /* a name wins over a label */
    assert_string_equal(problems(), "");
    assert_string_equal(chosen("tag:nubmers"), "");
    assert_string_equal(problems(), "W_EMPTY_SELECTION rules.csv:2:2 sessions\n");
    assert_string_equal(message(0), "\"tag:nubmers\" chooses no session; did you mean \"numbers\"?");
    assert_string_equal(chosen("tag:art & tag:numbers; S1"), "0");
}

static void people(void **state) {
    (void)state;
    assert_string_equal(chosen_people(""), "0 1 2 3"); /* everyone named in any file */
    assert_string_equal(chosen_people("group:k-2"), "0 1");
    assert_string_equal(chosen_people("group:K-2 & group:Math"), "1");
    assert_string_equal(chosen_people("ben;group:K-2;Dan"), "0 1 3");
}

static void order_of_before(void **state) {
    (void)state;
    assert_non_null(
        GIVEN("sessions.csv", SESSIONS, "rules.csv", "rule,sessions\nBefore,S3; kind:teacher ;Q&A\n"));
    assert_int_equal(event->rules[0].n_items, 3);
    assert_string_equal(numbers(event->rules[0].items[0]), "2");
    assert_string_equal(numbers(event->rules[0].items[1]), "0 3");
    assert_string_equal(numbers(event->rules[0].items[2]), "1");
    assert_string_equal(numbers(event->rules[0].sessions), "0 1 2 3");
}

static void every_kind(void **state) {
    (void)state;
    assert_non_null(GIVEN(
        "people.csv", PEOPLE, "rules.csv",
        "rule,sessions,people,limit,priority\napart,,,,\ntogether,,,,0\nbefore,,,,\nslot_at_most,,,1,3\n"
        "slot_at_least,,,0,\nplace_at_most,,,1.5,\nplace_at_least,,,1,\nbudget,,,1e3,\n"
        "attend_at_most,,,1,\nattend_at_least,,,1,\ncredit_at_least,,,2.5,\nbusy_at_least,,,1,\n"
        "away_at_most,,,1,\nrun_at_most,,,1,\nrun_at_least,,,1,\nsame_run,,,,\nseries,,,,\n"));
    assert_int_equal(event->n_rules, CAMP_RULE_KINDS);
    for (int k = 0; k < CAMP_RULE_KINDS; k++)
        assert_int_equal(event->rules[k].kind, k);
    assert_int_equal(event->rules[1].priority, 0);
    assert_int_equal(event->rules[3].priority, 3);
    assert_int_equal(event->rules[4].priority, 1);
    assert_true(event->rules[7].limit == 1000);
}

static void refused_rules(void **state) {
    (void)state;
    assert_null(
        GIVEN("people.csv", PEOPLE, "rules.csv",
              "rule,sessions,people,limit,priority\napartt,,,,\n,S1,,,\napart,,,2,\naway_at_most,S1,,2,\n"
              "slot_at_most,,,,\nslot_at_most,kind:,,1,\nslot_at_most,S1&,,1,\nslot_at_most,S9,,1,\n"
              "attend_at_most,,group:,-1,\napart,S1,p1,,1.5\nrun_at_most,,tag:x,1,\n"));
    assert_string_equal(problems(), "E_UNKNOWN_RULE rules.csv:2:1 rule\nE_EMPTY_CELL rules.csv:3:1 "
                                    "rule\nE_UNUSED_CELL rules.csv:4:4 limit\n"
                                    "E_UNUSED_CELL rules.csv:5:2 sessions\nE_MISSING_LIMIT rules.csv:6:4 "
                                    "limit\nE_SELECTOR rules.csv:7:2 sessions\n"
                                    "E_SELECTOR rules.csv:8:2 sessions\nE_UNKNOWN_SESSION rules.csv:9:2 "
                                    "sessions\nE_NUMBER rules.csv:10:4 limit\n"
                                    "E_SELECTOR rules.csv:10:3 people\nE_NUMBER rules.csv:11:5 "
                                    "priority\nE_UNUSED_CELL rules.csv:11:3 people\n"
                                    "E_UNKNOWN_PERSON rules.csv:12:3 people\n");
    assert_string_equal(message(0), "\"apartt\" is not the name of a rule; did you mean \"apart\"?");
}

static void rules_as_sentences(void **state) {
    (void)state;
    assert_non_null(
        GIVEN("sessions.csv", SESSIONS, "rules.csv",
              "rule,sessions,people,limit\nslot_at_least,kind:external,,1\naway_at_most,,,2.5\n"));
    assert_string_equal(camp_rule_text(&event->arena, event, &event->rules[0]),
                        "at least 1 of \"kind:external\" in every slot");
    assert_string_equal(camp_rule_text(&event->arena, event, &event->rules[1]),
                        "at most 2.5 of all people are away in every slot");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions),   cmocka_unit_test(people),        cmocka_unit_test(order_of_before),
        cmocka_unit_test(every_kind), cmocka_unit_test(refused_rules), cmocka_unit_test(rules_as_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, forget_all);
}
