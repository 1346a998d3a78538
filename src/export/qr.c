/* SPDX-License-Identifier: GPL-3.0-or-later */
/* qr.c - a link as a QR code (ISO/IEC 18004) by libqrencode, drawn as one SVG path: a row of dark modules is
 * one rectangle, "M x y h n v1 h-n z". */
#include "export/qr.h"

#include <stdlib.h>
#include <string.h>
#ifdef CAMP_WITH_QR
#include <qrencode.h>
#endif

enum {
    QUIET = 4,           /* modules of white around a code, as the standard asks */
    LONGEST_LINK = 1200, /* a code that a phone still reads from a printed page */
    LARGEST = 177 * 177  /* modules of the largest code */
};

camp_link_state camp_link_look(const char *link) {
    size_t n = strlen(link);
    if (strncmp(link, "https://", 8) != 0 && strncmp(link, "http://", 7) != 0) return CAMP_LINK_NO_URL;
    if (!link[strcspn(link, ":") + 3] || camp_text_valid(link, n) < n) return CAMP_LINK_NO_URL;
    for (const char *c = link; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 0x7f || strchr("\"<>\\^`{|}", *c)) return CAMP_LINK_NO_URL;
    return n > LONGEST_LINK ? CAMP_LINK_LONG : CAMP_LINK_GOOD;
}

#ifdef CAMP_WITH_QR
bool camp_qr_there(void) {
    return true;
}

const unsigned char *camp_qr_modules(const char *link, int *width, camp_arena *arena) {
    /* Taken before the library is called: an allocation may jump, and then its code would leak. */
    unsigned char *dark = CAMP_NEW(arena, unsigned char, LARGEST);
    QRcode *code = QRcode_encodeString8bit(link, 0, QR_ECLEVEL_M);
    *width = code ? code->width : 0;
    if (code) memcpy(dark, code->data, (size_t)*width * (size_t)*width);
    QRcode_free(code);
    if (!*width) camp_arena_fail(arena); /* a good link fits: only memory can be missing */
    return dark;
}

const char *camp_qr_path(const char *link, int *size, camp_arena *arena) {
    int width;
    const unsigned char *dark = camp_qr_modules(link, &width, arena);
    camp_buffer path;
    camp_buffer_init(&path, arena);
    for (int y = 0; y < width; y++)
        for (int x = 0, n; x < width; x += n) {
            for (n = 0; x + n < width && (dark[y * width + x + n] & 1); n++) {
            }
            if (n) camp_html_markup(&path, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, n, n);
            if (!n) n = 1;
        }
    *size = width + 2 * QUIET;
    return path.at;
}
#else
bool camp_qr_there(void) {
    return false;
}

const unsigned char *camp_qr_modules(const char *link, int *width, camp_arena *arena) {
    (void)link;
    (void)arena;
    *width = 0;
    return NULL;
}

const char *camp_qr_path(const char *link, int *size, camp_arena *arena) {
    (void)link;
    (void)arena;
    *size = 0;
    return NULL;
}
#endif

void camp_qr_put(camp_buffer *out, const char *link, const char *words) {
    int size;
    const char *path = camp_qr_path(link, &size, out->arena);
    camp_buffer_text(out, "<a class=\"qr\" href=\"");
    camp_html_text(out, link);
    camp_buffer_text(out, "\">");
    if (path)
        camp_html_markup(out,
                         "<svg viewBox=\"0 0 %d %d\" aria-hidden=\"true\" shape-rendering=\"crispEdges\">"
                         "<path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/><path fill=\"#000\" d=\"%s\"/></svg>",
                         size, size, size, size, size, path);
    camp_html_markup(out, "<span><span class=\"words\">%s</span> <span class=\"link\" dir=\"ltr\">", words);
    camp_html_text(out, link);
    camp_buffer_text(out, "</span></span></a>\n");
}
