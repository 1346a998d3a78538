/* SPDX-License-Identifier: GPL-3.0-or-later */
/* glpk.c - linear and integer programs by GLPK: the only file that includes glpk.h, and long for that reason.
 *
 *     copy arrays -> enter GLPK -> build -> simplex -> [branch and cut] -> copy out -> leave -> round, test
 *                        ^                  |   |
 *                        |   error hook: what GLPK said   terminal hook: stop asked for
 *                        +------ longjmp ---+---+------> glp_free_env
 *
 * GLPK ends the process when it runs out of memory or finds itself wrong. Its error hook jumps to `out`
 * instead, and then its whole environment is freed, so no problem object outlives a failure. Its terminal
 * output is never printed: the hook that swallows it keeps the last lines for the message and, since GLPK
 * reports on itself a few times a second inside long simplex runs, it is also where the stop function is
 * asked. Everything that must survive a jump is in arrays of ours (struct work), made before entering:
 * nothing of our arenas is allocated inside, since that may jump past GLPK.
 *
 * Work is counted in simplex iterations and nodes. The clock never changes the path: limits of work end at
 * the same place every time.
 */
#include "base/clock.h"
#include "base/file.h"
#include "program.h"

#include <errno.h>
#include <float.h>
#include <glpk.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { LINE = 200, REPORT_MS = 50, MOST_ITERATIONS = INT_MAX };
enum { RUNNING = 0, STOPPED = 1, BROKEN = 2 };

/* One visit to GLPK. */
typedef struct work {
    jmp_buf out;
    const camp_program *program;
    const camp_program_limits *limits;
    glp_prob *prob;
    bool ours;            /* the environment was made for this visit */
    char said[2][LINE];   /* the last lines of GLPK, newest first */
    bool start_given;     /* the start was handed over */
    bool integral;        /* the objective is a whole number at every solution */
    double *start;        /* shifted by one for GLPK, or NULL */
    double *best_x, best; /* incumbent */
    bool has_best;
    double bound; /* valid limit so far, in the direction of the program */
    uint64_t spent;
    double told_best, told_bound;
    int *term_row, *term_col;
    double *term_value; /* the matrix, shifted by one */
    double *duals;
    camp_program_room room;
} work;

/* ---------------------------------------------------------------- limits */

static bool asked_to_stop(const camp_program_limits *limits) {
    return limits && limits->stop && limits->stop(limits->user);
}

/* Milliseconds that are left, at least 0. */
static int ms_left(const camp_program_limits *limits) {
    if (!limits || limits->until == INFINITY) return INT_MAX;
    double ms = (limits->until - camp_clock_now()) * 1000;
    return ms <= 0 ? 0 : ms >= INT_MAX ? INT_MAX : (int)ms;
}

static uint64_t work_limit(const camp_program_limits *limits) {
    return limits && limits->work ? limits->work : UINT64_MAX;
}

/* Whether a is a better value than b. */
static bool better(const camp_program *program, double a, double b) {
    return program->maximize ? a > b : a < b;
}

/* The tighter of two bounds. */
static double tighter(const camp_program *program, double a, double b) {
    return program->maximize ? fmin(a, b) : fmax(a, b);
}

static double no_bound(const camp_program *program) {
    return program->maximize ? INFINITY : -INFINITY;
}

/* ---------------------------------------------------------------- GLPK's hooks */

/* Receives what GLPK would print; a fatal error is told here line by line before the error hook is called. */
static int hear(void *info, const char *text) {
    work *w = info;
    if (strncmp(text, "Error detected", 14) != 0) {
        memcpy(w->said[1], w->said[0], LINE);
        snprintf(w->said[0], LINE, "%.*s", (int)strcspn(text, "\n"), text);
    }
    if (!glp_at_error() && asked_to_stop(w->limits)) longjmp(w->out, STOPPED);
    return 1;
}

static void fail(void *info) {
    work *w = info;
    longjmp(w->out, BROKEN);
}

static void enter(work *w) {
    w->ours = glp_init_env() == 0;
    glp_term_hook(hear, w);
    glp_error_hook(fail, w);
    if (w->limits && w->limits->memory_mib > 0) glp_mem_limit(w->limits->memory_mib);
}

/* Ends the visit. In a thread of ours the environment goes too, else GLPK would lose its memory with the
 * thread. */
static void leave(work *w, bool broken) {
    if (broken || w->ours) {
        glp_term_hook(NULL, NULL);
        glp_error_hook(NULL, NULL);
        glp_free_env();
    } else {
        if (w->prob) glp_delete_prob(w->prob);
        glp_term_hook(NULL, NULL);
        glp_error_hook(NULL, NULL);
    }
    w->prob = NULL;
}

/* ---------------------------------------------------------------- before GLPK */

/* What would send GLPK astray, or NULL. An empty column or row range is no mistake: *empty says so. */
static const char *wrong(const camp_program *p, bool *empty) {
    *empty = false;
    for (int j = 0; j < p->n_cols; j++) {
        if (!isfinite(p->objective[j])) return "an objective coefficient is not a finite number";
        if (isnan(p->lower[j]) || isnan(p->upper[j]) || p->lower[j] == INFINITY || p->upper[j] == -INFINITY)
            return "a column bound is not a number";
        if (p->lower[j] > p->upper[j]) *empty = true;
        if (p->integer[j] && (p->lower[j] != floor(p->lower[j]) || p->upper[j] != floor(p->upper[j])))
            return "a whole-number column has a fractional bound";
    }
    for (int i = 0; i < p->n_rows; i++) {
        if (isnan(p->row_lower[i]) || isnan(p->row_upper[i]) || p->row_lower[i] == INFINITY ||
            p->row_upper[i] == -INFINITY)
            return "a row bound is not a number";
        if (p->row_lower[i] > p->row_upper[i]) *empty = true;
    }
    for (long k = 0; k < p->n_terms; k++)
        if (!isfinite(p->term_value[k])) return "a coefficient is not a finite number";
    if (p->n_terms > 400000000) return "the program has too many terms for GLPK";
    return NULL;
}

/* Whole numbers times whole-number columns: then so is every value. */
static bool has_integral_objective(const camp_program *p) {
    for (int j = 0; j < p->n_cols; j++)
        if (p->objective[j] != 0 && (!p->integer[j] || p->objective[j] != floor(p->objective[j])))
            return false;
    return true;
}

static void prepare(work *w, const camp_program *program, const camp_program_limits *limits,
                    camp_arena *scratch) {
    memset(w, 0, sizeof *w);
    w->program = program;
    w->limits = limits;
    w->bound = w->told_bound = no_bound(program);
    w->told_best = program->maximize ? -INFINITY : INFINITY;
    w->term_row = CAMP_NEW(scratch, int, program->n_terms + 1);
    w->term_col = CAMP_NEW(scratch, int, program->n_terms + 1);
    w->term_value = CAMP_NEW(scratch, double, program->n_terms + 1);
    w->duals = CAMP_NEW(scratch, double, program->n_rows);
    w->room = camp_program_room_new(program, scratch);
    for (long k = 0; k < program->n_terms; k++) {
        w->term_row[k + 1] = program->term_row[k] + 1;
        w->term_col[k + 1] = program->term_col[k] + 1;
        w->term_value[k + 1] = program->term_value[k];
    }
}

/* ---------------------------------------------------------------- inside GLPK */

static int bound_kind(double lower, double upper) {
    if (isinf(lower)) return isinf(upper) ? GLP_FR : GLP_UP;
    return isinf(upper) ? GLP_LO : lower == upper ? GLP_FX : GLP_DB;
}

static void build(work *w) {
    const camp_program *p = w->program;
    glp_prob *prob = w->prob = glp_create_prob();
    glp_set_obj_dir(prob, p->maximize ? GLP_MAX : GLP_MIN);
    glp_add_rows(prob, p->n_rows ? p->n_rows : 1); /* GLPK solves nothing without a row and a column */
    glp_add_cols(prob, p->n_cols ? p->n_cols : 1);
    for (int i = 0; i < p->n_rows; i++)
        glp_set_row_bnds(prob, i + 1, bound_kind(p->row_lower[i], p->row_upper[i]), p->row_lower[i],
                         p->row_upper[i]);
    for (int j = 0; j < p->n_cols; j++) {
        glp_set_obj_coef(prob, j + 1, p->objective[j]);
        if (p->integer[j]) glp_set_col_kind(prob, j + 1, GLP_IV);
        glp_set_col_bnds(prob, j + 1, bound_kind(p->lower[j], p->upper[j]), p->lower[j], p->upper[j]);
    }
    glp_load_matrix(prob, (int)p->n_terms, w->term_row, w->term_col, w->term_value);
}

/* The basis that an earlier program ended with: rows behind it are basic, columns at their lower bound. */
static void old_basis(work *w, const camp_program_basis *basis) {
    for (int i = 0; i < w->program->n_rows; i++)
        glp_set_row_stat(w->prob, i + 1, i < basis->n_rows ? basis->row[i] : GLP_BS);
    for (int j = 0; j < w->program->n_cols; j++)
        glp_set_col_stat(w->prob, j + 1, j < basis->n_cols ? basis->col[j] : GLP_NL);
}

static void keep_basis(const work *w, camp_program_basis *basis) {
    basis->n_rows = w->program->n_rows, basis->n_cols = w->program->n_cols;
    for (int i = 0; i < basis->n_rows; i++)
        basis->row[i] = (unsigned char)glp_get_row_stat(w->prob, i + 1);
    for (int j = 0; j < basis->n_cols; j++)
        basis->col[j] = (unsigned char)glp_get_col_stat(w->prob, j + 1);
}

/* Without a start GLPK's triangular basis. With one the simplex method begins there: every column that is at
 * one of its bounds stays at it, all rows are basic, so where the start is made of such columns it is the
 * first vertex. */
static void first_basis(work *w) {
    const camp_program *p = w->program;
    if (!w->start) {
        glp_adv_basis(w->prob, 0);
        return;
    }
    glp_std_basis(w->prob);
    for (int j = 0; j < p->n_cols; j++)
        if (p->upper[j] > p->lower[j] && w->start[j + 1] == p->upper[j])
            glp_set_col_stat(w->prob, j + 1, GLP_NU);
}

static bool finished_lp(int code) {
    return code == 0;
}

static bool ran_out(int code) {
    return code == GLP_EITLIM || code == GLP_ETMLIM || code == GLP_ESTOP;
}

/* The linear relaxation, within the limits. The return code of glp_simplex. */
static int simplex(work *w) {
    glp_smcp control;
    glp_init_smcp(&control);
    uint64_t left = work_limit(w->limits) - w->spent;
    /* Measured on direct programs of 5,600 and 6,700 columns: the primal method takes half the time of the
     * dual or less (their relaxation is degenerate and starts feasible), scaling helps where coefficients
     * differ. */
    glp_scale_prob(w->prob, GLP_SF_AUTO);
    camp_program_basis *basis = w->limits ? w->limits->basis : NULL;
    bool warm = basis && basis->n_cols > 0;
    if (warm)
        old_basis(w, basis);
    else
        first_basis(w);
    control.msg_lev = GLP_MSG_ALL;
    control.meth = warm && basis->dual ? GLP_DUALP : GLP_PRIMAL;
    control.it_lim = left > MOST_ITERATIONS ? MOST_ITERATIONS : (int)left;
    control.tm_lim = ms_left(w->limits);
    control.out_frq = REPORT_MS;
    int code = glp_simplex(w->prob, &control);
    if (warm && code != 0 && !ran_out(code)) { /* that basis is of no use here */
        glp_adv_basis(w->prob, 0);
        code = glp_simplex(w->prob, &control);
    }
    if (basis) keep_basis(w, basis);
    w->spent += (uint64_t)glp_get_it_cnt(w->prob);
    for (int i = 0; i < w->program->n_rows; i++)
        w->duals[i] = glp_get_row_dual(w->prob, i + 1);
    return code;
}

/* Takes over the solution that GLPK has recorded. */
static void keep_best(work *w, glp_prob *prob) {
    const camp_program *p = w->program;
    for (int j = 0; j < p->n_cols; j++) {
        double x = glp_mip_col_val(prob, j + 1);
        w->best_x[j] = p->integer[j] ? nearbyint(x) : x;
    }
    w->best = camp_program_value(p, w->best_x);
    w->has_best = true;
}

/* The best bound of the open nodes; nodes already cut off are no better than the incumbent. GLPK's node
 * bounds come from its simplex method, so they get a margin far above its tolerances. */
static void keep_bound(work *w, glp_tree *tree) {
    int node = glp_ios_best_node(tree);
    if (!node) return;
    double sign = w->program->maximize ? 1 : -1, bound = glp_ios_node_bound(tree, node);
    if (fabs(bound) >= DBL_MAX) return;
    bound += sign * 1e-6 * fmax(1, fabs(bound));
    if (w->integral) bound = sign * floor(sign * bound);
    if (w->has_best && better(w->program, w->best, bound)) bound = w->best;
    w->bound = tighter(w->program, w->bound, bound);
}

static void tell(work *w, const double *x) {
    if (!w->limits || !w->limits->progress || (!x && w->told_bound == w->bound)) return;
    w->told_bound = w->bound;
    w->limits->progress(w->limits->user, w->best, w->bound, x);
}

static void count_spent(work *w, glp_tree *tree, uint64_t before) {
    int nodes;
    glp_ios_tree_size(tree, NULL, NULL, &nodes);
    w->spent = before + (uint64_t)glp_get_it_cnt(glp_ios_get_prob(tree)) + (uint64_t)nodes;
}

/* Branches on the fractional column with the largest branch * distance from a whole number; without one, GLPK
 * chooses. Taking it up first finds boards sooner. Measured on direct programs of 950 to 2,500 columns: the
 * runs of wanted sessions first 1 to 15 s, GLPK's own choices (Driebeck-Tomlin, pseudocosts) no proof in 20
 * s. */
static void choose_branch(const work *w, glp_tree *tree) {
    glp_prob *prob = glp_ios_get_prob(tree);
    double most = 0;
    int chosen = -1;
    for (int j = 0; j < w->program->n_cols; j++) {
        if (w->program->branch[j] <= 0 || !glp_ios_can_branch(tree, j + 1)) continue;
        double x = glp_get_col_prim(prob, j + 1), part = x - floor(x),
               score = w->program->branch[j] * fmin(part, 1 - part);
        if (score <= most) continue;
        most = score;
        chosen = j;
    }
    if (chosen >= 0) glp_ios_branch_upon(tree, chosen + 1, GLP_UP_BRNCH);
}

/* What the branch and cut calls at every step. */
typedef struct step {
    work *w;
    uint64_t before; /* spent before the tree, less the iterations that the problem object already counts */
} step;

static void at_step(glp_tree *tree, void *info) {
    step *s = info;
    work *w = s->w;
    count_spent(w, tree, s->before);
    switch (glp_ios_reason(tree)) {
    case GLP_IHEUR:
        if (w->start && !w->start_given) {
            w->start_given = true;
            glp_ios_heur_sol(tree, w->start);
        }
        break;
    case GLP_IBINGO:
        keep_best(w, glp_ios_get_prob(tree));
        tell(w, w->best_x);
        if (w->limits && w->limits->any) glp_ios_terminate(tree);
        break;
    case GLP_IBRANCH:
        choose_branch(w, tree);
        break;
    case GLP_ISELECT:
        keep_bound(w, tree);
        tell(w, NULL);
        break;
    default:
        break;
    }
    if (w->spent >= work_limit(w->limits) || asked_to_stop(w->limits)) glp_ios_terminate(tree);
}

/* Branch and cut after the relaxation. The return code of glp_intopt. */
static int branch(work *w) {
    glp_iocp control;
    step s = {w, w->spent - (uint64_t)glp_get_it_cnt(w->prob)};
    glp_init_iocp(&control);
    control.msg_lev = GLP_MSG_ON;
    control.out_frq = REPORT_MS;
    control.out_dly = REPORT_MS;
    control.br_tech = GLP_BR_DTH;
    control.bt_tech = GLP_BT_BPH;
    control.tol_int = 1e-6;
    control.tol_obj = 1e-9; /* relative: small enough for whole units in objectives up to 1e8 */
    control.tm_lim = ms_left(w->limits);
    control.clq_cuts = GLP_ON;
    if (w->limits && w->limits->any) /* measured on full boards of 48 sessions: a tenth of the time */
        control.bt_tech = GLP_BT_DFS;
    else
        control.cov_cuts = control.mir_cuts = GLP_ON;
    control.cb_func = at_step;
    control.cb_info = &s;
    return glp_intopt(w->prob, &control);
}

/* Whole-number columns fixed as in best_x, the others solved again: exact where rounding moved them. */
static bool polish(work *w) {
    const camp_program *p = w->program;
    glp_smcp control;
    for (int j = 0; j < p->n_cols; j++)
        if (p->integer[j]) glp_set_col_bnds(w->prob, j + 1, GLP_FX, w->best_x[j], w->best_x[j]);
    glp_std_basis(w->prob);
    glp_init_smcp(&control);
    control.tol_bnd = 1e-9;
    control.msg_lev = GLP_MSG_ALL;
    if (glp_simplex(w->prob, &control) != 0 || glp_get_status(w->prob) != GLP_OPT) return false;
    for (int j = 0; j < p->n_cols; j++)
        if (!p->integer[j]) w->best_x[j] = glp_get_col_prim(w->prob, j + 1);
    w->best = camp_program_value(p, w->best_x);
    return true;
}

/* ---------------------------------------------------------------- results */

static camp_program_result failed(const camp_program *program, const char *message, uint64_t spent) {
    camp_program_result result = {.status = CAMP_PROGRAM_FAILED, .bound = no_bound(program), .work = spent};
    result.message = camp_arena_printf(program->arena, "%s", message);
    return result;
}

/* What GLPK said before it gave up. */
static const char *last_words(const work *w) {
    return w->said[0][0] ? w->said[0] : w->said[1][0] ? w->said[1] : "GLPK stopped without a word";
}

camp_program_result camp_program_relax(const camp_program *program, const camp_program_limits *limits,
                                       double *duals) {
    bool empty;
    const char *mistake = wrong(program, &empty);
    if (mistake) return failed(program, mistake, 0);
    camp_program_result result = {.status = CAMP_PROGRAM_UNKNOWN, .bound = no_bound(program)};
    if (empty) {
        result.status = CAMP_PROGRAM_INFEASIBLE;
        return result;
    }
    if (ms_left(limits) == 0 || asked_to_stop(limits)) return result;

    camp_arena scratch;
    camp_arena_init_like(&scratch, program->arena);
    work *w = CAMP_NEW(&scratch, work, 1);
    prepare(w, program, limits, &scratch);
    double *x = CAMP_NEW(program->arena, double, program->n_cols);
    int jumped = setjmp(w->out);
    if (jumped == RUNNING) {
        enter(w);
        build(w);
        int code = simplex(w), status = glp_get_status(w->prob);
        if (finished_lp(code) && status == GLP_OPT) {
            result.status = CAMP_PROGRAM_OPTIMAL;
            for (int j = 0; j < program->n_cols; j++)
                x[j] = glp_get_col_prim(w->prob, j + 1);
        } else if (finished_lp(code) && status == GLP_NOFEAS) {
            result.status = CAMP_PROGRAM_INFEASIBLE;
        } else if (!finished_lp(code) && !ran_out(code)) {
            result.status = CAMP_PROGRAM_FAILED;
        }
    }
    leave(w, jumped != RUNNING);
    if (jumped == BROKEN || result.status == CAMP_PROGRAM_FAILED) {
        result = failed(program, last_words(w), w->spent);
    } else if (jumped == RUNNING) {
        result.work = w->spent;
        result.bound = camp_program_dual_bound(program, w->duals, &w->room);
        if (duals) memcpy(duals, w->duals, (size_t)program->n_rows * sizeof *duals);
        if (result.status == CAMP_PROGRAM_OPTIMAL) {
            result.x = x;
            result.value = camp_program_value(program, x);
        }
    }
    camp_arena_free(&scratch);
    return result;
}

/* Relaxation, then branch and cut; *done says that the search came to its end, *failed_code that it broke
 * down. */
static void search(work *w, bool *done, bool *broke) {
    const camp_program *p = w->program;
    build(w);
    int code = simplex(w), status = glp_get_status(w->prob);
    w->bound = tighter(p, w->bound, camp_program_dual_bound(p, w->duals, &w->room));
    if (w->integral && isfinite(w->bound)) w->bound = p->maximize ? floor(w->bound) : ceil(w->bound);
    tell(w, NULL);
    if (finished_lp(code) && status == GLP_NOFEAS) {
        *done = !w->start; /* against a start that keeps all rows it is a mistake of numbers */
        *broke = w->start != NULL;
    } else if (finished_lp(code) && status == GLP_OPT) {
        if (w->spent >= work_limit(w->limits)) return;
        code = branch(w);
        bool found = glp_mip_status(w->prob) == GLP_OPT || glp_mip_status(w->prob) == GLP_FEAS;
        if (found) keep_best(w, w->prob);
        *done = code == 0;
        *broke = (code != 0 && !ran_out(code)) || (code == 0 && !found && w->start);
        if (found && !camp_program_holds(p, w->best_x, 1e-6, &w->room) && !polish(w)) *broke = true;
    } else if (!ran_out(code)) {
        *broke = true;
    }
}

/* Outside GLPK: the best solution is tested by substitution, and the status follows. */
static camp_program_result conclude(work *w, double *x, bool done, bool broke) {
    const camp_program *p = w->program;
    const double *start = w->limits ? w->limits->start : NULL;
    bool holds = w->has_best && camp_program_holds(p, w->best_x, 1e-6, &w->room);
    if (w->has_best && !holds) return failed(p, "GLPK's solution does not keep all rows", w->spent);
    if (w->start && (!holds || better(p, camp_program_value(p, start), w->best))) {
        memcpy(w->best_x, start, (size_t)p->n_cols * sizeof *start);
        w->best = camp_program_value(p, start);
        holds = true;
    }
    if (broke && !holds) return failed(p, last_words(w), w->spent);
    camp_program_result result = {.bound = w->bound, .work = w->spent};
    if (holds) {
        memcpy(x, w->best_x, (size_t)p->n_cols * sizeof *x);
        result.x = x;
        result.value = w->best;
        double sign = p->maximize ? 1 : -1;
        /* no node below this was looked into (tol_obj); a whole value leaves no room */
        double end = w->integral ? w->best : w->best + sign * 1e-8 * fmax(1, fabs(w->best));
        if (done && !broke) result.bound = tighter(p, result.bound, end);
        if (better(p, w->best, result.bound)) result.bound = w->best;
        result.status =
            (done && !broke) || result.bound == w->best ? CAMP_PROGRAM_OPTIMAL : CAMP_PROGRAM_FEASIBLE;
    } else {
        result.status = done ? CAMP_PROGRAM_INFEASIBLE : CAMP_PROGRAM_UNKNOWN;
    }
    return result;
}

camp_program_result camp_program_solve(const camp_program *program, const camp_program_limits *limits) {
    bool empty;
    const char *mistake = wrong(program, &empty);
    if (mistake) return failed(program, mistake, 0);
    camp_program_result result = {.status = CAMP_PROGRAM_INFEASIBLE, .bound = no_bound(program)};
    if (empty) return result;

    camp_arena scratch;
    camp_arena_init_like(&scratch, program->arena);
    work *w = CAMP_NEW(&scratch, work, 1);
    prepare(w, program, limits, &scratch);
    w->integral = has_integral_objective(program);
    w->best_x = CAMP_NEW(&scratch, double, program->n_cols);
    double *x = CAMP_NEW(program->arena, double, program->n_cols);
    if (limits && limits->start && camp_program_holds(program, limits->start, 1e-6, &w->room)) {
        w->start = CAMP_NEW(&scratch, double, program->n_cols + 1);
        memcpy(w->start + 1, limits->start, (size_t)program->n_cols * sizeof *x);
    }
    bool done = false, broke = false;
    bool *done_at = &done, *broke_at = &broke; /* their values survive the jump */
    if (ms_left(limits) > 0 && !asked_to_stop(limits)) {
        int jumped = setjmp(w->out);
        if (jumped == RUNNING) {
            enter(w);
            search(w, done_at, broke_at);
        } else {
            *done_at = false;
            *broke_at = jumped == BROKEN;
        }
        leave(w, jumped != RUNNING);
    }
    result = conclude(w, x, *done_at, *broke_at);
    camp_arena_free(&scratch);
    return result;
}

/* ---------------------------------------------------------------- writing */

/* Names as given, or c7, r7. */
static void name_all(work *w) {
    const camp_program *p = w->program;
    char name[24];
    glp_set_obj_name(w->prob, "objective");
    for (int j = 0; j < p->n_cols; j++) {
        snprintf(name, sizeof name, "c%d", j + 1);
        glp_set_col_name(w->prob, j + 1, p->col_name[j] ? p->col_name[j] : name);
    }
    for (int i = 0; i < p->n_rows; i++) {
        snprintf(name, sizeof name, "r%d", i + 1);
        glp_set_row_name(w->prob, i + 1, p->row_name[i] ? p->row_name[i] : name);
    }
}

/* A maximum in MPS becomes the minimum of minus the objective: the format cannot say which is meant. */
static void turn_around(work *w) {
    glp_set_obj_dir(w->prob, GLP_MIN);
    for (int j = 0; j < w->program->n_cols; j++)
        if (w->program->objective[j] != 0) glp_set_obj_coef(w->prob, j + 1, -w->program->objective[j]);
}

/* Writes what GLPK writes to a file of its own; whether that went well. */
static bool write_part(const camp_program *program, camp_model_format format, const char *path,
                       camp_arena *scratch) {
    work *w = CAMP_NEW(scratch, work, 1);
    prepare(w, program, NULL, scratch);
    bool written = false;
    bool *written_at = &written;
    int jumped = setjmp(w->out);
    if (jumped == RUNNING) {
        enter(w);
        build(w);
        name_all(w);
        if (format == CAMP_MODEL_MPS && program->maximize) turn_around(w);
        *written_at = (format == CAMP_MODEL_LP ? glp_write_lp(w->prob, NULL, path)
                                               : glp_write_mps(w->prob, GLP_MPS_FILE, NULL, path)) == 0;
    }
    leave(w, jumped != RUNNING);
    return *written_at && jumped == RUNNING;
}

/* The lines that come first. */
static const char *head(camp_arena *arena, const camp_program *program, camp_model_format format,
                        const char *comment) {
    const char *mark = format == CAMP_MODEL_LP ? "\\" : "*";
    const char *sense = program->maximize ? "Maximize the objective." : "Minimize the objective.";
    if (format == CAMP_MODEL_MPS && program->maximize)
        sense = "Minimize the objective: it is MINUS the value meant below, since MPS only knows minima.";
    return camp_arena_printf(arena, "%s %s\n%s %s\n", mark, sense, mark, comment ? comment : "");
}

/* The head of GLPK's MPS ends in a line NAME. Where that does not say that the form is free, cbc guesses it
 * line by line, and "x_S5_A_Room.101 R0000000 -0.928571428 lock_2 1" has its parts where the fixed form has
 * them. */
static const char free_name[] = "\nNAME campboard FREE";
static const char *name_line(camp_model_format format, const char *bytes) {
    return format == CAMP_MODEL_MPS ? strstr(bytes, "\nNAME\n") : NULL;
}

/* GLPK marks a column without terms by "$ empty column" behind it, which cbc takes for a second row and a
 * number. */
static void unmark_empty(camp_model_format format, char *bytes) {
    static const char mark[] = " $ empty column\n";
    for (char *at = bytes; format == CAMP_MODEL_MPS && (at = strstr(at, mark)); at++)
        memset(at, ' ', strlen(mark) - 1);
}

camp_status camp_program_write(const camp_program *program, camp_model_format format, const char *path,
                               const char *comment) {
    bool empty;
    if (wrong(program, &empty)) return CAMP_INTERNAL;
    camp_arena scratch;
    camp_arena_init_like(&scratch, program->arena);
    const char *part = camp_arena_printf(&scratch, "%s.part", path);
    char *bytes = NULL;
    size_t size = 0;
    camp_status status = CAMP_IO;
    errno = 0;
    if (write_part(program, format, part, &scratch)) status = camp_file_read(&scratch, part, &bytes, &size);
    int problem = errno;
    remove(part);
    errno = problem;
    if (status == CAMP_OK) {
        unmark_empty(format, bytes);
        const char *first = head(&scratch, program, format, comment), *name = name_line(format, bytes);
        size_t n = strlen(first), m = name ? (size_t)(name - bytes) : 0,
               done = name ? m + strlen("\nNAME") : 0;
        char *all = CAMP_NEW(&scratch, char, n + sizeof free_name + size), *end = all;
        memcpy(end, first, n), end += n;
        memcpy(end, bytes, m), end += m;
        if (name) memcpy(end, free_name, strlen(free_name)), end += strlen(free_name);
        memcpy(end, bytes + done, size - done), end += size - done;
        status = camp_file_write(path, all, (size_t)(end - all));
    }
    camp_arena_free(&scratch);
    return status;
}
