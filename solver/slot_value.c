/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_value.c - what a set of elements is worth in one slot. */
#include "slot_sets.h"

double camp_slot_value(const camp_slot_problem *slot, int n, const int *elements, camp_arena *scratch) {
    return camp_slot_value_with(slot, n, elements, CAMP_NEW(scratch, double, slot->n_people));
}

double camp_slot_value_with(const camp_slot_problem *slot, int n, const int *elements, double *best) {
    double value = 0;
    for (int i = 0; i < n; i++) {
        int e = elements[i];
        value += slot->gain[e];
        for (long j = slot->fan_first[e]; j < slot->fan_first[e + 1]; j++)
            if (slot->fan_weight[j] > best[slot->fan_person[j]])
                best[slot->fan_person[j]] = slot->fan_weight[j];
    }
    for (int i = 0; i < n; i++) /* who presents attends nothing */
        for (long j = slot->host_first[elements[i]]; j < slot->host_first[elements[i] + 1]; j++)
            best[slot->host[j]] = 0;
    for (int i = 0; i < n; i++)
        for (long j = slot->fan_first[elements[i]]; j < slot->fan_first[elements[i] + 1]; j++)
            value += best[slot->fan_person[j]], best[slot->fan_person[j]] = 0;
    return value;
}
