/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_score.c - what a board says about itself, against what is counted:
 *
 *   seated     seats of the run (with anonymous dots: the rounded turnout)
 *   unplaced   exactly the sessions without a run
 *   matched, served      as counted, within 1e-6 relatively
 *   bound >= matched     within 1e-6 max(1, matched);    served_bound >= served
 *   gap        (bound - matched) / max(matched, 1e-9)
 *   proven     only with bound = matched as written, gap = 0 and served_bound = served
 *
 * A board for anonymous dots written by somebody else may not say where the dots sit; then nothing can be
 * counted and the numbers are taken as they are written (W_DOTS).
 */
#include "board/view.h"

#include <math.h>

static bool close_to(double a, double b) {
    return fabs(a - b) <= 1e-6 * fmax(fabs(a), fabs(b)) + 1e-9;
}

/* The board's own words: of its file, or else of its score. */
static camp_stated stated_by(const camp_board *board) {
    if (board->stated) return *board->stated;
    camp_score s = board->score;
    return (camp_stated){.matched = s.matched,
                         .served = (double)s.served,
                         .served_bound = (double)s.served_bound,
                         .bound = s.bound,
                         .gap = s.gap,
                         .proven = s.proven,
                         .proven_given = true,
                         .dots_seated = true};
}

static void check_seated(const camp_event *event, const camp_board *board, const camp_stated *stated,
                         const camp_count *count, camp_findings *f) {
    if (!stated->seated || (event->tally && !stated->dots_seated)) return;
    for (int r = 0; r < board->n_runs; r++) {
        double wrong = fabs(stated->seated[r] - (event->tally ? count->run_turnout[r] : count->run_seats[r]));
        if (wrong <= (event->tally ? 0.5 + 1e-6 : 0) || !camp_found(f)) continue; /* NAN is wrong too */
        if (event->tally)
            camp_tell(f, "V_SEATED", "%s: \"seated\" is %.10g, but %.1f are expected",
                      camp_say_run(event, f->arena, &board->runs[r]), stated->seated[r],
                      count->run_turnout[r]);
        else
            camp_tell(f, "V_SEATED", "%s: \"seated\" is %.10g, but %d are seated",
                      camp_say_run(event, f->arena, &board->runs[r]), stated->seated[r], count->run_seats[r]);
    }
}

static void check_unplaced(const camp_event *event, const camp_board *board, const camp_stated *stated,
                           camp_findings *f) {
    if (!stated->unplaced) return;
    bool *placed = CAMP_NEW(f->arena, bool, event->n_sessions);
    for (int r = 0; r < board->n_runs; r++)
        placed[board->runs[r].session] = true;
    for (int s = 0; s < event->n_sessions; s++) {
        if (stated->unplaced[s] == !placed[s] || !camp_found(f)) continue;
        const char *name = camp_say_session(event, f->arena, s);
        if (placed[s])
            camp_tell(f, "V_UNPLACED", "%s is on the board, but also listed in \"unplaced\"", name);
        else if (!stated->unplaced[s])
            camp_tell(f, "V_UNPLACED", "%s has no run, but is not listed in \"unplaced\"", name);
        else
            camp_tell(f, "V_UNPLACED", "%s is listed %d times in \"unplaced\"", name, stated->unplaced[s]);
    }
}

/* Whether all parts of the score are there. */
static bool score_complete(const camp_stated *s, camp_findings *f) {
    const struct {
        const char *name;
        double value;
    } parts[] = {{"matched", s->matched},
                 {"served", s->served},
                 {"served_bound", s->served_bound},
                 {"bound", s->bound},
                 {"gap", s->gap}};
    bool complete = true;
    for (int i = 0; i < 5; i++) {
        if (!isnan(parts[i].value)) continue;
        complete = false;
        if (camp_found(f)) camp_tell(f, "V_FORMAT", "\"score\" has no number \"%s\"", parts[i].name);
    }
    if (!s->proven_given && camp_found(f))
        camp_tell(f, "V_FORMAT", "\"proven\" in \"score\" is not true or false");
    return complete;
}

static void check_counted(const camp_stated *s, double matched, double served, camp_findings *f) {
    if (!close_to(s->matched, matched) && camp_found(f))
        camp_tell(f, "V_MATCHED", "the board says that %.10g are matched, but %.10g are", s->matched,
                  matched);
    if (!close_to(s->served, served) && camp_found(f))
        camp_tell(f, "V_SERVED", "the board says that %.10g are served, but %.10g are", s->served, served);
}

static void check_bounds(const camp_stated *s, double matched, double served, camp_findings *f) {
    double gap = (s->bound - matched) / fmax(matched, 1e-9);
    if (s->bound < matched - 1e-6 * fmax(1, matched) && camp_found(f))
        camp_tell(f, "V_BOUND", "the bound %.10g is below what is matched, %.10g", s->bound, matched);
    if (fabs(s->gap - gap) > 1e-6 * fmax(1, gap) && camp_found(f))
        camp_tell(f, "V_GAP", "the board says that the gap is %.10g, but it is %.10g", s->gap, gap);
    if (s->served_bound < served - 1e-6 && camp_found(f))
        camp_tell(f, "V_BOUND", "served_bound %.10g is below what is served, %.10g", s->served_bound, served);
    if (!s->proven) return;
    if ((s->bound < s->matched || s->bound > s->matched || s->gap < 0 || s->gap > 0) && camp_found(f))
        camp_tell(f, "V_PROVEN",
                  "the board says that it is proven, but bound %.10g is not matched %.10g with gap 0",
                  s->bound, s->matched);
    if (!close_to(s->served_bound, served) && camp_found(f))
        camp_tell(f, "V_PROVEN",
                  "the board says that it is proven, but served %.10g is below served_bound %.10g", served,
                  s->served_bound);
}

static void check_score(const camp_event *event, const camp_stated *s, const camp_count *count,
                        camp_findings *f) {
    if (!score_complete(s, f)) return;
    bool countable = !event->tally || s->dots_seated;
    double matched = countable ? count->matched : s->matched,
           served = countable ? (double)count->served : s->served;
    if (!countable && f->report)
        camp_report_add(
            f->report, CAMP_WARNING, "W_DOTS", (camp_place){f->file, 0, 0, ""},
            "the board does not say where the anonymous dots sit (\"expected\"), so what is matched is "
            "taken as written");
    check_counted(s, matched, served, f);
    check_bounds(s, matched, served, f);
}

size_t camp_board_check_score(const camp_event *event, const camp_board *board, const char *file,
                              camp_report *report, camp_arena *arena) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_findings findings = {report, file, &scratch, 0};
    camp_stated stated = stated_by(board);
    camp_count count = camp_board_count(event, board, &scratch);
    check_seated(event, board, &stated, &count, &findings);
    check_unplaced(event, board, &stated, &findings);
    check_score(event, &stated, &count, &findings);
    camp_arena_free(&scratch);
    return stated.misfits + findings.n;
}
