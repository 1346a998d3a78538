/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_sets.c - the different sets that a pricing found, the best first; the slot that they work on. */
#include "slot_sets.h"
#include <math.h>
#include <string.h>

static bool same_set(const camp_slot_set *set, int n, const int *elements) {
    return set->n == n && memcmp(set->elements, elements, (size_t)n * sizeof *elements) == 0;
}

int *camp_slot_sorted(int n, const int *elements, camp_arena *arena) {
    int *sorted = CAMP_NEW(arena, int, n);
    for (int i = 0; i < n; i++) { /* short: by insertion */
        int k = i;
        for (; k > 0 && sorted[k - 1] > elements[i]; k--)
            sorted[k] = sorted[k - 1];
        sorted[k] = elements[i];
    }
    return sorted;
}

bool camp_slot_sets_add(camp_slot_result *result, int most, double value, int n, const int *elements,
                        camp_arena *arena) {
    if (most <= 0 || (result->n_sets >= most && value <= result->sets[result->n_sets - 1].value))
        return false;
    if (!result->sets) result->sets = CAMP_NEW(arena, camp_slot_set, most);
    int *sorted = camp_slot_sorted(n, elements, arena);
    for (int i = 0; i < result->n_sets; i++)
        if (same_set(&result->sets[i], n, sorted)) return false;
    int k = result->n_sets < most ? result->n_sets++ : most - 1;
    for (; k > 0 && result->sets[k - 1].value < value; k--)
        result->sets[k] = result->sets[k - 1];
    result->sets[k] = (camp_slot_set){value, n, sorted};
    return true;
}

bool camp_slot_excludes(const camp_slot_problem *slot, int a, int b) {
    if (slot->group && slot->group[a] >= 0 && slot->group[a] == slot->group[b]) return true;
    for (long i = slot->host_first[a]; i < slot->host_first[a + 1]; i++)
        for (long j = slot->host_first[b]; j < slot->host_first[b + 1]; j++)
            if (slot->host[i] == slot->host[j]) return true;
    return false;
}

static bool presents(const camp_slot_problem *slot, int e, int person) {
    for (long i = slot->host_first[e]; i < slot->host_first[e + 1]; i++)
        if (slot->host[i] == person) return true;
    return false;
}

double camp_slot_price(const camp_slot_problem *slot, int e) {
    return slot->n_rooms && slot->seats[e] >= 0 ? fmax(slot->seat_price[e], 0) : 0;
}

double camp_slot_bare_gain(const camp_slot_problem *slot, int e) {
    return slot->n_rooms ? slot->bare_gain[e] : slot->gain[e];
}

/* Without entries that count nothing, at the prices that seats have or if they cost nothing. */
static camp_slot_problem clean_at(const camp_slot_problem *slot, bool priced, camp_arena *arena) {
    camp_slot_problem clean = *slot;
    long n_fans = slot->fan_first[slot->n_elements], n = 0;
    long *first = CAMP_NEW(arena, long, slot->n_elements + 1);
    int *person = CAMP_NEW(arena, int, n_fans);
    double *weight = CAMP_NEW(arena, double, n_fans);
    for (int e = 0; e < slot->n_elements; e++) {
        double price = priced ? 0 : camp_slot_price(slot, e);
        for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++)
            if (slot->fan_weight[j] + price > 0 && !presents(slot, e, slot->fan_person[j]))
                person[n] = slot->fan_person[j], weight[n++] = slot->fan_weight[j];
        first[e + 1] = n;
    }
    clean.fan_first = first, clean.fan_person = person, clean.fan_weight = weight;
    return clean;
}

camp_slot_problem camp_slot_clean(const camp_slot_problem *slot, camp_arena *arena) {
    return clean_at(slot, true, arena);
}

static void *copy_of(const void *from, size_t n, size_t size, camp_arena *arena) {
    void *to = camp_arena_alloc(arena, n, size);
    if (n) memcpy(to, from, n * size);
    return to;
}

camp_slot_problem camp_slot_copy(const camp_slot_problem *slot, camp_arena *arena) {
    camp_slot_problem copy = clean_at(slot, false, arena);
    size_t n = (size_t)slot->n_elements;
    copy.gain = copy_of(slot->gain, n, sizeof *slot->gain, arena);
    copy.host_first = copy_of(slot->host_first, n + 1, sizeof *slot->host_first, arena);
    copy.host = copy_of(slot->host, (size_t)slot->host_first[n], sizeof *slot->host, arena);
    if (slot->n_rooms) {
        size_t rooms = (size_t)slot->n_rooms;
        copy.seats = copy_of(slot->seats, n, sizeof *slot->seats, arena);
        copy.seat_price = copy_of(slot->seat_price, n, sizeof *slot->seat_price, arena);
        copy.bare_gain = copy_of(slot->bare_gain, n, sizeof *slot->bare_gain, arena);
        copy.room_seats = copy_of(slot->room_seats, n * rooms, sizeof *slot->room_seats, arena);
        copy.room_price = copy_of(slot->room_price, rooms, sizeof *slot->room_price, arena);
    }
    if (slot->group) copy.group = copy_of(slot->group, n, sizeof *slot->group, arena);
    return copy;
}

double camp_slot_margin(const camp_slot_problem *slot) {
    static const double GRID = 0x1p20, LARGEST = 0x1p52, ROUNDING = 0x1p-40;
    double sum = 0;
    bool exact = true;
    for (int e = 0; e < slot->n_elements; e++) {
        double gain = camp_slot_bare_gain(slot, e);
        sum += fabs(slot->gain[e]) + fabs(gain);
        exact = exact && nearbyint(slot->gain[e] * GRID) == slot->gain[e] * GRID &&
                nearbyint(gain * GRID) == gain * GRID;
    }
    for (long j = 0; j < slot->fan_first[slot->n_elements]; j++) {
        double weight = slot->fan_weight[j];
        sum += fabs(weight), exact = exact && nearbyint(weight * GRID) == weight * GRID;
    }
    for (int r = 0; r < slot->n_rooms; r++) {
        double price = slot->room_price[r];
        sum += fabs(price), exact = exact && nearbyint(price * GRID) == price * GRID;
    }
    return exact && 2 * sum * GRID < LARGEST ? 0 : ROUNDING * sum;
}
