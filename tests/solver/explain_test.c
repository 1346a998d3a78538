/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain_test.c - why there is no board.
 *
 * Each case of counting is an event with one mistake, and the same event with that mistake put right. The
 * direct integer program says, independently of any counting, that the first has no board and the second has
 * one. Thousands of chance events then ask whether a reason is ever told where the direct program finds a
 * board.
 */
#include "board/given.h"

#include "base/random.h"
#include "direct.h"
#include "explain.h"
#include "solver.h"

/* ---------------------------------------------------------------- the direct program as judge */

static bool has_board(const camp_event *event) {
    camp_arena arena;
    given_arena(&arena);
    camp_direct direct;
    camp_direct_options options = {.goal = CAMP_GOAL_MATCHED};
    camp_direct_make(&direct, event, &options, &arena);
    camp_program_limits limits = {.until = INFINITY};
    camp_program_result result = camp_program_solve(&direct.program, &limits);
    assert_true(result.status == CAMP_PROGRAM_OPTIMAL || result.status == CAMP_PROGRAM_INFEASIBLE);
    bool found = result.status == CAMP_PROGRAM_OPTIMAL;
    camp_arena_free(&arena);
    return found;
}

/* ---------------------------------------------------------------- cases */

/* Three slots A, B, C without a break; rooms Gym (40 seats, stage) and Lab (20 seats, computers). */
#define SLOTS "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\nC,11:00,12:00\n"
#define ROOMS "room,capacity,features\nGym,40,stage\nLab,20,computers\n"
#define VOTES "person,session\nann,S1\nbob,S1\n"
#define HEAD "session,presenters,slots,rooms,needs,length,sections,must_run,capacity,audience,cost,credit\n"
#define FOUR HEAD "S1,,,,,,,,,,,\nS2,,,,,,,,,,,\nS3,,,,,,,,,,,\nS4,,,,,,,,,,,\n"
#define PEOPLE "person,groups,slots,must_attend\n"

typedef struct count_case {
    const char *name;
    const char *file;          /* the file with the mistake ... */
    const char *wrong, *right; /* ... and put right */
    const char *others[6];     /* further files: name, text, ... */
    const char *code, *at;     /* "N_COUNT_CELLS", "sessions.csv:2" */
    const char *words;         /* in the message */
} count_case;

/* clang-format off */
static const count_case cases[] = {
    {"feature that no room has", "sessions.csv", HEAD "S1,,,,,,,yes,,,,\nS2,,,,pool,,,yes,,,,\n",
     HEAD "S1,,,,,,,yes,,,,\nS2,,,,stage,,,yes,,,,\n", {NULL}, "N_COUNT_SESSION", "sessions.csv:3",
     "it needs \"pool\", which no room has"},
    {"allowed room without the feature", "sessions.csv", HEAD "S1,,,Gym,computers,,,yes,,,,\n",
     HEAD "S1,,,Lab,computers,,,yes,,,,\n", {NULL}, "N_COUNT_SESSION", "sessions.csv:2",
     "may only use room Gym"},
    {"no room with both", "sessions.csv", HEAD "S1,,,,stage;computers,,,yes,,,,\n",
     HEAD "S1,,,,stage,,,yes,,,,\n", {NULL}, "N_COUNT_SESSION", "sessions.csv:2", "no room has all of that"},
    {"too long for the day", "sessions.csv", HEAD "S1,,,,,4,,yes,,,,\n", HEAD "S1,,,,,3,,yes,,,,\n", {NULL},
     "N_COUNT_SESSION", "sessions.csv:2", "takes 4 slots"},
    {"too long from its slot", "sessions.csv", HEAD "S1,,C,,,2,,yes,,,,\n", HEAD "S1,,B,,,2,,yes,,,,\n",
     {NULL}, "N_COUNT_SESSION", "sessions.csv:2", "may start only in slot C"},
    {"presenter not there", "people.csv", PEOPLE "zoe,,A,\n", PEOPLE "zoe,,B,\n", {"sessions.csv",
     HEAD "S1,zoe,B;C,,,,,yes,,,,\n"}, "N_COUNT_SESSION", "sessions.csv:2",
     "its presenter zoe is not there in slots B and C"},
    {"presenters never together", "people.csv", PEOPLE "zoe,,A,\nyan,,B;C,\n", PEOPLE "zoe,,A;B,\nyan,,B;C,\n",
     {"sessions.csv", HEAD "S1,zoe;yan,,,,,,yes,,,,\n"}, "N_COUNT_SESSION", "sessions.csv:2",
     "never all there"},
    {"room closed at its time", "rooms.csv",
     "room,capacity,features,slots\nGym,40,stage,B\nLab,20,computers,\n",
     "room,capacity,features,slots\nGym,40,stage,A\nLab,20,computers,\n", {"sessions.csv",
     HEAD "S1,,A,,stage,,,yes,,,,\n"}, "N_COUNT_SESSION", "sessions.csv:2",
     "no room that suits it can be used in slot A"},
    {"sections 0", "sessions.csv", HEAD "S1,,,,,,0,yes,,,,\n", HEAD "S1,,,,,,1,yes,,,,\n", {NULL},
     "N_COUNT_SESSION", "sessions.csv:2", "is 0"},
    {"more runs than sections", "sessions.csv", HEAD "S1,,,,,,1,2,,,,\n", HEAD "S1,,,,,,2,2,,,,\n", {NULL},
     "N_COUNT_RUNS", "sessions.csv:2", "needs 2 runs"},
    {"runs of one session overlap", "sessions.csv", HEAD "S1,,,,,2,2,2,,,,\n", HEAD "S1,,,,,1,2,2,,,,\n",
     {NULL}, "N_COUNT_RUNS", "sessions.csv:2", "without overlapping"},
    {"three pinned to one slot", "sessions.csv",
     HEAD "S1,,A,,,,,yes,,,,\nS2,,A,,,,,yes,,,,\nS3,,A,,,,,yes,,,,\nS4,,,,,,,yes,,,,\n",
     HEAD "S1,,A,,,,,yes,,,,\nS2,,A,,,,,yes,,,,\nS3,,B,,,,,yes,,,,\nS4,,,,,,,yes,,,,\n", {NULL},
     "N_COUNT_CELLS", "sessions.csv:2", "\"S1\", \"S2\" and \"S3\" must be on the board and take 3 cells"},
    {"four need one room", "sessions.csv",
     HEAD "S1,,,,stage,,,yes,,,,\nS2,,,,stage,,,yes,,,,\nS3,,,,stage,,,yes,,,,\nS4,,,,stage,,,yes,,,,\n",
     HEAD "S1,,,,stage,,,yes,,,,\nS2,,,,stage,,,yes,,,,\nS3,,,,stage,,,yes,,,,\nS4,,,,,,,yes,,,,\n", {NULL},
     "N_COUNT_CELLS", "sessions.csv:2", "room Gym, slots A, B and C; there are only 3"},
    {"whole board too small", "sessions.csv", HEAD "S1,,,,,3,,yes,,,,\nS2,,,,,2,,yes,,,,\nS3,,,,,,2,2,,,,\n",
     HEAD "S1,,,,,3,,yes,,,,\nS2,,,,,2,,yes,,,,\nS3,,,,,,2,1,,,,\n", {NULL}, "N_COUNT_CELLS", "sessions.csv:2",
     "take 7 cells"},
    {"presenter at two places", "sessions.csv", HEAD "S1,zoe,A,,,,,yes,,,,\nS2,zoe,A,,,,,yes,,,,\n",
     HEAD "S1,zoe,A,,,,,yes,,,,\nS2,zoe,B,,,,,yes,,,,\n", {NULL}, "N_COUNT_PERSON", "sessions.csv:2",
     "zoe must be in \"S1\" (presents it, slot A) and \"S2\" (presents it, slot A)"},
    {"presenter of four", "sessions.csv",
     HEAD "S1,zoe,,,,,,yes,,,,\nS2,zoe,,,,,,yes,,,,\nS3,zoe,,,,,,yes,,,,\nS4,zoe,,,,,,yes,,,,\n",
     HEAD "S1,zoe,,,,,,yes,,,,\nS2,zoe,,,,,,yes,,,,\nS3,zoe,,,,,,yes,,,,\nS4,zoe,,,,,,no,,,,\n", {NULL},
     "N_COUNT_PERSON", "sessions.csv:2", "take 4 slots, but can only be in slots A, B and C"},
    {"must attend at the same time", "people.csv", PEOPLE "ann,,,S1;S2\nbob,,,S1;S2\n",
     PEOPLE "ann,,,S1;S3\nbob,,,S1;S3\n", {"sessions.csv",
     HEAD "S1,,A,,,,,,,,,\nS2,,A,,,,,,,,,\nS3,,,,,,,,,,,\n"}, "N_COUNT_PERSON", "people.csv:2",
     "ann and 1 other person must be in"},
    {"must attend outside the audience", "people.csv", PEOPLE "ann,new,,S1\nbob,old,,\n",
     PEOPLE "ann,new;old,,S1\nbob,old,,\n", {"sessions.csv", HEAD "S1,,,,,,,,,old,,\n"}, "N_COUNT_ATTEND",
     "people.csv:2", "no group of its audience"},
    {"must attend, not there", "people.csv", PEOPLE "ann,,B,S1\n", PEOPLE "ann,,A;B,S1\n", {"sessions.csv",
     HEAD "S1,,A,,,,,,,,,\n"}, "N_COUNT_ATTEND", "people.csv:2", "not there then"},
    {"more must attend than seats", "people.csv", PEOPLE "ann,,,S1\nbob,,,S1\ncy,,,S1\n",
     PEOPLE "ann,,,S1\nbob,,,S1\ncy,,,\n", {"sessions.csv", HEAD "S1,,,,,,,,2,,,\n"}, "N_COUNT_SEATS",
     "sessions.csv:2", "3 people must attend \"S1\", but its only run seats at most 2"},
    {"travel", "sessions.csv", HEAD "S1,zoe,A,Gym,,,,yes,,,,\nS2,zoe,B,Lab,,,,yes,,,,\n",
     HEAD "S1,zoe,A,Gym,,,,yes,,,,\nS2,zoe,C,Lab,,,,yes,,,,\n", {"rooms.csv",
     "room,site\nGym,North\nLab,South\n", "event.json",
     "{\"travel\": [{\"from\": \"North\", \"to\": \"South\", \"minutes\": 20}]}"}, "N_COUNT_PERSON",
     "sessions.csv:2", "zoe must be in"},

    /* locks */
    {"lock in a closed slot", "lock.csv", "session,slot\nS1,C\n", "session,slot\nS1,B\n", {"sessions.csv",
     HEAD "S1,,A;B,,,,,,,,,\n"}, "N_COUNT_LOCK", "lock.csv:2", "may start only in slots A and B"},
    {"lock in a wrong room", "lock.csv", "session,room\nS1,Gym\n", "session,room\nS1,Lab\n", {"sessions.csv",
     HEAD "S1,,,,computers,,,,,,,\n"}, "N_COUNT_LOCK", "lock.csv:2", "needs \"computers\""},
    {"lock of an absent person", "lock.csv", "session,slot,person\nS1,A,ann\n",
     "session,slot,person\nS1,B,ann\n", {"people.csv", PEOPLE "ann,,B,\n"}, "N_COUNT_LOCK", "lock.csv:2",
     "ann is not there then"},
    {"two locks of one run", "lock.csv", "session,slot\nS1,A\nS1,B\n", "session,slot\nS1,A\nS2,B\n", {NULL},
     "N_COUNT_LOCK", "lock.csv:3", "see also lock.csv:2"},
    {"two locks of one cell", "lock.csv", "session,slot,room\nS1,A,Gym\nS2,A,Gym\n",
     "session,slot,room\nS1,A,Gym\nS2,A,Lab\n", {NULL}, "N_COUNT_LOCK", "lock.csv:3",
     "which lock.csv:2 gives to \"S1\""},
    {"person locked twice at once", "lock.csv", "session,slot,person\nS1,A,ann\nS2,A,ann\n",
     "session,slot,person\nS1,A,ann\nS2,B,ann\n", {NULL}, "N_COUNT_PERSON", "sessions.csv:2", "locked, slot A"},

    /* rules */
    {"place_at_least of few", "rules.csv", "rule,sessions,limit\nplace_at_least,S1;S2,3\n",
     "rule,sessions,limit\nplace_at_least,S1;S2,2\n", {NULL}, "N_COUNT_RULE", "rules.csv:2",
     "there are only 2 of them"},
    {"place_at_least with one that cannot run", "rules.csv", "rule,sessions,limit\nplace_at_least,S1;S2,2\n",
     "rule,sessions,limit\nplace_at_least,S1;S2,1\n", {"sessions.csv",
     HEAD "S1,,,,,,,,,,,\nS2,,,,pool,,,,,,,\n"}, "N_COUNT_RULE", "rules.csv:2",
     "\"S2\" cannot: it needs \"pool\""},
    {"place_at_least beyond the cells", "rules.csv", "rule,sessions,limit\nplace_at_least,*,3\n",
     "rule,sessions,limit\nplace_at_least,*,2\n", {"sessions.csv",
     HEAD "S1,,A,,,,,,,,,\nS2,,A,,,,,,,,,\nS3,,A,,,,,,,,,\n"}, "N_COUNT_RULE", "rules.csv:2",
     "room for at most 2"},
    {"place_at_most below what must", "rules.csv", "rule,sessions,limit\nplace_at_most,*,1\n",
     "rule,sessions,limit\nplace_at_most,*,2\n", {"sessions.csv", HEAD "S1,,,,,,,yes,,,,\nS2,,,,,,,yes,,,,\n"},
     "N_COUNT_RULE", "rules.csv:2", "2 of them must be on the board"},
    {"budget", "rules.csv", "rule,sessions,limit\nbudget,*,299\n", "rule,sessions,limit\nbudget,*,300\n",
     {"sessions.csv", HEAD "S1,,,,,,,yes,,,100,\nS2,,,,,,2,2,,,100,\n"}, "N_COUNT_RULE", "rules.csv:2",
     "cost 300"},
    {"slot_at_least beyond the rooms", "rules.csv", "rule,sessions,limit\nslot_at_least,*,3\n",
     "rule,sessions,limit\nslot_at_least,*,1\n", {NULL}, "N_COUNT_RULE", "rules.csv:2", "rooms for only 2"},
    {"slot_at_least in one slot", "rules.csv", "rule,sessions,limit\nslot_at_least,S1;S2;S3,1\n",
     "rule,sessions,limit\nslot_at_least,S1;S2;S3;S4,1\n", {"sessions.csv",
     HEAD "S1,,A;B,,,,,,,,,\nS2,,A;B,,,,,,,,,\nS3,,A;B,,,,,,,,,\nS4,,,,,,,,,,,\n"}, "N_COUNT_RULE",
     "rules.csv:2", "none of them can be running in slot C"},
    {"the externals of the sketch", "rules.csv", "rule,sessions,limit\nslot_at_least,S1;S2;S3,1\n",
     "rule,sessions,limit\nslot_at_least,S1;S2;S3;S4,1\n", {"sessions.csv",
     HEAD "S1,,A,,,,,,,,,\nS2,,A,,,,,,,,,\nS3,,,,,,,,,,,\nS4,,,,,,,,,,,\n"}, "N_COUNT_RULE", "rules.csv:2",
     "slots B and C together need 2, but there can be only 1 (\"S3\")"},
    {"slot_at_most against what must", "rules.csv", "rule,sessions,limit\nslot_at_most,*,1\n",
     "rule,sessions,limit\nslot_at_most,*,2\n", {"sessions.csv",
     HEAD "S1,,A;B,,,,,yes,,,,\nS2,,A;B,,,,,yes,,,,\nS3,,A;B,,,,,yes,,,,\n"}, "N_COUNT_RULE", "rules.csv:2",
     "take 3 places"},
    {"apart with too few slots", "rules.csv", "rule,sessions\napart,*\n", "rule,sessions\napart,S1;S2\n",
     {"sessions.csv", HEAD "S1,,A;B,,,,,yes,,,,\nS2,,A;B,,,,,yes,,,,\nS3,,A;B,,,,,yes,,,,\n"}, "N_COUNT_RULE",
     "rules.csv:2", "do not fit there"},
    {"together without a common slot", "rules.csv", "rule,sessions\ntogether,S1;S2\n",
     "rule,sessions\ntogether,S1;S3\n", {"sessions.csv",
     HEAD "S1,,A,,,,,yes,,,,\nS2,,B,,,,,yes,,,,\nS3,,,,,,,yes,,,,\n"}, "N_COUNT_RULE", "rules.csv:2",
     "no slot in which all of them can start"},
    {"together with one presenter", "rules.csv", "rule,sessions\ntogether,S1;S2\n",
     "rule,sessions\ntogether,S1;S3\n", {"sessions.csv",
     HEAD "S1,zoe,,,,,,yes,,,,\nS2,zoe,,,,,,yes,,,,\nS3,,,,,,,yes,,,,\n"}, "N_COUNT_RULE", "rules.csv:2",
     "zoe would have to be in"},
    {"together beyond the rooms", "rules.csv", "rule,sessions\ntogether,S1;S2;S3\n",
     "rule,sessions\ntogether,S1;S2\n", {"sessions.csv",
     HEAD "S1,,,,,,,yes,,,,\nS2,,,,,,,yes,,,,\nS3,,,,,,,yes,,,,\n"}, "N_COUNT_RULE", "rules.csv:2",
     "rooms for all of them"},
    {"before itself", "rules.csv", "rule,sessions\nbefore,S1;S1\n", "rule,sessions\nbefore,S1;S2\n",
     {"sessions.csv", HEAD "S1,,,,,,,yes,,,,\nS2,,,,,,,,,,,\n"}, "N_COUNT_RULE", "rules.csv:2",
     "before itself"},
    {"before in a short day", "rules.csv", "rule,sessions\nbefore,S1;S2;S3;S4\n",
     "rule,sessions\nbefore,S1;S2;S3\n", {"sessions.csv",
     HEAD "S1,,,,,,,yes,,,,\nS2,,,,,,,yes,,,,\nS3,,,,,,,yes,,,,\nS4,,,,,,,yes,,,,\n"}, "N_COUNT_RULE",
     "rules.csv:2", "\"S4\""},
    {"attend_at_least beyond the slots", "rules.csv", "rule,sessions,people,limit\nattend_at_least,*,ann,4\n",
     "rule,sessions,people,limit\nattend_at_least,*,ann,3\n", {NULL}, "N_COUNT_RULE", "rules.csv:2",
     "ann can be in at most 3 of them"},
    {"attend_at_least of a half day", "rules.csv", "rule,sessions,people,limit\nattend_at_least,*,*,2\n",
     "rule,sessions,people,limit\nattend_at_least,*,*,1\n", {"people.csv", PEOPLE "ann,,A,\nbob,,,\ncy,,B,\n"},
     "N_COUNT_RULE", "rules.csv:2", "and 1 other person cannot"},
    {"attend_at_most below what must", "rules.csv", "rule,sessions,people,limit\nattend_at_most,*,ann,1\n",
     "rule,sessions,people,limit\nattend_at_most,*,ann,2\n", {"people.csv", PEOPLE "ann,,,S1;S2\n"},
     "N_COUNT_RULE", "rules.csv:2", "ann has to be in 2 of them"},
    {"credit_at_least", "rules.csv", "rule,sessions,people,limit\ncredit_at_least,*,ann,3\n",
     "rule,sessions,people,limit\ncredit_at_least,*,ann,2.5\n", {"sessions.csv",
     HEAD "S1,,A,,,,,,,,,1\nS2,,A,,,,,,,,,1.5\nS3,,,,,,,,,,,1\n"}, "N_COUNT_RULE", "rules.csv:2",
     "ann can earn at most 2.5"},
    {"busy_at_least", "rules.csv", "rule,sessions,people,limit\nbusy_at_least,S1;S2,ann,3\n",
     "rule,sessions,people,limit\nbusy_at_least,S1;S2,ann,2\n", {NULL}, "N_COUNT_RULE", "rules.csv:2",
     "in at most 2 slots"},
    {"away_at_most against presenters", "rules.csv", "rule,people,limit\naway_at_most,zoe;yan,1\n",
     "rule,people,limit\naway_at_most,zoe;yan,2\n", {"sessions.csv",
     HEAD "S1,zoe,A,,,,,yes,,,,\nS2,yan,A,,,,,yes,,,,\n"}, "N_COUNT_RULE", "rules.csv:2",
     "zoe and 1 other person"},
    {"run_at_least beyond the seats", "rules.csv", "rule,sessions,people,limit\nrun_at_least,S1,*,3\n",
     "rule,sessions,people,limit\nrun_at_least,S1,*,2\n", {"sessions.csv", HEAD "S1,,,,,,,yes,2,,,\n",
     "people.csv", PEOPLE "cy,,,\ndan,,,\n"}, "N_COUNT_RULE", "rules.csv:2", "seats at most 2"},
    {"run_at_least beyond the people", "rules.csv", "rule,sessions,people,limit\nrun_at_least,S1,*,3\n",
     "rule,sessions,people,limit\nrun_at_least,S1,*,2\n", {"sessions.csv", HEAD "S1,,,,,,,yes,,,,\n"},
     "N_COUNT_RULE", "rules.csv:2", "only 2 of these people"},
    {"run_at_most below what must", "rules.csv", "rule,sessions,people,limit\nrun_at_most,S1,*,1\n",
     "rule,sessions,people,limit\nrun_at_most,S1,*,2\n", {"people.csv", PEOPLE "ann,,,S1\nbob,,,S1\n"},
     "N_COUNT_RULE", "rules.csv:2", "2 of these people must attend"},
    {"same_run with one who is not there", "rules.csv", "rule,sessions,people\nsame_run,S1,ann;bob\n",
     "rule,sessions,people\nsame_run,S2,ann;bob\n", {"people.csv", PEOPLE "ann,,A,S1\nbob,,B,\n"},
     "N_COUNT_RULE", "rules.csv:2", "no run of it can have all 2"},
    {"series in too few slots", "rules.csv", "rule,sessions,people\nseries,S1;S2,ann\n",
     "rule,sessions,people\nseries,S3;S2,ann\n", {"people.csv", PEOPLE "ann,,A,S1\n"}, "N_COUNT_RULE",
     "rules.csv:2", "ann must attend \"S1\""},
};
/* clang-format on */

static const char *file_of(const count_case *c, bool right, const char *name, const char *usual) {
    if (strcmp(c->file, name) == 0) return right ? c->right : c->wrong;
    for (int i = 0; i + 1 < 6 && c->others[i]; i += 2)
        if (strcmp(c->others[i], name) == 0) return c->others[i + 1];
    return usual;
}

static given load_case(const count_case *c, bool right) {
    return given_event("event.json", file_of(c, right, "event.json", "{}"), "slots.csv", SLOTS, "rooms.csv",
                       file_of(c, right, "rooms.csv", ROOMS), "sessions.csv",
                       file_of(c, right, "sessions.csv", FOUR), "people.csv",
                       file_of(c, right, "people.csv", PEOPLE), "votes.csv", VOTES, "rules.csv",
                       file_of(c, right, "rules.csv", "rule,sessions,people,limit\n"), "lock.csv",
                       file_of(c, right, "lock.csv", "session,slot,room,person\n"), NULL);
}

/* Whether some reason has this code, place and words. */
static bool is_told(const camp_report *report, const char *code, const char *at, const char *words) {
    for (size_t i = 0; i < camp_report_size(report); i++) {
        const camp_problem *p = camp_report_get(report, i);
        char place[64];
        snprintf(place, sizeof place, "%s:%ld", p->file, p->line);
        if (strcmp(p->code, code) == 0 && (!at || strcmp(place, at) == 0) && strstr(p->message, words))
            return true;
    }
    return false;
}

static void counts_name_the_mistake(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const count_case *c = &cases[i];
        given wrong = load_case(c, false), right = load_case(c, true);
        camp_report *report = camp_report_new(), *none = camp_report_new();
        size_t n = camp_explain_counts(wrong.event, report), no = camp_explain_counts(right.event, none);
        bool told = n == 1 && is_told(report, c->code, c->at, c->words);
        if (!told || no) {
            print_error("%s: expected %s %s ... %s ...\n", c->name, c->at, c->code, c->words);
            given_print(no ? none : report);
        }
        assert_int_equal(n, 1);
        assert_true(told);
        assert_int_equal(no, 0);
        assert_int_equal(camp_explain_counts(wrong.event, NULL), 1);
        if (has_board(wrong.event) || !has_board(right.event))
            fail_msg("%s: not the case it should be", c->name);
        camp_report_free(report);
        camp_report_free(none);
        given_free(&wrong);
        given_free(&right);
    }
}

/* ---------------------------------------------------------------- no false alarm */

typedef struct text {
    char at[8192];
    size_t n;
} text;

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
put(text *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = vsnprintf(t->at + t->n, sizeof t->at - t->n, format, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < sizeof t->at - t->n);
    t->n += (size_t)n;
}

/* A list of some of the names prefix1 .. prefix<n>, in a cell; empty with the given probability. */
static void put_some(text *t, camp_random *random, const char *prefix, int n, int most, double empty) {
    int k = camp_random_unit(random) < empty ? 0 : 1 + camp_random_below(random, most),
        first = camp_random_below(random, n);
    put(t, ",");
    for (int i = 0; i < k && i < n; i++)
        put(t, "%s%s%d", i ? ";" : "", prefix, (first + i) % n + 1);
}

static void put_number(text *t, camp_random *random, int least, int most, double empty) {
    if (camp_random_unit(random) < empty)
        put(t, ",");
    else
        put(t, ",%d", least + camp_random_below(random, most - least + 1));
}

/* An event by chance with n_sessions s1.., 4 people p1.., slots t1.., 2 rooms r1, r2. */
static given chance_event(camp_random *random) {
    static const char *const kinds[] = {
        "apart",           "together",       "before",         "slot_at_most",    "slot_at_least",
        "place_at_most",   "place_at_least", "attend_at_most", "attend_at_least", "busy_at_least",
        "credit_at_least", "away_at_most",   "run_at_most",    "run_at_least",    "same_run",
        "series",          "budget"};
    static text sessions, people, rules, locks;
    int n = 3 + camp_random_below(random, 3);
    sessions.n = people.n = rules.n = locks.n = 0;
    put(&sessions, "session,presenters,slots,rooms,length,sections,must_run,capacity,cost,credit\n");
    for (int s = 1; s <= n; s++) {
        put(&sessions, "s%d", s);
        put_some(&sessions, random, "p", 4, 2, 0.5);
        put_some(&sessions, random, "t", 3, 2, 0.5);
        put_some(&sessions, random, "r", 2, 1, 0.7);
        put_number(&sessions, random, 1, 2, 0.8);
        put_number(&sessions, random, 1, 2, 0.6);
        put_number(&sessions, random, 0, 2, 0.75);
        put_number(&sessions, random, 1, 2, 0.7);
        put(&sessions, ",%d,%d\n", camp_random_below(random, 3), camp_random_below(random, 3));
    }
    put(&people, "person,slots,must_attend\n");
    for (int p = 1; p <= 4; p++) {
        put(&people, "p%d", p);
        put_some(&people, random, "t", 3, 2, 0.7);
        put_some(&people, random, "s", n, 2, 0.8);
        put(&people, "\n");
    }
    put(&rules, "rule,sessions,people,limit\n");
    for (int i = camp_random_below(random, 3); i > 0; i--) {
        int kind = camp_random_below(random, (int)(sizeof kinds / sizeof kinds[0]));
        bool many = kind < 7 || kind == 16, order = kind < 3, group = kind == 14 || kind == 15;
        put(&rules, "%s", kinds[kind]);
        if (kind == 11)
            put(&rules, ",");
        else
            put_some(&rules, random, "s", n, 3, 0);
        if (many)
            put(&rules, ",");
        else
            put_some(&rules, random, "p", 4, 3, 0);
        if (order || group)
            put(&rules, ",\n");
        else
            put(&rules, ",%d\n", camp_random_below(random, 3));
    }
    put(&locks, "session,slot,room,person\n");
    for (int i = camp_random_below(random, 3) - 1; i > 0; i--) {
        bool person = camp_random_unit(random) < 0.3;
        put(&locks, "s%d", 1 + camp_random_below(random, n));
        put(&locks, ",t%d", 1 + camp_random_below(random, 3));
        put_some(&locks, random, "r", 2, 1, 0.5);
        put(&locks, person ? ",p1\n" : ",\n");
    }
    return given_event("slots.csv", "slot,start,end\nt1,9:00,10:00\nt2,10:00,11:00\nt3,10:30,11:30\n",
                       "rooms.csv", "room,capacity\nr1,2\nr2,3\n", "sessions.csv", sessions.at, "people.csv",
                       people.at, "rules.csv", rules.at, "lock.csv", locks.at, NULL);
}

static void a_reason_is_a_proof(void **state) {
    (void)state;
    camp_random random;
    camp_random_seed(&random, 11, 1);
    int boards = 0, none = 0, counted = 0;
    for (int round = 0; round < 1500; round++) {
        given g = chance_event(&random);
        camp_report *report = camp_report_new();
        size_t n = camp_explain_counts(g.event, report);
        bool board = has_board(g.event);
        if (n && board) given_print(report);
        assert_false(n && board);
        boards += board, none += !board, counted += n > 0;
        camp_report_free(report);
        given_free(&g);
    }
    print_message("%d with a board, %d without, %d of them by counting\n", boards, none, counted);
    assert_true(boards > 200 && counted > 200);
    assert_true(counted * 10 > none * 8); /* most of them */
}

/* ---------------------------------------------------------------- solving again */

typedef struct again_case {
    const char *name, *sessions, *people, *rules, *lock;
    const char *codes; /* all that are told */
    const char *at[3], *words[3];
} again_case;

/* clang-format off */
static const again_case agains[] = {
    {"three rules exclude each other", HEAD "S1,,,,,,,yes,,,,\nS2,,,,,,,yes,,,,\nS3,,,,,,,yes,,,,\n", PEOPLE,
     "rule,sessions,limit,priority\ntogether,S1;S2,,1\nbefore,S1;S3,,2\nbefore,S3;S2,,1\nplace_at_least,*,1,1\n",
     "session\n", "N_RULE", {"rules.csv:2", "rules.csv:3", "rules.csv:4"},
     {"start in the same slot: without this rule there is a board", "without this rule", "\"S3;S2\""}},
    {"two locks for one seat", HEAD "S1,,,,,,,,1,,,\nS2,,,,,,,,,,,\n", PEOPLE, "rule,sessions\n",
     "session,slot,room,person\nS1,A,,ann\nS1,A,,bob\nS2,B,Lab,\n", "N_LOCK", {"lock.csv:2", "lock.csv:3"},
     {"\"S1\" in slot A with ann: without this lock there is a board", "with bob"}},
    {"two quarrels", HEAD "S1,,,,,,,yes,,,,\nS2,,,,,,,yes,,,,\nS3,,,,,,,yes,,,,\nS4,,,,,,,yes,,,,\n", PEOPLE,
     "rule,sessions,priority\ntogether,S1;S2,1\napart,S1;S2,2\ntogether,S3;S4,2\napart,S3;S4,1\n", "session\n",
     "N_SEVERAL", {":0"},
     {"rules.csv:2 (all runs of \"S1;S2\" start in the same slot) and rules.csv:5 (no two of \"S3;S4\" at the same time)"}},
    {"runs that do not pack", HEAD "S1,,,Gym,,2,,yes,,,,\nS2,,B,Gym,,,,yes,,,,\n", PEOPLE, "rule,sessions\n",
     "session\n", "N_MUST_RUN", {"sessions.csv:2", "sessions.csv:3"},
     {"\"S1\": without its \"must_run\" there is a board", "\"S2\""}},
    {"runs that do not pack, twice",
     HEAD "S1,,,Gym,,2,,yes,,,,\nS2,,B,Gym,,,,yes,,,,\nS3,,,Lab,,2,,yes,,,,\nS4,,B,Lab,,,,yes,,,,\n", PEOPLE,
     "rule,sessions\napart,S1;S2\n", "session\n", "N_COUNT_RULE", {"rules.csv:2"}, {"do not fit"}},
    {"runs that do not pack, twice, without a rule",
     HEAD "S1,,,Gym,,2,,yes,,,,\nS2,,B,Gym,,,,yes,,,,\nS3,,,Lab,,2,,yes,,,,\nS4,,B,Lab,,,,yes,,,,\n", PEOPLE,
     "rule,sessions\n", "session\n", "N_MUST", {":0"}, {"there is no board; what must run"}},
    {"seats that do not go round", HEAD "S1,,A;B,,,,2,,1,,,\nS2,,A,,,,,,,,,\n",
     PEOPLE "ann,,,S1;S2\nbob,,,S1;S2\n", "rule,sessions\n", "session\n", "N_MUST_ATTEND", {"people.csv:0",
     "people.csv:0"}, {"\"S1\": when nobody must attend it, there is a board", "\"S2\""}},
};
/* clang-format on */

static void rows_that_stand_in_the_way(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof agains / sizeof agains[0]; i++) {
        const again_case *c = &agains[i];
        given g =
            given_event("slots.csv", SLOTS, "rooms.csv", ROOMS, "sessions.csv", c->sessions, "people.csv",
                        c->people, "votes.csv", VOTES, "rules.csv", c->rules, "lock.csv", c->lock, NULL);
        camp_solve_options options = {.work = 200000, .seed = 1, .threads = 1};
        camp_report *report = camp_report_new();
        char codes[256];
        assert_false(has_board(g.event));
        size_t n = camp_solver_explain(g.event, &options, true, report), wanted = 0;
        bool good = strcmp(given_codes_of(report, codes, sizeof codes), c->codes) == 0;
        for (int k = 0; k < 3 && c->at[k]; k++, wanted++)
            good = good && is_told(report, c->codes, c->at[k], c->words[k]);
        if (!good || n != wanted) {
            print_error("%s: %zu reasons, not the expected %zu:\n", c->name, n, wanted);
            given_print(report);
        }
        assert_true(good);
        assert_int_equal(n, wanted);
        camp_report_free(report);
        given_free(&g);
    }
}

static bool stop_at_once(void *user) {
    (void)user;
    return true;
}

/* Not proven: told as what was found in the time. Interrupted: nothing is told. */
static void says_what_is_not_proven(void **state) {
    (void)state;
    const again_case *c = &agains[0];
    given g = given_event("slots.csv", SLOTS, "rooms.csv", ROOMS, "sessions.csv", c->sessions, "rules.csv",
                          c->rules, NULL);
    camp_solve_options options = {.work = 200000, .seed = 1, .threads = 1};
    camp_report *report = camp_report_new(), *silent = camp_report_new();
    assert_int_equal(camp_solver_explain(g.event, &options, false, report), 3);
    assert_true(is_told(report, "N_RULE", "rules.csv:2", "a board was found; as it is, none in the time"));
    options.stop = stop_at_once;
    assert_int_equal(camp_solver_explain(g.event, &options, false, silent), 0);
    assert_int_equal(camp_report_size(silent), 0);
    camp_report_free(report);
    camp_report_free(silent);
    given_free(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_name_the_mistake),
        cmocka_unit_test(a_reason_is_a_proof),
        cmocka_unit_test(rows_that_stand_in_the_way),
        cmocka_unit_test(says_what_is_not_proven),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
