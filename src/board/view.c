/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view.c - lays a board out for checking, by counting sorts:
 *
 *   runs by time   -> runs of each session, by time
 *   seats          -> people of each run
 *   runs by time, presenters and people of each -> runs of each person, by time
 */
#include "board/view.h"

#include <stdlib.h>
#include <string.h>

typedef struct timed_run {
    long start_min, end_min;
    int run;
} timed_run;

static int compare_times(const void *left, const void *right) {
    const timed_run *a = left, *b = right;
    if (a->start_min != b->start_min) return a->start_min < b->start_min ? -1 : 1;
    if (a->end_min != b->end_min) return a->end_min < b->end_min ? -1 : 1;
    return (a->run > b->run) - (a->run < b->run);
}

/* The slots of a run: the start and those that follow, as many as there are. */
static camp_view_run lay_run(const camp_event *event, camp_run run, camp_arena *arena) {
    int length = event->sessions[run.session].length;
    int n = 1;
    for (int slot = run.slot; n < length && event->slots[slot].next >= 0; n++)
        slot = event->slots[slot].next;
    int *slots = CAMP_NEW(arena, int, n);
    slots[0] = run.slot;
    for (int i = 1; i < n; i++)
        slots[i] = event->slots[slots[i - 1]].next;
    return (camp_view_run){run.session,
                           run.section,
                           run.slot,
                           run.room,
                           event->slots[run.slot].start_min,
                           event->slots[slots[n - 1]].end_min,
                           n,
                           slots};
}

static void lay_runs(camp_view *view) {
    int n = view->n_runs;
    timed_run *timed = CAMP_NEW(view->arena, timed_run, n);
    view->runs = CAMP_NEW(view->arena, camp_view_run, n);
    view->by_time = CAMP_NEW(view->arena, int, n);
    view->session_first = CAMP_NEW(view->arena, int, view->event->n_sessions + 1);
    view->session_run = CAMP_NEW(view->arena, int, n);
    for (int r = 0; r < n; r++) {
        view->runs[r] = lay_run(view->event, view->board->runs[r], view->arena);
        timed[r] = (timed_run){view->runs[r].start_min, view->runs[r].end_min, r};
        view->session_first[view->runs[r].session + 1]++;
    }
    if (n) qsort(timed, (size_t)n, sizeof *timed, compare_times);
    for (int s = 0; s < view->event->n_sessions; s++)
        view->session_first[s + 1] += view->session_first[s];
    int *next = CAMP_NEW(view->arena, int, view->event->n_sessions + 1);
    memcpy(next, view->session_first, ((size_t)view->event->n_sessions + 1) * sizeof *next);
    for (int i = 0; i < n; i++) {
        view->by_time[i] = timed[i].run;
        view->session_run[next[view->runs[timed[i].run].session]++] = timed[i].run;
    }
}

static void lay_seats(camp_view *view) {
    const camp_board *board = view->board;
    view->seat_first = CAMP_NEW(view->arena, long, view->n_runs + 2);
    view->seat_person = CAMP_NEW(view->arena, int, board->n_seats);
    long *first = view->seat_first + 1; /* while filling: where the next seat of run r goes */
    for (long i = 0; i < board->n_seats; i++)
        if (board->seats[i].run + 1 < view->n_runs) first[board->seats[i].run + 1]++;
    for (int r = 1; r < view->n_runs; r++)
        first[r] += first[r - 1];
    for (long i = 0; i < board->n_seats; i++)
        view->seat_person[first[board->seats[i].run]++] = board->seats[i].person;
}

/* Calls for every (run, person) once, runs by time, presenters first; with `attended` NULL it only counts
 * into next[person + 1]. seen[p] = number of the last run for which p was met, + 1. */
static void walk_people(const camp_view *view, int *seen, long *next, camp_attended *attended) {
    memset(seen, 0, (size_t)view->event->n_people * sizeof *seen);
    for (int i = 0; i < view->n_runs; i++) {
        int r = view->by_time[i];
        camp_list presenters = view->event->sessions[view->runs[r].session].presenters;
        long n_seats = view->seat_first[r + 1] - view->seat_first[r];
        for (long k = 0; k < presenters.n + n_seats; k++) {
            bool presents = k < presenters.n;
            int p = presents ? presenters.at[k] : view->seat_person[view->seat_first[r] + k - presenters.n];
            if (seen[p] == r + 1) continue;
            seen[p] = r + 1;
            if (attended)
                attended[next[p]++] = (camp_attended){r, presents};
            else
                next[p + 1]++;
        }
    }
}

static void lay_people(camp_view *view) {
    int n = view->event->n_people;
    int *seen = CAMP_NEW(view->arena, int, n);
    long *next = CAMP_NEW(view->arena, long, n + 1);
    view->attended_first = CAMP_NEW(view->arena, long, n + 1);
    walk_people(view, seen, view->attended_first, NULL);
    for (int p = 0; p < n; p++)
        view->attended_first[p + 1] += view->attended_first[p];
    memcpy(next, view->attended_first, ((size_t)n + 1) * sizeof *next);
    view->attended = CAMP_NEW(view->arena, camp_attended, view->attended_first[n]);
    walk_people(view, seen, next, view->attended);
}

camp_view camp_view_make(const camp_event *event, const camp_board *board, camp_arena *arena) {
    camp_view view = {.event = event, .board = board, .arena = arena, .n_runs = board->n_runs};
    lay_runs(&view);
    lay_seats(&view);
    lay_people(&view);
    return view;
}

bool camp_view_overlap(const camp_view *view, const camp_view_run *a, const camp_view_run *b) {
    if (a->end_min <= b->start_min || b->end_min <= a->start_min) return false;
    for (int i = 0; i < a->n_slots; i++)
        for (int j = 0; j < b->n_slots; j++) {
            const camp_slot *x = &view->event->slots[a->slots[i]], *y = &view->event->slots[b->slots[j]];
            if (x->start_min < y->end_min && y->start_min < x->end_min) return true;
        }
    return false;
}
