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

/* Other words for those at a place, for translating; ascending, without overlaps. */
struct replacement {
    struct span span;
    struct str text;
};

/*
 * The canonical text, in `a`. A source with errors has none: they are in `d`, and the source's own
 * text is returned.
 */
struct str format_source(struct arena *a, struct source *source, struct diags *d,
                         const struct replacement *replacements, size_t count);

#endif
