/*
 * plain_sum.h - sums of amounts of which nothing is in doubt.
 *
 * Nearly every total is right, and then nobody asks for its parts. These add up what check_totals.c would
 * gather, as long as all of it is known, like and undisputed; else they say so, and nothing is concluded.
 */
#ifndef SEMA_PLAIN_SUM_H
#define SEMA_PLAIN_SUM_H

#include "sema/model.h"

struct plain_sum {
    const struct dimension *dimension; /* that all amounts must have */
    struct rational amount;
};

/* Nothing yet, to add amounts to that are like `measure`. */
struct plain_sum plain_sum_of(const struct measure *measure);

/* Each is false if there is any doubt: the sum is useless then. */
bool plain_sum_add_funding(struct plain_sum *sum, const struct funding *funding);
bool plain_sum_add_children(struct plain_sum *sum, const struct funding *funding);
bool plain_sum_add_lines(struct plain_sum *sum, const struct line *first);
bool plain_sum_add_years(struct plain_sum *sum, const struct year_amount *first);

/* Whether the total is exactly the sum. */
bool plain_sum_is(const struct plain_sum *sum, const struct quantity *total);

#endif
