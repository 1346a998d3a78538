/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv.h - cells of the CSV files that are written for spreadsheets. */
#ifndef CAMP_CSV_H
#define CAMP_CSV_H

#include "export/buffer.h"

/* A text cell: with a ' before what a spreadsheet would run as a formula, quoted (RFC 4180) where it must be.
 */
void camp_csv_text(camp_buffer *out, const char *text);

#endif
