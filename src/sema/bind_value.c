/* bind_value.c - expressions to the values of fields. */
#include "sema/bind.h"

#include "base/nearest.h"
#include "syntax/paper_value.h"
#include "syntax/signs.h"

struct evaluator binder_evaluator(struct binder *b)
{
    return (struct evaluator){b->units, b->arena, b->diags, b->definitions, b->names};
}

/* What a field of this type takes, for a message. */
struct bilingual type_name(enum word_type type)
{
    switch (type) {
    case TYPE_TEXT:
        return (struct bilingual){STR("文字（用引号）"), STR("a quoted text")};
    case TYPE_TITLE:
        return (struct bilingual){STR("《文件名》或文字"), STR("a title or text")};
    case TYPE_YEAR:
        return (struct bilingual){STR("年份，如 2020"), STR("a year such as 2020")};
    case TYPE_DATE:
        return (struct bilingual){STR("日期，如 2020-01-31"), STR("a date such as 2020-01-31")};
    case TYPE_PERIOD:
        return (struct bilingual){STR("起止日期，如 2020-01-01 至 2020-12-31"),
                                  STR("two dates, as in 2020-01-01 to 2020-12-31")};
    case TYPE_YEARS:
        return (struct bilingual){STR("年份，如 2020 至 2026"), STR("years, such as 2020 to 2026")};
    case TYPE_MONEY:
        return (struct bilingual){STR("金额，如 80.00 万元"), STR("an amount, such as 80.00 万元")};
    case TYPE_MONEY_UNIT:
        return (struct bilingual){STR("金额的单位：元、万元或亿元"),
                                  STR("a unit of money: yuan, wan_yuan or yi_yuan")};
    case TYPE_NUMBER:
        return (struct bilingual){STR("数字"), STR("a number")};
    case TYPE_CHOICE:
        return (struct bilingual){STR("选项"), STR("one of the choices")};
    case TYPE_TARGET:
        return (struct bilingual){STR("目标值，如 >= 90%"), STR("a target, such as >= 90%")};
    case TYPE_NAMES:
        return (struct bilingual){STR("名称"), STR("a name")};
    case TYPE_TRUTH:
        return (struct bilingual){STR("真 或 假"), STR("true or false")};
    case TYPE_EXPRESSION:
    case TYPE_OBJECT:
    case TYPE_LIST:
    case TYPE_DERIVED:
        break;
    }
    return (struct bilingual){STR("内容"), STR("a value")};
}

/* Whether the expression is a code that begins with zeros: that was reported as a number. */
static bool begins_with_zero(const struct ast_expression *expression)
{
    size_t length, at = expression->span.start;
    struct str text = expression->span.source->text;
    return sign_digit(text, at, &length) == 0 && sign_digit(text, at + length, &length) >= 0;
}

/* `expression` is not what the word takes. Text without its quotes is told as what it is. */
static void report_type(struct binder *b, const struct word *word,
                        const struct ast_expression *expression)
{
    struct str text = span_text(expression->span);
    bool is_text = word->type == TYPE_TEXT || word->type == TYPE_TITLE ||
                   str_ends_with(text, STR(".jx")); /* of a path */
    if (expression->kind == AST_DATE) /* that it is not written well would be mended in vain */
        diags_drop(b->diags, DIAG_DATE_FORM, expression->span);
    else if (word->type == TYPE_PERIOD && expression->kind == AST_BINARY)
        diags_drop(b->diags, DIAG_DATE_FORM, expression->binary.left->span);
    if (is_text && begins_with_zero(expression))
        diags_drop(b->diags, DIAG_LEADING_ZERO, expression->span);
    else if (expression->kind == AST_ERROR)
        return;
    if (is_text && report_prose_from(b, word, expression->span))
        return;
    if (is_text) {
        struct diag *diag =
            diag_report(b->diags, DIAG_QUOTES_MISSING, expression->span, DIAG_TEXT(text));
        if (!item_ends_behind(b, word, expression->span))
            diag_help(b->diags, diag, NOTE_HELP_QUOTE_ALL, DIAG_NONE);
        else if (!memchr(text.ptr, '"', text.len) && !memchr(text.ptr, '\\', text.len))
            diag_fix(b->diags, diag, expression->span,
                     arena_format(b->arena, "\"%" STR_FORMAT "\"", STR_ARG(text)), FIX_SAFE);
        return;
    }
    struct diag *diag = diag_report(b->diags, DIAG_WRONG_TYPE, expression->span,
                                    DIAG_PHRASE(word->name), DIAG_PHRASE(type_name(word->type)));
    if (word->type == TYPE_DATE && expression->kind == AST_DATE)
        diag_help(b->diags, diag, NOTE_HELP_WHICH_DAY, DIAG_NONE);
    struct str period = word->type == TYPE_PERIOD ? paper_period(b->arena, text) : (struct str){0};
    if (word->type == TYPE_PERIOD && !period.len)
        period = paper_years(b->arena, text);
    if (period.len) {
        diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(period));
        diag_fix(b->diags, diag, expression->span, period, FIX_NAMED);
    }
    if (word->type == TYPE_YEAR && expression->kind == AST_NUMBER &&
        str_equal(expression->number.unit, STR("年度"))) { /* 2026年度 */
        struct str year = str_part(text, 0, text.len - expression->number.unit.len);
        diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(year));
        diag_fix(b->diags, diag, expression->span, year, FIX_SAFE);
    }
    bool is_number = text.len > 1 && text.ptr[1] >= '0' && text.ptr[1] <= '9';
    if (expression->kind == AST_TEXT && (is_number || word->type == TYPE_MONEY_UNIT))
        diag_help(b->diags, diag, NOTE_HELP_NO_QUOTES, DIAG_NONE);
}

struct dimension money_dimension(const struct binder *b)
{
    if (b->money)
        return b->money->dimension;
    for (const struct units *units = b->units; units; units = units->outer) {
        for (const struct unit *unit = units->units; unit; unit = unit->next) {
            if (unit->measure.kind == b->units->money)
                return unit->measure.dimension;
        }
    }
    return (struct dimension){0};
}

bool dimension_is_money(const struct binder *b, const struct dimension *d)
{
    const struct measure *found;
    if (b->money)
        return dimension_equal(d, &b->money->dimension);
    return units_of_dimension(b->units, d, &found, 1) == 1 && found->kind == b->units->money;
}

bool bind_money(struct binder *b, const struct ast_expression *expression,
                struct quantity *quantity)
{
    struct evaluator e = binder_evaluator(b);
    bool known = b->money != NULL;
    bool bare = expression->kind == AST_NUMBER && expression->number.unit.len == 0;
    if (bare && !known) {
        if (!b->money_reported) {
            struct diag *diag = diag_report(b->diags, DIAG_NO_UNIT, expression->span,
                                            DIAG_TEXT(span_text(expression->span)));
            if (b->is_in_project)
                diag_help(b->diags, diag, NOTE_HELP_MONEY_UNIT, DIAG_NONE);
            else
                diag_help(b->diags, diag, NOTE_HELP_WRITE_UNIT,
                          DIAG_TEXT(span_text(expression->span)));
            b->money_reported = true;
        }
        return false;
    }
    if (expression->kind == AST_NAME && is_word_for_nothing(expression->text)) {
        struct diag *diag =
            diag_report(b->diags, DIAG_NOT_MONEY, expression->span,
                        DIAG_PHRASE(((struct bilingual){expression->text, expression->text})));
        diag_help(b->diags, diag, NOTE_HELP_NO_AMOUNT, DIAG_NONE);
        return false;
    }
    if (!evaluate(&e, expression, b->money, quantity))
        return false;
    if (dimension_is_money(b, &quantity->measure->dimension)) {
        quantity->measure = name_measure(&e, quantity->measure); /* of 2.1 元/人 × 7 人 */
        return true;
    }
    struct dimension wanted = money_dimension(b);
    if (dimension_is_none(&quantity->measure->dimension) && !quantity->measure->name.chinese.len) {
        report_no_unit(&e, expression, &wanted);
        return false;
    }
    struct diag *diag = diag_report(b->diags, DIAG_NOT_MONEY, expression->span,
                                    DIAG_PHRASE(quantity_phrase(b->arena, quantity)));
    diag_help(b->diags, diag, NOTE_HELP_UNITS_THAT_FIT, DIAG_PHRASE(units_phrase(&e, &wanted)));
    return false;
}

static bool bind_year(struct binder *b, const struct ast_expression *expression,
                      struct value *value)
{
    (void)b;
    if (expression->kind != AST_NUMBER || expression->number.value->places > 0 ||
        (expression->number.unit.len && !str_equal(expression->number.unit, STR("年"))))
        return false;
    int128 year = expression->number.value->coefficient;
    if (year < DATE_YEAR_FIRST || year > DATE_YEAR_LAST)
        return false;
    value->kind = VALUE_QUANTITY;
    value->quantity = quantity_of(rational_whole((int64_t)year), measure_one());
    value->quantity.is_written = true;
    value->quantity.written = *expression->number.value;
    return true;
}

static bool bind_period(struct binder *b, const struct ast_expression *expression,
                        struct value *value)
{
    if (expression->kind != AST_BINARY || expression->operator!= AST_RANGE ||
                                          expression->binary.left->kind != AST_DATE ||
                                          expression->binary.right->kind != AST_DATE)
        return false;
    value->kind = VALUE_PERIOD;
    value->period.first = date_first_day(expression->binary.left->date);
    value->period.last = date_last_day(expression->binary.right->date);
    if (date_compare(value->period.first, value->period.last) > 0) {
        struct diag *diag =
            diag_report(b->diags, DIAG_PERIOD_REVERSED, expression->span, DIAG_NONE);
        diag_place(b->diags, diag, expression->binary.left->span, NOTE_FIRST_DAY, DIAG_NONE);
        diag_place(b->diags, diag, expression->binary.right->span, NOTE_LAST_DAY, DIAG_NONE);
        value->kind = VALUE_NONE;
    }
    return true;
}

/* 2020, or 2020 至 2026: a period of whole years. */
static bool bind_years(struct binder *b, const struct ast_expression *expression,
                       struct value *value)
{
    bool is_range = expression->kind == AST_BINARY && expression->operator== AST_RANGE;
    struct value first = {.kind = VALUE_NONE}, last = {.kind = VALUE_NONE};
    if (!bind_year(b, is_range ? expression->binary.left : expression, &first) ||
        !bind_year(b, is_range ? expression->binary.right : expression, &last))
        return false;
    value->period.first = (struct date){(int16_t)first.quantity.written.coefficient, 1, 1};
    value->period.last = (struct date){(int16_t)last.quantity.written.coefficient, 12, 31};
    value->kind = VALUE_PERIOD;
    return value->period.first.year <= value->period.last.year;
}

/* 金额单位：万, where the unit of money of which it is the beginning is meant. False if there is none. */
static bool report_half_unit(struct binder *b, const struct ast_expression *expression)
{
    const struct str parts[] = {expression->text, STR("元")};
    struct str whole = arena_join(b->arena, parts, 2);
    const struct measure *measure = units_find(b->units, whole);
    if (!measure || measure->kind != b->units->money)
        return false;
    struct diag *diag =
        diag_report(b->diags, DIAG_UNKNOWN_UNIT, expression->span, DIAG_TEXT(expression->text));
    diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(whole));
    diag_fix(b->diags, diag, expression->span, whole, FIX_NAMED);
    return true;
}

static bool bind_money_unit(struct binder *b, const struct ast_expression *expression,
                            struct value *value)
{
    if (expression->kind != AST_NAME)
        return false;
    const struct measure *measure = units_find(b->units, expression->text);
    if (!measure && report_half_unit(b, expression))
        return true;
    if (!measure) {
        struct evaluator e = binder_evaluator(b);
        report_unknown_unit(&e, expression->span, expression->text);
        return true;
    }
    if (measure->kind != b->units->money)
        return false;
    name_log_unit(b->names, b->units, expression->span, measure);
    value->kind = VALUE_MEASURE;
    value->measure = measure;
    return true;
}

/* 1, 90, 6.00: no unit. */
static bool bind_number(struct binder *b, const struct ast_expression *expression,
                        struct value *value)
{
    struct evaluator e = binder_evaluator(b);
    bool is_number = expression->kind == AST_NUMBER || expression->kind == AST_NEGATE;
    if (!is_number)
        return false;
    if (!evaluate(&e, expression, NULL, &value->quantity))
        return true;
    const struct measure *unit = value->quantity.measure;
    if (unit->name.chinese.len) {
        struct bilingual name = {measure_text(unit, LANGUAGE_CHINESE),
                                 measure_text(unit, LANGUAGE_ENGLISH)};
        struct diag *diag =
            diag_report(b->diags, DIAG_UNIT_NOT_WANTED, expression->span, DIAG_PHRASE(name));
        if (value->quantity.is_written) {
            char buffer[DECIMAL_TEXT_SIZE];
            struct str number = decimal_print(value->quantity.written, buffer);
            diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(number));
            diag_fix(b->diags, diag, expression->span, arena_copy(b->arena, number), FIX_NAMED);
        }
        return true;
    }
    value->kind = VALUE_QUANTITY;
    return true;
}

/* All choices in one phrase, and the nearest to `name` in `*best`. */
static struct bilingual choices_phrase(struct binder *b, const struct choices *choices,
                                       struct str name, struct str *best)
{
    struct bilingual list = {{0}, {0}};
    struct nearest nearest = nearest_to(name);
    for (const struct choice *choice = choices->first; choice; choice = choice->next) {
        bilingual_add(b->arena, &list, choice->name);
        nearest_try_both(&nearest, choice->name.chinese, choice->name.english);
    }
    *best = nearest_name(&nearest);
    return list;
}

/* 1．一次性项目, 1 一次性项目, 1、一次性项目: the choice with the number that the form gives it, which is
 * told; false if it is something else. */
static bool report_numbered_choice(struct binder *b, const struct word *word,
                                   const struct choices *choices,
                                   const struct ast_expression *expression)
{
    const struct ast_expression *next = expression->next;
    bool is_number = expression->kind == AST_NUMBER;
    struct str name = expression->kind == AST_MEMBER && expression->member.left->kind == AST_NUMBER
                          ? expression->member.name
                      : is_number && expression->number.unit.len    ? expression->number.unit
                      : is_number && next && next->kind == AST_NAME ? next->text
                                                                    : (struct str){0};
    const struct choice *choice = name.len ? choice_find(choices, name) : NULL;
    if (!choice)
        return false;
    struct span span = is_number && !expression->number.unit.len
                           ? span_join(expression->span, next->span)
                           : expression->span;
    struct diag *diag = diag_report(b->diags, DIAG_NO_SUCH_CHOICE, span, DIAG_PHRASE(word->name),
                                    DIAG_TEXT(span_text(span)));
    diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(name));
    diag_fix(b->diags, diag, span, name, FIX_NAMED);
    return true;
}

static bool bind_choice(struct binder *b, const struct word *word,
                        const struct ast_expression *expression, struct value *value)
{
    if (b->framework_missing)
        return true;
    const struct choices *choices = b->framework ? framework_choices(b->framework, word->id) : NULL;
    if (!choices) {
        diag_help(b->diags,
                  diag_report(b->diags, DIAG_NO_CHOICES, expression->span,
                              DIAG_PHRASE(b->framework->name), DIAG_PHRASE(word->name)),
                  NOTE_HELP_NO_FIELD, DIAG_NONE);
        return true;
    }
    if (report_numbered_choice(b, word, choices, expression))
        return true;
    if (expression->kind != AST_NAME && expression->kind != AST_TEXT)
        return false;
    const struct choice *choice = choice_find(choices, expression->text);
    if (choice && expression->kind == AST_NAME) {
        name_log_add(b->names, expression->span, choice->name);
        value->kind = VALUE_CHOICE;
        value->choice = choice;
        return true;
    }
    struct str best = {0};
    struct bilingual list = choices_phrase(b, choices, expression->text, &best);
    struct diag *diag;
    if (choice) {
        diag = diag_report(b->diags, DIAG_WRONG_TYPE, expression->span, DIAG_PHRASE(word->name),
                           DIAG_PHRASE(type_name(TYPE_CHOICE)));
        diag_help(b->diags, diag, NOTE_HELP_CHOICE_QUOTES, DIAG_NONE);
        diag_fix(b->diags, diag, expression->span, expression->text, FIX_SAFE);
        return true;
    }
    diag = diag_report(b->diags, DIAG_NO_SUCH_CHOICE, expression->span, DIAG_PHRASE(word->name),
                       DIAG_TEXT(expression->text));
    if (best.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(b->diags, diag, expression->span, best, FIX_NAMED);
    }
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
    return true;
}

static bool bind_name(struct binder *b, const struct ast_expression *expression,
                      struct value *value)
{
    struct str path =
        expression->kind == AST_TEXT ? expression->text : ast_path(b->arena, expression);
    value->kind = VALUE_NAME;
    value->text = path;
    return path.len > 0;
}

/* Whether the expression is of the right form; if it is and still wrong, that was reported. */
static bool bind_typed(struct binder *b, const struct word *word,
                       const struct ast_expression *expression, struct value *value)
{
    switch (word->type) {
    case TYPE_TEXT:
        value->kind = VALUE_TEXT;
        value->text = expression->text;
        return expression->kind == AST_TEXT || expression->kind == AST_TITLE;
    case TYPE_TITLE:
        value->kind = expression->kind == AST_TITLE ? VALUE_TITLE : VALUE_TEXT;
        value->text = expression->text;
        return expression->kind == AST_TITLE || expression->kind == AST_TEXT;
    case TYPE_DATE:
        value->kind = VALUE_DATE;
        value->date = expression->date;
        return expression->kind == AST_DATE && expression->date.day != 0;
    case TYPE_TRUTH:
        value->kind = VALUE_TRUTH;
        value->truth = expression->kind == AST_TRUTH && expression->truth;
        return expression->kind == AST_TRUTH;
    case TYPE_YEAR:
        return bind_year(b, expression, value);
    case TYPE_PERIOD:
        return bind_period(b, expression, value);
    case TYPE_YEARS:
        return bind_years(b, expression, value);
    case TYPE_MONEY_UNIT:
        return bind_money_unit(b, expression, value);
    case TYPE_NUMBER:
        return bind_number(b, expression, value);
    case TYPE_CHOICE:
        return bind_choice(b, word, expression, value);
    case TYPE_NAMES:
        return bind_name(b, expression, value);
    case TYPE_MONEY:
        if (bind_money(b, expression, &value->quantity))
            value->kind = VALUE_QUANTITY;
        return true;
    case TYPE_TARGET:
    case TYPE_EXPRESSION:
    case TYPE_OBJECT:
    case TYPE_LIST:
    case TYPE_DERIVED:
        break;
    }
    return false;
}

struct value *bind_value(struct binder *b, const struct word *word,
                         const struct ast_expression *expression)
{
    bool is_text = word->type == TYPE_TEXT || word->type == TYPE_TITLE;
    struct value *value = arena_alloc(b->arena, is_text ? VALUE_TEXT_SIZE : sizeof *value);
    if (!bind_typed(b, word, expression, value)) {
        value->kind = VALUE_NONE;
        report_type(b, word, expression);
    }
    value->span = expression->span;
    return value;
}
