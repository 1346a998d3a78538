/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.h - a linear or integer program as plain arrays, and GLPK behind it.
 *
 *     max (or min)  sum_j objective_j x_j     row_lower_i <= sum_j a_ij x_j <= row_upper_i
 *                                              lower_j <= x_j <= upper_j,  x_j whole where integer_j
 *
 * Only glpk.c includes glpk.h. GLPK aborts on misuse and when memory runs out; an error hook jumps out of it,
 * its environment is freed, and the caller sees CAMP_PROGRAM_FAILED. Its environment is per thread: call
 * these functions only from a thread that camp_threads_run made (where threads exist).
 */
#ifndef CAMP_PROGRAM_H
#define CAMP_PROGRAM_H

#include "base/arena.h"
#include "campboard.h"
#include <math.h>

typedef struct camp_program {
    camp_arena *arena;
    bool maximize;
    int n_cols, n_rows;
    long n_terms;
    /* columns */
    double *objective, *lower, *upper; /* upper may be INFINITY */
    bool *integer;
    const char **col_name; /* NULL entries are named c1, c2, ... when written */
    double *branch; /* > 0: branched on before columns with 0, and the sooner the larger; 0 unless set */
    /* rows; -INFINITY / INFINITY where a side is open */
    double *row_lower, *row_upper;
    const char **row_name;
    /* terms of the matrix; a (row, column) pair occurs once */
    int *term_row, *term_col;
    double *term_value;
    int cap_cols, cap_rows; /* room in the arrays */
    long cap_terms;
} camp_program;

void camp_program_init(camp_program *program, camp_arena *arena, bool maximize);
/* Adds a column / a row and returns its number, from 0. */
int camp_program_col(camp_program *program, double objective, double lower, double upper, bool integer,
                     const char *name);
int camp_program_row(camp_program *program, double lower, double upper, const char *name);
/* Adds a term to a row; the row must be the one added last, or any earlier one. */
void camp_program_term(camp_program *program, int row, int col, double value);

typedef enum camp_program_status {
    CAMP_PROGRAM_OPTIMAL,    /* solved to the end */
    CAMP_PROGRAM_FEASIBLE,   /* stopped early, with a solution */
    CAMP_PROGRAM_INFEASIBLE, /* proven: no solution */
    CAMP_PROGRAM_UNKNOWN,    /* stopped early, without a solution */
    CAMP_PROGRAM_FAILED      /* GLPK failed: memory, numbers, misuse */
} camp_program_status;

/* Where the simplex method of a relaxation stopped, and where that of the next may start: one mark per row
 * and column (GLPK's). The next program may have more rows and columns behind those known here; made with
 * room for them by the caller. */
typedef struct camp_program_basis {
    int n_rows, n_cols;       /* known; 0: none yet */
    unsigned char *row, *col; /* room for all rows and columns of the program */
    bool
        dual; /* rows were added, no columns: the dual method goes on where the primal one would start anew */
} camp_program_basis;

typedef struct camp_program_limits {
    double until;             /* camp_clock_now() at which to stop; INFINITY: none */
    uint64_t work;            /* simplex iterations + nodes; 0: none */
    bool (*stop)(void *user); /* asked often; may be NULL */
    void *user;
    bool any; /* camp_program_solve: any solution will do; the search goes deep at once and ends with it */
    const double
        *start; /* an integer solution known to be feasible (n_cols), or NULL: incumbent and cut-off */
    camp_program_basis *basis; /* camp_program_relax: starts there, and leaves its last one; may be NULL */
    int memory_mib; /* most memory that GLPK may take, in MiB; 0: no limit. Beyond it: CAMP_PROGRAM_FAILED */
    /* Called in the solving thread at better solutions and bounds; x is NULL when only the bound moved. May
     * be NULL. Neither this nor `stop` may jump (allocate from an arena): GLPK is below them on the stack. */
    void (*progress)(void *user, double best, double bound, const double *x);
} camp_program_limits;

typedef struct camp_program_result {
    camp_program_status status;
    double value;        /* of x, when there is one */
    double bound;        /* valid limit on the optimum (+-INFINITY when none is known) */
    double *x;           /* n_cols, in the program's arena; NULL when there is none */
    uint64_t work;       /* simplex iterations + nodes spent */
    const char *message; /* when FAILED: what GLPK said */
} camp_program_result;

/* Working arrays for the two functions below, so that they allocate nothing themselves. */
typedef struct camp_program_room {
    double *rows, *row_sizes, *cols, *col_sizes; /* n_rows, n_rows, n_cols, n_cols */
    int *col_counts;
} camp_program_room;
camp_program_room camp_program_room_new(const camp_program *program, camp_arena *arena);
/* Whether x keeps column bounds, rows and whole numbers within `tolerance` (relative to the largest term of a
 * row). */
bool camp_program_holds(const camp_program *program, const double *x, double tolerance,
                        camp_program_room *room);
/* Limit on the objective over all x within column bounds and rows, from any row duals (signs as GLPK gives
 * them): weak duality with every rounding error counted against us, so it holds whatever the duals are. */
double camp_program_dual_bound(const camp_program *program, const double *duals, camp_program_room *room);
/* The objective at x. */
double camp_program_value(const camp_program *program, const double *x);

/* Linear relaxation. `bound` is computed from the rounded row duals alone, with a margin for rounding errors,
 * so it is valid whatever the tolerances of the simplex method did, and also when it stopped early with
 * useful duals. duals (n_rows) may be NULL. Needs finite column bounds where the objective could run away,
 * else bound stays open. */
camp_program_result camp_program_relax(const camp_program *program, const camp_program_limits *limits,
                                       double *duals);
/* Integer program by branch and cut. OPTIMAL means: no solution is better by more than 1e-7 (relative). */
camp_program_result camp_program_solve(const camp_program *program, const camp_program_limits *limits);
/* Writes the program for other solvers. CAMP_IO with errno when the file cannot be written. */
camp_status camp_program_write(const camp_program *program, camp_model_format format, const char *path,
                               const char *comment);

#endif
