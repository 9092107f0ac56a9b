/* position.c - lines and columns, for showing a place to a person. */
#include "emit/position.h"

/* Lines up to this length are counted from their start; longer ones from the nearest mark. */
enum { MARK_DISTANCE = 2048 };

/* Characters, columns and UTF-16 units between the start of the text and byte `offset`, line ends
 * included. */
struct mark {
    uint32_t offset, characters, columns, units;
};

struct position_source {
    const struct source *of;
    struct source copy; /* whose lines may be in our arena */
    struct mark *marks; /* one every MARK_DISTANCE bytes or a little more, once one is needed */
    uint32_t mark_count;
    struct position_source *next;
};

static struct position_source *source_find(struct positions *p, struct source *source)
{
    if (p->ambiguous == 0)
        p->ambiguous = 1;
    for (struct position_source *found = p->sources; found; found = found->next)
        if (found->of == source)
            return found;
    struct position_source *found = ARENA_NEW(p->a, struct position_source);
    *found = (struct position_source){.of = source, .copy = *source, .next = p->sources};
    source_index(&found->copy, p->a);
    p->sources = found;
    return found;
}

static void mark_pass(struct mark *mark, const struct terminal_character *character)
{
    mark->offset = (uint32_t)character->end;
    mark->characters++;
    mark->columns += character->width;
    mark->units += character->point > 0xFFFF ? 2 : 1;
}

/* Reads on from `mark` to the last character that starts before `offset`. Only the text around is
 * looked at: a character is at most four bytes. */
static void mark_advance(struct mark *mark, const struct positions *p, struct str text,
                         uint32_t offset)
{
    enum { LOOK_AHEAD = 8 };
    size_t end = text.len - offset > LOOK_AHEAD ? offset + LOOK_AHEAD : text.len;
    struct terminal_reader reader =
        terminal_read(str_part(text, 0, end), mark->offset, p->ambiguous);
    struct terminal_character character;
    while (reader.at < offset) {
        terminal_next(&reader, &character);
        if (character.end > offset)
            break;
        mark_pass(mark, &character);
    }
}

static void marks_make(struct positions *p, struct position_source *s)
{
    struct str text = s->copy.text;
    s->marks = ARENA_ARRAY(p->a, struct mark, text.len / MARK_DISTANCE + 1);
    s->mark_count = 1;
    struct terminal_reader reader = terminal_read(text, 0, p->ambiguous);
    struct terminal_character character;
    struct mark mark = {0};
    while (terminal_next(&reader, &character)) {
        mark_pass(&mark, &character);
        if (mark.offset - s->marks[s->mark_count - 1].offset >= MARK_DISTANCE)
            s->marks[s->mark_count++] = mark;
    }
}

/* The last mark at or before `offset`. */
static struct mark mark_find(struct positions *p, struct position_source *s, uint32_t offset)
{
    if (!s->marks)
        marks_make(p, s);
    uint32_t low = 0, high = s->mark_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (s->marks[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return s->marks[low];
}

static uint32_t offset_clamp(const struct source *source, uint32_t offset)
{
    return offset < source->text.len ? offset : (uint32_t)source->text.len;
}

struct position position_find(struct positions *p, struct source *source, uint32_t offset)
{
    struct position_source *s = source_find(p, source);
    offset = offset_clamp(source, offset);
    uint32_t line = source_line(&s->copy, offset);
    uint32_t start = source_line_span(&s->copy, line).start;
    struct mark from = {.offset = start}, to = from;
    if (offset < start)
        offset = start;
    if (offset - start > MARK_DISTANCE) {
        from = mark_find(p, s, start);
        mark_advance(&from, p, source->text, start);
        to = mark_find(p, s, offset);
    }
    mark_advance(&to, p, source->text, offset);
    return (struct position){line, to.characters - from.characters + 1,
                             to.columns - from.columns + 1, to.units - from.units + 1};
}

uint32_t position_find_line(struct positions *p, struct source *source, uint32_t offset)
{
    return source_line(&source_find(p, source)->copy, offset_clamp(source, offset));
}

struct span position_line(struct positions *p, struct source *source, uint32_t line)
{
    struct position_source *s = source_find(p, source);
    struct span span = source_line_span(&s->copy, line);
    return (struct span){source, span.start, span.end};
}

uint32_t position_before(struct positions *p, struct source *source, uint32_t offset,
                         uint32_t distance)
{
    struct position_source *s = source_find(p, source);
    offset = offset_clamp(source, offset);
    uint32_t start = source_line_span(&s->copy, source_line(&s->copy, offset)).start;
    if (offset <= start || offset - start <= distance || offset - start <= MARK_DISTANCE)
        return start;
    struct mark mark = mark_find(p, s, offset - distance);
    return mark.offset > start ? mark.offset : start;
}
