/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swift.c - the board of a swift search: compiled votes, items that come and go, the value counted anew. */
#include "swift.h"
#include "swift_cool.h"
#include <math.h>
#include <string.h>

/* Weights as bytes: votes up to MOST_WEIGHT, presenting above. */
enum { MOST_WEIGHT = 250, PRESENTS = 255, MOST_LEFT_OUT = 20 };

/* ---------------------------------------------------------------- which events */

static bool seats_all(const camp_event *e, int s, int r) {
    int seats =
        e->rooms[r].capacity < e->sessions[s].capacity ? e->rooms[r].capacity : e->sessions[s].capacity;
    return !e->limited || (double)seats >= (double)(e->fan_start[s + 1] - e->fan_start[s]);
}

/* With limited seats only rooms that seat everybody who could come are used here. Whether nearly all sessions
 * find one: those with the fewest rooms come first, in each slot by matching. */
static bool has_large_rooms(const camp_problem_data *d, camp_arena *arena) {
    const camp_event *e = d->event;
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_swift *w = camp_swift_make(d, &scratch, 1, 1);
    int *slot = CAMP_NEW(&scratch, int, d->n_items);
    for (int i = 0; i < d->n_items; i++)
        slot[i] = -1;
    camp_swift_start(w, slot);
    int hung = 0;
    for (int most = 1; most <= e->n_rooms; most++)
        for (int i = 0; i < w->n_items; i++) {
            int rooms = 0;
            for (int r = 0; r < e->n_rooms; r++)
                rooms += seats_all(e, d->item_session[i], r);
            if (rooms != most) continue;
            for (int t = 0; t < w->n_slots && w->slot[i] < 0; t++)
                if (w->may_start[i * w->n_slots + t] && camp_swift_room_add(w, t, i)) hung++;
        }
    camp_arena_free(&scratch);
    return hung >= d->n_items - d->n_items / MOST_LEFT_OUT;
}

bool camp_swift_suits(const camp_problem_data *d, camp_arena *arena) {
    const camp_event *e = d->event;
    if (!d->plain || !d->n_items || !e->n_open || e->floor > 0 || e->n_rules > 0 || e->n_locks > 0)
        return false;
    for (int s = 0; s < e->n_sessions; s++)
        if (d->first_item[s + 1] - d->first_item[s] > 1) return false;
    for (int p = 0; p < e->n_people; p++)
        if (e->people[p].must_attend.n) return false;
    return !e->limited || !d->capacity_binds || has_large_rooms(d, arena);
}

/* ---------------------------------------------------------------- making */

static double most_weight(const camp_event *e) {
    double most = 0;
    for (long j = 0; j < e->vote_start[e->n_people]; j++)
        if (e->vote_weight[j] > most) most = e->vote_weight[j];
    return most;
}

/* Whether all weights are bytes as they are. */
static bool is_whole(const camp_event *e) {
    for (long j = 0; j < e->vote_start[e->n_people]; j++)
        if (e->vote_weight[j] != floor(e->vote_weight[j])) return false;
    return most_weight(e) <= MOST_WEIGHT;
}

static double choose_scale(const camp_event *e) {
    double most = most_weight(e);
    return most <= 0 || is_whole(e) ? 1 : MOST_WEIGHT / most;
}

static void make_fans(camp_swift *w, camp_arena *arena) {
    const camp_problem_data *d = w->problem;
    const camp_event *e = d->event;
    w->fan_first = CAMP_NEW(arena, long, w->n_items + 1);
    w->vote_first = CAMP_NEW(arena, long, w->n_people + 1);
    long n = d->n_pairs;
    for (int i = 0; i < w->n_items; i++)
        n += e->sessions[d->item_session[i]].presenters.n;
    w->fans = CAMP_NEW(arena, camp_swift_fan, n), w->votes = CAMP_NEW(arena, camp_swift_vote, n);
    n = 0;
    for (int i = 0; i < w->n_items; i++) {
        int s = d->item_session[i];
        const camp_list *presenters = &e->sessions[s].presenters;
        for (int k = 0; k < presenters->n; k++)
            w->fans[n++] = (camp_swift_fan){presenters->at[k], PRESENTS};
        for (long j = d->fan_first[s]; j < d->fan_first[s + 1]; j++) {
            long pair = d->fan_pair[j];
            int weight = (int)lround(d->pair_weight[pair] * w->scale);
            if (weight > 0) w->fans[n++] = (camp_swift_fan){d->pair_person[pair], weight};
        }
        w->fan_first[i + 1] = n;
    }
    long *next = CAMP_NEW(arena, long, w->n_people);
    for (long j = 0; j < n; j++)
        w->vote_first[w->fans[j].person + 1]++;
    for (int p = 0; p < w->n_people; p++)
        w->vote_first[p + 1] += w->vote_first[p];
    for (int i = 0; i < w->n_items; i++)
        for (long j = w->fan_first[i]; j < w->fan_first[i + 1]; j++) {
            int p = w->fans[j].person;
            w->votes[w->vote_first[p] + next[p]++] = (camp_swift_vote){i, w->fans[j].weight};
        }
}

/* The same as rows of bytes, and where they are not zero. */
static void make_rows(camp_swift *w, camp_arena *arena) {
    w->n_row = (w->n_people + CAMP_SWIFT_BLOCK - 1) / CAMP_SWIFT_BLOCK * CAMP_SWIFT_BLOCK;
    w->rows = CAMP_NEW(arena, uint8_t, (size_t)(w->n_items + 1) * (size_t)w->n_row);
    w->block_first = CAMP_NEW(arena, int, w->n_items + 1);
    w->blocks = CAMP_NEW(arena, int, w->fan_first[w->n_items]);
    int n = 0, *seen = CAMP_NEW(arena, int, w->n_row / CAMP_SWIFT_BLOCK);
    for (int i = 0; i < w->n_items; i++) {
        for (long j = w->fan_first[i]; j < w->fan_first[i + 1]; j++) {
            w->rows[(size_t)i * (size_t)w->n_row + (size_t)w->fans[j].person] = (uint8_t)w->fans[j].weight;
            seen[w->fans[j].person / CAMP_SWIFT_BLOCK] = i + 1;
        }
        for (int b = 0; b < w->n_row / CAMP_SWIFT_BLOCK; b++)
            if (seen[b] == i + 1) w->blocks[n++] = b;
        w->block_first[i + 1] = n;
    }
}

static void make_clashes(camp_swift *w, camp_arena *arena) {
    const camp_problem_data *d = w->problem;
    const camp_event *e = d->event;
    int most = 0, n = 0;
    for (int p = 0; p < e->n_people; p++)
        most += e->people[p].presents.n * e->people[p].presents.n;
    w->clash_first = CAMP_NEW(arena, int, w->n_items + 1), w->clashes = CAMP_NEW(arena, int, most);
    for (int i = 0; i < w->n_items; i++) {
        const camp_list *presenters = &e->sessions[d->item_session[i]].presenters;
        for (int k = 0; k < presenters->n; k++) {
            const camp_list *own = &e->people[presenters->at[k]].presents;
            for (int j = 0; j < own->n; j++)
                for (int o = d->first_item[own->at[j]]; o < d->first_item[own->at[j] + 1]; o++)
                    if (o != i) w->clashes[n++] = o;
        }
        w->clash_first[i + 1] = n;
    }
}

bool camp_swift_clashes(const camp_swift *w, int item, int slot, int out) {
    for (int k = w->clash_first[item]; k < w->clash_first[item + 1]; k++)
        if (w->slot[w->clashes[k]] == slot && w->clashes[k] != out) return true;
    return false;
}

/* A run is worth its presenters' stakes; what it takes for presenting is given back. A session that must run
 * is worth more than all it could cost. */
static void make_hang(camp_swift *w, camp_arena *arena) {
    const camp_problem_data *d = w->problem;
    const camp_event *e = d->event;
    w->hang = CAMP_NEW(arena, int, w->n_items);
    for (int i = 0; i < w->n_items; i++) {
        int s = d->item_session[i];
        const camp_list *presenters = &e->sessions[s].presenters;
        double stakes = 0;
        for (int k = 0; k < presenters->n; k++)
            stakes += camp_event_stake(e, presenters->at[k], s) * w->scale;
        w->hang[i] =
            (int)lround(stakes) - presenters->n * PRESENTS + (d->least_runs[s] > 0 ? CAMP_SWIFT_MUST : 0);
    }
}

static void make_rooms(camp_swift *w, camp_arena *arena) {
    const camp_problem_data *d = w->problem;
    const camp_event *e = d->event;
    size_t cells = (size_t)w->n_items * (size_t)w->n_slots;
    w->words = (w->n_rooms + 63) / 64;
    w->may_start = CAMP_NEW(arena, bool, cells);
    w->suits = CAMP_NEW(arena, uint64_t, cells * (size_t)w->words);
    w->most = CAMP_NEW(arena, int, w->n_slots);
    w->counted = true;
    for (int t = 0; t < w->n_slots; t++) {
        int slot = e->open[t];
        for (int r = 0; r < e->n_rooms; r++)
            w->most[t] += camp_list_allows(e->rooms[r].slots, slot);
        for (int i = 0; i < w->n_items; i++) {
            int n = 0, s = d->item_session[i];
            uint64_t *set = w->suits + ((size_t)i * (size_t)w->n_slots + (size_t)t) * (size_t)w->words;
            for (int r = 0; r < e->n_rooms; r++) {
                if (!camp_problem_fits(d, s, slot, r) || (d->capacity_binds && !seats_all(e, s, r))) continue;
                set[r / 64] |= 1ULL << (r % 64);
                n++;
            }
            w->may_start[i * w->n_slots + t] = n > 0;
            w->counted = w->counted && (n == 0 || n == w->most[t]);
        }
    }
    w->in_room = CAMP_NEW(arena, int, w->n_slots * w->n_rooms);
    w->path = CAMP_NEW(arena, int, w->n_rooms),
    w->parents = CAMP_NEW(arena, int, CAMP_SWIFT_PARTS * w->n_rooms);
    w->seen = CAMP_NEW(arena, uint64_t, w->words);
}

camp_swift *camp_swift_make(const camp_problem_data *problem, camp_arena *arena, uint64_t seed,
                            uint64_t stream) {
    const camp_event *e = problem->event;
    camp_swift *w = CAMP_NEW(arena, camp_swift, 1);
    *w = (camp_swift){.problem = problem,
                      .n_items = problem->n_items,
                      .n_slots = e->n_open,
                      .n_people = e->n_people,
                      .n_rooms = e->n_rooms,
                      .scale = choose_scale(e),
                      .kernel = camp_swift_kernel_choose()};
    w->exact = !problem->capacity_binds && is_whole(e);
    make_fans(w, arena);
    make_rows(w, arena);
    make_clashes(w, arena);
    make_hang(w, arena);
    make_rooms(w, arena);
    size_t tops = (size_t)w->n_slots * (size_t)w->n_row;
    w->first = CAMP_NEW(arena, uint8_t, tops), w->second = CAMP_NEW(arena, uint8_t, tops);
    w->there = CAMP_NEW(arena, bool, tops);
    for (int t = 0; t < w->n_slots; t++)
        for (int p = 0; p < w->n_people; p++) {
            uint64_t bits = problem->there[p * problem->words + e->open[t] / 64];
            w->there[t * w->n_row + p] = bits >> (e->open[t] % 64) & 1;
        }
    w->slot = CAMP_NEW(arena, int, w->n_items), w->room = CAMP_NEW(arena, int, w->n_items);
    w->best_slot = CAMP_NEW(arena, int, w->n_items), w->best_room = CAMP_NEW(arena, int, w->n_items);
    w->place = CAMP_NEW(arena, int, w->n_items), w->off = CAMP_NEW(arena, int, w->n_items);
    w->n_in = CAMP_NEW(arena, int, w->n_slots), w->in = CAMP_NEW(arena, int, w->n_slots * w->n_items);
    w->logs = camp_cool_logs(arena);
    camp_random_seed(&w->random, seed, stream);
    return w;
}

/* ---------------------------------------------------------------- the best of a person in a slot */

static uint8_t nobody(const camp_swift *w, int t, int p) {
    return w->there[t * w->n_row + p] ? 0 : PRESENTS;
}

static void push_top(uint8_t *first, uint8_t *second, int weight) {
    if (weight > *first)
        *second = *first, *first = (uint8_t)weight;
    else if (weight > *second)
        *second = (uint8_t)weight;
}

static void find_top(const camp_swift *w, int t, int p, uint8_t *first, uint8_t *second) {
    *first = *second = nobody(w, t, p);
    for (long j = w->vote_first[p]; j < w->vote_first[p + 1]; j++)
        if (w->slot[w->votes[j].item] == t) push_top(first, second, w->votes[j].weight);
}

/* ---------------------------------------------------------------- items */

static void take_off_list(camp_swift *w, int item, int *list, int *n) {
    int last = list[--*n];
    list[w->place[item]] = last;
    w->place[last] = w->place[item];
}

void camp_swift_add(camp_swift *w, int item, int slot) {
    uint8_t *first = w->first + (size_t)slot * (size_t)w->n_row,
            *second = w->second + (size_t)slot * (size_t)w->n_row;
    for (long j = w->fan_first[item]; j < w->fan_first[item + 1]; j++) {
        int p = w->fans[j].person, gain = w->fans[j].weight - first[p];
        if (gain > 0) w->value += gain;
        push_top(&first[p], &second[p], w->fans[j].weight);
    }
    w->value += w->hang[item];
    take_off_list(w, item, w->off, &w->n_off);
    w->slot[item] = slot;
    w->place[item] = w->n_in[slot], w->in[slot * w->n_items + w->n_in[slot]++] = item;
}

void camp_swift_remove(camp_swift *w, int item) {
    int slot = w->slot[item];
    uint8_t *first = w->first + (size_t)slot * (size_t)w->n_row,
            *second = w->second + (size_t)slot * (size_t)w->n_row;
    w->slot[item] = -1;
    for (long j = w->fan_first[item]; j < w->fan_first[item + 1]; j++) {
        int p = w->fans[j].person;
        if (w->fans[j].weight < second[p]) continue;
        int before = first[p];
        find_top(w, slot, p, &first[p], &second[p]);
        w->value += first[p] - before;
    }
    w->value -= w->hang[item];
    if (!w->counted && w->in_room[slot * w->n_rooms + w->room[item]] == item)
        w->in_room[slot * w->n_rooms + w->room[item]] = -1;
    take_off_list(w, item, w->in + slot * w->n_items, &w->n_in[slot]);
    w->place[item] = w->n_off, w->off[w->n_off++] = item;
}

void camp_swift_start(camp_swift *w, const int *slot) {
    const camp_problem_data *d = w->problem;
    for (int t = 0; t < w->n_slots; t++) {
        w->n_in[t] = 0;
        for (int r = 0; r < w->n_rooms; r++)
            w->in_room[t * w->n_rooms + r] = -1;
        for (int p = 0; p < w->n_row; p++)
            w->first[t * w->n_row + p] = w->second[t * w->n_row + p] = nobody(w, t, p);
    }
    w->n_off = w->n_items, w->value = 0;
    for (int i = 0; i < w->n_items; i++)
        w->slot[i] = -1, w->room[i] = -1, w->off[i] = i, w->place[i] = i;
    for (int i = 0; i < w->n_items; i++) {
        int t = slot[i] < 0 ? -1 : d->rank[slot[i]];
        if (t >= 0 && w->may_start[i * w->n_slots + t] && !camp_swift_clashes(w, i, t, -1))
            camp_swift_room_add(w, t, i);
    }
    w->best_value = INT64_MIN, w->fresh = true;
}

int64_t camp_swift_recount(const camp_swift *w) {
    int64_t value = 0;
    for (int t = 0; t < w->n_slots; t++)
        for (int p = 0; p < w->n_people; p++) {
            uint8_t first, second;
            find_top(w, t, p, &first, &second);
            value += first - nobody(w, t, p);
        }
    for (int i = 0; i < w->n_items; i++)
        if (w->slot[i] >= 0) value += w->hang[i];
    return value;
}
