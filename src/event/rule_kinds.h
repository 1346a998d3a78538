/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rule_kinds.h - which cells of its row a rule uses. */
#ifndef CAMP_RULE_KINDS_H
#define CAMP_RULE_KINDS_H

#include "event/event.h"

enum {
    CAMP_USES_SESSIONS = 1,
    CAMP_USES_PEOPLE = 2,
    CAMP_USES_LIMIT = 4,
    CAMP_COUNTS_SEATS = 8 /* counts seats of people, so it needs ballots with names */
};

unsigned camp_rule_uses(camp_rule_kind kind);

#endif
