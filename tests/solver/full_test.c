/* SPDX-License-Identifier: GPL-3.0-or-later */
/* full_test.c - boards without a free cell: every session must run, has one room and presenters who share
 * their time. Moves one at a time hardly find such a board; GLPK does. */
#include "board/given.h"

#include "base/random.h"
#include "solver.h"

enum { SLOTS = 6, ROOMS = 8, SESSIONS = SLOTS * ROOMS, PEOPLE = 40, TEXT = 20000 };

/* Fills one text of a file after another. */
typedef struct page {
    char text[TEXT];
    size_t n;
} page;

static void put(page *to, const char *format, ...) {
    va_list list;
    va_start(list, format);
    to->n += (size_t)vsnprintf(to->text + to->n, TEXT - to->n, format, list);
    va_end(list);
    assert_true(to->n < TEXT);
}

/* A board is drawn first. Then every presenter gets sessions of different slots, so that this board is valid.
 */
static void draw_event(uint64_t seed, page *slots, page *rooms, page *sessions, page *votes) {
    camp_random random;
    camp_random_seed(&random, seed, 0);
    int at[SLOTS][ROOMS]; /* the session of a cell */
    bool presents[SESSIONS][PEOPLE] = {{false}};
    for (int r = 0; r < ROOMS; r++)
        for (int t = 0; t < SLOTS; t++) {
            int k = camp_random_below(&random, t + 1);
            at[t][r] = at[k][r], at[k][r] = t * ROOMS + r;
        }
    for (int p = 0; p < PEOPLE; p++)
        for (int t = 0; t < SLOTS; t++)
            if (camp_random_below(&random, 5) < 3)
                presents[at[t][camp_random_below(&random, ROOMS)]][p] = true;
    put(slots, "slot,start,end\n"), put(rooms, "room,capacity\n"), put(votes, "person,session\n");
    for (int t = 0; t < SLOTS; t++)
        put(slots, "T%d,%02d:00,%02d:50\n", t, 8 + t, 8 + t);
    for (int r = 0; r < ROOMS; r++)
        put(rooms, "R%d,30\n", r);
    put(sessions, "session,title,rooms,must_run,presenters\n");
    for (int s = 0; s < SESSIONS; s++) {
        put(sessions, "S%d,Session %d,R%d,yes,", s, s, s % ROOMS);
        for (int p = 0, n = 0; p < PEOPLE; p++)
            if (presents[s][p]) put(sessions, n++ ? "; P%d" : "P%d", p);
        put(sessions, "\n");
        for (int k = 0; k < 3; k++)
            put(votes, "V%d,S%d\n", camp_random_below(&random, 30), s);
    }
}

/* The first board will do. */
static void see(void *user, const camp_progress *progress) {
    bool *seen = user;
    *seen = *seen || progress->has_board;
}
static bool has_seen(void *user) {
    return *(bool *)user;
}

static void full_boards(void **state) {
    (void)state;
    for (uint64_t seed = 3; seed <= 5; seed++) {
        page *pages = calloc(4, sizeof *pages);
        assert_non_null(pages);
        draw_event(seed, &pages[0], &pages[1], &pages[2], &pages[3]);
        given g = given_event("slots.csv", pages[0].text, "rooms.csv", pages[1].text, "sessions.csv",
                              pages[2].text, "votes.csv", pages[3].text, NULL);
        bool seen = false;
        camp_solve_options options = {
            .work = 2000000, .seed = 1, .stop = has_seen, .progress = see, .user = &seen};
        camp_outcome outcome = CAMP_NONE_FOUND;
        uint64_t work = 0;
        assert_int_equal(camp_solver_run(g.event, &options, &outcome, &g.board, &work), CAMP_OK);
        assert_int_equal(outcome, CAMP_FOUND);
        assert_int_equal(g.board->n_runs, SESSIONS);
        assert_true(g.board->score.matched > 0);
        given_free(&g);
        free(pages);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(full_boards)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
