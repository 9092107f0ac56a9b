/* line_diff.c - which lines of two texts differ. */
#include "base/line_diff.h"

#include "base/map.h"

struct split_text text_split(struct arena *a, struct str text)
{
    uint32_t count = 0;
    for (size_t at = 0; at < text.len; count++) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        at = end ? (size_t)(end - text.ptr) + 1 : text.len;
    }
    struct split_text lines = {ARENA_ARRAY(a, struct str, count + 1), 0};
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        size_t stop = end ? (size_t)(end - text.ptr) + 1 : text.len;
        lines.items[lines.count++] = str_part(text, at, stop);
        at = stop;
    }
    return lines;
}

/* ---- the edit script ----------------------------------------------------------------------- */

struct differ {
    struct arena *arena;
    const uint32_t *old_ids, *new_ids; /* equal lines have equal numbers */
    int32_t *forward, *backward;       /* furthest reaching ends of paths, by diagonal */
    bool *old_changed, *new_changed;
};

/* A stretch of both texts. */
struct stretch {
    int32_t old_start, old_end, new_start, new_end;
};

/* Gives each line a number, the same for equal lines. */
static uint32_t *number_lines(struct arena *a, struct map *numbers, const struct split_text *lines)
{
    uint32_t *ids = ARENA_ARRAY(a, uint32_t, lines->count + 1);
    for (uint32_t i = 0; i < lines->count; i++) {
        const uint32_t *known = map_get(numbers, lines->items[i]);
        if (!known) {
            uint32_t *fresh = ARENA_NEW(a, uint32_t);
            *fresh = numbers->count + 1;
            map_put(numbers, a, lines->items[i], fresh);
            known = fresh;
        }
        ids[i] = *known;
    }
    return ids;
}

/*
 * One round of furthest reaching paths with `edits` edits from the stretch's start (forward) or, read
 * backwards, from its end. True when they meet those of the other side: `*middle` is where.
 */
static bool advance(struct differ *d, const struct stretch *s, int32_t edits, bool forward,
                    int32_t *middle_old, int32_t *middle_new)
{
    int32_t rows = s->old_end - s->old_start, columns = s->new_end - s->new_start;
    int32_t delta = rows - columns;
    int32_t *mine = forward ? d->forward : d->backward,
            *theirs = forward ? d->backward : d->forward;
    for (int32_t k = -edits; k <= edits; k += 2) {
        bool down = k == -edits || (k != edits && mine[k - 1] < mine[k + 1]);
        int32_t x = down ? mine[k + 1] : mine[k - 1] + 1;
        int32_t y = x - k;
        while (x < rows && y < columns &&
               (forward ? d->old_ids[s->old_start + x] == d->new_ids[s->new_start + y]
                        : d->old_ids[s->old_end - 1 - x] == d->new_ids[s->new_end - 1 - y])) {
            x++;
            y++;
        }
        mine[k] = x;
        int32_t other = delta - k;
        bool overlaps = forward ? (delta & 1) != 0 && other >= -(edits - 1) && other <= edits - 1
                                : (delta & 1) == 0 && other >= -edits && other <= edits;
        if (overlaps && x + theirs[other] >= rows) {
            *middle_old = forward ? s->old_start + x : s->old_end - x;
            *middle_new = forward ? s->new_start + y : s->new_end - y;
            return true;
        }
    }
    return false;
}

static void mark(struct differ *d, const struct stretch *s)
{
    for (int32_t i = s->old_start; i < s->old_end; i++)
        d->old_changed[i] = true;
    for (int32_t i = s->new_start; i < s->new_end; i++)
        d->new_changed[i] = true;
}

/* Where a shortest path through the stretch has its middle; false if that takes too long to find. */
static bool find_middle(struct differ *d, const struct stretch *s, int32_t *old_at, int32_t *new_at)
{
    int32_t total = s->old_end - s->old_start + s->new_end - s->new_start;
    int32_t most = total < DIFF_EFFORT ? total : DIFF_EFFORT;
    d->forward[1] = d->backward[1] = 0;
    for (int32_t edits = 0; edits <= most; edits++) {
        /* Diagonals beyond the stretch hold nothing yet. */
        d->forward[-edits - 1] = d->forward[edits + 1] = edits ? -1 : 0;
        d->backward[-edits - 1] = d->backward[edits + 1] = edits ? -1 : 0;
        if (advance(d, s, edits, true, old_at, new_at) ||
            advance(d, s, edits, false, old_at, new_at))
            return true;
    }
    return false;
}

/* Marks what changed in the stretch; a loop for one half, so that the stack stays low. */
static void compare(struct differ *d, struct stretch s)
{
    for (;;) {
        while (s.old_start < s.old_end && s.new_start < s.new_end &&
               d->old_ids[s.old_start] == d->new_ids[s.new_start]) {
            s.old_start++;
            s.new_start++;
        }
        while (s.old_start < s.old_end && s.new_start < s.new_end &&
               d->old_ids[s.old_end - 1] == d->new_ids[s.new_end - 1]) {
            s.old_end--;
            s.new_end--;
        }
        int32_t old_at, new_at;
        if (s.old_start == s.old_end || s.new_start == s.new_end ||
            !find_middle(d, &s, &old_at, &new_at)) {
            mark(d, &s);
            return;
        }
        /* There are two edits or more, with the middle between them: neither half is all of it. */
        struct stretch first = {s.old_start, old_at, s.new_start, new_at};
        struct stretch second = {old_at, s.old_end, new_at, s.new_end};
        bool first_is_longer = (old_at - s.old_start) + (new_at - s.new_start) >
                               (s.old_end - old_at) + (s.new_end - new_at);
        compare(d, first_is_longer ? second : first);
        s = first_is_longer ? first : second;
    }
}

struct diff_hunk *line_diff(struct arena *a, const struct split_text *old_lines,
                            const struct split_text *new_lines, size_t *count)
{
    struct map numbers = {0};
    size_t diagonals = (size_t)old_lines->count + new_lines->count + 4;
    struct differ d = {
        .arena = a,
        .old_ids = number_lines(a, &numbers, old_lines),
        .new_ids = number_lines(a, &numbers, new_lines),
        .forward = ARENA_ARRAY(a, int32_t, 2 * diagonals) + diagonals,
        .backward = ARENA_ARRAY(a, int32_t, 2 * diagonals) + diagonals,
        .old_changed = ARENA_ARRAY(a, bool, old_lines->count + 1),
        .new_changed = ARENA_ARRAY(a, bool, new_lines->count + 1),
    };
    compare(&d, (struct stretch){0, (int32_t)old_lines->count, 0, (int32_t)new_lines->count});
    struct diff_hunk *hunks = NULL;
    size_t room = 0;
    *count = 0;
    for (uint32_t i = 0, j = 0; i < old_lines->count || j < new_lines->count;) {
        struct diff_hunk hunk = {i, i, j, j};
        while (hunk.old_end < old_lines->count && d.old_changed[hunk.old_end])
            hunk.old_end++;
        while (hunk.new_end < new_lines->count && d.new_changed[hunk.new_end])
            hunk.new_end++;
        if (hunk.old_end > i || hunk.new_end > j) {
            if (*count == room) {
                room = room ? room * 2 : 16;
                hunks = arena_grow(a, hunks, sizeof *hunks, *count, room);
            }
            hunks[(*count)++] = hunk;
        }
        i = hunk.old_end + 1;
        j = hunk.new_end + 1;
    }
    return hunks;
}

/* ---- unified ------------------------------------------------------------------------------- */

enum { CONTEXT = 3 /* equal lines that are shown around a change */ };

struct writer {
    struct arena *arena;
    char *text;
    size_t length, room;
};

static void put(struct writer *out, struct str text)
{
    if (out->room - out->length < text.len) {
        size_t room = (out->room + text.len) * 2 + 256;
        out->text = arena_grow(out->arena, out->text, 1, out->length, room);
        out->room = room;
    }
    memcpy(out->text + out->length, text.ptr, text.len);
    out->length += text.len;
}

static void put_line(struct writer *out, struct str sign, struct str line)
{
    put(out, sign);
    put(out, line);
    if (!str_ends_with(line, STR("\n")))
        put(out, STR("\n\\ No newline at end of file\n"));
}

/* “12,5”: the first line, from 1, and how many; of none the line before. */
static void put_range(struct writer *out, const char *sign, uint32_t start, uint32_t count)
{
    put(out, arena_format(out->arena, "%s%u", sign, count ? start + 1 : start));
    if (count != 1)
        put(out, arena_format(out->arena, ",%u", count));
}

/* Hunks `first` to before `last`, whose surroundings touch, under one heading. */
static void put_group(struct writer *out, const struct split_text *old_lines,
                      const struct split_text *new_lines, const struct diff_hunk *first,
                      const struct diff_hunk *last)
{
    uint32_t before = first->old_start < CONTEXT ? first->old_start : CONTEXT;
    uint32_t left = old_lines->count - last[-1].old_end;
    uint32_t behind = left < CONTEXT ? left : CONTEXT;
    uint32_t old_at = first->old_start - before;
    put(out, STR("@@ "));
    put_range(out, "-", old_at, last[-1].old_end + behind - old_at);
    put_range(out, " +", first->new_start - before,
              last[-1].new_end + behind - (first->new_start - before));
    put(out, STR(" @@\n"));
    for (const struct diff_hunk *hunk = first; hunk < last; hunk++) {
        for (; old_at < hunk->old_start; old_at++)
            put_line(out, STR(" "), old_lines->items[old_at]);
        for (; old_at < hunk->old_end; old_at++)
            put_line(out, STR("-"), old_lines->items[old_at]);
        for (uint32_t i = hunk->new_start; i < hunk->new_end; i++)
            put_line(out, STR("+"), new_lines->items[i]);
    }
    for (uint32_t end = old_at + behind; old_at < end; old_at++)
        put_line(out, STR(" "), old_lines->items[old_at]);
}

struct str unified_diff(struct arena *a, struct str old_name, struct str new_name,
                        struct str old_text, struct str new_text)
{
    struct writer out = {.arena = a};
    struct split_text old_lines = text_split(a, old_text), new_lines = text_split(a, new_text);
    size_t count;
    struct diff_hunk *hunks = line_diff(a, &old_lines, &new_lines, &count);
    if (count)
        put(&out, arena_format(a, "--- %" STR_FORMAT "\n+++ %" STR_FORMAT "\n", STR_ARG(old_name),
                               STR_ARG(new_name)));
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && hunks[end].old_start - hunks[end - 1].old_end <= 2 * CONTEXT)
            end++;
        put_group(&out, &old_lines, &new_lines, hunks + i, hunks + end);
        i = end;
    }
    return (struct str){out.text, out.length};
}
