/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows_test.c - rooms, sessions, people and locks: what their cells come to. */
#include "event/given.h"

static void rooms(void **state) {
    (void)state;
    assert_non_null(GIVEN("rooms.csv",
                          "room,capacity,site,features,slots\n Library ,20.0,Main,Projector; piano,\n"
                          "Gym,,main ,PROJECTOR,c; A ;;\n\"101\",0,Annex,,\n",
                          "event.json",
                          "{\"travel\": [{\"from\": \"ANNEX\", \"to\": \"Main\", \"minutes\": 7.5}]}"));
    assert_int_equal(event->n_rooms, 3);
    assert_string_equal(event->rooms[0].id, "Library");
    assert_int_equal(event->rooms[0].capacity, 20);
    assert_int_equal(event->rooms[1].capacity, CAMP_UNLIMITED);
    assert_int_equal(event->rooms[2].capacity, 0);
    assert_int_equal(event->n_sites, 2);
    assert_int_equal(event->rooms[1].site, event->rooms[0].site);
    assert_string_equal(event->site_names[event->rooms[2].site], "Annex");
    assert_int_equal(event->travel[1], 8); /* whole minutes, never too few */
    assert_int_equal(event->travel[2], 8);
    assert_int_equal(event->travel[0], 0);
    assert_string_equal(numbers(event->rooms[0].features), "0 1");
    assert_string_equal(numbers(event->rooms[1].features), "0");
    assert_string_equal(event->feature_names[0], "Projector");
    assert_string_equal(numbers(event->rooms[1].slots), "0 2");
    assert_int_equal(event->rooms[0].slots.n, 0);
    assert_string_equal(problems(), "");
}

/* A list of ways may serve more days than this one. */
static void ways_to_other_sites(void **state) {
    (void)state;
    assert_non_null(GIVEN("rooms.csv", "room,site\nGym,Main\nHut,Annex\n", "event.json",
                          "{\"travel\": [{\"from\": \"Main\", \"to\": \"Anex\", \"minutes\": 5},\n"
                          "{\"from\": \"annex\", \"to\": \"MAIN\", \"minutes\": 6},\n"
                          "{\"from\": \"Anex\", \"to\": \"main\", \"minutes\": 7},\n"
                          "{\"from\": \"Zoo\", \"to\": \"Pier\", \"minutes\": 8}]}"));
    assert_int_equal(event->n_sites, 2);
    assert_int_equal(event->travel[1], 6);
    assert_int_equal(event->travel[2], 6);
    assert_int_equal(camp_report_count(report, CAMP_WARNING), 4);
    for (size_t i = 0; i < camp_report_size(report); i++)
        assert_string_equal(camp_report_get(report, i)->code, "W_TRAVEL_SITE");
    assert_string_equal(message(0),
                        "travel: no room is at the site \"Anex\", so this way changes nothing; did "
                        "you mean \"Annex\"?");
    assert_string_equal(message(3), "travel: no room is at the site \"Pier\", so this way changes nothing");
    assert_non_null(
        GIVEN("event.json", "{\"travel\": [{\"from\": \"Main\", \"to\": \"Annex\", \"minutes\": 5}]}"));
    assert_string_equal(message(0),
                        "travel: no room is at the site \"Main\", so this way changes nothing; the "
                        "column site of rooms.csv is missing or empty");
}

static void sessions(void **state) {
    (void)state;
    assert_non_null(
        GIVEN("sessions.csv",
              "title,session,presenters,kind,tags,level,length,needs,capacity,sections,slots,rooms,must_run,"
              "audience,cost,"
              "credit,description\n"
              "Math that sticks,S1,Ben; "
              "p1;ben,External,math;Art,beginner,2,piano,15,3,B;A,gym,yes,K-2,12.5,1.5,\"Two\nlines\"\n"
              "Q&A,,,,,,,,,,,,2,,,,\n",
              "rooms.csv", "room,features\nLibrary,piano\nGym,\n", "people.csv",
              "person,name,groups\np1,Ana,K-2\np2,Ben,\n"));
    const camp_session *s = &event->sessions[0];
    assert_string_equal(s->id, "S1");
    assert_string_equal(s->title, "Math that sticks");
    assert_string_equal(numbers(s->presenters), "1 0"); /* as written, without repeats */
    assert_string_equal(s->kind, "External");
    assert_string_equal(numbers(s->tags), "0 1");
    assert_string_equal(s->level, "beginner");
    assert_int_equal(s->length, 2);
    assert_string_equal(numbers(s->needs), "0");
    assert_int_equal(s->capacity, 15);
    assert_int_equal(s->sections, 3);
    assert_string_equal(numbers(s->slots), "0 1");
    assert_string_equal(numbers(s->rooms), "1");
    assert_int_equal(s->must_run, 1);
    assert_string_equal(numbers(s->audience), "0");
    assert_true(s->cost == 12.5 && s->credit == 1.5);
    assert_string_equal(s->description, "Two\nlines");
    const camp_session *q = &event->sessions[1];
    assert_string_equal(q->id, "Q&A");
    assert_string_equal(q->kind, "teacher");
    assert_string_equal(q->level, "");
    assert_int_equal(q->length, 1);
    assert_int_equal(q->sections, 1);
    assert_int_equal(q->must_run, 2);
    assert_int_equal(q->capacity, CAMP_UNLIMITED);
    assert_int_equal(q->line, 4);
    assert_string_equal(numbers(event->people[0].presents), "0");
    assert_true(camp_event_in_audience(event, 0, 0));
    assert_false(camp_event_in_audience(event, 1, 0));
    assert_true(camp_event_in_audience(event, 1, 1));
    assert_string_equal(problems(), "");
}

static void titles_without_ids(void **state) {
    (void)state;
    assert_non_null(
        GIVEN("sessions.csv", "title\nArt\nART\nart \nMusic\n", "votes.csv", "person,session\nAna,art\n"));
    assert_string_equal(event->sessions[1].id, "ART (2)");
    assert_string_equal(event->sessions[2].id, "art (3)");
    assert_string_equal(event->sessions[2].title, "art");
    assert_true(camp_event_weight(event, 0, 0) == 1); /* ids go first */
    assert_string_equal(problems(),
                        "W_REPEATED_TITLE sessions.csv:3:1 title\nW_REPEATED_TITLE sessions.csv:4:1 title\n");
}

static void people(void **state) {
    (void)state;
    assert_non_null(GIVEN("people.csv",
                          "person,name,email,groups,slots,must_attend,can_lead\n"
                          "p1,Ana,ana@x.org,K-2; math,B,chess;S1,baking\np2,Ben,,MATH,,,\n",
                          "sessions.csv", "session,title,presenters\nS1,Math,ANA@X.org;Cy\nS3,Chess,\n"));
    assert_int_equal(event->n_people, 3);
    assert_int_equal(event->n_real_people, 3);
    const camp_person *p = &event->people[0];
    assert_string_equal(p->name, "Ana");
    assert_string_equal(p->email, "ana@x.org");
    assert_string_equal(numbers(p->groups), "0 1");
    assert_string_equal(numbers(event->people[1].groups), "1");
    assert_string_equal(numbers(p->slots), "1");
    assert_string_equal(numbers(p->must_attend), "0 1");
    assert_string_equal(event->topic_names[p->can_lead.at[0]], "baking");
    assert_true(p->listed && !p->voter && p->mass == 1);
    assert_string_equal(event->people[2].id, "Cy");
    assert_false(event->people[2].listed);
    assert_string_equal(problems(), "W_NEW_PERSON sessions.csv:2:3 presenters\n");
    assert_int_equal(camp_map_get(&event->person_ids, camp_span_of("cy")), 2);
}

static void names_of_two(void **state) {
    (void)state;
    assert_non_null(GIVEN("people.csv", "person,name\np1,Ana\np2,Ana\nana,\n", "sessions.csv",
                          "session,title,presenters\nS1,Art,Ana\n")); /* the id goes first */
    assert_string_equal(numbers(event->sessions[0].presenters), "2");
    assert_null(GIVEN("people.csv", "person,name\np1,Ana\np2,Ana\n", "sessions.csv",
                      "session,title,presenters\nS1,Art,Ana\n"));
    assert_string_equal(problems(), "E_AMBIGUOUS_PERSON sessions.csv:2:3 presenters\n");
    assert_non_null(GIVEN("people.csv", "person,name,email\np1,Ana,ANA\n", "sessions.csv",
                          "session,title,presenters\nS1,Art,Ana\n")); /* two texts of one row */
}

static void locks(void **state) {
    (void)state;
    assert_non_null(GIVEN("people.csv", "person,name\np1,Ana\n", "lock.csv",
                          "session,slot,room,person\nmath,,gym,\nS2,B,,ana\n"));
    assert_int_equal(event->n_locks, 2);
    assert_int_equal(event->locks[0].session, 0);
    assert_int_equal(event->locks[0].slot, -1);
    assert_int_equal(event->locks[0].room, 1);
    assert_int_equal(event->locks[0].person, -1);
    assert_int_equal(event->locks[1].slot, 1);
    assert_int_equal(event->locks[1].person, 0);
    assert_null(GIVEN("lock.csv", "session,slot,room,person\n,A,,\nS1,,,Ana\n"));
    assert_string_equal(problems(),
                        "E_EMPTY_CELL lock.csv:2:1 session\nE_UNKNOWN_PERSON lock.csv:3:4 person\n"
                        "E_LOCK_SLOT lock.csv:3:2 slot\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rooms),    cmocka_unit_test(ways_to_other_sites),
        cmocka_unit_test(sessions), cmocka_unit_test(titles_without_ids),
        cmocka_unit_test(people),   cmocka_unit_test(names_of_two),
        cmocka_unit_test(locks),
    };
    return cmocka_run_group_tests(tests, NULL, forget_all);
}
