/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_board.c - rows of validity 1 to 7. What concerns one run alone (its slots, its room, who is there
 * and in the audience) is in the columns that exist; here is what ties columns together.
 *
 * "On at m" means: the run uses a slot of moment m. Two runs are in overlapping slots exactly when some
 * moment has both, so "at most one of these is on at m" for every m says that no two of them overlap.
 */
#include "direct_maker.h"

/* For every room r and moment m:   sum of x(s,t,r) on at m <= 1 */
static void room_rows(camp_direct_maker *maker) {
    const camp_direct *direct = maker->direct;
    int n_rooms = maker->event->n_rooms;
    int *first = CAMP_NEW(maker->scratch, int, n_rooms + 1), *next = CAMP_NEW(maker->scratch, int, n_rooms);
    int *by_room = CAMP_NEW(maker->scratch, int, direct->n_x),
        *place_of = CAMP_NEW(maker->scratch, int, direct->n_x);
    for (int i = 0; i < direct->n_places; i++)
        for (int col = direct->places[i].x_from; col < direct->places[i].x_to; col++) {
            place_of[col] = i;
            first[direct->x_room[col] + 1]++;
        }
    for (int r = 0; r < n_rooms; r++)
        first[r + 1] += first[r];
    for (int r = 0; r < n_rooms; r++)
        next[r] = first[r];
    for (int col = 0; col < direct->n_x; col++)
        by_room[next[direct->x_room[col]]++] = col;
    for (int r = 0; r < n_rooms; r++)
        for (int m = 0; m < maker->n_moments; m++) {
            for (int k = first[r]; k < first[r + 1]; k++)
                if (camp_direct_at_moment(maker, place_of[by_room[k]], m))
                    camp_direct_add(maker, by_room[k], 1);
            camp_direct_close(maker, -INFINITY, 1, "room_%d_%d", r + 1, m + 1);
        }
}

/* For every place with several rooms:   s(s,t) = sum over r of x(s,t,r) */
static void place_rows(camp_direct_maker *maker) {
    const camp_direct *direct = maker->direct;
    for (int i = 0; i < direct->n_places; i++) {
        const camp_direct_place *at = &direct->places[i];
        if (at->x_to - at->x_from <= 1) continue;
        for (int col = at->x_from; col < at->x_to; col++)
            camp_direct_add(maker, col, 1);
        camp_direct_add(maker, at->col, -1);
        camp_direct_close(maker, 0, 0, "place_%d", i + 1);
    }
}

/* With z(s), for every moment m:   sum of x(s,t,r) on at m <= z(s),   z(s) <= sum of x(s,t,r)
 * Without, once at most; always:   must_run(s) <= sum of x(s,t,r) <= sections(s) */
static void session_rows(camp_direct_maker *maker) {
    const camp_direct *direct = maker->direct;
    for (int s = 0; s < maker->event->n_sessions; s++) {
        const camp_session *session = &maker->event->sessions[s];
        int from = direct->place_start[s], to = direct->place_start[s + 1], z = direct->z_of[s];
        for (int i = from; i < to; i++)
            camp_direct_add_place(maker, i, 1);
        bool can_be = session->must_run <= session->sections; /* else two rows: no file can say one of them */
        camp_direct_close(maker, can_be ? session->must_run : -(double)INFINITY, session->sections,
                          "sections_%d", s + 1);
        for (int i = from; i < to && !can_be; i++)
            camp_direct_add_place(maker, i, 1);
        if (!can_be) camp_direct_close(maker, session->must_run, INFINITY, "must_run_%d", s + 1);
        if (z < 0) continue;
        for (int i = from; i < to; i++)
            camp_direct_add_place(maker, i, 1);
        camp_direct_add(maker, z, -1);
        camp_direct_close(maker, 0, INFINITY, "placed_%d", s + 1);
        for (int m = 0; m < maker->n_moments; m++) {
            for (int i = from; i < to; i++)
                if (camp_direct_at_moment(maker, i, m)) camp_direct_add_place(maker, i, 1);
            if (!maker->n_terms) continue;
            camp_direct_add(maker, z, -1);
            camp_direct_close(maker, -INFINITY, 0, "once_%d_%d", s + 1, m + 1);
        }
    }
}

/* y(p,s,t) <= sum over r of x(s,t,r);   with several sections also sum over t of y(p,s,t) <= z(s) */
static void seat_rows(camp_direct_maker *maker) {
    const camp_direct *direct = maker->direct;
    for (int p = 0; p < maker->event->n_people; p++) {
        for (long e = direct->y_start[p]; e < direct->y_start[p + 1]; e++) {
            int s = direct->y_session[e], z = direct->z_of[s];
            camp_direct_add(maker, direct->y_col[e], 1);
            camp_direct_add_place(maker, direct->y_place[e], -1);
            camp_direct_close(maker, -INFINITY, 0, "seat_%d_%d", p + 1, direct->y_place[e] + 1);
            if (z < 0 || (e > direct->y_start[p] && direct->y_session[e - 1] == s)) continue;
            camp_direct_add_seats(maker, p, s, 1);
            camp_direct_add(maker, z, -1);
            camp_direct_close(maker, -INFINITY, 0, "one_seat_%d_%d", p + 1, s + 1);
        }
    }
}

/* For every person p and moment m:   sum of y(p,s,t) on at m + sum of x(s,t,r) on at m with p presenting s <=
 * 1 */
static void person_rows(camp_direct_maker *maker) {
    const camp_direct *direct = maker->direct;
    for (int p = 0; p < maker->event->n_people; p++) {
        camp_list own = maker->event->people[p].presents;
        for (int m = 0; m < maker->n_moments; m++) {
            for (long e = direct->y_start[p]; e < direct->y_start[p + 1]; e++)
                if (camp_direct_at_moment(maker, direct->y_place[e], m))
                    camp_direct_add(maker, direct->y_col[e], 1);
            for (int k = 0; k < own.n; k++)
                for (int i = direct->place_start[own.at[k]]; i < direct->place_start[own.at[k] + 1]; i++)
                    if (camp_direct_at_moment(maker, i, m)) camp_direct_add_place(maker, i, 1);
            camp_direct_close(maker, -INFINITY, 1, "person_%d_%d", p + 1, m + 1);
        }
    }
}

/* Seats of a run in a room, the session's own limit included; `all` where neither binds. */
static double seats_in(const camp_event *event, int session, int room, double all) {
    double seats = all;
    if (event->rooms[room].capacity != CAMP_UNLIMITED) seats = fmin(seats, event->rooms[room].capacity);
    if (event->sessions[session].capacity != CAMP_UNLIMITED)
        seats = fmin(seats, event->sessions[session].capacity);
    return seats;
}

/* Seats that the k-th entry of the index by place takes. */
static double mass_of(const camp_direct_maker *maker, long k) {
    return maker->event->people[maker->direct->y_person[maker->seat[k]]].mass;
}

/* For every place:   sum over p of mass(p) y(p,s,t) <= sum over r of min(capacity(r), capacity(s)) x(s,t,r)
 * A capacity beyond all who could come counts as that number, which leaves the same boards and a tighter row.
 */
static void capacity_rows(camp_direct_maker *maker) {
    const camp_direct *direct = maker->direct;
    if (!maker->event->limited) return;
    for (int i = 0; i < direct->n_places; i++) {
        const camp_direct_place *at = &direct->places[i];
        double all = 0;
        bool binds = false;
        for (long k = maker->seat_first[i]; k < maker->seat_first[i + 1]; k++)
            all += mass_of(maker, k);
        for (int col = at->x_from; col < at->x_to; col++)
            binds |= seats_in(maker->event, at->session, direct->x_room[col], all) < all;
        if (!binds) continue;
        for (long k = maker->seat_first[i]; k < maker->seat_first[i + 1]; k++)
            camp_direct_add(maker, direct->y_col[maker->seat[k]], mass_of(maker, k));
        for (int col = at->x_from; col < at->x_to; col++)
            camp_direct_add(maker, col, -seats_in(maker->event, at->session, direct->x_room[col], all));
        camp_direct_close(maker, -INFINITY, 0, "seats_%d", i + 1);
    }
}

/* A way that can be too long: from a run at `site` that ends at `end` to one that starts at `start`. */
typedef struct leg {
    int site;
    long end, start;
} leg;

/* All of them, each once. */
static leg *find_legs(const camp_direct_maker *maker, int *n) {
    const camp_event *event = maker->event;
    leg *legs =
        CAMP_NEW(maker->scratch, leg, (size_t)event->n_open * (size_t)event->n_open * (size_t)event->n_sites);
    *n = 0;
    for (int a = 0; a < event->n_open; a++)
        for (int b = 0; b < event->n_open; b++)
            for (int site = 0; site < event->n_sites; site++) {
                leg way = {site, event->slots[event->open[a]].end_min,
                           event->slots[event->open[b]].start_min};
                bool far = false, known = way.start < way.end;
                for (int to = 0; to < event->n_sites; to++)
                    far |= event->travel[site * event->n_sites + to] > way.start - way.end;
                for (int k = 0; k < *n && far && !known; k++)
                    known = legs[k].site == site && legs[k].end == way.end && legs[k].start == way.start;
                if (far && !known) legs[(*n)++] = way;
            }
    return legs;
}

/* Whether the run of a place is at the start of the way, or too far away at its end. */
static bool on_leg(const camp_direct_maker *maker, int place, const leg *way, bool second) {
    const camp_direct_place *at = &maker->direct->places[place];
    const camp_event *event = maker->event;
    if (!second) return at->site == way->site && at->end_min == way->end;
    return at->start_min == way->start &&
           event->travel[way->site * event->n_sites + at->site] > way->start - way->end;
}

/* Adds what p attends or presents at one end of the way; whether there is any. */
static bool add_leg(camp_direct_maker *maker, int p, const leg *way, bool second) {
    const camp_direct *direct = maker->direct;
    camp_list own = maker->event->people[p].presents;
    bool any = false;
    for (long e = direct->y_start[p]; e < direct->y_start[p + 1]; e++) {
        if (!on_leg(maker, direct->y_place[e], way, second)) continue;
        camp_direct_add(maker, direct->y_col[e], 1);
        any = true;
    }
    for (int k = 0; k < own.n; k++)
        for (int i = direct->place_start[own.at[k]]; i < direct->place_start[own.at[k] + 1]; i++) {
            if (!on_leg(maker, i, way, second)) continue;
            camp_direct_add_place(maker, i, 1);
            any = true;
        }
    return any;
}

/* For every person p, site i, end e of a run at i and start f >= e:
 *     (runs of p at i that end at e) + (runs of p that start at f at sites farther than f - e from i) <= 1
 * The runs of each part overlap each other, so at most one of a part is attended anyway. */
static void travel_rows(camp_direct_maker *maker) {
    if (!maker->travels) return;
    int n;
    const leg *legs = find_legs(maker, &n);
    for (int p = 0; p < maker->event->n_people; p++)
        for (int k = 0; k < n; k++) {
            bool from = add_leg(maker, p, &legs[k], false), to = add_leg(maker, p, &legs[k], true);
            camp_direct_close(maker, -INFINITY, from && to ? 1 : INFINITY, "travel_%d_%d", p + 1, k + 1);
        }
}

void camp_direct_board_rows(camp_direct_maker *maker) {
    place_rows(maker);
    room_rows(maker);
    session_rows(maker);
    seat_rows(maker);
    person_rows(maker);
    capacity_rows(maker);
    travel_rows(maker);
}
