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

/* Characters that no HTML document may hold, even by number; TAB and LF, which it may, never come. */
static bool is_forbidden(uint32_t point)
{
    bool is_control = point < ' ' || (point >= 0x7F && point <= 0x9F);
    bool is_noncharacter = (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE;
    return is_control || is_noncharacter;
}

/* ASCII that is written as itself: all but what escape_of and is_forbidden name. */
static bool is_plain_byte(unsigned char byte)
{
#define BIT(byte) ((uint64_t)1 << (byte))
    const uint64_t escaped = BIT('&') | BIT('<') | BIT('>') | BIT('"') | BIT('\'');
    const uint64_t controls = (BIT(' ') - 1) & ~(BIT('\t') | BIT('\n'));
#undef BIT
    return byte < 64 ? !((escaped | controls) >> byte & 1) : byte < 0x7F;
}

/* Past what is written as it is, from `at` on; of other than ASCII only the commonest. */
static size_t skip_plain(struct str text, size_t at)
{
    for (;;) {
        size_t start = at;
        while (at < text.len && is_plain_byte((unsigned char)text.ptr[at]))
            at++;
        at = utf8_skip_common(text, at);
        if (at == start)
            return at;
    }
}

static void write_escaped(struct sink *s, struct str text)
{
    size_t plain = 0; /* where the run that can be written as it is begins */
    for (size_t at = 0; (at = skip_plain(text, at)) < text.len;) {
        size_t start = at;
        uint32_t point = utf8_next(text, &at);
        const char *escape = escape_of(point);
        bool is_line_end = point == '\r' && at < text.len && text.ptr[at] == '\n';
        bool is_bad = is_forbidden(point) || point == REPLACEMENT;
        if (!escape && !is_bad)
            continue;
        sink_put(s, str_part(text, plain, start));
        plain = at;
        if (escape)
            sink_put(s, str_of(escape));
        else if (!is_line_end)
            sink_put(s, STR("\xEF\xBF\xBD"));
    }
    sink_put(s, str_part(text, plain, text.len));
}

static void finish_tag(struct html *h)
{
    if (h->in_tag)
        sink_byte(&h->sink, '>');
    h->in_tag = false;
}

void html_open(struct html *h, const char *element)
{
    finish_tag(h);
    sink_byte(&h->sink, '<');
    sink_put(&h->sink, str_of(element));
    h->in_tag = true;
}

void html_open_class(struct html *h, const char *element, const char *class)
{
    html_open(h, element);
    html_attribute(h, "class", str_of(class));
}

/* Lines only where no text can stand: readers of the page's source get short ones. */
static bool ends_line(struct str element)
{
#define NAME(literal)               \
    {                               \
        literal, sizeof literal - 1 \
    }
    static const struct str ends[] = {
        NAME("tr"),    NAME("p"),      NAME("li"),   NAME("div"), NAME("table"),
        NAME("thead"), NAME("tbody"),  NAME("main"), NAME("h1"),  NAME("section"),
        NAME("style"), NAME("header"), NAME("h2"),   NAME("h3"),  NAME("script"),
    };
#undef NAME
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (str_equal(element, ends[i]))
            return true;
    return false;
}

void html_close(struct html *h, const char *element)
{
    struct str name = str_of(element);
    finish_tag(h);
    sink_put(&h->sink, STR("</"));
    sink_put(&h->sink, name);
    sink_put(&h->sink, ends_line(name) ? STR(">\n") : STR(">"));
}

/* The beginning of an attribute that has a value. */
static void open_attribute(struct html *h, const char *name)
{
    sink_byte(&h->sink, ' ');
    sink_put(&h->sink, str_of(name));
    sink_put(&h->sink, STR("=\""));
}

void html_attribute(struct html *h, const char *name, struct str value)
{
    open_attribute(h, name);
    write_escaped(&h->sink, value);
    sink_byte(&h->sink, '"');
}

void html_attribute_number(struct html *h, const char *name, unsigned long value)
{
    open_attribute(h, name);
    sink_number(&h->sink, value);
    sink_byte(&h->sink, '"');
}

void html_flag(struct html *h, const char *name)
{
    sink_byte(&h->sink, ' ');
    sink_put(&h->sink, str_of(name));
}

void html_id(struct html *h, char letter, unsigned number)
{
    open_attribute(h, "id");
    sink_byte(&h->sink, letter);
    sink_number(&h->sink, number);
    sink_byte(&h->sink, '"');
}

void html_link_id(struct html *h, char letter, unsigned number)
{
    open_attribute(h, "href");
    sink_byte(&h->sink, '#');
    sink_byte(&h->sink, letter);
    sink_number(&h->sink, number);
    sink_byte(&h->sink, '"');
}

void html_text(struct html *h, struct str text)
{
    finish_tag(h);
    write_escaped(&h->sink, text);
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
    sink_put(&h->sink, text);
}
