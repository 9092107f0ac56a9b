/*
 * second_unit.h - a word behind a unit: 人 次, 元 每人次, working days.
 *
 * Nothing here knows which units there are. What is written apart is offered joined; that one of two words is
 * too many is said, and an edit takes it away only if both are the same.
 */
#ifndef SYNTAX_SECOND_UNIT_H
#define SYNTAX_SECOND_UNIT_H

#include "syntax/parse_state.h"

/* Says of the word or sign at `span`, which stands behind another one, how the two are written. */
void help_second_unit(struct parse *p, struct diag *diag, struct span span);

#endif
