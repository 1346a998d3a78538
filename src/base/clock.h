/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clock.h - the one place that asks for the time. */
#ifndef CAMP_CLOCK_H
#define CAMP_CLOCK_H

/* Seconds on a clock that never goes back; only differences mean something. */
double camp_clock_now(void);

#endif
