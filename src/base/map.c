/* map.c - from names to things, in an arena. */
#include "base/map.h"

/* The entry of `key`, or the free one where it belongs. */
static inline struct map_entry *slot(struct map_entry *entries, unsigned room, struct str key,
                                     unsigned hash)
{
    unsigned at = hash & (room - 1);
    while (entries[at].value && (entries[at].hash != hash || !str_equal(entries[at].key, key)))
        at = (at + 1) & (room - 1);
    return &entries[at];
}

const void *map_get(const struct map *map, struct str key)
{
    return map->room ? slot(map->entries, map->room, key, str_hash(key))->value : NULL;
}

const void *map_put(struct map *map, struct arena *a, struct str key, const void *value)
{
    if ((map->count + 1) * 4 > map->room * 3) {
        unsigned room = map->room ? map->room * 2 : 16;
        struct map_entry *entries = ARENA_ARRAY(a, struct map_entry, room);
        for (unsigned i = 0; i < map->room; i++) {
            if (map->entries[i].value)
                *slot(entries, room, map->entries[i].key, map->entries[i].hash) = map->entries[i];
        }
        map->entries = entries;
        map->room = room;
    }
    unsigned hash = str_hash(key);
    struct map_entry *entry = slot(map->entries, map->room, key, hash);
    const void *before = entry->value;
    map->count += before == NULL;
    *entry = (struct map_entry){key, value, hash};
    return before;
}
