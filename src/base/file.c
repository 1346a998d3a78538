/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file.c - whole files by POSIX calls.
 *
 * Writing:  path.<process>-<try>.part  <- bytes, fsync;  rename to path;  fsync of the folder.
 * Whoever reads `path` sees the old file or the new one, never a half. What is no plain file (a pipe,
 * /dev/stdout) cannot be renamed over and is written directly; a link stays and the file behind it is
 * replaced.
 */
#define _XOPEN_SOURCE 700
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_AT_LEAST = 4096, MOST_DRAFTS = 1000 };

/* Reads from a descriptor up to its end: files whose size is not known beforehand (pipes) are read as well.
 */
static bool read_all(camp_arena *arena, int fd, char *text, size_t capacity, char **bytes, size_t *size) {
    size_t n = 0;
    for (;;) {
        if (capacity - n < 2) {
            text = camp_arena_grow(arena, text, capacity, capacity * 2, 1);
            capacity *= 2;
        }
        ssize_t got = read(fd, text + n, capacity - n - 1);
        if (got == 0) break;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        n += (size_t)got;
    }
    text[n] = 0;
    *bytes = text;
    *size = n;
    return true;
}

camp_status camp_file_read(camp_arena *arena, const char *path, char **bytes, size_t *size) {
    struct stat about;
    if (stat(path, &about)) return CAMP_IO;
    /* The arena may jump away when memory runs out: it gives the memory before the file is open. */
    size_t capacity = (about.st_size > 0 ? (size_t)about.st_size : 0) + READ_AT_LEAST;
    char *text = camp_arena_alloc(arena, capacity, 1);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return CAMP_IO;
    bool good = read_all(arena, fd, text, capacity, bytes, size);
    int problem = errno;
    close(fd);
    errno = problem;
    return good ? CAMP_OK : CAMP_IO;
}

static bool write_all(int fd, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        bytes += put;
        size -= (size_t)put;
    }
    return true;
}

/* Closes and keeps the errno of what went wrong before. */
static bool close_after(int fd, bool good) {
    int problem = errno;
    bool closed = close(fd) == 0;
    if (!good) errno = problem;
    return good && closed;
}

static camp_status write_direct(const char *path, const void *bytes, size_t size) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return CAMP_IO;
    return close_after(fd, write_all(fd, bytes, size)) ? CAMP_OK : CAMP_IO;
}

/* The new name stands on the disk only when the folder does; not every file system allows that, so no error.
 */
static void sync_folder(const char *path) {
    char *copy = strdup(path);
    if (!copy) return;
    int fd = open(dirname(copy), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    free(copy);
}

/* Opens a new file "<target>.<process>-<try>.part", with the access rights that the process usually gives. */
static int open_draft(const char *target, char *draft, size_t draft_size) {
    for (int i = 0; i < MOST_DRAFTS; i++) {
        snprintf(draft, draft_size, "%s.%ld-%d.part", target, (long)getpid(), i);
        int fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    return -1;
}

/* `like`: the old file, whose access rights the new one gets; NULL: there is none. */
static camp_status write_renamed(const char *path, char *draft, size_t draft_size, const struct stat *like,
                                 const void *bytes, size_t size) {
    int fd = open_draft(path, draft, draft_size);
    if (fd < 0) return CAMP_IO;
    bool good =
        write_all(fd, bytes, size) && (!like || fchmod(fd, like->st_mode & 07777) == 0) && fsync(fd) == 0;
    good = close_after(fd, good) && rename(draft, path) == 0;
    if (!good) {
        int problem = errno;
        unlink(draft);
        errno = problem;
        return CAMP_IO;
    }
    sync_folder(path);
    return CAMP_OK;
}

camp_status camp_file_write(const char *path, const void *bytes, size_t size) {
    struct stat about;
    bool exists = stat(path, &about) == 0;
    if (exists && S_ISDIR(about.st_mode)) {
        errno = EISDIR;
        return CAMP_IO;
    }
    if (exists && !S_ISREG(about.st_mode)) return write_direct(path, bytes, size);
    char *target = exists ? realpath(path, NULL) : strdup(path);
    size_t draft_size = target ? strlen(target) + 48 : 0;
    char *draft = target ? malloc(draft_size) : NULL;
    camp_status status = CAMP_IO;
    if (draft) status = write_renamed(target, draft, draft_size, exists ? &about : NULL, bytes, size);
    int problem = errno;
    free(draft);
    free(target);
    errno = problem;
    return status;
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

camp_status camp_folder_list(camp_arena *arena, const char *folder, char ***names, size_t *n) {
    DIR *open_folder = opendir(folder);
    if (!open_folder) return CAMP_IO;
    size_t count = 0, capacity = 0;
    char **list = NULL;
    errno = 0;
    for (struct dirent *entry; (entry = readdir(open_folder)) != NULL; errno = 0) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (count == capacity) {
            list = camp_arena_grow(arena, list, capacity, capacity ? capacity * 2 : 16, sizeof *list);
            capacity = capacity ? capacity * 2 : 16;
        }
        list[count++] = camp_arena_text(arena, entry->d_name, strlen(entry->d_name));
    }
    int problem = errno;
    closedir(open_folder);
    errno = problem;
    if (problem) return CAMP_IO;
    if (count) qsort(list, count, sizeof *list, compare_names);
    *names = list ? list : camp_arena_alloc(arena, 1, sizeof *list);
    *n = count;
    return CAMP_OK;
}

char *camp_folder_name(camp_arena *arena, const char *folder) {
    char *path = realpath(folder, NULL);
    size_t n = strlen(path ? path : folder);
    char *copy = camp_arena_text(arena, path ? path : folder, n);
    free(path);
    while (n > 1 && copy[n - 1] == '/')
        copy[--n] = 0;
    char *slash = strrchr(copy, '/');
    return slash && slash[1] ? slash + 1 : copy;
}

char *camp_path_join(camp_arena *arena, const char *folder, const char *name) {
    size_t n = strlen(folder);
    bool slash = n > 0 && folder[n - 1] != '/';
    return camp_arena_printf(arena, "%s%s%s", folder, slash ? "/" : "", name);
}
