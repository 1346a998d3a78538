/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_pool.c - the patterns known so far: who sits where, no pattern twice, those of a board. */
#include "pattern.h"
#include "slot_sets.h"
#include <string.h>

static const double FIRST_PRICE = 0.85; /* of what a session adds to its slot on the first board */
enum { NOBODY = -1, BUSY = -2 };

/* ---------------------------------------------------------------- who sits where */

/* Per person the fan entry of the best seat in the set, at these weights. A seat that no row counts goes
 * first among equals. */
static void best_seats(const camp_slot_class *class, int n, const int *elements, const double *weight,
                       long *seat) {
    for (int i = 0; i < n; i++)
        for (long j = class->fan_first[elements[i]]; j < class->fan_first[elements[i] + 1]; j++) {
            long *at = &seat[class->fan_person[j]];
            double have = *at == NOBODY ? 0 : weight[*at];
            if (weight[j] > have || (*at != NOBODY && weight[j] == have && class->fan_term[j] < 0)) *at = j;
        }
    for (int i = 0; i < n; i++)
        for (long k = class->host_first[elements[i]]; k < class->host_first[elements[i] + 1]; k++)
            seat[class->host[k]] = BUSY;
}

/* Adds the terms of a list to the pattern's. sum: per row, what it has so far. */
static void add_terms(const camp_patterns *p, camp_pattern *pattern, int term, double *sum) {
    for (; term >= 0; term = p->terms[term].next) {
        int row = p->terms[term].row;
        if (sum[row] == 0) pattern->row[pattern->n_terms++] = row;
        sum[row] += p->terms[term].value;
    }
}

/* Each row once, and only what is not 0. */
static void gather_terms(camp_pattern *pattern, double *sum, camp_arena *scratch) {
    int n = 0;
    pattern->term = CAMP_NEW(scratch, double, pattern->n_terms);
    for (int i = 0; i < pattern->n_terms; i++) {
        int row = pattern->row[i];
        if (sum[row] != 0) pattern->row[n] = row, pattern->term[n++] = sum[row];
        sum[row] = 0;
    }
    pattern->n_terms = n;
}

static camp_pattern make_pattern(camp_patterns *p, int slot_class, int n, const int *elements,
                                 const double *weight, camp_arena *scratch) {
    const camp_slot_class *class = &p->classes[slot_class];
    camp_pattern pattern = {
        .slot_class = slot_class, .n = n, .elements = camp_slot_sorted(n, elements, scratch)};
    long *seat = CAMP_NEW(scratch, long, p->n_hosts);
    double *sum = CAMP_NEW(scratch, double, p->n_rows);
    for (int q = 0; q < p->n_hosts; q++)
        seat[q] = NOBODY;
    best_seats(class, n, pattern.elements, weight, seat);
    pattern.row = CAMP_NEW(scratch, int, p->n_terms);
    for (int i = 0; i < n; i++) {
        int e = pattern.elements[i];
        pattern.value += class->stake[e];
        add_terms(p, &pattern, class->element_term[e], sum);
        for (long j = class->fan_first[e]; j < class->fan_first[e + 1]; j++) {
            if (seat[class->fan_person[j]] != j) continue;
            pattern.value += class->fan_weight[j];
            add_terms(p, &pattern, class->fan_term[j], sum);
        }
    }
    gather_terms(&pattern, sum, scratch);
    return pattern;
}

/* ---------------------------------------------------------------- no pattern twice */

static uint64_t mix(uint64_t hash, const int *numbers, int n) {
    for (int i = 0; i < n; i++)
        hash = (hash ^ (uint64_t)(unsigned)numbers[i]) * 0x9E3779B97F4A7C15ULL, hash ^= hash >> 29;
    return hash;
}

static size_t place_of(const camp_patterns *p, const camp_pattern *pattern) {
    uint64_t hash = mix((uint64_t)pattern->slot_class + 1, pattern->elements, pattern->n);
    return (size_t)(mix(hash ^ 0x5851F42D, pattern->row, pattern->n_terms) % (uint64_t)p->table_size);
}

/* Terms are in the order of elements and fans, so equal patterns have them in the same. */
static bool same_pattern(const camp_pattern *a, const camp_pattern *b) {
    return a->slot_class == b->slot_class && a->n == b->n && a->n_terms == b->n_terms &&
           memcmp(a->elements, b->elements, (size_t)a->n * sizeof *a->elements) == 0 &&
           memcmp(a->row, b->row, (size_t)a->n_terms * sizeof *a->row) == 0 &&
           memcmp(a->term, b->term, (size_t)a->n_terms * sizeof *a->term) == 0;
}

/* Where the pattern is in the table, or the empty place where it belongs. */
static size_t find(const camp_patterns *p, const camp_pattern *pattern) {
    size_t at = place_of(p, pattern);
    while (p->table[at] && !same_pattern(&p->patterns[p->table[at] - 1], pattern))
        at = (at + 1) % (size_t)p->table_size;
    return at;
}

static void grow_table(camp_patterns *p) {
    p->table_size = p->table_size ? 2 * p->table_size : 1024;
    p->table = CAMP_NEW(p->arena, int, p->table_size);
    p->patterns = camp_arena_grow(p->arena, p->patterns, (size_t)p->n_patterns, (size_t)p->table_size / 2,
                                  sizeof *p->patterns);
    for (int i = 0; i < p->n_patterns; i++)
        p->table[find(p, &p->patterns[i])] = i + 1;
}

static void *copy(camp_arena *arena, const void *from, size_t size) {
    return memcpy(CAMP_NEW(arena, char, size), from, size);
}

int camp_patterns_add(camp_patterns *p, int slot_class, int n, const int *elements, const double *weight) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, p->arena);
    if (2 * p->n_patterns >= p->table_size) grow_table(p);
    camp_pattern pattern = make_pattern(p, slot_class, n, elements, weight, &scratch);
    size_t at = find(p, &pattern);
    if (p->table[at] == 0) {
        pattern.elements = copy(p->arena, pattern.elements, (size_t)n * sizeof *pattern.elements);
        pattern.row = copy(p->arena, pattern.row, (size_t)pattern.n_terms * sizeof *pattern.row);
        pattern.term = copy(p->arena, pattern.term, (size_t)pattern.n_terms * sizeof *pattern.term);
        p->patterns[p->n_patterns++] = pattern;
        p->table[at] = p->n_patterns;
    }
    int number = p->table[at] - 1;
    camp_arena_free(&scratch);
    return number;
}

double camp_pattern_reduced(const camp_pattern *pattern, const double *row) {
    double value = pattern->value;
    for (int i = 0; i < pattern->n_terms; i++)
        value -= pattern->term[i] * row[pattern->row[i]];
    return value;
}

int camp_patterns_best(const camp_patterns *p, int c, const double *row, int recent, bool not_roomed,
                       int most, int *best, double *worth) {
    int n = 0, seen = 0;
    for (int i = p->n_patterns - 1; i >= 0 && seen < recent; i--) {
        const camp_pattern *pattern = &p->patterns[i];
        if (pattern->slot_class != c || (not_roomed && pattern->is_roomed)) continue;
        double value = camp_pattern_reduced(pattern, row);
        int k = n < most ? n++ : most;
        for (seen++; k > 0 && worth[k - 1] < value; k--)
            if (k < most) worth[k] = worth[k - 1], best[k] = best[k - 1];
        if (k < most) worth[k] = value, best[k] = i;
    }
    return n;
}

/* ---------------------------------------------------------------- the patterns of a board */

/* The elements of the class that the board has in the slot. */
static int set_of(const camp_patterns *p, const camp_board *board, int slot, int *set) {
    int n = 0;
    for (int i = 0; i < board->n_runs; i++) {
        int s = board->runs[i].session;
        const camp_slots *span = camp_problem_span(p->problem, s, board->runs[i].slot);
        for (int part = 0; part < span->n; part++)
            if (span->chain[part] == slot)
                set[n++] = camp_patterns_local(p, p->class_of[slot], p->first_element[s] + part,
                                               board->runs[i].room);
    }
    return n;
}

/* The votes' weights, but a seat that rows count is only for whom it is on the board. */
static void board_weights(const camp_patterns *p, const camp_board *board, int slot, int n, const int *set,
                          double *weight, bool *sits) {
    const camp_slot_class *class = &p->classes[p->class_of[slot]];
    memcpy(weight, class->fan_weight, (size_t) class->fan_first[class->n_elements] * sizeof *weight);
    for (int i = 0; i < n; i++) {
        camp_element e = p->elements[class->element[set[i]]];
        memset(sits, 0, (size_t)p->problem->event->n_people * sizeof *sits);
        for (long k = 0; k < board->n_seats; k++) {
            const camp_run *run = &board->runs[board->seats[k].run];
            if (run->session == e.session &&
                camp_problem_span(p->problem, e.session, run->slot)->chain[e.part] == slot)
                sits[board->seats[k].person] = true;
        }
        for (long j = class->fan_first[set[i]]; j < class->fan_first[set[i] + 1]; j++)
            if (class->fan_term[j] >= 0 && !sits[class->fan_person[j]]) weight[j] = -1;
    }
}

static double value_of(const camp_patterns *p, const camp_slot_class *class, int n, const int *set,
                       camp_arena *scratch) {
    camp_slot_problem slot = {.n_people = p->n_hosts,
                              .n_elements = class->n_elements,
                              .most = class->most,
                              .gain = class->stake,
                              .fan_first = class->fan_first,
                              .fan_person = class->fan_person,
                              .fan_weight = class->fan_weight,
                              .host_first = class->host_first,
                              .host = class->host};
    return camp_slot_value(&slot, n, set, scratch);
}

/* First duals: the price of an element is most of what it adds to its slot on the board. A later part's is
 * the dual of its ties, so the session's has all parts together. */
static void first_prices(camp_patterns *p, int slot, int n, const int *set, camp_arena *scratch) {
    const camp_slot_class *class = &p->classes[p->class_of[slot]];
    int *less = CAMP_NEW(scratch, int, n + 1), n_slots = p->problem->event->n_slots;
    double value = value_of(p, class, n, set, scratch);
    for (int i = 0; i < n; i++) {
        int m = 0, e = class->element[set[i]], s = p->elements[e].session;
        for (int j = 0; j < n; j++)
            if (j != i) less[m++] = set[j];
        double adds = FIRST_PRICE * (value - value_of(p, class, m, less, scratch));
        if (p->problem->event->sessions[s].length > 1)
            p->best.row[p->session_row[s]] += fmax(adds, 0);
        else
            p->best.row[p->session_row[s]] = fmax(p->best.row[p->session_row[s]], adds);
        for (int t = 0; t < n_slots; t++)
            if (p->tie_row[e * n_slots + t] >= 0) p->best.row[p->tie_row[e * n_slots + t]] = adds;
    }
}

void camp_patterns_seed(camp_patterns *p, const camp_board *board) {
    const camp_event *e = p->problem->event;
    camp_arena scratch;
    camp_arena_init_like(&scratch, p->arena);
    int *set = CAMP_NEW(&scratch, int, board->n_runs + 1);
    bool *sits = CAMP_NEW(&scratch, bool, e->n_people), first = p->n_patterns == 0;
    for (int k = 0; k < e->n_open; k++) {
        const camp_slot_class *class = &p->classes[p->class_of[e->open[k]]];
        double *weight = CAMP_NEW(&scratch, double, class->fan_first[class->n_elements]);
        int n = set_of(p, board, e->open[k], set);
        board_weights(p, board, e->open[k], n, set, weight, sits);
        camp_patterns_add(p, p->class_of[e->open[k]], n, set, weight);
        if (first) first_prices(p, e->open[k], n, set, &scratch);
    }
    if (first) camp_patterns_round(p, p->best.row);
    camp_arena_free(&scratch);
}
