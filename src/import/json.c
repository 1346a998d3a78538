/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json.c - sources in JSON, by cJSON. The line of a value is found again in the text (base/json_place.h). */
#include "import/json.h"
#include "base/json_place.h"
#include <string.h>

void camp_json_free(camp_foreign *foreign) {
    cJSON_Delete(foreign->json);
    foreign->json = NULL;
}

static bool refuse(const camp_json_source *s, size_t offset) {
    camp_json_fault fault = camp_json_fault_at(s->text.at, s->text.n, offset);
    camp_report_add(s->import->report, CAMP_ERROR, "E_JSON",
                    (camp_place){s->file, fault.line, fault.column, ""}, "%s", fault.message);
    return false;
}

bool camp_json_begin_source(camp_json_source *s, camp_import *import, const camp_file *file) {
    *s = (camp_json_source){.import = import, .file = file->name};
    camp_json_free(import->foreign); /* that of a source that was refused */
    s->text = camp_source_text(import, file);
    if (!s->text.at) return false;
    const char *end = s->text.at;
    if (camp_text_trim(s->text).n == 0) {
        camp_report_add(import->report, CAMP_ERROR, "E_JSON", (camp_place){s->file, 0, 0, ""},
                        "the file is empty; expected a JSON object");
        return false;
    }
    cJSON *root = cJSON_ParseWithLengthOpts(s->text.at, s->text.n, &end, false);
    import->foreign->json = root;
    size_t offset = end >= s->text.at ? (size_t)(end - s->text.at) : 0;
    if (!root || camp_text_trim((camp_span){s->text.at + offset, s->text.n - offset}).n > 0)
        return refuse(s, offset);
    if (!cJSON_IsObject(root)) {
        camp_report_add(import->report, CAMP_ERROR, "E_IMPORT_JSON", (camp_place){s->file, 1, 0, ""},
                        "the file holds no JSON object; expected one: {...}");
        return false;
    }
    s->root = root;
    return true;
}

void camp_json_end(camp_json_source *s) {
    camp_json_free(s->import->foreign);
    s->root = NULL;
}

/* ---- values */

const char *camp_json_text(const camp_json_source *s, const cJSON *object, const char *key) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    if (cJSON_IsString(value)) return camp_text_shown(s->import->arena, camp_span_of(value->valuestring)).at;
    if (cJSON_IsNumber(value)) return camp_import_number(s->import->arena, value->valuedouble).at;
    return "";
}

double camp_json_number(const camp_json_source *s, const cJSON *object, const char *key, double missing) {
    double value;
    const char *text = camp_json_text(s, object, key);
    return *text && camp_parse_number(camp_span_of(text), &value) ? value : missing;
}

bool camp_json_true(const cJSON *object, const char *key) {
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, key));
}

static bool two_digits(const char *text, int *value) {
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return false;
    *value = (text[0] - '0') * 10 + (text[1] - '0');
    return true;
}

bool camp_json_moment(const char *text, camp_span *day, int *minutes) {
    int days, hours, mins;
    if (strlen(text) < 16 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':') return false;
    *day = (camp_span){text, 10};
    if (!camp_parse_date(*day, &days) || !two_digits(text + 11, &hours) || !two_digits(text + 14, &mins))
        return false;
    *minutes = hours * 60 + mins;
    return hours < 24 && mins < 60;
}

/* ---- places */

/* Offset of `wanted` in the text, where `at` is that of `value`; the text's size when it is not in there. */
static size_t offset_in(const camp_json_source *s, const cJSON *value, size_t at, const cJSON *wanted,
                        int depth) {
    if (value == wanted) return at;
    int n = 0;
    if (depth > CAMP_MOST_JSON_DEPTH) return s->text.n;
    for (const cJSON *child = value->child; child; child = child->next, n++) {
        bool inside = child == wanted;
        for (const cJSON *c = child->child; c && !inside;
             c = c->next) /* a look ahead saves most of the way */
            inside = c == wanted || c->child;
        if (!inside) continue;
        size_t begin = camp_json_child(s->text.at, s->text.n, at, n);
        if (child->string) begin = camp_json_value(s->text.at, s->text.n, begin);
        size_t found = offset_in(s, child, begin, wanted, depth + 1);
        if (found < s->text.n) return found;
    }
    return s->text.n;
}

camp_place camp_json_place(const camp_json_source *s, const cJSON *value) {
    size_t offset = offset_in(s, s->root, camp_json_begin(s->text.at, s->text.n), value, 0);
    long line = offset < s->text.n ? camp_json_line(s->text.at, s->text.n, offset) : 0;
    const char *key =
        value->string ? camp_arena_text(s->import->arena, value->string, strlen(value->string)) : "";
    return (camp_place){s->file, line, 0, key};
}

void camp_json_warn(const camp_json_source *s, const cJSON *value, const char *code, const char *format,
                    ...) {
    camp_report *report = s->import->report;
    bool listed = camp_report_would_list(report, CAMP_WARNING, code, s->file);
    va_list args;
    va_start(args, format);
    const char *message = listed ? camp_arena_vprintf(s->import->arena, format, args) : "";
    va_end(args);
    camp_report_add(report, CAMP_WARNING, code,
                    listed ? camp_json_place(s, value) : (camp_place){s->file, 0, 0, ""}, "%s", message);
}

void camp_json_fill(const camp_json_source *s, const cJSON *value, int card, const char *column,
                    const char *text) {
    camp_import *import = s->import;
    const camp_draft_table *t = &import->table[CAMP_SESSIONS];
    camp_span old = camp_draft_get(t, import->cards[card].row, camp_draft_column(t, column));
    if (camp_text_trim(camp_span_of(text)).n == 0) return;
    if (old.n && !camp_span_equal(camp_import_key(import->arena, old),
                                  camp_import_key(import->arena, camp_span_of(text))))
        camp_json_warn(s, value, "W_IMPORT_KEPT",
                       "sessions.csv says %s in the column %s of %s, and that stays; the source says %s",
                       camp_quoted(import->arena, old), column,
                       camp_quoted(import->arena, camp_span_of(import->cards[card].title)),
                       camp_quoted(import->arena, camp_span_of(text)));
    camp_roster_fill(import, card, column, camp_span_of(text));
}
