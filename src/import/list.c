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
    int at[N_ROLES]; /* column of each role, or -1 */
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

/* Time and room where the list tells them. */
static void read_place(list *l, int card, int row) {
    int start, end;
    camp_span when = cell(l, row, TIME), until = cell(l, row, END), day = cell(l, row, DAY);
    const char *room = NULL, *slot = NULL;
    int days;
    if (cell(l, row, ROOM).n)
        room = camp_schedule_room(l->import, cell(l, row, ROOM), -1, place(l, row, ROOM));
    if (when.n && camp_sheet_times(when, &start, &end)) {
        int other;
        if (until.n && camp_sheet_times(until, &other, &days)) end = other;
        if (!camp_parse_date(day, &days)) day = (camp_span){"", 0};
        if (end <= start) end = start + 45;
        slot = camp_schedule_slot(l->import, day, start, end > 1440 ? 1440 : end, (camp_span){"", 0},
                                  (camp_span){"", 0}, true, place(l, row, TIME));
    } else if (when.n) {
        const camp_draft_table *t = &l->import->table[CAMP_SLOTS];
        int ids = camp_draft_column(t, "slot");
        for (int r = 0; r < t->n; r++)
            if (camp_span_equal(camp_import_key(l->import->arena, camp_draft_get(t, r, ids)),
                                camp_import_key(l->import->arena, when)))
                slot = camp_arena_text(l->import->arena, when.at, when.n);
        if (!slot)
            camp_report_add(l->import->report, CAMP_WARNING, "W_IMPORT_TIME", place(l, row, TIME),
                            "%s is no time that is understood and is left out",
                            camp_quoted(l->import->arena, when));
    }
    l->n_places += slot || room;
    camp_schedule_put(l->import, card, slot, room);
}

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

static void keep_rest(const list *l, int card, int row, const int *role_of) {
    for (int c = 0; c < l->cells->rows[row].n; c++) {
        camp_span text = camp_cells_at(l->cells, row, c), header = camp_cells_at(l->cells, 0, c);
        if (text.n == 0 || (c < l->cells->rows[0].n && role_of[c] >= 0)) continue;
        if (header.n)
            fill(l, card, camp_import_text(l->import->arena, header), text,
                 camp_cells_place(l->cells, row, c));
        else
            camp_report_add(l->import->report, CAMP_WARNING, "W_IMPORT_CELL",
                            camp_cells_place(l->cells, row, c), "%s stands under no header and is left out",
                            camp_quoted(l->import->arena, text));
    }
}

/* The card of a row: by its id where the event has it, else by its title. */
static int card_of(const list *l, int row) {
    camp_span id = cell(l, row, ID), title = cell(l, row, TITLE);
    int card = id.n ? camp_names_find(&l->import->sessions, id) : -1;
    if (card >= 0) return card;
    if (title.n) return camp_roster_want_session(l->import, title);
    return id.n ? camp_roster_want_session(l->import, id) : -1;
}

static void read_row(list *l, int row, const int *role_of) {
    int card = card_of(l, row);
    if (card < 0) {
        for (int c = 0; c < l->cells->rows[row].n; c++)
            if (camp_cells_at(l->cells, row, c).n && !(c < l->cells->rows[0].n && role_of[c] == STAMP)) {
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
    keep_rest(l, card, row, role_of);
}

void camp_list_read(camp_import *import, const camp_cells *cells) {
    list l = {.import = import, .cells = cells};
    int n = cells->rows[0].n, *role_of = CAMP_NEW(import->arena, int, n);
    for (int role = 0; role < N_ROLES; role++)
        l.at[role] = -1;
    for (int c = 0; c < n; c++) {
        role_of[c] = camp_list_role(import->arena, camp_cells_at(cells, 0, c));
        if (role_of[c] >= 0 && l.at[role_of[c]] >= 0)
            role_of[c] = -1; /* a second one is kept under its own name */
        else if (role_of[c] >= 0)
            l.at[role_of[c]] = c;
    }
    /* "Session | Speaker": what has no title is called so. */
    if (l.at[TITLE] < 0 && l.at[ID] >= 0) {
        l.at[TITLE] = l.at[ID];
        role_of[l.at[ID]] = TITLE;
        l.at[ID] = -1;
    }
    for (int c = 0; c < n; c++)
        if (role_of[c] < 0 && camp_cells_at(cells, 0, c).n)
            camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_COLUMN", camp_cells_place(cells, 0, c),
                            "the column %s is none that is read; it is kept in sessions.csv under this name",
                            camp_quoted(import->arena, camp_cells_at(cells, 0, c)));
    for (int row = 1; row < cells->n; row++)
        read_row(&l, row, role_of);
    camp_schedule_told(import, l.n_places);
}
