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

enum { MOST_LINES = 200 }; /* columns that are looked at */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Which two columns (or rows) hold titles and numbers. */
typedef struct layout {
    const camp_cells *cells;
    bool across;
    int title, votes;
    int likely; /* that they are it: likelihood */
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

/* Whether a word of the header speaks of dots. */
static bool is_dots_header(camp_import *import, camp_span header) {
    static const char *const words[] = {"dots",   "dot",     "votes", "vote",   "count",   "total",
                                        "points", "stimmen", "likes", "punkte", "anzahl",  "stickers",
                                        "votos",  "puntos",  "tally", "voix",   "interest"};
    camp_span key = camp_import_key(import->arena, header);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t at = 0, n = strlen(words[i]); at + n <= key.n; at++)
            if (memcmp(key.at + at, words[i], n) == 0 && (at == 0 || !is_letter(key.at[at - 1])) &&
                (at + n == key.n || !is_letter(key.at[at + n])))
                return true;
    return false;
}

static bool is_title_header(camp_import *import, camp_span header) {
    return camp_list_is_title(camp_list_role(import->arena, header));
}

/* Whether the cells are 1, 2, 3, ... below a header or none. */
static bool is_numbering(const layout *l, int k) {
    double dots, expected = 1;
    for (int i = 0; i < length_of(l); i++) {
        if (at(l, i, k).n == 0 || (i == 0 && !camp_parse_number(at(l, i, k), &dots))) continue;
        if (!camp_parse_number(at(l, i, k), &dots) || dots < expected || dots > expected) return false;
        expected++;
    }
    return expected > 3;
}

/* 2: the header says that these are dots; 0: that they are ids (#), or they number the lines; 1: neither. */
static int likelihood(camp_import *import, const layout *l, int k) {
    if (is_dots_header(import, at(l, 0, k))) return 2;
    return is_title_header(import, at(l, 0, k)) || is_numbering(l, k) ? 0 : 1;
}

/* The column of texts beside the numbers: the one whose header says that they are titles, else the first. */
static int find_titles(camp_import *import, const layout *l, int votes, int numbers) {
    int first = -1, n = length_of(l);
    double dots;
    for (int t = 0; t < lines_of(l) && t < MOST_LINES; t++) {
        int texts = 0;
        for (int i = 0; i < n && t != votes; i++)
            texts += at(l, i, t).n > 0 && !camp_parse_number(at(l, i, t), &dots);
        if (texts == 0 || texts < numbers) continue;
        if (is_title_header(import, at(l, 0, t))) return t;
        if (first < 0) first = t;
    }
    return first;
}

/* The likeliest column of dots, then the one with the most numbers, that has a column of texts beside it. How
 * many it has. */
static int find_layout(camp_import *import, layout *l) {
    int best = 0, lines = lines_of(l), n = length_of(l);
    double dots;
    l->likely = -1;
    for (int k = 0; k < lines && k < MOST_LINES; k++) {
        int numbers = 0;
        for (int i = 0; i < n; i++)
            numbers += count_of(at(l, i, k), &dots);
        int likely = numbers ? likelihood(import, l, k) : -1;
        if (likely < l->likely || (likely == l->likely && numbers <= best)) continue;
        int titles = find_titles(import, l, k, numbers);
        if (titles < 0) continue;
        best = numbers;
        l->likely = likely;
        l->title = titles;
        l->votes = k;
    }
    return best;
}

/* A row "Total:" or "Grand total" is no session. */
static bool is_total(camp_import *import, camp_span text) {
    static const char *const words[] = {
        "total",  "totals", "grand total",   "overall total", "total votes", "total dots",
        "sum",    "summe",  "gesamt",        "gesamtsumme",   "insgesamt",   "total general",
        "totale", "somme",  "total général", "suma",          "totaal",      "razem"};
    camp_span key = camp_import_key(import->arena, text);
    while (key.n > 0 && strchr(":.= ", key.at[key.n - 1]))
        key.n--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (camp_span_equal(key, camp_span_of(words[i]))) return true;
    return false;
}

/* The first line where it holds no number: told, unless it says that it is the header. */
static void read_header(camp_import *import, const layout *l) {
    camp_span title = at(l, 0, l->title), dots = at(l, 0, l->votes);
    if (is_title_header(import, title) || is_dots_header(import, dots)) return;
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_CELL", place_at(l, 0, l->title),
                    "%s with %s, which is no number of dots, is taken for the header and left out",
                    camp_quoted(import->arena, title), camp_quoted(import->arena, dots));
}

static void read_line(camp_import *import, const layout *l, int i) {
    camp_span title = at(l, i, l->title), text = at(l, i, l->votes);
    double dots = 0;
    if (title.n == 0 && text.n == 0) return;
    bool known = camp_roster_session(import, title) >= 0;
    if (i == 0 && !count_of(text, &dots) && !known) {
        read_header(import, l);
        return;
    }
    if (!known && is_total(import, title)) {
        camp_import_note(import, "%s: %s is taken for the sum and left out", l->cells->file,
                         camp_quoted(import->arena, title));
        return;
    }
    if (title.n == 0 || (text.n > 0 && (!count_of(text, &dots) || dots > CAMP_MOST_PEOPLE))) {
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_ANSWER", place_at(l, i, l->votes),
                        "%s is left out: expected a title and a number of dots",
                        camp_quoted(import->arena, text));
        return;
    }
    int card = camp_roster_want_session(import, title, place_at(l, i, l->title));
    if (card < 0) return;
    import->summary->votes += (long)dots;
    camp_dots_add(import, card, dots, false);
}

/* Cells beside the two; those that only number the lines are told once. */
static void tell_rest(camp_import *import, const layout *l) {
    for (int k = 0; k < lines_of(l); k++) {
        if (k == l->title || k == l->votes) continue;
        if (is_numbering(l, k)) {
            camp_import_note(import, "%s: %s %d only numbers the lines and is left out", l->cells->file,
                             l->across ? "row" : "column", k + 1);
            continue;
        }
        for (int i = 0; i < length_of(l); i++)
            if (at(l, i, k).n > 0)
                camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_CELL", place_at(l, i, k),
                                "%s is neither title nor dots and is left out",
                                camp_quoted(import->arena, at(l, i, k)));
    }
}

static void read_table(camp_import *import, const camp_cells *cells) {
    layout down = {.cells = cells}, across = {.cells = cells, .across = true};
    int n_down = find_layout(import, &down), n_across = find_layout(import, &across);
    bool is_across = across.likely > down.likely || (across.likely == down.likely && n_across > n_down);
    const layout *l = is_across ? &across : &down;
    if (n_down == 0 && n_across == 0) {
        camp_report_add(
            import->report, CAMP_ERROR, "E_IMPORT_SHEET", (camp_place){cells->file, 0, 0, ""},
            "no titles with numbers beside them were found; expected a column of titles and one of dots");
        return;
    }
    for (int i = 0; i < length_of(l); i++)
        read_line(import, l, i);
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
