/* SPDX-License-Identifier: GPL-3.0-or-later */
/* solver.h - event -> board and bound. The order of the work is in solve.c. */
#ifndef CAMP_SOLVER_H
#define CAMP_SOLVER_H

#include "board/board.h"

/* As camp_solve in campboard.h, without explanations. *board is a checked board (CAMP_FOUND). The score's
 * bound is valid in every case. work: units spent, also when there is no board. */
camp_status camp_solver_run(const camp_event *event, const camp_solve_options *options, camp_outcome *outcome,
                            camp_board **board, uint64_t *work);

/* Why no board exists, in plain words, into the report (codes N_...): counts that cannot fit, else each
 * single row of rules.csv or lock.csv without which a board exists, found by solving again within the limits.
 * Returns the number of reasons. `proven` says that no board exists (else the reasons are told as likely). */
size_t camp_solver_explain(const camp_event *event, const camp_solve_options *options, bool proven,
                           camp_report *report);

/* For each session without a run the plain reason, and what it would cost to hang it (board->reason). */
void camp_solver_reasons(const camp_event *event, camp_board *board);

#endif
