/* cmd_rules.c - jixiao rules: which rules there are and what they count as. */
#include "base/utf8.h"
#include "emit/json_build.h"
#include "emit/json_print.h"
#include "tools/rule_list.h"
#include "tools/rule_settings.h"

/* By its code, a name, or the letters of its group. */
static bool is_called(const struct listed_rule *row, struct str wanted)
{
    return rule_is_named(row->rule, wanted) || str_equal(row->letters, wanted);
}

static bool is_wanted(const struct options *options, const struct listed_rule *row)
{
    for (int i = 0; i < options->path_count; i++) {
        if (is_called(row, str_of(options->paths[i])))
            return true;
    }
    return options->path_count == 0;
}

/* ---- for people ---------------------------------------------------------------------------- */

static void print_padded(struct str text, unsigned width)
{
    unsigned taken = utf8_text_width(text, 1);
    printf("%" STR_FORMAT "%*s", STR_ARG(text), (int)(taken < width ? width - taken : 0) + 2, "");
}

static void print_group(const struct listed_rule *row, enum language language, bool is_first)
{
    struct str group = bilingual_text(row->group, language);
    if (!is_first)
        putchar('\n');
    if (row->letters.len)
        printf("%" STR_FORMAT "%s%" STR_FORMAT "\n", STR_ARG(row->letters), group.len ? "  " : "",
               STR_ARG(group));
    else
        puts(language == LANGUAGE_ENGLISH ? "without a code" : "没有编码的");
}

/* What stands on the second line, with semicolons between. */
static void print_remark(struct str text, enum language language, bool *any)
{
    if (text.len == 0)
        return;
    printf("%s%" STR_FORMAT,
           !*any                          ? ""
           : language == LANGUAGE_ENGLISH ? "; "
                                          : "；",
           STR_ARG(text));
    *any = true;
}

static void print_row(const struct rule_list *list, const struct listed_rule *row,
                      unsigned code_width, enum language language, struct arena *a)
{
    const struct rule *rule = row->rule;
    bool english = language == LANGUAGE_ENGLISH, any = false;
    struct bilingual name = rule->origin.name;
    fputs("  ", stdout);
    print_padded(rule->has_code ? rule->origin.code : STR(""), code_width);
    print_padded(bilingual_text(severity_name(row->ruling.severity), language), english ? 7 : 4);
    print_padded(bilingual_text(rule->origin.criterion, language), english ? 12 : 6);
    printf("%" STR_FORMAT "\n", STR_ARG(bilingual_text(rule->origin.title, language)));
    printf("  %*s", (int)code_width + 2, "");
    print_remark(str_equal(name.chinese, name.english)
                     ? name.chinese
                     : arena_format(a, "%" STR_FORMAT " %" STR_FORMAT, STR_ARG(name.chinese),
                                    STR_ARG(name.english)),
                 language, &any);
    print_remark(rule_diagnostics(rule, language, a), language, &any);
    if (row->framework)
        print_remark(arena_format(a, english ? "for %" STR_FORMAT : "用于%" STR_FORMAT,
                                  STR_ARG(bilingual_text(row->framework->name, language))),
                     language, &any);
    print_remark(rule_source(rule, language, a), language, &any);
    print_remark(ruling_of_frameworks(list, row, language, a), language, &any);
    print_remark(ruling_reason(row, language, a), language, &any);
    putchar('\n');
}

static void print_list(const struct options *options, const struct rule_list *list, struct arena *a)
{
    const struct listed_rule *before = NULL;
    unsigned code_width = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct rule *rule = list->rows[i].rule;
        unsigned width = rule->has_code ? utf8_text_width(rule->origin.code, 1) : 0;
        code_width = width > code_width ? width : code_width;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct listed_rule *row = &list->rows[i];
        if (!is_wanted(options, row))
            continue;
        if (!before || !str_equal(before->letters, row->letters))
            print_group(row, options->language, !before);
        print_row(list, row, code_width, options->language, a);
        before = row;
    }
}

/* ---- as JSON ------------------------------------------------------------------------------- */

static void both_add(struct json_builder *b, cJSON *parent, const char *key, struct bilingual text)
{
    cJSON *object = json_add_object(b, parent, key);
    json_add_text(b, object, "zh", bilingual_text(text, LANGUAGE_CHINESE));
    json_add_text(b, object, "en", bilingual_text(text, LANGUAGE_ENGLISH));
}

/* The frameworks that have the rule count as something else. */
static void frameworks_add(struct json_builder *b, cJSON *object, const struct rule_list *list,
                           const struct listed_rule *row)
{
    struct framework_rulings rulings = rulings_of_frameworks(list, row, b->a);
    cJSON *array = json_add_array(b, object, "severity_of_frameworks");
    for (size_t i = 0; i < rulings.count; i++) {
        const struct framework_ruling *ruling = &rulings.items[i];
        cJSON *one = json_add_object(b, array, NULL);
        both_add(b, one, "framework", ruling->framework->name);
        json_add_text(b, one, "severity", severity_name(ruling->severity).english);
        json_add_truth(b, one, "some_fields_only", ruling->is_partial);
    }
}

static void row_add(struct json_builder *b, cJSON *object, const struct rule_list *list,
                    const struct listed_rule *row, enum language language)
{
    static const char *const sources[] = {"rule", "framework", "workspace", "command"};
    const struct rule *rule = row->rule;
    source_index(rule->span.source, b->a);
    json_add_text(b, object, "code", rule->origin.code);
    both_add(b, object, "name", rule->origin.name);
    both_add(b, object, "title", rule->origin.title);
    json_add_text(b, object, "group", row->letters);
    both_add(b, object, "group_title", row->group);
    json_add_text(b, object, "severity", severity_name(row->ruling.severity).english);
    json_add_text(b, object, "severity_by", str_of(sources[row->ruling.source]));
    json_add_text(b, object, "severity_of_rule", severity_name(rule->severity).english);
    frameworks_add(b, object, list, row);
    json_add_text_or_null(b, object, "why", ruling_reason(row, language, b->a));
    json_add_text_or_null(b, object, "criterion", rule->origin.criterion.english);
    json_add_text_or_null(b, object, "source", rule->source);
    json_add_text_or_null(b, object, "source_number", rule->source_number);
    both_add(b, object, "help", rule->help);
    cJSON *diagnostics = json_add_array(b, object, "diagnostics");
    for (size_t i = 0; i < rule->diagnostic_count; i++)
        json_add_text(b, diagnostics, NULL, str_of(diag_info(rule->diagnostics[i])->code));
    json_add_text_or_null(b, object, "framework",
                          row->framework ? row->framework->name.chinese : (struct str){0});
    json_add_text(b, object, "path", rule->span.source->path);
    json_add_whole(b, object, "line", source_line(rule->span.source, rule->span.start));
}

static bool print_json(const struct options *options, const struct rule_list *list, struct arena *a)
{
    struct json_builder b = {.a = a};
    cJSON *root = cJSON_CreateObject();
    cJSON *rules = json_add_array(&b, root, "rules");
    for (size_t i = 0; i < list->count; i++) {
        if (is_wanted(options, &list->rows[i]))
            row_add(&b, json_add_object(&b, rules, NULL), list, &list->rows[i], options->language);
    }
    if (!b.failed)
        json_print(stdout, root);
    cJSON_Delete(root);
    return !b.failed;
}

/* ---- the command --------------------------------------------------------------------------- */

/* The framework of --framework; false after telling that there is none. */
static bool find_framework(const struct options *options, const struct library *library,
                           const struct framework **framework)
{
    struct str name = str_of(options->framework);
    *framework = options->framework ? framework_find(library->frameworks, name) : NULL;
    if (!options->framework || *framework)
        return true;
    struct nearest nearest = nearest_to(name);
    for (const struct framework *f = library->frameworks; f; f = f->next)
        nearest_try_both(&nearest, f->name.chinese, f->name.english);
    command_refuse_name(options, options->framework, "没有这个体系", "no such framework",
                        nearest_name(&nearest), "jixiao explain framework");
    return false;
}

/* Tells of each word that no rule and no group is called by. */
static int refuse_unknown(const struct options *options, const struct rule_list *list)
{
    int status = EXIT_CLEAN;
    for (int i = 0; i < options->path_count; i++) {
        bool found = false;
        for (size_t j = 0; j < list->count && !found; j++)
            found = is_called(&list->rows[j], str_of(options->paths[i]));
        if (!found)
            status = command_refuse(options, options->paths[i],
                                    "没有这条规则；jixiao rules 列出所有规则",
                                    "no such rule; `jixiao rules` lists them");
    }
    return status;
}

static int run(const struct options *options, const struct library *library,
               const struct workspace_file *workspace, struct arena *a)
{
    const struct framework *framework;
    if (!find_framework(options, library, &framework) ||
        !rule_settings_hold(options, library, workspace, NULL))
        return EXIT_CANNOT;
    struct rule_list list = rule_list(options, library, workspace, framework, a);
    if (options->print.format == DIAG_FORMAT_JSON)
        return print_json(options, &list, a) ? EXIT_CLEAN
                                             : command_fail(NULL, "内存不足 out of memory");
    print_list(options, &list, a);
    return refuse_unknown(options, &list);
}

int command_rules(const struct options *options)
{
    struct arena a = ARENA_INIT;
    struct file_list list = {0};
    struct workspace_file workspace = {0};
    struct library *library = command_library(&a);
    int status = EXIT_CANNOT;
    if (library && workspace_file_load(options, library, &a, &list, &workspace))
        status = run(options, library, &workspace, &a);
    workspace_file_free(&workspace);
    arena_free(&a);
    return status;
}
