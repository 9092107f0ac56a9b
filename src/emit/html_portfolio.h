/*
 * html_portfolio.h - the page of a portfolio.
 */
#ifndef EMIT_HTML_PORTFOLIO_H
#define EMIT_HTML_PORTFOLIO_H

#include "emit/emit.h"

/* Writes the page of input->portfolio; false if memory ran out. */
bool portfolio_html_write(FILE *out, const struct emit_input *input);

#endif
