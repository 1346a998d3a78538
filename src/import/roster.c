/* SPDX-License-Identifier: GPL-3.0-or-later */
/* roster.c - the sessions and people that the event has, and those that an import adds.
 *
 * A session is found by id or title, a person by e-mail address, id or name, all compared as everywhere
 * (docs/format.md); a text that was answered "same" in questions.csv is whom it was answered to be. Runs of
 * white space count as one blank here, since forms break lines.
 */
#include "import/import.h"
#include <stdio.h>
#include <string.h>

camp_span camp_import_key(camp_arena *arena, camp_span text) {
    camp_span shown = camp_span_of(camp_import_text(arena, text));
    return camp_text_fold(arena, shown);
}

/* Bytes of the white space at the front: blanks, line ends, no-break spaces. */
static size_t white(const char *at, const char *end) {
    if (*at == ' ' || (*at >= '\t' && *at <= '\r')) return 1;
    if (end - at >= 2 && memcmp(at, "\xc2\xa0", 2) == 0) return 2;
    if (end - at >= 3 && (memcmp(at, "\xe2\x80\xaf", 3) == 0 || memcmp(at, "\xe3\x80\x80", 3) == 0)) return 3;
    return 0;
}

const char *camp_import_text(camp_arena *arena, camp_span text) {
    camp_span shown = camp_text_shown(arena, text);
    char *to = (char *)shown.at;
    const char *end = shown.at + shown.n;
    for (const char *at = shown.at; at < end;) {
        size_t n = white(at, end);
        if (n == 0) {
            *to++ = *at++;
            continue;
        }
        for (; at < end && n > 0; n = at < end ? white(at, end) : 0)
            at += n;
        *to++ = ' ';
    }
    *to = 0;
    return shown.at;
}

camp_span camp_import_number(camp_arena *arena, double value) {
    char *text = camp_arena_printf(arena, "%.15g", value);
    double back = 0;
    for (char *c = text; *c; c++)
        if (*c == ',') *c = '.'; /* the caller's locale */
    if (!camp_parse_number(camp_span_of(text), &back) || (back > value || back < value)) {
        text = camp_arena_printf(arena, "%.17g", value);
        for (char *c = text; *c; c++)
            if (*c == ',') *c = '.';
    }
    return camp_span_of(text);
}

/* ---- sessions */

static void enter_card(camp_import *import, const char *id, const char *title, int row, bool added) {
    camp_arena *arena = import->arena;
    int card = import->n_cards;
    CAMP_ROOM_FOR_ONE(arena, import->cards, import->n_cards, import->cap_cards);
    camp_span key = camp_import_key(arena, camp_span_of(title));
    import->cards[import->n_cards++] =
        (camp_card){.id = id, .title = title, .key = key, .row = row, .added = added};
    (void)camp_names_add(&import->sessions, id, card);
    camp_names_also(&import->sessions, title, card);
    camp_map_put(&import->keys, camp_import_key(arena, camp_span_of(id)), card);
    int other = camp_map_put(&import->keys, key, card);
    if (other != card && camp_span_equal(import->cards[other].key, key))
        import->cards[card].shared = import->cards[other].shared = true;
}

static bool is_taken(const camp_import *import, const char *id) {
    return camp_map_get(&import->sessions.ids, camp_text_fold(import->arena, camp_span_of(id))) >= 0;
}

static void read_cards(camp_import *import) {
    camp_draft_table *t = &import->table[CAMP_SESSIONS];
    int ids = camp_draft_column(t, "session"), titles = camp_draft_column(t, "title");
    for (int row = 0; row < t->n; row++) {
        camp_span id = camp_draft_get(t, row, ids), title = camp_draft_get(t, row, titles);
        if (id.n == 0 && title.n == 0) continue;
        const char *name = camp_text_shown(import->arena, id.n ? id : title).at, *base = name;
        for (int i = 2; id.n == 0 && is_taken(import, name); i++) /* as read_sessions.c does */
            name = camp_arena_printf(import->arena, "%s (%d)", base, i);
        enter_card(import, name, title.n ? camp_text_shown(import->arena, title).at : name, row, false);
    }
    import->sessions.complete = true;
}

/* The card of a key; a title that is no id either must be that of one session only. */
static int card_of_key(const camp_import *import, camp_span key) {
    int card = camp_map_get(&import->keys, key);
    if (card < 0 || !import->cards[card].shared) return card;
    camp_span id = camp_span_of(import->cards[card].id);
    return camp_span_equal(camp_import_key(import->arena, id), key) ? card : CAMP_AMBIGUOUS;
}

int camp_roster_session(const camp_import *import, camp_span text) {
    if (text.n == 0) return CAMP_UNKNOWN;
    int card = camp_names_find(&import->sessions, text);
    if (card != CAMP_UNKNOWN) return card;
    card = card_of_key(import, camp_import_key(import->arena, text));
    if (card != CAMP_UNKNOWN) return card;
    camp_span same = camp_questions_same(import, &import->same_session, text);
    return same.n ? camp_map_get(&import->keys, camp_import_key(import->arena, same)) : -1;
}

/* The id of a new card: counted on from those that end in a number, "S17" -> "S18"; "" where cards have
 * none. */
static const char *new_id(camp_import *import) {
    camp_draft_table *t = &import->table[CAMP_SESSIONS];
    int column = camp_draft_column(t, "session");
    if (import->fresh && column < 0) column = camp_draft_want(t, "session");
    if (column < 0) return "";
    const char *prefix = "S";
    size_t prefix_n = 1, width = 0;
    long most = 0;
    int filled = 0;
    for (int row = 0; row < t->n; row++) {
        camp_span id = camp_draft_get(t, row, column);
        size_t digits = 0;
        while (digits < id.n && digits < 9 && id.at[id.n - 1 - digits] >= '0' &&
               id.at[id.n - 1 - digits] <= '9')
            digits++;
        if (id.n == 0) continue;
        filled++;
        if (digits == 0) return "";
        if (filled == 1) {
            prefix = id.at;
            prefix_n = id.n - digits;
            width = id.at[prefix_n] == '0' ? digits : 0;
        }
        long number = 0;
        for (size_t i = id.n - digits; i < id.n; i++)
            number = number * 10 + (id.at[i] - '0');
        if (id.n - digits == prefix_n && memcmp(id.at, prefix, prefix_n) == 0 && number > most) most = number;
    }
    if (filled == 0 && t->n > 0) return "";
    const char *id;
    do
        id = camp_arena_printf(import->arena, "%.*s%0*ld", (int)prefix_n, prefix, (int)width, ++most);
    while (camp_names_find(&import->sessions, camp_span_of(id)) >= 0);
    return id;
}

int camp_roster_want_session(camp_import *import, camp_span title, camp_place place) {
    const char *text = camp_import_text(import->arena, title);
    if (!*text) return -1;
    int card = camp_roster_session(import, camp_span_of(text));
    if (card == CAMP_AMBIGUOUS)
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_AMBIGUOUS", place,
                        "%s is the title of more than one session, so it does not count; write the id "
                        "instead",
                        camp_quoted(import->arena, camp_span_of(text)));
    if (card != CAMP_UNKNOWN) return card;
    camp_span same = camp_questions_same(import, &import->same_session, camp_span_of(text));
    /* the one that it is does not exist yet */
    return camp_roster_add_session(import, same.n ? same : camp_span_of(text), (camp_span){"", 0});
}

int camp_roster_add_session(camp_import *import, camp_span title, camp_span wanted) {
    camp_draft_table *t = &import->table[CAMP_SESSIONS];
    const char *text = camp_import_text(import->arena, title);
    const char *id = wanted.n ? camp_import_text(import->arena, wanted) : new_id(import), *name = text;
    int ids = *id ? camp_draft_want(t, "session") : -1, titles = camp_draft_want(t, "title");
    int row = camp_draft_add(t);
    if (ids >= 0) camp_draft_set(t, row, ids, camp_span_of(id));
    camp_draft_set(t, row, titles, camp_span_of(text));
    for (int i = 2; !*id && is_taken(import, name); i++) /* as read_sessions.c does */
        name = camp_arena_printf(import->arena, "%s (%d)", text, i);
    int card = import->n_cards;
    enter_card(import, *id ? id : name, text, row, true);
    import->summary->sessions_added++;
    return card;
}

const char *camp_roster_id(const camp_import *import, int card) {
    return import->cards[card].id;
}

void camp_roster_fill(camp_import *import, int card, const char *column, camp_span text) {
    camp_draft_table *t = &import->table[CAMP_SESSIONS];
    text = camp_text_trim(text);
    if (text.n == 0) return;
    int at = camp_draft_want(t, column), row = import->cards[card].row;
    if (camp_draft_get(t, row, at).n == 0) camp_draft_set(t, row, at, text);
}

void camp_roster_list(camp_import *import, int card, const char *column, camp_span item) {
    camp_draft_table *t = &import->table[CAMP_SESSIONS];
    const char *text = camp_import_text(import->arena, item);
    if (!*text) return;
    char *clean = camp_arena_text(import->arena, text, strlen(text));
    for (char *c = clean; *c; c++)
        if (*c == ';') *c = ','; /* which would end the item */
    int at = camp_draft_want(t, column), row = import->cards[card].row;
    camp_span old = camp_draft_get(t, row, at), rest = old, other;
    camp_span key = camp_import_key(import->arena, camp_span_of(clean));
    while (camp_next_item(&rest, &other))
        if (camp_span_equal(camp_import_key(import->arena, other), key)) return;
    const char *all = old.n ? camp_arena_printf(import->arena, "%.*s; %s", (int)old.n, old.at, clean) : clean;
    camp_draft_set(t, row, at, camp_span_of(all));
}

/* ---- people */

static int enter_member(camp_import *import, const char *id, const char *name, const char *email, int row,
                        bool added) {
    int member = import->n_members;
    if (camp_names_add(&import->people, id, member) != member) return -1;
    CAMP_ROOM_FOR_ONE(import->arena, import->members, import->n_members, import->cap_members);
    import->members[import->n_members++] = (camp_member){id, name, email, row, added};
    camp_names_also(&import->people, name, member);
    camp_names_also(&import->people, email, member);
    return member;
}

/* Somebody who is named in a cell. */
static void enter_named(camp_import *import, camp_span text) {
    if (text.n == 0 || camp_names_find(&import->people, text) != CAMP_UNKNOWN) return;
    (void)enter_member(import, camp_text_shown(import->arena, text).at, "", "", -1, false);
}

static void read_members(camp_import *import) {
    camp_draft_table *t = &import->table[CAMP_PEOPLE];
    int ids = camp_draft_column(t, "person"), names = camp_draft_column(t, "name"),
        emails = camp_draft_column(t, "email");
    camp_arena *arena = import->arena;
    for (int row = 0; row < t->n; row++) {
        camp_span id = camp_draft_get(t, row, ids);
        if (id.n == 0) continue;
        (void)enter_member(import, camp_text_shown(arena, id).at,
                           camp_text_shown(arena, camp_draft_get(t, row, names)).at,
                           camp_text_shown(arena, camp_draft_get(t, row, emails)).at, row, false);
    }
    t = &import->table[CAMP_SESSIONS];
    int presenters = camp_draft_column(t, "presenters");
    for (int row = 0; row < t->n; row++) {
        camp_span rest = camp_draft_get(t, row, presenters), item;
        while (camp_next_item(&rest, &item))
            enter_named(import, item);
    }
    t = &import->table[CAMP_VOTES];
    int voter = camp_draft_column(t, "person");
    for (int row = 0; row < t->n; row++)
        enter_named(import, camp_draft_get(t, row, voter));
    import->people.complete = true;
}

/* The row of people.csv of a person, made where it is missing. */
static int row_of(camp_import *import, int member) {
    camp_draft_table *t = &import->table[CAMP_PEOPLE];
    camp_member *m = &import->members[member];
    if (m->row >= 0) return m->row;
    int ids = camp_draft_want(t, "person");
    m->row = camp_draft_add(t);
    camp_draft_set(t, m->row, ids, camp_span_of(m->id));
    return m->row;
}

void camp_roster_list_people(camp_import *import) {
    const camp_draft_table *t = &import->table[CAMP_PEOPLE];
    if (!t->there && t->n == 0) return;
    for (int i = 0; i < import->n_members; i++)
        if (import->members[i].added) (void)row_of(import, i);
}

/* Notes the address of somebody of whom none was known. */
static void note_email(camp_import *import, int member, const char *email) {
    camp_draft_table *t = &import->table[CAMP_PEOPLE];
    camp_member *m = &import->members[member];
    if (!*email || *m->email ||
        camp_span_equal(camp_text_fold(import->arena, camp_span_of(m->id)),
                        camp_text_fold(import->arena, camp_span_of(email))))
        return;
    int row = row_of(import, member);
    camp_draft_set(t, row, camp_draft_want(t, "email"), camp_span_of(email));
    m = &import->members[member];
    m->email = email;
    camp_names_also(&import->people, email, member);
}

/* Whether the person may be the one with that address. */
static bool suits(const camp_import *import, int member, const char *email) {
    const char *own = import->members[member].email;
    if (!*own && strchr(import->members[member].id, '@')) own = import->members[member].id;
    return !*own || !*email ||
           camp_span_equal(camp_text_fold(import->arena, camp_span_of(own)),
                           camp_text_fold(import->arena, camp_span_of(email)));
}

/* The text as an id: no id contains a semicolon, which ends an item of a list. */
static const char *as_id(camp_import *import, const char *text) {
    char *clean = camp_arena_text(import->arena, text, strlen(text));
    for (char *c = clean; *c; c++)
        if (*c == ';') *c = ',';
    return clean;
}

/* The person of a text, also as the text became an id; CAMP_UNKNOWN or CAMP_AMBIGUOUS. */
static int find_member(camp_import *import, const char *text) {
    int member = camp_names_find(&import->people, camp_span_of(text));
    if (member != CAMP_UNKNOWN || !strchr(text, ';')) return member;
    return camp_names_find(&import->people, camp_span_of(as_id(import, text)));
}

static int add_member(camp_import *import, const char *name, const char *email) {
    const char *id = *name ? name : email;
    /* Another person of that name, with another address: the address tells them apart. */
    if (find_member(import, id) != CAMP_UNKNOWN) id = email;
    int member = enter_member(import, as_id(import, id), strcmp(id, name) == 0 ? "" : name, "", -1, true);
    if (member < 0) return -1;
    import->summary->people_added++;
    if (id == email && *name) {
        camp_draft_table *t = &import->table[CAMP_PEOPLE];
        int row = row_of(import, member);
        camp_draft_set(t, row, camp_draft_want(t, "name"), camp_span_of(name));
        import->members[member].email = email;
        camp_draft_set(t, row, camp_draft_want(t, "email"), camp_span_of(email));
    } else {
        note_email(import, member, email);
    }
    return member;
}

int camp_roster_same_person(const camp_import *import, camp_span text) {
    camp_span same = camp_questions_same(import, &import->same_person, text);
    return same.n ? camp_names_find(&import->people, same) : CAMP_UNKNOWN;
}

int camp_roster_want_person(camp_import *import, camp_span name, camp_span email, camp_place place) {
    const char *who = camp_import_text(import->arena, name), *mail = camp_import_text(import->arena, email);
    if (*mail) {
        int member = find_member(import, mail);
        if (member == CAMP_UNKNOWN) member = camp_roster_same_person(import, camp_span_of(mail));
        if (member >= 0) return member;
    }
    if (*who) {
        int member = find_member(import, who);
        bool answered = member == CAMP_UNKNOWN;
        if (answered) member = camp_roster_same_person(import, camp_span_of(who));
        if (member >= 0 && (answered || suits(import, member, mail))) {
            note_email(import, member, mail);
            return member;
        }
        if (member == CAMP_AMBIGUOUS && !*mail) {
            camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_PERSON", place,
                            "%s is the name of more than one person, so the row does not count; write the "
                            "e-mail address or the id instead",
                            camp_quoted(import->arena, camp_span_of(who)));
            return -1;
        }
    }
    camp_span same = camp_questions_same(import, &import->same_person, camp_span_of(*who ? who : mail));
    if (same.n) who = camp_import_text(import->arena, same); /* the one that it is does not exist yet */
    if (!*who && !*mail) return -1;
    int member = add_member(import, who, mail);
    if (member < 0)
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_PERSON", place,
                        "%s cannot be told from others, so the row does not count; write the e-mail address "
                        "or the id instead",
                        camp_quoted(import->arena, camp_span_of(*who ? who : mail)));
    return member;
}

void camp_roster_presenter(camp_import *import, int card, int member) {
    if (member < 0) return;
    camp_draft_table *t = &import->table[CAMP_SESSIONS];
    int at = camp_draft_want(t, "presenters");
    camp_span rest = camp_draft_get(t, import->cards[card].row, at), item;
    while (camp_next_item(&rest, &item))
        if (camp_names_find(&import->people, item) == member) return;
    camp_roster_list(import, card, "presenters", camp_span_of(import->members[member].id));
}

bool camp_roster_read(camp_import *import) {
    camp_names_init(&import->sessions, import->arena, "session", "sessions.csv");
    camp_names_init(&import->people, import->arena, "person", "people.csv");
    camp_map_init(&import->keys, import->arena);
    import->n_cards = import->n_members = 0;
    read_cards(import);
    read_members(import);
    return true;
}
