/* html_write.c - tags, attributes and the one escaping function. */
#include "emit/html_write.h"

#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD };

/* What a character is written as, or NULL for itself. The same holds in text and between the
 * double quotes of an attribute. */
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
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Characters that no HTML document may hold, even by number. */
static bool is_forbidden(uint32_t point)
{
    bool is_control =
        (point < ' ' && point != '\t' && point != '\n') || (point >= 0x7F && point <= 0x9F);
    bool is_noncharacter = (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE;
    return is_control || is_noncharacter;
}

static void write_escaped(FILE *out, struct str text)
{
    size_t plain = 0; /* where the run that can be written as it is begins */
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t point = utf8_next(text, &at);
        const char *escape = escape_of(point);
        bool is_line_end = point == '\r' && at < text.len && text.ptr[at] == '\n';
        bool is_bad = is_forbidden(point) || point == REPLACEMENT;
        if (!escape && !is_bad)
            continue;
        fwrite(text.ptr + plain, 1, start - plain, out);
        plain = at;
        if (escape)
            fputs(escape, out);
        else if (!is_line_end)
            fputs("\xEF\xBF\xBD", out);
    }
    if (plain < text.len)
        fwrite(text.ptr + plain, 1, text.len - plain, out);
}

static void finish_tag(struct html *h)
{
    if (h->in_tag)
        fputc('>', h->out);
    h->in_tag = false;
}

void html_open(struct html *h, const char *element)
{
    finish_tag(h);
    fprintf(h->out, "<%s", element);
    h->in_tag = true;
}

void html_open_class(struct html *h, const char *element, const char *class)
{
    html_open(h, element);
    html_attribute(h, "class", str_of(class));
}

void html_close(struct html *h, const char *element)
{
    finish_tag(h);
    fprintf(h->out, "</%s>", element);
    /* Lines only where no text can stand: readers of the page's source get short ones. */
    static const char *const ends[] = {"tr",      "p",     "li",    "div",    "table",
                                       "section", "thead", "tbody", "header", "main",
                                       "h1",      "h2",    "h3",    "style",  "script"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (strcmp(element, ends[i]) == 0)
            fputc('\n', h->out);
}

void html_attribute(struct html *h, const char *name, struct str value)
{
    fprintf(h->out, " %s=\"", name);
    write_escaped(h->out, value);
    fputc('"', h->out);
}

void html_attribute_number(struct html *h, const char *name, unsigned long value)
{
    fprintf(h->out, " %s=\"%lu\"", name, value);
}

void html_flag(struct html *h, const char *name)
{
    fprintf(h->out, " %s", name);
}

void html_id(struct html *h, char letter, unsigned number)
{
    fprintf(h->out, " id=\"%c%u\"", letter, number);
}

void html_link_id(struct html *h, char letter, unsigned number)
{
    fprintf(h->out, " href=\"#%c%u\"", letter, number);
}

void html_text(struct html *h, struct str text)
{
    finish_tag(h);
    write_escaped(h->out, text);
}

struct str html_word(const struct html *h, const char *chinese, const char *english)
{
    return str_of(h->language == LANGUAGE_ENGLISH ? english : chinese);
}

void html_say(struct html *h, const char *chinese, const char *english)
{
    html_text(h, html_word(h, chinese, english));
}

void html_element(struct html *h, const char *element, const char *class, struct str text)
{
    html_open(h, element);
    if (class)
        html_attribute(h, "class", str_of(class));
    html_text(h, text);
    html_close(h, element);
}

void html_asset(struct html *h, struct str text)
{
    finish_tag(h);
    fwrite(text.ptr, 1, text.len, h->out);
}
