/* rule_text.c - terms, types and values of rules as a person reads them. */
#include "sema/portfolio.h"
#include "sema/rule_term.h"

#include "sema/value.h"

/* ---- types ----------------------------------------------------------------------------------- */

/* One value of the type, in English without an article. */
static struct bilingual single_text(struct rule_scope *scope, const struct rule_type *type)
{
    struct binder *b = scope->binder;
    struct dimension money = money_dimension(b);
    switch (type->kind) {
    case RULE_TRUTH:
        return (struct bilingual){STR("是非"), STR("truth value")};
    case RULE_TEXT:
        return (struct bilingual){STR("文字"), STR("text")};
    case RULE_DATE:
        return (struct bilingual){STR("日期"), STR("date")};
    case RULE_PERIOD:
        return (struct bilingual){STR("起止日期"), STR("period")};
    case RULE_GRADE:
        return (struct bilingual){STR("等级"), STR("grade")};
    case RULE_ANY:
        return (struct bilingual){STR("目标值的值"), STR("target value")};
    case RULE_OBJECT:
        return type->subject == SUBJECT_NONE ? (struct bilingual){STR("一项"), STR("thing")}
                                             : rule_subject_info(type->subject)->name;
    case RULE_NAME:
        return rule_domain_name(type->domain, (struct bilingual){STR("选项"), STR("choice")});
    case RULE_ABSENT:
    case RULE_UNKNOWN:
    case RULE_QUANTITY:
        break;
    }
    if (type->is_dynamic)
        return (struct bilingual){STR("数量"), STR("quantity")};
    if (dimension_is_none(&type->dimension))
        return (struct bilingual){STR("数字"), STR("number")};
    if (dimension_equal(&type->dimension, &money))
        return (struct bilingual){STR("金额"), STR("amount of money")};
    struct bilingual unit = dimension_name(b->arena, b->units, &type->dimension);
    return (struct bilingual){
        arena_format(b->arena, "以 %" STR_FORMAT " 为单位的数量", STR_ARG(unit.chinese)),
        arena_format(b->arena, "quantity in %" STR_FORMAT, STR_ARG(unit.english))};
}

struct bilingual rule_type_text(struct rule_scope *scope, const struct rule_type *type)
{
    struct bilingual text = single_text(scope, type);
    struct arena *a = scope->binder->arena;
    if (type->is_many)
        return (struct bilingual){
            arena_format(a, "一组（%" STR_FORMAT "）", STR_ARG(text.chinese)),
            arena_format(a, "a collection (%" STR_FORMAT ")", STR_ARG(text.english))};
    bool vowel = text.english.len && memchr("aeiou", text.english.ptr[0], 5);
    text.english =
        arena_format(a, vowel ? "an %" STR_FORMAT : "a %" STR_FORMAT, STR_ARG(text.english));
    return text;
}

/* ---- values ---------------------------------------------------------------------------------- */

/* What was worked out: rounded, and said to be so, if it is no decimal. */
static struct bilingual computed_text(struct arena *a, const struct rule_value *value)
{
    enum { PLACES_SHOWN = 2 };
    struct quantity quantity = quantity_of(value->amount, value->measure);
    struct rational shown;
    struct decimal decimal;
    if (!rational_divide(value->amount, value->measure->factor, &shown) ||
        rational_is_decimal(shown, DECIMAL_PLACE_LIMIT, &decimal) ||
        !rational_round(shown, PLACES_SHOWN, &decimal))
        return quantity_phrase(a, &quantity);
    quantity.is_written = true;
    quantity.written = decimal;
    struct bilingual text = quantity_phrase(a, &quantity);
    return (struct bilingual){arena_format(a, "约 %" STR_FORMAT, STR_ARG(text.chinese)),
                              arena_format(a, "about %" STR_FORMAT, STR_ARG(text.english))};
}

struct bilingual rule_value_text(struct arena *a, const struct rule_value *value)
{
    char buffer[DATE_TEXT_SIZE], other[DATE_TEXT_SIZE];
    switch (value->kind) {
    case RULE_ABSENT:
        return (struct bilingual){STR("没有写"), STR("not written")};
    case RULE_UNKNOWN:
    case RULE_ANY:
        return (struct bilingual){STR("不明"), STR("unknown")};
    case RULE_TRUTH:
        return value->truth ? (struct bilingual){STR("是"), STR("yes")}
                            : (struct bilingual){STR("否"), STR("no")};
    case RULE_TEXT:
        return (struct bilingual){arena_format(a, "“%" STR_FORMAT "”", STR_ARG(value->text)),
                                  arena_format(a, "'%" STR_FORMAT "'", STR_ARG(value->text))};
    case RULE_DATE: {
        struct str date = arena_copy(a, date_print(value->date, buffer));
        return (struct bilingual){date, date};
    }
    case RULE_PERIOD: {
        struct str first = date_print(value->period.first, buffer);
        struct str last = date_print(value->period.last, other);
        return (struct bilingual){
            arena_format(a, "%" STR_FORMAT " 至 %" STR_FORMAT, STR_ARG(first), STR_ARG(last)),
            arena_format(a, "%" STR_FORMAT " to %" STR_FORMAT, STR_ARG(first), STR_ARG(last))};
    }
    case RULE_QUANTITY:
        if (value->quantity)
            return quantity_phrase(a, value->quantity);
        return computed_text(a, value);
    case RULE_GRADE:
        return value->grade->name;
    case RULE_NAME:
        if (bilingual_text(value->name, LANGUAGE_CHINESE).len == 0)
            return (struct bilingual){STR("无"), STR("none")};
        return value->name;
    case RULE_OBJECT:
        break;
    }
    return (struct bilingual){STR("它"), STR("it")};
}

/* ---- terms ----------------------------------------------------------------------------------- */

static struct bilingual joined(struct arena *a, struct bilingual left, const char *chinese,
                               const char *english, struct bilingual right)
{
    const struct str one[] = {left.chinese, str_of(chinese), right.chinese};
    const struct str other[] = {bilingual_text(left, LANGUAGE_ENGLISH), str_of(english),
                                bilingual_text(right, LANGUAGE_ENGLISH)};
    return (struct bilingual){arena_join(a, one, 3), arena_join(a, other, 3)};
}

static const struct bilingual nothing = {{"", 0}, {"", 0}};

/* How tightly a term binds: what stands inside a tighter one needs parentheses. */
static int binding(const struct rule_term *term)
{
    switch (term->operation) {
    case TERM_OR:
        return 1;
    case TERM_AND:
        return 2;
    case TERM_NOT:
        return 3;
    case TERM_COMPARE:
    case TERM_BETWEEN:
    case TERM_AMONG:
        return 4;
    case TERM_ADD:
    case TERM_SUBTRACT:
        return 5;
    case TERM_MULTIPLY:
    case TERM_DIVIDE:
        return 6;
    case TERM_NEGATE:
        return 7;
    case TERM_CONSTANT:
    case TERM_ELEMENT:
    case TERM_PROJECT:
    case TERM_WORDS:
    case TERM_FIELD:
    case TERM_MEMBER:
    case TERM_FILTER:
    case TERM_CALL:
        break;
    }
    return 9;
}

static struct bilingual inner_text(struct arena *a, const struct rule_term *term, int least)
{
    struct bilingual text = rule_term_text(a, term);
    if (binding(term) >= least)
        return text;
    return joined(a, joined(a, nothing, "（", "(", text), "）", ")", nothing);
}

struct bilingual rule_relation_text(enum ast_operator relation)
{
    struct str sign = relation_text(relation);
    return (struct bilingual){sign, sign};
}

static struct bilingual infix_text(struct arena *a, const struct rule_term *term,
                                   const char *chinese, const char *english)
{
    int own = binding(term);
    return joined(a, inner_text(a, term->left, own), chinese, english,
                  inner_text(a, term->right, own + 1));
}

/* 最大(年数(文字)) in words: the latest year in it. False for any other call. */
static bool year_text(struct arena *a, const struct rule_term *term, struct bilingual *text)
{
    bool is_last = term->index == FUNCTION_MAXIMUM;
    const struct rule_term *years = term->left;
    if ((!is_last && term->index != FUNCTION_MINIMUM) || years->operation != TERM_CALL ||
        years->index != FUNCTION_YEARS)
        return false;
    struct bilingual of = rule_term_text(a, years->left);
    text->chinese =
        arena_format(a, is_last ? "%" STR_FORMAT "里最晚的年份" : "%" STR_FORMAT "里最早的年份",
                     STR_ARG(of.chinese));
    text->english = arena_format(
        a, is_last ? "the latest year in %" STR_FORMAT : "the earliest year in %" STR_FORMAT,
        STR_ARG(of.english));
    return true;
}

static struct bilingual call_text(struct arena *a, const struct rule_term *term)
{
    struct bilingual words;
    if (year_text(a, term, &words))
        return words;
    struct bilingual text = rule_function_info(term->index)->name;
    for (unsigned i = 0; i < term->argument_count; i++)
        text =
            joined(a, text, i ? ", " : "(", i ? ", " : "(", rule_term_text(a, term->arguments[i]));
    return joined(a, text, ")", ")", nothing);
}

static struct bilingual path_text(struct arena *a, const struct rule_term *term)
{
    struct bilingual name =
        term->operation == TERM_FIELD ? term->word->name : rule_member_info(term->index)->name;
    if (term->left->is_implied)
        return name;
    return joined(a, inner_text(a, term->left, 9), ".", ".", name);
}

struct bilingual rule_term_text(struct arena *a, const struct rule_term *term)
{
    switch (term->operation) {
    case TERM_CONSTANT:
        return rule_value_text(a, &term->constant);
    case TERM_ELEMENT:
        return term->index == 0 ? (struct bilingual){STR("本项"), STR("this")}
                                : (struct bilingual){STR("它"), STR("it")};
    case TERM_PROJECT:
        return (struct bilingual){STR("项目"), STR("project")};
    case TERM_WORDS:
        return joined(a, word_info(WORD_FILE_WORD_LIST)->name, ".", ".", term->words->name);
    case TERM_FIELD:
    case TERM_MEMBER:
        return path_text(a, term);
    case TERM_FILTER:
        return joined(
            a, joined(a, rule_term_text(a, term->left), "[", "[", rule_term_text(a, term->right)),
            "]", "]", nothing);
    case TERM_CALL:
        return call_text(a, term);
    case TERM_NOT:
        return joined(a, nothing, "非 ", "not ", inner_text(a, term->left, 4));
    case TERM_AND:
        return infix_text(a, term, " 且 ", " and ");
    case TERM_OR:
        return infix_text(a, term, " 或 ", " or ");
    case TERM_COMPARE: {
        struct bilingual sign = rule_relation_text(term->relation);
        struct bilingual left = joined(a, rule_term_text(a, term->left), " ", " ", sign);
        return joined(a, left, " ", " ", rule_term_text(a, term->right));
    }
    case TERM_BETWEEN:
        return joined(a, infix_text(a, term, " 属于 ", " in "), " 至 ", " to ",
                      inner_text(a, term->third, 5));
    case TERM_AMONG:
        return infix_text(a, term, " 属于 ", " in ");
    case TERM_ADD:
        return infix_text(a, term, " + ", " + ");
    case TERM_SUBTRACT:
        return infix_text(a, term, " - ", " - ");
    case TERM_MULTIPLY:
        if (term->right->is_implied)
            return rule_term_text(a, term->left); /* 天数(期限), read as so many 天 */
        return infix_text(a, term, " × ", " × ");
    case TERM_DIVIDE:
        return infix_text(a, term, " / ", " / ");
    case TERM_NEGATE:
        return joined(a, nothing, "-", "-", inner_text(a, term->left, 7));
    }
    return nothing;
}

/* ---- things ---------------------------------------------------------------------------------- */

struct bilingual rule_value_name(struct arena *a, const struct rule_value *value,
                                 const struct rule_type *type)
{
    const void *object = value->object;
    struct str name = {0};
    if (value->kind != RULE_OBJECT)
        return rule_value_text(a, value);
    switch (type->subject) {
    case SUBJECT_PROJECT:
        name = ((const struct project *)object)->name;
        break;
    case SUBJECT_PORTFOLIO:
        name = ((const struct portfolio *)object)->name;
        break;
    case SUBJECT_INDICATOR:
        name = ((const struct indicator *)object)->name;
        break;
    case SUBJECT_LINE:
    case SUBJECT_TASK:
        name = ((const struct line *)object)->name;
        break;
    case SUBJECT_SAFEGUARD:
        name = ((const struct safeguard *)object)->document;
        break;
    case SUBJECT_TEXT:
        return ((const struct rule_prose *)object)->word->name;
    case SUBJECT_BASIS:
        name = ((const struct value *)object)->text;
        break;
    case SUBJECT_FUNDING_ITEM:
        return ((const struct funding *)object)->item->name;
    case SUBJECT_LEVEL_ONE:
    case SUBJECT_LEVEL_TWO:
        return ((const struct category *)object)->name;
    case SUBJECT_CHOICE:
        return ((const struct choice *)object)->name;
    case SUBJECT_PLAN_YEAR:
        return (struct bilingual){
            arena_format(a, "%d 年", ((const struct year_amount *)object)->year),
            arena_format(a, "%d", ((const struct year_amount *)object)->year)};
    case SUBJECT_TARGET:
        return (struct bilingual){target_text(a, object, LANGUAGE_CHINESE),
                                  target_text(a, object, LANGUAGE_ENGLISH)};
    case SUBJECT_FRAMEWORK:
        return ((const struct framework *)object)->name;
    case SUBJECT_RATIONALE:
    case SUBJECT_LINE_TOTALS:
    case SUBJECT_SIGN_OFF:
    case SUBJECT_PERIOD:
    case SUBJECT_DATE:
        return rule_subject_info(type->subject)->name;
    case SUBJECT_NONE:
        break;
    }
    return (struct bilingual){name, name};
}
