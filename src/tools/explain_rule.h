/*
 * explain_rule.h - jixiao explain: the long form of a rule.
 */
#ifndef TOOLS_EXPLAIN_RULE_H
#define TOOLS_EXPLAIN_RULE_H

#include "tools/rule_list.h"

/*
 * Prints every rule called so; behind an empty line if something was
 * `found` before. Returns whether now something is.
 */
bool explain_rule(const struct options *options, const struct rule_list *list, struct str name,
                  struct arena *a, bool found);

/* Offers the codes and names of all rules. */
void explain_rule_nearest(const struct rule_list *list, struct nearest *nearest);

#endif
