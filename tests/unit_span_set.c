/* unit_span_set.c - tests of finding which spans overlap, beside looking at each of them. */
#include "sema/span_set.h"

#include "unit.h"

enum { SOURCES = 3, BYTES = 40, SPANS = 24, SETS = 400, QUESTIONS = 40 };

/* The next number of a sequence that is always the same. */
static uint32_t next_number(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

static struct span next_span(uint32_t *state, struct source *const *sources)
{
    uint32_t which = next_number(state, SOURCES + 1), start = next_number(state, BYTES);
    struct source *source = which < SOURCES ? sources[which] : NULL;
    return (struct span){source, start, start + next_number(state, 6)};
}

static bool is_any(const struct span *spans, size_t count, struct span wanted)
{
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any |= wanted.source && spans[i].source == wanted.source && spans[i].start <= wanted.end &&
               wanted.start <= spans[i].end;
    return any;
}

static size_t count_from(const struct span_set *set, struct span wanted)
{
    size_t count = 0;
    for (size_t i = span_set_from(set, wanted.source, wanted.start); i < set->count; i++)
        count += set->items[i].span.source == wanted.source;
    return count;
}

static void test_random(struct unit *u, struct arena *a)
{
    struct source *sources[SOURCES];
    uint32_t state = 1;
    for (size_t i = 0; i < SOURCES; i++)
        sources[i] = source_new(a, STR("a.jx"), STR(""));
    for (unsigned number = 0; number < SETS; number++) {
        struct span spans[SPANS];
        struct span_set set = {0};
        size_t count = next_number(&state, SPANS);
        for (size_t i = 0; i < count; i++)
            span_set_add(&set, a, spans[i] = next_span(&state, sources));
        span_set_sort(&set);
        for (unsigned i = 0; i < QUESTIONS; i++) {
            struct span wanted = next_span(&state, sources);
            size_t behind = 0;
            for (size_t k = 0; k < count; k++)
                behind += wanted.source && spans[k].source == wanted.source &&
                          spans[k].start >= wanted.start;
            CHECK(u, span_set_overlaps(&set, wanted) == is_any(spans, count, wanted));
            CHECK(u, !wanted.source || count_from(&set, wanted) == behind);
        }
    }
}

int main(void)
{
    struct unit u = {0};
    struct arena a = ARENA_INIT;
    test_random(&u, &a);
    arena_free(&a);
    return unit_finish(&u);
}
