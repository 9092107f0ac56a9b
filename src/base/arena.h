/*
 * arena.h - memory that is freed all at once.
 *
 * Everything that outlives a function lives in an arena: one a file compiled, one for the library
 * that all files share. Nothing in an arena is freed on its own, and nothing may be kept of an arena
 * that was reset.
 *
 * Out of memory never returns to the caller: it jumps to `out_of_memory` if the owner set it, and
 * ends the program with status 2 and one line on standard error if not. So no caller tests for NULL,
 * and an owner that must survive (the language server, a worker thread) sets the jump.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>

struct arena_chunk;

/* Start with ARENA_INIT; one arena is used by one thread at a time. */
struct arena {
    struct arena_chunk *chunk; /* the newest; older ones hang behind it */
    char *next, *end;          /* the free part of the newest chunk */
    size_t total;              /* bytes asked of the system, for limits and tests */
    size_t first_size;         /* of the next first chunk: what was needed before the reset */
    jmp_buf *out_of_memory;
};

#define ARENA_INIT ((struct arena){0})

enum { ARENA_ALIGNMENT = 16 };

/* Says that there is no memory, as the arena's owner wants it said. */
_Noreturn void arena_fail(struct arena *a);

/* What arena_bytes calls when the newest chunk is full. */
void *arena_bytes_slowly(struct arena *a, size_t size) __attribute__((cold));

/* `size` bytes, aligned for any type, that hold anything: for what is filled at once, as a text is. */
static inline void *arena_bytes(struct arena *a, size_t size)
{
    size_t rounded = (size + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
    if (rounded - 1 >=
        (size_t)(a->end - a->next)) /* 0 too: of none, or of more than there can be */
        return arena_bytes_slowly(a, size);
    void *result = a->next;
    a->next += rounded;
    return result;
}

/* The same, zeroed. That is cheapest here, where the size is mostly known to the compiler. */
static inline void *arena_alloc(struct arena *a, size_t size)
{
    return memset(arena_bytes(a, size), 0, size);
}

/* One zeroed object, or an array of `count`. */
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_array((a), sizeof(type), (count)))

/* What ARENA_ARRAY calls: out of memory if the product overflows. */
void *arena_array(struct arena *a, size_t size, size_t count);

/*
 * A copy of the first `count` elements of `old` (of `size` bytes each) with room for `room`; the
 * rest is zeroed. The old copy stays where it was until the arena goes.
 */
void *arena_grow(struct arena *a, const void *old, size_t size, size_t count, size_t room);

/* A copy of `s` that the arena owns, with a NUL behind it that `len` does not count. */
struct str arena_copy(struct arena *a, struct str s);

/* The parts one behind the other. */
struct str arena_join(struct arena *a, const struct str *parts, size_t count);

/* The text with every run of white space as one blank, and none at its ends. */
struct str arena_one_line(struct arena *a, struct str text);

/* printf into the arena; the result has a NUL behind it. */
struct str arena_format(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct str arena_format_list(struct arena *a, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Forgets everything but keeps one chunk of ordinary size for the next use. */
void arena_reset(struct arena *a);

/* Gives all memory back. */
void arena_free(struct arena *a);

#endif
