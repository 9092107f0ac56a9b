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

/* The same without its heading. */
void page_print_body(struct str page, enum language language);

/* That part, without white space at its ends. */
struct str page_part(struct str page, enum language language);

/* The first heading of a part, without its marks; the first paragraph, as one line in `a`; and what stands
 * behind the heading. Each may be empty. */
struct str page_heading(struct str part);
struct str page_paragraph(struct str part, struct arena *a);
struct str page_body(struct str part);

#endif
