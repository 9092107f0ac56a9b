/* explain_framework.c - what frameworks define, for jixiao explain. */
#include "tools/explain_framework.h"

#include <stdio.h>

/* Where a thing of a framework is looked for or printed. */
struct explained {
    const struct framework *framework;
    struct str name;
    enum language language;
    bool found;
};

static bool is_called(struct bilingual name, struct str wanted)
{
    return str_equal(name.chinese, wanted) || str_equal(name.english, wanted);
}

static const char *say(enum language language, const char *chinese, const char *english)
{
    return language == LANGUAGE_ENGLISH ? english : chinese;
}

/* “数量 quantity”, with a comma before it if it is not the first of a list. */
static void print_listed(struct bilingual name, bool is_first, enum language language)
{
    printf("%s%" STR_FORMAT " %" STR_FORMAT, is_first ? "" : say(language, "、", ", "),
           STR_ARG(name.chinese), STR_ARG(name.english));
}

/* The first line of an answer, up to the framework: “数量 / quantity（体系 上海市/2020”. */
static void print_head(struct explained *e, struct bilingual name)
{
    struct str framework = bilingual_text(e->framework->name, e->language);
    if (e->found)
        putchar('\n');
    e->found = true;
    printf("%" STR_FORMAT " / %" STR_FORMAT "%s%" STR_FORMAT, STR_ARG(name.chinese),
           STR_ARG(name.english), say(e->language, "（体系 ", "  (framework "), STR_ARG(framework));
}

/* Whether what stands at `span` was taken over: then the framework that it is from tells of it. */
static bool is_taken_over(const struct explained *e, struct span span)
{
    struct span own = e->framework->whole_span;
    return span.source != own.source || span.start < own.start || span.end > own.end;
}

/* ---- categories ---------------------------------------------------------------------------- */

/* “时间、日期、比率”: the targets that a level-two category takes. */
static void print_accepted(const struct category *category, enum language language)
{
    static const struct {
        unsigned accepted;
        const char *chinese, *english;
    } others[] = {{ACCEPTS_DATE, "日期", "a date"},
                  {ACCEPTS_PRICE, "单价", "a price"},
                  {ACCEPTS_RATE, "频次", "a rate of occurrence"},
                  {ACCEPTS_GRADE, "等级", "a grade"},
                  {ACCEPTS_TEXT, "文字", "a text"}};
    if (category->accepts_all) {
        fputs(say(language, "任何目标值", "any target"), stdout);
        return;
    }
    const char *separator = "";
    for (unsigned i = 0; i < category->kind_count; i++) {
        struct str kind = bilingual_text(category->kinds[i]->name, language);
        printf("%s%" STR_FORMAT, separator, STR_ARG(kind));
        separator = say(language, "、", ", ");
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (!(category->accepts & others[i].accepted))
            continue;
        printf("%s%s", separator, say(language, others[i].chinese, others[i].english));
        separator = say(language, "、", ", ");
    }
}

static void explain_level_one(struct explained *e, const struct category *category)
{
    print_head(e, category->name);
    puts(say(e->language, "，一级指标）", ", a level-one category)"));
    if (!category->children)
        return;
    fputs(say(e->language, "  二级：", "  level two: "), stdout);
    for (const struct category *child = category->children; child; child = child->next)
        print_listed(child->name, child == category->children, e->language);
    putchar('\n');
}

static void explain_level_two(struct explained *e, const struct category *category)
{
    struct str parent = bilingual_text(category->parent->name, e->language);
    print_head(e, category->name);
    printf(say(e->language, "，“%" STR_FORMAT "”下的二级指标）\n",
               ", level two of '%" STR_FORMAT "')\n"),
           STR_ARG(parent));
    fputs(say(e->language, "  可用：", "  takes: "), stdout);
    print_accepted(category, e->language);
    putchar('\n');
}

static void explain_categories(struct explained *e)
{
    const struct category *one = e->framework->categories;
    for (; one; one = one->next) {
        if (is_called(one->name, e->name) && !is_taken_over(e, one->span))
            explain_level_one(e, one);
        for (const struct category *two = one->children; two; two = two->next) {
            if (is_called(two->name, e->name) && !is_taken_over(e, two->span))
                explain_level_two(e, two);
        }
    }
}

/* ---- choices and funding ------------------------------------------------------------------- */

static void explain_choices(struct explained *e)
{
    const struct choices *choices = e->framework->choices;
    for (; choices; choices = choices->next) {
        const struct choice *choice = choice_find(choices, e->name);
        if (!choice || is_taken_over(e, choice->span))
            continue;
        struct str field = bilingual_text(choices->word->name, e->language);
        struct str written = bilingual_text(choice->name, e->language);
        print_head(e, choice->name);
        printf(
            say(e->language, "，“%" STR_FORMAT "”的选项）\n", ", a choice of '%" STR_FORMAT "')\n"),
            STR_ARG(field));
        printf(say(e->language, "  写作：%" STR_FORMAT "：%" STR_FORMAT "\n",
                   "  written: %" STR_FORMAT ": %" STR_FORMAT "\n"),
               STR_ARG(field), STR_ARG(written));
    }
}

/* What the item stands for, as words behind its name. */
static const char *role_text(const struct role *role, enum language language)
{
    if (role_is_total(role))
        return say(language, "，项目总额", ", the whole of the project");
    if (role_is_year(role))
        return say(language, "，当年金额", ", the amount of the year");
    return "";
}

static void explain_funding(struct explained *e, const struct funding_item *first,
                            const struct funding_item *parent)
{
    for (const struct funding_item *item = first; item; item = item->next) {
        if (is_called(item->name, e->name) && !is_taken_over(e, item->span)) {
            struct bilingual above = parent ? parent->name : word_info(WORD_PROJECT_FUNDING)->name;
            struct str within = bilingual_text(above, e->language);
            print_head(e, item->name);
            printf(say(e->language, "，“%" STR_FORMAT "”里的一项资金%s）\n",
                       ", an item of funding within '%" STR_FORMAT "'%s)\n"),
                   STR_ARG(within), role_text(item->role, e->language));
            if (item->children)
                fputs(say(e->language, "  各项之和：", "  the sum of: "), stdout);
            for (const struct funding_item *part = item->children; part; part = part->next)
                print_listed(part->name, part == item->children, e->language);
            if (item->children)
                putchar('\n');
        }
        explain_funding(e, item->children, item);
    }
}

/* ---- fields of its own --------------------------------------------------------------------- */

static void print_choices(const struct choices *choices, enum language language)
{
    for (const struct choice *choice = choices->first; choice; choice = choice->next)
        print_listed(choice->name, choice == choices->first, language);
    putchar('\n');
}

static const char *type_text(const struct word *word, enum language language)
{
    switch (word->type) {
    case TYPE_TITLE:
        return say(language, "《文件名》或文字", "a title or text");
    case TYPE_NUMBER:
        return say(language, "数", "a number");
    case TYPE_MONEY:
        return say(language, "金额", "an amount of money");
    case TYPE_YEAR:
        return say(language, "年份", "a year");
    case TYPE_DATE:
        return say(language, "日期", "a date");
    case TYPE_TRUTH:
        return say(language, "真 或 假", "true or false");
    case TYPE_TARGET:
        return say(language, "目标值", "a target");
    case TYPE_CHOICE:
        return say(language, "选项", "a choice");
    default:
        return say(language, "文字", "a text");
    }
}

/* What the field takes: “选项：计划标准 plan、…”. */
static void print_field(const struct framework *framework, const struct word *word,
                        enum language language)
{
    const struct choices *choices = framework_choices(framework, word->id);
    printf("  %s", type_text(word, language));
    if (choices) {
        fputs(say(language, "：", ": "), stdout);
        print_choices(choices, language);
    } else {
        putchar('\n');
    }
    if (word->line.chinese.len)
        printf("  %" STR_FORMAT "\n", STR_ARG(word->line.chinese));
}

static void explain_fields(struct explained *e)
{
    for (const struct extra_field *field = e->framework->fields; field; field = field->next) {
        struct str subject = bilingual_text(block_name(field->word.block), e->language);
        if (!is_called(field->word.name, e->name) || is_taken_over(e, field->span))
            continue;
        print_head(e, field->word.name);
        printf(
            say(e->language, "，写在“%" STR_FORMAT "”里）\n", ", a field of '%" STR_FORMAT "')\n"),
            STR_ARG(subject));
        print_field(e->framework, &field->word, e->language);
    }
}

/* ---- a whole framework --------------------------------------------------------------------- */

static void print_funding(const struct funding_item *first, int depth, enum language language)
{
    for (const struct funding_item *item = first; item; item = item->next) {
        printf("%*s", 2 * depth, "");
        print_listed(item->name, true, language);
        puts(role_text(item->role, language));
        print_funding(item->children, depth + 1, language);
    }
}

/* “（40 至 50 分）”, if the category has points. */
static void print_points(const struct category *category, enum language language)
{
    char low[DECIMAL_TEXT_SIZE], high[DECIMAL_TEXT_SIZE];
    if (!category->has_weight)
        return;
    struct str least = decimal_print(category->weight, low);
    struct str most = decimal_print(category->weight_most, high);
    fputs(say(language, "（", " ("), stdout);
    printf("%" STR_FORMAT, STR_ARG(least));
    if (!str_equal(least, most))
        printf(say(language, " 至 %" STR_FORMAT, " to %" STR_FORMAT), STR_ARG(most));
    fputs(say(language, " 分）", " points)"), stdout);
}

/* What it extends, its unit of money and its full marks. */
static void print_settings(const struct framework *framework, enum language language)
{
    char marks[DECIMAL_TEXT_SIZE];
    if (framework->base)
        printf(say(language, "  沿用：%" STR_FORMAT "\n", "  extends: %" STR_FORMAT "\n"),
               STR_ARG(bilingual_text(framework->base->name, language)));
    if (framework->money)
        printf(say(language, "  金额单位：%" STR_FORMAT "\n", "  money_unit: %" STR_FORMAT "\n"),
               STR_ARG(bilingual_text(framework->money->name, language)));
    if (framework->has_full_marks)
        printf(say(language, "  满分：%" STR_FORMAT "\n", "  full_marks: %" STR_FORMAT "\n"),
               STR_ARG(decimal_print(framework->full_marks, marks)));
}

/* The words of the language's own that may stand in a block. */
static void print_words(enum block block, enum language language)
{
    bool is_first = true;
    struct str name = bilingual_text(block_name(block), language);
    printf(say(language, "\n“%" STR_FORMAT "”里的栏\n  ", "\nfields of '%" STR_FORMAT "'\n  "),
           STR_ARG(name));
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        if (word_info(id)->type == TYPE_DERIVED)
            continue;
        print_listed(word_info(id)->name, is_first, language);
        is_first = false;
    }
    putchar('\n');
}

static void print_framework(const struct framework *framework, enum language language)
{
    static const enum block blocks[] = {BLOCK_PROJECT, BLOCK_RATIONALE, BLOCK_INDICATOR,
                                        BLOCK_LINE,    BLOCK_SAFEGUARD, BLOCK_SIGN_OFF};
    struct str use = bilingual_text(framework->name, language);
    printf(say(language, "体系 %" STR_FORMAT " / %" STR_FORMAT "（引用 \"std/%" STR_FORMAT "\"）\n",
               "framework %" STR_FORMAT " / %" STR_FORMAT "  (use \"std/%" STR_FORMAT "\")\n"),
           STR_ARG(framework->name.chinese), STR_ARG(framework->name.english), STR_ARG(use));
    if (framework->note.len)
        printf("  %" STR_FORMAT "\n", STR_ARG(framework->note));
    print_settings(framework, language);
    for (const struct category *one = framework->categories; one; one = one->next) {
        fputs(say(language, "\n一级 ", "\nlevel one "), stdout);
        print_listed(one->name, true, language);
        print_points(one, language);
        putchar('\n');
        for (const struct category *two = one->children; two; two = two->next) {
            fputs("  ", stdout);
            print_listed(two->name, true, language);
            print_points(two, language);
            fputs(say(language, "：", ": "), stdout);
            print_accepted(two, language);
            putchar('\n');
        }
    }
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        print_words(blocks[i], language);
    for (const struct choices *choices = framework->choices; choices; choices = choices->next) {
        if (choices->word->id >= WORD_COUNT)
            continue; /* a field of its own */
        fputs(say(language, "\n选项 ", "\nchoices "), stdout);
        print_listed(choices->word->name, true, language);
        fputs("\n  ", stdout);
        print_choices(choices, language);
    }
    for (const struct extra_field *field = framework->fields; field; field = field->next) {
        struct str subject = bilingual_text(block_name(field->word.block), language);
        fputs(say(language, "\n字段 ", "\nfield "), stdout);
        print_listed(field->word.name, true, language);
        printf(say(language, "（%" STR_FORMAT "）\n", " (%" STR_FORMAT ")\n"), STR_ARG(subject));
        print_field(framework, &field->word, language);
    }
    if (framework->funding) {
        putchar('\n');
        print_listed(word_info(WORD_PROJECT_FUNDING)->name, true, language);
        putchar('\n');
        print_funding(framework->funding, 1, language);
    }
    explain_required(framework, language);
}

/* ---- names --------------------------------------------------------------------------------- */

bool explain_framework_name(const struct library *library, struct str name, enum language language,
                            bool found)
{
    struct explained e = {.name = name, .language = language, .found = found};
    if (str_starts_with(name, STR("std/")))
        name = str_part(name, 4, name.len);
    const struct framework *framework = library->frameworks;
    for (; framework; framework = framework->next) {
        e.framework = framework;
        if (is_called(framework->name, name)) {
            print_framework(framework, language);
            e.found = true;
        }
        explain_categories(&e);
        explain_choices(&e);
        explain_fields(&e);
        explain_funding(&e, framework->funding, NULL);
    }
    return e.found;
}

static void print_roles(const struct library *library, enum language language)
{
    for (const struct role *role = library->roles; role; role = role->next) {
        fputs("  ", stdout);
        print_listed(role->name, true, language);
        putchar('\n');
    }
}

void explain_framework_word(const struct library *library, const struct word *word,
                            enum language language)
{
    if (word->id == WORD_FILE_ROLE)
        print_roles(library, language);
    const struct framework *framework = library->frameworks;
    for (; framework; framework = framework->next) {
        const struct choices *choices = framework_choices(framework, word->id);
        struct str name = bilingual_text(framework->name, language);
        if (word->id == WORD_FILE_FRAMEWORK) {
            fputs("  ", stdout);
            print_listed(framework->name, true, language);
            putchar('\n');
        } else if (choices) {
            printf("  %" STR_FORMAT "%s", STR_ARG(name), say(language, "：", ": "));
            print_choices(choices, language);
        }
    }
}

static void try_funding(const struct funding_item *first, struct nearest *nearest)
{
    for (const struct funding_item *item = first; item; item = item->next) {
        nearest_try_both(nearest, item->name.chinese, item->name.english);
        try_funding(item->children, nearest);
    }
}

void explain_framework_nearest(const struct library *library, struct nearest *nearest)
{
    const struct framework *framework = library->frameworks;
    for (; framework; framework = framework->next) {
        nearest_try_both(nearest, framework->name.chinese, framework->name.english);
        for (const struct category *one = framework->categories; one; one = one->next) {
            nearest_try_both(nearest, one->name.chinese, one->name.english);
            for (const struct category *two = one->children; two; two = two->next)
                nearest_try_both(nearest, two->name.chinese, two->name.english);
        }
        for (const struct extra_field *field = framework->fields; field; field = field->next)
            nearest_try_both(nearest, field->word.name.chinese, field->word.name.english);
        const struct choices *choices = framework->choices;
        for (; choices; choices = choices->next) {
            for (const struct choice *choice = choices->first; choice; choice = choice->next)
                nearest_try_both(nearest, choice->name.chinese, choice->name.english);
        }
        try_funding(framework->funding, nearest);
    }
}
