/*
 * html_chart.h - bars: a table whose rows have a bar drawn beside their number.
 *
 * The table is the text of the chart: nothing can be seen that cannot be read.
 */
#ifndef EMIT_HTML_CHART_H
#define EMIT_HTML_CHART_H

#include "base/decimal.h"
#include "emit/html_write.h"

struct chart_bar {
    struct str label, text; /* what it is, and its value as text */
    unsigned depth;         /* a part of the bar above it if deeper */
    struct rational value;  /* not negative; a denominator of 0 draws no bar */
};

struct chart {
    struct str title, share; /* above it; what the share of a bar is called */
    const struct chart_bar *bars;
    size_t count;
    struct rational whole; /* what the full width stands for */
};

/* Draws it, under a heading of level three. */
void chart_write(struct html *h, const struct chart *chart);

/* value / whole in percent with a decimal: "25.0%"; empty if the whole is nothing. */
struct str chart_share(struct arena *a, struct rational value, struct rational whole);

#endif
