/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_close.c - from the duals of the best bound to a closing, and from its packing to a board.
 *
 * The rows of the sessions become rows of the packing; all other rows of the master stay in the prices, with
 * their duals as they are, so what is proven holds for every event:
 *
 *     matched <= base(y) - sum of runs(s) pi_s  +  sum over slots of (v(A) - sum of a_i(A) y_i + pi(A))
 *
 * A packing is a board where the slots stand alone and seats do not bind: its sets go to the slots of their
 * class, its sessions to rooms, and everyone to the best seat. Sets that no room plan fits are told to the
 * packing as impossible.
 */
#include "pattern_close.h"
#include "closing.h"
#include "state.h"
#include <math.h>
#include <string.h>

static const double BETTER = 5e-7; /* relative: half of what a proof may leave open */

typedef struct room_plan {
    const camp_patterns *patterns;
    bool *tried; /* per room */
    int *taken;  /* per room: position in the set, or -1 */
} room_plan;

/* ---------------------------------------------------------------- rooms of a slot (augmenting paths) */

static bool find_room(room_plan *plan, const camp_slot_class *class, int slot, const int *elements, int i) {
    const camp_problem_data *d = plan->patterns->problem;
    int session = plan->patterns->elements[class->element[elements[i]]].session;
    for (int r = 0; r < d->event->n_rooms; r++) {
        if (plan->tried[r] || !camp_problem_fits(d, session, slot, r)) continue;
        plan->tried[r] = true;
        if (plan->taken[r] >= 0 && !find_room(plan, class, slot, elements, plan->taken[r])) continue;
        plan->taken[r] = i;
        return true;
    }
    return false;
}

/* Whether all elements of a set find rooms in the slot; plan->taken says which. */
static bool rooms_fit(room_plan *plan, const camp_slot_class *class, int slot, int n, const int *elements) {
    int rooms = plan->patterns->problem->event->n_rooms;
    for (int r = 0; r < rooms; r++)
        plan->taken[r] = -1;
    for (int i = 0; i < n; i++) {
        memset(plan->tried, 0, (size_t)rooms * sizeof *plan->tried);
        if (!find_room(plan, class, slot, elements, i)) return false;
    }
    return true;
}

static bool fits_somewhere(room_plan *plan, int kind, int n, const int *elements) {
    const camp_patterns *p = plan->patterns;
    for (int t = 0; t < p->problem->event->n_slots; t++)
        if (p->class_of[t] == kind && rooms_fit(plan, &p->classes[kind], t, n, elements)) return true;
    return false;
}

static double exact_value(void *user, int kind, int n, const int *elements, double value) {
    return fits_somewhere(user, kind, n, elements) ? value : -INFINITY;
}

/* ---------------------------------------------------------------- the closing */

static void fill_sessions(const camp_patterns *p, camp_closing *closing, int *most, double *price) {
    const camp_problem_data *d = p->problem;
    for (int s = 0; s < d->event->n_sessions; s++) {
        int row = p->session_row[s];
        most[s] = row < 0 ? 0 : d->first_item[s + 1] - d->first_item[s];
        price[s] = row < 0 ? 0 : fmax(0, p->best.row[row]);
        closing->constant -= most[s] * price[s];
    }
    closing->n_sessions = d->event->n_sessions, closing->session_most = most, closing->price = price;
}

/* The sessions whose rows count the elements of a class: those with part 0, once. */
static const int *sessions_of(const camp_patterns *p, int c, camp_arena *arena) {
    const camp_slot_class *class = &p->classes[c];
    int *session = CAMP_NEW(arena, int, class->n_elements);
    for (int e = 0; e < class->n_elements; e++) {
        camp_element element = p->elements[class->element[e]];
        session[e] = element.part == 0 && p->session_row[element.session] >= 0 ? element.session : -1;
    }
    return session;
}

static camp_closing make(const camp_patterns *p, camp_arena *arena) {
    int sessions = p->problem->event->n_sessions;
    camp_closing closing = {.n_kinds = p->n_classes, .constant = camp_patterns_base(p, p->best.row)};
    camp_closing_kind *kinds = CAMP_NEW(arena, camp_closing_kind, p->n_classes);
    fill_sessions(p, &closing, CAMP_NEW(arena, int, sessions), CAMP_NEW(arena, double, sessions));
    for (int c = 0; c < p->n_classes; c++) {
        kinds[c].n = p->classes[c].n, kinds[c].session = sessions_of(p, c, arena);
        kinds[c].slot = camp_patterns_slot(p, c, p->best.row, arena);
    }
    for (int i = 0; i < p->n_patterns; i++) {
        camp_closing_kind *kind = &kinds[p->patterns[i].slot_class];
        kind->known = fmax(kind->known, camp_pattern_reduced(&p->patterns[i], p->best.row));
    }
    closing.kinds = kinds;
    return closing;
}

/* ---------------------------------------------------------------- the board */

/* Puts the sets of the packing into slots of their classes, in order; false where rooms are missing. */
static bool place(const camp_patterns *p, const camp_closing_result *result, room_plan *plan, camp_state *st,
                  camp_arena *arena) {
    const camp_problem_data *d = p->problem;
    int *runs = CAMP_NEW(arena, int, d->event->n_sessions);
    bool *used = CAMP_NEW(arena, bool, d->event->n_slots);
    for (int i = 0; i < result->n_sets; i++) {
        const camp_slot_class *class = &p->classes[result->kind[i]];
        const camp_slot_set *set = &result->sets[i];
        int t = 0;
        while (t < d->event->n_slots && (used[t] || p->class_of[t] != result->kind[i] ||
                                         !rooms_fit(plan, class, t, set->n, set->elements)))
            t++;
        if (t == d->event->n_slots) return false;
        used[t] = true;
        for (int r = 0; r < d->event->n_rooms; r++) {
            if (plan->taken[r] < 0) continue;
            int s = p->elements[class->element[set->elements[plan->taken[r]]]].session;
            if (runs[s] < d->first_item[s + 1] - d->first_item[s])
                camp_state_put(st, d->first_item[s] + runs[s]++, t, r);
        }
    }
    return true;
}

static camp_board *make_board(const camp_patterns *p, const camp_closing_result *result, room_plan *plan,
                              camp_arena *arena) {
    camp_state *st = camp_state_make(p->problem, arena, 0, 0);
    if (!place(p, result, plan, st, arena)) return NULL;
    camp_state_settle(st);
    return camp_state_board(st);
}

camp_pattern_closing camp_patterns_close(const camp_patterns *p, double best, bool whole,
                                         const camp_program_limits *limits, camp_arena *arena) {
    camp_pattern_closing out = {.bound = INFINITY};
    if (!isfinite(p->best.bound)) return out;
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    int rooms = p->problem->event->n_rooms;
    room_plan plan = {p, CAMP_NEW(&scratch, bool, rooms), CAMP_NEW(&scratch, int, rooms)};
    camp_closing closing = make(p, &scratch);
    closing.whole = whole, closing.step = whole ? 1 : BETTER * fmax(1, best);
    closing.least = whole ? floor(best + BETTER) + 1 : best + closing.step;
    if (p->problem->plain) closing.exact = exact_value, closing.exact_user = &plan;
    camp_closing_result result = camp_closing_run(&closing, limits, &scratch);
    out.complete = result.complete, out.bound = result.bound, out.work = result.work;
    if (result.found && p->problem->plain) out.board = make_board(p, &result, &plan, &scratch);
    camp_arena_free(&scratch);
    return out;
}
