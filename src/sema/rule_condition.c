/* rule_condition.c - comparisons, membership, and what is true or false by itself. */
#include "sema/rule_slot.h"

static enum rule_truth truth_of(bool truth)
{
    return truth ? TRUTH_TRUE : TRUTH_FALSE;
}

struct membership {
    struct rule_value value;
    bool found;
};

static bool visit_among(void *context, const struct rule_value *element)
{
    struct membership *membership = context;
    membership->found = rule_same(&membership->value, element);
    return !membership->found;
}

enum rule_truth rule_among(struct rule_run *run, const struct rule_term *term)
{
    struct membership membership = {.found = false};
    rule_evaluate(run, term->left, &membership.value);
    enum rule_kind kind = membership.value.kind;
    if (kind == RULE_ABSENT || kind == RULE_UNKNOWN)
        return rule_truth_without(kind);
    bool complete = rule_each(run, term->right, visit_among, &membership);
    if (membership.found)
        return TRUTH_TRUE;
    return complete ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

enum rule_truth rule_comparison(struct rule_run *run, const struct rule_term *term)
{
    const struct rule_value *left = rule_standing(run, term->left), *right;
    if (left && rule_value_is_none(left))
        return rule_truth_without(left->kind);
    if (!left || !(right = rule_standing(run, term->right)))
        return rule_compare_terms(run, term);
    return rule_compare(left, term->relation, right);
}

enum rule_truth rule_between(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value one, other;
    const struct rule_value *left = rule_look(run, term->left, &one), *right;
    right = rule_look(run, term->right, &other);
    enum rule_truth truth = rule_compare(left, AST_GREATER_EQUAL, right);
    if (truth == TRUTH_FALSE)
        return truth;
    right = rule_look(run, term->third, &other);
    return rule_truth_and(truth, rule_compare(left, AST_LESS_EQUAL, right));
}

enum rule_truth rule_truth_read(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value buffer;
    const struct rule_value *value = rule_look(run, term, &buffer);
    return value->kind == RULE_TRUTH ? truth_of(value->truth) : rule_truth_without(value->kind);
}
