/*
 * map.h - from names to things, in an arena.
 *
 * Keys are slices that must live as long as the map. There is no removal. Walking a map is not
 * offered: its order means nothing, so whoever needs an order keeps a list beside it.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

/* Start with zeroes. */
struct map {
    struct map_entry *entries;
    unsigned count, room; /* room is 0 or a power of two */
};

struct map_entry {
    struct str key;
    const void *value;
    unsigned hash;
};

/* What map_get calls for a map that holds something. */
const void *map_find(const struct map *map, struct str key);

/* The value of `key`, or NULL. */
static inline const void *map_get(const struct map *map, struct str key)
{
    return map->count ? map_find(map, key) : NULL;
}

/* Adds or replaces; returns what was there before, or NULL. */
const void *map_put(struct map *map, struct arena *a, struct str key, const void *value);

/* Adds, or returns what is there already, which stays. */
const void *map_add(struct map *map, struct arena *a, struct str key, const void *value);

#endif
