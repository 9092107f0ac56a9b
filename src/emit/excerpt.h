/*
 * excerpt.h - a line of the user's text, cut to fit a terminal around what it is shown for.
 */
#ifndef EMIT_EXCERPT_H
#define EMIT_EXCERPT_H

#include "emit/position.h"

struct excerpt {
    struct str text;                       /* of the whole source */
    struct terminal_character *characters; /* the part of the line that was read */
    size_t first, last;                    /* characters `first` to before `last` are shown */
    bool cut_before, cut_after;            /* shown as … */
    unsigned mark_width;                   /* columns of the … */
};

/* The line that `place` starts on, at most `columns` wide: if need be a window with as much of
 * `place` as fits in its middle. */
struct excerpt excerpt_make(struct positions *p, struct span place, unsigned columns);

/* Writes it, made printable, without a line's end. */
void excerpt_write(FILE *out, const struct excerpt *excerpt);

/* Whether byte `offset` of the line is in the window, the window's end included. */
bool excerpt_shows(const struct excerpt *excerpt, uint32_t offset);

/* The columns before the character that holds byte `offset`, or before the first that starts at
 * `offset` or later; the window's width at most. */
unsigned excerpt_start_column(const struct excerpt *excerpt, uint32_t offset);

/* The columns up to the end of the last character that starts before byte `offset`. */
unsigned excerpt_end_column(const struct excerpt *excerpt, uint32_t offset);

#endif
