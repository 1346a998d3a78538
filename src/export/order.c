/* SPDX-License-Identifier: GPL-3.0-or-later */
/* order.c - the order in which runs and seats are written: seats by two stable counting sorts. */
#include "export/order.h"

#include <math.h>
#include <stdlib.h>

typedef struct told_run {
    long start_min;
    camp_run run;
    int index;
} told_run;

static int compare_ints(int a, int b) {
    return (a > b) - (a < b);
}

static int compare_runs(const void *left, const void *right) {
    const told_run *a = left, *b = right;
    if (a->start_min != b->start_min) return a->start_min < b->start_min ? -1 : 1;
    int order = compare_ints(a->run.room, b->run.room);
    if (!order) order = compare_ints(a->run.slot, b->run.slot);
    return order ? order : compare_ints(a->index, b->index);
}

const int *camp_order_runs(const camp_event *event, const camp_board *board, camp_arena *arena) {
    int *order = CAMP_NEW(arena, int, board->n_runs);
    told_run *told = CAMP_NEW(arena, told_run, board->n_runs);
    for (int i = 0; i < board->n_runs; i++)
        told[i] = (told_run){event->slots[board->runs[i].slot].start_min, board->runs[i], i};
    if (board->n_runs) qsort(told, (size_t)board->n_runs, sizeof *told, compare_runs);
    for (int i = 0; i < board->n_runs; i++)
        order[i] = told[i].index;
    return order;
}

const long *camp_order_seats(const camp_event *event, const camp_board *board, const int *runs,
                             camp_arena *arena) {
    long n = board->n_seats;
    int *rank = CAMP_NEW(arena, int, board->n_runs);
    long *by_run = CAMP_NEW(arena, long, n), *by_person = CAMP_NEW(arena, long, n);
    long *run_first = CAMP_NEW(arena, long, board->n_runs + 1);
    long *person_first = CAMP_NEW(arena, long, event->n_people + 1);
    for (int i = 0; i < board->n_runs; i++)
        rank[runs[i]] = i;
    for (long i = 0; i < n; i++) {
        run_first[rank[board->seats[i].run] + 1]++;
        person_first[board->seats[i].person + 1]++;
    }
    for (int i = 0; i < board->n_runs; i++)
        run_first[i + 1] += run_first[i];
    for (int p = 0; p < event->n_people; p++)
        person_first[p + 1] += person_first[p];
    for (long i = 0; i < n; i++)
        by_run[run_first[rank[board->seats[i].run]]++] = i;
    for (long i = 0; i < n; i++)
        by_person[person_first[board->seats[by_run[i]].person]++] = by_run[i];
    return by_person;
}

int camp_last_slot(const camp_event *event, const camp_run *run) {
    int slot = run->slot;
    for (int i = 1; i < event->sessions[run->session].length && event->slots[slot].next >= 0; i++)
        slot = event->slots[slot].next;
    return slot;
}

bool camp_knows_expected(const camp_event *event, const camp_board *board) {
    return event->tally && (!board->stated || board->stated->dots_seated);
}

/* What the file of a board says, where nothing else is known. */
static long stated_seats(const camp_board *board, int run) {
    double seats = board->stated->seated[run];
    return seats >= 0 && seats <= 1e9 ? lround(seats) : 0;
}

const long *camp_seated(const camp_event *event, const camp_board *board, camp_arena *arena) {
    camp_count count = camp_board_count(event, board, arena);
    long *seated = CAMP_NEW(arena, long, board->n_runs);
    for (int i = 0; i < board->n_runs; i++)
        seated[i] = !event->tally                       ? count.run_seats[i]
                    : camp_knows_expected(event, board) ? lround(count.run_turnout[i])
                                                        : stated_seats(board, i);
    return seated;
}

const int *camp_runs_of(const camp_event *event, const camp_board *board, camp_arena *arena) {
    int *runs = CAMP_NEW(arena, int, event->n_sessions);
    for (int i = 0; i < board->n_runs; i++)
        runs[board->runs[i].session]++;
    return runs;
}
