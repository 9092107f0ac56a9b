/* unit_html.c - the one way that text leaves for HTML. */
#include "emit/html_write.h"

#include "unit.h"

#include <stdlib.h>

struct row {
    int line;
    const char *text;
    const char *expected;
};

static const struct row rows[] = {
    {HERE, "学区化 80.00", "学区化 80.00"},
    {HERE, "", ""},
    {HERE, "<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"},
    {HERE, "&lt;", "&amp;lt;"},
    {HERE, "a\nb\tc", "a\nb\tc"},
    {HERE, "a\r\nb\rc",
     "a\nb\xEF\xBF\xBD"
     "c"},
    {HERE, "\x01\x1B\x7F", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {HERE, "\xC2\x85\xC2\xA0", "\xEF\xBF\xBD\xC2\xA0"},
    {HERE, "\xEF\xBF\xBE|\xEF\xB7\x90", "\xEF\xBF\xBD|\xEF\xBF\xBD"},
    {HERE, "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
    {HERE, "\xFF|\xE4\xB8", "\xEF\xBF\xBD|\xEF\xBF\xBD\xEF\xBF\xBD"},
};

/* Each row in an element, and in an attribute: the same escapes must do for both. */
static void test_escapes(struct unit *u)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *text = NULL;
        size_t size = 0;
        struct arena a = ARENA_INIT;
        struct html h = {.sink = {.out = open_memstream(&text, &size)}, .arena = &a};
        html_open(&h, "i");
        html_attribute(&h, "title", str_of(rows[i].text));
        html_text(&h, str_of(rows[i].text));
        html_close(&h, "i");
        sink_flush(&h.sink);
        fclose(h.sink.out);
        struct str expected =
            arena_format(&a, "<i title=\"%s\">%s</i>", rows[i].expected, rows[i].expected);
        CHECK_ROW_TEXT(u, &rows[i], ((struct str){text, size}), expected.ptr);
        free(text);
        arena_free(&a);
    }
}

static void test_tags(struct unit *u)
{
    char *text = NULL;
    size_t size = 0;
    struct html h = {.sink = {.out = open_memstream(&text, &size)}, .language = LANGUAGE_ENGLISH};
    html_open_class(&h, "td", "amount");
    html_id(&h, 'c', 12);
    html_attribute_number(&h, "colspan", 3);
    html_open(&h, "a");
    html_link_id(&h, 'd', 7);
    html_say(&h, "错误", "error");
    html_close(&h, "a");
    html_close(&h, "td");
    sink_flush(&h.sink);
    fclose(h.sink.out);
    CHECK_TEXT(u, ((struct str){text, size}),
               "<td class=\"amount\" id=\"c12\" colspan=\"3\"><a href=\"#d7\">error</a></td>");
    free(text);
}

int main(void)
{
    struct unit u = {0};
    test_escapes(&u);
    test_tags(&u);
    return unit_finish(&u);
}
