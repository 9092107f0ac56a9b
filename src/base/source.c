/* source.c - the text of a file, and places in it. */
#include "base/source.h"

struct source *source_new(struct arena *a, struct str path, struct str text)
{
    struct source *source = ARENA_NEW(a, struct source);
    source->path = path;
    source->text = text;
    return source;
}

void source_index(struct source *source, struct arena *a)
{
    if (source->lines)
        return;
    uint32_t count = 1;
    const char *text = source->text.len ? source->text.ptr : "", *end = text + source->text.len;
    for (const char *at = text; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        count++;
    uint32_t *lines = ARENA_ARRAY(a, uint32_t, count);
    uint32_t line = 1;
    for (const char *at = text; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines[line++] = (uint32_t)(at - text) + 1;
    source->lines = lines;
    source->line_count = count;
}

uint32_t source_line(const struct source *source, uint32_t offset)
{
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

struct span source_line_span(struct source *source, uint32_t line)
{
    uint32_t start = source->lines[line - 1];
    uint32_t end = line < source->line_count ? source->lines[line] - 1 : (uint32_t)source->text.len;
    if (end > start && source->text.ptr[end - 1] == '\r')
        end--;
    if (line == 1 && end >= 3 && memcmp(source->text.ptr, "\xEF\xBB\xBF", 3) == 0)
        start = 3;
    return (struct span){source, start, end};
}
