/* unit_sink.c - what goes through a sink comes out whole, wherever its room ends. */
#include "emit/sink.h"

#include "base/arena.h"

#include "unit.h"

#include <stdlib.h>

/* Pieces of every length up to a little more than the sink has room for, with bytes between them. */
static void test_pieces(struct unit *u)
{
    struct arena a = ARENA_INIT;
    char *many = arena_bytes(&a, SINK_SIZE + 2), *text = NULL;
    size_t size = 0, expected = 0, wrong = 0, at = 0;
    for (size_t i = 0; i < SINK_SIZE + 2; i++)
        many[i] = (char)('a' + i % 26);
    struct sink s = {.out = open_memstream(&text, &size)};
    const size_t lengths[] = {0, 1, SINK_SIZE - 2, SINK_SIZE - 1, 1, SINK_SIZE, 3, SINK_SIZE + 2,
                              7};
    for (size_t i = 0; i < COUNT(lengths); i++) {
        sink_put(&s, (struct str){many, lengths[i]});
        sink_byte(&s, '|');
        expected += lengths[i] + 1;
    }
    for (size_t i = 0; i < SINK_SIZE + 1; i++)
        sink_byte(&s, '.');
    sink_flush(&s);
    fclose(s.out);
    CHECK_NUMBER(u, size, expected + SINK_SIZE + 1);
    for (size_t i = 0; i < COUNT(lengths) && at < size; at += lengths[i++] + 1)
        wrong += memcmp(text + at, many, lengths[i]) != 0 || text[at + lengths[i]] != '|';
    for (; at < size; at++)
        wrong += text[at] != '.';
    CHECK_NUMBER(u, wrong, 0);
    free(text);
    arena_free(&a);
}

static void test_numbers(struct unit *u)
{
    char *text = NULL, digits[STR_NUMBER_SIZE];
    size_t size = 0;
    struct sink s = {.out = open_memstream(&text, &size)};
    sink_number(&s, 0);
    sink_byte(&s, ' ');
    sink_number(&s, 4294967295u);
    sink_flush(&s);
    fclose(s.out);
    CHECK_TEXT(u, ((struct str){text, size}), "0 4294967295");
    CHECK_TEXT(u, str_number(UINT64_MAX, digits), "18446744073709551615");
    free(text);
}

int main(void)
{
    struct unit u = {0};
    test_pieces(&u);
    test_numbers(&u);
    return unit_finish(&u);
}
