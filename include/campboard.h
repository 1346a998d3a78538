/* SPDX-License-Identifier: GPL-3.0-or-later */
/* campboard.h - makes, checks and writes the session board of an Edcamp, unconference or PD day.
 *
 *   read -> solve -> (checked) board -> export
 *
 * Said once for every function:
 *  - Handles (camp_event, camp_board, ...) are opaque. What a function hands out through a `**` parameter is
 *    owned by the caller and given back with the matching _free; _free(NULL) does nothing.
 *  - Texts are UTF-8. Texts and arrays reached through a handle live as long as the handle.
 *  - A function that can fail returns a camp_status. Unless it returns CAMP_OK its outputs are untouched.
 *    "No board exists" is no failure: see camp_outcome.
 *  - Problems of the input are collected in a camp_report; nothing is ever printed, and the process never
 * ends here.
 *  - No function keeps mutable global state; different handles may be used in different threads. An event is
 *    never changed after reading, so several threads may share one.
 *  - GLPK, which works inside, keeps its environment per thread. Where threads exist the library runs it in
 *    threads of its own, so a GLPK problem of the calling program stays as it was.
 */
#ifndef CAMPBOARD_H
#define CAMPBOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define CAMP_API __declspec(dllexport)
#elif defined(__GNUC__)
#define CAMP_API __attribute__((visibility("default")))
#else
#define CAMP_API
#endif

/* ---------------------------------------------------------------- statuses and problems */

typedef enum camp_status {
    CAMP_OK = 0,
    CAMP_BAD_INPUT = 1,    /* the event or board breaks the format: the report says where */
    CAMP_BAD_ARGUMENT = 2, /* a parameter of the call is out of range: the report says which */
    CAMP_IO = 3,           /* a file or folder could not be read or written: the report says which */
    CAMP_NO_MEMORY = 4,
    CAMP_INTERNAL = 5 /* a mistake of ours; the report says what was noticed */
} camp_status;

typedef enum camp_severity { CAMP_WARNING = 0, CAMP_ERROR = 1 } camp_severity;

/* One thing to say about the input. */
typedef struct camp_problem {
    camp_severity severity;
    const char *code;    /* stable, for programs and translations: "E_UNKNOWN_ROOM", "W_IGNORED_COLUMN" */
    const char *file;    /* "sessions.csv", as it was found; "" when no file is meant */
    long line;           /* physical line on which the record begins, from 1; 0: the whole file */
    int column;          /* number of the cell in its row, from 1; 0: the whole row */
    const char *header;  /* name of that column, "" where there is none */
    const char *message; /* what was found, what was expected and the fix, without the place */
} camp_problem;

typedef struct camp_report camp_report;

/* An empty report; NULL when memory runs out. */
CAMP_API camp_report *camp_report_new(void);
CAMP_API void camp_report_free(camp_report *report);
/* Number of problems; in the order in which they were found. */
CAMP_API size_t camp_report_size(const camp_report *report);
/* The i-th problem (0 <= i < size), else NULL. */
CAMP_API const camp_problem *camp_report_get(const camp_report *report, size_t i);
/* Number of problems of a severity, those beyond the limit per file included. */
CAMP_API size_t camp_report_count(const camp_report *report, camp_severity severity);

/* Version of the library, for example "0.1.0". */
CAMP_API const char *camp_version(void);

/* ---------------------------------------------------------------- events */

typedef struct camp_event camp_event;

/* A file in memory: a name such as "slots.csv", its bytes and their number. */
typedef struct camp_file {
    const char *name;
    const void *bytes;
    size_t size;
} camp_file;

/* Reads the event in `folder`. strict: every warning is an error. The report (may not be NULL) receives all
 * warnings, and up to 20 errors a file. CAMP_BAD_INPUT when there is an error, CAMP_IO when the folder cannot
 * be read. */
CAMP_API camp_status camp_event_read(const char *folder, bool strict, camp_report *report,
                                     camp_event **event);

/* The same from n files in memory; the bytes are needed during the call only. `name` stands for the folder's
 * name. */
CAMP_API camp_status camp_event_from_memory(const char *name, const camp_file *files, size_t n, bool strict,
                                            camp_report *report, camp_event **event);
CAMP_API void camp_event_free(camp_event *event);

/* How large an event is. */
typedef struct camp_event_size {
    const char *name;
    int slots; /* open slots */
    int rooms;
    int sessions;
    int people; /* everyone named in any file */
    int voters; /* people with a ballot; 0 with a tally */
    long votes; /* votes that count */
    int rules, locks;
    bool tally;   /* anonymous dots */
    bool limited; /* seats bind */
} camp_event_size;
CAMP_API camp_event_size camp_event_get_size(const camp_event *event);

/* ---------------------------------------------------------------- solving */

typedef struct camp_board camp_board;

typedef struct camp_score {
    double matched;    /* interest matched: weights over seats + stakes of presenters */
    long served;       /* sum over voters of min(floor, seats they asked for) */
    long served_bound; /* no valid board serves more */
    double bound;      /* no valid board that serves as many matches more */
    double gap;        /* (bound - matched) / max(matched, 1e-9) */
    bool proven;
} camp_score;

typedef struct camp_progress {
    double seconds; /* since the start of the solve */
    bool has_board; /* a valid board is known */
    camp_score score;
} camp_progress;

typedef struct camp_solve_options {
    double time_s; /* time limit in seconds; <= 0: none */
    uint64_t work; /* work limit in units of work; 0: none */
    double gap;    /* stop when the gap is at most this; 0: when proven */
    uint64_t seed; /* 1 is the usual seed */
    int threads;   /* at most so many threads; 0: as many as the machine has. Never changes the result. */
    /* Called from the calling thread, a few times a second and at every better board or bound; may be NULL.
     */
    void (*progress)(void *user, const camp_progress *progress);
    /* Asked often, from any thread; true ends the solve with the best board so far. May be NULL. */
    bool (*stop)(void *user);
    void *user;
} camp_solve_options;

typedef enum camp_outcome {
    CAMP_FOUND = 0,     /* a board was found; its score says whether it is proven best */
    CAMP_NO_BOARD = 1,  /* proven: no valid board exists. camp_explanation says why */
    CAMP_NONE_FOUND = 2 /* none was found within the limits */
} camp_outcome;

/* Limits as the program uses them without options: 30 s, no work limit, gap 0, seed 1, all threads. */
CAMP_API camp_solve_options camp_solve_defaults(void);

/* Makes the best board it can within the limits. With CAMP_FOUND *board is a board that passed the
 * independent check; otherwise it stays as it was. With no board, the report receives the plain reasons (code
 * "N_..."). */
CAMP_API camp_status camp_solve(const camp_event *event, const camp_solve_options *options,
                                camp_report *report, camp_outcome *outcome, camp_board **board);
CAMP_API void camp_board_free(camp_board *board);
CAMP_API camp_score camp_board_score(const camp_board *board);
/* Unit-less count of what was spent on the board, see docs/format.md. */
CAMP_API uint64_t camp_board_work(const camp_board *board);

/* ---------------------------------------------------------------- verifying */

/* Reads board.json from memory and checks it against the event with the independent check. *valid says the
 * answer; every violation is a problem of the report. CAMP_BAD_INPUT when the text is no board at all. *board
 * may be NULL when only the answer is wanted; else it receives the board when it is valid. `file` names the
 * board in messages. */
CAMP_API camp_status camp_verify(const camp_event *event, const char *file, const void *bytes, size_t size,
                                 camp_report *report, bool *valid, camp_board **board);

/* ---------------------------------------------------------------- exporting */

typedef enum camp_format {
    CAMP_BOARD_JSON = 0,
    CAMP_BOARD_CSV = 1,
    CAMP_SEATS_CSV = 2,
    CAMP_GRID = 3,    /* text grid, slots down and rooms across */
    CAMP_SUMMARY = 4, /* what was achieved, in plain words */
    /* Pages, each one self-contained HTML file. For everyone: sessions and presenters, nothing else. */
    CAMP_BOARD_HTML = 5, /* the board: projector, wall, phone */
    CAMP_SIGNS_HTML = 6, /* a sign for each door, to print */
    CAMP_LIST_HTML = 7,  /* the plain list of all sessions */
    /* Pages for staff only, with people and seats. */
    CAMP_AGENDAS_HTML = 8, /* everybody's own agenda, to print and cut */
    CAMP_STAFF_HTML = 9,   /* the board with seats and a filter by person */
    CAMP_REPORT_HTML = 10, /* pictures of how good the board is */
    /* For paper, calendars, apps and spreadsheets: the same for everyone, but the calendar of a person. */
    CAMP_BOARD_PDF = 11,     /* the grid for the wall, on pages */
    CAMP_BOARD_ICS = 12,     /* iCalendar: the board, a room or a person */
    CAMP_SCHEDULE_JSON = 13, /* for conference apps, as frab and pretalx write it */
    CAMP_SCHEDULE_XML = 14,
    CAMP_BOARD_XLSX = 15, /* a workbook: grid, list, a sheet a room */
    CAMP_SIGNS_PDF = 16   /* a sign for each room's door */
} camp_format;

typedef struct camp_export_options {
    int columns; /* width to fit, in terminal columns; 0: 100 for CAMP_GRID, and CAMP_SUMMARY is not wrapped
                  */
    bool colour; /* CAMP_GRID, CAMP_SUMMARY: ANSI colours */
    const char *link; /* pages: address (http or https) for a QR code; NULL: none */
    bool bom; /* CAMP_BOARD_CSV, CAMP_SEATS_CSV: begin with a byte order mark, by which Excel knows UTF-8 */
    const char *room;    /* CAMP_BOARD_ICS, CAMP_SIGNS_PDF: this room alone, by its id; NULL: all */
    const char *person;  /* CAMP_BOARD_ICS: what this person attends and presents; NULL: all runs */
    const char *earlier; /* CAMP_BOARD_ICS: the bytes of the calendar that this one replaces, or NULL */
    size_t earlier_size;
    const char *paper; /* CAMP_BOARD_PDF, CAMP_SIGNS_PDF: "a4" (also NULL), "a3", "letter", "tabloid" */
    const camp_progress *progress; /* CAMP_REPORT_HTML: how the solve went, by seconds; NULL: not recorded */
    size_t n_progress;
} camp_export_options;

/* Writes the board into memory. *bytes (size *size, and a zero byte behind it) is given back with
 * camp_bytes_free. options and report may be NULL; the report says why a form cannot be made. */
CAMP_API camp_status camp_export(const camp_event *event, const camp_board *board, camp_format format,
                                 const camp_export_options *options, camp_report *report, char **bytes,
                                 size_t *size);
CAMP_API void camp_bytes_free(char *bytes);

/* A file of a folder that an index leads to. */
typedef struct camp_index_entry {
    const char *file;         /* its address, relative to the index */
    const char *title, *text; /* what it is called, and what it is in a sentence */
} camp_index_entry;

/* An HTML page that leads to n files of its folder. staff: it says that the folder is for staff only. link:
 * as in camp_export_options. */
CAMP_API camp_status camp_index_page(const camp_event *event, const camp_index_entry *entries, size_t n,
                                     bool staff, const char *link, camp_report *report, char **bytes,
                                     size_t *size);

/* A whole file, a zero byte behind it; given back with camp_bytes_free. CAMP_IO: the report says why. */
CAMP_API camp_status camp_bytes_read(const char *path, camp_report *report, char **bytes, size_t *size);
/* Writes a file whole or not at all: on CAMP_IO (the report says why) an old file stays as it was. */
CAMP_API camp_status camp_bytes_write(const char *path, const void *bytes, size_t size, camp_report *report);

/* ---------------------------------------------------------------- importing and merging */

/* Files in memory, of an event's folder say. */
typedef struct camp_files camp_files;
CAMP_API size_t camp_files_size(const camp_files *files);
/* The i-th file (0 <= i < size), else NULL. */
CAMP_API const camp_file *camp_files_get(const camp_files *files, size_t i);
CAMP_API void camp_files_free(camp_files *files);
/* The files of the folder that an event or an import reads; other names come without bytes. An empty list
 * where there is no folder. CAMP_IO: the report says why. */
CAMP_API camp_status camp_files_read(const char *folder, camp_report *report, camp_files **files);
/* Writes each file whole or not at all into a folder that exists. */
CAMP_API camp_status camp_files_write(const camp_files *files, const char *folder, camp_report *report);

typedef enum camp_import_kind {
    CAMP_IMPORT_FORMS = 0,      /* answers to a form, CSV or .xlsx */
    CAMP_IMPORT_SHEET = 1,      /* a plain list or board of sessions, CSV or .xlsx */
    CAMP_IMPORT_DOTS = 2,       /* titles and numbers of dots, CSV or .xlsx */
    CAMP_IMPORT_SESSIONIZE = 3, /* Sessionize, "All data" as JSON */
    CAMP_IMPORT_FRAB = 4,       /* schedule.json of frab and pretalx */
    CAMP_IMPORT_AK = 5          /* JSON of the AK planners */
} camp_import_kind;

typedef struct camp_import_options {
    const double *weights; /* of the first, second, ... choice of a ranked question; NULL: n, n-1, ..., 1 */
    size_t n_weights;
    const char *question; /* begins the header of the question with the votes; NULL: found by itself */
    const char *encoding; /* of text files; NULL: detected */
    bool keep_places;     /* what the source has placed is written to lock.csv */
} camp_import_options;

typedef struct camp_import_summary {
    int answers;        /* rows or people read */
    int replaced;       /* earlier answers of somebody who answered again */
    long votes;         /* votes that came in */
    int sessions;       /* in the event afterwards ... */
    int sessions_added; /* ... and those that are new */
    int people_added;
    int questions; /* of questions.csv that wait for an answer */
} camp_import_summary;

/* Takes the sources into the event that the n files are (none: a new event). `name` stands for its folder.
 * *changed receives the files that have to be written: none when the event says all of it already. Nothing is
 * written here. options and summary may be NULL; *notes (may be NULL; freed with camp_bytes_free) is a text
 * that tells what was detected, a line each. With an error in a source or in the event: CAMP_BAD_INPUT. */
CAMP_API camp_status camp_import_into(camp_import_kind kind, const camp_file *sources, size_t n_sources,
                                      const char *name, const camp_file *files, size_t n,
                                      const camp_import_options *options, camp_report *report,
                                      camp_import_summary *summary, char **notes, camp_files **changed);

/* Makes one session of several (n_sessions >= 2 ids or titles): the first keeps the presenters and votes of
 * all, and what named the others names it. */
CAMP_API camp_status camp_merge(const char *name, const camp_file *files, size_t n,
                                const char *const *sessions, size_t n_sessions, camp_report *report,
                                camp_files **changed);

/* ---------------------------------------------------------------- the written model */

typedef enum camp_model_format { CAMP_MODEL_LP = 0, CAMP_MODEL_MPS = 1 } camp_model_format;

/* Writes the direct integer program of the event to the file `path`, whole or not at all, for any solver.
 * With a floor its objective is (1 + trivial bound on matched) * served + matched. Both formats minimize the
 * negative where they must: the first comment line says so. */
CAMP_API camp_status camp_model_write(const camp_event *event, camp_model_format format, const char *path,
                                      camp_report *report);

#ifdef __cplusplus
}
#endif
#endif
