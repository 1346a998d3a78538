/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_test.c - random small events: what the swift search and the market believe a board is worth against a
 * recount, the state's count, the independent check, and the best seats by GLPK. */
#include "search.h"
#include "seats.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { EVENTS = 60, MOST_BYTES = 20000 };

/* ---------------------------------------------------------------- events */

typedef struct text {
    char bytes[MOST_BYTES];
    size_t n;
} text;

typedef struct world {
    camp_arena arena;
    camp_random random;
    text json, slots, rooms, sessions, people, votes;
    camp_event *event;
    int n_slots, n_rooms, n_sessions, n_people;
} world;

/* What an event has besides the plainest. */
typedef struct style {
    bool limited, repeats, lengths, needs, halves;
} style;

static void add(text *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = vsnprintf(t->bytes + t->n, MOST_BYTES - t->n, format, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < MOST_BYTES - t->n);
    t->n += (size_t)n;
}

static int draw(world *w, int n) {
    return camp_random_below(&w->random, n);
}

static void write_places(world *w, const style *s) {
    add(&w->json, "{\"seats\": \"%s\"}", s->limited ? "limited" : "open");
    add(&w->slots, "slot,start,end,block,open\n");
    for (int t = 0; t < w->n_slots; t++)
        add(&w->slots, "T%d,%d:00,%d:50,%s,yes\nL%d,%d:50,%d:00,x,no\n", t, 8 + t, 8 + t, t < 3 ? "a" : "b",
            t, 8 + t, 9 + t);
    add(&w->rooms, "room,capacity,features,slots\n");
    for (int r = 0; r < w->n_rooms; r++)
        add(&w->rooms, "R%d,%d,%s,%s\n", r, 3 + draw(w, 12), s->needs && r % 2 ? "lab" : "",
            s->needs && r == 0 ? "T0;T2" : "");
}

static void write_sessions(world *w, const style *s) {
    add(&w->sessions, "session,presenters,length,needs,sections,must_run\n");
    for (int k = 0; k < w->n_sessions; k++) {
        add(&w->sessions, "S%d,", k);
        if (draw(w, 2)) add(&w->sessions, "p%d", draw(w, w->n_people));
        if (draw(w, 4) == 0) add(&w->sessions, ";p%d", draw(w, w->n_people));
        add(&w->sessions, ",%d,%s,%d,\n", s->lengths && draw(w, 4) == 0 ? 2 : 1,
            s->needs && draw(w, 3) == 0 ? "lab" : "", s->repeats && draw(w, 4) == 0 ? 2 + draw(w, 2) : 1);
    }
}

static void write_people(world *w, const style *s) {
    add(&w->people, "person,slots\n");
    add(&w->votes, "person,session,weight\n");
    for (int p = 0; p < w->n_people; p++) {
        add(&w->people, "p%d,%s\n", p, s->halves && draw(w, 4) == 0 ? "T0;T1" : "");
        for (int k = 0; k < w->n_sessions; k++)
            if (draw(w, 3) == 0) add(&w->votes, "p%d,S%d,%d\n", p, k, 1 + draw(w, 3));
    }
}

static world *make_world(uint64_t seed, const style *s) {
    world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    camp_random_seed(&w->random, seed, 1);
    camp_arena_init(&w->arena);
    w->n_slots = 3 + draw(w, 3), w->n_rooms = 2 + draw(w, 3);
    w->n_sessions = w->n_slots * w->n_rooms - 2 + draw(w, 5), w->n_people = 12 + draw(w, 50);
    write_places(w, s), write_sessions(w, s), write_people(w, s);
    camp_file files[] = {
        {"event.json", w->json.bytes, w->json.n},           {"slots.csv", w->slots.bytes, w->slots.n},
        {"rooms.csv", w->rooms.bytes, w->rooms.n},          {"people.csv", w->people.bytes, w->people.n},
        {"sessions.csv", w->sessions.bytes, w->sessions.n}, {"votes.csv", w->votes.bytes, w->votes.n}};
    camp_report *report = camp_report_new();
    camp_status status = CAMP_OK;
    w->event = camp_event_load("random", files, sizeof files / sizeof files[0], report, &status);
    assert_non_null(w->event);
    camp_report_free(report);
    return w;
}

static void free_world(world *w) {
    camp_event_free(w->event);
    camp_arena_free(&w->arena);
    free(w);
}

/* ---------------------------------------------------------------- the swift search */

/* Everybody seated anew for the items' slots and rooms. */
static void put_all(camp_state *st, const int *rank, const int *room) {
    const camp_problem_data *d = st->problem;
    for (int i = 0; i < d->n_items; i++)
        camp_state_put(st, i, -1, -1);
    for (int i = 0; i < d->n_items; i++)
        if (rank[i] >= 0) camp_state_put(st, i, d->event->open[rank[i]], room[i]);
    camp_state_settle(st);
    st->n_log = 0;
}

/* In builds with asserts every move's gain is compared with the change, too. */
static bool check_swift(uint64_t seed) {
    style s = {.needs = seed % 2, .halves = seed % 3 == 0};
    world *w = make_world(seed, &s);
    if (setjmp(w->arena.recover)) fail();
    camp_problem_data *problem = camp_problem_make(w->event, &w->arena);
    assert_true(camp_swift_suits(problem, &w->arena));
    camp_search *search = camp_search_make(problem, &w->arena, seed, 0);
    camp_search_construct(search);
    camp_swift *swift = search->swift;
    assert_true(swift && swift->exact);
    for (int round = 0; round < 3; round++) {
        camp_swift_start(swift, search->now->slot);
        assert_int_equal(swift->value, camp_swift_recount(swift));
        camp_swift_anneal(swift, 3000, round ? 0.6 : 1, NULL, NULL);
        assert_int_equal(swift->value, camp_swift_recount(swift));
        assert_true(swift->best_value >= swift->value);
        camp_search_anneal(search, 3000, 0.5);
        assert_true(fabs(search->now->value - (double)swift->best_value) < 1e-6);
        assert_true(search->now->broken < 1e-6);
    }
    camp_board *board = camp_state_board(search->best);
    assert_int_equal(camp_board_check(w->event, board, "board", NULL, &w->arena), 0);
    assert_true(fabs(camp_board_count(w->event, board, &w->arena).matched - search->best->value) < 1e-6);
    bool matched = !swift->counted;
    camp_board_free(board);
    free_world(w);
    return matched;
}

static void swift_values_are_exact(void **state) {
    (void)state;
    int matched = 0;
    for (uint64_t seed = 1; seed <= EVENTS; seed++)
        matched += check_swift(seed);
    assert_true(matched > EVENTS / 4); /* rooms were matched in some */
}

/* ---------------------------------------------------------------- the market */

/* The market's value is at least what the best seats give, and hardly more. */
static double check_market(uint64_t seed) {
    style s = {.limited = true, .repeats = seed % 2, .lengths = seed % 3 == 0, .needs = seed % 5 == 0};
    s.halves = seed % 7 == 0;
    world *w = make_world(seed, &s);
    if (setjmp(w->arena.recover)) fail();
    camp_problem_data *problem = camp_problem_make(w->event, &w->arena);
    assert_true(camp_market_suits(problem));
    camp_search *search = camp_search_make(problem, &w->arena, seed, 0);
    camp_search_construct(search);
    camp_market *market = camp_market_make(problem, &w->arena, seed, 9);
    camp_market_start(market, search->now->slot, search->now->room);
    camp_market_anneal(market, 2000, 1, NULL, NULL);
    put_all(search->now, market->best_start, market->best_room);
    assert_true(search->now->broken < 1e-6);
    int *slot = CAMP_NEW(&w->arena, int, problem->n_items),
        *room = CAMP_NEW(&w->arena, int, problem->n_items);
    for (int i = 0; i < problem->n_items; i++)
        slot[i] = search->now->slot[i], room[i] = search->now->room[i];
    camp_board *board = camp_state_board(search->now);
    camp_program_limits limits = {.until = INFINITY, .work = 100000};
    double bound;
    uint64_t work = 0;
    camp_board *better = camp_seats_improve(w->event, board, &limits, &bound, &work);
    double best = camp_board_count(w->event, better ? better : board, &w->arena).matched;
    camp_market_start(market, slot, room);
    double value = (double)market->value / market->scale;
    assert_true(market->exact && value >= best - 1e-6);
    double off = fabs(value - best) / best;
    camp_board_free(board), camp_board_free(better);
    free_world(w);
    return off;
}

static void market_values_enclose_seats(void **state) {
    (void)state;
    double off = 0;
    for (uint64_t seed = 1; seed <= EVENTS; seed++)
        off += check_market(seed);
    assert_true(off / EVENTS < 0.004); /* on the average within 0.4 % */
}

/* Undoing moves leaves no trace: what is carried from board to board is what a recount finds. */
static void check_books(uint64_t seed) {
    style s = {.limited = seed % 4 > 0, .repeats = true, .lengths = seed % 5 < 3, .needs = seed % 2};
    s.halves = seed % 3 == 0;
    world *w = make_world(seed, &s);
    if (setjmp(w->arena.recover)) fail();
    camp_problem_data *problem = camp_problem_make(w->event, &w->arena);
    assert_true(camp_market_suits(problem));
    camp_search *search = camp_search_make(problem, &w->arena, seed, 0);
    camp_search_construct(search);
    camp_market *market = camp_market_make(problem, &w->arena, seed, 9);
    camp_market_start(market, search->now->slot, search->now->room);
    assert_int_equal(market->value, camp_market_recount(market));
    for (int round = 0; round < 10; round++) {
        camp_market_anneal(market, 300, 1, NULL, NULL);
        assert_int_equal(market->value, camp_market_recount(market));
        assert_true(market->best_value >= market->value || round == 0);
    }
    free_world(w);
}

static void market_keeps_its_books(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= EVENTS; seed++)
        check_books(seed);
}

/* The value before prices are looked for is never below the one after that, nor the one that is refined below
 * what another start finds; and the same moves find the same board. */
static void check_repeatable(uint64_t seed) {
    style s = {.limited = true, .repeats = true, .lengths = seed % 2};
    world *w = make_world(seed, &s);
    if (setjmp(w->arena.recover)) fail();
    camp_problem_data *problem = camp_problem_make(w->event, &w->arena);
    camp_search *search = camp_search_make(problem, &w->arena, seed, 0);
    camp_search_construct(search);
    camp_market *a = camp_market_make(problem, &w->arena, seed, 9),
                *b = camp_market_make(problem, &w->arena, seed, 9);
    camp_market_start(a, search->now->slot, search->now->room);
    camp_market_start(b, search->now->slot, search->now->room);
    camp_market_anneal(a, 1000, 1, NULL, NULL);
    camp_market_anneal(b, 1000, 1, NULL, NULL);
    assert_int_equal(a->best_value, b->best_value);
    assert_memory_equal(a->best_start, b->best_start, (size_t)problem->n_items * sizeof *a->best_start);
    int64_t before = a->value, people = a->people;
    camp_market_save(a);
    assert_true(camp_market_descend(a, -INFINITY, true) <= before);
    camp_market_take_back(a);
    assert_int_equal(a->people, people);
    assert_int_equal(a->value, camp_market_recount(a));
    free_world(w);
}

static void market_is_repeatable(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= EVENTS; seed++)
        check_repeatable(seed);
}

/* The loops against what they say, and the price against all prices. */
static void market_rows_are_right(void **state) {
    (void)state;
    enum { N = 2 * CAMP_MARKET_BLOCK };
    const camp_market_rows *rows = camp_market_rows_choose();
    camp_random random;
    camp_random_seed(&random, 1, 1);
    uint8_t w[N], a[N], b[N], free[N], x[N], u[N], zero[N] = {0};
    for (int round = 0; round < 200; round++) {
        int top = round % 2 ? 4 : 251, q = camp_random_below(&random, top), sum = 0, more = 0;
        for (int p = 0; p < N; p++) {
            w[p] = (uint8_t)camp_random_below(&random, top), a[p] = (uint8_t)camp_random_below(&random, top);
            b[p] = (uint8_t)camp_random_below(&random, top);
            free[p] = camp_random_below(&random, 4) ? 255 : 0, u[p] = a[p];
        }
        camp_market_offer offers[5] = {{w, q}, {b, q / 2}, {w, q}, {w, q}, {b, 0}};
        rows->raise(N, u, offers, 1 + round % 5);
        rows->over(N, x, w, a, b, free);
        for (int p = 0; p < N; p++) {
            int m = a[p] > b[p] ? a[p] : b[p], best = w[p] - q > a[p] ? w[p] - q : a[p];
            assert_int_equal(x[p], free[p] && w[p] > m ? w[p] - m : 0);
            if (round % 5 >= 1 && b[p] - q / 2 > best) best = b[p] - q / 2;
            if (round % 5 >= 4 && b[p] > best) best = b[p];
            assert_int_equal(u[p], best);
            more += x[p] > q;
        }
        assert_int_equal(rows->above(N, x, q), more);
        int joined = rows->join(N, u, a, w, q, free, zero);
        for (int p = 0; p < N; p++) {
            int best = w[p] - q > a[p] ? w[p] - q : a[p];
            assert_int_equal(u[p], free[p] ? best : 0);
            sum += u[p];
        }
        assert_int_equal(joined, sum);
        memcpy(x, w, N);
        rows->lower(N, x, a, free);
        for (int p = 0; p < N; p++)
            assert_int_equal(x[p], free[p] && w[p] > a[p] ? w[p] - a[p] : 0);
        rows->split(N, u, x, b);
        for (int p = 0; p < N; p++) {
            int rest = free[p] && w[p] > a[p] ? w[p] - a[p] : 0;
            assert_int_equal(u[p], rest < b[p] ? rest : b[p]);
            assert_int_equal(u[p] + x[p], rest);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swift_values_are_exact), cmocka_unit_test(market_values_enclose_seats),
        cmocka_unit_test(market_keeps_its_books), cmocka_unit_test(market_is_repeatable),
        cmocka_unit_test(market_rows_are_right)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
