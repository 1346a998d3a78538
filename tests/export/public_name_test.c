/* SPDX-License-Identifier: GPL-3.0-or-later */
/* public_name_test.c - how people are called in public. */
#include "board/given.h"
#include "export/public_name.h"

static void addresses(void **state) {
    (void)state;
    const struct {
        const char *text, *shown;
    } cases[] = {
        {"Ana Ruiz", "Ana Ruiz"},
        {"ana.ruiz@school.org", "ana.ruiz"},
        {"Ana Ruiz <ana@school.org>", "Ana Ruiz"},
        {"Ana Ruiz (ana@school.org)", "Ana Ruiz"},
        {"<ana@school.org>", "ana"},
        {"ana@school.org, ben@x.org", "ana, ben"},
        {"AI@school and tech@home.", "AI@school and tech@home."},
        {"Workshop (contact ana@x.org) today", "Workshop (contact ana) today"},
        {"Ana Ruiz <ana@x.org> and Bo Li <bo@x.org>, grade 5", "Ana Ruiz and Bo Li, grade 5"},
        {"Write to ana@x.org. Or: ben@x.org: bring a pen", "Write to ana. Or: ben: bring a pen"},
        {"ana@x.org\xE2\x80\x94"
         "bring a pen",
         "ana\xE2\x80\x94"
         "bring a pen"},
        {"\xE5\xAE\x89\xE5\xA8\x9C ana\xEF\xBC\xA0x\xEF\xBC\x8Eorg", "\xE5\xAE\x89\xE5\xA8\x9C ana"},
        {"ana@sub.x-y.org/page", "ana/page"},
        {"a@b@c.org", "a"},
        {"ana+camp@school.org", "ana+camp"},
        {"zo\xC3\xAB@sch\xC3\xBCle.de", "zo\xC3\xAB"},
        {"ana@[10.0.0.1]", "ana"},
        {"@ana", "@ana"},
        {"meet @ noon", "meet @ noon"},
        {"ana@", "ana@"},
        {"@", "@"},
        {"", ""},
    };
    camp_arena arena;
    given_arena(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(camp_without_addresses(cases[i].text, &arena), cases[i].shown);
    camp_arena_free(&arena);
}

static void people(void **state) {
    (void)state;
    given g =
        given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", "rooms.csv", "room\nR1\n", "people.csv",
                    "person,name,email\np1,Ana Ruiz,secret@x.org\np2,,ben.o@x.org\np3,,\n"
                    "Cy Young,,hidden@x.org\ndee@x.org,,\np6,dan@intranet,\np7,Flo,flo@x.org\n",
                    "sessions.csv", "session,presenters\nS1,eve@x.org\n", NULL);
    const char *const shown[] = {"Ana Ruiz", "ben.o", "p3", "Cy Young", "dee", "dan", "Flo", "eve"};
    camp_arena arena;
    given_arena(&arena);
    assert_int_equal(g.event->n_people, 8);
    for (int p = 0; p < 8; p++)
        assert_string_equal(camp_public_name(g.event, p, &arena), shown[p]);
    camp_arena_free(&arena);
    given_free(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses),
        cmocka_unit_test(people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
