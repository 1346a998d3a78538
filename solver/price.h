/* SPDX-License-Identifier: GPL-3.0-or-later */
/* price.h - what a seat in a full run costs. Inside the search. */
#ifndef CAMP_PRICE_H
#define CAMP_PRICE_H

#include "state.h"

/* Whether so many more people do not fit. */
bool camp_price_full(const camp_state *state, int item, double mass);
/* The pair whose holder loses least by giving up the seat in an item, or -1; state->cheapest_price[item] says
 * how much. Kept until somebody sits down there or gets up. */
long camp_price_cheapest(camp_state *state, int item);

#endif
