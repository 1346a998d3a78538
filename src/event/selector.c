/* SPDX-License-Identifier: GPL-3.0-or-later */
/* selector.c - which sessions or people a cell of rules.csv chooses.
 *
 *     selector = item ; item ; ...           the union; empty means *
 *     item     = part & part & ...           the intersection
 *     part     = * | name | word:value       kind:, tag:, level: of sessions; group: of people
 *
 * An item that as a whole is a name, or a label that occurs, is not split at its &.
 */
#include "event/read.h"
#include <string.h>

typedef struct selector {
    const camp_sheet *sheet;
    camp_reading *reading;
    int column;
    bool people;
    const camp_names *names;
    int n;      /* sessions, or people */
    bool *mark; /* n flags: chosen by the item so far */
} selector;

static const char *quoted(const selector *s, camp_span text) {
    return camp_quoted(&s->reading->scratch, text);
}

/* Splits "word:value"; the labels of that word, or NULL when it is none. */
static const camp_labels *labels_of(const selector *s, camp_span text, camp_span *value) {
    const char *colon = memchr(text.at, ':', text.n);
    if (!colon) return NULL;
    char buffer[16];
    camp_span word = {text.at, (size_t)(colon - text.at)};
    *value = camp_text_trim((camp_span){colon + 1, text.n - word.n - 1});
    if (word.n >= sizeof buffer) word = camp_text_trim(word);
    word = camp_text_fold_into(&s->reading->scratch, word, buffer, sizeof buffer);
    if (s->people) return strcmp(word.at, "group") == 0 ? &s->reading->groups : NULL;
    if (strcmp(word.at, "kind") == 0) return &s->reading->kinds;
    if (strcmp(word.at, "tag") == 0) return &s->reading->tags;
    return strcmp(word.at, "level") == 0 ? &s->reading->levels : NULL;
}

static bool carries(const selector *s, const camp_labels *labels, int label, int i) {
    const camp_event *event = s->reading->event;
    if (labels == &s->reading->groups) return camp_list_has(event->people[i].groups, label);
    if (labels == &s->reading->tags) return camp_list_has(event->sessions[i].tags, label);
    return (labels == &s->reading->kinds ? s->reading->kind_of[i] : s->reading->level_of[i]) == label;
}

/* Whether something carries the label. */
static bool occurs(const selector *s, const camp_labels *labels, camp_span value) {
    int label = labels ? camp_labels_find(labels, value) : CAMP_UNKNOWN;
    for (int i = 0; i < s->n && label >= 0; i++)
        if (carries(s, labels, label, i)) return true;
    return false;
}

/* An unknown name that is a label without its word (new-teacher), or with a misspelled one (tags:ai): says
 * which is meant. False when it is neither. */
static bool refuse_label(const selector *s, camp_span part) {
    static const char *const words[] = {"group", "kind", "tag", "level"};
    camp_reading *reading = s->reading;
    const camp_labels *labels[] = {&reading->groups, &reading->kinds, &reading->tags, &reading->levels};
    const char *colon = memchr(part.at, ':', part.n);
    camp_span value = colon ? (camp_span){colon + 1, (size_t)(part.at + part.n - colon) - 1} : part;
    if (!s->names->complete) return false;
    for (int i = s->people ? 0 : 1; i < (s->people ? 1 : 4); i++) {
        if (!occurs(s, labels[i], value)) continue;
        camp_sheet_error(s->sheet, s->column, s->people ? "E_UNKNOWN_PERSON" : "E_UNKNOWN_SESSION",
                         "%s %s is not in %s; did you mean \"%s:%s\"?", s->names->what, quoted(s, part),
                         s->names->file, words[i], labels[i]->shown[camp_labels_find(labels[i], value)]);
        return true;
    }
    return false;
}

/* Keeps in mark what the part chooses. False after an error. */
static bool keep_part(selector *s, camp_span part) {
    camp_span value = {"", 0};
    part = camp_text_trim(part);
    int row = camp_names_find(s->names, part);
    const camp_labels *labels = row == CAMP_UNKNOWN ? labels_of(s, part, &value) : NULL;
    if (row == CAMP_UNKNOWN && part.n == 1 && *part.at == '*') return true;
    if (labels && value.n == 0) {
        camp_sheet_error(s->sheet, s->column, "E_SELECTOR", "%s names no value; write it behind the colon",
                         quoted(s, part));
        return false;
    }
    if (labels) {
        int label = camp_labels_find(labels, value);
        for (int i = 0; i < s->n; i++)
            s->mark[i] = s->mark[i] && label >= 0 && carries(s, labels, label, i);
        return true;
    }
    if (part.n == 0) {
        camp_sheet_error(s->sheet, s->column, "E_SELECTOR", "nothing stands on one side of a &");
        return false;
    }
    if (row == CAMP_UNKNOWN && refuse_label(s, part)) return false;
    row = camp_cell_find(s->sheet, s->column, s->names, part);
    for (int i = 0; i < s->n; i++)
        s->mark[i] = s->mark[i] && i == row;
    return row >= 0;
}

/* A label that nothing has, with the nearest one that something has. */
static void warn_nothing(const selector *s, camp_span item) {
    if (!s->names->complete) return; /* what it should choose may stand where an error ended the reading */
    camp_span value = {"", 0};
    const camp_labels *labels = labels_of(s, item, &value);
    const char *hint = "";
    /* Groups of audiences that nobody is in come behind those of people and are no help here. */
    int n = !labels ? 0 : labels == &s->reading->groups ? s->reading->n_had_groups : labels->n;
    if (labels &&
        camp_report_would_list(s->reading->report, CAMP_WARNING, "W_EMPTY_SELECTION", s->sheet->file))
        hint = camp_words_hint(&s->reading->scratch, labels->shown, n, value);
    camp_sheet_warn(s->sheet, s->column, "W_EMPTY_SELECTION", "%s chooses no %s%s", quoted(s, item),
                    s->people ? "person" : "session", hint);
}

static bool select_item(selector *s, camp_span item, camp_list *chosen) {
    camp_span value, rest = item;
    bool good = true;
    int whole = camp_names_find(s->names, item);
    bool split = whole == CAMP_UNKNOWN && !occurs(s, labels_of(s, item, &value), value);
    for (int i = 0; i < s->n; i++)
        s->mark[i] = true;
    while (good) {
        const char *end = split ? memchr(rest.at, '&', rest.n) : NULL;
        size_t n = end ? (size_t)(end - rest.at) : rest.n;
        good = keep_part(s, (camp_span){rest.at, n});
        if (!end) break;
        rest.at += n + 1;
        rest.n -= n + 1;
    }
    camp_ints list = {.arena = &s->reading->scratch};
    for (int i = 0; i < s->n && good; i++)
        if (s->mark[i]) camp_ints_push(&list, i);
    *chosen = camp_ints_list(&list, s->reading->arena);
    if (good && chosen->n == 0) warn_nothing(s, item);
    return good;
}

/* `*` is the same list for every rule: 20,000 people need not be listed for each. */
static camp_list everything(const selector *s) {
    camp_list *all = s->people ? &s->reading->everyone : &s->reading->every_session;
    if (all->n == s->n) return *all;
    int *numbers = CAMP_NEW(s->reading->arena, int, s->n);
    for (int i = 0; i < s->n; i++)
        numbers[i] = i;
    *all = (camp_list){s->n, numbers};
    return *all;
}

static camp_list united(selector *s, const camp_list *items, int n) {
    memset(s->mark, 0, (size_t)s->n * sizeof *s->mark);
    camp_ints list = {.arena = &s->reading->scratch};
    for (int i = 0; i < n; i++)
        for (int j = 0; j < items[i].n; j++)
            s->mark[items[i].at[j]] = true;
    for (int i = 0; i < s->n; i++)
        if (s->mark[i]) camp_ints_push(&list, i);
    return camp_ints_list(&list, s->reading->arena);
}

/* The selection of a cell that was read before, or NULL. */
static const camp_selection *known(const camp_selections *selections, camp_span cell) {
    int i = camp_map_get(&selections->map, cell);
    return i < 0 ? NULL : &selections->at[i];
}

static void remember(camp_reading *reading, camp_selections *selections, camp_span cell,
                     const camp_selection *selection) {
    CAMP_ROOM_FOR_ONE(&reading->scratch, selections->at, selections->n, selections->capacity);
    selections->at[selections->n] = *selection;
    camp_span copy = {camp_arena_text(&reading->scratch, cell.at, cell.n), cell.n};
    camp_map_put(&selections->map, copy, selections->n++);
}

camp_selection camp_select(const camp_sheet *sheet, int column, bool people) {
    camp_reading *reading = sheet->reading;
    camp_selections *selections = people ? &reading->of_people : &reading->of_sessions;
    selector s = {sheet,
                  reading,
                  column,
                  people,
                  people ? &reading->people : &reading->sessions,
                  people ? reading->event->n_people : reading->event->n_sessions,
                  NULL};
    camp_span cell = camp_cell(sheet, column), item;
    /* Names come first, even where somebody is called *. */
    if (cell.n == 0 && camp_names_find(s.names, camp_span_of("*")) >= 0) cell = camp_span_of("*");
    const camp_selection *before = known(selections, cell);
    if (before) return *before;
    camp_span rest = cell;
    camp_selection made = {.n_items = 0};
    bool silent = true; /* nothing was told that has to be told again for the next cell like this */
    while (camp_next_item(&rest, &item))
        made.n_items++;
    camp_list *items = CAMP_NEW(reading->arena, camp_list, made.n_items + 1);
    made.items = items;
    if (made.n_items == 0) {
        items[made.n_items++] = made.all = everything(&s);
    } else {
        s.mark = CAMP_NEW(&reading->scratch, bool, s.n);
        rest = cell;
        for (int i = 0; camp_next_item(&rest, &item); i++)
            silent = select_item(&s, item, &items[i]) && items[i].n > 0 && silent;
        bool star = false;
        for (int i = 0; i < made.n_items; i++)
            star = star || items[i].n == s.n;
        made.all = made.n_items == 1 && !star ? items[0]
                   : star                     ? everything(&s)
                                              : united(&s, items, made.n_items);
    }
    if (silent) remember(reading, selections, cell, &made);
    return made;
}
