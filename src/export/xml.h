/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xml.h - writes XML 1.0, indented. Texts must be clean (export/clean.h): no library takes away what XML
 * forbids either, and what is left to do is five escapes. */
#ifndef CAMP_XML_H
#define CAMP_XML_H

#include "export/buffer.h"

typedef struct camp_xml {
    camp_buffer out;
    int depth;
    bool open; /* the start tag of the element at hand has no ">" yet */
} camp_xml;

void camp_xml_init(camp_xml *xml, camp_arena *arena);
/* An element with elements in it: begin, attributes, inner elements, end. */
void camp_xml_begin(camp_xml *xml, const char *name);
void camp_xml_attribute(camp_xml *xml, const char *name, const char *value);
void camp_xml_end(camp_xml *xml, const char *name);
/* The end of an element that begin and attributes were written of and that holds a text. */
void camp_xml_end_text(camp_xml *xml, const char *name, const char *text);
/* <name>text</name> */
void camp_xml_text(camp_xml *xml, const char *name, const char *text);

#endif
