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

/* Opens html, head and body; closes them, and passes on all that was written. */
void page_open(struct html *h, const struct page *page);
void page_close(struct html *h, const struct page *page);

/* The name of a project, or words for one that has none. */
struct str page_name(const struct html *h, struct str name);

/* "3 个错误，2 个警告，1 条提示，1 项豁免", leaving out what there is none of; in the page's language. */
struct str page_counts(const struct html *h, unsigned errors, unsigned warnings, unsigned hints,
                       unsigned waivers);

/* A column of a table: its caption, and a class or NULL. */
struct page_head {
    const char *chinese, *english, *class;
};

/* The <thead> of such columns. */
void page_heads(struct html *h, const struct page_head *heads, size_t count);

/* Begins the paragraph that says whether a check passed, with what page_counts says of it (which may
 * be empty); what belongs behind it may follow, and `p` is closed by the caller. */
void page_verdict_open(struct html *h, unsigned errors, unsigned warnings, struct str counts);

/* What it adds of the file's other projects and portfolios: how many findings they have, if any. */
void page_elsewhere_write(struct html *h, unsigned count);

/* A figure of the overview: a name, a value and a smaller line below it (which may be empty). Stands
 * in a <dl>. */
void page_figure(struct html *h, struct str name, struct str value, struct str note);

#endif
