/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import_fuzz.c - any bytes as a source of any kind: imported, or refused with a code and a message; never a
 * crash.
 *
 *     forms                     the kind; "merge" merges the sessions A and B
 *     --- event/sessions.csv    begins a file of the event before; its bytes go on to the next such line
 *     --- answers.csv           begins a source
 *
 * What was imported must be an event (camp_import_into has read it), and the same sources a second time must
 * change nothing. */
#include "fuzz.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 12, MOST_NAME = 40 };
static const char mark[] = "--- ", inside[] = "event/";

typedef struct folder {
    camp_file files[MOST_FILES];
    char names[MOST_FILES][MOST_NAME + 1];
    void *copies[MOST_FILES]; /* of just the file's size, so that a byte too far is noticed */
    size_t n;
} folder;

/* The line behind `at` that begins a file, or `end`. */
static const char *next_mark(const char *at, const char *end) {
    while (at < end) {
        if ((size_t)(end - at) >= sizeof mark - 1 && memcmp(at, mark, sizeof mark - 1) == 0) return at;
        const char *lf = memchr(at, '\n', (size_t)(end - at));
        at = lf ? lf + 1 : end;
    }
    return end;
}

static void add_file(folder *f, const char *name, size_t name_n, const char *bytes, size_t size) {
    if (f->n == MOST_FILES) return;
    name_n = name_n < MOST_NAME ? name_n : MOST_NAME;
    for (size_t i = 0; i < name_n; i++) /* a file system would not give other names */
        f->names[f->n][i] = name[i] > ' ' && name[i] < 0x7f ? name[i] : '_';
    f->names[f->n][name_n] = 0;
    if (name_n == 0) strcpy(f->names[f->n], "x");
    f->copies[f->n] = malloc(size ? size : 1);
    if (!f->copies[f->n]) abort();
    memcpy(f->copies[f->n], bytes, size);
    f->files[f->n] = (camp_file){f->names[f->n], size ? f->copies[f->n] : NULL, size};
    f->n++;
}

static void clear(folder *f) {
    for (size_t i = 0; i < f->n; i++)
        free(f->copies[i]);
    f->n = 0;
}

/* Sections of the event and those of sources. A last line end before a mark is the section's. */
static void split(folder *event, folder *sources, const char *at, const char *end) {
    for (at = next_mark(at, end); at < end;) {
        const char *lf = memchr(at, '\n', (size_t)(end - at)), *body = lf ? lf + 1 : end;
        const char *next = next_mark(body, end), *name = at + sizeof mark - 1;
        size_t n = (size_t)((lf ? lf : end) - name), skip = sizeof inside - 1;
        bool is_event = n > skip && memcmp(name, inside, skip) == 0;
        add_file(is_event ? event : sources, is_event ? name + skip : name, is_event ? n - skip : n, body,
                 (size_t)(next - body));
        at = next;
    }
}

/* The event with the files that changed. */
static void apply(folder *event, const camp_files *changed) {
    for (size_t i = 0; i < camp_files_size(changed); i++) {
        const camp_file *file = camp_files_get(changed, i);
        for (size_t k = 0; k < event->n; k++)
            if (strcmp(event->files[k].name, file->name) == 0) {
                free(event->copies[k]);
                event->n--;
                event->copies[k] = event->copies[event->n];
                event->files[k] = event->files[event->n];
                memcpy(event->names[k], event->names[event->n], sizeof event->names[k]);
                event->files[k].name = event->names[k];
                break;
            }
        add_file(event, file->name, strlen(file->name), file->bytes, file->size);
    }
}

static camp_status once(camp_import_kind kind, const folder *event, const folder *sources,
                        camp_files **changed) {
    camp_report *report = camp_report_new();
    camp_import_summary summary;
    char *notes = NULL;
    camp_import_options options = {.keep_places = true};
    if (!report) abort();
    camp_status status = camp_import_into(kind, sources->files, sources->n, "fuzz", event->files, event->n,
                                          &options, report, &summary, &notes, changed);
    FUZZ_ASSERT(status == CAMP_OK || status == CAMP_BAD_INPUT);
    FUZZ_ASSERT((camp_report_count(report, CAMP_ERROR) > 0) == (status == CAMP_BAD_INPUT));
    camp_fuzz_report(report);
    camp_bytes_free(notes);
    camp_report_free(report);
    return status;
}

static void import(camp_import_kind kind, folder *event, const folder *sources) {
    camp_files *changed = NULL;
    if (once(kind, event, sources, &changed) != CAMP_OK) return;
    apply(event, changed);
    camp_files_free(changed);
    if (event->n == MOST_FILES) return; /* a file may have found no room */
    FUZZ_ASSERT(once(kind, event, sources, &changed) == CAMP_OK);
    FUZZ_ASSERT(camp_files_size(changed) == 0);
    camp_files_free(changed);
}

static void merge(const folder *event) {
    static const char *const sessions[] = {"A", "B"};
    camp_report *report = camp_report_new();
    camp_files *changed = NULL;
    if (!report) abort();
    camp_status status = camp_merge("fuzz", event->files, event->n, sessions, 2, report, &changed);
    FUZZ_ASSERT(status == CAMP_OK || status == CAMP_BAD_INPUT);
    camp_fuzz_report(report);
    camp_files_free(changed);
    camp_report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const kinds[] = {"forms", "sheet", "dots", "sessionize", "frab", "ak", "merge"};
    const char *text = (const char *)data, *lf = size ? memchr(text, '\n', size) : NULL;
    folder event = {.n = 0}, sources = {.n = 0};
    if (!lf) return 0;
    split(&event, &sources, lf + 1, text + size);
    for (int kind = 0; kind < 7; kind++) {
        size_t n = strlen(kinds[kind]);
        if ((size_t)(lf - text) != n || memcmp(text, kinds[kind], n) != 0) continue;
        if (kind == 6)
            merge(&event);
        else
            import((camp_import_kind)kind, &event, &sources);
    }
    clear(&event);
    clear(&sources);
    return 0;
}
