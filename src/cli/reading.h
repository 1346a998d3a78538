/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reading.h - what most commands begin with: the event, and the board that must keep to it. */
#ifndef CAMP_CLI_READING_H
#define CAMP_CLI_READING_H

#include "campboard.h"
#include "cli/options.h"

int camp_exit_code_of(camp_status status);

/* Reads the event and tells what is wrong with it; `consequence` ends the line that counts the errors. NULL,
 * and *code, when it cannot be used. */
camp_event *camp_read_event(const camp_arguments *arguments, const char *consequence, size_t *warnings,
                            int *code);

/* Reads and verifies the board. NULL, and *code, when it is not valid. */
camp_board *camp_read_board(const camp_arguments *arguments, const camp_event *event, int *code);

#endif
