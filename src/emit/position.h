/*
 * position.h - lines and columns, for showing a place to a person.
 *
 * Works on any bytes: one that is not UTF-8 counts as a character. An offset inside a character is
 * that character's; one behind the text is the end's. Asking costs time in the length of the line,
 * but never more than a few kilobytes' worth: a file with longer lines is gone through once and
 * marks are left in it.
 */
#ifndef EMIT_POSITION_H
#define EMIT_POSITION_H

#include "base/source.h"
#include "emit/terminal.h"

/* Counted from 1: the line, the character (code point) in it, the column of a terminal where that
 * character is shown by terminal.h (so a TAB takes four and an escaped character as many as it has),
 * and its UTF-16 unit (a character beyond U+FFFF takes two). */
struct position {
    uint32_t line, character, column, unit;
};

struct position_source; /* a source that was asked about */

/* Sources already asked about. Start with the arena and the width (0 counts as 1); the sources are
 * not written to, so they may be shared. */
struct positions {
    struct arena *a;
    unsigned ambiguous; /* 1 or 2, see utf8_width */
    struct position_source *sources;
};

/* The place of byte `offset`. */
struct position position_find(struct positions *p, struct source *source, uint32_t offset);

/* Its line alone, which takes much less time. */
uint32_t position_find_line(struct positions *p, struct source *source, uint32_t offset);

/* The bytes of line `line`, from 1, without its end. */
struct span position_line(struct positions *p, struct source *source, uint32_t line);

/* A byte between two characters, at or up to about 3 kilobytes before `offset` but not before its
 * line, and at least `distance` bytes before `offset` unless the line starts later. */
uint32_t position_before(struct positions *p, struct source *source, uint32_t offset,
                         uint32_t distance);

#endif
