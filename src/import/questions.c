/* SPDX-License-Identifier: GPL-3.0-or-later */
/* questions.c - questions.csv: names that may mean the same, with a column for the answer.
 *
 *     question,kind,found,known,answer
 *     "Is ""Jon Smith"" the same person as ""John Smith""?",person,Jon Smith,John Smith,yes
 *
 * "yes" makes one of the two, now and in every later import; "no" ends the asking; what is empty waits, and
 * the two stay apart. */
#include "import/import.h"
#include <string.h>

enum { QUESTION, KIND, FOUND, KNOWN, ANSWER, N_COLUMNS };
static const char *const columns[N_COLUMNS] = {"question", "kind", "found", "known", "answer"};

static camp_draft_table *table_of(camp_import *import) {
    return &import->table[CAMP_QUESTIONS];
}

static camp_span cell(camp_import *import, int row, int column) {
    const camp_draft_table *t = table_of(import);
    return camp_draft_get(t, row, camp_draft_column(t, columns[column]));
}

static bool is_person(camp_import *import, int row) {
    return camp_span_equal(camp_import_key(import->arena, cell(import, row, KIND)), camp_span_of("person"));
}

/* 1 same, 0 not, -1 open, -2 something else. */
static int answer_of(camp_import *import, int row) {
    static const char *const yes[] = {"yes", "y",  "same", "true", "1",   "x",   "ja",
                                      "oui", "si", "sí",   "sì",   "sim", "tak", "да"};
    static const char *const no[] = {"no",   "n",   "not the same", "different", "other", "false", "0",
                                     "nein", "non", "não",          "nee",       "nie",   "нет"};
    camp_span key = camp_import_key(import->arena, cell(import, row, ANSWER));
    if (key.n == 0) return -1;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (camp_span_equal(key, camp_span_of(yes[i]))) return 1;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (camp_span_equal(key, camp_span_of(no[i]))) return 0;
    return -2;
}

static int session_named(const camp_import *import, camp_span text) {
    return camp_roster_session(import, text);
}

static int person_named(const camp_import *import, camp_span text) {
    int member = camp_names_find(&import->people, text);
    return member != CAMP_UNKNOWN ? member : camp_roster_same_person(import, text);
}

/* Joins the two of a row that was answered "yes", where both are still there. */
static bool join(camp_import *import, int row) {
    bool person = is_person(import, row);
    camp_span found = cell(import, row, FOUND), known = cell(import, row, KNOWN);
    int gone = person ? person_named(import, found) : session_named(import, found);
    int keep = person ? person_named(import, known) : session_named(import, known);
    if (gone < 0 || keep < 0 || gone == keep) return true;
    if (person)
        camp_join_people(import, keep, gone);
    else
        camp_join_sessions(import, keep, gone);
    camp_import_note(import, "questions.csv: %s is now %s", camp_quoted(import->arena, found),
                     camp_quoted(import->arena, known));
    return camp_roster_read(import);
}

/* Whether the answer would make something the same as what is that itself. */
static bool is_circle(camp_import *import, const camp_map *map, int row) {
    camp_span found = camp_import_key(import->arena, cell(import, row, FOUND)),
              known = cell(import, row, KNOWN);
    camp_span last = camp_questions_same(import, map, known);
    return found.n == 0 || known.n == 0 || camp_span_equal(found, camp_import_key(import->arena, known)) ||
           camp_span_equal(found, camp_import_key(import->arena, last));
}

bool camp_questions_read(camp_import *import) {
    const camp_draft_table *t = table_of(import);
    camp_map_init(&import->same_session, import->arena);
    camp_map_init(&import->same_person, import->arena);
    for (int c = KIND; t->there && c < N_COLUMNS; c++)
        if (camp_draft_column(t, columns[c]) < 0) {
            camp_report_add(import->report, CAMP_ERROR, "E_MISSING_COLUMN", (camp_place){t->name, 1, 0, ""},
                            "the column \"%s\" is missing; expected kind, found, known and answer",
                            columns[c]);
            return false;
        }
    for (int row = 0; row < t->n; row++) {
        int answer = answer_of(import, row);
        camp_map *map = is_person(import, row) ? &import->same_person : &import->same_session;
        if (answer == -2)
            camp_report_add(
                import->report, CAMP_WARNING, "W_IMPORT_QUESTION",
                (camp_place){t->name, t->rows[row].line, camp_draft_column(t, "answer") + 1, "answer"},
                "%s is neither yes nor no, so the question stays open",
                camp_quoted(import->arena, cell(import, row, ANSWER)));
        if (answer != 1 || is_circle(import, map, row)) continue;
        if (!join(import, row)) return false;
        camp_map_put(map, camp_import_key(import->arena, cell(import, row, FOUND)), row);
    }
    return true;
}

/* The text that another was answered to be, followed to its end; "" where there is none. */
camp_span camp_questions_same(const camp_import *import, const camp_map *map, camp_span text) {
    const camp_draft_table *t = &import->table[CAMP_QUESTIONS];
    int row = map->size ? camp_map_get(map, camp_import_key(import->arena, text)) : -1;
    camp_span last = {"", 0};
    for (int steps = 0; row >= 0 && steps < 32; steps++) { /* "yes" both ways is a circle */
        last = camp_draft_get(t, row, camp_draft_column(t, columns[KNOWN]));
        row = camp_map_get(map, camp_import_key(import->arena, last));
    }
    return last;
}

/* ---- asking */

static camp_span pair_key(camp_import *import, const char *kind, camp_span a, camp_span b) {
    camp_span x = camp_import_key(import->arena, a), y = camp_import_key(import->arena, b);
    int order = strcmp(x.at, y.at);
    return camp_span_of(camp_arena_printf(import->arena, "%s\n%s\n%s", kind, order < 0 ? x.at : y.at,
                                          order < 0 ? y.at : x.at));
}

typedef struct asking {
    camp_import *import;
    camp_map asked;
} asking;

static void write_row(camp_import *import, int row, const char *const texts[N_COLUMNS]) {
    for (int c = 0; c < N_COLUMNS; c++)
        camp_draft_set(table_of(import), row, camp_draft_want(table_of(import), columns[c]),
                       camp_span_of(texts[c]));
}

static const char *question_of(camp_import *import, const char *kind, const char *found, const char *known) {
    return camp_arena_printf(import->arena, "Is \"%s\" the same %s as \"%s\"?", found, kind, known);
}

/* `asked`: how both are called in the question; the row names them so that they are found again. */
static void ask(asking *a, const char *kind, const char *found, const char *known,
                const char *const asked[2]) {
    camp_import *import = a->import;
    camp_draft_table *t = table_of(import);
    if (camp_map_get(&a->asked, pair_key(import, kind, camp_span_of(found), camp_span_of(known))) >= 0)
        return;
    int row = camp_draft_add(t);
    write_row(import, row,
              (const char *[]){question_of(import, kind, asked[0], asked[1]), kind, found, known, ""});
    camp_map_put(&a->asked, pair_key(import, kind, camp_span_of(found), camp_span_of(known)), row);
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_NEAR", (camp_place){t->name, 0, 0, ""},
                    "%s may be the same %s as %s; answer yes or no in questions.csv",
                    camp_quoted(import->arena, camp_span_of(asked[0])), kind,
                    camp_quoted(import->arena, camp_span_of(asked[1])));
}

/* How the card is named so that it is found again: by title, or by id where a title is that of two. */
static const char *name_of_card(const camp_import *import, int card) {
    const char *title = import->cards[card].title;
    return camp_names_find(&import->sessions, camp_span_of(title)) == card ? title : import->cards[card].id;
}

/* "AI in class (S7)" where the id alone would say nothing. */
static const char *shown_card(const camp_import *import, int card, const char *name) {
    const camp_card *c = &import->cards[card];
    return strcmp(name, c->title) == 0 ? name : camp_arena_printf(import->arena, "%s (%s)", c->title, name);
}

static void ask_pair(asking *a, int i, int k) {
    const camp_import *import = a->import;
    const char *names[2] = {name_of_card(import, i), name_of_card(import, k)};
    ask(a, "session", names[0], names[1],
        (const char *[2]){shown_card(import, i, names[0]), shown_card(import, k, names[1])});
}

/* Of many cards with one title each is asked about with the first only. */
static void ask_sessions(asking *a) {
    const camp_import *import = a->import;
    camp_near_words *words = CAMP_NEW(import->arena, camp_near_words, import->n_cards);
    for (int i = 0; i < import->n_cards; i++)
        words[i] = camp_near_split(import->arena, import->cards[i].key, true);
    for (int i = 0; i < import->n_cards; i++) {
        bool asked = false;
        for (int k = 0; import->cards[i].added && k < import->n_cards; k++) {
            if (k == i || (import->cards[k].added && k > i)) continue;
            bool same = camp_span_equal(import->cards[i].key, import->cards[k].key);
            if (same ? asked : !camp_near(&words[i], &words[k], true)) continue;
            asked = asked || same;
            ask_pair(a, i, k);
        }
    }
}

/* The name of a person, for whom only an address is known what stands before the @. */
static camp_span key_of_member(camp_import *import, int member) {
    const camp_member *m = &import->members[member];
    camp_span text = camp_span_of(*m->name ? m->name : m->id);
    const char *at = memchr(text.at, '@', text.n);
    if (at) text.n = (size_t)(at - text.at);
    return camp_import_key(import->arena, text);
}

/* "Ben Okafor (p02)": nobody knows p02. */
static const char *name_of_member(const camp_import *import, const camp_member *m) {
    if (!*m->name || strcmp(m->name, m->id) == 0) return m->id;
    return camp_arena_printf(import->arena, "%s (%s)", m->name, m->id);
}

static void ask_people(asking *a) {
    camp_import *import = a->import;
    camp_span *key = CAMP_NEW(import->arena, camp_span, import->n_members);
    camp_near_words *words = CAMP_NEW(import->arena, camp_near_words, import->n_members);
    for (int i = 0; i < import->n_members; i++) {
        key[i] = key_of_member(import, i);
        words[i] = camp_near_split(import->arena, key[i], false);
    }
    for (int i = 0; i < import->n_members; i++)
        for (int k = 0; import->members[i].added && k < import->n_members; k++) {
            const camp_member *x = &import->members[i], *y = &import->members[k];
            if (k == i || (y->added && k > i)) continue;
            bool same = camp_span_equal(key[i], key[k]);
            bool addresses =
                *x->email && *y->email; /* two addresses are two people, unless they have one name */
            if (!same && (addresses || !camp_near(&words[i], &words[k], false))) continue;
            ask(a, "person", x->id, y->id,
                (const char *[2]){name_of_member(import, x), name_of_member(import, y)});
        }
}

/* Rows that ask about the pair. */
static void enter_asked(asking *a) {
    camp_import *import = a->import;
    camp_map_init(&a->asked, import->arena);
    for (int row = 0; row < table_of(import)->n; row++)
        camp_map_put(&a->asked,
                     pair_key(import, is_person(import, row) ? "person" : "session", cell(import, row, FOUND),
                              cell(import, row, KNOWN)),
                     row);
}

void camp_questions_merged(camp_import *import, const char *gone, int keep) {
    asking a = {.import = import};
    if (camp_map_get(&import->keys, camp_import_key(import->arena, camp_span_of(gone))) >= 0)
        return; /* another card is called so, and this one stays */
    const char *known = name_of_card(import, keep);
    enter_asked(&a);
    int row = camp_map_get(&a.asked, pair_key(import, "session", camp_span_of(gone), camp_span_of(known)));
    if (row < 0) row = camp_draft_add(table_of(import));
    write_row(import, row,
              (const char *[]){question_of(import, "session", gone, known), "session", gone, known, "yes"});
}

void camp_questions_ask(camp_import *import) {
    const camp_draft_table *t = table_of(import);
    asking a = {.import = import};
    enter_asked(&a);
    ask_sessions(&a);
    ask_people(&a);
    for (int row = 0; row < t->n; row++)
        import->summary->questions += answer_of(import, row) < 0;
}
