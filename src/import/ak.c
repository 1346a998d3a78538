/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ak.c - JSON of the AK planners of Die KoMa:
 *
 *   rooms [{id, info {name}, capacity, fulfilled_room_constraints, time_constraints}]
 *   timeslots {info {duration}, blocks [[{id, info {start | time}, fulfilled_time_constraints}]]}
 *   aks [{id, duration, properties {conflicts, dependencies}, room_constraints, time_constraints, info
 * {name}}] participants [{id, info {name}, preferences [{ak_id, required, preference_score}],
 * room_constraints, time_constraints}]
 *
 * Room constraints are features and needs. A time constraint is the list of slots that fulfil it; a session
 * may start where all its slots do. Every AK must run. Conflicts become `apart`, dependencies `before`; a
 * preference is a vote of its score, a required AK is in must_attend. */
#include "import/json.h"
#include "import/schedule.h"
#include "import/sheets.h"
#include <string.h>

enum { MOST_SLOTS = 2000, MOST_LENGTH = 1000 };

typedef struct ak_slot {
    const cJSON *source;
    const char *id; /* in slots.csv */
    int block;
} ak_slot;

typedef struct ak {
    camp_json_source s;
    ak_slot *slots;
    int n_slots;
    camp_map cards;  /* id of an AK -> card */
    camp_map people; /* key of a name -> participant, from 0 */
    camp_map titles; /* key of a name -> AK, from 0 */
    camp_map rooms;  /* key of a name -> room, from 0 */
} ak;

static const cJSON *get(const cJSON *object, const char *key) {
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

/* The id of an object or reference as a text. */
static const char *id_of(const ak *a, const cJSON *value) {
    if (cJSON_IsString(value)) return value->valuestring;
    if (cJSON_IsNumber(value)) return camp_import_number(a->s.import->arena, value->valuedouble).at;
    return camp_json_text(&a->s, value, "id");
}

static const char *name_of(const ak *a, const cJSON *object, const char *what) {
    const char *name = camp_json_text(&a->s, get(object, "info"), "name");
    return *name ? name : camp_arena_printf(a->s.import->arena, "%s %s", what, id_of(a, object));
}

/* Whether all texts of `wanted` are in `had`. */
static bool fulfils(const cJSON *had, const cJSON *wanted) {
    const cJSON *w, *h;
    for (w = camp_json_first(wanted); w; w = w->next) {
        bool found = false;
        for (h = camp_json_first(had); h; h = h->next)
            found = found ||
                    (cJSON_IsString(w) && cJSON_IsString(h) && strcmp(w->valuestring, h->valuestring) == 0);
        if (!found) return false;
    }
    return true;
}

static const char *add_item(const ak *a, const char *list, const char *item) {
    char *clean = camp_arena_text(a->s.import->arena, item, strlen(item));
    for (char *c = clean; *c; c++)
        if (*c == ';') *c = ',';
    return camp_arena_printf(a->s.import->arena, "%s%s%s", list, *list ? "; " : "", clean);
}

static const char *texts_of(const ak *a, const cJSON *list) {
    const char *all = "";
    const cJSON *one;
    for (one = camp_json_first(list); one; one = one->next)
        if (cJSON_IsString(one)) all = add_item(a, all, one->valuestring);
    return all;
}

static void set(const ak *a, int table, int row, const char *column, const char *text) {
    camp_draft_table *t = &a->s.import->table[table];
    if (*text) camp_draft_set(t, row, camp_draft_want(t, column), camp_span_of(text));
}

/* The row of an id, made where it is missing; *made says so. */
static int row_of(const ak *a, int table, const char *column, const char *id, bool *made) {
    camp_draft_table *t = &a->s.import->table[table];
    int at = camp_draft_want(t, column);
    camp_span key = camp_import_key(a->s.import->arena, camp_span_of(id));
    *made = false;
    for (int row = 0; row < t->n; row++)
        if (camp_span_equal(camp_import_key(a->s.import->arena, camp_draft_get(t, row, at)), key)) return row;
    *made = true;
    int row = camp_draft_add(t);
    camp_draft_set(t, row, at, camp_span_of(id));
    return row;
}

/* ---- slots: times as written where they can be read, else made up */

/* The day of a week that begins with a Monday, 2024-01-01, by the first letters of its name. */
static const char *day_of_week(camp_span text) {
    static const char *const names[] = {"mo", "di", "tu", "mi", "we", "do", "th", "fr", "sa", "so", "su"};
    static const int number[] = {1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 7};
    static const char *const days[] = {"2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04",
                                       "2024-01-05", "2024-01-06", "2024-01-07"};
    for (size_t i = 0; i < sizeof number / sizeof *number && text.n > 2; i++)
        if ((text.at[0] | 32) == names[i][0] && (text.at[1] | 32) == names[i][1]) return days[number[i] - 1];
    return NULL;
}

/* How much of a slot's time could be read. */
typedef enum knowledge { NOTHING, WEEKDAY, MOMENT } knowledge;

/* "2026-03-14T09:00", "Thu 08:30-Thu 09:30", "Thu, 08:30": the start. */
static knowledge start_of(const ak *a, const cJSON *slot, camp_span *day, int *minutes, int *end) {
    const cJSON *info = get(slot, "info");
    const char *text = camp_json_text(&a->s, info, "start"), *to = camp_json_text(&a->s, info, "end");
    camp_span end_day;
    *end = 0;
    if (camp_json_moment(text, day, minutes)) {
        if (!camp_json_moment(to, &end_day, end) || !camp_span_equal(*day, end_day)) *end = 0;
        return MOMENT;
    }
    if (!*text) text = camp_json_text(&a->s, info, "time");
    const char *date = day_of_week(camp_text_trim(camp_span_of(text)));
    if (!date || !camp_sheet_times(camp_span_of(text), minutes, end)) return NOTHING;
    *day = camp_span_of(date);
    return WEEKDAY;
}

/* The slots as far as they were read: where a made-up time would go on. */
typedef struct slot_reading {
    int block, in_block, next, minutes;
    bool no_time, no_date;
} slot_reading;

static void write_slot(ak *a, int row, const char *date, int start, int end, int block, const char *label) {
    camp_arena *arena = a->s.import->arena;
    int days;
    if (camp_parse_date(camp_span_of(date), &days)) set(a, CAMP_SLOTS, row, "day", date);
    set(a, CAMP_SLOTS, row, "start", camp_arena_printf(arena, "%d:%02d", start / 60, start % 60));
    set(a, CAMP_SLOTS, row, "end", camp_arena_printf(arena, "%d:%02d", end / 60, end % 60));
    set(a, CAMP_SLOTS, row, "block", camp_arena_printf(arena, "block %d", block));
    set(a, CAMP_SLOTS, row, "label", label);
}

static void read_slot(ak *a, const cJSON *slot, slot_reading *r) {
    camp_arena *arena = a->s.import->arena;
    camp_span day = {"", 0};
    int start = 0, end = 0;
    bool made;
    knowledge known = start_of(a, slot, &day, &start, &end);
    r->no_time = r->no_time || known == NOTHING;
    r->no_date = r->no_date || known == WEEKDAY;
    if (known == NOTHING) start = r->next;
    if (known == NOTHING || end <= start) end = start + r->minutes;
    if (end > 1440) end = 1440;
    if (start >= end) start = end - 1;
    r->next = end;
    const char *id = camp_arena_printf(arena, "%d.%d", r->block, ++r->in_block);
    a->slots[a->n_slots++] = (ak_slot){slot, id, r->block};
    int row = row_of(a, CAMP_SLOTS, "slot", id, &made);
    if (!made) return;
    /* Each block of made-up times has a day of its own, so that no two are at the same time. */
    const char *date = known == NOTHING
                           ? camp_arena_printf(arena, "2000-%02d-%02d", 1 + (r->block - 1) / 28 % 12,
                                               1 + (r->block - 1) % 28)
                           : camp_arena_text(arena, day.at, day.n);
    const cJSON *info = get(slot, "info");
    const char *label = camp_json_text(&a->s, info, "label");
    write_slot(a, row, date, start, end, r->block, *label ? label : camp_json_text(&a->s, info, "time"));
}

/* Hours, or minutes: what is larger than a day of hours. */
static int minutes_of(double duration) {
    if (!(duration > 0) || duration > 720) return 60;
    return duration <= 12 ? (int)(duration * 60 + 0.5) : (int)duration;
}

static void read_slots(ak *a) {
    const cJSON *block, *slot, *timeslots = get(a->s.root, "timeslots"), *blocks = get(timeslots, "blocks");
    slot_reading r = {.minutes =
                          minutes_of(camp_json_number(&a->s, get(timeslots, "info"), "duration", 1.0))};
    a->slots = CAMP_NEW(a->s.import->arena, ak_slot, MOST_SLOTS);
    for (block = camp_json_first(blocks); block; block = block->next) {
        r.block++;
        r.next = 540;
        r.in_block = 0;
        for (slot = camp_json_first(block); slot; slot = slot->next)
            if (a->n_slots < MOST_SLOTS) read_slot(a, slot, &r);
    }
    if (r.no_date)
        camp_import_note(a->s.import,
                         "%s: the slots have weekdays only; their dates in slots.csv are made up", a->s.file);
    if (r.no_time)
        camp_import_note(
            a->s.import,
            "%s: not all times of slots could be read; those and their dates in slots.csv are made up",
            a->s.file);
}

/* Slots that fulfil the constraints; "" for all. */
static const char *slot_list(const ak *a, const cJSON *constraints) {
    const char *all = "";
    if (cJSON_GetArraySize(constraints) == 0) return all;
    for (int i = 0; i < a->n_slots; i++)
        if (fulfils(get(a->slots[i].source, "fulfilled_time_constraints"), constraints))
            all = add_item(a, all, a->slots[i].id);
    return all;
}

/* Slots in which a session may start so that all its slots are in the block and fulfil what it needs. */
static const char *start_list(const ak *a, const cJSON *constraints, int length) {
    const char *all = "";
    if (cJSON_GetArraySize(constraints) == 0) return all;
    for (int i = 0; i < a->n_slots; i++) {
        bool good = true;
        for (int k = i; k < i + length && good; k++)
            good = k < a->n_slots && a->slots[k].block == a->slots[i].block &&
                   fulfils(get(a->slots[k].source, "fulfilled_time_constraints"), constraints);
        if (good) all = add_item(a, all, a->slots[i].id);
    }
    return all;
}

/* ---- rooms, AKs, people */

/* The name of a room, participant or AK; of two with one name the later one gets the id behind it. */
static const char *unique_name(const ak *a, camp_map *taken, const cJSON *one, const char *what, int number) {
    const char *name = name_of(a, one, what);
    camp_span key = camp_import_key(a->s.import->arena, camp_span_of(name));
    if (camp_map_put(taken, key, number) == number) return name;
    return camp_arena_printf(a->s.import->arena, "%s (%s)", name, id_of(a, one));
}

static void read_rooms(ak *a) {
    const cJSON *room, *rooms = get(a->s.root, "rooms");
    int number = 0;
    for (room = camp_json_first(rooms); room; room = room->next) {
        bool made;
        const char *name = add_item(a, "", unique_name(a, &a->rooms, room, "Room", number++));
        int row = row_of(a, CAMP_ROOMS, "room", name, &made);
        double seats = camp_json_number(&a->s, room, "capacity", -1);
        if (!made) continue;
        if (seats >= 0) set(a, CAMP_ROOMS, row, "capacity", camp_import_number(a->s.import->arena, seats).at);
        set(a, CAMP_ROOMS, row, "features", texts_of(a, get(room, "fulfilled_room_constraints")));
        const char *slots = slot_list(a, get(room, "time_constraints"));
        if (!*slots && cJSON_GetArraySize(get(room, "time_constraints")) > 0)
            camp_json_warn(&a->s, room, "W_IMPORT_VALUE",
                           "no slot fulfils the time constraints of %s, so it is left free in all",
                           camp_quoted(a->s.import->arena, camp_span_of(name)));
        set(a, CAMP_ROOMS, row, "slots", slots);
    }
}

/* How many slots the AK takes, rounded up. */
static int length_of(const ak *a, const cJSON *one) {
    const cJSON *value = get(one, "duration");
    double slots = camp_json_number(&a->s, one, "duration", -1);
    if (!value || cJSON_IsNull(value)) return 1;
    int length = slots >= 1 && slots <= MOST_LENGTH ? (int)slots : 1;
    if (slots > length && slots <= MOST_LENGTH && slots > 1) length++;
    if (slots < length || slots > length)
        camp_json_warn(&a->s, value, "W_IMPORT_VALUE",
                       "the duration %s of %s is no whole number of slots (1 to %d), so it is read as %d",
                       camp_quoted(a->s.import->arena, camp_span_of(camp_json_text(&a->s, one, "duration"))),
                       camp_quoted(a->s.import->arena, camp_span_of(name_of(a, one, "AK"))), MOST_LENGTH,
                       length);
    return length;
}

static void read_ak(ak *a, const cJSON *one, int number) {
    camp_import *import = a->s.import;
    int length = length_of(a, one);
    int card = camp_roster_want_session(import, camp_span_of(unique_name(a, &a->titles, one, "AK", number)),
                                        camp_json_place(&a->s, one));
    if (card < 0) return;
    const char *id = id_of(a, one);
    camp_map_put(&a->cards, camp_span_of(camp_arena_text(import->arena, id, strlen(id))), card);
    if (!import->cards[card].added) return;
    int row = import->cards[card].row;
    set(a, CAMP_SESSIONS, row, "length", length > 1 ? camp_arena_printf(import->arena, "%d", length) : "");
    set(a, CAMP_SESSIONS, row, "needs", texts_of(a, get(one, "room_constraints")));
    const char *starts = start_list(a, get(one, "time_constraints"), length);
    if (!*starts && cJSON_GetArraySize(get(one, "time_constraints")) > 0)
        camp_json_warn(&a->s, one, "W_IMPORT_VALUE",
                       "no slot fulfils the time constraints of %s, so it may start in all",
                       camp_quoted(import->arena, camp_span_of(import->cards[card].title)));
    set(a, CAMP_SESSIONS, row, "slots", starts);
    set(a, CAMP_SESSIONS, row, "must_run", "yes");
    const char *description = camp_json_text(&a->s, get(one, "info"), "description");
    set(a, CAMP_SESSIONS, row, "description", description);
    set(a, CAMP_SESSIONS, row, "head", camp_json_text(&a->s, get(one, "info"), "head"));
}

/* A rule that is not there yet. */
static void add_rule(ak *a, const char *rule, int first, int second) {
    camp_draft_table *t = &a->s.import->table[CAMP_RULES];
    const char *sessions =
        add_item(a, add_item(a, "", camp_roster_id(a->s.import, first)), camp_roster_id(a->s.import, second));
    int rules = camp_draft_want(t, "rule"), column = camp_draft_want(t, "sessions");
    for (int row = 0; row < t->n; row++)
        if (camp_span_equal(camp_draft_get(t, row, rules), camp_span_of(rule)) &&
            camp_span_equal(camp_draft_get(t, row, column), camp_span_of(sessions)))
            return;
    int row = camp_draft_add(t);
    camp_draft_set(t, row, rules, camp_span_of(rule));
    camp_draft_set(t, row, column, camp_span_of(sessions));
}

static void read_properties(ak *a, const cJSON *one) {
    const cJSON *other, *properties = get(one, "properties"), *key;
    int card = camp_map_get(&a->cards, camp_span_of(id_of(a, one)));
    for (key = camp_json_first(properties); key; key = key->next) {
        bool apart = key->string && strcmp(key->string, "conflicts") == 0,
             before = key->string && strcmp(key->string, "dependencies") == 0;
        if (!apart && !before) {
            if (cJSON_GetArraySize(key) > 0 || cJSON_IsTrue(key))
                camp_json_warn(&a->s, key, "W_IMPORT_VALUE",
                               "the property %s has no rule here and is left out",
                               camp_quoted(a->s.import->arena, camp_span_of(key->string ? key->string : "")));
            continue;
        }
        for (other = camp_json_first(key); other; other = other->next) {
            int with = camp_map_get(&a->cards, camp_span_of(id_of(a, other)));
            if (with < 0 || card < 0)
                camp_json_warn(&a->s, other, "W_IMPORT_VALUE", "there is no AK with the id %s",
                               camp_quoted(a->s.import->arena, camp_span_of(id_of(a, other))));
            else if (apart)
                add_rule(a, "apart", card < with ? card : with, card < with ? with : card);
            else
                add_rule(a, "before", with, card);
        }
    }
}

static void read_preference(ak *a, const cJSON *preference, const char **must, camp_ballot *ballot) {
    int card = camp_map_get(&a->cards, camp_span_of(id_of(a, get(preference, "ak_id"))));
    const cJSON *value = get(preference, "preference_score");
    double score = value ? camp_json_number(&a->s, preference, "preference_score", -1) : 0;
    if (card < 0) {
        camp_json_warn(&a->s, preference, "W_IMPORT_VALUE", "there is no AK with the id %s",
                       camp_quoted(a->s.import->arena, camp_span_of(id_of(a, get(preference, "ak_id")))));
        return;
    }
    if (camp_json_true(preference, "required"))
        *must = add_item(a, *must, camp_roster_id(a->s.import, card));
    else if (score > 0 && score <= CAMP_MOST_AMOUNT)
        (void)camp_ballot_mark_add(a->s.import, ballot, card, score);
    else if (score < 0 || score > 0)
        camp_json_warn(&a->s, value, "W_IMPORT_VALUE",
                       "the score %s is no number from 0 to %d and does not count",
                       camp_quoted(a->s.import->arena,
                                   camp_span_of(camp_json_text(&a->s, preference, "preference_score"))),
                       (int)CAMP_MOST_AMOUNT);
}

static void read_participant(ak *a, const cJSON *one, int number) {
    camp_import *import = a->s.import;
    const cJSON *preference, *preferences = get(one, "preferences");
    const char *must = "";
    int member =
        camp_roster_want_person(import, camp_span_of(unique_name(a, &a->people, one, "participant", number)),
                                camp_span_of(""), camp_json_place(&a->s, one));
    if (member < 0) return;
    import->summary->answers++;
    camp_ballot *ballot = camp_ballot_begin(import, member);
    for (preference = camp_json_first(preferences); preference; preference = preference->next)
        read_preference(a, preference, &must, ballot);
    import->summary->votes += ballot->n;
    const char *slots = slot_list(a, get(one, "time_constraints"));
    if (!*slots && cJSON_GetArraySize(get(one, "time_constraints")) > 0)
        camp_json_warn(&a->s, one, "W_IMPORT_VALUE",
                       "no slot fulfils the time constraints of %s; the person is taken to be there all day",
                       camp_quoted(import->arena, camp_span_of(import->members[member].id)));
    if (cJSON_GetArraySize(get(one, "room_constraints")) > 0)
        camp_json_warn(&a->s, one, "W_IMPORT_VALUE",
                       "room constraints of a person have no place here and are left out: %s",
                       texts_of(a, get(one, "room_constraints")));
    bool made;
    int row = row_of(a, CAMP_PEOPLE, "person", import->members[member].id, &made);
    import->members[member].row = row;
    set(a, CAMP_PEOPLE, row, "slots", slots);
    set(a, CAMP_PEOPLE, row, "must_attend", must);
}

static bool read_all(camp_import *import, const camp_file *source) {
    ak a = {.n_slots = 0};
    if (!camp_json_begin_source(&a.s, import, source)) return false;
    const cJSON *one, *aks = get(a.s.root, "aks"), *participants = get(a.s.root, "participants");
    camp_map_init(&a.cards, import->arena);
    camp_map_init(&a.people, import->arena);
    camp_map_init(&a.titles, import->arena);
    camp_map_init(&a.rooms, import->arena);
    if (!cJSON_IsArray(aks)) {
        camp_report_add(import->report, CAMP_ERROR, "E_IMPORT_JSON", (camp_place){a.s.file, 1, 0, ""},
                        "this is no file of an AK planner: the list \"aks\" is missing");
        return false;
    }
    camp_schedule_option(import, "name", camp_json_text(&a.s, get(a.s.root, "info"), "title"));
    read_slots(&a);
    read_rooms(&a);
    int number = 0;
    for (one = camp_json_first(aks); one; one = one->next)
        read_ak(&a, one, number++);
    for (one = camp_json_first(aks); one; one = one->next)
        read_properties(&a, one);
    number = 0;
    for (one = camp_json_first(participants); one; one = one->next)
        read_participant(&a, one, number++);
    camp_json_end(&a.s);
    return true;
}

bool camp_import_ak(camp_import *import, const camp_file *sources, size_t n) {
    bool good = true;
    for (size_t i = 0; i < n; i++)
        good = read_all(import, &sources[i]) && good;
    return good;
}
