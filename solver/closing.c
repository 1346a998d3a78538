/* SPDX-License-Identifier: GPL-3.0-or-later */
/* closing.c - how far down patterns can be listed, and the claims on a list: see closing.h.
 *
 *     list down to `least` if that is few enough, else half as far, ...
 *     on a list: claims so that each has a few times the columns of the one before
 *     nothing found and `least` not reached: a longer list
 */
#include "closing.h"
#include "base/clock.h"
#include "packing.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_LIST = 20000, LAST_LIST = 640000, LIST_TIMES = 4, HALVINGS = 5 };
enum { FIRST_COLUMNS = 1000, COLUMNS_TIMES = 4, NODES_A_SET = 20, FEWEST_NODES = 200000 };
static const double ROUNDING = 1e-12, LEAST_MORE = 0.05;

/* A listed set as a column. */
typedef struct listed {
    double slack;
    int kind, set; /* of lists */
} listed;

typedef struct closing_run {
    const camp_closing *given;
    const camp_program_limits *limits;
    camp_arena *arena;
    camp_closing_result result;
    double *upper; /* per kind: the largest v(A) - pi(A) known; UB once a list was complete */
    double z, margin;

    camp_slot_result *lists; /* per kind */
    int n_listed;
    listed *listed; /* by slack */
    camp_packing_column *columns;
} closing_run;

static uint64_t work_left(const closing_run *run) {
    if (!run->limits->work) return UINT64_MAX;
    return run->limits->work > run->result.work ? run->limits->work - run->result.work : 0;
}

static bool is_over(const closing_run *run) {
    if (work_left(run) == 0 || camp_clock_now() >= run->limits->until) return true;
    return run->limits->stop && run->limits->stop(run->limits->user);
}

static void sum_up(closing_run *run) {
    const camp_closing *given = run->given;
    run->z = given->constant;
    for (int s = 0; s < given->n_sessions; s++)
        run->z += given->price[s] * given->session_most[s];
    for (int k = 0; k < given->n_kinds; k++)
        run->z += run->upper[k] * given->kinds[k].n;
    run->margin = ROUNDING * (1 + fabs(run->z));
}

/* ---------------------------------------------------------------- listing */

/* Lists the sets of all kinds whose slack is at most z - claim, at most so many. False: there are more, or
 * the limits ended it. */
static bool list_all(closing_run *run, double claim, int most_sets, camp_arena *arena) {
    const camp_closing *given = run->given;
    double reach = fmax(0, run->z - claim) + run->margin; /* never above the maximum known */
    run->n_listed = 0;
    for (int k = 0; k < given->n_kinds; k++) {
        uint64_t nodes = FEWEST_NODES + NODES_A_SET * (uint64_t)most_sets;
        if (is_over(run)) return false;
        camp_slot_limits limits = {.threshold = run->upper[k] - reach,
                                   .most_nodes = nodes < work_left(run) ? nodes : work_left(run),
                                   .most_sets = most_sets - run->n_listed,
                                   .stop = run->limits->stop,
                                   .user = run->limits->user};
        run->lists[k] = camp_slot_list(&given->kinds[k].slot, &limits, arena);
        run->result.work += run->lists[k].nodes < limits.most_nodes ? run->lists[k].nodes : limits.most_nodes;
        run->n_listed += run->lists[k].n_sets;
        if (!run->lists[k].complete) return false;
    }
    return true;
}

static int listed_order(const void *a, const void *b) {
    const listed *x = a, *y = b;
    if (x->slack != y->slack) return x->slack < y->slack ? -1 : 1;
    return x->kind != y->kind ? x->kind - y->kind : x->set - y->set;
}

static camp_packing_column column_of(const closing_run *run, const listed *l, camp_arena *arena) {
    const camp_closing *given = run->given;
    const camp_slot_set *set = &run->lists[l->kind].sets[l->set];
    camp_packing_column column = {.value = set->value, .kind = l->kind};
    int *sessions = CAMP_NEW(arena, int, set->n);
    for (int i = 0; i < set->n; i++) {
        int s = given->kinds[l->kind].session[set->elements[i]], k = column.n;
        if (s < 0) continue;
        column.value += given->price[s];
        for (; k > 0 && sessions[k - 1] > s; k--)
            sessions[k] = sessions[k - 1];
        sessions[k] = s, column.n++;
    }
    column.sessions = sessions;
    return column;
}

/* The lists of all kinds as one, by slack; z and upper are exact from here on. Returns the claim that it is
 * complete for. */
static double gather(closing_run *run, double claim, camp_arena *arena) {
    const camp_closing *given = run->given;
    double reach = fmax(0, run->z - claim);
    run->listed = CAMP_NEW(arena, listed, run->n_listed);
    run->columns = CAMP_NEW(arena, camp_packing_column, run->n_listed);
    int n = 0;
    double more = INFINITY;
    for (int k = 0; k < given->n_kinds; k++) {
        const camp_slot_result *list = &run->lists[k];
        double before = run->upper[k];
        if (list->n_sets && list->sets[0].value > before) run->upper[k] = list->sets[0].value;
        more = fmin(more, run->upper[k] - before);
        for (int i = 0; i < list->n_sets; i++)
            run->listed[n++] = (listed){run->upper[k] - list->sets[i].value, k, i};
    }
    if (given->n_kinds > 1 && n > 1) qsort(run->listed, (size_t)n, sizeof *run->listed, listed_order);
    for (int i = 0; i < n; i++)
        run->columns[i] = column_of(run, &run->listed[i], arena);
    sum_up(run);
    return run->z - reach - more; /* a list began at its old maximum less the reach */
}

/* ---------------------------------------------------------------- claims */

static double exact_column(void *user, int column) {
    const closing_run *run = user;
    const listed *l = &run->listed[column];
    const camp_slot_set *set = &run->lists[l->kind].sets[l->set];
    return run->given->exact(run->given->exact_user, l->kind, set->n, set->elements,
                             run->columns[column].value);
}

static int columns_within(const closing_run *run, double slack) {
    int low = 0, high = run->n_listed;
    while (low < high) {
        int middle = (low + high) / 2;
        if (run->listed[middle].slack <= slack)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next claim: with about so many columns, at least one step below the last one, and not below `lowest`.
 */
static double next_claim(const closing_run *run, double last, double lowest, int columns) {
    if (columns >= run->n_listed) return lowest;
    double claim = run->z - run->listed[columns].slack;
    if (run->given->whole) claim = ceil(claim - run->margin);
    if (claim > last - run->given->step) claim = last - run->given->step;
    return claim > lowest ? claim : lowest;
}

static void take_over(closing_run *run, const camp_packing_result *packing) {
    camp_closing_result *result = &run->result;
    result->found = true, result->value = run->given->constant + packing->value;
    result->n_sets = packing->n_chosen;
    result->kind = CAMP_NEW(run->arena, int, packing->n_chosen);
    result->sets = CAMP_NEW(run->arena, camp_slot_set, packing->n_chosen);
    for (int i = 0; i < packing->n_chosen; i++) {
        const listed *l = &run->listed[packing->chosen[i]];
        const camp_slot_set *set = &run->lists[l->kind].sets[l->set];
        int *elements = CAMP_NEW(run->arena, int, set->n);
        memcpy(elements, set->elements, (size_t)set->n * sizeof *elements);
        result->kind[i] = l->kind, result->sets[i] = (camp_slot_set){set->value, set->n, elements};
    }
}

/* What a packing of the list proves for boards: those worth the claim use nothing else. Where it is complete,
 * none is worth the value found + step. */
static double bound_of(const closing_run *run, const camp_packing_result *packing, double claim) {
    bool whole = run->given->whole;
    double most = run->given->constant + packing->most, value = run->given->constant + packing->value;
    if (!packing->complete) return fmax(claim, whole ? floor(most + run->margin) : most + run->margin);
    if (!packing->found) return whole ? claim - 1 : claim;
    if (!whole) return value + run->given->step;
    return fabs(value - nearbyint(value)) <= run->margin ? nearbyint(value) : ceil(value);
}

static void lower_bound(closing_run *run, double bound) {
    if (bound < run->result.bound) run->result.bound = bound;
    if (bound < run->given->least || (!run->given->whole && bound <= run->given->least))
        run->result.complete = true;
}

/* The best packing of the columns that a claim leaves. True: it is complete and nothing was found. */
static bool try_claim(closing_run *run, double claim, camp_arena *arena) {
    const camp_closing *given = run->given;
    int *kind_most = CAMP_NEW(arena, int, given->n_kinds);
    for (int k = 0; k < given->n_kinds; k++)
        kind_most[k] = given->kinds[k].n;
    camp_packing packing = {.n_sessions = given->n_sessions,
                            .n_kinds = given->n_kinds,
                            .session_most = given->session_most,
                            .kind_most = kind_most,
                            .n_columns = columns_within(run, run->z - claim + run->margin),
                            .columns = run->columns,
                            .price = given->price};
    camp_packing_limits limits = {.claim = claim - given->constant,
                                  .step = given->step,
                                  .exact = given->exact ? exact_column : NULL,
                                  .exact_user = run,
                                  .work = run->limits->work ? work_left(run) : 0,
                                  .until = run->limits->until,
                                  .stop = run->limits->stop,
                                  .user = run->limits->user};
    camp_packing_result result = camp_packing_solve(&packing, &limits, arena);
    run->result.work += result.work;
    lower_bound(run, bound_of(run, &result, claim));
    if (result.found) take_over(run, &result);
    if (result.found && result.complete) run->result.complete = true;
    return result.complete && !result.found;
}

/* Claims below `claim` down to `lowest` on the list. True: nothing was found. */
static bool try_claims(closing_run *run, double claim, double lowest, camp_arena *arena) {
    int columns = COLUMNS_TIMES * columns_within(run, run->z - claim);
    bool nothing = true;
    if (columns < FIRST_COLUMNS) columns = FIRST_COLUMNS;
    while (nothing && claim > lowest && !is_over(run)) {
        if (columns > run->n_listed / 2) columns = run->n_listed;
        claim = next_claim(run, claim, lowest, columns);
        camp_arena one;
        camp_arena_init_like(&one, arena);
        nothing = try_claim(run, claim, &one);
        camp_arena_free(&one);
        columns = columns < run->n_listed / COLUMNS_TIMES ? columns * COLUMNS_TIMES : run->n_listed;
    }
    return nothing && claim <= lowest;
}

/* ---------------------------------------------------------------- the order */

/* The claim for about a third of so many sets: lists grow by a factor with every unit. */
static double predict(const closing_run *run, double reach, int most_sets) {
    int n = columns_within(run, reach), half = columns_within(run, reach / 2);
    if (half < 1 || n <= half) return run->given->least;
    double rate = log((double)n / half) / (reach / 2);
    double more = fmax(log(most_sets / (3.0 * n)) / rate, fmax(run->given->step, LEAST_MORE * reach));
    return fmax(run->given->least, run->z - reach - more);
}

static double up_to_whole(const closing_run *run, double claim) {
    return run->given->whole ? ceil(claim - run->margin) : claim;
}

/* One list as far below `done` as its size allows, and all claims on it; *done: nothing is worth so much,
 * *next: how far a list of LIST_TIMES as many sets may go. False: nothing more can come of it. */
static bool one_list(closing_run *run, int most_sets, double *done, double *next, camp_arena *arena) {
    double claim = up_to_whole(run, *next), least = run->given->least;
    bool all = false;
    double top = isinf(*done) ? fmax(run->z, least) + run->given->step : *done;
    for (int k = 0; k < HALVINGS && !all && claim < top; k++) {
        if (k) claim = up_to_whole(run, (claim + top) / 2);
        all = claim < top && list_all(run, claim, most_sets, arena);
        if (is_over(run)) return false;
    }
    if (!all) return true;
    double lowest = fmax(least, up_to_whole(run, gather(run, claim, arena)));
    top = run->given->whole ? floor(run->z + run->margin) : run->z + run->margin;
    lower_bound(run, top);
    *done = fmin(*done, top + run->given->step);
    if (run->result.complete || !try_claims(run, *done, lowest, arena)) return false;
    *done = fmin(*done, lowest), *next = predict(run, run->z - *done, LIST_TIMES * most_sets);
    return lowest > least;
}

camp_closing_result camp_closing_run(const camp_closing *closing, const camp_program_limits *limits,
                                     camp_arena *arena) {
    closing_run run = {.given = closing, .limits = limits, .arena = arena};
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    run.result.bound = INFINITY;
    run.upper = CAMP_NEW(&scratch, double, closing->n_kinds);
    run.lists = CAMP_NEW(&scratch, camp_slot_result, closing->n_kinds);
    for (int k = 0; k < closing->n_kinds; k++)
        run.upper[k] = fmax(0, closing->kinds[k].known);
    sum_up(&run);
    double done = INFINITY, next = closing->least;
    bool more = true;
    for (int sets = FIRST_LIST; more;) {
        double before = done;
        camp_arena one;
        camp_arena_init_like(&one, &scratch);
        more = one_list(&run, sets, &done, &next, &one) && (sets < LAST_LIST || done < before);
        camp_arena_free(&one);
        sets = LIST_TIMES * sets < LAST_LIST ? LIST_TIMES * sets : LAST_LIST;
    }
    camp_arena_free(&scratch);
    return run.result;
}
