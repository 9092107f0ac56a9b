/* rule_bound.c - what rules hold all targets against: 目标值.值 <= 100%, 小数位(目标值.值) <= 2. */
#include "sema/rule_sort.h"

/*
 * Every target that is a quantity is compared with the same few constants. Whether it is less or more than
 * each is part of the look of its indicator: then the comparisons are no tests any more.
 */

enum { BITS = 2 /* of each bound at a glance: the order, and 2; 0: they do not compare */ };
_Static_assert(RULE_BOUNDS_LIMIT *BITS <= 32, "the orders of a quantity are in half a word");

/* The side of a target that the term is, or the decimals of which it is; NULL: neither. */
static const struct rule_term *side_of(const struct rule_term *term, bool *of_places)
{
    *of_places = term->operation == TERM_CALL && term->index == FUNCTION_PLACES;
    if (*of_places)
        term = term->left;
    const struct rule_term *target = term->left;
    bool is_side = term->operation == TERM_MEMBER &&
                   (term->index == MEMBER_TARGET_VALUE || term->index == MEMBER_TARGET_LOW ||
                    term->index == MEMBER_TARGET_HIGH) &&
                   target->operation == TERM_MEMBER && target->index == MEMBER_INDICATOR_TARGET &&
                   target->left->operation == TERM_ELEMENT;
    return is_side ? term : NULL;
}

/* The number of the bound that a side is compared with, or that of the next new one. */
static unsigned number_of(const struct rule_slots *slots, const struct rule_value *constant,
                          bool of_places)
{
    unsigned i = 0;
    while (i < slots->bound_count && (slots->bounds[i].of_places != of_places ||
                                      slots->bounds[i].measure != constant->measure ||
                                      rational_compare(slots->bounds[i].amount, constant->amount)))
        i++;
    return i;
}

void rule_bounds_find(struct rule_slots *slots)
{
    unsigned first = slots->values[SUBJECT_INDICATOR] + 1;
    for (unsigned slot = first; slot <= slots->all[SUBJECT_INDICATOR]; slot++) {
        const struct rule_term *term = slots->truths[SUBJECT_INDICATOR][slot - first];
        const struct rule_value *constant = term->right ? &term->right->constant : NULL;
        bool of_places, is_bound = term->operation == TERM_COMPARE &&
                                   term->right->operation == TERM_CONSTANT &&
                                   constant->kind == RULE_QUANTITY;
        if (!is_bound || !side_of(term->left, &of_places))
            continue;
        unsigned i = number_of(slots, constant, of_places);
        if (i == slots->bound_count && i < RULE_BOUNDS_LIMIT)
            slots->bounds[slots->bound_count++] =
                (struct rule_bound){constant->amount, constant->measure, of_places};
    }
}

uint32_t rule_bounds_at(const struct rule_slots *slots, const struct quantity *quantity)
{
    uint32_t orders = 0;
    for (unsigned i = 0; i < slots->bound_count; i++) {
        const struct rule_bound *bound = &slots->bounds[i];
        struct rational amount = quantity->amount;
        bool compares = bound->of_places ? quantity->is_written
                                         : rule_may_compare(amount, quantity->measure,
                                                            bound->amount, bound->measure);
        if (!compares)
            continue;
        if (bound->of_places)
            amount = rational_whole(quantity->written.places);
        orders |= (uint32_t)(rational_compare(amount, bound->amount) + 2) << i * BITS;
    }
    return orders;
}

bool rule_bound_tells(const struct rule_guesser *g, const struct rule_term *term,
                      enum rule_truth *truth)
{
    const struct rule_glance *glance = g->glance;
    const unsigned char *facts = glance->facts;
    bool of_places, is_range = facts[FACT_RELATION] == AST_RANGE;
    const struct rule_term *side = side_of(term->left, &of_places);
    if (!side || side->left->left->index != g->owner || term->right->operation != TERM_CONSTANT ||
        term->right->constant.kind != RULE_QUANTITY ||
        (facts[FACTS] & (GLANCE_BARE | GLANCE_HIDDEN)) || facts[FACT_LOW] != VALUE_QUANTITY ||
        (is_range && facts[FACT_HIGH] != VALUE_QUANTITY) ||
        !rule_target_has(facts[FACT_RELATION], side->index))
        return false;
    unsigned i = number_of(g->slots, &term->right->constant, of_places);
    if (i == g->slots->bound_count)
        return false;
    bool is_high = is_range && side->index == MEMBER_TARGET_HIGH;
    unsigned order = glance->bounds[is_high] >> i * BITS & ((1u << BITS) - 1);
    *truth = order == 0                                   ? TRUTH_ABSENT
             : rule_is_so((int)order - 2, term->relation) ? TRUTH_TRUE
                                                          : TRUTH_FALSE;
    return true;
}
