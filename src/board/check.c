/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.c - the independent check: is this board valid? Conditions 1 to 7 here, 8 in check_rules.c.
 *
 * Everything is looked up in lists by run, by session, by room and by person (view.c). Pairs of runs are
 * compared only while they can touch in time, so the work grows with people and seats, not with their square.
 */
#include "board/view.h"

/* ---- 1: slots and room of each run */

static bool room_has_needs(const camp_event *event, int room, int session, const char **lacking) {
    camp_list needs = event->sessions[session].needs;
    for (int i = 0; i < needs.n; i++)
        if (!camp_list_has(event->rooms[room].features, needs.at[i])) {
            *lacking = event->feature_names[needs.at[i]];
            return false;
        }
    return true;
}

static bool all_slots_in(camp_list allowed, const camp_view_run *run, int *missing) {
    for (int i = 0; i < run->n_slots; i++)
        if (!camp_list_allows(allowed, run->slots[i])) {
            *missing = run->slots[i];
            return false;
        }
    return true;
}

static void check_slots(const camp_view *view, int r, camp_findings *f) {
    const camp_event *event = view->event;
    const camp_view_run *run = &view->runs[r];
    const camp_session *session = &event->sessions[run->session];
    const camp_run *named = &view->board->runs[r];
    if (!event->slots[run->slot].open) {
        if (camp_found(f))
            camp_tell(f, "V_1_SLOTS", "%s: nothing may be placed in this slot (it is not open)",
                      camp_say_run(event, f->arena, named));
    } else if (run->n_slots < session->length && camp_found(f))
        camp_tell(f, "V_1_SLOTS", "%s: it needs %d open slots that follow each other, there %s %d",
                  camp_say_run(event, f->arena, named), session->length, run->n_slots == 1 ? "is" : "are",
                  run->n_slots);
    if (!camp_list_allows(session->slots, run->slot) && camp_found(f))
        camp_tell(f, "V_1_START", "%s: the session may not start in this slot (sessions.csv:%ld)",
                  camp_say_run(event, f->arena, named), session->line);
}

static void check_room(const camp_view *view, int r, camp_findings *f) {
    const camp_event *event = view->event;
    const camp_view_run *run = &view->runs[r];
    const camp_run *named = &view->board->runs[r];
    const camp_session *session = &event->sessions[run->session];
    const char *lacking = NULL;
    int missing = -1;
    if (!camp_list_allows(session->rooms, run->room) && camp_found(f))
        camp_tell(f, "V_1_ROOM", "%s: the session may not use this room (sessions.csv:%ld)",
                  camp_say_run(event, f->arena, named), session->line);
    if (!room_has_needs(event, run->room, run->session, &lacking) && camp_found(f))
        camp_tell(f, "V_1_ROOM", "%s: the session needs \"%s\", which the room does not have",
                  camp_say_run(event, f->arena, named), lacking);
    if (!all_slots_in(event->rooms[run->room].slots, run, &missing) && camp_found(f))
        camp_tell(f, "V_1_ROOM", "%s: the room cannot be used in %s (rooms.csv:%ld)",
                  camp_say_run(event, f->arena, named), camp_say_slot(event, f->arena, missing),
                  event->rooms[run->room].line);
}

/* ---- 2 and 3: runs that overlap in a room or of a session; number of runs */

/* Tells every pair of overlapping runs of a list by time: in a room, or of a session. */
static void check_pairs(const camp_view *view, const int *runs, int n, bool rooms, camp_findings *f) {
    const camp_event *event = view->event;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n && view->runs[runs[j]].start_min < view->runs[runs[i]].end_min; j++) {
            if (!camp_view_overlap(view, &view->runs[runs[i]], &view->runs[runs[j]]) || !camp_found(f))
                continue;
            const char *a = camp_say_run(event, f->arena, &view->board->runs[runs[i]]);
            const char *b = camp_say_run(event, f->arena, &view->board->runs[runs[j]]);
            if (rooms)
                camp_tell(f, "V_2_ROOM", "%s holds two runs at once: %s; and %s",
                          camp_say_room(event, f->arena, view->runs[runs[i]].room), a, b);
            else
                camp_tell(f, "V_3_SECTIONS", "two runs of one session overlap: %s; and %s", a, b);
        }
}

static void check_rooms(const camp_view *view, camp_findings *f) {
    int n_rooms = view->event->n_rooms;
    int *first = CAMP_NEW(view->arena, int, n_rooms + 2), *run = CAMP_NEW(view->arena, int, view->n_runs);
    for (int r = 0; r < view->n_runs; r++)
        first[view->runs[r].room + 2]++;
    for (int room = 0; room <= n_rooms; room++)
        first[room + 1] += first[room];
    for (int i = 0; i < view->n_runs; i++)
        run[first[view->runs[view->by_time[i]].room + 1]++] = view->by_time[i];
    for (int room = 0; room < n_rooms; room++)
        check_pairs(view, run + first[room], first[room + 1] - first[room], true, f);
}

/* Whether the sections of n runs are 1 .. n, in any order. seen: n_runs + 1 marks, of the session's number
 * + 1. */
static bool numbered(const camp_view *view, const int *runs, int n, int mark, int *seen) {
    for (int i = 0; i < n; i++) {
        int section = view->runs[runs[i]].section;
        if (section < 1 || section > n || seen[section] == mark) return false;
        seen[section] = mark;
    }
    return true;
}

static void check_sections(const camp_view *view, camp_findings *f) {
    const camp_event *event = view->event;
    int *seen = CAMP_NEW(view->arena, int, view->n_runs + 1);
    for (int s = 0; s < event->n_sessions; s++) {
        const camp_session *session = &event->sessions[s];
        const int *runs = view->session_run + view->session_first[s];
        int n = view->session_first[s + 1] - view->session_first[s];
        if (n > session->sections && camp_found(f))
            camp_tell(f, "V_3_SECTIONS", "%s has %d runs, at most %d %s allowed (sessions.csv:%ld)",
                      camp_say_session(event, f->arena, s), n, session->sections,
                      session->sections == 1 ? "is" : "are", session->line);
        if (n < session->must_run && camp_found(f))
            camp_tell(
                f, "V_3_MUST_RUN", "%s has %d run%s, but at least %d must be on the board (sessions.csv:%ld)",
                camp_say_session(event, f->arena, s), n, n == 1 ? "" : "s", session->must_run, session->line);
        if (!numbered(view, runs, n, s + 1, seen) && camp_found(f))
            camp_tell(f, "V_3_SECTIONS", "the sections of %s are not numbered 1 to %d",
                      camp_say_session(event, f->arena, s), n);
        check_pairs(view, runs, n, false, f);
    }
}

/* ---- 4 and 5: who presents or sits in a run is there and may do so */

static void check_presenters(const camp_view *view, int r, camp_findings *f) {
    const camp_event *event = view->event;
    camp_list presenters = event->sessions[view->runs[r].session].presenters;
    for (int i = 0; i < presenters.n; i++) {
        int missing = -1;
        if (all_slots_in(event->people[presenters.at[i]].slots, &view->runs[r], &missing) || !camp_found(f))
            continue;
        camp_tell(f, "V_4_THERE", "%s presents %s, but is not there in %s",
                  camp_say_person(event, f->arena, presenters.at[i]),
                  camp_say_run(event, f->arena, &view->board->runs[r]),
                  camp_say_slot(event, f->arena, missing));
    }
}

static void check_seated(const camp_view *view, int r, int person, bool own, camp_findings *f) {
    const camp_event *event = view->event;
    const camp_run *named = &view->board->runs[r];
    int missing = -1;
    if (!all_slots_in(event->people[person].slots, &view->runs[r], &missing) && camp_found(f))
        camp_tell(f, "V_5_THERE", "%s is seated in %s, but is not there in %s",
                  camp_say_person(event, f->arena, person), camp_say_run(event, f->arena, named),
                  camp_say_slot(event, f->arena, missing));
    if (!camp_event_in_audience(event, person, named->session) && camp_found(f))
        camp_tell(f, "V_5_AUDIENCE",
                  "%s is seated in %s, but is in no group of its audience (sessions.csv:%ld)",
                  camp_say_person(event, f->arena, person), camp_say_run(event, f->arena, named),
                  event->sessions[named->session].line);
    if (own && camp_found(f))
        camp_tell(f, "V_5_OWN", "%s is seated in %s, but presents it",
                  camp_say_person(event, f->arena, person), camp_say_run(event, f->arena, named));
}

/* Marks per person: presents[p] = run + 1 for the presenters of the run at hand; seats[p] = 2 run + 2 with
 * the first seat there, + 1 when a second one has been told. */
static void check_presence(const camp_view *view, camp_findings *f) {
    const camp_event *event = view->event;
    long *presents = CAMP_NEW(view->arena, long, event->n_people),
         *seats = CAMP_NEW(view->arena, long, event->n_people);
    for (int r = 0; r < view->n_runs; r++) {
        camp_list presenters = event->sessions[view->runs[r].session].presenters;
        check_presenters(view, r, f);
        for (int i = 0; i < presenters.n; i++)
            presents[presenters.at[i]] = r + 1L;
        for (long i = view->seat_first[r]; i < view->seat_first[r + 1]; i++) {
            int p = view->seat_person[i];
            if (seats[p] < 2L * r + 2) {
                seats[p] = 2L * r + 2;
                check_seated(view, r, p, presents[p] == r + 1L, f);
            } else if (seats[p] == 2L * r + 2) {
                seats[p]++;
                if (camp_found(f))
                    camp_tell(f, "V_5_TWICE", "%s has two seats in %s", camp_say_person(event, f->arena, p),
                              camp_say_run(event, f->arena, &view->board->runs[r]));
            }
        }
    }
}

/* ---- 4, 5 and 7: nobody is in two places at once, and everybody has time to travel */

static void tell_clash(const camp_view *view, int person, camp_attended a, camp_attended b,
                       camp_findings *f) {
    const camp_event *event = view->event;
    const char *who = camp_say_person(event, f->arena, person);
    const char *x = camp_say_run(event, f->arena, &view->board->runs[a.run]);
    const char *y = camp_say_run(event, f->arena, &view->board->runs[b.run]);
    if (a.presents && b.presents)
        camp_tell(f, "V_4_CLASH", "%s presents two runs at once: %s; and %s", who, x, y);
    else if (!a.presents && !b.presents)
        camp_tell(f, "V_5_CLASH", "%s is seated in two runs at once: %s; and %s", who, x, y);
    else
        camp_tell(f, "V_5_CLASH", "%s is seated in %s, and at the same time presents %s", who,
                  a.presents ? y : x, a.presents ? x : y);
}

static void check_travel(const camp_view *view, int person, int first, int second, camp_findings *f) {
    const camp_event *event = view->event;
    const camp_view_run *a = &view->runs[first], *b = &view->runs[second];
    int from = event->rooms[a->room].site, to = event->rooms[b->room].site;
    long between = b->start_min - a->end_min,
         needed = event->travel[(size_t)from * (size_t)event->n_sites + (size_t)to];
    if (from == to || between < 0 || between >= needed || !camp_found(f)) return;
    camp_tell(f, "V_7_TRAVEL", "%s has %ld minutes from %s to %s, but the way takes %ld",
              camp_say_person(event, f->arena, person), between,
              camp_say_run(event, f->arena, &view->board->runs[first]),
              camp_say_run(event, f->arena, &view->board->runs[second]), needed);
}

/* Two runs of a session with the person seated: a pair per further run. last_run[s] = run where the person
 * sat last, valid while last_person[s] = person + 1. */
typedef struct twice {
    int *last_person, *last_run;
} twice;

static void check_twice(const camp_view *view, int person, camp_attended at, twice marks, camp_findings *f) {
    int s = view->runs[at.run].session;
    if (at.presents) return;
    if (marks.last_person[s] == person + 1 && camp_found(f))
        camp_tell(f, "V_5_TWICE", "%s has two seats in one session: %s; and %s",
                  camp_say_person(view->event, f->arena, person),
                  camp_say_run(view->event, f->arena, &view->board->runs[marks.last_run[s]]),
                  camp_say_run(view->event, f->arena, &view->board->runs[at.run]));
    marks.last_person[s] = person + 1;
    marks.last_run[s] = at.run;
}

static void check_clashes(const camp_view *view, camp_findings *f) {
    const camp_event *event = view->event;
    twice marks = {CAMP_NEW(view->arena, int, event->n_sessions),
                   CAMP_NEW(view->arena, int, event->n_sessions)};
    long farthest = 0; /* minutes of the longest way */
    for (int i = 0; i < event->n_sites * event->n_sites; i++)
        if (event->travel[i] > farthest) farthest = event->travel[i];
    for (int p = 0; p < event->n_people; p++) {
        const camp_attended *at = view->attended + view->attended_first[p];
        long n = view->attended_first[p + 1] - view->attended_first[p];
        for (long i = 0; i < n; i++) {
            check_twice(view, p, at[i], marks, f);
            const camp_view_run *a = &view->runs[at[i].run];
            for (long j = i + 1; j < n && view->runs[at[j].run].start_min < a->end_min + farthest; j++) {
                const camp_view_run *b = &view->runs[at[j].run];
                if (camp_view_overlap(view, a, b)) {
                    if (camp_found(f)) tell_clash(view, p, at[i], at[j], f);
                } else
                    check_travel(view, p, at[i].run, at[j].run, f);
            }
        }
    }
}

/* ---- 6: seats of a run. An expected voter takes as many seats as the people it stands for. */

static void check_capacity(const camp_view *view, camp_findings *f) {
    const camp_event *event = view->event;
    if (!event->limited) return;
    for (int r = 0; r < view->n_runs; r++) {
        int room = event->rooms[view->runs[r].room].capacity;
        int session = event->sessions[view->runs[r].session].capacity;
        int most = room < session ? room : session;
        double seats = 0;
        for (long i = view->seat_first[r]; i < view->seat_first[r + 1]; i++)
            seats += event->people[view->seat_person[i]].mass;
        if (most == CAMP_UNLIMITED || seats <= most + 1e-6 || !camp_found(f)) continue;
        camp_tell(f, "V_6_CAPACITY", "%s has %.6g seats taken, but %s %d",
                  camp_say_run(event, f->arena, &view->board->runs[r]), seats,
                  room <= session ? "the room holds" : "the session takes at most", most);
    }
}

/* ---- all */

/* Indices in range: only a mistake of ours can break this, and nothing else may then be looked at. */
static bool sound(const camp_event *event, const camp_board *board, camp_findings *f) {
    bool good = true;
    for (int r = 0; r < board->n_runs; r++) {
        camp_run run = board->runs[r];
        good = good && run.session >= 0 && run.session < event->n_sessions && run.slot >= 0 &&
               run.slot < event->n_slots && run.room >= 0 && run.room < event->n_rooms;
    }
    for (long i = 0; i < board->n_seats; i++) {
        camp_seat seat = board->seats[i];
        good = good && seat.person >= 0 && seat.person < event->n_people && seat.run >= 0 &&
               seat.run < board->n_runs;
    }
    if (!good && camp_found(f))
        camp_tell(f, "V_FORMAT", "the board names a run, slot, room or person that is not there");
    return good;
}

static void check_all(const camp_view *view, camp_findings *f) {
    for (int r = 0; r < view->n_runs; r++) {
        check_slots(view, r, f);
        check_room(view, r, f);
    }
    check_rooms(view, f);
    check_sections(view, f);
    check_presence(view, f);
    check_clashes(view, f);
    check_capacity(view, f);
    camp_check_must_attend(view, f);
    for (int i = 0; i < view->event->n_rules; i++)
        camp_check_rule(view, &view->event->rules[i], f);
    camp_check_locks(view, f);
}

size_t camp_board_check(const camp_event *event, const camp_board *board, const char *file,
                        camp_report *report, camp_arena *arena) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_findings findings = {report, file, &scratch, 0};
    if (sound(event, board, &findings)) {
        camp_view view = camp_view_make(event, board, &scratch);
        check_all(&view, &findings);
    }
    camp_arena_free(&scratch);
    return findings.n;
}

void camp_board_broken_rules(const camp_event *event, const camp_board *board, bool *broken,
                             camp_arena *arena) {
    camp_arena scratch;
    camp_arena_init_like(&scratch, arena);
    camp_view view = camp_view_make(event, board, &scratch);
    for (int i = 0; i < event->n_rules; i++) {
        camp_findings findings = {NULL, "", &scratch, 0};
        camp_check_rule(&view, &event->rules[i], &findings);
        broken[i] = findings.n > 0;
    }
    camp_arena_free(&scratch);
}
