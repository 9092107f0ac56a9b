/* xml_write.c - writing XML 1.0. */
#include "emit/xml_write.h"

#include "emit/terminal.h"

/* What a character is written as, or NULL for itself. */
static const char *escape_of(uint32_t point)
{
    switch (point) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\n':
        return "&#10;";
    default:
        return NULL;
    }
}

void xml_text(FILE *out, struct str text)
{
    struct terminal_reader reader = terminal_read(text, 0, 1);
    struct terminal_character character;
    while (terminal_next(&reader, &character)) {
        const char *escape = character.shown == SHOWN_BYTE ? NULL : escape_of(character.point);
        if (escape)
            fputs(escape, out);
        else if (character.shown == SHOWN_POINT)
            fprintf(out, "&lt;U+%04X&gt;", (unsigned)character.point);
        else if (character.shown == SHOWN_BYTE)
            fprintf(out, "&lt;%02X&gt;", (unsigned)character.point);
        else
            terminal_write_character(out, text, &character);
    }
}

void xml_attribute(FILE *out, const char *name, struct str value)
{
    fprintf(out, " %s=\"", name);
    xml_text(out, value);
    fputc('"', out);
}

void xml_attribute_number(FILE *out, const char *name, unsigned long value)
{
    fprintf(out, " %s=\"%lu\"", name, value);
}
