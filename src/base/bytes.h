/*
 * bytes.h - looking for bytes in a text, many at once.
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include "base/str.h"

#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The first byte at or after `at` that is one of the three, or text.len. */
static inline size_t bytes_find(struct str text, size_t at, char a, char b, char c)
{
#ifdef __SSE2__
    const __m128i all_a = _mm_set1_epi8(a), all_b = _mm_set1_epi8(b), all_c = _mm_set1_epi8(c);
    for (; text.len - at >= 16; at += 16) {
        __m128i here = _mm_loadu_si128((const __m128i *)(text.ptr + at));
        __m128i found = _mm_or_si128(_mm_cmpeq_epi8(here, all_a), _mm_cmpeq_epi8(here, all_b));
        int bits = _mm_movemask_epi8(_mm_or_si128(found, _mm_cmpeq_epi8(here, all_c)));
        if (bits)
            return at + (unsigned)__builtin_ctz((unsigned)bits);
    }
#else
    const uint64_t ones = 0x0101010101010101u, tops = ones * 0x80;
    for (uint64_t here; text.len - at >= sizeof here; at += sizeof here) {
        memcpy(&here, text.ptr + at, sizeof here);
        uint64_t no_a = here ^ ones * (unsigned char)a, no_b = here ^ ones * (unsigned char)b,
                 no_c = here ^ ones * (unsigned char)c;
        /* A zero byte, or one above it that borrowed from it, turns its top bit on. */
        if (((((no_a - ones) & ~no_a) | ((no_b - ones) & ~no_b) | ((no_c - ones) & ~no_c)) & tops))
            break;
    }
#endif
    while (at < text.len && text.ptr[at] != a && text.ptr[at] != b && text.ptr[at] != c)
        at++;
    return at;
}

#ifdef __SSE2__
/* Of 16 bytes a bit for each that is no part of a character from U+4000 to U+9FFF. */
static inline unsigned bytes_no_ideographs(const char *bytes)
{
    __m128i here = _mm_loadu_si128((const __m128i *)bytes);
    __m128i row = _mm_sub_epi8(here, _mm_set1_epi8((char)0xE4));
    __m128i first = _mm_cmpeq_epi8(_mm_min_epu8(row, _mm_set1_epi8(5)), row);
    __m128i behind = _mm_cmplt_epi8(here, _mm_set1_epi8((char)0xC0));
    return 0xFFFF ^ (unsigned)_mm_movemask_epi8(_mm_or_si128(first, behind));
}
#endif

enum { BYTES_ROOM = 16 /* that may be read behind the end of a text */ };

/* The first one at or after `at` that is one of the three, which must stand somewhere; BYTES_ROOM bytes
 * behind it may be read. */
static inline const char *bytes_seek(const char *at, char a, char b, char c)
{
#ifdef __SSE2__
    const __m128i all_a = _mm_set1_epi8(a), all_b = _mm_set1_epi8(b), all_c = _mm_set1_epi8(c);
    for (;; at += 16) {
        __m128i here = _mm_loadu_si128((const __m128i *)at);
        __m128i found = _mm_or_si128(_mm_cmpeq_epi8(here, all_a), _mm_cmpeq_epi8(here, all_b));
        int bits = _mm_movemask_epi8(_mm_or_si128(found, _mm_cmpeq_epi8(here, all_c)));
        if (bits)
            return at + (unsigned)__builtin_ctz((unsigned)bits);
    }
#else
    while (*at != a && *at != b && *at != c)
        at++;
    return at;
#endif
}

/* The first byte at or after `at` that is neither a space nor a tab; BYTES_ROOM bytes behind it may be
 * read. */
static inline const char *bytes_behind_blanks(const char *at)
{
#ifdef __SSE2__
    for (;;) {
        __m128i here = _mm_loadu_si128((const __m128i *)at);
        int spaces = _mm_movemask_epi8(_mm_cmpeq_epi8(here, _mm_set1_epi8(' ')));
        at += __builtin_ctz(~(unsigned)spaces); /* 16 if all are */
        if (*at != ' ' && *at != '\t')
            return at;
        at += *at == '\t';
    }
#else
    while (*at == ' ' || *at == '\t')
        at++;
    return at;
#endif
}

/* Past the characters from U+4000 to U+9FFF, nearly all of Chinese, that stand at `at`. */
static inline size_t bytes_skip_ideographs(struct str text, size_t at)
{
#ifdef __SSE2__
    for (; text.len - at >= 16; at += 16) {
        unsigned others = bytes_no_ideographs(text.ptr + at);
        if (others)
            return at + (unsigned)__builtin_ctz(others);
    }
    if (at < text.len && text.len >= 16) {
        /* The last ones, with what stands before them. */
        size_t from = text.len - 16;
        unsigned others = bytes_no_ideographs(text.ptr + from) >> (at - from);
        return others ? at + (unsigned)__builtin_ctz(others) : text.len;
    }
#endif
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at++;
    while (at < text.len && (unsigned char)((unsigned char)text.ptr[at] - 0xE4) <= 5)
        at += 3;
    return at < text.len ? at : text.len;
}

/* The same where another byte stands somewhere, and BYTES_ROOM bytes behind it. */
static inline const char *bytes_behind_ideographs(const char *at)
{
#ifdef __SSE2__
    for (;; at += 16) {
        unsigned others = bytes_no_ideographs(at);
        if (others)
            return at + (unsigned)__builtin_ctz(others);
    }
#else
    while ((unsigned char)((unsigned char)*at - 0xE4) <= 5)
        at += 3;
    return at;
#endif
}

/* How many of the characters from U+4E00 to U+9FFF the text has. */
static inline size_t bytes_count_ideographs(struct str text)
{
    size_t count = 0, at = 0;
#ifdef __SSE2__
    enum { BLOCKS = 255 /* that a byte can count */ };
    while (text.len - at >= 17) {
        __m128i counts = _mm_setzero_si128();
        for (unsigned i = 0; i < BLOCKS && text.len - at >= 17; i++, at += 16) {
            __m128i here = _mm_loadu_si128((const __m128i *)(text.ptr + at));
            __m128i next = _mm_loadu_si128((const __m128i *)(text.ptr + at + 1));
            __m128i row = _mm_sub_epi8(here, _mm_set1_epi8((char)0xE4));
            __m128i first = _mm_cmpeq_epi8(_mm_min_epu8(row, _mm_set1_epi8(5)), row);
            __m128i rare = _mm_and_si128(_mm_cmpeq_epi8(here, _mm_set1_epi8((char)0xE4)),
                                         _mm_cmplt_epi8(next, _mm_set1_epi8((char)0xB8)));
            counts = _mm_sub_epi8(counts, _mm_andnot_si128(rare, first));
        }
        counts = _mm_sad_epu8(counts, _mm_setzero_si128());
        count += (size_t)_mm_cvtsi128_si32(counts) + (size_t)_mm_extract_epi16(counts, 4);
    }
#endif
    for (; at + 1 < text.len; at++) {
        unsigned char first = (unsigned char)text.ptr[at], next = (unsigned char)text.ptr[at + 1];
        count += (first >= 0xE5 && first <= 0xE9) || (first == 0xE4 && next >= 0xB8);
    }
    return count;
}

#endif
