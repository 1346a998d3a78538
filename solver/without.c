/* SPDX-License-Identifier: GPL-3.0-or-later */
/* without.c - which rows stand in the way: the event is solved again without them.
 *
 *   counts (explain.c)  ->  without all rows: a board?
 *        yes:  without each single row, rules of low priority first; else the fewest rows that have to go
 * together no:   without must_run of each session, without must_attend for each session; else all of it
 *
 * Only whether a board exists is asked, so these solves know no votes. A board that is found breaks some
 * rows: when it is one, that row is an answer although it was not tried yet. All of it takes at most the time
 * of the solve once more.
 */
#include "base/clock.h"
#include "explain.h"
#include "solver.h"
#include "unvoted.h"
#include "words.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_TOGETHER = 6 }; /* rows that are named together, where it is not proven that they must go */
static const double MOST_SECONDS = 30;

typedef enum row_kind { ROW_RULE, ROW_LOCK, ROW_MUST_RUN, ROW_MUST_ATTEND } row_kind;

/* Something that may be left out: a row of rules.csv or lock.csv, or what must run or be attended of a
 * session. */
typedef struct row {
    row_kind kind;
    int index;    /* rule, lock or session */
    bool out;     /* left out of the next solve */
    bool blamed;  /* without it alone there is a board */
    bool cleared; /* proven: even without it alone there is none */
} row;

typedef struct attempt {
    const camp_event *event;
    const camp_solve_options *options;
    camp_arena *arena;
    camp_report *report;
    size_t reasons;
    bool proven;
    double until, overhead; /* seconds that a solve takes beyond its time */
    row *rows; /* rules by priority, then locks: n_rows; behind them must_run and must_attend: n_all */
    int n_rows, n_all;
    camp_outcome last; /* of the latest solve */
    bool failed;       /* memory ran out */
} attempt;

static bool is_over(const attempt *a) {
    return a->failed || camp_clock_now() + a->overhead >= a->until ||
           (a->options->stop && a->options->stop(a->options->user));
}

/* ---------------------------------------------------------------- the event without some rows */

static void leave_out(camp_event *copy, const camp_event *e, const row *one, camp_arena *arena) {
    int s = one->index;
    if (one->kind == ROW_MUST_RUN) {
        copy->sessions[s].must_run = 0;
        return;
    }
    for (int p = 0; p < e->n_real_people; p++) {
        camp_list must = copy->people[p].must_attend;
        if (!camp_list_has(must, s)) continue;
        int *kept = CAMP_NEW(arena, int, must.n), n = 0;
        for (int i = 0; i < must.n; i++)
            if (must.at[i] != s) kept[n++] = must.at[i];
        copy->people[p].must_attend = (camp_list){n, kept};
    }
}

/* The event without the rows that are out, and without votes: only whether a board exists is asked. */
static camp_event *make_copy(const attempt *a, camp_arena *arena) {
    const camp_event *e = a->event;
    camp_event *copy = camp_event_unvoted(e, arena);
    copy->rules = CAMP_NEW(arena, camp_rule, e->n_rules), copy->n_rules = 0;
    copy->locks = CAMP_NEW(arena, camp_lock_row, e->n_locks), copy->n_locks = 0;
    copy->sessions = CAMP_NEW(arena, camp_session, e->n_sessions);
    copy->people = CAMP_NEW(arena, camp_person, e->n_people);
    if (e->n_sessions) memcpy(copy->sessions, e->sessions, (size_t)e->n_sessions * sizeof *copy->sessions);
    if (e->n_people) memcpy(copy->people, e->people, (size_t)e->n_people * sizeof *copy->people);
    for (int i = 0; i < a->n_all; i++) {
        const row *one = &a->rows[i];
        if (one->kind == ROW_RULE && !one->out)
            copy->rules[copy->n_rules++] = e->rules[one->index];
        else if (one->kind == ROW_LOCK && !one->out)
            copy->locks[copy->n_locks++] = e->locks[one->index];
        else if (one->out)
            leave_out(copy, e, one, arena);
    }
    return copy;
}

/* A board without the rows that are `out`; NULL when none was found in the time. */
static camp_board *solve_without(attempt *a, double seconds) {
    camp_arena arena;
    camp_arena_init_like(&arena, a->arena);
    camp_solve_options options = {.time_s = seconds > 0.01 ? seconds : 0.01,
                                  .work = a->options->work,
                                  .seed = a->options->seed,
                                  .threads = a->options->threads,
                                  .stop = a->options->stop,
                                  .user = a->options->user};
    camp_board *board = NULL;
    uint64_t work = 0;
    a->last = CAMP_NONE_FOUND;
    double start = camp_clock_now();
    camp_event *copy = make_copy(a, &arena);
    if (camp_solver_run(copy, &options, &a->last, &board, &work) != CAMP_OK) a->failed = true;
    camp_arena_free(&arena);
    double over = camp_clock_now() - start - options.time_s;
    if (over > a->overhead) a->overhead = over;
    return a->last == CAMP_FOUND ? board : NULL;
}

/* ---------------------------------------------------------------- rows that a board breaks */

static bool is_seated(const camp_board *board, int person, int run) {
    for (long i = 0; i < board->n_seats; i++)
        if (board->seats[i].person == person && board->seats[i].run == run) return true;
    return false;
}

static bool keeps_lock(const camp_event *e, const camp_board *board, const camp_lock_row *lock) {
    for (int i = 0; i < board->n_runs; i++) {
        const camp_run *run = &board->runs[i];
        if (run->session != lock->session || (lock->slot >= 0 && run->slot != lock->slot) ||
            (lock->room >= 0 && run->room != lock->room))
            continue;
        if (lock->person < 0 || camp_list_has(e->people[lock->person].presents, lock->session) ||
            is_seated(board, lock->person, i))
            return true;
    }
    return false;
}

/* Sets `out` for exactly the rows of rules.csv and lock.csv that the board breaks; returns their number. */
static int mark_broken(attempt *a, const camp_board *board) {
    camp_arena arena;
    camp_arena_init_like(&arena, a->arena);
    bool *broken = CAMP_NEW(&arena, bool, a->event->n_rules);
    int n = 0;
    camp_board_broken_rules(a->event, board, broken, &arena);
    for (int i = 0; i < a->n_rows; i++) {
        row *one = &a->rows[i];
        one->out = one->kind == ROW_RULE ? broken[one->index]
                                         : !keeps_lock(a->event, board, &a->event->locks[one->index]);
        n += one->out;
    }
    camp_arena_free(&arena);
    return n;
}

static void blame_if_alone(attempt *a, const camp_board *board) {
    if (mark_broken(a, board) != 1) return;
    for (int i = 0; i < a->n_rows; i++)
        if (a->rows[i].out) a->rows[i].blamed = true;
}

static void all_in(attempt *a) {
    for (int i = 0; i < a->n_all; i++)
        a->rows[i].out = false;
}

/* ---------------------------------------------------------------- words */

static const char *say_lock(const attempt *a, const camp_lock_row *lock) {
    const camp_event *e = a->event;
    const char *text = camp_word_session(a->arena, e, lock->session);
    if (lock->slot >= 0)
        text = camp_arena_printf(a->arena, "%s in %s", text, camp_word_slot(a->arena, e, lock->slot));
    if (lock->room >= 0)
        text = camp_arena_printf(a->arena, "%s%s %s", text, lock->slot >= 0 ? "," : " in",
                                 camp_word_room(a->arena, e, lock->room));
    if (lock->person >= 0)
        text = camp_arena_printf(a->arena, "%s with %s", text, camp_word_person(a->arena, e, lock->person));
    return text;
}

static const char *say_row(const attempt *a, const row *one) {
    if (one->kind == ROW_RULE) return camp_rule_text(a->arena, a->event, &a->event->rules[one->index]);
    if (one->kind == ROW_LOCK) return say_lock(a, &a->event->locks[one->index]);
    return camp_word_session(a->arena, a->event, one->index);
}

static camp_place place_of(const attempt *a, const row *one) {
    const camp_event *e = a->event;
    if (one->kind == ROW_RULE) return (camp_place){"rules.csv", e->rules[one->index].line, 0, ""};
    if (one->kind == ROW_LOCK) return (camp_place){"lock.csv", e->locks[one->index].line, 0, ""};
    if (one->kind == ROW_MUST_RUN) return (camp_place){"sessions.csv", e->sessions[one->index].line, 0, ""};
    return (camp_place){"people.csv", 0, 0, ""};
}

static void tell(attempt *a, const char *code, camp_place place, const char *text) {
    a->reasons++;
    camp_report_add(a->report, CAMP_ERROR, code, place, "%s", text);
}

static void tell_blamed(attempt *a, const row *one) {
    const char *there = a->proven ? "there is a board" : "a board was found; as it is, none in the time";
    const char *text = say_row(a, one);
    camp_place place = place_of(a, one);
    if (one->kind == ROW_RULE)
        tell(a, "N_RULE", place, camp_arena_printf(a->arena, "%s: without this rule %s", text, there));
    if (one->kind == ROW_LOCK)
        tell(a, "N_LOCK", place, camp_arena_printf(a->arena, "%s: without this lock %s", text, there));
    if (one->kind == ROW_MUST_RUN)
        tell(a, "N_MUST_RUN", place,
             camp_arena_printf(a->arena, "%s: without its \"must_run\" %s", text, there));
    if (one->kind == ROW_MUST_ATTEND)
        tell(a, "N_MUST_ATTEND", place,
             camp_arena_printf(a->arena, "%s: when nobody must attend it, %s", text, there));
}

/* ---------------------------------------------------------------- one row at a time */

/* Tries rows first .. end-1 alone. Returns how many are to blame. */
static int try_each(attempt *a, int first, int end, double until) {
    int n = 0;
    for (int i = first; i < end; i++) {
        row *one = &a->rows[i];
        double left = until - camp_clock_now();
        if (one->blamed) continue;
        if (is_over(a) || left <= 0) break;
        all_in(a);
        one->out = true;
        camp_board *board = solve_without(a, left / (end - i));
        one->cleared = a->last == CAMP_NO_BOARD;
        if (!board) continue;
        one->blamed = true;
        blame_if_alone(a, board);
        camp_board_free(board);
    }
    for (int i = first; i < end; i++) {
        if (a->rows[i].blamed) tell_blamed(a, &a->rows[i]);
        n += a->rows[i].blamed;
    }
    return n;
}

/* ---------------------------------------------------------------- several rows together */

/* From the row of highest priority down, every row stays that can stay with those in front of it. `broken`:
 * by row, what a board breaks that keeps all that stays so far. What has to go is `out` in the end. */
static void keep_what_can_stay(attempt *a, bool *broken) {
    bool *stays = CAMP_NEW(a->arena, bool, a->n_rows);
    int doubtful = 0;
    for (int i = 0; i < a->n_rows; i++)
        doubtful += broken[i];
    for (int i = a->n_rows - 1; i >= 0; i--) {
        stays[i] = !broken[i];
        if (stays[i] || is_over(a)) continue;
        for (int k = 0; k < a->n_rows; k++)
            a->rows[k].out = !stays[k] && k != i;
        camp_board *board = solve_without(a, (a->until - camp_clock_now()) / (doubtful + 1));
        if (!board) continue;
        (void)mark_broken(a, board);
        for (int k = 0; k < a->n_rows; k++)
            broken[k] = a->rows[k].out;
        stays[i] = true;
        camp_board_free(board);
    }
    for (int i = 0; i < a->n_rows; i++)
        a->rows[i].out = !stays[i];
}

static void tell_several(attempt *a) {
    int n = 0, *which = CAMP_NEW(a->arena, int, a->n_rows);
    for (int i = 0; i < a->n_rows; i++)
        if (a->rows[i].out) which[n++] = i;
    const char **texts = CAMP_NEW(a->arena, const char *, n);
    for (int i = 0; i < n; i++) {
        camp_place place = place_of(a, &a->rows[which[i]]);
        texts[i] = camp_arena_printf(a->arena, "%s:%ld (%s)", place.file, place.line,
                                     say_row(a, &a->rows[which[i]]));
    }
    if (n == 1) tell_blamed(a, &a->rows[which[0]]);
    if (n < 2) return;
    bool cleared = true;
    for (int i = 0; i < a->n_rows; i++)
        cleared = cleared && a->rows[i].cleared;
    if (n > MOST_TOGETHER && !cleared) {
        tell(a, "N_SEVERAL", (camp_place){"", 0, 0, ""},
             "without rules.csv and lock.csv a board was found; which of their rows stand in the way was not "
             "found out in the time");
        return;
    }
    tell(a, "N_SEVERAL", (camp_place){"", 0, 0, ""},
         camp_arena_printf(a->arena, "%s; without these %d together %s: %s",
                           cleared ? "leaving out one rule or lock is not enough"
                                   : "leaving out one rule or lock did not help in the time",
                           n, a->proven ? "there is a board" : "a board was found",
                           camp_words_join(a->arena, texts, n)));
}

/* ---------------------------------------------------------------- what must run and be attended */

static void explain_must(attempt *a, bool proven) {
    double now = camp_clock_now();
    if (try_each(a, a->n_rows, a->n_all, now + 0.8 * (a->until - now)) || is_over(a)) return;
    const char *rows = a->n_rows ? "even without rules.csv and lock.csv " : "";
    tell(a, "N_MUST", (camp_place){"", 0, 0, ""},
         camp_arena_printf(
             a->arena, "%s%s; what must run (sessions.csv) and who must attend what (people.csv) %s together",
             rows, proven ? "there is no board" : "no board was found in the time",
             proven ? "do not fit" : "may not fit"));
}

/* ---------------------------------------------------------------- all of it */

/* Rules by priority; of equals the order of the file. */
static void order_rows(attempt *a) {
    const camp_event *e = a->event;
    for (int i = 1; i < e->n_rules; i++) {
        row one = a->rows[i];
        int k = i;
        for (; k > 0 && e->rules[a->rows[k - 1].index].priority > e->rules[one.index].priority; k--)
            a->rows[k] = a->rows[k - 1];
        a->rows[k] = one;
    }
}

static void list_rows(attempt *a) {
    const camp_event *e = a->event;
    bool *attended = CAMP_NEW(a->arena, bool, e->n_sessions);
    a->rows = CAMP_NEW(a->arena, row, e->n_rules + e->n_locks + 2 * e->n_sessions);
    for (int i = 0; i < e->n_rules; i++)
        a->rows[a->n_rows++] = (row){.kind = ROW_RULE, .index = i};
    order_rows(a);
    for (int i = 0; i < e->n_locks; i++)
        a->rows[a->n_rows++] = (row){.kind = ROW_LOCK, .index = i};
    a->n_all = a->n_rows;
    for (int p = 0; p < e->n_people; p++)
        for (int i = 0; i < e->people[p].must_attend.n; i++)
            attended[e->people[p].must_attend.at[i]] = true;
    for (int s = 0; s < e->n_sessions; s++)
        if (e->sessions[s].must_run > 0) a->rows[a->n_all++] = (row){.kind = ROW_MUST_RUN, .index = s};
    for (int s = 0; s < e->n_sessions; s++)
        if (attended[s]) a->rows[a->n_all++] = (row){.kind = ROW_MUST_ATTEND, .index = s};
}

static void explain_rows(attempt *a) {
    double start = camp_clock_now();
    list_rows(a);
    if (is_over(a)) return;
    for (int i = 0; i < a->n_rows; i++)
        a->rows[i].out = true;
    camp_board *board = a->n_rows ? solve_without(a, 0.25 * (a->until - start)) : NULL;
    if (!board) {
        explain_must(a, a->n_rows ? a->last == CAMP_NO_BOARD : a->proven);
        return;
    }
    bool *broken = CAMP_NEW(a->arena, bool, a->n_rows);
    blame_if_alone(a, board);
    for (int i = 0; i < a->n_rows; i++)
        broken[i] = a->rows[i].out;
    camp_board_free(board);
    if (try_each(a, 0, a->n_rows, start + 0.7 * (a->until - start))) return;
    keep_what_can_stay(a, broken);
    tell_several(a);
}

size_t camp_solver_explain(const camp_event *event, const camp_solve_options *options, bool proven,
                           camp_report *report) {
    double start = camp_clock_now();
    size_t counted = camp_explain_counts(event, report);
    if (counted) return counted;
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) {
        camp_arena_free(&arena);
        return 0;
    }
    double seconds = options->time_s > 0 && options->time_s < MOST_SECONDS ? options->time_s : MOST_SECONDS;
    attempt *a = CAMP_NEW(&arena, attempt, 1);
    *a = (attempt){.event = event,
                   .options = options,
                   .arena = &arena,
                   .report = report,
                   .proven = proven,
                   .until = start + seconds};
    explain_rows(a);
    size_t reasons = a->reasons;
    camp_arena_free(&arena);
    return reasons;
}
