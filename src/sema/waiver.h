/*
 * waiver.h - 豁免: leave not to keep a rule, in the open.
 *
 * A waiver goes for the project, indicator or line whose block it stands in, and takes what a rule or
 * a warning says of it out of the list and the counts. It never hides an error of the compiler's: what
 * cannot be read cannot be answered for. There is no clock: what has expired is told by the project's
 * own dates.
 */
#ifndef SEMA_WAIVER_H
#define SEMA_WAIVER_H

#include "sema/bind.h"

/* Binds one 豁免 of the project (or portfolio) at hand; `scope` is the node whose block it stands in, which is that of
 * `indicator` or `line` if these are not NULL. */
void bind_waiver(struct binder *b, const struct ast_node *node, struct span scope,
                 const struct indicator *indicator, const struct line *line);

/* The code of what is waived. */
struct str waiver_code(const struct waiver *waiver);

/*
 * Gives the waivers of the project what they silence; tells which are expired or of no use. Called
 * once everything about the project was reported: what was added behind `last` (NULL: all) is about
 * it wherever it points, as a rule's finding may point into another file.
 */
void waivers_apply(struct binder *b, const struct project *project, const struct diag *last);

/* The same for a portfolio, whose findings are those behind `last`; its day is the first of its year. */
struct portfolio;
void waivers_apply_portfolio(struct binder *b, const struct portfolio *portfolio,
                             const struct diag *last);

#endif
