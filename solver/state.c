/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.c - a board under change: marks and undo, seats, touched people, totals. Items are in place.c. */
#include "state.h"
#include "place.h"
#include <string.h>

/* A person is seated anew at most so often while one move settles: enough for a seat given up and found
 * again. */
enum { MOST_SETTLINGS = 3 };

/* ---------------------------------------------------------------- making and copying */

static void make_counts(camp_state *st) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    st->count = CAMP_NEW(st->arena, int *, e->n_rules);
    st->sum = CAMP_NEW(st->arena, double, e->n_rules);
    st->team_at = CAMP_NEW(st->arena, int *, e->n_rules),
    st->team_size = CAMP_NEW(st->arena, int *, e->n_rules);
    for (int i = 0; i < e->n_rules; i++) {
        camp_rule_kind kind = e->rules[i].kind;
        bool by_slot = kind == CAMP_SLOT_AT_MOST || kind == CAMP_SLOT_AT_LEAST || kind == CAMP_TOGETHER ||
                       kind == CAMP_AWAY_AT_MOST;
        bool by_item = kind == CAMP_RUN_AT_MOST || kind == CAMP_RUN_AT_LEAST || kind == CAMP_SAME_RUN;
        if (by_slot || by_item) st->count[i] = CAMP_NEW(st->arena, int, by_slot ? e->n_slots : d->n_items);
        if (kind != CAMP_SAME_RUN) continue;
        st->team_at[i] = CAMP_NEW(st->arena, int, e->n_sessions),
        st->team_size[i] = CAMP_NEW(st->arena, int, e->n_sessions);
        for (int s = 0; s < e->n_sessions; s++) {
            const camp_session *session = &e->sessions[s];
            st->team_at[i][s] = -1, st->team_size[i][s] = e->rules[i].people.n;
            for (int k = 0; k < session->presenters.n; k++)
                st->team_size[i][s] -= d->rule_person[i][session->presenters.at[k]];
        }
    }
}

camp_state *camp_state_make(const camp_problem_data *problem, camp_arena *arena, uint64_t seed,
                            uint64_t stream) {
    const camp_event *e = problem->event;
    camp_state *st = CAMP_NEW(arena, camp_state, 1);
    st->problem = problem, st->arena = arena;
    st->slot = CAMP_NEW(arena, int, problem->n_items), st->room = CAMP_NEW(arena, int, problem->n_items);
    st->load = CAMP_NEW(arena, double, problem->n_items),
    st->vacated = CAMP_NEW(arena, int, problem->n_items);
    st->cell = CAMP_NEW(arena, int, (size_t)e->n_slots *(size_t)e->n_rooms);
    st->runs = CAMP_NEW(arena, int, e->n_sessions);
    st->pair_at = CAMP_NEW(arena, int, problem->n_pairs);
    st->rule_broken = CAMP_NEW(arena, double, e->n_rules);
    st->person_broken = CAMP_NEW(arena, double, e->n_people),
    st->person_served = CAMP_NEW(arena, int, e->n_people);
    st->lock_count = CAMP_NEW(arena, int, e->n_locks);
    st->touched_room = (MOST_SETTLINGS + 1) * e->n_people;
    st->touched = CAMP_NEW(arena, int, st->touched_room);
    st->is_touched = CAMP_NEW(arena, bool, e->n_people), st->settled = CAMP_NEW(arena, char, e->n_people);
    st->forbidden = CAMP_NEW(arena, int, e->n_people);
    st->dirty = CAMP_NEW(arena, bool, e->n_open), st->dirty_ranks = CAMP_NEW(arena, int, e->n_open);
    st->cheapest = CAMP_NEW(arena, long, problem->n_items);
    st->cheapest_price = CAMP_NEW(arena, double, problem->n_items);
    for (int i = 0; i < problem->n_items; i++)
        st->slot[i] = st->room[i] = -1, st->cheapest[i] = -2;
    for (int i = 0; i < e->n_slots * e->n_rooms; i++)
        st->cell[i] = -1;
    for (long i = 0; i < problem->n_pairs; i++)
        st->pair_at[i] = -1;
    for (int i = 0; i < e->n_people; i++)
        st->forbidden[i] = -1;
    make_counts(st);
    st->scratch = camp_person_scratch_make(problem, arena);
    st->penalty = problem->interest_mean / 2 > 2 * problem->weight_mean ? problem->interest_mean / 2
                                                                        : 2 * problem->weight_mean;
    st->floor_worth = e->floor ? 4 * problem->weight_mean : 0;
    st->grain = 1e-3 * problem->weight_mean;
    camp_random_seed(&st->random, seed, stream);
    camp_place_start(st);
    for (int p = 0; p < e->n_people; p++) {
        camp_person_count(st, p, &st->person_broken[p], &st->person_served[p]);
        st->broken += st->person_broken[p], st->served += st->person_served[p];
    }
    return st;
}

void camp_state_copy(camp_state *to, const camp_state *from) {
    const camp_problem_data *d = to->problem;
    const camp_event *e = d->event;
#define COPY(field, n) memcpy(to->field, from->field, (size_t)(n) * sizeof *to->field)
    COPY(slot, d->n_items), COPY(room, d->n_items), COPY(load, d->n_items);
    COPY(cell, e->n_slots * e->n_rooms), COPY(runs, e->n_sessions), COPY(pair_at, d->n_pairs);
    COPY(rule_broken, e->n_rules), COPY(sum, e->n_rules), COPY(lock_count, e->n_locks);
    COPY(person_broken, e->n_people), COPY(person_served, e->n_people);
    for (int i = 0; i < e->n_rules; i++) {
        camp_rule_kind kind = e->rules[i].kind;
        bool by_item = kind == CAMP_RUN_AT_MOST || kind == CAMP_RUN_AT_LEAST || kind == CAMP_SAME_RUN;
        if (to->count[i]) COPY(count[i], by_item ? d->n_items : e->n_slots);
        if (to->team_at[i]) COPY(team_at[i], e->n_sessions);
    }
#undef COPY
    for (int i = 0; i < d->n_items; i++)
        to->cheapest[i] = -2;
    to->placed = from->placed, to->hung = from->hung, to->value = from->value, to->served = from->served,
    to->broken = from->broken;
    to->penalty = from->penalty, to->floor_worth = from->floor_worth;
    to->n_log = 0;
}

double camp_state_worth(const camp_state *st) {
    return st->value + st->floor_worth * (double)st->served - st->penalty * st->broken +
           st->grain * (1.1 * st->hung -
                        0.1 * st->placed); /* a repeat that helps nobody is a little worse than none */
}

/* ---------------------------------------------------------------- the log */

void camp_state_note(camp_state *st, camp_change change) {
    if (st->n_log == st->log_room) {
        long room = st->log_room ? 2 * st->log_room : 4096;
        st->log = camp_arena_grow(st->arena, st->log, (size_t)st->log_room, (size_t)room, sizeof *st->log);
        st->log_room = room;
    }
    st->log[st->n_log++] = change;
}

void camp_state_mark(camp_state *st) {
    st->n_log = 0;
    st->mark_value = st->value, st->mark_broken = st->broken;
    st->mark_served = st->served, st->mark_placed = st->placed, st->mark_hung = st->hung;
}

void camp_state_undo(camp_state *st) {
    while (st->n_log) {
        camp_change c = st->log[--st->n_log];
        long n = st->n_log;
        if (c.kind == CHANGE_ITEM)
            camp_place_set(st, c.a, c.b, c.c);
        else if (c.kind == CHANGE_SEAT)
            camp_state_seat(st, c.pair, c.a);
        else if (c.kind == CHANGE_TEAM)
            st->team_at[c.a][c.b] = c.c;
        else
            st->person_broken[c.pair] = c.x, st->person_served[c.pair] = c.a;
        st->n_log = n; /* what the inverse noted is not wanted */
    }
    /* the saved totals, so that rounding errors do not gather */
    st->value = st->mark_value, st->broken = st->mark_broken;
    st->served = st->mark_served, st->placed = st->mark_placed, st->hung = st->mark_hung;
}

void camp_state_team(camp_state *st, int rule, int session, int item) {
    camp_state_note(
        st, (camp_change){.kind = CHANGE_TEAM, .a = rule, .b = session, .c = st->team_at[rule][session]});
    st->team_at[rule][session] = item;
}

/* ---------------------------------------------------------------- seats */

static double team_break(int sits, int size) {
    return sits < size - sits ? sits : size - sits;
}

/* Group rules of one run when a person sits down (by = 1) or gets up (by = -1). */
static void count_group_rules(camp_state *st, int person, int item, int by) {
    const camp_problem_data *d = st->problem;
    const camp_event *e = d->event;
    int s = d->item_session[item];
    for (int k = 0; k < d->n_run_rules[s]; k++) {
        int i = d->run_rules[s][k];
        if (!d->rule_person[i][person]) continue;
        int *count = &st->count[i][item];
        double before = camp_run_break(&e->rules[i], *count),
               after = camp_run_break(&e->rules[i], *count + by);
        *count += by, st->rule_broken[i] += after - before, st->broken += after - before;
    }
    for (int k = 0; k < d->n_teams[s]; k++) {
        int i = d->teams[s][k];
        if (!d->rule_person[i][person]) continue;
        int *count = &st->count[i][item], size = st->team_size[i][s];
        double change = team_break(*count + by, size) - team_break(*count, size);
        *count += by, st->rule_broken[i] += change, st->broken += change;
    }
}

void camp_state_away(camp_state *st, int person, const camp_slots *span, int by) {
    const camp_problem_data *d = st->problem;
    for (int k = 0; k < d->n_away_rules[person]; k++) {
        int i = d->away_rules[person][k];
        double limit = d->event->rules[i].limit;
        for (int j = 0; j < span->n; j++) {
            int *count = &st->count[i][span->chain[j]];
            double change = camp_excess(*count + by - limit) - camp_excess(*count - limit);
            *count += by, st->rule_broken[i] += change, st->broken += change;
        }
    }
}

static void seat_change(camp_state *st, long pair, int item, int by) {
    const camp_problem_data *d = st->problem;
    int person = d->pair_person[pair], s = d->item_session[item];
    st->value += by * d->pair_weight[pair];
    st->load[item] += by * d->event->people[person].mass;
    st->cheapest[item] = -2;
    if (d->n_run_rules[s] || d->n_teams[s]) count_group_rules(st, person, item, by);
    if (d->n_away_rules[person]) camp_state_away(st, person, camp_state_span(st, item), by);
}

void camp_state_seat(camp_state *st, long pair, int item) {
    int before = st->pair_at[pair];
    if (before == item) return;
    camp_state_note(st, (camp_change){.kind = CHANGE_SEAT, .pair = pair, .a = before});
    if (before >= 0) seat_change(st, pair, before, -1);
    st->pair_at[pair] = item;
    if (item >= 0) seat_change(st, pair, item, 1);
}

int camp_state_seats_of(const camp_state *st, int item) {
    const camp_problem_data *d = st->problem;
    const camp_session *session = &d->event->sessions[d->item_session[item]];
    int room = d->event->rooms[st->room[item]].capacity;
    return room < session->capacity ? room : session->capacity;
}

/* ---------------------------------------------------------------- touched people */

void camp_state_touch(camp_state *st, int person) {
    if (st->is_touched[person] || st->settled[person] >= MOST_SETTLINGS) return;
    st->is_touched[person] = true;
    st->touched[st->n_touched++] = person;
}

void camp_state_dirty(camp_state *st, const camp_slots *span) {
    for (int i = 0; i < span->n; i++) {
        int rank = st->problem->rank[span->chain[i]];
        if (st->dirty[rank]) continue;
        st->dirty[rank] = true;
        st->dirty_ranks[st->n_dirty++] = rank;
    }
}

/* Those who would most like a seat that has become free: twice as many as there are seats. */
static void touch_waiting(camp_state *st) {
    const camp_problem_data *d = st->problem;
    for (int k = 0; k < st->n_vacated; k++) {
        int item = st->vacated[k], s = d->item_session[item];
        if (st->slot[item] < 0) continue;
        double left = 2 * (camp_state_seats_of(st, item) - st->load[item]);
        for (long j = d->fan_first[s]; left > 1 && j < d->fan_first[s + 1]; j++) {
            long pair = d->fan_pair[j];
            if (st->pair_at[pair] >= 0 || d->pair_weight[pair] <= 0 ||
                !camp_state_pair_fits(st, camp_state_span(st, item), d->pair_person[pair]))
                continue;
            camp_state_touch(st, d->pair_person[pair]);
            left -= d->event->people[d->pair_person[pair]].mass;
        }
    }
    st->n_vacated = 0;
}

static void settle_queue(camp_state *st, int *at) {
    while (*at < st->n_touched) {
        int person = st->touched[(*at)++];
        st->is_touched[person] = false, st->settled[person]++;
        camp_person_settle(st, person);
    }
}

void camp_state_settle(camp_state *st) {
    int at = 0;
    settle_queue(st, &at);
    if (st->n_vacated) {
        touch_waiting(st);
        settle_queue(st, &at);
    }
    for (int i = 0; i < st->n_touched; i++)
        st->settled[st->touched[i]] = 0;
    for (int i = 0; i < st->n_dirty; i++)
        st->dirty[st->dirty_ranks[i]] = false;
    st->n_touched = st->n_vacated = st->n_dirty = 0;
    st->all_dirty = false;
}

/* ---------------------------------------------------------------- recount */

void camp_state_recount(const camp_state *st, camp_arena *scratch, double *value, long *served,
                        double *broken) {
    camp_state *other = camp_state_make(st->problem, scratch, 1, 1);
    const camp_problem_data *d = st->problem;
    for (int i = 0; i < d->n_items; i++)
        if (st->slot[i] >= 0) camp_place_set(other, i, st->slot[i], st->room[i]);
    for (long j = 0; j < d->n_pairs; j++)
        if (st->pair_at[j] >= 0) camp_state_seat(other, j, st->pair_at[j]);
    *value = other->value, *served = 0, *broken = other->broken;
    for (int p = 0; p < d->event->n_people; p++) {
        double before = other->person_broken[p];
        int count = 0;
        double now = 0;
        camp_person_count(other, p, &now, &count);
        *broken += now - before, *served += count;
    }
}

/* ---------------------------------------------------------------- boards */

camp_board *camp_state_board(const camp_state *st) {
    const camp_problem_data *d = st->problem;
    camp_board *board = camp_board_new();
    if (!board) return NULL;
    if (setjmp(board->arena.recover)) {
        camp_board_free(board);
        return NULL;
    }
    int *run_of = CAMP_NEW(&board->arena, int, d->n_items);
    long seats = 0;
    board->runs = CAMP_NEW(&board->arena, camp_run, st->placed);
    for (int i = 0; i < d->n_items; i++) {
        if (st->slot[i] < 0) continue;
        run_of[i] = board->n_runs;
        board->runs[board->n_runs++] = (camp_run){
            d->item_session[i], i - d->first_item[d->item_session[i]] + 1, st->slot[i], st->room[i]};
    }
    for (long j = 0; j < d->n_pairs; j++)
        seats += st->pair_at[j] >= 0;
    board->seats = CAMP_NEW(&board->arena, camp_seat, seats);
    for (long j = 0; j < d->n_pairs; j++)
        if (st->pair_at[j] >= 0)
            board->seats[board->n_seats++] = (camp_seat){d->pair_person[j], run_of[st->pair_at[j]]};
    camp_board_sort(d->event, board);
    return board;
}

void camp_state_load(camp_state *st, const camp_board *board) {
    const camp_problem_data *d = st->problem;
    int *item_of = CAMP_NEW(st->arena, int, board->n_runs),
        *next = CAMP_NEW(st->arena, int, d->event->n_sessions);
    for (int i = 0; i < d->n_items; i++)
        camp_state_put(st, i, -1, -1);
    for (int i = 0; i < board->n_runs; i++) {
        const camp_run *run = &board->runs[i];
        int item = d->first_item[run->session] + next[run->session]++;
        item_of[i] = -1;
        if (item >= d->first_item[run->session + 1]) continue;
        item_of[i] = item;
        camp_state_put(st, item, run->slot, run->room);
    }
    for (long k = 0; k < board->n_seats; k++) {
        int p = board->seats[k].person, item = item_of[board->seats[k].run];
        for (long j = d->pair_first[p]; item >= 0 && j < d->pair_first[p + 1]; j++)
            if (d->pair_session[j] == d->item_session[item]) camp_state_seat(st, j, item);
    }
    for (int r = 0; r < d->event->n_rules; r++)
        for (int s = 0; st->team_at[r] && s < d->event->n_sessions; s++)
            for (int i = d->first_item[s]; i < d->first_item[s + 1]; i++)
                if (st->count[r][i] > 0) st->team_at[r][s] = i;
    for (int i = 0; i < st->n_touched; i++)
        st->is_touched[st->touched[i]] = false;
    for (int i = 0; i < st->n_dirty; i++)
        st->dirty[st->dirty_ranks[i]] = false;
    st->n_touched = st->n_vacated = st->n_dirty = 0;
    for (int p = 0; p < d->event->n_people; p++) {
        double before = st->person_broken[p];
        int served = st->person_served[p];
        camp_person_count(st, p, &st->person_broken[p], &st->person_served[p]);
        st->broken += st->person_broken[p] - before, st->served += st->person_served[p] - served;
    }
    st->n_log = 0;
}
