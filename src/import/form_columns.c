/* SPDX-License-Identifier: GPL-3.0-or-later */
/* form_columns.c - what each column of a form's answers is.
 *
 *   "Timestamp", "Adresse e-mail", "Name"       who and when (words.c)
 *   "Question [1st Choice]", cells are titles   a ranked choice; the question may be blank
 *   "Question [AI in class]"                    a row of a grid; cells are numbers, words or ranks
 *   "First choice", cells are titles            a ranked choice
 *   "AI in class", cells are numbers            a linear scale
 *   cells such as "AI in class, Chess"          tick boxes
 *
 * What is none of these is told. With sessions known before, a question must speak of one of them.
 */
#include "import/forms.h"
#include <string.h>

enum { MOST_SCALE = 100 };

static int n_rows(const camp_form *form) {
    return form->cells->n;
}

static camp_span cell(const camp_form *form, int row, int column) {
    return camp_cells_at(form->cells, row, column);
}

/* ---- cells */

bool camp_form_grade(const camp_form *form, camp_span text, camp_grade *grade) {
    camp_arena *arena = form->import->arena;
    *grade = (camp_grade){0, -1, 0};
    if (camp_parse_number(text, &grade->value)) return grade->value >= 0 && grade->value <= CAMP_MOST_AMOUNT;
    grade->level = camp_word_level(arena, text);
    if (grade->level >= 0) return true;
    if (camp_word_none(arena, text)) return (grade->level = 0, true);
    grade->rank = camp_word_rank(arena, text, false);
    if (grade->rank) return true;
    for (size_t i = 0; i < text.n; i++) /* "1st choice, 2nd choice" of a grid with tick boxes: the best */
        if (text.at[i] == ',') {
            grade->rank = camp_word_rank(arena, (camp_span){text.at, i}, false);
            return grade->rank > 0;
        }
    size_t digits = 0; /* "5 - love it", "4 (likely)" */
    while (digits < text.n && text.at[digits] >= '0' && text.at[digits] <= '9')
        digits++;
    if (digits == 0 || digits > 3 || digits == text.n || !strchr(" -=:(.", text.at[digits])) return false;
    return camp_parse_number((camp_span){text.at, digits}, &grade->value);
}

/* ---- kinds */

/* Filled cells of a column, those that are grades, and those in which a known session stands. */
typedef struct counts {
    int filled, grades, numbers, known, many, repeated;
    int most; /* titles of a cell */
} counts;

static counts count(const camp_form *form, int c) {
    counts n = {.filled = 0};
    camp_map seen;
    camp_map_init(&seen, form->import->arena);
    for (int r = 1; r < n_rows(form); r++) {
        camp_span text = cell(form, r, c), title, shown;
        camp_form_titles titles;
        camp_grade grade;
        int session, pieces = 0;
        bool known = false;
        if (text.n == 0) continue;
        n.filled++;
        if (camp_form_grade(form, text, &grade)) {
            n.grades++;
            n.numbers += grade.level < 0 && grade.rank == 0 && grade.value <= MOST_SCALE;
        }
        camp_form_titles_begin(&titles, form, r, c);
        while (camp_form_next_title(&titles, &title, &shown, &session)) {
            known = known || session != CAMP_UNKNOWN;
            pieces++;
            int before = camp_map_put(&seen, title, r);
            n.repeated += before < r;
        }
        n.known += known;
        n.many += pieces > 1;
        if (pieces > n.most) n.most = pieces;
    }
    return n;
}

/* Microsoft's forms end each tick with a semicolon. */
static void find_separator(camp_form *form, int c) {
    for (int r = 1; r < n_rows(form); r++) {
        camp_span text = cell(form, r, c);
        if (text.n > 1 && text.at[text.n - 1] == ';') form->column[c].separator = ';';
    }
}

static bool has_sessions(const camp_form *form) {
    for (int i = 0; i < form->import->n_cards; i++)
        if (!form->import->cards[i].added || form->import->settled) return true;
    return false;
}

static int new_group(camp_form *form) {
    form->group[form->n_groups] = (camp_form_group){.most_rank = 0};
    return form->n_groups++;
}

/* Columns "Question [Row]" with the same question as column c: ranks, or sessions. */
static void read_bracket_group(camp_form *form, int first) {
    camp_span question = form->column[first].question;
    int ranks = 0, columns = 0, known_rows = 0, most = 0, worded = 0;
    counts sum = {.filled = 0};
    for (int c = first; c < form->n_columns; c++) {
        camp_form_column *column = &form->column[c];
        if (!column->row.at || column->kind != CAMP_COLUMN_UNREAD ||
            !camp_span_equal(column->question, question))
            continue;
        counts n = count(form, c);
        sum.filled += n.filled;
        sum.grades += n.grades;
        sum.known += n.known;
        columns++;
        column->rank = camp_word_rank(form->import->arena, column->row, true);
        int session = camp_roster_session(form->import, column->row);
        if (session != CAMP_UNKNOWN) column->rank = 0;
        ranks += column->rank > 0;
        worded += column->rank > 0 && camp_word_rank(form->import->arena, column->row, false) > 0;
        if (column->rank > most) most = column->rank;
        known_rows += session != CAMP_UNKNOWN;
    }
    bool ranked =
        ranks == columns && (worded == columns || most <= columns) && 2 * sum.grades < sum.filled + 1;
    bool titles = !ranked && known_rows == 0 && 2 * sum.known > sum.filled &&
                  sum.grades == 0; /* a row is a slot, say */
    bool grades =
        !ranked && !titles && (sum.grades > 0 || known_rows > 0) && (known_rows > 0 || !has_sessions(form));
    if (!ranked && !titles && !grades) return;
    int group = new_group(form);
    for (int c = first; c < form->n_columns; c++) {
        camp_form_column *column = &form->column[c];
        if (!column->row.at || column->kind != CAMP_COLUMN_UNREAD ||
            !camp_span_equal(column->question, question))
            continue;
        column->group = group;
        form->group[group].n_columns++;
        column->kind = ranked ? CAMP_COLUMN_RANKED : titles ? CAMP_COLUMN_TICKS : CAMP_COLUMN_GRADES;
        if (grades) column->session = camp_form_session(form, 0, c, column->row);
    }
    if (ranked) form->group[group].most_rank = most;
}

/* The rank of a header without brackets, "First choice"; 0 where it is none. "Session 2" is a time rather. */
static int bare_rank(const camp_form *form, int c) {
    const camp_form_column *column = &form->column[c];
    camp_span header = cell(form, 0, c);
    if (column->kind != CAMP_COLUMN_UNREAD || column->row.at) return 0;
    if (camp_roster_session(form->import, header) != CAMP_UNKNOWN) return 0;
    return camp_word_asks_slot(form->import->arena, header)
               ? 0
               : camp_word_rank(form->import->arena, header, false);
}

/* Makes columns a question, where the cells of several hold no grades. */
static void make_ranked(camp_form *form, const int *columns, int n) {
    int filled = 0, grades = 0, best = 0, most = 0;
    for (int i = 0; i < n; i++) {
        counts sum = count(form, columns[i]);
        int rank = bare_rank(form, columns[i]);
        filled += sum.filled;
        grades += sum.grades;
        best = best == 0 || rank < best ? rank : best;
        most = rank > most ? rank : most;
    }
    if (n < 2 || best != 1 || 2 * grades >= filled + 1) return;
    int group = new_group(form);
    for (int i = 0; i < n; i++) {
        camp_form_column *column = &form->column[columns[i]];
        column->rank = bare_rank(form, columns[i]);
        column->kind = CAMP_COLUMN_RANKED;
        column->group = group;
    }
    form->group[group].n_columns = n;
    form->group[group].most_rank = most;
}

/* "First choice", "Second choice": a rank that comes again begins another question. */
static void read_bare_ranks(camp_form *form) {
    int *columns = CAMP_NEW(form->import->arena, int, form->n_columns), n = 0;
    for (int c = 0; c < form->n_columns; c++) {
        int rank = bare_rank(form, c);
        if (rank == 0) continue;
        bool again = false;
        for (int i = 0; i < n; i++)
            again = again || bare_rank(form, columns[i]) == rank;
        if (again) {
            make_ranked(form, columns, n);
            n = 0;
        }
        columns[n++] = c;
    }
    make_ranked(form, columns, n);
}

static bool holds_numbers(const counts *n) {
    return n->filled > 0 && n->numbers == n->filled;
}

/* A column whose header is a session, or that may be a scale of a new one. */
static bool is_scale(const camp_form *form, int c, bool new_titles) {
    if (camp_roster_session(form->import, cell(form, 0, c)) != CAMP_UNKNOWN) return true;
    counts n = count(form, c);
    return (new_titles || form->import->options->question) && holds_numbers(&n);
}

/* new_titles: beside other questions a number may be anything, such as years of teaching. */
static void read_scales(camp_form *form, bool new_titles) {
    int group = -1;
    for (int c = 0; c < form->n_columns; c++) {
        camp_form_column *column = &form->column[c];
        if (column->kind != CAMP_COLUMN_UNREAD || column->row.at || cell(form, 0, c).n == 0) continue;
        if (!is_scale(form, c, new_titles)) continue;
        if (group < 0) group = new_group(form);
        *column =
            (camp_form_column){CAMP_COLUMN_GRADES, column->question, cell(form, 0, c), group, 0, 0, ','};
        column->session = camp_form_session(form, 0, c, column->row);
        form->group[group].n_columns++;
    }
}

/* new_titles: a question about sessions may name none that is known yet. */
static void read_ticks(camp_form *form, bool new_titles) {
    for (int c = 0; c < form->n_columns; c++) {
        camp_form_column *column = &form->column[c];
        if (column->kind != CAMP_COLUMN_UNREAD || column->row.at) continue;
        find_separator(form, c);
        counts n = count(form, c);
        bool asks = camp_word_asks(form->import->arena, column->question) || form->import->options->question;
        bool ticks = has_sessions(form) && !new_titles
                         ? n.known > 0 || (form->import->options->question && n.filled)
                         : n.filled > 0 && (asks || (!has_sessions(form) && n.many > 0 && n.repeated > 0));
        if (!ticks || (holds_numbers(&n) && n.known == 0)) continue;
        bool order = column->separator == ';' && camp_word_asks_order(form->import->arena, column->question);
        column->kind = order ? CAMP_COLUMN_ORDER : CAMP_COLUMN_TICKS;
        column->group = new_group(form);
        if (order) form->group[column->group].most_rank = n.most;
        form->group[column->group].n_columns = 1;
    }
}

/* ---- weights of ranks and words */

/* Levels that are used count 1, 2, 3 in their order, so that a plain yes is a tick. */
static void weigh_group(camp_form *form, int group) {
    bool used[4] = {false, false, false, false};
    camp_form_group *g = &form->group[group];
    for (int c = 0; c < form->n_columns; c++)
        for (int r = 1;
             form->column[c].group == group && form->column[c].kind == CAMP_COLUMN_GRADES && r < n_rows(form);
             r++) {
            camp_grade grade;
            camp_span text = cell(form, r, c);
            if (text.n == 0 || !camp_form_grade(form, text, &grade)) continue;
            if (grade.level > 0) used[grade.level] = true;
            if (grade.rank > g->most_rank) g->most_rank = grade.rank;
        }
    for (int level = 1, weight = 0; level < 4; level++)
        g->level_at[level] = weight += used[level];
}

/* ---- telling */

static void tell_unread(camp_form *form) {
    for (int c = 0; c < form->n_columns; c++) {
        int filled = 0;
        for (int r = 1; r < n_rows(form); r++)
            filled += cell(form, r, c).n > 0;
        if (form->column[c].kind != CAMP_COLUMN_UNREAD || filled == 0) continue;
        camp_report_add(
            form->import->report, CAMP_WARNING, "W_IMPORT_COLUMN", camp_cells_place(form->cells, 0, c),
            "the column %s is no question about sessions that could be understood, so its %d answer%s left "
            "out; if it is one, name it with --question",
            camp_quoted(form->import->arena, cell(form, 0, c)), filled, filled == 1 ? " is" : "s are");
    }
}

/* Whether the answers of every row are 1, 2, ... n in some order: as likely ranks as grades. */
static bool is_an_order(const camp_form *form, int group) {
    int n = form->group[group].n_columns, filled = 0;
    if (n < 3 || n > 60) return false;
    for (int r = 1; r < n_rows(form); r++) {
        uint64_t seen = 0;
        int cells = 0;
        for (int c = 0; c < form->n_columns; c++) {
            camp_grade grade;
            camp_span text = cell(form, r, c);
            if (form->column[c].group != group || text.n == 0) continue;
            if (!camp_form_grade(form, text, &grade) || grade.level >= 0 || grade.rank) return false;
            cells++;
            if (grade.value >= 1 && grade.value <= n) seen |= (uint64_t)1 << (int)grade.value;
        }
        if (cells && seen != ((uint64_t)1 << (n + 1)) - 2) return false;
        filled += cells > 0;
    }
    return filled > 1;
}

static const char *how_read(const camp_form *form, const camp_form_column *column) {
    static const char *const words[] = {
        "", "", "tick boxes", "", "ranked choices", "titles in their order, of which the first counts most"};
    const camp_form_group *group = &form->group[column->group];
    if (column->kind != CAMP_COLUMN_GRADES) return words[column->kind];
    if (group->most_rank > 0) return "ranks, of which the first counts most";
    return group->level_at[3] > 0 ? "words, from no to very interested"
                                  : "grades, of which the largest number counts most";
}

/* The headers of a question: the first one whole, of others what stands in brackets. */
static const char *headers_of(const camp_form *form, int group) {
    camp_arena *arena = form->import->arena;
    const char *all = "";
    for (int c = 0; c < form->n_columns; c++) {
        const camp_form_column *column = &form->column[c];
        if (column->group != group) continue;
        camp_span text = *all && column->row.at ? column->row : cell(form, 0, c);
        all = camp_arena_printf(arena, "%s%s%s", all, *all ? ", " : "", camp_quoted(arena, text));
    }
    return all;
}

static void note_groups(const camp_form *form) {
    for (int g = 0; g < form->n_groups; g++) {
        int c = 0;
        while (form->column[c].group != g)
            c++;
        const camp_form_column *column = &form->column[c];
        camp_import_note(form->import, "%s: column %d%s, %s: read as %s", form->cells->file, c + 1,
                         form->group[g].n_columns > 1 ? camp_arena_printf(form->import->arena, " and %d more",
                                                                          form->group[g].n_columns - 1)
                                                      : "",
                         headers_of(form, g), how_read(form, column));
        if (column->kind == CAMP_COLUMN_GRADES && is_an_order(form, g))
            camp_report_add(
                form->import->report, CAMP_WARNING, "W_IMPORT_ORDER", camp_cells_place(form->cells, 0, c),
                "every answer to %s has each of the numbers 1 to %d once; they count as grades, so %d counts "
                "most. If 1 means the first choice, write 1st, 2nd, ... in place of 1, 2, ...",
                camp_quoted(form->import->arena, cell(form, 0, c)), form->group[g].n_columns,
                form->group[g].n_columns);
    }
}

void camp_form_columns(camp_form *form) {
    camp_form_headers(form);
    for (int c = 0; c < form->n_columns; c++)
        if (form->column[c].kind == CAMP_COLUMN_UNREAD && form->column[c].row.at) read_bracket_group(form, c);
    read_bare_ranks(form);
    read_scales(form, false);
    read_ticks(form, false);
    if (form->n_groups == 0 && !has_sessions(form)) read_scales(form, true);
    if (form->n_groups == 0) read_ticks(form, true);
    for (int g = 0; g < form->n_groups; g++)
        weigh_group(form, g);
    tell_unread(form);
    note_groups(form);
}
