/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forms.h - the forms of a board that need further libraries. */
#ifndef CAMP_FORMS_H
#define CAMP_FORMS_H

#include "base/text.h"
#include "campboard.h"

/* Writes the board in a form. CAMP_BAD_ARGUMENT, and the report says why, when there is no such form, this
 * build lacks its library, or an option does not go with it. */
camp_status camp_form_write(camp_format format, const camp_event *event, const camp_board *board,
                            const camp_export_options *options, camp_report *report, camp_arena *arena,
                            camp_span *text);

/* Whether the options go with the form of a board; if not the report says which. */
bool camp_form_takes(camp_format format, const camp_export_options *options, camp_report *report);

#endif
