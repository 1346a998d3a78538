/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_price.c - the pricing of all classes at a point of the dual: by climbing, which proves nothing, or
 * exactly, which gives the bound. Patterns that are found go to the pool. */
#include "pattern_pass.h"
#include <math.h>
#include <string.h>

static const double ROUNDING = 1e-9, MARGIN = 1e-12;
static const double EXACT_SUMS = 0x1p28; /* sums of multiples of the unit below this are exact */
/* At prices that suit it best a set is worth less than at those of the master, so the bound may fall below
 * what the known sets are worth: so far at most. A lower share means more nodes. */
static const double SEATED = 0.9;
enum { MOST_STARTS_GIVEN = 12, MOST_FOUND = 24, RECENT = 1500, MOST_PATTERNS = 200000 };

static bool is_enough(const camp_pass *x) {
    return x->p->bound <= x->target + x->p->gap * fabs(x->target);
}

bool camp_pass_is_over(const camp_pass *x) {
    if (camp_pass_work_left(x) == 0 || is_enough(x) || x->p->n_patterns >= MOST_PATTERNS) return true;
    return camp_clock_now() >= x->limits->until || (x->limits->stop && x->limits->stop(x->limits->user));
}

uint64_t camp_pass_work_left(const camp_pass *x) {
    if (!x->limits->work) return UINT64_MAX;
    return x->limits->work > x->work ? x->limits->work - x->work : 0;
}

/* An exact pricing at work: of class c, at duals `row`. */
typedef struct pricing {
    camp_pass *x;
    int c;
    const double *row;
    double base, *upper; /* of bound(y); per class: what is known */
} pricing;

/* Asked by the pricing, from any thread; the bound does not change while they run. */
static bool must_stop(void *user) {
    const camp_pass *x = ((const pricing *)user)->x;
    const camp_program_limits *limits = x->limits;
    return is_enough(x) || camp_clock_now() >= limits->until || (limits->stop && limits->stop(limits->user));
}

/* The patterns of a class, among those found lately, that are worth most at duals y, best first; how many: at
 * most MOST_STARTS_GIVEN. */
static int best_known(const camp_patterns *p, int c, const double *row, camp_slot_set *known, int most) {
    int best[MOST_STARTS_GIVEN];
    double worth[MOST_STARTS_GIVEN];
    int n = camp_patterns_best(p, c, row, RECENT, false, most, best, worth);
    for (int i = 0; i < n; i++)
        known[i] = (camp_slot_set){worth[i], p->patterns[best[i]].n, p->patterns[best[i]].elements};
    return n;
}

/* Adds the sets that were found; whether a new one improves the linear program. Those that were known are in
 * it, as far as its tolerance goes. */
static bool take_found(camp_patterns *p, int c, const camp_slot_problem *slot,
                       const camp_slot_result *found) {
    bool improves = false;
    for (int i = 0; i < found->n_sets && p->n_patterns < MOST_PATTERNS; i++) {
        int before = p->n_patterns;
        int at = camp_patterns_add(p, c, found->sets[i].n, found->sets[i].elements, slot->fan_weight);
        double reduced = camp_pattern_reduced(&p->patterns[at], p->lp_row);
        improves = improves || (at == before && reduced > p->lp_class[c] + ROUNDING * (1 + fabs(p->value)));
    }
    return improves;
}

bool camp_pass_climb(camp_pass *x, const double *row, int starts, camp_arena *scratch) {
    camp_patterns *p = x->p;
    bool improves = false;
    camp_slot_set known[MOST_STARTS_GIVEN];
    for (int c = 0; c < p->n_classes; c++) {
        camp_slot_problem slot = camp_patterns_slot(p, c, row, scratch);
        int n = best_known(p, c, row, known, MOST_STARTS_GIVEN);
        camp_slot_limits limits = {.most_nodes = (uint64_t)starts, .most_sets = MOST_FOUND};
        limits.threshold = (n ? fmax(known[0].value, 0) : 0) + ROUNDING * (1 + fabs(p->value));
        camp_slot_result found = camp_slot_climb(&slot, &limits, n, known, p->seed++, scratch);
        x->work += CAMP_START_WORK * found.nodes;
        improves = take_found(p, c, &slot, &found) || improves;
    }
    return improves;
}

double camp_patterns_estimate(const camp_patterns *p, const double *row, camp_arena *scratch) {
    double estimate = camp_patterns_base(p, row), *best = CAMP_NEW(scratch, double, p->n_classes);
    for (int i = 0; i < p->n_patterns; i++) {
        double *most = &best[p->patterns[i].slot_class];
        *most = fmax(*most, camp_pattern_reduced(&p->patterns[i], row));
    }
    for (int c = 0; c < p->n_classes; c++)
        estimate += p->classes[c].n * best[c];
    return estimate;
}

double camp_pass_estimate(camp_pass *x, const double *row, int starts, int *pattern, camp_arena *scratch) {
    camp_patterns *p = x->p;
    if (p->is_moved) return camp_pass_roomed(x, row, starts, pattern, scratch);
    double estimate = camp_patterns_base(p, row);
    for (int c = 0; c < p->n_classes; c++) {
        camp_slot_set known[MOST_STARTS_GIVEN];
        camp_slot_problem slot = camp_patterns_slot(p, c, row, scratch);
        int n = best_known(p, c, row, known, starts < MOST_STARTS_GIVEN ? starts : MOST_STARTS_GIVEN);
        camp_slot_limits limits = {.most_nodes = (uint64_t)starts, .most_sets = 1};
        limits.threshold = n ? known[0].value : -INFINITY;
        camp_slot_result found = camp_slot_climb(&slot, &limits, n, known, p->seed++, scratch);
        x->work += CAMP_START_WORK * found.nodes;
        const camp_slot_set *best = found.n_sets ? &found.sets[0] : n ? &known[0] : NULL;
        pattern[c] = -1;
        if (!best || best->value <= 0) continue;
        pattern[c] = camp_patterns_add(p, c, best->n, best->elements, slot.fan_weight);
        estimate += p->classes[c].n * best->value;
    }
    return estimate;
}

/* bound(y) from the bounds of the classes, once all have one. */
static void take_bound(camp_patterns *p, const double *row, double base, const double *upper) {
    double bound = base;
    for (int c = 0; c < p->n_classes; c++)
        bound += p->classes[c].n * upper[c];
    if (!(fabs(bound) < EXACT_SUMS && fabs(base) < EXACT_SUMS)) bound += MARGIN * (fabs(base) + fabs(bound));
    if (!(bound < p->bound)) return;
    p->bound = p->best.bound = bound;
    memmove(p->best.row, row, (size_t)p->n_rows * sizeof *row);
    memcpy(p->best.upper, upper, (size_t)p->n_classes * sizeof *upper);
    if (p->lowered) p->lowered(p->user, bound);
}

/* Told by the pricing as it runs. */
static void take_upper(void *user, double upper) {
    const pricing *at = user;
    if (!(upper < at->upper[at->c])) return;
    at->upper[at->c] = fmax(upper, 0);
    take_bound(at->x->p, at->row, at->base, at->upper);
}

/* What is known about the classes at these duals: all of it where they are those of the best bound. */
static double *known_uppers(const camp_patterns *p, const double *row, camp_arena *scratch) {
    double *upper = CAMP_NEW(scratch, double, p->n_classes);
    bool same = isfinite(p->bound) && memcmp(row, p->best.row, (size_t)p->n_rows * sizeof *row) == 0;
    for (int c = 0; c < p->n_classes; c++)
        upper[c] = same ? p->best.upper[c] : INFINITY;
    return upper;
}

static int slots_of(const camp_patterns *p) {
    int slots = 0;
    for (int c = 0; c < p->n_classes; c++)
        slots += p->classes[c].n;
    return slots > 0 ? slots : 1;
}

void camp_patterns_close_pricings(camp_patterns *p) {
    for (int c = 0; c < p->n_classes; c++)
        camp_slot_pricing_close(p->classes[c].pricing);
}

/* Pricings that are open at these duals stay, to be gone on with. */
static void open_at(camp_patterns *p, const double *row) {
    if (!p->priced_row) p->priced_row = CAMP_NEW(p->arena, double, p->n_rows);
    if (memcmp(row, p->priced_row, (size_t)p->n_rows * sizeof *row) == 0) return;
    camp_patterns_close_pricings(p);
    memmove(p->priced_row, row, (size_t)p->n_rows * sizeof *row);
}

/* With many rooms the pricing is long: it goes on where it stopped, with the threshold that it began with. */
static camp_slot_result price(camp_patterns *p, int c, const camp_slot_problem *slot,
                              const camp_slot_limits *limits, camp_arena *scratch) {
    camp_slot_class *class = &p->classes[c];
    if (class->most < p->many_rooms) return camp_slot_bound(slot, limits, scratch);
    if (!class->pricing) class->pricing = camp_slot_pricing_make(p->arena);
    if (!camp_slot_pricing_is_open(class->pricing) &&
        !camp_slot_pricing_open(class->pricing, slot, limits->threshold, scratch))
        return camp_slot_bound(slot, limits, scratch);
    camp_slot_result result = camp_slot_pricing_go(class->pricing, limits, scratch);
    if (result.complete) camp_slot_pricing_close(class->pricing);
    return result;
}

/* What camp_pass_bound works on. */
typedef struct bounding {
    camp_pass *x;
    const double *row;
    double base, spare, *upper;
    bool improves;
    camp_arena *scratch;
} bounding;

/* Only sets that are worth more than the best one known, and what may be given away, are looked for. */
static double threshold_of(const bounding *b, int c) {
    camp_slot_set known;
    int n = best_known(b->x->p, c, b->row, &known, 1);
    double least = n ? fmax(known.value, 0) : 0;
    if (b->x->p->classes[c].seat_row) least *= SEATED;
    return least + b->spare;
}

/* Goes on with class c; false where nothing is to be decided any more. */
static bool bound_class(bounding *b, int c, uint64_t nodes, bool one_aim) {
    camp_pass *x = b->x;
    camp_patterns *p = x->p;
    camp_slot_problem slot = camp_patterns_slot(p, c, b->row, b->scratch);
    pricing at = {.x = x, .c = c, .row = b->row, .base = b->base, .upper = b->upper};
    camp_slot_limits limits = {
        .most_sets = MOST_FOUND, .stop = must_stop, .user = &at, .most_nodes = nodes, .one_aim = one_aim};
    limits.u = p->classes[c].u, limits.threads = p->threads, limits.lowered = take_upper;
    limits.threshold = threshold_of(b, c);
    if (b->upper[c] <= limits.threshold) return false;
    camp_slot_result found = price(p, c, &slot, &limits, b->scratch);
    x->work += found.nodes;
    b->upper[c] = fmin(b->upper[c], fmax(found.upper, 0));
    b->improves = take_found(p, c, &slot, &found) || b->improves;
    take_bound(p, b->row, b->base, b->upper);
    return !found.complete;
}

/* Pricings that are all open go on in turn, a step each, the one that promises most for its nodes first: then
 * a clock that ends them finds one of them within a step, and not all of them. Returns whether something is
 * left to do. */
static bool bound_in_turn(bounding *b, bool *left) {
    const camp_patterns *p = b->x->p;
    for (;;) {
        int best = -1;
        double most = -1;
        for (int c = 0; c < p->n_classes; c++) {
            if (!left[c]) continue;
            double promise = p->classes[c].n * camp_slot_pricing_promise(p->classes[c].pricing);
            if (promise > most) most = promise, best = c;
        }
        if (best < 0) return false;
        if (camp_pass_is_over(b->x)) return true;
        left[best] = bound_class(b, best, camp_pass_work_left(b->x), true);
    }
}

/* Whether all that is left to do is to go on; `left`: with which classes. */
static bool all_open(const bounding *b, bool *left) {
    const camp_patterns *p = b->x->p;
    for (int c = 0; c < p->n_classes; c++) {
        left[c] = b->upper[c] > threshold_of(b, c);
        if (left[c] && !camp_slot_pricing_is_open(p->classes[c].pricing)) return false;
    }
    return true;
}

bool camp_pass_bound(camp_pass *x, const double *row, double spare, uint64_t nodes, bool *cut,
                     camp_arena *scratch) {
    camp_patterns *p = x->p;
    bounding b = {.x = x, .row = row, .spare = spare / slots_of(p), .scratch = scratch};
    bool *left = CAMP_NEW(scratch, bool, p->n_classes);
    b.base = camp_patterns_base(p, row), b.upper = known_uppers(p, row, scratch);
    if (p->node_limit && nodes > p->node_limit) nodes = p->node_limit;
    open_at(p, row);
    *cut = false;
    if (nodes == UINT64_MAX && all_open(&b, left))
        *cut = bound_in_turn(&b, left);
    else
        for (int c = 0; c < p->n_classes; c++) {
            uint64_t share = camp_pass_work_left(x) / (uint64_t)(p->n_classes - c);
            *cut = bound_class(&b, c, nodes < share ? nodes : share + 1, false) || *cut;
        }
    take_bound(p, row, b.base, b.upper);
    return b.improves;
}
