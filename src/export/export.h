/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.h - a board as files and for the eye; one function and one file per format.
 *
 * Every function writes UTF-8 text into memory of the arena (a zero byte stands behind it) and returns it.
 * The board should be valid; it need not be sorted. Names of formats and columns are fixed by docs/format.md,
 * "Results".
 */
#ifndef CAMP_EXPORT_H
#define CAMP_EXPORT_H

#include "board/board.h"

/* board.json. With anonymous dots `seats` has real people only; the key "expected" says where the dots sit,
 * each expected voter named by the sessions that it wants. */
camp_span camp_export_board_json(const camp_event *event, const camp_board *board, camp_arena *arena);

/* board.csv: a row a run, by start, then in the order of rooms.csv. */
camp_span camp_export_board_csv(const camp_event *event, const camp_board *board, camp_arena *arena);

/* seats.csv: a row a seat of a real person, all rows of a person together, by start. */
camp_span camp_export_seats_csv(const camp_event *event, const camp_board *board, camp_arena *arena);

/* The board as a text grid: slots down, rooms across. options may be NULL (100 columns, no colour). */
camp_span camp_export_grid(const camp_event *event, const camp_board *board,
                           const camp_export_options *options, camp_arena *arena);

/* board.html for everyone, and the staff's with seats and a filter by person. options may be NULL; its link
 * must be good (qr.h). */
camp_span camp_export_board_html(const camp_event *event, const camp_board *board,
                                 const camp_export_options *options, camp_arena *arena);
camp_span camp_export_staff_html(const camp_event *event, const camp_board *board,
                                 const camp_export_options *options, camp_arena *arena);

/* A sign for each door, everybody's own agenda (staff only), and the plain list of all sessions. */
camp_span camp_export_signs_html(const camp_event *event, const camp_board *board,
                                 const camp_export_options *options, camp_arena *arena);
camp_span camp_export_agendas_html(const camp_event *event, const camp_board *board,
                                   const camp_export_options *options, camp_arena *arena);
camp_span camp_export_list_html(const camp_event *event, const camp_board *board,
                                const camp_export_options *options, camp_arena *arena);

/* Pictures of how good the board is; staff only. options->progress is the record of the solve. */
camp_span camp_export_report_html(const camp_event *event, const camp_board *board,
                                  const camp_export_options *options, camp_arena *arena);
/* index.html of a folder with n files. */
camp_span camp_export_index_html(const camp_event *event, const camp_index_entry *entries, size_t n,
                                 bool staff, const char *link, camp_arena *arena);

/* What was achieved, in plain words. options may be NULL. */
camp_span camp_export_summary(const camp_event *event, const camp_board *board,
                              const camp_export_options *options, camp_arena *arena);

#endif
