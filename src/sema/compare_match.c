/* compare_match.c - matching by key, then by likeness. */
#include "sema/compare_match.h"

#include "base/map.h"
#include "sema/text.h"

enum {
    LIKENESS_LIMIT = 128 /* more unmatched things than this on a side are not compared pairwise */
};

void match_add(struct match_list *list, struct arena *a, struct match_item item)
{
    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 16;
        list->items = arena_grow(a, list->items, sizeof *list->items, list->count, list->room);
    }
    list->items[list->count++] = item;
}

static void join(struct match_item *old, struct match_item *new, unsigned key)
{
    old->other = new;
    new->other = old;
    old->key = new->key = key;
}

/* The old things that have the key and no partner yet, as a queue for each text. */
static void match_key(struct arena *a, struct match_list *old, struct match_list *new, unsigned key)
{
    struct map first = {0};
    size_t *next = ARENA_ARRAY(a, size_t, old->count + 1);
    /* From behind, so that each queue begins with its first. */
    for (size_t i = old->count; i-- > 0;) {
        if (old->items[i].other || !old->items[i].keys[key].len)
            continue;
        const struct match_item *later =
            map_put(&first, a, old->items[i].keys[key], &old->items[i]);
        next[i] = later ? (size_t)(later - old->items) + 1 : 0;
    }
    for (size_t i = 0; i < new->count; i++) {
        struct str text = new->items[i].keys[key];
        if (new->items[i].other || !text.len)
            continue;
        const struct match_item *found = map_get(&first, text);
        if (!found)
            continue;
        size_t at = (size_t)(found - old->items);
        join(&old->items[at], &new->items[i], key);
        map_put(&first, a, text, next[at] ? &old->items[next[at] - 1] : NULL);
    }
}

/* How alike two names are, if they are of one group; 0 if not alike enough. */
static struct rational likeness(struct arena *a, const struct match_item *one,
                                const struct match_item *other)
{
    struct rational least = {1, 2}, found = rational_whole(0);
    if (str_equal(one->group, other->group))
        found = text_similarity(a, one->name, other->name, (struct rational){1, 2});
    return rational_compare(found, least) < 0 ? rational_whole(0) : found;
}

static size_t unmatched(const struct match_list *list)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += !list->items[i].other;
    return count;
}

/* The items without a partner. */
static size_t gather(const struct match_list *list, struct match_item **left)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (!list->items[i].other)
            left[count++] = &list->items[i];
    }
    return count;
}

/* The most alike pair first; of equals the first in order. */
static void match_alike(struct arena *a, struct match_list *old, struct match_list *new)
{
    struct match_item *olds[LIKENESS_LIMIT], *news[LIKENESS_LIMIT];
    if (unmatched(old) > LIKENESS_LIMIT || unmatched(new) > LIKENESS_LIMIT)
        return;
    size_t old_count = gather(old, olds), new_count = gather(new, news);
    struct rational *found = ARENA_ARRAY(a, struct rational, old_count * new_count + 1);
    for (size_t i = 0; i < old_count * new_count; i++)
        found[i] = likeness(a, olds[i / new_count], news[i % new_count]);
    for (size_t rounds = 0; rounds < old_count && rounds < new_count; rounds++) {
        struct rational best = rational_whole(0);
        size_t at = 0;
        for (size_t i = 0; i < old_count * new_count; i++) {
            if (!olds[i / new_count]->other && !news[i % new_count]->other &&
                rational_compare(found[i], best) > 0) {
                best = found[i];
                at = i;
            }
        }
        if (rational_is_zero(best))
            return;
        join(olds[at / new_count], news[at % new_count], MATCH_KEYS);
    }
}

static bool is_same(const struct match_item *one, const struct match_item *other)
{
    return str_equal(one->content, other->content) && str_equal(one->group, other->group);
}

/* The only thing of the list that says the same in the same group, or NULL. */
static struct match_item *only_same(const struct match_list *list, const struct match_item *item)
{
    struct match_item *found = NULL;
    for (size_t i = 0; i < list->count; i++) {
        if (!is_same(&list->items[i], item))
            continue;
        if (found)
            return NULL;
        found = &list->items[i];
    }
    return found;
}

/* A thing with another name that says what one did that is gone. */
static void match_content(struct match_list *old, struct match_list *new)
{
    if (unmatched(old) > LIKENESS_LIMIT || unmatched(new) > LIKENESS_LIMIT)
        return;
    for (size_t i = 0; i < new->count; i++) {
        struct match_item *item = &new->items[i];
        if (item->other || !item->content.len || only_same(new, item) != item)
            continue;
        struct match_item *before = only_same(old, item);
        if (before && !before->other)
            join(before, item, MATCH_KEYS);
    }
}

void match_lists(struct arena *a, struct match_list *old, struct match_list *new)
{
    for (unsigned key = 0; key < MATCH_KEYS; key++)
        match_key(a, old, new, key);
    match_alike(a, old, new);
    match_content(old, new);
}

void match_only(struct match_list *old, struct match_list *new)
{
    if (old->count == 1 && new->count == 1 && !old->items[0].other)
        join(&old->items[0], &new->items[0], MATCH_KEYS);
}
