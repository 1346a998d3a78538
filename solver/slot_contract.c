/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_contract.c - what is left of a slot once some elements are in and some are out: the same problem, but
 * smaller.
 *
 *     w'(p,e) = max(0, w(p,e) - m_p)      gain'(e) = gain(e) - sum over presenters of m_p      m' = 0
 *
 * Who wants nothing any more among what is open has no cell; who wants just one element is paid with its
 * gain, unless its seats have a price.
 */
#include "slot_whole.h"
#include <string.h>

enum { CHUNK = 100 /* elements counted in a byte, each twice at most */, SEVERAL = 2 };

void camp_slot_contraction_make(camp_slot_contraction *c, const camp_slot_whole *full, camp_arena *arena) {
    size_t n = (size_t)full->slot->n_elements;
    *c = (camp_slot_contraction){.full = full, .whole = *full};
    c->weight = camp_row_new(arena, n * full->width, full->rows->cell);
    c->gain = CAMP_NEW(arena, int64_t, n);
    c->host_first = CAMP_NEW(arena, long, n + 1);
    c->host = CAMP_NEW(arena, int, full->host_first[n]);
    c->host_of = CAMP_NEW(arena, int, full->host_first[n]);
    c->m = camp_row_new(arena, full->width, full->rows->cell);
    c->cell = CAMP_NEW(arena, int, full->width), c->cell_of = CAMP_NEW(arena, int, full->width);
    c->single = CAMP_NEW(arena, int, full->width);
    c->is_open = CAMP_NEW(arena, uint8_t, n);
    c->wanted = camp_row_new(arena, full->width, 1), c->count = camp_row_new(arena, full->width, 1);
    c->whole.weight = c->weight, c->whole.gain = c->gain;
    c->whole.host_first = c->host_first, c->whole.host = c->host, c->whole.host_of = c->host_of;
}

/* How many open elements offer a person more than m: 0, 1, or several; those who present one count as
 * several, and so do elements whose seats have a price: it is still to be found. */
static void count_wanted(camp_slot_contraction *c, int n_open, const int *open) {
    const camp_slot_whole *full = c->full;
    memset(c->wanted, 0, full->width);
    for (int first = 0; first < n_open; first += CHUNK) {
        memset(c->count, 0, full->width);
        for (int i = first; i < n_open && i < first + CHUNK; i++)
            for (int times = full->n_rooms && full->seats[open[i]] >= 0 ? SEVERAL : 1; times > 0; times--)
                full->rows->count(full->width, c->count, camp_slot_row(full, open[i]), c->m);
        for (size_t p = 0; p < full->width; p++) {
            int sum = c->wanted[p] + c->count[p];
            c->wanted[p] = (uint8_t)(sum < SEVERAL ? sum : SEVERAL);
        }
    }
    for (int i = 0; i < n_open; i++)
        for (long j = full->host_first[open[i]]; j < full->host_first[open[i] + 1]; j++)
            if (c->wanted[full->host[j]]) c->wanted[full->host[j]] = SEVERAL;
}

static void choose_cells(camp_slot_contraction *c) {
    c->n_cells = c->n_singles = 0;
    for (int p = 0; p < (int)c->full->width; p++) {
        c->cell_of[p] = -1;
        if (c->wanted[p] == 1) c->single[c->n_singles++] = p;
        if (c->wanted[p] == SEVERAL) c->cell_of[p] = c->n_cells, c->cell[c->n_cells++] = p;
    }
    c->whole.width = ((size_t)c->n_cells + CAMP_ROW_PAD - 1) / CAMP_ROW_PAD * CAMP_ROW_PAD;
    if (!c->whole.width) c->whole.width = CAMP_ROW_PAD;
}

/* What a cell has above m. */
#define ABOVE(w, p) ((w)[p] > m[p] ? (w)[p] - m[p] : 0)

static int64_t fill_bytes(const camp_slot_contraction *c, int e) {
    const uint8_t *w = (const void *)camp_slot_row(c->full, e), *m = c->m;
    uint8_t *row = (uint8_t *)c->weight + (size_t)e * c->whole.width;
    int64_t paid = 0;
    for (int i = 0; i < c->n_cells; i++)
        row[i] = (uint8_t)ABOVE(w, c->cell[i]);
    memset(row + c->n_cells, 0, c->whole.width - (size_t)c->n_cells);
    for (int i = 0; i < c->n_singles; i++)
        paid += ABOVE(w, c->single[i]);
    return paid;
}

static int64_t fill_words(const camp_slot_contraction *c, int e) {
    const uint16_t *w = (const void *)camp_slot_row(c->full, e), *m = c->m;
    uint16_t *row = (uint16_t *)c->weight + (size_t)e * c->whole.width;
    int64_t paid = 0;
    for (int i = 0; i < c->n_cells; i++)
        row[i] = (uint16_t)ABOVE(w, c->cell[i]);
    memset(row + c->n_cells, 0, (c->whole.width - (size_t)c->n_cells) * sizeof *row);
    for (int i = 0; i < c->n_singles; i++)
        paid += ABOVE(w, c->single[i]);
    return paid;
}

void camp_slot_contract(camp_slot_contraction *c, const void *m, int n_open, const int *open) {
    const camp_slot_whole *full = c->full;
    memcpy(c->m, m, full->width * full->rows->cell);
    count_wanted(c, n_open, open);
    choose_cells(c);
    int n = full->slot->n_elements;
    long hosts = 0;
    memset(c->is_open, 0, (size_t)n);
    for (int i = 0; i < n_open; i++)
        c->is_open[open[i]] = 1;
    for (int e = 0; e < n; e++) {
        c->host_first[e] = hosts;
        if (!c->is_open[e]) continue;
        c->gain[e] = full->gain[e] + (full->rows->cell == 1 ? fill_bytes(c, e) : fill_words(c, e));
        for (long j = full->host_first[e]; j < full->host_first[e + 1]; j++) {
            c->gain[e] -= camp_slot_cell(full, c->m, full->host[j]);
            if (c->cell_of[full->host[j]] < 0) continue;
            c->host_of[hosts] = e, c->host[hosts++] = c->cell_of[full->host[j]];
        }
    }
    c->host_first[n] = hosts;
}

static void narrow_bytes(const camp_slot_contraction *c, uint8_t *to, const uint8_t *u) {
    const uint8_t *m = c->m;
    for (int i = 0; i < c->n_cells; i++)
        to[i] = (uint8_t)ABOVE(u, c->cell[i]);
}

static void narrow_words(const camp_slot_contraction *c, uint16_t *to, const uint16_t *u) {
    const uint16_t *m = c->m;
    for (int i = 0; i < c->n_cells; i++)
        to[i] = (uint16_t)ABOVE(u, c->cell[i]);
}

void camp_slot_contract_u(const camp_slot_contraction *c, void *small_u, const void *full_u) {
    memset(small_u, 0, c->whole.width * c->full->rows->cell);
    if (c->full->rows->cell == 1)
        narrow_bytes(c, small_u, full_u);
    else
        narrow_words(c, small_u, full_u);
}

void camp_slot_expand_u(const camp_slot_contraction *c, void *full_u, const void *small_u) {
    memcpy(full_u, c->m, c->full->width * c->full->rows->cell);
    uint8_t *bytes = full_u;
    uint16_t *words = full_u;
    for (int i = 0; i < c->n_cells; i++) {
        if (c->full->rows->cell == 1)
            bytes[c->cell[i]] = (uint8_t)(bytes[c->cell[i]] + ((const uint8_t *)small_u)[i]);
        else
            words[c->cell[i]] = (uint16_t)(words[c->cell[i]] + ((const uint16_t *)small_u)[i]);
    }
}
