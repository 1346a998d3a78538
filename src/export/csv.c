/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv.c - cells of the CSV files that are written for spreadsheets. A title such as =HYPERLINK(...) must stay
 * a title. */
#include "export/csv.h"

#include <string.h>

void camp_csv_text(camp_buffer *out, const char *text) {
    bool formula = text[0] && strchr("=+-@\t\r", text[0]);
    bool quoted = strpbrk(text, ",\"\r\n") || text[0] == ' ' || text[0] == '\t' ||
                  (text[0] && strchr(" \t", text[strlen(text) - 1]));
    if (quoted) camp_buffer_text(out, "\"");
    if (formula) camp_buffer_text(out, "'");
    for (const char *end; quoted && (end = strchr(text, '"')); text = end + 1) {
        camp_buffer_bytes(out, text, (size_t)(end - text) + 1);
        camp_buffer_text(out, "\"");
    }
    camp_buffer_text(out, text);
    if (quoted) camp_buffer_text(out, "\"");
}
