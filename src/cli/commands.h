/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.h - one function for each command of the table: arguments -> exit code. */
#ifndef CAMP_CLI_COMMANDS_H
#define CAMP_CLI_COMMANDS_H

#include "cli/options.h"

int camp_command_new(const camp_arguments *arguments);
int camp_command_check(const camp_arguments *arguments);
int camp_command_solve(const camp_arguments *arguments);
int camp_command_verify(const camp_arguments *arguments);
int camp_command_export(const camp_arguments *arguments);
int camp_command_publish(const camp_arguments *arguments);
int camp_command_model(const camp_arguments *arguments);
int camp_command_import(const camp_arguments *arguments);
int camp_command_merge(const camp_arguments *arguments);
int camp_command_help(const camp_arguments *arguments);
int camp_command_reference(const camp_arguments *arguments);

/* The files that `new` writes: their text is all parts, one behind the other. */
typedef struct camp_example_file {
    const char *name;
    const char *part[4]; /* NULL behind the last one */
} camp_example_file;
extern const camp_example_file camp_example[];
extern const size_t camp_example_n;

#endif
