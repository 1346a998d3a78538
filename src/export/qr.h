/* SPDX-License-Identifier: GPL-3.0-or-later */
/* qr.h - a link as a QR code, and what may be a link. */
#ifndef CAMP_QR_H
#define CAMP_QR_H

#include "export/html.h"

typedef enum camp_link_state {
    CAMP_LINK_GOOD,
    CAMP_LINK_NO_URL, /* not http:// or https://, or with white space or control characters */
    CAMP_LINK_LONG    /* more than a QR code holds */
} camp_link_state;

/* Whether a link can go on a page and into a code. */
camp_link_state camp_link_look(const char *link);
/* Whether this build makes QR codes. */
bool camp_qr_there(void);

/* The dark modules (odd bytes) of the code of a good link, row by row, without quiet zone; *width of them a
 * row. NULL without libqrencode. In the arena. */
const unsigned char *camp_qr_modules(const char *link, int *width, camp_arena *arena);
/* The code of a good link as the `d` of an SVG path over *size x *size modules, the quiet zone of 4 included;
 * NULL without libqrencode. In the arena. */
const char *camp_qr_path(const char *link, int *size, camp_arena *arena);
/* <a class="qr"> with the code, `words` and the link to read; without libqrencode without the code. */
void camp_qr_put(camp_buffer *out, const char *link, const char *words);

#endif
