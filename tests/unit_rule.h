/* unit_rule.h - judging an expression of the rule language: sema/unit.h and unit.h do not mix. */
#ifndef TESTS_UNIT_RULE_H
#define TESTS_UNIT_RULE_H

#include <stdbool.h>

/* What an expression comes to; REFUSED: it does not compile. */
enum outcome { FALSE, TRUE, NEITHER, REFUSED };

struct judge;

/* With the library loaded, and none of its rules on; NULL if the library has a mistake. */
struct judge *judge_new(void);
void judge_free(struct judge *judge);

/* What the expression comes to, about the project of this text. */
enum outcome judge_expression(const struct judge *judge, const char *expression,
                              const char *project);

/* Whether a truth that is found with so many steps left is kept for the other rules that ask for it. */
bool judge_keeps(long long steps);

#endif
