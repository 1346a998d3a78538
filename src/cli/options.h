/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options.h - the commands and options of the program as one table (table.c), from which parsing, ranges,
 * help, docs/reference.md and the manual page are made. */
#ifndef CAMP_CLI_OPTIONS_H
#define CAMP_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Exit codes of every command. */
enum { CAMP_EXIT_DONE = 0, CAMP_EXIT_NO = 1, CAMP_EXIT_USAGE = 2, CAMP_EXIT_INTERNAL = 3 };

#define CAMP_MAX_WORDS 64

/* What was written on the command line. */
typedef struct camp_arguments {
    const struct camp_command *command;
    int n_words;
    const char *word[CAMP_MAX_WORDS];          /* what is no option: EVENT, BOARD, DIR, COMMAND */
    const char *output, *format;               /* NULL where not given */
    const char *weights, *question, *encoding; /* of `import` */
    const char *room, *person, *paper, *link, *progress;
    double time_s, gap;
    bool time_given, work_given;
    uint64_t work, seed, threads;
    bool strict, quiet, help, places, bom, staff;
} camp_arguments;

typedef struct camp_command {
    const char *name;
    const char *words;   /* "EVENT BOARD", as the usage line shows them; in [] where they may be left out */
    int least, most;     /* how many of them */
    const char *brief;   /* one line */
    const char *text;    /* paragraphs, each ended by \n */
    const char *example; /* lines, each ended by \n; "" when none */
    bool hidden;         /* for the makers of the program only */
    int (*run)(const camp_arguments *arguments);
} camp_command;

typedef enum camp_option_kind {
    CAMP_OPTION_FLAG,   /* no value */
    CAMP_OPTION_NUMBER, /* a decimal number in [least, most] */
    CAMP_OPTION_WHOLE,  /* a whole number in [least, most] */
    CAMP_OPTION_CHOICE, /* one of the words of `choices`, of the command */
    CAMP_OPTION_PATH    /* any text */
} camp_option_kind;

typedef struct camp_option {
    const char *name;     /* without the dashes */
    char letter;          /* 0: none */
    const char *commands; /* " solve check " */
    camp_option_kind kind;
    const char *value; /* how the help calls the value: S, N, FILE */
    double least, most;
    const char *choices; /* "lp|mps" */
    size_t at, given_at; /* offsets in camp_arguments; given_at 0: not noted */
    bool required;
    const char *text; /* one paragraph; says the default too */
} camp_option;

/* What import reads, "forms|sheet|...", in the order of camp_import_kind. */
extern const char camp_import_kinds[];
extern const camp_command camp_commands[];
extern const size_t camp_commands_n;
extern const camp_option camp_options[];
extern const size_t camp_options_n;

/* Reads the command line. Returns true when there is a command to run; else *exit_code is how the program
 * ends (after
 * --help and --version, or a message on stderr about what is wrong). */
bool camp_arguments_read(int argc, char **argv, camp_arguments *arguments, int *exit_code);
/* The command of a name, or NULL. */
const camp_command *camp_command_find(const char *name);
/* Whether a command takes an option. */
bool camp_option_of(const camp_option *option, const camp_command *command);
/* Says on stderr that there is no such `what`, and the nearest one. */
void camp_command_unknown(const char *name);

/* Help for the terminal: of one command, or of the program (NULL). */
void camp_help_write(FILE *to, const camp_command *command);
/* docs/reference.md and man/campboard.1. */
void camp_reference_markdown(FILE *to);
void camp_reference_man(FILE *to);
/* completions/campboard.bash, _campboard (zsh) and campboard.fish. */
void camp_completion_bash(FILE *to);
void camp_completion_zsh(FILE *to);
void camp_completion_fish(FILE *to);

#endif
