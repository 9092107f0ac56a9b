/* arena.c - memory that is freed all at once. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_SIZE = 1024, CHUNK_SIZE = 256 * 1024 };

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* of `bytes` */
    _Alignas(ARENA_ALIGNMENT) char bytes[];
};

_Noreturn void arena_fail(struct arena *a)
{
    if (a->out_of_memory)
        longjmp(*a->out_of_memory, 1);
    fputs("jixiao: 内存不足 out of memory\n", stderr);
    _Exit(2);
}

static void chunk_add(struct arena *a, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct arena_chunk))
        arena_fail(a);
    struct arena_chunk *chunk = malloc(sizeof *chunk + size);
    if (!chunk)
        arena_fail(a);
    chunk->older = a->chunk;
    chunk->size = size;
    a->chunk = chunk;
    a->next = chunk->bytes;
    a->end = chunk->bytes + size;
    a->total += size;
}

/* Small arenas stay small: each chunk is as large as all before it, up to CHUNK_SIZE. */
static size_t next_size(const struct arena *a, size_t size)
{
    size_t wanted = a->total > a->first_size ? a->total : a->first_size;
    if (wanted < FIRST_SIZE)
        wanted = FIRST_SIZE;
    if (wanted > CHUNK_SIZE)
        wanted = CHUNK_SIZE;
    return size > wanted ? size : wanted;
}

void *arena_bytes_slowly(struct arena *a, size_t size)
{
    if (size > SIZE_MAX - ARENA_ALIGNMENT)
        arena_fail(a);
    size = size ? (size + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1) : ARENA_ALIGNMENT;
    if (size > (size_t)(a->end - a->next))
        chunk_add(a, next_size(a, size));
    void *result = a->next;
    a->next += size;
    return result;
}

void *arena_array(struct arena *a, size_t size, size_t count)
{
    size_t bytes;
    if (__builtin_mul_overflow(size, count, &bytes))
        arena_fail(a);
    return arena_alloc(a, bytes);
}

void *arena_grow(struct arena *a, const void *old, size_t size, size_t count, size_t room)
{
    size_t bytes, used = size * count;
    if (__builtin_mul_overflow(size, room, &bytes))
        arena_fail(a);
    char *grown = arena_bytes(a, bytes);
    if (used)
        memcpy(grown, old, used);
    memset(grown + used, 0, bytes - used);
    return grown;
}

struct str arena_copy(struct arena *a, struct str s)
{
    char *copy = arena_bytes(a, s.len + 1);
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return (struct str){copy, s.len};
}

struct str arena_format_list(struct arena *a, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return (struct str){"", 0};
    char *text = arena_bytes(a, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return (struct str){text, (size_t)length};
}

struct str arena_one_line(struct arena *a, struct str text)
{
    char *line = arena_alloc(a, text.len + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool is_blank = strchr(" \t\r\n", text.ptr[i]) && text.ptr[i] != '\0';
        if (!is_blank)
            line[length++] = text.ptr[i];
        else if (length > 0 && line[length - 1] != ' ')
            line[length++] = ' ';
    }
    while (length > 0 && line[length - 1] == ' ')
        length--;
    return (struct str){line, length};
}

struct str arena_format(struct arena *a, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct str text = arena_format_list(a, format, arguments);
    va_end(arguments);
    return text;
}

struct str arena_join(struct arena *a, const struct str *parts, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += parts[i].len;
    char *text = arena_bytes(a, length + 1), *at = text;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len)
            memcpy(at, parts[i].ptr, parts[i].len);
        at += parts[i].len;
    }
    *at = '\0';
    return (struct str){text, length};
}

void arena_reset(struct arena *a)
{
    struct arena_chunk *only = a->chunk && !a->chunk->older ? a->chunk : NULL, *older;
    jmp_buf *jump = a->out_of_memory;
    if (only && only->size <= CHUNK_SIZE) {
        a->next = only->bytes;
        return;
    }
    /* Several chunks were needed: one as large as all of them is asked for next time. */
    size_t total = a->total < CHUNK_SIZE ? a->total : CHUNK_SIZE;
    for (struct arena_chunk *chunk = a->chunk; chunk; chunk = older) {
        older = chunk->older;
        free(chunk);
    }
    *a = (struct arena){.first_size = total, .out_of_memory = jump};
}

void arena_free(struct arena *a)
{
    struct arena_chunk *older;
    for (struct arena_chunk *chunk = a->chunk; chunk; chunk = older) {
        older = chunk->older;
        free(chunk);
    }
    *a = (struct arena){.out_of_memory = a->out_of_memory};
}
