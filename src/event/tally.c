/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally.c - anonymous dots -> expected voters.
 *
 * Dots on cards say how many want a session, not who. A board must know more: two sessions that the same
 * people want should not hang in the same slot. What is expected, with nothing else known, is that interest
 * mixes evenly, and twice as much among sessions that share a tag.
 *
 *     c_a       dots of session a,  D = their sum,  N = people expected
 *     k_ab      2 when a and b share a tag, else 1
 *     rho       share of each session's dots whose owner put a second one: min(1, max(1/2, D/N - 1)).
 *               With one dot each nobody tells us of a second wish, and still people have them: half.
 *     f_a       1 / sum over b != a of k_ab c_b
 *     e_ab      rho k_ab c_a c_b min(f_a, f_b)    people who want both a and b
 *
 *     a --e_ab-- b        One expected voter of mass e_ab wants a and b, with weight e_ab each; what is left
 * of c_a, \        /         c_a - sum over b of e_ab, is an expected voter who wants a alone. So the weights
 * for a e_ac  e_bc        session add up to its dots, and no session is wanted by more than it has dots,
 * since \   /           sum over b of e_ab <= rho c_a f_a sum over b of k_ab c_b = rho c_a.
 *           c
 *
 * Nothing depends on names or on the order of the files. Where there are more than 20,000 pairs those of the
 * largest mass are kept, all of one mass or none; the people of the others become single wishes.
 */
#include "event/read.h"
#include <math.h>

enum { MOST_PAIRS = 20000 };
static const double LEAST_MASS = 1e-9; /* people */
static const double SAME = 1e-9;       /* relative difference of masses that count as equal */

typedef struct tally {
    const camp_event *event;
    int n; /* sessions with dots */
    int *session;
    double *dots, *factor; /* c, f */
    double rho;
    double cutoff; /* pairs of at most this mass are left out */
} tally;

static bool share_tag(camp_list a, camp_list b) {
    for (int i = 0, j = 0; i < a.n && j < b.n;) {
        if (a.at[i] == b.at[j]) return true;
        if (a.at[i] < b.at[j])
            i++;
        else
            j++;
    }
    return false;
}

static double closeness(const tally *t, int a, int b) {
    const camp_session *sessions = t->event->sessions;
    return share_tag(sessions[t->session[a]].tags, sessions[t->session[b]].tags) ? 2.0 : 1.0;
}

static double pair_mass(const tally *t, int a, int b) {
    return t->rho * closeness(t, a, b) * t->dots[a] * t->dots[b] * fmin(t->factor[a], t->factor[b]);
}

/* Sinks a value into a heap whose root is the least of the n largest values seen. */
static void sink(double *heap, int n, double value) {
    int i = 0;
    for (int child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && heap[child + 1] < heap[child]) child++;
        if (heap[child] >= value) break;
        heap[i] = heap[child];
    }
    heap[i] = value;
}

/* The mass of the (MOST_PAIRS + 1)-th largest pair, with a margin so that its equals go with it; else 0. */
static double find_cutoff(const tally *t, camp_arena *arena) {
    if ((double)t->n * (t->n - 1) / 2 <= MOST_PAIRS) return 0.0;
    double *heap = CAMP_NEW(arena, double, MOST_PAIRS + 1); /* zeros are a heap */
    for (int a = 0; a < t->n; a++)
        for (int b = a + 1; b < t->n; b++) {
            double mass = pair_mass(t, a, b);
            if (mass > heap[0]) sink(heap, MOST_PAIRS + 1, mass);
        }
    return heap[0] * (1 + SAME);
}

static void weigh(tally *t, double people) {
    double sum = 0;
    for (int a = 0; a < t->n; a++) {
        double others = 0;
        for (int b = 0; b < t->n; b++)
            if (b != a) others += closeness(t, a, b) * t->dots[b];
        t->factor[a] = others > 0 ? 1 / others : 0.0;
        sum += t->dots[a];
    }
    t->rho = fmin(1.0, fmax(0.5, people > 0 ? sum / people - 1 : 1.0));
}

/* ---- expected voters behind the people of the event */

typedef struct crowd {
    camp_reading *reading;
    camp_vote *votes;
    long n_votes;
} crowd;

static void add_expected(crowd *c, double mass, int a, int b) {
    camp_reading *reading = c->reading;
    camp_event *event = reading->event;
    CAMP_ROOM_FOR_ONE(reading->arena, event->people, event->n_people, reading->cap_people);
    int person = event->n_people++;
    event->people[person] = (camp_person){.id = "", .name = "", .email = "", .mass = mass, .expected = true};
    c->votes[c->n_votes++] = (camp_vote){person, a, mass, 0};
    if (b != a) c->votes[c->n_votes++] = (camp_vote){person, b, mass, 0};
}

/* By (a, b), the single wish of a as (a, a). */
static void add_crowd(const tally *t, crowd *c, double *left) {
    for (int a = 0; a < t->n; a++)
        left[a] = t->dots[a];
    for (int a = 0; a < t->n; a++)
        for (int b = a + 1; b < t->n; b++) {
            double mass = pair_mass(t, a, b);
            if (mass <= t->cutoff || mass <= LEAST_MASS) continue;
            left[a] -= mass;
            left[b] -= mass;
        }
    for (int a = 0; a < t->n; a++) {
        if (left[a] > LEAST_MASS) add_expected(c, left[a], t->session[a], t->session[a]);
        for (int b = a + 1; b < t->n; b++) {
            double mass = pair_mass(t, a, b);
            if (mass > t->cutoff && mass > LEAST_MASS) add_expected(c, mass, t->session[a], t->session[b]);
        }
    }
}

/* People expected without `people`: the larger of the rows of people.csv and the largest count. */
static double expected_people(const camp_reading *reading) {
    double n = 0;
    if (reading->people_given > 0) return reading->people_given;
    for (int p = 0; p < reading->event->n_real_people; p++)
        n += reading->event->people[p].listed;
    for (int s = 0; s < reading->event->n_sessions; s++)
        n = fmax(n, reading->dots[s]);
    return n;
}

void camp_make_expected(camp_reading *reading) {
    camp_event *event = reading->event;
    camp_arena *scratch = &reading->scratch;
    tally t = {.event = event};
    t.session = CAMP_NEW(scratch, int, event->n_sessions);
    t.dots = CAMP_NEW(scratch, double, event->n_sessions);
    t.factor = CAMP_NEW(scratch, double, event->n_sessions);
    for (int s = 0; s < event->n_sessions; s++) {
        event->votes_read += reading->dots[s] > 0;
        if (!(reading->dots[s] > 0)) continue;
        t.session[t.n] = s;
        t.dots[t.n++] = reading->dots[s];
    }
    event->people_expected = expected_people(reading);
    weigh(&t, event->people_expected);
    t.cutoff = find_cutoff(&t, scratch);
    double pairs = fmin((double)t.n * (t.n > 0 ? t.n - 1 : 0) / 2, MOST_PAIRS);
    size_t most = (size_t)pairs + (size_t)t.n;
    crowd c = {.reading = reading, .votes = CAMP_NEW(&reading->votes_arena, camp_vote, 2 * most)};
    add_crowd(&t, &c, CAMP_NEW(scratch, double, t.n));
    camp_make_rows(reading, c.votes, c.n_votes);
}
