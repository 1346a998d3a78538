/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_seats.c - what a segment is worth with rooms, seats and must_attend.
 *
 *     max  sum w(p,i) y(p,i)      x(i,r): run i is in room r        y(p,i): p sits in run i
 *     sum_r x(i,r) = 1            sum over i that use slot t of x(i,r) <= 1
 *     sum over i that use slot t of y(p,i) <= 1                     sum_p mass(p) y(p,i) <= sum_r seats(i,r)
 * x(i,r) y(p,i) = 1 where p must attend the only run of a session
 */
#include "segment_parts.h"
#include <string.h>

typedef struct seating {
    const camp_segments *g;
    const camp_segment *segment;
    camp_program program;
    int *x;       /* [run * n_rooms + room]: column or -1 */
    int *seat_of; /* [run * n_people + person]: column or -1 */
} seating;

static bool uses(const seating *q, int run, int t) {
    int length = q->g->problem->event->sessions[q->segment->session[run]].length;
    return q->segment->at[run] <= t && t < q->segment->at[run] + length;
}

static int slot_of(const seating *q, int run) {
    return q->g->chains[q->segment->chain].slot[q->segment->at[run]];
}

static void add_rooms(seating *q) {
    const camp_problem_data *d = q->g->problem;
    int rooms = d->event->n_rooms;
    for (int i = 0; i < q->segment->n_runs; i++) {
        int row = camp_program_row(&q->program, 1, 1, NULL);
        for (int r = 0; r < rooms; r++) {
            bool fits = camp_problem_fits(d, q->segment->session[i], slot_of(q, i), r);
            q->x[i * rooms + r] = fits ? camp_program_col(&q->program, 0, 0, 1, true, NULL) : -1;
            if (fits) camp_program_term(&q->program, row, q->x[i * rooms + r], 1);
        }
    }
    for (int t = q->segment->first; t < q->segment->first + q->segment->n_slots; t++)
        for (int r = 0; r < rooms; r++) {
            int row = camp_program_row(&q->program, -INFINITY, 1, NULL);
            for (int i = 0; i < q->segment->n_runs; i++)
                if (uses(q, i, t) && q->x[i * rooms + r] >= 0)
                    camp_program_term(&q->program, row, q->x[i * rooms + r], 1);
        }
}

static bool is_host(const seating *q, int session, int p) {
    const camp_list *hosts = &q->g->hosts[session];
    for (int h = 0; h < hosts->n; h++)
        if (hosts->at[h] == p) return true;
    return false;
}

/* Whether p is bound to another run while run i is on. */
static bool is_bound_beside(const seating *q, int p, int i) {
    for (int k = 0; k < q->segment->n_runs; k++) {
        if (k == i) continue;
        const camp_list *hosts = &q->g->hosts[q->segment->session[k]];
        bool meets = uses(q, k, q->segment->at[i]) || uses(q, i, q->segment->at[k]);
        for (int h = 0; meets && h < hosts->n; h++)
            if (hosts->at[h] == p) return true;
    }
    return false;
}

/* false when somebody who must sit in a run cannot. */
static bool add_seats(seating *q) {
    const camp_problem_data *d = q->g->problem;
    int people = d->event->n_people;
    for (int i = 0; i < q->segment->n_runs; i++) {
        int s = q->segment->session[i];
        const camp_slots *span = camp_problem_span(d, s, slot_of(q, i));
        for (long j = d->fan_first[s]; j < d->fan_first[s + 1]; j++) {
            long pair = d->fan_pair[j];
            int p = d->pair_person[pair];
            bool must = is_host(q, s, p);
            if (d->pair_weight[pair] <= 0 && !must) continue;
            bool can = camp_bits_within(span->use_bits, d->there + (size_t)p * (size_t)d->words, d->words) &&
                       !(q->g->hosted && is_bound_beside(q, p, i));
            if (must && !can) return false;
            if (can)
                q->seat_of[i * people + p] = camp_program_col(
                    &q->program, must ? 0 : camp_grid_up(d->pair_weight[pair]), must ? 1 : 0, 1, true, NULL);
        }
    }
    return true;
}

static void add_person_rows(seating *q) {
    int people = q->g->problem->event->n_people;
    for (int p = 0; p < people; p++)
        for (int t = q->segment->first; t < q->segment->first + q->segment->n_slots; t++) {
            int n = 0, row = -1;
            for (int i = 0; i < q->segment->n_runs; i++)
                n += uses(q, i, t) && q->seat_of[i * people + p] >= 0;
            if (n > 1) row = camp_program_row(&q->program, -INFINITY, 1, NULL);
            for (int i = 0; i < q->segment->n_runs && n > 1; i++)
                if (uses(q, i, t) && q->seat_of[i * people + p] >= 0)
                    camp_program_term(&q->program, row, q->seat_of[i * people + p], 1);
        }
}

static void add_seat_rows(seating *q) {
    const camp_event *e = q->g->problem->event;
    for (int i = 0; i < q->segment->n_runs && e->limited; i++) {
        double mass = 0;
        int least = e->sessions[q->segment->session[i]].capacity;
        for (int p = 0; p < e->n_people; p++)
            if (q->seat_of[i * e->n_people + p] >= 0) mass += e->people[p].mass;
        for (int r = 0; r < e->n_rooms; r++)
            if (q->x[i * e->n_rooms + r] >= 0 && e->rooms[r].capacity < least) least = e->rooms[r].capacity;
        if (mass <= least) continue;
        int row = camp_program_row(&q->program, -INFINITY, 0, NULL);
        for (int p = 0; p < e->n_people; p++)
            if (q->seat_of[i * e->n_people + p] >= 0)
                camp_program_term(&q->program, row, q->seat_of[i * e->n_people + p], e->people[p].mass);
        for (int r = 0; r < e->n_rooms; r++) {
            if (q->x[i * e->n_rooms + r] < 0) continue;
            double seats = fmin(e->rooms[r].capacity, e->sessions[q->segment->session[i]].capacity);
            camp_program_term(&q->program, row, q->x[i * e->n_rooms + r], -fmin(seats, mass));
        }
    }
}

static void read_board(const seating *q, const double *value, camp_segment_board *board, camp_arena *arena) {
    int people = q->g->problem->event->n_people, rooms = q->g->problem->event->n_rooms;
    board->seated = true;
    board->room = CAMP_NEW(arena, int, q->segment->n_runs);
    board->seats = CAMP_NEW(arena, camp_seat, q->segment->n_runs * people);
    for (int i = 0; i < q->segment->n_runs; i++) {
        for (int r = 0; r < rooms; r++)
            if (q->x[i * rooms + r] >= 0 && value[q->x[i * rooms + r]] > 0.5) board->room[i] = r;
        for (int p = 0; p < people; p++)
            if (q->seat_of[i * people + p] >= 0 && value[q->seat_of[i * people + p]] > 0.5)
                board->seats[board->n_seats++] = (camp_seat){p, i};
    }
}

camp_segment_board camp_segment_seat(const camp_segments *g, const camp_segment *segment,
                                     const camp_program_limits *limits, uint64_t *work, camp_arena *arena) {
    const camp_event *e = g->problem->event;
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    seating q = {.g = g, .segment = segment};
    q.x = CAMP_NEW(&scratch, int, segment->n_runs * e->n_rooms);
    q.seat_of = CAMP_NEW(&scratch, int, segment->n_runs * e->n_people);
    memset(q.seat_of, 0xff, (size_t)segment->n_runs * (size_t)e->n_people * sizeof *q.seat_of); /* -1 */
    camp_program_init(&q.program, &scratch, true);
    camp_segment_board board = {.value = segment->value};
    double stakes = 0;
    for (int i = 0; i < segment->n_runs; i++)
        stakes += g->stakes[segment->session[i]];
    add_rooms(&q);
    if (!add_seats(&q)) {
        board.value = CAMP_SEGMENT_NOTHING;
    } else {
        add_person_rows(&q), add_seat_rows(&q);
        camp_program_limits own = *limits;
        own.start = NULL, own.progress = NULL, own.basis = NULL;
        camp_program_result result = camp_program_solve(&q.program, &own);
        *work += result.work;
        if (result.status == CAMP_PROGRAM_INFEASIBLE) board.value = CAMP_SEGMENT_NOTHING;
        if (result.status == CAMP_PROGRAM_OPTIMAL) {
            if (result.value + stakes < board.value) board.value = result.value + stakes;
            read_board(&q, result.x, &board, arena);
        }
    }
    camp_arena_free(&scratch);
    return board;
}
