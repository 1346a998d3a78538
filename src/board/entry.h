/* SPDX-License-Identifier: GPL-3.0-or-later */
/* entry.h - the pieces of board.json: keys, numbers, ids. For read_board.c alone. */
#ifndef CAMP_ENTRY_H
#define CAMP_ENTRY_H

#include "board/board.h"

#include <cjson/cJSON.h>

/* A reading of board.json. */
typedef struct camp_reader {
    const camp_event *event;
    const char *file;
    camp_report *report; /* may be NULL */
    camp_board *board;
    camp_arena *scratch;
    const cJSON *json;            /* the whole file */
    struct camp_named_run *named; /* runs by session and section, see name_runs */
} camp_reader;

/* Tells and counts what does not fit. */
void camp_misfit(camp_reader *r, const char *code, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* The value of a key of an object, the last of several; NULL when there is none. */
const cJSON *camp_entry_key(const cJSON *object, const char *name);
/* A text, or NULL when the item is none. */
const char *camp_entry_text(const cJSON *item);
/* A finite number, or NAN. */
double camp_entry_number(const cJSON *item);
/* The first item of the list of that name, NULL when it is empty or no list (told, unless it may be missing).
 */
const cJSON *camp_entry_list(camp_reader *r, const char *name, bool needed);
/* Whether entry i of a list has all n keys; told otherwise. */
bool camp_entry_complete(camp_reader *r, const cJSON *entry, const char *list, long i,
                         const char *const *names, int n);
/* The section number of an entry; false (told) when it is no whole number. Numbers that no run can have
 * become -1. */
bool camp_entry_section(camp_reader *r, const cJSON *entry, const char *list, long i, int *section);

/* The index of an id, or -1 (told). An id in another spelling is told, but counts. */
int camp_entry_session(camp_reader *r, const cJSON *item);
int camp_entry_slot(camp_reader *r, const cJSON *item);
int camp_entry_room(camp_reader *r, const cJSON *item);
int camp_entry_person(camp_reader *r, const cJSON *item);

#endif
