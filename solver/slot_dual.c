/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_dual.c - steps along deflected subgradients to a target below the bound (Polyak 1969; Camerini,
 * Fratta, Maffioli 1975). A person's subgradient is 1 - the number of selected elements that give them more
 * than u or that they present.
 */
#include "slot_dual.h"
#include <math.h>
#include <string.h>

static const double FIRST_FACTOR = 1.5, LESS = 0.6, LEAST_GAIN = 0.01; /* of step_back */
static const double SELDOM = 0.02;
enum { NOT_PAID = UINT16_MAX }; /* no price of a seat: its row is to be made */
enum { FEW = 6 };               /* keys on the wrong side that are brought over one by one */
enum { WEAK_STEPS = 6, BEFORE = 10, MORE_BEFORE = 5 }; /* as if selected 10 times of 50 at first */
#define KEY_ELEMENTS ((int64_t)CAMP_WHOLE_ELEMENTS)

void camp_slot_dual_make(camp_slot_dual *dual, const camp_slot_whole *whole, camp_arena *arena) {
    size_t width = whole->width;
    int n = whole->slot->n_elements;
    *dual = (camp_slot_dual){.whole = whole};
    dual->fine = camp_row_new(arena, width, sizeof *dual->fine),
    dual->direction = camp_row_new(arena, width, sizeof *dual->direction);
    dual->count = camp_row_new(arena, width, 1);
    dual->u = camp_row_new(arena, width, whole->rows->cell);
    dual->worth = CAMP_NEW(arena, int64_t, n), dual->worth_of = CAMP_NEW(arena, int64_t, n);
    dual->first = CAMP_NEW(arena, int64_t, n), dual->second = CAMP_NEW(arena, int64_t, n);
    dual->key = CAMP_NEW(arena, int64_t, n + 1), dual->spare = CAMP_NEW(arena, int64_t, n + 1);
    dual->gap = CAMP_NEW(arena, int64_t, n + 1);
    dual->often = CAMP_NEW(arena, int, n);
    dual->price = CAMP_NEW(arena, uint16_t, n), dual->fine_price = CAMP_NEW(arena, int32_t, n);
    dual->price_direction = CAMP_NEW(arena, int32_t, n), dual->turned = CAMP_NEW(arena, int, n);
    if (whole->n_rooms) dual->paid = camp_row_new(arena, (size_t)n * width, whole->rows->cell);
    dual->paid_price = CAMP_NEW(arena, uint16_t, n);
    dual->brings = CAMP_NEW(arena, int64_t, n);
    dual->room_price = CAMP_NEW(arena, int32_t, whole->room_width);
    dual->room_direction = CAMP_NEW(arena, int32_t, whole->room_width);
    dual->fine_room = CAMP_NEW(arena, int64_t, whole->room_width);
    dual->room_count = CAMP_NEW(arena, int, whole->room_width);
    camp_slot_dual_forget(dual);
}

/* ---------------------------------------------------------------- one evaluation */

/* A worth and its element as one number, so that they are ordered whatever the way to it: the larger worth
 * first, then the smaller element. */
static int64_t key_of(int64_t worth, int e) {
    return worth * KEY_ELEMENTS + (KEY_ELEMENTS - 1 - e);
}
static int element_of(int64_t key) {
    return (int)(KEY_ELEMENTS - 1 - key % KEY_ELEMENTS);
}

typedef struct pick {
    int n;                   /* selected: the first so many keys */
    int64_t last;            /* smallest key selected; more than all when none is */
    int64_t sum;             /* of their worths */
    int64_t least, beyond;   /* smallest worth selected, 0 where fewer than `left` are; largest of the others,
                                at least 0 */
    int64_t lowest, highest; /* worth of all */
    int64_t ahead;           /* no best of a clique is more above its next, or above nothing */
} pick;

/* Keys above the pivot first; returns how many. Without a branch that the processor would have to guess. */
static int split(int64_t *key, int64_t *spare, int n, int64_t pivot) {
    int above = 0, below = 0;
    for (int i = 0; i < n; i++) {
        int64_t k = key[i];
        bool is_above = k > pivot;
        key[above] = k, spare[below] = k;
        above += is_above, below += !is_above;
    }
    memcpy(key + above, spare, (size_t)below * sizeof *key);
    return above;
}

static int64_t middle(int64_t a, int64_t b, int64_t c) {
    if (a > b) {
        int64_t swap = a;
        a = b, b = swap;
    }
    return c < a ? a : c > b ? b : c;
}

/* Of key[from] .. key[to - 1] the smallest (least) or largest moves to the place `to_place`. */
static void bring(int64_t *key, int from, int to, bool least, int to_place) {
    int64_t flip = least ? -1 : 0, best = key[from] ^ flip; /* ~x orders backwards */
    for (int i = from + 1; i < to; i++) {
        int64_t x = key[i] ^ flip;
        best = x > best ? x : best;
    }
    int at = from;
    while ((key[at] ^ flip) != best)
        at++;
    int64_t swap = key[to_place];
    key[to_place] = key[at], key[at] = swap;
}

/* The largest `left` of n > left keys come first: split at `guess`, which is the border of a step before and
 * so nearly right; few that lie on the wrong side are brought over one by one, else by quickselect. */
static void part(int64_t *key, int64_t *spare, int n, int left, int64_t guess) {
    int low = 0, high = n; /* the border is in low .. high */
    int64_t pivot = guess;
    while (low < left && left < high) {
        int border = low + split(key + low, spare, high - low, pivot);
        if (border == left) return;
        if (border > left && border - left <= FEW) {
            for (; border > left; border--)
                bring(key, low, border, true, border - 1);
            return;
        }
        if (border < left && left - border <= FEW) {
            for (; border < left; border++)
                bring(key, border, high, false, border);
            return;
        }
        if (border == high || border == low) { /* nothing split off: a key that is there */
            pivot = middle(key[low], key[(low + high) / 2], key[high - 1]);
            border = low + split(key + low, spare, high - low, pivot);
            if (border == low) { /* the largest */
                int at = low;
                while (key[at] != pivot)
                    at++;
                key[at] = key[low], key[low] = pivot;
                border = low + 1;
            }
        }
        if (border <= left)
            low = border;
        else
            high = border;
        if (low < high) pivot = middle(key[low], key[(low + high) / 2], key[high - 1]);
    }
}

static pick select_best(camp_slot_dual *dual, int n, int left) {
    int64_t *key = dual->key;
    pick best = {.n = n < left ? n : left, .last = INT64_MAX};
    if (n > left) {
        part(key, dual->spare, n, left, dual->border);
        int64_t beyond = 0;
        for (int i = left; i < n; i++)
            if (key[i] > beyond) beyond = key[i];
        best.beyond = beyond / KEY_ELEMENTS;
        dual->border = beyond;
    }
    for (int i = 0; i < best.n; i++) {
        best.sum += key[i] / KEY_ELEMENTS;
        if (key[i] < best.last) best.last = key[i];
    }
    best.least = n < left ? 0 : best.last / KEY_ELEMENTS;
    return best;
}

static void *paid_row(const camp_slot_dual *dual, int e) {
    return (char *)dual->paid + (size_t)e * dual->whole->width * dual->whole->rows->cell;
}

/* Weights of open elements with their price paid; few prices change from one step to the next. */
static void pay_prices(camp_slot_dual *dual, const camp_slot_node *node, const uint16_t *price) {
    const camp_slot_whole *whole = dual->whole;
    for (int i = 0; i < node->n_open; i++) {
        int e = node->open[i];
        if (dual->paid_price[e] == price[e]) continue;
        whole->rows->pay(whole->width, paid_row(dual, e), camp_slot_row(whole, e), price[e]);
        dual->paid_price[e] = price[e];
    }
}

/* What each open element would bring people above u. */
static void find_over(camp_slot_dual *dual, const camp_slot_node *node, const uint16_t *price,
                      const void *u) {
    const camp_slot_whole *whole = dual->whole;
    if (whole->n_rooms) pay_prices(dual, node, price);
    whole->rows->over(whole->width, whole->n_rooms ? dual->paid : whole->weight, node->n_open, node->open, u,
                      dual->worth);
}

/* What the best room brings to each open element. */
static void find_brought(camp_slot_dual *dual, const camp_slot_node *node, const uint16_t *price,
                         const int32_t *room_price) {
    const camp_slot_whole *whole = dual->whole;
    if (whole->n_rooms)
        whole->rows->bring(whole->room_width, whole->room_seats, whole->room_off, node->n_open, node->open,
                           price, room_price, dual->brings);
}

/* Worth of each open element. All presenters in one loop, those of closed elements too: a loop for each
 * element has an end that the processor has to guess. */
static void find_worths(camp_slot_dual *dual, const camp_slot_node *node) {
    const camp_slot_whole *whole = dual->whole;
    long n_hosts = whole->host_first[whole->slot->n_elements];
    find_over(dual, node, dual->price, dual->u);
    find_brought(dual, node, dual->price, dual->room_price);
    for (int i = 0; i < node->n_open; i++)
        dual->worth_of[node->open[i]] = whole->gain[node->open[i]] + dual->brings[i] + dual->worth[i];
    if (whole->rows->cell == 1)
        for (long j = 0; j < n_hosts; j++)
            dual->worth_of[whole->host_of[j]] -= ((const uint8_t *)dual->u)[whole->host[j]];
    else
        for (long j = 0; j < n_hosts; j++)
            dual->worth_of[whole->host_of[j]] -= ((const uint16_t *)dual->u)[whole->host[j]];
}

/* The largest keys of each clique, whose open elements come behind each other, and the largest of all cliques
 * that are worth anything as dual->key; how many. Without branches, as which is larger cannot be guessed. */
static int find_keys(camp_slot_dual *dual, const camp_slot_node *node, pick *best) {
    const int *clique_of = dual->whole->clique;
    int64_t first = INT64_MIN, second = INT64_MIN, lowest = INT64_MAX, highest = INT64_MIN;
    int last = -1, n = -1, n_keys = 0;
    for (int i = 0; i < node->n_open; i++) {
        int e = node->open[i], clique = clique_of[e];
        int64_t worth = dual->worth_of[e], key = key_of(worth, e);
        bool begins = clique != last;
        first = begins ? INT64_MIN : first, second = begins ? INT64_MIN : second;
        int64_t less = key < first ? key : first;
        first = key > first ? key : first;
        second = less > second ? less : second;
        n += begins, last = clique;
        dual->first[clique] = first, dual->second[clique] = second;
        dual->spare[n] = first, dual->gap[n] = first - (second > 0 ? second : 0);
        lowest = worth < lowest ? worth : lowest;
        highest = worth > highest ? worth : highest;
    }
    int64_t ahead = 0;
    for (int i = 0; i <= n; i++) {
        ahead = dual->gap[i] > ahead ? dual->gap[i] : ahead;
        dual->key[n_keys] = dual->spare[i];
        n_keys += dual->spare[i] >= KEY_ELEMENTS;
    }
    best->lowest = lowest, best->highest = highest, best->ahead = ahead / KEY_ELEMENTS + 1;
    return n_keys;
}

/* Worths at the u and the prices of the step; returns D. */
static int64_t evaluate(camp_slot_dual *dual, const camp_slot_node *node, pick *best) {
    const camp_slot_whole *whole = dual->whole;
    pick all = {0};
    int64_t sum = whole->rows->round(whole->width, dual->u, dual->fine, node->m);
    if (whole->n_rooms) camp_slot_prices_round(dual, node);
    find_worths(dual, node);
    int n = find_keys(dual, node, &all);
    *best = select_best(dual, n, node->left);
    best->lowest = all.lowest, best->highest = all.highest, best->ahead = all.ahead;
    return node->base + sum + best->sum + camp_slot_node_rooms(node, whole, dual->room_price);
}

/* Leaves out what cannot be in a set above the threshold; returns an element that must be, or -1. */
static int decide(camp_slot_dual *dual, camp_slot_node *node, const pick *best, int64_t bound,
                  int64_t threshold) {
    int n = 0, must = -1, n_open = node->n_open;
    int64_t least = threshold - bound + best->least, most = bound - threshold + best->beyond;
    if (best->lowest > least && (best->highest < most || best->ahead < bound - threshold)) return must;
    for (int i = 0; i < n_open; i++) {
        int e = node->open[i];
        int64_t worth = dual->worth_of[e], key = key_of(worth, e), clique = dual->whole->clique[e];
        int64_t largest = dual->first[clique], second = dual->second[clique];
        bool first = key == largest, selected = (worth > 0) & first & (key >= best->last);
        int64_t rival = first ? second : largest;
        /* it comes in for the best of its clique, or else for the least that is selected */
        int64_t more = (!first & (rival >= best->last)) ? rival / KEY_ELEMENTS - best->least : 0;
        bool goes = !selected & (worth <= least + more);
        node->out[e / 64] |= (uint64_t)goes << (e % 64);
        /* without it the next of its clique may come, or the best of those not selected */
        if (selected & (worth >= most) &&
            (rival < KEY_ELEMENTS || worth - rival / KEY_ELEMENTS >= bound - threshold) &&
            (must < 0 || e < must))
            must = e;
        node->open[n] = e;
        n += !goes;
    }
    node->n_open = n;
    return must;
}

static int64_t turn(camp_slot_dual *dual, const camp_slot_node *node, int selected) {
    const camp_slot_whole *whole = dual->whole;
    int64_t squares = 0;
    memset(dual->count, 0, whole->width);
    dual->n_turned = 0;
    dual->looks++;
    memset(dual->room_count, 0, (size_t)whole->n_rooms * sizeof *dual->room_count);
    for (int i = 0; i < selected; i++) {
        int e = element_of(dual->key[i]);
        dual->often[e]++;
        if (whole->n_rooms)
            squares += camp_slot_prices_turn(
                dual, e, whole->rows->sum_up(whole->width, dual->count, paid_row(dual, e), dual->u));
        else
            whole->rows->count(whole->width, dual->count, camp_slot_row(whole, e), dual->u);
        for (long j = whole->host_first[e]; j < whole->host_first[e + 1]; j++)
            dual->count[whole->host[j]]++;
    }
    if (whole->n_rooms) squares += camp_slot_prices_turn_rooms(dual, node);
    return squares + whole->rows->turn(whole->width, dual->direction, dual->count, dual->u, node->m);
}

static int32_t step_size(const camp_slot_dual *dual, double way, int64_t squares) {
    const camp_slot_rows *rows = dual->whole->rows;
    double unit = ldexp(CAMP_ROW_GRADIENT, rows->fraction + rows->shift);
    double step = squares > 0 ? way * unit / (double)squares : 0;
    return step < CAMP_ROW_MOST_STEP ? (int32_t)step : CAMP_ROW_MOST_STEP;
}

/* ---------------------------------------------------------------- all steps */

typedef struct walk {
    int64_t best; /* since the node last changed */
    double factor;
    int weak;
} walk;

static void start(camp_slot_dual *dual, walk *w) {
    *w = (walk){.best = INT64_MAX, .factor = FIRST_FACTOR};
    memset(dual->direction, 0, dual->whole->width * sizeof *dual->direction);
    memset(dual->room_direction, 0, (size_t)dual->whole->n_rooms * sizeof *dual->room_direction);
    if (dual->whole->n_rooms)
        memset(dual->price_direction, 0,
               (size_t)dual->whole->slot->n_elements * sizeof *dual->price_direction);
}

/* From the best duals of a node. */
static void begin_at(camp_slot_dual *dual, const camp_slot_node *node) {
    const camp_slot_whole *whole = dual->whole;
    whole->rows->fine(whole->width, dual->fine, node->u);
    for (int i = 0; whole->n_rooms && i < node->n_open; i++)
        dual->fine_price[node->open[i]] = (int32_t)node->price[node->open[i]] << whole->rows->fraction;
    for (int r = 0; r < whole->n_rooms; r++)
        dual->fine_room[r] = (int64_t)node->room_price[r] << whole->rows->fraction;
}

static void note(camp_slot_dual *dual, camp_slot_node *node, walk *w, int64_t bound) {
    const camp_slot_whole *whole = dual->whole;
    if (bound >= w->best) {
        w->weak++;
        return;
    }
    bool much = w->best == INT64_MAX || (double)(w->best - bound) > LEAST_GAIN * (double)dual->step_back;
    w->weak = much ? 0 : w->weak + 1;
    w->best = bound;
    memcpy(node->u, dual->u, whole->width * whole->rows->cell);
    for (int i = 0; whole->n_rooms && i < node->n_open; i++)
        node->price[node->open[i]] = dual->price[node->open[i]];
    memcpy(node->room_price, dual->room_price, (size_t)whole->n_rooms * sizeof *node->room_price);
    if (bound < node->bound) node->bound = bound;
}

void camp_slot_dual_forget(camp_slot_dual *dual) {
    dual->looks = 0;
    for (int e = 0; dual->whole->n_rooms && e < dual->whole->slot->n_elements; e++)
        dual->paid_price[e] = NOT_PAID;
    memset(dual->often, 0, (size_t)dual->whole->slot->n_elements * sizeof *dual->often);
}

void camp_slot_dual_improve(camp_slot_dual *dual, camp_slot_node *node, int steps, int64_t aim,
                            int64_t threshold) {
    const camp_slot_whole *whole = dual->whole;
    walk w;
    start(dual, &w);
    begin_at(dual, node);
    for (int i = 0; i < steps; i++) {
        pick best;
        int64_t bound = evaluate(dual, node, &best);
        note(dual, node, &w, bound);
        if (node->bound <= aim || camp_slot_node_ends(node)) return;
        int must = decide(dual, node, &best, bound, threshold);
        if (must >= 0) {
            camp_slot_node_take(node, whole, must);
            start(dual, &w);
            continue;
        }
        int64_t squares = turn(dual, node, best.n);
        if (w.weak >= WEAK_STEPS) {
            w.factor *= LESS, w.weak = 0;
            begin_at(dual, node);
        }
        int64_t target = w.best - dual->step_back > aim ? w.best - dual->step_back : aim;
        int32_t step = step_size(dual, w.factor * (double)(bound - target), squares);
        whole->rows->move(whole->width, dual->fine, dual->direction, step);
        if (whole->n_rooms) camp_slot_prices_move(dual, step);
    }
}

int camp_slot_dual_branch(camp_slot_dual *dual, camp_slot_node *node) {
    const camp_slot_whole *whole = dual->whole;
    int n = 0, best = -1;
    double most = -1;
    find_over(dual, node, node->price, node->m);
    find_brought(dual, node, node->price, node->room_price);
    for (int i = 0; i < node->n_open; i++) {
        int e = node->open[i];
        int64_t adds = whole->gain[e] + dual->brings[i] + dual->worth[i];
        for (long j = whole->host_first[e]; j < whole->host_first[e + 1]; j++)
            adds -= camp_slot_cell(whole, node->m, whole->host[j]);
        bool adds_nothing = adds + whole->lost <= 0; /* nor to what follows, at these prices */
        if (adds_nothing && !whole->n_rooms) {
            camp_set_add(node->out, e);
            continue;
        }
        node->open[n++] = e;
        if (adds_nothing) continue; /* those that are in may have others once the node was parked */
        double often = (double)(BEFORE + dual->often[e]) / (double)(MORE_BEFORE * BEFORE + dual->looks);
        double score = (double)dual->worth[i] * sqrt(SELDOM + often);
        if (score > most || (score == most && e < best)) most = score, best = e;
    }
    node->n_open = n;
    return best;
}
