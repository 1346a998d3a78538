/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xml.c - writes XML 1.0 (fifth edition, sections 2.4 and 3.3.3: what has to be escaped in texts and
 * attributes). */
#include "export/xml.h"

void camp_xml_init(camp_xml *xml, camp_arena *arena) {
    *xml = (camp_xml){0};
    camp_buffer_init(&xml->out, arena);
    camp_buffer_text(&xml->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

static const char *escape_of(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\n': /* as it is a parser may turn it into a space */
        return "&#10;";
    case '\t':
        return "&#9;";
    default:
        return NULL;
    }
}

static void put_escaped(camp_xml *xml, const char *text) {
    const char *done = text;
    for (; *text; text++) {
        const char *escape = escape_of(*text);
        if (!escape) continue;
        camp_buffer_bytes(&xml->out, done, (size_t)(text - done));
        camp_buffer_text(&xml->out, escape);
        done = text + 1;
    }
    camp_buffer_bytes(&xml->out, done, (size_t)(text - done));
}

static void close_tag(camp_xml *xml) {
    if (xml->open) camp_buffer_text(&xml->out, ">");
    xml->open = false;
}

static void new_line(camp_xml *xml) {
    camp_buffer_text(&xml->out, "\n");
    camp_buffer_spaces(&xml->out, 2 * xml->depth);
}

void camp_xml_begin(camp_xml *xml, const char *name) {
    close_tag(xml);
    new_line(xml);
    camp_buffer_text(&xml->out, "<");
    camp_buffer_text(&xml->out, name);
    xml->open = true;
    xml->depth++;
}

void camp_xml_attribute(camp_xml *xml, const char *name, const char *value) {
    camp_buffer_text(&xml->out, " ");
    camp_buffer_text(&xml->out, name);
    camp_buffer_text(&xml->out, "=\"");
    put_escaped(xml, value);
    camp_buffer_text(&xml->out, "\"");
}

static void put_end(camp_xml *xml, const char *name) {
    camp_buffer_text(&xml->out, "</");
    camp_buffer_text(&xml->out, name);
    camp_buffer_text(&xml->out, ">");
}

void camp_xml_end(camp_xml *xml, const char *name) {
    xml->depth--;
    if (xml->open) {
        camp_buffer_text(&xml->out, "/>");
        xml->open = false;
        return;
    }
    new_line(xml);
    put_end(xml, name);
}

void camp_xml_end_text(camp_xml *xml, const char *name, const char *text) {
    xml->depth--;
    close_tag(xml);
    put_escaped(xml, text);
    put_end(xml, name);
}

void camp_xml_text(camp_xml *xml, const char *name, const char *text) {
    camp_xml_begin(xml, name);
    camp_xml_end_text(xml, name, text);
}
