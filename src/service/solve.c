/* SPDX-License-Identifier: GPL-3.0-or-later */
/* solve.c - event -> board. What the solver hands over is checked here by the judge of src/board, which
 * shares no code with it, before anybody sees it: a wrong board is a mistake of ours and never a result. */
#include "base/clock.h"
#include "base/threads.h"
#include "service/guard.h"
#include "solver.h"
#include <math.h>

#define USUAL_TIME_S 30
static const double FIRST_BOARD_SHARE = 2.0 / 3, LEAST_TIME_S = 0.1;

camp_solve_options camp_solve_defaults(void) {
    return (camp_solve_options){.time_s = USUAL_TIME_S, .seed = 1};
}

static camp_status check_options(const camp_solve_options *options, camp_report *report) {
    if (isnan(options->time_s)) {
        camp_guard_say(report, "E_ARGUMENT", "time_s is not a number; expected seconds, or 0 for no limit");
        return CAMP_BAD_ARGUMENT;
    }
    if (!(options->gap >= 0)) {
        camp_guard_say(report, "E_ARGUMENT", "gap is %g; expected 0 or more, such as 0.01 for 1 %%",
                       options->gap);
        return CAMP_BAD_ARGUMENT;
    }
    if (options->threads < 0) {
        camp_guard_say(report, "E_ARGUMENT", "threads is %d; expected 0 (all) or more", options->threads);
        return CAMP_BAD_ARGUMENT;
    }
    return CAMP_OK;
}

/* A board that has left the solver. */
typedef struct made_board {
    const camp_event *event;
    camp_board *board;
    camp_report *report;
} made_board;

static camp_status say_reasons(void *user, camp_arena *arena) {
    made_board *made = user;
    (void)arena; /* the board's own */
    camp_solver_reasons(made->event, made->board);
    return CAMP_OK;
}

static camp_status judge(void *user, camp_arena *arena) {
    made_board *made = user;
    size_t n = camp_board_check(made->event, made->board, "", made->report, arena) +
               camp_board_check_score(made->event, made->board, "", made->report, arena);
    return n == 0 ? CAMP_OK : CAMP_INTERNAL;
}

static camp_status finish(made_board *made) {
    camp_status status = camp_guard_in(&made->board->arena, say_reasons, made);
    if (status == CAMP_OK) status = camp_guard(judge, made);
    return status;
}

/* While no board is known, the last third of the time belongs to the search for the reason. */
typedef struct patience {
    const camp_solve_options *asked;
    camp_flag has_board;
    double end; /* of the time for a first board */
} patience;

static bool is_enough(void *user) {
    patience *own = user;
    if (own->asked->stop && own->asked->stop(own->asked->user)) return true;
    return !camp_flag_get(&own->has_board) && camp_clock_now() >= own->end;
}

static void see(void *user, const camp_progress *progress) {
    patience *own = user;
    if (progress->has_board) camp_flag_set(&own->has_board, 1);
    if (own->asked->progress) own->asked->progress(own->asked->user, progress);
}

static camp_status solve(const camp_event *event, const camp_solve_options *options, camp_report *report,
                         camp_outcome *outcome, camp_board **board) {
    camp_outcome result = CAMP_NONE_FOUND;
    camp_board *found = NULL;
    uint64_t work = 0;
    double start = camp_clock_now(), most = options->time_s > 0 ? options->time_s : INFINITY;
    patience own = {.asked = options, .end = start + FIRST_BOARD_SHARE * most};
    camp_solve_options watched = *options;
    watched.stop = is_enough, watched.progress = see, watched.user = &own;
    camp_status status = camp_solver_run(event, &watched, &result, &found, &work);
    if (status != CAMP_OK) return camp_guard_tell(report, status, "the search for a board");
    if (result == CAMP_FOUND) {
        made_board made = {event, found, report};
        status = finish(&made);
        if (status != CAMP_OK) {
            camp_board_free(found);
            return camp_guard_tell(report, status, "the check of the board");
        }
        *board = found;
    } else {
        camp_solve_options rest = *options;
        if (options->time_s > 0) rest.time_s = fmax(start + most - camp_clock_now(), LEAST_TIME_S);
        (void)camp_solver_explain(event, &rest, result == CAMP_NO_BOARD, report);
    }
    *outcome = result;
    return CAMP_OK;
}

camp_status camp_solve(const camp_event *event, const camp_solve_options *options, camp_report *report,
                       camp_outcome *outcome, camp_board **board) {
    camp_solve_options usual = camp_solve_defaults();
    if (!options) options = &usual;
    camp_report *own = report ? NULL : camp_report_new();
    if (!report) report = own;
    if (!report) return CAMP_NO_MEMORY;
    camp_status status = check_options(options, report);
    if (status == CAMP_OK) status = solve(event, options, report, outcome, board);
    camp_report_free(own);
    return status;
}
