/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.h - what the readers of src/event share; src/import borrows names, numbers and times from it.
 *
 *   files -> camp_table (cells) -> camp_sheet (columns by name) -> one reader per file -> camp_event
 *
 * A reader that finds an error says so and goes on with a default, and always enters the id of its row: the
 * event is refused at the end, but one mistake is not told as many.
 */
#ifndef CAMP_EVENT_READ_H
#define CAMP_EVENT_READ_H

#include "base/table.h"
#include "event/event.h"

#if defined(__GNUC__)
#define CAMP_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define CAMP_PRINTF(text, first)
#endif

/* Largest values that a cell may have; what is larger is a slip of the hand. They keep every sum exact or
 * harmless. */
#define CAMP_MOST_SEATS 1000000000.0
#define CAMP_MOST_LENGTH 1000.0
#define CAMP_MOST_SECTIONS 10000.0
#define CAMP_MOST_AMOUNT 1e9
#define CAMP_MOST_PEOPLE 1000000.0
#define CAMP_MOST_SLOTS 2000
#define CAMP_MOST_SITES 2000

/* ---- growing lists of whole numbers */

typedef struct camp_ints {
    camp_arena *arena;
    int *at;
    int n, capacity;
} camp_ints;

void camp_ints_push(camp_ints *ints, int value);
/* The numbers as a list in the arena: in their order, or ascending and without repeats. */
camp_list camp_ints_list(const camp_ints *ints, camp_arena *arena);
camp_list camp_ints_set(camp_ints *ints, camp_arena *arena);

/* ---- names: ids of the rows of a file, and other texts by which a row may be called (names.c) */

enum { CAMP_UNKNOWN = -1, CAMP_AMBIGUOUS = -2 };

typedef struct camp_name {
    camp_span folded;
    const char *shown;
    bool is_id;
} camp_name;

typedef struct camp_names {
    const char *what, *file; /* "room", "rooms.csv" */
    camp_arena *arena;
    camp_map ids;    /* folded id -> row */
    camp_map others; /* folded other text -> entry of owner */
    int *owner;      /* row, or CAMP_AMBIGUOUS */
    int n_owners;
    camp_name *all; /* ids and other texts, in the order of the file */
    int n_all, capacity;
    bool complete; /* the file was read to its end: what is not here does not exist */
} camp_names;

void camp_names_init(camp_names *names, camp_arena *arena, const char *what, const char *file);
/* Enters an id; returns the row that already has it, or `row`. */
int camp_names_add(camp_names *names, const char *shown, int row);
/* Enters another text for a row; "" is none. */
void camp_names_also(camp_names *names, const char *shown, int row);
/* The row of an id, else of another text; CAMP_UNKNOWN or CAMP_AMBIGUOUS. */
int camp_names_find(const camp_names *names, camp_span text);
/* "; did you mean "X"?" with the nearest text, or "". */
const char *camp_names_hint(camp_arena *arena, const camp_names *names, camp_span text);
/* The same, or "; it has "A", "B"" where there are only a few ids. */
const char *camp_names_hint_or_list(camp_arena *arena, const camp_names *names, camp_span text);
/* What a text that is no name may need where it contains a comma, or "". */
const char *camp_comma_hint(camp_span text);
/* The same among n given words. */
const char *camp_words_hint(camp_arena *arena, const char *const *words, int n, camp_span text);
/* A text between quotes for a message: cut when it is long, line ends as blanks. */
const char *camp_quoted(camp_arena *arena, camp_span text);

/* ---- labels: tags, groups, ...: words that are entered where they are first used */

typedef struct camp_labels {
    camp_map map;
    const char **shown;
    int n, capacity;
} camp_labels;

/* Number of a label, entered when it is new. */
int camp_labels_number(camp_labels *labels, camp_span text);
/* Number of a label, or CAMP_UNKNOWN. */
int camp_labels_find(const camp_labels *labels, camp_span text);

/* ---- a reading */

typedef struct camp_way {
    const char *from, *to; /* sites as written */
    int entry;             /* of `travel`, from 0 */
    int minutes;
} camp_way;

/* A `must_attend` item that waits until the sessions are known. */
typedef struct camp_wish {
    int person;
    const char *text;
    camp_place place;
} camp_wish;

/* What a cell of rules.csv chooses; and all cells so far by their bytes, since many rules name the same. */
typedef struct camp_selection {
    camp_list all; /* union of the items */
    const camp_list *items;
    int n_items;
} camp_selection;

typedef struct camp_selections {
    camp_map map;
    camp_selection *at;
    int n, capacity;
} camp_selections;

/* A vote as read. */
typedef struct camp_vote {
    int person, session;
    double weight;
    long line;
} camp_vote;

typedef struct camp_reading {
    camp_event *event;
    camp_arena *arena;  /* the event's */
    camp_arena scratch; /* dies with the reading */
    camp_arena votes_arena;
    camp_report *report;
    const camp_file *files;
    size_t n_files;
    void *json; /* a cJSON tree that is alive; freed by camp_reading_end */

    camp_names slots, rooms, sessions, people;
    camp_labels sites, features, groups, tags, topics, kinds, levels, blocks;
    int cap_slots, cap_rooms, cap_sessions, cap_people, cap_rules, cap_locks; /* room in the event's arrays */
    int n_had_features, n_had_groups; /* labels below are those of rooms and of people */
    int *kind_of, *level_of;          /* per session; level -1: none */
    camp_labels copied;               /* titles that several cards without an id have ... */
    int *copy_number, cap_copied;     /* ... and the number in "Title (2)" to try next */
    bool has_people_file;
    double people_given; /* `people` of event.json; 0: not given */

    camp_way *ways;
    int n_ways;
    size_t travel_offset;          /* of `travel` in event.json */
    long ballots_line, floor_line; /* where these stand in event.json */
    camp_wish *wishes;
    int n_wishes, cap_wishes;

    camp_vote *votes; /* in votes_arena, in the order of the file */
    long n_votes, cap_votes;
    double *dots;                      /* tally: dots per session */
    camp_list everyone, every_session; /* `*` of the selectors */
    camp_selections of_people, of_sessions;
} camp_reading;

/* ---- sheets: rows of a file with columns by name (sheet.c) */

enum { CAMP_MOST_COLUMNS = 24 };

typedef struct camp_sheet camp_sheet;
struct camp_sheet {
    camp_reading *reading;
    const char *file;
    const char *const *columns; /* listed columns, n_columns of them; the first n_required must be there */
    int n_columns, n_required;
    int at[CAMP_MOST_COLUMNS];              /* cell of each listed column, or -1 */
    void (*form)(camp_sheet *sheet);        /* not NULL: sets `columns` when the header is known, or `bad` */
    void (*rest)(camp_sheet *sheet, int i); /* not NULL: receives each header cell that is not listed */
    void (*read)(camp_sheet *sheet);        /* reads a row */
    void *user;

    const char **headers; /* as shown */
    camp_span *folded;    /* as compared */
    bool *told;           /* a column without a name that has been warned about */
    int n_headers;
    bool unnamed; /* there is a column without a name */
    bool bad;     /* the header cannot be used */
    size_t errors_before;
    const camp_row *row;
};

/* Reads a file by name; returns whether it was read to its end. A missing file is the caller's business. */
bool camp_sheet_read(camp_sheet *sheet, const camp_file *file);
/* Header cell of a column name, or -1. */
int camp_sheet_column(const camp_sheet *sheet, const char *name);

camp_place camp_sheet_place(const camp_sheet *sheet, int column);
void camp_sheet_error(const camp_sheet *sheet, int column, const char *code, const char *format, ...)
    CAMP_PRINTF(4, 5);
void camp_sheet_warn(const camp_sheet *sheet, int column, const char *code, const char *format, ...)
    CAMP_PRINTF(4, 5);

/* The trimmed cell of a listed column; empty where the column is not there. */
static inline camp_span camp_cell(const camp_sheet *sheet, int column) {
    int at = sheet->at[column];
    if (at < 0 || at >= sheet->row->n) return (camp_span){"", 0};
    return camp_text_trim(sheet->row->cell[at]);
}

/* ---- cells with a meaning (cells.c); an error is told, and the default comes back */

const char *camp_cell_text(const camp_sheet *sheet, int column);
double camp_cell_number(const camp_sheet *sheet, int column, double missing, double most, bool whole);
bool camp_cell_yes(const camp_sheet *sheet, int column, bool missing);
/* Least number of runs: yes, no or a whole number. */
int camp_cell_least(const camp_sheet *sheet, int column, double most);
/* The next item of a list; false at the end. */
bool camp_next_item(camp_span *rest, camp_span *item);
/* Rows that a list cell names; unknown ones are errors. Ascending, in the event's arena. */
camp_list camp_cell_rows(const camp_sheet *sheet, int column, const camp_names *names);
/* Labels of a list cell. */
camp_list camp_cell_labels(const camp_sheet *sheet, int column, camp_labels *labels);
/* The row that a text names, or an error and CAMP_UNKNOWN. `sheet` gives the place. */
int camp_cell_find(const camp_sheet *sheet, int column, const camp_names *names, camp_span text);
/* The same for a place that was kept. */
int camp_reading_find(camp_reading *reading, camp_place place, const camp_names *names, camp_span text);
/* The person that a text names, entered as a new one when nobody is called so; CAMP_UNKNOWN after an error.
 */
int camp_cell_person(const camp_sheet *sheet, int column, camp_span text);

/* A number by the grammar of the format: [+-] digits [. digits] [e [+-] digits]. */
bool camp_parse_number(camp_span text, double *value);
/* H:MM or HH:MM, also :00 and am/pm: minutes after midnight, 0 .. 1440. */
bool camp_parse_time(camp_span text, int *minutes);
/* YYYY-MM-DD of a real day of the years 1900 to 2999: days after 2000-01-01. */
bool camp_parse_date(camp_span text, int *days);

/* ---- the readers, in their order */

const camp_file *camp_reading_file(const camp_reading *reading, const char *name);
void camp_reading_begin(camp_reading *reading);
void camp_reading_end(camp_reading *reading);
void camp_read_options(camp_reading *reading, const camp_file *file);
void camp_read_slots(camp_reading *reading, const camp_file *file);
void camp_read_rooms(camp_reading *reading, const camp_file *file);
void camp_read_people(camp_reading *reading, const camp_file *file);
void camp_read_sessions(camp_reading *reading, const camp_file *file);
void camp_read_votes(camp_reading *reading, const camp_file *file);
void camp_read_rules(camp_reading *reading, const camp_file *file);
void camp_read_locks(camp_reading *reading, const camp_file *file);

/* Adds a person who is there all day and in no group; returns the row. */
int camp_add_person(camp_reading *reading, const char *shown);
/* Where an entry of `travel` stands in event.json; takes the time of reading it up to there. */
long camp_way_line(const camp_reading *reading, const camp_way *way);
/* After the rooms: minutes between sites. */
void camp_link_sites(camp_reading *reading);
/* After the slots: overlap, order and `next`. */
void camp_link_slots(camp_reading *reading);

/* A selector's items, each an ascending list, and their union. What stands after an error does not matter. */
camp_selection camp_select(const camp_sheet *sheet, int column, bool people);

/* Votes as read -> vote_start, fan_start (ballots.c); expected voters of anonymous dots (tally.c). */
void camp_make_ballots(camp_reading *reading);
void camp_make_expected(camp_reading *reading);
/* n votes, people ascending and each pair once -> the rows of the event. */
void camp_make_rows(camp_reading *reading, camp_vote *votes, long n);

/* camp_arena_grow by doubling: room for one more element than n (ints). */
#define CAMP_ROOM_FOR_ONE(arena, array, n, capacity)                                                         \
    do {                                                                                                     \
        if ((n) >= (capacity)) {                                                                             \
            size_t wanted_ = (capacity) ? 2 * (size_t)(capacity) : 16;                                       \
            (array) = camp_arena_grow((arena), (array), (size_t)(n), wanted_, sizeof *(array));              \
            (capacity) = (int)wanted_;                                                                       \
        }                                                                                                    \
    } while (0)

#endif
