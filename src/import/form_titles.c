/* SPDX-License-Identifier: GPL-3.0-or-later */
/* form_titles.c - the titles of a cell with tick boxes: "AI in class, Reading, writing, and math".
 *
 * Titles are found in the folded cell, and told as they were written. Folding neither adds nor removes a
 * separator, so the two are walked in step, separator by separator. */
#include "import/forms.h"
#include <string.h>

/* Longest piece that is looked at for a closing bracket, or for titles joined without blanks. */
enum { MOST_LOOKED_AT = 1000 };

static size_t count_in(camp_span text, char c) {
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.at[i] == c;
    return n;
}

void camp_form_titles_begin(camp_form_titles *t, const camp_form *form, int row, int column) {
    camp_arena *arena = form->import->arena;
    camp_span cell = camp_cells_at(form->cells, row, column);
    *t = (camp_form_titles){form, form->column[column].separator, {"", 0}, {"", 0}};
    t->text = camp_span_of(camp_import_text(arena, cell));
    t->key = camp_text_fold(arena, t->text);
    if (count_in(t->key, t->separator) != count_in(t->text, t->separator)) t->text = t->key;
}

/* Behind the next n separators of the text, or at its end. */
static camp_span behind(camp_span text, char separator, size_t n) {
    while (n > 0 && text.n > 0) {
        n -= *text.at == separator;
        text.at++;
        text.n--;
    }
    return text;
}

/* Moves on by n bytes of the key. */
static void advance(camp_form_titles *t, size_t n) {
    t->text = behind(t->text, t->separator, count_in((camp_span){t->key.at, n}, t->separator));
    t->key.at += n;
    t->key.n -= n;
}

/* Whether a title may end at byte i: at the end, or before a separator. A comma is one only with a blank
 * behind, unless `tight`. */
static bool ends_at(camp_span key, size_t i, char separator, bool tight) {
    while (i < key.n && key.at[i] == ' ')
        i++;
    if (i == key.n) return true;
    if (key.at[i] != separator) return false;
    return separator != ',' || tight || i + 1 == key.n || key.at[i + 1] == ' ';
}

/* Bytes of the longest known title at the front; 0: none. */
static size_t known_at_front(const camp_import *import, camp_span rest, char separator, bool tight,
                             int *session) {
    size_t best = 0;
    *session = CAMP_UNKNOWN;
    for (int i = 0; i < import->n_cards; i++) {
        camp_span key = import->cards[i].key;
        if (key.n <= best || key.n > rest.n || memcmp(key.at, rest.at, key.n) != 0) continue;
        if (!ends_at(rest, key.n, separator, tight)) continue;
        best = key.n;
        *session = i;
    }
    if (best) *session = camp_roster_session(import, (camp_span){rest.at, best}); /* two may be called so */
    return best;
}

/* Whether the piece is nothing but known titles joined by commas without blanks. */
static bool is_tight_list(const camp_import *import, camp_span piece) {
    int session;
    if (piece.n > MOST_LOOKED_AT || !memchr(piece.at, ',', piece.n)) return false;
    while (piece.n > 0) {
        size_t n = known_at_front(import, piece, ',', true, &session);
        if (n == 0) return false;
        while (n < piece.n && (piece.at[n] == ' ' || piece.at[n] == ','))
            n++;
        piece.at += n;
        piece.n -= n;
    }
    return true;
}

/* Bytes up to behind the bracket that closes the one at the front; 1 where none does: "Mondays :(". */
static size_t bracketed(camp_span rest) {
    int depth = 0;
    for (size_t i = 0; i < rest.n && i < MOST_LOOKED_AT; i++) {
        depth += (rest.at[i] == '(') - (rest.at[i] == ')');
        if (depth == 0) return i + 1;
    }
    return 1;
}

/* Bytes up to the next separator: a comma between brackets is none, nor one inside "1,000". */
static size_t piece_length(camp_span rest, char separator) {
    size_t n = 0;
    while (n < rest.n) {
        if (rest.at[n] == separator && (separator != ',' || n + 1 == rest.n || rest.at[n + 1] == ' ')) break;
        n += rest.at[n] == '(' && separator == ',' ? bracketed((camp_span){rest.at + n, rest.n - n}) : 1;
    }
    return n;
}

bool camp_form_next_title(camp_form_titles *t, camp_span *key, camp_span *text, int *session) {
    const camp_import *import = t->form->import;
    while (t->key.n > 0 && (*t->key.at == ' ' || *t->key.at == t->separator))
        advance(t, 1);
    if (t->key.n == 0) return false;
    size_t n = known_at_front(import, t->key, t->separator, false, session);
    if (n == 0) {
        n = piece_length(t->key, t->separator);
        camp_span piece = camp_text_trim((camp_span){t->key.at, n});
        if (t->separator == ',' && is_tight_list(import, piece))
            n = known_at_front(import, piece, ',', true, session);
        else
            *session = camp_roster_session(import, piece);
    }
    *key = camp_text_trim((camp_span){t->key.at, n});
    camp_span rest = behind(t->text, t->separator, count_in(*key, t->separator) + 1);
    *text = (camp_span){t->text.at, t->text.n - rest.n};
    if (rest.n > 0 || (text->n > 0 && text->at[text->n - 1] == t->separator)) text->n--;
    *text = camp_text_trim(*text);
    advance(t, n);
    return true;
}

/* ---- telling */

void camp_form_tell_new(const camp_form *form, int row, int column, int session) {
    camp_card *card = &form->import->cards[session];
    if (form->import->report == form->import->foreign->report) return; /* only learning */
    if (form->import->fresh || !card->added || card->told) return;
    card->told = true;
    camp_report_add(form->import->report, CAMP_WARNING, "W_IMPORT_SESSION",
                    camp_cells_place(form->cells, row, column),
                    "%s is not in sessions.csv and becomes a new session",
                    camp_quoted(form->import->arena, camp_span_of(card->title)));
}

int camp_form_session(const camp_form *form, int row, int column, camp_span text) {
    int session = camp_roster_want_session(form->import, text, camp_cells_place(form->cells, row, column));
    if (session >= 0) camp_form_tell_new(form, row, column, session);
    return session;
}

void camp_form_tell_comma(const camp_form *form, int row, int column, camp_span title) {
    camp_span rest = title, part;
    int parts = 0, n = 0;
    while (rest.n > 0) {
        const char *comma = memchr(rest.at, ',', rest.n);
        part = camp_text_trim((camp_span){rest.at, comma ? (size_t)(comma - rest.at) : rest.n});
        n++;
        parts += camp_roster_session(form->import, part) >= 0;
        if (parts < n) return;
        size_t taken = comma ? (size_t)(comma - rest.at) + 1 : rest.n;
        rest.at += taken;
        rest.n -= taken;
    }
    if (n > 1)
        camp_report_add(form->import->report, CAMP_WARNING, "W_IMPORT_COMMA",
                        camp_cells_place(form->cells, row, column),
                        "%s is one title, but its parts are titles too; it was taken for the one",
                        camp_quoted(form->import->arena, title));
}
