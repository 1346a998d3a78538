/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_rules.c - rules.csv: which cells each rule uses stands in the table of rule_text.c. */
#include "event/read.h"
#include "event/rule_kinds.h"

enum { RULE, SESSIONS, PEOPLE, LIMIT, PRIORITY };
static const char *const columns[] = {"rule", "sessions", "people", "limit", "priority"};

/* The nearest rule, or all of them. */
static const char *hint_of(camp_arena *arena, const char *const *words, camp_span cell) {
    const char *hint = camp_words_hint(arena, words, CAMP_RULE_KINDS, cell);
    if (*hint) return hint;
    for (int k = 0; k < CAMP_RULE_KINDS; k++)
        hint = camp_arena_printf(arena, "%s%s%s", hint, k ? ", " : "; there are ", words[k]);
    return hint;
}

/* The kind of a rule, or CAMP_RULE_KINDS after an error. */
static camp_rule_kind kind_of(const camp_sheet *sheet) {
    camp_arena *scratch = &sheet->reading->scratch;
    const char *words[CAMP_RULE_KINDS];
    camp_span cell = camp_cell(sheet, RULE), folded = camp_text_fold(scratch, cell);
    for (int k = 0; k < CAMP_RULE_KINDS; k++) {
        words[k] = camp_rule_word((camp_rule_kind)k);
        if (camp_span_equal(folded, camp_span_of(words[k]))) return (camp_rule_kind)k;
    }
    if (cell.n == 0)
        camp_sheet_error(sheet, RULE, "E_EMPTY_CELL", "rule is empty; write which rule it is, such as apart");
    else
        camp_sheet_error(sheet, RULE, "E_UNKNOWN_RULE", "%s is not the name of a rule%s",
                         camp_quoted(scratch, cell), hint_of(scratch, words, cell));
    return CAMP_RULE_KINDS;
}

static void check_unused(const camp_sheet *sheet, int column, bool used, camp_rule_kind kind) {
    camp_span cell = camp_cell(sheet, column);
    if (used || cell.n == 0) return;
    camp_sheet_error(sheet, column, "E_UNUSED_CELL", "%s does not use %s (%s); leave the cell empty",
                     camp_rule_word(kind), columns[column], camp_quoted(&sheet->reading->scratch, cell));
}

static void read_rule(camp_sheet *sheet) {
    camp_reading *reading = sheet->reading;
    camp_event *event = reading->event;
    camp_rule_kind kind = kind_of(sheet);
    if (kind == CAMP_RULE_KINDS) return;
    unsigned uses = camp_rule_uses(kind);
    CAMP_ROOM_FOR_ONE(reading->arena, event->rules, event->n_rules, reading->cap_rules);
    camp_rule *rule = &event->rules[event->n_rules++];
    rule->kind = kind;
    rule->line = sheet->row->line;
    rule->sessions_text = camp_cell_text(sheet, SESSIONS);
    rule->people_text = camp_cell_text(sheet, PEOPLE);
    rule->limit = camp_cell_number(sheet, LIMIT, 0.0, CAMP_MOST_AMOUNT, false);
    rule->priority = (int)camp_cell_number(sheet, PRIORITY, 1.0, CAMP_MOST_AMOUNT, true);
    check_unused(sheet, SESSIONS, uses & CAMP_USES_SESSIONS, kind);
    check_unused(sheet, PEOPLE, uses & CAMP_USES_PEOPLE, kind);
    check_unused(sheet, LIMIT, uses & CAMP_USES_LIMIT, kind);
    if ((uses & CAMP_USES_LIMIT) && camp_cell(sheet, LIMIT).n == 0)
        camp_sheet_error(sheet, LIMIT, "E_MISSING_LIMIT", "%s needs a limit; write a number of 0 or more",
                         camp_rule_word(kind));
    if (event->tally && (uses & CAMP_COUNTS_SEATS))
        camp_sheet_error(
            sheet, RULE, "E_TALLY_RULE",
            "%s counts who sits where, but votes.csv holds anonymous dots; take the rule out or use "
            "ballots with a person column",
            camp_rule_word(kind));
    /* An empty cell means everything, also where the rule does not use it. */
    if ((uses & CAMP_USES_SESSIONS) || camp_cell(sheet, SESSIONS).n == 0) {
        camp_selection chosen = camp_select(sheet, SESSIONS, false);
        rule->sessions = chosen.all;
        rule->items = chosen.items;
        rule->n_items = chosen.n_items;
    }
    if ((uses & CAMP_USES_PEOPLE) || camp_cell(sheet, PEOPLE).n == 0)
        rule->people = camp_select(sheet, PEOPLE, true).all;
}

void camp_read_rules(camp_reading *reading, const camp_file *file) {
    camp_sheet sheet = {.reading = reading,
                        .columns = columns,
                        .n_columns = PRIORITY + 1,
                        .n_required = 1,
                        .read = read_rule};
    camp_sheet_read(&sheet, file);
}
