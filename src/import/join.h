/* SPDX-License-Identifier: GPL-3.0-or-later */
/* join.h - two sessions, or two people, that become one. */
#ifndef CAMP_IMPORT_JOIN_H
#define CAMP_IMPORT_JOIN_H

#include "import/import.h"

typedef struct camp_joint {
    camp_import *import;
    const camp_names *names; /* sessions or people, by which keep and gone are numbered */
    int keep, gone;
    const char *keep_id, *gone_id;
} camp_joint;

/* Whether the text names that one. */
bool camp_joint_is(const camp_joint *j, camp_span text, int row);
/* Cells of a column that hold one name: the one that goes is renamed. */
void camp_joint_rename(const camp_joint *j, int table, const char *name);
/* A cell of the row that goes fills an empty one of the row that stays; what is not kept is told. */
void camp_joint_cell(const camp_joint *j, camp_draft_table *t, int keep, int gone, int column);
/* Tells the cell that is not kept, where the two differ. */
void camp_joint_lost(const camp_joint *j, const camp_draft_table *t, int keep, int gone, int column);

void camp_join_votes_of_sessions(const camp_joint *j);
void camp_join_votes_of_people(const camp_joint *j);

#endif
