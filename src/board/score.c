/* SPDX-License-Identifier: GPL-3.0-or-later */
/* score.c - matched and served, counted from votes, seats and presenters alone.
 *
 *   matched = sum of weight(p, s) over seats (p, s)  +  sum of stake(p, s) over (presenter p, session s with
 * a run) served  = sum over voters p of min(floor, number of p's seats with weight > 0)
 *
 * Sums are compensated (sum.h), so that the result does not depend on the order of 200,000 small weights.
 */
#include "board/board.h"
#include "board/sum.h"

static void add_stakes(const camp_event *event, const camp_board *board, camp_count *count, camp_sum *matched,
                       camp_arena *scratch) {
    bool *placed = CAMP_NEW(scratch, bool, event->n_sessions);
    for (int i = 0; i < board->n_runs; i++)
        placed[board->runs[i].session] = true;
    for (int s = 0; s < event->n_sessions; s++) {
        if (!placed[s]) continue;
        camp_list presenters = event->sessions[s].presenters;
        for (int i = 0; i < presenters.n; i++) {
            double stake = camp_event_stake(event, presenters.at[i], s);
            camp_sum_add(matched, stake);
            count->person_matched[presenters.at[i]] += stake;
        }
    }
}

camp_count camp_board_count(const camp_event *event, const camp_board *board, camp_arena *arena) {
    camp_count count = {.person_matched = CAMP_NEW(arena, double, event->n_people),
                        .run_seats = CAMP_NEW(arena, int, board->n_runs),
                        .run_turnout = CAMP_NEW(arena, double, board->n_runs)};
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    int *liked = CAMP_NEW(&scratch, int, event->n_people); /* seats with weight > 0 */
    camp_sum matched = {0, 0};
    for (long i = 0; i < board->n_seats; i++) {
        camp_seat seat = board->seats[i];
        double weight = camp_event_weight(event, seat.person, board->runs[seat.run].session);
        camp_sum_add(&matched, weight);
        count.person_matched[seat.person] += weight;
        if (weight > 0) liked[seat.person]++;
        if (!event->people[seat.person].expected) count.run_seats[seat.run]++;
        count.run_turnout[seat.run] += event->people[seat.person].mass;
    }
    add_stakes(event, board, &count, &matched, &scratch);
    for (int p = 0; p < event->n_real_people; p++)
        if (event->people[p].voter) count.served += liked[p] < event->floor ? liked[p] : event->floor;
    count.matched = camp_sum_value(matched);
    camp_arena_free(&scratch);
    return count;
}
