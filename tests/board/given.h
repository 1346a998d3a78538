/* SPDX-License-Identifier: GPL-3.0-or-later */
/* given.h - events and boards of tests, written as short texts:
 *
 *     given g = given_event("slots.csv", "slot,start,end\nA,9:00,10:00\n", ..., NULL);
 *     given_board(&g, "S1 A Gym; S2 B Gym/2", "ann S1; bob S2/2");      a run: session slot room[/section]
 *     assert_string_equal(given_codes(&g), "");                         a seat: person session[/section]
 *     given_free(&g);
 */
#ifndef CAMP_TEST_GIVEN_H
#define CAMP_TEST_GIVEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h wants these in front */
#include <cmocka.h>

#include "board/board.h"
#include "event/event.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct given {
    camp_event *event;
    camp_board *board;
    camp_report *report;
    camp_arena arena;
} given;

/* Prints what a report says, for tests that fail. */
static inline void given_print(const camp_report *report) {
    for (size_t i = 0; i < camp_report_size(report); i++) {
        const camp_problem *p = camp_report_get(report, i);
        print_message("%s:%ld:%d: %s %s\n", p->file, p->line, p->column, p->code, p->message);
    }
}

/* Arena for the caller's setjmp: a test that runs out of memory fails. */
static inline void given_arena(camp_arena *arena) {
    camp_arena_init(arena);
    if (setjmp(arena->recover)) {
        print_error("out of memory\n");
        abort();
    }
}

static inline given given_event(const char *name, ...) {
    camp_file files[16];
    size_t n = 0;
    va_list args;
    given g = {.report = camp_report_new()};
    va_start(args, name);
    for (; name && n < 16; name = va_arg(args, const char *)) {
        const char *text = va_arg(args, const char *);
        files[n++] = (camp_file){name, text, strlen(text)};
    }
    va_end(args);
    camp_status status = CAMP_OK;
    g.event = camp_event_load("test", files, n, g.report, &status);
    if (!g.event) given_print(g.report);
    assert_non_null(g.event);
    return g;
}

static inline int given_find(const given *g, const camp_map *map, const char *text, size_t n) {
    camp_arena arena;
    given_arena(&arena);
    int found = camp_map_get(map, camp_text_fold(&arena, (camp_span){text, n}));
    camp_arena_free(&arena);
    (void)g;
    if (found < 0) print_error("no \"%.*s\" in the event\n", (int)n, text);
    assert_true(found >= 0);
    return found;
}

/* The next word of a text, ended by space, '/' or ';'. */
static inline size_t given_word(const char **at) {
    while (**at == ' ')
        (*at)++;
    return strcspn(*at, " /;");
}

static inline int given_section(const char **at) {
    return **at == '/' ? (int)strtol(*at + 1, (char **)(uintptr_t)at, 10) : 1;
}

static inline void given_runs(given *g, const char *at) {
    while (*at) {
        camp_run *run = &g->board->runs[g->board->n_runs++];
        size_t n = given_word(&at);
        run->session = given_find(g, &g->event->session_ids, at, n);
        at += n;
        n = given_word(&at);
        run->slot = given_find(g, &g->event->slot_ids, at, n);
        at += n;
        n = given_word(&at);
        run->room = given_find(g, &g->event->room_ids, at, n);
        at += n;
        run->section = given_section(&at);
        at += strspn(at, "; ");
    }
}

static inline void given_seats(given *g, const char *at) {
    while (*at) {
        size_t n = given_word(&at);
        int person = given_find(g, &g->event->person_ids, at, n), run = -1;
        at += n;
        n = given_word(&at);
        int session = given_find(g, &g->event->session_ids, at, n);
        at += n;
        int section = given_section(&at);
        for (int r = 0; r < g->board->n_runs; r++)
            if (g->board->runs[r].session == session && g->board->runs[r].section == section) run = r;
        assert_true(run >= 0);
        g->board->seats[g->board->n_seats++] = (camp_seat){person, run};
        at += strspn(at, "; ");
    }
}

/* Replaces the board; sections stay as they are written. */
static inline void given_board(given *g, const char *runs, const char *seats) {
    camp_board_free(g->board);
    g->board = camp_board_new();
    assert_non_null(g->board);
    if (setjmp(g->board->arena.recover)) abort();
    g->board->runs = CAMP_NEW(&g->board->arena, camp_run, strlen(runs) + 1);
    g->board->seats = CAMP_NEW(&g->board->arena, camp_seat, strlen(seats) + 1);
    given_runs(g, runs);
    given_seats(g, seats);
    camp_board_order(g->event, g->board);
}

/* The codes of errors and warnings of a report that begin with one of "VEW", each once, in order, with
 * spaces. */
static inline const char *given_codes_of(const camp_report *report, char *text, size_t size) {
    text[0] = '\0';
    for (size_t i = 0; i < camp_report_size(report); i++) {
        const char *code = camp_report_get(report, i)->code;
        char padded[64], all[1024];
        snprintf(padded, sizeof padded, " %s ", code);
        snprintf(all, sizeof all, " %s ", text);
        if (strstr(all, padded)) continue;
        size_t n = strlen(text);
        snprintf(text + n, size - n, "%s%s", n ? " " : "", code);
    }
    return text;
}

/* Checks the board; the codes of its violations. */
static inline const char *given_codes(given *g, char *text, size_t size) {
    camp_arena arena;
    given_arena(&arena);
    camp_report *report = camp_report_new();
    size_t n = camp_board_check(g->event, g->board, "board.json", report, &arena);
    assert_int_equal(n, camp_report_count(report, CAMP_ERROR));
    assert_int_equal(n, camp_board_check(g->event, g->board, "board.json", NULL, &arena));
    given_codes_of(report, text, size);
    camp_report_free(report);
    camp_arena_free(&arena);
    return text;
}

static inline void given_free(given *g) {
    camp_board_free(g->board);
    camp_event_free(g->event);
    camp_report_free(g->report);
}

#endif
