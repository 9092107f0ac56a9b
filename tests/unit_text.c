/* unit_text.c - tests of the arena, of slices of text and of sources. */
#include "base/arena.h"
#include "base/source.h"

#include "unit.h"

#include <setjmp.h>
#include <stdlib.h>

/* Lets a request that malloc must refuse return NULL under the address sanitizer as well. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static bool is_zero(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

static void test_arena_alloc(struct unit *u)
{
    struct arena a = ARENA_INIT;
    bool aligned = true, zeroed = true;
    for (size_t size = 1; size < 300; size++) {
        char *bytes = arena_alloc(&a, size);
        aligned &= (uintptr_t)bytes % _Alignof(max_align_t) == 0;
        zeroed &= is_zero(bytes, size);
        memset(bytes, 0xFF, size);
    }
    CHECK(u, aligned);
    CHECK(u, zeroed);
    CHECK(u, a.total > 45000 && a.total < 150000); /* small arenas stay small */

    char *big = arena_alloc(&a, 1000000);
    CHECK(u, is_zero(big, 1000000));
    CHECK(u, a.total > 1000000 && a.total < 1200000);
    memset(big, 0xFF, 1000000);

    /* After a reset one chunk serves for what took several, and is kept from then on. */
    arena_reset(&a);
    memset(arena_alloc(&a, 200000), 0xFF, 200000);
    size_t total = a.total;
    arena_reset(&a);
    CHECK_NUMBER(u, a.total, total);
    CHECK(u, is_zero(arena_alloc(&a, 60000), 60000));
    CHECK_NUMBER(u, a.total, total);
    arena_free(&a);
    CHECK_NUMBER(u, a.total, 0);
    CHECK(u, is_zero(arena_alloc(&a, 10), 10));
    arena_free(&a);
    arena_free(&a);
}

static void test_arena_copies(struct unit *u)
{
    struct arena a = ARENA_INIT;
    uint32_t numbers[] = {1, 2, 3};
    uint32_t *grown = arena_grow(&a, numbers, sizeof numbers[0], 3, 6);
    CHECK(u, memcmp(grown, numbers, sizeof numbers) == 0);
    CHECK(u, is_zero((const char *)(grown + 3), 3 * sizeof grown[0]));
    CHECK(u, is_zero(arena_grow(&a, NULL, 8, 0, 4), 32));

    struct str copy = arena_copy(&a, STR("绩效\0目标"));
    CHECK(u, str_equal(copy, STR("绩效\0目标")));
    CHECK_NUMBER(u, copy.ptr[copy.len], 0);
    CHECK_TEXT(u, arena_copy(&a, (struct str){NULL, 0}), "");
    CHECK_TEXT(u, arena_format(&a, "%d 万元，%" STR_FORMAT, 80, STR_ARG(STR("合计"))),
               "80 万元，合计");
    CHECK_NUMBER(u, arena_format(&a, "%70000d", 1).len, 70000);
    CHECK_TEXT(u, arena_one_line(&a, STR("甲 +\r\n\t乙\n")), "甲 + 乙");
    CHECK(u, str_equal(arena_one_line(&a, STR("\n甲\0乙")), STR("甲\0乙")));
    CHECK_TEXT(u, arena_one_line(&a, STR(" \t\n")), "");
    int *object = ARENA_NEW(&a, int);
    CHECK_NUMBER(u, *object, 0);
    arena_free(&a);
}

/* An arena whose only chunk is larger than what a chunk is otherwise does not keep it. */
static void test_arena_large(struct unit *u)
{
    struct arena a = ARENA_INIT;
    memset(arena_alloc(&a, 1000000), 0xFF, 1000000);
    arena_reset(&a);
    CHECK_NUMBER(u, a.total, 0);
    CHECK(u, is_zero(arena_alloc(&a, 100), 100));
    CHECK(u, a.total < 1000000);
    arena_free(&a);
}

/* Asks for `count` times `size` bytes; whether the arena jumped instead of returning. */
static bool runs_out(size_t size, size_t count, bool grows)
{
    struct arena a = ARENA_INIT;
    jmp_buf jump;
    a.out_of_memory = &jump;
    if (setjmp(jump)) {
        arena_free(&a);
        return true;
    }
    if (grows)
        arena_grow(&a, NULL, size, 0, count);
    else
        arena_array(&a, size, count);
    arena_free(&a);
    return false;
}

static void test_arena_exhaustion(struct unit *u)
{
    CHECK(u, runs_out(1, SIZE_MAX, false));
    CHECK(u, runs_out(1, SIZE_MAX - 16, false));
    CHECK(u, runs_out(1, SIZE_MAX - 64, false));
    CHECK(u, runs_out(1, SIZE_MAX / 4, false));
    CHECK(u, runs_out(SIZE_MAX / 2, 3, false));
    CHECK(u, !runs_out(1000, 1000, false));
    CHECK(u, runs_out(SIZE_MAX / 2, 3, true));
    CHECK(u, !runs_out(1000, 1000, true));

    /* An arena that ran out is as it was, and its jump outlives a reset. */
    struct arena a = ARENA_INIT;
    jmp_buf jump;
    a.out_of_memory = &jump;
    struct str kept = arena_copy(&a, STR("kept"));
    if (setjmp(jump) == 0)
        arena_alloc(&a, SIZE_MAX / 4);
    CHECK_TEXT(u, kept, "kept");
    CHECK_TEXT(u, arena_copy(&a, STR("next")), "next");
    arena_reset(&a);
    CHECK(u, a.out_of_memory == &jump);
    arena_free(&a);
    CHECK(u, a.out_of_memory == &jump);
}

static void test_str(struct unit *u)
{
    struct str empty = {0};
    CHECK(u, str_equal(STR("项目"), str_of("项目")));
    CHECK(u, !str_equal(STR("项目"), STR("项")));
    CHECK(u, !str_equal(STR("项目"), STR("项日")));
    CHECK(u, str_equal(str_of(NULL), empty));
    CHECK(u, !str_equal(STR("a"), empty));
    CHECK(u, str_starts_with(STR("std/money"), STR("std/")));
    CHECK(u, !str_starts_with(STR("std"), STR("std/")));
    CHECK(u, str_starts_with(STR("std"), STR("")));
    CHECK(u, str_starts_with(empty, empty) && str_ends_with(empty, empty));
    CHECK(u, str_ends_with(STR("a.jx"), STR(".jx")));
    CHECK(u, !str_ends_with(STR("jx"), STR(".jx")));
    CHECK(u, !str_ends_with(STR("a.jy"), STR(".jx")));
    CHECK_TEXT(u, str_part(STR("0123456"), 2, 5), "234");
    CHECK_TEXT(u, str_part((struct str){0}, 0, 0), "");
    CHECK(u, str_compare(STR("a"), STR("b")) < 0);
    CHECK(u, str_compare(STR("b"), STR("a")) > 0);
    CHECK(u, str_compare(STR("a"), STR("ab")) < 0);
    CHECK(u, str_compare(STR("ab"), STR("a")) > 0);
    CHECK(u, str_compare(STR("a"), STR("\xE4")) < 0);
    CHECK_NUMBER(u, str_compare(STR("ab"), STR("ab")), 0);
    CHECK_NUMBER(u, str_compare(empty, empty), 0);
}

/* Every pair of texts that differ in one byte, at every length that is compared in its own way. */
static void test_str_equal(struct unit *u)
{
    char one[40], other[40];
    bool right = true;
    for (size_t i = 0; i < sizeof one; i++)
        one[i] = other[i] = (char)('a' + i % 23);
    for (size_t len = 0; len <= sizeof one; len++) {
        struct str a = {one, len}, b = {other, len};
        right &= str_equal(a, b) && str_hash(a) == str_hash(b);
        for (size_t i = 0; i < len; i++) {
            other[i] ^= 1;
            right &= !str_equal(a, b) && str_hash(a) != str_hash(b);
            other[i] ^= 1;
        }
    }
    CHECK(u, right);
    CHECK(u, str_hash(STR("a")) != str_hash(STR("b")) && str_hash(STR("a")) != str_hash(STR("aa")));
}

struct line_row {
    int line;
    uint32_t number, start, end;
};

static void check_lines(struct unit *u, struct str text, const struct line_row *rows, size_t count)
{
    struct arena a = ARENA_INIT;
    struct source *source = source_new(&a, STR("test.jx"), text);
    source_index(source, &a);
    const uint32_t *lines = source->lines;
    source_index(source, &a);
    CHECK(u, source->lines == lines);
    CHECK_TEXT(u, source->path, "test.jx");
    CHECK_NUMBER(u, source->line_count, count);
    for (const struct line_row *row = rows; row < rows + count; row++) {
        struct span span = source_line_span(source, row->number);
        CHECK(u, span.source == source);
        CHECK_ROW_NUMBER(u, row, span.start, row->start);
        CHECK_ROW_NUMBER(u, row, span.end, row->end);
        CHECK_ROW_NUMBER(u, row, source_line(source, span.start), row->number);
        CHECK_ROW_NUMBER(u, row, source_line(source, span.end), row->number);
    }
    arena_free(&a);
}

static void test_source_lines(struct unit *u)
{
    static const struct line_row feeds[] = {{HERE, 1, 0, 3}, {HERE, 2, 4, 4}, {HERE, 3, 5, 6}};
    check_lines(u, STR("abc\n\nd"), feeds, 3);
    static const struct line_row ended[] = {{HERE, 1, 0, 1}, {HERE, 2, 2, 2}};
    check_lines(u, STR("a\n"), ended, 2);
    static const struct line_row both[] = {{HERE, 1, 0, 2}, {HERE, 2, 4, 4}, {HERE, 3, 6, 8}};
    check_lines(u, STR("ab\r\n\r\ncd"), both, 3);
    static const struct line_row mark[] = {{HERE, 1, 3, 5}, {HERE, 2, 6, 7}};
    check_lines(u,
                STR("\xEF\xBB\xBF"
                    "ab\nc"),
                mark, 2);
    static const struct line_row only_mark[] = {{HERE, 1, 3, 3}};
    check_lines(u, STR("\xEF\xBB\xBF"), only_mark, 1);
    static const struct line_row none[] = {{HERE, 1, 0, 0}};
    check_lines(u, STR(""), none, 1);
}

static void test_spans(struct unit *u)
{
    struct arena a = ARENA_INIT;
    struct source *source = source_new(&a, STR("test.jx"), STR("总额 80 万元"));
    struct span first = {source, 0, 6}, second = {source, 7, 9};
    CHECK_TEXT(u, span_text(first), "总额");
    CHECK_TEXT(u, span_text(span_join(first, second)), "总额 80");
    CHECK_NUMBER(u, span_after(second).start, 9);
    CHECK_TEXT(u, span_text(span_after(second)), "");
    arena_free(&a);
}

int main(void)
{
    struct unit u = {0};
    test_arena_alloc(&u);
    test_arena_copies(&u);
    test_arena_large(&u);
    test_arena_exhaustion(&u);
    test_str(&u);
    test_str_equal(&u);
    test_source_lines(&u);
    test_spans(&u);
    return unit_finish(&u);
}
