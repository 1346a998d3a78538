/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options_test.c - event.json: values, defaults and refusals. */
#include "event/given.h"

static void defaults(void **state) {
    (void)state;
    assert_non_null(GIVEN("event.json", NULL));
    assert_string_equal(event->name, "folder");
    assert_false(event->name_given);
    assert_string_equal(event->date, "");
    assert_string_equal(event->timezone, "");
    assert_true(event->limited);
    assert_false(event->equal_ballots);
    assert_int_equal(event->floor, 0);
    assert_int_equal(event->gap_minutes, 15);
}

static void values(void **state) {
    (void)state;
    assert_non_null(GIVEN(
        "event.json", "\xef\xbb\xbf{\"name\": \" Lincoln Edcamp \", \"date\": \"2028-02-29\", \"timezone\": "
                      "\"America/Argentina/Buenos_Aires\", \"people\": 120, \"seats\": \"OPEN\", "
                      "\"ballots\": \"equal\", \"floor\": 2, \"gap_minutes\": 7.5, \"travel\": []}\n"));
    assert_string_equal(event->name, "Lincoln Edcamp");
    assert_true(event->name_given);
    assert_string_equal(event->date, "2028-02-29");
    assert_string_equal(event->timezone, "America/Argentina/Buenos_Aires");
    assert_false(event->limited);
    assert_true(event->equal_ballots);
    assert_true(event->people_expected == 120);
    assert_int_equal(event->floor, 2);
    assert_int_equal(event->gap_minutes, 7); /* times are whole minutes */
}

static void assert_refused(const char *json, const char *expected) {
    assert_null(GIVEN("event.json", json, "rooms.csv", "room,site\nGym,Main\nHut,Annex\n"));
    assert_string_equal(problems(), expected);
}

static void refusals(void **state) {
    (void)state;
    assert_refused("{\n\"flor\": 1}", "E_UNKNOWN_KEY event.json:2:0 flor\n");
    assert_string_equal(message(0), "the key \"flor\" is not known; did you mean \"floor\"?");
    assert_refused("{\"floor\": 1,\n\"floor\": 1}", "E_REPEATED_KEY event.json:2:0 floor\n");
    assert_refused("{\"floor\": \"1\"}", "E_OPTION_TYPE event.json:1:0 floor\n");
    assert_refused("{\"floor\": 1.5}", "E_OPTION_RANGE event.json:1:0 floor\n");
    assert_refused("{\"floor\": -1}", "E_OPTION_RANGE event.json:1:0 floor\n");
    assert_refused("{\"floor\": 1e300}", "E_OPTION_RANGE event.json:1:0 floor\n");
    assert_refused("{\"people\": 0}", "E_OPTION_RANGE event.json:1:0 people\n");
    assert_refused("{\"people\": 99999999999}", "E_OPTION_RANGE event.json:1:0 people\n");
    assert_refused("{\"name\": 5}", "E_OPTION_TYPE event.json:1:0 name\n");
    assert_refused("{\"seats\": \"some\"}", "E_OPTION_VALUE event.json:1:0 seats\n");
    assert_refused("{\"seats\": true}", "E_OPTION_TYPE event.json:1:0 seats\n");
    assert_refused("{\"date\": \"2026-02-29\"}", "E_DATE event.json:1:0 date\n");
    assert_refused("{\"timezone\": \"Chicago time\"}", "E_TIMEZONE event.json:1:0 timezone\n");
    assert_refused("{\"gap_minutes\": null}", "E_OPTION_TYPE event.json:1:0 gap_minutes\n");
    assert_refused("[]", "E_JSON event.json:0:0 \n");
    assert_refused(" \n", "E_JSON event.json:0:0 \n");
    assert_refused("{\"floor\": 1} x", "E_JSON event.json:1:14 \n");
    assert_refused("{\n \"floor\" 1}", "E_JSON event.json:2:10 \n");
    assert_refused("{\"name\": \"caf\xe9\"}", "E_UTF8 event.json:1:0 \n");
    assert_refused("{\n\"name\": \"a\\u0000b\"}", "E_NUL event.json:2:0 \n");
}

static void travel(void **state) {
    (void)state;
#define WAY(from, to, minutes) "{\"from\": \"" from "\", \"to\": \"" to "\", \"minutes\": " minutes "}"
    assert_refused("{\"travel\": 5}", "E_OPTION_TYPE event.json:1:0 travel\n");
    assert_refused("{\"travel\": [5]}", "E_TRAVEL event.json:1:0 travel\n");
    assert_refused("{\"travel\": [{\"from\": \"Main\", \"to\": \"Annex\"}]}",
                   "E_TRAVEL event.json:1:0 travel\n");
    assert_refused("{\"travel\": [" WAY("Main", "Annex", "-5") "]}",
                   "E_OPTION_RANGE event.json:1:0 minutes\n");
    assert_refused("{\"travel\": [" WAY("Main", "MAIN", "5") "]}", "E_TRAVEL event.json:1:0 travel\n");
    assert_refused("{\"travel\": [" WAY("Main", "Annex", "5") "," WAY("annex", "main", "6") "]}",
                   "E_TRAVEL event.json:1:0 travel\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults),
        cmocka_unit_test(values),
        cmocka_unit_test(refusals),
        cmocka_unit_test(travel),
    };
    return cmocka_run_group_tests(tests, NULL, forget_all);
}
