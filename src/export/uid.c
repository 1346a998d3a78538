/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uid.c - names that stay the same from one board to the next.
 *
 *     uuid5(URL namespace, "campboard:" kind ":" text)
 */
#include "export/uid.h"

#include <string.h>
#include <uuid/uuid.h>

const char *camp_uid(camp_arena *arena, const char *kind, const char *text) {
    const char *name = camp_arena_printf(arena, "campboard:%s:%s", kind, text);
    char *written = CAMP_NEW(arena, char, UUID_STR_LEN);
    uuid_t id;
    uuid_generate_sha1(id, *uuid_get_template("url"), name, strlen(name));
    uuid_unparse_lower(id, written);
    return written;
}

const char *camp_uid_of_run(const camp_event *event, const camp_run *run, camp_arena *arena) {
    return camp_uid(
        arena, "run",
        camp_arena_printf(arena, "%s\n%s\n%d", event->name, event->sessions[run->session].id, run->section));
}
