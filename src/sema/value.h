/*
 * value.h - evaluating expressions to quantities, exactly.
 *
 * A quantity is worked out in base units; the unit that the author wrote is kept for showing it. What
 * cannot be evaluated is reported once, here, and false returned: the caller concludes nothing.
 */
#ifndef SEMA_VALUE_H
#define SEMA_VALUE_H

#include "sema/definition.h"
#include "sema/model.h"
#include "sema/name_log.h"

struct evaluator {
    struct units *units;
    struct arena *arena;
    struct diags *diags;
    struct definitions *definitions; /* or NULL */
    struct name_log *names;          /* or NULL */
};

/*
 * Evaluates `expression`. A bare number that stands for the whole, a term of a sum or the side of an
 * `=` gets the unit `bare`, if it is not NULL; a bare factor is a plain number.
 */
bool evaluate(struct evaluator *e, const struct ast_expression *expression,
              const struct measure *bare, struct quantity *result);

/* The factors of a product, left to right; none if it is no product of plain factors. */
struct factors {
    struct quantity *items;
    const struct ast_expression **expressions;
    unsigned count;
};

/* Evaluates a formula and keeps its factors. */
bool evaluate_product(struct evaluator *e, const struct ast_expression *expression,
                      const struct measure *bare, struct quantity *result, struct factors *factors);

/* The measure of a computed quantity with a name: a declared unit's, or that of its dimension. */
const struct measure *name_measure(struct evaluator *e, const struct measure *measure);

/* The quantity in another measure of the same dimension: `text` as it would be written there. */
struct bilingual quantity_phrase(struct arena *a, const struct quantity *quantity);

/* A computed quantity, shown in `measure`. */
struct quantity quantity_of(struct rational amount, const struct measure *measure);

/* Reports that `expression` has no unit where `wanted` is needed; `most` of its units are named. */
void report_no_unit(struct evaluator *e, const struct ast_expression *expression,
                    const struct dimension *wanted);

/* Says how 27 台（套） or 54 人（次） at `span`, which was read as a call, is written; nothing if it is neither. */
void help_bracketed_unit(struct evaluator *e, struct diag *diag, struct span span);

/* Reports a unit that is not declared, with the nearest one. */
void report_unknown_unit(struct evaluator *e, struct span span, struct str name);

/* Units that fit a dimension, for a message: “元、万元、亿元”; empty if none is declared. */
struct bilingual units_phrase(struct evaluator *e, const struct dimension *dimension);

#endif
