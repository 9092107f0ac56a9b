/*
 * html_sheet.h - a laid-out form as HTML that looks and prints like the paper.
 */
#ifndef EMIT_HTML_SHEET_H
#define EMIT_HTML_SHEET_H

#include "emit/html_form.h"
#include "emit/html_write.h"

/* All sheets, each a section that begins a printed page. */
void sheets_write(struct html *h, const struct form *form);

/* The tables of what no sheet shows, if there are any, as a section. */
void others_write(struct html *h, const struct form *form);

#endif
