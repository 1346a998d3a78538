/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz.c - what holds for every problem that is told, whatever the input was. */
#include "fuzz.h"
#include "base/text.h"
#include <string.h>

enum { LONGEST_MESSAGE = 4000 }; /* bytes: a message must stay readable, however long a cell is */

void camp_fuzz_report(const camp_report *report) {
    for (size_t i = 0; i < camp_report_size(report); i++) {
        const camp_problem *problem = camp_report_get(report, i);
        size_t n = strlen(problem->message);
        FUZZ_ASSERT(strchr("EWV", problem->code[0]) && problem->code[1] == '_');
        FUZZ_ASSERT(n > 0 && n < LONGEST_MESSAGE);
        FUZZ_ASSERT(camp_text_valid(problem->message, n) == n);
        FUZZ_ASSERT(problem->line >= 0 && problem->column >= 0);
        FUZZ_ASSERT(problem->line == 0 || *problem->file);
    }
}
