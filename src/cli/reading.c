/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reading.c - what most commands begin with: the event, and the board that must keep to it. */
#include "cli/reading.h"
#include "cli/terminal.h"

int camp_exit_code_of(camp_status status) {
    switch (status) {
    case CAMP_OK:
        return CAMP_EXIT_DONE;
    case CAMP_BAD_INPUT:
    case CAMP_BAD_ARGUMENT:
    case CAMP_IO:
        return CAMP_EXIT_USAGE;
    case CAMP_NO_MEMORY:
    case CAMP_INTERNAL:
        return CAMP_EXIT_INTERNAL;
    }
    return CAMP_EXIT_INTERNAL;
}

static const char *plural(size_t n) {
    return n == 1 ? "" : "s";
}

camp_event *camp_read_event(const camp_arguments *arguments, const char *consequence, size_t *warnings,
                            int *code) {
    camp_report *report = camp_report_new();
    camp_event *event = NULL;
    camp_status status = CAMP_NO_MEMORY;
    const char *folder = arguments->word[0];
    if (report) status = camp_event_read(folder, arguments->strict, report, &event);
    size_t errors = report ? camp_terminal_problems(report, folder, arguments->quiet) : 0;
    if (status == CAMP_BAD_INPUT)
        (void)fprintf(stderr, "%zu error%s%s\n", errors, plural(errors), consequence);
    if (!report) camp_terminal_complain("there is not enough memory");
    if (warnings) *warnings = report ? camp_report_count(report, CAMP_WARNING) : 0;
    camp_report_free(report);
    *code = camp_exit_code_of(status);
    return event;
}

camp_board *camp_read_board(const camp_arguments *arguments, const camp_event *event, int *code) {
    const char *file = arguments->word[1];
    camp_report *report = camp_report_new();
    camp_board *board = NULL;
    char *bytes = NULL;
    size_t size = 0;
    bool valid = false;
    camp_status status = report ? camp_bytes_read(file, report, &bytes, &size) : CAMP_NO_MEMORY;
    if (status == CAMP_OK) status = camp_verify(event, file, bytes, size, report, &valid, &board);
    size_t errors = report ? camp_terminal_problems(report, NULL, arguments->quiet) : 0;
    if (!report) camp_terminal_complain("there is not enough memory");
    *code = camp_exit_code_of(status);
    if (status == CAMP_OK && !valid) {
        (void)fprintf(stderr, "%zu violation%s: this board does not keep to the event.\n", errors,
                      plural(errors));
        *code = CAMP_EXIT_NO;
    }
    camp_bytes_free(bytes);
    camp_report_free(report);
    return board;
}
