/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.h - what headers and answers of forms mean, in the languages in which forms are often written. */
#ifndef CAMP_IMPORT_WORDS_H
#define CAMP_IMPORT_WORDS_H

#include "base/text.h"
#include "import/import.h"

typedef enum camp_role {
    CAMP_ROLE_NONE,
    CAMP_ROLE_TIME,
    CAMP_ROLE_EMAIL,
    CAMP_ROLE_NAME,
    CAMP_ROLE_FIRST,
    CAMP_ROLE_LAST,
    CAMP_ROLE_IGNORED
} camp_role;

/* What a column of a form holds by its header. */
camp_role camp_word_role(camp_arena *arena, camp_span header);
/* Whether a question speaks of sessions: workshop, choose, interest, ... */
bool camp_word_asks(camp_arena *arena, camp_span header);
/* Whether it asks to put sessions in order; to grade or choose; what is on in a slot ("Session 2")
 * (question_words.c). */
bool camp_word_asks_order(camp_arena *arena, camp_span header);
bool camp_word_asks_grade(camp_arena *arena, camp_span header);
bool camp_word_asks_slot(camp_arena *arena, camp_span header);
/* "1st Choice", "choice 2", "3. Wahl", "first": its number, else 0. plain: "1" too. */
int camp_word_rank(camp_arena *arena, camp_span text, bool plain);
/* How much a word of an answer wants it: 0 no, 1 maybe, 2 yes, 3 very much; -1 unknown. */
int camp_word_level(camp_arena *arena, camp_span text);
/* Whether the answer says that nothing is chosen: "none", "n/a", "-". */
bool camp_word_none(camp_arena *arena, camp_span text);
/* A time stamp as seconds on one scale; false when it cannot be read. day_first: 5/10 is the 5th of October.
 */
bool camp_time_stamp(camp_arena *arena, camp_span text, bool day_first, double *seconds);
/* Whether it can only be read with the day first (1), only with the month first (-1), or either way (0). */
int camp_time_order(camp_span text);

#endif
