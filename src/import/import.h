/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import.h - other people's files -> the files of an event.
 *
 *   bytes --decode.c--> UTF-8 --cells.c--> camp_cells --forms.c, sheet.c, dots.c--\
 *         --xlsx.c---------------------> camp_cells --/                            >--> camp_draft --> files
 *         --json.c--> cJSON --sessionize.c, frab.c, ak.c--------------------------/
 *
 * A draft is the event's files as tables of text cells. Rows, columns and files that an importer does not
 * know stay as they are, byte for byte; a file that did not change is not written. What is not understood is
 * a warning with the place of its cell.
 *
 * Handles of foreign libraries that are alive while memory may run out are kept in camp_foreign, which
 * whoever set the arena's recover frees (camp_foreign_free).
 */
#ifndef CAMP_IMPORT_H
#define CAMP_IMPORT_H

#include "base/report.h"
#include "base/text.h"
#include "event/read.h"

/* Largest sources: what is larger is no list of sessions. */
enum { CAMP_MOST_CELL_COLUMNS = 16384, CAMP_MOST_CELL_ROWS = 1048576, CAMP_MOST_JSON_DEPTH = 100 };

/* Memory of foreign libraries; all NULL at the start. */
typedef struct camp_foreign {
    void *json;          /* cJSON */
    void *zip;           /* zip_t */
    void *raw;           /* cells of a worksheet before they are copied (xlsx.c) */
    void *detector;      /* uchardet_t */
    void *iconv;         /* iconv_t; NULL: none */
    camp_report *report; /* of what is read only to learn from */
} camp_foreign;

/* ---- a table of text cells (cells.c) */

typedef struct camp_cells_row {
    long line; /* physical line in a CSV file, row in a worksheet */
    int n;
    const camp_span *cell;
} camp_cells_row;

typedef struct camp_cells {
    const char *file;  /* as it stands in messages: "answers.csv", "board.xlsx [Sessions]" */
    const char *title; /* what it is called: name of the sheet, or of the file without its ending */
    camp_cells_row *rows;
    int n, capacity;
} camp_cells;

/* Adds a row; cells are copied. */
void camp_cells_add(camp_cells *cells, camp_arena *arena, long line, int n, const camp_span *cell);
/* The trimmed cell, "" where there is none. */
camp_span camp_cells_at(const camp_cells *cells, int row, int column);
/* Its place for a message; `header` is the text of its column in row 0. */
camp_place camp_cells_place(const camp_cells *cells, int row, int column);

/* ---- what an import works on */

typedef struct camp_import camp_import;

typedef struct camp_draft_row {
    long line;     /* in the file as it was; 0: new */
    camp_span raw; /* its bytes in the file, line end included; n = 0: it is written anew */
    camp_span *cell;
    int n;
} camp_draft_row;

typedef struct camp_draft_table {
    const char *name; /* "sessions.csv" */
    camp_arena *arena;
    bool there;   /* the event has the file */
    bool changed; /* it has to be written */
    bool header_changed;
    bool bom, crlf;
    camp_span raw_header;
    int n_columns, cap_columns;
    camp_span *columns, *folded;
    camp_draft_row *rows;
    int n, capacity;
} camp_draft_table;

enum {
    CAMP_SLOTS,
    CAMP_ROOMS,
    CAMP_SESSIONS,
    CAMP_PEOPLE,
    CAMP_VOTES,
    CAMP_RULES,
    CAMP_LOCK,
    CAMP_QUESTIONS,
    CAMP_TABLES
};

/* Reads the tables; false after an error. */
bool camp_draft_read(camp_import *import);
/* The files that changed, in the order in which they are to be written; in the arena. */
camp_file *camp_draft_write(camp_import *import, size_t *n);
/* Column of a name, or -1. */
int camp_draft_column(const camp_draft_table *table, const char *name);
/* The same, added at the end where it is missing. */
int camp_draft_want(camp_draft_table *table, const char *name);
camp_span camp_draft_get(const camp_draft_table *table, int row, int column);
/* Writes a cell; nothing changes where the cell has this text. */
void camp_draft_set(camp_draft_table *table, int row, int column, camp_span text);
int camp_draft_add(camp_draft_table *table);
void camp_draft_remove(camp_draft_table *table, int row);

/* ---- who and what is known (roster.c) */

typedef struct camp_card { /* a session */
    const char *id, *title;
    camp_span key; /* of the title */
    int row;       /* of sessions.csv */
    bool added;
    bool told;   /* that it is new */
    bool placed; /* the source says where it is */
    int sheet;   /* the last sheet that named it (camp_import.sheet) */
    bool shared; /* another session has this title */
} camp_card;

typedef struct camp_member { /* a person */
    const char *id, *name, *email;
    int row; /* of people.csv, or -1 */
    bool added;
} camp_member;

/* A vote as it will stand in votes.csv. */
typedef struct camp_ballot_mark {
    int session;
    double weight;
} camp_ballot_mark;

/* The ballot of a person: replaces what the person said before of what is asked. */
typedef struct camp_ballot {
    int person, n, capacity;
    camp_ballot_mark *mark;
} camp_ballot;

struct camp_import {
    camp_arena *arena;
    camp_report *report;
    camp_foreign *foreign;
    const camp_import_options *options;
    camp_import_summary *summary;
    const camp_file *files; /* of the event, as they were */
    size_t n_files;
    const char *name; /* of the event's folder */
    bool fresh;       /* there was no sessions.csv */

    camp_draft_table table[CAMP_TABLES];
    camp_span json; /* a new event.json, or n = 0 */

    camp_names sessions, people;
    camp_map keys;                      /* sessions by camp_import_key of title and id */
    camp_map same_session, same_person; /* key of a text that was answered "yes" -> row of questions.csv */
    camp_card *cards;
    int n_cards, cap_cards;
    camp_member *members;
    int n_members, cap_members;

    camp_ballot *ballots; /* to be put into votes.csv */
    int n_ballots, cap_ballots;
    bool *asked; /* per card: the source asks about it, so that a ballot replaces what was said; NULL: all */
    int n_asked;
    double *dots; /* per card, -1: not told; NULL: no tally was read */
    int n_dots;
    const char *notes; /* lines that tell what was detected */
    bool settled;      /* new sessions count as known ones */
    int sheet;         /* number of the sheet that is read, from 1 */
};

/* Adds a line to the notes. */
void camp_import_note(camp_import *import, const char *format, ...) CAMP_PRINTF(2, 3);
/* The text as compared, runs of white space as one blank. */
camp_span camp_import_key(camp_arena *arena, camp_span text);
/* A piece of text with a zero byte behind, NFC, runs of white space as one blank. */
const char *camp_import_text(camp_arena *arena, camp_span text);
/* A number as short as it is exact, with a point. */
camp_span camp_import_number(camp_arena *arena, double value);

/* From the draft's tables; false after an error. */
bool camp_roster_read(camp_import *import);
/* The session of a title or id: CAMP_UNKNOWN (-1) where there is none, CAMP_AMBIGUOUS where two have the
 * title. */
int camp_roster_session(const camp_import *import, camp_span text);
/* The same, added where it is missing; CAMP_UNKNOWN for an empty text. CAMP_AMBIGUOUS is told at the place:
 * what stands there does not count. */
int camp_roster_want_session(camp_import *import, camp_span title, camp_place place);
/* A new session, whatever others are called; id "": one is counted on, where cards have ids. */
int camp_roster_add_session(camp_import *import, camp_span title, camp_span id);
/* The person that a text was answered to be, or -1. */
int camp_roster_same_person(const camp_import *import, camp_span text);
/* The person of that e-mail address or name (either may be empty), added where nobody is called so; -1 and a
 * warning when it could be two. */
int camp_roster_want_person(camp_import *import, camp_span name, camp_span email, camp_place place);
/* Whether nothing was known before the import, or the session is new: then the source may fill its cells. */
void camp_roster_fill(camp_import *import, int card, const char *column, camp_span text);
/* Adds an item to a list cell of the session where it is not there. */
void camp_roster_list(camp_import *import, int card, const char *column, camp_span item);
/* Where there is a people.csv, or one is made, it lists everybody who is new. */
void camp_roster_list_people(camp_import *import);
/* Adds a presenter. */
void camp_roster_presenter(camp_import *import, int card, int member);
/* Number of the card in the events's row, by row of sessions.csv. */
const char *camp_roster_id(const camp_import *import, int card);

/* ---- votes (ballot.c) */

/* Begins (again) the ballot of a person. */
camp_ballot *camp_ballot_begin(camp_import *import, int person);
/* Adds a vote; of two for one session the larger counts. Returns false when there was one already. */
bool camp_ballot_mark_add(camp_import *import, camp_ballot *ballot, int session, double weight);
/* Only what is asked from now on is replaced by ballots. */
void camp_ballots_ask_begin(camp_import *import);
void camp_ballots_ask(camp_import *import, int session);
void camp_dots_add(camp_import *import, int session, double dots, bool again);
/* Puts ballots and dots into votes.csv; false after an error. */
bool camp_ballots_put(camp_import *import);

/* ---- questions.csv (questions.c) */

/* Reads the answers and joins what was answered "same". */
bool camp_questions_read(camp_import *import);
/* The text that another was answered to be (a map of same_session or same_person), "" where there is none. */
camp_span camp_questions_same(const camp_import *import, const camp_map *map, camp_span text);
/* Asks about new names that are nearly those of others. */
void camp_questions_ask(camp_import *import);
/* Writes down that the title `gone` is that of a card, so that later imports know it. */
void camp_questions_merged(camp_import *import, const char *gone, int keep);

/* ---- joining (join.c) */

void camp_join_sessions(camp_import *import, int keep, int gone);
void camp_join_people(camp_import *import, int keep, int gone);

/* ---- nearness (near.c) */

typedef struct camp_near_words { /* of a key, in the order of their bytes */
    camp_span *at;
    int n; /* 0: nothing that can be compared */
} camp_near_words;

/* The words of the key of a title, or of a name. */
camp_near_words camp_near_split(camp_arena *arena, camp_span key, bool titles);
/* Whether the two may mean the same. */
bool camp_near(const camp_near_words *a, const camp_near_words *b, bool titles);

/* ---- sources */

/* The source as tables of cells: a CSV file, or every sheet of a workbook. NULL after an error. */
camp_cells *camp_source_cells(camp_import *import, const camp_file *source, int *n);
/* UTF-8 of a text in whatever encoding; what was detected is told. at = NULL after an error. */
camp_span camp_source_text(camp_import *import, const camp_file *source);
/* The sheets of an .xlsx workbook. NULL after an error. */
camp_cells *camp_xlsx_read(camp_import *import, const camp_file *source, int *n);
/* Whether the bytes are a zip file. */
bool camp_xlsx_is(const camp_file *source);
void camp_xlsx_free(camp_foreign *foreign);
void camp_decode_free(camp_foreign *foreign);
void camp_json_free(camp_foreign *foreign);
void camp_foreign_free(camp_foreign *foreign);

/* One source kind each; false after an error. */
bool camp_import_forms(camp_import *import, const camp_file *sources, size_t n);
bool camp_import_sheets(camp_import *import, const camp_file *sources, size_t n);
bool camp_import_dots(camp_import *import, const camp_file *sources, size_t n);
bool camp_import_sessionize(camp_import *import, const camp_file *sources, size_t n);
bool camp_import_frab(camp_import *import, const camp_file *sources, size_t n);
bool camp_import_ak(camp_import *import, const camp_file *sources, size_t n);

/* Slots and rooms where neither the event nor the source has any. */
void camp_import_template(camp_import *import);

/* All of it: reads, imports, asks, writes. The files that are to be written are in the arena. */
camp_status camp_import_run(camp_import *import, camp_import_kind kind, const camp_file *sources, size_t n,
                            camp_file **changed, size_t *n_changed);
/* Joins cards: the first of the names stays. */
camp_status camp_import_merge(camp_import *import, const char *const *names, size_t n, camp_file **changed,
                              size_t *n_changed);

#endif
