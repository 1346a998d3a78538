/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern.h - an upper bound on matched by column generation over the patterns of a slot.
 *
 * A pattern of a slot is a set A of elements that are on there together, and who sits where. An element is a
 * session, or one part of a long one: a session of `length` L has elements (s,0) .. (s,L-1), each worth w / L
 * to who wants it. Slots that nothing
 * tells apart are one class c of n_c slots. The master is the linear program over patterns x and a few
 * explicit columns q
 *
 *     max  sum v(A) x(A) + sum d_k q_k
 *          l_i <= sum a_i(A) x(A) + sum e_ik q_k <= b_i       rows: see pattern_rows.c
 *          sum over A of class c of x(A) <= n_c,    0 <= q_k <= U_k
 *
 * where a_i(A) adds up numbers for the elements of A and for its seats. So for any duals y the most that a
 * pattern can add is again a set of elements at plain gains and weights (slot.h), and
 *
 *     bound(y) = sum_i (y_i > 0 ? b_i : l_i) y_i + sum_k U_k max(0, d_k - sum_i e_ik y_i) + sum_c n_c UB_c
 *     UB_c    >= max over A of [ v(A) - sum_i a_i(A) y_i ]
 *
 * is never below the best board. Duals are whole multiples of CAMP_UNIT, weights too (rounded up), so all
 * sums are exact. What is left out of the bound (docs/solver.md) can only raise it.
 */
#ifndef CAMP_PATTERN_H
#define CAMP_PATTERN_H

#include "board/board.h"
#include "problem.h"
#include "program.h"
#include "slot.h"

#define CAMP_UNIT 0x1.0p-24

typedef struct camp_element {
    int session, part;
} camp_element;

/* The sizes of the rooms of a slot, largest first. n = 0: rooms of any size will do. */
typedef struct camp_room_sizes {
    int n, *seats, *rooms; /* seats of the largest room of the size; rooms of this size or larger */
    long *sum;             /* seats of all rooms of the size */
} camp_room_sizes;

/* An element in rooms of one size. */
typedef struct camp_variant {
    int size, seats; /* -1: in any; at most so many people sit in it */
} camp_variant;

/* Slots in which the same elements may be on and the same people are there, and which no long session ties to
 * others: interchangeable. Own elements, each of one size of rooms (pattern_sizes.c), are numbered 0 ..
 * n_elements-1; what is "per element" below goes by that. */
typedef struct camp_slot_class {
    int n, first; /* slots, and the first of them */
    int most;     /* elements at once: rooms */
    int n_elements, *element;
    int *local; /* per number in patterns->elements and one more: own elements local[i] .. local[i + 1] - 1,
                   the smallest rooms first; none where it cannot be on */
    camp_room_sizes sizes;
    int *size, *seats; /* per element: its variant */
    int *seat_row;     /* per element: the row of its seats, -1: none; NULL: all may sit everywhere */
    int *sum_row,
        *size_row; /* per element: the row of the seats of its size, -1: none; per size but the last */
    /* rooms (pattern_seats.c): how many, the size and the seats of each; [element *
     * n_rooms + room] how many may sit in it there, -1: not there; and per element how many at most, -1: all
     * in every room */
    int n_rooms, *room_size, *room_capacity, *room_seats, *most_seats;
    double *stake;   /* per element: of all its presenters; 0 where a z counts it */
    long *fan_first; /* per element and one more: entries of fan_person and fan_weight */
    int *fan_person;
    double *fan_weight;
    long *host_first; /* per element and one more */
    int *host, *group;
    int *element_term, *fan_term; /* first term of a row with this element, this seat; -1: none */
    double *u;                    /* where the pricing ended, for the next one */
    camp_slot_pricing *pricing;   /* with many rooms: at patterns->priced_row; NULL: none yet */
} camp_slot_class;

typedef struct camp_pattern {
    int slot_class;
    int n, *elements;  /* of the class, ascending */
    int n_terms, *row; /* its terms in the rows, those of its elements and seats together */
    double *term;
    double value;   /* at the votes' weights */
    bool known, in; /* the linear program has had it; has it now */
    bool is_roomed; /* what it is worth in its rooms, with the duals of elements alone (pattern_roomed.c) at 0
                     */
    double roomed;
} camp_pattern;

typedef struct camp_master_row {
    double lower, upper;
    double slack_cost; /* the row may be broken at this cost a unit; so its dual is no larger */
    bool in;           /* the linear program has it; one with a cost waits until it is broken there */
} camp_master_row;

typedef struct camp_master_term {
    int row, next;
    double value;
} camp_master_term;

typedef struct camp_master_col {
    double objective, upper;
    int term;
} camp_master_col;

/* A point of the dual and what it proves. */
typedef struct camp_dual_point {
    double *row;   /* y per row */
    double *upper; /* per class: UB_c at y */
    double bound;  /* bound(y) */
} camp_dual_point;

struct camp_master; /* the linear program, pattern_master.c */

typedef struct camp_patterns {
    const camp_problem_data *problem;
    camp_arena *arena;
    int n_apart, *apart;      /* rules whose sessions exclude each other in a slot */
    bool slots_differ;        /* even where the same elements and people may be there */
    int n_elements, n_hosts;  /* hosts: people, then one for each set of elements that exclude each other */
    camp_element *elements;   /* by session, then part */
    int *first_element;       /* per session and one more */
    int n_classes, *class_of; /* per slot; -1: closed */
    camp_slot_class *classes;

    int n_rows, n_terms, n_cols;
    camp_master_row *rows;
    camp_master_term *terms;
    camp_master_col *cols;
    int *session_row, *tie_row; /* per session; [element * n_slots + slot]; -1: none */
    int *run_col;               /* per session that may run twice: 1 where it has a run; -1: none */

    int n_patterns;
    camp_pattern *patterns;
    int *table, table_size; /* of patterns, by hash */
    struct camp_master *master;

    camp_dual_point best; /* the best bound so far: row, upper and bound belong together */
    double bound;         /* = best.bound: valid at any moment */
    double value;         /* of the linear program over the patterns so far; 0 before the first */
    double *lp_row, *lp_class;
    double *last;        /* the point that was priced last */
    double *priced_row;  /* the duals of the pricings that are open */
    int many_rooms;      /* from so many on classes are priced in portions: CAMP_MANY_ROOMS, but for tests */
    double *near_row;    /* many rooms: where the known patterns give the lowest bound, so far; */
    double near;         /* ... which is an estimate only */
    uint64_t own_work;   /* many rooms: of linear programs and climbing */
    uint64_t prove_at;   /* ... and at how much of it the next exact pricing is due */
    bool converged;      /* ... climbing found nothing more */
    bool duals_spent;    /* ... a pricing has ended: only the linear program's duals are good now */
    bool proving;        /* ... these duals are good enough: the pricing at near_row goes on, alone */
    double gap;          /* it is enough when the bound is no more than this share above the target */
    double goal;         /* share of the bound that the exact pricing may give away */
    uint64_t most_nodes; /* of the next exact pricing after a linear program */
    uint64_t node_limit; /* of every exact pricing, to weaken it; 0: none. Tests */
    int rounds;          /* linear programs solved */
    uint64_t seed;       /* of the next climb */
    int threads;         /* of the exact pricing, 0: 1; the result is the same with any number */
    bool begun;
    bool person_rows;           /* some rows are about people: begin with the volume algorithm */
    struct camp_volume *volume; /* pattern_volume.c */
    bool volume_over;
    bool *is_moved; /* per row: the volume algorithm moves it where patterns count in their rooms; NULL: they
                       do not, or not yet */
    bool done;      /* no pattern can improve the linear program, or no better duals are in sight */
    void (*lowered)(void *user, double bound); /* told when the bound falls; NULL: nobody is */
    void *user;
} camp_patterns;

void camp_patterns_make(camp_patterns *patterns, const camp_problem_data *problem, camp_arena *arena);
/* Whether a class of slots has many rooms. */
bool camp_patterns_are_wide(const camp_patterns *patterns);
/* Gives back what is in no arena: pricings that are open. They are begun anew if it goes on. */
void camp_patterns_close_pricings(camp_patterns *patterns);
/* Whether a session may run twice: then these bounds are far better than those over segments (segment.h),
 * which count everybody once a run. */
bool camp_patterns_have_repeats(const camp_problem_data *problem);
/* The patterns of a board; the first board also gives prices to begin with: most of what each session adds to
 * its slot. May be called again with a better one. */
void camp_patterns_seed(camp_patterns *patterns, const camp_board *board);
/* Goes on with column generation until the bound is `target` or less, the limits end it, or it is done.
 * Returns the work spent: simplex iterations, nodes of the exact pricing, and CAMP_START_WORK a start of the
 * heuristic one. */
uint64_t camp_patterns_improve(camp_patterns *patterns, double target, const camp_program_limits *limits);
enum { CAMP_START_WORK = 10 };
/* From so many rooms on the pricing is what takes the time, and the linear program is long to say anything.
 */
enum { CAMP_MANY_ROOMS = 12 };

/* ---- classes and rows */
void camp_patterns_classes(camp_patterns *patterns);
void camp_patterns_rows(camp_patterns *patterns);
void camp_patterns_session_rows(camp_patterns *patterns); /* pattern_rows.c */
void camp_patterns_person_rows(camp_patterns *patterns);
void camp_patterns_rule_rows(camp_patterns *patterns); /* pattern_rules.c */
void camp_patterns_seat_rows(camp_patterns *patterns); /* pattern_seats.c */
/* pattern_sizes.c: */
int camp_patterns_rooms(const camp_event *event, int slot, int *seats); /* seats: at least n_rooms */
camp_room_sizes camp_patterns_sizes(const camp_patterns *patterns, int slot);
/* The variants of a session with so many fans, smallest rooms first; how many: at least 1, at most the sizes
 * and 1.
 */
int camp_patterns_variants(const camp_patterns *patterns, const camp_room_sizes *sizes, int session, int fans,
                           camp_variant *variant);
/* The variant in which an element of a class is in a room. */
int camp_patterns_local(const camp_patterns *patterns, int slot_class, int element, int room);
static inline bool camp_class_has(const camp_slot_class *slot_class, int element) {
    return slot_class->local[element] < slot_class->local[element + 1];
}
/* The size of a room with so many seats: the last with at least as many. */
int camp_patterns_size_of(const camp_room_sizes *sizes, int seats);
/* Whether a session may be in a room, whenever it starts. */
bool camp_patterns_may_use(const camp_patterns *patterns, int session, int room);
/* Adds a term for the element in one class, or in all of them. */
void camp_patterns_element_term(camp_patterns *patterns, int slot_class, int element, int row, double value);
void camp_patterns_everywhere(camp_patterns *patterns, int element, int row, double value);

int camp_patterns_row(camp_patterns *patterns, double lower, double upper, double slack_cost);
int camp_patterns_col(camp_patterns *patterns, double objective, double upper);
/* Adds a term to the list that begins at *first. */
void camp_patterns_term(camp_patterns *patterns, int *first, int row, double value);

/* ---- patterns */
/* Adds the set, everybody in the best seat at these weights (of the class's fans), unless it is known. Its
 * number.
 */
int camp_patterns_add(camp_patterns *patterns, int slot_class, int n, const int *elements,
                      const double *weight);
/* The patterns of a class that are worth most at duals y, best first, with their worth; how many: at most
 * `most`, among those `recent` that were found last, or those only that have not been valued in rooms. */
int camp_patterns_best(const camp_patterns *patterns, int slot_class, const double *row, int recent,
                       bool not_roomed, int most, int *best, double *worth);
/* What a pattern adds at duals y: v(A) - sum a_i(A) y_i. */
double camp_pattern_reduced(const camp_pattern *pattern, const double *row);

/* ---- the linear program */
/* Solves it and fills lp_row, lp_class and value; rows that wait and are broken go in. False: GLPK gave no
 * duals. */
bool camp_master_solve(camp_patterns *patterns, const camp_program_limits *limits, uint64_t *work);

/* ---- pricing */
/* The pricing problem of a class at duals y. */
camp_slot_problem camp_patterns_slot(const camp_patterns *patterns, int slot_class, const double *row,
                                     camp_arena *arena);
/* Rounds y to the grid and into its box. */
void camp_patterns_round(const camp_patterns *patterns, double *row);
/* Sum of the list of terms that begins at `term`, times y. */
double camp_patterns_price(const camp_patterns *patterns, int term, const double *row);
/* bound(y) without the classes' part. */
double camp_patterns_base(const camp_patterns *patterns, const double *row);

#endif
