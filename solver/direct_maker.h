/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_maker.h - what the files that make the direct program share: the event prepared, and a row in the
 * making.
 *
 *   direct.c          prepares the event, the order of all, served
 *   direct_columns.c  columns
 *   direct_row.c      the row in the making
 *   direct_board.c    rows of validity 1-7
 *   direct_rules.c    rows of must_attend, rules and locks (with direct_order.c: apart, together, before)
 *   direct_names.c    readable names
 */
#ifndef CAMP_DIRECT_MAKER_H
#define CAMP_DIRECT_MAKER_H

#include "direct.h"

typedef struct camp_direct_maker {
    camp_direct *direct;
    camp_program *program;
    const camp_event *event;
    const camp_direct_options *options;
    camp_arena *arena, *scratch;
    bool names;      /* for a program that is written */
    bool count_only; /* camp_direct_size: count columns, make none */
    long counted;

    int *step; /* n_slots x n_slots: slot u is so many slots after t in the chain that starts in t, or -1 */
    bool travels; /* some run can end so shortly before another starts that a travel time does not fit */
    /* Moments: sets of open slots that share a point in time, the largest ones. Two slots overlap exactly
     * when some moment has both. */
    int n_moments;
    bool *moment; /* n_moments x n_slots */

    /* y by place: entries seat_first[i] .. seat_first[i+1]-1 of seat are y entries of place i */
    long *seat_first, *seat;
    const char **session_part, **slot_part, **room_part, **person_part,
        **site_part; /* with names: parts of names */

    /* the row in the making */
    int n_terms, n_marks, cap;
    int *cols, *mark; /* mark[col] = 1 + its place in cols */
    double *values;
} camp_direct_maker;

/* ---- the row in the making */
void camp_direct_add(camp_direct_maker *maker, int col, double value);
/* The x of a place, the presence of a session (0 or 1), the seats of a person in a session, and whether the
 * person is seated in it or presents it; each times `value`. */
void camp_direct_add_place(camp_direct_maker *maker, int place, double value);
void camp_direct_add_presence(camp_direct_maker *maker, int session, double value);
void camp_direct_add_seats(camp_direct_maker *maker, int person, int session, double value);
void camp_direct_add_attends(camp_direct_maker *maker, int person, int session, double value);
/* Makes the row, unless the column bounds already keep it; fixed columns become part of its sides. The format
 * and what follows name it. */
void camp_direct_close(camp_direct_maker *maker, double lower, double upper, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;
int camp_direct_helper_col(camp_direct_maker *maker, camp_direct_helper helper, double upper, bool integer);

/* ---- questions */
/* Whether the run of a place uses a slot, or a slot of a moment. */
bool camp_direct_uses(const camp_direct_maker *maker, int place, int slot);
bool camp_direct_at_moment(const camp_direct_maker *maker, int place, int moment);
/* The y entries of a person for a session: [*from, *to). */
void camp_direct_seats_of(const camp_direct *direct, int person, int session, long *from, long *to);
bool camp_direct_presents(const camp_event *event, int person, int session);
/* Whether a rule, must_attend or lock could ask for a seat of this person in a session: fills n_sessions
 * flags. */
void camp_direct_needed(const camp_event *event, const camp_direct_options *options, int person,
                        bool *needed);

/* ---- columns and families of rows */
void camp_direct_columns(camp_direct_maker *maker);
void camp_direct_board_rows(camp_direct_maker *maker);
void camp_direct_rule_rows(camp_direct_maker *maker);
void camp_direct_order_rows(camp_direct_maker *maker, int rule);
void camp_direct_lock_rows(camp_direct_maker *maker);

/* ---- names */
void camp_direct_make_parts(camp_direct_maker *maker);
/* "kind_a_b_c_d"; NULL parts are left out. */
const char *camp_direct_name(const camp_direct_maker *maker, const char *kind, const char *a, const char *b,
                             const char *c, const char *d);
/* "kind_a_b_c", c = 0 left out. NULL without names. */
const char *camp_direct_numbered(const camp_direct_maker *maker, const char *kind, int a, int b, int c);
void camp_direct_unique_names(camp_direct_maker *maker);

#endif
