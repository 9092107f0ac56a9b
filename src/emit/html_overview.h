/*
 * html_overview.h - what people look at first: verdict, figures, charts, what was rounded.
 */
#ifndef EMIT_HTML_OVERVIEW_H
#define EMIT_HTML_OVERVIEW_H

#include "emit/html_form.h"
#include "emit/html_write.h"

/* The head of the page: name, verdict, and the warning of a draft. */
void overview_head_write(struct html *h, const struct form *form, const struct emit_input *input);

/* Figures, charts, roundings and the list of diagnostics, as a section. */
void overview_write(struct html *h, const struct form *form, const struct emit_input *input);

#endif
