/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decode.c - a text in any encoding as UTF-8.
 *
 *   a byte order mark, or every other byte zero -> UTF-16; valid UTF-8 -> itself
 *   else libuchardet guesses, and iconv (of the C library) turns it over
 *
 * ISO 8859-1 and ASCII are read as Windows-1252, as browsers do: the one contains the other. What was
 * detected is told, and what is no letter there becomes U+FFFD and is told too.
 */
#include "import/import.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>
#ifdef CAMP_WITH_UCHARDET
#include <uchardet/uchardet.h>
#endif

enum { FEWEST_LETTERS = 8 }; /* that a rare encoding is believed by */

void camp_decode_free(camp_foreign *foreign) {
#ifdef CAMP_WITH_UCHARDET
    if (foreign->detector) uchardet_delete(foreign->detector);
#endif
    foreign->detector = NULL;
    if (foreign->iconv) (void)iconv_close(foreign->iconv);
    foreign->iconv = NULL;
}

static camp_place whole(const camp_file *source) {
    return (camp_place){source->name, 0, 0, ""};
}

/* The encoding that a byte order mark or the zero bytes tell, or NULL. */
static const char *marked(const unsigned char *b, size_t n) {
    size_t even = 0, odd = 0, look = n < 400 ? n : 400;
    if (n >= 3 && memcmp(b, "\xef\xbb\xbf", 3) == 0) return "UTF-8";
    if (n >= 4 && memcmp(b, "\xff\xfe\0\0", 4) == 0) return "UTF-32LE";
    if (n >= 2 && b[0] == 0xff && b[1] == 0xfe) return "UTF-16LE";
    if (n >= 2 && b[0] == 0xfe && b[1] == 0xff) return "UTF-16BE";
    for (size_t i = 0; i < look; i++)
        *(i % 2 ? &odd : &even) += b[i] == 0;
    if (n >= 4 && odd * 4 >= look && even * 20 < odd) return "UTF-16LE";
    if (n >= 4 && even * 4 >= look && odd * 20 < even) return "UTF-16BE";
    return NULL;
}

static const char *guessed(camp_import *import, const camp_file *source) {
#ifdef CAMP_WITH_UCHARDET
    const unsigned char *b = source->bytes;
    size_t letters = 0;
    for (size_t i = 0; i < source->size; i++)
        letters += b[i] >= 0x80;
    uchardet_t detector = uchardet_new();
    if (!detector) camp_arena_fail(import->arena);
    import->foreign->detector = detector;
    bool good = uchardet_handle_data(detector, source->bytes, source->size) == 0;
    uchardet_data_end(detector);
    const char *name = camp_arena_text(import->arena, uchardet_get_charset(detector),
                                       strlen(uchardet_get_charset(detector)));
    camp_decode_free(import->foreign);
    /* A handful of accents says little: the guess is then as good as the usual encoding of Excel, which is
     * more likely. Only encodings of several bytes a letter are easily told apart. */
    bool wide = strncmp(name, "UTF", 3) == 0 || strncmp(name, "SHIFT", 5) == 0 ||
                strncmp(name, "EUC", 3) == 0 || strncmp(name, "GB", 2) == 0 ||
                strncmp(name, "BIG5", 4) == 0 || strncmp(name, "ISO-2022", 8) == 0 ||
                strcmp(name, "UHC") == 0;
    if (good && *name && (wide || letters >= FEWEST_LETTERS) && strcmp(name, "ASCII") != 0 &&
        strcmp(name, "ISO-8859-1") != 0 && strncmp(name, "MAC", 3) != 0)
        return name;
#else
    (void)import;
    (void)source;
#endif
    return "WINDOWS-1252";
}

/* One step of iconv: the bytes that fit; false at an end that cannot be passed. */
typedef struct conversion {
    char *in, *out, *begin;
    size_t in_left, out_left;
    size_t bad; /* bytes that stand for nothing */
} conversion;

static void skip_bad_byte(conversion *c, size_t unit) {
    size_t n = c->in_left < unit ? c->in_left : unit;
    c->in += n;
    c->in_left -= n;
    c->bad++;
    memcpy(c->out, "\xef\xbf\xbd", 3);
    c->out += 3;
    c->out_left -= 3;
}

/* U+FEFF at the front, which iconv keeps. */
static camp_span without_mark(camp_span text) {
    if (text.n < 3 || memcmp(text.at, "\xef\xbb\xbf", 3) != 0) return text;
    return (camp_span){text.at + 3, text.n - 3};
}

static camp_span turn_over(camp_import *import, const camp_file *source, const char *name) {
    camp_span none = {NULL, 0};
    size_t unit = strncmp(name, "UTF-16", 6) == 0 ? 2 : strncmp(name, "UTF-32", 6) == 0 ? 4 : 1;
    size_t room = source->size * 4 + 16; /* no encoding takes less than a byte for 3 of UTF-8, or 4 */
    iconv_t handle = iconv_open("UTF-8", name);
    if (handle == (iconv_t)-1) { // NOLINT(performance-no-int-to-ptr)
        camp_report_add(import->report, CAMP_ERROR, "E_IMPORT_ENCODING", whole(source),
                        "the encoding %s is not known here; expected a name such as UTF-8, UTF-16LE or "
                        "WINDOWS-1252",
                        camp_quoted(import->arena, camp_span_of(name)));
        return none;
    }
    import->foreign->iconv = handle;
    conversion c = {.in_left = source->size, .out_left = room};
    c.in = camp_arena_text(import->arena, source->bytes, source->size);
    c.begin = c.out = camp_arena_alloc(import->arena, room, 1);
    while (c.in_left > 0 && c.out_left > 16)
        if (iconv(handle, &c.in, &c.in_left, &c.out, &c.out_left) == (size_t)-1) {
            if (errno == E2BIG) break;
            skip_bad_byte(&c, unit);
        }
    camp_decode_free(import->foreign);
    if (c.bad)
        camp_report_add(import->report, CAMP_WARNING, "W_IMPORT_BYTES", whole(source),
                        "%zu byte%s no letter of %s and became U+FFFD; save the file as UTF-8", c.bad,
                        c.bad == 1 ? " is" : "s are", name);
    return without_mark((camp_span){c.begin, (size_t)(c.out - c.begin)});
}

camp_span camp_source_text(camp_import *import, const camp_file *source) {
    const char *given = import->options->encoding, *name = given;
    camp_span text = {source->size ? source->bytes : "", source->size};
    if (!name) name = marked((const unsigned char *)text.at, text.n);
    bool valid = camp_text_valid(text.at, text.n) == text.n;
    if ((!name && valid) || (!given && name && strcmp(name, "UTF-8") == 0 && valid))
        return without_mark(text);
    if (!given && name && strcmp(name, "UTF-8") != 0) {
        camp_import_note(import, "%s: read as %s", source->name, name);
        return turn_over(import, source, name);
    }
    if (!given) name = guessed(import, source);
    if (!given)
        camp_report_add(
            import->report, CAMP_WARNING, "W_IMPORT_ENCODING", whole(source),
            "read as %s; if letters came out wrong, name the encoding with --encoding, or save the "
            "file as UTF-8",
            name);
    return turn_over(import, source, name);
}
