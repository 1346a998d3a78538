/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.c - a growing list of problems, and tallies per file (and kind of warning) for the limits.
 *
 * A report outlives the arena of the event that failed, so it takes its memory from malloc; when that runs
 * out it goes on counting, so that an error can never be taken for none.
 */
#include "base/report.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many problems of a kind a file has. `code` is "" for all its errors together, "V" or "N" for answers.
 */
typedef struct tally {
    char *file, *code;
    size_t seen, listed;
} tally;

struct camp_report {
    camp_problem *problems;
    char **texts; /* one block per problem with all its texts */
    size_t n, capacity;
    tally *tallies;
    size_t n_tallies, tally_capacity;
    size_t count[2];
    bool strict;
};

camp_report *camp_report_new(void) {
    return calloc(1, sizeof(camp_report));
}

void camp_report_free(camp_report *report) {
    if (!report) return;
    for (size_t i = 0; i < report->n; i++)
        free(report->texts[i]);
    for (size_t i = 0; i < report->n_tallies; i++)
        free(report->tallies[i].file);
    free(report->problems);
    free(report->texts);
    free(report->tallies);
    free(report);
}

size_t camp_report_size(const camp_report *report) {
    return report->n;
}

const camp_problem *camp_report_get(const camp_report *report, size_t i) {
    return i < report->n ? &report->problems[i] : NULL;
}

size_t camp_report_count(const camp_report *report, camp_severity severity) {
    return report->count[severity == CAMP_ERROR];
}

void camp_report_set_strict(camp_report *report, bool strict) {
    report->strict = strict;
}

static tally *find_tally(const camp_report *report, const char *file, const char *code) {
    for (size_t i = 0; i < report->n_tallies; i++) {
        tally *found = &report->tallies[i];
        if (strcmp(found->code, code) == 0 && strcmp(found->file, file) == 0) return found;
    }
    return NULL;
}

static tally *make_tally(camp_report *report, const char *file, const char *code) {
    tally *found = find_tally(report, file, code);
    if (found) return found;
    if (report->n_tallies == report->tally_capacity) {
        size_t capacity = report->tally_capacity ? report->tally_capacity * 2 : 8;
        tally *grown = realloc(report->tallies, capacity * sizeof *grown);
        if (!grown) return NULL;
        report->tallies = grown;
        report->tally_capacity = capacity;
    }
    size_t file_size = strlen(file) + 1, code_size = strlen(code) + 1;
    char *texts = malloc(file_size + code_size);
    if (!texts) return NULL;
    memcpy(texts, file, file_size);
    memcpy(texts + file_size, code, code_size);
    tally *made = &report->tallies[report->n_tallies++];
    *made = (tally){.file = texts, .code = texts + file_size};
    return made;
}

size_t camp_report_errors_of(const camp_report *report, const char *file) {
    const tally *found = find_tally(report, file, "");
    return found ? found->seen : 0;
}

/* Room for one more problem. */
static bool make_room(camp_report *report) {
    if (report->n < report->capacity) return true;
    size_t capacity = report->capacity ? report->capacity * 2 : 16;
    camp_problem *problems = realloc(report->problems, capacity * sizeof *problems);
    if (!problems) return false;
    report->problems = problems;
    char **texts = realloc(report->texts, capacity * sizeof *texts);
    if (!texts) return false;
    report->texts = texts;
    report->capacity = capacity;
    return true;
}

/* Copies a text to *at, moves *at behind it and returns the copy. */
static const char *put_text(char **at, const char *text, size_t size) {
    char *copy = *at;
    memcpy(copy, text, size);
    *at += size;
    return copy;
}

static bool list_problem(camp_report *report, camp_problem problem, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    size_t code = strlen(problem.code) + 1, file = strlen(problem.file) + 1,
           header = strlen(problem.header) + 1;
    char *texts = n < 0 || !make_room(report) ? NULL : malloc(code + file + header + (size_t)n + 1);
    if (texts) {
        char *at = texts;
        problem.code = put_text(&at, problem.code, code);
        problem.file = put_text(&at, problem.file, file);
        problem.header = put_text(&at, problem.header, header);
        problem.message = at;
        vsnprintf(at, (size_t)n + 1, format, again);
        report->texts[report->n] = texts;
        report->problems[report->n++] = problem;
    }
    va_end(again);
    return texts != NULL;
}

static bool is_answer(const char *code) {
    return strncmp(code, "V_", 2) == 0 || strncmp(code, "N_", 2) == 0;
}

/* What a problem is counted with, and how many of those are listed. */
static size_t limit_of(const camp_report *report, camp_severity *severity, const char *code,
                       const char **kind) {
    if (report->strict) *severity = CAMP_ERROR;
    *kind = code;
    if (is_answer(code)) {
        *kind = code[0] == 'V' ? "V" : "N";
        return CAMP_ANSWERS_PER_FILE;
    }
    if (*severity == CAMP_ERROR) {
        *kind = "";
        return CAMP_ERRORS_PER_FILE;
    }
    return CAMP_WARNINGS_PER_KIND;
}

bool camp_report_would_list(const camp_report *report, camp_severity severity, const char *code,
                            const char *file) {
    const char *kind;
    size_t limit = limit_of(report, &severity, code, &kind);
    const tally *same = find_tally(report, file, kind);
    return !same || same->seen < limit;
}

void camp_report_add(camp_report *report, camp_severity severity, const char *code, camp_place place,
                     const char *format, ...) {
    const char *file = place.file ? place.file : "", *header = place.header ? place.header : "", *kind;
    size_t limit = limit_of(report, &severity, code, &kind);
    report->count[severity == CAMP_ERROR]++;
    tally *same = make_tally(report, file, kind);
    if (same && ++same->seen > limit) return;
    camp_problem problem = {severity, code, file, place.line, place.column, header, ""};
    va_list args;
    va_start(args, format);
    if (list_problem(report, problem, format, args) && same) same->listed++;
    va_end(args);
}

/* A problem that says something about others and is not counted itself. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static void
list_summary(camp_report *report, const tally *same, const char *format, ...) {
    camp_problem problem = {CAMP_WARNING, same->code, same->file, 0, 0, "", ""};
    va_list args;
    va_start(args, format);
    list_problem(report, problem, format, args);
    va_end(args);
}

void camp_report_summarise(camp_report *report, const char *file) {
    for (size_t i = 0; i < report->n_tallies; i++) {
        tally *same = &report->tallies[i];
        if (strncmp(same->code, "W_", 2) != 0 || strcmp(same->file, file) != 0) continue;
        size_t more = same->seen > same->listed ? same->seen - same->listed : 0;
        if (more) list_summary(report, same, "%zu more warnings of this kind are not listed", more);
        same->listed = same->seen;
    }
}
