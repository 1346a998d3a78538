/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output.c - where results go. Folders are looked at before the work and made after it, so that a run that
 * finds nothing leaves nothing behind. */
#define _POSIX_C_SOURCE 200809L
#include "cli/output.h"
#include "campboard.h"
#include "cli/terminal.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *camp_output_path(const char *folder, const char *name) {
    size_t n = strlen(folder), m = strlen(name);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    bool slash = n > 0 && folder[n - 1] != '/';
    char *path = malloc(n + slash + m + 1);
    if (!path) {
        camp_terminal_complain("out of memory");
        return NULL;
    }
    memcpy(path, folder, n);
    if (slash) path[n] = '/';
    memcpy(path + n + slash, name, m + 1);
    return path;
}

/* Cuts the last name off: "a/b/" -> "a", "a" -> ".", "/a" -> "/". */
static void cut_to_parent(char *path) {
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    while (n > 0 && path[n - 1] != '/')
        n--;
    while (n > 1 && path[n - 1] == '/')
        n--;
    if (n == 0) path[n++] = '.';
    path[n] = '\0';
}

/* Looks at the nearest folder above that exists. */
bool camp_output_folder_ready(const char *folder) {
    struct stat about;
    char *path = malloc(strlen(folder) + 2);
    if (!path) return false;
    strcpy(path, folder);
    for (size_t n = strlen(path); n > 1 && path[n - 1] == '/';)
        path[--n] = '\0';
    while (stat(path, &about) != 0 && (errno == ENOENT || errno == ENOTDIR) && strcmp(path, ".") != 0 &&
           strcmp(path, "/") != 0)
        cut_to_parent(path);
    bool there = stat(path, &about) == 0, good = false;
    if (!there)
        camp_terminal_complain("cannot write to the folder %s: %s", folder, strerror(errno));
    else if (!S_ISDIR(about.st_mode))
        camp_terminal_complain("cannot write to the folder %s: %s is a file", folder, path);
    else if (access(path, W_OK | X_OK) != 0)
        camp_terminal_complain("cannot write to the folder %s: %s", folder, strerror(errno));
    else
        good = true;
    free(path);
    return good;
}

bool camp_output_file_ready(const char *path) {
    struct stat about;
    bool there = stat(path, &about) == 0;
    if (there && S_ISDIR(about.st_mode)) {
        camp_terminal_complain("cannot write %s: it is a folder; expected the name of a file", path);
        return false;
    }
    if (there && !S_ISREG(about.st_mode)) return true; /* a device or pipe is written directly */
    char *folder = malloc(strlen(path) + 2);
    if (!folder) return false;
    strcpy(folder, path);
    cut_to_parent(folder);
    bool good = stat(folder, &about) == 0 && S_ISDIR(about.st_mode);
    if (!good)
        camp_terminal_complain("cannot write %s: there is no folder %s", path, folder);
    else
        good = camp_output_folder_ready(folder);
    free(folder);
    return good;
}

bool camp_output_there(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

bool camp_output_folder_empty(const char *folder) {
    DIR *open_folder = opendir(folder);
    if (!open_folder) return errno == ENOENT;
    int n = 0;
    while (n < 3 && readdir(open_folder))
        n++; /* "." and ".." are always there */
    (void)closedir(open_folder);
    return n < 3;
}

bool camp_output_folder_make(const char *folder) {
    char *path = malloc(strlen(folder) + 1);
    if (!path) return false;
    strcpy(path, folder);
    bool good = true;
    for (char *slash = path; good && slash;) {
        slash = strchr(slash + 1, '/');
        if (slash) *slash = '\0';
        good = mkdir(path, 0777) == 0 || errno == EEXIST || errno == EISDIR;
        if (slash) *slash = '/';
    }
    struct stat about;
    if (good && (stat(folder, &about) != 0 || !S_ISDIR(about.st_mode))) {
        good = false;
        errno = ENOTDIR;
    }
    if (!good) camp_terminal_complain("cannot make the folder %s: %s", folder, strerror(errno));
    free(path);
    return good;
}

bool camp_output_write(const char *path, const char *bytes, size_t size) {
    camp_report *report = camp_report_new();
    camp_status status = report ? camp_bytes_write(path, bytes, size, report) : CAMP_NO_MEMORY;
    if (report) (void)camp_terminal_problems(report, NULL, true);
    if (status == CAMP_NO_MEMORY) camp_terminal_complain("out of memory");
    camp_report_free(report);
    return status == CAMP_OK;
}

char *camp_output_draft(void) {
    const char *folder = getenv("TMPDIR");
    char *path = camp_output_path(folder && *folder ? folder : "/tmp", "campboard-XXXXXX");
    int fd = path ? mkstemp(path) : -1;
    if (fd >= 0) {
        (void)close(fd);
        return path;
    }
    if (path) camp_terminal_complain("cannot write %s: %s", path, strerror(errno));
    free(path);
    return NULL;
}

void camp_output_draft_remove(char *path) {
    if (path) (void)unlink(path);
    free(path);
}
