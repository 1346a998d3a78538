/* SPDX-License-Identifier: GPL-3.0-or-later */
/* join.c - two sessions, or two people, become one: whatever names the one that goes names the other from
 * then on. Unknown columns stay. */
#include "import/join.h"
#include <string.h>

typedef camp_joint joint;

bool camp_joint_is(const joint *j, camp_span text, int row) {
    return text.n > 0 && camp_names_find(j->names, text) == row;
}

static bool is(const joint *j, camp_span text, int row) {
    return camp_joint_is(j, text, row);
}

/* ---- lists and selectors */

/* An item of a selector: the name of the one that goes, as a whole or as a part between &. */
static const char *renamed_item(const joint *j, camp_span item, bool selector) {
    camp_arena *arena = j->import->arena;
    if (is(j, item, j->gone)) return j->keep_id;
    if (!selector || camp_names_find(j->names, item) >= 0 || !memchr(item.at, '&', item.n))
        return camp_arena_text(arena, item.at, item.n);
    const char *all = "";
    while (item.n > 0) {
        const char *end = memchr(item.at, '&', item.n);
        size_t n = end ? (size_t)(end - item.at) : item.n;
        camp_span part = camp_text_trim((camp_span){item.at, n});
        all = camp_arena_printf(arena, "%s%s%.*s", all, *all ? " & " : "",
                                is(j, part, j->gone) ? (int)strlen(j->keep_id) : (int)part.n,
                                is(j, part, j->gone) ? j->keep_id : part.at);
        n += end != NULL;
        item.at += n;
        item.n -= n;
    }
    return all;
}

static bool names_gone(const joint *j, camp_span cell, bool selector) {
    camp_span rest = cell, item;
    while (camp_next_item(&rest, &item)) {
        const char *renamed = renamed_item(j, item, selector);
        if (is(j, item, j->gone) || !camp_span_equal(camp_text_trim(item), camp_span_of(renamed))) {
            if (is(j, item, j->gone)) return true;
            for (camp_span part = item; selector && part.n;) {
                const char *end = memchr(part.at, '&', part.n);
                size_t n = end ? (size_t)(end - part.at) : part.n;
                if (is(j, camp_text_trim((camp_span){part.at, n}), j->gone)) return true;
                n += end != NULL;
                part.at += n;
                part.n -= n;
            }
        }
    }
    return false;
}

/* Renames in a list cell; an item that stands there already is not written again. */
static void rename_list(const joint *j, camp_draft_table *t, int row, int column, bool selector) {
    camp_span cell = camp_draft_get(t, row, column), rest = cell, item;
    const char *all = "";
    bool kept = false;
    if (!names_gone(j, cell, selector)) return;
    while (camp_next_item(&rest, &item)) {
        bool one = is(j, item, j->gone) || is(j, item, j->keep);
        if (one && kept) continue;
        kept = kept || one;
        const char *text = renamed_item(j, item, selector);
        all = camp_arena_printf(j->import->arena, "%s%s%s", all, *all ? "; " : "", text);
    }
    camp_draft_set(t, row, column, camp_span_of(all));
}

static void rename_lists(const joint *j, int table, const char *name, bool selector) {
    camp_draft_table *t = &j->import->table[table];
    int column = camp_draft_column(t, name);
    for (int row = 0; row < t->n && column >= 0; row++)
        rename_list(j, t, row, column, selector);
}

/* Cells that hold one name. */
void camp_joint_rename(const joint *j, int table, const char *name) {
    camp_draft_table *t = &j->import->table[table];
    int column = camp_draft_column(t, name);
    for (int row = 0; row < t->n && column >= 0; row++)
        if (is(j, camp_draft_get(t, row, column), j->gone))
            camp_draft_set(t, row, column, camp_span_of(j->keep_id));
}

/* ---- rows of sessions.csv and people.csv */

static bool is_one_of(camp_span name, const char *const *words) {
    for (; *words; words++)
        if (camp_span_equal(name, camp_span_of(*words))) return true;
    return false;
}

/* Adds the items of the one list to the other. */
static void unite_lists(const joint *j, camp_draft_table *t, int to, int from, int column) {
    camp_arena *arena = j->import->arena;
    camp_span rest = camp_draft_get(t, from, column), item, old;
    while (camp_next_item(&rest, &item)) {
        camp_span all = camp_draft_get(t, to, column), others = all;
        bool there = false;
        while (camp_next_item(&others, &old))
            there = there || camp_span_equal(camp_import_key(arena, old), camp_import_key(arena, item));
        if (there) continue;
        camp_draft_set(t, to, column,
                       camp_span_of(camp_arena_printf(arena, "%.*s%s%.*s", (int)all.n, all.at,
                                                      all.n ? "; " : "", (int)item.n, item.at)));
    }
}

void camp_joint_lost(const joint *j, const camp_draft_table *t, int keep, int gone, int column) {
    camp_arena *arena = j->import->arena;
    camp_span mine = camp_draft_get(t, keep, column), theirs = camp_draft_get(t, gone, column);
    if (theirs.n == 0 || camp_span_equal(mine, theirs)) return;
    camp_report_add(j->import->report, CAMP_WARNING, "W_MERGE_LOST",
                    (camp_place){t->name, t->rows[gone].line, column + 1,
                                 camp_arena_text(arena, t->columns[column].at, t->columns[column].n)},
                    "%s of %s is left out; %s keeps %s", camp_quoted(arena, theirs),
                    camp_quoted(arena, camp_span_of(j->gone_id)),
                    camp_quoted(arena, camp_span_of(j->keep_id)),
                    mine.n ? camp_quoted(arena, mine) : "its own (nothing)");
}

void camp_joint_cell(const joint *j, camp_draft_table *t, int keep, int gone, int column) {
    camp_span theirs = camp_draft_get(t, gone, column);
    if (theirs.n && camp_draft_get(t, keep, column).n == 0)
        camp_draft_set(t, keep, column, theirs);
    else
        camp_joint_lost(j, t, keep, gone, column);
}

/* Cells of the row that goes into the one that stays: lists are united, empty cells filled, and what would be
 * lost is told. */
static void join_rows(const joint *j, camp_draft_table *t, int keep, int gone, const char *const *lists,
                      const char *const *left) {
    for (int c = 0; c < t->n_columns; c++) {
        if (camp_draft_get(t, gone, c).n == 0 ||
            is_one_of(t->folded[c], (const char *const[]){"session", "title", "person", "name", NULL}))
            continue;
        if (is_one_of(t->folded[c], lists))
            unite_lists(j, t, keep, gone, c);
        else if (is_one_of(t->folded[c], left))
            camp_joint_lost(j, t, keep, gone, c);
        else
            camp_joint_cell(j, t, keep, gone, c);
    }
    camp_draft_remove(t, gone);
}

/* ---- the whole */

/* A rule that loses one of two sessions may no longer say anything, and locks may contradict each other. */
static void tell_consequences(const joint *j) {
    const camp_draft_table *t = &j->import->table[CAMP_RULES];
    int sessions = camp_draft_column(t, "sessions");
    for (int row = 0; row < t->n; row++) {
        bool keep = false, gone = false;
        camp_span rest = camp_draft_get(t, row, sessions), item;
        while (camp_next_item(&rest, &item)) {
            keep = keep || is(j, item, j->keep);
            gone = gone || is(j, item, j->gone);
        }
        if (keep && gone)
            camp_report_add(
                j->import->report, CAMP_WARNING, "W_MERGE_RULE",
                (camp_place){t->name, t->rows[row].line, sessions + 1, "sessions"},
                "the rule names both; now it names %s once, so look whether it still says what it should",
                camp_quoted(j->import->arena, camp_span_of(j->keep_id)));
    }
    t = &j->import->table[CAMP_LOCK];
    int column = camp_draft_column(t, "session"), kept = -1, lost = -1;
    for (int row = 0; row < t->n; row++) {
        if (is(j, camp_draft_get(t, row, column), j->keep)) kept = row;
        if (is(j, camp_draft_get(t, row, column), j->gone)) lost = row;
    }
    if (kept >= 0 && lost >= 0)
        camp_report_add(j->import->report, CAMP_WARNING, "W_MERGE_LOCK",
                        (camp_place){t->name, t->rows[lost].line, column + 1, "session"},
                        "both are locked (line %ld too); look whether the two places can hold together",
                        t->rows[kept].line);
}

/* A card without an id is called by its title, the second one of a title "Title (2)": when one of them goes
 * the others would be called differently. So they are given the ids by which they were called. */
static void write_ids(const joint *j) {
    const camp_import *import = j->import;
    camp_draft_table *t = &j->import->table[CAMP_SESSIONS];
    bool *shares = CAMP_NEW(import->arena, bool, import->n_cards);
    for (int i = 0; i < import->n_cards; i++) {
        int first = camp_map_get(&import->keys, import->cards[i].key);
        if (first >= 0 && first != i) shares[i] = shares[first] = true;
    }
    for (int i = 0; i < import->n_cards; i++) {
        const camp_card *card = &import->cards[i];
        bool called = camp_draft_get(t, card->row, camp_draft_column(t, "session")).n > 0;
        if (!called && (shares[i] || strcmp(card->id, card->title) != 0))
            camp_draft_set(t, card->row, camp_draft_want(t, "session"), camp_span_of(card->id));
    }
}

void camp_join_sessions(camp_import *import, int keep, int gone) {
    static const char *const lists[] = {"presenters", "tags", "needs", NULL};
    static const char *const left[] = {"length", "capacity", "sections", "slots", "rooms", "audience", NULL};
    joint j = {import, &import->sessions, keep, gone, import->cards[keep].id, import->cards[gone].id};
    tell_consequences(&j);
    write_ids(&j);
    camp_join_votes_of_sessions(&j);
    rename_lists(&j, CAMP_RULES, "sessions", true);
    rename_lists(&j, CAMP_PEOPLE, "must_attend", false);
    camp_joint_rename(&j, CAMP_LOCK, "session");
    join_rows(&j, &import->table[CAMP_SESSIONS], import->cards[keep].row, import->cards[gone].row, lists,
              left);
}

void camp_join_people(camp_import *import, int keep, int gone) {
    static const char *const lists[] = {"groups", "must_attend", "can_lead", NULL}, *const left[] = {"slots",
                                                                                                     NULL};
    joint j = {import, &import->people, keep, gone, import->members[keep].id, import->members[gone].id};
    camp_draft_table *people = &import->table[CAMP_PEOPLE];
    camp_join_votes_of_people(&j);
    rename_lists(&j, CAMP_SESSIONS, "presenters", false);
    rename_lists(&j, CAMP_RULES, "people", true);
    camp_joint_rename(&j, CAMP_LOCK, "person");
    int from = import->members[gone].row, to = import->members[keep].row;
    if (from < 0) return;
    if (to >= 0)
        join_rows(&j, people, to, from, lists, left);
    else
        camp_draft_set(people, from, camp_draft_column(people, "person"), camp_span_of(j.keep_id));
}
