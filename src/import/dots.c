/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dots.c - a count of dots: titles and numbers, in two columns or two rows, with a header or without.
 * A cell of marks (●●●, ||||, xxx) is counted. A new count replaces the old one of the same session; rows of
 * one title add up. */
#include "import/import.h"
#include "import/sheets.h"
#include <string.h>

/* A number, or how many marks of one kind; false when the cell is neither. */
static bool count_of(camp_span text, double *dots) {
    static const char *const marks[] = {"●", "•", "|", "x", "X", "*", "✓", "✔", "■", "⬤", "I", "."};
    if (text.n == 0) return false;
    if (camp_parse_number(text, dots)) return *dots >= 0;
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t n = strlen(marks[m]), at = 0;
        int found = 0;
        while (at < text.n) {
            if (text.n - at >= n && memcmp(text.at + at, marks[m], n) == 0) {
                at += n;
                found++;
            } else if (text.at[at] == ' ') {
                at++;
            } else {
                break;
            }
        }
        if (at < text.n || found == 0) continue;
        *dots = found;
        return true;
    }
    return false;
}

/* Which two columns (or rows) hold titles and numbers. */
typedef struct layout {
    const camp_cells *cells;
    bool across;
    int title, votes;
} layout;

static camp_span at(const layout *l, int i, int k) {
    return l->across ? camp_cells_at(l->cells, k, i) : camp_cells_at(l->cells, i, k);
}

static int length_of(const layout *l) {
    int n = 0;
    if (!l->across) return l->cells->n;
    for (int r = 0; r < l->cells->n; r++)
        if (l->cells->rows[r].n > n) n = l->cells->rows[r].n;
    return n;
}

static int lines_of(const layout *l) {
    layout other = *l;
    other.across = !l->across;
    return length_of(&other);
}

static camp_place place_at(const layout *l, int i, int k) {
    return l->across ? camp_cells_place(l->cells, k, i) : camp_cells_place(l->cells, i, k);
}

/* The column with the most numbers that has a column of texts beside it. How many it has. */
static int find_layout(layout *l) {
    int best = 0, lines = lines_of(l), n = length_of(l);
    double dots;
    for (int k = 0; k < lines && k < 200; k++) {
        int numbers = 0;
        for (int i = 0; i < n; i++)
            numbers += count_of(at(l, i, k), &dots);
        if (numbers <= best) continue;
        for (int t = 0; t < lines && t < 200; t++) {
            int texts = 0;
            for (int i = 0; i < n; i++)
                texts += t != k && at(l, i, t).n > 0 && !camp_parse_number(at(l, i, t), &dots);
            if (texts < numbers) continue;
            best = numbers;
            l->title = t;
            l->votes = k;
            break;
        }
    }
    return best;
}

/* A last row "Total" is no session. */
static bool is_total(camp_import *import, camp_span text) {
    static const char *const words[] = {"total",  "sum",   "summe", "gesamt",
                                        "totale", "somme", "suma",  "totaal"};
    camp_span key = camp_import_key(import->arena, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (camp_span_equal(key, camp_span_of(words[i]))) return true;
    return false;
}

static void read_line(camp_import *import, const layout *l, int i, bool *seen) {
    camp_span title = at(l, i, l->title), text = at(l, i, l->votes);
    double dots;
    if (title.n == 0 && text.n == 0) return;
    bool known = camp_roster_session(import, title) >= 0;
    if (i == 0 && !count_of(text, &dots) && !known) return; /* the header */
    if (!known && is_total(import, title)) {
        camp_import_note(import, "%s: %s is taken for the sum and left out", l->cells->file,
                         camp_quoted(import->arena, title));
        return;
    }
    if (title.n == 0 || (text.n > 0 && !count_of(text, &dots)) || (text.n > 0 && dots > CAMP_MOST_PEOPLE)) {
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_ANSWER", place_at(l, i, l->votes),
                        "%s is left out: expected a title and a number of dots",
                        camp_quoted(import->arena, title.n ? text : at(l, i, l->votes)));
        return;
    }
    int card = camp_roster_want_session(import, title);
    if (card < 0) return;
    *seen = true;
    import->summary->votes += text.n ? (long)dots : 0;
    camp_dots_add(import, card, text.n ? dots : 0, false);
}

/* Cells beside the two. */
static void tell_rest(camp_import *import, const layout *l) {
    for (int k = 0; k < lines_of(l); k++)
        for (int i = 0; i < length_of(l) && k != l->title && k != l->votes; i++)
            if (at(l, i, k).n > 0)
                camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_CELL", place_at(l, i, k),
                                "%s is neither title nor dots and is left out",
                                camp_quoted(import->arena, at(l, i, k)));
}

static void read_table(camp_import *import, const camp_cells *cells) {
    layout down = {.cells = cells}, across = {.cells = cells, .across = true};
    bool seen = false;
    int n_down = find_layout(&down), n_across = find_layout(&across);
    const layout *l = n_across > n_down ? &across : &down;
    if (n_down == 0 && n_across == 0) {
        camp_report_add(
            import->report, CAMP_ERROR, "E_IMPORT_SHEET", (camp_place){cells->file, 0, 0, ""},
            "no titles with numbers beside them were found; expected a column of titles and one of dots");
        return;
    }
    for (int i = 0; i < length_of(l); i++)
        read_line(import, l, i, &seen);
    tell_rest(import, l);
    camp_import_note(import, "%s: titles in %s %d, dots in %s %d", cells->file, l->across ? "row" : "column",
                     l->title + 1, l->across ? "row" : "column", l->votes + 1);
}

bool camp_import_dots(camp_import *import, const camp_file *sources, size_t n) {
    size_t before = camp_report_count(import->report, CAMP_ERROR);
    for (size_t i = 0; i < n; i++) {
        int n_cells;
        camp_cells *cells = camp_source_cells(import, &sources[i], &n_cells);
        for (int k = 0; cells && k < n_cells; k++)
            if (cells[k].n) read_table(import, &cells[k]);
    }
    return camp_report_count(import->report, CAMP_ERROR) == before;
}
