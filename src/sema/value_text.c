/* value_text.c - values as a person writes them. */
#include "sema/model.h"

enum { MONEY_PLACES = 2 };

struct str measure_text(const struct measure *measure, enum language language)
{
    if (measure->spelling.len)
        return measure->spelling;
    return bilingual_text(measure->name, language);
}

/* The unit goes behind the number with a blank, but `%` and `‰` follow at once, and so does what a bare
 * number is per: 0.5/天. */
static struct str with_unit(struct arena *a, struct str number, struct str unit)
{
    if (unit.len == 0)
        return number;
    bool is_per = str_starts_with(unit, STR("1/"));
    if (is_per)
        unit = str_part(unit, 1, unit.len);
    bool close = is_per || str_equal(unit, STR("%")) || str_equal(unit, STR("‰"));
    const struct str parts[] = {number, close ? STR("") : STR(" "), unit};
    return arena_join(a, parts, 3);
}

struct str quantity_number(struct arena *a, const struct quantity *quantity)
{
    char buffer[DECIMAL_TEXT_SIZE];
    if (quantity->numerator)
        return quantity_text(a, quantity, LANGUAGE_CHINESE);
    if (quantity->is_written)
        return arena_copy(a, decimal_print(quantity->written, buffer));
    struct rational shown;
    if (!rational_divide(quantity->amount, quantity->measure->factor, &shown))
        shown = quantity->amount;
    bool is_money = quantity->measure->kind && quantity->measure->dimension.count == 1 &&
                    str_equal(quantity->measure->kind->name.chinese, STR("货币"));
    return arena_copy(a, rational_print(shown, is_money ? MONEY_PLACES : 0, buffer));
}

struct str quantity_text(struct arena *a, const struct quantity *quantity, enum language language)
{
    if (quantity->numerator) {
        const struct str parts[] = {quantity_text(a, quantity->numerator, language), STR("/"),
                                    quantity_text(a, quantity->denominator, language)};
        return arena_join(a, parts, 3);
    }
    return with_unit(a, quantity_number(a, quantity), measure_text(quantity->measure, language));
}

struct str relation_text(enum ast_operator relation)
{
    switch (relation) {
    case AST_LESS_EQUAL:
        return STR("≤");
    case AST_GREATER_EQUAL:
        return STR("≥");
    case AST_UNEQUAL:
        return STR("≠");
    case AST_EQUAL:
        return STR("=");
    case AST_LESS:
        return STR("<");
    case AST_GREATER:
        return STR(">");
    case AST_NONE:
    case AST_OR:
    case AST_AND:
    case AST_IN:
    case AST_RANGE:
    case AST_ADD:
    case AST_SUBTRACT:
    case AST_MULTIPLY:
    case AST_DIVIDE:
    case AST_DOT:
        return STR("");
    }
    return STR("");
}

static struct str period_text(struct arena *a, struct str first, struct str last,
                              enum language language)
{
    return arena_format(a, "%" STR_FORMAT " %s %" STR_FORMAT, STR_ARG(first),
                        language == LANGUAGE_CHINESE ? "至" : "to", STR_ARG(last));
}

struct str value_text(struct arena *a, const struct value *value, enum language language)
{
    char buffer[DATE_TEXT_SIZE];
    switch (value->kind) {
    case VALUE_NONE:
        return STR("");
    case VALUE_TEXT:
    case VALUE_TITLE:
    case VALUE_NAME:
        return value->text;
    case VALUE_DATE:
        return arena_copy(a, date_print(value->date, buffer));
    case VALUE_PERIOD:
        return period_text(a, arena_copy(a, date_print(value->period.first, buffer)),
                           arena_copy(a, date_print(value->period.last, (char[DATE_TEXT_SIZE]){0})),
                           language);
    case VALUE_TRUTH:
        return language == LANGUAGE_CHINESE ? (value->truth ? STR("是") : STR("否"))
                                            : (value->truth ? STR("yes") : STR("no"));
    case VALUE_QUANTITY:
        return quantity_text(a, &value->quantity, language);
    case VALUE_GRADE:
        return value->wording.len ? value->wording : bilingual_text(value->grade->name, language);
    case VALUE_CHOICE:
        return bilingual_text(value->choice->name, language);
    case VALUE_MEASURE:
        return measure_text(value->measure, language);
    }
    return STR("");
}

struct str target_text(struct arena *a, const struct target *target, enum language language)
{
    struct str low = value_text(a, &target->low, language);
    if (target->relation == AST_RANGE)
        return period_text(a, low, value_text(a, &target->high, language), language);
    struct str sign = relation_text(target->relation);
    /* A form prints a grade without its `=`. */
    if (sign.len == 0 || (target->relation == AST_EQUAL && target->low.kind != VALUE_QUANTITY))
        return low;
    const struct str parts[] = {sign, low};
    return arena_join(a, parts, 2);
}
