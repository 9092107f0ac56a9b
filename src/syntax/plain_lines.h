/*
 * plain_lines.h - lines that are most plainly written, read at once.
 *
 * Nearly all of a spec is lines of a head, perhaps a name in quotes, and a colon or a relation with one
 * value or a list; and blocks of such lines and blocks. They are read here from their bytes to their
 * nodes, and the grammar gets as many of them as stand together in one step, as LINES. A node whose block
 * holds anything else comes as an OPENED: itself and its `{`. Of a line with operators between its values
 * the grammar gets what is before the first value as a BEGUN, each value as an OPERAND, and the operators,
 * so that how they bind is for it to say. What is not plain, or might be a slip, is left where it is, for
 * the scanner, the layout filter and the grammar: of it nothing is reported or kept here.
 */
#ifndef SYNTAX_PLAIN_LINES_H
#define SYNTAX_PLAIN_LINES_H

#include "syntax/parse_state.h"

/* Reads the plain lines that stand at p->at, where a node may begin, and puts the tokens for them into
 * p->ready; moves p->at past them. False if there are none. */
bool plain_lines_read(struct parse *p);

#endif
