/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forms.c - answers to a form (Google Forms, as CSV or .xlsx): one row an answer -> one ballot a person.
 *
 * A tick counts 1, a grade its number, the k-th of n choices n - k + 1 (or what --weights says). Of two
 * answers of a person the later one counts, by time stamp where both have one, else by row. What a cell says
 * that nothing is known of is told with its place.
 */
#include "import/forms.h"
#include <string.h>

enum { MOST_ROUNDS = 8 };

/* A vote of an answer, and the question (group) that it comes from. */
typedef struct answer_mark {
    int session, group;
    double weight;
} answer_mark;

/* An answer as read. */
typedef struct answer {
    int person;
    bool timed;
    double time;
    const camp_cells *cells;
    int row;
    int n, capacity;
    answer_mark *mark;
} answer;

typedef struct answers {
    camp_import *import;
    const char *first_notes; /* what was noted before the forms were read */
    answer *at;
    int n, capacity;
    int *pieces, *before, n_pieces; /* per card: how often it was ticked, and the card ticked before: -1 none,
                                       -2 several */
} answers;

/* ---- marks of a row */

static void add_mark(const camp_form *form, answer *a, int session, double weight, int column) {
    for (int i = 0; i < a->n; i++) {
        if (a->mark[i].session != session) continue;
        if (form->column[column].kind == CAMP_COLUMN_RANKED && a->mark[i].group == form->column[column].group)
            camp_report_add(
                form->import->report, CAMP_WARNING, "W_IMPORT_TWICE",
                camp_cells_place(form->cells, a->row, column),
                "%s is chosen twice in this answer; the higher choice counts",
                camp_quoted(form->import->arena, camp_span_of(form->import->cards[session].title)));
        if (weight > a->mark[i].weight) a->mark[i].weight = weight;
        return;
    }
    CAMP_ROOM_FOR_ONE(form->import->arena, a->mark, a->n, a->capacity);
    a->mark[a->n++] = (answer_mark){session, form->column[column].group, weight};
}

static double weight_of_rank(const camp_form *form, int rank, int most) {
    const camp_import_options *o = form->import->options;
    if (o->n_weights == 0) return rank <= most ? most - rank + 1 : 0;
    return (size_t)rank <= o->n_weights ? o->weights[rank - 1] : 0;
}

static void read_grade(const camp_form *form, answer *a, int column) {
    const camp_form_column *c = &form->column[column];
    const camp_form_group *group = &form->group[c->group];
    camp_span text = camp_cells_at(form->cells, a->row, column);
    camp_grade grade;
    if (c->session >= 0) camp_ballots_ask(form->import, c->session);
    if (text.n == 0) return;
    if (!camp_form_grade(form, text, &grade)) {
        camp_report_add(form->import->report, CAMP_WARNING, "W_IMPORT_ANSWER",
                        camp_cells_place(form->cells, a->row, column),
                        "%s is not understood and does not count; expected a number, a rank such as \"1st "
                        "choice\", or a word "
                        "such as yes, maybe or no",
                        camp_quoted(form->import->arena, text));
        return;
    }
    double weight = grade.rank         ? weight_of_rank(form, grade.rank, group->most_rank)
                    : grade.level >= 0 ? group->level_at[grade.level]
                                       : grade.value;
    if (weight > 0 && c->session >= 0) add_mark(form, a, c->session, weight, column);
}

static void count_piece(answers *all, int session, int before) {
    camp_arena *arena = all->import->arena;
    if (session >= all->n_pieces) {
        int wanted = 2 * session + 64;
        all->pieces = camp_arena_grow(arena, all->pieces, (size_t)all->n_pieces, (size_t)wanted, sizeof(int));
        all->before = camp_arena_grow(arena, all->before, (size_t)all->n_pieces, (size_t)wanted, sizeof(int));
        all->n_pieces = wanted;
    }
    if (all->pieces[session]++ == 0)
        all->before[session] = before;
    else if (all->before[session] != before)
        all->before[session] = -2;
}

static void read_ticks(answers *all, const camp_form *form, answer *a, int column) {
    camp_span text = camp_cells_at(form->cells, a->row, column), title, shown;
    const camp_form_column *c = &form->column[column];
    camp_form_titles titles;
    int session, before = -1, rank = 0;
    if (text.n == 0 || camp_word_none(form->import->arena, text)) return;
    camp_form_titles_begin(&titles, form, a->row, column);
    while (camp_form_next_title(&titles, &title, &shown, &session)) {
        if (session == CAMP_UNKNOWN && camp_word_none(form->import->arena, title)) continue;
        if (session >= 0 && c->separator == ',') camp_form_tell_comma(form, a->row, column, title);
        session = camp_form_session(form, a->row, column, shown);
        rank++;
        if (session < 0) continue;
        if (c->separator == ',') count_piece(all, session, before);
        before = session;
        camp_ballots_ask(form->import, session);
        double weight =
            c->kind == CAMP_COLUMN_ORDER ? weight_of_rank(form, rank, form->group[c->group].most_rank) : 1;
        if (weight > 0) add_mark(form, a, session, weight, column);
    }
}

static void read_ranked(const camp_form *form, answer *a, int column) {
    const camp_form_column *c = &form->column[column];
    camp_span text = camp_cells_at(form->cells, a->row, column);
    if (text.n == 0 || camp_word_none(form->import->arena, text)) return;
    int session = camp_form_session(form, a->row, column, text);
    double weight = weight_of_rank(form, c->rank, form->group[c->group].most_rank);
    if (session < 0) return;
    camp_ballots_ask(form->import, session);
    if (weight > 0) add_mark(form, a, session, weight, column);
}

/* ---- who */

static camp_span cell_or_none(const camp_form *form, int row, int column) {
    return column < 0 ? (camp_span){"", 0} : camp_cells_at(form->cells, row, column);
}

static camp_span name_of(const camp_form *form, int row) {
    camp_span first = cell_or_none(form, row, form->first), last = cell_or_none(form, row, form->last);
    camp_span name = cell_or_none(form, row, form->name);
    if (name.n || (first.n == 0 && last.n == 0)) return name;
    return camp_span_of(camp_arena_printf(form->import->arena, "%.*s%s%.*s", (int)first.n, first.at,
                                          first.n && last.n ? " " : "", (int)last.n, last.at));
}

/* Name and address of a row; either may be empty. What is no address is a user's name, or "anonymous". */
static void read_who(const camp_form *form, int row, camp_span *name, camp_span *email) {
    *name = name_of(form, row);
    *email = cell_or_none(form, row, form->email);
    if (email->n == 0 || memchr(email->at, '@', email->n)) return;
    bool anonymous = camp_span_equal(camp_import_key(form->import->arena, *email), camp_span_of("anonymous"));
    if (name->n == 0 && !anonymous) *name = *email;
    email->n = 0;
}

/* Somebody without a name: called by the time stamp, so that a later export of the form finds the same. */
static camp_span nameless(const camp_form *form, int row) {
    camp_arena *arena = form->import->arena;
    camp_span time = cell_or_none(form, row, form->time), name, email;
    int same = 1;
    for (int r = 1; r < row && time.n; r++) {
        if (!camp_span_equal(cell_or_none(form, r, form->time), time)) continue;
        read_who(form, r, &name, &email);
        same += name.n == 0 && email.n == 0;
    }
    if (time.n == 0) return camp_span_of(camp_arena_printf(arena, "%s %d", form->cells->title, row));
    return camp_span_of(same == 1
                            ? camp_arena_printf(arena, "answer of %.*s", (int)time.n, time.at)
                            : camp_arena_printf(arena, "answer of %.*s (%d)", (int)time.n, time.at, same));
}

/* Who answered; -1 is told. */
static int person_of(const camp_form *form, int row) {
    camp_span name, email;
    read_who(form, row, &name, &email);
    int column = form->email >= 0 ? form->email : form->name;
    if (name.n == 0 && email.n == 0) name = nameless(form, row);
    return camp_roster_want_person(form->import, name, email, camp_cells_place(form->cells, row, column));
}

/* ---- rows */

static bool is_filled(const camp_form *form, int row) {
    for (int c = 0; c < form->n_columns; c++)
        if (camp_cells_at(form->cells, row, c).n > 0) return true;
    return false;
}

/* Filled cells to the right of the header. */
static void tell_beyond(const camp_form *form, int row) {
    for (int c = form->n_columns; c < form->cells->rows[row].n; c++)
        if (camp_cells_at(form->cells, row, c).n > 0)
            camp_report_add(form->import->report, CAMP_WARNING, "W_IMPORT_CELL",
                            camp_cells_place(form->cells, row, c),
                            "%s stands to the right of the last header and is left out",
                            camp_quoted(form->import->arena, camp_cells_at(form->cells, row, c)));
}

static void read_time(const camp_form *form, answer *a) {
    camp_span text = cell_or_none(form, a->row, form->time);
    if (text.n == 0) return;
    a->timed = camp_time_stamp(form->import->arena, text, form->day_first, &a->time);
    if (!a->timed)
        camp_report_add(form->import->report, CAMP_WARNING, "W_IMPORT_TIME",
                        camp_cells_place(form->cells, a->row, form->time),
                        "%s is no time that is understood; of two answers of a person the lower row counts",
                        camp_quoted(form->import->arena, text));
}

static void read_answer(answers *all, const camp_form *form, int row) {
    answer a = {.cells = form->cells, .row = row};
    tell_beyond(form, row);
    if (!is_filled(form, row)) return;
    form->import->summary->answers++;
    read_time(form, &a);
    for (int c = 0; c < form->n_columns; c++)
        switch (form->column[c].kind) {
        case CAMP_COLUMN_TICKS:
        case CAMP_COLUMN_ORDER:
            read_ticks(all, form, &a, c);
            break;
        case CAMP_COLUMN_GRADES:
            read_grade(form, &a, c);
            break;
        case CAMP_COLUMN_RANKED:
            read_ranked(form, &a, c);
            break;
        case CAMP_COLUMN_UNREAD:
        case CAMP_COLUMN_PERSONAL:
            break;
        }
    if (a.n == 0)
        camp_report_add(form->import->report, CAMP_WARNING, "W_IMPORT_EMPTY",
                        camp_cells_place(form->cells, row, -1), "this answer chooses no session");
    a.person = person_of(form, row);
    if (a.person < 0) return;
    CAMP_ROOM_FOR_ONE(form->import->arena, all->at, all->n, all->capacity);
    all->at[all->n++] = a;
}

static void read_form(answers *all, const camp_cells *cells) {
    camp_import *import = all->import;
    camp_form form = {.import = import, .cells = camp_form_table(import, cells)};
    cells = form.cells;
    form.n_columns = cells->n ? cells->rows[0].n : 0;
    form.column = CAMP_NEW(import->arena, camp_form_column, form.n_columns);
    form.group = CAMP_NEW(import->arena, camp_form_group, form.n_columns);
    camp_form_columns(&form);
    if (form.n_groups == 0)
        camp_report_add(import->report, CAMP_ERROR, "E_IMPORT_QUESTION",
                        (camp_place){cells->file, cells->n ? cells->rows[0].line : 0, 0, ""},
                        "no question about sessions was found; name the one with the votes: --question "
                        "\"...\" (the words with "
                        "which its header begins)");
    for (int row = 1; row < cells->n && form.n_groups > 0; row++)
        read_answer(all, &form, row);
}

/* ---- which answer counts */

static bool is_later(const answer *a, const answer *b) {
    return !a->timed || !b->timed || a->time >= b->time;
}

static void tell_replaced(camp_import *import, const answer *old, const answer *by) {
    import->summary->replaced++;
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_REPLACED",
                    camp_cells_place(old->cells, old->row, -1),
                    "%s answered again in line %ld%s%s; the later answer counts",
                    camp_quoted(import->arena, camp_span_of(import->members[old->person].id)),
                    by->cells->rows[by->row].line, by->cells == old->cells ? "" : " of ",
                    by->cells == old->cells ? "" : by->cells->file);
}

static void choose_answers(answers *all) {
    camp_import *import = all->import;
    int *counts = CAMP_NEW(import->arena, int, import->n_members);
    for (int i = 0; i < all->n; i++) {
        int *best = &counts[all->at[i].person];
        if (*best == 0) {
            *best = i + 1;
            continue;
        }
        answer *old = &all->at[*best - 1];
        if (is_later(&all->at[i], old)) {
            tell_replaced(import, old, &all->at[i]);
            *best = i + 1;
        } else {
            tell_replaced(import, &all->at[i], old);
        }
    }
    for (int i = 0; i < all->n; i++) {
        const answer *a = &all->at[i];
        if (counts[a->person] != i + 1) continue;
        camp_ballot *ballot = camp_ballot_begin(import, a->person);
        for (int k = 0; k < a->n; k++)
            (void)camp_ballot_mark_add(import, ballot, a->mark[k].session, a->mark[k].weight);
        import->summary->votes += a->n;
    }
}

/* Two new titles that never stand apart may be one with a comma in it. */
static void tell_commas(const answers *all) {
    const camp_import *import = all->import;
    for (int s = 0; s < all->n_pieces && s < import->n_cards; s++) {
        int before = all->before ? all->before[s] : -1;
        if (!import->cards[s].added || all->pieces[s] == 0 || before < 0 || !import->cards[before].added)
            continue;
        bool small = import->cards[s].title[0] >= 'a' && import->cards[s].title[0] <= 'z';
        if (all->pieces[before] != all->pieces[s] || (all->pieces[s] < 2 && !small)) continue;
        camp_report_add(
            import->report, CAMP_WARNING, "W_IMPORT_COMMA", (camp_place){"sessions.csv", 0, 0, ""},
            "%s always stands behind %s; if the two are one title with a comma, put the right titles into "
            "sessions.csv and import again",
            camp_quoted(import->arena, camp_span_of(import->cards[s].title)),
            camp_quoted(import->arena, camp_span_of(import->cards[before].title)));
    }
}

/* Reads all answers; what it finds out about sessions stays. */
static void read_forms(answers *all, const camp_cells *const *cells, const int *n_cells, size_t n) {
    all->import->summary->answers = 0;
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < n_cells[i]; k++)
            read_form(all, &cells[i][k]);
}

/* A question may name sessions by which another one is understood, in this file or in the next; so the
 * answers are read until no session is new any more, and then once more with everything known, as a second
 * import would. Only this last time problems are told. */
static void learn_sessions(camp_import *import, const camp_cells *const *cells, const int *n_cells,
                           size_t n) {
    camp_report *told = import->report;
    import->foreign->report = camp_report_new();
    if (!import->foreign->report) camp_arena_fail(import->arena);
    import->report = import->foreign->report;
    for (int round = 0, before = -1; round < MOST_ROUNDS && before < import->n_cards; round++) {
        answers all = {.import = import, .first_notes = import->notes};
        before = import->n_cards;
        read_forms(&all, cells, n_cells, n);
        import->notes = all.first_notes;
        import->settled = true;
    }
    import->report = told;
    camp_ballots_ask_begin(import);
}

bool camp_import_forms(camp_import *import, const camp_file *sources, size_t n) {
    size_t before = camp_report_count(import->report, CAMP_ERROR);
    const camp_cells **cells = CAMP_NEW(import->arena, const camp_cells *, n);
    int *n_cells = CAMP_NEW(import->arena, int, n);
    for (size_t i = 0; i < n; i++) {
        cells[i] = camp_source_cells(import, &sources[i], &n_cells[i]);
        if (!cells[i]) n_cells[i] = 0;
    }
    if (camp_report_count(import->report, CAMP_ERROR) > before) return false;
    learn_sessions(import, cells, n_cells, n);
    answers all = {.import = import, .first_notes = import->notes};
    read_forms(&all, cells, n_cells, n);
    if (camp_report_count(import->report, CAMP_ERROR) > before) return false;
    choose_answers(&all);
    tell_commas(&all);
    return true;
}
