/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - `campboard export`: one form of a board, to a file or to stdout. */
#include "campboard.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/progress_file.h"
#include "cli/reading.h"
#include "cli/terminal.h"
#include <string.h>

/* Writes to -o, or to stdout. */
static int deliver(const camp_arguments *arguments, const char *bytes, size_t size) {
    if (!arguments->output) {
        (void)fwrite(bytes, 1, size, stdout);
        return CAMP_EXIT_DONE;
    }
    if (!camp_output_write(arguments->output, bytes, size)) return CAMP_EXIT_USAGE;
    if (!arguments->quiet) (void)printf("Written: %s\n", arguments->output);
    return CAMP_EXIT_DONE;
}

static camp_format format_named(const char *name) {
    static const struct {
        const char *name;
        camp_format format;
    } formats[] = {
        {"csv", CAMP_BOARD_CSV},
        {"seats", CAMP_SEATS_CSV},
        {"grid", CAMP_GRID},
        {"summary", CAMP_SUMMARY},
        {"html", CAMP_BOARD_HTML},
        {"staff", CAMP_STAFF_HTML},
        {"signs", CAMP_SIGNS_HTML},
        {"list", CAMP_LIST_HTML},
        {"agendas", CAMP_AGENDAS_HTML},
        {"pdf", CAMP_BOARD_PDF},
        {"signs-pdf", CAMP_SIGNS_PDF},
        {"ics", CAMP_BOARD_ICS},
        {"schedule-json", CAMP_SCHEDULE_JSON},
        {"schedule-xml", CAMP_SCHEDULE_XML},
        {"xlsx", CAMP_BOARD_XLSX},
        {"report", CAMP_REPORT_HTML},
    };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(formats[i].name, name) == 0) return formats[i].format;
    return CAMP_BOARD_JSON;
}

/* Makes the form and delivers it; `earlier` is the file that will be written over, or NULL. */
static int make_export(const camp_arguments *arguments, const camp_event *event, const camp_board *board,
                       const char *earlier, size_t earlier_size) {
    camp_format format = format_named(arguments->format);
    camp_progress_record record = {0};
    if (arguments->progress && !camp_progress_record_read(&record, arguments->progress))
        return CAMP_EXIT_USAGE;
    camp_export_options options = {.columns = arguments->output ? 0 : camp_terminal_columns_for(format),
                                   .colour = !arguments->output && camp_terminal_colour(stdout),
                                   .link = arguments->link,
                                   .bom = arguments->bom,
                                   .room = arguments->room,
                                   .person = arguments->person,
                                   .paper = arguments->paper,
                                   .earlier = earlier,
                                   .earlier_size = earlier_size,
                                   .progress = record.points,
                                   .n_progress = record.n};
    camp_report *report = camp_report_new();
    char *bytes = NULL;
    size_t size = 0;
    camp_status status =
        report ? camp_export(event, board, format, &options, report, &bytes, &size) : CAMP_NO_MEMORY;
    if (report)
        (void)camp_terminal_problems(report, arguments->word[0], arguments->quiet);
    else
        camp_terminal_complain("there is not enough memory");
    int code = status == CAMP_OK ? deliver(arguments, bytes, size) : camp_exit_code_of(status);
    camp_bytes_free(bytes);
    camp_report_free(report);
    camp_progress_record_free(&record);
    return code;
}

/* A calendar carries on the one that is there. */
static int export_board(const camp_arguments *arguments, const camp_event *event, const camp_board *board) {
    bool carried_on = arguments->output && strcmp(arguments->format, "ics") == 0;
    if (!carried_on || !camp_output_there(arguments->output))
        return make_export(arguments, event, board, NULL, 0);
    camp_report *report = camp_report_new();
    char *earlier = NULL;
    size_t size = 0;
    camp_status status =
        report ? camp_bytes_read(arguments->output, report, &earlier, &size) : CAMP_NO_MEMORY;
    if (report) (void)camp_terminal_problems(report, NULL, false);
    int code =
        status == CAMP_OK ? make_export(arguments, event, board, earlier, size) : camp_exit_code_of(status);
    camp_bytes_free(earlier);
    camp_report_free(report);
    return code;
}

int camp_command_export(const camp_arguments *arguments) {
    int code;
    if (arguments->output && !camp_output_file_ready(arguments->output)) return CAMP_EXIT_USAGE;
    camp_event *event = camp_read_event(arguments, ", nothing was written.", NULL, &code);
    if (!event) return code;
    camp_board *board = camp_read_board(arguments, event, &code);
    if (board) code = export_board(arguments, event, board);
    camp_board_free(board);
    camp_event_free(event);
    return code;
}
