/* line_merge.c - three texts to one, by lines. */
#include "base/line_merge.h"

/* ---- writing ------------------------------------------------------------------------------- */

void writer_put(struct text_writer *out, struct str text)
{
    if (out->room - out->length < text.len) {
        size_t room = (out->room + text.len) * 2 + 256;
        out->bytes = arena_grow(out->arena, out->bytes, 1, out->length, room);
        out->room = room;
    }
    if (text.len)
        memcpy(out->bytes + out->length, text.ptr, text.len);
    out->length += text.len;
}

struct str writer_text(const struct text_writer *out, size_t start)
{
    return out->length > start ? (struct str){out->bytes + start, out->length - start} : STR("");
}

void writer_end_line(struct text_writer *out, struct str line_end)
{
    if (out->length && out->bytes[out->length - 1] != '\n')
        writer_put(out, line_end);
}

void writer_put_marker(struct text_writer *out, char sign, unsigned size, struct str label,
                       struct str line_end)
{
    char signs[MARKER_LIMIT];
    memset(signs, sign, sizeof signs);
    writer_end_line(out, line_end);
    writer_put(out, (struct str){signs, size < MARKER_LIMIT ? size : MARKER_LIMIT});
    if (label.len) {
        writer_put(out, STR(" "));
        writer_put(out, label);
    }
    writer_put(out, line_end);
}

bool line_is_marker(struct str line, char sign, unsigned size)
{
    if (line.len < size)
        return false;
    for (unsigned i = 0; i < size; i++) {
        if (line.ptr[i] != sign)
            return false;
    }
    return line.len == size || memchr(" \r\n", line.ptr[size], 3) != NULL;
}

struct str text_line_end(struct str text)
{
    const char *end = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
    return end && end > text.ptr && end[-1] == '\r' ? STR("\r\n") : STR("\n");
}

/* ---- merging ------------------------------------------------------------------------------- */

/* One side's hunks against the base, and how far they are used. */
struct side {
    struct split_text lines;
    struct diff_hunk *hunks;
    size_t count, at;
    uint32_t start, end; /* the lines of this side for the stretch at hand */
};

static void put_lines(struct text_writer *out, const struct split_text *lines, uint32_t start,
                      uint32_t end)
{
    for (uint32_t i = start; i < end; i++)
        writer_put(out, lines->items[i]);
}

static bool lines_equal(const struct split_text *one, uint32_t one_start, uint32_t one_end,
                        const struct split_text *other, uint32_t other_start, uint32_t other_end)
{
    if (one_end - one_start != other_end - other_start)
        return false;
    for (uint32_t i = 0; i < one_end - one_start; i++) {
        if (!str_equal(one->items[one_start + i], other->items[other_start + i]))
            return false;
    }
    return true;
}

/* The two stretches between markers, without the lines that they begin and end with alike. */
static void put_conflict(struct text_writer *out, struct side *ours, struct side *theirs,
                         unsigned marker_size, struct str line_end)
{
    uint32_t head = 0, tail = 0;
    uint32_t ours_count = ours->end - ours->start, theirs_count = theirs->end - theirs->start;
    uint32_t least = ours_count < theirs_count ? ours_count : theirs_count;
    while (head < least && str_equal(ours->lines.items[ours->start + head],
                                     theirs->lines.items[theirs->start + head]))
        head++;
    while (tail < least - head && str_equal(ours->lines.items[ours->end - 1 - tail],
                                            theirs->lines.items[theirs->end - 1 - tail]))
        tail++;
    put_lines(out, &ours->lines, ours->start, ours->start + head);
    writer_put_marker(out, '<', marker_size, STR("ours"), line_end);
    put_lines(out, &ours->lines, ours->start + head, ours->end - tail);
    writer_put_marker(out, '=', marker_size, STR(""), line_end);
    put_lines(out, &theirs->lines, theirs->start + head, theirs->end - tail);
    writer_put_marker(out, '>', marker_size, STR("theirs"), line_end);
    put_lines(out, &ours->lines, ours->end - tail, ours->end);
}

/* Takes the hunks that begin at or before `end` of the base; true if any did. */
static bool take_hunks(struct side *side, uint32_t *end)
{
    size_t before = side->at;
    while (side->at < side->count && side->hunks[side->at].old_start <= *end) {
        if (side->hunks[side->at].old_end > *end)
            *end = side->hunks[side->at].old_end;
        side->at++;
    }
    return side->at > before;
}

/* The lines of the side for lines `start` to before `end` of the base, hunks `first` to `at`. */
static void find_stretch(struct side *side, size_t first, uint32_t start, uint32_t end)
{
    /* Beside the hunks both advance alike: what lies before the first hunk, or behind the last one,
     * tells the place. */
    if (first < side->at) {
        const struct diff_hunk *one = &side->hunks[first], *last = &side->hunks[side->at - 1];
        side->start = one->new_start - (one->old_start - start);
        side->end = last->new_end + (end - last->old_end);
        return;
    }
    uint32_t shift_old = first ? side->hunks[first - 1].old_end : 0;
    uint32_t shift_new = first ? side->hunks[first - 1].new_end : 0;
    side->start = shift_new + (start - shift_old);
    side->end = shift_new + (end - shift_old);
}

unsigned line_merge(struct text_writer *out, struct str base, struct str ours, struct str theirs,
                    unsigned marker_size)
{
    struct arena *a = out->arena;
    struct split_text lines = text_split(a, base);
    struct side one = {.lines = text_split(a, ours)}, other = {.lines = text_split(a, theirs)};
    struct str line_end = text_line_end(ours);
    unsigned conflicts = 0;
    uint32_t done = 0; /* lines of the base */
    one.hunks = line_diff(a, &lines, &one.lines, &one.count);
    other.hunks = line_diff(a, &lines, &other.lines, &other.count);
    while (one.at < one.count || other.at < other.count) {
        uint32_t first_one = one.at < one.count ? one.hunks[one.at].old_start : UINT32_MAX;
        uint32_t first_other =
            other.at < other.count ? other.hunks[other.at].old_start : UINT32_MAX;
        uint32_t start = first_one < first_other ? first_one : first_other, end = start;
        size_t one_before = one.at, other_before = other.at;
        bool grows = true;
        while (grows) {
            bool by_one = take_hunks(&one, &end);
            grows = take_hunks(&other, &end) || by_one;
        }
        find_stretch(&one, one_before, start, end);
        find_stretch(&other, other_before, start, end);
        put_lines(out, &lines, done, start);
        if (one.at == one_before)
            put_lines(out, &other.lines, other.start, other.end);
        else if (other.at == other_before ||
                 lines_equal(&one.lines, one.start, one.end, &other.lines, other.start, other.end))
            put_lines(out, &one.lines, one.start, one.end);
        else {
            put_conflict(out, &one, &other, marker_size, line_end);
            conflicts++;
        }
        done = end;
    }
    put_lines(out, &lines, done, lines.count);
    return conflicts;
}

void line_merge_refuse(struct text_writer *out, struct str ours, struct str theirs,
                       unsigned marker_size)
{
    struct side one = {.lines = text_split(out->arena, ours)};
    struct side other = {.lines = text_split(out->arena, theirs)};
    one.end = one.lines.count;
    other.end = other.lines.count;
    put_conflict(out, &one, &other, marker_size, text_line_end(ours));
}
