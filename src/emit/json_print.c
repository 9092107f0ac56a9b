/* json_print.c - JSON as bytes, in one canonical form. */
#include "emit/json_print.h"

#include <stdbool.h>
#include <string.h>

struct printer {
    FILE *out;
    enum json_style style;
};

/* How many bytes at `text`, which is not empty, need an escape as one character; 0 if none. */
static size_t escape_length(const struct printer *p, const unsigned char *text)
{
    if (*text < 0x20 || *text == '"' || *text == '\\')
        return 1;
    if (p->style == JSON_FILE)
        return 0;
    if (*text == '<' || *text == '>' || *text == '&')
        return 1;
    /* U+2028 and U+2029 end a line in JavaScript, where JSON need not know of them. */
    bool is_line_end = text[0] == 0xE2 && text[1] == 0x80 && (text[2] == 0xA8 || text[2] == 0xA9);
    return is_line_end ? 3 : 0;
}

static void escape_write(const struct printer *p, const unsigned char *text, size_t length)
{
    static const char letters[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
    const char *letter = strchr(letters, *text);
    if (length == 3)
        fputs(text[2] == 0xA8 ? "\\u2028" : "\\u2029", p->out);
    else if (letter)
        fprintf(p->out, "\\%c", names[letter - letters]);
    else
        fprintf(p->out, "\\u%04x", (unsigned)*text);
}

static void text_print(const struct printer *p, const char *text)
{
    const unsigned char *at = (const unsigned char *)text, *plain = at;
    fputc('"', p->out);
    while (*at) {
        size_t length = escape_length(p, at);
        if (length == 0) {
            at++;
            continue;
        }
        fwrite(plain, 1, (size_t)(at - plain), p->out);
        escape_write(p, at, length);
        at += length;
        plain = at;
    }
    fwrite(plain, 1, (size_t)(at - plain), p->out);
    fputc('"', p->out);
}

/* Deeper levels are not set off any further: white space alone would grow with the square of the
 * depth, and a small file of deep lines would fill a disk. */
enum { INDENTED_LEVELS = 32 };

static void line_start(const struct printer *p, unsigned level)
{
    fputc('\n', p->out);
    for (unsigned i = 0; i < level && i < INDENTED_LEVELS; i++)
        fputs("  ", p->out);
}

static void value_print(const struct printer *p, const cJSON *value, unsigned level);

static void members_print(const struct printer *p, const cJSON *value, unsigned level)
{
    bool is_object = cJSON_IsObject(value);
    fputc(is_object ? '{' : '[', p->out);
    const cJSON *member;
    cJSON_ArrayForEach(member, value)
    {
        if (member != value->child)
            fputc(',', p->out);
        line_start(p, level + 1);
        if (is_object) {
            text_print(p, member->string);
            fputs(": ", p->out);
        }
        value_print(p, member, level + 1);
    }
    if (value->child)
        line_start(p, level);
    fputc(is_object ? '}' : ']', p->out);
}

static void value_print(const struct printer *p, const cJSON *value, unsigned level)
{
    if (cJSON_IsObject(value) || cJSON_IsArray(value))
        members_print(p, value, level);
    else if (cJSON_IsString(value))
        text_print(p, value->valuestring);
    else if (cJSON_IsNumber(value))
        fprintf(p->out, "%d", value->valueint);
    else if (cJSON_IsBool(value))
        fputs(cJSON_IsTrue(value) ? "true" : "false", p->out);
    else
        fputs("null", p->out);
}

void json_print(FILE *out, const cJSON *value, enum json_style style)
{
    struct printer printer = {out, style};
    value_print(&printer, value, 0);
    fputc('\n', out);
}
