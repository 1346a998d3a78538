/* SPDX-License-Identifier: GPL-3.0-or-later */
/* segment_walk.c - the segments of a chain that are worth most at given prices, by walking from slot to slot.
 *
 * For each stretch of the chain, short ones first: at most need - (best cut before it) - (best cut behind it)
 * is asked of it, and its relaxed value (segment_chain.c) says whether it can give that. Then, slot by slot,
 * every choice of long sessions that start and short ones is tried whose limit is large enough:
 *
 *     limit = exact value of the slots so far, those who sit in a session that goes on credited with the
 *             part of it that is over + ahead_t(state) of segment_chain.c
 *
 * For a person in slot t: free = the most of the slots before t; have = what a session that is on now would
 * give beyond that. So a short session adds max(0, w - have), and within a slot the search is the same as
 * without long sessions (segment_slot.c). In the last slot the limit is the value.
 */
#include "segment_parts.h"
#include <string.h>

/* A long session that is on. */
typedef struct crossing {
    int number, start; /* position where it started */
    double *before;    /* per fan: the most up to its start; NOTHING for those who presented meanwhile */
} crossing;

typedef struct level {
    struct walk *walk;
    int t, state;
    double *free, sum; /* per person: the most of the slots before t; their sum */
    double gains;      /* of what started before t */
    int n_now, n_before;
    crossing *now; /* those that go on from before t, then those that start in t */
    uint32_t starting;
    camp_slot_search search;
} level;

typedef struct walk {
    camp_segment_walk *out;
    const camp_segments *g;
    const camp_segment_chain *chain;
    camp_segment_tables *tables;
    int first, end;
    double need;
    int *used;
    level *levels;                   /* by position - first */
    double *worth;                   /* [first * (n + 1) + end]: the most that a stretch can be worth */
    double *cut_before, *cut_behind; /* per position: the best cut up to it and from it */
} walk;

static const camp_segment_fans *fans_of(const walk *w, const crossing *c) {
    return &w->chain->fans[c->start * w->g->n_longs + c->number];
}

static int length_of(const walk *w, const crossing *c) {
    return w->g->problem->event->sessions[w->g->longs[c->number]].length;
}

static bool enough(const walk *w, double value) {
    return w->out->all ? value >= w->need : value > w->need;
}

/* What the first n long sessions of a level give beyond `free`, when slots before `upto` are over; the sum.
 */
static double fill_have(level *l, int n, int upto) {
    const walk *w = l->walk;
    int people = w->g->problem->event->n_people;
    double *have = l->search.have, sum = 0;
    if (n == 0 && upto == l->t) return 0; /* nothing goes on, and nothing reads it */
    memset(have, 0, (size_t)people * sizeof *have);
    for (int i = 0; i < n; i++) {
        const camp_segment_fans *fans = fans_of(w, &l->now[i]);
        int length = length_of(w, &l->now[i]), over = upto - l->now[i].start;
        for (int j = 0; j < fans->n; j++) {
            double part = over == length ? fans->weight[j] : over * fans->share[j];
            int p = fans->person[j];
            double more = l->now[i].before[j] + part - l->free[p];
            if (more > have[p]) sum += more - have[p], have[p] = more;
        }
    }
    return sum;
}

/* Presenters of the sessions that are on get nothing in this slot; returns what they had. */
static double make_busy(level *l) {
    const walk *w = l->walk;
    double *have = l->search.have, lost = 0;
    for (int i = 0; i < l->n_now && w->g->hosted; i++) {
        const camp_list *hosts = &w->g->hosts[w->g->longs[l->now[i].number]];
        for (int k = 0; k < hosts->n; k++)
            lost += have[hosts->at[k]], have[hosts->at[k]] = CAMP_SEGMENT_BUSY;
    }
    return lost;
}

/* ---------------------------------------------------------------- what was found */

static void add_run(camp_segment *segment, int session, int at) {
    int i = segment->n_runs++;
    while (i > 0 && segment->at[i - 1] == at && segment->session[i - 1] > session)
        segment->session[i] = segment->session[i - 1], segment->at[i] = at, i--;
    segment->session[i] = session, segment->at[i] = at;
}

static void record(void *user, double value) {
    level *last = user;
    walk *w = last->walk;
    camp_segment_list *list = w->out->list;
    if (!w->out->all) w->need = last->search.need = value;
    if (list->n == list->most) {
        if (w->out->all) w->out->budget->out = true;
        return;
    }
    camp_segment found = {.chain = w->out->chain, .first = w->first, .n_slots = w->end - w->first};
    int runs = 0;
    for (int t = w->first; t < w->end; t++)
        runs += camp_count_bits(w->levels[t - w->first].starting) + w->levels[t - w->first].search.n_chosen;
    found.session = CAMP_NEW(list->arena, int, runs), found.at = CAMP_NEW(list->arena, int, runs);
    for (int t = w->first; t < w->end; t++) {
        const level *l = &w->levels[t - w->first];
        for (int k = 0; l->starting >> k; k++)
            if (l->starting >> k & 1) add_run(&found, w->g->longs[k], t);
        for (int i = 0; i < l->search.n_chosen; i++)
            add_run(&found, l->search.kind->elements[l->search.chosen[i]].session, t);
    }
    found.value = value;
    for (int i = 0; i < found.n_runs; i++)
        found.value += w->g->stakes[found.session[i]] - w->tables->gain[found.session[i]];
    if (list->n == list->room) {
        int room = list->room ? 2 * list->room : 64;
        list->at = camp_arena_grow(list->arena, list->at, (size_t)list->room, (size_t)room, sizeof *list->at);
        list->worth =
            camp_arena_grow(list->arena, list->worth, (size_t)list->room, (size_t)room, sizeof *list->worth);
        list->room = room;
    }
    list->at[list->n] = found, list->worth[list->n++] = value;
}

/* ---------------------------------------------------------------- from slot to slot */

static void enter(walk *w, int t);

/* Who presents in this slot cannot have sat in a session that is on. */
static bool was_busy(const level *l, int p) {
    return l->search.have[p] >= CAMP_SEGMENT_BUSY;
}

/* The slot behind, after what is chosen in this one. */
static void advance(level *l) {
    walk *w = l->walk;
    level *n = l + 1;
    const camp_event *e = w->g->problem->event;
    n->gains = l->gains + w->tables->start[l->starting], n->n_before = 0;
    memcpy(n->free, l->free, (size_t)e->n_people * sizeof *n->free);
    for (int i = 0; i < l->search.n_chosen; i++) {
        const camp_segment_element *chosen = &l->search.kind->elements[l->search.chosen[i]];
        n->gains += w->tables->gain[chosen->session];
        for (int j = 0; j < chosen->fans.n; j++) {
            int p = chosen->fans.person[j];
            double value = l->free[p] + chosen->fans.weight[j];
            if (value > n->free[p] && !was_busy(l, p)) n->free[p] = value;
        }
    }
    for (int i = 0; i < l->n_now; i++) {
        const crossing *c = &l->now[i];
        const camp_segment_fans *fans = fans_of(w, c);
        bool ends = c->start + length_of(w, c) == l->t + 1;
        crossing *to = &n->now[n->n_before];
        if (!ends) to->number = c->number, to->start = c->start, n->n_before++;
        for (int j = 0; j < fans->n; j++) {
            int p = fans->person[j];
            double before = was_busy(l, p) ? CAMP_SEGMENT_NOTHING : c->before[j];
            if (!ends)
                to->before[j] = before;
            else if (before + fans->weight[j] > n->free[p])
                n->free[p] = before + fans->weight[j];
        }
    }
    n->sum = 0;
    for (int p = 0; p < e->n_people; p++)
        n->sum += n->free[p];
}

static void count_used(walk *w, const level *l, int by) {
    for (int k = 0; l->starting >> k; k++)
        if (l->starting >> k & 1) w->used[w->g->longs[k]] += by;
    for (int i = 0; i < l->search.n_chosen; i++)
        w->used[l->search.kind->elements[l->search.chosen[i]].session] += by;
}

static void go_on(void *user, double value) {
    level *l = user;
    walk *w = l->walk;
    (void)value;
    advance(l);
    l[1].state = camp_segment_next(w->g, l->state, l->starting);
    count_used(w, l, 1);
    enter(w, l->t + 1);
    count_used(w, l, -1);
    l->search.need = w->need;
}

/* Tries all short sessions beside the long ones that are on when `set` starts in t. */
static void open_slot(walk *w, level *l, uint32_t set, double ahead) {
    const camp_segment_kind *kind = &w->g->kinds[w->chain->kind[l->t]];
    l->starting = set, l->n_now = l->n_before;
    for (int k = 0; set >> k; k++) {
        if (!(set >> k & 1)) continue;
        crossing *c = &l->now[l->n_now++];
        c->number = k, c->start = l->t;
        const camp_segment_fans *fans = fans_of(w, c);
        for (int j = 0; j < fans->n; j++)
            c->before[j] = l->free[fans->person[j]];
    }
    double sum = l->sum + fill_have(l, l->n_now, l->t + 1) - make_busy(l);
    camp_slot_search *s = &l->search;
    s->kind = kind, s->n_elements = kind->n_shorts, s->most = kind->most - l->n_now;
    s->gain = w->tables->gain, s->used = w->used, s->need = w->need, s->beat = !w->out->all;
    s->budget = w->out->budget, s->user = l, s->found = l->t + 1 == w->end ? record : go_on;
    camp_slot_search_run(s, l->gains + w->tables->start[set] + sum + ahead);
}

static uint32_t longs_used(const walk *w) {
    uint32_t mask = 0;
    const camp_problem_data *d = w->g->problem;
    for (int k = 0; k < w->g->n_longs; k++) {
        int s = w->g->longs[k];
        if (w->used[s] >= d->first_item[s + 1] - d->first_item[s]) mask |= 1U << k;
    }
    return mask;
}

static void enter(walk *w, int t) {
    level *l = &w->levels[t - w->first];
    const camp_segments *g = w->g;
    l->t = t;
    if (t + 1 == w->end) { /* nothing may go on */
        if (g->state_next[l->state] == 0) open_slot(w, l, 0, 0);
        return;
    }
    uint32_t present = g->state_longs[l->state];
    uint32_t free = w->chain->may_start[t] & ~present & ~longs_used(w);
    double so_far = l->gains + l->sum + fill_have(l, l->n_before, t);
    for (uint32_t set = free;; set = (set - 1) & free) {
        int next = camp_segment_next(g, l->state, set);
        double ahead = next > 0 ? camp_segment_ahead(w->tables, w->out->chain, w->end, t + 1, next)
                                : CAMP_SEGMENT_NOTHING;
        if (ahead > CAMP_SEGMENT_NOTHING) {
            double alone = camp_segment_alone(w->tables, w->chain->kind[t], present | set);
            double limit = so_far + alone + w->tables->start[set] + ahead;
            if (alone > CAMP_SEGMENT_NOTHING && enough(w, limit)) {
                if (camp_segment_budget_take(w->out->budget))
                    open_slot(w, l, set, ahead);
                else if (limit > w->out->budget->upper)
                    w->out->budget->upper = limit;
            }
        }
        if (set == 0) return;
    }
}

/* ---------------------------------------------------------------- stretch by stretch */

static void make_levels(walk *w, camp_arena *arena) {
    const camp_segments *g = w->g;
    long widest = 0;
    for (int k = 0; k < g->n_longs; k++) {
        long n = g->problem->fan_first[g->longs[k] + 1] - g->problem->fan_first[g->longs[k]];
        if (n > widest) widest = n;
    }
    w->used = CAMP_NEW(arena, int, g->problem->event->n_sessions);
    w->levels = CAMP_NEW(arena, level, w->chain->n + 1);
    for (int i = 0; i <= w->chain->n; i++) {
        level *l = &w->levels[i];
        l->walk = w;
        l->free = CAMP_NEW(arena, double, g->problem->event->n_people);
        l->now = CAMP_NEW(arena, crossing, g->n_longs);
        for (int k = 0; k < g->n_longs; k++)
            l->now[k].before = CAMP_NEW(arena, double, widest);
        camp_slot_search_make(&l->search, g, arena);
    }
}

static void make_cuts(walk *w) {
    int n = w->chain->n;
    for (int t = 0; t <= n; t++) {
        w->cut_before[t] = t ? CAMP_SEGMENT_NOTHING : 0;
        for (int a = 0; a < t; a++) {
            double worth = w->cut_before[a] + w->worth[a * (n + 1) + t];
            if (worth > w->cut_before[t]) w->cut_before[t] = worth;
        }
    }
    for (int t = n; t >= 0; t--) {
        w->cut_behind[t] = t < n ? CAMP_SEGMENT_NOTHING : 0;
        for (int b = t + 1; b <= n; b++) {
            double worth = w->cut_behind[b] + w->worth[t * (n + 1) + b];
            if (worth > w->cut_behind[t]) w->cut_behind[t] = worth;
        }
    }
}

static void walk_stretch(walk *w, int first, int end) {
    double *worth = &w->worth[first * (w->chain->n + 1) + end];
    double ask = w->out->need - w->cut_before[first] - w->cut_behind[end];
    w->first = first, w->end = end, w->need = ask;
    if (!enough(w, *worth)) return;
    level *l = &w->levels[0];
    memset(l->free, 0, (size_t)w->g->problem->event->n_people * sizeof *l->free);
    l->sum = l->gains = 0, l->n_before = 0, l->state = 0;
    camp_segment_budget *budget = w->out->budget;
    int from = w->out->list->n;
    budget->upper = CAMP_SEGMENT_NOTHING;
    enter(w, first);
    double most = w->need;
    for (int i = from; i < w->out->list->n; i++)
        if (w->out->list->worth[i] > most) most = w->out->list->worth[i];
    if (budget->out) {
        w->out->complete = false;
        if (budget->upper > most) most = budget->upper;
        if (w->out->all) most = *worth; /* the list may be full: nothing is known */
    }
    if (most < *worth) *worth = most, make_cuts(w);
}

void camp_segment_walk_run(camp_segment_walk *out, camp_arena *scratch) {
    walk *w = CAMP_NEW(scratch, walk, 1);
    w->out = out, w->tables = out->tables, w->g = out->tables->segments;
    w->chain = &w->g->chains[out->chain];
    int n = w->chain->n;
    make_levels(w, scratch);
    w->worth = CAMP_NEW(scratch, double, (n + 1) * (n + 1));
    memcpy(w->worth, out->tables->relaxed[out->chain], (size_t)(n + 1) * (size_t)(n + 1) * sizeof *w->worth);
    w->cut_before = CAMP_NEW(scratch, double, n + 1), w->cut_behind = CAMP_NEW(scratch, double, n + 1);
    make_cuts(w);
    out->complete = true;
    for (int length = 1; length <= n; length++)
        for (int a = 0; a + length <= n; a++)
            walk_stretch(w, a, a + length);
    out->upper = w->cut_behind[0];
}

/* ---------------------------------------------------------------- one segment */

double camp_segment_value(const camp_segments *g, const camp_segment *x, camp_arena *scratch) {
    const camp_problem_data *d = g->problem;
    const camp_event *e = d->event;
    const camp_segment_chain *chain = &g->chains[x->chain];
    double value = 0, *best = CAMP_NEW(scratch, double, x->n_slots + 1);
    for (int i = 0; i < x->n_runs; i++)
        value += g->stakes[x->session[i]];
    for (int p = 0; p < e->n_people; p++) {
        for (int t = 0; t <= x->n_slots; t++) {
            best[t] = t ? best[t - 1] : 0;
            for (int i = 0; i < x->n_runs && t > 0; i++) {
                int s = x->session[i], start = x->at[i] - x->first, length = e->sessions[s].length;
                if (start + length != t) continue;
                const camp_slots *span = camp_problem_span(d, s, chain->slot[x->at[i]]);
                bool can =
                    camp_event_in_audience(e, p, s) &&
                    camp_bits_within(span->use_bits, d->there + (size_t)p * (size_t)d->words, d->words);
                for (int k = 0; k < x->n_runs && can && g->hosted; k++) {
                    int from = x->at[k] - x->first, to = from + e->sessions[x->session[k]].length;
                    for (int h = 0; h < g->hosts[x->session[k]].n; h++)
                        if (g->hosts[x->session[k]].at[h] == p && from < t && to > start) can = false;
                }
                double weight = camp_grid_up(camp_event_weight(e, p, s));
                if (can && best[start] + weight > best[t]) best[t] = best[start] + weight;
            }
        }
        value += best[x->n_slots];
    }
    return value;
}
