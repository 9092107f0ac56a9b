/*
 * html_page.h - what stands around the content of every page: head, style, security policy.
 *
 * A page needs nothing beside it and may fetch nothing: its policy forbids everything but the style
 * and the script in it, which it names by their hash. So no element may have a style attribute.
 */
#ifndef EMIT_HTML_PAGE_H
#define EMIT_HTML_PAGE_H

#include "emit/html_write.h"

struct page {
    struct str title;
    const char *class;  /* of the body */
    const char *script; /* an asset, or NULL: then no script may run at all */
};

/* Opens html, head and body; closes them. */
void page_open(struct html *h, const struct page *page);
void page_close(struct html *h, const struct page *page);

/* The name of a project, or words for one that has none. */
struct str page_name(const struct html *h, struct str name);

/* "3 个错误，2 个警告，1 条提示，1 项豁免", leaving out what there is none of; in the page's language. */
struct str page_counts(const struct html *h, unsigned errors, unsigned warnings, unsigned hints,
                       unsigned waivers);

/* A figure of the overview: a name, a value and a smaller line below it (which may be empty). Stands
 * in a <dl>. */
void page_figure(struct html *h, struct str name, struct str value, struct str note);

#endif
