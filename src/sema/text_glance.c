/* text_glance.c - what a glance at a text leaves open. */
#include "sema/text.h"

#include "sema/text_characters.h"

#include "base/bytes.h"

enum {
    WIDE = 3, /* bytes of a common ideograph */
    SHORTEST_WORD = 2 * WIDE,
    LONGER_WORD = 9 * WIDE, /* than passed by many at once */
    LONGEST_WORD = TEXT_UNIT_LIMIT * WIDE,
    SHORTEST_CAPTION = 2 * WIDE,
    LONGEST_CAPTION = TEXT_CAPTION_LIMIT * WIDE,
};

/* ---- doubled words ----------------------------------------------------------------------------- */

#ifdef __SSE2__
/* Of 16 bytes, each four that stand so many bytes further on again. */
static inline __m128i again(const char *bytes, ptrdiff_t distance)
{
    return _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)bytes),
                           _mm_loadu_si128((const __m128i *)(bytes + distance)));
}

/* Whether some stand again as far on, or back, as a word of 2 to 8 common ideographs is long. */
static inline bool may_be_again(const char *here, int way)
{
    __m128i two = _mm_or_si128(again(here, 6 * way), again(here + 2 * way, 6 * way));
    __m128i four = _mm_or_si128(again(here, 9 * way), again(here, 12 * way));
    __m128i six = _mm_or_si128(again(here, 15 * way), again(here, 18 * way));
    __m128i eight = _mm_or_si128(again(here, 21 * way), again(here, 24 * way));
    return _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(two, four), _mm_or_si128(six, eight))) != 0;
}
#endif

/*
 * From `at` on past bytes at which no word of 2 to 8 common ideographs begins that is there twice,
 * unless it ends behind them. Of nine equal bytes some four, or more, are compared at once wherever
 * they begin; of six, with those two bytes further on.
 */
static size_t pass_different(struct str text, size_t at)
{
#ifdef __SSE2__
    enum { BEYOND = LONGER_WORD - WIDE };
    for (; text.len - at >= 16 + BEYOND; at += 16) {
        if (may_be_again(text.ptr + at, 1))
            return at;
    }
    /* The last ones are compared with those before them. */
    bool has_room = at >= BEYOND && text.len >= 16 + BEYOND;
    for (size_t last = at; has_room; last += 16) {
        last = last + 16 < text.len ? last : text.len - 16;
        if (may_be_again(text.ptr + last, -1))
            break;
        if (last + 16 == text.len)
            return text.len;
    }
#else
    (void)text;
#endif
    return at;
}

/* Whether those of `size` bytes stand twice among the common ideographs from `start` to `end`. */
static bool repeats(const char *start, const char *end, ptrdiff_t size)
{
    /* Every word that stands there again has one of these places; mostly already that one differs. */
    for (const char *at = start + 2 * size - WIDE; at < end; at += size) {
        if (memcmp(at, at - size, WIDE) != 0)
            continue;
        const char *first = at, *last = at;
        while (first > start + size && memcmp(first - WIDE, first - WIDE - size, WIDE) == 0)
            first -= WIDE;
        while (last < end && memcmp(last, last - size, WIDE) == 0)
            last += WIDE;
        if (last - first >= size)
            return true;
    }
    return false;
}

/* Whether a word of at least so many bytes stands twice in a row among common ideographs. */
static bool words_repeat(struct str word, ptrdiff_t least)
{
    const char *end = word.ptr + word.len / WIDE * WIDE;
    bool repeated = false;
    for (ptrdiff_t size = least; size <= LONGEST_WORD && 2 * size <= end - word.ptr && !repeated;
         size += WIDE)
        repeated = repeats(word.ptr, end, size);
    return repeated;
}

/* Whether one does from byte `start` to `end`; up to `*passed` those of 2 to 8 are known not to. */
static inline bool may_repeat(struct str text, size_t start, size_t end, size_t *passed)
{
    if (end - start < 2 * SHORTEST_WORD)
        return false;
    if (*passed < end)
        *passed = pass_different(text, start);
    ptrdiff_t least = *passed < end ? SHORTEST_WORD : LONGER_WORD;
    return (ptrdiff_t)(end - start) >= 2 * least && words_repeat(str_part(text, start, end), least);
}

/* ---- signs ------------------------------------------------------------------------------------- */

/* A sign as a small number: in ASCII, with the full-width twins; from U+3000; from U+2000; or no other. */
enum {
    SIGN_OTHER = 0,
    SIGN_IDEOGRAPH = 1, /* a rare one */
    SIGNS_WIDE = 0x80,
    SIGNS_GENERAL = 0xC0,
    SIGNS = 0x100,
};
#define WIDE_SIGN(point) (SIGNS_WIDE + (point)-0x3000)
#define GENERAL_SIGN(point) (SIGNS_GENERAL + (point)-0x2000)

/* What a sign is. */
enum {
    IS_BLANK = 1,
    IS_OPENING = 2,   /* a bracket or quote that another sign closes */
    IS_CLOSING = 4,   /* and that one */
    IS_IDEOGRAPH = 8, /* a rare one */
    IS_ONCE = 16,     /* one that does not stand twice in a row */
    IS_END = 32,      /* nothing is missing behind it */
};

/* The sign at `*at`, moving past it. */
static inline unsigned next_sign(struct str text, size_t *at)
{
    const unsigned char *b = (const unsigned char *)text.ptr + *at;
    if (b[0] < 0x80) {
        *at += 1;
        return b[0];
    }
    if (text.len - *at >= 3) {
        unsigned row = (unsigned)b[0] << 8 | b[1], column = b[2] & 0x3Fu;
        unsigned first = row == 0xEFBC   ? ' '
                         : row == 0xE380 ? SIGNS_WIDE
                         : row == 0xE280 ? SIGNS_GENERAL
                                         : SIGN_OTHER;
        if (first != SIGN_OTHER) {
            *at += 3;
            return first + column;
        }
    }
    uint32_t point = text_next(text, at);
    if (text_is_ideograph(point))
        return SIGN_IDEOGRAPH;
    return text_is_blank(point) ? ' ' : point < 0x80 ? point : SIGN_OTHER;
}

static unsigned traits_of(unsigned sign)
{
    static const unsigned char traits[SIGNS] = {
        [SIGN_IDEOGRAPH] = IS_IDEOGRAPH,
        ['\t'] = IS_BLANK,
        ['\n'] = IS_BLANK,
        ['\r'] = IS_BLANK,
        [' '] = IS_BLANK,
        ['!'] = IS_END,
        ['('] = IS_OPENING,
        [')'] = IS_CLOSING,
        [','] = IS_ONCE,
        ['.'] = IS_END,
        [':'] = IS_ONCE,
        [';'] = IS_ONCE | IS_END,
        ['?'] = IS_END,
        ['['] = IS_OPENING,
        [']'] = IS_CLOSING,
        [WIDE_SIGN(U'　')] = IS_BLANK,
        [WIDE_SIGN(U'、')] = IS_ONCE,
        [WIDE_SIGN(U'。')] = IS_END,
        [WIDE_SIGN(U'〇')] = IS_IDEOGRAPH,
        [WIDE_SIGN(U'《')] = IS_OPENING,
        [WIDE_SIGN(U'》')] = IS_CLOSING,
        [WIDE_SIGN(U'「')] = IS_OPENING,
        [WIDE_SIGN(U'」')] = IS_CLOSING,
        [WIDE_SIGN(U'『')] = IS_OPENING,
        [WIDE_SIGN(U'』')] = IS_CLOSING,
        [WIDE_SIGN(U'【')] = IS_OPENING,
        [WIDE_SIGN(U'】')] = IS_CLOSING,
        [WIDE_SIGN(U'〔')] = IS_OPENING,
        [WIDE_SIGN(U'〕')] = IS_CLOSING,
        [GENERAL_SIGN(U'“')] = IS_OPENING,
        [GENERAL_SIGN(U'”')] = IS_CLOSING,
        [GENERAL_SIGN(U'…')] = IS_END,
    };
    return traits[sign];
}

/* The signs of a text, one by one: all that are no common ideographs. */
struct signs {
    unsigned before;  /* the last one that was no blank */
    unsigned closing; /* what closes the bracket that is open, or 0 */
    unsigned last;    /* what the last one is */
    bool is_nested;   /* a bracket was opened in another one */
    bool is_doubled;  /* one may stand twice, or a caption or a word with a blank between */
};

/* Whether an ideograph is the next character from `at` on that is no blank. */
static bool word_follows(struct str text, size_t at)
{
    uint32_t point = ' ';
    while (at < text.len && text_is_blank(point))
        point = text_next(text, &at);
    return text_is_ideograph(point);
}

/* Looks closer at a blank, a bracket or quote, or a rare ideograph. */
static void look_closer(struct signs *signs, unsigned sign, size_t word, struct str text, size_t at)
{
    if (signs->last & IS_BLANK) {
        signs->is_doubled |= word && word_follows(text, at);
        return;
    }
    signs->before = sign;
    /* Of an ideograph it is not seen here what word it is in. */
    signs->is_doubled |= (signs->last & IS_IDEOGRAPH) != 0;
    if (sign == signs->closing)
        signs->closing = 0;
    if (signs->last & IS_OPENING) {
        signs->is_nested |= signs->closing != 0;
        signs->closing = sign == '[' ? ']' : sign + 1;
    }
}

/* Looks at a sign that ends before byte `at`, behind so many bytes of common ideographs. */
static inline void look_at_sign(struct signs *signs, unsigned sign, size_t word, struct str text,
                                size_t at)
{
    signs->last = traits_of(sign);
    if (sign == signs->before)
        signs->is_doubled |=
            word ? sign == ':' && word <= LONGEST_WORD : (signs->last & IS_ONCE) != 0;
    if (signs->last & (IS_BLANK | IS_OPENING | IS_CLOSING | IS_IDEOGRAPH))
        look_closer(signs, sign, word, text, at);
    else
        signs->before = sign;
}

unsigned text_glance(struct str text)
{
    struct signs signs = {0};
    unsigned seen = 0;
    size_t word = 0, passed = 0, at;
    while ((at = bytes_skip_ideographs(text, word)) < text.len) {
        size_t length = at - word;
        signs.is_doubled |= may_repeat(text, word, at, &passed);
        unsigned sign = next_sign(text, &at);
        look_at_sign(&signs, sign, length, text, at);
        if (word == 0 && length <= LONGEST_CAPTION && (sign == ':' || (signs.last & IS_IDEOGRAPH)))
            seen |= TEXT_MAY_HAVE_CAPTION;
        word = at;
    }
    bool ends_whole = at == word && (signs.last & IS_END);
    signs.is_doubled |= may_repeat(text, word, at, &passed);
    if (signs.is_doubled || text_may_be_twice(text))
        seen |= TEXT_MAY_BE_DOUBLED;
    if (!ends_whole && text_may_break_off(text, signs.closing || signs.is_nested))
        seen |= TEXT_MAY_BE_CUT_OFF;
    return seen;
}
