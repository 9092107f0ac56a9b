/* rule_need.c - what must be written for a rule to fail at all. */
#include "sema/rule_term.h"

/*
 * Most of what may be written of a thing mostly is not: a baseline, a value of the whole term, last
 * year's indicator. A comparison with it is then neither TRUE nor FALSE; and where a rule needs one to
 * fail, a glance at all things shows whether any has it.
 */

/* Whether what is read of the subject itself may well be missing. */
static bool may_lack(const struct rule_term *term)
{
    return term->operation == TERM_FIELD ||
           (term->operation == TERM_MEMBER &&
            (term->index == MEMBER_INDICATOR_PREVIOUS || term->index == MEMBER_INDICATOR_PARTS));
}

/* What of the subject must be there for the term to have a value, or elements; NULL: nothing is known. */
static const struct rule_term *need_of(const struct rule_term *term)
{
    const struct rule_term *left = NULL;
    switch (term->operation) {
    case TERM_FIELD:
    case TERM_MEMBER:
        if (term->left->operation == TERM_ELEMENT && term->left->index == 0)
            return may_lack(term) ? term : NULL;
        return need_of(term->left);
    case TERM_FILTER:
    case TERM_NEGATE:
        return need_of(term->left);
    case TERM_ADD:
    case TERM_SUBTRACT:
    case TERM_MULTIPLY:
    case TERM_DIVIDE:
        left = need_of(term->left);
        return left ? left : need_of(term->right);
    case TERM_CALL:
        if (term->index == FUNCTION_LENGTH || term->index == FUNCTION_PLACES ||
            term->index == FUNCTION_YEAR_OF || term->index == FUNCTION_DAYS)
            return need_of(term->left);
        break;
    case TERM_CONSTANT:
    case TERM_ELEMENT:
    case TERM_PROJECT:
    case TERM_WORDS:
    case TERM_NOT:
    case TERM_AND:
    case TERM_OR:
    case TERM_COMPARE:
    case TERM_BETWEEN:
    case TERM_AMONG:
        break;
    }
    return NULL;
}

/* 个数(…) > 0 needs one. */
static bool asks_for_one(const struct rule_test *test)
{
    const struct rule_term *term = test->term, *right = term->right;
    return term->left->operation == TERM_CALL && term->left->index == FUNCTION_COUNT &&
           term->relation == AST_GREATER && right->operation == TERM_CONSTANT &&
           rational_is_zero(right->constant.amount) && test->truth == TRUTH_TRUE;
}

/* What must be there for the test to be met. */
static const struct rule_term *need_of_test(const struct rule_test *test)
{
    const struct rule_term *term = test->term, *left;
    if (term->operation == TERM_MEMBER || term->operation == TERM_FIELD)
        return need_of(term);
    if (term->operation == TERM_COMPARE && asks_for_one(test))
        return need_of(term->left->left);
    bool is_weakened = term->operation == TERM_CALL && term->index == FUNCTION_WEAKENED;
    if (term->operation == TERM_COMPARE || is_weakened) {
        left = need_of(term->left);
        return left ? left : need_of(term->right);
    }
    bool wants_one = term->operation == TERM_CALL && test->truth == TRUTH_TRUE &&
                     (term->index == FUNCTION_HAS || term->index == FUNCTION_ANY);
    return wants_one ? need_of(term->left) : NULL;
}

unsigned rule_test_count(const struct rule_test *tests)
{
    unsigned count = 1;
    for (unsigned i = 0; i < count && count <= RULE_TESTS_LOOKED_AT; i++) {
        int last = tests[i].met > tests[i].missed ? tests[i].met : tests[i].missed;
        count = last >= (int)count ? (unsigned)last + 1 : count;
    }
    return count <= RULE_TESTS_LOOKED_AT ? count : 0;
}

bool rule_may_fail_without(const struct rule_test *tests, unsigned count, uint64_t missed)
{
    bool may_fail[RULE_TESTS_LOOKED_AT] = {false};
    for (unsigned i = count; i-- > 0;) {
        const int ends[] = {tests[i].missed, missed >> i & 1 ? RULE_HOLDS : tests[i].met};
        for (unsigned e = 0; e < 2; e++)
            may_fail[i] |= ends[e] == RULE_FAILS || (ends[e] >= 0 && may_fail[ends[e]]);
    }
    return count == 0 || may_fail[0];
}

const struct rule_term **rule_needs(struct arena *a, const struct rule_test *tests)
{
    const struct rule_term *found[RULE_TESTS_LOOKED_AT];
    unsigned tested = rule_test_count(tests), count = 0;
    for (unsigned i = 0; i < tested; i++) {
        const struct rule_term *need = need_of_test(&tests[i]);
        if (need && !rule_may_fail_without(tests, tested, (uint64_t)1 << i))
            found[count++] = need;
    }
    const struct rule_term **needs = ARENA_ARRAY(a, const struct rule_term *, count + 1);
    if (count)
        memcpy(needs, found, count * sizeof *needs);
    return needs;
}
