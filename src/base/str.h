/*
 * str.h - a slice of text: a pointer and a length, owned by somebody else.
 *
 * A slice is never terminated by a NUL and may hold one; hand it to printf only through STR_ARG.
 * Names in the syntax tree are slices of the source text, so a slice lives as long as its source.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *ptr;
    size_t len;
};

/* A slice of a string literal. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* For printf: printf("%" STR_FORMAT, STR_ARG(s)). */
#define STR_FORMAT ".*s"
#define STR_ARG(s) (int)(s).len, (s).ptr

/* A slice of the NUL-terminated `text`; empty for NULL. */
static inline struct str str_of(const char *text)
{
    return (struct str){text, text ? strlen(text) : 0};
}

/* Eight bytes, or four, as a number: they need not be aligned. */
static inline uint64_t str_eight(const char *bytes)
{
    uint64_t number;
    memcpy(&number, bytes, sizeof number);
    return number;
}

/* Eight bytes as a number whose lowest byte is the first; compilers make it one load. */
static inline uint64_t str_eight_in_order(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
           (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
           (uint64_t)b[7] << 56;
}

static inline uint32_t str_four(const char *bytes)
{
    uint32_t number;
    memcpy(&number, bytes, sizeof number);
    return number;
}

static inline bool str_equal(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    size_t len = a.len;
    if (len > 16)
        return memcmp(a.ptr, b.ptr, len) == 0;
    /* Most names are so short: their beginning and their end, which may overlap. */
    if (len < 4)
        return len == 0 || (a.ptr[0] == b.ptr[0] && a.ptr[len / 2] == b.ptr[len / 2] &&
                            a.ptr[len - 1] == b.ptr[len - 1]);
    if (len < 8)
        return ((str_four(a.ptr) ^ str_four(b.ptr)) |
                (str_four(a.ptr + len - 4) ^ str_four(b.ptr + len - 4))) == 0;
    return ((str_eight(a.ptr) ^ str_eight(b.ptr)) |
            (str_eight(a.ptr + len - 8) ^ str_eight(b.ptr + len - 8))) == 0;
}

static inline bool str_starts_with(struct str s, struct str prefix)
{
    return prefix.len == 0 || (s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool str_ends_with(struct str s, struct str suffix)
{
    return suffix.len == 0 ||
           (s.len >= suffix.len && memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

/* The part of `s` from byte `start` to before byte `end`; both must lie inside `s`, which may be no text at all. */
static inline struct str str_part(struct str s, size_t start, size_t end)
{
    return (struct str){start ? s.ptr + start : s.ptr, end - start};
}

/* Whether the words stand at byte `at`, which may lie behind the text. */
static inline bool str_stands_at(struct str text, size_t at, const char *words)
{
    return str_starts_with(str_part(text, at < text.len ? at : text.len, text.len), str_of(words));
}

/* Whether `part` stands anywhere in the text; nothing does so everywhere. */
static inline bool str_contains(struct str text, struct str part)
{
    for (size_t i = 0; part.len <= text.len && i <= text.len - part.len; i++) {
        if (str_equal(str_part(text, i, i + part.len), part))
            return true;
    }
    return false;
}

/* Byte order, as a sort wants it: negative, zero or positive. */
static inline int str_compare(struct str a, struct str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

enum { STR_NUMBER_SIZE = 20 };

/* The number in decimal digits, which are written into `digits`. */
static inline struct str str_number(uint64_t number, char digits[STR_NUMBER_SIZE])
{
    size_t at = STR_NUMBER_SIZE;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return (struct str){digits + at, STR_NUMBER_SIZE - at};
}

/* A hash of the bytes, each eight, or fewer, as `change` makes them; nothing that is shown may depend on it. */
static inline unsigned str_hash_of(struct str s, uint64_t change(uint64_t))
{
    const uint64_t odd = 0x9E3779B97F4A7C15u; /* 2^64 / the golden ratio */
    uint64_t hash = s.len, first = 0, last = 0;
    if (s.len >= 8) {
        /* All between the first and the last eight. */
        for (size_t at = 8; s.len - at > 8; at += 8) {
            hash = (hash ^ change(str_eight(s.ptr + at))) * odd;
            hash ^= hash >> 32;
        }
        first = str_eight(s.ptr);
        last = str_eight(s.ptr + s.len - 8);
    } else if (s.len >= 4) {
        first = str_four(s.ptr);
        last = str_four(s.ptr + s.len - 4);
    } else if (s.len > 0) {
        const unsigned char *bytes = (const unsigned char *)s.ptr;
        first = (uint64_t)bytes[0] << 16 | (uint64_t)bytes[s.len / 2] << 8 | bytes[s.len - 1];
    }
    hash = (hash ^ change(first)) * odd;
    hash = (hash ^ hash >> 32 ^ change(last)) * odd;
    return (unsigned)(hash ^ hash >> 32);
}

static inline uint64_t str_as_is(uint64_t bytes)
{
    return bytes;
}

/* A hash of the bytes as they are. */
static inline unsigned str_hash(struct str s)
{
    return str_hash_of(s, str_as_is);
}

#endif
