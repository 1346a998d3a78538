/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_make.c - an event as segments see it: chains of slots, kinds of slots, long sessions, and the
 * states between two slots.
 *
 * A state is the set of long sessions that go on from one slot to the next, each with the number of slots it
 * still needs. With sessions of two slots a state is a set of long sessions.
 */
#include "segment_parts.h"
#include <string.h>

enum { MOST_LONGS = 14, MOST_CROSSING = 16, MOST_STATES = 16384 };
static const double MOST_STEPS = 5e7; /* of one table of all chains */
static const double MOST_A_SLOT = 5;  /* more sessions at a time list too many segments */

/* ---------------------------------------------------------------- what can be seen without making anything
 */

static bool is_long(const camp_problem_data *d, int s) {
    return d->event->sessions[s].length > 1 && d->n_starts[s] > 0 && d->first_item[s + 1] > d->first_item[s];
}

/* Open slots do not overlap and each follows at most one other. */
static bool slots_are_chains(const camp_event *e) {
    for (int i = 0; i < e->n_open; i++)
        for (int j = 0; j < i; j++) {
            int a = e->open[i], b = e->open[j];
            if (e->overlap[a * e->n_slots + b]) return false;
            if (e->slots[a].next >= 0 && e->slots[a].next == e->slots[b].next) return false;
        }
    return true;
}

static int rooms_in(const camp_event *e, int slot) {
    int n = 0;
    for (int r = 0; r < e->n_rooms; r++)
        n += camp_list_allows(e->rooms[r].slots, slot);
    return n;
}

/* Sum over chains of half the square of their length: pairs of a slot and an end. */
static double ranges(const camp_event *e) {
    double sum = 0;
    for (int i = 0; i < e->n_open; i++) {
        bool first = true;
        for (int j = 0; j < e->n_open; j++)
            first = first && e->slots[e->open[j]].next != e->open[i];
        double n = 0;
        for (int t = e->open[i]; first && t >= 0; t = e->slots[t].next)
            n++;
        sum += n * (n + 1) / 2;
    }
    return sum;
}

/* Whether the tables over sets of long sessions stay small. */
static bool longs_are_few(const camp_problem_data *d) {
    const camp_event *e = d->event;
    int longs = 0, crossing = 0;
    double states = 1, pairs = 1;
    for (int s = 0; s < e->n_sessions; s++) {
        if (!is_long(d, s)) continue;
        int length = e->sessions[s].length;
        longs++, crossing += length - 1;
        states *= length, pairs *= length + 1;
        if (longs > MOST_LONGS || crossing > MOST_CROSSING) return false;
    }
    return longs > 0 && states <= MOST_STATES && pairs * ranges(e) <= MOST_STEPS;
}

/* Sessions beside each other: all of them in all slots, or as many as there are rooms. */
static double sessions_a_slot(const camp_problem_data *d) {
    const camp_event *e = d->event;
    double parts = 0, cells = 0;
    for (int s = 0; s < e->n_sessions; s++)
        if (d->n_starts[s] > 0) parts += e->sessions[s].length;
    for (int i = 0; i < e->n_open; i++)
        cells += rooms_in(e, e->open[i]);
    return e->n_open ? fmin(parts, cells) / e->n_open : 0;
}

bool camp_segments_can(const camp_problem_data *d) {
    return slots_are_chains(d->event) && longs_are_few(d);
}

bool camp_segments_suit(const camp_problem_data *d) {
    for (int s = 0; s < d->event->n_sessions; s++)
        if (d->first_item[s + 1] - d->first_item[s] > 1) return false;
    return sessions_a_slot(d) <= MOST_A_SLOT && camp_segments_can(d);
}

/* ---------------------------------------------------------------- who can be where */

static bool is_host(const camp_segments *x, int s, int p) {
    for (int i = 0; i < x->hosts[s].n; i++)
        if (x->hosts[s].at[i] == p) return true;
    return false;
}

/* A run of s may start in a slot, and its hosts are there. */
static bool start_allowed(const camp_segments *x, int s, int slot) {
    const camp_problem_data *d = x->problem;
    const camp_slots *span = camp_problem_span(d, s, slot);
    bool allowed = false;
    for (int k = 0; k < d->n_starts[s]; k++)
        allowed = allowed || d->starts[s][k] == slot;
    for (int i = 0; allowed && i < x->hosts[s].n; i++)
        allowed = camp_bits_within(span->use_bits, d->there + (size_t)x->hosts[s].at[i] * (size_t)d->words,
                                   d->words);
    return allowed;
}

static bool is_there(const camp_problem_data *d, int p, int slot) {
    return d->there[(size_t)p * (size_t)d->words + (size_t)slot / 64] >> (slot % 64) & 1;
}

/* People who want s and are there in all the slots given. */
static camp_segment_fans fans_of(const camp_segments *x, int s, const uint64_t *slots) {
    const camp_problem_data *d = x->problem;
    camp_segment_fans fans = {0};
    long n = d->fan_first[s + 1] - d->fan_first[s];
    fans.person = CAMP_NEW(x->arena, int, n), fans.weight = CAMP_NEW(x->arena, double, n),
    fans.share = CAMP_NEW(x->arena, double, n);
    for (long j = d->fan_first[s]; j < d->fan_first[s + 1]; j++) {
        long pair = d->fan_pair[j];
        int p = d->pair_person[pair];
        if (d->pair_weight[pair] <= 0 || is_host(x, s, p) ||
            !camp_bits_within(slots, d->there + (size_t)p * (size_t)d->words, d->words))
            continue;
        fans.person[fans.n] = p;
        fans.weight[fans.n] = camp_grid_up(d->pair_weight[pair]);
        fans.share[fans.n] = camp_grid_up(fans.weight[fans.n] / d->event->sessions[s].length);
        fans.n++;
    }
    return fans;
}

/* ---------------------------------------------------------------- kinds of slots */

static bool same_kind(const camp_segments *x, int a, int b) {
    const camp_problem_data *d = x->problem;
    if (rooms_in(d->event, a) != rooms_in(d->event, b)) return false;
    for (int s = 0; s < d->event->n_sessions; s++)
        if (d->event->sessions[s].length == 1 && start_allowed(x, s, a) != start_allowed(x, s, b))
            return false;
    for (int p = 0; p < d->event->n_people; p++)
        if (is_there(d, p, a) != is_there(d, p, b)) return false;
    return true;
}

static void make_kind(camp_segments *x, int slot) {
    const camp_problem_data *d = x->problem;
    const camp_event *e = d->event;
    camp_segment_kind *kind = &x->kinds[x->n_kinds++];
    kind->first = slot, kind->most = rooms_in(e, slot);
    kind->elements = CAMP_NEW(x->arena, camp_segment_element, e->n_sessions);
    uint64_t *here = CAMP_NEW(x->arena, uint64_t, d->words);
    here[slot / 64] |= 1ULL << (slot % 64);
    for (int s = 0; s < e->n_sessions; s++)
        if (e->sessions[s].length == 1 && start_allowed(x, s, slot))
            kind->elements[kind->n_elements++] = (camp_segment_element){s, fans_of(x, s, here)};
    kind->n_shorts = kind->n_elements;
    for (int i = 0; i < x->n_longs; i++) {
        int s = x->longs[i];
        camp_segment_fans fans = fans_of(x, s, here);
        fans.weight = fans.share;
        kind->elements[kind->n_elements++] = (camp_segment_element){s, fans};
    }
}

static int kind_of(camp_segments *x, int slot) {
    int k = 0;
    while (k < x->n_kinds && !same_kind(x, x->kinds[k].first, slot))
        k++;
    if (k == x->n_kinds) make_kind(x, slot);
    return k;
}

/* ---------------------------------------------------------------- chains */

static void make_chain(camp_segments *x, int first) {
    const camp_problem_data *d = x->problem;
    const camp_event *e = d->event;
    camp_segment_chain *chain = &x->chains[x->n_chains++];
    for (int t = first; t >= 0; t = e->slots[t].next)
        chain->n++;
    chain->slot = CAMP_NEW(x->arena, int, chain->n), chain->kind = CAMP_NEW(x->arena, int, chain->n);
    chain->may_start = CAMP_NEW(x->arena, uint32_t, chain->n);
    chain->fans = CAMP_NEW(x->arena, camp_segment_fans, chain->n * (x->n_longs + 1));
    int i = 0;
    for (int t = first; t >= 0; t = e->slots[t].next, i++) {
        chain->slot[i] = t, chain->kind[i] = kind_of(x, t);
        for (int k = 0; k < x->n_longs; k++) {
            if (!start_allowed(x, x->longs[k], t)) continue;
            chain->may_start[i] |= 1U << k;
            const camp_slots *span = camp_problem_span(d, x->longs[k], t);
            chain->fans[i * x->n_longs + k] = fans_of(x, x->longs[k], span->use_bits);
        }
    }
}

static void make_chains(camp_segments *x) {
    const camp_event *e = x->problem->event;
    x->kinds = CAMP_NEW(x->arena, camp_segment_kind, e->n_open);
    x->chains = CAMP_NEW(x->arena, camp_segment_chain, e->n_open);
    for (int i = 0; i < e->n_open; i++) {
        bool first = true;
        for (int j = 0; j < e->n_open; j++)
            first = first && e->slots[e->open[j]].next != e->open[i];
        if (first) make_chain(x, e->open[i]);
    }
}

/* ---------------------------------------------------------------- states */

static int max_rooms(const camp_segments *x) {
    int most = 0;
    for (int k = 0; k < x->n_kinds; k++)
        if (x->kinds[k].most > most) most = x->kinds[k].most;
    return most;
}

static bool read_state(const camp_segments *x, uint32_t mask, uint32_t *longs, uint32_t *next) {
    *longs = *next = 0;
    for (int k = 0; k < x->n_longs; k++)
        for (int bit = x->crossing_first[k]; bit < x->crossing_first[k + 1]; bit++) {
            if (!(mask >> bit & 1)) continue;
            if (*longs >> k & 1) return false;
            *longs |= 1U << k;
            if (bit > x->crossing_first[k]) *next |= 1U << (bit - 1);
        }
    return true;
}

static void make_states(camp_segments *x) {
    const camp_event *e = x->problem->event;
    x->crossing_first = CAMP_NEW(x->arena, int, x->n_longs + 1);
    for (int k = 0; k < x->n_longs; k++)
        x->crossing_first[k + 1] = x->crossing_first[k] + e->sessions[x->longs[k]].length - 1;
    x->n_crossing = x->crossing_first[x->n_longs];
    uint32_t masks = 1U << x->n_crossing, longs, next;
    int most = max_rooms(x);
    x->state_of = CAMP_NEW(x->arena, int, masks);
    for (uint32_t mask = 0; mask < masks; mask++)
        x->state_of[mask] =
            camp_count_bits(mask) <= most && read_state(x, mask, &longs, &next) ? x->n_states++ : -1;
    x->state_longs = CAMP_NEW(x->arena, uint32_t, x->n_states);
    x->state_next = CAMP_NEW(x->arena, uint32_t, x->n_states);
    for (uint32_t mask = 0; mask < masks; mask++) {
        int i = x->state_of[mask];
        if (i < 0) continue;
        read_state(x, mask, &x->state_longs[i], &x->state_next[i]);
    }
    x->start_mask = CAMP_NEW(x->arena, uint32_t, 1U << x->n_longs);
    for (uint32_t set = 0; set < 1U << x->n_longs; set++)
        for (int k = 0; k < x->n_longs; k++)
            if (set >> k & 1) x->start_mask[set] |= 1U << (x->crossing_first[k + 1] - 1);
}

/* ---------------------------------------------------------------- hosts */

static void make_hosts(camp_segments *x) {
    const camp_problem_data *d = x->problem;
    const camp_event *e = d->event;
    x->hosts = CAMP_NEW(x->arena, camp_list, e->n_sessions);
    x->stakes = CAMP_NEW(x->arena, double, e->n_sessions);
    x->least = CAMP_NEW(x->arena, int, e->n_sessions);
    for (int s = 0; s < e->n_sessions; s++) {
        const camp_list *presenters = &e->sessions[s].presenters;
        int n = presenters->n, *at = CAMP_NEW(x->arena, int, n + d->n_bound[s]);
        for (int i = 0; i < n; i++) {
            double stake = camp_event_stake(e, presenters->at[i], s);
            x->integral = x->integral && stake == floor(stake);
            x->stakes[s] += camp_grid_up(stake), at[i] = presenters->at[i];
        }
        for (int i = 0; i < d->n_bound[s]; i++) {
            at[n] = d->bound_people[s][i];
            x->stakes[s] += camp_grid_up(camp_event_weight(e, at[n++], s));
        }
        x->least[s] = d->least_runs[s] ? d->least_runs[s] : d->n_bound[s] > 0;
        x->hosts[s] = (camp_list){n, at}, x->hosted = x->hosted || n;
    }
    for (long j = 0; j < d->n_pairs; j++)
        if (d->pair_must[j] && x->least[d->pair_session[j]] < 1) x->least[d->pair_session[j]] = 1;
}

/* ---------------------------------------------------------------- all of it */

void camp_segments_make(camp_segments *x, const camp_problem_data *d, camp_arena *arena) {
    const camp_event *e = d->event;
    *x = (camp_segments){.problem = d, .arena = arena, .bound = INFINITY, .centre_bound = INFINITY};
    x->integral = true;
    for (long j = 0; j < d->n_pairs; j++)
        x->integral = x->integral && d->pair_weight[j] == floor(d->pair_weight[j]);
    x->longs = CAMP_NEW(arena, int, e->n_sessions), x->long_of = CAMP_NEW(arena, int, e->n_sessions);
    make_hosts(x);
    for (int s = 0; s < e->n_sessions; s++) {
        x->long_of[s] = is_long(d, s) ? x->n_longs : -1;
        if (is_long(d, s)) x->longs[x->n_longs++] = s;
    }
    make_chains(x);
    make_states(x);
    camp_segment_pool_make(&x->parts, x, x->n_kinds, arena);
    for (int i = 0; i < e->n_open; i++)
        for (int k = 0; k < x->n_kinds; k++)
            x->parts.side[e->n_sessions + k] += same_kind(x, x->kinds[k].first, e->open[i]);
    camp_segment_pool_make(&x->pool, x, e->n_slots, arena);
    for (int t = 0; t < e->n_slots; t++)
        x->pool.side[e->n_sessions + t] = 1;
    x->centre_upper = CAMP_NEW(arena, double, x->n_chains);
}
