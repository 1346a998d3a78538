/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift_anneal.c - moves of a swift search, and their annealing.
 *
 *   shift     a goes to slot t
 *   swap      a and b change slots
 *   replace   a comes to the board and b leaves it
 *   rotate    a -> slot of b, b -> slot of c, c -> slot of a
 *
 * In each slot at most one session comes and one goes, so a change is valued without being made: the best of
 * those who lose `out` falls to their second for a moment. Only a move that is accepted is made, and only
 * then are rooms matched.
 */
#include "swift.h"
#include "swift_cool.h"
#include <assert.h>
#include <math.h>
#include <string.h>

enum { STOP_EVERY = 256, ROTATE_EVERY = 16, SAMPLE = 1000 };

/* One slot's part of a move: `out` leaves, `in` comes; -1: none. */
typedef struct part {
    int slot, out, in;
} part;

typedef struct move {
    int n;
    part parts[CAMP_SWIFT_PARTS];
} move;

/* ---------------------------------------------------------------- what a move is worth */

static int part_worth(const camp_swift *w, const part *p) {
    const uint8_t *first = w->first + (size_t)p->slot * (size_t)w->n_row,
                  *second = w->second + (size_t)p->slot * (size_t)w->n_row;
    size_t n_row = (size_t)w->n_row;
    /* behind the rows of the items there is one of zeros */
    const uint8_t *out = w->rows + (size_t)(p->out < 0 ? w->n_items : p->out) * n_row;
    int change = 0;
    if (p->out >= 0) {
        const int *blocks = w->blocks + w->block_first[p->out];
        change -= w->kernel.lose(out, second, blocks, w->block_first[p->out + 1] - w->block_first[p->out]);
    }
    if (p->in >= 0) {
        const int *blocks = w->blocks + w->block_first[p->in];
        change += w->kernel.gain(out, w->rows + (size_t)p->in * n_row, first, second, blocks,
                                 w->block_first[p->in + 1] - w->block_first[p->in]);
    }
    return change;
}

static int worth(const camp_swift *w, const move *m) {
    int change = 0;
    for (int k = 0; k < m->n; k++)
        change += part_worth(w, &m->parts[k]);
    if (m->n > 1) return change;
    /* one part: somebody comes to the board or leaves it */
    if (m->parts[0].in >= 0) change += w->hang[m->parts[0].in];
    if (m->parts[0].out >= 0) change -= w->hang[m->parts[0].out];
    return change;
}

/* ---------------------------------------------------------------- choosing a move */

static int draw(camp_swift *w, int n) {
    return camp_random_below(&w->random, n);
}
static bool may(const camp_swift *w, int item, int slot, int out) {
    return w->may_start[item * w->n_slots + slot] && !camp_swift_clashes(w, item, slot, out);
}

static bool choose_rotation(camp_swift *w, move *m, int a, int b) {
    int c = draw(w, w->n_items), x = w->slot[a], y = w->slot[b], z = w->slot[c];
    if (x < 0 || z < 0 || z == x || z == y || !may(w, a, y, b) || !may(w, b, z, c) || !may(w, c, x, a))
        return false;
    *m = (move){3, {{y, b, a}, {z, c, b}, {x, a, c}}};
    return true;
}

/* Returns false when nothing sensible was drawn. */
static bool choose(camp_swift *w, move *m) {
    int a = draw(w, w->n_items), x = w->slot[a], y = draw(w, w->n_slots);
    if (x == y) return false;
    int free = w->most[y] - w->n_in[y], k = draw(w, w->n_in[y] + (free > 0));
    if (k == w->n_in[y]) {
        if (!may(w, a, y, -1)) return false;
        *m = x < 0 ? (move){1, {{y, -1, a}}} : (move){2, {{y, -1, a}, {x, a, -1}}};
        return true;
    }
    int b = w->in[y * w->n_items + k];
    if (x >= 0 && draw(w, ROTATE_EVERY) == 0) return choose_rotation(w, m, a, b);
    if (!may(w, a, y, b)) return false;
    if (x < 0) {
        *m = (move){1, {{y, b, a}}};
        return true;
    }
    if (!may(w, b, x, a)) return false;
    *m = (move){2, {{y, b, a}, {x, a, b}}};
    return true;
}

/* ---------------------------------------------------------------- making a move */

static void keep(camp_swift *w) {
    size_t bytes = (size_t)w->n_items * sizeof *w->slot;
    memcpy(w->best_slot, w->slot, bytes);
    memcpy(w->best_room, w->room, bytes);
    w->best_value = w->value, w->fresh = false;
}

/* Makes the move, if rooms can be matched in all its slots. */
static bool make(camp_swift *w, const move *m) {
    int room[CAMP_SWIFT_PARTS] = {0};
    for (int k = 0; k < m->n; k++) {
        const part *p = &m->parts[k];
        if (p->in < 0) continue;
        room[k] = camp_swift_room_find(w, k, p->slot, p->out, p->in);
        if (room[k] < 0) return false;
    }
    for (int k = 0; k < m->n; k++)
        if (m->parts[k].out >= 0) camp_swift_remove(w, m->parts[k].out);
    for (int k = 0; k < m->n; k++) {
        const part *p = &m->parts[k];
        if (p->in < 0) continue;
        camp_swift_room_take(w, k, p->slot, room[k], p->in);
        camp_swift_add(w, p->in, p->slot);
    }
    return true;
}

/* ---------------------------------------------------------------- annealing */

static void step(camp_swift *w, double temperature) {
    move m;
    w->work++;
    if (!choose(w, &m)) return;
    int change = worth(w, &m);
    if (change < 0) {
        double least = w->logs[camp_random_next(&w->random) >> 52] * temperature;
        if (change < least) return;
        if (w->fresh) keep(w);
    }
    int64_t before = w->value;
    bool made = make(w, &m);
    (void)before, (void)made; /* of no other use */
    assert(w->value == before + (made ? change : 0));
    if (w->value > w->best_value) w->fresh = true;
}

/* A temperature at which about one move in eight is accepted: from the mean loss of a move that loses, on the
 * board at hand, which should be no better than a first one. */
static double measure(camp_swift *w) {
    double sum = 0;
    int n = 0;
    for (int k = 0; k < SAMPLE; k++) {
        move m;
        if (!choose(w, &m)) continue;
        int change = worth(w, &m);
        if (change < 0 && change > -CAMP_SWIFT_MUST / 2) sum -= change, n++;
    }
    return camp_cool_hot(sum, n, w->scale * w->problem->weight_mean);
}

static void steps(void *search, int n, double temperature) {
    for (int k = 0; k < n; k++)
        step(search, temperature);
}

void camp_swift_anneal(camp_swift *w, uint64_t moves, double heat, bool (*stop)(void *user), void *user) {
    if (w->hot <= 0) w->hot = measure(w);
    if (w->value > w->best_value) w->fresh = true;
    camp_cool(&(camp_cooling){w->hot, heat, moves, STOP_EVERY, stop, user, steps, w});
    if (w->fresh) keep(w);
}
