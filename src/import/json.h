/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json.h - sources in JSON: values by key, and warnings with the line of a value. */
#ifndef CAMP_IMPORT_JSON_H
#define CAMP_IMPORT_JSON_H

#include "import/import.h"
#include <cjson/cJSON.h>

typedef struct camp_json_source {
    camp_import *import;
    const char *file;
    camp_span text;
    const cJSON *root;
} camp_json_source;

/* Reads the source; false after an error. The tree lives until camp_json_end. */
bool camp_json_begin_source(camp_json_source *source, camp_import *import, const camp_file *file);
void camp_json_end(camp_json_source *source);
/* The first element or member; NULL where there is none, or no list at all. */
static inline const cJSON *camp_json_first(const cJSON *list) {
    return list ? list->child : NULL;
}
/* A text of a member; numbers as texts; "" when it is missing or something else. */
const char *camp_json_text(const camp_json_source *source, const cJSON *object, const char *key);
/* A number of a member, or `missing`; texts that are numbers count. */
double camp_json_number(const camp_json_source *source, const cJSON *object, const char *key, double missing);
bool camp_json_true(const cJSON *object, const char *key);
/* A warning at the line of the value. */
void camp_json_warn(const camp_json_source *source, const cJSON *value, const char *code, const char *format,
                    ...) CAMP_PRINTF(4, 5);
/* Fills a cell of sessions.csv; another text that stands there stays, and that is told. */
void camp_json_fill(const camp_json_source *source, const cJSON *value, int card, const char *column,
                    const char *text);
camp_place camp_json_place(const camp_json_source *source, const cJSON *value);
/* "2026-03-14T09:00:00+02:00": the day (10 bytes) and minutes after midnight; false when it is something
 * else. */
bool camp_json_moment(const char *text, camp_span *day, int *minutes);

#endif
