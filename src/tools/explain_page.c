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

void page_print(struct str page, enum language language)
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
    print_markdown(part);
}
