/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.c - the order of an import.
 *
 *   event's files -> draft -> roster -> answers of questions.csv -> the source -> votes.csv -> new questions
 *   -> templates -> is it an event? -> files
 */
#include "import/import.h"
#include <stdarg.h>
#include <stdlib.h>

void camp_import_note(camp_import *import, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *line = camp_arena_vprintf(import->arena, format, args);
    va_end(args);
    import->notes = camp_arena_printf(import->arena, "%s%s\n", import->notes ? import->notes : "", line);
}

void camp_foreign_free(camp_foreign *foreign) {
    camp_decode_free(foreign);
    camp_json_free(foreign);
    camp_xlsx_free(foreign);
    camp_report_free(foreign->report);
    foreign->report = NULL;
}

static bool read_source(camp_import *import, camp_import_kind kind, const camp_file *sources, size_t n) {
    switch (kind) {
    case CAMP_IMPORT_FORMS:
        return camp_import_forms(import, sources, n);
    case CAMP_IMPORT_SHEET:
        return camp_import_sheets(import, sources, n);
    case CAMP_IMPORT_DOTS:
        return camp_import_dots(import, sources, n);
    case CAMP_IMPORT_SESSIONIZE:
        return camp_import_sessionize(import, sources, n);
    case CAMP_IMPORT_FRAB:
        return camp_import_frab(import, sources, n);
    case CAMP_IMPORT_AK:
        return camp_import_ak(import, sources, n);
    }
    return false;
}

/* Warnings beyond the limit of their kind are counted in a last line, for each file or sheet. */
static void summarise(const camp_import *import) {
    size_t n = camp_report_size(import->report);
    for (size_t i = 0; i < n; i++)
        camp_report_summarise(import->report, camp_report_get(import->report, i)->file);
}

static bool begin(camp_import *import) {
    return camp_draft_read(import) && camp_roster_read(import) && camp_questions_read(import);
}

static camp_status end(camp_import *import, bool good, camp_file **changed, size_t *n_changed) {
    if (!good || camp_report_count(import->report, CAMP_ERROR) > 0) return CAMP_BAD_INPUT;
    *changed = camp_draft_write(import, n_changed);
    return CAMP_OK;
}

camp_status camp_import_run(camp_import *import, camp_import_kind kind, const camp_file *sources, size_t n,
                            camp_file **changed, size_t *n_changed) {
    bool good = begin(import) && read_source(import, kind, sources, n) && camp_ballots_put(import);
    if (good) {
        camp_roster_list_people(import);
        camp_questions_ask(import);
        camp_import_template(import);
    }
    summarise(import);
    import->summary->sessions = import->table[CAMP_SESSIONS].n;
    return end(import, good, changed, n_changed);
}

/* The card of a name on the command line. */
static int card_of(camp_import *import, const char *name) {
    int card = camp_names_find(&import->sessions, camp_span_of(name));
    if (card == CAMP_UNKNOWN) card = camp_roster_session(import, camp_span_of(name));
    if (card >= 0) return card;
    if (card == CAMP_AMBIGUOUS)
        camp_report_add(import->report, CAMP_ERROR, "E_AMBIGUOUS_SESSION", (camp_place){"", 0, 0, ""},
                        "%s is the title of more than one session; write the id instead",
                        camp_quoted(import->arena, camp_span_of(name)));
    else
        camp_report_add(import->report, CAMP_ERROR, "E_UNKNOWN_SESSION", (camp_place){"", 0, 0, ""},
                        "session %s is not in sessions.csv%s", camp_quoted(import->arena, camp_span_of(name)),
                        camp_names_hint(import->arena, &import->sessions, camp_span_of(name)));
    return -1;
}

camp_status camp_import_merge(camp_import *import, const char *const *names, size_t n, camp_file **changed,
                              size_t *n_changed) {
    if (!begin(import)) return CAMP_BAD_INPUT;
    for (size_t i = 1; i < n; i++) {
        int keep = card_of(import, names[0]), gone = card_of(import, names[i]);
        if (keep < 0 || gone < 0) return CAMP_BAD_INPUT;
        if (keep == gone) {
            camp_report_add(import->report, CAMP_ERROR, "E_MERGE_SAME", (camp_place){"", 0, 0, ""},
                            "%s and %s are the same session; name two",
                            camp_quoted(import->arena, camp_span_of(names[0])),
                            camp_quoted(import->arena, camp_span_of(names[i])));
            return CAMP_BAD_INPUT;
        }
        const char *id = import->cards[keep].id, *title = import->cards[gone].title;
        camp_join_sessions(import, keep, gone);
        if (!camp_roster_read(import)) return CAMP_BAD_INPUT;
        camp_questions_merged(import, title, camp_names_find(&import->sessions, camp_span_of(id)));
    }
    summarise(import);
    import->summary->sessions = import->table[CAMP_SESSIONS].n;
    return end(import, true, changed, n_changed);
}
