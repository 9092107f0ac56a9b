/* rule_weakened.c - 放宽: does a new target promise less than the old one? */
#include "sema/rule_term.h"
#include "sema/weaken.h"

enum rule_truth rule_weakened(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value old, new;
    rule_evaluate(run, term->left, &old);
    rule_evaluate(run, term->right, &new);
    if (old.kind == RULE_UNKNOWN || new.kind == RULE_UNKNOWN)
        return TRUTH_UNKNOWN;
    if (old.kind != RULE_OBJECT || new.kind != RULE_OBJECT)
        return TRUTH_ABSENT;
    switch (target_weakened(old.object, new.object)) {
    case WEAKENED:
        return TRUTH_TRUE;
    case NOT_WEAKENED:
        return TRUTH_FALSE;
    case NOT_COMPARABLE:
        break;
    }
    return TRUTH_ABSENT;
}
