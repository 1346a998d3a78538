/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import.c - `import` and `merge`: all files are made in memory first and then written, each whole or not at
 * all. */
#include "campboard.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_WEIGHTS = 100 };

static const char *plural(long n) {
    return n == 1 ? "" : "s";
}

static int exit_code_of(camp_status status) {
    if (status == CAMP_OK) return CAMP_EXIT_DONE;
    return status == CAMP_NO_MEMORY || status == CAMP_INTERNAL ? CAMP_EXIT_INTERNAL : CAMP_EXIT_USAGE;
}

/* "5,3,1" */
static bool read_weights(const char *text, double *weights, size_t *n) {
    *n = 0;
    for (const char *at = text; *n < MOST_WEIGHTS;) {
        char *end;
        if (!((*at >= '0' && *at <= '9') || *at == '.')) break;
        weights[(*n)++] = strtod(at, &end);
        if (*end == '\0') return true;
        if (*end != ',') break;
        at = end + 1 + (end[1] == ' ');
    }
    camp_terminal_complain("--weights \"%s\": expected numbers such as 5,3,1, that of the first choice first",
                           text);
    return false;
}

/* The folder's own name, for messages and event.json. */
static const char *last_name(const char *folder) {
    const char *slash = strrchr(folder, '/');
    return slash && slash[1] ? slash + 1 : folder;
}

typedef struct sources {
    camp_file files[CAMP_MAX_WORDS];
    char *bytes[CAMP_MAX_WORDS];
    size_t n;
} sources;

static camp_status read_sources(const camp_arguments *arguments, sources *s, camp_report *report) {
    for (int i = 1; i < arguments->n_words; i++) {
        size_t size = 0;
        camp_status status = camp_bytes_read(arguments->word[i], report, &s->bytes[s->n], &size);
        if (status != CAMP_OK) return status;
        s->files[s->n] = (camp_file){arguments->word[i], s->bytes[s->n], size};
        s->n++;
    }
    return CAMP_OK;
}

static void free_sources(sources *s) {
    for (size_t i = 0; i < s->n; i++)
        camp_bytes_free(s->bytes[i]);
}

static bool kind_of(const char *word, camp_import_kind *kind) {
    const char *at = camp_import_kinds;
    for (int i = 0; *at; i++) {
        size_t n = strcspn(at, "|");
        if (strlen(word) == n && memcmp(at, word, n) == 0) {
            *kind = (camp_import_kind)i;
            return true;
        }
        at += n + (at[n] == '|');
    }
    camp_terminal_complain("`import` takes forms, sheet, dots, sessionize, frab or ak, found \"%s\"", word);
    return false;
}

/* What was read, and what comes next. */
static void print_summary(const char *folder, const camp_import_summary *s, const char *notes,
                          const camp_files *changed) {
    for (const char *end; notes && *notes; notes = end + 1) {
        char line[1024];
        end = strchr(notes, '\n');
        (void)snprintf(line, sizeof line, "%.*s", (int)(end - notes), notes);
        camp_terminal_text(stdout, line);
        (void)printf("\n");
    }
    if (s->answers)
        (void)printf("Read: %d answer%s, %ld vote%s%s", s->answers, plural(s->answers), s->votes,
                     plural(s->votes), s->replaced ? "" : ".\n");
    if (s->answers && s->replaced) (void)printf("; %d replaced by a later one.\n", s->replaced);
    (void)printf("Now %d session%s (%d new), %d new %s in %s.\n", s->sessions, plural(s->sessions),
                 s->sessions_added, s->people_added, s->people_added == 1 ? "person" : "people", folder);
    if (camp_files_size(changed) == 0) (void)printf("Nothing changed: the event says all of it already.\n");
    for (size_t i = 0; i < camp_files_size(changed); i++)
        (void)printf("%s%s%s", i ? ", " : "Written: ", camp_files_get(changed, i)->name,
                     i + 1 == camp_files_size(changed) ? "\n" : "");
    if (s->questions)
        (void)printf("%d question%s open: write yes or no into the column \"answer\" of %s/questions.csv and "
                     "import again.\n",
                     s->questions, s->questions == 1 ? " is" : "s are", folder);
    (void)printf("Next: campboard check %s\n", folder);
}

static camp_status write_changed(const camp_files *changed, const char *folder, camp_report *report) {
    if (camp_files_size(changed) == 0) return CAMP_OK;
    if (!camp_output_folder_make(folder)) return CAMP_IO;
    return camp_files_write(changed, folder, report);
}

/* Tells the problems, those of the event with its folder before them. */
static void tell(const camp_report *report, bool quiet, camp_status status) {
    size_t errors = camp_terminal_problems(report, NULL, quiet);
    if (status == CAMP_BAD_INPUT)
        (void)fprintf(stderr, "%zu error%s, nothing was written.\n", errors, plural((long)errors));
}

static int import(const camp_arguments *arguments, camp_import_kind kind, const camp_import_options *options,
                  camp_report *report) {
    const char *folder = arguments->output;
    sources s = {.n = 0};
    camp_files *files = NULL, *changed = NULL;
    camp_import_summary summary = {0};
    char *notes = NULL;
    camp_status status = read_sources(arguments, &s, report);
    if (status == CAMP_OK) status = camp_files_read(folder, report, &files);
    if (status == CAMP_OK)
        status = camp_import_into(kind, s.files, s.n, last_name(folder), camp_files_get(files, 0),
                                  camp_files_size(files), options, report, &summary, &notes, &changed);
    if (status == CAMP_OK) status = write_changed(changed, folder, report);
    tell(report, arguments->quiet, status);
    if (status == CAMP_OK && !arguments->quiet) print_summary(folder, &summary, notes, changed);
    camp_bytes_free(notes);
    camp_files_free(changed);
    camp_files_free(files);
    free_sources(&s);
    return exit_code_of(status);
}

int camp_command_import(const camp_arguments *arguments) {
    double weights[MOST_WEIGHTS];
    camp_import_options options = {
        .question = arguments->question, .encoding = arguments->encoding, .keep_places = arguments->places};
    camp_import_kind kind;
    if (!kind_of(arguments->word[0], &kind)) return CAMP_EXIT_USAGE;
    if (arguments->weights && !read_weights(arguments->weights, weights, &options.n_weights))
        return CAMP_EXIT_USAGE;
    options.weights = weights;
    if (!camp_output_folder_ready(arguments->output)) return CAMP_EXIT_USAGE;
    camp_report *report = camp_report_new();
    if (!report) return CAMP_EXIT_INTERNAL;
    int code = import(arguments, kind, &options, report);
    camp_report_free(report);
    return code;
}

int camp_command_merge(const camp_arguments *arguments) {
    const char *folder = arguments->word[0];
    camp_report *report = camp_report_new();
    camp_files *files = NULL, *changed = NULL;
    if (!report) return CAMP_EXIT_INTERNAL;
    camp_status status = camp_files_read(folder, report, &files);
    if (status == CAMP_OK && camp_files_size(files) == 0) {
        camp_terminal_complain("there is no event in \"%s\"", folder);
        status = CAMP_IO;
    }
    if (status == CAMP_OK)
        status = camp_merge(last_name(folder), camp_files_get(files, 0), camp_files_size(files),
                            arguments->word + 1, (size_t)arguments->n_words - 1, report, &changed);
    if (status == CAMP_OK) status = write_changed(changed, folder, report);
    tell(report, arguments->quiet, status);
    if (status == CAMP_OK && !arguments->quiet) {
        (void)printf("Merged into \"");
        camp_terminal_text(stdout, arguments->word[1]);
        (void)printf("\": ");
        for (size_t i = 0; i < camp_files_size(changed); i++)
            (void)printf("%s%s", i ? ", " : "", camp_files_get(changed, i)->name);
        (void)printf(" changed in %s.\nNext: campboard check %s\n", folder, folder);
    }
    camp_files_free(changed);
    camp_files_free(files);
    camp_report_free(report);
    return exit_code_of(status);
}
