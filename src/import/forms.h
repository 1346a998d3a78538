/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forms.h - the columns of an export of form answers, and what they were found to be. */
#ifndef CAMP_IMPORT_FORMS_H
#define CAMP_IMPORT_FORMS_H

#include "import/words.h"

typedef enum camp_column_kind {
    CAMP_COLUMN_UNREAD,   /* not understood, and told */
    CAMP_COLUMN_PERSONAL, /* time, name, address, or known to be of no use */
    CAMP_COLUMN_TICKS,    /* a cell holds titles, joined by ", " */
    CAMP_COLUMN_GRADES,   /* a column for each session; a cell is a number, word or rank */
    CAMP_COLUMN_RANKED,   /* a column for each rank; a cell is a title */
    CAMP_COLUMN_ORDER     /* a cell holds titles, the one wanted most first */
} camp_column_kind;

typedef struct camp_form_column {
    camp_column_kind kind;
    camp_span question; /* without the [row]; the key of what belongs together */
    camp_span row;      /* what stands in [], or the header of a scale; at NULL: none */
    int group;          /* columns of one question have the same number */
    int rank;           /* CAMP_COLUMN_RANKED */
    int session;        /* CAMP_COLUMN_GRADES: card */
    char separator;     /* CAMP_COLUMN_TICKS: ',' or ';' */
} camp_form_column;

/* A question as a whole. */
typedef struct camp_form_group {
    int n_columns;
    int most_rank;   /* of ranked choices, or of grades that are ranks; titles of an order */
    int level_at[4]; /* weight of each level of words */
} camp_form_group;

typedef struct camp_form {
    camp_import *import;
    const camp_cells *cells;
    int n_columns, n_groups;
    camp_form_column *column;
    camp_form_group *group;
    int time, email, name, first, last; /* columns, or -1 */
    bool day_first;
} camp_form;

/* The answers with their header in row 0; what stands above is told (form_header.c). */
const camp_cells *camp_form_table(camp_import *import, const camp_cells *cells);
/* Reads the headers: questions, and who answered when. */
void camp_form_headers(camp_form *form);
/* Finds out what each column is, adds the sessions that columns name, and tells what is not understood. */
void camp_form_columns(camp_form *form);
/* The titles of a cell with ticks: what is left of it, folded and as it was written. */
typedef struct camp_form_titles {
    const camp_form *form;
    char separator;
    camp_span key, text;
} camp_form_titles;
void camp_form_titles_begin(camp_form_titles *titles, const camp_form *form, int row, int column);
/* The next title: a known one where the rest begins with one, else up to the separator; its key
 * (camp_import_key), its text, and the session, CAMP_UNKNOWN or CAMP_AMBIGUOUS. False at the end. */
bool camp_form_next_title(camp_form_titles *titles, camp_span *key, camp_span *text, int *session);
/* The session that the cell names, added and told where it is new; a title of two is told. Below 0: none. */
int camp_form_session(const camp_form *form, int row, int column, camp_span text);
/* Tells a new session, where it is first named. */
void camp_form_tell_new(const camp_form *form, int row, int column, int session);
/* Tells a title with a comma whose parts are titles too: the cell may mean either. */
void camp_form_tell_comma(const camp_form *form, int row, int column, camp_span title);

/* What a grade says. */
typedef struct camp_grade {
    int rank;     /* > 0: the k-th choice */
    int level;    /* 0..3: a word; -1: none */
    double value; /* else a number */
} camp_grade;
bool camp_form_grade(const camp_form *form, camp_span cell, camp_grade *grade);

#endif
