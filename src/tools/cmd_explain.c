/* cmd_explain.c - jixiao explain: the long form of a code, a word, a unit, a framework's name. */
#include "tools/command.h"

#include "tools/explain_framework.h"
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

static bool explain_word(const struct options *options, const struct library *library,
                         struct str name)
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
        explain_framework_word(library, word, options->language);
    }
    return found;
}

/* Units, kinds, grades and scales: the answer of jixiao units, behind what was found before. */
static bool explain_unit(const struct options *options, const struct library *library, int index,
                         bool found)
{
    struct str name = str_of(options->paths[index]);
    const struct units *units = &library->units;
    if (!units_find_unit(units, name) && !units_find_grade(units, name) &&
        !units_find_kind(units, name) && !units_find_scale(units, name))
        return found;
    struct options one = *options;
    one.paths = options->paths + index;
    one.path_count = 1;
    if (found)
        putchar('\n');
    return command_units(&one) == EXIT_CLEAN;
}

/* A name may be several things (数量 is a field and a category): all are shown. */
static bool explain_name(const struct options *options, const struct library *library, int index)
{
    struct str name = str_of(options->paths[index]);
    bool found = explain_word(options, library, name);
    found = explain_framework_name(library, name, options->language, found);
    return explain_unit(options, library, index, found);
}

/* Tells that nothing has this name, and which name is like it. */
static int refuse_name(const struct options *options, const struct library *library,
                       struct arena *a, const char *name)
{
    static const char chinese[] = "没有这个代码、词、单位，也没有哪个体系用这个名称";
    static const char english[] = "no code, word or unit, and no framework has this name";
    struct str written = str_of(name);
    struct nearest nearest = nearest_to(written);
    for (enum diag_code code = 0; code < DIAG_CODE_COUNT; code++)
        nearest_try(&nearest, str_of(diag_info(code)->code));
    for (enum word_id id = 0; id < WORD_COUNT; id++)
        nearest_try_both(&nearest, word_info(id)->name.chinese, word_info(id)->name.english);
    explain_framework_nearest(library, &nearest);
    nearest_try(&nearest, units_nearest(&library->units, written));
    nearest_try(&nearest, units_nearest_kind(&library->units, written));
    nearest_try(&nearest, units_nearest_grade(&library->units, written));
    nearest_try(&nearest, units_nearest_scale(&library->units, written));
    struct str meant = nearest_name(&nearest);
    if (!meant.len)
        return command_refuse(options, name, chinese, english);
    return command_refuse(
        options, name,
        arena_format(a, "%s；是不是“%" STR_FORMAT "”？", chinese, STR_ARG(meant)).ptr,
        arena_format(a, "%s; did you mean '%" STR_FORMAT "'?", english, STR_ARG(meant)).ptr);
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
        if (!explain_code(options, name) && !explain_name(options, library, i))
            status = refuse_name(options, library, &a, options->paths[i]);
    }
    arena_free(&a);
    return status;
}
