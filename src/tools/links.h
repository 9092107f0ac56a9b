/*
 * links.h - which files a spec refers to, found without understanding it.
 *
 * For who has to find, among ten thousand files, the few that a change concerns. The text is searched for
 * names that end in .jx, wherever they stand; a spec that has a portfolio, or a text with escapes, is
 * parsed. What is found may be more than the spec uses (a name in a comment), never less: but for files
 * that are not named .jx.
 */
#ifndef TOOLS_LINKS_H
#define TOOLS_LINKS_H

#include "base/source.h"

enum link_kind { LINK_IMPORT, LINK_INCLUDE, LINK_EXCLUDE };

/* A path, or a pattern of a portfolio, as it is written. */
struct link {
    enum link_kind kind;
    unsigned portfolio; /* of INCLUDE and EXCLUDE: which one of the file, from 1 */
    struct str text;
    struct link *next;
};

/* The links of a text, in `a`, which need not outlive it. */
struct link *links_find(struct str text, struct arena *a);

#endif
