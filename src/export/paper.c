/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paper.c - pages of a PDF (ISO 32000) by cairo and pango. The only file that knows the two.
 *
 * glib ends the program where it finds no memory, as pango is built upon it; cairo remembers the error, which
 * is asked for at the end.
 */
#define _POSIX_C_SOURCE 200809L
#include "export/paper.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double MARGIN = 36; /* what every printer can leave white: half an inch */

typedef struct bytes {
    char *at;
    size_t n, room;
} bytes;

struct camp_paper {
    camp_arena *arena;
    double width, height; /* of what may be printed on */
    bool dry;
    bytes written;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoLayout *layout; /* one for all texts */
    PangoFontDescription *font;
};

static void release_bytes(void *object) {
    free(((bytes *)object)->at);
}

static void release_surface(void *object) {
    cairo_surface_finish(object);
    cairo_surface_destroy(object);
}

static void release_cairo(void *object) {
    cairo_destroy(object);
}

static void release_object(void *object) {
    g_object_unref(object);
}

static void release_font(void *object) {
    pango_font_description_free(object);
}

/* Called by cairo: no jump may cross it. */
static cairo_status_t write_bytes(void *closure, const unsigned char *data, unsigned n) {
    bytes *to = closure;
    if (to->room - to->n < n) {
        size_t room = 2 * to->room + n;
        char *grown = realloc(to->at, room);
        if (!grown) return CAIRO_STATUS_WRITE_ERROR;
        to->at = grown;
        to->room = room;
    }
    memcpy(to->at + to->n, data, n);
    to->n += n;
    return CAIRO_STATUS_SUCCESS;
}

/* ---- opening and closing */

static bool size_of_paper(const char *paper, double *width, double *height) {
    static const struct {
        const char *name;
        double width, height;
    } papers[] = {
        {"a4", 595.28, 841.89}, {"a3", 841.89, 1190.55}, {"letter", 612, 792}, {"tabloid", 792, 1224}};
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        if (strcmp(paper ? paper : "a4", papers[i].name) != 0) continue;
        *width = papers[i].width;
        *height = papers[i].height;
        return true;
    }
    return false;
}

static bool has_fonts(PangoFontMap *map) {
    PangoFontFamily **families = NULL;
    int n = 0;
    pango_font_map_list_families(map, &families, &n);
    g_free((void *)families);
    return n > 0;
}

/* No rounding to dots: a text twice as large is twice as wide. */
static void let_letters_scale(PangoContext *context) {
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
}

static void describe(camp_paper *p, const char *title, int64_t stamp_s) {
    char date[40];
    time_t seconds = (time_t)stamp_s;
    struct tm parts;
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &parts));
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "Campboard " CAMP_VERSION);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

static camp_paper *refuse(camp_report *report, camp_status *status, const char *code, const char *message) {
    camp_report_add(report, CAMP_ERROR, code, (camp_place){.file = "", .header = ""}, "%s", message);
    *status = CAMP_BAD_ARGUMENT;
    return NULL;
}

camp_paper *camp_paper_open(camp_arena *arena, const char *paper, bool landscape, const char *title,
                            int64_t stamp_s, camp_report *report, camp_status *status) {
    camp_paper *p = CAMP_NEW(arena, camp_paper, 1);
    double width, height;
    if (!size_of_paper(paper, &width, &height))
        return refuse(report, status, "E_ARGUMENT",
                      "there is no such paper; expected a4, a3, letter or tabloid");
    double across = landscape ? height : width, down = landscape ? width : height;
    p->arena = arena;
    p->width = across - 2 * MARGIN;
    p->height = down - 2 * MARGIN;
    *camp_arena_own(arena, release_bytes) = &p->written;
    void **surface = camp_arena_own(arena, release_surface), **cairo = camp_arena_own(arena, release_cairo);
    void **map = camp_arena_own(arena, release_object), **layout = camp_arena_own(arena, release_object);
    void **font = camp_arena_own(arena, release_font);
    *surface = p->surface = cairo_pdf_surface_create_for_stream(write_bytes, &p->written, across, down);
    *cairo = p->cairo = cairo_create(p->surface);
    *map = pango_cairo_font_map_new();
    if (!has_fonts(*map))
        return refuse(report, status, "E_NO_FONTS",
                      "there are no fonts on this machine; install some, such as the "
                      "packages fonts-dejavu-core or fonts-noto-core");
    PangoContext *context = pango_font_map_create_context(*map);
    pango_cairo_context_set_resolution(context, 72);
    let_letters_scale(context);
    pango_context_set_language(context, pango_language_from_string("en")); /* not the machine's */
    pango_cairo_update_context(p->cairo, context);
    *layout = p->layout = pango_layout_new(context);
    g_object_unref(context);
    *font = p->font = pango_font_description_new();
    pango_font_description_set_family(p->font, "Sans");
    pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
    cairo_translate(p->cairo, MARGIN, MARGIN);
    describe(p, title, stamp_s);
    cairo_tag_begin(p->cairo, "Document", NULL);
    return p;
}

double camp_paper_width(const camp_paper *p) {
    return p->width;
}

double camp_paper_height(const camp_paper *p) {
    return p->height;
}

void camp_paper_set_dry(camp_paper *p, bool dry) {
    p->dry = dry;
}

void camp_paper_next(camp_paper *p) {
    if (!p->dry) cairo_show_page(p->cairo);
}

camp_span camp_paper_close(camp_paper *p, camp_arena *arena) {
    cairo_tag_end(p->cairo, "Document");
    cairo_surface_finish(p->surface);
    bool good = cairo_status(p->cairo) == CAIRO_STATUS_SUCCESS &&
                cairo_surface_status(p->surface) == CAIRO_STATUS_SUCCESS;
    if (!good) camp_arena_fail(arena);
    return (camp_span){camp_arena_text(arena, p->written.at, p->written.n), p->written.n};
}

/* ---- texts */

static void lay_out(camp_paper *p, const camp_block *block) {
    pango_font_description_set_weight(p->font,
                                      block->face == CAMP_HEAVY ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(p->font,
                                     block->face == CAMP_SLANTED ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(p->font, block->size * PANGO_SCALE);
    pango_layout_set_font_description(p->layout, p->font);
    pango_layout_set_width(p->layout, (int)(block->width * PANGO_SCALE));
    pango_layout_set_alignment(p->layout, block->centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
    pango_layout_set_ellipsize(p->layout, block->most_lines ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_height(p->layout, block->most_lines ? -block->most_lines : -1);
    pango_layout_set_text(p->layout, block->text, -1);
}

double camp_paper_measure(camp_paper *p, const camp_block *block) {
    int height = 0;
    if (!block->text[0]) return 0;
    lay_out(p, block);
    pango_layout_get_size(p->layout, NULL, &height);
    return (double)height / PANGO_SCALE;
}

double camp_paper_breadth(camp_paper *p, const camp_block *block) {
    PangoRectangle about;
    lay_out(p, block);
    pango_layout_get_extents(p->layout, NULL, &about);
    return (double)about.width / PANGO_SCALE;
}

static void draw_line(camp_paper *p, PangoLayoutIter *lines, double x, double y) {
    if (p->dry) return;
    cairo_move_to(p->cairo, x, y);
    pango_cairo_show_layout_line(p->cairo, pango_layout_iter_get_line_readonly(lines));
}

double camp_paper_flow(camp_paper *p, const camp_block *block, double x, double y, double height, int *line,
                       bool *all) {
    *all = true;
    if (!block->text[0]) return 0;
    lay_out(p, block);
    PangoLayoutIter *lines = pango_layout_get_iter(p->layout);
    double top = -1, used = 0;
    int i = 0;
    do {
        PangoRectangle about;
        if (i++ < *line) continue;
        pango_layout_iter_get_line_extents(lines, NULL, &about);
        if (top < 0) top = (double)about.y / PANGO_SCALE;
        double bottom = (double)(about.y + about.height) / PANGO_SCALE - top;
        if (bottom > height + 0.01) {
            *all = false;
            break;
        }
        draw_line(p, lines, x + (double)about.x / PANGO_SCALE,
                  y + (double)pango_layout_iter_get_baseline(lines) / PANGO_SCALE - top);
        used = bottom;
        *line = i;
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
    return used;
}

double camp_paper_put(camp_paper *p, const camp_block *block, double x, double y) {
    int line = 0;
    bool all;
    return camp_paper_flow(p, block, x, y, 1e6, &line, &all);
}

/* ---- the rest */

void camp_paper_rule(camp_paper *p, double x, double y, double to_x, double to_y, double thickness) {
    if (p->dry) return;
    cairo_set_line_width(p->cairo, thickness);
    cairo_move_to(p->cairo, x, y);
    cairo_line_to(p->cairo, to_x, to_y);
    cairo_stroke(p->cairo);
}

void camp_paper_shade(camp_paper *p, double x, double y, double width, double height, double grey) {
    if (p->dry) return;
    cairo_set_source_rgb(p->cairo, grey, grey, grey);
    cairo_rectangle(p->cairo, x, y, width, height);
    cairo_fill(p->cairo);
    cairo_set_source_rgb(p->cairo, 0, 0, 0);
}

void camp_paper_code(camp_paper *p, const unsigned char *modules, int width, double x, double y,
                     double size) {
    double module = size / width;
    if (p->dry) return;
    for (int row = 0; row < width; row++)
        for (int i = 0, n; i < width; i += n ? n : 1) {
            for (n = 0; i + n < width && (modules[row * width + i + n] & 1); n++) {
            }
            if (n) cairo_rectangle(p->cairo, x + i * module, y + row * module, n * module, module);
        }
    cairo_fill(p->cairo);
}

void camp_paper_part(camp_paper *p, const char *name) {
    if (!p->dry) cairo_tag_begin(p->cairo, name, NULL);
}

void camp_paper_end_part(camp_paper *p, const char *name) {
    if (!p->dry) cairo_tag_end(p->cairo, name);
}
