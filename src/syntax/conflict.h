/*
 * conflict.h - the marks that a merge leaves where two sides changed one thing.
 */
#ifndef SYNTAX_CONFLICT_H
#define SYNTAX_CONFLICT_H

#include "syntax/parse_state.h"

/*
 * Reports each conflict that is left in the source, once, and blanks its marks and its second side out
 * of p->text: the rest is read as if the first side had been chosen, and draws no false message. A
 * mark is a line of seven or more signs (`<`, `|`, `=`, `>`), alone or before a blank, as git writes
 * it; it counts within a text too. Needs characters_check() before it.
 */
void conflicts_report(struct parse *p);

#endif
