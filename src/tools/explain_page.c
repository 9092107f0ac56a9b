/* explain_page.c - a page of the manual, as a terminal shows it. */
#include "tools/explain_page.h"

#include <stdio.h>

/* Markdown as a terminal shows it: no marks of headings and fences, examples further in. */
static void print_markdown(struct str text)
{
    bool is_example = false;
    for (size_t at = 0; at < text.len;) {
        const char *found = memchr(text.ptr + at, '\n', text.len - at);
        size_t end = found ? (size_t)(found - text.ptr) : text.len;
        struct str line = str_part(text, at, end);
        at = end + 1;
        if (str_starts_with(line, STR("```"))) {
            is_example = !is_example;
            continue;
        }
        if (str_starts_with(line, STR("<!--")))
            continue;
        while (!is_example && line.len && (line.ptr[0] == '#' || line.ptr[0] == ' '))
            line = str_part(line, 1, line.len);
        printf("%s%" STR_FORMAT "\n", is_example && line.len ? "    " : "", STR_ARG(line));
    }
}

struct str page_part(struct str page, enum language language)
{
    static const char heading[] = "\n## English\n";
    const char *english = NULL;
    for (size_t at = 0; at + sizeof heading <= page.len && !english; at++) {
        if (memcmp(page.ptr + at, heading, sizeof heading - 1) == 0)
            english = page.ptr + at;
    }
    size_t middle = english ? (size_t)(english - page.ptr) + 1 : page.len;
    struct str part = language == LANGUAGE_CHINESE || !english
                          ? str_part(page, 0, middle)
                          : str_part(page, middle + sizeof heading - 2, page.len);
    while (part.len && part.ptr[0] == '\n')
        part = str_part(part, 1, part.len);
    while (part.len && part.ptr[part.len - 1] == '\n')
        part.len--;
    return part;
}

static size_t line_end(struct str text)
{
    const char *end = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
    return end ? (size_t)(end - text.ptr) : text.len;
}

struct str page_heading(struct str part)
{
    struct str line = str_part(part, 0, line_end(part));
    if (!str_starts_with(line, STR("#")))
        return STR("");
    while (line.len && (line.ptr[0] == '#' || line.ptr[0] == ' '))
        line = str_part(line, 1, line.len);
    return line;
}

struct str page_body(struct str part)
{
    if (str_starts_with(part, STR("#")))
        part = str_part(part, line_end(part), part.len);
    while (part.len && part.ptr[0] == '\n')
        part = str_part(part, 1, part.len);
    return part;
}

struct str page_paragraph(struct str part, struct arena *a)
{
    struct str rest = page_body(part), text = STR("");
    while (line_end(rest) > 0) {
        struct str line = str_part(rest, 0, line_end(rest));
        /* Between two Chinese characters a line's end is nothing, else it is a blank. */
        bool is_joined = text.len && (unsigned char)text.ptr[text.len - 1] >= 0x80 &&
                         (unsigned char)line.ptr[0] >= 0x80;
        const struct str parts[] = {text, text.len && !is_joined ? STR(" ") : STR(""), line};
        text = arena_join(a, parts, 3);
        rest = str_part(rest, line.len < rest.len ? line.len + 1 : line.len, rest.len);
    }
    return text;
}

void page_print(struct str page, enum language language)
{
    print_markdown(page_part(page, language));
}

void page_print_body(struct str page, enum language language)
{
    print_markdown(page_body(page_part(page, language)));
}
