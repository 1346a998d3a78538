/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.c - every command: arguments -> calls of campboard.h -> exit code.
 *
 *   event (reading.c) ──> check
 *                     ──> solve_event ──> write_board, show_board
 *                     ──> board (reading.c, verified) ──> verify, export (export.c), publish (publish.c)
 *                     ──> model
 */
#include "cli/commands.h"
#include "campboard.h"
#include "cli/output.h"
#include "cli/progress_file.h"
#include "cli/reading.h"
#include "cli/terminal.h"
#include <stdlib.h>
#include <string.h>

static const char *plural(size_t n) {
    return n == 1 ? "" : "s";
}

/* ---------------------------------------------------------------- new, check, help */

static bool write_example(const char *folder, const camp_example_file *file) {
    size_t size = 0, n_parts = sizeof file->part / sizeof file->part[0];
    for (size_t i = 0; i < n_parts && file->part[i]; i++)
        size += strlen(file->part[i]);
    char *path = camp_output_path(folder, file->name), *text = malloc(size + 1);
    if (text) text[0] = '\0';
    for (size_t i = 0; text && i < n_parts && file->part[i]; i++)
        strcat(text, file->part[i]);
    bool good = path && text && camp_output_write(path, text, size);
    free(path);
    free(text);
    return good;
}

int camp_command_new(const camp_arguments *arguments) {
    const char *folder = arguments->word[0];
    if (!camp_output_folder_ready(folder)) return CAMP_EXIT_USAGE;
    if (!camp_output_folder_empty(folder)) {
        camp_terminal_complain("the folder %s is not empty; nothing was written. Name a new one", folder);
        return CAMP_EXIT_USAGE;
    }
    if (!camp_output_folder_make(folder)) return CAMP_EXIT_USAGE;
    for (size_t i = 0; i < camp_example_n; i++)
        if (!write_example(folder, &camp_example[i])) return CAMP_EXIT_USAGE;
    (void)printf("An example event is in %s. Read README.txt there, change the files, and then:\n"
                 "  campboard check %s\n"
                 "  campboard solve %s -o out\n",
                 folder, folder, folder);
    return CAMP_EXIT_DONE;
}

static void print_size(const camp_event *event) {
    camp_event_size size = camp_event_get_size(event);
    (void)printf("%d session%s, %d open slot%s, %d room%s, ", size.sessions, plural((size_t)size.sessions),
                 size.slots, plural((size_t)size.slots), size.rooms, plural((size_t)size.rooms));
    if (size.tally)
        (void)printf("anonymous dots");
    else
        (void)printf("%d ballot%s with %ld vote%s", size.voters, plural((size_t)size.voters), size.votes,
                     size.votes == 1 ? "" : "s");
    (void)printf(", %d rule%s, %d lock%s", size.rules, plural((size_t)size.rules), size.locks,
                 plural((size_t)size.locks));
}

int camp_command_check(const camp_arguments *arguments) {
    int code;
    size_t warnings = 0;
    camp_event *event = camp_read_event(arguments, ".", &warnings, &code);
    if (!event) return code;
    if (!arguments->quiet) {
        (void)printf("%s: ", arguments->word[0]);
        print_size(event);
        if (warnings)
            (void)printf(". No errors, %zu warning%s.\n", warnings, plural(warnings));
        else
            (void)printf(". No errors, no warnings.\n");
    }
    camp_event_free(event);
    return CAMP_EXIT_DONE;
}

int camp_command_help(const camp_arguments *arguments) {
    const camp_command *command = NULL;
    if (arguments->n_words) {
        command = camp_command_find(arguments->word[0]);
        if (!command) {
            camp_command_unknown(arguments->word[0]);
            return CAMP_EXIT_USAGE;
        }
    }
    camp_help_write(stdout, command);
    return CAMP_EXIT_DONE;
}

int camp_command_reference(const camp_arguments *arguments) {
    static const struct {
        const char *form;
        void (*write)(FILE *to);
    } forms[] = {{"markdown", camp_reference_markdown},
                 {"man", camp_reference_man},
                 {"bash", camp_completion_bash},
                 {"zsh", camp_completion_zsh},
                 {"fish", camp_completion_fish}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (strcmp(arguments->word[0], forms[i].form) != 0) continue;
        forms[i].write(stdout);
        return CAMP_EXIT_DONE;
    }
    camp_terminal_complain("`reference` takes markdown, man, bash, zsh or fish, found \"%s\"",
                           arguments->word[0]);
    return CAMP_EXIT_USAGE;
}

/* ---------------------------------------------------------------- solve */

/* Who sees how a solve goes. */
typedef struct watching {
    camp_progress_line line;
    bool shown;    /* on the terminal */
    bool recorded; /* for --progress */
    camp_progress_record record;
} watching;

static void on_progress(void *user, const camp_progress *progress) {
    watching *w = user;
    if (w->shown) camp_progress_line_show(&w->line, progress);
    if (w->recorded) camp_progress_record_add(&w->record, progress);
}

static bool on_stop(void *user) {
    (void)user;
    return camp_interrupted();
}

static camp_solve_options solve_options(const camp_arguments *arguments, watching *w) {
    camp_solve_options options = camp_solve_defaults();
    if (arguments->time_given)
        options.time_s = arguments->time_s;
    else if (arguments->work_given)
        options.time_s = 0;
    options.work = arguments->work;
    options.gap = arguments->gap;
    options.seed = arguments->seed;
    options.threads = (int)arguments->threads;
    options.stop = on_stop;
    if (!arguments->quiet || arguments->progress) options.progress = on_progress;
    options.user = w;
    return options;
}

/* What a solve that ended without a board has to say. */
static int no_board(const camp_report *report, camp_outcome outcome, const camp_arguments *arguments) {
    if (outcome == CAMP_NO_BOARD)
        (void)fprintf(stderr, "No board keeps all the rules of this event.\n");
    else if (camp_interrupted())
        (void)fprintf(stderr, "Stopped before a board was found.\n");
    else
        (void)fprintf(
            stderr, "No board was found within the limits; there may still be one: try a larger --time%s.\n",
            arguments->work_given ? " or --work" : "");
    (void)camp_terminal_problems(report, arguments->word[0], false);
    (void)fprintf(stderr, "Nothing was written.\n");
    return CAMP_EXIT_NO;
}

/* Solves and tells how it went; the board, or NULL and *code. */
static camp_board *solve_event(const camp_arguments *arguments, const camp_event *event, int *code) {
    camp_report *report = camp_report_new();
    camp_board *board = NULL;
    camp_outcome outcome = CAMP_NONE_FOUND;
    watching w = {.shown = !arguments->quiet, .recorded = arguments->progress != NULL};
    camp_progress_line_start(&w.line);
    camp_solve_options options = solve_options(arguments, &w);
    camp_status status = report ? camp_solve(event, &options, report, &outcome, &board) : CAMP_NO_MEMORY;
    camp_progress_line_end(&w.line);
    *code = camp_exit_code_of(status);
    if (!report)
        camp_terminal_complain("there is not enough memory");
    else if (status != CAMP_OK)
        (void)camp_terminal_problems(report, NULL, false);
    else if (outcome != CAMP_FOUND)
        *code = no_board(report, outcome, arguments);
    if (board && arguments->progress && !camp_progress_record_write(&w.record, arguments->progress))
        *code = CAMP_EXIT_USAGE;
    camp_progress_record_free(&w.record);
    camp_report_free(report);
    return board;
}

/* A form of the board and the file of -o that has it. */
static const struct {
    const char *file;
    camp_format format;
} result_files[] = {
    {"board.json", CAMP_BOARD_JSON}, {"board.csv", CAMP_BOARD_CSV}, {"seats.csv", CAMP_SEATS_CSV}};

#define N_RESULTS (sizeof result_files / sizeof result_files[0])

/* Everything is made before anything is written. */
static int write_results(const camp_event *event, const camp_board *board, const char *folder) {
    char *bytes[N_RESULTS] = {NULL}, *path[N_RESULTS] = {NULL};
    size_t size[N_RESULTS] = {0};
    int code = CAMP_EXIT_DONE;
    for (size_t i = 0; i < N_RESULTS && code == CAMP_EXIT_DONE; i++) {
        path[i] = camp_output_path(folder, result_files[i].file);
        if (!path[i] ||
            camp_export(event, board, result_files[i].format, NULL, NULL, &bytes[i], &size[i]) != CAMP_OK) {
            camp_terminal_complain("%s cannot be made: there is not enough memory", result_files[i].file);
            code = CAMP_EXIT_INTERNAL;
        }
    }
    if (code == CAMP_EXIT_DONE && !camp_output_folder_make(folder)) code = CAMP_EXIT_USAGE;
    for (size_t i = 0; i < N_RESULTS && code == CAMP_EXIT_DONE; i++)
        if (!camp_output_write(path[i], bytes[i], size[i])) code = CAMP_EXIT_USAGE;
    for (size_t i = 0; i < N_RESULTS; i++) {
        camp_bytes_free(bytes[i]);
        free(path[i]);
    }
    return code;
}

static int show(const camp_event *event, const camp_board *board, camp_format format) {
    camp_export_options options = {.columns = camp_terminal_columns_for(format),
                                   .colour = camp_terminal_colour(stdout)};
    char *bytes;
    size_t size;
    camp_status status = camp_export(event, board, format, &options, NULL, &bytes, &size);
    if (status != CAMP_OK) {
        camp_terminal_complain("the board cannot be shown: there is not enough memory");
        return camp_exit_code_of(status);
    }
    (void)fwrite(bytes, 1, size, stdout);
    camp_bytes_free(bytes);
    return CAMP_EXIT_DONE;
}

static int show_board(const camp_event *event, const camp_board *board, const char *folder) {
    (void)fflush(stderr);
    int code = show(event, board, CAMP_GRID);
    (void)putchar('\n');
    if (code == CAMP_EXIT_DONE) code = show(event, board, CAMP_SUMMARY);
    if (!folder) {
        (void)printf("No files were written: -o DIR writes board.json, board.csv and seats.csv there.\n");
        return code;
    }
    (void)printf("Written: ");
    for (size_t i = 0; i < N_RESULTS; i++) {
        char *path = camp_output_path(folder, result_files[i].file);
        (void)printf("%s%s", i ? ", " : "", path ? path : result_files[i].file);
        free(path);
    }
    (void)printf("\n");
    return code;
}

static void print_start(const camp_arguments *arguments, const camp_event *event) {
    camp_event_size size = camp_event_get_size(event);
    (void)fprintf(stderr, "Making the board of %s (%d session%s, ", arguments->word[0], size.sessions,
                  plural((size_t)size.sessions));
    if (size.tally)
        (void)fprintf(stderr, "anonymous dots, ");
    else
        (void)fprintf(stderr, "%d ballot%s, ", size.voters, plural((size_t)size.voters));
    (void)fprintf(stderr, "%d slot%s, %d room%s)\n", size.slots, plural((size_t)size.slots), size.rooms,
                  plural((size_t)size.rooms));
    double time_s = solve_options(arguments, NULL).time_s;
    char limit[40];
    if (time_s >= 1)
        (void)fprintf(stderr, "It takes %s s at most; Ctrl-C ends it sooner with the best board so far.\n",
                      camp_terminal_number(limit, sizeof limit, time_s));
}

int camp_command_solve(const camp_arguments *arguments) {
    int code;
    if (arguments->output && !camp_output_folder_ready(arguments->output)) return CAMP_EXIT_USAGE;
    if (arguments->progress && !camp_output_file_ready(arguments->progress)) return CAMP_EXIT_USAGE;
    camp_event *event = camp_read_event(arguments, ", nothing was written.", NULL, &code);
    if (!event) return code;
    camp_interrupt_watch();
    if (!arguments->quiet) print_start(arguments, event);
    camp_board *board = solve_event(arguments, event, &code);
    if (board && code == CAMP_EXIT_DONE && arguments->output)
        code = write_results(event, board, arguments->output);
    if (board && code == CAMP_EXIT_DONE && !arguments->quiet)
        code = show_board(event, board, arguments->output);
    camp_board_free(board);
    camp_event_free(event);
    return code;
}

/* ---------------------------------------------------------------- verify, model */

int camp_command_verify(const camp_arguments *arguments) {
    int code;
    camp_event *event = camp_read_event(arguments, ".", NULL, &code);
    if (!event) return code;
    camp_board *board = camp_read_board(arguments, event, &code);
    if (board && !arguments->quiet) {
        camp_score score = camp_board_score(board);
        char matched[64], bound[64];
        (void)printf("%s keeps every rule of %s. matched %s", arguments->word[1], arguments->word[0],
                     camp_terminal_number(matched, sizeof matched, score.matched));
        if (score.served_bound > 0) (void)printf(", served %ld", score.served);
        (void)printf("; the file itself says that no board can match more than %s\n",
                     camp_terminal_number(bound, sizeof bound, score.bound));
    }
    camp_board_free(board);
    camp_event_free(event);
    return code;
}

/* The library writes models to files only: without -o through a file that is gone again afterwards. */
static int write_model(const camp_arguments *arguments, const camp_event *event, const char *path) {
    camp_model_format format = strcmp(arguments->format, "lp") == 0 ? CAMP_MODEL_LP : CAMP_MODEL_MPS;
    camp_report *report = camp_report_new();
    camp_status status = report ? camp_model_write(event, format, path, report) : CAMP_NO_MEMORY;
    char *bytes = NULL;
    size_t size = 0;
    if (status == CAMP_OK && !arguments->output) status = camp_bytes_read(path, report, &bytes, &size);
    if (report) (void)camp_terminal_problems(report, NULL, false);
    if (bytes) (void)fwrite(bytes, 1, size, stdout);
    if (status == CAMP_OK && arguments->output && !arguments->quiet) (void)printf("Written: %s\n", path);
    camp_bytes_free(bytes);
    camp_report_free(report);
    return camp_exit_code_of(status);
}

int camp_command_model(const camp_arguments *arguments) {
    int code;
    if (arguments->output && !camp_output_file_ready(arguments->output)) return CAMP_EXIT_USAGE;
    camp_event *event = camp_read_event(arguments, ", nothing was written.", NULL, &code);
    if (!event) return code;
    char *draft = arguments->output ? NULL : camp_output_draft();
    if (arguments->output || draft)
        code = write_model(arguments, event, arguments->output ? arguments->output : draft);
    else
        code = CAMP_EXIT_USAGE;
    camp_output_draft_remove(draft);
    camp_event_free(event);
    return code;
}
