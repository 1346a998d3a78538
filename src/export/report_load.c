/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report_load.c - seats taken against seats there, by room and by slot. A long run counts in each of its
 * slots; where a room has no capacity there is nothing to compare with. */
#include "export/order.h"
#include "export/report.h"

#include <math.h>

typedef struct load {
    long runs, taken, seats; /* seats of runs with a limit */
    bool unlimited;
} load;

static void add_run(load *to, const camp_quality *q, int run) {
    const camp_run *r = &q->board->runs[run];
    int room = q->event->rooms[r->room].capacity, session = q->event->sessions[r->session].capacity;
    int most = room < session ? room : session;
    to->runs++;
    to->taken += q->wall.seated[run];
    if (most == CAMP_UNLIMITED)
        to->unlimited = true;
    else
        to->seats += most;
}

static double share_of(const load *l) {
    return l->seats > 0 ? (double)l->taken / (double)l->seats : 0;
}

static void draw(camp_quality *q, const load *loads, const char *const *names, int n, const char *label) {
    enum { WIDTH = 560, ROW = 24, LEFT = 160, BAR = 270, MOST = 60 };
    if (n > MOST) n = MOST;
    camp_report_svg(q, WIDTH, n * ROW + 4, label);
    for (int i = 0; i < n; i++) {
        double y = i * ROW + 2;
        const char *told = loads[i].unlimited || !loads[i].runs
                               ? camp_arena_printf(q->arena, "%ld", loads[i].taken)
                               : camp_arena_printf(q->arena, "%ld of %ld", loads[i].taken, loads[i].seats);
        camp_report_label(q, LEFT - 8, y + 15, "end", names[i], 20);
        if (loads[i].runs && !loads[i].unlimited)
            camp_report_bar(q, LEFT, y, BAR, ROW - 6, share_of(&loads[i]));
        camp_report_label(q, LEFT + BAR + 8, y + 15, "start", told, 20);
    }
    camp_buffer_text(&q->out, "</svg>\n");
}

static void put_table(camp_quality *q, const load *loads, const char *const *names, int n,
                      const char *caption, const char *columns) {
    camp_report_table(q, caption, columns);
    for (int i = 0; i < n; i++) {
        camp_report_row(q, names[i]);
        camp_report_number(q, (double)loads[i].runs);
        camp_report_number(q, (double)loads[i].taken);
        if (loads[i].unlimited)
            camp_buffer_text(&q->out, "<td>no limit</td><td>\xE2\x80\x93</td>");
        else {
            camp_report_number(q, (double)loads[i].seats);
            if (loads[i].seats > 0)
                camp_report_percent(q, share_of(&loads[i]));
            else
                camp_buffer_text(&q->out, "<td>\xE2\x80\x93</td>");
        }
        camp_buffer_text(&q->out, "</tr>\n");
    }
    camp_buffer_text(&q->out, "</tbody></table></div>\n");
}

static void put_rooms(camp_quality *q) {
    const camp_event *event = q->event;
    load *loads = CAMP_NEW(q->arena, load, event->n_rooms);
    const char **names = CAMP_NEW(q->arena, const char *, event->n_rooms);
    for (int i = 0; i < q->board->n_runs; i++)
        add_run(&loads[q->board->runs[i].room], q, i);
    for (int r = 0; r < event->n_rooms; r++)
        names[r] = event->rooms[r].id;
    draw(q, loads, names, event->n_rooms,
         "Bars: seats taken of the seats of each room, all its runs together");
    put_table(q, loads, names, event->n_rooms, "Seats by room", "room\nruns\ntaken\nseats\nfull\n");
}

static void put_slots(camp_quality *q) {
    const camp_event *event = q->event;
    load *by_slot = CAMP_NEW(q->arena, load, event->n_slots),
         *loads = CAMP_NEW(q->arena, load, event->n_open);
    const char **names = CAMP_NEW(q->arena, const char *, event->n_open);
    for (int i = 0; i < q->board->n_runs; i++) {
        int slot = q->board->runs[i].slot, last = camp_last_slot(event, &q->board->runs[i]);
        add_run(&by_slot[slot], q, i);
        for (; slot != last; add_run(&by_slot[slot], q, i))
            slot = event->slots[slot].next;
    }
    for (int i = 0; i < event->n_open; i++) {
        char clock[8];
        const camp_slot *slot = &event->slots[event->open[i]];
        loads[i] = by_slot[event->open[i]];
        names[i] = camp_arena_printf(q->arena, "%s %s", camp_clock_text(slot->start_clock, clock), slot->id);
    }
    draw(q, loads, names, event->n_open,
         "Bars: seats taken of the seats of each slot, all its runs together");
    put_table(q, loads, names, event->n_open, "Seats by slot", "slot\nruns\ntaken\nseats\nfull\n");
}

void camp_report_load(camp_quality *q) {
    camp_report_begin(q, "rooms", "Load of the rooms",
                      q->event->limited
                          ? "Seats taken against the seats of the runs in each room."
                          : "Seats taken against the seats of the runs in each room. Seats do not bind at "
                            "this event: a room may take more.");
    put_rooms(q);
    camp_report_end(q);
    camp_report_begin(q, "slots", "Load of the slots", "The same for each slot.");
    put_slots(q);
    camp_report_end(q);
}
