/* rule_list.c - the rules there are, each with the severity in force. */
#include "tools/rule_list.h"

#include "sema/rule_term.h"

static const struct {
    const char *letters, *chinese, *english;
} groups[] = {
#define GROUP(letters, chinese, english) {letters, chinese, english},
#include "tools/rule_groups.def"
#undef GROUP
};

enum { GROUP_COUNT = sizeof groups / sizeof groups[0] };

/* The place of a group in the list: those without letters come last. */
static size_t group_place(struct str letters)
{
    size_t place = 0;
    while (place < GROUP_COUNT && !str_equal(letters, str_of(groups[place].letters)))
        place++;
    return letters.len ? place : GROUP_COUNT + 1;
}

static struct listed_rule listed(const struct settings *settings, const struct rule *rule,
                                 const struct framework *owner, const struct framework *framework)
{
    struct str code = rule->has_code ? rule->origin.code : (struct str){0};
    struct listed_rule row = {.rule = rule, .framework = owner, .letters = severity_group(code)};
    const struct framework *judge = framework ? framework : owner;
    size_t place = group_place(row.letters);
    if (place < GROUP_COUNT)
        row.group =
            (struct bilingual){str_of(groups[place].chinese), str_of(groups[place].english)};
    row.ruling = severity_rule(settings, judge ? &judge->severities : NULL, code, rule->origin.name,
                               rule->severity);
    return row;
}

/* The number of a code: 10 of A10; 0 if it has none. */
static unsigned long code_number(const struct listed_rule *row)
{
    struct str code = row->rule->has_code ? row->rule->origin.code : (struct str){0};
    unsigned long number = 0;
    for (size_t i = row->letters.len; i < code.len && code.ptr[i] >= '0' && code.ptr[i] <= '9'; i++)
        number = number * 10 + (unsigned long)(code.ptr[i] - '0');
    return number;
}

static bool is_before(const struct listed_rule *a, const struct listed_rule *b)
{
    size_t left = group_place(a->letters), right = group_place(b->letters);
    if (left != right)
        return left < right;
    int order = left == GROUP_COUNT ? str_compare(a->letters, b->letters) : 0;
    return order ? order < 0 : code_number(a) < code_number(b);
}

/* By insertion, which leaves the order of equals: there are a few dozen. */
static void list_add(struct rule_list *list, struct arena *a, struct listed_rule row)
{
    list->rows = list->count % 64
                     ? list->rows
                     : arena_grow(a, list->rows, sizeof row, list->count, list->count + 64);
    size_t at = list->count++;
    for (; at > 0 && is_before(&row, &list->rows[at - 1]); at--)
        list->rows[at] = list->rows[at - 1];
    list->rows[at] = row;
}

struct rule_list rule_list(const struct options *options, const struct library *library,
                           const struct workspace_file *workspace,
                           const struct framework *framework, struct arena *a)
{
    struct rule_list list = {.frameworks = library->frameworks, .asked = framework};
    struct settings settings = {.workspace = &workspace->c.spec.severities,
                                .command = &options->severities};
    struct rule_walk walk = rule_walk(library, library->frameworks, workspace->c.spec.rules);
    for (const struct rule *rule; (rule = rule_walk_next(&walk));) {
        if (!framework || !walk.of || walk.of == framework)
            list_add(&list, a, listed(&settings, rule, walk.of, framework));
    }
    return list;
}

struct str ruling_reason(const struct listed_rule *row, enum language language, struct arena *a)
{
    bool english = language == LANGUAGE_ENGLISH;
    const struct severity_setting *setting = row->ruling.setting;
    struct str own = bilingual_text(severity_name(row->rule->severity), language);
    struct str who = {0};
    if (!setting)
        return who;
    switch (row->ruling.source) {
    case SEVERITY_OF_COMMAND:
        who = english ? STR("set on the command line") : STR("命令行定的");
        break;
    case SEVERITY_OF_WORKSPACE:
    case SEVERITY_OF_FRAMEWORK:
        source_index(setting->span.source, a);
        who = arena_format(a, english ? "set in %" STR_FORMAT ":%u" : "%" STR_FORMAT ":%u 定的",
                           STR_ARG(setting->span.source->path),
                           (unsigned)source_line(setting->span.source, setting->span.start));
        break;
    case SEVERITY_OF_RULE:
    case SEVERITY_SOURCE_COUNT:
        return who;
    }
    if (row->ruling.severity == row->rule->severity)
        return who;
    return arena_format(a,
                        english ? "%" STR_FORMAT "; by itself: %" STR_FORMAT
                                : "%" STR_FORMAT "，规则自己是%" STR_FORMAT,
                        STR_ARG(who), STR_ARG(own));
}

/* Whether a framework, or what it is based on, has some required field count as `severity`. */
static bool has_fields_of(const struct framework *f, enum severity severity)
{
    for (; f; f = f->base) {
        for (enum rule_subject subject = 0; f->rules && subject < SUBJECT_NONE; subject++) {
            for (const struct rule_required *r = f->rules->required[subject]; r; r = r->next) {
                if (r->severity == severity)
                    return true;
            }
        }
    }
    return false;
}

/* Whether the framework has the rule count as `severity`, wholly or in part. */
static bool rules_so(const struct rule_list *list, const struct rule *rule,
                     const struct framework *f, enum severity severity, bool *is_partial)
{
    struct str code = rule->has_code ? rule->origin.code : (struct str){0};
    struct ruling ruling =
        severity_rule(NULL, &f->severities, code, rule->origin.name, rule->severity);
    bool is_whole =
        ruling.severity == severity && !list->asked; /* else that is its severity here */
    *is_partial = !is_whole && rule->is_required && has_fields_of(f, severity);
    return is_whole || *is_partial;
}

struct framework_rulings rulings_of_frameworks(const struct rule_list *list,
                                               const struct listed_rule *row, struct arena *a)
{
    struct framework_rulings rulings = {0};
    size_t count = 0;
    for (const struct framework *f = list->frameworks; f; f = f->next)
        count++;
    rulings.items = ARENA_ARRAY(a, struct framework_ruling, count * (SEVERITY_ERROR + 1) + 1);
    for (enum severity severity = SEVERITY_OFF; severity <= SEVERITY_ERROR; severity++) {
        if (severity == row->rule->severity || row->framework)
            continue;
        for (const struct framework *f = list->frameworks; f; f = f->next) {
            struct framework_ruling *ruling = &rulings.items[rulings.count];
            ruling->framework = f;
            ruling->severity = severity;
            bool is_asked = !list->asked || f == list->asked;
            rulings.count +=
                is_asked && rules_so(list, row->rule, f, severity, &ruling->is_partial);
        }
    }
    return rulings;
}

/* Adds “改为关闭的体系：云南省、四川省”, of those that have it count as `severity`, wholly or in part. */
static void add_in_words(const struct framework_rulings *rulings, enum severity severity,
                         bool is_partial, struct arena *a, struct bilingual *all)
{
    struct bilingual names = {{0}, {0}}, word = severity_name(severity);
    for (size_t i = 0; i < rulings->count; i++) {
        const struct framework_ruling *ruling = &rulings->items[i];
        if (ruling->severity == severity && ruling->is_partial == is_partial)
            bilingual_add(a, &names, ruling->framework->name);
    }
    if (!names.chinese.len)
        return;
    struct bilingual one = {
        arena_format(a, "%s%" STR_FORMAT "的体系：%" STR_FORMAT, is_partial ? "有的栏算" : "改为",
                     STR_ARG(word.chinese), STR_ARG(names.chinese)),
        arena_format(a, "%" STR_FORMAT "%s in the frameworks %" STR_FORMAT, STR_ARG(word.english),
                     is_partial ? " for some fields" : "", STR_ARG(names.english))};
    bilingual_add(a, all, one);
}

struct str ruling_of_frameworks(const struct rule_list *list, const struct listed_rule *row,
                                enum language language, struct arena *a)
{
    struct framework_rulings rulings = rulings_of_frameworks(list, row, a);
    struct bilingual all = {{0}, {0}};
    for (enum severity severity = SEVERITY_OFF; severity <= SEVERITY_ERROR; severity++) {
        add_in_words(&rulings, severity, false, a, &all);
        add_in_words(&rulings, severity, true, a, &all);
    }
    return bilingual_text(all, language);
}

struct str rule_source(const struct rule *rule, enum language language, struct arena *a)
{
    bool english = language == LANGUAGE_ENGLISH;
    if (rule->source.len == 0 || rule->source_number.len == 0)
        return rule->source;
    return arena_format(
        a, english ? "%" STR_FORMAT " (%" STR_FORMAT ")" : "%" STR_FORMAT "（%" STR_FORMAT "）",
        STR_ARG(rule->source), STR_ARG(rule->source_number));
}

struct str rule_diagnostics(const struct rule *rule, enum language language, struct arena *a)
{
    struct bilingual list = {{0}, {0}};
    for (size_t i = 0; i < rule->diagnostic_count; i++) {
        struct str code = str_of(diag_info(rule->diagnostics[i])->code);
        bilingual_add(a, &list, (struct bilingual){code, code});
    }
    if (rule->diagnostic_count == 0)
        return list.chinese;
    return arena_format(a,
                        language == LANGUAGE_ENGLISH ? "checked by the program itself: %" STR_FORMAT
                                                     : "程序自己查：%" STR_FORMAT,
                        STR_ARG(bilingual_text(list, language)));
}
