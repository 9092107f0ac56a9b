/* explain_rule.c - the long form of a rule. */
#include "tools/explain_rule.h"

#include "sema/rule_term.h"
#include "tools/explain_page.h"
#include "tools/pages.h"
#include "tools/translate.h"

static void print_pair(const char *term, struct str text, enum language language)
{
    if (text.len)
        printf(language == LANGUAGE_ENGLISH ? "  %s: %" STR_FORMAT "\n" : "  %s：%" STR_FORMAT "\n",
               term, STR_ARG(text));
}

/* An expression of the rule as its author would write it in the reader's words, on one line. */
static struct str written(const struct rule_term *term, struct translator *translator,
                          struct arena *a)
{
    return term ? arena_one_line(a, translate_part(translator, a, term->span)) : (struct str){0};
}

/* What it counts as, and why it counts as that. */
static struct str severity_text(const struct options *options, const struct rule_list *list,
                                const struct listed_rule *row, struct arena *a)
{
    enum language language = options->language;
    bool english = language == LANGUAGE_ENGLISH;
    struct str severity = bilingual_text(severity_name(row->ruling.severity), language);
    struct str reason = ruling_reason(row, language, a);
    if (reason.len)
        severity = arena_format(
            a, english ? "%" STR_FORMAT " (%" STR_FORMAT ")" : "%" STR_FORMAT "（%" STR_FORMAT "）",
            STR_ARG(severity), STR_ARG(reason));
    struct str others = ruling_of_frameworks(list, row, language, a);
    if (others.len)
        severity = arena_format(
            a, english ? "%" STR_FORMAT "; %" STR_FORMAT : "%" STR_FORMAT "；%" STR_FORMAT,
            STR_ARG(severity), STR_ARG(others));
    return severity;
}

/* What stands in its declaration, for those who set rules or write them. */
static void print_parts(const struct options *options, const struct listed_rule *row,
                        struct translator *translator, struct arena *a)
{
    enum language language = options->language;
    bool english = language == LANGUAGE_ENGLISH;
    const struct rule *rule = row->rule;
    struct bilingual name = rule->origin.name;
    print_pair(english ? "names" : "名称",
               str_equal(name.chinese, name.english)
                   ? name.chinese
                   : arena_format(a, "%" STR_FORMAT " / %" STR_FORMAT, STR_ARG(name.chinese),
                                  STR_ARG(name.english)),
               language);
    print_pair(english ? "criterion" : "准则", bilingual_text(rule->origin.criterion, language),
               language);
    print_pair(english ? "source" : "来源", rule_source(rule, language, a), language);
    if (row->framework)
        print_pair(english ? "framework" : "体系", bilingual_text(row->framework->name, language),
                   language);
    print_pair(english ? "diagnostics" : "诊断", rule_diagnostics(rule, language, a), language);
    if (rule->subject != SUBJECT_NONE)
        print_pair(english ? "subject" : "对象",
                   bilingual_text(rule_subject_info(rule->subject)->name, language), language);
    print_pair(english ? "when" : "条件", written(rule->when, translator, a), language);
    print_pair(english ? "require" : "要求", written(rule->require, translator, a), language);
}

/* A page tells of the library's rule of that code, and not of an author's. */
static bool has_page(const struct rule *rule)
{
    return rule->has_code && str_starts_with(rule->span.source->path, STR("std/"));
}

static void print_rule_page(const struct options *options, const struct rule *rule, struct arena *a)
{
    struct str file = arena_format(a, "%" STR_FORMAT ".md", STR_ARG(rule->origin.code));
    for (const struct stdlib_file *page = rule_page_files; page->path; page++) {
        if (!str_equal(str_of(page->path), file))
            continue;
        putchar('\n');
        page_print_body((struct str){page->text, page->length}, options->language);
        putchar('\n');
    }
}

/* First what a reader asks: what it wants, what to do, examples; then how it is declared. */
static void print_rule(const struct options *options, const struct rule_list *list,
                       const struct listed_rule *row, struct translator *translator,
                       struct arena *a)
{
    enum language language = options->language;
    bool english = language == LANGUAGE_ENGLISH;
    const struct rule *rule = row->rule;
    printf("%" STR_FORMAT "  %" STR_FORMAT "\n", STR_ARG(rule->origin.code),
           STR_ARG(bilingual_text(rule->origin.title, language)));
    print_pair(english ? "help" : "提示", bilingual_text(rule->help, language), language);
    print_pair(english ? "severity" : "级别", severity_text(options, list, row, a), language);
    if (has_page(rule))
        print_rule_page(options, rule, a);
    print_parts(options, row, translator, a);
}

bool explain_rule(const struct options *options, const struct rule_list *list, struct str name,
                  struct arena *a, bool found)
{
    struct options reader = *options;
    struct translator translator = {0};
    reader.words = options->language;
    for (size_t i = 0; i < list->count; i++) {
        const struct listed_rule *row = &list->rows[i];
        if (!rule_is_named(row->rule, name))
            continue;
        if (found)
            putchar('\n');
        found = true;
        if (!translator.library && !translator_open(&translator, &reader, a))
            return found;
        print_rule(options, list, row, &translator, a);
    }
    if (translator.library)
        translator_close(&translator);
    return found;
}

void explain_rule_nearest(const struct rule_list *list, struct nearest *nearest)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct diag_origin *origin = &list->rows[i].rule->origin;
        nearest_try(nearest, origin->code);
        nearest_try_both(nearest, origin->name.chinese, origin->name.english);
    }
}
