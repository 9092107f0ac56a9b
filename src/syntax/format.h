/*
 * format.h - the canonical layout of a source.
 *
 * One fact a line, four spaces a level, signs of an input method as their ASCII twins (× and 至 stay),
 * and neighbouring lines of one shape in columns, counted as a terminal shows them. What the author
 * decides stays: the order, comments to the byte, single blank lines, where a long formula breaks,
 * and whether a short block stands on one line. The tree of the result is that of the source, and
 * formatting the result again changes nothing.
 */
#ifndef SYNTAX_FORMAT_H
#define SYNTAX_FORMAT_H

#include "base/diag.h"
#include "syntax/ast.h"

/*
 * The canonical text, in `a`, and the nodes of the source in `*nodes`. A source with errors has no such
 * text: they are in `d`, and the source's own is returned.
 */
struct str format_source(struct arena *a, struct source *source, struct diags *d,
                         struct ast_nodes *nodes);

#endif
