/*
 * html_layout.h - what html_form.c and html_others.c lay rows out with.
 */
#ifndef EMIT_HTML_LAYOUT_H
#define EMIT_HTML_LAYOUT_H

#include "emit/html_value.h"

struct layout {
    struct form_values values;
    struct arena *arena;
};

/* Rows under construction. */
struct rows {
    struct form_row *first, *last;
    unsigned count;
};

/* Adds an empty row; a cell to the end of a row. */
struct form_row *layout_row(struct layout *l, struct rows *rows);
struct form_cell *layout_cell(struct layout *l, struct form_row *row, enum form_scope scope,
                              unsigned columns, struct form_piece *pieces);

/* Words as a piece. */
struct form_piece *layout_text(struct layout *l, struct str text);

/* The captions of a list's columns (false if there are none), and a row for each element. */
bool layout_heads(struct layout *l, struct form_row *row, const struct sheet_row *each,
                  unsigned columns);
struct rows layout_each(struct layout *l, const struct sheet_row *each, unsigned columns);

/* Tables of what the project says and no sheet has a place for; NULL if there is nothing. To be
 * called when all sheets are laid out. (html_others.c) */
struct form_table *layout_others(struct layout *l);

#endif
