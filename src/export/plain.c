/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plain.c - texts of the event on a terminal: harmless, measured in columns, wrapped. */
#include "export/plain.h"

#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"
#define REPLACEMENT "\xEF\xBF\xBD"

typedef enum letter { LETTER_KEPT, LETTER_SPACE, LETTER_BAD, LETTER_DROPPED } letter;

/* What becomes of the character at the front; *n = its bytes. The text is valid UTF-8 or is treated byte by
 * byte. */
static letter look_at(const unsigned char *c, size_t *n) {
    *n = 1;
    if (c[0] == ' ' || (c[0] >= '\t' && c[0] <= '\r')) return LETTER_SPACE;
    if (c[0] < 0x20 || c[0] == 0x7f) return LETTER_BAD;
    if (c[0] < 0x80) return LETTER_KEPT;
    *n = c[0] < 0xe0 ? 2 : c[0] < 0xf0 ? 3 : 4;
    if (c[0] == 0xc2 && c[1] == 0x85) return LETTER_SPACE;               /* next line */
    if (c[0] == 0xc2 && c[1] < 0xa0) return LETTER_BAD;                  /* C1 controls */
    if (c[0] == 0xef && c[1] == 0xbf && c[2] >= 0xbe) return LETTER_BAD; /* U+FFFE, U+FFFF: no characters */
    if (c[0] != 0xe2) return LETTER_KEPT;
    if (c[1] == 0x80 && (c[2] == 0xa8 || c[2] == 0xa9)) return LETTER_SPACE; /* U+2028, U+2029 */
    if (c[1] == 0x80 && c[2] >= 0xaa && c[2] <= 0xae) return LETTER_DROPPED; /* U+202A .. U+202E */
    if (c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9) return LETTER_DROPPED; /* U+2066 .. U+2069 */
    return LETTER_KEPT;
}

camp_span camp_plain_text(camp_arena *arena, const char *text) {
    size_t n = strlen(text), size = 0;
    char *plain = CAMP_NEW(arena, char, 3 * n + 1);
    for (size_t i = 0, step = 0; i < n; i += step) {
        bool valid = camp_text_valid(text + i, n - i < 4 ? n - i : 4) > 0;
        letter kind = LETTER_BAD;
        step = 1;
        if (valid) kind = look_at((const unsigned char *)text + i, &step);
        if (kind == LETTER_KEPT) {
            memcpy(plain + size, text + i, step);
            size += step;
        } else if (kind == LETTER_BAD) {
            memcpy(plain + size, REPLACEMENT, 3);
            size += 3;
        } else if (kind == LETTER_SPACE && size && plain[size - 1] != ' ')
            plain[size++] = ' ';
    }
    while (size && plain[size - 1] == ' ')
        size--;
    plain[size] = '\0';
    return (camp_span){plain, size};
}

/* The text cut to columns - 1 and "…". */
static camp_span with_ellipsis(camp_arena *arena, camp_span text, int columns) {
    size_t n = camp_text_cut(text, columns - 1);
    while (n && text.at[n - 1] == ' ')
        n--;
    char *cut = CAMP_NEW(arena, char, n + 4);
    memcpy(cut, text.at, n);
    memcpy(cut + n, ELLIPSIS, 3);
    return (camp_span){cut, n + 3};
}

camp_span camp_plain_cut(camp_arena *arena, camp_span text, int columns) {
    return camp_text_width(text) <= columns ? text : with_ellipsis(arena, text, columns);
}

/* Hebrew to Arabic Extended-A (U+0590 to U+08FF) and their presentation forms (U+FB1D to U+FEFC). */
bool camp_plain_turns(camp_span text) {
    for (size_t i = 0; i + 1 < text.n; i++) {
        unsigned char a = (unsigned char)text.at[i], b = (unsigned char)text.at[i + 1];
        if ((a == 0xd6 && b >= 0x90) || (a >= 0xd7 && a <= 0xdf) || (a == 0xe0 && b >= 0xa0 && b <= 0xa3))
            return true;
        if (a == 0xef && ((b >= 0xac && b <= 0xb7) || (b >= 0xb9 && b <= 0xbb))) return true;
    }
    return false;
}

/* Bytes of the longest run of whole words that fits; of the first word as much as fits when it is too long.
 */
static size_t words_that_fit(camp_span text, int columns) {
    size_t fits = camp_text_cut(text, columns);
    if (fits == text.n || text.at[fits] == ' ') return fits;
    size_t n = fits;
    while (n && text.at[n - 1] != ' ')
        n--;
    while (n && text.at[n - 1] == ' ')
        n--;
    return n ? n : fits;
}

int camp_plain_wrap(camp_arena *arena, camp_span text, int columns, int most, camp_span *lines) {
    int n = 0;
    while (n < most - 1 && camp_text_width(text) > columns) {
        size_t size = words_that_fit(text, columns);
        if (!size) break; /* a cluster wider than the column */
        lines[n++] = (camp_span){text.at, size};
        while (size < text.n && text.at[size] == ' ')
            size++;
        text = (camp_span){text.at + size, text.n - size};
    }
    if (text.n || !n) lines[n++] = camp_plain_cut(arena, text, columns);
    return n;
}
