/*
 * layout.h - between scanner and grammar: where a line ends a node, and which brace closes which.
 *
 * jx_lex (declared in parser.h) gives the grammar END for a line end or `;`, one before each `}` and
 * one before the end of the file. A line end is none inside ( ) and [ ], behind an operator, `,` or
 * `:`, and before a `{`; unless the next line plainly starts a node of its own (a word or text with
 * `：` or `{` behind it), for then something was left out on this one, and only this one suffers.
 *
 * Lines that are most plainly written, as most are, are read at once (plain_lines.h), so that the grammar
 * takes one step instead of a dozen for each.
 *
 * Braces are counted here: one too many is reported and dropped, one too few is put in at the end.
 * With p->by_indentation a brace is put in where the indentation says that the block was over, which
 * parse() tries when the file ended inside a block.
 */
#ifndef SYNTAX_LAYOUT_H
#define SYNTAX_LAYOUT_H

#include "syntax/parse_state.h"

/* The column, counted in bytes from 0 with blanks before it only; UINT_MAX behind other text. */
unsigned layout_indentation(const struct parse *p, uint32_t offset);

/* Whether the token is a sign or word between two operands, such as × or 至. */
bool layout_is_operator(int token);

/* Whether the text begins with the word 引用, whose line never has a block. */
bool layout_is_import(struct str text);

#endif
