/* text_likeness.c - how alike two texts are, by their pairs of neighbouring characters. */
#include "sema/text.h"

#include "sema/text_characters.h"

enum {
    POINT_BITS = 21, /* of a code point; a pair has twice as many */
    DIGIT_BITS = 11, /* sorted by at a time */
    DIGITS = 4,
    BUCKETS = 1 << DIGIT_BITS,
    SHORT_LIMIT = 48, /* up to here insertion is faster than buckets */
};

/* Pairs of neighbours in ascending order. */
struct pairs {
    uint64_t *items;
    size_t count;
};

static bool is_part_of_word(uint32_t point)
{
    return utf8_is_ideograph(point) || text_is_letter(point) || text_is_digit(point);
}

static bool is_part_of_topic(uint32_t point)
{
    return utf8_is_ideograph(point) || text_is_letter(point);
}

static uint32_t without_case(uint32_t point)
{
    return point >= 'A' && point <= 'Z' ? point + 0x20 : point;
}

static void sort_short(struct pairs *pairs)
{
    for (size_t i = 1; i < pairs->count; i++) {
        uint64_t pair = pairs->items[i];
        size_t j = i;
        for (; j > 0 && pairs->items[j - 1] > pair; j--)
            pairs->items[j] = pairs->items[j - 1];
        pairs->items[j] = pair;
    }
}

/* By buckets, lowest digit first: linear, whatever the text. */
static void sort_long(struct arena *scratch, struct pairs *pairs)
{
    uint64_t *from = pairs->items, *to = ARENA_ARRAY(scratch, uint64_t, pairs->count);
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        unsigned shift = digit * DIGIT_BITS;
        size_t starts[BUCKETS] = {0}, start = 0;
        for (size_t i = 0; i < pairs->count; i++)
            starts[(from[i] >> shift) & (BUCKETS - 1)]++;
        for (unsigned bucket = 0; bucket < BUCKETS; bucket++) {
            size_t size = starts[bucket];
            starts[bucket] = start;
            start += size;
        }
        for (size_t i = 0; i < pairs->count; i++)
            to[starts[(from[i] >> shift) & (BUCKETS - 1)]++] = from[i];
        uint64_t *swapped = from;
        from = to;
        to = swapped;
    }
    pairs->items = from;
}

/*
 * The pairs of the text's characters that `counts` lets in. What it does not is skipped, so “A、B” has
 * the pair AB; or, if `parts`, it parts them. A single character makes a pair with nothing.
 */
static struct pairs pairs_of(struct arena *scratch, struct str text, bool (*counts)(uint32_t),
                             bool parts)
{
    struct pairs pairs = {ARENA_ARRAY(scratch, uint64_t, text.len + 1), 0};
    uint64_t before = 0;
    size_t characters = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t point = text_next(text, &at);
        if (!counts(point)) {
            before = parts ? 0 : before;
            continue;
        }
        uint64_t here = without_case(point);
        characters++;
        if (before)
            pairs.items[pairs.count++] = before << POINT_BITS | here;
        before = here;
    }
    if (characters == 1 && pairs.count == 0)
        pairs.items[pairs.count++] = before;
    if (pairs.count <= SHORT_LIMIT)
        sort_short(&pairs);
    else
        sort_long(scratch, &pairs);
    return pairs;
}

struct rational text_similarity(struct arena *scratch, struct str a, struct str b)
{
    struct pairs left = pairs_of(scratch, a, is_part_of_word, false);
    struct pairs right = pairs_of(scratch, b, is_part_of_word, false);
    int64_t shared = 0;
    for (size_t i = 0, j = 0; i < left.count && j < right.count;) {
        bool same = left.items[i] == right.items[j];
        bool less = left.items[i] < right.items[j];
        shared += same;
        i += same || less;
        j += same || !less;
    }
    int64_t all = (int64_t)(left.count + right.count);
    if (left.count == 0 || right.count == 0)
        return rational_whole(0);
    return (struct rational){2 * shared, all};
}

struct rational text_overlap(struct arena *scratch, struct str a, struct str b)
{
    struct pairs left = pairs_of(scratch, a, is_part_of_topic, true);
    struct pairs right = pairs_of(scratch, b, is_part_of_topic, true);
    int64_t different = 0, shared = 0;
    size_t j = 0;
    for (size_t i = 0; i < left.count; i++) {
        if (i > 0 && left.items[i] == left.items[i - 1])
            continue;
        while (j < right.count && right.items[j] < left.items[i])
            j++;
        different++;
        shared += j < right.count && right.items[j] == left.items[i];
    }
    return different ? (struct rational){shared, different} : rational_whole(1);
}
