/*
 * line_merge.h - a three-way merge of texts by their lines.
 *
 * What one side changed is taken; what both changed, and not to the same, is a conflict between
 * markers, as git writes them. Stretches that touch count as one.
 */
#ifndef BASE_LINE_MERGE_H
#define BASE_LINE_MERGE_H

#include "base/line_diff.h"

enum { MARKER_SIZE = 7, MARKER_LIMIT = 256 };

/* Text that grows at its end. Start with the arena only. */
struct text_writer {
    struct arena *arena;
    char *bytes;
    size_t length, room;
};

/* Appends it. */
void writer_put(struct text_writer *out, struct str text);

/* What was written from byte `start` on. */
struct str writer_text(const struct text_writer *out, size_t start);

/* Ends the line at hand with `line_end` if it has no end. */
void writer_end_line(struct text_writer *out, struct str line_end);

/* "<<<<<<< ours" with so many signs, on a line of its own. */
void writer_put_marker(struct text_writer *out, char sign, unsigned size, struct str label,
                       struct str line_end);

/* Whether the line is a marker that writer_put_marker writes with this sign. */
bool line_is_marker(struct str line, char sign, unsigned size);

/* How the lines of a text end: "\r\n" if its first one does, else "\n". */
struct str text_line_end(struct str text);

/* Merges; returns how many conflicts the result has. */
unsigned line_merge(struct text_writer *out, struct str base, struct str ours, struct str theirs,
                    unsigned marker_size);

/* One conflict: the two texts, without what they begin and end with alike, between markers. */
void line_merge_refuse(struct text_writer *out, struct str ours, struct str theirs,
                       unsigned marker_size);

#endif
