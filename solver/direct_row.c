/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_row.c - the row in the making: terms are gathered, those of one column added up, and what the column
 * bounds already keep is not written at all.
 *
 *     add(col, value) ... close(lower, upper)      lower <= sum value * col <= upper
 */
#include "direct_maker.h"

#include <stdarg.h>

/* Marks for all columns that exist by now. */
static void make_room(camp_direct_maker *maker) {
    if (maker->n_marks >= maker->program->n_cols) return;
    size_t old = (size_t)maker->n_marks, n = (size_t)maker->program->n_cols + old / 2 + 64;
    maker->mark = camp_arena_grow(maker->scratch, maker->mark, old, n, sizeof *maker->mark);
    maker->cols = camp_arena_grow(maker->scratch, maker->cols, old, n, sizeof *maker->cols);
    maker->values = camp_arena_grow(maker->scratch, maker->values, old, n, sizeof *maker->values);
    maker->n_marks = (int)n;
}

void camp_direct_add(camp_direct_maker *maker, int col, double value) {
    make_room(maker);
    if (!maker->mark[col]) {
        maker->cols[maker->n_terms] = col;
        maker->values[maker->n_terms] = 0;
        maker->mark[col] = ++maker->n_terms;
    }
    maker->values[maker->mark[col] - 1] += value;
}

void camp_direct_add_place(camp_direct_maker *maker, int place, double value) {
    camp_direct_add(maker, maker->direct->places[place].col, value);
}

void camp_direct_add_presence(camp_direct_maker *maker, int session, double value) {
    const camp_direct *direct = maker->direct;
    if (direct->z_of[session] >= 0) {
        camp_direct_add(maker, direct->z_of[session], value);
        return;
    }
    for (int i = direct->place_start[session]; i < direct->place_start[session + 1]; i++)
        camp_direct_add_place(maker, i, value);
}

void camp_direct_seats_of(const camp_direct *direct, int person, int session, long *from, long *to) {
    long low = direct->y_start[person], high = direct->y_start[person + 1], end = high;
    while (low < high) {
        long middle = low + (high - low) / 2;
        if (direct->y_session[middle] < session)
            low = middle + 1;
        else
            high = middle;
    }
    *from = low;
    while (low < end && direct->y_session[low] == session)
        low++;
    *to = low;
}

void camp_direct_add_seats(camp_direct_maker *maker, int person, int session, double value) {
    long from, to;
    camp_direct_seats_of(maker->direct, person, session, &from, &to);
    for (long e = from; e < to; e++)
        camp_direct_add(maker, maker->direct->y_col[e], value);
}

void camp_direct_add_attends(camp_direct_maker *maker, int person, int session, double value) {
    if (camp_direct_presents(maker->event, person, session))
        camp_direct_add_presence(maker, session, value);
    else
        camp_direct_add_seats(maker, person, session, value);
}

/* The least and most that the row can be within the column bounds. */
static void range(const camp_direct_maker *maker, double *least, double *most) {
    const camp_program *program = maker->program;
    *least = *most = 0;
    for (int k = 0; k < maker->n_terms; k++) {
        double value = maker->values[k], low = program->lower[maker->cols[k]],
               high = program->upper[maker->cols[k]];
        if (value == 0) continue;
        *least += value > 0 ? value * low : value * high;
        *most += value > 0 ? value * high : value * low;
    }
}

void camp_direct_close(camp_direct_maker *maker, double lower, double upper, const char *format, ...) {
    camp_program *program = maker->program;
    double least, most;
    range(maker, &least, &most);
    bool kept = least >= lower && most <= upper;
    int row = -1;
    for (int k = 0; k < maker->n_terms && !kept; k++) {
        int col = maker->cols[k];
        if (program->lower[col] != program->upper[col]) continue;
        lower -= maker->values[k] * program->lower[col];
        upper -= maker->values[k] * program->lower[col];
        maker->values[k] = 0;
    }
    if (!kept) {
        const char *name = NULL;
        if (maker->names) {
            va_list args;
            va_start(args, format);
            name = camp_arena_vprintf(maker->arena, format, args);
            va_end(args);
        }
        row = camp_program_row(program, lower, upper, name);
    }
    for (int k = 0; k < maker->n_terms; k++) {
        maker->mark[maker->cols[k]] = 0;
        if (!kept && maker->values[k] != 0) camp_program_term(program, row, maker->cols[k], maker->values[k]);
    }
    maker->n_terms = 0;
}

int camp_direct_helper_col(camp_direct_maker *maker, camp_direct_helper helper, double upper, bool integer) {
    camp_direct *direct = maker->direct;
    if (direct->n_helpers == direct->cap_helpers) {
        size_t old = (size_t)direct->cap_helpers, n = old ? 2 * old : 64;
        direct->helpers = camp_arena_grow(maker->arena, direct->helpers, old, n, sizeof *direct->helpers);
        direct->cap_helpers = (int)n;
    }
    helper.col = camp_program_col(maker->program, 0, 0, upper, integer, NULL);
    direct->helpers[direct->n_helpers++] = helper;
    return helper.col;
}

bool camp_direct_uses(const camp_direct_maker *maker, int place, int slot) {
    const camp_direct_place *at = &maker->direct->places[place];
    int step = maker->step[(size_t)at->slot * (size_t)maker->event->n_slots + (size_t)slot];
    return step >= 0 && step < maker->event->sessions[at->session].length;
}

bool camp_direct_at_moment(const camp_direct_maker *maker, int place, int moment) {
    const camp_direct_place *at = &maker->direct->places[place];
    const bool *on = maker->moment + (size_t)moment * (size_t)maker->event->n_slots;
    int slot = at->slot;
    for (int i = 0; i < maker->event->sessions[at->session].length;
         i++, slot = maker->event->slots[slot].next)
        if (on[slot]) return true;
    return false;
}
