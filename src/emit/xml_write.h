/*
 * xml_write.h - writing XML 1.0.
 *
 * Every text leaves through xml_text, which is good for the content of an element and between the double
 * quotes of an attribute. Names of elements and attributes are literals of the program. What XML cannot
 * hold, even by number, is shown as terminal.h shows it (<U+0007>), and so is what could play tricks; a
 * line's end is written by its number, so a text never breaks the line that it stands on.
 */
#ifndef EMIT_XML_WRITE_H
#define EMIT_XML_WRITE_H

#include "base/str.h"

#include <stdio.h>

/* Writes a text, whatever it holds. */
void xml_text(FILE *out, struct str text);

/* Writes ` name="value"`. */
void xml_attribute(FILE *out, const char *name, struct str value);
void xml_attribute_number(FILE *out, const char *name, unsigned long value);

#endif
