/*
 * html_findings.h - diagnostics on the page: which cell each is about, and their list.
 *
 * A diagnostic belongs to the smallest value whose place in the spec holds it; failing that, to the
 * first value that begins on its line.
 */
#ifndef EMIT_HTML_FINDINGS_H
#define EMIT_HTML_FINDINGS_H

#include "emit/html_form.h"
#include "emit/html_write.h"

/* Numbers the cells with values, counts the diagnostics and gives each its cell. */
void findings_place(struct form *form, const struct emit_input *input);

/* The list, or a sentence if there is nothing to list. */
void findings_write(struct html *h, const struct form *form, const struct emit_input *input);

/* The marks in a cell, that lead back to the list. */
void findings_mark(struct html *h, const struct form_cell *cell);

/* "error", "warning", "hint": the class of a severity, and its word in the page's language. */
const char *finding_class(enum diag_severity severity);
struct str finding_word(const struct html *h, enum diag_severity severity);

#endif
