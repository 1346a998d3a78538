/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seats.c - given slots and rooms, the best seats.
 *
 * With x fixed the direct program has only seats left. Where nothing but capacities ties people together and
 * no session repeats or runs long, it falls apart into one assignment problem a slot, whose linear program is
 * integral, so branch and cut ends at its root. Repeats, travel and group rules make it a true integer
 * program; it then ends with a bound of its own.
 */
#include "seats.h"
#include "direct.h"

bool camp_seats_are_tied(const camp_event *event) {
    if (event->limited)
        for (int s = 0; s < event->n_sessions; s++) {
            int least = event->sessions[s].capacity;
            for (int r = 0; r < event->n_rooms; r++)
                if (event->rooms[r].capacity < least) least = event->rooms[r].capacity;
            double mass = 0;
            for (long j = event->fan_start[s]; j < event->fan_start[s + 1]; j++)
                mass += event->people[event->fan_person[j]].mass;
            if (mass > least) return true;
        }
    for (int i = 0; i < event->n_rules; i++) {
        camp_rule_kind kind = event->rules[i].kind;
        if (kind == CAMP_AWAY_AT_MOST || kind == CAMP_RUN_AT_MOST || kind == CAMP_RUN_AT_LEAST ||
            kind == CAMP_SAME_RUN)
            return true;
    }
    return false;
}

typedef struct attempt {
    const camp_event *event;
    const camp_board *board;
    const camp_program_limits *limits;
    camp_arena *arena;
    uint64_t work;
} attempt;

/* One goal with the runs fixed. */
static camp_program_result solve_goal(attempt *a, camp_direct *direct, camp_direct_goal goal, long served) {
    camp_direct_options options = {.goal = goal, .served_at_least = served, .runs = a->board};
    camp_direct_make(direct, a->event, &options, a->arena);
    camp_program_limits limits = *a->limits;
    limits.start = camp_direct_values(direct, a->board, a->arena);
    camp_program_result result = camp_program_solve(&direct->program, &limits);
    a->work += result.work;
    return result;
}

camp_board *camp_seats_improve(const camp_event *event, const camp_board *board,
                               const camp_program_limits *limits, double *bound, uint64_t *work) {
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) {
        camp_arena_free(&arena);
        return NULL;
    }
    attempt a = {.event = event, .board = board, .limits = limits, .arena = &arena};
    camp_count before = camp_board_count(event, board, &arena);
    camp_board *better = NULL;
    camp_direct direct;
    long served = before.served;
    if (event->floor > 0) {
        camp_program_result result = solve_goal(&a, &direct, CAMP_GOAL_SERVED, 0);
        if (result.x) served = (long)(result.value + direct.offset + 0.5);
    }
    camp_program_result result = solve_goal(&a, &direct, CAMP_GOAL_MATCHED, served);
    *bound = result.bound + direct.offset;
    if (result.x) better = camp_direct_board(&direct, result.x);
    *work += a.work;
    if (better) {
        camp_board_prune(event, better, &arena);
        camp_count after = camp_board_count(event, better, &arena);
        bool gain = after.served > before.served ||
                    (after.served == before.served && after.matched > before.matched + 1e-9);
        if (!gain || camp_board_check(event, better, "", NULL, &arena)) {
            camp_board_free(better);
            better = NULL;
        }
    }
    camp_arena_free(&arena);
    return better;
}
