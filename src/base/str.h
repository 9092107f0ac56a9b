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

static inline bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
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

/* The part of `s` from byte `start` to before byte `end`; both must lie inside `s`. */
static inline struct str str_part(struct str s, size_t start, size_t end)
{
    return (struct str){s.ptr + start, end - start};
}

/* Byte order, as a sort wants it: negative, zero or positive. */
static inline int str_compare(struct str a, struct str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* A hash of the bytes (FNV-1a, 32 bits): the same on every machine. */
static inline unsigned str_hash(struct str s)
{
    unsigned hash = 2166136261u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * 16777619u;
    return hash;
}

#endif
