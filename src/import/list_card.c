/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list_card.c - which session a row of a list or a cell of a board is, by its id, title and presenters.
 *
 * Two rows of one sheet with one title are one session when their presenters are the same or one names none,
 * and that is told; with other presenters they are two, and questions.csv asks. */
#include "import/sheets.h"
#include <string.h>

/* ---- one title, several cards */

/* How the presenters of a card suit those that a row names. */
typedef enum fit { OTHERS, NOBODY, WITHIN, SAME } fit;

/* The people of a cell without adding any; somebody unknown is -1. Each stands there once. */
static int *people_of(camp_import *import, const camp_list_key *k, int *n) {
    bool semicolons = memchr(k->names.at, ';', k->names.n) != NULL;
    int *who = CAMP_NEW(import->arena, int, k->names.n + 1);
    int whole = k->names.n ? camp_names_find(&import->people, k->names) : -1;
    int mail = k->email.n ? camp_names_find(&import->people, k->email) : -1, found = 0;
    camp_span rest = k->names, name;
    *n = 0;
    if (whole >= 0) {
        who[(*n)++] = whole;
        return who;
    }
    for (; camp_next_presenter(&rest, semicolons, &name); found++) {
        int member = camp_names_find(&import->people, name), i = 0;
        if (member < 0) member = camp_roster_same_person(import, name);
        while (i < *n && (who[i] != member || member < 0))
            i++;
        if (i == *n) who[(*n)++] = member < 0 ? -1 : member;
    }
    if (found == 0 && k->email.n) who[(*n)++] = mail < 0 ? -1 : mail;
    if (found == 1 && mail >= 0) who[0] = mail;
    return who;
}

static fit fit_of(camp_import *import, int card, const int *who, int n) {
    camp_draft_table *t = &import->table[CAMP_SESSIONS];
    camp_span rest = camp_draft_get(t, import->cards[card].row, camp_draft_column(t, "presenters")), item;
    int there = 0, found = 0;
    for (; camp_next_item(&rest, &item); there++) {
        int member = camp_names_find(&import->people, item);
        for (int i = 0; i < n; i++)
            found += member >= 0 && who[i] == member;
    }
    if (n == 0 || there == 0) return NOBODY;
    return found < n ? OTHERS : found == there ? SAME : WITHIN;
}

/* How well a card suits a row: 0 not. A card that was there before may have been made of two. */
static int rank_of(const camp_import *import, int card, fit how) {
    bool used = import->cards[card].sheet == import->sheet;
    switch (how) {
    case SAME:
        return 5;
    case WITHIN:
        return !import->cards[card].added ? 4 : used ? 0 : 3;
    case NOBODY:
        return used ? 1 : 2;
    case OTHERS:
        break;
    }
    return 0;
}

/* The card of a title; -1 for a new one. */
static int card_of_title(camp_import *import, const camp_list_key *k) {
    camp_span key = camp_import_key(import->arena, k->title);
    int first = camp_roster_session(import, k->title), best = -1, best_rank = 0, cards = 0, n;
    if (first == CAMP_AMBIGUOUS) first = camp_map_get(&import->keys, key);
    if (first < 0) return -1;
    if (!camp_span_equal(key, import->cards[first].key)) return first; /* by its id, or by an answer */
    const int *who = people_of(import, k, &n);
    for (int i = 0; i < import->n_cards; i++) {
        if (!camp_span_equal(import->cards[i].key, key)) continue;
        int rank = rank_of(import, i, fit_of(import, i, who, n));
        cards++;
        if (rank <= best_rank) continue;
        best = i;
        best_rank = rank;
    }
    /* The only card of that title, named for the first time: the row adds its presenters. */
    return best < 0 && cards == 1 && import->cards[first].sheet != import->sheet ? first : best;
}

/* ---- ids */

static void tell_id(camp_import *import, const camp_list_key *k, int card) {
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_ID", k->id_place,
                    "%s is the id of %s; the row is taken by its title %s", camp_quoted(import->arena, k->id),
                    camp_quoted(import->arena, camp_span_of(import->cards[card].title)),
                    camp_quoted(import->arena, k->title));
}

/* The card that has this id, unless the row has another title: -1, told. */
static int card_of_id(camp_import *import, const camp_list_key *k, bool *clash) {
    int card = k->id.n ? camp_map_get(&import->sessions.ids, camp_text_fold(import->arena, k->id)) : -1;
    if (card < 0 || k->title.n == 0) return card;
    if (camp_span_equal(camp_import_key(import->arena, k->title), import->cards[card].key)) return card;
    if (camp_roster_session(import, k->title) == card) return card;
    tell_id(import, k, card);
    *clash = true;
    return -1;
}

static bool is_free(const camp_import *import, camp_span id) {
    return camp_names_find(&import->sessions, id) == CAMP_UNKNOWN &&
           camp_map_get(&import->keys, camp_import_key(import->arena, id)) < 0;
}

/* Adds the card of a row, under its own id where that can be. */
static int add_card(camp_import *import, const camp_list_key *k, bool clash) {
    camp_span none = {"", 0}, same = camp_questions_same(import, &import->same_session, k->title);
    bool own = k->own_ids && !clash && k->id.n > 0,
         good = own && is_free(import, k->id) && !memchr(k->id.at, ';', k->id.n);
    if (own && !good)
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_ID", k->id_place,
                        "%s cannot be the id of this session: it contains a semicolon, or is the name of "
                        "another; the session gets another id",
                        camp_quoted(import->arena, k->id));
    return camp_roster_add_session(
        import, same.n && camp_roster_session(import, k->title) == CAMP_UNKNOWN ? same : k->title,
        good ? k->id : none);
}

/* An id of the source for a card that has one: later sheets may name it so. */
static void note_id(camp_import *import, const camp_list_key *k, int card) {
    if (!is_free(import, k->id)) return;
    camp_map_put(&import->keys, camp_import_key(import->arena, k->id), card);
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_KEPT", k->id_place,
                    "sessions.csv calls this session %s, and that stays; the source says %s",
                    camp_quoted(import->arena, camp_span_of(import->cards[card].id)),
                    camp_quoted(import->arena, k->id));
}

int camp_list_card(camp_import *import, const camp_list_key *key) {
    camp_list_key shown = *key, *k = &shown;
    bool clash = false;
    k->title = camp_span_of(camp_import_text(import->arena, key->title));
    k->id = camp_span_of(camp_import_text(import->arena, key->id));
    int card = card_of_id(import, k, &clash);
    if (card < 0 && k->title.n) {
        card = card_of_title(import, k);
        if (card >= 0 && k->own_ids && k->id.n && !clash) note_id(import, k, card);
        if (card < 0) card = add_card(import, k, clash);
    } else if (card < 0) {
        card = camp_roster_want_session(import, k->id, k->id_place);
    }
    if (card < 0) return -1;
    if (import->cards[card].sheet == import->sheet &&
        camp_span_equal(camp_import_key(import->arena, k->title), import->cards[card].key))
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_TITLE", k->title_place,
                        "%s stands there twice, with the same presenters or without; the two are one session",
                        camp_quoted(import->arena, k->title));
    import->cards[card].sheet = import->sheet;
    return card;
}
