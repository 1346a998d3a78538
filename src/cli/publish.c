/* SPDX-License-Identifier: GPL-3.0-or-later */
/* publish.c - everything that hangs on a wall or goes online, in one folder.
 *
 * One table says what there is; a further format is one more row. Everything is made in memory before
 * anything is written, so a mistake leaves the folder as it was. What is for staff only stands in the folder
 * `staff` in it, and only where --staff asks for it.
 */
#include "campboard.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/progress_file.h"
#include "cli/reading.h"
#include "cli/terminal.h"
#include <stdlib.h>
#include <string.h>

#define STAFF "staff/"

typedef struct published_file {
    const char *file;
    camp_format format;
    bool optional; /* left out, and told, where this build or this event cannot have it */
    bool has_link;
    const char *title, *text;
} published_file;

/* In the order in which index.html lists them; what begins with staff/ is for staff only. */
static const published_file files[] = {
    {"board.html", CAMP_BOARD_HTML, false, true, "The board",
     "Times and rooms as a grid: for the projector, for printing, and on a phone as a list. Finds sessions "
     "by "
     "topic and presenter, and shows what is on now and next."},
    {"list.html", CAMP_LIST_HTML, false, true, "The board as a plain list",
     "Every session by time, without a grid: good with a screen reader."},
    {"signs.html", CAMP_SIGNS_HTML, false, true, "Signs for the doors", "A sheet for each room, to print."},
    {"board.pdf", CAMP_BOARD_PDF, true, false, "The board on paper",
     "The grid as PDF, on as many pages as it takes."},
    {"signs.pdf", CAMP_SIGNS_PDF, true, true, "Signs for the doors as PDF",
     "The same signs, ready for a printer."},
    {"board.ics", CAMP_BOARD_ICS, true, false, "The board as a calendar",
     "For calendars on phones and computers; published again it carries on the one that is there."},
    {"schedule.json", CAMP_SCHEDULE_JSON, true, false, "For conference apps (JSON)",
     "The schedule as schedule.json, as frab and pretalx write it."},
    {"schedule.xml", CAMP_SCHEDULE_XML, true, false, "For conference apps (XML)",
     "The same as schedule.xml, which Giggity and EventFahrplan read."},
    {"board.xlsx", CAMP_BOARD_XLSX, true, false, "The board as a workbook",
     "The grid, the list and a sheet for each room."},
    {STAFF "board.html", CAMP_STAFF_HTML, false, true, "The board for staff",
     "The board with seats, and a filter that shows where a person is."},
    {STAFF "agendas.html", CAMP_AGENDAS_HTML, false, true, "Personal agendas",
     "Everybody's own sessions, several to a page, to print and cut."},
    {STAFF "report.html", CAMP_REPORT_HTML, false, false, "How good the board is",
     "Pictures and tables: interest matched per person and group, load of rooms and slots, conflicts that "
     "remain."},
    {STAFF "board.csv", CAMP_BOARD_CSV, false, false, "The board as a table",
     "A row for each run, for a spreadsheet."},
    {STAFF "seats.csv", CAMP_SEATS_CSV, false, false, "The seats as a table",
     "A row for each seat, for a spreadsheet."},
    {STAFF "board.json", CAMP_BOARD_JSON, false, false, "The board for programs",
     "Everything, as `campboard verify` and `campboard export` read it."},
};

enum { N_FILES = sizeof files / sizeof files[0], N_INDEXES = 2, N_MADE = N_FILES + N_INDEXES };

/* A file that is ready to be written. */
typedef struct made_file {
    const char *file;
    char *bytes;
    size_t size;
} made_file;

typedef struct publishing {
    const camp_arguments *arguments;
    const camp_event *event;
    const camp_board *board;
    camp_progress_record record; /* of the solve, for the report */
    made_file made[N_MADE];
    size_t n_made;
    const char *left_out[N_FILES];
    size_t n_left_out;
    camp_report *reports[N_FILES]; /* of the files: a warning is told once, with the first that has it */
    size_t n_reports;
} publishing;

static bool is_staff(const char *file) {
    return strncmp(file, STAFF, strlen(STAFF)) == 0;
}

static bool is_wanted(const publishing *p, const published_file *file) {
    return p->arguments->staff || !is_staff(file->file);
}

/* Says why a file is not there; everything else goes on. */
static void leave_out(publishing *p, const published_file *file, const camp_report *report) {
    p->left_out[p->n_left_out++] = file->file;
    if (p->arguments->quiet) return;
    (void)fprintf(stderr, "Left out: %s", file->file);
    for (size_t i = 0, n = 0; i < camp_report_size(report); i++) {
        const camp_problem *its = camp_report_get(report, i);
        if (its->severity != CAMP_ERROR) continue;
        (void)fprintf(stderr, n++ ? "; " : ": ");
        camp_terminal_text(stderr, its->message);
    }
    (void)fprintf(stderr, "\n");
}

static bool was_told(const publishing *p, const camp_problem *problem) {
    for (size_t r = 0; r < p->n_reports; r++)
        for (size_t i = 0; i < camp_report_size(p->reports[r]); i++) {
            const camp_problem *its = camp_report_get(p->reports[r], i);
            if (strcmp(its->code, problem->code) == 0 && strcmp(its->message, problem->message) == 0)
                return true;
        }
    return false;
}

/* Tells the problems of one file. */
static void tell(const publishing *p, const camp_report *report) {
    for (size_t i = 0; i < camp_report_size(report); i++) {
        const camp_problem *its = camp_report_get(report, i);
        if (its->severity == CAMP_ERROR || !(p->arguments->quiet || was_told(p, its)))
            camp_terminal_problem(its, NULL);
    }
}

/* The file of an earlier publishing, where there is one: the calendar carries it on. */
static camp_status read_earlier(const publishing *p, const published_file *file, camp_report *report,
                                char **earlier, camp_export_options *options) {
    char *path = camp_output_path(p->arguments->output, file->file);
    if (!path) return CAMP_NO_MEMORY;
    camp_status status = CAMP_OK;
    if (camp_output_there(path)) status = camp_bytes_read(path, report, earlier, &options->earlier_size);
    options->earlier = *earlier;
    free(path);
    return status;
}

/* Whether this build or this event cannot have the file, and not only what stands in its place. */
static bool can_be_left_out(const published_file *file, camp_status status, const camp_report *report) {
    bool refused = status == CAMP_BAD_ARGUMENT || status == CAMP_BAD_INPUT;
    for (size_t i = 0; i < camp_report_size(report); i++)
        refused = refused && strcmp(camp_report_get(report, i)->code, "E_CALENDAR") != 0;
    return refused && file->optional;
}

static int make_file(publishing *p, const published_file *file) {
    camp_export_options options = {.link = file->has_link ? p->arguments->link : NULL,
                                   .progress = p->record.points,
                                   .n_progress = p->record.n};
    camp_report *report = camp_report_new();
    made_file made = {.file = file->file};
    char *earlier = NULL;
    camp_status status = report ? CAMP_OK : CAMP_NO_MEMORY;
    if (status == CAMP_OK && file->format == CAMP_BOARD_ICS)
        status = read_earlier(p, file, report, &earlier, &options);
    if (status == CAMP_OK)
        status = camp_export(p->event, p->board, file->format, &options, report, &made.bytes, &made.size);
    camp_bytes_free(earlier);
    int code = camp_exit_code_of(status);
    if (status == CAMP_OK) p->made[p->n_made++] = made;
    if (!report)
        camp_terminal_complain("there is not enough memory");
    else if (can_be_left_out(file, status, report)) {
        leave_out(p, file, report);
        code = CAMP_EXIT_DONE;
    } else {
        if (status != CAMP_OK)
            camp_terminal_complain("%s/%s cannot be written:", p->arguments->output, file->file);
        tell(p, report);
    }
    if (report) p->reports[p->n_reports++] = report;
    return code;
}

/* The index of what was made for everyone, or for staff. */
static int make_index(publishing *p, bool staff) {
    camp_index_entry entries[N_FILES];
    size_t n = 0, before = p->n_made;
    for (size_t i = 0; i < before; i++)
        for (size_t k = 0; k < N_FILES; k++) {
            if (p->made[i].file != files[k].file || is_staff(files[k].file) != staff) continue;
            const char *file = files[k].file + (staff ? strlen(STAFF) : 0);
            entries[n++] = (camp_index_entry){file, files[k].title, files[k].text};
        }
    camp_report *report = camp_report_new();
    made_file made = {.file = staff ? STAFF "index.html" : "index.html"};
    camp_status status = report ? camp_index_page(p->event, entries, n, staff, p->arguments->link, report,
                                                  &made.bytes, &made.size)
                                : CAMP_NO_MEMORY;
    if (status == CAMP_OK) p->made[p->n_made++] = made;
    if (report) (void)camp_terminal_problems(report, NULL, true);
    camp_report_free(report);
    return camp_exit_code_of(status);
}

static int make_all(publishing *p) {
    int code = CAMP_EXIT_DONE;
    for (size_t i = 0; i < N_FILES && code == CAMP_EXIT_DONE; i++)
        if (is_wanted(p, &files[i])) code = make_file(p, &files[i]);
    if (code == CAMP_EXIT_DONE) code = make_index(p, false);
    if (code == CAMP_EXIT_DONE && p->arguments->staff) code = make_index(p, true);
    return code;
}

/* What an earlier publishing wrote and this one did not: it shows an older board. */
static void tell_earlier(const publishing *p, const char *staff) {
    if (!p->arguments->staff && !camp_output_folder_empty(staff))
        (void)fprintf(stderr, "%s is from an earlier time and was left as it is: keep it off the web.\n",
                      staff);
    for (size_t i = 0; i < p->n_left_out; i++) {
        char *path = camp_output_path(p->arguments->output, p->left_out[i]);
        if (path && camp_output_there(path))
            (void)fprintf(stderr,
                          "%s is from an earlier time and was left as it is: it does not show this board.\n",
                          path);
        free(path);
    }
}

static int write_all(const publishing *p) {
    const char *folder = p->arguments->output;
    char *staff = camp_output_path(folder, STAFF);
    int code = staff ? CAMP_EXIT_DONE : CAMP_EXIT_INTERNAL;
    if (staff && !camp_output_folder_make(folder)) code = CAMP_EXIT_USAGE;
    if (code == CAMP_EXIT_DONE && p->arguments->staff && !camp_output_folder_make(staff))
        code = CAMP_EXIT_USAGE;
    for (size_t i = 0; i < p->n_made && code == CAMP_EXIT_DONE; i++) {
        char *path = camp_output_path(folder, p->made[i].file);
        if (!path || !camp_output_write(path, p->made[i].bytes, p->made[i].size)) code = CAMP_EXIT_USAGE;
        free(path);
    }
    if (code == CAMP_EXIT_DONE && !p->arguments->quiet) tell_earlier(p, staff);
    free(staff);
    return code;
}

static void tell_written(const publishing *p) {
    size_t n_staff = 0;
    for (size_t i = 0; i < p->n_made; i++)
        n_staff += is_staff(p->made[i].file);
    char *index = camp_output_path(p->arguments->output, "index.html");
    (void)printf("Written: %s (open it) and %zu files beside it for everyone", index ? index : "index.html",
                 p->n_made - n_staff - 1);
    if (n_staff) (void)printf("; %zu files in %s for staff only", n_staff, STAFF);
    (void)printf(".\n");
    free(index);
}

static int publish(publishing *p) {
    const char *record = p->arguments->progress;
    int code = record && !camp_progress_record_read(&p->record, record) ? CAMP_EXIT_USAGE : make_all(p);
    if (code == CAMP_EXIT_DONE) code = write_all(p);
    if (code == CAMP_EXIT_DONE && !p->arguments->quiet) tell_written(p);
    for (size_t i = 0; i < p->n_made; i++)
        camp_bytes_free(p->made[i].bytes);
    camp_progress_record_free(&p->record);
    for (size_t i = 0; i < p->n_reports; i++)
        camp_report_free(p->reports[i]);
    return code;
}

/* The folder goes online as it is, so nothing of an event and of a solve may be in it. */
static bool is_of_its_own(const char *folder) {
    static const char *const private_files[] = {"votes.csv",  "people.csv", "seats.csv",   "board.csv",
                                                "board.json", "lock.csv",   "sessions.csv"};
    for (size_t i = 0; i < sizeof private_files / sizeof private_files[0]; i++) {
        char *path = camp_output_path(folder, private_files[i]);
        bool there = path && camp_output_there(path);
        if (there)
            camp_terminal_complain("%s is there, a file of an event or of its board, and the folder of the "
                                   "wall goes online as it is; give -o a folder of its own, such as %s/wall",
                                   path, folder);
        free(path);
        if (there) return false;
    }
    return true;
}

int camp_command_publish(const camp_arguments *arguments) {
    int code;
    if (!camp_output_folder_ready(arguments->output) || !is_of_its_own(arguments->output))
        return CAMP_EXIT_USAGE;
    camp_event *event = camp_read_event(arguments, ", nothing was written.", NULL, &code);
    if (!event) return code;
    camp_board *board = camp_read_board(arguments, event, &code);
    if (board) {
        publishing p = {.arguments = arguments, .event = event, .board = board};
        code = publish(&p);
    }
    camp_board_free(board);
    camp_event_free(event);
    return code;
}
