/*
 * utf8.h - Unicode text as bytes: validity, code points, display width, likeness.
 *
 * Everything above the source loader may rely on valid UTF-8: utf8_check is run on every file before
 * the scanner sees it. Nothing here depends on the locale.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* What utf8_check can find, worst first. */
enum utf8_fault {
    UTF8_OK,
    UTF8_NUL,     /* a NUL byte */
    UTF8_INVALID, /* not UTF-8: overlong, surrogate, beyond U+10FFFF, stray or missing bytes */
    UTF8_CONTROL, /* DEL, or a C0 or C1 control but TAB, LF and CR (a CR is one if no LF follows) */
    UTF8_BIDIRECTIONAL, /* one of the nine bidirectional controls, LRM, RLM or ALM */
    UTF8_INVISIBLE,     /* zero-width, filler, tag or other invisible characters; a BOM inside */
};

/* A fault at bytes `start` to before `end` of the text that was checked. */
struct utf8_place {
    enum utf8_fault fault;
    size_t start, end;
};

/*
 * The first fault at or after byte `from`; UTF8_OK with start = end = text.len if there is none. One
 * linear pass: call it again with `from` = the last `end` for the next. A run of faulty bytes of one
 * kind is one fault. A variation selector (U+FE00–FE0F, U+E0100–E01EF) right after an ideograph is
 * no fault. A BOM at byte 0 is no fault.
 */
struct utf8_place utf8_check(struct str text, size_t from);

/* So many bytes at once: with plain C, with SSE2, with AVX2. They tell the same; utf8_check takes the
 * fastest that the computer can. */
enum utf8_way { UTF8_BY_8, UTF8_BY_16, UTF8_BY_32, UTF8_WAYS };

/* Whether this computer can, and utf8_check in that way. */
bool utf8_can(enum utf8_way way);
struct utf8_place utf8_check_by(enum utf8_way way, struct str text, size_t from);

/* What utf8_next calls for all but the commonest characters. */
uint32_t utf8_next_slowly(struct str text, size_t *at);

/*
 * The code point at byte `*at`, which must lie inside, moving `*at` past it. A byte that is no part
 * of valid UTF-8 is read as U+FFFD, so lines may be measured and shown however broken they are.
 */
static inline uint32_t utf8_next(struct str text, size_t *at)
{
    const unsigned char *b = (const unsigned char *)text.ptr + *at;
    /* From U+1000 on, and no surrogate: nothing else begins like this and goes wrong behind. */
    if (text.len - *at >= 3 && b[0] > 0xE0 && b[0] < 0xF0 && b[0] != 0xED &&
        (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80) {
        *at += 3;
        return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
    }
    return utf8_next_slowly(text, at);
}

/* Past the characters from U+3000 to U+9FFF, nearly all of Chinese, that stand at `at`. */
static inline size_t utf8_skip_common(struct str text, size_t at)
{
    while (text.len - at >= 3 && (unsigned char)(text.ptr[at] - 0xE3) <= 0xE9 - 0xE3 &&
           (text.ptr[at + 1] & 0xC0) == 0x80 && (text.ptr[at + 2] & 0xC0) == 0x80)
        at += 3;
    return at;
}

/* Writes `point` as UTF-8 and returns the number of bytes, 1 to 4. */
size_t utf8_write(uint32_t point, char bytes[4]);

/* Columns of a terminal that a code point takes: 0, 1 or 2. `ambiguous` (1 or 2) is what characters
 * such as “ · × take, which differs between terminals. TAB and controls count 1. */
unsigned utf8_width(uint32_t point, unsigned ambiguous);

/* The sum over a text. */
unsigned utf8_text_width(struct str text, unsigned ambiguous);

/* Code points in a text, which is valid UTF-8. */
size_t utf8_length(struct str text);

/* Whether the code point is a CJK ideograph. */
bool utf8_is_ideograph(uint32_t point);

/*
 * The text in normalisation form C; `text` itself if it is so already, is not valid UTF-8 or piles
 * more than 30 marks on a letter, as only an attack does.
 */
struct str utf8_compose(struct arena *a, struct str text);

/*
 * How far `written` is from `wanted`: half edits, in characters (an insertion, deletion, change or
 * swap of neighbours is 2; a change of 园 for 元 and the like, which sound alike, is 1). Gives up and
 * returns `limit` + 1 when the distance exceeds `limit`.
 */
unsigned utf8_distance(struct str written, struct str wanted, unsigned limit);

/* The `limit` for utf8_distance that makes a good suggestion for a word as long as `written`. */
unsigned utf8_distance_allowed(struct str written);

/*
 * Whether `written` is `wanted` with no more than a slip of the fingers: characters that sound alike, a
 * letter for another, two neighbours swapped, one left out (not the first, which often tells two words
 * apart) or typed twice. Nothing that was written is dropped.
 */
bool utf8_is_typo(struct str written, struct str wanted);

#endif
