/*
 * json_portfolio.h - a portfolio as JSON.
 */
#ifndef EMIT_JSON_PORTFOLIO_H
#define EMIT_JSON_PORTFOLIO_H

#include "emit/json_value.h"
#include "sema/portfolio.h"

/* Adds it under "portfolio". */
void portfolio_json_add(struct json_writer *w, const struct portfolio *portfolio);

#endif
