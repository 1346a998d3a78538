/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally_test.c - anonymous dots: masses counted by hand, sums, and independence of names and order. */
#include "event/given.h"

/* The mass that wants a and b (a alone when they are equal), 0 where nobody does. */
static double mass(int a, int b) {
    double sum = 0;
    for (int p = event->n_real_people; p < event->n_people; p++) {
        long from = event->vote_start[p], n = event->vote_start[p + 1] - from;
        bool same = n == 1 ? a == b && event->vote_session[from] == a
                           : n == 2 && event->vote_session[from] == a && event->vote_session[from + 1] == b;
        if (same) sum += event->people[p].mass;
        for (long i = from; i < from + n; i++)
            assert_true(event->vote_weight[i] == event->people[p].mass);
    }
    return sum;
}

static double dots(int session) {
    double sum = 0;
    for (long i = event->fan_start[session]; i < event->fan_start[session + 1]; i++)
        sum += event->fan_weight[i];
    return sum;
}

/* Two sessions with 6 and 3 dots of 6 people (the largest count): D / N - 1 = 1/2, so rho = 1/2; f = 1/3 and
 * 1/6, e = 1/2 * 6 * 3 * 1/6 = 1.5. */
static void two_sessions(void **state) {
    (void)state;
    assert_non_null(GIVEN("votes.csv", "votes,Session\n4,S1\n3,art\n2,math\n0,S3\n"));
    assert_true(event->tally);
    assert_int_equal(event->n_real_people, 0);
    assert_int_equal(event->n_people, 3);
    assert_true(event->people_expected == 6);
    assert_close(mass(0, 1), 1.5);
    assert_close(mass(0, 0), 4.5);
    assert_close(mass(1, 1), 1.5);
    assert_int_equal(event->vote_session[0], 0); /* (0,0), (0,1), (1,1) */
    assert_int_equal(event->votes_read, 2);
    for (int p = 0; p < event->n_people; p++)
        assert_true(event->people[p].expected && !event->people[p].voter && !*event->people[p].id);
    assert_string_equal(problems(), "");
}

/* Three sessions with 4 dots each; the first two share a tag. 4 people: D / N - 1 = 2, so rho = 1.
 * f1 = f2 = 1 / (2*4 + 4) = 1/12, f3 = 1/8. e12 = 2*16/12 = 8/3, e13 = e23 = 16/12 = 4/3.
 * Left: 4 - 8/3 - 4/3 = 0 and 4 - 8/3 = 4/3. */
static void shared_tags(void **state) {
    (void)state;
    assert_non_null(GIVEN("sessions.csv", "session,tags\nS1,math;art\nS2,ART\nS3,\n", "votes.csv",
                          "session,votes\nS1,4\nS2,4\nS3,4\n"));
    assert_close(mass(0, 1), 8.0 / 3);
    assert_close(mass(0, 2), 4.0 / 3);
    assert_close(mass(1, 2), 4.0 / 3);
    assert_close(mass(0, 0), 0);
    assert_close(mass(2, 2), 4.0 / 3);
    assert_int_equal(event->n_people, 4);
}

/* `people` and people.csv change N, and with it rho; expected voters come behind the people. */
static void people_count(void **state) {
    (void)state;
    const char *votes = "session,votes\nS1,6\nS2,6\n";
    assert_non_null(GIVEN("votes.csv", votes, "people.csv", "person\na\nb\nc\nd\ne\nf\ng\nh\n"));
    assert_true(event->people_expected == 8);
    assert_int_equal(event->n_real_people, 8);
    assert_close(mass(0, 1), 3.0); /* 12 / 8 - 1 = 1/2 */
    assert_non_null(GIVEN("votes.csv", votes, "event.json", "{\"people\": 7}"));
    assert_close(mass(0, 1), 6 * (12.0 / 7 - 1));
    assert_non_null(GIVEN("votes.csv", votes, "event.json", "{\"people\": 1000}"));
    assert_close(mass(0, 1), 3.0);
}

/* 250 sessions have 31,125 pairs: of them at most 20,000 stay, and no dot is lost. */
static void many_sessions(void **state) {
    (void)state;
    static char sessions[250 * 20], votes[250 * 20];
    size_t n = (size_t)snprintf(sessions, sizeof sessions, "session,tags\n");
    size_t m = (size_t)snprintf(votes, sizeof votes, "session,votes\n");
    for (int i = 0; i < 250; i++) {
        n += (size_t)snprintf(sessions + n, sizeof sessions - n, "S%d,t%d\n", i, i % 5);
        m += (size_t)snprintf(votes + m, sizeof votes - m, "S%d,%d\n", i, 1 + i * i % 97);
    }
    assert_non_null(GIVEN("sessions.csv", sessions, "votes.csv", votes));
    int pairs = 0;
    for (int p = 0; p < event->n_people; p++)
        pairs += event->vote_start[p + 1] - event->vote_start[p] == 2;
    assert_in_range(pairs, 15000, 20000);
    for (int s = 0; s < 250; s++)
        assert_close(dots(s), 1 + s * s % 97);
}

/* Equal pairs are left out together: 250 sessions of one dot have no pair that could stay alone. */
static void equal_pairs(void **state) {
    (void)state;
    static char votes[250 * 12], sessions[250 * 8];
    size_t m = (size_t)snprintf(votes, sizeof votes, "session,votes\n");
    size_t n = (size_t)snprintf(sessions, sizeof sessions, "session\n");
    for (int i = 0; i < 250; i++) {
        m += (size_t)snprintf(votes + m, sizeof votes - m, "S%d,3\n", i);
        n += (size_t)snprintf(sessions + n, sizeof sessions - n, "S%d\n", i);
    }
    assert_non_null(GIVEN("sessions.csv", sessions, "votes.csv", votes));
    assert_int_equal(event->n_people, 250);
    for (int s = 0; s < 250; s++)
        assert_close(mass(s, s), 3);
}

/* The same sessions in another order and with other names: the same masses. */
static void order_and_names(void **state) {
    (void)state;
    static const int place[4] = {2, 0, 3, 1}; /* where each session stands the second time */
    double before[4][4];
    assert_non_null(GIVEN("sessions.csv", "session,tags\nA,x\nB,y\nC,x;y\nD,\n", "votes.csv",
                          "session,votes\nA,7\nB,2\nC,5\nD,11\n"));
    for (int a = 0; a < 4; a++)
        for (int b = a; b < 4; b++)
            before[a][b] = before[b][a] = mass(a, b);
    assert_true(before[0][2] > 0);
    assert_non_null(GIVEN("sessions.csv", "session,tags\nY,q\nQ,\nX,r\nZ,q;r\n", "votes.csv",
                          "session,votes\nZ,5\nQ,11\nX,7\nY,2\n"));
    for (int a = 0; a < 4; a++)
        for (int b = a; b < 4; b++) {
            int x = place[a] < place[b] ? place[a] : place[b], y = place[a] < place[b] ? place[b] : place[a];
            assert_close(mass(x, y), before[a][b]);
        }
}

static void refused(void **state) {
    (void)state;
    assert_null(GIVEN("votes.csv", "session,votes\nS1,600000\nS1,600000\nS2,1e7\nS3,-1\n"));
    assert_string_equal(
        problems(),
        "E_RANGE votes.csv:3:2 votes\nE_RANGE votes.csv:4:2 votes\nE_NUMBER votes.csv:5:2 votes\n");
    assert_null(GIVEN(
        "votes.csv", "session,votes\nS1,6\n", "rules.csv",
        "rule,sessions,limit\napart,,\nattend_at_most,,1\naway_at_most,,1\nsame_run,,\nbusy_at_least,,1\n"
        "credit_at_least,,1\nrun_at_most,,1\nrun_at_least,,1\nseries,,\nattend_at_least,,1\n"));
    assert_int_equal(camp_report_count(report, CAMP_ERROR), 9);
    for (size_t i = 0; i < 9; i++)
        assert_string_equal(camp_report_get(report, i)->code, "E_TALLY_RULE");
    assert_null(GIVEN("votes.csv", "voter,choice\na,b\n"));
    assert_string_equal(problems(), "E_VOTES_FORM votes.csv:1:0 \n");
}

static void nothing_voted(void **state) {
    (void)state;
    assert_non_null(GIVEN("votes.csv", "session,votes\n"));
    assert_int_equal(event->n_people, 0);
    assert_non_null(GIVEN("votes.csv", "session,votes\nS2,3\n"));
    assert_int_equal(event->n_people, 1);
    assert_close(mass(1, 1), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_sessions),  cmocka_unit_test(shared_tags),   cmocka_unit_test(people_count),
        cmocka_unit_test(many_sessions), cmocka_unit_test(equal_pairs),   cmocka_unit_test(order_and_names),
        cmocka_unit_test(refused),       cmocka_unit_test(nothing_voted),
    };
    return cmocka_run_group_tests(tests, NULL, forget_all);
}
