/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_place.c - lines and columns of a JSON text, found again behind cJSON's back.
 *
 *     {"floor": 1,  "travel": [{"from": ...},  {"from": ...}]}
 *      ^ child 0    ^ child 1                  ^ child 1 of value(child 1)
 */
#include "base/json_place.h"
#include <stdbool.h>
#include <string.h>

enum { LONGEST_LINE = 100000 }; /* bytes; columns beyond are not counted */

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_space(const char *bytes, size_t size, size_t at) {
    while (at < size && is_space(bytes[at]))
        at++;
    return at;
}

/* Behind the text whose opening quote is at `at`. */
static size_t skip_text(const char *bytes, size_t size, size_t at) {
    for (at++; at < size && bytes[at] != '"'; at++)
        if (bytes[at] == '\\') at++;
    return at < size ? at + 1 : size;
}

long camp_json_line(const char *bytes, size_t size, size_t offset) {
    long line = 1;
    for (size_t i = 0; i < offset && i < size; i++)
        line += bytes[i] == '\n' || (bytes[i] == '\r' && !(i + 1 < size && bytes[i + 1] == '\n'));
    return line;
}

/* ---- children */

size_t camp_json_begin(const char *bytes, size_t size) {
    size_t at = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    return skip_space(bytes, size, at);
}

size_t camp_json_child(const char *bytes, size_t size, size_t offset, int n) {
    int depth = 0, child = 0;
    size_t at = offset + 1;
    while (at < size && depth >= 0) {
        at = skip_space(bytes, size, at);
        if (depth == 0 && child == n) return at;
        char c = at < size ? bytes[at] : '\0';
        if (c == '"') {
            at = skip_text(bytes, size, at);
            continue;
        }
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        child += c == ',' && depth == 0;
        at++;
    }
    return size;
}

size_t camp_json_value(const char *bytes, size_t size, size_t offset) {
    if (offset >= size) return size;
    size_t colon = skip_space(bytes, size, skip_text(bytes, size, offset));
    return skip_space(bytes, size, colon < size ? colon + 1 : size);
}

/* ---- faults */

/* The byte before `at` that is no white space; '\0' when there is none. */
static char before(const char *bytes, size_t at) {
    while (at > 0 && is_space(bytes[at - 1]))
        at--;
    return at > 0 ? bytes[at - 1] : '\0';
}

/* Whether the text ends within a text or bracket. */
static bool is_open(const char *bytes, size_t size) {
    int depth = 0;
    for (size_t at = 0; at < size;) {
        char c = bytes[at];
        if (c == '"') {
            at = skip_text(bytes, size, at);
            if (at == size && bytes[size - 1] != '"') return true;
            continue;
        }
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        at++;
    }
    return depth > 0;
}

/* cJSON stops one byte too late where the name of a member should begin. */
static size_t first_wrong(const char *bytes, size_t size, size_t at) {
    if (at + 1 >= size && is_open(bytes, size)) return size; /* at the end it stops one byte too early */
    if (at > size) at = size;
    if (at == 0 || is_space(bytes[at - 1]) || bytes[at - 1] == '"') return at;
    char last = before(bytes, at - 1);
    bool name = (last == '{' && bytes[at - 1] != '}') || last == ',';
    return name && bytes[at - 1] != '[' && bytes[at - 1] != '{' ? at - 1 : at;
}

static const char *message_of(char last, char found) {
    if (last == ',' && (found == '}' || found == ']'))
        return "a comma stands before the closing bracket; take it out";
    if (found == '\'') return "names and texts stand between double quotes (\"), not single ones";
    if (last == '}' || last == ']')
        return "this stands behind a closing bracket; look for a missing comma before it, or a bracket too "
               "many";
    return "the file is not JSON from here on; look for a missing comma, quote or bracket before this place";
}

camp_json_fault camp_json_fault_at(const char *bytes, size_t size, size_t offset) {
    size_t at = skip_space(bytes, size, first_wrong(bytes, size, offset));
    camp_json_fault fault = {0, 1, "the file ends here, but a bracket or quote is still open; close it"};
    if (at == size)
        while (at > 0 && is_space(bytes[at - 1]))
            at--;
    else
        fault.message = message_of(before(bytes, at), bytes[at]);
    fault.line = camp_json_line(bytes, size, at);
    for (size_t i = at; i > 0 && bytes[i - 1] != '\n' && bytes[i - 1] != '\r' && fault.column < LONGEST_LINE;
         i--)
        fault.column++;
    return fault;
}
