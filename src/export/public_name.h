/* SPDX-License-Identifier: GPL-3.0-or-later */
/* public_name.h - how a person is called on what hangs on the wall or goes online. The one place that decides
 * it. */
#ifndef CAMP_PUBLIC_NAME_H
#define CAMP_PUBLIC_NAME_H

#include "event/event.h"

/* The name; where there is none the id. Whoever has no name, an e-mail address and an id that is no full name
 * (it has no space) is called by the part of the address before the @. No e-mail address is ever in it, also
 * where the name or the id has one: "Ana Ruiz <ana@x.org>" is "Ana Ruiz". Control characters stay: whoever
 * writes the name makes them harmless. Never NULL; in the arena or the event. */
const char *camp_public_name(const camp_event *event, int person, camp_arena *arena);

/* A text without the e-mail addresses in it: of each the part before the @ stays, and nothing of one in
 * brackets behind a name. In the arena, or the text itself. */
const char *camp_without_addresses(const char *text, camp_arena *arena);
/* One line of plain text (clean.h) without addresses: for a title, a name, a label, a tag. */
const char *camp_public_line(camp_arena *arena, const char *text);

#endif
