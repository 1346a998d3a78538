/* SPDX-License-Identifier: GPL-3.0-or-later */
/* terminal.c - what the person at the terminal sees. Colours carry nothing that the text does not. */
#define _POSIX_C_SOURCE 200809L
#include "cli/terminal.h"
#include <ctype.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int camp_terminal_columns(void) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    const char *columns = getenv("COLUMNS");
    long n = columns ? strtol(columns, NULL, 10) : 0;
    return n >= 20 && n <= 10000 ? (int)n : 100;
}

int camp_terminal_wrap(void) {
    return isatty(STDOUT_FILENO) ? camp_terminal_columns() : 0;
}

int camp_terminal_columns_for(camp_format format) {
    return format == CAMP_SUMMARY ? camp_terminal_wrap() : camp_terminal_columns();
}

bool camp_terminal_colour(FILE *to) {
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no_colour && *no_colour) return false;
    return isatty(fileno(to)) && !(term && strcmp(term, "dumb") == 0);
}

void camp_terminal_text(FILE *to, const char *text) {
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        bool c1 = c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0; /* U+0080 .. U+009F, two bytes */
        if (*c < 0x20 || *c == 0x7f || c1)
            (void)putc('?', to);
        else
            (void)putc(*c, to);
        c += c1;
    }
}

/* 1512.5 -> "1512.5": at most 2 decimals, no zeros behind. */
static void plain_number(char *text, size_t size, double value) {
    (void)snprintf(text, size, "%.2f", value);
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == '0')
        text[--n] = '\0';
    if (n > 0 && text[n - 1] == '.') text[n - 1] = '\0';
}

char *camp_terminal_number(char *text, size_t size, double value) {
    char plain[400];
    plain_number(plain, sizeof plain, value);
    size_t whole = strspn(plain, "-0123456789"), first = plain[0] == '-', n = 0;
    for (size_t i = 0; plain[i] && n + 2 < size; i++) {
        if (i > first && i < whole && (whole - i) % 3 == 0) text[n++] = ',';
        text[n++] = plain[i];
    }
    text[n] = '\0';
    return text;
}

/* ---------------------------------------------------------------- problems */

static void print_place(const char *folder, const camp_problem *problem) {
    if (!problem->file[0]) return;
    if (folder) {
        size_t n = strlen(folder);
        while (n > 1 && folder[n - 1] == '/')
            n--;
        (void)fprintf(stderr, "%.*s%s", (int)n, folder, n == 1 && folder[0] == '/' ? "" : "/");
    }
    camp_terminal_text(stderr, problem->file);
    if (problem->line > 0) (void)fprintf(stderr, ":%ld", problem->line);
    if (problem->line > 0 && problem->column > 0) (void)fprintf(stderr, ":%d", problem->column);
    (void)fputs(": ", stderr);
}

/* Whether the message names the column, at its begin (capacity "many" is not a number) or between quotes:
 * then it need not be said. */
static bool names_header(const camp_problem *problem) {
    const char *header = problem->header, *message = problem->message;
    size_t n = strlen(header), i = 0;
    while (i < n && tolower((unsigned char)header[i]) == tolower((unsigned char)message[i]))
        i++;
    if (i == n) return true;
    for (const char *quote = strchr(message, '"'); quote; quote = strchr(quote + 1, '"'))
        if (strncmp(quote + 1, header, n) == 0 && quote[n + 1] == '"') return true;
    return false;
}

void camp_terminal_problem(const camp_problem *problem, const char *folder) {
    bool colour = camp_terminal_colour(stderr);
    print_place(folder, problem);
    if (problem->severity == CAMP_WARNING)
        (void)fputs(colour ? "\033[33mwarning:\033[0m " : "warning: ", stderr);
    camp_terminal_text(stderr, problem->message);
    if (problem->column > 0 && !names_header(problem)) {
        (void)fputs(" (column ", stderr);
        camp_terminal_text(stderr, problem->header);
        (void)fputs(")", stderr);
    }
    (void)fprintf(stderr, colour ? " \033[2m[%s]\033[0m\n" : " [%s]\n", problem->code);
}

size_t camp_terminal_problems(const camp_report *report, const char *folder, bool errors_only) {
    size_t n = camp_report_size(report);
    for (size_t i = 0; i < n; i++) {
        const camp_problem *problem = camp_report_get(report, i);
        if (problem->severity == CAMP_ERROR || !errors_only) camp_terminal_problem(problem, folder);
    }
    return camp_report_count(report, CAMP_ERROR);
}

void camp_terminal_complain(const char *format, ...) {
    char text[4096];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)fputs("campboard: ", stderr);
    camp_terminal_text(stderr, text);
    (void)putc('\n', stderr);
}

/* ---------------------------------------------------------------- progress */

static const double MOST_GAP = 10; /* from here on a percentage says little */

/* What is known, without the seconds. */
static void progress_text(char *text, size_t size, const camp_progress *progress) {
    const camp_score *score = &progress->score;
    char matched[40], bound[40] = "not known yet", gap[40] = "", served[60] = "";
    if (isfinite(score->bound)) (void)camp_terminal_number(bound, sizeof bound, score->bound);
    if (!progress->has_board) {
        (void)snprintf(text, size, "   no board yet   bound %s", bound);
        return;
    }
    if (score->served_bound > 0)
        (void)snprintf(served, sizeof served, "   served %ld of %ld", score->served, score->served_bound);
    if (score->proven)
        (void)snprintf(gap, sizeof gap, "   proven: no board can match more");
    else if (score->gap < MOST_GAP)
        (void)snprintf(gap, sizeof gap, "   gap %.1f %%", 100 * score->gap);
    else if (isfinite(score->gap))
        (void)snprintf(gap, sizeof gap, "   %s",
                       round(100 * score->matched) > 0 ? "still far apart" : "nothing matched yet");
    (void)snprintf(text, size, "%s   matched %s   bound %s%s", served,
                   camp_terminal_number(matched, sizeof matched, score->matched), bound, gap);
}

void camp_progress_line_start(camp_progress_line *line) {
    const char *term = getenv("TERM");
    bool dumb = term && strcmp(term, "dumb") == 0; /* cannot write over a line */
    *line = (camp_progress_line){.terminal = isatty(STDERR_FILENO) && !dumb, .last_s = -1};
}

void camp_progress_line_show(camp_progress_line *line, const camp_progress *progress) {
    bool first = line->last_s < 0;
    double since_s = progress->seconds - line->last_s;
    if (!first && since_s < (line->terminal ? 0.1 : 1.0) && !progress->score.proven) return;
    char text[sizeof line->shown], whole[sizeof text + 24];
    progress_text(text, sizeof text, progress);
    if (!line->terminal && strcmp(text, line->shown) == 0) return;
    (void)snprintf(whole, sizeof whole, "%7.1f s%s", progress->seconds, text);
    if (line->terminal)
        (void)fprintf(stderr, "\r%.*s\033[K", camp_terminal_columns() - 1, whole);
    else
        (void)fprintf(stderr, "%s\n", whole);
    (void)fflush(stderr);
    line->open = line->terminal;
    line->last_s = progress->seconds;
    memcpy(line->shown, text, sizeof text);
}

void camp_progress_line_end(camp_progress_line *line) {
    if (line->open) (void)putc('\n', stderr);
    line->open = false;
}

/* ---------------------------------------------------------------- interruption */

static atomic_int interrupted; /* set by a signal, so it cannot be local */

static void on_signal(int signal_number) {
    (void)signal_number;
    interrupted = 1;
}

void camp_interrupt_watch(void) {
    /* SA_RESETHAND: the second one finds the default and ends the program. */
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)(SA_RESETHAND | SA_RESTART)};
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

bool camp_interrupted(void) {
    return interrupted != 0;
}
