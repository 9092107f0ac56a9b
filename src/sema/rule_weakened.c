/* rule_weakened.c - 放宽: does a new target promise less than the old one? */
#include "sema/rule_term.h"

static enum rule_truth truth_of(bool truth)
{
    return truth ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum rule_truth truth_without(const struct rule_value *value)
{
    return value->kind == RULE_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_ABSENT;
}

/* What a target promises: from low to high, each open where it says nothing. */
struct promise {
    bool has_low, has_high, low_open, high_open;
    struct rule_value low, high;
};

static bool promise_of(const struct target *target, struct promise *promise)
{
    struct rule_value left = {.kind = RULE_OBJECT}, value;
    left.object = target;
    *promise = (struct promise){.low_open = target->relation == AST_GREATER,
                                .high_open = target->relation == AST_LESS};
    bool is_grade = target->low.kind == VALUE_GRADE;
    if (!is_grade && (target->relation == AST_NONE || target->relation == AST_UNEQUAL))
        return false;
    rule_member_value(&left, MEMBER_TARGET_LOW, &promise->low);
    rule_member_value(&left, MEMBER_TARGET_HIGH, &promise->high);
    promise->has_low = promise->low.kind == RULE_QUANTITY || promise->low.kind == RULE_GRADE;
    promise->has_high = promise->high.kind == RULE_QUANTITY || promise->high.kind == RULE_GRADE;
    if (is_grade && (target->relation == AST_NONE || target->relation == AST_EQUAL)) {
        rule_member_value(&left, MEMBER_TARGET_VALUE, &value); /* a grade means at least that */
        promise->low = value;
        promise->has_low = true;
        promise->has_high = false;
    }
    return promise->has_low || promise->has_high;
}

/* Whether everything that keeps the new promise keeps this side of the old one. */
static enum rule_truth keeps_side(const struct rule_value *old, bool old_open, bool has_new,
                                  const struct rule_value *new, bool new_open,
                                  enum ast_operator beyond)
{
    if (!has_new)
        return TRUTH_FALSE;
    enum rule_truth truth = rule_compare(new, beyond, old);
    if (truth == TRUTH_TRUE || truth == TRUTH_ABSENT || truth == TRUTH_UNKNOWN)
        return truth;
    return truth_of((new_open || !old_open) && rule_same(new, old));
}

enum rule_truth rule_weakened(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value one, other;
    struct promise old, new;
    rule_evaluate(run, term->left, &one);
    rule_evaluate(run, term->right, &other);
    if (one.kind != RULE_OBJECT || other.kind != RULE_OBJECT)
        return truth_without(one.kind == RULE_OBJECT ? &other : &one);
    if (!promise_of(one.object, &old) || !promise_of(other.object, &new))
        return TRUTH_ABSENT;
    enum rule_truth low = TRUTH_TRUE, high = TRUTH_TRUE;
    const struct rule_value *any_old = old.has_low ? &old.low : &old.high;
    const struct rule_value *any_new = new.has_low ? &new.low : &new.high;
    if (rule_compare(any_old, AST_EQUAL, any_new) == TRUTH_ABSENT)
        return TRUTH_ABSENT; /* of another unit: another rule's business */
    if (old.has_low)
        low = keeps_side(&old.low, old.low_open, new.has_low, &new.low, new.low_open, AST_GREATER);
    if (old.has_high)
        high =
            keeps_side(&old.high, old.high_open, new.has_high, &new.high, new.high_open, AST_LESS);
    if (low == TRUTH_FALSE || high == TRUTH_FALSE)
        return TRUTH_TRUE;
    return low == TRUTH_TRUE && high == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_ABSENT;
}
