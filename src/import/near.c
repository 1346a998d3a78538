/* SPDX-License-Identifier: GPL-3.0-or-later */
/* near.c - whether two names or titles may mean the same, so that somebody has to be asked.
 *
 * Names: word by word equal, one letter apart, or an initial: "Jon Smith" / "John Smith" / "J. Smith" /
 * "Smith, John". Titles: without little words, word by word equal, one letter apart, or one begins the other
 * ("AI in class" / "AI in the classroom"). Numbers must be the same: "Part 1" is not "Part 2". */
#include "import/import.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 400, LEAST_BEGIN = 4, LEAST_LETTERS = 4, FEW_WORDS = 8 };

typedef camp_near_words words;

/* Bytes of what stands between words at byte i: blanks and punctuation, the quotes and dashes of Unicode
 * too, which word processors make of ' and -. 0: a letter. */
static size_t between(camp_span text, size_t i) {
    static const char *const marks[] = {"«", "»", "¿", "¡", "‹", "›", "−", "…", "•", "·"};
    const unsigned char *at = (const unsigned char *)text.at + i;
    if (*at && strchr(" ,.;:!?()[]{}/\"'#*-_&+", (char)*at)) return 1;
    if (*at < 0x80) return 0;
    if (text.n - i >= 3 && at[0] == 0xe2 && at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0x9f)
        return 3; /* U+2010 to U+201F */
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
        if (text.n - i >= strlen(marks[m]) && memcmp(at, marks[m], strlen(marks[m])) == 0)
            return strlen(marks[m]);
    return 0;
}

static bool is_little(camp_span word) {
    static const char *const little[] = {"a",  "an",  "the",  "in",  "of", "for", "and", "to",  "with",
                                         "on", "at",  "your", "our", "my", "der", "die", "das", "und",
                                         "im", "mit", "für",  "le",  "la", "les", "de",  "des", "du",
                                         "et", "el",  "los",  "las", "en", "y",   "il",  "di",  "e"};
    for (size_t i = 0; i < sizeof little / sizeof *little; i++)
        if (camp_span_equal(word, camp_span_of(little[i]))) return true;
    return false;
}

static int by_bytes(const void *x, const void *y) {
    const camp_span *a = x, *b = y;
    int order = memcmp(a->at, b->at, a->n < b->n ? a->n : b->n);
    return order ? order : (a->n > b->n) - (a->n < b->n);
}

words camp_near_split(camp_arena *arena, camp_span text, bool titles) {
    words w = {.n = 0};
    int capacity = 0;
    for (size_t i = 0; i < text.n;) {
        size_t begin = i;
        while (i < text.n && !between(text, i))
            i++;
        camp_span word = {text.at + begin, i - begin};
        while (i < text.n && between(text, i))
            i += between(text, i);
        if (word.n == 0 || (titles && is_little(word))) continue;
        if (w.n == MOST_WORDS) return (words){.n = 0}; /* that is no title */
        CAMP_ROOM_FOR_ONE(arena, w.at, w.n, capacity);
        w.at[w.n++] = word;
    }
    if (w.n) qsort(w.at, (size_t)w.n, sizeof *w.at, by_bytes);
    return w;
}

static bool has_digit(camp_span word) {
    for (size_t i = 0; i < word.n; i++)
        if (word.at[i] >= '0' && word.at[i] <= '9') return true;
    return false;
}

/* Bytes of the first letter. */
static size_t letter(camp_span word) {
    size_t n = 1;
    while (n < word.n && ((unsigned char)word.at[n] & 0xc0) == 0x80)
        n++;
    return n;
}

static bool near_words(camp_span a, camp_span b, bool titles) {
    if (camp_span_equal(a, b)) return true;
    if (has_digit(a) || has_digit(b)) return false;
    camp_span little = a.n < b.n ? a : b, large = a.n < b.n ? b : a;
    bool begins = memcmp(little.at, large.at, little.n) == 0;
    if (titles && begins && little.n >= LEAST_BEGIN) return true;
    if (!titles && begins && little.n == letter(little)) return true; /* an initial */
    return little.n + 1 >= LEAST_LETTERS && camp_text_distance(a, b, 1) <= 1;
}

/* Takes the words that both have out of both, which are in order; how many there were. */
static int take_same(const words *a, const words *b, words *left_a, words *left_b) {
    int same = 0, i = 0, k = 0;
    while (i < a->n || k < b->n) {
        int order = i == a->n ? 1 : k == b->n ? -1 : by_bytes(&a->at[i], &b->at[k]);
        if (order == 0) {
            same++;
            i++;
            k++;
        } else if (order < 0) {
            left_a->at[left_a->n++] = a->at[i++];
        } else {
            left_b->at[left_b->n++] = b->at[k++];
        }
    }
    return same;
}

/* Each word must have its own near one in the other, in any order. At least one must be the same, so that two
 * short words that are each a letter apart are no match, and of many words half of them. */
bool camp_near(const words *a, const words *b, bool titles) {
    camp_span mine[MOST_WORDS], theirs[MOST_WORDS];
    bool taken[MOST_WORDS] = {false};
    words left = {mine, 0}, others = {theirs, 0};
    if (a->n != b->n || a->n == 0) return false;
    if (a->n == 1 && !titles && (a->at[0].n < LEAST_LETTERS || b->at[0].n < LEAST_LETTERS)) return false;
    int same = take_same(a, b, &left, &others);
    if ((same == 0 && a->n > 1) || (a->n > FEW_WORDS && 2 * same < a->n)) return false;
    for (int i = 0; i < left.n; i++) {
        int near = -1;
        for (int k = 0; k < others.n && near < 0; k++)
            if (!taken[k] && near_words(left.at[i], others.at[k], titles)) near = k;
        if (near < 0) return false;
        taken[near] = true;
    }
    return true;
}
