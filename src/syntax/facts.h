/*
 * facts.h - what stands in a text, line by line, for making sure that a merge lost nothing.
 *
 * A fact is a line without its blanks, the signs of an input method as ASCII, cut at braces, `;` and
 * comments outside of quotes, so that indentation, columns, kinds of quotes and the layout of blocks make no difference. It is
 * read by a few rules of its own and not by the parser, so that a text with conflict markers or
 * mistakes can be judged too, and so that a mistake in the merge is not made here again.
 */
#ifndef SYNTAX_FACTS_H
#define SYNTAX_FACTS_H

#include "base/arena.h"

/* The four texts that are held against each other. */
enum fact_text { FACTS_BASE, FACTS_OURS, FACTS_THEIRS, FACTS_RESULT, FACTS_IN_CONFLICT };
enum { FACT_TEXTS = FACTS_IN_CONFLICT + 1 };

struct facts;

/* An empty account; with `by_line` facts are whole lines without the blanks around them, whatever stands in
 * them, for texts that cannot be read. */
struct facts *facts_new(struct arena *a, bool by_line);

/*
 * Counts the facts of one text. In the result what stands between markers of `marker_size` signs is
 * counted as FACTS_IN_CONFLICT, markers and lines that begin with `//` right behind them left out.
 */
void facts_add(struct facts *facts, enum fact_text which, struct str text, unsigned marker_size);

/* Whether the text has the fact. */
bool facts_stand_in(struct arena *a, struct str text, struct str fact);

/* Leaves the facts of a text out of the account of one side: it was replaced on purpose. */
void facts_forget(struct facts *facts, enum fact_text which, struct str text);

/*
 * Whether the result holds every fact that a side added, and none that a side took away unless a conflict
 * holds it, and none more often than the sides can account for. `*fact` is one for which that is not so.
 */
bool facts_hold(const struct facts *facts, struct str *fact);

#endif
