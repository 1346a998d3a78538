/* SPDX-License-Identifier: GPL-3.0-or-later */
/* presenters.c - the presenters of a cell: "Ana Ruiz; Ben O", "Ana Ruiz and Ben O", "Ana Ruiz & Ben O",
 * lines.
 *
 * A degree belongs to the name before it ("Ana Ruiz, PhD"), and nothing is cut within brackets. "Ruiz, Ana"
 * may be one person or two: it is one where that person is known, else two, and that is told. */
#include "import/sheets.h"
#include <string.h>

/* ASCII letters in whatever case. */
static bool begins(camp_span text, const char *word) {
    size_t n = strlen(word);
    if (text.n < n) return false;
    for (size_t i = 0; i < n; i++) {
        char c = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (char)(text.at[i] | 32) : text.at[i];
        if (c != word[i]) return false;
    }
    return true;
}

/* Bytes of what separates two names at the front of the text, else 0. */
static size_t separator_at(camp_span text, bool semicolons) {
    static const char *const between[] = {";",   "\n",   "\r", " and ", " & ", " und ",
                                          " y ", " et ", ",",  "/",     " + "};
    size_t n = semicolons ? 3 : sizeof between / sizeof *between;
    for (size_t k = 0; k < n; k++)
        if (begins(text, between[k])) return strlen(between[k]);
    return 0;
}

enum { MOST_BRACKET = 200 }; /* bytes; what is longer was not closed */

/* Bytes of a bracket with what it encloses at the front of the text; 0 where none begins, or it is open. */
static size_t bracket_at(camp_span text) {
    int depth = 0;
    for (size_t i = 0; i < text.n && i < MOST_BRACKET; i++) {
        if (strchr("([{", text.at[i]) && text.at[i]) depth++;
        if (strchr(")]}", text.at[i]) && text.at[i]) depth--;
        if (depth <= 0) return i ? i + 1 : 0;
    }
    return 0;
}

/* "PhD", "Ph.D.", "M.A.", "Jr.". Letters that may be a name as well ("Ma") count in capitals only. */
static bool is_degree(camp_span text) {
    static const char *const words[] = {"phd",  "edd",  "eds",  "med",  "mba", "mat", "msc", "bsc", "mph",
                                        "msw",  "mfa",  "mls",  "mlis", "mpa", "jr",  "sr",  "iii", "nbct",
                                        "psyd", "lcsw", "bcba", "esq",  "dds", "jd",  "cpa", "mdiv"};
    static const char *const capitals[] = {"MA", "MS", "BA", "BS", "MD", "RN", "II", "IV"};
    char letters[8];
    size_t n = 0;
    text = camp_text_trim(text);
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '.' || text.at[i] == ' ') continue;
        if (n + 1 == sizeof letters) return false;
        letters[n++] = text.at[i];
    }
    letters[n] = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (n == strlen(words[i]) && begins((camp_span){letters, n}, words[i])) return true;
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++)
        if (strcmp(letters, capitals[i]) == 0) return true;
    return false;
}

/* The part at the front of the text, up to a separator outside of brackets. */
static size_t part_of(camp_span text, bool semicolons, size_t *separator) {
    *separator = 0;
    for (size_t i = 0; i < text.n;) {
        camp_span rest = {text.at + i, text.n - i};
        size_t inside = bracket_at(rest);
        if (!inside) *separator = separator_at(rest, semicolons);
        if (*separator) return i;
        i += inside ? inside : 1;
    }
    return text.n;
}

bool camp_next_presenter(camp_span *rest, bool semicolons, camp_span *name) {
    while (rest->n > 0) {
        size_t width, end = part_of(*rest, semicolons, &width), more;
        while (width && rest->at[end] == ',') { /* degrees */
            camp_span behind = {rest->at + end + width, rest->n - end - width};
            size_t n = part_of(behind, semicolons, &more);
            if (!is_degree((camp_span){behind.at, n})) break;
            end += width + n;
            width = more;
        }
        *name = camp_text_trim((camp_span){rest->at, end});
        rest->at += end + width;
        rest->n -= end + width;
        if (name->n) return true;
    }
    return false;
}

/* The person who is known as "Ana Ruiz", for "Ruiz, Ana"; -1 where there is none, or the cell is no such
 * name. *open: it may be one person or two. */
static int turned(camp_import *import, camp_span names, bool *open) {
    const char *comma = memchr(names.at, ',', names.n);
    if (!comma) return -1;
    camp_span last = camp_text_trim((camp_span){names.at, (size_t)(comma - names.at)}),
              first = camp_text_trim((camp_span){comma + 1, names.n - (size_t)(comma + 1 - names.at)});
    for (size_t i = 0; i < last.n + first.n; i++)
        if (strchr(" ,;/&+()\n\r", i < last.n ? last.at[i] : first.at[i - last.n])) return -1;
    if (last.n == 0 || first.n == 0 || is_degree(first)) return -1;
    *open = camp_names_find(&import->people, last) < 0 || camp_names_find(&import->people, first) < 0;
    if (!*open) return -1;
    return camp_names_find(&import->people,
                           camp_span_of(camp_arena_printf(import->arena, "%.*s %.*s", (int)first.n, first.at,
                                                          (int)last.n, last.at)));
}

/* An address beside several names, unless it is known to be that of one of them. */
static void tell_address(camp_import *import, camp_span names, bool semicolons, camp_span email,
                         camp_place where) {
    int owner = camp_names_find(&import->people, email);
    camp_span rest = names, name;
    while (owner >= 0 && camp_next_presenter(&rest, semicolons, &name))
        if (camp_names_find(&import->people, name) == owner) return;
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_NAMES", where,
                    "the address %s may be that of each of the presenters %s and is left out",
                    camp_quoted(import->arena, email), camp_quoted(import->arena, names));
}

void camp_list_presenters(camp_import *import, int card, camp_span names, camp_span email, camp_place where) {
    camp_span rest = names, name;
    bool semicolons = memchr(names.at, ';', names.n) != NULL, open = false;
    int n = 0;
    /* A text that is a known name as a whole is one, whatever stands in it. */
    int whole = names.n ? camp_names_find(&import->people, names) : -1;
    if (whole < 0) whole = turned(import, names, &open);
    if (whole >= 0) {
        camp_roster_presenter(import, card, whole);
        return;
    }
    while (camp_next_presenter(&rest, semicolons, &name))
        n++;
    if (open)
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_NAMES", where,
                        "%s is read as two people; if it is one, write the first name first",
                        camp_quoted(import->arena, names));
    for (rest = names;
         camp_next_presenter(&rest, semicolons, &name);) /* an address can only be that of one */
        camp_roster_presenter(
            import, card, camp_roster_want_person(import, name, n == 1 ? email : (camp_span){"", 0}, where));
    if (n > 1 && email.n) tell_address(import, names, semicolons, email, where);
    if (n == 0 && email.n)
        camp_roster_presenter(import, card, camp_roster_want_person(import, names, email, where));
}
