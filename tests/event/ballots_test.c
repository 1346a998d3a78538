/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ballots_test.c - the forms of votes.csv, and weights counted by hand. */
#include "event/given.h"

/* The weights of a person as "session:weight ...". */
static const char *weights(int person) {
    static char text[500];
    size_t n = 0;
    text[0] = 0;
    for (long i = event->vote_start[person]; i < event->vote_start[person + 1]; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%d:%g", n ? " " : "", event->vote_session[i],
                              event->vote_weight[i]);
    return text;
}

static void long_form(void **state) {
    (void)state;
    assert_non_null(
        GIVEN("votes.csv", "weight,Session,person\n2,chess,Ana\n,S1,ana\n0,S2,ANA\n5,s4,Ben\n1.5,S1,Ben\n"));
    assert_int_equal(event->n_people, 2);
    assert_string_equal(weights(0), "0:1 2:2");
    assert_string_equal(weights(1), "0:1.5 3:5");
    assert_int_equal(event->votes_read, 5);
    assert_true(event->people_expected == 2);
    assert_true(camp_event_weight(event, 0, 2) == 2);
    assert_true(camp_event_weight(event, 0, 1) == 0);
    assert_int_equal(event->fan_start[1] - event->fan_start[0], 2);
    assert_int_equal(event->fan_person[0], 0);
    assert_int_equal(event->fan_person[1], 1);
    assert_true(event->fan_weight[1] == 1.5);
    assert_int_equal(event->fan_start[2], event->fan_start[1]);
    assert_string_equal(problems(), "");
}

static void repeated_votes(void **state) {
    (void)state;
    assert_non_null(
        GIVEN("votes.csv",
              "person,session,weight\nAna,S1,3\nBen,S2,1\nAna,S1,2\nAna,S2,1\nBen,S2,0\nAna,math,1\n"));
    assert_string_equal(weights(0), "0:1 1:1");
    assert_string_equal(weights(1), "");
    assert_true(event->people[1].voter);
    assert_int_equal(event->votes_read, 3);
    assert_string_equal(problems(), "W_REPEATED_VOTE votes.csv:4:0 \nW_REPEATED_VOTE votes.csv:6:0 \n"
                                    "W_REPEATED_VOTE votes.csv:7:0 \n");
}

static void unknown_sessions(void **state) {
    (void)state;
    assert_non_null(GIVEN("sessions.csv", "session,title\nS1,Math\nS2,Art\nS3,Art\n", "votes.csv",
                          "person,session\nAna,Mats\nBen,art\nBen,S2\n"));
    assert_string_equal(
        problems(), "W_UNKNOWN_SESSION votes.csv:2:2 session\nW_AMBIGUOUS_SESSION votes.csv:3:2 session\n");
    assert_string_equal(message(0),
                        "session \"Mats\" is not in sessions.csv, so the vote does not count; did you mean "
                        "\"Math\"?");
    assert_false(event->people[0].voter);
    assert_string_equal(weights(1), "1:1");
}

static void wide_form(void **state) {
    (void)state;
    assert_non_null(GIVEN("votes.csv", "S2,person,Math,Tennis\n,Ana,3,9\n2,Ben,,\n1,Ana,,9\n,Cy,,\n"));
    assert_string_equal(weights(0), "1:1"); /* the last row replaces the earlier one */
    assert_string_equal(weights(1), "1:2");
    assert_true(event->people[2].voter);
    assert_true(event->people_expected == 3);
    assert_string_equal(problems(),
                        "W_UNKNOWN_SESSION votes.csv:1:4 Tennis\nW_REPEATED_VOTE votes.csv:4:2 person\n");
    assert_null(GIVEN("votes.csv", "person,S1,math\nAna,1,2\n"));
    assert_string_equal(problems(), "E_REPEATED_COLUMN votes.csv:1:3 math\n");
}

/* Ana presents S1. Equal ballots, 2 of 3 slots: 4 / (4 + 2), 2 / 6, 1 / 6. */
static void equal_ballots(void **state) {
    (void)state;
    assert_non_null(GIVEN(
        "event.json", "{\"ballots\": \"Equal\", \"people\": 80}", "people.csv",
        "person,slots\nAna,A;C\nBen,\n", "sessions.csv",
        "session,title,presenters,length\nS1,Math,Ana,2\nS2,Art,,\nS3,Chess,,\nS4,Music,,\n", "votes.csv",
        "person,session,weight\nAna,S1,9\nAna,S2,1\nAna,S3,4\nAna,S4,2\nBen,S1,0\nBen,S2,0\n"));
    assert_string_equal(weights(0), "1:0.166667 2:0.666667 3:0.333333");
    assert_string_equal(weights(1), "");
    assert_close(camp_event_stake(event, 0, 0), 1.0); /* length 2: 4/6 + 2/6 */
    assert_true(event->people_expected == 80);
}

static void stakes(void **state) {
    (void)state;
    assert_non_null(GIVEN("sessions.csv",
                          "session,presenters,length\nS1,Ana,1\nS2,Ana,2\nS3,,\nS4,,\nS5,,\nS6,Ana,9\n",
                          "votes.csv", "person,session,weight\nAna,S3,3\nAna,S4,5\nAna,S5,5\nAna,S1,99\n"));
    assert_true(camp_event_stake(event, 0, 0) == 5);
    assert_true(camp_event_stake(event, 0, 1) == 10);
    assert_true(camp_event_stake(event, 0, 5) == 13);
}

static void never_there(void **state) {
    (void)state;
    assert_non_null(GIVEN("slots.csv", "slot,start,end,open\nA,9:00,10:00,\nL,12:00,13:00,no\n", "people.csv",
                          "person,slots\nAna,L\nBen,L\nCy,A\n", "votes.csv",
                          "person,session\nAna,S1\nCy,S1\n"));
    assert_string_equal(problems(), "W_NEVER_THERE people.csv:2:0 \n");
}

/* More votes than a ballot that is sorted by inserting. */
static void large_ballot(void **state) {
    (void)state;
    static char sessions[4000], votes[8000];
    size_t n = (size_t)snprintf(sessions, sizeof sessions, "session,title\n");
    size_t m = (size_t)snprintf(votes, sizeof votes, "person,session,weight\n");
    for (int i = 0; i < 200; i++) {
        n += (size_t)snprintf(sessions + n, sizeof sessions - n, "S%d,T%d\n", i, i);
        int s = i * 77 % 200; /* each once, in another order */
        m += (size_t)snprintf(votes + m, sizeof votes - m, "Ana,S%d,%d\n", s, s + 1);
    }
    assert_non_null(GIVEN("sessions.csv", sessions, "votes.csv", votes));
    for (int s = 0; s < 200; s++) {
        assert_int_equal(event->vote_session[s], s);
        assert_true(event->vote_weight[s] == s + 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_form),   cmocka_unit_test(repeated_votes), cmocka_unit_test(unknown_sessions),
        cmocka_unit_test(wide_form),   cmocka_unit_test(equal_ballots),  cmocka_unit_test(stakes),
        cmocka_unit_test(never_there), cmocka_unit_test(large_ballot),
    };
    return cmocka_run_group_tests(tests, NULL, forget_all);
}
