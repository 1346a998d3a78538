/* SPDX-License-Identifier: GPL-3.0-or-later */
/* problem.c - compiles an event for the search: spans, domains, pairs, rules by what they touch. */
#include "problem.h"
#include <stdlib.h>
#include <string.h>

/* Zero-weight pairs that one rule may add for a person or a session; the search needs enough, not all. */
enum { FILL_PER_PERSON = 40, FILL_PER_SESSION_SPARE = 20 };

/* ---------------------------------------------------------------- slots */

/* Per slot the slots that overlap it as bits, [slot * words]. */
static uint64_t *overlap_bits(camp_problem_data *d) {
    const camp_event *e = d->event;
    uint64_t *bits = CAMP_NEW(d->arena, uint64_t, (size_t)e->n_slots * (size_t)d->words);
    for (int s = 0; s < e->n_slots; s++)
        for (int t = 0; t < e->n_slots; t++)
            if (e->overlap[s * e->n_slots + t]) bits[s * d->words + t / 64] |= 1ULL << (t % 64);
    return bits;
}

/* `most` has room for a chain as long as there are open slots. */
static void make_span(camp_problem_data *d, camp_slots *span, int slot, int length, const uint64_t *overlap,
                      int *most) {
    const camp_event *e = d->event;
    if (!e->slots[slot].open || !camp_event_chain(e, slot, length, most)) return;
    int *chain = CAMP_NEW(d->arena, int, length), n = 0;
    memcpy(chain, most, (size_t)length * sizeof *chain);
    uint64_t *use = CAMP_NEW(d->arena, uint64_t, d->words), *clash = CAMP_NEW(d->arena, uint64_t, d->words);
    for (int i = 0; i < length; i++) {
        use[chain[i] / 64] |= 1ULL << (chain[i] % 64);
        for (int w = 0; w < d->words; w++)
            clash[w] |= overlap[chain[i] * d->words + w];
    }
    for (int t = 0; t < e->n_slots; t++)
        n += (int)(clash[t / 64] >> (t % 64) & 1);
    int *list = CAMP_NEW(d->arena, int, n), at = 0;
    for (int t = 0; t < e->n_slots; t++)
        if (clash[t / 64] >> (t % 64) & 1) list[at++] = t;
    *span = (camp_slots){.n = length,
                         .chain = chain,
                         .n_clash = n,
                         .clash = list,
                         .use_bits = use,
                         .clash_bits = clash,
                         .start_min = e->slots[slot].start_min,
                         .end_min = e->slots[chain[length - 1]].end_min};
}

static void make_spans(camp_problem_data *d) {
    const camp_event *e = d->event;
    int *lengths = CAMP_NEW(d->arena, int, e->n_sessions);
    d->length_class = CAMP_NEW(d->arena, int, e->n_sessions);
    for (int s = 0; s < e->n_sessions; s++) {
        int c = 0;
        while (c < d->n_lengths && lengths[c] != e->sessions[s].length)
            c++;
        if (c == d->n_lengths) lengths[d->n_lengths++] = e->sessions[s].length;
        d->length_class[s] = c;
    }
    d->spans = CAMP_NEW(d->arena, camp_slots, (size_t)d->n_lengths * (size_t)e->n_slots);
    const uint64_t *overlap = overlap_bits(d);
    int *most = CAMP_NEW(d->arena, int, e->n_open);
    for (int c = 0; c < d->n_lengths; c++)
        for (int t = 0; t < e->n_slots; t++)
            if (lengths[c] <= e->n_open)
                make_span(d, &d->spans[c * e->n_slots + t], t, lengths[c], overlap, most);
    int *rank = CAMP_NEW(d->arena, int, e->n_slots);
    for (int t = 0; t < e->n_slots; t++)
        rank[t] = -1;
    for (int i = 0; i < e->n_open; i++)
        rank[e->open[i]] = i;
    d->rank = rank;
}

static void make_there(camp_problem_data *d) {
    const camp_event *e = d->event;
    d->there = CAMP_NEW(d->arena, uint64_t, (size_t)e->n_people * (size_t)d->words);
    for (int p = 0; p < e->n_people; p++) {
        uint64_t *bits = d->there + (size_t)p * (size_t)d->words;
        const camp_list *slots = &e->people[p].slots;
        if (!slots->n) memset(bits, 0xff, (size_t)d->words * sizeof *bits);
        for (int i = 0; i < slots->n; i++)
            bits[slots->at[i] / 64] |= 1ULL << (slots->at[i] % 64);
    }
}

/* ---------------------------------------------------------------- domains */

/* Whether the session may be in the room: room list and features. */
static bool room_suits(const camp_event *e, const camp_session *session, int r) {
    const camp_room *room = &e->rooms[r];
    if (!camp_list_allows(session->rooms, r)) return false;
    for (int i = 0; i < session->needs.n; i++)
        if (!camp_list_has(room->features, session->needs.at[i])) return false;
    return true;
}

/* Per room the slots in which it can be used, as bits. */
static uint64_t *room_bits(camp_problem_data *d) {
    const camp_event *e = d->event;
    uint64_t *bits = CAMP_NEW(d->arena, uint64_t, (size_t)e->n_rooms * (size_t)d->words);
    for (int r = 0; r < e->n_rooms; r++)
        for (int t = 0; t < e->n_slots; t++)
            if (camp_list_allows(e->rooms[r].slots, t)) bits[r * d->words + t / 64] |= 1ULL << (t % 64);
    return bits;
}

static void make_domains(camp_problem_data *d) {
    const camp_event *e = d->event;
    d->room_ok = CAMP_NEW(d->arena, bool, (size_t)e->n_sessions *(size_t)e->n_slots *(size_t)e->n_rooms);
    d->n_starts = CAMP_NEW(d->arena, int, e->n_sessions);
    d->starts = CAMP_NEW(d->arena, int *, e->n_sessions);
    const uint64_t *usable = room_bits(d);
    int *suits = CAMP_NEW(d->arena, int, e->n_rooms);
    for (int s = 0; s < e->n_sessions; s++) {
        const camp_session *session = &e->sessions[s];
        int n_suits = 0;
        for (int r = 0; r < e->n_rooms; r++)
            if (room_suits(e, session, r)) suits[n_suits++] = r;
        d->starts[s] = CAMP_NEW(d->arena, int, e->n_open);
        for (int k = 0; k < e->n_open; k++) {
            int t = e->open[k];
            const camp_slots *span = camp_problem_span(d, s, t);
            bool can = span->n && camp_list_allows(session->slots, t), any = false;
            for (int i = 0; can && i < session->presenters.n; i++)
                can = camp_bits_within(span->use_bits,
                                       d->there + (size_t)session->presenters.at[i] * (size_t)d->words,
                                       d->words);
            bool *room_ok = d->room_ok + ((size_t)s * (size_t)e->n_slots + (size_t)t) * (size_t)e->n_rooms;
            for (int i = 0; can && i < n_suits; i++)
                if (!e->rooms[suits[i]].slots.n ||
                    camp_bits_within(span->use_bits, usable + (size_t)suits[i] * (size_t)d->words, d->words))
                    any = room_ok[suits[i]] = true;
            if (any) d->starts[s][d->n_starts[s]++] = t;
        }
    }
}

static void make_items(camp_problem_data *d) {
    const camp_event *e = d->event;
    d->least_runs = CAMP_NEW(d->arena, int, e->n_sessions);
    d->first_item = CAMP_NEW(d->arena, int, e->n_sessions + 1);
    for (int s = 0; s < e->n_sessions; s++) {
        int most = e->sessions[s].sections < d->n_starts[s] ? e->sessions[s].sections : d->n_starts[s];
        d->first_item[s + 1] = d->first_item[s] + most;
        d->least_runs[s] = e->sessions[s].must_run;
        for (int i = 0; i < e->sessions[s].presenters.n && !d->least_runs[s]; i++)
            d->least_runs[s] = camp_list_has(e->people[e->sessions[s].presenters.at[i]].must_attend, s);
    }
    d->n_items = d->first_item[e->n_sessions];
    d->item_session = CAMP_NEW(d->arena, int, d->n_items);
    for (int s = 0; s < e->n_sessions; s++)
        for (int i = d->first_item[s]; i < d->first_item[s + 1]; i++)
            d->item_session[i] = s;
}

/* ---------------------------------------------------------------- rules by what they touch */

static void push(camp_arena *arena, int *n, int **list, int value) {
    if ((*n & (*n - 1)) == 0) /* full at every power of two */
        *list = camp_arena_grow(arena, *list, (size_t)*n, *n ? 2 * (size_t)*n : 1, sizeof **list);
    (*list)[(*n)++] = value;
}

static bool is_duty(camp_rule_kind kind) {
    return kind == CAMP_ATTEND_AT_MOST || kind == CAMP_ATTEND_AT_LEAST || kind == CAMP_CREDIT_AT_LEAST ||
           kind == CAMP_BUSY_AT_LEAST || kind == CAMP_SERIES;
}

static void flag_rule(camp_problem_data *d, int i) {
    const camp_event *e = d->event;
    const camp_rule *rule = &e->rules[i];
    d->rule_session[i] = CAMP_NEW(d->arena, bool, e->n_sessions);
    for (int k = 0; k < rule->sessions.n; k++)
        d->rule_session[i][rule->sessions.at[k]] = true;
    d->rule_person[i] = CAMP_NEW(d->arena, bool, e->n_people);
    for (int k = 0; k < rule->people.n; k++)
        d->rule_person[i][rule->people.at[k]] = true;
    if (rule->kind == CAMP_BEFORE) {
        d->rule_item_of[i] = CAMP_NEW(d->arena, int, (size_t)rule->n_items *(size_t)e->n_sessions);
        for (int k = 0; k < rule->n_items; k++)
            for (int j = 0; j < rule->items[k].n; j++)
                d->rule_item_of[i][k * e->n_sessions + rule->items[k].at[j]] = 1;
    }
}

static void make_rules(camp_problem_data *d) {
    const camp_event *e = d->event;
    size_t sessions = (size_t)e->n_sessions, people = (size_t)e->n_people, rules = (size_t)e->n_rules;
    d->n_place_rules = CAMP_NEW(d->arena, int, sessions),
    d->place_rules = CAMP_NEW(d->arena, int *, sessions);
    d->n_run_rules = CAMP_NEW(d->arena, int, sessions), d->run_rules = CAMP_NEW(d->arena, int *, sessions);
    d->n_teams = CAMP_NEW(d->arena, int, sessions), d->teams = CAMP_NEW(d->arena, int *, sessions);
    d->n_locks_of = CAMP_NEW(d->arena, int, sessions), d->locks_of = CAMP_NEW(d->arena, int *, sessions);
    d->n_away_rules = CAMP_NEW(d->arena, int, people), d->away_rules = CAMP_NEW(d->arena, int *, people);
    d->n_duties = CAMP_NEW(d->arena, int, people), d->duties = CAMP_NEW(d->arena, camp_duty *, people);
    d->rule_person = CAMP_NEW(d->arena, bool *, rules), d->rule_session = CAMP_NEW(d->arena, bool *, rules);
    d->rule_item_of = CAMP_NEW(d->arena, int *, rules);
    for (int i = 0; i < e->n_rules; i++) {
        const camp_rule *rule = &e->rules[i];
        flag_rule(d, i);
        bool runs = rule->kind == CAMP_RUN_AT_MOST || rule->kind == CAMP_RUN_AT_LEAST;
        for (int k = 0; k < rule->sessions.n; k++) {
            int s = rule->sessions.at[k];
            if (rule->kind <= CAMP_BUDGET) push(d->arena, &d->n_place_rules[s], &d->place_rules[s], i);
            if (runs) push(d->arena, &d->n_run_rules[s], &d->run_rules[s], i);
            if (rule->kind == CAMP_SAME_RUN) push(d->arena, &d->n_teams[s], &d->teams[s], i);
        }
        for (int k = 0; k < rule->people.n; k++) {
            int p = rule->people.at[k];
            if (rule->kind == CAMP_AWAY_AT_MOST) push(d->arena, &d->n_away_rules[p], &d->away_rules[p], i);
            if (!is_duty(rule->kind)) continue;
            int n = d->n_duties[p];
            if ((n & (n - 1)) == 0)
                d->duties[p] = camp_arena_grow(d->arena, d->duties[p], (size_t)n, n ? 2 * (size_t)n : 1,
                                               sizeof **d->duties);
            d->duties[p][d->n_duties[p]++].rule = i;
        }
    }
    for (int i = 0; i < e->n_locks; i++)
        push(d->arena, &d->n_locks_of[e->locks[i].session], &d->locks_of[e->locks[i].session], i);
}

/* ---------------------------------------------------------------- pairs */

static bool may_sit(const camp_problem_data *d, int p, int s) {
    const camp_session *session = &d->event->sessions[s];
    for (int i = 0; i < session->presenters.n; i++)
        if (session->presenters.at[i] == p) return false;
    return d->first_item[s + 1] > d->first_item[s] && camp_event_in_audience(d->event, p, s);
}

static bool is_hopeless(const camp_problem_data *d, int p, int s) {
    return !camp_list_has(d->event->people[p].presents, s) && !may_sit(d, p, s); /* presenting meets both */
}

static void count_hopeless(camp_problem_data *d) {
    const camp_event *e = d->event;
    for (int p = 0; p < e->n_people; p++)
        for (int i = 0; i < e->people[p].must_attend.n; i++)
            d->n_hopeless += is_hopeless(d, p, e->people[p].must_attend.at[i]);
    for (int i = 0; i < e->n_locks; i++)
        if (e->locks[i].person >= 0) d->n_hopeless += is_hopeless(d, e->locks[i].person, e->locks[i].session);
}

/* Collects (person, session) keys; duplicates are removed by sorting. */
typedef struct keys {
    camp_arena *arena;
    long n, room;
    uint64_t *at;
} keys;

static void add_key(keys *k, int p, int s) {
    if (k->n == k->room) {
        long room = k->room ? 2 * k->room : 1024;
        k->at = camp_arena_grow(k->arena, k->at, (size_t)k->room, (size_t)room, sizeof *k->at);
        k->room = room;
    }
    k->at[k->n++] = (uint64_t)(unsigned)p << 32 | (unsigned)s;
}

/* Seats that a rule may need although nobody asked for them. */
static void add_rule_keys(const camp_problem_data *d, keys *k, int i) {
    const camp_event *e = d->event;
    const camp_rule *rule = &e->rules[i];
    bool least = rule->kind == CAMP_ATTEND_AT_LEAST || rule->kind == CAMP_CREDIT_AT_LEAST ||
                 rule->kind == CAMP_BUSY_AT_LEAST;
    if (least || rule->kind == CAMP_SERIES || rule->kind == CAMP_SAME_RUN) {
        /* a long list is thinned, by a step of its own per person, so that all sessions get somebody */
        int step = least && rule->sessions.n > FILL_PER_PERSON ? rule->sessions.n / FILL_PER_PERSON : 1;
        for (int a = 0; a < rule->people.n; a++)
            for (int b = step > 1 ? a % step : 0; b < rule->sessions.n; b += step)
                add_key(k, rule->people.at[a], rule->sessions.at[b]);
    }
    if (rule->kind != CAMP_RUN_AT_LEAST || rule->people.n == 0) return;
    for (int b = 0; b < rule->sessions.n; b++) {
        int s = rule->sessions.at[b], fans = 0;
        double want = rule->limit * (d->first_item[s + 1] - d->first_item[s]);
        for (long j = e->fan_start[s]; j < e->fan_start[s + 1]; j++)
            fans += d->rule_person[i][e->fan_person[j]];
        if (fans > 4 * want + FILL_PER_SESSION_SPARE) continue;
        int most = (int)(want < 1e6 ? 4 * want : 4e6) + FILL_PER_SESSION_SPARE, n = rule->people.n;
        int take = n < most ? n : most, first = (int)(((long)b * 7919) % n);
        for (int a = 0; a < take; a++)
            add_key(k, rule->people.at[(first + (int)((long)a * n / take)) % n], s);
    }
}

static int compare_keys(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void gather_pairs(camp_problem_data *d, keys *k) {
    const camp_event *e = d->event;
    for (int p = 0; p < e->n_people; p++) {
        for (long j = e->vote_start[p]; j < e->vote_start[p + 1]; j++)
            add_key(k, p, e->vote_session[j]);
        for (int i = 0; i < e->people[p].must_attend.n; i++)
            add_key(k, p, e->people[p].must_attend.at[i]);
    }
    for (int i = 0; i < e->n_rules; i++)
        add_rule_keys(d, k, i);
    for (int i = 0; i < e->n_locks; i++)
        if (e->locks[i].person >= 0) add_key(k, e->locks[i].person, e->locks[i].session);
    if (k->n) qsort(k->at, (size_t)k->n, sizeof *k->at, compare_keys);
}

static void make_pairs(camp_problem_data *d) {
    const camp_event *e = d->event;
    count_hopeless(d);
    keys k = {.arena = d->arena};
    gather_pairs(d, &k);
    d->pair_first = CAMP_NEW(d->arena, long, e->n_people + 1);
    d->pair_person = CAMP_NEW(d->arena, int, k.n), d->pair_session = CAMP_NEW(d->arena, int, k.n);
    d->pair_weight = CAMP_NEW(d->arena, double, k.n), d->pair_must = CAMP_NEW(d->arena, bool, k.n);
    int at = 0;
    for (long i = 0; i < k.n; i++) {
        int p = (int)(k.at[i] >> 32), s = (int)(uint32_t)k.at[i];
        if ((i && k.at[i] == k.at[i - 1]) || !may_sit(d, p, s)) continue;
        while (at < p)
            d->pair_first[++at] = d->n_pairs;
        long j = d->n_pairs++;
        d->pair_person[j] = p, d->pair_session[j] = s;
        d->pair_weight[j] = camp_event_weight(e, p, s);
        d->pair_must[j] = camp_list_has(e->people[p].must_attend, s);
    }
    while (at < e->n_people)
        d->pair_first[++at] = d->n_pairs;
}

typedef struct fan {
    double weight;
    long pair;
} fan;

static int fan_order(const void *a, const void *b) {
    const fan *x = a, *y = b;
    if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
    return (x->pair > y->pair) - (x->pair < y->pair);
}

static void make_fans(camp_problem_data *d) {
    const camp_event *e = d->event;
    d->fan_first = CAMP_NEW(d->arena, long, e->n_sessions + 1);
    d->fan_pair = CAMP_NEW(d->arena, long, d->n_pairs);
    fan *fans = CAMP_NEW(d->arena, fan, d->n_pairs);
    for (long j = 0; j < d->n_pairs; j++)
        d->fan_first[d->pair_session[j] + 1]++;
    for (int s = 0; s < e->n_sessions; s++)
        d->fan_first[s + 1] += d->fan_first[s];
    long *next = CAMP_NEW(d->arena, long, e->n_sessions);
    for (long j = 0; j < d->n_pairs; j++) {
        int s = d->pair_session[j];
        fans[d->fan_first[s] + next[s]++] = (fan){d->pair_weight[j], j};
    }
    for (int s = 0; s < e->n_sessions; s++)
        if (next[s]) qsort(fans + d->fan_first[s], (size_t)next[s], sizeof *fans, fan_order);
    for (long j = 0; j < d->n_pairs; j++)
        d->fan_pair[j] = fans[j].pair;
}

/* What a seat of each pair adds to each duty of its person. */
static void make_duties(camp_problem_data *d) {
    const camp_event *e = d->event;
    d->duty_amount = CAMP_NEW(d->arena, double *, e->n_people);
    for (int p = 0; p < e->n_people; p++) {
        long n = d->pair_first[p + 1] - d->pair_first[p];
        d->duty_amount[p] = CAMP_NEW(d->arena, double, (long)d->n_duties[p] * n);
        for (int i = 0; i < d->n_duties[p]; i++) {
            const camp_rule *rule = &e->rules[d->duties[p][i].rule];
            d->duties[p][i].unit = (int)(i * n);
            for (long j = 0; j < n; j++) {
                int s = d->pair_session[d->pair_first[p] + j];
                if (!camp_list_has(rule->sessions, s)) continue;
                double amount = rule->kind == CAMP_CREDIT_AT_LEAST ? e->sessions[s].credit
                                : rule->kind == CAMP_BUSY_AT_LEAST ? e->sessions[s].length
                                                                   : 1.0;
                d->duty_amount[p][i * n + j] = amount;
            }
        }
    }
}

/* Who must attend a session that runs once, by must_attend or a lock: its run can only be when all of them
 * can come. */
static void make_bound(camp_problem_data *d) {
    const camp_event *e = d->event;
    d->n_bound = CAMP_NEW(d->arena, int, e->n_sessions),
    d->bound_people = CAMP_NEW(d->arena, int *, e->n_sessions);
    d->n_bound_to = CAMP_NEW(d->arena, int, e->n_people),
    d->bound_to = CAMP_NEW(d->arena, int *, e->n_people);
    for (long j = 0; j < d->n_pairs; j++) {
        int p = d->pair_person[j], s = d->pair_session[j];
        bool bound = d->pair_must[j];
        for (int k = 0; k < d->n_locks_of[s] && !bound; k++)
            bound = e->locks[d->locks_of[s][k]].person == p;
        if (!bound || d->first_item[s + 1] - d->first_item[s] != 1) continue;
        push(d->arena, &d->n_bound[s], &d->bound_people[s], p);
        push(d->arena, &d->n_bound_to[p], &d->bound_to[p], s);
    }
}

/* Seats that are not given up lightly for somebody else. */
static void make_held(camp_problem_data *d) {
    const camp_event *e = d->event;
    d->pair_held = CAMP_NEW(d->arena, bool, d->n_pairs);
    for (long j = 0; j < d->n_pairs; j++) {
        int p = d->pair_person[j], s = d->pair_session[j];
        bool held = d->pair_must[j];
        for (int i = 0; i < d->n_duties[p] && !held; i++)
            held = e->rules[d->duties[p][i].rule].kind != CAMP_ATTEND_AT_MOST &&
                   d->duty_amount[p][d->duties[p][i].unit + (j - d->pair_first[p])] > 0;
        for (int k = 0; k < d->n_locks_of[s] && !held; k++)
            held = e->locks[d->locks_of[s][k]].person == p;
        for (int k = 0; k < d->n_teams[s] && !held; k++)
            held = d->rule_person[d->teams[s][k]][p];
        d->pair_held[j] = held;
    }
}

/* ---------------------------------------------------------------- numbers that scale the search */

static void make_scales(camp_problem_data *d) {
    const camp_event *e = d->event;
    double top = 0, total = 0;
    int voters = 0, wanted = 0;
    for (int p = 0; p < e->n_people; p++) {
        double most = 0;
        for (long j = e->vote_start[p]; j < e->vote_start[p + 1]; j++)
            if (e->vote_weight[j] > most) most = e->vote_weight[j];
        if (most > 0) top += most, voters++;
    }
    for (int s = 0; s < e->n_sessions; s++) {
        double interest = 0;
        for (long j = e->fan_start[s]; j < e->fan_start[s + 1]; j++)
            interest += e->fan_weight[j];
        if (interest > 0) total += interest, wanted++;
    }
    d->weight_mean = voters ? top / voters : 1.0;
    d->interest_mean = wanted ? total / wanted : 1.0;
    int real_voters = 0;
    for (int p = 0; p < e->n_people; p++)
        real_voters += e->people[p].voter;
    d->turnout =
        !e->tally && real_voters && e->people_expected > real_voters ? e->people_expected / real_voters : 1.0;
}

static void make_flags(camp_problem_data *d) {
    const camp_event *e = d->event;
    for (int i = 0; i < e->n_sites * e->n_sites; i++)
        d->travels = d->travels || e->travel[i] > 0;
    d->plain = !d->travels && d->n_lengths <= 1;
    for (int s = 0; s < e->n_sessions; s++)
        d->plain = d->plain && e->sessions[s].length == 1;
    for (int i = 0; i < e->n_open; i++)
        for (int j = 0; j < i; j++)
            d->plain = d->plain && !e->overlap[e->open[i] * e->n_slots + e->open[j]];
    for (int s = 0; e->limited && s < e->n_sessions; s++) {
        int least = e->sessions[s].capacity;
        for (int r = 0; r < e->n_rooms; r++)
            if (e->rooms[r].capacity < least) least = e->rooms[r].capacity;
        double mass = 0;
        for (long j = e->fan_start[s]; j < e->fan_start[s + 1]; j++)
            mass += e->people[e->fan_person[j]].mass;
        d->capacity_binds = d->capacity_binds || mass > least;
    }
}

/* What need not be looked at for whom. */
static void make_easy(camp_problem_data *d) {
    const camp_event *e = d->event;
    d->easy = CAMP_NEW(d->arena, bool, e->n_people), d->alone = CAMP_NEW(d->arena, bool, e->n_people);
    d->free_of_duty = CAMP_NEW(d->arena, bool, e->n_people);
    for (int p = 0; p < e->n_people; p++) {
        bool alone = !d->n_away_rules[p], free = !d->n_duties[p], once = true;
        for (long j = d->pair_first[p]; j < d->pair_first[p + 1]; j++) {
            int s = d->pair_session[j];
            alone = alone && !d->n_run_rules[s] && !d->n_teams[s];
            free = free && !d->pair_must[j] && !d->n_locks_of[s];
            once = once && d->first_item[s + 1] - d->first_item[s] == 1;
        }
        d->alone[p] = alone, d->free_of_duty[p] = free && (e->floor == 0 || !e->people[p].voter);
        d->easy[p] = alone && free && once && d->plain && !d->capacity_binds;
    }
}

camp_problem_data *camp_problem_make(const camp_event *event, camp_arena *arena) {
    camp_problem_data *d = CAMP_NEW(arena, camp_problem_data, 1);
    d->event = event, d->arena = arena, d->words = (event->n_slots + 63) / 64;
    make_spans(d);
    make_there(d);
    make_domains(d);
    make_items(d);
    make_rules(d);
    make_pairs(d);
    make_fans(d);
    make_duties(d);
    make_held(d);
    make_bound(d);
    make_scales(d);
    make_flags(d);
    make_easy(d);
    return d;
}
