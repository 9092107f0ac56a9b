/*
 * html_waivers.h - the part of a project's page that says what was waived, by whom and why.
 */
#ifndef EMIT_HTML_WAIVERS_H
#define EMIT_HTML_WAIVERS_H

#include "emit/html_write.h"
#include "sema/model.h"

/* How many waivers of the project silence something. */
unsigned waivers_count(const struct project *project);

/* All waivers of a project or portfolio as a section; nothing if it has none. On the screen it is part
 * of the overview; as an annex it is only printed. */
void waivers_write(struct html *h, const struct waiver *first, bool is_annex);

#endif
