/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event_fuzz.c - any bytes as an event: read, or refused with a place, a code and a message; never a crash.
 *
 *     strict            (optional) warnings are errors
 *     --- slots.csv     begins a file; its bytes go on to the next such line
 *     slot,start,end
 *     ...
 *
 * What was read is then looked at: every index must point into its array, every list must be in order, and
 * the judge must be able to count the empty board.
 */
#include "board/board.h"
#include "fuzz.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 16, MOST_NAME = 40 };
static const char mark[] = "--- ";

/* ---- the input as files */

typedef struct folder {
    camp_file files[MOST_FILES];
    char names[MOST_FILES][MOST_NAME + 1];
    void *copies[MOST_FILES]; /* of just the file's size, so that a byte too far is noticed */
    size_t n;
} folder;

/* The line behind `at` that begins a file, or `end`. */
static const char *next_mark(const char *at, const char *end) {
    while (at < end) {
        if ((size_t)(end - at) >= sizeof mark - 1 && memcmp(at, mark, sizeof mark - 1) == 0) return at;
        const char *lf = memchr(at, '\n', (size_t)(end - at));
        at = lf ? lf + 1 : end;
    }
    return end;
}

static void add_file(folder *f, const char *at, const char *end) {
    at += sizeof mark - 1;
    const char *lf = memchr(at, '\n', (size_t)(end - at)), *name_end = lf ? lf : end;
    size_t n = (size_t)(name_end - at) < MOST_NAME ? (size_t)(name_end - at) : MOST_NAME;
    for (size_t i = 0; i < n; i++) /* a file system would not give other names */
        f->names[f->n][i] = at[i] > ' ' && at[i] < 0x7f ? at[i] : '_';
    f->names[f->n][n] = 0;
    at = lf ? lf + 1 : end;
    size_t size = (size_t)(end - at);
    f->copies[f->n] = malloc(size ? size : 1);
    if (!f->copies[f->n]) abort();
    memcpy(f->copies[f->n], at, size);
    f->files[f->n] = (camp_file){f->names[f->n], size ? f->copies[f->n] : NULL, size};
    f->n++;
}

static void split(folder *f, const char *at, const char *end) {
    f->n = 0;
    for (at = next_mark(at, end); at < end && f->n < MOST_FILES;) {
        const char *lf = memchr(at, '\n', (size_t)(end - at));
        const char *next = lf ? next_mark(lf + 1, end) : end;
        add_file(f, at, next);
        at = next;
    }
}

/* ---- what was read */

static void look_at_list(camp_list list, int n, bool ordered) {
    for (int i = 0; i < list.n; i++) {
        FUZZ_ASSERT(list.at[i] >= 0 && list.at[i] < n);
        FUZZ_ASSERT(!ordered || i == 0 || list.at[i - 1] < list.at[i]);
    }
}

static void look_at_slots(const camp_event *e) {
    int *chain = malloc((size_t)e->n_slots * sizeof *chain + 1);
    if (!chain) abort();
    for (int t = 0; t < e->n_slots; t++) {
        const camp_slot *slot = &e->slots[t];
        FUZZ_ASSERT(slot->start_clock >= 0 && slot->start_clock < slot->end_clock && slot->end_clock <= 1440);
        FUZZ_ASSERT(slot->next >= -1 && slot->next < e->n_slots && slot->next != t);
        FUZZ_ASSERT(e->overlap[t * e->n_slots + t]);
        (void)camp_event_chain(e, t, e->n_slots, chain); /* a circle would not end, or name a slot twice */
    }
    for (int i = 0; i < e->n_open; i++)
        FUZZ_ASSERT(e->open[i] >= 0 && e->open[i] < e->n_slots && e->slots[e->open[i]].open);
    free(chain);
}

static void look_at_sessions(const camp_event *e) {
    for (int r = 0; r < e->n_rooms; r++) {
        FUZZ_ASSERT(e->rooms[r].capacity >= 0 && e->rooms[r].site >= 0 && e->rooms[r].site < e->n_sites);
        look_at_list(e->rooms[r].features, e->n_features, true);
        look_at_list(e->rooms[r].slots, e->n_slots, true);
    }
    for (int s = 0; s < e->n_sessions; s++) {
        const camp_session *session = &e->sessions[s];
        FUZZ_ASSERT(*session->id && *session->title && *session->kind);
        FUZZ_ASSERT(session->length >= 1 && session->capacity >= 0 && session->sections >= 0);
        FUZZ_ASSERT(session->must_run >= 0 && session->cost >= 0 && session->credit >= 0);
        look_at_list(session->presenters, e->n_people, false);
        look_at_list(session->tags, e->n_tags, true);
        look_at_list(session->needs, e->n_features, true);
        look_at_list(session->slots, e->n_slots, true);
        look_at_list(session->rooms, e->n_rooms, true);
        look_at_list(session->audience, e->n_groups, true);
    }
}

static void look_at_people(const camp_event *e) {
    FUZZ_ASSERT(e->n_real_people <= e->n_people);
    for (int p = 0; p < e->n_people; p++) {
        const camp_person *person = &e->people[p];
        FUZZ_ASSERT(person->mass > 0 && (person->expected || *person->id));
        look_at_list(person->groups, e->n_groups, true);
        look_at_list(person->slots, e->n_slots, true);
        look_at_list(person->must_attend, e->n_sessions, true);
        look_at_list(person->presents, e->n_sessions, true);
        FUZZ_ASSERT(e->vote_start[p] <= e->vote_start[p + 1]);
        for (long i = e->vote_start[p]; i < e->vote_start[p + 1]; i++) {
            FUZZ_ASSERT(e->vote_session[i] >= 0 && e->vote_session[i] < e->n_sessions);
            FUZZ_ASSERT(i == e->vote_start[p] || e->vote_session[i - 1] < e->vote_session[i]);
            FUZZ_ASSERT(e->vote_weight[i] > 0 && e->vote_weight[i] <= 1e9);
            FUZZ_ASSERT(!camp_list_has(person->presents, e->vote_session[i]));
        }
        for (int i = 0; i < person->presents.n && i < 8; i++)
            FUZZ_ASSERT(camp_event_stake(e, p, person->presents.at[i]) >= 0);
    }
    FUZZ_ASSERT(e->vote_start[e->n_people] == e->fan_start[e->n_sessions]);
}

static void look_at_rules(const camp_event *e) {
    camp_arena arena;
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) abort();
    for (int i = 0; i < e->n_rules; i++) {
        look_at_list(e->rules[i].sessions, e->n_sessions, true);
        look_at_list(e->rules[i].people, e->n_real_people, true);
        FUZZ_ASSERT(e->rules[i].limit >= 0 && e->rules[i].priority >= 0);
        if (i < 100) FUZZ_ASSERT(*camp_rule_text(&arena, e, &e->rules[i]));
    }
    for (int i = 0; i < e->n_locks; i++) {
        const camp_lock_row *lock = &e->locks[i];
        FUZZ_ASSERT(lock->session >= 0 && lock->session < e->n_sessions && lock->slot < e->n_slots);
        FUZZ_ASSERT(lock->room < e->n_rooms && lock->person < e->n_real_people);
        FUZZ_ASSERT(lock->person < 0 || lock->slot >= 0);
    }
    camp_arena_free(&arena);
}

/* A board without runs: what it breaks is known, and it matches nobody. */
static void judge_empty_board(const camp_event *e) {
    camp_board *board = camp_board_new();
    if (!board || setjmp(board->arena.recover)) abort();
    FUZZ_ASSERT(camp_board_count(e, board, &board->arena).matched == 0);
    (void)camp_board_check(e, board, "", NULL, &board->arena);
    camp_board_free(board);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    folder f;
    const char *text = (const char *)data;
    bool strict = size >= 7 && memcmp(text, "strict\n", 7) == 0;
    split(&f, text, text + size);
    camp_report *report = camp_report_new();
    camp_event *event = NULL;
    if (!report) abort();
    camp_status status = camp_event_from_memory("fuzz", f.files, f.n, strict, report, &event);
    FUZZ_ASSERT(status == CAMP_OK || status == CAMP_BAD_INPUT);
    FUZZ_ASSERT((event != NULL) == (status == CAMP_OK));
    FUZZ_ASSERT((camp_report_count(report, CAMP_ERROR) > 0) == (status == CAMP_BAD_INPUT));
    camp_fuzz_report(report);
    if (event) {
        look_at_slots(event);
        look_at_sessions(event);
        look_at_people(event);
        look_at_rules(event);
        judge_empty_board(event);
    }
    camp_event_free(event);
    camp_report_free(report);
    for (size_t i = 0; i < f.n; i++)
        free(f.copies[i]);
    return 0;
}
