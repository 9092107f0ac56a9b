/* utf8_width.c - what Unicode's tables say of a character: its width, its kind, its composed form. */
#include "base/bytes.h"
#include "base/utf8.h"

#include <utf8proc.h>

/* More marks than this on one letter occur in no language (Unicode's Stream-Safe Text Format). */
enum { MARK_LIMIT = 30 };

static bool is_ambiguous(uint32_t point)
{
    static const uint32_t ranges[][2] = {
#define RANGE(first, last) {first, last},
#include "base/ambiguous.def"
#undef RANGE
    };
    size_t low = 0, high = sizeof ranges / sizeof ranges[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (point > ranges[middle][1])
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof ranges / sizeof ranges[0] && point >= ranges[low][0];
}

unsigned utf8_width(uint32_t point, unsigned ambiguous)
{
    if (point < 0xA0)
        return 1;
    if (utf8_is_ideograph(point))
        return 2;
    if (ambiguous == 2 && is_ambiguous(point))
        return 2;
    return (unsigned)utf8proc_charwidth((utf8proc_int32_t)point);
}

unsigned utf8_text_width(struct str text, unsigned ambiguous)
{
    unsigned width = 0;
    for (size_t at = 0; at < text.len;)
        width += utf8_width(utf8_next(text, &at), ambiguous);
    return width;
}

bool utf8_is_ideograph(uint32_t point)
{
    return (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3400 && point <= 0x4DBF) ||
           (point >= 0x20000 && point <= 0x3FFFD) || (point >= 0xF900 && point <= 0xFAFF) ||
           point == 0x3007;
}

/* Whether composing can change neither the character nor one beside it, as for nearly all text. */
static bool is_settled(uint32_t point)
{
    return point < 0x300 || (point >= 0x3400 && point <= 0x9FFF) ||
           (point >= 0x2010 && point <= 0x2027) || (point >= 0x3001 && point <= 0x3029) ||
           (point >= 0xFF01 && point <= 0xFF60);
}

/* Ordering a pile of marks takes the square of its height, so a pile beyond the limit is left. */
static bool may_compose(struct str text)
{
    bool settled = true;
    unsigned marks = 0;
    for (size_t at = 0; at < text.len && marks <= MARK_LIMIT;) {
        unsigned char first = (unsigned char)text.ptr[at];
        if (first < 0x80 ||
            (first >= 0xE4 && first <= 0xE9)) { /* settled: ASCII, U+4000 to U+9FFF */
            at += first < 0x80 || text.len - at < 3 ? 1 : 3;
            marks = 0;
            continue;
        }
        uint32_t point = utf8_next(text, &at);
        if (is_settled(point)) {
            marks = 0;
            continue;
        }
        settled = false;
        bool is_mark = utf8proc_get_property((utf8proc_int32_t)point)->combining_class != 0;
        marks = is_mark ? marks + 1 : 0;
    }
    return !settled && marks <= MARK_LIMIT;
}

/* Whether it is of ASCII and characters from U+4000 to U+9FFF alone, as nearly every name is. */
static bool is_common(struct str text)
{
    size_t at = bytes_skip_ideographs(text, 0);
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80) {
        while (at < text.len && (unsigned char)text.ptr[at] < 0x80)
            at++;
        at = bytes_skip_ideographs(text, at);
    }
    return at == text.len;
}

struct str utf8_compose(struct arena *a, struct str text)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    if (is_common(text) || !may_compose(text))
        return text;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text.ptr;
    utf8proc_ssize_t size = (utf8proc_ssize_t)text.len;
    utf8proc_ssize_t count = utf8proc_decompose(bytes, size, NULL, 0, options);
    if (count < 0)
        return text;
    utf8proc_int32_t *points = ARENA_ARRAY(a, utf8proc_int32_t, (size_t)count + 1);
    utf8proc_decompose(bytes, size, points, count, options);
    utf8proc_ssize_t length = utf8proc_reencode(points, count, options);
    if (length < 0)
        return text;
    struct str composed = {(const char *)points, (size_t)length};
    return str_equal(composed, text) ? text : composed;
}
