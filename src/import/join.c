/* SPDX-License-Identifier: GPL-3.0-or-later */
/* join.c - two sessions, or two people, become one: whatever names the one that goes names the other from
 * then on. Of two votes of a person for the two sessions the larger counts; dots add up. Unknown columns
 * stay. */
#include "import/import.h"
#include <string.h>

typedef struct joint {
    camp_import *import;
    const camp_names *names;
    int keep, gone;
    const char *keep_id, *gone_id;
} joint;

static bool is(const joint *j, camp_span text, int row) {
    return text.n > 0 && camp_names_find(j->names, text) == row;
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
static void rename_cells(const joint *j, int table, const char *name) {
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

/* Cells of the row that goes into the one that stays: lists are united, empty cells filled, and what would be
 * lost is told. */
static void join_rows(const joint *j, camp_draft_table *t, int keep, int gone, const char *const *lists,
                      const char *const *left) {
    for (int c = 0; c < t->n_columns; c++) {
        camp_span mine = camp_draft_get(t, keep, c), theirs = camp_draft_get(t, gone, c);
        if (theirs.n == 0 ||
            is_one_of(t->folded[c], (const char *const[]){"session", "title", "person", "name", NULL}))
            continue;
        if (is_one_of(t->folded[c], lists))
            unite_lists(j, t, keep, gone, c);
        else if (mine.n == 0 && !is_one_of(t->folded[c], left))
            camp_draft_set(t, keep, c, theirs);
        else if (!camp_span_equal(mine, theirs))
            camp_report_add(
                j->import->report, CAMP_WARNING, "W_MERGE_LOST",
                (camp_place){t->name, t->rows[gone].line, c + 1,
                             camp_arena_text(j->import->arena, t->columns[c].at, t->columns[c].n)},
                "%s of %s is left out; %s keeps %s", camp_quoted(j->import->arena, theirs),
                camp_quoted(j->import->arena, camp_span_of(j->gone_id)),
                camp_quoted(j->import->arena, camp_span_of(j->keep_id)),
                mine.n ? camp_quoted(j->import->arena, mine) : "its own (nothing)");
    }
    camp_draft_remove(t, gone);
}

/* ---- votes */

static double weight_at(const camp_draft_table *t, int row, int column, double missing) {
    double value;
    camp_span text = camp_draft_get(t, row, column);
    return text.n && camp_parse_number(text, &value) ? value : missing;
}

static void set_weight(const joint *j, camp_draft_table *t, int row, const char *column, double weight) {
    camp_draft_set(t, row, camp_draft_want(t, column), camp_import_number(j->import->arena, weight));
}

/* Rows (person, session): `who` and `what` are the columns of the partner that stays and of the one that is
 * joined. Of two rows of a partner for the two the larger weight counts. */
static void join_long(const joint *j, const camp_names *partners, int n_partners, const char *who,
                      const char *what) {
    camp_draft_table *t = &j->import->table[CAMP_VOTES];
    int partner = camp_draft_column(t, who), column = camp_draft_column(t, what),
        weights = camp_draft_column(t, "weight");
    int *kept = CAMP_NEW(j->import->arena, int, n_partners),
        *lost = CAMP_NEW(j->import->arena, int, n_partners);
    for (int row = 0; row < t->n; row++) { /* the last row counts; 0 is none */
        int p = camp_names_find(partners, camp_draft_get(t, row, partner));
        if (p < 0 || p >= n_partners) continue;
        if (is(j, camp_draft_get(t, row, column), j->keep)) kept[p] = row + 1;
        if (is(j, camp_draft_get(t, row, column), j->gone)) lost[p] = row + 1;
    }
    for (int p = 0; p < n_partners; p++) {
        if (!kept[p] || !lost[p]) continue;
        double mine = weight_at(t, kept[p] - 1, weights, 1.0),
               theirs = weight_at(t, lost[p] - 1, weights, 1.0);
        if (theirs > mine) set_weight(j, t, kept[p] - 1, "weight", theirs);
    }
    int to = 0;
    for (int row = 0; row < t->n; row++) {
        bool goes = is(j, camp_draft_get(t, row, column), j->gone);
        int p = goes ? camp_names_find(partners, camp_draft_get(t, row, partner)) : -1;
        if (goes && p >= 0 && p < n_partners && kept[p]) {
            t->changed = true;
            continue;
        }
        t->rows[to++] = t->rows[row];
        if (goes) camp_draft_set(t, to - 1, column, camp_span_of(j->keep_id));
    }
    t->n = to;
}

static void remove_column(camp_draft_table *t, int column) {
    for (int row = 0; row < t->n; row++) {
        camp_draft_row *r = &t->rows[row];
        if (column < r->n) {
            memmove(r->cell + column, r->cell + column + 1, (size_t)(r->n - column - 1) * sizeof *r->cell);
            r->n--;
        }
        r->raw.n = 0;
    }
    size_t behind = (size_t)(t->n_columns - column - 1);
    memmove(t->columns + column, t->columns + column + 1, behind * sizeof *t->columns);
    memmove(t->folded + column, t->folded + column + 1, behind * sizeof *t->folded);
    t->n_columns--;
    t->changed = t->header_changed = true;
}

static void join_wide_columns(const joint *j) {
    camp_draft_table *t = &j->import->table[CAMP_VOTES];
    int keep = -1, gone = -1, person = camp_draft_column(t, "person");
    for (int c = 0; c < t->n_columns; c++) {
        if (c != person && is(j, t->columns[c], j->keep)) keep = c;
        if (c != person && is(j, t->columns[c], j->gone)) gone = c;
    }
    if (gone < 0) return;
    if (keep < 0) {
        t->columns[gone] = camp_span_of(j->keep_id);
        t->folded[gone] = camp_text_fold(j->import->arena, t->columns[gone]);
        t->changed = t->header_changed = true;
        return;
    }
    for (int row = 0; row < t->n; row++) {
        camp_span theirs = camp_draft_get(t, row, gone);
        if (theirs.n &&
            (camp_draft_get(t, row, keep).n == 0 || weight_at(t, row, gone, 0) > weight_at(t, row, keep, 0)))
            camp_draft_set(t, row, keep, theirs);
    }
    remove_column(t, gone);
}

static void join_tally(const joint *j) {
    camp_draft_table *t = &j->import->table[CAMP_VOTES];
    int sessions = camp_draft_column(t, "session"), votes = camp_draft_column(t, "votes"), first = -1;
    for (int row = 0; row < t->n && first < 0; row++)
        if (is(j, camp_draft_get(t, row, sessions), j->keep)) first = row;
    for (int row = 0; row < t->n; row++) {
        if (!is(j, camp_draft_get(t, row, sessions), j->gone)) continue;
        if (first < 0) {
            camp_draft_set(t, row, sessions, camp_span_of(j->keep_id));
            first = row;
            continue;
        }
        set_weight(j, t, first, "votes", weight_at(t, first, votes, 0) + weight_at(t, row, votes, 0));
        camp_draft_remove(t, row);
        first -= row < first;
        row--;
    }
}

/* The ballots of two people in the wide form: the larger weight of each column. */
static void join_wide_rows(const joint *j) {
    camp_draft_table *t = &j->import->table[CAMP_VOTES];
    int person = camp_draft_column(t, "person"), keep = -1, gone = -1;
    for (int row = 0; row < t->n; row++) {
        if (is(j, camp_draft_get(t, row, person), j->keep)) keep = row;
        if (is(j, camp_draft_get(t, row, person), j->gone)) gone = row;
    }
    if (gone < 0) return;
    if (keep < 0) {
        rename_cells(j, CAMP_VOTES, "person");
        return;
    }
    for (int c = 0; c < t->n_columns; c++) {
        camp_span theirs = camp_draft_get(t, gone, c);
        if (c == person || theirs.n == 0) continue;
        if (camp_draft_get(t, keep, c).n == 0 || weight_at(t, gone, c, 0) > weight_at(t, keep, c, 0))
            camp_draft_set(t, keep, c, theirs);
    }
    for (int row = t->n - 1; row >= 0; row--)
        if (is(j, camp_draft_get(t, row, person), j->gone)) camp_draft_remove(t, row);
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

void camp_join_sessions(camp_import *import, int keep, int gone) {
    static const char *const lists[] = {"presenters", "tags", "needs", NULL};
    static const char *const left[] = {"length", "capacity", "sections", "slots", "rooms", "audience", NULL};
    joint j = {import, &import->sessions, keep, gone, import->cards[keep].id, import->cards[gone].id};
    const camp_draft_table *votes = &import->table[CAMP_VOTES];
    bool person = camp_draft_column(votes, "person") >= 0, session = camp_draft_column(votes, "session") >= 0;
    tell_consequences(&j);
    if (person && session)
        join_long(&j, &import->people, import->n_members, "person", "session");
    else if (person)
        join_wide_columns(&j);
    else if (session)
        join_tally(&j);
    rename_lists(&j, CAMP_RULES, "sessions", true);
    rename_lists(&j, CAMP_PEOPLE, "must_attend", false);
    rename_cells(&j, CAMP_LOCK, "session");
    join_rows(&j, &import->table[CAMP_SESSIONS], import->cards[keep].row, import->cards[gone].row, lists,
              left);
}

void camp_join_people(camp_import *import, int keep, int gone) {
    static const char *const lists[] = {"groups", "must_attend", "can_lead", NULL}, *const left[] = {"slots",
                                                                                                     NULL};
    joint j = {import, &import->people, keep, gone, import->members[keep].id, import->members[gone].id};
    camp_draft_table *people = &import->table[CAMP_PEOPLE];
    const camp_draft_table *votes = &import->table[CAMP_VOTES];
    if (camp_draft_column(votes, "session") >= 0)
        join_long(&j, &import->sessions, import->n_cards, "session", "person");
    else
        join_wide_rows(&j);
    rename_lists(&j, CAMP_SESSIONS, "presenters", false);
    rename_lists(&j, CAMP_RULES, "people", true);
    rename_cells(&j, CAMP_LOCK, "person");
    int from = import->members[gone].row, to = import->members[keep].row;
    if (from < 0) return;
    if (to >= 0)
        join_rows(&j, people, to, from, lists, left);
    else
        camp_draft_set(people, from, camp_draft_column(people, "person"), camp_span_of(j.keep_id));
}
