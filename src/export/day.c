/* SPDX-License-Identifier: GPL-3.0-or-later */
/* day.c - days for people to read. A day is a text such as 2026-03-14, checked when the event was read. */
#include "export/day.h"

/* Year, month and day of the month. */
static void numbers(const char *day, int number[3]) {
    int field = 0;
    number[0] = number[1] = number[2] = 0;
    for (const char *c = day; *c && field < 3; c++) {
        if (*c == '-')
            field++;
        else if (*c >= '0' && *c <= '9' && number[field] < 100000)
            number[field] = 10 * number[field] + (*c - '0');
    }
}

/* Days since 1970-01-01 (Hinnant's civil calendar) modulo 7 give the weekday. */
const char *camp_weekday(const char *day) {
    static const char *const names[] = {"Thursday", "Friday",  "Saturday", "Sunday",
                                        "Monday",   "Tuesday", "Wednesday"};
    int number[3];
    numbers(day, number);
    long year = number[0] - (number[1] <= 2), month = (number[1] + 9) % 12;
    long days =
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + number[2] - 1 - 719468;
    return names[((days % 7) + 7) % 7];
}

const char *camp_day_text(const char *day, camp_arena *arena) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int number[3];
    if (!day[0]) return "";
    numbers(day, number);
    if (number[1] < 1 || number[1] > 12) return day;
    return camp_arena_printf(arena, "%s %d %s %d", camp_weekday(day), number[2], months[number[1] - 1],
                             number[0]);
}
