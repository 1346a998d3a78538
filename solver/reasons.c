/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reasons.c - why a session is not on the board, and what it would cost to hang it.
 *
 *   it cannot run at all  ->  its presenters are busy at all its times  ->  it is hung in each cell that
 * suits it, the runs in the way taken off: everyone seats anew, the board is compared and taken back
 *
 * Cells whose runs match least are tried first, sessions with the fewest votes first; the number of tries and
 * of people who sit anew is limited, and depends on the event alone, so the reasons are the same every time.
 */
#include "facts.h"
#include "solver.h"
#include "state.h"
#include "words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TRIES = 2000, MOST_TRIES_EACH = 60, MOST_IN_WAY = 8 };
static const char *const NO_VOTES = "no votes";
static const double MOST_SEATED_ANEW = 40000; /* people, over all tries */

/* A cell for the session, and the runs that would have to go. */
typedef struct cell {
    int slot, room, n_in_way, in_way[MOST_IN_WAY];
    double loss; /* what the runs in the way match now */
} cell;

/* What came of the best try. */
typedef struct outcome {
    bool tried, possible; /* possible: nothing is broken by it */
    bool any_free;        /* some cell that suits it is free */
    cell cell;
    double lost, broken;
    long served_lost;
    int rule; /* not possible: the rule that it breaks most, or -1 */
} outcome;

typedef struct reasons {
    const camp_event *event;
    const camp_problem_data *problem;
    camp_board *board;
    camp_arena *scratch;
    camp_state *state;
    double *item_value; /* per item: weights of its seats */
    double *rule_before;
    int tries;
    double seated_anew;
} reasons;

/* ---------------------------------------------------------------- votes */

/* "5 votes", "5 votes (weight 7)", "about 12 expected" */
static const char *say_votes(const reasons *r, camp_arena *arena, int s) {
    const camp_event *e = r->event;
    long n = e->fan_start[s + 1] - e->fan_start[s];
    double sum = 0;
    bool ones = true;
    for (long j = e->fan_start[s]; j < e->fan_start[s + 1]; j++) {
        sum += e->fan_weight[j];
        ones = ones && e->fan_weight[j] == 1;
    }
    if (n == 0) return NO_VOTES;
    if (e->tally)
        return camp_arena_printf(arena, "about %s expected", camp_words_number(arena, floor(sum + 0.5)));
    const char *votes = camp_words_count(arena, n, "vote", "votes");
    return ones ? votes : camp_arena_printf(arena, "%s (weight %s)", votes, camp_words_number(arena, sum));
}

/* ---------------------------------------------------------------- presenters */

/* A presenter of s who presents another run while s would run from slot t on; -1: none. *item: that run. */
static int busy_presenter(const reasons *r, int s, int t, int *item) {
    const camp_problem_data *d = r->problem;
    const camp_slots *span = camp_problem_span(d, s, t);
    camp_list presenters = r->event->sessions[s].presenters;
    for (int i = 0; i < presenters.n; i++) {
        camp_list own = r->event->people[presenters.at[i]].presents;
        for (int k = 0; k < own.n; k++)
            for (*item = d->first_item[own.at[k]]; *item < d->first_item[own.at[k] + 1]; ++*item)
                if (r->state->slot[*item] >= 0 &&
                    camp_bits_meet(camp_state_span(r->state, *item)->clash_bits, span->use_bits, d->words))
                    return presenters.at[i];
    }
    return -1;
}

/* "its presenter Ana Silva presents "X" (slot A) at the only time ..."; NULL where some start is free. */
static const char *presenters_busy(const reasons *r, camp_arena *arena, int s) {
    const camp_problem_data *d = r->problem;
    const camp_event *e = r->event;
    const char **texts = CAMP_NEW(r->scratch, const char *, d->n_starts[s]);
    int first = -1, n = 0, item;
    bool one = true;
    for (int i = 0; i < d->n_starts[s]; i++) {
        int p = busy_presenter(r, s, d->starts[s][i], &item);
        if (p < 0) return NULL;
        one = one && (first < 0 || first == p);
        if (first < 0) first = p;
        const char *text =
            camp_arena_printf(r->scratch, "%s in %s", camp_word_session(r->scratch, e, d->item_session[item]),
                              camp_word_slot(r->scratch, e, r->state->slot[item]));
        bool again = false;
        for (int k = 0; k < n && !again; k++)
            again = !strcmp(texts[k], text);
        if (!again) texts[n++] = text;
    }
    const char *who =
        one ? camp_arena_printf(arena, "its presenter %s presents", camp_word_person(arena, e, first))
            : "its presenters present";
    return camp_arena_printf(arena, "whenever it could run, %s something else (%s)", who,
                             camp_words_join(arena, texts, n));
}

/* ---------------------------------------------------------------- cells */

static int by_loss(const void *a, const void *b) {
    const cell *x = a, *y = b;
    if (!x->n_in_way != !y->n_in_way) return x->n_in_way ? 1 : -1; /* free ones in front */
    if (x->loss != y->loss) return x->loss < y->loss ? -1 : 1;
    if (x->slot != y->slot) return x->slot - y->slot;
    return x->room - y->room;
}

/* The runs in the way of s in a cell; false when they are too many. */
static bool look_at(const reasons *r, int s, cell *c) {
    const camp_state *st = r->state;
    const camp_slots *span = camp_problem_span(r->problem, s, c->slot);
    c->n_in_way = 0, c->loss = 0;
    for (int i = 0; i < span->n_clash; i++) {
        int item = st->cell[span->clash[i] * r->event->n_rooms + c->room];
        bool again = item < 0;
        for (int k = 0; k < c->n_in_way && !again; k++)
            again = c->in_way[k] == item;
        if (again) continue;
        if (c->n_in_way == MOST_IN_WAY) return false;
        c->in_way[c->n_in_way++] = item, c->loss += r->item_value[item];
    }
    return true;
}

static int list_cells(const reasons *r, int s, cell *cells) {
    const camp_problem_data *d = r->problem;
    int n = 0, item;
    for (int i = 0; i < d->n_starts[s]; i++) {
        if (busy_presenter(r, s, d->starts[s][i], &item) >= 0) continue;
        for (int room = 0; room < r->event->n_rooms; room++) {
            cells[n] = (cell){.slot = d->starts[s][i], .room = room};
            if (camp_problem_fits(d, s, cells[n].slot, room) && look_at(r, s, &cells[n])) n++;
        }
    }
    if (n > 1) qsort(cells, (size_t)n, sizeof *cells, by_loss);
    return n;
}

/* ---------------------------------------------------------------- trying */

/* People who would sit anew. */
static double people_moved(const reasons *r, int s, const cell *c) {
    const camp_problem_data *d = r->problem;
    double n = 5 + (double)(d->fan_first[s + 1] - d->fan_first[s]);
    for (int i = 0; i < c->n_in_way; i++) {
        int other = d->item_session[c->in_way[i]];
        n += (double)(d->fan_first[other + 1] - d->fan_first[other]);
    }
    return n;
}

static int most_broken_rule(const reasons *r) {
    int worst = -1;
    double most = 1e-9;
    for (int i = 0; i < r->event->n_rules; i++) {
        double more = r->state->rule_broken[i] - r->rule_before[i];
        if (more > most) most = more, worst = i;
    }
    return worst;
}

static bool is_better(const outcome *a, const outcome *b) {
    if (!b->tried || a->possible != b->possible) return !b->tried || a->possible;
    if (!a->possible) return a->broken < b->broken - 1e-9;
    if (a->served_lost != b->served_lost) return a->served_lost < b->served_lost;
    return a->lost < b->lost - 1e-9;
}

static void try_cell(reasons *r, int s, const cell *c, outcome *best) {
    camp_state *st = r->state;
    double value = st->value, broken = st->broken;
    long served = st->served;
    r->tries++, r->seated_anew += people_moved(r, s, c);
    camp_state_mark(st);
    for (int i = 0; i < c->n_in_way; i++)
        camp_state_put(st, c->in_way[i], -1, -1);
    camp_state_put(st, r->problem->first_item[s], c->slot, c->room);
    camp_state_settle(st);
    outcome now = {
        .tried = true, .cell = *c, .lost = value - st->value, .served_lost = served - st->served, .rule = -1};
    now.broken = st->broken - broken;
    now.possible = now.broken <= 1e-9;
    if (!now.possible) now.rule = most_broken_rule(r);
    camp_state_undo(st);
    if (is_better(&now, best)) *best = now;
}

/* ---------------------------------------------------------------- words */

static const char *say_cell(const reasons *r, camp_arena *arena, const cell *c) {
    return camp_arena_printf(arena, "%s, %s", camp_word_slot(arena, r->event, c->slot),
                             camp_word_room(arena, r->event, c->room));
}

static const char *say_in_way(const reasons *r, camp_arena *arena, const cell *c) {
    int sessions[MOST_IN_WAY];
    for (int i = 0; i < c->n_in_way; i++)
        sessions[i] = r->problem->item_session[c->in_way[i]];
    return camp_words_sessions(arena, r->event, sessions, c->n_in_way);
}

/* "... it would match 4 less" */
static const char *say_cost(camp_arena *arena, const outcome *o) {
    if (o->served_lost > 0)
        return camp_arena_printf(arena, "%s of those that everybody is owed first would be lost",
                                 camp_words_count(arena, o->served_lost, "seat", "seats"));
    const char *number = camp_words_number(arena, fabs(o->lost));
    if (fabs(o->lost) < 0.005) return "the board would match no more";
    return camp_arena_printf(arena, "the board would match %s %s", number, o->lost > 0 ? "less" : "more");
}

static const char *with_votes(camp_arena *arena, const char *votes) {
    return strcmp(votes, NO_VOTES) == 0 ? "without a vote" : camp_arena_printf(arena, "with its %s", votes);
}

static const char *say_possible(const reasons *r, camp_arena *arena, const char *votes, const outcome *o) {
    const char *cost = say_cost(arena, o), *where = say_cell(r, arena, &o->cell);
    if (o->cell.n_in_way == 0)
        return camp_arena_printf(arena, "%s it could hang in %s, where %s", with_votes(arena, votes), where,
                                 cost);
    return camp_arena_printf(arena, "%s%s in place of %s (%s) %s",
                             o->any_free ? "" : "every cell that suits it is taken, and ",
                             with_votes(arena, votes), say_in_way(r, arena, &o->cell), where, cost);
}

static const char *say_impossible(const reasons *r, camp_arena *arena, const char *votes, const outcome *o) {
    const camp_event *e = r->event;
    const char *where = say_cell(r, arena, &o->cell);
    const char *there = o->cell.n_in_way ? camp_arena_printf(arena, "in place of %s (%s)",
                                                             say_in_way(r, arena, &o->cell), where)
                                         : camp_arena_printf(arena, "in %s", where);
    if (o->rule >= 0)
        return camp_arena_printf(arena, "%s it would break rules.csv:%ld (%s); %s", there,
                                 e->rules[o->rule].line, camp_rule_text(arena, e, &e->rules[o->rule]), votes);
    for (int i = 0; i < o->cell.n_in_way; i++) {
        int s = r->problem->item_session[o->cell.in_way[i]];
        if (r->state->runs[s] <= r->problem->least_runs[s] || r->problem->n_locks_of[s])
            return camp_arena_printf(arena, "%s, for example by %s (%s), which must stay on the board; %s",
                                     o->any_free ? "what suits it is taken"
                                                 : "every cell that suits it is taken",
                                     camp_word_session(arena, e, s), where, votes);
    }
    return camp_arena_printf(arena, "%s it would keep somebody from where they have to be; %s", there, votes);
}

/* ---------------------------------------------------------------- one session */

static const char *find_reason(reasons *r, camp_arena *arena, int s, int sessions_left) {
    const camp_problem_data *d = r->problem;
    const char *votes = say_votes(r, arena, s), *reason = camp_facts_cannot_run(d, arena, s);
    if (!reason) reason = presenters_busy(r, arena, s);
    if (reason) return camp_arena_printf(arena, "%s; %s", reason, votes);
    cell *cells = CAMP_NEW(r->scratch, cell, (size_t)d->n_starts[s] * (size_t)r->event->n_rooms + 1);
    int n = list_cells(r, s, cells), most = (MOST_TRIES - r->tries) / sessions_left;
    double until = r->seated_anew + (MOST_SEATED_ANEW - r->seated_anew) / sessions_left;
    if (most > MOST_TRIES_EACH) most = MOST_TRIES_EACH;
    if (most < 1) most = 1;
    outcome best = {.rule = -1};
    bool any_free = n > 0 && cells[0].n_in_way == 0;
    for (int i = 0; i < n && i < most && (i == 0 || r->seated_anew < until); i++)
        try_cell(r, s, &cells[i], &best);
    best.any_free = any_free;
    if (!best.tried) return camp_arena_printf(arena, "every cell that suits it is taken; %s", votes);
    return best.possible ? say_possible(r, arena, votes, &best) : say_impossible(r, arena, votes, &best);
}

typedef struct left_out {
    int session;
    double interest;
} left_out;

static int by_interest(const void *a, const void *b) {
    const left_out *x = a, *y = b;
    if (x->interest != y->interest) return x->interest < y->interest ? -1 : 1;
    return x->session - y->session;
}

static int list_left_out(const reasons *r, left_out *list) {
    const camp_event *e = r->event;
    bool *runs = CAMP_NEW(r->scratch, bool, e->n_sessions);
    int n = 0;
    for (int i = 0; i < r->board->n_runs; i++)
        runs[r->board->runs[i].session] = true;
    for (int s = 0; s < e->n_sessions; s++) {
        if (runs[s]) continue;
        double sum = 0;
        for (long j = e->fan_start[s]; j < e->fan_start[s + 1]; j++)
            sum += e->fan_weight[j];
        list[n++] = (left_out){s, sum};
    }
    if (n > 1) qsort(list, (size_t)n, sizeof *list, by_interest);
    return n;
}

/* Everybody sits as well as the search can seat them, so that a try is compared with like. */
static void seat_all(camp_state *st) {
    double broken = st->broken, value = st->value;
    long served = st->served;
    camp_state_mark(st);
    st->all_dirty = true;
    for (int p = 0; p < st->problem->event->n_people; p++)
        camp_state_touch(st, p);
    camp_state_settle(st);
    if (st->broken > broken + 1e-9 || st->served < served || st->value < value - 1e-9) camp_state_undo(st);
    st->n_log = 0;
}

static void load_board(reasons *r) {
    const camp_problem_data *d = r->problem;
    r->state = camp_state_make(d, r->scratch, 1, 1);
    camp_state_load(r->state, r->board);
    /* what must be seated is never given up for what is wished */
    r->state->penalty = 1e6 * (1 + fabs(r->state->value)) / (1 + (double)r->event->n_people);
    if (r->event->floor) r->state->floor_worth = 1000 * (1 + d->weight_mean);
    seat_all(r->state);
    r->item_value = CAMP_NEW(r->scratch, double, d->n_items);
    for (long j = 0; j < d->n_pairs; j++)
        if (r->state->pair_at[j] >= 0) r->item_value[r->state->pair_at[j]] += d->pair_weight[j];
    r->rule_before = CAMP_NEW(r->scratch, double, r->event->n_rules);
    for (int i = 0; i < r->event->n_rules; i++)
        r->rule_before[i] = r->state->rule_broken[i];
}

void camp_solver_reasons(const camp_event *event, camp_board *board) {
    if (!board->reason) board->reason = CAMP_NEW(&board->arena, const char *, event->n_sessions);
    camp_arena scratch;
    camp_arena_init_like(&scratch, &board->arena);
    reasons r = {.event = event, .board = board, .scratch = &scratch};
    left_out *list = CAMP_NEW(&scratch, left_out, event->n_sessions);
    int n = list_left_out(&r, list);
    if (n > 0) {
        r.problem = camp_problem_make(event, &scratch);
        load_board(&r);
    }
    for (int i = 0; i < n; i++)
        board->reason[list[i].session] = find_reason(&r, &board->arena, list[i].session, n - i);
    camp_arena_free(&scratch);
}
