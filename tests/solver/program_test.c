/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program_test.c - linear and integer programs: small ones solved by hand, limits, failures on purpose, and
 * files that say what they mean. GLPK works in threads of the library's own, so every case runs in one. */
#include "base/clock.h"
#include "base/file.h"
#include "base/threads.h"
#include "program.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <glpk.h>

/* cmocka compares floats only. */
#define assert_near(a, b, most) assert_true(fabs((a) - (b)) <= (most))

/* A program, what to do with it, and what came of it. */
typedef struct job {
    camp_arena arena;
    camp_program program;
    camp_program_limits limits;
    camp_program_result result;
    double *duals; /* of the relaxation */
    bool relax;
    int calls; /* of the stop or progress function */
    double last_bound;
} job;

static void run_job(void *user, int i) {
    (void)i;
    job *j = user;
    if (setjmp(j->arena.recover)) return;
    j->duals = CAMP_NEW(&j->arena, double, j->program.n_rows);
    j->result = j->relax ? camp_program_relax(&j->program, &j->limits, j->duals)
                         : camp_program_solve(&j->program, &j->limits);
}

static void begin(job *j, bool maximize) {
    memset(j, 0, sizeof *j);
    camp_arena_init(&j->arena);
    camp_program_init(&j->program, &j->arena, maximize);
    j->limits.until = INFINITY;
}

static camp_program_result run(job *j, bool relax) {
    j->relax = relax;
    assert_true(camp_threads_run(1, 1, run_job, NULL, j));
    return j->result;
}

/* max 5a + 4b + 3c, 2a + 3b + c <= 5, 4a + b + 2c <= 11, 3a + 4b + 2c <= 8, a, b, c >= 0
 * (Chvatal, Linear Programming, 1983, chapter 2: optimum 13 at (2, 0, 1)) */
static void make_chvatal(job *j, bool integer) {
    static const double value[3] = {5, 4, 3}, row[3][3] = {{2, 3, 1}, {4, 1, 2}, {3, 4, 2}},
                        side[3] = {5, 11, 8};
    begin(j, true);
    for (int c = 0; c < 3; c++)
        camp_program_col(&j->program, value[c], 0, 10, integer, NULL);
    for (int r = 0; r < 3; r++) {
        camp_program_row(&j->program, -INFINITY, side[r], NULL);
        for (int c = 0; c < 3; c++)
            camp_program_term(&j->program, r, c, row[r][c]);
    }
}

/* A knapsack whose relaxation is not integral: max sum v x, sum w x <= 10, x in {0,1}. By hand: items 1 and 2
 * weigh 10 and are worth 17; 0 and 3 weigh 10 and are worth 18. */
static void make_knapsack(job *j) {
    static const double value[4] = {11, 9, 8, 7}, weight[4] = {6, 5, 5, 4};
    begin(j, true);
    camp_program_row(&j->program, -INFINITY, 10, "weight");
    for (int c = 0; c < 4; c++)
        camp_program_term(&j->program, 0, camp_program_col(&j->program, value[c], 0, 1, true, NULL),
                          weight[c]);
}

static void test_relaxation(void **state) {
    (void)state;
    job j;
    make_chvatal(&j, false);
    camp_program_result result = run(&j, true);
    assert_int_equal(result.status, CAMP_PROGRAM_OPTIMAL);
    assert_near(result.value, 13, 1e-9);
    assert_true(result.bound >= 13 && result.bound < 13 + 1e-9);
    assert_near(result.x[0], 2, 1e-9);
    assert_near(j.duals[0], 1, 1e-9);
    assert_near(j.duals[1], 0, 1e-9);
    assert_near(j.duals[2], 1, 1e-9);
    camp_arena_free(&j.arena);
}

/* Any duals give a bound, whatever their signs: with y = (1, 0, 1) it is 13, with 0 the column bounds remain.
 */
static void test_bound_of_any_duals(void **state) {
    (void)state;
    job j;
    make_chvatal(&j, false);
    camp_program_room room = camp_program_room_new(&j.program, &j.arena);
    double good[3] = {1, 0, 1}, none[3] = {0, 0, 0}, wrong[3] = {-4, NAN, 1}, half[3] = {0, 0, 2};
    assert_near(camp_program_dual_bound(&j.program, good, &room), 13, 1e-9);
    assert_near(camp_program_dual_bound(&j.program, none, &room), 120, 1e-9);
    assert_true(camp_program_dual_bound(&j.program, wrong, &room) >= 13);
    assert_near(camp_program_dual_bound(&j.program, half, &room), 16, 1e-9); /* 2*8; 5-6, 4-8, 3-4 < 0 */
    for (int c = 0; c < 3; c++)
        j.program.upper[c] = INFINITY;
    assert_true(isinf(camp_program_dual_bound(&j.program, none, &room)));
    for (int c = 0; c < 3; c++)
        j.program.upper[c] = 1000; /* reduced costs of 0 cost only rounding errors */
    assert_near(camp_program_dual_bound(&j.program, good, &room), 13, 1e-9);
    /* the minimum of the negative */
    j.program.maximize = false;
    for (int c = 0; c < 3; c++)
        j.program.objective[c] *= -1;
    for (int r = 0; r < 3; r++)
        good[r] *= -1;
    assert_near(camp_program_dual_bound(&j.program, good, &room), -13, 1e-9);
    camp_arena_free(&j.arena);
}

static void test_integer_program(void **state) {
    (void)state;
    job j;
    make_knapsack(&j);
    camp_program_result relaxed = run(&j, true), result = run(&j, false);
    assert_near(relaxed.value, 18.2, 1e-9); /* item 0, and 4/5 of item 1 */
    assert_int_equal(result.status, CAMP_PROGRAM_OPTIMAL);
    assert_near(result.value, 18, 0);
    assert_near(result.bound, 18, 0);
    assert_near(result.x[0] + result.x[3], 2, 0);
    assert_true(result.work > 0);
    camp_arena_free(&j.arena);
}

static void test_infeasible(void **state) {
    (void)state;
    job j;
    make_knapsack(&j);
    camp_program_row(&j.program, 3, INFINITY, NULL);
    for (int c = 0; c < 4; c++)
        camp_program_term(&j.program, 1, c, 1);
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_INFEASIBLE);
    camp_program_row(&j.program, 5, INFINITY, NULL); /* and now the relaxation too */
    for (int c = 0; c < 4; c++)
        camp_program_term(&j.program, 2, c, 1);
    assert_int_equal(run(&j, true).status, CAMP_PROGRAM_INFEASIBLE);
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_INFEASIBLE);
    camp_arena_free(&j.arena);
    /* a row without terms that cannot hold, and a column without room */
    make_knapsack(&j);
    camp_program_row(&j.program, 1, INFINITY, NULL);
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_INFEASIBLE);
    camp_arena_free(&j.arena);
    make_knapsack(&j);
    j.program.lower[0] = 2;
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_INFEASIBLE);
    camp_arena_free(&j.arena);
}

static void test_nothing_to_choose(void **state) {
    (void)state;
    job j;
    begin(&j, true);
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_OPTIMAL);
    assert_near(j.result.value, 0, 0);
    camp_program_col(&j.program, 3, 0, 2, true, NULL);
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_OPTIMAL);
    assert_near(j.result.value, 6, 0);
    camp_arena_free(&j.arena);
}

/* max sum of x over a cycle of 2n + 1 points, neighbours exclude each other: n; the relaxation says n + 1/2.
 * Many cycles tied together by one row keep branch and cut busy. */
static void make_cycles(job *j, int cycles, int points) {
    begin(j, true);
    for (int k = 0; k < cycles; k++)
        for (int i = 0; i < points; i++)
            camp_program_col(&j->program, 1, 0, 1, true, NULL);
    for (int k = 0; k < cycles; k++)
        for (int i = 0; i < points; i++) {
            int row = camp_program_row(&j->program, -INFINITY, 1, NULL);
            camp_program_term(&j->program, row, k * points + i, 1);
            camp_program_term(&j->program, row, k * points + (i + 1) % points, 1);
        }
}

/* A market split problem (Cornuejols & Dawande 1998): small, and long to prove. */
static void make_hard(job *j) {
    begin(j, false);
    uint32_t seed = 12345;
    for (int c = 0; c < 30; c++)
        camp_program_col(&j->program, 0, 0, 1, true, NULL);
    for (int r = 0; r < 4; r++) {
        double sum = 0;
        int over = camp_program_col(&j->program, 1, 0, 1000, false, NULL);
        int under = camp_program_col(&j->program, 1, 0, 1000, false, NULL);
        int row = camp_program_row(&j->program, 0, 0, NULL);
        for (int c = 0; c < 30; c++) {
            seed = seed * 1664525u + 1013904223u;
            double value = (double)(seed >> 16) / 65536 * 100;
            camp_program_term(&j->program, row, c, floor(value));
            sum += floor(value);
        }
        camp_program_term(&j->program, row, over, 1);
        camp_program_term(&j->program, row, under, -1);
        j->program.row_lower[row] = j->program.row_upper[row] = floor(sum / 2);
    }
}

static void test_start_is_kept(void **state) {
    (void)state;
    job j;
    make_cycles(&j, 3, 5);
    double start[15] = {0}, broken[15];
    start[0] = start[2] = start[5] = start[7] = start[10] = 1; /* 5 of the optimum 6 */
    for (int i = 0; i < 15; i++)
        broken[i] = 1;
    j.limits.start = start;
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_OPTIMAL);
    assert_near(j.result.value, 6, 0);
    j.limits.until = -INFINITY; /* no time at all: the start is what is left */
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_FEASIBLE);
    assert_near(j.result.value, 5, 0);
    assert_true(isinf(j.result.bound));
    j.limits.start = broken; /* a start that breaks rows is none */
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_UNKNOWN);
    assert_null(j.result.x);
    j.limits.until = INFINITY;
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_OPTIMAL);
    assert_near(j.result.value, 6, 0);
    camp_arena_free(&j.arena);
}

static void test_time_is_no_failure(void **state) {
    (void)state;
    job j;
    make_hard(&j);
    double begun = camp_clock_now();
    j.limits.until = begun + 0.3;
    camp_program_result result = run(&j, false);
    assert_true(camp_clock_now() - begun < 5);
    assert_true(result.status == CAMP_PROGRAM_FEASIBLE || result.status == CAMP_PROGRAM_UNKNOWN);
    assert_true(result.bound >= -1e-6 && result.bound < 1);
    camp_arena_free(&j.arena);
}

/* The same limit of work ends at the same place, whatever the clock did. */
static void test_work_is_exact(void **state) {
    (void)state;
    job a, b;
    make_hard(&a);
    make_hard(&b);
    a.limits.work = b.limits.work = 3000;
    run(&a, false);
    run(&b, false);
    assert_int_equal(a.result.work, b.result.work);
    assert_true(a.result.work >= 3000 && a.result.work < 4000);
    assert_int_equal(a.result.status, b.result.status);
    assert_memory_equal(&a.result.bound, &b.result.bound, sizeof(double));
    assert_memory_equal(&a.result.value, &b.result.value, sizeof(double));
    camp_arena_free(&a.arena);
    camp_arena_free(&b.arena);
    make_cycles(&a, 40, 5);
    a.limits.work = 7;
    run(&a, true);
    assert_int_equal(a.result.work, 7);
    assert_int_equal(a.result.status, CAMP_PROGRAM_UNKNOWN);
    assert_true(a.result.bound >= 100 - 1e-9); /* the relaxation is 2.5 a cycle */
    camp_arena_free(&a.arena);
}

static bool stop_at_third(void *user) {
    job *j = user;
    return ++j->calls >= 3;
}

/* A program that grew by a column, and then by a row, goes on from where it was, to the same optimum. */
static void test_basis(void **state) {
    (void)state;
    job cold, warm;
    unsigned char rows[8], cols[8];
    camp_program_basis basis = {.row = rows, .col = cols};
    make_chvatal(&warm, false);
    warm.limits.basis = &basis;
    assert_near(run(&warm, true).value, 13, 1e-9);
    assert_int_equal(basis.n_rows, 3);
    assert_int_equal(basis.n_cols, 3);
    uint64_t again = run(&warm, true).work; /* it is there already */
    assert_int_equal(again, 0);
    make_chvatal(&cold, false);
    for (int i = 0; i < 2; i++) {
        camp_program *p = i ? &cold.program : &warm.program;
        int col = camp_program_col(p, 6, 0, 10, false, NULL);
        camp_program_term(p, 0, col, 1), camp_program_term(p, 2, col, 2);
    }
    assert_near(run(&warm, true).value, run(&cold, true).value, 1e-9);
    assert_true(warm.result.value > 13 + 1e-6);
    for (int i = 0; i < 2; i++) {
        camp_program *p = i ? &cold.program : &warm.program;
        int row = camp_program_row(p, -INFINITY, 2, NULL);
        camp_program_term(p, row, 0, 1), camp_program_term(p, row, 3, 1);
    }
    basis.dual = true;
    assert_near(run(&warm, true).value, run(&cold, true).value, 1e-9);
    assert_true(warm.result.bound >= warm.result.value - 1e-9);
    memset(rows, 1, sizeof rows), memset(cols, 1, sizeof cols); /* all basic: no basis; told from scratch */
    assert_near(run(&warm, true).value, cold.result.value, 1e-9);
    camp_arena_free(&warm.arena);
    camp_arena_free(&cold.arena);
}

static void test_stop(void **state) {
    (void)state;
    job j;
    make_hard(&j);
    j.limits.stop = stop_at_third;
    j.limits.user = &j;
    double begun = camp_clock_now();
    camp_program_result result = run(&j, false);
    assert_true(camp_clock_now() - begun < 5);
    assert_true(result.status == CAMP_PROGRAM_FEASIBLE || result.status == CAMP_PROGRAM_UNKNOWN);
    camp_arena_free(&j.arena);
}

static void watch(void *user, double best, double bound, const double *x) {
    job *j = user;
    camp_program_room room = camp_program_room_new(&j->program, &j->arena); /* small: cannot jump here */
    j->calls++;
    assert_true(bound <= j->last_bound);
    j->last_bound = bound;
    if (!x) return;
    assert_true(camp_program_holds(&j->program, x, 1e-6, &room));
    assert_near(camp_program_value(&j->program, x), best, 1e-9);
}

static void test_progress(void **state) {
    (void)state;
    job j;
    make_cycles(&j, 4, 7);
    j.limits.progress = watch;
    j.limits.user = &j;
    j.last_bound = INFINITY;
    run(&j, false);
    assert_near(j.result.value, 12, 0);
    assert_true(j.calls > 0);
    camp_arena_free(&j.arena);
}

/* ---- GLPK failing on purpose */

static void test_numbers_that_are_none(void **state) {
    (void)state;
    const double bad[2] = {NAN, INFINITY};
    for (int k = 0; k < 2; k++) {
        job j;
        make_knapsack(&j);
        j.program.term_value[2] = bad[k];
        assert_int_equal(run(&j, false).status, CAMP_PROGRAM_FAILED);
        assert_int_equal(run(&j, true).status, CAMP_PROGRAM_FAILED);
        assert_string_equal(j.result.message, "a coefficient is not a finite number");
        camp_arena_free(&j.arena);
        make_knapsack(&j);
        j.program.objective[1] = bad[k];
        assert_int_equal(run(&j, false).status, CAMP_PROGRAM_FAILED);
        camp_arena_free(&j.arena);
    }
}

/* A pair of row and column twice: GLPK's own complaint comes back as the message. */
static void test_glpk_complains(void **state) {
    (void)state;
    job j;
    make_knapsack(&j);
    camp_program_term(&j.program, 0, 0, 1);
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_FAILED);
    assert_non_null(strstr(j.result.message, "duplicate"));
    assert_int_equal(run(&j, true).status, CAMP_PROGRAM_FAILED);
    assert_null(j.result.x);
    camp_arena_free(&j.arena);
    make_knapsack(&j); /* and the next program is none the worse */
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_OPTIMAL);
    camp_arena_free(&j.arena);
}

static void test_memory_limit(void **state) {
    (void)state;
    job j;
    make_cycles(&j, 400, 25);
    j.limits.memory_mib = 1;
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_FAILED);
    assert_non_null(strstr(j.result.message, "memory"));
    assert_int_equal(run(&j, true).status, CAMP_PROGRAM_FAILED);
    camp_arena_free(&j.arena);
}

/* A problem that the host program made in its own thread lives through success and failure of ours. Without
 * threads there is one environment for both (docs/library.md). */
static void test_host_problem_lives(void **state) {
    (void)state;
#ifdef CAMP_NO_THREADS
    skip();
#endif
    glp_term_out(GLP_OFF);
    glp_prob *own = glp_create_prob();
    glp_set_obj_dir(own, GLP_MAX);
    glp_add_cols(own, 1);
    glp_set_col_bnds(own, 1, GLP_DB, 0, 4);
    glp_set_obj_coef(own, 1, 2);
    glp_add_rows(own, 1);
    glp_set_row_bnds(own, 1, GLP_UP, 0, 3);
    int row[2] = {0, 1}, col[2] = {0, 1};
    double value[2] = {0, 1};
    glp_load_matrix(own, 1, row, col, value);
    job j;
    make_knapsack(&j);
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_OPTIMAL);
    camp_program_term(&j.program, 0, 0, 1);
    assert_int_equal(run(&j, false).status, CAMP_PROGRAM_FAILED);
    camp_arena_free(&j.arena);
    assert_int_equal(glp_simplex(own, NULL), 0);
    assert_near(glp_get_obj_val(own), 6, 1e-9);
    glp_delete_prob(own);
    glp_free_env();
}

/* ---- files */

typedef struct writing {
    job *j;
    camp_model_format format;
    const char *path;
    camp_status status;
} writing;

static void write_job(void *user, int i) {
    (void)i;
    writing *w = user;
    w->status = camp_program_write(&w->j->program, w->format, w->path, "event: test");
}

/* Reads a written program with GLPK's own reader and solves it: the value, as the file means it. */
static double solve_file(const char *path, camp_model_format format) {
    glp_term_out(GLP_OFF);
    glp_prob *prob = glp_create_prob();
    assert_int_equal(format == CAMP_MODEL_LP ? glp_read_lp(prob, NULL, path)
                                             : glp_read_mps(prob, GLP_MPS_FILE, NULL, path),
                     0);
    glp_iocp control;
    glp_init_iocp(&control);
    control.presolve = GLP_ON;
    assert_int_equal(glp_intopt(prob, &control), 0);
    double value = glp_mip_obj_val(prob);
    glp_delete_prob(prob);
    glp_free_env();
    return value;
}

static void test_written_program(void **state) {
    (void)state;
    const char *path = "program_test.out";
    for (int format = CAMP_MODEL_LP; format <= CAMP_MODEL_MPS; format++) {
        job j;
        make_knapsack(&j);
        j.program.col_name[0] = "x_S1_A_Gym";
        writing w = {&j, (camp_model_format)format, path, CAMP_INTERNAL};
        assert_true(camp_threads_run(1, 1, write_job, NULL, &w));
        assert_int_equal(w.status, CAMP_OK);
        assert_near(solve_file(path, w.format), format == CAMP_MODEL_LP ? 18 : -18, 1e-9);
        char *bytes;
        size_t size;
        assert_int_equal(camp_file_read(&j.arena, path, &bytes, &size), CAMP_OK);
        assert_non_null(strstr(bytes, "x_S1_A_Gym"));
        assert_non_null(strstr(bytes, "event: test"));
        assert_int_equal(strstr(bytes, "\nNAME campboard FREE\n") != NULL, format == CAMP_MODEL_MPS);
        bytes[strcspn(bytes, "\n")] = 0;
        assert_non_null(strstr(bytes, format == CAMP_MODEL_LP ? "Maximize" : "MINUS"));
        remove(path);
        w.path = "no/such/folder/x";
        assert_true(camp_threads_run(1, 1, write_job, NULL, &w));
        assert_int_equal(w.status, CAMP_IO);
        camp_arena_free(&j.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relaxation),
        cmocka_unit_test(test_bound_of_any_duals),
        cmocka_unit_test(test_integer_program),
        cmocka_unit_test(test_infeasible),
        cmocka_unit_test(test_nothing_to_choose),
        cmocka_unit_test(test_start_is_kept),
        cmocka_unit_test(test_time_is_no_failure),
        cmocka_unit_test(test_work_is_exact),
        cmocka_unit_test(test_basis),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_numbers_that_are_none),
        cmocka_unit_test(test_glpk_complains),
        cmocka_unit_test(test_memory_limit),
        cmocka_unit_test(test_host_problem_lives),
        cmocka_unit_test(test_written_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
