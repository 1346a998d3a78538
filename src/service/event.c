/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event.c - an event from a folder or from memory. Of a folder only the files of an event are read; the other
 * names are passed on without bytes, so that Votes.csv or votes.xlsx is noticed. */
#include "event/event.h"
#include "base/file.h"
#include "service/guard.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

camp_status camp_event_from_memory(const char *name, const camp_file *files, size_t n, bool strict,
                                   camp_report *report, camp_event **event) {
    camp_status status = CAMP_OK;
    camp_report_set_strict(report, strict);
    camp_event *made = camp_event_load(name, files, n, report, &status);
    camp_report_set_strict(report, false);
    if (!made) return camp_guard_tell(report, status, name);
    *event = made;
    return CAMP_OK;
}

typedef struct folder_reading {
    const char *folder;
    bool strict;
    camp_report *report;
    camp_event *event;
} folder_reading;

/* What went wrong with the folder as a whole, in words. */
static camp_status no_folder(const folder_reading *r) {
    int problem = errno;
    const char *folder = r->folder;
    if (problem == ENOENT)
        camp_guard_say(r->report, "E_NO_FOLDER", "there is no folder \"%s\"; expected the folder of an event",
                       folder);
    else if (problem == ENOTDIR)
        camp_guard_say(r->report, "E_NO_FOLDER", "\"%s\" is not a folder; expected the folder of an event",
                       folder);
    else
        camp_guard_say(r->report, "E_NO_FOLDER", "cannot read the folder \"%s\": %s", folder,
                       strerror(problem));
    return CAMP_IO;
}

static camp_status read_folder(void *user, camp_arena *arena) {
    folder_reading *r = user;
    char **names;
    size_t n;
    if (camp_folder_list(arena, r->folder, &names, &n) != CAMP_OK) return no_folder(r);
    camp_file *files = CAMP_NEW(arena, camp_file, n);
    camp_status status = CAMP_OK;
    for (size_t i = 0; i < n; i++) {
        files[i] = (camp_file){names[i], "", 0};
        if (!camp_event_wants(names[i])) continue;
        char *bytes;
        if (camp_file_read(arena, camp_path_join(arena, r->folder, names[i]), &bytes, &files[i].size) !=
            CAMP_OK) {
            camp_report_add(r->report, CAMP_ERROR, "E_READ", (camp_place){.file = names[i]},
                            "cannot be read: %s", strerror(errno));
            status = CAMP_IO;
            continue;
        }
        files[i].bytes = bytes;
    }
    if (status != CAMP_OK) return status;
    const char *name = camp_folder_name(arena, r->folder);
    return camp_event_from_memory(name, files, n, r->strict, r->report, &r->event);
}

camp_status camp_event_read(const char *folder, bool strict, camp_report *report, camp_event **event) {
    folder_reading r = {.folder = folder, .strict = strict, .report = report};
    camp_status status = camp_guard(read_folder, &r);
    if (status == CAMP_OK) *event = r.event;
    return status;
}

void camp_event_free(camp_event *event) {
    if (!event) return;
    camp_arena_free(&event->arena);
    free(event);
}

camp_event_size camp_event_get_size(const camp_event *event) {
    camp_event_size size = {.name = event->name,
                            .slots = event->n_open,
                            .rooms = event->n_rooms,
                            .sessions = event->n_sessions,
                            .people = event->n_real_people,
                            .votes = event->votes_read,
                            .rules = event->n_rules,
                            .locks = event->n_locks,
                            .tally = event->tally,
                            .limited = event->limited};
    for (int p = 0; p < event->n_real_people; p++)
        size.voters += event->people[p].voter;
    return size;
}
