/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain.h - why no board can exist: counts that cannot fit. */
#ifndef CAMP_EXPLAIN_H
#define CAMP_EXPLAIN_H

#include "event/event.h"

/* Number of plain reasons by counting alone; each proves that no board exists. report may be NULL. */
size_t camp_explain_counts(const camp_event *event, camp_report *report);

#endif
