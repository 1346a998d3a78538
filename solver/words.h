/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.h - people, sessions, slots and rooms as they read in a sentence. All texts are made in the arena
 * given. */
#ifndef CAMP_WORDS_H
#define CAMP_WORDS_H

#include "event/event.h"

/* "Chess club"; with its id where another session has the same title. */
const char *camp_word_session(camp_arena *arena, const camp_event *event, int session);
/* Ana Silva; with the id where another person has the same name. */
const char *camp_word_person(camp_arena *arena, const camp_event *event, int person);
/* slot A; an id that begins with the word "slot" stands for itself. */
const char *camp_word_slot(camp_arena *arena, const camp_event *event, int slot);
const char *camp_word_room(camp_arena *arena, const camp_event *event, int room);

/* Lists: "A" and "B"; slots A, B and C; a long list is cut: ... and 5 more. */
const char *camp_words_sessions(camp_arena *arena, const camp_event *event, const int *at, int n);
const char *camp_words_slots(camp_arena *arena, const camp_event *event, const int *at, int n);
const char *camp_words_rooms(camp_arena *arena, const camp_event *event, const int *at, int n);
/* The same for n texts. */
const char *camp_words_join(camp_arena *arena, const char *const *texts, int n);
/* 1 run, 2 runs, 1,200 runs. */
const char *camp_words_count(camp_arena *arena, long n, const char *one, const char *many);
/* A number without needless decimals. */
const char *camp_words_number(camp_arena *arena, double number);
/* "Ana Silva", "Ana Silva and 1 other person", "Ana Silva and 7 other people". */
const char *camp_words_people(camp_arena *arena, const camp_event *event, int first, long n);

#endif
