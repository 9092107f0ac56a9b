/* cmd_explain.c - jixiao explain: the long form of a code, a word, a unit, a framework's name. */
#include "tools/command.h"

#include "tools/explain_framework.h"
#include "tools/explain_page.h"
#include "tools/explain_rule.h"
#include "tools/list_catalogue.h"
#include "tools/pages.h"
#include "tools/rule_settings.h"

#include <stdio.h>

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
            page_print((struct str){page->text, page->length}, options->language);
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

/* Units, kinds, grades, scales and the catalogue: the answer of jixiao units, behind what was found before. */
static bool explain_unit(const struct options *options, const struct library *library, int index,
                         bool found)
{
    struct str name = str_of(options->paths[index]);
    const struct units *units = &library->units;
    if (!units_find_unit(units, name) && !units_find_grade(units, name) &&
        !units_find_kind(units, name) && !units_find_scale(units, name) &&
        !list_catalogue_has(library, library->arena, name))
        return found;
    struct options one = *options;
    one.paths = options->paths + index;
    one.path_count = 1;
    if (found)
        putchar('\n');
    return command_units(&one) == EXIT_CLEAN;
}

/* A name may be several things (数量 is a field and a category): all are shown. */
static bool explain_name(const struct options *options, const struct library *library,
                         const struct rule_list *rules, int index, struct arena *a)
{
    struct str name = str_of(options->paths[index]);
    bool found = explain_rule(options, rules, name, a, false);
    found = explain_word(options, library, name) || found;
    found = explain_framework_name(library, name, options->language, found);
    return explain_unit(options, library, index, found);
}

/* Tells that nothing has this name, and which name is like it. */
static int refuse_name(const struct options *options, const struct library *library,
                       const struct rule_list *rules, struct arena *a, const char *name)
{
    static const char chinese[] =
        "没有这个代码、规则、词、单位、词表、科目、指标，也没有哪个体系用这个名称";
    static const char english[] =
        "no code, rule, word, unit, word list or indicator, and no framework has this name";
    struct str written = str_of(name);
    struct nearest nearest = nearest_to(written);
    for (enum diag_code code = 0; code < DIAG_CODE_COUNT; code++)
        nearest_try(&nearest, str_of(diag_info(code)->code));
    for (enum word_id id = 0; id < WORD_COUNT; id++)
        nearest_try_both(&nearest, word_info(id)->name.chinese, word_info(id)->name.english);
    explain_rule_nearest(rules, &nearest);
    explain_framework_nearest(library, &nearest);
    list_catalogue_nearest(library, &nearest);
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
    struct file_list list = {0};
    struct workspace_file workspace = {0};
    struct rule_list rules = {0};
    const struct library *library = command_library(&a);
    bool is_ready = library && workspace_file_load(options, library, &a, &list, &workspace) &&
                    rule_settings_hold(options, library, &workspace, NULL);
    int status = is_ready ? EXIT_CLEAN : EXIT_CANNOT;
    if (is_ready)
        rules = rule_list(options, library, &workspace, NULL, &a);
    for (int i = 0; is_ready && i < options->path_count; i++) {
        struct str name = str_of(options->paths[i]);
        if (i)
            putchar('\n');
        if (!explain_code(options, name) && !explain_name(options, library, &rules, i, &a))
            status = refuse_name(options, library, &rules, &a, options->paths[i]);
    }
    workspace_file_free(&workspace);
    arena_free(&a);
    return status;
}
