/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board.c - a board's life, and the order of its runs and seats.
 *
 *   runs   by time of the start slot, then slot, then room (then session and section, where a broken board
 * has two runs in one cell) seats  by person, then run: two stable counting sorts, the second key first
 */
#include "board/board.h"

#include <stdlib.h>
#include <string.h>

camp_board *camp_board_new(void) {
    camp_board *board = calloc(1, sizeof *board);
    if (board) camp_arena_init(&board->arena);
    return board;
}

void camp_board_free(camp_board *board) {
    if (!board) return;
    camp_arena_free(&board->arena);
    free(board);
}

camp_score camp_board_score(const camp_board *board) {
    return board->score;
}

uint64_t camp_board_work(const camp_board *board) {
    return board->work;
}

/* A run with what it is sorted by. */
typedef struct placed_run {
    long start_min;
    camp_run run;
    int old; /* its index before */
} placed_run;

static int compare_ints(int a, int b) {
    return (a > b) - (a < b);
}

static int compare_runs(const void *left, const void *right) {
    const placed_run *a = left, *b = right;
    if (a->start_min != b->start_min) return a->start_min < b->start_min ? -1 : 1;
    int order = compare_ints(a->run.slot, b->run.slot);
    if (!order) order = compare_ints(a->run.room, b->run.room);
    if (!order) order = compare_ints(a->run.session, b->run.session);
    if (!order) order = compare_ints(a->run.section, b->run.section);
    return order ? order : compare_ints(a->old, b->old);
}

/* Stable: seats in order of key(seat), 0 <= key < n_keys. */
static void sort_seats(const camp_seat *from, camp_seat *to, long n, bool by_person, int n_keys,
                       long *first) {
    memset(first, 0, ((size_t)n_keys + 1) * sizeof *first);
    for (long i = 0; i < n; i++)
        first[(by_person ? from[i].person : from[i].run) + 1]++;
    for (int k = 0; k < n_keys; k++)
        first[k + 1] += first[k];
    for (long i = 0; i < n; i++)
        to[first[by_person ? from[i].person : from[i].run]++] = from[i];
}

void camp_board_order(const camp_event *event, camp_board *board) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, &board->arena);
    int n = board->n_runs, most = n > event->n_people ? n : event->n_people;
    placed_run *placed = CAMP_NEW(&scratch, placed_run, n);
    double *seated = CAMP_NEW(&scratch, double, n);
    int *now = CAMP_NEW(&scratch, int, n);
    camp_seat *by_run = CAMP_NEW(&scratch, camp_seat, board->n_seats);
    long *first = CAMP_NEW(&scratch, long, most + 1);
    for (int i = 0; i < n; i++)
        placed[i] = (placed_run){event->slots[board->runs[i].slot].start_min, board->runs[i], i};
    if (n) qsort(placed, (size_t)n, sizeof *placed, compare_runs);
    for (int i = 0; i < n; i++) {
        board->runs[i] = placed[i].run;
        now[placed[i].old] = i;
        if (board->stated) seated[i] = board->stated->seated[placed[i].old];
    }
    if (board->stated && n) memcpy(board->stated->seated, seated, (size_t)n * sizeof *seated);
    for (long i = 0; i < board->n_seats; i++)
        board->seats[i].run = now[board->seats[i].run];
    sort_seats(board->seats, by_run, board->n_seats, false, n, first);
    sort_seats(by_run, board->seats, board->n_seats, true, event->n_people, first);
    camp_arena_free(&scratch);
}

void camp_board_sort(const camp_event *event, camp_board *board) {
    camp_board_order(event, board);
    camp_arena scratch;
    camp_arena_init_like(&scratch, &board->arena);
    int *sections = CAMP_NEW(&scratch, int, event->n_sessions);
    for (int i = 0; i < board->n_runs; i++)
        board->runs[i].section = ++sections[board->runs[i].session];
    camp_arena_free(&scratch);
}
