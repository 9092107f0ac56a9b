/* rule_test.c - a rule as a list of tests, the cheap ones first, most of which a thing never meets. */
#include "sema/rule_term.h"

/*
 * A rule fails where its condition is TRUE and its requirement FALSE. To ask only that of a term is
 * less than to ask for its truth: of what is joined by 且, one that is not TRUE is the end, though
 * another might be FALSE. And the order is free, since nobody hears which of them it was.
 */

enum { MOVES_LIMIT = 64 /* of one wish among the others: most rules have less */ };

/* Something that must be so: that `term` is TRUE, or that it is FALSE. */
struct wish {
    const struct rule_term *term;
    enum rule_truth truth;
    unsigned cost;
};

struct writer {
    struct arena *arena;
    struct rule_test *tests;
    unsigned count;
};

/* Roughly, in what it takes to read a member. */
static unsigned cost_of_call(const struct rule_term *term)
{
    switch ((enum rule_function)term->index) {
    case FUNCTION_HAS:
    case FUNCTION_BLANK:
    case FUNCTION_PLACES:
    case FUNCTION_YEAR_OF:
    case FUNCTION_DAYS:
    case FUNCTION_ROUND:
    case FUNCTION_AGREE:
    case FUNCTION_WEAKENED:
        return 1;
    case FUNCTION_LENGTH:
    case FUNCTION_CAPTION:
        return 3;
    case FUNCTION_CONTAINS:
        return term->right->operation == TERM_WORDS ? 10 : 2;
    case FUNCTION_CUT_OFF:
        return 10;
    case FUNCTION_MATCHES:
        return 15;
    case FUNCTION_SUM:
    case FUNCTION_COUNT:
    case FUNCTION_MAXIMUM:
    case FUNCTION_MINIMUM:
    case FUNCTION_ALL:
    case FUNCTION_ANY:
    case FUNCTION_UNIQUE:
    case FUNCTION_DOUBLED:
    case FUNCTION_MISCALCULATED:
    case FUNCTION_YEARS:
        return 40;
    case FUNCTION_SIMILARITY:
    case FUNCTION_OVERLAP:
    case FUNCTION_MENTIONS:
    case FUNCTION_QUANTITIES:
    case FUNCTION_QUANTITIES_OF:
    case FUNCTION_QUANTITIES_AFTER:
    case FUNCTION_SHARED:
    case FUNCTION_JOIN:
    case RULE_FUNCTION_COUNT:
        break;
    }
    return 100;
}

static unsigned cost_of(const struct rule_term *term)
{
    if (!term || term->operation == TERM_CONSTANT)
        return 0;
    unsigned own = term->operation == TERM_CALL ? cost_of_call(term) : 1;
    if (term->operation == TERM_COMPARE && term->right->operation != TERM_CONSTANT)
        own = 2;
    if (term->operation != TERM_CALL)
        return own + cost_of(term->left) + cost_of(term->right) + cost_of(term->third);
    for (unsigned i = 0; i < term->argument_count; i++)
        own += cost_of(term->arguments[i]);
    return own;
}

/* Past what only turns a wish around. */
static struct wish wish_for(const struct rule_term *term, enum rule_truth truth)
{
    for (; term->operation == TERM_NOT; term = term->left)
        truth = truth == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
    return (struct wish){term, truth, cost_of(term)};
}

/* 且 that must be TRUE is met by both sides, as 或 that must be FALSE; the others by one. */
static bool needs_both(struct wish wish)
{
    return (wish.term->operation == TERM_AND) == (wish.truth == TRUTH_TRUE);
}

static bool is_joined(struct wish wish)
{
    return wish.term->operation == TERM_AND || wish.term->operation == TERM_OR;
}

/* Puts the wish among the others by what it costs; what joins wishes in the same way is taken apart. */
static unsigned add_wish(struct wish *wishes, unsigned count, struct wish wish, bool both)
{
    if (is_joined(wish) && needs_both(wish) == both) {
        count = add_wish(wishes, count, wish_for(wish.term->left, wish.truth), both);
        return add_wish(wishes, count, wish_for(wish.term->right, wish.truth), both);
    }
    unsigned at = count;
    for (; at > 0 && count - at < MOVES_LIMIT && wishes[at - 1].cost > wish.cost; at--)
        wishes[at] = wishes[at - 1];
    wishes[at] = wish;
    return count + 1;
}

/* How many tests the wish takes. */
static unsigned count_tests(const struct rule_term *term)
{
    if (term->operation == TERM_NOT)
        return count_tests(term->left);
    if (term->operation == TERM_AND || term->operation == TERM_OR)
        return count_tests(term->left) + count_tests(term->right);
    return 1;
}

/*
 * Writes the tests of all wishes (or, unless `both`, of one of them at least); where they go on to if
 * they are met, and if not, are numbers of tests or ends. Between them the next stands behind.
 */
static void write_wishes(struct writer *w, const struct wish *wishes, unsigned count, bool both,
                         int met, int missed)
{
    for (unsigned i = 0; i < count; i++) {
        struct wish wish = wishes[i];
        int next = (int)(w->count + count_tests(wish.term));
        bool is_last = i + 1 == count;
        int yes = is_last || !both ? met : next, no = is_last || both ? missed : next;
        if (is_joined(wish)) {
            struct wish *parts = ARENA_ARRAY(w->arena, struct wish, count_tests(wish.term));
            unsigned inner = add_wish(parts, 0, wish, !both);
            write_wishes(w, parts, inner, !both, yes, no);
        } else {
            w->tests[w->count++] = rule_test_of(wish.term, wish.truth, yes, no);
        }
    }
}

const struct rule_test *rule_tests(struct arena *a, const struct rule_term *when,
                                   const struct rule_term *require)
{
    unsigned tests = (require ? count_tests(require) : 0) + (when ? count_tests(when) : 0);
    unsigned count = 0;
    struct wish *wishes = ARENA_ARRAY(a, struct wish, tests);
    struct writer w = {a, ARENA_ARRAY(a, struct rule_test, tests), 0};
    if (when)
        count = add_wish(wishes, count, wish_for(when, TRUTH_TRUE), true);
    if (require)
        count = add_wish(wishes, count, wish_for(require, TRUTH_FALSE), true);
    write_wishes(&w, wishes, count, true, RULE_FAILS, RULE_HOLDS);
    return w.tests;
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

bool rule_may_fail_without(const struct rule_test *tests, int start, unsigned count,
                           uint64_t missed)
{
    bool may_fail[RULE_TESTS_LOOKED_AT] = {false};
    for (unsigned i = count; i-- > 0;) {
        const int ends[] = {tests[i].missed, missed >> i & 1 ? RULE_HOLDS : tests[i].met};
        for (unsigned e = 0; e < 2; e++)
            may_fail[i] |= ends[e] == RULE_FAILS || (ends[e] >= 0 && may_fail[ends[e]]);
    }
    return count == 0 || start < 0 || may_fail[start];
}
