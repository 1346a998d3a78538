/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cases.c - reads stored events and solves their direct programs. */
#include "cases.h"
#include "base/clock.h"

#include <stdio.h>
#include <string.h>

static best read_best(const char *text) {
    best b = {false, 0, 0};
    b.exists = sscanf(text, "%ld %lf", &b.served, &b.matched) == 2;
    return b;
}

static void read_expected(brute_case *c, const char *text, const char *end) {
    while (text < end) {
        int row = 0, used = 0;
        if (strncmp(text, "best ", 5) == 0)
            c->whole = read_best(text + 5);
        else if (sscanf(text, "without %d %n", &row, &used) == 1)
            c->without[row] = read_best(text + used), c->n_without = row + 1;
        else if (sscanf(text, "unlocked %d %n", &row, &used) == 1)
            c->unlocked[row] = read_best(text + used), c->n_unlocked = row + 1;
        text += strcspn(text, "\n") + 1;
    }
}

const char *camp_case_read(brute_case *c, const char *text) {
    memset(c, 0, sizeof *c);
    sscanf(text, "=== %63s", c->name);
    const char *next = strstr(text + 4, "\n=== "), *end = next ? next + 1 : text + strlen(text);
    const char *part = strstr(text, "\n--- ");
    while (part && part < end) {
        const char *body = part + 5 + strcspn(part + 5, "\n") + 1, *stop = strstr(body - 1, "\n--- ");
        if (!stop || stop > end) stop = end - 1;
        char name[NAME] = "";
        sscanf(part, "\n--- %63s", name);
        if (strcmp(name, "expect") == 0)
            read_expected(c, body, stop + 1);
        else {
            memcpy(c->file_name[c->n_files], name, NAME);
            c->files[c->n_files] = (camp_file){c->file_name[c->n_files], body, (size_t)(stop + 1 - body)};
            c->n_files++;
        }
        part = stop == end - 1 ? NULL : stop;
    }
    return next ? next + 1 : NULL;
}

camp_event *camp_case_event(const char *name, const camp_file *files, size_t n) {
    camp_report *report = camp_report_new();
    camp_status status;
    camp_event *event = camp_event_load(name, files, n, report, &status);
    if (!event)
        for (size_t i = 0; i < camp_report_size(report); i++)
            fprintf(stderr, "%s: %s:%ld: %s\n", name, camp_report_get(report, i)->file,
                    camp_report_get(report, i)->line, camp_report_get(report, i)->message);
    camp_report_free(report);
    return event;
}

camp_program_result camp_case_solve(camp_direct *direct, const camp_event *event,
                                    const camp_direct_options *options, uint64_t work, camp_arena *arena) {
    camp_program_limits limits = {.until = camp_clock_now() + 60, .work = work};
    camp_direct_make(direct, event, options, arena);
    return camp_program_solve(&direct->program, &limits);
}

best camp_case_best(const camp_event *event, camp_direct_options options, uint64_t work, camp_direct *direct,
                    camp_program_result *result, camp_arena *arena) {
    best b = {true, 0, 0};
    options.goal = CAMP_GOAL_SERVED;
    *result = camp_case_solve(direct, event, &options, work, arena);
    if (result->status == CAMP_PROGRAM_OPTIMAL) {
        b.served = lround(result->value + direct->offset);
        options.goal = CAMP_GOAL_MATCHED;
        options.served_at_least = b.served;
        *result = camp_case_solve(direct, event, &options, work, arena);
        b.matched = result->value + direct->offset;
    }
    b.exists = result->status == CAMP_PROGRAM_OPTIMAL;
    if (!b.exists && result->status != CAMP_PROGRAM_INFEASIBLE) b.matched = NAN; /* neither answer */
    return b;
}

bool camp_case_same(best a, best b) {
    if (isnan(a.matched) || a.exists != b.exists) return false;
    return !a.exists || (a.served == b.served && fabs(a.matched - b.matched) <= 1e-6);
}
