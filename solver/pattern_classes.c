/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_classes.c - elements, the classes of interchangeable slots, and who wants what there.
 *
 *     slot          A    B    C        element (L,1) may be on in B when L may start in A,
 *     long L       (0)--(1)            and p counts there when p is there in A and B
 *
 * A weight w is shared among the parts of a long session; what rounding to CAMP_UNIT takes from one part the
 * first one gets, so that together they are never less than w.
 */
#include "pattern.h"
#include <math.h>

static double up_to_unit(double value) {
    return ceil(value / CAMP_UNIT) * CAMP_UNIT;
}

/* The share of a part in what a whole session of `length` slots is worth. */
static double part_of(double whole, int length, int part) {
    double each = floor(whole / length / CAMP_UNIT) * CAMP_UNIT;
    return part ? each : up_to_unit(whole - (length - 1) * each);
}

/* ---------------------------------------------------------------- what may be on in a slot */

/* The starts with which an element is on in a slot, as lists: first[element * n_slots + slot], then
 * next[element * n_slots + start]; -1 ends. */
typedef struct start_lists {
    int n_slots, *first, *next;
} start_lists;

static start_lists make_lists(const camp_patterns *p, camp_arena *scratch) {
    const camp_problem_data *d = p->problem;
    start_lists l = {.n_slots = d->event->n_slots};
    size_t n = (size_t)p->n_elements * (size_t)l.n_slots;
    l.first = CAMP_NEW(scratch, int, n), l.next = CAMP_NEW(scratch, int, n);
    for (size_t i = 0; i < n; i++)
        l.first[i] = l.next[i] = -1;
    for (int i = 0; i < p->n_elements; i++) {
        int s = p->elements[i].session;
        for (int k = 0; k < d->n_starts[s]; k++) {
            int start = d->starts[s][k];
            int slot = camp_problem_span(d, s, start)->chain[p->elements[i].part];
            l.next[i * l.n_slots + start] = l.first[i * l.n_slots + slot];
            l.first[i * l.n_slots + slot] = start;
        }
    }
    return l;
}

static bool is_on(const start_lists *l, int element, int slot) {
    return l->first[element * l->n_slots + slot] >= 0;
}

/* Whether the person can be there, in all parts, when the element is on in the slot. */
static bool comes(const camp_patterns *p, const start_lists *l, int element, int person, int slot) {
    const camp_problem_data *d = p->problem;
    const uint64_t *there = d->there + (size_t)person * (size_t)d->words;
    int s = p->elements[element].session;
    for (int k = l->first[element * l->n_slots + slot]; k >= 0; k = l->next[element * l->n_slots + k])
        if (camp_bits_within(camp_problem_span(d, s, k)->use_bits, there, d->words)) return true;
    return false;
}

/* As many rooms, of the same sizes where seats are limited. */
static bool same_rooms(const camp_patterns *p, int a, int b) {
    const camp_event *e = p->problem->event;
    camp_arena scratch;
    camp_arena_init_like(&scratch, p->arena);
    int *of_a = CAMP_NEW(&scratch, int, e->n_rooms), *of_b = CAMP_NEW(&scratch, int, e->n_rooms);
    int n = camp_patterns_rooms(e, a, of_a);
    bool same = n == camp_patterns_rooms(e, b, of_b);
    for (int i = 0; i < n && same && e->limited; i++)
        same = of_a[i] == of_b[i];
    camp_arena_free(&scratch);
    return same;
}

static bool same_class(const camp_patterns *p, const start_lists *l, int a, int b) {
    const camp_problem_data *d = p->problem;
    if (p->slots_differ || !same_rooms(p, a, b)) return false;
    for (int i = 0; i < p->n_elements; i++) {
        int s = p->elements[i].session;
        bool on = is_on(l, i, a);
        if (on != is_on(l, i, b) || (on && d->event->sessions[s].length > 1)) return false;
        for (long j = d->fan_first[s]; on && j < d->fan_first[s + 1]; j++) {
            int person = d->pair_person[d->fan_pair[j]];
            if (d->pair_weight[d->fan_pair[j]] > 0 && comes(p, l, i, person, a) != comes(p, l, i, person, b))
                return false;
        }
    }
    return true;
}

/* ---------------------------------------------------------------- one class */

static void fill_fans(camp_patterns *p, const start_lists *l, camp_slot_class *class) {
    const camp_problem_data *d = p->problem;
    long most = 0, n = 0;
    for (int i = 0; i < class->n_elements; i++) {
        int s = p->elements[class->element[i]].session;
        most += d->fan_first[s + 1] - d->fan_first[s];
    }
    class->fan_first = CAMP_NEW(p->arena, long, class->n_elements + 1);
    class->fan_person = CAMP_NEW(p->arena, int, most), class->fan_weight = CAMP_NEW(p->arena, double, most);
    for (int i = 0; i < class->n_elements; i++) {
        camp_element e = p->elements[class->element[i]];
        int length = d->event->sessions[e.session].length;
        for (long j = d->fan_first[e.session]; j < d->fan_first[e.session + 1]; j++) {
            long pair = d->fan_pair[j];
            if (d->pair_weight[pair] <= 0 ||
                !comes(p, l, class->element[i], d->pair_person[pair], class->first))
                continue;
            class->fan_person[n] = d->pair_person[pair],
            class->fan_weight[n++] = part_of(d->pair_weight[pair], length, e.part);
        }
        class->fan_first[i + 1] = n;
    }
    class->fan_term = CAMP_NEW(p->arena, int, n);
    for (long j = 0; j < n; j++)
        class->fan_term[j] = -1;
}

static void fill_hosts(camp_patterns *p, camp_slot_class *class) {
    const camp_event *event = p->problem->event;
    long n = 0;
    for (int i = 0; i < class->n_elements; i++)
        n += event->sessions[p->elements[class->element[i]].session].presenters.n + event->n_rules;
    class->host_first = CAMP_NEW(p->arena, long, class->n_elements + 1);
    class->host = CAMP_NEW(p->arena, int, n), class->group = CAMP_NEW(p->arena, int, class->n_elements);
    n = 0;
    for (int i = 0; i < class->n_elements; i++) {
        int s = p->elements[class->element[i]].session;
        const camp_session *session = &event->sessions[s];
        for (int k = 0; k < session->presenters.n; k++)
            class->host[n++] = session->presenters.at[k];
        for (int k = 0; k < p->n_apart; k++)
            if (p->problem->rule_session[p->apart[k]][s]) class->host[n++] = event->n_people + k;
        class->host_first[i + 1] = n;
        class->group[i] =
            session->length > 1 || class->local[class->element[i] + 1] - class->local[class->element[i]] > 1
                ? s
                : -1;
    }
}

static void fill_stakes(camp_patterns *p, camp_slot_class *class) {
    const camp_event *event = p->problem->event;
    class->stake = CAMP_NEW(p->arena, double, class->n_elements);
    for (int i = 0; i < class->n_elements; i++) {
        camp_element e = p->elements[class->element[i]];
        double stake = 0;
        for (int k = 0; k < event->sessions[e.session].presenters.n; k++)
            stake += camp_event_stake(event, event->sessions[e.session].presenters.at[k], e.session);
        class->stake[i] = part_of(stake, event->sessions[e.session].length, e.part);
    }
}

/* People with an interest who can be there when the element is on in the slot. */
static int count_fans(const camp_patterns *p, const start_lists *l, int element, int slot) {
    const camp_problem_data *d = p->problem;
    int n = 0, s = p->elements[element].session;
    for (long j = d->fan_first[s]; j < d->fan_first[s + 1]; j++)
        n += d->pair_weight[d->fan_pair[j]] > 0 && comes(p, l, element, d->pair_person[d->fan_pair[j]], slot);
    return n;
}

static void fill_elements(camp_patterns *p, const start_lists *l, camp_slot_class *class) {
    int most = class->sizes.n ? class->sizes.n : 1;
    camp_variant *variant = CAMP_NEW(p->arena, camp_variant, most);
    class->element = CAMP_NEW(p->arena, int, p->n_elements *most);
    class->size = CAMP_NEW(p->arena, int, p->n_elements *most);
    class->seats = CAMP_NEW(p->arena, int, p->n_elements *most);
    class->local = CAMP_NEW(p->arena, int, p->n_elements + 1);
    for (int i = 0; i < p->n_elements; i++) {
        class->local[i] = class->n_elements;
        if (!is_on(l, i, class->first)) continue;
        int fans = count_fans(p, l, i, class->first);
        int n = camp_patterns_variants(p, &class->sizes, p->elements[i].session, fans, variant);
        for (int k = 0; k < n; k++) {
            class->size[class->n_elements] = variant[k].size,
            class->seats[class->n_elements] = variant[k].seats;
            class->element[class->n_elements++] = i;
        }
    }
    class->local[p->n_elements] = class->n_elements;
}

static void make_class(camp_patterns *p, const start_lists *l, int slot) {
    camp_slot_class *class = &p->classes[p->n_classes];
    p->class_of[slot] = p->n_classes++;
    class->n = 1, class->first = slot;
    class->sizes = camp_patterns_sizes(p, slot);
    fill_elements(p, l, class);
    int *seats = CAMP_NEW(p->arena, int, p->problem->event->n_rooms);
    class->most = camp_patterns_rooms(p->problem->event, slot, seats);
    if (class->most > class->n_elements) class->most = class->n_elements;
    class->element_term = CAMP_NEW(p->arena, int, class->n_elements);
    for (int i = 0; i < class->n_elements; i++)
        class->element_term[i] = -1;
    fill_fans(p, l, class);
    fill_hosts(p, class);
    fill_stakes(p, class);
    class->u = CAMP_NEW(p->arena, double, p->n_hosts);
}

/* ---------------------------------------------------------------- all of them */

static void make_elements(camp_patterns *p) {
    const camp_problem_data *d = p->problem;
    const camp_event *e = d->event;
    int n = 0;
    for (int s = 0; s < e->n_sessions; s++)
        n += d->n_starts[s] ? e->sessions[s].length : 0;
    p->elements = CAMP_NEW(p->arena, camp_element, n);
    p->first_element = CAMP_NEW(p->arena, int, e->n_sessions + 1);
    for (int s = 0; s < e->n_sessions; s++) {
        p->first_element[s] = p->n_elements;
        for (int part = 0; d->n_starts[s] && part < e->sessions[s].length; part++)
            p->elements[p->n_elements++] = (camp_element){s, part};
    }
    p->first_element[e->n_sessions] = p->n_elements;
}

/* Rules whose sessions exclude each other in every slot, each as a host that they share; and whether a rule
 * or travel makes slots differ that are alike otherwise. */
static void look_at_rules(camp_patterns *p) {
    const camp_event *e = p->problem->event;
    p->apart = CAMP_NEW(p->arena, int, e->n_rules);
    p->slots_differ = e->n_locks > 0;
    for (int i = 0; i < e->n_rules; i++) {
        const camp_rule *rule = &e->rules[i];
        bool one = rule->kind == CAMP_SLOT_AT_MOST && rule->limit >= 1 && rule->limit < 2;
        if (rule->kind == CAMP_APART || one) p->apart[p->n_apart++] = i;
        p->slots_differ = p->slots_differ || rule->kind == CAMP_BEFORE;
    }
    p->n_hosts = e->n_people + p->n_apart;
}

void camp_patterns_classes(camp_patterns *p) {
    const camp_event *e = p->problem->event;
    make_elements(p);
    camp_arena scratch;
    camp_arena_init_like(&scratch, p->arena);
    start_lists lists = make_lists(p, &scratch);
    look_at_rules(p);
    p->class_of = CAMP_NEW(p->arena, int, e->n_slots);
    p->classes = CAMP_NEW(p->arena, camp_slot_class, e->n_open);
    for (int t = 0; t < e->n_slots; t++)
        p->class_of[t] = -1;
    for (int k = 0; k < e->n_open; k++) {
        int c = 0, slot = e->open[k];
        while (c < p->n_classes && !same_class(p, &lists, p->classes[c].first, slot))
            c++;
        if (c < p->n_classes)
            p->classes[c].n++, p->class_of[slot] = c;
        else
            make_class(p, &lists, slot);
    }
    camp_arena_free(&scratch);
}
