/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list.c - a spreadsheet with a row for each session, whose columns may be called in many ways; what no
 * column of sessions.csv is meant by is kept beside the others under its own name. */
#include "import/schedule.h"
#include "import/sheets.h"
#include "import/words.h"
#include <string.h>

enum {
    TITLE,
    ID,
    PRESENTERS,
    EMAIL,
    DESCRIPTION,
    TAGS,
    LEVEL,
    KIND,
    LENGTH,
    NEEDS,
    CAPACITY,
    SECTIONS,
    ROOM,
    TIME,
    END,
    DAY,
    AUDIENCE,
    COST,
    CREDIT,
    MUST_RUN,
    VOTES,
    STAMP,
    N_ROLES
};

static const struct {
    int role;
    const char *words[24];
} wordings[] = {
    {TITLE, {"title",    "session title", "session name",   "topic", "session topic", "card",
             "talk",     "workshop",      "workshop title", "titel", "thema",         "titre",
             "sujet",    "título",        "titulo",         "tema",  "titolo",        "titre de la session",
             "タイトル", "标题"}},
    {ID, {"session", "id", "session id", "no", "no.", "nr", "nr.", "number", "#", "code"}},
    {PRESENTERS, {"presenters",   "presenter",   "presenter(s)", "speaker",  "speakers",     "facilitator",
                  "facilitators", "leader",      "host",         "hosts",    "presented by", "led by",
                  "name",         "your name",   "full name",    "referent", "referentin",   "referenten",
                  "leitung",      "intervenant", "intervenants", "ponente"}},
    {EMAIL,
     {"email", "e-mail", "email address", "e-mail address", "presenter email", "speaker email",
      "e-mail-adresse", "adresse e-mail", "correo electrónico"}},
    {DESCRIPTION,
     {"description", "abstract", "summary", "details", "about", "what is it about?", "beschreibung",
      "descripción", "descripcion", "descrizione", "résumé"}},
    {TAGS,
     {"tags", "tag", "topics", "track", "strand", "category", "categories", "subject", "keywords",
      "kategorie"}},
    {LEVEL, {"level", "difficulty", "niveau", "nivel"}},
    {KIND, {"kind", "type"}},
    {LENGTH, {"length", "slots needed", "number of slots"}},
    {NEEDS, {"needs", "equipment", "requirements", "room needs", "ausstattung"}},
    {CAPACITY, {"capacity", "max", "max participants", "limit", "seats", "maximum", "plätze"}},
    {SECTIONS, {"sections", "repeats", "runs"}},
    {ROOM, {"room", "location", "place", "where", "raum", "ort", "salle", "lieu", "sala", "aula", "lugar"}},
    {TIME,
     {"time", "start", "start time", "starts", "when", "slot", "period", "time slot", "zeit", "uhrzeit",
      "beginn", "heure", "hora"}},
    {END, {"end", "end time", "ends", "ende", "fin"}},
    {DAY, {"day", "date", "tag/datum", "datum", "jour", "fecha", "día"}},
    {AUDIENCE, {"audience", "for whom", "grade levels", "zielgruppe", "público"}},
    {COST, {"cost", "fee", "price"}},
    {CREDIT, {"credit", "credits", "hours", "credit hours"}},
    {MUST_RUN, {"must_run", "must run"}},
    {VOTES,
     {"votes", "dots", "stickers", "likes", "interest", "count", "stimmen", "punkte", "votos", "tally"}},
    {STAMP, {"timestamp"}},
};
/* Columns of sessions.csv that are taken over as they are. */
static const char *const columns[N_ROLES] = {
    [DESCRIPTION] = "description", [TAGS] = "tags",   [LEVEL] = "level",       [KIND] = "kind",
    [LENGTH] = "length",           [NEEDS] = "needs", [CAPACITY] = "capacity", [SECTIONS] = "sections",
    [AUDIENCE] = "audience",       [COST] = "cost",   [CREDIT] = "credit",     [MUST_RUN] = "must_run"};

int camp_list_role(camp_arena *arena, camp_span header) {
    camp_span key = camp_import_key(arena, header);
    while (key.n > 0 && strchr("*: ", key.at[key.n - 1]))
        key.n--;
    for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++)
        for (size_t k = 0; k < 24 && wordings[i].words[k]; k++)
            if (camp_span_equal(key, camp_span_of(wordings[i].words[k]))) return wordings[i].role;
    return camp_word_role(arena, header) == CAMP_ROLE_TIME ? STAMP : -1;
}

bool camp_list_is_title(int role) {
    return role == TITLE || role == ID;
}

typedef struct list {
    camp_import *import;
    const camp_cells *cells;
    int at[N_ROLES];   /* column of each role, or -1 */
    int *role_of;      /* of each column, or -1 */
    const char **kept; /* the column of sessions.csv for each column without a role */
    bool own_ids;      /* the ids are ids of sessions, and no numbers of rows */
    bool afternoon;    /* early hours are afternoon */
    int n_places;
} list;

static camp_span cell(const list *l, int row, int role) {
    return l->at[role] < 0 ? (camp_span){"", 0} : camp_cells_at(l->cells, row, l->at[role]);
}

static camp_place place(const list *l, int row, int role) {
    return camp_cells_place(l->cells, row, l->at[role]);
}

/* ---- rows */

/* Fills a cell of sessions.csv; another value that stands there stays, and that is told. */
static void fill(const list *l, int card, const char *column, camp_span text, camp_place where) {
    camp_import *import = l->import;
    camp_draft_table *t = &import->table[CAMP_SESSIONS];
    if (text.n == 0) return;
    camp_span old = camp_draft_get(t, import->cards[card].row, camp_draft_column(t, column));
    if (old.n && !camp_span_equal(camp_import_key(import->arena, old), camp_import_key(import->arena, text)))
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_KEPT", where,
                        "%s says %s of this session, and that stays; the source says %s", "sessions.csv",
                        camp_quoted(import->arena, old), camp_quoted(import->arena, text));
    camp_roster_fill(import, card, column, text);
}

static bool is_number(int role) {
    return role == LENGTH || role == CAPACITY || role == SECTIONS || role == COST || role == CREDIT;
}

static void read_cells(const list *l, int card, int row) {
    for (int role = 0; role < N_ROLES; role++) {
        camp_span text = cell(l, row, role);
        double value;
        if (!columns[role] || text.n == 0) continue;
        bool bad = is_number(role) && (!camp_parse_number(text, &value) || value < 0);
        if (bad)
            camp_report_add(l->import->report, CAMP_WARNING, "W_IMPORT_ANSWER", place(l, row, role),
                            "%s is no number (0 or more) and is left out",
                            camp_quoted(l->import->arena, text));
        else if (role == TAGS || role == NEEDS || role == AUDIENCE)
            fill(l, card, columns[role], text, place(l, row, role));
        else
            fill(l, card, columns[role], camp_span_of(camp_import_text(l->import->arena, text)),
                 place(l, row, role));
    }
}

/* ---- places */

/* Whether hours before six that tell neither am nor pm are afternoon: the column has a morning, and no
 * hour beyond twelve. */
static bool has_afternoon(const list *l) {
    bool morning = false;
    camp_sheet_when w;
    for (int row = 1; row < l->cells->n; row++) {
        if (!camp_sheet_when_read(cell(l, row, TIME), &w)) continue;
        if (!w.half && w.start >= 13 * 60) return false;
        morning = morning || (w.start >= 7 * 60 && w.start < 13 * 60);
    }
    return morning;
}

/* Start and end of a row from its one or two cells. */
static bool read_when(const list *l, int row, camp_sheet_when *w) {
    camp_import *import = l->import;
    camp_span when = cell(l, row, TIME), until = cell(l, row, END);
    if (!camp_sheet_when_read(when, w)) return false;
    if (w->bad_end) camp_sheet_tell_end(import, when, place(l, row, TIME));
    if (until.n && !w->ended) {
        camp_sheet_when both;
        const char *text =
            camp_arena_printf(import->arena, "%.*s - %.*s", (int)when.n, when.at, (int)until.n, until.at);
        if (camp_sheet_when_read(camp_span_of(text), &both) && both.ended && !both.bad_end)
            *w = both;
        else
            camp_sheet_tell_end(import, until, place(l, row, END));
    } else if (until.n) {
        int end, unused;
        if (!camp_sheet_times(until, &end, &unused) || (end != w->end && end + 720 != w->end))
            camp_sheet_tell_end(import, until, place(l, row, END));
    }
    if (l->afternoon && !w->half && w->start >= 60 && w->start < 6 * 60)
        camp_sheet_afternoon(import, w, when, place(l, row, TIME));
    if (w->end <= w->start) w->end = w->start + 45;
    if (w->end > 1440) w->end = 1440;
    return true;
}

/* A day that is a date, else "". */
static camp_span read_day(const list *l, int row) {
    camp_span day = cell(l, row, DAY);
    int days;
    if (day.n == 0 || camp_parse_date(day, &days)) return day;
    camp_report_add(l->import->report, CAMP_WARNING, "W_IMPORT_TIME", place(l, row, DAY),
                    "%s is no date such as 2026-03-14; the row counts without a day",
                    camp_quoted(l->import->arena, day));
    return (camp_span){"", 0};
}

/* The slot that is called so; NULL, told, where there is none. */
static const char *named_slot(const list *l, int row) {
    camp_import *import = l->import;
    const camp_draft_table *t = &import->table[CAMP_SLOTS];
    camp_span when = cell(l, row, TIME), key = camp_import_key(import->arena, when);
    int ids = camp_draft_column(t, "slot");
    for (int r = 0; r < t->n; r++)
        if (camp_span_equal(camp_import_key(import->arena, camp_draft_get(t, r, ids)), key))
            return camp_arena_text(import->arena, when.at, when.n);
    camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_TIME", place(l, row, TIME),
                    "%s is no time that is understood and is left out", camp_quoted(import->arena, when));
    return NULL;
}

/* Time and room where the list tells them. */
static void read_place(list *l, int card, int row) {
    camp_sheet_when w;
    camp_span none = {"", 0}, day = read_day(l, row);
    const char *room = NULL, *slot = NULL;
    if (cell(l, row, ROOM).n)
        room = camp_schedule_room(l->import, cell(l, row, ROOM), -1, place(l, row, ROOM));
    if (cell(l, row, TIME).n && read_when(l, row, &w))
        slot = camp_schedule_slot(l->import, day, w.start, w.end, none, none, true, place(l, row, TIME));
    else if (cell(l, row, TIME).n)
        slot = named_slot(l, row);
    else if (cell(l, row, END).n)
        camp_sheet_tell_end(l->import, cell(l, row, END), place(l, row, END));
    l->n_places +=
        camp_schedule_put(l->import, card, slot, room, place(l, row, l->at[TIME] >= 0 ? TIME : ROOM));
}

/* ---- votes, and what is kept */

static void read_votes(const list *l, int card, int row) {
    camp_span text = cell(l, row, VOTES);
    double dots;
    if (text.n == 0) return;
    if (camp_parse_number(text, &dots) && dots >= 0)
        camp_dots_add(l->import, card, dots, false);
    else
        camp_report_add(l->import->report, CAMP_WARNING, "W_IMPORT_ANSWER", place(l, row, VOTES),
                        "%s is no number of votes and is left out", camp_quoted(l->import->arena, text));
}

static void keep_rest(const list *l, int card, int row) {
    for (int c = 0; c < l->cells->rows[row].n; c++) {
        camp_span text = camp_cells_at(l->cells, row, c), header = camp_cells_at(l->cells, 0, c);
        if (text.n == 0 || (c < l->cells->rows[0].n && l->role_of[c] >= 0)) continue;
        if (header.n)
            fill(l, card, l->kept[c], text, camp_cells_place(l->cells, row, c));
        else
            camp_report_add(l->import->report, CAMP_WARNING, "W_IMPORT_CELL",
                            camp_cells_place(l->cells, row, c), "%s stands under no header and is left out",
                            camp_quoted(l->import->arena, text));
    }
}

static int card_of(const list *l, int row) {
    return camp_list_card(l->import, &(camp_list_key){.title = cell(l, row, TITLE),
                                                      .id = cell(l, row, ID),
                                                      .names = cell(l, row, PRESENTERS),
                                                      .email = cell(l, row, EMAIL),
                                                      .own_ids = l->own_ids,
                                                      .title_place = place(l, row, TITLE),
                                                      .id_place = place(l, row, ID)});
}

static void read_row(list *l, int row) {
    int card = card_of(l, row);
    if (card < 0) {
        for (int c = 0; c < l->cells->rows[row].n; c++)
            if (camp_cells_at(l->cells, row, c).n && !(c < l->cells->rows[0].n && l->role_of[c] == STAMP)) {
                camp_report_add(l->import->report, CAMP_WARNING, "W_IMPORT_CELL",
                                camp_cells_place(l->cells, row, c),
                                "the row has no title and is left out; it says %s",
                                camp_quoted(l->import->arena, camp_cells_at(l->cells, row, c)));
                return;
            }
        return;
    }
    camp_list_presenters(l->import, card, cell(l, row, PRESENTERS), cell(l, row, EMAIL),
                         place(l, row, PRESENTERS));
    read_cells(l, card, row);
    read_place(l, card, row);
    read_votes(l, card, row);
    keep_rest(l, card, row);
}

/* ---- the header */

/* Words that may mean something else: where a column has a clearer one it is taken. "Topic" is the field,
 * "No." counts the rows. */
static bool is_weak(camp_import *import, int role, camp_span header) {
    static const char *const words[] = {"topic", "thema", "tema", "sujet",  "no",
                                        "no.",   "nr",    "nr.",  "number", "#"};
    camp_span key = camp_import_key(import->arena, header);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (camp_span_equal(key, camp_span_of(words[i]))) return role == TITLE || role == ID;
    return false;
}

/* Whether the ids are those of slots ("Session 1" for all that is first): on average two rows or more have
 * one. Then the column is kept, and is no id. */
static bool is_repeated(const list *l) {
    camp_map seen;
    int filled = 0, different = 0;
    camp_map_init(&seen, l->import->arena);
    for (int row = 1; row < l->cells->n; row++) {
        camp_span id = cell(l, row, ID);
        if (id.n == 0 || cell(l, row, TITLE).n == 0) continue;
        different += camp_map_put(&seen, camp_import_key(l->import->arena, id), row) == row;
        filled++;
    }
    return filled > 1 && 2 * different <= filled;
}

static void find_roles(list *l) {
    for (int role = 0; role < N_ROLES; role++)
        l->at[role] = -1;
    for (int c = 0; c < l->cells->rows[0].n; c++) {
        camp_span header = camp_cells_at(l->cells, 0, c);
        int role = l->role_of[c] = camp_list_role(l->import->arena, header),
            other = role < 0 ? -1 : l->at[role];
        if (role < 0) continue;
        if (other >= 0 && (is_weak(l->import, role, header) ||
                           !is_weak(l->import, role, camp_cells_at(l->cells, 0, other)))) {
            l->role_of[c] = -1; /* a second one is kept under its own name */
            continue;
        }
        if (other >= 0) l->role_of[other] = -1;
        l->at[role] = c;
    }
    /* "Session | Speaker": what has no title is called so. */
    if (l->at[TITLE] < 0 && l->at[ID] >= 0) {
        l->at[TITLE] = l->at[ID];
        l->role_of[l->at[ID]] = TITLE;
        l->at[ID] = -1;
    }
    if (l->at[TITLE] >= 0 && l->at[ID] >= 0 && is_repeated(l)) {
        l->role_of[l->at[ID]] = -1;
        l->at[ID] = -1;
    }
    l->own_ids = l->at[ID] >= 0 && !is_weak(l->import, ID, camp_cells_at(l->cells, 0, l->at[ID]));
}

/* Whether a column of sessions.csv gets the cells of another column of the list. */
static bool is_filled(const list *l, const char *name, int before) {
    camp_arena *arena = l->import->arena;
    camp_span key = camp_import_key(arena, camp_span_of(name));
    bool taken = camp_span_equal(key, camp_span_of("session")) ||
                 camp_span_equal(key, camp_span_of("title")) ||
                 camp_span_equal(key, camp_span_of("presenters"));
    for (int role = 0; role < N_ROLES; role++)
        taken =
            taken || (l->at[role] >= 0 && columns[role] && camp_span_equal(key, camp_span_of(columns[role])));
    for (int c = 0; c < before; c++)
        taken =
            taken || (l->kept[c] && camp_span_equal(key, camp_import_key(arena, camp_span_of(l->kept[c]))));
    return taken;
}

static void name_rest(list *l) {
    camp_arena *arena = l->import->arena;
    for (int c = 0; c < l->cells->rows[0].n; c++) {
        camp_span header = camp_cells_at(l->cells, 0, c);
        if (l->role_of[c] >= 0 || header.n == 0) continue;
        const char *base = camp_import_text(arena, header), *name = base;
        for (int i = 2; is_filled(l, name, c); i++)
            name = camp_arena_printf(arena, "%s (%d)", base, i);
        l->kept[c] = name;
        camp_report_add(l->import->report, CAMP_WARNING, "W_IMPORT_COLUMN", camp_cells_place(l->cells, 0, c),
                        "the column %s is none that is read; it is kept in sessions.csv under %s",
                        camp_quoted(arena, header),
                        name == base ? "this name" : camp_quoted(arena, camp_span_of(name)));
    }
}

void camp_list_read(camp_import *import, const camp_cells *cells) {
    list l = {.import = import, .cells = cells};
    l.role_of = CAMP_NEW(import->arena, int, cells->rows[0].n);
    l.kept = CAMP_NEW(import->arena, const char *, cells->rows[0].n);
    find_roles(&l);
    name_rest(&l);
    if (l.at[ID] >= 0 && !l.own_ids)
        camp_import_note(import, "%s: the column %s numbers the rows and is not kept", cells->file,
                         camp_quoted(import->arena, camp_cells_at(cells, 0, l.at[ID])));
    l.afternoon = has_afternoon(&l);
    for (int row = 1; row < cells->n; row++)
        read_row(&l, row);
    camp_schedule_told(import, l.n_places);
}
