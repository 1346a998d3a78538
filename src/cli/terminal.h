/* SPDX-License-Identifier: GPL-3.0-or-later */
/* terminal.h - what the person at the terminal sees: width, colours, problems, progress, an interruption. */
#ifndef CAMP_CLI_TERMINAL_H
#define CAMP_CLI_TERMINAL_H

#include "campboard.h"
#include <stdio.h>

/* Columns of the terminal behind stdout, or of COLUMNS, or 100. */
int camp_terminal_columns(void);
/* The same where long lines are to be wrapped: 0 when stdout is no terminal. */
int camp_terminal_wrap(void);
/* The one of the two that suits a form of a board. */
int camp_terminal_columns_for(camp_format format);
/* Whether colours are welcome there: a terminal, NO_COLOR not set, TERM not "dumb". */
bool camp_terminal_colour(FILE *to);

/* Prints a text with control characters (which could drive a terminal) as "?". */
void camp_terminal_text(FILE *to, const char *text);
/* A number with thousands separators and at most 2 decimals: 1,512 or 0.25. Returns `text`. */
char *camp_terminal_number(char *text, size_t size, double value);

/* One problem on standard error; `folder` (NULL: none) stands before its file. */
void camp_terminal_problem(const camp_problem *problem, const char *folder);
/* Prints the problems to stderr, `folder`/file:line:column before each (folder NULL: file as it is). Only
 * errors with errors_only. Returns the number of errors, unlisted ones included. */
size_t camp_terminal_problems(const camp_report *report, const char *folder, bool errors_only);
/* The message of a failed call: "campboard: <what>: <why>" on stderr. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void camp_terminal_complain(const char *format, ...);

/* ---- progress on stderr: on a terminal one line that is rewritten, elsewhere a line a second when something
 * changed */
typedef struct camp_progress_line {
    bool terminal;
    bool open;       /* the terminal's line has to be ended */
    double last_s;   /* when the last one was written */
    char shown[256]; /* the last one, without the seconds */
} camp_progress_line;

void camp_progress_line_start(camp_progress_line *line);
void camp_progress_line_show(camp_progress_line *line, const camp_progress *progress);
void camp_progress_line_end(camp_progress_line *line);

/* ---- Ctrl-C and SIGTERM: the first asks to finish, the second ends at once */
void camp_interrupt_watch(void);
bool camp_interrupted(void);

#endif
