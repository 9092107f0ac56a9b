/*
 * line_diff.h - which lines of two texts differ.
 *
 * A shortest edit script by E. W. Myers's algorithm ("An O(ND) Difference Algorithm and Its
 * Variations", 1986), with the middle found in linear space. Where more than DIFF_EFFORT edits would
 * be needed for a stretch, the stretch is given as changed throughout: time stays bounded, and what
 * is said is still true.
 */
#ifndef BASE_LINE_DIFF_H
#define BASE_LINE_DIFF_H

#include "base/arena.h"

#include <stdint.h>

enum { DIFF_EFFORT = 4000 };

/* Lines `old_start` to before `old_end` became lines `new_start` to before `new_end`, from 0. */
struct diff_hunk {
    uint32_t old_start, old_end, new_start, new_end;
};

/* The lines of a text, each with its line end if it has one. */
struct split_text {
    struct str *items;
    uint32_t count;
};

/* Its lines; the text is not copied. */
struct split_text text_split(struct arena *a, struct str text);

/* The hunks in order, with at least one equal line between two; `*count` of them, in `a`. */
struct diff_hunk *line_diff(struct arena *a, const struct split_text *old_lines,
                            const struct split_text *new_lines, size_t *count);

/*
 * A unified diff with three lines around each change, headed by the two names; empty if the texts
 * are equal. A last line without its end is said so, as `diff` and git do.
 */
struct str unified_diff(struct arena *a, struct str old_name, struct str new_name,
                        struct str old_text, struct str new_text);

#endif
