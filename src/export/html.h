/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html.h - texts of the event in HTML and SVG: whatever they hold, they stay texts.
 *
 * Escaped are & < > " ', so one function serves contents and quoted attributes. Control characters, which
 * HTML does not allow, and bytes that are no UTF-8 become U+FFFD; marks that override the writing direction
 * are left out, since each text stands in an element of its own with dir="auto".
 */
#ifndef CAMP_HTML_H
#define CAMP_HTML_H

#include "export/buffer.h"

/* Line breaks and tabs become a space. */
void camp_html_text(camp_buffer *out, const char *text);
/* Line breaks stay: for an element that shows them. */
void camp_html_lines(camp_buffer *out, const char *text);
/* The same for what may hang on a wall: of an e-mail address the part before the @ stays. */
void camp_html_public(camp_buffer *out, const char *text);
void camp_html_public_lines(camp_buffer *out, const char *text);
/* printf of the page's own markup, in which %s stands for texts that are markup already. */
void camp_html_markup(camp_buffer *out, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
/* Whether nothing of the text would be seen: it is empty, or all white space and zero-width marks. */
bool camp_html_blank(const char *text);

#endif
