/* SPDX-License-Identifier: GPL-3.0-or-later */
/* join_votes.c - the votes of two sessions, or of two people, become those of one. Of two votes of a person
 * for the two sessions the larger counts; dots add up. What else stands in the row that goes fills empty
 * cells of the one that stays, or is told. */
#include "import/join.h"
#include <string.h>

typedef camp_joint joint;

static bool is(const joint *j, camp_span text, int row) {
    return camp_joint_is(j, text, row);
}

static double weight_at(const camp_draft_table *t, int row, int column, double missing) {
    double value;
    camp_span text = camp_draft_get(t, row, column);
    return text.n && camp_parse_number(text, &value) ? value : missing;
}

static void set_weight(const joint *j, camp_draft_table *t, int row, const char *column, double weight) {
    camp_draft_set(t, row, camp_draft_want(t, column), camp_import_number(j->import->arena, weight));
}

/* The cells of a row that goes, but for those of the columns that were joined already. */
static void join_rest(const joint *j, camp_draft_table *t, int keep, int gone, const int joined[3]) {
    for (int c = 0; c < t->n_columns; c++)
        if (c != joined[0] && c != joined[1] && c != joined[2]) camp_joint_cell(j, t, keep, gone, c);
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
    for (int row = 0; row < t->n; row++) {
        int p = is(j, camp_draft_get(t, row, column), j->gone)
                    ? camp_names_find(partners, camp_draft_get(t, row, partner))
                    : -1;
        if (p >= 0 && p < n_partners && kept[p])
            join_rest(j, t, kept[p] - 1, row, (const int[]){partner, column, weights});
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
        join_rest(j, t, first, row, (const int[]){sessions, votes, votes});
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
        camp_joint_rename(j, CAMP_VOTES, "person");
        return;
    }
    for (int c = 0; c < t->n_columns; c++) {
        camp_span theirs = camp_draft_get(t, gone, c);
        if (c == person || theirs.n == 0) continue;
        if (camp_names_find(&j->import->sessions, t->columns[c]) < 0)
            camp_joint_cell(j, t, keep, gone, c);
        else if (camp_draft_get(t, keep, c).n == 0 || weight_at(t, gone, c, 0) > weight_at(t, keep, c, 0))
            camp_draft_set(t, keep, c, theirs);
    }
    for (int row = t->n - 1; row >= 0; row--)
        if (is(j, camp_draft_get(t, row, person), j->gone)) camp_draft_remove(t, row);
}

void camp_join_votes_of_sessions(const joint *j) {
    const camp_import *import = j->import;
    const camp_draft_table *votes = &import->table[CAMP_VOTES];
    bool person = camp_draft_column(votes, "person") >= 0, session = camp_draft_column(votes, "session") >= 0;
    if (person && session)
        join_long(j, &import->people, import->n_members, "person", "session");
    else if (person)
        join_wide_columns(j);
    else if (session)
        join_tally(j);
}

void camp_join_votes_of_people(const joint *j) {
    const camp_import *import = j->import;
    if (camp_draft_column(&import->table[CAMP_VOTES], "session") >= 0)
        join_long(j, &import->sessions, import->n_cards, "session", "person");
    else
        join_wide_rows(j);
}
