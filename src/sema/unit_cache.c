/* unit_cache.c - what was found out of the library's units, kept from one file to the next. */
#include "sema/unit_cache.h"

void unit_cache_open(struct unit_cache *cache, const struct arena *owner)
{
    cache->arena.out_of_memory = owner->out_of_memory;
    if (!cache->items)
        cache->items = ARENA_NEW(&cache->arena, struct unit_cache_items);
}

void unit_cache_free(struct unit_cache *cache)
{
    arena_free(&cache->arena);
    cache->items = NULL;
}

struct compound *compound_find(struct unit_cache *cache, const struct measure *left,
                               const struct measure *right, enum compound_way way)
{
    enum { TRIED = 4 /* places that one may have */ };
    if (!cache || left->lasting != left || right->lasting != right)
        return NULL;
    size_t mix = ((size_t)left * 3 + (size_t)right) / sizeof *left * TRIED + way;
    for (size_t i = 0; i < TRIED; i++) {
        struct compound *here = &cache->items->compounds[(mix + i) % COMPOUNDS_KEPT];
        if (!here->left)
            *here = (struct compound){left, right, NULL, way};
        if (here->left == left && here->right == right && here->way == way)
            return here;
    }
    return NULL;
}

void compound_keep(struct compound *compound, struct measure *whole)
{
    whole->lasting = whole;
    compound->whole = whole;
}
