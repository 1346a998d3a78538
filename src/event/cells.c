/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cells.c - what a cell means: numbers, times, dates, yes/no, lists of names and of labels. */
#include "event/read.h"
#include <string.h>

/* ---- texts to values */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* mantissa * 10^exponent. Exact where both are (15 digits, 22 zeros), else within a few units in the last
 * place. */
static double scaled(uint64_t mantissa, long exponent) {
    if (mantissa == 0) return 0.0;
    double value = (double)mantissa;
    if (exponent > 400) exponent = 400;
    if (exponent < -400) exponent = -400;
    double power = 1.0, base = 10.0;
    for (long n = exponent < 0 ? -exponent : exponent; n > 0; n /= 2, base *= base)
        if (n & 1) power *= base;
    return exponent < 0 ? value / power : value * power;
}

bool camp_parse_number(camp_span text, double *value) {
    const char *at = text.at, *end = text.at + text.n;
    bool negative = at < end && *at == '-';
    if (at < end && (*at == '+' || *at == '-')) at++;
    uint64_t mantissa = 0;
    long exponent = 0, digits = 0;
    for (bool point = false; at < end && (is_digit(*at) || (*at == '.' && !point)); at++) {
        if (*at == '.') {
            point = true;
            continue;
        }
        digits++;
        if (mantissa < UINT64_MAX / 10 - 1) {
            mantissa = mantissa * 10 + (uint64_t)(*at - '0');
            exponent -= point;
        } else {
            exponent += !point; /* digits beyond 19 change nothing that a double could hold */
        }
    }
    if (digits == 0) return false;
    if (at < end && (*at == 'e' || *at == 'E')) {
        bool down = ++at < end && *at == '-';
        if (at < end && (*at == '+' || *at == '-')) at++;
        if (at == end) return false;
        long power = 0;
        for (; at < end && is_digit(*at); at++)
            power = power < 100000 ? power * 10 + (*at - '0') : power;
        exponent += down ? -power : power;
    }
    *value = negative ? -scaled(mantissa, exponent) : scaled(mantissa, exponent);
    return at == end;
}

/* One or two digits at the front of a text, taken off it. */
static bool take_digits(camp_span *text, int least, int most, int *value) {
    int n = 0;
    *value = 0;
    while (n < most && text->n > 0 && is_digit(*text->at)) {
        *value = *value * 10 + (*text->at - '0');
        text->at++;
        text->n--;
        n++;
    }
    return n >= least;
}

static bool take_text(camp_span *text, const char *word) {
    size_t n = strlen(word);
    if (text->n < n || memcmp(text->at, word, n) != 0) return false;
    text->at += n;
    text->n -= n;
    return true;
}

/* "am", "p.m.", ... at the end of a time in lower case; 'a', 'p' or 0 when there is none, -1 for other text.
 */
static int half_of_day(camp_span text) {
    text = camp_text_trim(text);
    if (text.n == 0) return 0;
    int half = *text.at;
    if (!take_text(&text, "a") && !take_text(&text, "p")) return -1;
    take_text(&text, ".");
    if (!take_text(&text, "m")) return -1;
    take_text(&text, ".");
    return text.n == 0 ? half : -1;
}

bool camp_parse_time(camp_span text, int *minutes) {
    char lower[32];
    int hours, mins;
    text = camp_text_trim(text);
    if (text.n >= sizeof lower) return false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        lower[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    text.at = lower;
    if (!take_digits(&text, 1, 2, &hours) || !take_text(&text, ":") || !take_digits(&text, 2, 2, &mins))
        return false;
    take_text(&text, ":00");
    int half = half_of_day(text);
    if (half < 0) return false;
    if (half && hours >= 1 && hours <= 12) hours = hours % 12 + (half == 'p' ? 12 : 0);
    *minutes = hours * 60 + mins;
    return mins <= 59 && *minutes <= 1440;
}

static int days_before_year(int year) { /* after 0001-01-01 */
    int y = year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400;
}

bool camp_parse_date(camp_span text, int *days) {
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year, month, day;
    text = camp_text_trim(text);
    if (!take_digits(&text, 4, 4, &year) || !take_text(&text, "-") || !take_digits(&text, 2, 2, &month) ||
        !take_text(&text, "-") || !take_digits(&text, 2, 2, &day) || text.n > 0)
        return false;
    if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1) return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > length[month - 1] + (leap && month == 2)) return false;
    *days = days_before_year(year) - days_before_year(2000) + day - 1;
    for (int m = 0; m < month - 1; m++)
        *days += length[m] + (leap && m == 1);
    return true;
}

/* ---- cells */

static const char *quoted(const camp_sheet *sheet, camp_span text) {
    return camp_quoted(&sheet->reading->scratch, text);
}

const char *camp_cell_text(const camp_sheet *sheet, int column) {
    return camp_text_shown(sheet->reading->arena, camp_cell(sheet, column)).at;
}

static void not_a_number(const camp_sheet *sheet, int column, camp_span cell, bool whole) {
    const char *hint = "";
    double value;
    if (memchr(cell.at, ',', cell.n)) /* thousands, or decimals as in most of Europe */
        hint = whole ? "; write it without a comma (1500)" : "; write it without a comma (1.5 or 1500)";
    if (camp_parse_number(cell, &value))
        camp_sheet_error(sheet, column, "E_NUMBER", "%s %s is not a %snumber of 0 or more",
                         sheet->columns[column], quoted(sheet, cell), whole ? "whole " : "");
    else
        camp_sheet_error(sheet, column, "E_NUMBER", "%s %s is not a %snumber (0 or more)%s",
                         sheet->columns[column], quoted(sheet, cell), whole ? "whole " : "", hint);
}

double camp_cell_number(const camp_sheet *sheet, int column, double missing, double most, bool whole) {
    camp_span cell = camp_cell(sheet, column);
    double value;
    if (cell.n == 0) return missing;
    if (!camp_parse_number(cell, &value) || value < 0) {
        not_a_number(sheet, column, cell, whole);
        return missing;
    }
    if (value > most) {
        camp_sheet_error(sheet, column, "E_RANGE", "%s %s is too large; the most is %.0f",
                         sheet->columns[column], quoted(sheet, cell), most);
        return missing;
    }
    if (whole && value != (double)(int64_t)value) {
        not_a_number(sheet, column, cell, whole);
        return missing;
    }
    return value + 0.0; /* never -0 */
}

/* 1 yes, 0 no, -1 neither. */
static int yes_or_no(camp_span cell) {
    static const char *const yes[] = {"yes", "y", "true", "1", "x"}, *const no[] = {"no", "n", "false", "0"};
    char buffer[16];
    if (cell.n >= sizeof buffer) return -1;
    camp_span word = {buffer, cell.n};
    for (size_t i = 0; i < cell.n; i++)
        buffer[i] = (char)(cell.at[i] >= 'A' && cell.at[i] <= 'Z' ? cell.at[i] + 32 : cell.at[i]);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (camp_span_equal(word, camp_span_of(yes[i]))) return 1;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (camp_span_equal(word, camp_span_of(no[i]))) return 0;
    return -1;
}

bool camp_cell_yes(const camp_sheet *sheet, int column, bool missing) {
    camp_span cell = camp_cell(sheet, column);
    if (cell.n == 0) return missing;
    int answer = yes_or_no(cell);
    if (answer < 0)
        camp_sheet_error(sheet, column, "E_YES_NO", "%s %s is neither yes nor no", sheet->columns[column],
                         quoted(sheet, cell));
    return answer < 0 ? missing : answer;
}

int camp_cell_least(const camp_sheet *sheet, int column, double most) {
    camp_span cell = camp_cell(sheet, column);
    double value;
    if (cell.n == 0) return 0;
    int answer = yes_or_no(cell);
    if (answer >= 0) return answer;
    if (camp_parse_number(cell, &value)) return (int)camp_cell_number(sheet, column, 0.0, most, true);
    camp_sheet_error(sheet, column, "E_YES_NO", "%s %s is neither yes nor no nor a number of runs",
                     sheet->columns[column], quoted(sheet, cell));
    return 0;
}

bool camp_next_item(camp_span *rest, camp_span *item) {
    while (rest->n > 0) {
        const char *end = memchr(rest->at, ';', rest->n);
        size_t n = end ? (size_t)(end - rest->at) : rest->n;
        *item = camp_text_trim((camp_span){rest->at, n});
        n += end != NULL;
        rest->at += n;
        rest->n -= n;
        if (item->n > 0) return true;
    }
    return false;
}

/* "E_UNKNOWN_" or "E_AMBIGUOUS_" and what is meant: E_UNKNOWN_ROOM. */
static const char *code_of(camp_arena *arena, const char *start, const char *what) {
    char *code = camp_arena_printf(arena, "%s%s", start, what);
    for (char *c = code; *c; c++)
        if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 32);
    return code;
}

int camp_reading_find(camp_reading *reading, camp_place place, const camp_names *names, camp_span text) {
    camp_arena *scratch = &reading->scratch;
    int row = camp_names_find(names, text);
    if (row >= 0) return row;
    if (row == CAMP_AMBIGUOUS) {
        camp_report_add(reading->report, CAMP_ERROR, code_of(scratch, "E_AMBIGUOUS_", names->what), place,
                        "%s is the name of more than one %s in %s; write the id instead",
                        camp_quoted(scratch, text), names->what, names->file);
    } else if (names->complete) { /* else it may stand where an error ended the reading */
        const char *code = code_of(scratch, "E_UNKNOWN_", names->what), *hint = "";
        if (camp_report_would_list(reading->report, CAMP_ERROR, code, place.file))
            hint = camp_names_hint_or_list(scratch, names, text);
        camp_report_add(reading->report, CAMP_ERROR, code, place, "%s %s is not in %s%s", names->what,
                        camp_quoted(scratch, text), names->file, hint);
    }
    return CAMP_UNKNOWN;
}

int camp_cell_find(const camp_sheet *sheet, int column, const camp_names *names, camp_span text) {
    return camp_reading_find(sheet->reading, camp_sheet_place(sheet, column), names, text);
}

camp_list camp_cell_rows(const camp_sheet *sheet, int column, const camp_names *names) {
    camp_span rest = camp_cell(sheet, column), item;
    camp_ints rows = {.arena = &sheet->reading->scratch};
    while (camp_next_item(&rest, &item)) {
        int row = camp_cell_find(sheet, column, names, item);
        if (row >= 0) camp_ints_push(&rows, row);
    }
    return camp_ints_set(&rows, sheet->reading->arena);
}

camp_list camp_cell_labels(const camp_sheet *sheet, int column, camp_labels *labels) {
    camp_span rest = camp_cell(sheet, column), item;
    camp_ints numbers = {.arena = &sheet->reading->scratch};
    while (camp_next_item(&rest, &item))
        camp_ints_push(&numbers, camp_labels_number(labels, item));
    return camp_ints_set(&numbers, sheet->reading->arena);
}

static void warn_new_person(const camp_sheet *sheet, int column, camp_span text) {
    camp_reading *reading = sheet->reading;
    if (!camp_report_would_list(reading->report, CAMP_WARNING, "W_NEW_PERSON", sheet->file)) {
        camp_sheet_warn(sheet, column, "W_NEW_PERSON", "%s", "");
        return;
    }
    const char *hint = camp_names_hint(&reading->scratch, &reading->people, text);
    bool list = strcmp(sheet->columns[column], "presenters") == 0;
    if (!*hint && list) hint = camp_comma_hint(text);
    camp_sheet_warn(sheet, column, "W_NEW_PERSON",
                    "%s is not in people.csv and becomes a new person, there all day and in no group%s",
                    quoted(sheet, text), hint);
}

int camp_cell_person(const camp_sheet *sheet, int column, camp_span text) {
    camp_reading *reading = sheet->reading;
    int person = camp_names_find(&reading->people, text);
    if (person >= 0) return person;
    if (person == CAMP_AMBIGUOUS) return camp_cell_find(sheet, column, &reading->people, text);
    if (reading->has_people_file && reading->people.complete) warn_new_person(sheet, column, text);
    return camp_add_person(reading, camp_text_shown(reading->arena, text).at);
}
