/* span_set.c - spans of any number of sources. */
#include "sema/span_set.h"

#include "base/arena.h"

#include <stdlib.h>

void span_set_add(struct span_set *set, struct arena *a, struct span span)
{
    if (!span.source)
        return;
    if (set->count == set->room) {
        set->room = set->room ? 2 * set->room : 16;
        set->items = arena_grow(a, set->items, sizeof *set->items, set->count, set->room);
    }
    set->items[set->count++] = (struct span_place){span, span.end};
}

/* Whether (source, at) comes before where the place begins, is that, or comes behind it. */
static int compare_start(const struct source *source, uint32_t at, const struct span_place *place)
{
    uintptr_t one = (uintptr_t)source, other = (uintptr_t)place->span.source;
    if (one != other)
        return one < other ? -1 : 1;
    return (at > place->span.start) - (at < place->span.start);
}

static int compare_places(const void *one, const void *other)
{
    const struct span_place *place = one;
    return compare_start(place->span.source, place->span.start, other);
}

void span_set_sort(struct span_set *set)
{
    if (set->count > 0)
        qsort(set->items, set->count, sizeof *set->items, compare_places);
    for (size_t i = 1; i < set->count; i++) {
        const struct span_place *before = &set->items[i - 1];
        struct span_place *place = &set->items[i];
        if (before->span.source == place->span.source && before->furthest > place->furthest)
            place->furthest = before->furthest;
    }
}

size_t span_set_from(const struct span_set *set, const struct source *source, uint32_t at)
{
    size_t low = 0, high = set->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_start(source, at, &set->items[middle]) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool span_set_overlaps(const struct span_set *set, struct span span)
{
    size_t behind = span_set_from(set, span.source, span.end + 1);
    if (!span.source || behind == 0)
        return false;
    const struct span_place *last = &set->items[behind - 1];
    return last->span.source == span.source && last->furthest >= span.start;
}
