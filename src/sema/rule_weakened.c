/* rule_weakened.c - 放宽: does a new target promise less than the old one? */
#include "sema/rule_slot.h"
#include "sema/weaken.h"

enum rule_truth rule_weakened(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value one, other;
    const struct rule_value *old = rule_look(run, term->left, &one);
    const struct rule_value *new = rule_look(run, term->right, &other);
    if (old->kind == RULE_UNKNOWN || new->kind == RULE_UNKNOWN)
        return TRUTH_UNKNOWN;
    if (old->kind != RULE_OBJECT || new->kind != RULE_OBJECT)
        return TRUTH_ABSENT;
    switch (target_weakened(old->object, new->object)) {
    case WEAKENED:
        return TRUTH_TRUE;
    case NOT_WEAKENED:
        return TRUTH_FALSE;
    case NOT_COMPARABLE:
        break;
    }
    return TRUTH_ABSENT;
}
