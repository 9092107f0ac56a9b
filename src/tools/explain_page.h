/*
 * explain_page.h - a page of the manual, as a terminal shows it.
 */
#ifndef TOOLS_EXPLAIN_PAGE_H
#define TOOLS_EXPLAIN_PAGE_H

#include "base/diag.h"

/*
 * Prints the part of a page that is in this language: Chinese first, English below a line
 * `## English`, or Chinese if there is none.
 */
void page_print(struct str page, enum language language);

#endif
