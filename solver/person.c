/* SPDX-License-Identifier: GPL-3.0-or-later */
/* person.c - the best seats for one person, all others staying.
 *
 *   max  sum of (weight + what other rules gain or lose by the seat) over the chosen runs
 *        + FLOOR * min(floor, seats asked for) - penalty * (duties missed)
 *
 * over sets of runs that do not clash, one run a session. Where every run is one slot long, nothing overlaps
 * and the person has no duties, each slot is chosen by itself. Else depth first over the runs in order of
 * time, best first, cut where the best run of every later slot together cannot beat the best set found. The
 * search is stopped after MOST_NODES: then the set is good, and not proven best.
 *
 * A seat in a full run can still be taken from whoever loses least by it: see price.c.
 */
#include "place.h"
#include "price.h"
#include "state.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_NODES = 3000 };

typedef struct choice {
    long pair;
    int item, rank;
    double value;
    bool liked; /* weight > 0 */
} choice;

typedef struct camp_person_scratch {
    choice *choices;
    int n;
    double *later;     /* per choice: best that it and all after it can add */
    int *taken, *best; /* stacks of choices */
    int n_taken, n_best;
    double best_value;
    double *duty_sum;  /* per duty of the person */
    int *best_of_slot; /* per rank */
    uint64_t *busy;    /* slots in which the person presents */
    int *own;          /* items that the person presents */
    int n_own;
    int nodes;
    int liked; /* liked seats taken */
} scratch;

struct camp_person_scratch *camp_person_scratch_make(const camp_problem_data *d, camp_arena *arena) {
    scratch *w = CAMP_NEW(arena, scratch, 1);
    const camp_event *e = d->event;
    long most = 0;
    int own = 0, duties = 0;
    for (int p = 0; p < e->n_people; p++) {
        long n = 0;
        int mine = 0;
        for (long j = d->pair_first[p]; j < d->pair_first[p + 1]; j++)
            n += d->first_item[d->pair_session[j] + 1] - d->first_item[d->pair_session[j]];
        for (int k = 0; k < e->people[p].presents.n; k++) {
            int s = e->people[p].presents.at[k];
            mine += d->first_item[s + 1] - d->first_item[s];
        }
        if (n > most) most = n;
        if (mine > own) own = mine;
        if (d->n_duties[p] > duties) duties = d->n_duties[p];
    }
    w->choices = CAMP_NEW(arena, choice, most), w->later = CAMP_NEW(arena, double, most + 1);
    w->taken = CAMP_NEW(arena, int, most), w->best = CAMP_NEW(arena, int, most);
    w->duty_sum = CAMP_NEW(arena, double, duties), w->best_of_slot = CAMP_NEW(arena, int, e->n_open);
    w->busy = CAMP_NEW(arena, uint64_t, d->words), w->own = CAMP_NEW(arena, int, own);
    return w;
}

/* ---------------------------------------------------------------- duties */

/* What presenting adds to a duty: each session once; busy_at_least counts the slots of every run. */
static double duty_by_presenting(const camp_state *st, int person, const camp_rule *rule) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    double sum = 0;
    for (int k = 0; k < e->people[person].presents.n; k++) {
        int s = e->people[person].presents.at[k];
        if (!st->runs[s] || !camp_list_has(rule->sessions, s)) continue;
        sum += rule->kind == CAMP_CREDIT_AT_LEAST ? e->sessions[s].credit
               : rule->kind == CAMP_BUSY_AT_LEAST ? (double)e->sessions[s].length * st->runs[s]
                                                  : 1;
    }
    return sum;
}

/* How far a duty is from being met. `presented`: the part of the sum that is no seat. */
static double duty_break(const camp_rule *rule, double sum, double presented) {
    switch (rule->kind) {
    case CAMP_ATTEND_AT_MOST:
        return camp_excess(sum - rule->limit);
    case CAMP_SERIES:
        return sum > presented + 1e-9 ? camp_excess(rule->sessions.n - sum) : 0;
    default:
        return camp_excess(rule->limit - sum);
    }
}

static double locks_missed(const camp_state *st, int person, long pair) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int s = d->pair_session[pair], item = st->pair_at[pair], n = 0;
    for (int k = 0; k < d->n_locks_of[s]; k++) {
        const camp_lock_row *lock = &e->locks[d->locks_of[s][k]];
        if (lock->person != person) continue;
        n += item < 0 || st->slot[item] != lock->slot || (lock->room >= 0 && st->room[item] != lock->room);
    }
    return n;
}

void camp_person_count(const camp_state *st, int person, double *broken, int *served) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    double sum = 0;
    int liked = 0;
    long first = d->pair_first[person], n = d->pair_first[person + 1] - first;
    for (long j = first; j < first + n; j++) {
        liked += st->pair_at[j] >= 0 && d->pair_weight[j] > 0;
        if (d->pair_must[j]) sum += st->pair_at[j] < 0;
        if (d->n_locks_of[d->pair_session[j]]) sum += locks_missed(st, person, j);
    }
    for (int i = 0; i < d->n_duties[person]; i++) {
        const camp_rule *rule = &e->rules[d->duties[person][i].rule];
        double presented = duty_by_presenting(st, person, rule), total = presented;
        for (long j = 0; j < n; j++)
            if (st->pair_at[first + j] >= 0) total += d->duty_amount[person][i * n + j];
        sum += duty_break(rule, total, presented);
    }
    *broken = sum;
    *served = !e->people[person].voter ? 0 : liked < e->floor ? liked : e->floor;
}

/* ---------------------------------------------------------------- choices */

/* What group rules lose (negative: gain) when the person sits in the item. */
static double group_price(const camp_state *st, int person, int item) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int s = d->item_session[item];
    double broken = 0;
    for (int k = 0; k < d->n_run_rules[s]; k++) {
        int i = d->run_rules[s][k];
        if (!d->rule_person[i][person]) continue;
        broken += camp_run_break(&e->rules[i], st->count[i][item] + 1) -
                  camp_run_break(&e->rules[i], st->count[i][item]);
    }
    for (int k = 0; k < d->n_teams[s]; k++) {
        int i = d->teams[s][k];
        if (d->rule_person[i][person] && st->team_size[i][s] > 1)
            broken += st->team_at[i][s] == item ? -1 : 2;
    }
    const camp_slots *span = camp_state_span(st, item);
    for (int k = 0; k < d->n_away_rules[person]; k++) {
        int i = d->away_rules[person][k];
        for (int j = 0; j < span->n; j++) {
            double over = st->count[i][span->chain[j]] - e->rules[i].limit;
            broken += camp_excess(over + 1) - camp_excess(over);
        }
    }
    return st->penalty * broken;
}

/* What must_attend and locks gain. */
static double wanted_gain(const camp_state *st, int person, long pair, int item) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int s = d->pair_session[pair];
    double gain = d->pair_must[pair];
    for (int k = 0; k < d->n_locks_of[s]; k++) {
        const camp_lock_row *lock = &e->locks[d->locks_of[s][k]];
        gain += lock->person == person && st->slot[item] == lock->slot &&
                (lock->room < 0 || st->room[item] == lock->room);
    }
    return st->penalty * gain;
}

/* Value of a seat, or a number <= -1e100 when there is none. */
static double seat_value(camp_state *st, int person, long pair, int item) {
    const camp_problem_data *d = st->problem;
    double weight = d->pair_weight[pair];
    double gain =
        d->pair_must[pair] || d->n_locks_of[d->pair_session[pair]] ? wanted_gain(st, person, pair, item) : 0;
    int s = d->item_session[item];
    if (d->n_run_rules[s] || d->n_teams[s] || d->n_away_rules[person]) gain -= group_price(st, person, item);
    if (d->event->limited && st->pair_at[pair] != item &&
        camp_price_full(st, item, d->event->people[person].mass)) {
        long other = camp_price_cheapest(st, item);
        if (other < 0 || st->cheapest_price[item] >= weight + gain ||
            d->event->people[d->pair_person[other]].mass + 1e-9 < d->event->people[person].mass)
            return -1e200;
        gain -= st->cheapest_price[item];
    }
    return weight + gain;
}

static void find_own(const camp_state *st, scratch *w, int person) {
    const camp_problem_data *d = st->problem;
    const camp_list *presents = &d->event->people[person].presents;
    w->n_own = 0;
    memset(w->busy, 0, (size_t)d->words * sizeof *w->busy);
    for (int k = 0; k < presents->n; k++)
        for (int i = d->first_item[presents->at[k]]; i < d->first_item[presents->at[k] + 1]; i++) {
            if (st->slot[i] < 0) continue;
            w->own[w->n_own++] = i;
            for (int b = 0; b < d->words; b++)
                w->busy[b] |= camp_state_span(st, i)->clash_bits[b];
        }
}

static bool can_sit(const camp_state *st, const scratch *w, int person, int item) {
    const camp_problem_data *d = st->problem;
    const camp_slots *span = camp_state_span(st, item);
    if (item == st->forbidden[person] || !camp_state_pair_fits(st, span, person)) return false;
    if (!w->n_own) return true;
    if (camp_bits_meet(w->busy, span->use_bits, d->words)) return false;
    for (int k = 0; d->travels && k < w->n_own; k++)
        if (camp_state_clash(st, w->own[k], item)) return false;
    return true;
}

/* Lists the seats that can be worth something; false when two choices belong to one session. */
static bool find_choices(camp_state *st, scratch *w, int person) {
    const camp_problem_data *d = st->problem;
    bool once = true;
    long first = d->pair_first[person];
    w->n = 0;
    for (long pair = first; pair < d->pair_first[person + 1]; pair++) {
        int s = d->pair_session[pair], before = w->n;
        if (!st->runs[s]) continue;
        bool duty = false;
        for (int i = 0; i < d->n_duties[person] && !duty; i++)
            duty = d->duty_amount[person][d->duties[person][i].unit + (pair - first)] > 0;
        for (int item = d->first_item[s]; item < d->first_item[s + 1]; item++) {
            if (st->slot[item] < 0 || !can_sit(st, w, person, item)) continue;
            double value = seat_value(st, person, pair, item);
            if (value < -1e100 || (value <= 0 && !duty)) continue;
            w->choices[w->n++] =
                (choice){pair, item, d->rank[st->slot[item]], value, d->pair_weight[pair] > 0};
        }
        once = once && w->n - before <= 1;
    }
    return once;
}

/* ---------------------------------------------------------------- choosing */

static void choose_by_slot(const camp_state *st, scratch *w) {
    int n_open = st->problem->event->n_open;
    for (int k = 0; k < n_open; k++)
        w->best_of_slot[k] = -1;
    for (int i = 0; i < w->n; i++) {
        int *best = &w->best_of_slot[w->choices[i].rank];
        if (w->choices[i].value > (*best < 0 ? 0 : w->choices[*best].value)) *best = i;
    }
    w->n_best = 0;
    for (int k = 0; k < n_open; k++)
        if (w->best_of_slot[k] >= 0) w->best[w->n_best++] = w->best_of_slot[k];
}

static int choice_order(const void *a, const void *b) {
    const choice *x = a, *y = b;
    if (x->rank != y->rank) return x->rank - y->rank;
    if (x->value != y->value) return x->value < y->value ? 1 : -1;
    return x->item - y->item;
}

/* later[k]: best value that choices k.. can add, one a start slot. */
static void bound_rest(scratch *w) {
    double after = 0; /* groups behind the one of choice k */
    w->later[w->n] = 0;
    for (int k = w->n - 1; k >= 0; k--) {
        if (k + 1 < w->n && w->choices[k + 1].rank != w->choices[k].rank) after = w->later[k + 1];
        double here = w->choices[k].value > 0 ? w->choices[k].value + after : after;
        w->later[k] = here > w->later[k + 1] ? here : w->later[k + 1];
    }
}

static double missed(const camp_state *st, const scratch *w, int person, bool upper) {
    const camp_problem_data *d = st->problem;
    double broken = 0;
    for (int i = 0; i < d->n_duties[person]; i++) {
        const camp_rule *rule = &d->event->rules[d->duties[person][i].rule];
        if (upper && rule->kind != CAMP_ATTEND_AT_MOST) continue; /* later seats may still meet it */
        broken += duty_break(rule, w->duty_sum[i],
                             rule->kind == CAMP_SERIES ? duty_by_presenting(st, person, rule) : 0);
    }
    return st->penalty * broken;
}

static double floor_value(const camp_state *st, int person, int liked) {
    const camp_event *e = st->problem->event;
    if (!e->floor || !e->people[person].voter) return 0;
    return st->floor_worth * (liked < e->floor ? liked : e->floor);
}

static bool fits_taken(const camp_state *st, const scratch *w, const choice *c) {
    const camp_problem_data *d = st->problem;
    for (int i = w->n_taken - 1; i >= 0; i--) {
        const choice *other = &w->choices[w->taken[i]];
        if (other->pair == c->pair || camp_state_clash(st, other->item, c->item)) return false;
        if (!d->travels && d->plain) break; /* an earlier slot cannot clash */
    }
    if (d->plain)
        for (int i = 0; i < w->n_taken; i++)
            if (w->choices[w->taken[i]].pair == c->pair) return false;
    return true;
}

static void take(const camp_state *st, scratch *w, int person, int k, int by) {
    const camp_problem_data *d = st->problem;
    const choice *c = &w->choices[k];
    for (int i = 0; i < d->n_duties[person]; i++)
        w->duty_sum[i] +=
            by * d->duty_amount[person][d->duties[person][i].unit + (c->pair - d->pair_first[person])];
    w->liked += by * c->liked;
}

static void search(const camp_state *st, scratch *w, int person, int k, double value) {
    double now = value + floor_value(st, person, w->liked) - missed(st, w, person, false);
    if (now > w->best_value + 1e-12) {
        w->best_value = now, w->n_best = w->n_taken;
        memcpy(w->best, w->taken, (size_t)w->n_taken * sizeof *w->best);
    }
    for (; k < w->n && w->nodes < MOST_NODES; k++) {
        double upper =
            value + w->later[k] + floor_value(st, person, w->liked + w->n - k) - missed(st, w, person, true);
        if (upper <= w->best_value + 1e-12) return;
        if (!fits_taken(st, w, &w->choices[k])) continue;
        w->nodes++;
        w->taken[w->n_taken++] = k;
        take(st, w, person, k, 1);
        search(st, w, person, k + 1, value + w->choices[k].value);
        take(st, w, person, k, -1);
        w->n_taken--;
    }
}

static void choose_by_search(const camp_state *st, scratch *w, int person) {
    const camp_problem_data *d = st->problem;
    if (w->n > 1) qsort(w->choices, (size_t)w->n, sizeof *w->choices, choice_order);
    bound_rest(w);
    for (int i = 0; i < d->n_duties[person]; i++)
        w->duty_sum[i] = duty_by_presenting(st, person, &d->event->rules[d->duties[person][i].rule]);
    w->n_taken = w->n_best = w->nodes = w->liked = 0;
    w->best_value = -missed(st, w, person, false);
    search(st, w, person, 0, 0);
}

/* ---------------------------------------------------------------- seating */

static void account(camp_state *st, int person) {
    if (st->problem->free_of_duty[person]) return;
    double broken;
    int served;
    camp_person_count(st, person, &broken, &served);
    if (broken == st->person_broken[person] && served == st->person_served[person]) return;
    camp_state_note(st, (camp_change){.kind = CHANGE_PERSON,
                                      .pair = person,
                                      .x = st->person_broken[person],
                                      .a = st->person_served[person]});
    st->broken += broken - st->person_broken[person], st->served += served - st->person_served[person];
    st->person_broken[person] = broken, st->person_served[person] = served;
}

static void sit(camp_state *st, int person, const choice *c) {
    const camp_problem_data *d = st->problem;
    if (st->pair_at[c->pair] == c->item) return;
    if (d->event->limited && camp_price_full(st, c->item, d->event->people[person].mass)) {
        long other = camp_price_cheapest(st, c->item);
        if (other < 0) return;
        camp_state_seat(st, other, -1);
        account(st, d->pair_person[other]); /* it may have chosen too often to choose again */
        camp_state_touch(st, d->pair_person[other]);
        if (camp_price_full(st, c->item, d->event->people[person].mass)) return;
    }
    camp_state_seat(st, c->pair, c->item);
}

static void stand_up(camp_state *st, long pair) {
    const camp_problem_data *d = st->problem;
    int item = st->pair_at[pair];
    if (d->event->limited && d->capacity_binds && st->n_vacated < d->n_items && camp_price_full(st, item, 1))
        st->vacated[st->n_vacated++] = item;
    camp_state_seat(st, pair, -1);
}

/* Gives up the seats that were not chosen again. */
static void leave_others(camp_state *st, const scratch *w, int person) {
    for (long pair = st->problem->pair_first[person]; pair < st->problem->pair_first[person + 1]; pair++) {
        bool stays = st->pair_at[pair] < 0;
        for (int i = 0; i < w->n_best && !stays; i++)
            stays = w->choices[w->best[i]].pair == pair && w->choices[w->best[i]].item == st->pair_at[pair];
        if (!stays) stand_up(st, pair);
    }
}

static void leave_all(camp_state *st, int person) {
    for (long pair = st->problem->pair_first[person]; pair < st->problem->pair_first[person + 1]; pair++)
        if (st->pair_at[pair] >= 0) stand_up(st, pair);
}

/* The same for someone whose slots are chosen by weight alone: only slots in which runs came or went. */
static void settle_easy(camp_state *st, scratch *w, int person) {
    const camp_problem_data *d = st->problem;
    find_own(st, w, person);
    for (int k = 0; k < st->n_dirty; k++)
        w->best_of_slot[st->dirty_ranks[k]] = -1;
    long first = d->pair_first[person], last = d->pair_first[person + 1];
    for (long pair = first; pair < last; pair++) {
        int item = d->first_item[d->pair_session[pair]], slot = st->slot[item];
        if (slot < 0 || !st->dirty[d->rank[slot]] || !can_sit(st, w, person, item)) continue;
        int *best = &w->best_of_slot[d->rank[slot]];
        if (d->pair_weight[pair] > (*best < 0 ? 0 : d->pair_weight[first + *best]))
            *best = (int)(pair - first);
    }
    for (long pair = first; pair < last; pair++) {
        int item = st->pair_at[pair];
        if (item < 0) continue;
        int rank = d->rank[st->slot[item]];
        if (!st->dirty[rank]) continue;
        if (w->best_of_slot[rank] == (int)(pair - first))
            w->best_of_slot[rank] = -1; /* sits there already */
        else
            camp_state_seat(st, pair, -1);
    }
    for (int k = 0; k < st->n_dirty; k++) {
        int best = w->best_of_slot[st->dirty_ranks[k]];
        if (best >= 0) camp_state_seat(st, first + best, d->first_item[d->pair_session[first + best]]);
    }
}

void camp_person_settle(camp_state *st, int person) {
    const camp_problem_data *d = st->problem;
    scratch *w = st->scratch;
    if (d->easy[person] && !st->all_dirty) {
        settle_easy(st, w, person);
        account(st, person);
        return;
    }
    if (!d->alone[person]) leave_all(st, person); /* group rules are to be counted without the person */
    find_own(st, w, person);
    bool once = find_choices(st, w, person);
    if (d->plain && once && !d->n_duties[person])
        choose_by_slot(st, w);
    else
        choose_by_search(st, w, person);
    leave_others(st, w, person);
    for (int i = 0; i < w->n_best; i++)
        sit(st, person, &w->choices[w->best[i]]);
    account(st, person);
}
