/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model.c - the direct integer program as a file, made in a thread of the library's own (GLPK, see
 * program.h). */
#include "base/threads.h"
#include "direct.h"
#include "service/guard.h"
#include <errno.h>
#include <string.h>

typedef struct model_writing {
    const camp_event *event;
    camp_model_format format;
    const char *path;
    camp_status status;
    int problem; /* errno of the library's thread */
} model_writing;

static camp_status write_model(void *user, camp_arena *arena) {
    model_writing *w = user;
    camp_direct direct;
    camp_direct_options options = {.goal = CAMP_GOAL_BOTH};
    camp_direct_make(&direct, w->event, &options, arena);
    char *comment = camp_arena_printf(arena, "Campboard %s, event %s: ", camp_version(), w->event->name);
    if (w->event->floor > 0)
        comment =
            camp_arena_printf(arena, "%s%.17g * served + matched", comment, 1 + camp_trivial_bound(w->event));
    else
        comment = camp_arena_printf(arena, "%smatched", comment);
    if (direct.offset != 0) comment = camp_arena_printf(arena, "%s, less %.17g", comment, direct.offset);
    for (char *c = comment; *c; c++)
        if ((unsigned char)*c < ' ') *c = ' '; /* it must stay one line */
    errno = 0;
    camp_status status = camp_program_write(&direct.program, w->format, w->path, comment);
    w->problem = errno;
    return status;
}

static void write_job(void *user, int i) {
    (void)i;
    model_writing *w = user;
    w->status = camp_guard(write_model, w);
}

camp_status camp_model_write(const camp_event *event, camp_model_format format, const char *path,
                             camp_report *report) {
    model_writing w = {event, format, path, CAMP_NO_MEMORY, 0};
    if (format != CAMP_MODEL_LP && format != CAMP_MODEL_MPS) {
        camp_guard_say(report, "E_ARGUMENT", "the format of a model is LP or MPS");
        return CAMP_BAD_ARGUMENT;
    }
    (void)camp_threads_run(1, 1, write_job, NULL, &w); /* no thread: the status says that memory ran out */
    if (w.status == CAMP_IO)
        camp_guard_say(report, "E_WRITE", "cannot write %s: %s", path,
                       w.problem ? strerror(w.problem) : "unknown reason");
    return camp_guard_tell(report, w.status, path);
}
