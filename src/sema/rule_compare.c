/* rule_compare.c - how two values of a rule compare. */
#include "sema/rule_slot.h"

static enum rule_truth truth_of(bool truth)
{
    return truth ? TRUTH_TRUE : TRUTH_FALSE;
}

bool rule_is_so(int order, enum ast_operator relation)
{
    switch (relation) {
    case AST_EQUAL:
        return order == 0;
    case AST_UNEQUAL:
        return order != 0;
    case AST_LESS:
        return order < 0;
    case AST_LESS_EQUAL:
        return order <= 0;
    case AST_GREATER:
        return order > 0;
    case AST_GREATER_EQUAL:
        return order >= 0;
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
        break;
    }
    return false;
}

/* A bare 0, which is nothing of whatever the other side is. */
static bool is_bare_zero(struct rational amount, const struct measure *measure)
{
    return rational_is_zero(amount) && !measure->name.chinese.len &&
           dimension_is_none(&measure->dimension);
}

bool rule_may_compare(struct rational left, const struct measure *left_measure,
                      struct rational right, const struct measure *right_measure)
{
    return dimension_equal(&left_measure->dimension, &right_measure->dimension) ||
           is_bare_zero(left, left_measure) || is_bare_zero(right, right_measure);
}

/*
 * Quantities. Where the left or right one is only known to be so much at least (or at most), the
 * answer counts if it would be the same for all that it can be.
 */
static enum rule_truth compare_quantities(const struct rule_value *left, enum ast_operator relation,
                                          const struct rule_value *right)
{
    if (!rule_may_compare(left->amount, left->measure, right->amount, right->measure))
        return TRUTH_ABSENT;
    int order = rational_compare(left->amount, right->amount);
    bool may_grow = left->is_least || right->is_most; /* the left against the right */
    bool may_shrink = left->is_most || right->is_least;
    enum rule_truth truth = truth_of(rule_is_so(order, relation));
    for (int other = order; may_grow && other <= 1; other++) {
        if (truth_of(rule_is_so(other, relation)) != truth)
            return TRUTH_UNKNOWN;
    }
    for (int other = order; may_shrink && other >= -1; other--) {
        if (truth_of(rule_is_so(other, relation)) != truth)
            return TRUTH_UNKNOWN;
    }
    return truth;
}

/* What is compared by its name begins with it. */
_Static_assert(offsetof(struct choice, name) == 0 && offsetof(struct category, name) == 0,
               "a choice or category begins with its name");

/* The two names of what is compared by its name; false for anything else. */
static bool names_of(const struct rule_value *value, struct bilingual *name)
{
    if (value->kind == RULE_NAME)
        *name = value->name;
    else if (value->kind == RULE_TEXT)
        *name = (struct bilingual){value->text, value->text};
    else if (value->kind == RULE_OBJECT)
        *name = *(const struct bilingual *)value->object; /* a choice or a category */
    else
        return false;
    return true;
}

static bool same_name(const struct rule_value *left, const struct rule_value *right)
{
    struct bilingual one, other;
    return names_of(left, &one) && names_of(right, &other) && rule_one_name(&one, &other);
}

/* Grades of one scale; the best has the lowest rank. */
static enum rule_truth compare_grades(const struct grade *left, enum ast_operator relation,
                                      const struct grade *right)
{
    if (left->scale != right->scale) {
        const struct grade *same = scale_find_step(left->scale, right->name.chinese);
        if (!same)
            return TRUTH_ABSENT;
        right = same;
    }
    return truth_of(rule_is_so((right->rank > left->rank) - (right->rank < left->rank), relation));
}

enum rule_truth rule_compare(const struct rule_value *left, enum ast_operator relation,
                             const struct rule_value *right)
{
    if (left->kind == RULE_NAME && right->kind == RULE_NAME)
        return truth_of(rule_one_name(&left->name, &right->name) == (relation == AST_EQUAL));
    if (rule_value_is_none(left) || rule_value_is_none(right))
        return left->kind == RULE_UNKNOWN || right->kind == RULE_UNKNOWN ? TRUTH_UNKNOWN
                                                                         : TRUTH_ABSENT;
    if (left->kind == RULE_QUANTITY && right->kind == RULE_QUANTITY)
        return compare_quantities(left, relation, right);
    if (left->kind == RULE_DATE && right->kind == RULE_DATE)
        return truth_of(rule_is_so(date_compare(left->date, right->date), relation));
    if (left->kind == RULE_GRADE && right->kind == RULE_GRADE)
        return compare_grades(left->grade, relation, right->grade);
    if (left->kind == RULE_OBJECT && right->kind == RULE_OBJECT)
        return truth_of((left->object == right->object) == (relation == AST_EQUAL));
    if (left->kind == RULE_NAME || left->kind == RULE_TEXT || left->kind == RULE_OBJECT) {
        struct bilingual name;
        if (!names_of(right, &name))
            return TRUTH_ABSENT;
        return truth_of(same_name(left, right) == (relation == AST_EQUAL));
    }
    if (left->kind == RULE_TRUTH && right->kind == RULE_TRUTH)
        return truth_of((left->truth == right->truth) == (relation == AST_EQUAL));
    if (left->kind == RULE_PERIOD && right->kind == RULE_PERIOD) {
        bool same = date_compare(left->period.first, right->period.first) == 0 &&
                    date_compare(left->period.last, right->period.last) == 0;
        return truth_of(same == (relation == AST_EQUAL));
    }
    return TRUTH_ABSENT; /* a target of another kind: nothing can be said */
}

bool rule_same(const struct rule_value *left, const struct rule_value *right)
{
    return rule_compare(left, AST_EQUAL, right) == TRUTH_TRUE;
}

/* Whether a length is compared with more than the text has bytes: then nothing need be counted. */
static bool is_surely_less(struct rule_run *run, const struct rule_term *term)
{
    struct str text;
    const struct rule_value *value, *most = &term->right->constant;
    if (term->left->index != FUNCTION_LENGTH || term->right->operation != TERM_CONSTANT)
        return false;
    value = rule_standing(run, term->left->left);
    return value && rule_text_of(value, &text) &&
           most->amount.denominator * (int64_t)text.len < most->amount.numerator;
}

enum rule_truth rule_compare_terms(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value one, other;
    const struct rule_value *left = &one;
    bool is_call = term->left->operation == TERM_CALL;
    if (is_call && is_surely_less(run, term))
        return truth_of(rule_is_so(-1, term->relation));
    if (!is_call || !rule_likeness(run, term, &one))
        left = rule_look(run, term->left, &one);
    if (rule_value_is_none(left))
        return rule_truth_without(left->kind);
    return rule_compare(left, term->relation, rule_look(run, term->right, &other));
}
