/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import.c - other people's files into an event, and cards that are merged: the new files in memory.
 *
 * What comes out is read as an event before it is handed out, so an import never makes a folder that cannot
 * be read. */
#include "import/import.h"
#include "base/file.h"
#include "event/event.h"
#include "service/guard.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct camp_files {
    camp_arena arena;
    camp_file *at;
    size_t n;
};

size_t camp_files_size(const camp_files *files) {
    return files->n;
}

const camp_file *camp_files_get(const camp_files *files, size_t i) {
    return i < files->n ? &files->at[i] : NULL;
}

void camp_files_free(camp_files *files) {
    if (!files) return;
    camp_arena_free(&files->arena);
    free(files);
}

static camp_files *files_new(void) {
    camp_files *files = calloc(1, sizeof *files);
    if (files) camp_arena_init(&files->arena);
    return files;
}

/* ---- folders */

typedef struct folder_reading {
    const char *folder;
    camp_report *report;
    camp_files *files;
} folder_reading;

static camp_status read_folder(void *user, camp_arena *arena) {
    folder_reading *r = user;
    char **names;
    size_t n;
    errno = 0;
    if (camp_folder_list(arena, r->folder, &names, &n) != CAMP_OK) {
        if (errno == ENOENT) return CAMP_OK;
        camp_guard_say(r->report, "E_NO_FOLDER", "cannot read the folder \"%s\": %s", r->folder,
                       strerror(errno));
        return CAMP_IO;
    }
    r->files->at = CAMP_NEW(arena, camp_file, n);
    for (r->files->n = 0; r->files->n < n; r->files->n++) {
        camp_file *file = &r->files->at[r->files->n];
        char *bytes;
        *file = (camp_file){names[r->files->n], "", 0};
        if (!camp_event_wants(file->name) && strcmp(file->name, "questions.csv") != 0) continue;
        if (camp_file_read(arena, camp_path_join(arena, r->folder, file->name), &bytes, &file->size) !=
            CAMP_OK) {
            camp_guard_say(r->report, "E_READ", "cannot read %s: %s", file->name, strerror(errno));
            return CAMP_IO;
        }
        file->bytes = bytes;
    }
    return CAMP_OK;
}

camp_status camp_files_read(const char *folder, camp_report *report, camp_files **files) {
    folder_reading r = {folder, report, files_new()};
    camp_status status = r.files ? camp_guard_in(&r.files->arena, read_folder, &r) : CAMP_NO_MEMORY;
    if (status == CAMP_OK)
        *files = r.files;
    else
        camp_files_free(r.files);
    return camp_guard_tell(report, status, folder);
}

typedef struct folder_writing {
    const camp_files *files;
    const char *folder;
    camp_report *report;
} folder_writing;

static camp_status write_folder(void *user, camp_arena *arena) {
    const folder_writing *w = user;
    camp_status status = CAMP_OK;
    for (size_t i = 0; i < w->files->n && status == CAMP_OK; i++) {
        const camp_file *file = &w->files->at[i];
        status = camp_bytes_write(camp_path_join(arena, w->folder, file->name), file->bytes, file->size,
                                  w->report);
    }
    return status;
}

camp_status camp_files_write(const camp_files *files, const char *folder, camp_report *report) {
    folder_writing w = {files, folder, report};
    return camp_guard(write_folder, &w);
}

/* ---- the work */

typedef struct import_work {
    camp_import import;
    camp_import_options options;
    camp_import_summary summary;
    camp_foreign foreign;
    camp_import_kind kind;
    const camp_file *sources;
    size_t n_sources;
    const char *const *sessions; /* merge; NULL: import */
    size_t n_sessions;
    camp_files *changed;
    char *notes;
    camp_status status;
} import_work;

/* The files of the event as they would be. */
static camp_file *files_after(const import_work *w, camp_arena *arena, size_t *n) {
    camp_file *all = CAMP_NEW(arena, camp_file, w->import.n_files + w->changed->n);
    *n = 0;
    for (size_t i = 0; i < w->import.n_files; i++) {
        bool replaced = false;
        for (size_t k = 0; k < w->changed->n; k++)
            replaced = replaced || strcmp(w->changed->at[k].name, w->import.files[i].name) == 0;
        if (!replaced) all[(*n)++] = w->import.files[i];
    }
    for (size_t k = 0; k < w->changed->n; k++)
        all[(*n)++] = w->changed->at[k];
    return all;
}

/* Only errors are told: warnings about the event are what `check` is for. */
static camp_status check_after(import_work *w, camp_arena *arena) {
    size_t n;
    camp_file *all = files_after(w, arena, &n);
    camp_event *event = NULL;
    camp_report *report = camp_report_new();
    if (!report) return CAMP_NO_MEMORY;
    camp_status status = camp_event_from_memory(w->import.name, all, n, false, report, &event);
    for (size_t i = 0; i < camp_report_size(report); i++) {
        const camp_problem *p = camp_report_get(report, i);
        if (p->severity == CAMP_ERROR)
            camp_report_add(w->import.report, CAMP_ERROR, p->code,
                            (camp_place){p->file, p->line, p->column, p->header}, "%s", p->message);
    }
    camp_event_free(event);
    camp_report_free(report);
    return status;
}

static camp_status work(void *user, camp_arena *arena) {
    import_work *w = user;
    w->import.arena = arena;
    camp_status status =
        w->sessions
            ? camp_import_merge(&w->import, w->sessions, w->n_sessions, &w->changed->at, &w->changed->n)
            : camp_import_run(&w->import, w->kind, w->sources, w->n_sources, &w->changed->at, &w->changed->n);
    if (w->import.notes) {
        size_t n = strlen(w->import.notes);
        w->notes = malloc(n + 1);
        if (!w->notes) return CAMP_NO_MEMORY;
        memcpy(w->notes, w->import.notes, n + 1);
    }
    return status == CAMP_OK ? check_after(w, arena) : status;
}

static camp_status run(import_work *w, camp_report *report, camp_files **changed) {
    w->changed = files_new();
    w->import.report = report;
    w->import.options = &w->options;
    w->import.summary = &w->summary;
    w->import.foreign = &w->foreign;
    camp_status status = w->changed ? camp_guard_in(&w->changed->arena, work, w) : CAMP_NO_MEMORY;
    camp_foreign_free(&w->foreign);
    if (status == CAMP_OK)
        *changed = w->changed;
    else
        camp_files_free(w->changed);
    return camp_guard_tell(report, status, w->import.name);
}

camp_status camp_import_into(camp_import_kind kind, const camp_file *sources, size_t n_sources,
                             const char *name, const camp_file *files, size_t n,
                             const camp_import_options *options, camp_report *report,
                             camp_import_summary *summary, char **notes, camp_files **changed) {
    if ((int)kind < CAMP_IMPORT_FORMS || kind > CAMP_IMPORT_AK) {
        camp_guard_say(report, "E_ARGUMENT", "there is no kind number %d of a source", (int)kind);
        return CAMP_BAD_ARGUMENT;
    }
    import_work w = {.kind = kind, .sources = sources, .n_sources = n_sources};
    w.import.name = name;
    w.import.files = files;
    w.import.n_files = n;
    if (options) w.options = *options;
    camp_status status = run(&w, report, changed);
    if (summary) *summary = w.summary;
    if (notes && status == CAMP_OK)
        *notes = w.notes;
    else
        free(w.notes);
    return status;
}

camp_status camp_merge(const char *name, const camp_file *files, size_t n, const char *const *sessions,
                       size_t n_sessions, camp_report *report, camp_files **changed) {
    if (n_sessions < 2) {
        camp_guard_say(report, "E_ARGUMENT", "a merge needs two sessions or more");
        return CAMP_BAD_ARGUMENT;
    }
    import_work w = {.sessions = sessions, .n_sessions = n_sessions};
    w.import.name = name;
    w.import.files = files;
    w.import.n_files = n;
    camp_status status = run(&w, report, changed);
    free(w.notes);
    return status;
}
