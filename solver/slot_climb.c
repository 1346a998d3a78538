/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_climb.c - good sets of a slot by climbing: the best adds, drops and swaps until none helps.
 *
 * With b1(p), b2(p) the best and second best that p has in A, from(p) the element of the best, and p counting
 * only while not busy:
 *
 *     gain(e)   = gain_e + sum over fans (w - b1)+ - sum over presenters h of e of b1(h)
 *     loss(a)   = gain_a + sum over p from a of (b1 - b2) - sum over presenters h of a of best without a
 *     swap(a,e) = gain(e) - loss(a) + sum over fans p of e from a of (w - b2)+ - (w - b1)+
 *                 (and the like for the presenters of both)
 *
 * so one pass over the fans values every move (Resende & Werneck 2007, for facility location).
 */
#include "base/random.h"
#include "slot_sets.h"
#include <string.h>

enum { STARTS = 60, DROPPED = 3 /* one in so many */, FRESH = 4 /* one start in so many */, AT_ONCE = 8 };
static const double LEAST_STEP = 1e-9; /* relative: less is rounding */

typedef struct climb {
    const camp_slot_problem *slot;
    int n, *chosen;
    double value;
    double *b1, *b2;     /* per person, over A whether busy or not */
    int *from, *busy_by; /* per person: position in A of the best, and of what they present; -1: none */
    int *group_by;       /* per group: position in A; -1 */
    double *loss, *more; /* per position: loss of dropping; what a swap gains beyond gain and loss */
} climb;

typedef struct move {
    double gain;
    int add, drop; /* element, position; -1: none */
} move;

static double without(const climb *c, int p, int at) {
    return c->from[p] == at ? c->b2[p] : c->b1[p];
}

/* Everything anew from the chosen elements. */
static void look(climb *c) {
    const camp_slot_problem *slot = c->slot;
    for (int p = 0; p < slot->n_people; p++)
        c->b1[p] = c->b2[p] = 0, c->from[p] = c->busy_by[p] = -1;
    c->value = 0;
    for (int k = 0; k < c->n; k++) {
        int e = c->chosen[k];
        c->value += slot->gain[e];
        for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++) {
            int p = slot->fan_person[j];
            double w = slot->fan_weight[j];
            if (w > c->b1[p])
                c->b2[p] = c->b1[p], c->b1[p] = w, c->from[p] = k;
            else if (w > c->b2[p])
                c->b2[p] = w;
        }
        for (long i = slot->host_first[e]; i < slot->host_first[e + 1]; i++)
            c->busy_by[slot->host[i]] = k;
    }
    for (int k = 0; k < c->n; k++) {
        int a = c->chosen[k];
        c->loss[k] = slot->gain[a];
        for (long i = slot->host_first[a]; i < slot->host_first[a + 1]; i++)
            c->loss[k] -= without(c, slot->host[i], k);
    }
    for (int p = 0; p < slot->n_people; p++)
        if (c->busy_by[p] < 0 && c->from[p] >= 0)
            c->value += c->b1[p], c->loss[c->from[p]] += c->b1[p] - c->b2[p];
    if (!slot->group) return;
    for (int e = 0; e < slot->n_elements; e++)
        if (slot->group[e] >= 0) c->group_by[slot->group[e]] = -1;
    for (int k = 0; k < c->n; k++)
        if (slot->group[c->chosen[k]] >= 0) c->group_by[slot->group[c->chosen[k]]] = k;
}

/* The one position of A that excludes e; -1: none, -2: several. */
static int excluder(const climb *c, int e) {
    const camp_slot_problem *slot = c->slot;
    int by = slot->group && slot->group[e] >= 0 ? c->group_by[slot->group[e]] : -1;
    for (long i = slot->host_first[e]; i < slot->host_first[e + 1]; i++) {
        int other = c->busy_by[slot->host[i]];
        if (other >= 0 && by >= 0 && other != by) return -2;
        if (other >= 0) by = other;
    }
    return by;
}

/* gain(e), and what a swap with each position gains more. */
static double gain_of(climb *c, int e) {
    const camp_slot_problem *slot = c->slot;
    double gain = slot->gain[e];
    memset(c->more, 0, (size_t)c->n * sizeof *c->more);
    for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++) {
        int p = slot->fan_person[j];
        double w = slot->fan_weight[j], over = w - c->b1[p];
        if (c->busy_by[p] >= 0) {
            double seat = w - without(c, p, c->busy_by[p]);
            if (seat > 0) c->more[c->busy_by[p]] += seat;
            continue;
        }
        if (over > 0)
            gain += over;
        else
            over = 0;
        if (c->from[p] >= 0 && w > c->b2[p]) c->more[c->from[p]] += w - c->b2[p] - over;
    }
    for (long i = slot->host_first[e]; i < slot->host_first[e + 1]; i++) {
        int h = slot->host[i], at = c->busy_by[h];
        if (at >= 0)
            c->more[at] -= without(c, h, at); /* stays busy when that one goes */
        else if (c->from[h] >= 0)
            gain -= c->b1[h], c->more[c->from[h]] += c->b1[h] - c->b2[h];
    }
    return gain;
}

/* The best add or swap with an element from outside. */
static move move_of(climb *c, int e) {
    move best = {0, -1, -1};
    int by = excluder(c, e);
    if (by == -2) return best;
    double gain = gain_of(c, e);
    if (by < 0 && c->n < c->slot->most) best = (move){gain, e, -1};
    for (int k = by < 0 ? 0 : by; k < (by < 0 ? c->n : by + 1); k++) {
        double swap = gain - c->loss[k] + c->more[k];
        if (best.add < 0 || swap > best.gain) best = (move){swap, e, k};
    }
    return best;
}

static double least_step(const climb *c) {
    return LEAST_STEP * (1 + (c->value > 0 ? c->value : 0));
}

static void apply(climb *c, bool *inside, move m) {
    if (m.drop >= 0) {
        inside[c->chosen[m.drop]] = false;
        c->chosen[m.drop] = c->chosen[--c->n];
    }
    if (m.add >= 0) inside[m.add] = true, c->chosen[c->n++] = m.add;
    look(c);
}

/* Keeps the best ones, the best first. */
static int enter(move *best, int n, move m) {
    if (n == AT_ONCE && m.gain <= best[n - 1].gain) return n;
    int k = n < AT_ONCE ? n++ : n - 1;
    for (; k > 0 && best[k - 1].gain < m.gain; k--)
        best[k] = best[k - 1];
    best[k] = m;
    return n;
}

/* All moves are valued, the best is made, and then those that came next, valued anew, as long as they help;
 * false when there was none. */
static bool improve(climb *c, bool *inside) {
    move best[AT_ONCE];
    int n = 0;
    double least = least_step(c);
    for (int k = 0; k < c->n; k++)
        if (-c->loss[k] > least) n = enter(best, n, (move){-c->loss[k], -1, k});
    for (int e = 0; e < c->slot->n_elements; e++) {
        move m = inside[e] ? (move){0, -1, -1} : move_of(c, e);
        if (m.gain > least) n = enter(best, n, m);
    }
    if (!n) return false;
    apply(c, inside, best[0]);
    for (int i = 1; i < n; i++) {
        if (best[i].add < 0 || inside[best[i].add]) continue;
        move m = move_of(c, best[i].add);
        if (m.gain > least_step(c)) apply(c, inside, m);
    }
    return true;
}

static void climb_up(climb *c, bool *inside) {
    look(c);
    while (improve(c, inside)) {
    }
}

static void add_if_open(climb *c, bool *inside, int e) {
    if (c->n >= c->slot->most || inside[e]) return;
    for (int k = 0; k < c->n; k++)
        if (camp_slot_excludes(c->slot, c->chosen[k], e)) return;
    inside[e] = true, c->chosen[c->n++] = e;
}

static void make_start(climb *c, bool *inside, const camp_slot_set *from, camp_random *random) {
    memset(inside, 0, (size_t)c->slot->n_elements * sizeof *inside);
    c->n = 0;
    for (int i = 0; from && i < from->n; i++)
        if (camp_random_below(random, DROPPED)) add_if_open(c, inside, from->elements[i]);
    int fresh = from || !c->slot->n_elements ? 0 : camp_random_below(random, c->slot->most / 2 + 1);
    for (int i = 0; i < fresh; i++)
        add_if_open(c, inside, camp_random_below(random, c->slot->n_elements));
}

static climb make_climb(const camp_slot_problem *slot, camp_arena *scratch) {
    climb c = {.slot = slot};
    c.b1 = CAMP_NEW(scratch, double, slot->n_people), c.b2 = CAMP_NEW(scratch, double, slot->n_people);
    c.from = CAMP_NEW(scratch, int, slot->n_people), c.busy_by = CAMP_NEW(scratch, int, slot->n_people);
    int groups = 0;
    for (int e = 0; slot->group && e < slot->n_elements; e++)
        if (slot->group[e] >= groups) groups = slot->group[e] + 1;
    c.group_by = CAMP_NEW(scratch, int, groups), c.chosen = CAMP_NEW(scratch, int, slot->most + 1);
    c.loss = CAMP_NEW(scratch, double, slot->most + 1), c.more = CAMP_NEW(scratch, double, slot->most + 1);
    return c;
}

camp_slot_result camp_slot_climb(const camp_slot_problem *slot, const camp_slot_limits *limits, int n_starts,
                                 const camp_slot_set *starts, uint64_t seed, camp_arena *arena) {
    camp_slot_result result = {.upper = INFINITY};
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_slot_problem clean = camp_slot_clean(slot, &scratch);
    climb c = make_climb(&clean, &scratch);
    bool *inside = CAMP_NEW(&scratch, bool, slot->n_elements);
    camp_random random;
    camp_random_seed(&random, seed, 0);
    uint64_t most = limits->most_nodes ? limits->most_nodes : STARTS;
    while (result.nodes < most && result.n_sets < limits->most_sets) {
        if (limits->stop && limits->stop(limits->user)) break;
        bool fresh = n_starts <= 0 || result.nodes % FRESH == FRESH - 1;
        make_start(&c, inside, fresh ? NULL : &starts[camp_random_below(&random, n_starts)], &random);
        climb_up(&c, inside);
        result.nodes++;
        if (c.value > limits->threshold)
            camp_slot_sets_add(&result, limits->most_sets, c.value, c.n, c.chosen, arena);
    }
    camp_arena_free(&scratch);
    return result;
}
