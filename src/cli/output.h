/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output.h - where results go: folders that are made when missing, files that are written whole or not at
 * all. What goes wrong is said on stderr. */
#ifndef CAMP_CLI_OUTPUT_H
#define CAMP_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* "folder/name", to be freed; NULL when memory runs out. */
char *camp_output_path(const char *folder, const char *name);
/* Whether a folder is there and can be written to, or can be made: told before any work is spent. */
bool camp_output_folder_ready(const char *folder);
/* The same for the folder of a file. */
bool camp_output_file_ready(const char *path);
/* Whether a file is there already; not a device or pipe. */
bool camp_output_there(const char *path);
/* Whether nothing is there, or a folder without anything in it. */
bool camp_output_folder_empty(const char *folder);
/* Makes the folder and those above it. */
bool camp_output_folder_make(const char *folder);
/* Writes a file whole or not at all. */
bool camp_output_write(const char *path, const char *bytes, size_t size);

/* A new empty file in TMPDIR (or /tmp), to be removed; NULL when there can be none. */
char *camp_output_draft(void);
void camp_output_draft_remove(char *path);

#endif
