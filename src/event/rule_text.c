/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rule_text.c - the rules of rules.csv: their words, the cells they use, and how they read as a sentence. */
#include "event/rule_kinds.h"
#include <string.h>

enum { S = CAMP_USES_SESSIONS, P = CAMP_USES_PEOPLE, L = CAMP_USES_LIMIT, SEATS = CAMP_COUNTS_SEATS };

/* In a text, %s stands for the sessions, %p for the people and %l for the limit. */
static const struct {
    const char *word;
    unsigned uses;
    const char *text;
} kinds[CAMP_RULE_KINDS] = {
    [CAMP_APART] = {"apart", S, "no two of %s at the same time"},
    [CAMP_TOGETHER] = {"together", S, "all runs of %s start in the same slot"},
    [CAMP_BEFORE] = {"before", S, "in this order, each ending before the next starts: %s"},
    [CAMP_SLOT_AT_MOST] = {"slot_at_most", S | L, "at most %l of %s in every slot"},
    [CAMP_SLOT_AT_LEAST] = {"slot_at_least", S | L, "at least %l of %s in every slot"},
    [CAMP_PLACE_AT_MOST] = {"place_at_most", S | L, "at most %l of %s on the board"},
    [CAMP_PLACE_AT_LEAST] = {"place_at_least", S | L, "at least %l of %s on the board"},
    [CAMP_BUDGET] = {"budget", S | L, "the runs of %s cost at most %l together"},
    [CAMP_ATTEND_AT_MOST] = {"attend_at_most", S | P | L | SEATS,
                             "each of %p attends or presents at most %l of %s"},
    [CAMP_ATTEND_AT_LEAST] = {"attend_at_least", S | P | L | SEATS,
                              "each of %p attends or presents at least %l of %s"},
    [CAMP_CREDIT_AT_LEAST] = {"credit_at_least", S | P | L | SEATS,
                              "each of %p earns at least %l of credit in %s"},
    [CAMP_BUSY_AT_LEAST] = {"busy_at_least", S | P | L | SEATS,
                            "each of %p is in a run of %s in at least %l open slots"},
    [CAMP_AWAY_AT_MOST] = {"away_at_most", P | L | SEATS, "at most %l of %p are away in every slot"},
    [CAMP_RUN_AT_MOST] = {"run_at_most", S | P | L | SEATS, "at most %l of %p in every run of %s"},
    [CAMP_RUN_AT_LEAST] = {"run_at_least", S | P | L | SEATS, "at least %l of %p in every run of %s"},
    [CAMP_SAME_RUN] = {"same_run", S | P | SEATS,
                       "all of %p are in the same run of each of %s, or none of them"},
    [CAMP_SERIES] = {"series", S | P | SEATS, "whoever of %p attends one of %s attends all of them"},
};

const char *camp_rule_word(camp_rule_kind kind) {
    return kinds[kind].word;
}

unsigned camp_rule_uses(camp_rule_kind kind) {
    return kinds[kind].uses;
}

/* "kind:external" as it stands in the cell, or what an empty cell means. */
static const char *selection(camp_arena *arena, const char *text, const char *all) {
    if (!*text || strcmp(text, "*") == 0) return all;
    return camp_arena_printf(arena, "\"%s\"", text);
}

const char *camp_rule_text(camp_arena *arena, const camp_event *event, const camp_rule *rule) {
    (void)event;
    const char *text = kinds[rule->kind].text, *sentence = "";
    for (const char *next; (next = strchr(text, '%')) != NULL; text = next + 2) {
        const char *part = next[1] == 's'   ? selection(arena, rule->sessions_text, "all sessions")
                           : next[1] == 'p' ? selection(arena, rule->people_text, "all people")
                                            : camp_arena_printf(arena, "%.10g", rule->limit);
        sentence = camp_arena_printf(arena, "%s%.*s%s", sentence, (int)(next - text), text, part);
    }
    return camp_arena_printf(arena, "%s%s", sentence, text);
}
