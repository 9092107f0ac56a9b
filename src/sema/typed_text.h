/*
 * typed_text.h - the pieces of a line as a person typed it, where the grammar could make nothing of it.
 */
#ifndef SEMA_TYPED_TEXT_H
#define SEMA_TYPED_TEXT_H

#include "base/str.h"

/* The rest from byte `from` on, which may be the end. */
static inline struct str typed_rest(struct str text, size_t from)
{
    return str_part(text, from, text.len);
}

/* Without blanks before it and behind it, those of an input method included. */
struct str typed_trim(struct str text);

/* The bytes of a colon or comma of either width that the text begins with, or (`at_end`) ends with; or 0. */
size_t typed_mark(struct str text, bool at_end);

/* The bytes of the text in quotes that it begins with, quotes included; or 0. */
size_t typed_quoted(struct str text);

/* The bytes of the number that it begins with, point and commas included; or 0. */
size_t typed_number(struct str text);

#endif
