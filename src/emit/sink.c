/* sink.c - bytes on their way to a stream. */
#include "emit/sink.h"

void sink_flush(struct sink *s)
{
    if (s->used)
        fwrite(s->bytes, 1, s->used, s->out);
    s->used = 0;
}

void sink_put_slowly(struct sink *s, struct str text)
{
    sink_flush(s);
    if (text.len >= SINK_SIZE)
        fwrite(text.ptr, 1, text.len, s->out);
    else
        sink_put(s, text);
}

void sink_number(struct sink *s, unsigned long number)
{
    char digits[STR_NUMBER_SIZE];
    sink_put(s, str_number(number, digits));
}
