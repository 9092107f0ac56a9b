/* weaken.c - whether a target promises less than another one. */
#include "sema/weaken.h"

/* What a relation promises of values that have an order. */
enum promise {
    PROMISE_EXACT,   /* = and no relation */
    PROMISE_LEAST,   /* ≥ > */
    PROMISE_MOST,    /* ≤ < */
    PROMISE_BETWEEN, /* a range */
    PROMISE_OTHER,   /* ≠ */
};

static enum promise promise_of(const struct target *target)
{
    switch (target->relation) {
    case AST_NONE:
    case AST_EQUAL:
        return PROMISE_EXACT;
    case AST_GREATER:
    case AST_GREATER_EQUAL:
        return PROMISE_LEAST;
    case AST_LESS:
    case AST_LESS_EQUAL:
        return PROMISE_MOST;
    case AST_RANGE:
        return PROMISE_BETWEEN;
    case AST_UNEQUAL:
    case AST_OR:
    case AST_AND:
    case AST_IN:
    case AST_ADD:
    case AST_SUBTRACT:
    case AST_MULTIPLY:
    case AST_DIVIDE:
    case AST_DOT:
        break;
    }
    return PROMISE_OTHER;
}

/* The order of two values of one sort; false if they have none. */
static bool compare(const struct value *a, const struct value *b, int *order)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == VALUE_QUANTITY) {
        *order = rational_compare(a->quantity.amount, b->quantity.amount);
        return dimension_equal(&a->quantity.measure->dimension, &b->quantity.measure->dimension);
    }
    if (a->kind == VALUE_GRADE) { /* the better the greater */
        *order = (a->grade->rank < b->grade->rank) - (a->grade->rank > b->grade->rank);
        return a->grade->scale == b->grade->scale;
    }
    if (a->kind == VALUE_DATE) {
        *order = date_compare(date_last_day(a->date), date_last_day(b->date));
        return true;
    }
    return false;
}

static enum weakening weakened_if(bool is_weaker)
{
    return is_weaker ? WEAKENED : NOT_WEAKENED;
}

static bool is_strict(const struct target *target)
{
    return target->relation == AST_GREATER || target->relation == AST_LESS;
}

/* Both ends of the new promise against both of the old one, which is a range. */
static enum weakening against_range(const struct target *old, const struct target *new)
{
    const struct value *last = promise_of(new) == PROMISE_BETWEEN ? &new->high : &new->low;
    int low, high;
    if (!compare(&new->low, &old->low, &low) || !compare(last, &old->high, &high))
        return NOT_COMPARABLE;
    switch (promise_of(new)) {
    case PROMISE_EXACT:
    case PROMISE_BETWEEN:
        return weakened_if(low < 0 || high > 0);
    case PROMISE_LEAST:
    case PROMISE_MOST:
        return WEAKENED; /* one end is promised no more */
    case PROMISE_OTHER:
        break;
    }
    return NOT_COMPARABLE;
}

/* `sign` 1: the old target promises at least its value, -1: at most. */
static enum weakening against_bound(const struct target *old, const struct target *new, int sign)
{
    enum promise opposite = sign > 0 ? PROMISE_MOST : PROMISE_LEAST;
    enum promise promise = promise_of(new);
    int order;
    if (promise == opposite || promise == PROMISE_OTHER)
        return NOT_COMPARABLE;
    const struct value *nearest = promise == PROMISE_BETWEEN && sign < 0 ? &new->high : &new->low;
    if (!compare(nearest, &old->low, &order))
        return NOT_COMPARABLE;
    return weakened_if(order * sign < 0 || (order == 0 && is_strict(old) && !is_strict(new)));
}

/* The old target is one value: the new one tells which way is better. */
static enum weakening against_exact(const struct target *old, const struct target *new)
{
    int order, high;
    if (!compare(&new->low, &old->low, &order))
        return NOT_COMPARABLE;
    switch (promise_of(new)) {
    case PROMISE_EXACT:
        return order == 0 ? NOT_WEAKENED : NOT_COMPARABLE;
    case PROMISE_LEAST:
        return weakened_if(order < 0);
    case PROMISE_MOST:
        return weakened_if(order > 0);
    case PROMISE_BETWEEN:
        if (!compare(&new->high, &old->low, &high))
            return NOT_COMPARABLE;
        return order < 0 && high > 0 ? WEAKENED : NOT_COMPARABLE;
    case PROMISE_OTHER:
        break;
    }
    return NOT_COMPARABLE;
}

/* A grade that stands alone is one to reach: it promises that much at least. */
static enum weakening grade_weakened(const struct target *old, const struct target *new)
{
    struct target least[2] = {*old, *new};
    for (unsigned i = 0; i < 2; i++) {
        if (promise_of(&least[i]) == PROMISE_EXACT)
            least[i].relation = AST_GREATER_EQUAL;
        if (promise_of(&least[i]) != PROMISE_LEAST)
            return NOT_COMPARABLE;
    }
    return against_bound(&least[0], &least[1], 1);
}

/* A day is a deadline, however it is written; only ≥ says that nothing is to happen before it. */
static enum weakening date_weakened(const struct target *old, const struct target *new)
{
    if (promise_of(old) == PROMISE_LEAST && promise_of(new) == PROMISE_LEAST)
        return against_bound(old, new, 1);
    struct target most[2] = {*old, *new};
    for (unsigned i = 0; i < 2; i++) {
        if (promise_of(&most[i]) == PROMISE_BETWEEN)
            most[i].low = most[i].high;
        else if (promise_of(&most[i]) != PROMISE_EXACT && promise_of(&most[i]) != PROMISE_MOST)
            return NOT_COMPARABLE;
        if (!is_strict(&most[i]))
            most[i].relation = AST_LESS_EQUAL;
    }
    return against_bound(&most[0], &most[1], -1);
}

static bool is_same(const struct value *a, const struct value *b)
{
    switch (a->kind) {
    case VALUE_TEXT:
    case VALUE_TITLE:
        return (b->kind == VALUE_TEXT || b->kind == VALUE_TITLE) && str_equal(a->text, b->text);
    case VALUE_TRUTH:
        return b->kind == VALUE_TRUTH && a->truth == b->truth;
    case VALUE_NONE:
    case VALUE_DATE:
    case VALUE_PERIOD:
    case VALUE_QUANTITY:
    case VALUE_GRADE:
    case VALUE_CHOICE:
    case VALUE_MEASURE:
    case VALUE_NAME:
        break;
    }
    return false;
}

/* ≠ says too little to be compared with anything but itself. */
static bool is_repeated(const struct target *old, const struct target *new)
{
    int order;
    return old->relation == AST_UNEQUAL &&
           new->relation == AST_UNEQUAL &&compare(&old->low, &new->low, &order) && order == 0;
}

enum weakening target_weakened(const struct target *old, const struct target *new)
{
    if (is_same(&old->low, &new->low) || is_repeated(old, new))
        return NOT_WEAKENED;
    if (old->low.kind != new->low.kind)
        return NOT_COMPARABLE;
    if (old->low.kind == VALUE_GRADE)
        return grade_weakened(old, new);
    if (old->low.kind == VALUE_DATE)
        return date_weakened(old, new);
    switch (promise_of(old)) {
    case PROMISE_EXACT:
        return against_exact(old, new);
    case PROMISE_LEAST:
        return against_bound(old, new, 1);
    case PROMISE_MOST:
        return against_bound(old, new, -1);
    case PROMISE_BETWEEN:
        return against_range(old, new);
    case PROMISE_OTHER:
        break;
    }
    return NOT_COMPARABLE;
}
