/* format_lines.c - columns, indentation, and the text at last. */
#include "syntax/format_lines.h"

#include "base/utf8.h"

#include <limits.h>
#include <stdint.h>

enum {
    INDENTATION = 4,  /* columns of a level */
    CONTINUATION = 2, /* levels that what a node goes on with is further in */
    UNEVEN = 24,      /* columns that the parts of a table may differ in; else they get none */
};

void lines_begin(struct lines *lines, unsigned depth, bool has_blank)
{
    if (lines->count == lines->room) {
        lines->room = lines->room ? lines->room * 2 : 64;
        lines->items =
            arena_grow(lines->arena, lines->items, sizeof *lines->items, lines->count, lines->room);
    }
    lines->items[lines->count++] =
        (struct line){.depth = depth, .has_blank = has_blank, .first = lines->piece_count};
}

void lines_add(struct lines *lines, struct piece piece)
{
    if (lines->piece_count == lines->piece_room) {
        lines->piece_room = lines->piece_room ? lines->piece_room * 2 : 256;
        lines->pieces = arena_grow(lines->arena, lines->pieces, sizeof *lines->pieces,
                                   lines->piece_count, lines->piece_room);
    }
    lines->pieces[lines->piece_count++] = piece;
    lines->items[lines->count - 1].count++;
}

/* The columns that the piece takes as it stands. */
static unsigned piece_width(const struct piece *piece)
{
    return utf8_text_width(piece->text, 1) + piece->has_blank;
}

unsigned lines_width(const struct lines *lines)
{
    if (lines->count == 0)
        return 0;
    const struct line *line = &lines->items[lines->count - 1];
    unsigned width = line->depth * INDENTATION;
    for (size_t i = 0; i < line->count; i++) {
        const struct piece *piece = &lines->pieces[line->first + i];
        if (piece->breaks)
            width = (line->depth + CONTINUATION) * INDENTATION;
        width += piece->width ? piece->width + piece->has_blank : piece_width(piece);
    }
    return width;
}

/* ---- text blocks --------------------------------------------------------------------------- */

static struct str trim_end(struct str line)
{
    while (line.len && strchr(" \t\r", line.ptr[line.len - 1]))
        line.len--;
    return line;
}

/* The line that starts at `*at`, without its end, moving `*at` to the next one. */
static struct str next_line(struct str text, size_t *at)
{
    const char *end = memchr(text.ptr + *at, '\n', text.len - *at);
    size_t stop = end ? (size_t)(end - text.ptr) : text.len;
    struct str line = str_part(text, *at, stop);
    *at = stop + (end != NULL);
    return trim_end(line);
}

static size_t blanks_before(struct str line)
{
    size_t count = 0;
    while (count < line.len && (line.ptr[count] == ' ' || line.ptr[count] == '\t'))
        count++;
    return count;
}

struct str lines_indent_block(struct arena *a, struct str block, unsigned depth)
{
    size_t at = 0, common = SIZE_MAX, count = 0;
    struct str first = next_line(block, &at), line = first;
    size_t body = at;
    while (at < block.len) {
        line = next_line(block, &at);
        if (line.len && at < block.len && blanks_before(line) < common)
            common = blanks_before(line);
        count++;
    }
    /* Text beside the quotes is left as it is: its indentation is part of what it says. */
    if (first.len != 3 || count < 2 || line.len - blanks_before(line) != 3)
        return block;
    size_t indentation = (size_t)(depth + 1) * INDENTATION;
    char *out = arena_alloc(a, block.len + (count + 1) * (indentation + 1));
    size_t length = 0;
    memcpy(out, "\"\"\"\n", 4);
    length += 4;
    for (at = body; at < block.len;) {
        line = next_line(block, &at);
        bool is_last = at >= block.len;
        size_t lead = is_last ? blanks_before(line) : line.len < common ? line.len : common;
        if (line.len > lead) {
            memset(out + length, ' ', indentation);
            length += indentation;
            memcpy(out + length, line.ptr + lead, line.len - lead);
            length += line.len - lead;
        }
        if (!is_last)
            out[length++] = '\n';
    }
    return (struct str){out, length};
}

/* ---- columns ------------------------------------------------------------------------------- */

/* Pieces of a line that are no comment behind it. */
static size_t shape_count(const struct lines *lines, const struct line *line)
{
    size_t count = line->count;
    while (count && lines->pieces[line->first + count - 1].is_comment)
        count--;
    return count;
}

/* Whether the line may be part of a table: it has a cell, and stands on one line. */
static bool has_shape(const struct lines *lines, const struct line *line)
{
    bool cells = false;
    for (size_t i = 0; i < line->count; i++) {
        const struct piece *piece = &lines->pieces[line->first + i];
        cells |= piece->cell != CELL_NONE;
        if (piece->breaks || memchr(piece->text.ptr, '\n', piece->text.len))
            return false;
    }
    return cells && !str_equal(lines->pieces[line->first + line->count - 1].text, STR("{"));
}

/* The next cell of the line at or behind piece `at`; the number of its pieces if there is none. */
static size_t next_cell(const struct lines *lines, const struct line *line, size_t at)
{
    size_t count = shape_count(lines, line);
    while (at < count && lines->pieces[line->first + at].cell == CELL_NONE)
        at++;
    return at < count ? at : line->count;
}

static bool same_shape(const struct lines *lines, const struct line *one, const struct line *other)
{
    size_t i = next_cell(lines, one, 0), j = next_cell(lines, other, 0);
    while (i < one->count && j < other->count &&
           lines->pieces[one->first + i].cell == lines->pieces[other->first + j].cell) {
        i = next_cell(lines, one, i + 1);
        j = next_cell(lines, other, j + 1);
    }
    return one->depth == other->depth && i == one->count && j == other->count;
}

/* Columns of the pieces from `from` to before `to`. */
static unsigned part_width(const struct lines *lines, const struct line *line, size_t from,
                           size_t to)
{
    unsigned width = 0;
    for (size_t i = from; i < to; i++)
        width += piece_width(&lines->pieces[line->first + i]);
    return width;
}

/* Sets how many columns wide the parts before each cell of lines `from` to before `to` are made. */
static void align(const struct lines *lines, size_t from, size_t to, unsigned *widths)
{
    const struct line *first = &lines->items[from];
    size_t *reached = ARENA_ARRAY(lines->arena, size_t, to - from);
    for (size_t cell = next_cell(lines, first, 0); cell < first->count;
         cell = next_cell(lines, first, cell + 1)) {
        unsigned most = 0, least = UINT_MAX;
        for (size_t i = from; i < to; i++) {
            const struct line *line = &lines->items[i];
            size_t begin = reached[i - from], end = next_cell(lines, line, begin + (begin > 0));
            unsigned width = part_width(lines, line, begin, end);
            most = width > most ? width : most;
            least = width < least ? width : least;
        }
        if (most - least > UNEVEN)
            return;
        for (size_t i = from; i < to; i++) {
            const struct line *line = &lines->items[i];
            size_t begin = reached[i - from], end = next_cell(lines, line, begin + (begin > 0));
            widths[line->first + end] = most - part_width(lines, line, begin, end);
            reached[i - from] = end;
        }
    }
}

/* The blanks to add before each piece. */
static const unsigned *columns(const struct lines *lines)
{
    unsigned *padding = ARENA_ARRAY(lines->arena, unsigned, lines->piece_count + 1);
    for (size_t from = 0; from < lines->count;) {
        size_t to = from + 1;
        const struct line *first = &lines->items[from];
        if (has_shape(lines, first)) {
            while (to < lines->count && !lines->items[to].has_blank &&
                   has_shape(lines, &lines->items[to]) &&
                   same_shape(lines, first, &lines->items[to]))
                to++;
            if (to - from > 1)
                align(lines, from, to, padding);
        }
        from = to;
    }
    return padding;
}

/* ---- printing ------------------------------------------------------------------------------ */

struct text {
    char *ptr;
    size_t len;
};

static void put(struct text *out, struct str text)
{
    if (text.len)
        memcpy(out->ptr + out->len, text.ptr, text.len);
    out->len += text.len;
}

static void put_blanks(struct text *out, size_t count)
{
    memset(out->ptr + out->len, ' ', count);
    out->len += count;
}

/* The bytes that printing takes, at most. */
static size_t room_for(const struct lines *lines, const unsigned *padding)
{
    size_t room = 1;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        size_t indentation = (size_t)(line->depth + CONTINUATION) * INDENTATION;
        room += indentation + 2;
        for (size_t n = line->first; n < line->first + line->count; n++) {
            const struct piece *piece = &lines->pieces[n];
            room += piece->text.len + padding[n] + 1 + (piece->breaks ? indentation + 1 : 0);
        }
    }
    return room;
}

struct str lines_print(const struct lines *lines)
{
    const unsigned *padding = columns(lines);
    struct text out = {arena_alloc(lines->arena, room_for(lines, padding)), 0};
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        if (line->has_blank)
            put(&out, STR("\n"));
        put_blanks(&out, (size_t)line->depth * INDENTATION);
        for (size_t n = line->first; n < line->first + line->count; n++) {
            const struct piece *piece = &lines->pieces[n];
            if (piece->breaks) {
                put(&out, STR("\n"));
                put_blanks(&out, (size_t)(line->depth + CONTINUATION) * INDENTATION);
            } else {
                put_blanks(&out, padding[n] + piece->has_blank);
            }
            put(&out, piece->text);
        }
        put(&out, STR("\n"));
    }
    return (struct str){out.ptr, out.len};
}
