/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.h - collects the problems of an input (camp_report of campboard.h), up to 20 errors a file. */
#ifndef CAMP_REPORT_H
#define CAMP_REPORT_H

#include "base/arena.h"
#include "campboard.h"

/* Where something stands: file, line, column (0: the whole row) and the column's header. */
typedef struct camp_place {
    const char *file;
    long line;
    int column;
    const char *header;
} camp_place;

/* Errors of one file that are listed; later ones are only counted, and the reader of the file stops. */
#define CAMP_ERRORS_PER_FILE 20
/* Warnings of one kind and file that are listed; the others are counted and told by camp_report_summarise. */
#define CAMP_WARNINGS_PER_KIND 20
/* Violations of a board ("V_...") and reasons ("N_...") have a wider limit of their own. */
#define CAMP_ANSWERS_PER_FILE 200

/* Adds a problem. A warning is an error when the report is strict. Texts are copied. When memory runs out the
 * report only counts. */
void camp_report_add(camp_report *report, camp_severity severity, const char *code, camp_place place,
                     const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 5, 6)))
#endif
    ;
/* Whether such a problem would still be listed: to save the work for a message that nobody sees. */
bool camp_report_would_list(const camp_report *report, camp_severity severity, const char *code,
                            const char *file);
/* Says for each kind of warning of this file how many more there were than are listed. Called once a file is
 * read. */
void camp_report_summarise(camp_report *report, const char *file);
/* From now on warnings are errors (--strict). */
void camp_report_set_strict(camp_report *report, bool strict);
/* Number of errors of this file so far, unlisted ones included. */
size_t camp_report_errors_of(const camp_report *report, const char *file);

#endif
