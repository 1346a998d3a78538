/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guard.c - setjmp at the border of the library. Kept apart so that no variable lives across the jump. */
#include "service/guard.h"
#include "base/report.h"
#include <stdarg.h>
#include <stdio.h>

camp_status camp_guard_in(camp_arena *arena, camp_guarded *work, void *user) {
    if (setjmp(arena->recover)) return CAMP_NO_MEMORY;
    return work(user, arena);
}

camp_status camp_guard(camp_guarded *work, void *user) {
    camp_arena arena;
    camp_arena_init(&arena);
    camp_status status = camp_guard_in(&arena, work, user);
    camp_arena_free(&arena);
    return status;
}

void camp_guard_say(camp_report *report, const char *code, const char *format, ...) {
    if (!report) return;
    char text[1024];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    camp_report_add(report, CAMP_ERROR, code, (camp_place){.file = ""}, "%s", text);
}

camp_status camp_guard_tell(camp_report *report, camp_status status, const char *what) {
    if (status == CAMP_NO_MEMORY)
        camp_guard_say(report, "E_NO_MEMORY", "%s: there is not enough memory", what);
    else if (status == CAMP_INTERNAL)
        camp_guard_say(report, "E_INTERNAL", "%s: a mistake inside Campboard; please tell its makers", what);
    return status;
}
