/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random_test.c - everything that reports a bound or a board, against the best board of random events.
 *
 *   random_test FILE      a file of cases (cases.h) that random_test.py made and another solver solved
 *
 * For every event, with `best` what the other solver found:
 *
 *   our direct program            the same best board; without one row of rules.csv never less
 *   trivial bound, relaxation     never below the best
 *   patterns                      bound never below the best: after every step, with a pricing that may look
 * at 1, 5 or 50 nodes, under any limit of work, and told to stop at any moment search boards are valid, and
 * never above the best the solver as a whole         all of this, in every line of progress too; `proven`
 * only for a best board; no board only where none exists
 *
 * The last line counts what was looked at, so that the caller can see that it was enough.
 */
#include "base/file.h"
#include "base/threads.h"
#include "cases.h"
#include "pattern_close.h"
#include "search.h"
#include "solver.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_LINES = 4000, DIRECT_WORK = 20000, MOST_TOLD = 20, DIRECT_COLUMNS = 2500, STEPS = 12 };

typedef struct line {
    bool has_board;
    camp_score score;
} line;

typedef struct counts {
    int events, boards, large, direct, proven, none, pattern_bounds, tighter, cut, closed, search_boards,
        lines;
    int binding[CAMP_RULE_KINDS], present[CAMP_RULE_KINDS];
} counts;

typedef struct tester {
    const char *text;
    int faults;
    counts n;
    line lines[MOST_LINES]; /* of progress, of one solve */
    int n_lines;
    /* of the event at hand */
    const brute_case *c;
    camp_event *event;
    camp_arena *arena;
    bool small;          /* our own direct program is solved too */
    camp_board *optimum; /* ... and this is its board */
    double *most_under;  /* best matched where at least so many are served; NAN: not asked yet */
} tester;

static double tolerance(const tester *t) {
    return 1e-6 * fmax(1, t->c->whole.matched); /* what another solver prints is not more exact */
}

static void blame(tester *t, const char *what, double found, double expected) {
    if (t->faults++ < MOST_TOLD)
        printf("event %s: %s: found %.12g, but the best board says %.12g\n", t->c->name, what, found,
               expected);
}

/* ---------------------------------------------------------------- the direct program */

static bool above(best a, best b, double margin) {
    if (!a.exists || !b.exists) return a.exists && !b.exists;
    return a.served > b.served || (a.served == b.served && a.matched > b.matched + margin);
}

static bool differ(best a, best b, double margin) {
    return above(a, b, margin) || above(b, a, margin);
}

static void look_at_rules(tester *t) {
    camp_direct direct;
    camp_program_result result;
    bool *skip = CAMP_NEW(t->arena, bool, t->event->n_rules);
    for (int i = 0; i < t->event->n_rules; i++) {
        skip[i] = true;
        best without = camp_case_best(t->event, (camp_direct_options){.skip_rule = skip}, DIRECT_WORK,
                                      &direct, &result, t->arena);
        skip[i] = false;
        if (isnan(without.matched)) continue;
        if (above(t->c->whole, without, tolerance(t)))
            blame(t, camp_rule_word(t->event->rules[i].kind), without.matched, t->c->whole.matched);
        t->n.present[t->event->rules[i].kind]++;
        t->n.binding[t->event->rules[i].kind] += differ(t->c->whole, without, tolerance(t));
    }
}

static void look_at_direct(tester *t) {
    camp_direct direct;
    camp_program_result result;
    best own = camp_case_best(t->event, (camp_direct_options){0}, DIRECT_WORK, &direct, &result, t->arena);
    if (isnan(own.matched)) return; /* not solved in so much work */
    t->n.direct++;
    if (differ(own, t->c->whole, tolerance(t)))
        blame(t, "our direct program", own.exists ? own.matched : -1,
              t->c->whole.exists ? t->c->whole.matched : -1);
    else if (own.exists && result.x)
        t->optimum = camp_direct_board(&direct, result.x);
    look_at_rules(t);
}

/* The best matched where at least so many are served; fewer served may match more. */
static double most_matched(tester *t, long served) {
    if (served >= t->c->whole.served || !t->small || t->event->floor == 0) return t->c->whole.matched;
    if (!t->most_under) {
        t->most_under = CAMP_NEW(t->arena, double, t->c->whole.served + 1);
        for (long i = 0; i <= t->c->whole.served; i++)
            t->most_under[i] = NAN;
    }
    if (isnan(t->most_under[served])) {
        camp_direct direct;
        camp_direct_options options = {.goal = CAMP_GOAL_MATCHED, .served_at_least = served};
        camp_program_result result = camp_case_solve(&direct, t->event, &options, DIRECT_WORK, t->arena);
        bool solved = result.status == CAMP_PROGRAM_OPTIMAL;
        t->most_under[served] = solved ? result.value + direct.offset : t->c->whole.matched;
    }
    return t->most_under[served];
}

static void look_at_relaxation(tester *t) {
    camp_direct direct;
    double most = most_matched(t, 0);
    camp_program_limits limits = {.until = INFINITY};
    camp_direct_make(&direct, t->event, &(camp_direct_options){.goal = CAMP_GOAL_MATCHED}, t->arena);
    for (limits.work = 0; limits.work < 40; limits.work = 3 * limits.work + 1) { /* 0: no limit */
        double bound = camp_program_relax(&direct.program, &limits, NULL).bound + direct.offset;
        if (!(bound >= most - tolerance(t))) blame(t, "relaxation", bound, most);
    }
    if (camp_trivial_bound(t->event) < most - tolerance(t))
        blame(t, "trivial bound", camp_trivial_bound(t->event), most);
    if (camp_trivial_served(t->event) < t->c->whole.served)
        blame(t, "trivial bound on served", (double)camp_trivial_served(t->event),
              (double)t->c->whole.served);
}

/* ---------------------------------------------------------------- patterns, the pricing weakened */

static bool count_down(void *user) {
    int *left = user;
    return --*left < 0;
}

static void look_at_bound(tester *t, const camp_patterns *patterns, const char *what) {
    t->n.pattern_bounds += isfinite(patterns->bound);
    double most = most_matched(t, 0); /* whatever is served */
    if (!(patterns->bound >= most - tolerance(t))) blame(t, what, patterns->bound, most);
}

static bool all_whole(const camp_event *event) {
    bool whole = true;
    for (long j = 0; j < event->vote_start[event->n_people]; j++)
        whole = whole && event->vote_weight[j] == floor(event->vote_weight[j]);
    return whole;
}

/* The gap closed for a board of this value, or as far as the work goes. */
static void look_at_closing(tester *t, const camp_patterns *patterns, double value, uint64_t work) {
    double most = most_matched(t, 0);
    camp_program_limits limits = {.until = INFINITY, .work = work};
    camp_pattern_closing closing =
        camp_patterns_close(patterns, value, all_whole(t->event), &limits, t->arena);
    if (!(closing.bound >= most - tolerance(t))) blame(t, "patterns, closed", closing.bound, most);
    if (work && closing.work > work) blame(t, "work of a closing", (double)closing.work, (double)work);
    t->n.closed += closing.complete;
    if (!closing.board) return;
    camp_count count = camp_board_count(t->event, closing.board, t->arena);
    bool valid = camp_board_check(t->event, closing.board, "", NULL, t->arena) == 0;
    if (valid && count.matched > most + tolerance(t)) blame(t, "board of a closing", count.matched, most);
    if (valid && count.matched > closing.bound + tolerance(t))
        blame(t, "bound of a closing, its board", closing.bound, count.matched);
    camp_board_free(closing.board);
}

/* most_nodes: of every exact pricing; 0: as it comes. wide: as if there were many rooms. The bound after
 * every step, and the last one a number, so that something was said. */
static void look_at_pricing(tester *t, const camp_board *board, uint64_t most_nodes, uint64_t work,
                            bool wide) {
    camp_patterns patterns;
    camp_patterns_make(&patterns, camp_problem_make(t->event, t->arena), t->arena);
    patterns.node_limit = most_nodes;
    if (wide) patterns.many_rooms = 1;
    camp_patterns_seed(&patterns, board);
    camp_program_limits limits = {.until = INFINITY, .work = work};
    for (int step = 0; step < STEPS; step++, limits.work *= 2) {
        camp_patterns_improve(&patterns, 0, &limits);
        look_at_bound(t, &patterns, most_nodes ? "patterns, weak pricing" : "patterns");
        if (step % 4 == 3) look_at_closing(t, &patterns, t->c->whole.matched * (step < 8 ? 1 : 0.8), work);
    }
    look_at_closing(t, &patterns, floor(t->c->whole.matched) - 1, 50000);
    if (!isfinite(patterns.bound))
        blame(t, "patterns have no bound at all", patterns.bound, t->c->whole.matched);
    camp_patterns_close_pricings(&patterns);
    t->n.tighter += patterns.bound < camp_trivial_bound(t->event) - tolerance(t);
}

/* Told to stop when it asks for the k-th time. */
static void look_at_stops(tester *t, const camp_board *board) {
    for (int k = 0; k < 60; k = 2 * k + 1) {
        int left = k;
        camp_patterns patterns;
        camp_patterns_make(&patterns, camp_problem_make(t->event, t->arena), t->arena);
        camp_patterns_seed(&patterns, board);
        if (k % 4 == 3) patterns.many_rooms = 1;
        camp_program_limits limits = {.until = INFINITY, .stop = count_down, .user = &left};
        camp_patterns_improve(&patterns, 0, &limits);
        camp_patterns_close_pricings(&patterns);
        t->n.cut += left < 0;
        look_at_bound(t, &patterns, "patterns, stopped");
    }
}

static void look_at_patterns(tester *t, const camp_board *board) {
    static const uint64_t weak[] = {0, 1, 5, 50};
    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
        for (uint64_t work = 1; work <= 100; work *= 100)
            for (int wide = 0; wide < 2; wide++)
                look_at_pricing(t, board, weak[i], work, wide);
    look_at_stops(t, board);
}

/* ---------------------------------------------------------------- boards */

static void look_at_board(tester *t, const camp_board *board, const char *what) {
    camp_count count = camp_board_count(t->event, board, t->arena);
    if (camp_board_check(t->event, board, what, NULL, t->arena))
        blame(t, what, count.matched, t->c->whole.matched);
    if (above((best){true, count.served, count.matched}, t->c->whole, tolerance(t)))
        blame(t, what, count.matched, t->c->whole.matched);
}

/* A valid board from the search alone, or NULL. */
static camp_board *look_at_search(tester *t) {
    camp_board *found = NULL;
    camp_problem_data *problem = camp_problem_make(t->event, t->arena);
    for (int number = 0; number < 2; number++) {
        camp_search *search = camp_search_make(problem, t->arena, 1, number);
        camp_search_construct(search);
        camp_search_anneal(search, 300, 0.5);
        if (!search->has_best) continue;
        camp_board_free(found);
        found = camp_state_board(search->best);
        look_at_board(t, found, "board of the search");
        t->n.search_boards++;
    }
    return found;
}

/* ---------------------------------------------------------------- the solver as a whole */

static void look_at_score(tester *t, const camp_score *score, bool has_board, const char *what) {
    const best *whole = &t->c->whole;
    double most = most_matched(t, has_board ? score->served : whole->served), margin = tolerance(t);
    if (has_board && above((best){true, score->served, score->matched}, *whole, margin))
        blame(t, what, score->matched, whole->matched);
    if (score->served_bound < whole->served)
        blame(t, "bound on served", (double)score->served_bound, (double)whole->served);
    if (!(score->bound >= most - margin)) blame(t, "bound of the solver", score->bound, most);
    bool is_best = score->served == whole->served && score->matched >= whole->matched - margin;
    if (score->proven && (!has_board || !is_best)) blame(t, "proven", score->matched, whole->matched);
    if (score->proven && score->bound > score->matched)
        blame(t, "proven, but with a gap", score->bound, score->matched);
}

static void hear(void *user, const camp_progress *progress) {
    tester *t = user;
    if (t->n_lines < MOST_LINES) t->lines[t->n_lines++] = (line){progress->has_board, progress->score};
}

static void look_at_solver(tester *t, uint64_t work) {
    t->n_lines = 0;
    camp_solve_options options = {
        .work = work, .seed = 1 + work % 7, .threads = 1, .progress = hear, .user = t};
    camp_outcome outcome = CAMP_NONE_FOUND;
    camp_board *board = NULL;
    uint64_t spent = 0;
    if (camp_solver_run(t->event, &options, &outcome, &board, &spent) != CAMP_OK)
        blame(t, "solver failed", 0, 1);
    if (outcome != CAMP_NONE_FOUND && (outcome == CAMP_FOUND) != t->c->whole.exists)
        blame(t, "whether a board exists", outcome == CAMP_FOUND, t->c->whole.exists);
    t->n.none += outcome == CAMP_NO_BOARD;
    for (int i = 0; i < t->n_lines && t->c->whole.exists; i++)
        look_at_score(t, &t->lines[i].score, t->lines[i].has_board, "board in a line of progress");
    t->n.lines += t->n_lines;
    if (board) {
        look_at_board(t, board, "board of the solver");
        look_at_score(t, &board->score, true, "score of the solver");
        t->n.proven += board->score.proven;
    }
    camp_board_free(board);
}

/* ---------------------------------------------------------------- all events */

static void look_at_event(tester *t) {
    static const uint64_t work[] = {20, 60, 200, 1000, 20000};
    t->small = camp_direct_size(t->event) <= DIRECT_COLUMNS;
    t->n.events++, t->n.boards += t->c->whole.exists, t->n.large += !t->small;
    if (t->small) look_at_direct(t);
    camp_board *board = look_at_search(t);
    for (size_t i = 0; i < sizeof work / sizeof *work; i++)
        look_at_solver(t, work[i]);
    if (t->c->whole.exists) {
        look_at_relaxation(t);
        camp_board empty = {.n_runs = 0};
        look_at_patterns(t, t->optimum ? t->optimum : board ? board : &empty);
        if (board && t->optimum) look_at_patterns(t, board);
    }
    camp_board_free(board);
    camp_board_free(t->optimum);
}

static void run_case(tester *t, const brute_case *c) {
    camp_arena arena;
    camp_arena_init(&arena);
    t->c = c, t->arena = &arena, t->optimum = NULL, t->most_under = NULL;
    t->event = camp_case_event(c->name, c->files, c->n_files);
    if (!t->event)
        blame(t, "the event cannot be read", 0, 1);
    else if (setjmp(arena.recover))
        blame(t, "no memory", 0, 1);
    else
        look_at_event(t);
    camp_event_free(t->event);
    camp_arena_free(&arena);
}

static void run_cases(void *user, int i) {
    (void)i;
    tester *t = user;
    brute_case *c = calloc(1, sizeof *c);
    if (!c) t->faults++;
    for (const char *text = t->text; text && c;) {
        text = camp_case_read(c, text);
        run_case(t, c);
    }
    free(c);
}

static void tell(const tester *t) {
    const counts *n = &t->n;
    for (int kind = 0; kind < CAMP_RULE_KINDS; kind++)
        printf("rule %s %d %d\n", camp_rule_word((camp_rule_kind)kind), n->present[kind], n->binding[kind]);
    printf("events %d\nboards %d\nlarge %d\ndirect %d\nproven %d\nnone %d\npattern_bounds %d\ntighter "
           "%d\ncut %d\nclosed %d\n"
           "search_boards %d\nlines %d\nfaults %d\n",
           n->events, n->boards, n->large, n->direct, n->proven, n->none, n->pattern_bounds, n->tighter,
           n->cut, n->closed, n->search_boards, n->lines, t->faults);
}

int main(int argc, char **argv) {
    camp_arena arena;
    camp_arena_init(&arena);
    tester *t = calloc(1, sizeof *t);
    char *text;
    size_t size;
    if (argc != 2 || !t || setjmp(arena.recover) ||
        camp_file_read(&arena, argv[1], &text, &size) != CAMP_OK) {
        fprintf(stderr, "Usage: random_test FILE-OF-CASES\n");
        return 2;
    }
    t->text = text;
    bool ran = camp_threads_run(1, 1, run_cases, NULL, t); /* GLPK needs a thread of the library's own */
    tell(t);
    int faults = ran ? t->faults : 1;
    free(t);
    camp_arena_free(&arena);
    return faults ? 1 : 0;
}
