/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paper.h - pages of a PDF with texts of every script: cairo draws, pango finds the fonts and the direction.
 */
#ifndef CAMP_PAPER_H
#define CAMP_PAPER_H

#include "base/report.h"
#include "base/text.h"

/* All measures are points (1/72 inch), from the top left corner of what may be printed on. */
typedef struct camp_paper camp_paper;

typedef enum camp_face { CAMP_REGULAR, CAMP_HEAVY, CAMP_SLANTED } camp_face;

/* A text in lines of a width. */
typedef struct camp_block {
    const char *text;
    camp_face face;
    double size, width;
    int most_lines; /* more are cut with "..."; 0: never */
    bool centred;
} camp_block;

/* paper: "a4" (also NULL), "a3", "letter", "tabloid". The arena owns what is made. NULL, and *status with the
 * reason in the report, for another paper or where there are no fonts. */
camp_paper *camp_paper_open(camp_arena *arena, const char *paper, bool landscape, const char *title,
                            int64_t stamp_s, camp_report *report, camp_status *status);
double camp_paper_width(const camp_paper *pages);
double camp_paper_height(const camp_paper *pages);
/* While dry nothing is drawn: to see how many pages there will be. */
void camp_paper_set_dry(camp_paper *pages, bool dry);
void camp_paper_next(camp_paper *pages);
/* The document as bytes. */
camp_span camp_paper_close(camp_paper *pages, camp_arena *arena);

/* Height of all its lines. */
double camp_paper_measure(camp_paper *pages, const camp_block *block);
/* Width of its widest line. */
double camp_paper_breadth(camp_paper *pages, const camp_block *block);
/* Draws the lines from *line on that fit into `height`; moves *line on. Returns the height used; *all:
 * nothing is left. */
double camp_paper_flow(camp_paper *pages, const camp_block *block, double x, double y, double height,
                       int *line, bool *all);
/* Draws all of it and returns its height. */
double camp_paper_put(camp_paper *pages, const camp_block *block, double x, double y);

void camp_paper_rule(camp_paper *pages, double x, double y, double to_x, double to_y, double thickness);
void camp_paper_shade(camp_paper *pages, double x, double y, double width, double height, double grey);
/* A square of width * width modules, those with an odd byte black. */
void camp_paper_code(camp_paper *pages, const unsigned char *modules, int width, double x, double y,
                     double size);
/* What a part is, for those who have the page read to them: "H1", "P", "Table", "TR", "TH", "TD". */
void camp_paper_part(camp_paper *pages, const char *name);
void camp_paper_end_part(camp_paper *pages, const char *name);

#endif
