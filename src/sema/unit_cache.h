/*
 * unit_cache.h - what was found out of the library's units, kept from one file to the next.
 *
 * The files of a run write the same few units, and make the same few measures of them: 元/月, and 元 for
 * 元/月 × 月. Only what the library alone decides is kept, for it is the same in every file; where a file
 * declares units of its own, names are looked up as ever. So much and no more is kept, and no measure is
 * forgotten: a project may refer to it.
 */
#ifndef SEMA_UNIT_CACHE_H
#define SEMA_UNIT_CACHE_H

#include "sema/unit.h"

/* How a measure is made of two: 元/人, 人·天, and what a product or quotient of quantities is in. */
enum compound_way { COMPOUND_PER, COMPOUND_DOT, COMPOUND_PRODUCT, COMPOUND_QUOTIENT };

struct compound {
    const struct measure *left, *right, *whole; /* `whole` is NULL until compound_keep */
    enum compound_way way;
};

/* A unit of the library's by a name of at most 8 bytes, which `first` and `last` hold. */
struct short_name {
    uint32_t first, last;
    size_t len;
    const struct measure *measure;
};

enum { SHORT_NAME_LENGTH = 8, SHORT_NAMES_KEPT = 64, COMPOUNDS_KEPT = 256 };

struct unit_cache_items {
    struct short_name names[SHORT_NAMES_KEPT];
    struct compound compounds[COMPOUNDS_KEPT];
};

/* Start with zeroes. Used by one thread at a time; lives as long as whatever was bound with it. */
struct unit_cache {
    struct arena arena;
    struct unit_cache_items *items; /* NULL until unit_cache_open */
};

/* Before a file is bound; memory that is lacking is told as `owner` tells it. */
void unit_cache_open(struct unit_cache *cache, const struct arena *owner);
void unit_cache_free(struct unit_cache *cache);

/*
 * The cache of what a file's units are asked; NULL if there is none, or if the file declares units itself:
 * then a name, or what a product is called, may be its own.
 */
static inline struct unit_cache *units_cache(const struct units *units)
{
    return units->unit_names.count == 0 ? units->cache : NULL;
}

/* Where the unit of a name is kept or may be, if it has 1 to 8 bytes; it is there if `measure` is set. */
static inline struct short_name *short_name_find(struct unit_cache *cache, struct str name)
{
    const unsigned char *bytes = (const unsigned char *)name.ptr;
    uint32_t first, last = 0;
    if (name.len >= 4) {
        first = str_four(name.ptr);
        last = str_four(name.ptr + name.len - 4);
    } else {
        first = (uint32_t)bytes[0] << 16 | (uint32_t)bytes[name.len / 2] << 8 | bytes[name.len - 1];
    }
    const uint32_t odd = 0x9E3779B1u; /* 2^32 / the golden ratio */
    uint32_t mix = (first ^ last * 3) * odd;
    struct short_name *here = &cache->items->names[(mix >> 16) % SHORT_NAMES_KEPT];
    if (here->first != first || here->last != last || here->len != name.len)
        *here = (struct short_name){first, last, name.len, NULL};
    return here;
}

/* Where the measure of the two is kept or may be; NULL: this one cannot be. */
struct compound *compound_find(struct unit_cache *cache, const struct measure *left,
                               const struct measure *right, enum compound_way way);

/* Keeps `whole`, which lies in the arena of the cache with all that it refers to. */
void compound_keep(struct compound *compound, struct measure *whole);

#endif
