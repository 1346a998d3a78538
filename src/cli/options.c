/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options.c - reads the command line by the table: --name value, --name=value, -n value, -nvalue, "--" ends
 * the options. An unknown word is answered with the nearest known one. */
#include "cli/options.h"
#include "campboard.h"
#include "cli/terminal.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool camp_option_of(const camp_option *option, const camp_command *command) {
    const char *at = option->commands;
    size_t n = strlen(command->name);
    while ((at = strstr(at, command->name)) != NULL) {
        if (at[-1] == ' ' && at[n] == ' ') return true; /* the list begins and ends with a space */
        at += n;
    }
    return false;
}

const camp_command *camp_command_find(const char *name) {
    for (size_t i = 0; i < camp_commands_n; i++)
        if (strcmp(camp_commands[i].name, name) == 0) return &camp_commands[i];
    return NULL;
}

/* ---------------------------------------------------------------- the nearest word */

#define LONGEST_WORD 31

static int least_of(int a, int b, int c) {
    int m = a < b ? a : b;
    return m < c ? m : c;
}

/* Edits (insert, delete, replace, swap of neighbours) between two short words; long ones are far from
 * everything. */
static int distance(const char *a, const char *b) {
    int n = (int)strlen(a), m = (int)strlen(b);
    if (n > LONGEST_WORD || m > LONGEST_WORD) return LONGEST_WORD;
    int d[LONGEST_WORD + 1][LONGEST_WORD + 1];
    for (int i = 0; i <= n; i++)
        for (int j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least_of(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && d[i - 2][j - 2] + 1 < d[i][j]) d[i][j] = d[i - 2][j - 2] + 1;
        }
    return d[n][m];
}

/* Keeps in *best the nearest word to `name`; a word that `name` begins counts as near. */
static void nearer(const char *name, const char *word, const char **best, int *best_distance) {
    size_t n = strlen(name);
    int d = n >= 2 && strncmp(word, name, n) == 0 ? 1 : distance(name, word);
    if (d < *best_distance) {
        *best_distance = d;
        *best = word;
    }
}

static int far_from(const char *name) {
    return (int)strlen(name) / 2 + 2;
}

void camp_command_unknown(const char *name) {
    const char *best = NULL;
    int best_distance = far_from(name);
    for (size_t i = 0; i < camp_commands_n; i++)
        if (!camp_commands[i].hidden) nearer(name, camp_commands[i].name, &best, &best_distance);
    if (best)
        camp_terminal_complain("there is no command \"%s\"; did you mean \"%s\"?", name, best);
    else
        camp_terminal_complain("there is no command \"%s\"; `campboard help` lists them", name);
}

static void unknown_option(const camp_command *command, const char *name) {
    const char *best = NULL;
    int best_distance = far_from(name);
    for (size_t i = 0; i < camp_options_n; i++)
        if (camp_option_of(&camp_options[i], command))
            nearer(name, camp_options[i].name, &best, &best_distance);
    if (best)
        camp_terminal_complain("`%s` has no option --%s; did you mean --%s?", command->name, name, best);
    else
        camp_terminal_complain("`%s` has no option --%s; `campboard help %s` lists them", command->name, name,
                               command->name);
}

/* ---------------------------------------------------------------- values */

/* A bound of a range as the messages show it. */
static void range_text(char *text, size_t size, double value) {
    if (value >= 1000)
        (void)snprintf(text, size, "%.0f", value);
    else
        (void)snprintf(text, size, "%g", value);
}

static bool out_of_range(const camp_option *option, const char *value) {
    char least[32], most[32];
    range_text(least, sizeof least, option->least);
    range_text(most, sizeof most, option->most);
    camp_terminal_complain("--%s \"%s\": expected a %s from %s to %s", option->name, value,
                           option->kind == CAMP_OPTION_WHOLE ? "whole number" : "number", least, most);
    return false;
}

static bool set_number(const camp_option *option, const char *value, double *to) {
    size_t n = strlen(value);
    bool digits = strspn(value, "0123456789.") == n && strpbrk(value, "0123456789") != NULL;
    char *end = NULL;
    double number = digits ? strtod(value, &end) : 0;
    if (!digits || *end != '\0' || !(number >= option->least && number <= option->most))
        return out_of_range(option, value);
    *to = number;
    return true;
}

static bool set_whole(const camp_option *option, const char *value, uint64_t *to) {
    size_t n = strlen(value);
    bool digits = n > 0 && strspn(value, "0123456789") == n;
    errno = 0;
    unsigned long long number = digits ? strtoull(value, NULL, 10) : 0;
    if (!digits || errno != 0 || (double)number < option->least || (double)number > option->most)
        return out_of_range(option, value);
    *to = number;
    return true;
}

/* "json|csv|seats" -> "json, csv or seats" */
static void choices_text(char *text, size_t size, const char *choices) {
    size_t n = 0;
    const char *last = strrchr(choices, '|');
    for (const char *c = choices; *c && n + 5 < size; c++) {
        if (*c != '|') {
            text[n++] = *c;
            continue;
        }
        const char *between = c == last ? " or " : ", ";
        memcpy(text + n, between, strlen(between));
        n += strlen(between);
    }
    text[n] = '\0';
}

static bool set_choice(const camp_option *option, const char *value, const char **to) {
    size_t n = strlen(value);
    for (const char *c = option->choices; n > 0; c++) {
        if (strncmp(c, value, n) == 0 && (c[n] == '|' || c[n] == '\0')) {
            *to = value;
            return true;
        }
        c = strchr(c, '|');
        if (!c) break;
    }
    char text[240];
    choices_text(text, sizeof text, option->choices);
    camp_terminal_complain("--%s \"%s\": expected %s", option->name, value, text);
    return false;
}

static bool set_value(const camp_option *option, const char *value, camp_arguments *arguments) {
    void *at = (char *)arguments + option->at;
    if (option->given_at) *(bool *)((char *)arguments + option->given_at) = true;
    switch (option->kind) {
    case CAMP_OPTION_FLAG:
        *(bool *)at = true;
        return true;
    case CAMP_OPTION_NUMBER:
        return set_number(option, value, at);
    case CAMP_OPTION_WHOLE:
        return set_whole(option, value, at);
    case CAMP_OPTION_CHOICE:
        return set_choice(option, value, at);
    case CAMP_OPTION_PATH:
        if (*value == '\0') {
            camp_terminal_complain("--%s: expected a name, found nothing", option->name);
            return false;
        }
        *(const char **)at = value;
        return true;
    }
    return false;
}

/* ---------------------------------------------------------------- the line */

static const camp_option *option_named(const camp_command *command, const char *name, size_t n) {
    for (size_t i = 0; i < camp_options_n; i++) {
        const camp_option *option = &camp_options[i];
        if (strlen(option->name) == n && strncmp(option->name, name, n) == 0 &&
            camp_option_of(option, command))
            return option;
    }
    return NULL;
}

static const camp_option *option_lettered(const camp_command *command, char letter) {
    for (size_t i = 0; i < camp_options_n; i++)
        if (camp_options[i].letter == letter && camp_option_of(&camp_options[i], command))
            return &camp_options[i];
    return NULL;
}

/* Reads the option at argv[*i]; moves *i on when the value is the next word. */
static bool read_option(int argc, char **argv, int *i, camp_arguments *arguments) {
    const char *word = argv[*i], *value = NULL;
    const camp_option *option = NULL;
    if (word[1] == '-') {
        const char *name = word + 2, *equals = strchr(name, '=');
        size_t n = equals ? (size_t)(equals - name) : strlen(name);
        option = option_named(arguments->command, name, n);
        if (equals) value = equals + 1;
        if (!option) {
            char shown[LONGEST_WORD + 1];
            (void)snprintf(shown, sizeof shown, "%.*s", (int)(n < LONGEST_WORD ? n : LONGEST_WORD), name);
            unknown_option(arguments->command, shown);
            return false;
        }
    } else {
        option = option_lettered(arguments->command, word[1]);
        if (!option) {
            camp_terminal_complain("`%s` has no option %s; `campboard help %s` lists them",
                                   arguments->command->name, word, arguments->command->name);
            return false;
        }
        if (word[2] != '\0') value = word + 2 + (word[2] == '=');
    }
    if (option->kind == CAMP_OPTION_FLAG && value) {
        camp_terminal_complain("--%s takes no value, found \"%s\"", option->name, value);
        return false;
    }
    if (option->kind != CAMP_OPTION_FLAG && !value) {
        if (*i + 1 >= argc) {
            camp_terminal_complain("--%s needs a value: --%s %s", option->name, option->name, option->value);
            return false;
        }
        value = argv[++*i];
    }
    return set_value(option, value, arguments);
}

static bool add_word(camp_arguments *arguments, const char *word) {
    const camp_command *command = arguments->command;
    if (arguments->n_words == command->most) {
        camp_terminal_complain("`%s` takes %s%s, \"%s\" is too many", command->name,
                               command->most ? "only " : "nothing", command->words, word);
        return false;
    }
    arguments->word[arguments->n_words++] = word;
    return true;
}

static bool complete(const camp_arguments *arguments) {
    const camp_command *command = arguments->command;
    if (arguments->n_words < command->least) {
        camp_terminal_complain("`%s` needs %s: campboard %s %s", command->name, command->words, command->name,
                               command->words);
        return false;
    }
    for (size_t i = 0; i < camp_options_n; i++) {
        const camp_option *option = &camp_options[i];
        if (!option->required || !camp_option_of(option, command)) continue;
        if (*(const char *const *)((const char *)arguments + option->at) == NULL) {
            char text[400];
            choices_text(text, sizeof text, option->choices ? option->choices : option->value);
            camp_terminal_complain("`%s` needs --%s%s%s", command->name, option->name,
                                   option->choices ? ": " : " ", text);
            return false;
        }
    }
    return true;
}

/* What stands before a command: nothing, --help or --version. */
static bool read_command(int argc, char **argv, camp_arguments *arguments, int *exit_code) {
    *exit_code = CAMP_EXIT_USAGE;
    if (argc < 2) {
        camp_help_write(stderr, NULL);
        return false;
    }
    const char *word = argv[1];
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        (void)printf("campboard %s\n", camp_version());
        *exit_code = CAMP_EXIT_DONE;
        return false;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        camp_help_write(stdout, NULL);
        *exit_code = CAMP_EXIT_DONE;
        return false;
    }
    if (word[0] == '-') {
        camp_terminal_complain(
            "expected a command before \"%s\": campboard COMMAND ...; `campboard help` lists them", word);
        return false;
    }
    arguments->command = camp_command_find(word);
    if (!arguments->command) camp_command_unknown(word);
    return arguments->command != NULL;
}

bool camp_arguments_read(int argc, char **argv, camp_arguments *arguments, int *exit_code) {
    *arguments = (camp_arguments){.seed = 1};
    if (!read_command(argc, argv, arguments, exit_code)) return false;
    bool options = true;
    for (int i = 2; i < argc; i++) {
        const char *word = argv[i];
        bool good;
        if (options && strcmp(word, "--") == 0) {
            options = false;
            continue;
        }
        if (options && word[0] == '-' && word[1] != '\0')
            good = read_option(argc, argv, &i, arguments);
        else
            good = add_word(arguments, word);
        if (!good) return false;
        if (arguments->help) {
            camp_help_write(stdout, arguments->command);
            *exit_code = CAMP_EXIT_DONE;
            return false;
        }
    }
    return complete(arguments);
}
