/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wall.c - the board laid out for the wall, and the parts of a card that all pages share.
 *
 * Only what may hang on a wall is written here: sessions and presenters.
 */
#include "export/wall.h"
#include "export/order.h"
#include "export/page.h"
#include "export/public_name.h"

#include <stdlib.h>
#include <string.h>

/* ---- layout */

typedef struct timed {
    long start_min;
    int slot;
} timed;

static int compare_timed(const void *left, const void *right) {
    const timed *a = left, *b = right;
    if (a->start_min != b->start_min) return a->start_min < b->start_min ? -1 : 1;
    return (a->slot > b->slot) - (a->slot < b->slot);
}

static void order_slots(camp_wall *wall) {
    const camp_event *event = wall->event;
    timed *order = CAMP_NEW(wall->arena, timed, event->n_slots);
    int *slots = CAMP_NEW(wall->arena, int, event->n_slots);
    int *first = CAMP_NEW(wall->arena, int, event->n_slots + 1);
    for (int i = 0; i < event->n_slots; i++)
        order[i] = (timed){event->slots[i].start_min, i};
    if (event->n_slots) qsort(order, (size_t)event->n_slots, sizeof *order, compare_timed);
    for (int i = 0; i < event->n_slots; i++) {
        slots[i] = order[i].slot;
        if (i == 0 || strcmp(event->slots[slots[i]].day, event->slots[slots[i - 1]].day) != 0)
            first[wall->n_days++] = i;
    }
    first[wall->n_days] = event->n_slots;
    wall->slots = slots;
    wall->day_first = first;
}

static int *cell_at(const camp_wall *wall, int slot, int room) {
    return &wall->cell[(size_t)slot * (size_t)wall->event->n_rooms + (size_t)room];
}

static void fill_cells(camp_wall *wall) {
    const camp_event *event = wall->event;
    wall->cell = camp_arena_alloc(wall->arena, (size_t)event->n_slots * (size_t)event->n_rooms, sizeof(int));
    for (int i = 0; i < wall->board->n_runs; i++) {
        const camp_run *run = &wall->board->runs[i];
        int slot = run->slot, last = camp_last_slot(event, run);
        *cell_at(wall, slot, run->room) = i + 1;
        while (slot != last) {
            slot = event->slots[slot].next;
            *cell_at(wall, slot, run->room) = -(i + 1);
        }
    }
}

/* Whether the sessions are of more than one kind: else the kind tells nothing. */
static bool has_kinds(const camp_event *event) {
    for (int s = 1; s < event->n_sessions; s++)
        if (strcmp(event->sessions[s].kind, event->sessions[0].kind) != 0) return true;
    return false;
}

void camp_wall_init(camp_wall *wall, const camp_event *event, const camp_board *board, camp_arena *arena) {
    *wall = (camp_wall){.event = event, .board = board, .arena = arena};
    order_slots(wall);
    fill_cells(wall);
    wall->kinds = has_kinds(event);
    wall->runs = camp_order_runs(event, board, arena);
    wall->runs_of = camp_runs_of(event, board, arena);
    wall->seated = camp_seated(event, board, arena);
}

int camp_wall_cell(const camp_wall *wall, int slot, int room) {
    return *cell_at(wall, slot, room);
}

int camp_wall_rooms(const camp_wall *wall, int day, int *rooms) {
    int n = 0;
    for (int r = 0; r < wall->event->n_rooms; r++) {
        bool used = false;
        for (int i = wall->day_first[day]; i < wall->day_first[day + 1] && !used; i++)
            used = *cell_at(wall, wall->slots[i], r) != 0;
        if (used) rooms[n++] = r;
    }
    return n;
}

/* ---- parts of a card */

const char *camp_wall_title(const camp_event *event, int session) {
    const camp_session *s = &event->sessions[session];
    if (!camp_html_blank(s->title)) return s->title;
    return camp_html_blank(s->id) ? "Untitled" : s->id;
}

/* Long titles get smaller letters: `t1` from 110 characters, `t2` from 200. So do those with a long word,
 * which would be broken in a narrow column: `w1` from 11 characters, `w2` from 15. */
static const char *title_class(const char *title) {
    size_t letters = 0, word = 0, longest = 0;
    for (const char *c = title; *c; c++) {
        bool begins = ((unsigned char)*c & 0xc0) != 0x80;
        letters += begins, word += begins;
        if (*c == ' ' || *c == '-') word = 0;
        if (word > longest) longest = word;
    }
    if (letters >= 110) return letters >= 200 ? "title t2" : "title t1";
    return longest >= 15 ? "title w2" : longest >= 11 ? "title w1" : "title";
}

void camp_wall_put_title(camp_buffer *out, const camp_event *event, int session, const char *element) {
    const char *title = camp_wall_title(event, session);
    camp_html_markup(out, "<%s class=\"%s\" dir=\"auto\">", element, title_class(title));
    camp_html_public(out, title);
    camp_html_markup(out, "</%s>\n", element);
}

void camp_wall_put_presenters(camp_buffer *out, const camp_event *event, int session) {
    camp_list presenters = event->sessions[session].presenters;
    if (!presenters.n) return;
    camp_buffer_text(out, "<p class=\"who\">");
    for (int i = 0; i < presenters.n; i++) {
        camp_buffer_text(out, i ? ", <bdi>" : "<bdi>");
        camp_html_text(out, camp_public_name(event, presenters.at[i], out->arena));
        camp_buffer_text(out, "</bdi>");
    }
    camp_buffer_text(out, "</p>\n");
}

static void put_mark(camp_buffer *out, const char *class, const char *text) {
    if (camp_html_blank(text)) return;
    camp_html_markup(out, "<li%s><bdi>", class);
    camp_html_public(out, text);
    camp_buffer_text(out, "</bdi></li>");
}

void camp_wall_put_marks(camp_buffer *out, const camp_wall *wall, int session) {
    const camp_event *event = wall->event;
    const camp_session *s = &event->sessions[session];
    size_t before = out->n;
    camp_buffer_text(out, "<ul class=\"tags\" aria-label=\"Topics and level\">");
    size_t empty = out->n;
    put_mark(out, " class=\"level\"", s->level);
    if (wall->kinds) put_mark(out, " class=\"kind\"", s->kind);
    for (int i = 0; i < s->tags.n; i++)
        put_mark(out, "", event->tag_names[s->tags.at[i]]);
    if (out->n == empty)
        out->at[out->n = before] = '\0';
    else
        camp_buffer_text(out, "</ul>\n");
}

void camp_wall_put_room(camp_buffer *out, const camp_event *event, int room) {
    const camp_room *r = &event->rooms[room];
    camp_buffer_text(out, "<bdi>");
    camp_html_public(out, r->id);
    camp_buffer_text(out, "</bdi>");
    if (event->n_sites < 2 || camp_html_blank(event->site_names[r->site])) return;
    camp_buffer_text(out, ", <bdi>");
    camp_html_public(out, event->site_names[r->site]);
    camp_buffer_text(out, "</bdi>");
}

void camp_wall_put_times(camp_buffer *out, const camp_event *event, const camp_run *run) {
    const camp_slot *from = &event->slots[run->slot], *to = &event->slots[camp_last_slot(event, run)];
    camp_page_time(out, from, from->start_clock);
    camp_buffer_text(out, "\xE2\x80\x93");
    camp_page_time(out, to, to->end_clock);
}

void camp_wall_put_unplaced(camp_buffer *out, const camp_wall *wall) {
    const camp_event *event = wall->event;
    bool any = false;
    for (int s = 0; s < event->n_sessions; s++) {
        if (wall->runs_of[s]) continue;
        if (!any)
            camp_buffer_text(out, "<section class=\"unplaced\" aria-labelledby=\"unplaced\">\n"
                                  "<h2 id=\"unplaced\">Cards without a place</h2>\n<ul>\n");
        any = true;
        camp_buffer_text(out, "<li>");
        camp_wall_put_title(out, event, s, "h3");
        camp_wall_put_presenters(out, event, s);
        camp_buffer_text(out, "</li>\n");
    }
    if (any) camp_buffer_text(out, "</ul>\n</section>\n");
}
