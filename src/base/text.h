/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.h - UTF-8 as ids are compared: NFC, trimmed of Unicode white space, full case folding.
 * The Unicode tables come from utf8proc. */
#ifndef CAMP_TEXT_H
#define CAMP_TEXT_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* A piece of text that does not end in a zero byte. */
typedef struct camp_span {
    const char *at;
    size_t n;
} camp_span;

camp_span camp_span_of(const char *text);
bool camp_span_equal(camp_span a, camp_span b);

/* Index of the first byte that is not valid UTF-8, or n. */
size_t camp_text_valid(const char *text, size_t n);
/* The code point at the front of a text that ends in a zero byte, and its bytes; 0 and 0 at the end, 0 and 1
 * for a byte that is no UTF-8. */
int32_t camp_text_point(const char *text, size_t *size);
/* Whether it is a letter, a mark on one, or a digit, of any script. */
bool camp_text_is_letter(int32_t point);
/* Without Unicode white space at both ends. */
camp_span camp_text_trim(camp_span text);
/* As shown: NFC, trimmed. A copy in the arena, with a zero byte behind, as the folded form is. */
camp_span camp_text_shown(camp_arena *arena, camp_span text);
/* As compared: NFC, trimmed, case folded, NFC. */
camp_span camp_text_fold(camp_arena *arena, camp_span text);
/* The same for a look-up: in the buffer of `size` bytes where it fits, else in the arena. ASCII takes no more
 * time than copying. */
camp_span camp_text_fold_into(camp_arena *arena, camp_span text, char *buffer, size_t size);
/* Terminal columns that a text takes: wide characters 2, combining and control ones 0. */
int camp_text_width(camp_span text);
/* Bytes of the longest prefix that takes at most `columns`, cut between grapheme clusters. */
size_t camp_text_cut(camp_span text, int columns);
/* Damerau-Levenshtein distance in code points, or limit + 1 when it exceeds the limit. */
int camp_text_distance(camp_span a, camp_span b, int limit);
/* Hash of the bytes. */
uint64_t camp_text_hash(camp_span text);

/* ---- a hash map from spans to ints, first writer wins */
typedef struct camp_map {
    camp_arena *arena;
    struct camp_map_cell {
        uint64_t hash;
        camp_span key;
        int value;
    } * cells;
    size_t n, size; /* filled cells, cells (a power of two) */
} camp_map;

void camp_map_init(camp_map *map, camp_arena *arena);
/* The value of a key, or -1. */
int camp_map_get(const camp_map *map, camp_span key);
/* Sets key -> value (>= 0) where the key is new, and returns the value that stands there afterwards. The key
 * is not copied. */
int camp_map_put(camp_map *map, camp_span key, int value);

#endif
