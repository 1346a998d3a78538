/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ballot.c - new ballots and dots into votes.csv, in the form that it has (docs/format.md: long, wide,
 * tally).
 *
 * A ballot replaces what the person said before of the sessions that the source asks about, and votes that
 * go or change so are told; other sessions may have been asked about by another form. Rows that say the same
 * already stay as they are, so that the same source twice changes nothing.
 */
#include "import/import.h"
#include <string.h>

camp_ballot *camp_ballot_begin(camp_import *import, int person) {
    for (int i = 0; i < import->n_ballots; i++)
        if (import->ballots[i].person == person) {
            import->ballots[i].n = 0;
            return &import->ballots[i];
        }
    CAMP_ROOM_FOR_ONE(import->arena, import->ballots, import->n_ballots, import->cap_ballots);
    import->ballots[import->n_ballots] = (camp_ballot){.person = person};
    return &import->ballots[import->n_ballots++];
}

bool camp_ballot_mark_add(camp_import *import, camp_ballot *ballot, int session, double weight) {
    for (int i = 0; i < ballot->n; i++) {
        if (ballot->mark[i].session != session) continue;
        if (weight > ballot->mark[i].weight) ballot->mark[i].weight = weight;
        return false;
    }
    CAMP_ROOM_FOR_ONE(import->arena, ballot->mark, ballot->n, ballot->capacity);
    ballot->mark[ballot->n++] = (camp_ballot_mark){session, weight};
    return true;
}

void camp_ballots_ask_begin(camp_import *import) {
    import->n_asked = 64;
    import->asked = CAMP_NEW(import->arena, bool, import->n_asked);
}

void camp_ballots_ask(camp_import *import, int session) {
    if (session >= import->n_asked) {
        int wanted = 2 * session + 64;
        import->asked = camp_arena_grow(import->arena, import->asked, (size_t)import->n_asked, (size_t)wanted,
                                        sizeof *import->asked);
        for (; import->n_asked < wanted; import->n_asked++)
            import->asked[import->n_asked] = false;
    }
    import->asked[session] = true;
}

static bool is_asked(const camp_import *import, int session) {
    return !import->asked || (session < import->n_asked && import->asked[session]);
}

void camp_dots_add(camp_import *import, int session, double dots, bool again) {
    while (session >= import->n_dots) {
        int wanted = import->n_dots ? 2 * import->n_dots : 64;
        import->dots = camp_arena_grow(import->arena, import->dots, (size_t)import->n_dots, (size_t)wanted,
                                       sizeof *import->dots);
        for (; import->n_dots < wanted; import->n_dots++)
            import->dots[import->n_dots] = -1;
    }
    if (import->dots[session] < 0 || again)
        import->dots[session] = dots;
    else
        import->dots[session] += dots;
}

/* ---- what a row says */

static double weight_of(camp_span cell, double missing) {
    double value = missing;
    if (cell.n == 0 || !camp_parse_number(cell, &value)) return missing;
    return value;
}

static bool same(double a, double b) {
    return !(a < b) && !(b < a);
}

static camp_span number(const camp_import *import, double value) {
    return camp_import_number(import->arena, value);
}

/* The marks in the order of the sessions. */
static void sort_marks(camp_ballot *ballot) {
    for (int i = 1; i < ballot->n; i++)
        for (int j = i; j > 0 && ballot->mark[j - 1].session > ballot->mark[j].session; j--) {
            camp_ballot_mark swap = ballot->mark[j];
            ballot->mark[j] = ballot->mark[j - 1];
            ballot->mark[j - 1] = swap;
        }
}

/* ---- what is told of votes that were there */

/* Per ballot: the first line at which a vote goes or changes, 0 for none; whether votes stay that are not
 * asked about. */
typedef struct old_votes {
    long *line;
    bool *stay;
} old_votes;

static old_votes old_votes_of(const camp_import *import) {
    return (old_votes){CAMP_NEW(import->arena, long, import->n_ballots),
                       CAMP_NEW(import->arena, bool, import->n_ballots)};
}

static void tell_old_votes(camp_import *import, const old_votes *old) {
    int staying = 0;
    for (int b = 0; b < import->n_ballots; b++) {
        staying += old->stay[b];
        if (old->line[b] == 0) continue;
        camp_report_add(
            import->report, CAMP_WARNING, "W_IMPORT_REPLACED", (camp_place){"votes.csv", old->line[b], 0, ""},
            "%s voted otherwise before; what the source says now replaces those votes",
            camp_quoted(import->arena, camp_span_of(import->members[import->ballots[b].person].id)));
    }
    if (staying)
        camp_import_note(import,
                         "votes.csv: earlier votes of %d %s for sessions that this source does not ask about "
                         "stay",
                         staying, staying == 1 ? "person" : "people");
}

/* ---- long */

typedef struct long_form {
    camp_import *import;
    camp_draft_table *table;
    int person, session, weight; /* columns */
    int *ballot_of;              /* per member, or -1 */
    int *last;                   /* per ballot: the last row of the person, or -1 */
    bool **done;                 /* per ballot and mark: a row says it */
    old_votes old;
} long_form;

static camp_ballot_mark *mark_of(const camp_import *import, int ballot, int session, int *i) {
    for (*i = 0; *i < import->ballots[ballot].n; ++*i)
        if (import->ballots[ballot].mark[*i].session == session) return &import->ballots[ballot].mark[*i];
    return NULL;
}

static int ballot_of_row(const long_form *f, int row) {
    int member = camp_names_find(&f->import->people, camp_draft_get(f->table, row, f->person));
    return member >= 0 && member < f->import->n_members ? f->ballot_of[member] : -1;
}

/* Whether the row stays; its weight is mended. Of several rows for one session the last counts. */
static bool keep_row(const long_form *f, int row, int ballot) {
    int session = camp_names_find(&f->import->sessions, camp_draft_get(f->table, row, f->session)), i;
    if (session < 0) return true; /* not ours: the reader tells it */
    const camp_ballot_mark *mark = mark_of(f->import, ballot, session, &i);
    double weight = weight_of(camp_draft_get(f->table, row, f->weight), 1.0);
    if (!mark && !is_asked(f->import, session)) {
        f->old.stay[ballot] = true;
        return true;
    }
    if (mark && f->done[ballot][i]) return false;
    if (!same(weight, mark ? mark->weight : 0.0)) f->old.line[ballot] = f->table->rows[row].line;
    if (!mark) return false;
    f->done[ballot][i] = true;
    if (!same(weight, mark->weight))
        camp_draft_set(f->table, row, camp_draft_want(f->table, "weight"), number(f->import, mark->weight));
    return true;
}

static void add_row(const long_form *f, const camp_member *member, const camp_ballot_mark *mark,
                    camp_draft_row **to) {
    camp_draft_table t = {.arena = f->table->arena};
    t.rows = *to;
    *t.rows = (camp_draft_row){.raw = {"", 0}};
    camp_draft_set(&t, 0, f->person, camp_span_of(member->id));
    camp_draft_set(&t, 0, f->session, camp_span_of(f->import->cards[mark->session].id));
    if (f->weight >= 0) camp_draft_set(&t, 0, f->weight, number(f->import, mark->weight));
    ++*to;
    f->table->changed = true;
}

/* Rows of marks that no row says yet. */
static void add_missing(const long_form *f, int ballot, camp_draft_row **to) {
    const camp_ballot *b = &f->import->ballots[ballot];
    for (int i = 0; i < b->n; i++)
        if (!f->done[ballot][i]) add_row(f, &f->import->members[b->person], &b->mark[i], to);
}

/* What the rows need: which ballot is whose, and whether there is a column of weights. */
static long_form begin_long(camp_import *import, long *marks) {
    camp_draft_table *t = &import->table[CAMP_VOTES];
    camp_arena *arena = import->arena;
    long_form f = {.import = import, .table = t, .old = old_votes_of(import)};
    f.person = camp_draft_want(t, "person");
    f.session = camp_draft_want(t, "session");
    f.weight = camp_draft_column(t, "weight");
    f.ballot_of = CAMP_NEW(arena, int, import->n_members);
    f.last = CAMP_NEW(arena, int, import->n_ballots);
    f.done = CAMP_NEW(arena, bool *, import->n_ballots);
    for (int m = 0; m < import->n_members; m++)
        f.ballot_of[m] = -1;
    bool plain = t->there; /* a file without weights needs none while all are 1 */
    *marks = 0;
    for (int b = 0; b < import->n_ballots; b++) {
        camp_ballot *ballot = &import->ballots[b];
        sort_marks(ballot);
        *marks += ballot->n;
        for (int i = 0; i < ballot->n; i++)
            plain = plain && same(ballot->mark[i].weight, 1.0);
        f.ballot_of[ballot->person] = b;
        f.last[b] = -1;
        f.done[b] = CAMP_NEW(arena, bool, ballot->n);
    }
    if (!plain) f.weight = camp_draft_want(t, "weight");
    return f;
}

static void put_long(camp_import *import) {
    camp_draft_table *t = &import->table[CAMP_VOTES];
    camp_arena *arena = import->arena;
    long marks;
    long_form f = begin_long(import, &marks);
    bool *keep = CAMP_NEW(arena, bool, t->n);
    for (int row = t->n - 1; row >= 0; row--) {
        int ballot = ballot_of_row(&f, row);
        keep[row] = ballot < 0 || keep_row(&f, row, ballot);
        if (ballot >= 0 && f.last[ballot] < 0) f.last[ballot] = row;
    }
    camp_draft_row *rows = CAMP_NEW(arena, camp_draft_row, (size_t)t->n + (size_t)marks), *to = rows;
    for (int row = 0; row < t->n; row++) {
        if (keep[row])
            *to++ = t->rows[row];
        else
            t->changed = true;
        int ballot = ballot_of_row(&f, row);
        if (ballot >= 0 && f.last[ballot] == row) add_missing(&f, ballot, &to);
    }
    for (int b = 0; b < import->n_ballots; b++)
        if (f.last[b] < 0) add_missing(&f, b, &to);
    t->rows = rows;
    t->n = t->capacity = (int)(to - rows);
    tell_old_votes(import, &f.old);
}

/* ---- wide */

/* The column of a session in the header, added where it is missing. */
static int column_of(camp_import *import, int session) {
    camp_draft_table *t = &import->table[CAMP_VOTES];
    for (int i = 0; i < t->n_columns; i++)
        if (camp_names_find(&import->sessions, t->columns[i]) == session) return i;
    return camp_draft_want(t, import->cards[session].id);
}

static void put_wide_ballot(camp_import *import, int b, const old_votes *before) {
    camp_draft_table *t = &import->table[CAMP_VOTES];
    const camp_ballot *ballot = &import->ballots[b];
    int person = camp_draft_column(t, "person"), row = -1, i;
    for (int r = 0; r < t->n; r++) /* the last one counts */
        if (camp_names_find(&import->people, camp_draft_get(t, r, person)) == ballot->person) row = r;
    if (row < 0) {
        row = camp_draft_add(t);
        camp_draft_set(t, row, person, camp_span_of(import->members[ballot->person].id));
    }
    for (int k = 0; k < ballot->n; k++)
        (void)column_of(import, ballot->mark[k].session);
    for (int c = 0; c < t->n_columns; c++) {
        int session = c == person ? -1 : camp_names_find(&import->sessions, t->columns[c]);
        if (session < 0) continue;
        const camp_ballot_mark *mark = mark_of(import, b, session, &i);
        double weight = mark ? mark->weight : 0, old = weight_of(camp_draft_get(t, row, c), 0.0);
        if (same(old, weight)) continue;
        if (!mark && !is_asked(import, session)) {
            before->stay[b] = true;
            continue;
        }
        if (old > 0) before->line[b] = t->rows[row].line;
        camp_draft_set(t, row, c, mark ? number(import, weight) : camp_span_of(""));
    }
}

/* ---- tally */

static void put_dots(camp_import *import) {
    camp_draft_table *t = &import->table[CAMP_VOTES];
    int sessions = camp_draft_want(t, "session"), votes = camp_draft_want(t, "votes");
    for (int s = 0; s < import->n_dots && s < import->n_cards; s++) {
        if (import->dots[s] < 0) continue;
        int first = -1;
        double sum = 0;
        for (int row = 0; row < t->n; row++) {
            if (camp_names_find(&import->sessions, camp_draft_get(t, row, sessions)) != s) continue;
            sum += weight_of(camp_draft_get(t, row, votes), 0.0);
            if (first < 0) first = row;
        }
        if (first >= 0 && same(sum, import->dots[s])) continue;
        for (int row = t->n - 1; row > first && first >= 0; row--)
            if (camp_names_find(&import->sessions, camp_draft_get(t, row, sessions)) == s)
                camp_draft_remove(t, row);
        if (first < 0) {
            first = camp_draft_add(t);
            camp_draft_set(t, first, sessions, camp_span_of(import->cards[s].id));
        }
        camp_draft_set(t, first, votes, number(import, import->dots[s]));
    }
}

bool camp_ballots_put(camp_import *import) {
    camp_draft_table *t = &import->table[CAMP_VOTES];
    bool person = camp_draft_column(t, "person") >= 0, session = camp_draft_column(t, "session") >= 0;
    bool tally = session && !person && camp_draft_column(t, "votes") >= 0;
    if (import->n_ballots && import->dots) {
        camp_report_add(import->report, CAMP_ERROR, "E_IMPORT_VOTES", (camp_place){"", 0, 0, ""},
                        "the source holds ballots of people and dots; one event has only one kind of votes: "
                        "import them into two folders, or leave one of them out");
        return false;
    }
    if ((import->n_ballots && tally) || (import->dots && person)) {
        camp_report_add(import->report, CAMP_ERROR, "E_IMPORT_VOTES", (camp_place){"votes.csv", 0, 0, ""},
                        "votes.csv holds %s, and the source %s; one event has only one kind of votes: move "
                        "votes.csv away, or import into another folder",
                        tally ? "anonymous dots" : "ballots of people", tally ? "ballots of people" : "dots");
        return false;
    }
    if (import->dots) put_dots(import);
    if (import->n_ballots && person && !session) {
        old_votes old = old_votes_of(import);
        for (int b = 0; b < import->n_ballots; b++) {
            sort_marks(&import->ballots[b]);
            put_wide_ballot(import, b, &old);
        }
        tell_old_votes(import, &old);
    } else if (import->n_ballots) {
        put_long(import);
    }
    return true;
}
