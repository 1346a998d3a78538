/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direct_names.c - readable names for a program that is written: x_S1_A_Gym, y_p7_S1_A.
 *
 * The LP format allows no blanks, accents or operators in a name, and solvers differ in the rest, so every id
 * becomes letters, digits and dots ("Salle d'été" -> "Salle.d..t."), cut to 40, with a number behind it where
 * two ids would become the same. Ids have no "_" left, so joined names differ wherever their parts do.
 */
#include "direct_maker.h"

#include <string.h>

enum { LONGEST_PART = 40 };

static bool is_plain(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static char *plain(camp_arena *arena, const char *id) {
    char *part = CAMP_NEW(arena, char, LONGEST_PART + 1);
    int n = 0;
    for (const unsigned char *at = (const unsigned char *)id; *at && n < LONGEST_PART; at++) {
        if ((*at & 0xC0) == 0x80) continue; /* a further byte of the same character */
        part[n++] = is_plain(*at) ? (char)*at : '.';
    }
    return part;
}

/* The name itself, or with ".2", ".3", ... behind it when it is taken. */
static const char *unique(camp_arena *arena, camp_map *map, const char *name) {
    const char *tried = name;
    for (int n = 2;; n++) {
        int size = (int)map->n;
        if (camp_map_put(map, camp_span_of(tried), size) == size) return tried;
        tried = camp_arena_printf(arena, "%s.%d", name, n);
    }
}

/* Ids stand in records of different kinds; this tells where in each. */
typedef const char *id_function(const camp_event *event, int i);
static const char *session_id(const camp_event *event, int i) {
    return event->sessions[i].id;
}
static const char *slot_id(const camp_event *event, int i) {
    return event->slots[i].id;
}
static const char *room_id(const camp_event *event, int i) {
    return event->rooms[i].id;
}
static const char *person_id(const camp_event *event, int i) {
    return event->people[i].id;
}
static const char *site_id(const camp_event *event, int i) {
    return event->site_names[i];
}

static const char **parts(camp_direct_maker *maker, int n, id_function *id, const char *word) {
    const char **part = CAMP_NEW(maker->scratch, const char *, n);
    camp_map map;
    camp_map_init(&map, maker->scratch);
    for (int i = 0; i < n; i++) {
        const char *text = id(maker->event, i);
        if (!text || !*text) text = camp_arena_printf(maker->scratch, "%s%d", word, i + 1);
        part[i] = unique(maker->scratch, &map, plain(maker->scratch, text));
    }
    return part;
}

void camp_direct_make_parts(camp_direct_maker *maker) {
    const camp_event *event = maker->event;
    maker->session_part = parts(maker, event->n_sessions, session_id, "session");
    maker->slot_part = parts(maker, event->n_slots, slot_id, "slot");
    maker->room_part = parts(maker, event->n_rooms, room_id, "room");
    maker->person_part = parts(maker, event->n_people, person_id, "person");
    maker->site_part = parts(maker, event->n_sites, site_id, "site");
}

const char *camp_direct_name(const camp_direct_maker *maker, const char *kind, const char *a, const char *b,
                             const char *c, const char *d) {
    return camp_arena_printf(maker->arena, "%s_%s%s%s%s%s%s%s", kind, a, b ? "_" : "", b ? b : "",
                             c ? "_" : "", c ? c : "", d ? "_" : "", d ? d : "");
}

const char *camp_direct_numbered(const camp_direct_maker *maker, const char *kind, int a, int b, int c) {
    if (!maker->names) return NULL;
    return c ? camp_arena_printf(maker->arena, "%s_%d_%d_%d", kind, a, b, c)
             : camp_arena_printf(maker->arena, "%s_%d_%d", kind, a, b);
}

void camp_direct_unique_names(camp_direct_maker *maker) {
    camp_program *program = maker->program;
    camp_map cols, rows;
    camp_map_init(&cols, maker->scratch);
    camp_map_init(&rows, maker->scratch);
    for (int j = 0; j < program->n_cols; j++)
        if (program->col_name[j]) program->col_name[j] = unique(maker->arena, &cols, program->col_name[j]);
    for (int i = 0; i < program->n_rows; i++)
        if (program->row_name[i]) program->row_name[i] = unique(maker->arena, &rows, program->row_name[i]);
}
