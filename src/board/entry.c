/* SPDX-License-Identifier: GPL-3.0-or-later */
/* entry.c - the pieces of board.json: keys, numbers, ids. */
#include "board/entry.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* ---- telling */

/* Whether the next misfit is still told: of a file that is wrong all over the rest is only counted. */
static bool told(const camp_reader *r) {
    return r->report && r->board->stated->misfits < CAMP_VIOLATIONS_TOLD;
}

void camp_misfit(camp_reader *r, const char *code, const char *format, ...) {
    bool wanted = told(r);
    r->board->stated->misfits++;
    if (!wanted) return;
    va_list args;
    va_start(args, format);
    const char *message = camp_arena_vprintf(r->scratch, format, args);
    va_end(args);
    camp_report_add(r->report, CAMP_ERROR, code, (camp_place){r->file, 0, 0, ""}, "%s", message);
}

/* ---- keys and values */

const cJSON *camp_entry_key(const cJSON *object, const char *name) {
    const cJSON *found = NULL;
    if (!cJSON_IsObject(object)) return NULL;
    for (const cJSON *item = object->child; item; item = item->next)
        if (item->string && !strcmp(item->string, name)) found = item;
    return found;
}

const char *camp_entry_text(const cJSON *item) {
    return cJSON_IsString(item) && item->valuestring ? item->valuestring : NULL;
}

double camp_entry_number(const cJSON *item) {
    return cJSON_IsNumber(item) && isfinite(item->valuedouble) ? item->valuedouble : NAN;
}

const cJSON *camp_entry_list(camp_reader *r, const char *name, bool needed) {
    const cJSON *list = camp_entry_key(r->json, name);
    if (cJSON_IsArray(list)) return list->child;
    if (list || needed) camp_misfit(r, "V_FORMAT", "\"%s\" is not a list", name);
    return NULL;
}

bool camp_entry_complete(camp_reader *r, const cJSON *entry, const char *list, long i,
                         const char *const *names, int n) {
    if (!cJSON_IsObject(entry)) {
        camp_misfit(r, "V_FORMAT", "entry %ld of \"%s\" is not an object {\"%s\": ..., ...}", i, list,
                    names[0]);
        return false;
    }
    for (int k = 0; k < n; k++)
        if (!camp_entry_key(entry, names[k])) {
            camp_misfit(r, "V_FORMAT", "entry %ld of \"%s\" has no \"%s\"", i, list, names[k]);
            return false;
        }
    return true;
}

bool camp_entry_section(camp_reader *r, const cJSON *entry, const char *list, long i, int *section) {
    double value = camp_entry_number(camp_entry_key(entry, "section"));
    if (isnan(value) || value != floor(value)) {
        camp_misfit(r, "V_FORMAT", "entry %ld of \"%s\": the section is not a whole number", i, list);
        return false;
    }
    *section = (int)fmin(fmax(value, -1000000000), 1000000000);
    return true;
}

/* ---- ids */

typedef struct id_table {
    const char *what;
    const camp_map *map;
    int n;
    const char *(*id)(const camp_event *event, int i);
} id_table;

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

/* The id nearest to an unknown text, or NULL. Among very many ids nothing is searched. */
static const char *nearest_id(camp_reader *r, id_table table, camp_span folded) {
    const char *best = NULL;
    int limit = folded.n < 4 ? 1 : 2;
    for (int i = 0; told(r) && i < table.n && table.n <= 5000; i++) {
        const char *id = table.id(r->event, i);
        int distance = camp_text_distance(folded, camp_text_fold(r->scratch, camp_span_of(id)), limit);
        if (distance > limit) continue;
        best = id;
        limit = distance - 1;
    }
    return best;
}

static int find(camp_reader *r, const cJSON *item, id_table table) {
    char buffer[256];
    const char *text = camp_entry_text(item);
    if (!text) {
        if (cJSON_IsNumber(item))
            camp_misfit(r, "V_IDS", "a %s is named by the number %.15g; expected its name between quotes",
                        table.what, item->valuedouble);
        else
            camp_misfit(r, "V_IDS", "a %s is not named by a text between quotes", table.what);
        return -1;
    }
    camp_span folded = camp_text_fold_into(r->scratch, camp_span_of(text), buffer, sizeof buffer);
    int found = camp_map_get(table.map, folded);
    if (found < 0 || found >= table.n) {
        const char *near = nearest_id(r, table, folded);
        camp_misfit(r, "V_IDS", "%s \"%s\" is not in the event%s%s%s", table.what, text,
                    near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
        return -1;
    }
    const char *id = table.id(r->event, found);
    if (!strcmp(text, id) || (table.map == &r->event->person_ids && !r->event->people[found].listed))
        return found;
    if (!camp_span_equal(camp_text_shown(r->scratch, camp_span_of(text)), camp_span_of(id)))
        camp_misfit(r, "V_IDS", "%s \"%s\" is not written as in the event: \"%s\"", table.what, text, id);
    return found;
}

int camp_entry_session(camp_reader *r, const cJSON *item) {
    return find(r, item, (id_table){"session", &r->event->session_ids, r->event->n_sessions, session_id});
}
int camp_entry_slot(camp_reader *r, const cJSON *item) {
    return find(r, item, (id_table){"slot", &r->event->slot_ids, r->event->n_slots, slot_id});
}
int camp_entry_room(camp_reader *r, const cJSON *item) {
    return find(r, item, (id_table){"room", &r->event->room_ids, r->event->n_rooms, room_id});
}
int camp_entry_person(camp_reader *r, const cJSON *item) {
    return find(r, item, (id_table){"person", &r->event->person_ids, r->event->n_real_people, person_id});
}
