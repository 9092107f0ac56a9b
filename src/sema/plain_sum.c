/* plain_sum.c - sums of amounts of which nothing is in doubt. */
#include "sema/plain_sum.h"

struct plain_sum plain_sum_of(const struct measure *measure)
{
    return (struct plain_sum){&measure->dimension, rational_whole(0)};
}

static bool add(struct plain_sum *sum, const struct quantity *amount)
{
    return dimension_equal(&amount->measure->dimension, sum->dimension) &&
           rational_add(sum->amount, amount->amount, &sum->amount);
}

bool plain_sum_add_funding(struct plain_sum *sum, const struct funding *funding)
{
    return funding->known && !funding->is_disputed && add(sum, &funding->amount);
}

bool plain_sum_add_children(struct plain_sum *sum, const struct funding *funding)
{
    bool certain = true;
    for (const struct funding *child = funding->children; child && certain; child = child->next)
        certain = plain_sum_add_funding(sum, child);
    return certain;
}

bool plain_sum_add_lines(struct plain_sum *sum, const struct line *first)
{
    bool certain = true;
    for (const struct line *line = first; line && certain; line = line->next)
        certain = line->known && !line->is_disputed && add(sum, &line->amount);
    return certain;
}

bool plain_sum_add_years(struct plain_sum *sum, const struct year_amount *first)
{
    bool certain = true;
    for (const struct year_amount *year = first; year && certain; year = year->next)
        certain = year->known && add(sum, &year->amount);
    return certain;
}

bool plain_sum_is(const struct plain_sum *sum, const struct quantity *total)
{
    return dimension_equal(&total->measure->dimension, sum->dimension) &&
           rational_compare(total->amount, sum->amount) == 0;
}
