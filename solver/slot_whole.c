/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_whole.c - a slot's numbers scaled to bytes, or to words of 16 bits where bytes lose too much.
 *
 * What rounding costs is at most, added up over people, the most that a weight of theirs was raised by, and
 * one unit per element of a set.
 */
#include "slot_whole.h"
#include <math.h>

/* Bytes: 64 units for each unit of weight where weights reach 3. Prices have more digits than that, so a
 * larger scale is better; with whole weights it must be whole to be exact. */
static const double MOST_LOST_BYTES = 0.005, MOST_LOST = 0.01, LARGEST = 0x1p46;

typedef struct sizes {
    double largest, most_wanted; /* weight; sum over people of their largest */
    double lost;                 /* by rounding up */
} sizes;

static double scale_for(double largest, double top) {
    double scale = largest > 0 ? top / largest : 1;
    return scale >= 1 ? floor(scale) : exp2(floor(log2(scale)));
}

/* What a scale costs, in units of weight. */
static sizes measure(const camp_slot_problem *slot, double scale, camp_arena *scratch) {
    sizes all = {0};
    double *most = CAMP_NEW(scratch, double, slot->n_people),
           *lost = CAMP_NEW(scratch, double, slot->n_people);
    for (int e = 0; e < slot->n_elements; e++)
        for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++) {
            int p = slot->fan_person[j];
            double weight = slot->fan_weight[j] + camp_slot_price(slot, e);
            double more = ceil(weight * scale) / scale - weight;
            if (weight > most[p]) most[p] = weight;
            if (more > lost[p]) lost[p] = more;
            if (weight > all.largest) all.largest = weight;
        }
    for (int p = 0; p < slot->n_people; p++)
        all.most_wanted += most[p], all.lost += lost[p];
    return all;
}

static int *cells_of(camp_slot_whole *whole, camp_arena *arena) {
    const camp_slot_problem *slot = whole->slot;
    int *cell = CAMP_NEW(arena, int, slot->n_people), n = 0;
    for (long j = 0; j < slot->fan_first[slot->n_elements]; j++)
        cell[slot->fan_person[j]] = 1;
    for (int p = 0; p < slot->n_people; p++)
        cell[p] = cell[p] ? n++ : -1;
    whole->width = ((size_t)n + CAMP_ROW_PAD - 1) / CAMP_ROW_PAD * CAMP_ROW_PAD;
    if (!whole->width) whole->width = CAMP_ROW_PAD;
    int *person = CAMP_NEW(arena, int, whole->width);
    for (size_t i = 0; i < whole->width; i++)
        person[i] = -1;
    for (int p = 0; p < slot->n_people; p++)
        if (cell[p] >= 0) person[cell[p]] = p;
    whole->person = person;
    return cell;
}

static void fill_rows(camp_slot_whole *whole, const int *cell, camp_arena *arena) {
    const camp_slot_problem *slot = whole->slot;
    size_t n = (size_t)slot->n_elements * whole->width;
    uint8_t *bytes = NULL;
    uint16_t *words = NULL;
    if (whole->rows->cell == 1)
        whole->weight = bytes = camp_row_new(arena, n, 1);
    else
        whole->weight = words = camp_row_new(arena, n, sizeof *words);
    int64_t *gain = CAMP_NEW(arena, int64_t, slot->n_elements);
    for (int e = 0; e < slot->n_elements; e++) {
        double price = camp_slot_price(slot, e);
        gain[e] = (int64_t)ceil(camp_slot_bare_gain(slot, e) * whole->scale);
        for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++) {
            size_t at = (size_t)e * whole->width + (size_t)cell[slot->fan_person[j]];
            double weight = ceil((slot->fan_weight[j] + price) * whole->scale);
            if (bytes)
                bytes[at] = (uint8_t)weight;
            else
                words[at] = (uint16_t)weight;
        }
    }
    whole->gain = gain;
}

static void fill_hosts(camp_slot_whole *whole, const int *cell, camp_arena *arena) {
    const camp_slot_problem *slot = whole->slot;
    long *first = CAMP_NEW(arena, long, slot->n_elements + 1), n = 0;
    int *host = CAMP_NEW(arena, int, slot->host_first[slot->n_elements]);
    int *host_of = CAMP_NEW(arena, int, slot->host_first[slot->n_elements]);
    for (int e = 0; e < slot->n_elements; e++) {
        for (long i = slot->host_first[e]; i < slot->host_first[e + 1]; i++)
            if (cell[slot->host[i]] >= 0) host_of[n] = e, host[n++] = cell[slot->host[i]];
        first[e + 1] = n;
    }
    whole->host_first = first, whole->host = host, whole->host_of = host_of;
    whole->words = (slot->n_elements + 63) / 64;
    uint64_t *excludes = CAMP_NEW(arena, uint64_t, slot->n_elements * whole->words);
    for (int a = 0; a < slot->n_elements; a++)
        for (int b = 0; b < slot->n_elements; b++)
            if (a == b || camp_slot_excludes(slot, a, b)) camp_set_add(excludes + (long)a * whole->words, b);
    whole->excludes = excludes;
}

/* Rooms, and prices to begin with, of which any are right; false where the numbers are too large. No more sit
 * in an element than there are fans of it. */
static bool fill_rooms(camp_slot_whole *whole, camp_arena *arena) {
    const camp_slot_problem *slot = whole->slot;
    int n = slot->n_rooms, width = (n + CAMP_ROW_ROOMS - 1) / CAMP_ROW_ROOMS * CAMP_ROW_ROOMS;
    int32_t *seats = CAMP_NEW(arena, int32_t, slot->n_elements * width),
            *off = CAMP_NEW(arena, int32_t, slot->n_elements * width);
    int32_t *price = CAMP_NEW(arena, int32_t, width), *step = CAMP_NEW(arena, int32_t, width);
    uint16_t *seat_price = CAMP_NEW(arena, uint16_t, slot->n_elements);
    double paid = 0;
    for (int e = 0; e < slot->n_elements; e++)
        seat_price[e] =
            (uint16_t)fmin(nearbyint(camp_slot_price(slot, e) * whole->scale), whole->rows->top - 1);
    for (int r = 0; r < n; r++) {
        paid += slot->room_price[r];
        if (!(slot->room_price[r] * whole->scale < CAMP_ROOM_MOST)) return false;
        price[r] = (int32_t)nearbyint(slot->room_price[r] * whole->scale), step[r] = 1;
    }
    for (int e = 0; e < slot->n_elements; e++) {
        int fans = (int)(slot->fan_first[e + 1] - slot->fan_first[e]);
        for (int r = 0; r < width; r++) {
            int most = r < n ? slot->room_seats[e * n + r] : -1, at = e * width + r;
            if (most < 0) off[at] = CAMP_ROOM_OFF;
            if (most > fans) most = fans;
            if (most > CAMP_ROOM_MOST / whole->rows->top) return false;
            if (most > 0) seats[at] = most;
            if (most > 0 && most > step[r]) step[r] = most;
        }
    }
    whole->n_rooms = n, whole->room_width = width, whole->room_seats = seats, whole->room_off = off;
    whole->room_price = price, whole->room_step = step;
    whole->seats = slot->seats, whole->price = seat_price;
    whole->rooms_paid = (int64_t)floor(paid * whole->scale);
    return true;
}

static bool is_within(const uint64_t *part, const uint64_t *all, int words) {
    for (int i = 0; i < words; i++)
        if (part[i] & ~all[i]) return false;
    return true;
}

/* Each element goes to the first clique of which it excludes all. */
static void fill_cliques(camp_slot_whole *whole, camp_arena *arena) {
    int n = whole->slot->n_elements, words = whole->words, *clique = CAMP_NEW(arena, int, n);
    uint64_t *members = CAMP_NEW(arena, uint64_t, n * words);
    for (int e = 0; e < n; e++) {
        int c = 0;
        while (c < whole->n_cliques &&
               !is_within(members + (long)c * words, whole->excludes + (long)e * words, words))
            c++;
        camp_set_add(members + (long)c * words, e);
        clique[e] = c;
        if (c == whole->n_cliques) whole->n_cliques++;
    }
    whole->clique = clique;
}

/* Elements by their cliques. */
static void fill_order(camp_slot_whole *whole, camp_arena *arena) {
    int n = whole->slot->n_elements, *order = CAMP_NEW(arena, int, n);
    int *next = CAMP_NEW(arena, int, whole->n_cliques + 1);
    for (int e = 0; e < n; e++)
        next[whole->clique[e] + 1]++;
    for (int c = 0; c < whole->n_cliques; c++)
        next[c + 1] += next[c];
    for (int e = 0; e < n; e++)
        order[next[whole->clique[e]]++] = e;
    whole->order = order;
}

bool camp_slot_whole_make(camp_slot_whole *whole, const camp_slot_problem *clean, double threshold,
                          camp_arena *arena) {
    *whole = (camp_slot_whole){.slot = clean, .rows = camp_slot_rows_bytes()};
    sizes all = measure(clean, 1, arena);
    whole->scale = scale_for(all.largest, whole->rows->top);
    sizes scaled = measure(clean, whole->scale, arena);
    double even = exp2(floor(log2(whole->scale))); /* prices may be multiples of such a fraction */
    sizes by_even = measure(clean, even, arena);
    if (by_even.lost < scaled.lost) whole->scale = even, scaled = by_even;
    if (scaled.lost > MOST_LOST_BYTES * all.most_wanted || whole->scale < 1) {
        whole->rows = camp_slot_rows_words();
        whole->scale = scale_for(all.largest, whole->rows->top);
        scaled = measure(clean, whole->scale, arena);
        if (scaled.lost > MOST_LOST * all.most_wanted) return false;
    }
    whole->lost = (int64_t)ceil(scaled.lost * whole->scale);
    double sum = fabs(threshold) + all.most_wanted;
    for (int e = 0; e < clean->n_elements; e++)
        sum += fabs(clean->gain[e]) + fabs(camp_slot_bare_gain(clean, e));
    if (!(sum * whole->scale < LARGEST) || clean->n_elements > CAMP_WHOLE_ELEMENTS) return false;
    int *cell = cells_of(whole, arena);
    fill_rows(whole, cell, arena);
    fill_hosts(whole, cell, arena);
    fill_cliques(whole, arena);
    if (clean->n_rooms && !fill_rooms(whole, arena)) return false;
    fill_order(whole, arena);
    return true;
}
