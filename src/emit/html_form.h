/*
 * html_form.h - a framework's sheets filled with a project: rows and cells before they are HTML.
 *
 * The sheets are data; what is here works out which cell spans what, which values stand in it, what
 * of the project no sheet shows, and which cell each diagnostic is about. Cells with values are
 * numbered through in the order of the page, from 1.
 */
#ifndef EMIT_HTML_FORM_H
#define EMIT_HTML_FORM_H

#include "emit/emit.h"
#include "emit/position.h"

enum form_run_kind {
    FORM_TEXT,
    FORM_DATA, /* a quantity */
    FORM_TIME, /* a date */
    FORM_TICKED,
    FORM_UNTICKED,
};

struct form_run {
    enum form_run_kind kind;
    struct str text;
    struct str canonical; /* of DATA: the exact number in base units (元); of TIME: 2020-01-01 */
    struct str
        written; /* of an amount that is shown in another unit: as the author has it; or empty */
    struct form_run *next;
};

/* Words of the form, or one value of the project. */
struct form_piece {
    bool is_value;
    bool is_computed;                 /* nobody wrote it: it was added up */
    bool is_amount;                   /* nothing but a number or price */
    struct str path;                  /* in the project's JSON: "funding.year_budget" */
    struct span span;                 /* what was written; its source is NULL if nothing was */
    uint32_t line;                    /* of the span, or 0 */
    struct form_run *runs, *last_run; /* none if blank */
    struct form_piece *next;
};

enum form_scope { FORM_VALUE, FORM_ROW_HEAD, FORM_COLUMN_HEAD, FORM_GROUP_HEAD, FORM_FILLER };

/* A diagnostic of the page, numbered from 1 in the order of the list. */
struct form_finding {
    const struct diag *diag;
    unsigned number;
    struct form_cell *cell; /* that it is about, or NULL */
    struct form_finding *next_of_cell;
    bool is_outside; /* in the same file, but not in this project */
};

/* What the values in a column of a list have in common, so that they are set alike. */
struct form_column {
    bool has_long;  /* a text that is not short */
    bool has_words; /* a value that is no plain number */
};

struct form_cell {
    enum form_scope scope; /* FILLER continues a caption that stands in the table's head */
    unsigned number;       /* from 1 if it holds a value; else 0 */
    unsigned first_column, columns, rows;
    bool is_group;                    /* the caption of a group at the left of its rows */
    const struct form_column *column; /* of a list; NULL for other cells */
    struct form_piece *pieces;
    struct form_finding *findings, *last_finding;
    struct form_cell *next;
};

struct form_row {
    struct form_cell *cells;
    struct form_row *next;
};

/* A table with its own repeated head; several may follow each other as one on paper. */
struct form_table {
    struct str caption; /* what it lists; empty for a table of the form itself */
    struct form_row *head, *body;
    bool continues; /* the one before it */
    struct form_table *next;
};

/* A line above or below the tables, or a run of tables. */
struct form_item {
    enum sheet_item_kind kind;
    struct form_piece *pieces;
    struct form_table *tables;
    struct form_item *next;
};

struct form_sheet {
    struct str title;
    bool is_wide; /* too many columns for an upright page */
    struct form_item *items;
    struct form_sheet *next;
};

struct form {
    struct form_sheet *sheets;
    struct form_table *others;     /* what no sheet shows; or NULL */
    struct form_finding *findings; /* finding_count of them */
    unsigned finding_count, cell_count;
    struct form_cell **lines;         /* the first cell of each line of the source, or NULL */
    uint32_t line_room;               /* that lines before this one have */
    unsigned errors, warnings, hints; /* of the project alone */
    unsigned outside;                 /* findings elsewhere in the file */
};

/* A text that is no wider than this, in columns of a terminal, stays on one line in its cell. */
enum { FORM_SHORT_WIDTH = 12 };

/* Lays the project out, in the arena of `input`. */
struct form *form_new(const struct emit_input *input);

#endif
