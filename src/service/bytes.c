/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bytes.c - whole files for the callers of the library. */
#include "base/file.h"
#include "base/report.h"
#include "service/guard.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct reading {
    const char *path;
    char *bytes; /* of malloc: the caller's */
    size_t size;
} reading;

static camp_status read_bytes(void *user, camp_arena *arena) {
    reading *r = user;
    char *bytes;
    camp_status status = camp_file_read(arena, r->path, &bytes, &r->size);
    if (status != CAMP_OK) return status;
    r->bytes = malloc(r->size + 1);
    if (!r->bytes) return CAMP_NO_MEMORY;
    memcpy(r->bytes, bytes, r->size + 1);
    return CAMP_OK;
}

camp_status camp_bytes_read(const char *path, camp_report *report, char **bytes, size_t *size) {
    reading r = {.path = path};
    errno = 0;
    camp_status status = camp_guard(read_bytes, &r);
    if (status == CAMP_IO) camp_guard_say(report, "E_READ", "cannot read %s: %s", path, strerror(errno));
    if (status != CAMP_OK) return camp_guard_tell(report, status, path);
    *bytes = r.bytes;
    *size = r.size;
    return CAMP_OK;
}

camp_status camp_bytes_write(const char *path, const void *bytes, size_t size, camp_report *report) {
    errno = 0;
    camp_status status = camp_file_write(path, bytes, size);
    if (status == CAMP_IO) camp_guard_say(report, "E_WRITE", "cannot write %s: %s", path, strerror(errno));
    return camp_guard_tell(report, status, path);
}

void camp_bytes_free(char *bytes) {
    free(bytes);
}
