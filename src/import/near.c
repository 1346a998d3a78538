/* SPDX-License-Identifier: GPL-3.0-or-later */
/* near.c - whether two names or titles may mean the same, so that somebody has to be asked.
 *
 * Names: word by word equal, one letter apart, or an initial: "Jon Smith" / "John Smith" / "J. Smith" /
 * "Smith, John". Titles: without little words, word by word equal, one letter apart, or one begins the other
 * ("AI in class" / "AI in the classroom"). Numbers must be the same: "Part 1" is not "Part 2". */
#include "import/import.h"
#include <string.h>

enum { MOST_WORDS = 16, LEAST_BEGIN = 4, LEAST_LETTERS = 4 };

typedef struct words {
    camp_span at[MOST_WORDS];
    int n;
} words;

static bool is_between(char c) {
    return strchr(" ,.;:!?()[]{}/\"'#*-_&+", c) != NULL;
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

/* The words of a key; false when there are too many. */
static bool split(camp_span text, bool titles, words *w) {
    w->n = 0;
    for (size_t i = 0; i < text.n;) {
        size_t begin = i;
        while (i < text.n && !is_between(text.at[i]))
            i++;
        camp_span word = {text.at + begin, i - begin};
        i += i < text.n;
        if (word.n == 0 || (titles && is_little(word))) continue;
        if (w->n == MOST_WORDS) return false;
        w->at[w->n++] = word;
    }
    return w->n > 0;
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

/* Whether each word has its own near one in the other, in any order. At least one must be the same, so that
 * two short words that are each a letter apart are no match. */
static bool near(const words *a, const words *b, bool titles) {
    bool taken[MOST_WORDS] = {false};
    int same = 0;
    if (a->n != b->n) return false;
    for (int i = 0; i < a->n; i++) {
        int best = -1;
        for (int k = 0; k < b->n; k++) {
            if (taken[k] || !near_words(a->at[i], b->at[k], titles)) continue;
            if (best < 0 || camp_span_equal(a->at[i], b->at[k])) best = k;
        }
        if (best < 0) return false;
        taken[best] = true;
        same += camp_span_equal(a->at[i], b->at[best]);
    }
    return same > 0 || a->n == 1;
}

bool camp_near_keys(camp_span a, camp_span b, bool titles) {
    words x, y;
    if (!split(a, titles, &x) || !split(b, titles, &y) || x.n != y.n) return false;
    if (x.n == 1 && !titles && (x.at[0].n < LEAST_LETTERS || y.at[0].n < LEAST_LETTERS)) return false;
    return near(&x, &y, titles);
}
