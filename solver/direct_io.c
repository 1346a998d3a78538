/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_io.c - between a board and the columns of the direct program: values from a board, a board from
 * values. */
#include "direct_maker.h"

#include <string.h>

/* ---------------------------------------------------------------- values from a board */

static int place_of_run(const camp_direct *direct, const camp_run *run) {
    const camp_event *event = direct->event;
    for (int i = direct->place_start[run->session]; i < direct->place_start[run->session + 1]; i++) {
        const camp_direct_place *at = &direct->places[i];
        if (at->slot == run->slot && (at->site < 0 || at->site == event->rooms[run->room].site)) return i;
    }
    return -1;
}

static void set_runs(const camp_direct *direct, const camp_board *board, double *x) {
    const camp_event *event = direct->event;
    for (int i = 0; i < board->n_runs; i++) {
        const camp_run *run = &board->runs[i];
        size_t cell = (size_t)run->session * (size_t)event->n_slots + (size_t)run->slot;
        int col = direct->x_of[cell * (size_t)event->n_rooms + (size_t)run->room];
        int place = place_of_run(direct, run);
        if (col >= 0) x[col] = 1;
        if (place >= 0) x[direct->places[place].col] = 1;
        if (direct->z_of[run->session] >= 0) x[direct->z_of[run->session]] = 1;
    }
}

/* A seat without a column has no weight and no rule that could ask for it: it is left out. */
static void set_seats(const camp_direct *direct, const camp_board *board, double *x) {
    for (long i = 0; i < board->n_seats; i++) {
        const camp_run *run = &board->runs[board->seats[i].run];
        int place = place_of_run(direct, run);
        long from, to;
        camp_direct_seats_of(direct, board->seats[i].person, run->session, &from, &to);
        for (long e = from; e < to; e++)
            if (direct->y_place[e] == place) x[direct->y_col[e]] = 1;
    }
}

/* 1 when some run of the given sessions starts in `slot` (slot >= 0) or by a minute. */
static double starts(const camp_event *event, const camp_board *board, camp_list sessions, int slot,
                     long minute) {
    for (int i = 0; i < board->n_runs; i++) {
        const camp_run *run = &board->runs[i];
        if (!camp_list_has(sessions, run->session)) continue;
        if (slot >= 0 ? run->slot == slot : event->slots[run->slot].start_min <= minute) return 1;
    }
    return 0;
}

static double helper_value(const camp_direct *direct, const camp_board *board,
                           const camp_direct_helper *helper, const double *x) {
    const camp_event *event = direct->event;
    double liked = 0;
    switch (helper->kind) {
    case CAMP_HELPER_TOGETHER:
        return starts(event, board, event->rules[helper->a].sessions, helper->b, 0);
    case CAMP_HELPER_BEFORE:
        return starts(event, board, event->rules[helper->a].items[helper->c], -1, helper->time);
    case CAMP_HELPER_SERVED:
        for (long e = direct->y_start[helper->a]; e < direct->y_start[helper->a + 1]; e++)
            if (camp_event_weight(event, helper->a, direct->y_session[e]) > 0) liked += x[direct->y_col[e]];
        return fmin(liked, direct->program.upper[helper->col]);
    }
    return 0;
}

double *camp_direct_values(const camp_direct *direct, const camp_board *board, camp_arena *arena) {
    double *x = CAMP_NEW(arena, double, direct->program.n_cols);
    set_runs(direct, board, x);
    set_seats(direct, board, x);
    for (int i = 0; i < direct->n_helpers; i++)
        x[direct->helpers[i].col] = helper_value(direct, board, &direct->helpers[i], x);
    return x;
}

/* ---------------------------------------------------------------- a board from values */

static void take_runs(const camp_direct *direct, const double *x, camp_board *board, int *run_of_place) {
    int n = 0;
    for (int col = 0; col < direct->n_x; col++)
        n += x[col] > 0.5;
    board->runs = CAMP_NEW(&board->arena, camp_run, n);
    for (int i = 0; i < direct->n_places; i++) {
        run_of_place[i] = -1;
        for (int col = direct->places[i].x_from; col < direct->places[i].x_to; col++) {
            if (x[col] <= 0.5) continue;
            camp_run run = {direct->x_session[col], 1, direct->x_slot[col], direct->x_room[col]};
            run_of_place[i] = board->n_runs;
            board->runs[board->n_runs++] = run;
        }
    }
}

static void take_seats(const camp_direct *direct, const double *x, camp_board *board,
                       const int *run_of_place) {
    long entries = direct->y_start[direct->event->n_people], n = 0;
    for (long e = 0; e < entries; e++)
        n += x[direct->y_col[e]] > 0.5;
    board->seats = CAMP_NEW(&board->arena, camp_seat, n);
    for (long e = 0; e < entries; e++) {
        if (x[direct->y_col[e]] <= 0.5 || run_of_place[direct->y_place[e]] < 0) continue;
        camp_seat seat = {direct->y_person[e], run_of_place[direct->y_place[e]]};
        board->seats[board->n_seats++] = seat;
    }
}

camp_board *camp_direct_board(const camp_direct *direct, const double *x) {
    camp_board *board = camp_board_new();
    if (!board) return NULL;
    if (setjmp(board->arena.recover)) {
        camp_board_free(board);
        return NULL;
    }
    int *run_of_place = CAMP_NEW(&board->arena, int, direct->n_places);
    take_runs(direct, x, board, run_of_place);
    take_seats(direct, x, board, run_of_place);
    camp_board_sort(direct->event, board);
    camp_count count = camp_board_count(direct->event, board, &board->arena);
    board->score.matched = count.matched;
    board->score.served = count.served;
    return board;
}
