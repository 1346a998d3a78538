/* SPDX-License-Identifier: GPL-3.0-or-later */
/* given.h - for the tests of this folder: events from texts, and what was said about them.
 *
 *     camp_event *event = given("slots.csv", "slot,start,end\n...", "votes.csv", "...", NULL);
 *
 * Files that are not given are those of a small event; a text NULL means that the file is missing.
 */
#ifndef TESTS_EVENT_GIVEN_H
#define TESTS_EVENT_GIVEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "event/event.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 12 };

static camp_report *report; /* of the latest event */
static camp_event *event;   /* the latest event, NULL when it was refused */

static inline void forget(void) {
    if (event) {
        camp_arena_free(&event->arena);
        free(event);
    }
    camp_report_free(report);
    event = NULL;
    report = NULL;
}

static inline int forget_all(void **state) {
    (void)state;
    forget();
    return 0;
}

static inline void set_file(camp_file *files, size_t *n, const char *name, const char *text) {
    size_t i = 0;
    while (i < *n && strcmp(files[i].name, name) != 0)
        i++;
    if (i == *n) (*n)++;
    files[i] = (camp_file){name, text, text ? strlen(text) : 0};
}

static inline camp_event *given_files(va_list args) {
    camp_file files[MOST_FILES], present[MOST_FILES];
    size_t n = 0, n_present = 0;
    camp_status status;
    set_file(files, &n, "slots.csv", "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\nC,11:00,12:00\n");
    set_file(files, &n, "rooms.csv", "room,capacity\nLibrary,30\nGym,\n");
    set_file(files, &n, "sessions.csv", "session,title\nS1,Math\nS2,Art\nS3,Chess\nS4,Music\n");
    for (const char *name; (name = va_arg(args, const char *)) != NULL;)
        set_file(files, &n, name, va_arg(args, char *));
    for (size_t i = 0; i < n; i++)
        if (files[i].bytes) present[n_present++] = files[i];
    forget();
    report = camp_report_new();
    event = camp_event_load("folder", present, n_present, report, &status);
    assert_int_equal(status, event ? CAMP_OK : CAMP_BAD_INPUT);
    assert_int_equal(event == NULL, camp_report_count(report, CAMP_ERROR) > 0);
    return event;
}

/* The event of these files, or NULL. */
static inline camp_event *given(const char *unused, ...) {
    va_list args;
    (void)unused;
    va_start(args, unused);
    camp_event *made = given_files(args);
    va_end(args);
    return made;
}
/* Pairs of a file's name and text, ended by NULL. */
#define GIVEN(...) given("", __VA_ARGS__, (const char *)NULL)

/* All problems as lines "CODE file:line:column header" for comparing. */
static inline const char *problems(void) {
    static char text[8000];
    size_t n = 0;
    text[0] = 0;
    for (size_t i = 0; i < camp_report_size(report); i++) {
        const camp_problem *p = camp_report_get(report, i);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s %s:%ld:%d %s\n", p->code, p->file, p->line,
                              p->column, p->header);
        assert_true(n < sizeof text);
    }
    return text;
}

/* The message of the i-th problem. */
static inline const char *message(size_t i) {
    const camp_problem *p = camp_report_get(report, i);
    return p ? p->message : "(none)";
}

/* cmocka compares floats only. */
#define assert_close(found, expected) assert_true(fabs((found) - (expected)) <= 1e-9)

/* A list as "0 2 5". */
static inline const char *numbers(camp_list list) {
    static char text[4][1000];
    static int turn;
    char *out = text[turn = (turn + 1) % 4];
    size_t n = 0;
    out[0] = 0;
    for (int i = 0; i < list.n; i++)
        n += (size_t)snprintf(out + n, sizeof text[0] - n, i ? " %d" : "%d", list.at[i]);
    return out;
}

#endif
