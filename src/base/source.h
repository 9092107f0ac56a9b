/*
 * source.h - the text of a file, and places in it.
 *
 * A place is a span of bytes. Lines and columns are worked out only when a person is shown a place,
 * so nothing else in the program counts them.
 */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/arena.h"

#include <stdint.h>

/* No file may be larger, so that a byte offset fits anywhere. */
enum { SOURCE_SIZE_LIMIT = 16 * 1024 * 1024 };

enum { SOURCE_ROOM = 32 /* bytes behind a text that may be written to */ };

struct source {
    struct str path; /* as the user wrote it, or "std/…" for the embedded library */
    struct str text; /* the whole file, a BOM included; no NUL is promised behind it */
    char *
        own; /* what was read, if it and SOURCE_ROOM bytes behind it may be written to; or NULL. It is the
                * text unless that was converted. */
    const uint32_t *lines; /* byte offset of each line, once source_index has run */
    uint32_t line_count;
    struct str encoding; /* of the file, if not UTF-8, which the text always is; or empty */
    struct str identity; /* the same however it is named, once something is imported; or empty */
};

/* Bytes `start` to before `end`. A span with no source is "nowhere": made by the compiler itself. */
struct span {
    struct source *source;
    uint32_t start, end;
};

/* From the start of `first` to the end of `last`, which must be of one source. */
static inline struct span span_join(struct span first, struct span last)
{
    return (struct span){first.source, first.start, last.end};
}

/* The empty span just before `span`. */
static inline struct span span_before(struct span span)
{
    return (struct span){span.source, span.start, span.start};
}

/* The empty span just behind `span`. */
static inline struct span span_after(struct span span)
{
    return (struct span){span.source, span.end, span.end};
}

/* The text that the span covers. */
static inline struct str span_text(struct span span)
{
    return str_part(span.source->text, span.start, span.end);
}

/* A source in `a` that takes `path` and `text` as they are. */
struct source *source_new(struct arena *a, struct str path, struct str text);

/*
 * Finds the lines; the two functions below need it. Calling it again costs nothing. A source that
 * several threads read is indexed before they start.
 */
void source_index(struct source *source, struct arena *a);

/* The number of the line, from 1, that byte `offset` is on. */
uint32_t source_line(const struct source *source, uint32_t offset);

/* The bytes of line `line`, from 1, as offsets, without the line's end (LF or CRLF) or a BOM. */
struct span source_line_span(struct source *source, uint32_t line);

#endif
