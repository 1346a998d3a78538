/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.c - validity, width and nearness of UTF-8 texts. */
#include "base/text.h"
#include <string.h>
#include <utf8proc.h>

camp_span camp_span_of(const char *text) {
    return (camp_span){text, strlen(text)};
}

bool camp_span_equal(camp_span a, camp_span b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

/* Reads the code point at the front; invalid bytes count as U+FFFD one by one. */
static size_t next_point(camp_span text, utf8proc_int32_t *point) {
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text.at, (utf8proc_ssize_t)text.n, point);
    if (n > 0) return (size_t)n;
    *point = 0xfffd;
    return 1;
}

int32_t camp_text_point(const char *text, size_t *size) {
    utf8proc_int32_t point = 0;
    const char *end = memchr(text, '\0', 4);
    size_t n = end ? (size_t)(end - text) : 4;
    *size = n ? next_point((camp_span){text, n}, &point) : 0;
    return *size == 1 && point == 0xfffd ? 0 : point;
}

bool camp_text_is_letter(int32_t point) {
    utf8proc_category_t kind = utf8proc_category(point);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_NO;
}

size_t camp_text_valid(const char *text, size_t n) {
    size_t i = 0;
    while (i < n) {
        uint64_t word;
        while (i + 8 <= n) { /* eight ASCII bytes at once */
            memcpy(&word, text + i, 8);
            if (word & UINT64_C(0x8080808080808080)) break;
            i += 8;
        }
        if (i >= n) break;
        utf8proc_int32_t point;
        utf8proc_ssize_t size =
            utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(n - i), &point);
        if (size <= 0) return i;
        i += (size_t)size;
    }
    return n;
}

/* Bytes and columns of the grapheme cluster at the front. What a joiner (U+200D) adds to an emoji takes no
 * columns, and U+FE0F asks for the wide form. */
static size_t cluster(camp_span text, int *columns) {
    utf8proc_int32_t before, point, state = 0;
    size_t n = next_point(text, &before);
    int width = utf8proc_charwidth(before);
    while (n < text.n) {
        size_t size = next_point((camp_span){text.at + n, text.n - n}, &point);
        if (utf8proc_grapheme_break_stateful(before, point, &state)) break;
        if (before != 0x200d) width += utf8proc_charwidth(point);
        if (point == 0xfe0f && width == 1) width = 2;
        before = point;
        n += size;
    }
    *columns = width;
    return n;
}

int camp_text_width(camp_span text) {
    long sum = 0;
    while (text.n > 0) {
        int columns;
        size_t n = cluster(text, &columns);
        sum += columns;
        text.at += n;
        text.n -= n;
    }
    return sum > 1000000000 ? 1000000000 : (int)sum;
}

size_t camp_text_cut(camp_span text, int columns) {
    size_t taken = 0;
    while (taken < text.n) {
        int more;
        size_t n = cluster((camp_span){text.at + taken, text.n - taken}, &more);
        if (more > columns) break;
        columns -= more;
        taken += n;
    }
    return taken;
}

/* ---- nearness */

enum { LONGEST = 128 }; /* code points; longer texts are compared for equality only */

static int points_of(camp_span text, utf8proc_int32_t *points) {
    int n = 0;
    while (text.n > 0) {
        if (n == LONGEST) return -1;
        size_t size = next_point(text, &points[n++]);
        text.at += size;
        text.n -= size;
    }
    return n;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

/* Three rows of the usual matrix d(i, j) = least number of changes from a[0..i) to b[0..j):
 * insert, delete, replace, or swap two neighbours (a restricted Damerau-Levenshtein distance). */
int camp_text_distance(camp_span a, camp_span b, int limit) {
    utf8proc_int32_t x[LONGEST], y[LONGEST];
    int rows[3][LONGEST + 1], *row = rows[0], *above = rows[1], *higher = rows[2];
    if (camp_span_equal(a, b)) return 0;
    int n = points_of(a, x), m = points_of(b, y);
    if (n < 0 || m < 0 || n - m > limit || m - n > limit) return limit + 1;
    for (int j = 0; j <= m; j++)
        row[j] = j;
    for (int i = 1; i <= n; i++) {
        int *free_row = higher, best = i;
        higher = above;
        above = row;
        row = free_row;
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int d = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (x[i - 1] != y[j - 1]));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                d = least(d, higher[j - 2] + 1);
            row[j] = d;
            best = least(best, d);
        }
        if (best > limit) return limit + 1; /* a swap costs at least what its first letter would */
    }
    return least(row[m], limit + 1);
}
