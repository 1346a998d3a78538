/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_place.h - where something stands in a JSON text. cJSON keeps no positions, so they are found again. */
#ifndef CAMP_JSON_PLACE_H
#define CAMP_JSON_PLACE_H

#include <stddef.h>

/* Line (from 1) of the byte at `offset`; lines end with LF, CRLF or a lone CR. */
long camp_json_line(const char *bytes, size_t size, size_t offset);

/* What is wrong with a text that is no JSON, in words, and where. */
typedef struct camp_json_fault {
    long line;
    int column;          /* bytes into the line, from 1 */
    const char *message; /* what was found and the fix */
} camp_json_fault;

/* `offset` is where the reader of JSON stopped, or where something stands behind the value. */
camp_json_fault camp_json_fault_at(const char *bytes, size_t size, size_t offset);

/* In a text that is JSON: offset of the n-th (from 0) member of the object, or element of the array, that
 * begins at `offset`; `size` when there is none. */
size_t camp_json_child(const char *bytes, size_t size, size_t offset, int n);
/* Offset of the first byte of the whole value: behind a byte order mark and white space. */
size_t camp_json_begin(const char *bytes, size_t size);
/* Offset of the value of the member that begins at `offset`. */
size_t camp_json_value(const char *bytes, size_t size, size_t offset);

#endif
