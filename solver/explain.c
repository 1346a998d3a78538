/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain.c - reasons by counting: each is a proof that no board exists, told in the words of the files.
 *
 *   sessions and locks alone -> cells for all that must run -> people in two places -> seats -> rules, row by
 * row
 *
 * What is needed of every board, and where it can be, is in facts.c. Costs little: flows on small networks.
 */
#include "explain.h"
#include "facts.h"

size_t camp_explain_counts(const camp_event *event, camp_report *report) {
    camp_arena arena;
    camp_arena_init(&arena);
    size_t n = 0;
    if (setjmp(arena.recover) == 0) {
        camp_facts facts;
        camp_facts_make(&facts, event, camp_problem_make(event, &arena), &arena, report);
        camp_explain_sessions(&facts);
        camp_explain_cells(&facts);
        camp_explain_people(&facts);
        camp_explain_seats(&facts);
        camp_explain_rules(&facts);
        n = facts.n;
    }
    camp_arena_free(&arena); /* without memory there are no reasons */
    return n;
}
