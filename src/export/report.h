/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.h - the parts of report.html, the pictures of how good a board is. A file each; every picture is
 * plain SVG that can be read in black and white and has a table with the same figures beside it. */
#ifndef CAMP_REPORT_HTML_H
#define CAMP_REPORT_HTML_H

#include "export/page.h"
#include "export/wall.h"

typedef struct camp_quality {
    camp_wall wall;
    const camp_event *event;
    const camp_board *board;
    camp_arena *arena; /* scratch */
    camp_buffer out;
    const camp_export_options *options; /* NULL: none */
    camp_count count;
    double *most; /* per person: about the most interest that could be matched; 0: asked for nothing */
} camp_quality;

/* report_people.c: interest matched per person, and by group. */
void camp_report_most(camp_quality *q);
void camp_report_people(camp_quality *q);
void camp_report_groups(camp_quality *q);
/* report_load.c: seats taken and seats there, by room and by slot. */
void camp_report_load(camp_quality *q);
/* report_conflicts.c: pairs of sessions that nobody can have both of. */
void camp_report_conflicts(camp_quality *q);
/* report_progress.c: the bound and the best board as the search went on. */
void camp_report_progress(camp_quality *q);

/* report_html.c: what the parts share. A section has a heading, a sentence, a picture and a table. */
void camp_report_begin(camp_quality *q, const char *id, const char *title, const char *sentence);
void camp_report_end(camp_quality *q);
/* <svg> of width x height units that is read out as `label`, with the hatching `#h`. */
void camp_report_svg(camp_quality *q, int width, int height, const char *label);
/* A bar: `share` of `width` filled and hatched, the rest an outline. */
void camp_report_bar(camp_quality *q, double x, double y, double width, double height, double share);
/* A text at a place; `anchor` is start, middle or end. Cut to `columns` letters. */
void camp_report_label(camp_quality *q, double x, double y, const char *anchor, const char *text,
                       int columns);
/* The head of a table: names of columns, each ended by \n. */
void camp_report_table(camp_quality *q, const char *caption, const char *columns);
/* A cell of text as the head of a row, of a number, of a share in percent. */
void camp_report_row(camp_quality *q, const char *text);
void camp_report_number(camp_quality *q, double value);
void camp_report_percent(camp_quality *q, double share);

#endif
