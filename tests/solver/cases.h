/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cases.h - stored events with what is known of their best boards, and the direct program that finds them.
 *
 * A file of cases is text: "=== NAME", for each file of the event "--- FILE" and its lines, then "--- expect"
 * with
 *
 *     best SERVED MATCHED          or  best none       the best board, found by another program
 *     without ROW SERVED MATCHED                       ... when this row of rules.csv (from 0) is left out
 *     unlocked ROW SERVED MATCHED                      ... when this row of lock.csv is left out
 *
 * The last two may be missing. brute.py and random_test.py write such files.
 */
#ifndef CAMP_TEST_CASES_H
#define CAMP_TEST_CASES_H

#include "direct.h"

enum { MOST_FILES = 16, MOST_ROWS = 16, NAME = 64 };

/* The best board of an event: none, or what it serves and matches. */
typedef struct best {
    bool exists;
    long served;
    double matched;
} best;

typedef struct brute_case {
    char name[NAME];
    camp_file files[MOST_FILES];
    char file_name[MOST_FILES][NAME];
    size_t n_files;
    best whole, without[MOST_ROWS], unlocked[MOST_ROWS];
    int n_without, n_unlocked;
} brute_case;

/* Reads the case that begins at "=== "; where the next one begins, or NULL. */
const char *camp_case_read(brute_case *c, const char *text);
/* The event of these files; NULL, with its faults on standard error, when it cannot be read. */
camp_event *camp_case_event(const char *name, const camp_file *files, size_t n);
/* Makes and solves the direct program, for a minute and so much work (0: any) at most. */
camp_program_result camp_case_solve(camp_direct *direct, const camp_event *event,
                                    const camp_direct_options *options, uint64_t work, camp_arena *arena);
/* Served first, then matched under it; matched is NAN when neither a board nor that there is none was proven.
 * `direct` and the result are those of the last program. */
best camp_case_best(const camp_event *event, camp_direct_options options, uint64_t work, camp_direct *direct,
                    camp_program_result *result, camp_arena *arena);
bool camp_case_same(best a, best b);

#endif
