/*
 * span_set.h - spans of any number of sources, of which is found at once whether one overlaps another.
 *
 * They are added in any order; span_set_sort() then makes the set ready to be asked, in n log n steps. A
 * question takes log n.
 */
#ifndef SEMA_SPAN_SET_H
#define SEMA_SPAN_SET_H

#include "base/source.h"

struct span_place {
    struct span span;
    uint32_t furthest; /* where the last of those up to this one ends that are in its source */
};

/* Start with zeroes. By source, and in each by where they begin; no order of sources means anything. */
struct span_set {
    struct span_place *items;
    size_t count, room;
};

/* Adds one; nothing if it has no source. */
void span_set_add(struct span_set *set, struct arena *a, struct span span);
void span_set_sort(struct span_set *set);

/* The number of the first that begins at byte `at` of the source or behind it; perhaps in another one. */
size_t span_set_from(const struct span_set *set, const struct source *source, uint32_t at);

/* Whether one overlaps the span or touches it. */
bool span_set_overlaps(const struct span_set *set, struct span span);

#endif
