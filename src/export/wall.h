/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wall.h - the board laid out for the wall: slots in order of time, day by day, and what each cell holds. */
#ifndef CAMP_WALL_H
#define CAMP_WALL_H

#include "board/board.h"
#include "export/html.h"

typedef struct camp_wall {
    const camp_event *event;
    const camp_board *board;
    camp_arena *arena;
    bool staff;       /* seats and people may be told */
    bool kinds;       /* there are sessions of several kinds */
    const int *slots; /* all slots in order of time */
    int n_days;
    const int *day_first; /* n_days + 1 places in `slots` */
    int *cell;          /* n_slots x n_rooms: 0 free, run + 1 where it starts, -(run + 1) where it goes on */
    const int *runs;    /* all runs, by start, then room */
    const int *runs_of; /* per session */
    const long *seated; /* per run */
} camp_wall;

void camp_wall_init(camp_wall *wall, const camp_event *event, const camp_board *board, camp_arena *arena);
/* What a room has in a slot, as in `cell`. */
int camp_wall_cell(const camp_wall *wall, int slot, int room);
/* The rooms with a run on a day, in order of rooms.csv; returns their number. */
int camp_wall_rooms(const camp_wall *wall, int day, int *rooms);
/* The title, or the id where nothing of the title would be seen. */
const char *camp_wall_title(const camp_event *event, int session);

/* Parts of a card, as markup. */
void camp_wall_put_title(camp_buffer *out, const camp_event *event, int session, const char *element);
/* <p class="who"> with the presenters; nothing when there is none. */
void camp_wall_put_presenters(camp_buffer *out, const camp_event *event, int session);
/* <p class="tags"> with level, kind and tags; nothing when there is none. */
void camp_wall_put_marks(camp_buffer *out, const camp_wall *wall, int session);
/* "Gym, Cedar High": the site where there are several. */
void camp_wall_put_room(camp_buffer *out, const camp_event *event, int room);
/* "9:00-9:45" of a run. */
void camp_wall_put_times(camp_buffer *out, const camp_event *event, const camp_run *run);
/* <section> with the sessions that have no run; nothing when all have one. */
void camp_wall_put_unplaced(camp_buffer *out, const camp_wall *wall);

#endif
