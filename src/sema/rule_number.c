/* rule_number.c - functions of the rule language on numbers and dates. */
#include "sema/rule_term.h"

static void set_number(struct rule_value *value, int64_t number)
{
    *value = (struct rule_value){.kind = RULE_QUANTITY};
    value->amount = rational_whole(number);
    value->measure = measure_one();
}

static enum rule_truth truth_of(bool truth)
{
    return truth ? TRUTH_TRUE : TRUTH_FALSE;
}

void rule_round(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    struct rational shown;
    struct decimal rounded;
    int128 places = term->right->constant.amount.numerator;
    rule_evaluate(run, term->left, value);
    if (value->kind != RULE_QUANTITY)
        return;
    value->quantity = NULL;
    if (places < 0 || places > DECIMAL_PLACE_LIMIT ||
        !rational_divide(value->amount, value->measure->factor, &shown) ||
        !rational_round(shown, (unsigned)places, &rounded) ||
        !rational_multiply(rational_of(rounded), value->measure->factor, &value->amount))
        value->kind = RULE_UNKNOWN;
}

void rule_year_or_days(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    struct rule_value given;
    rule_evaluate(run, term->left, &given);
    *value = (struct rule_value){.kind = given.kind == RULE_UNKNOWN ? RULE_UNKNOWN : RULE_ABSENT};
    if (given.kind == RULE_DATE)
        set_number(value, given.date.year);
    else if (given.kind == RULE_PERIOD)
        set_number(value, date_number(given.period.last) - date_number(given.period.first) + 1);
    value->span = given.span;
}

/* The decimals that a quantity is written with; nothing is said of one that was worked out. */
void rule_places(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    struct rule_value given;
    rule_evaluate(run, term->left, &given);
    *value = (struct rule_value){.kind = given.kind == RULE_UNKNOWN ? RULE_UNKNOWN : RULE_ABSENT};
    if (given.kind == RULE_QUANTITY && given.quantity && given.quantity->is_written)
        set_number(value, given.quantity->written.places);
    value->span = given.span;
}

/* Half a unit of the last written place, in base units; nothing for what was worked out or is zero. */
static bool add_half_place(const struct rule_value *value, struct rational *room)
{
    const struct quantity *quantity = value->quantity;
    if (!quantity || !quantity->is_written || rational_is_zero(quantity->amount))
        return true;
    struct decimal half = {5, quantity->written.places + 1};
    struct rational width;
    return rational_multiply(rational_of(half), quantity->measure->factor, &width) &&
           rational_add(*room, width, room);
}

enum rule_truth rule_agree(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value left, right;
    rule_evaluate(run, term->left, &left);
    rule_evaluate(run, term->right, &right);
    if (left.kind == RULE_UNKNOWN || right.kind == RULE_UNKNOWN)
        return TRUTH_UNKNOWN;
    struct rational room = rational_whole(0), difference;
    if (left.kind != RULE_QUANTITY || right.kind != RULE_QUANTITY ||
        !dimension_equal(&left.measure->dimension, &right.measure->dimension) ||
        !add_half_place(&left, &room) || !add_half_place(&right, &room) ||
        !rational_subtract(left.amount, right.amount, &difference))
        return TRUTH_ABSENT;
    if (difference.numerator < 0)
        difference = rational_negate(difference);
    return truth_of(rational_compare(difference, room) <= 0);
}
