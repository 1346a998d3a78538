/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board_json.c - board.json, an entry a line, so that two boards can be compared line by line.
 *
 * Written by hand, not by cJSON: 200,000 seats need no tree in memory, and numbers are to be the same bytes
 * on every machine (shortest digits that read back exactly, whole numbers without a dot).
 */
#include "export/buffer.h"
#include "export/export.h"
#include "export/order.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct writer {
    const camp_event *event;
    const camp_board *board;
    camp_buffer out;
    bool first; /* no entry of the list at hand is written yet */
} writer;

/* The escape of a byte that JSON does not take as it is, or NULL. */
static const char *escape(unsigned char c, char *buffer, size_t size) {
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        break;
    }
    if (c >= 0x20 && c != 0x7f) return NULL;
    snprintf(buffer, size, "\\u%04x", c);
    return buffer;
}

/* A JSON string. A byte that is no UTF-8 (a folder's name may have one) becomes U+FFFD. */
static void put_string(camp_buffer *out, const char *text) {
    size_t n = strlen(text), done = 0, valid = camp_text_valid(text, n);
    camp_buffer_text(out, "\"");
    for (size_t i = 0; i < n; i++) {
        char buffer[8];
        const char *instead =
            i == valid ? "\xEF\xBF\xBD" : escape((unsigned char)text[i], buffer, sizeof buffer);
        if (i == valid) valid = i + 1 + camp_text_valid(text + i + 1, n - i - 1);
        if (!instead) continue;
        camp_buffer_bytes(out, text + done, i - done);
        camp_buffer_text(out, instead);
        done = i + 1;
    }
    camp_buffer_bytes(out, text + done, n - done);
    camp_buffer_text(out, "\"");
}

static void begin_list(writer *w, const char *name) {
    camp_buffer_text(&w->out, ",\n\"");
    camp_buffer_text(&w->out, name);
    camp_buffer_text(&w->out, "\": [");
    w->first = true;
}

static void begin_entry(writer *w) {
    camp_buffer_text(&w->out, w->first ? "\n{" : ",\n{");
    w->first = false;
}

static void end_list(writer *w) {
    camp_buffer_text(&w->out, w->first ? "]" : "\n]");
}

/* "name": with a comma in front unless it is the first of its entry. */
static void put_key(writer *w, const char *name) {
    if (w->out.at[w->out.n - 1] != '{') camp_buffer_text(&w->out, ", ");
    camp_buffer_text(&w->out, "\"");
    camp_buffer_text(&w->out, name);
    camp_buffer_text(&w->out, "\": ");
}

static void put_text(writer *w, const char *name, const char *text) {
    put_key(w, name);
    put_string(&w->out, text);
}

static void put_whole(writer *w, const char *name, int64_t value) {
    put_key(w, name);
    camp_buffer_whole(&w->out, value);
}

static void put_number(writer *w, const char *name, double value) {
    put_key(w, name);
    camp_buffer_number(&w->out, value);
}

static void put_runs(writer *w) {
    const long *seated = camp_seated(w->event, w->board, w->out.arena);
    begin_list(w, "runs");
    for (int i = 0; i < w->board->n_runs; i++) {
        const camp_run *run = &w->board->runs[i];
        begin_entry(w);
        put_text(w, "session", w->event->sessions[run->session].id);
        put_whole(w, "section", run->section);
        put_text(w, "slot", w->event->slots[run->slot].id);
        put_text(w, "room", w->event->rooms[run->room].id);
        put_whole(w, "seated", seated[i]);
        camp_buffer_text(&w->out, "}");
    }
    end_list(w);
}

static void put_run_of_seat(writer *w, const camp_seat *seat) {
    put_text(w, "session", w->event->sessions[w->board->runs[seat->run].session].id);
    put_whole(w, "section", w->board->runs[seat->run].section);
    camp_buffer_text(&w->out, "}");
}

static void put_seats(writer *w) {
    begin_list(w, "seats");
    for (long i = 0; i < w->board->n_seats; i++) {
        const camp_person *person = &w->event->people[w->board->seats[i].person];
        if (person->expected) continue;
        begin_entry(w);
        put_text(w, "person", person->id);
        put_run_of_seat(w, &w->board->seats[i]);
    }
    end_list(w);
}

static void put_expected(writer *w) {
    const camp_event *event = w->event;
    begin_list(w, "expected");
    for (long i = 0; i < w->board->n_seats; i++) {
        int p = w->board->seats[i].person;
        if (!event->people[p].expected) continue;
        begin_entry(w);
        put_key(w, "wants");
        for (long v = event->vote_start[p]; v < event->vote_start[p + 1]; v++) {
            camp_buffer_text(&w->out, v == event->vote_start[p] ? "[" : ", ");
            put_string(&w->out, event->sessions[event->vote_session[v]].id);
        }
        camp_buffer_text(&w->out, "]");
        put_run_of_seat(w, &w->board->seats[i]);
    }
    end_list(w);
}

static void put_unplaced(writer *w) {
    const int *runs = camp_runs_of(w->event, w->board, w->out.arena);
    begin_list(w, "unplaced");
    for (int s = 0; s < w->event->n_sessions; s++) {
        if (runs[s]) continue;
        const char *reason = w->board->reason ? w->board->reason[s] : NULL;
        begin_entry(w);
        put_text(w, "session", w->event->sessions[s].id);
        put_text(w, "reason", reason && reason[0] ? reason : "no cell was free for it");
        camp_buffer_text(&w->out, "}");
    }
    end_list(w);
}

static void put_score(writer *w) {
    camp_score score = w->board->score;
    camp_buffer_text(&w->out, ",\n\"score\": {");
    put_number(w, "matched", score.matched);
    put_whole(w, "served", score.served);
    put_whole(w, "served_bound", score.served_bound);
    put_number(w, "bound", score.bound);
    put_number(w, "gap", score.gap);
    put_key(w, "proven");
    camp_buffer_text(&w->out, score.proven ? "true}" : "false}");
}

static void put_made(writer *w) {
    char text[64];
    camp_buffer_text(&w->out, ",\n\"made\": {");
    put_text(w, "version", camp_version());
    snprintf(text, sizeof text, ", \"seed\": %" PRIu64 ", \"work\": %" PRIu64 "}", w->board->seed,
             w->board->work);
    camp_buffer_text(&w->out, text);
}

camp_span camp_export_board_json(const camp_event *event, const camp_board *board, camp_arena *arena) {
    writer w = {.event = event, .board = board};
    camp_buffer_init(&w.out, arena);
    camp_buffer_text(&w.out, "{\n");
    camp_buffer_text(&w.out, "\"format\": \"campboard/1\",\n\"event\": ");
    put_string(&w.out, event->name);
    put_runs(&w);
    put_seats(&w);
    if (camp_knows_expected(event, board)) put_expected(&w);
    put_unplaced(&w);
    put_score(&w);
    put_made(&w);
    camp_buffer_text(&w.out, "\n}\n");
    return camp_buffer_span(&w.out);
}
