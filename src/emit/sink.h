/*
 * sink.h - bytes on their way to a stream.
 *
 * A report is thousands of pieces of a few bytes. Handing each to stdio costs many times what copying
 * it does: they are gathered here and passed on by the thousand.
 */
#ifndef EMIT_SINK_H
#define EMIT_SINK_H

#include "base/str.h"

#include <stdio.h>

enum { SINK_SIZE = 4096 };

/* Start with `out` alone; whoever started it calls sink_flush when all is written. */
struct sink {
    FILE *out;
    size_t used;
    char bytes[SINK_SIZE];
};

/* Passes on what is gathered. Whether the stream took it is asked of the stream. */
void sink_flush(struct sink *s);

/* What sink_put calls when the text does not fit. */
void sink_put_slowly(struct sink *s, struct str text);

/* Writes the text. */
static inline void sink_put(struct sink *s, struct str text)
{
    if (text.len > SINK_SIZE - s->used) {
        sink_put_slowly(s, text);
    } else if (text.len) {
        memcpy(s->bytes + s->used, text.ptr, text.len);
        s->used += text.len;
    }
}

/* Writes one byte. */
static inline void sink_byte(struct sink *s, char byte)
{
    if (s->used == SINK_SIZE)
        sink_flush(s);
    s->bytes[s->used++] = byte;
}

/* Writes the number in decimal digits. */
void sink_number(struct sink *s, unsigned long number);

#endif
