/*
 * text_characters.h - the characters of prose as the text_*.c see them. For those files alone.
 */
#ifndef SEMA_TEXT_CHARACTERS_H
#define SEMA_TEXT_CHARACTERS_H

#include "base/utf8.h"

enum {
    TEXT_UNIT_LIMIT = 16,   /* characters of a word or caption that may be doubled */
    TEXT_CAPTION_LIMIT = 8, /* and of one that is a caption by itself */
};

/* Whether the second half of the text may be the first one again. (text_doubled.c) */
bool text_may_be_twice(struct str text);

/* Whether the text may break off by the character that it ends with, or because a bracket that it
 * opens may be open still. (text_ending.c) */
bool text_may_break_off(struct str text, bool is_open);

/* A full-width ASCII sign, letter or digit as its twin; any other as it is. */
static inline uint32_t text_folded(uint32_t point)
{
    if (point >= 0xFF01 && point <= 0xFF5E)
        return point - 0xFEE0;
    return point == 0x3000 ? ' ' : point;
}

/* Whether one of the characters from U+4000 to U+9FFF, nearly all of Chinese, stands at `at`. */
static inline bool text_has_common(struct str text, size_t at)
{
    unsigned char first = (unsigned char)text.ptr[at];
    return first >= 0xE4 && first <= 0xE9 && text.len - at >= 3;
}

/* The next code point at `*at`, folded, moving past it. */
static inline uint32_t text_next(struct str text, size_t *at)
{
    const unsigned char *b = (const unsigned char *)text.ptr + *at;
    if (text_has_common(text, *at)) {
        *at += 3;
        return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
    }
    if (*b < 0x80) {
        *at += 1;
        return *b;
    }
    size_t after = *at; /* so that whoever calls may keep `*at` in a register */
    uint32_t point = utf8_next(text, &after);
    *at = after;
    return text_folded(point);
}

/* The code point before byte `*at` > 0, folded, moving `*at` to its first byte. */
static inline uint32_t text_previous(struct str text, size_t *at)
{
    size_t start = *at - 1;
    while (start > 0 && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
        start--;
    size_t after = *at = start;
    return text_next(text, &after);
}

static inline bool text_is_digit(uint32_t point)
{
    return point >= '0' && point <= '9';
}

static inline bool text_is_letter(uint32_t point)
{
    return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
}

static inline bool text_is_blank(uint32_t point)
{
    return point == ' ' || point == '\t' || point == '\n' || point == '\r' || point == 0xA0;
}

/* As utf8_is_ideograph, which is asked of the rare ones alone. */
static inline bool text_is_ideograph(uint32_t point)
{
    return (point >= 0x4E00 && point <= 0x9FFF) || (point > 0x3000 && utf8_is_ideograph(point));
}

/* Whether the code point is one of those in `set`. */
static inline bool text_is_one_of(uint32_t point, const uint32_t *set)
{
    while (*set && *set != point)
        set++;
    return *set != 0;
}

/* What parts a text into clauses. */
static inline bool text_is_clause_end(uint32_t point)
{
    bool may_be = point < 0x80 || (point >= 0x2000 && point < 0x3100) || point >= 0xFF00;
    return may_be && text_is_one_of(point, U"，。；：！？、,;:!?\n…");
}

#endif
