/*
 * pages.h - the pages of docs/diagnostics and docs/rules, as text inside the program.
 *
 * `jixiao explain` shows them: what the manual says of a code or rule and what the program says of it are
 * the same text. A page holds both languages.
 */
#ifndef TOOLS_PAGES_H
#define TOOLS_PAGES_H

#include "sema/stdlib.h"

/* The pages, `path` as in "JX0101.md", sorted; a row whose path is NULL ends the list. */
extern const struct stdlib_file page_files[];

/* The pages of docs/rules, `path` as in "C3.md". */
extern const struct stdlib_file rule_page_files[];

#endif
