/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress_file.h - the record of a solve, for the picture in the report: a CSV of seconds, matched and
 * bound. It depends on the clock, so it is no result: it is written only where --progress asks for it. */
#ifndef CAMP_CLI_PROGRESS_FILE_H
#define CAMP_CLI_PROGRESS_FILE_H

#include "campboard.h"

enum { CAMP_PROGRESS_MOST = 4000 }; /* points kept; when there are more, every second one goes */

typedef struct camp_progress_record {
    camp_progress *points; /* of malloc */
    size_t n, room;
    size_t every, skipped; /* only every so-many-th change is kept */
} camp_progress_record;

/* Keeps what is new: a better board or a lower bound. Without memory it keeps what it has. */
void camp_progress_record_add(camp_progress_record *record, const camp_progress *progress);
/* Writes the file whole or not at all; what goes wrong is said. */
bool camp_progress_record_write(const camp_progress_record *record, const char *path);
/* Reads such a file; what goes wrong is said, with its line. */
bool camp_progress_record_read(camp_progress_record *record, const char *path);
void camp_progress_record_free(camp_progress_record *record);

#endif
