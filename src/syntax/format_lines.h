/*
 * format_lines.h - lines of canonical text: their pieces, and the columns that neighbours share.
 *
 * Columns are made among neighbouring lines of one depth whose pieces have the same cells in the same
 * order; a blank line, a line of another shape or one that goes on in the next ends a table.
 */
#ifndef SYNTAX_FORMAT_LINES_H
#define SYNTAX_FORMAT_LINES_H

#include "base/arena.h"

/* What begins with a piece and stands below its like in the lines around it. */
enum cell {
    CELL_NONE,
    CELL_NAME,     /* the name of an indicator, behind its category */
    CELL_RELATION, /* >= of a target */
    CELL_VALUE,    /* what follows a colon */
    CELL_RESULT,   /* = behind a formula */
};

struct piece {
    struct str text;
    unsigned width; /* that lines_width takes it to have; 0: that of its text */
    enum cell cell;
    bool has_blank;  /* before it */
    bool breaks;     /* it stands on a new line, which the node goes on in */
    bool is_comment; /* behind a node: no part of its shape */
};

struct line {
    unsigned depth;
    bool has_blank; /* a blank line stands before it */
    size_t first, count;
};

struct lines {
    struct arena *arena;
    struct line *items;
    size_t count, room;
    struct piece *pieces;
    size_t piece_count, piece_room;
};

/* Begins a line; adds a piece to the last one. */
void lines_begin(struct lines *lines, unsigned depth, bool has_blank);
void lines_add(struct lines *lines, struct piece piece);

/* The columns that the last line takes so far, from where it last broke; 0 if there is none. */
unsigned lines_width(const struct lines *lines);

/* A `"""` block with its lines indented one level deeper than `depth`; its content stays the same. */
struct str lines_indent_block(struct arena *a, struct str block, unsigned depth);

/* All lines as text. */
struct str lines_print(const struct lines *lines);

#endif
