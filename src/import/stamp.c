/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stamp.c - time stamps of forms, only to tell which of two answers is the later one.
 *
 *     5/10/2026 09:15:00      2026/09/20 10:00:00 AM GMT+3      20.09.2026 10:00      2026-09-20T10:00:00Z
 *
 * The first three numbers are the date (a year has four digits), the next two or three the time. Which of day
 * and month comes first is decided for the whole column by its caller. */
#include "import/words.h"
#include <string.h>

typedef struct stamp {
    long number[7];
    int digits[7], n;
    size_t end; /* behind the last number of the time */
} stamp;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The numbers at the front, up to six: an offset such as GMT+3 comes behind a letter or sign. */
static void take_numbers(camp_span text, stamp *s) {
    *s = (stamp){.n = 0};
    for (size_t i = 0; i < text.n && s->n < 6;) {
        if (!is_digit(text.at[i])) {
            if (s->n >= 5 && (text.at[i] == '+' || text.at[i] == 'G' || text.at[i] == '.')) break;
            i++;
            continue;
        }
        for (; i < text.n && is_digit(text.at[i]); i++) {
            if (s->digits[s->n]++ < 9) s->number[s->n] = s->number[s->n] * 10 + (text.at[i] - '0');
        }
        s->n++;
        s->end = i;
    }
}

int camp_time_order(camp_span text) {
    stamp s;
    take_numbers(text, &s);
    if (s.n < 3 || s.digits[0] == 4) return 0;
    if (s.number[0] > 12) return 1;
    return s.number[1] > 12 ? -1 : 0;
}

static bool has(camp_span text, const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.n; i++)
        if (memcmp(text.at + i, word, n) == 0) return true;
    return false;
}

/* Minutes of "GMT+3", "GMT+05:30", "-07:00" behind the time. */
static long offset_minutes(camp_span text, size_t from) {
    for (size_t i = from; i + 1 < text.n; i++) {
        if ((text.at[i] != '+' && text.at[i] != '-') || !is_digit(text.at[i + 1])) continue;
        long hours = 0, minutes = 0;
        int digits = 0;
        size_t j = i + 1;
        for (; j < text.n && is_digit(text.at[j]) && digits < 2; j++, digits++)
            hours = hours * 10 + (text.at[j] - '0');
        if (j < text.n && text.at[j] == ':') j++;
        for (digits = 0; j < text.n && is_digit(text.at[j]) && digits < 2; j++, digits++)
            minutes = minutes * 10 + (text.at[j] - '0');
        return (text.at[i] == '-' ? -1 : 1) * (hours * 60 + minutes);
    }
    return 0;
}

/* Days on a scale that is only compared. */
static long day_number(long year, long month, long day) {
    if (month < 3) {
        month += 12;
        year--;
    }
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day;
}

bool camp_time_stamp(camp_arena *arena, camp_span text, bool day_first, double *seconds) {
    static const char *const afternoon[] = {"pm", "p.m", "p. m", "午後", "오후", "下午", "μ.μ", "μμ"};
    static const char *const morning[] = {"am", "a.m", "a. m", "午前", "오전", "上午", "π.μ", "πμ"};
    camp_span key = camp_import_key(arena, text);
    stamp s;
    take_numbers(key, &s);
    if (s.n < 3) return false;
    bool year_first = s.digits[0] == 4;
    long year = s.number[year_first ? 0 : 2], first = s.number[year_first ? 1 : 0],
         second = s.number[year_first ? 2 : 1];
    long month = day_first && !year_first ? second : first, day = day_first && !year_first ? first : second;
    if (year < 100) year += 2000;
    long hours = s.n > 3 ? s.number[3] : 0, minutes = s.n > 4 ? s.number[4] : 0,
         secs = s.n > 5 ? s.number[5] : 0;
    bool pm = false, am = false;
    for (size_t i = 0; i < sizeof afternoon / sizeof *afternoon; i++) {
        pm = pm || has(key, afternoon[i]);
        am = am || has(key, morning[i]);
    }
    if ((pm || am) && hours <= 12) hours = hours % 12 + (pm ? 12 : 0);
    if (month < 1 || month > 12 || day < 1 || day > 31 || hours > 24 || minutes > 59 || secs > 60 ||
        year > 9999)
        return false;
    *seconds = 86400.0 * (double)day_number(year, month, day) + 3600.0 * (double)hours +
               60.0 * (double)(minutes - offset_minutes(key, s.end)) + (double)secs;
    return true;
}
