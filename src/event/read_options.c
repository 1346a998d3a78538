/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_options.c - event.json, by cJSON.
 *
 * The place of a key is found again in the text (base/json_place.h).
 */
#include "base/json_place.h"
#include "event/read.h"
#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

static const char *const keys[] = {"name",    "date",  "timezone",    "people", "seats",
                                   "ballots", "floor", "gap_minutes", "travel"};
enum { N_KEYS = sizeof keys / sizeof *keys };

typedef struct options {
    camp_reading *reading;
    const camp_file *file;
    const cJSON *root;
    int entry; /* of `travel` that is being read, from 0; -1: none */
} options;

/* Offset of a member of the root. */
static size_t offset_of(const options *o, const cJSON *member) {
    const char *bytes = o->file->bytes;
    size_t size = o->file->size;
    int n = 0;
    for (const cJSON *child = o->root->child; child != member; child = child->next)
        n++;
    return camp_json_child(bytes, size, camp_json_begin(bytes, size), n);
}

static long line_of(const options *o, const cJSON *member) {
    return camp_json_line(o->file->bytes, o->file->size, offset_of(o, member));
}

/* Line of an entry of `travel`. */
static long line_of_entry(const camp_file *file, size_t travel, int entry) {
    size_t value = camp_json_value(file->bytes, file->size, travel);
    return camp_json_line(file->bytes, file->size, camp_json_child(file->bytes, file->size, value, entry));
}

/* An error at a member of the root, or at the entry of `travel` that is being read; NULL: of the file. */
CAMP_PRINTF(4, 5)
static void refuse(const options *o, const cJSON *member, const char *code, const char *format, ...) {
    camp_report *report = o->reading->report;
    const char *header = member && member->string ? member->string : o->entry >= 0 ? "travel" : "";
    camp_place place = {o->file->name, 0, 0, header};
    bool listed = camp_report_would_list(report, CAMP_ERROR, code, place.file);
    va_list args;
    va_start(args, format);
    const char *message = listed ? camp_arena_vprintf(&o->reading->scratch, format, args) : "";
    va_end(args);
    if (listed && o->entry >= 0)
        place.line = line_of_entry(o->file, o->reading->travel_offset, o->entry);
    else if (listed && member)
        place.line = line_of(o, member);
    camp_report_add(report, CAMP_ERROR, code, place, "%s", message);
}

static const char *quoted(const options *o, const char *text) {
    return camp_quoted(&o->reading->scratch, camp_span_of(text));
}

/* A value as it may stand in a message. */
static const char *shown(const options *o, const cJSON *value) {
    if (cJSON_IsString(value)) return quoted(o, value->valuestring);
    if (cJSON_IsNumber(value)) return camp_arena_printf(&o->reading->scratch, "%.15g", value->valuedouble);
    if (cJSON_IsBool(value)) return cJSON_IsTrue(value) ? "true" : "false";
    return cJSON_IsNull(value) ? "null" : cJSON_IsArray(value) ? "a list" : "an object";
}

/* ---- values */

/* A text; "" when the key is missing or null. */
static const char *text_of(const options *o, const cJSON *value) {
    if (!value || cJSON_IsNull(value)) return "";
    if (cJSON_IsString(value)) return camp_text_shown(o->reading->arena, camp_span_of(value->valuestring)).at;
    refuse(o, value, "E_OPTION_TYPE", "%s is %s; expected a text between quotes", value->string,
           shown(o, value));
    return "";
}

static double number_of(const options *o, const cJSON *value, double missing, double least, double most,
                        bool whole) {
    if (!value) return missing;
    double x = value->valuedouble;
    const char *kind = whole ? "a whole number" : "a number";
    if (!cJSON_IsNumber(value))
        refuse(o, value, "E_OPTION_TYPE", "%s is %s; expected %s without quotes", value->string,
               shown(o, value), kind);
    else if (!(x >= least && x <= most) || (whole && x != floor(x)))
        refuse(o, value, "E_OPTION_RANGE", "%s is %s; expected %s from %.0f to %.0f", value->string,
               shown(o, value), kind, least, most);
    else
        return x;
    return missing;
}

/* true when the value is `other`, false when it is `usual` or missing. */
static bool choice_of(const options *o, const cJSON *value, const char *usual, const char *other) {
    if (!value) return false;
    const char *text = text_of(o, value);
    if (!cJSON_IsString(value) && !cJSON_IsNull(value)) return false;
    const char *folded = camp_text_fold(&o->reading->scratch, camp_span_of(text)).at;
    if (strcmp(folded, other) == 0) return true;
    if (strcmp(folded, usual) != 0)
        refuse(o, value, "E_OPTION_VALUE", "%s is %s; expected \"%s\" or \"%s\"", value->string,
               shown(o, value), usual, other);
    return false;
}

static const char *date_of(const options *o, const cJSON *value) {
    int days;
    const char *text = text_of(o, value);
    if (!*text || camp_parse_date(camp_span_of(text), &days)) return text;
    refuse(o, value, "E_DATE", "date %s is not a date; expected one such as \"2026-03-14\"", quoted(o, text));
    return "";
}

/* Area/Place, each of letters, digits, _ + and -: only the form is checked, since zones come and go. */
static bool plausible_zone(const char *zone) {
    bool start = true;
    for (const char *c = zone; *c; c++) {
        bool letter = (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z');
        bool inner = (*c >= '0' && *c <= '9') || *c == '_' || *c == '+' || *c == '-';
        if (*c == '/' ? start : !letter && (start || !inner)) return false;
        start = *c == '/';
    }
    return !start;
}

static const char *zone_of(const options *o, const cJSON *value) {
    const char *text = text_of(o, value);
    if (!*text || plausible_zone(text)) return text;
    refuse(o, value, "E_TIMEZONE",
           "timezone %s is not the name of a zone; expected one such as \"America/Chicago\"",
           quoted(o, text));
    return "";
}

/* ---- travel */

static void read_way(const options *o, const cJSON *entry) {
    static const char *const parts[] = {"from", "to", "minutes"};
    camp_reading *reading = o->reading;
    if (!cJSON_IsObject(entry)) {
        refuse(o, entry, "E_TRAVEL",
               "an entry of travel is %s; expected {\"from\": site, \"to\": site, "
               "\"minutes\": n}",
               shown(o, entry));
        return;
    }
    const cJSON *value[3] = {NULL, NULL, NULL};
    for (const cJSON *child = entry->child; child; child = child->next) {
        int i = 0;
        while (i < 3 && strcmp(parts[i], child->string) != 0)
            i++;
        if (i == 3 || value[i]) {
            refuse(o, entry, "E_TRAVEL",
                   "an entry of travel has the key %s %s; expected from, to and minutes",
                   quoted(o, child->string), i == 3 ? "that nothing reads" : "twice");
            return;
        }
        value[i] = child;
    }
    if (!value[0] || !value[1] || !cJSON_IsString(value[0]) || !cJSON_IsString(value[1]) ||
        !cJSON_IsNumber(value[2])) {
        refuse(o, entry, "E_TRAVEL",
               "an entry of travel needs \"from\" and \"to\" (texts) and \"minutes\" (a number)");
        return;
    }
    double minutes = number_of(o, value[2], 0.0, 0.0, 1440.0, false);
    camp_way *way = &reading->ways[reading->n_ways++];
    way->from = camp_text_shown(&reading->scratch, camp_span_of(value[0]->valuestring)).at;
    way->to = camp_text_shown(&reading->scratch, camp_span_of(value[1]->valuestring)).at;
    way->minutes = (int)ceil(minutes); /* slots are in whole minutes, so half a minute more needs one more */
    way->entry = o->entry;
}

long camp_way_line(const camp_reading *reading, const camp_way *way) {
    const camp_file *file = camp_reading_file(reading, "event.json");
    return file ? line_of_entry(file, reading->travel_offset, way->entry) : 0;
}

static void read_travel(options *o, const cJSON *value) {
    if (!value) return;
    if (!cJSON_IsArray(value)) {
        refuse(o, value, "E_OPTION_TYPE",
               "travel is %s; expected a list of {\"from\": site, \"to\": site, "
               "\"minutes\": n}",
               shown(o, value));
        return;
    }
    o->reading->ways = CAMP_NEW(&o->reading->scratch, camp_way, cJSON_GetArraySize(value));
    o->reading->travel_offset = offset_of(o, value);
    o->entry = 0;
    for (const cJSON *entry = value->child; entry; entry = entry->next, o->entry++)
        read_way(o, entry);
    o->entry = -1;
}

/* ---- the file */

static int number_of_key(const char *key) {
    for (int i = 0; i < N_KEYS; i++)
        if (strcmp(keys[i], key) == 0) return i;
    return -1;
}

/* Fills value[key number]; unknown and repeated keys are errors. */
static void sort_keys(const options *o, const cJSON *root, const cJSON **value) {
    for (const cJSON *child = root->child; child; child = child->next) {
        int i = number_of_key(child->string);
        if (!camp_report_would_list(o->reading->report, CAMP_ERROR, "E_UNKNOWN_KEY", o->file->name)) return;
        if (i < 0)
            refuse(o, child, "E_UNKNOWN_KEY", "the key %s is not known%s", quoted(o, child->string),
                   camp_words_hint(&o->reading->scratch, keys, N_KEYS, camp_span_of(child->string)));
        else if (value[i])
            refuse(o, child, "E_REPEATED_KEY", "the key %s stands twice; keep one of them",
                   quoted(o, child->string));
        else
            value[i] = child;
    }
}

static void read_keys(options *o, const cJSON *root) {
    enum { NAME, DATE, TIMEZONE, PEOPLE, SEATS, BALLOTS, FLOOR, GAP, TRAVEL };
    const cJSON *value[N_KEYS] = {NULL};
    camp_event *event = o->reading->event;
    sort_keys(o, root, value);
    const char *name = text_of(o, value[NAME]);
    event->name_given = *name != 0;
    if (*name) event->name = name;
    event->date = date_of(o, value[DATE]);
    event->timezone = zone_of(o, value[TIMEZONE]);
    o->reading->people_given = number_of(o, value[PEOPLE], 0.0, 1.0, CAMP_MOST_PEOPLE, true);
    event->limited = !choice_of(o, value[SEATS], "limited", "open");
    event->equal_ballots = choice_of(o, value[BALLOTS], "raw", "equal");
    event->floor = (int)number_of(o, value[FLOOR], 0.0, 0.0, CAMP_MOST_PEOPLE, true);
    /* All times of a block are of one day, so more than a day is a day. */
    event->gap_minutes = (int)fmin(number_of(o, value[GAP], 15.0, 0.0, CAMP_MOST_AMOUNT, false), 1440.0);
    o->reading->ballots_line = value[BALLOTS] ? line_of(o, value[BALLOTS]) : 0;
    o->reading->floor_line = value[FLOOR] ? line_of(o, value[FLOOR]) : 0;
    read_travel(o, value[TRAVEL]);
}

/* UTF-8 without zero bytes, also written as \u0000. */
static bool check_bytes(const options *o) {
    const char *bytes = o->file->bytes;
    size_t n = o->file->size, valid = camp_text_valid(bytes, n);
    camp_place place = {o->file->name, valid < n ? camp_json_line(bytes, n, valid) : 0, 0, ""};
    if (valid < n) {
        camp_report_add(o->reading->report, CAMP_ERROR, "E_UTF8", place,
                        "the byte 0x%02X is not UTF-8; save the file as UTF-8", (unsigned char)bytes[valid]);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] && !(n - i >= 6 && memcmp(bytes + i, "\\u0000", 6) == 0)) continue;
        place.line = camp_json_line(bytes, n, i);
        camp_report_add(o->reading->report, CAMP_ERROR, "E_NUL", place,
                        "a zero byte stands in the text; take it out");
        return false;
    }
    return true;
}

static void refuse_syntax(const options *o, size_t offset) {
    camp_json_fault fault = camp_json_fault_at(o->file->bytes, o->file->size, offset);
    camp_place place = {o->file->name, fault.line, fault.column, ""};
    camp_report_add(o->reading->report, CAMP_ERROR, "E_JSON", place, "%s", fault.message);
}

void camp_read_options(camp_reading *reading, const camp_file *file) {
    options o = {.reading = reading, .file = file, .entry = -1};
    if (!check_bytes(&o)) return;
    const char *bytes = file->bytes, *end = bytes;
    if (camp_json_begin(bytes, file->size) == file->size) {
        refuse(&o, NULL, "E_JSON", "the file is empty; expected an object: {\"name\": ...}");
        return;
    }
    cJSON *root = cJSON_ParseWithLengthOpts(bytes, file->size, &end, false);
    reading->json = root;
    o.root = root;
    size_t offset = end >= bytes ? (size_t)(end - bytes) : 0;
    bool more = root && camp_text_trim((camp_span){bytes + offset, file->size - offset}).n > 0;
    if (!root || more)
        refuse_syntax(&o, offset);
    else if (!cJSON_IsObject(root))
        refuse(&o, NULL, "E_JSON", "the file holds %s; expected an object: {\"name\": ...}", shown(&o, root));
    else
        read_keys(&o, root);
    cJSON_Delete(root);
    reading->json = NULL;
}
