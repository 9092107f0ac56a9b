/* map.c - from names to things, in an arena. */
#include "base/map.h"

/* str_equal for keys of one length. It calls nothing, so that map_find saves no registers. */
static inline bool is_same(const char *a, const char *b, size_t len)
{
    if (len >= 8) {
        for (; len > 8; a += 8, b += 8, len -= 8) {
            if (str_eight(a) != str_eight(b))
                return false;
        }
        return str_eight(a + len - 8) == str_eight(b + len - 8);
    }
    if (len >= 4)
        return str_four(a) == str_four(b) && str_four(a + len - 4) == str_four(b + len - 4);
    return len == 0 || (a[0] == b[0] && a[len / 2] == b[len / 2] && a[len - 1] == b[len - 1]);
}

/* The entry of `key`, or the free one where it belongs. */
static inline struct map_entry *slot(struct map_entry *entries, unsigned room, struct str key,
                                     unsigned hash)
{
    struct map_entry *entry = &entries[hash & (room - 1)];
    while (entry->value && (entry->hash != hash || entry->key.len != key.len ||
                            !is_same(entry->key.ptr, key.ptr, key.len)))
        entry = &entries[(entry - entries + 1) & (room - 1)];
    return entry;
}

const void *map_find(const struct map *map, struct str key)
{
    return slot(map->entries, map->room, key, str_hash(key))->value;
}

/* Room for one more. */
static void make_room(struct map *map, struct arena *a)
{
    unsigned room = map->room ? map->room * 2 : 16;
    struct map_entry *entries = ARENA_ARRAY(a, struct map_entry, room);
    for (unsigned i = 0; i < map->room; i++) {
        if (map->entries[i].value)
            *slot(entries, room, map->entries[i].key, map->entries[i].hash) = map->entries[i];
    }
    map->entries = entries;
    map->room = room;
}

static bool is_full(const struct map *map)
{
    return (map->count + 1) * 4 > map->room * 3;
}

const void *map_put(struct map *map, struct arena *a, struct str key, const void *value)
{
    if (is_full(map))
        make_room(map, a);
    unsigned hash = str_hash(key);
    struct map_entry *entry = slot(map->entries, map->room, key, hash);
    const void *before = entry->value;
    map->count += before == NULL;
    *entry = (struct map_entry){key, value, hash};
    return before;
}

const void *map_add(struct map *map, struct arena *a, struct str key, const void *value)
{
    if (is_full(map))
        make_room(map, a);
    unsigned hash = str_hash(key);
    struct map_entry *entry = slot(map->entries, map->room, key, hash);
    if (!entry->value) {
        map->count++;
        *entry = (struct map_entry){key, value, hash};
        return NULL;
    }
    return entry->value;
}
