/* excerpt.c - a line of the user's text, cut to fit a terminal. */
#include "emit/excerpt.h"

/* More bytes than this away from a place are outside any window, unless the text is made of marks
 * without a width, which is no text that anybody reads. */
enum { BYTES_BEFORE = 640, BYTES_BEHIND = 1280 };

/* Reads the characters of `line` that can be in a window around `offset`. */
static struct excerpt excerpt_read(struct positions *p, struct span line, uint32_t offset)
{
    enum { LOOK_AHEAD = 8 };
    struct str text = line.source->text;
    uint32_t from = position_before(p, line.source, offset, BYTES_BEFORE);
    uint32_t end = line.end - offset > BYTES_BEHIND ? offset + BYTES_BEHIND : line.end;
    size_t known = text.len - end > LOOK_AHEAD ? end + LOOK_AHEAD : text.len;
    struct excerpt excerpt = {.text = text, .mark_width = utf8_width(0x2026, p->ambiguous)};
    uint32_t room =
        end - from < BYTES_BEFORE + BYTES_BEHIND ? end - from : BYTES_BEFORE + BYTES_BEHIND;
    excerpt.characters = ARENA_ARRAY(p->a, struct terminal_character, room + 1);
    struct terminal_reader reader = terminal_read(str_part(text, 0, known), from, p->ambiguous);
    struct terminal_character character;
    while (reader.at < end) {
        terminal_next(&reader, &character);
        if (character.start + BYTES_BEFORE >= offset)
            excerpt.characters[excerpt.last++] = character;
    }
    excerpt.cut_before = excerpt.last > 0 && excerpt.characters[0].start > line.start;
    excerpt.cut_after = reader.at < line.end;
    return excerpt;
}

/* Sets `first` and `last` to a window of `room` columns around the place, of `read` characters. */
static void window_choose(struct excerpt *excerpt, size_t read, struct span place, unsigned room)
{
    const struct terminal_character *characters = excerpt->characters;
    size_t first = 0;
    while (first < read && characters[first].end <= place.start)
        first++;
    size_t last = first;
    unsigned width = 0;
    for (; last < read && (last == first || characters[last].start < place.end) &&
           width + characters[last].width <= room;
         last++)
        width += characters[last].width;
    unsigned half = width + (room - width) / 2;
    for (; first > 0 && width + characters[first - 1].width <= half; first--)
        width += characters[first - 1].width;
    for (; last < read && width + characters[last].width <= room; last++)
        width += characters[last].width;
    for (; first > 0 && width + characters[first - 1].width <= room; first--)
        width += characters[first - 1].width;
    excerpt->first = first;
    excerpt->last = last;
}

struct excerpt excerpt_make(struct positions *p, struct span place, unsigned columns)
{
    struct source *source = place.source;
    struct span line = position_line(p, source, position_find_line(p, source, place.start));
    place.start = place.start < line.start ? line.start : place.start;
    place.start = place.start > line.end ? line.end : place.start;
    place.end = place.end > line.end ? line.end : place.end;
    struct excerpt excerpt = excerpt_read(p, line, place.start);
    size_t read = excerpt.last;
    unsigned width = 0;
    for (size_t i = 0; i < read; i++)
        width += excerpt.characters[i].width;
    if (width <= columns && !excerpt.cut_before && !excerpt.cut_after)
        return excerpt;
    unsigned marks = 2 * excerpt.mark_width;
    window_choose(&excerpt, read, place, columns > marks ? columns - marks : 0);
    excerpt.cut_before |= excerpt.first > 0;
    excerpt.cut_after |= excerpt.last < read;
    return excerpt;
}

void excerpt_write(FILE *out, const struct excerpt *excerpt)
{
    if (excerpt->cut_before)
        fputs("…", out);
    for (size_t i = excerpt->first; i < excerpt->last; i++)
        terminal_write_character(out, excerpt->text, &excerpt->characters[i]);
    if (excerpt->cut_after)
        fputs("…", out);
}

bool excerpt_shows(const struct excerpt *excerpt, uint32_t offset)
{
    if (excerpt->first == excerpt->last)
        return true;
    return (!excerpt->cut_before || offset >= excerpt->characters[excerpt->first].start) &&
           (!excerpt->cut_after || offset < excerpt->characters[excerpt->last - 1].end);
}

unsigned excerpt_start_column(const struct excerpt *excerpt, uint32_t offset)
{
    unsigned column = excerpt->cut_before ? excerpt->mark_width : 0;
    for (size_t i = excerpt->first; i < excerpt->last; i++) {
        if (excerpt->characters[i].end > offset)
            break;
        column += excerpt->characters[i].width;
    }
    return column;
}

unsigned excerpt_end_column(const struct excerpt *excerpt, uint32_t offset)
{
    unsigned column = excerpt->cut_before ? excerpt->mark_width : 0;
    for (size_t i = excerpt->first; i < excerpt->last; i++) {
        if (excerpt->characters[i].start >= offset)
            break;
        column += excerpt->characters[i].width;
    }
    return column;
}
