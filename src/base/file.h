/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file.h - whole files: read at once; written whole or not at all (temporary file, fsync, rename). */
#ifndef CAMP_FILE_H
#define CAMP_FILE_H

#include "base/arena.h"
#include "campboard.h"

/* Reads a whole file into the arena, with a zero byte behind. CAMP_IO and errno when it cannot be read. */
camp_status camp_file_read(camp_arena *arena, const char *path, char **bytes, size_t *size);
/* Writes a file whole or not at all. CAMP_IO and errno when it cannot be written; an old file then stays. */
camp_status camp_file_write(const char *path, const void *bytes, size_t size);
/* Names in a folder, sorted by bytes, without "." and "..". */
camp_status camp_folder_list(camp_arena *arena, const char *folder, char ***names, size_t *n);
/* The last name of a folder's full path: "monday" for "/home/ana/monday/." */
char *camp_folder_name(camp_arena *arena, const char *folder);
/* "folder/name" */
char *camp_path_join(camp_arena *arena, const char *folder, const char *name);

#endif
