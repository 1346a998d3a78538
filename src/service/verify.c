/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verify.c - a written board against its event: read, checked, counted, all by src/board. */
#include "board/board.h"
#include "service/guard.h"

typedef struct written_board {
    const camp_event *event;
    const char *file;
    const camp_board *board;
    camp_report *report;
    size_t violations;
} written_board;

static camp_status check(void *user, camp_arena *arena) {
    written_board *w = user;
    w->violations = camp_board_check(w->event, w->board, w->file, w->report, arena);
    w->violations += camp_board_check_score(w->event, w->board, w->file, w->report, arena);
    return CAMP_OK;
}

camp_status camp_verify(const camp_event *event, const char *file, const void *bytes, size_t size,
                        camp_report *report, bool *valid, camp_board **board) {
    camp_status status = CAMP_OK;
    camp_report *own = report ? NULL : camp_report_new();
    if (!report) report = own;
    if (!report) return CAMP_NO_MEMORY;
    camp_board *made = camp_board_read(event, file, bytes, size, report, &status);
    written_board w = {event, file, made, report, 0};
    if (made) status = camp_guard(check, &w);
    if (status == CAMP_OK) {
        *valid = w.violations == 0;
        if (board && *valid) {
            *board = made;
            made = NULL;
        }
    }
    camp_board_free(made);
    status = camp_guard_tell(report, status, file);
    camp_report_free(own);
    return status;
}
