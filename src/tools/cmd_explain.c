/* cmd_explain.c - jixiao explain: the long form of a code, a word or a unit. */
#include "tools/command.h"

#include "tools/pages.h"

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

/*
 * A page holds both languages: Chinese first, English below a line `## English`. The examples stand
 * in the Chinese part and serve both.
 */
static void print_page(struct str page, enum language language)
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

static bool explain_code(const struct options *options, struct str name)
{
    enum diag_code code = diag_find(name);
    if (code == DIAG_CODE_COUNT)
        return false;
    const struct diag_info *info = diag_info(code);
    char file[32];
    snprintf(file, sizeof file, "%s.md", info->code);
    for (const struct stdlib_file *page = page_files; page->path; page++) {
        if (strcmp(page->path, file) == 0) {
            print_page((struct str){page->text, page->length}, options->language);
            return true;
        }
    }
    struct str text = bilingual_text(info->text, options->language);
    printf("%s  %" STR_FORMAT "\n", info->code, STR_ARG(text));
    return true;
}

static bool explain_word(const struct options *options, struct str name)
{
    bool found = false;
    for (enum word_id id = 0; id < WORD_COUNT; id++) {
        const struct word *word = word_info(id);
        if (!str_equal(name, word->name.chinese) && !str_equal(name, word->name.english))
            continue;
        found = true;
        struct str block = bilingual_text(block_name(word->block), options->language);
        struct str line = bilingual_text(word->line, options->language);
        printf("%" STR_FORMAT " / %" STR_FORMAT, STR_ARG(word->name.chinese),
               STR_ARG(word->name.english));
        printf(options->language == LANGUAGE_ENGLISH ? "  (in a %" STR_FORMAT ")\n"
                                                     : "（写在“%" STR_FORMAT "”里）\n",
               STR_ARG(block));
        printf("  %" STR_FORMAT "\n", STR_ARG(line));
    }
    return found;
}

int command_explain(const struct options *options)
{
    if (options->path_count == 0) {
        help_print(stderr, COMMAND_EXPLAIN, options->language);
        return EXIT_CANNOT;
    }
    struct arena a = ARENA_INIT;
    const struct library *library = command_library(&a);
    int status = library ? EXIT_CLEAN : EXIT_CANNOT;
    for (int i = 0; library && i < options->path_count; i++) {
        struct str name = str_of(options->paths[i]);
        if (i)
            putchar('\n');
        if (explain_code(options, name) || explain_word(options, name))
            continue;
        if (units_find_unit(&library->units, name) || units_find_grade(&library->units, name) ||
            units_find_kind(&library->units, name) || units_find_scale(&library->units, name)) {
            struct options one = *options;
            one.paths = options->paths + i;
            one.path_count = 1;
            status = command_units(&one);
            continue;
        }
        status = command_refuse(options, options->paths[i], "没有这个代码、词或单位",
                                "no such code, word or unit");
    }
    arena_free(&a);
    return status;
}
