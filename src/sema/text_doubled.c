/* text_doubled.c - captions, words and signs that stand twice in a row. */
#include "sema/text.h"

#include "sema/text_characters.h"

#include "base/bytes.h"

enum {
    WINDOW = 64, /* a power of two, more than 2 × TEXT_UNIT_LIMIT + 1 */
    LAST_CHARACTERS = 256,
    HALF_LEAST = 8,   /* characters of a text that was pasted twice */
    BETWEEN_MOST = 4, /* bytes between the halves: a sign and blanks */
};

/* The characters looked at last, newest first by age: where each begins and what it is. */
struct window {
    struct {
        uint32_t point;
        size_t start;
    } items[WINDOW];
    size_t count; /* of all characters seen */
    /* By the low bits of a character: those of the count when it was seen last. */
    uint16_t last[LAST_CHARACTERS];
};

static uint32_t aged(const struct window *w, size_t age)
{
    return age < w->count ? w->items[(w->count - 1 - age) % WINDOW].point : 0;
}

static size_t start_aged(const struct window *w, size_t age)
{
    return w->items[(w->count - 1 - age) % WINDOW].start;
}

static bool is_numeral(uint32_t point)
{
    return text_is_one_of(point, U"一两二三四五六七八九十百千万几逐每半");
}

/*
 * Whether the newest 2 × `size` characters are a word of ideographs, twice. `before` is what stands
 * before them, `after` behind. Of a word of two characters one of the sides must be the end of a
 * clause: 大学大学生 and 集团集团化 have none.
 */
static bool is_doubled_word(const struct window *w, size_t size, uint32_t after)
{
    for (size_t i = 0; i < size; i++) {
        if (!text_is_ideograph(aged(w, i)) || aged(w, i) != aged(w, i + size))
            return false;
    }
    uint32_t first = aged(w, 2 * size - 1), second = aged(w, 2 * size - 2);
    /* 面对面对话, 点对点对接, 手把手把关: the second word begins in the first. */
    if (is_numeral(first) || first == second || text_is_one_of(second, U"对把比接连挨"))
        return false;
    uint32_t before = aged(w, 2 * size);
    bool at_start = before == 0 || text_is_clause_end(before);
    bool at_end = after == 0 || text_is_clause_end(after);
    return size > 2 || at_start || at_end;
}

/*
 * Behind the colon that is the newest character: the size of a caption that stands twice before it,
 * colon and all (“依据：依据：” with whatever signs between), or 0.
 */
static size_t doubled_caption(const struct window *w)
{
    size_t size = 0;
    while (size < TEXT_UNIT_LIMIT && text_is_ideograph(aged(w, size + 1)))
        size++;
    if (size < 2 || aged(w, size + 1) != ':')
        return 0;
    for (size_t i = 1; i <= size; i++) {
        if (aged(w, i) != aged(w, i + size + 1))
            return 0;
    }
    return size;
}

bool text_may_be_twice(struct str text)
{
    enum { CHARACTER_MOST = 4 /* bytes: the middle may be inside one */ };
    size_t most = text.len / 2 + BETWEEN_MOST + CHARACTER_MOST;
    if (text.len < 2 * HALF_LEAST)
        return false;
    if (most > text.len - HALF_LEAST)
        most = text.len - HALF_LEAST;
    const uint64_t beginning = str_eight(text.ptr);
    const char *at = text.ptr + text.len / 2, *last = text.ptr + most;
    while (at <= last && str_eight(at) != beginning)
        at++;
    return at <= last;
}

/* The whole text being the same thing twice, with blanks or signs between: its second half. */
static struct text_place doubled_whole(struct str text)
{
    struct text_place none = {0, 0};
    size_t middle = text.len / 2;
    while (middle < text.len && ((unsigned char)text.ptr[middle] & 0xC0) == 0x80)
        middle++;
    for (size_t shift = 0; shift <= BETWEEN_MOST && middle + shift + HALF_LEAST <= text.len;
         shift++) {
        size_t start = middle + shift, size = text.len - start;
        if (str_eight(text.ptr) == str_eight(text.ptr + start) && size <= start &&
            ((unsigned char)text.ptr[start] & 0xC0) != 0x80 &&
            memcmp(text.ptr, text.ptr + start, size) == 0 &&
            utf8_length(str_part(text, start, text.len)) >= HALF_LEAST)
            return (struct text_place){start, text.len};
    }
    return none;
}

/* What ends with the newest character and stands there twice, up to byte `at`. */
static struct text_place doubled_here(const struct window *w, size_t at, uint32_t after,
                                      bool seen_again)
{
    uint32_t point = aged(w, 0);
    if (text_is_one_of(point, U",、;:") && aged(w, 1) == point)
        return (struct text_place){start_aged(w, 1), at};
    size_t caption = point == ':' ? doubled_caption(w) : 0;
    if (caption)
        return (struct text_place){start_aged(w, 2 * caption + 1), at};
    for (size_t size = 2; size <= TEXT_UNIT_LIMIT && seen_again; size++) {
        if (aged(w, size) == point && is_doubled_word(w, size, after))
            return (struct text_place){start_aged(w, 2 * size - 1), at};
    }
    return (struct text_place){0, 0};
}

/* Notes that `point` is the newest character; whether it may stand among those before it too. */
static bool was_just_seen(struct window *w, uint32_t point)
{
    /* Counted from beyond the limit, so that what was never seen is not near. */
    uint16_t now = (uint16_t)(w->count + TEXT_UNIT_LIMIT + 1);
    uint16_t *last = &w->last[point % LAST_CHARACTERS];
    bool is_near = (uint16_t)(now - *last) <= TEXT_UNIT_LIMIT;
    *last = now;
    return is_near;
}

struct text_place text_doubled(struct str text)
{
    struct window w = {.count = 0};
    bool seen_again = false;
    size_t at = 0, next = 0;
    uint32_t point = text.len ? text_next(text, &next) : 0, after;
    for (size_t start = 0; start < text.len; start = at, point = after) {
        at = next;
        after = at < text.len ? text_next(text, &next) : 0;
        if (text_is_blank(point))
            continue;
        w.items[w.count % WINDOW].point = point;
        w.items[w.count++ % WINDOW].start = start;
        bool is_again = was_just_seen(&w, point);
        bool may_be_doubled = (is_again && seen_again) || text_is_clause_end(point);
        seen_again = is_again;
        if (!may_be_doubled)
            continue;
        struct text_place place = doubled_here(&w, at, after, is_again);
        if (text_place_is_found(place))
            return place;
    }
    return doubled_whole(text);
}

struct text_place text_caption(struct str text)
{
    size_t at = bytes_skip_ideographs(text, 0), characters = 0;
    /* Most texts have a longer word in front, or another sign. */
    if (at >= text.len || at > 3 * TEXT_CAPTION_LIMIT)
        return (struct text_place){0, 0};
    uint32_t sign = text_next(text, &at);
    if (sign != ':' && !text_is_ideograph(sign))
        return (struct text_place){0, 0};
    at = 0;
    while (at < text.len) {
        size_t end = at;
        uint32_t point = text_next(text, &at);
        if (point == ':' && characters >= 2)
            return (struct text_place){0, end};
        if (!text_is_ideograph(point) || characters++ == TEXT_CAPTION_LIMIT)
            break;
    }
    return (struct text_place){0, 0};
}
