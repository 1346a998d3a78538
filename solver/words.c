/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.c - people, sessions, slots and rooms as they read in a sentence. */
#include "words.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LISTED = 6 }; /* items of a list that are written out */

const char *camp_word_session(camp_arena *arena, const camp_event *e, int session) {
    const camp_session *own = &e->sessions[session];
    for (int s = 0; s < e->n_sessions; s++)
        if (s != session && strcmp(e->sessions[s].title, own->title) == 0 && strcmp(own->title, own->id) != 0)
            return camp_arena_printf(arena, "\"%s\" (%s)", own->title, own->id);
    return camp_arena_printf(arena, "\"%s\"", own->title);
}

const char *camp_word_person(camp_arena *arena, const camp_event *e, int person) {
    const camp_person *own = &e->people[person];
    if (!own->name[0]) return own->id;
    for (int p = 0; p < e->n_real_people; p++)
        if (p != person && strcmp(e->people[p].name, own->name) == 0)
            return camp_arena_printf(arena, "%s (%s)", own->name, own->id);
    return own->name;
}

/* Whether an id says itself what it is: "Room 12", "slot-3". */
static bool says_itself(const char *id, const char *word) {
    for (; *word; id++, word++)
        if ((*id | 0x20) != *word) return false;
    return true;
}

static const char *with_word(camp_arena *arena, const char *word, const char *id) {
    return says_itself(id, word) ? id : camp_arena_printf(arena, "%s %s", word, id);
}

const char *camp_word_slot(camp_arena *arena, const camp_event *e, int slot) {
    return with_word(arena, "slot", e->slots[slot].id);
}

const char *camp_word_room(camp_arena *arena, const camp_event *e, int room) {
    return with_word(arena, "room", e->rooms[room].id);
}

/* ---------------------------------------------------------------- lists */

const char *camp_words_join(camp_arena *arena, const char *const *texts, int n) {
    const char *text = n > 0 ? texts[0] : "none";
    int written = n <= LISTED ? n : LISTED - 1;
    for (int i = 1; i < written; i++)
        text = camp_arena_printf(arena, "%s%s%s", text, i == n - 1 ? " and " : ", ", texts[i]);
    return n > written ? camp_arena_printf(arena, "%s and %d more", text, n - written) : text;
}

const char *camp_words_sessions(camp_arena *arena, const camp_event *e, const int *at, int n) {
    const char *texts[LISTED];
    for (int i = 0; i < n && i < LISTED; i++)
        texts[i] = camp_word_session(arena, e, at[i]);
    return camp_words_join(arena, texts, n);
}

/* Slots or rooms: the word once, in front. */
static const char *list_of_ids(camp_arena *arena, const char *word, const char *const *ids, int n) {
    const char *text = camp_words_join(arena, ids, n);
    if (n < 1 || says_itself(ids[0], word)) return text;
    return camp_arena_printf(arena, "%s%s %s", word, n == 1 ? "" : "s", text);
}

const char *camp_words_slots(camp_arena *arena, const camp_event *e, const int *at, int n) {
    const char *ids[LISTED];
    for (int i = 0; i < n && i < LISTED; i++)
        ids[i] = e->slots[at[i]].id;
    return list_of_ids(arena, "slot", ids, n);
}

const char *camp_words_rooms(camp_arena *arena, const camp_event *e, const int *at, int n) {
    const char *ids[LISTED];
    for (int i = 0; i < n && i < LISTED; i++)
        ids[i] = e->rooms[at[i]].id;
    return list_of_ids(arena, "room", ids, n);
}

/* ---------------------------------------------------------------- numbers */

static const char *grouped(camp_arena *arena, long n) {
    if (n < 1000) return camp_arena_printf(arena, "%ld", n);
    return camp_arena_printf(arena, "%s,%03ld", grouped(arena, n / 1000), n % 1000);
}

const char *camp_words_number(camp_arena *arena, double number) {
    if (number < 0) return camp_arena_printf(arena, "-%s", camp_words_number(arena, -number));
    double whole = floor(number + 0.005);
    if (number < 1e15 && fabs(number - whole) < 0.005) return grouped(arena, (long)whole);
    if (number >= 1000) return camp_arena_printf(arena, "%.10g", number);
    return camp_arena_printf(arena, number < 1 ? "%.2g" : "%.3g", number);
}

const char *camp_words_count(camp_arena *arena, long n, const char *one, const char *many) {
    return camp_arena_printf(arena, "%s %s", grouped(arena, n), n == 1 ? one : many);
}

const char *camp_words_people(camp_arena *arena, const camp_event *e, int first, long n) {
    const char *name = camp_word_person(arena, e, first);
    if (n < 2) return name;
    return camp_arena_printf(arena, "%s and %s", name,
                             camp_words_count(arena, n - 1, "other person", "other people"));
}
