/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress_file.c - seconds,matched,bound: one row for each better board or lower bound. An empty bound is
 * not known yet. */
#include "cli/progress_file.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADER "seconds,matched,bound\n"

static bool same(double a, double b) {
    return !(a < b) && !(a > b);
}

static bool make_room(camp_progress_record *record) {
    if (record->n < record->room) return true;
    size_t room = record->room ? 2 * record->room : 64;
    camp_progress *points = realloc(record->points, room * sizeof *points);
    if (!points) return false;
    record->points = points;
    record->room = room;
    return true;
}

static void thin_out(camp_progress_record *record) {
    size_t kept = 0;
    for (size_t i = 0; i < record->n; i += 2)
        record->points[kept++] = record->points[i];
    record->n = kept;
    record->every = 2 * (record->every ? record->every : 1);
}

void camp_progress_record_add(camp_progress_record *record, const camp_progress *progress) {
    const camp_progress *last = record->n ? &record->points[record->n - 1] : NULL;
    if (!progress->has_board) return;
    bool changed = !last || !same(last->score.matched, progress->score.matched) ||
                   !same(last->score.bound, progress->score.bound);
    if (!changed || ++record->skipped < record->every) return;
    record->skipped = 0;
    if (record->n >= CAMP_PROGRESS_MOST) thin_out(record);
    if (make_room(record)) record->points[record->n++] = *progress;
}

bool camp_progress_record_write(const camp_progress_record *record, const char *path) {
    enum { A_ROW = 120 };
    size_t size = (record->n + 1) * A_ROW, n = strlen(HEADER);
    char *text = malloc(size);
    if (!text) {
        camp_terminal_complain("%s cannot be made: there is not enough memory", path);
        return false;
    }
    memcpy(text, HEADER, n + 1);
    for (size_t i = 0; i < record->n; i++) {
        const camp_progress *p = &record->points[i];
        int used = isfinite(p->score.bound)
                       ? snprintf(text + n, A_ROW, "%.3f,%.12g,%.12g\n", p->seconds, p->score.matched,
                                  p->score.bound)
                       : snprintf(text + n, A_ROW, "%.3f,%.12g,\n", p->seconds, p->score.matched);
        n += used > 0 ? (size_t)used : 0;
    }
    bool good = camp_output_write(path, text, n);
    free(text);
    return good;
}

/* A number up to `end`, which is left behind; NAN where there is none. */
static double number(const char **at, char end) {
    char *behind = NULL;
    double value = **at == end ? INFINITY : strtod(*at, &behind);
    if (behind == *at || (behind && *behind != end && !(end == '\n' && *behind == '\r'))) return NAN;
    *at = strchr(behind ? behind : *at, end);
    if (*at) ++*at;
    return *at && (value >= 0) ? value : NAN;
}

static bool read_rows(camp_progress_record *record, const char *path, const char *text) {
    long line = 2;
    for (const char *at = text; *at; line++) {
        camp_progress p = {.has_board = true};
        p.seconds = number(&at, ',');
        if (!isnan(p.seconds)) p.score.matched = number(&at, ',');
        p.score.bound = isnan(p.seconds) || isnan(p.score.matched) ? NAN : number(&at, '\n');
        if (isnan(p.score.bound) || !isfinite(p.seconds) || !isfinite(p.score.matched)) {
            camp_terminal_complain("%s:%ld: expected three numbers: seconds,matched,bound", path, line);
            return false;
        }
        if (!make_room(record)) return false;
        record->points[record->n++] = p;
    }
    return true;
}

bool camp_progress_record_read(camp_progress_record *record, const char *path) {
    camp_report *report = camp_report_new();
    char *bytes = NULL;
    size_t size = 0;
    camp_status status = report ? camp_bytes_read(path, report, &bytes, &size) : CAMP_NO_MEMORY;
    if (report) (void)camp_terminal_problems(report, NULL, false);
    camp_report_free(report);
    bool good = status == CAMP_OK;
    if (good && strncmp(bytes, HEADER, strlen(HEADER)) != 0) {
        camp_terminal_complain(
            "%s:1: expected the row seconds,matched,bound, as `solve --progress` writes it", path);
        good = false;
    }
    good = good && read_rows(record, path, bytes + strlen(HEADER));
    camp_bytes_free(bytes);
    return good;
}

void camp_progress_record_free(camp_progress_record *record) {
    free(record->points);
    *record = (camp_progress_record){0};
}
