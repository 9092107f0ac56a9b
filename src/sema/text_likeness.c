/* text_likeness.c - how alike two texts are, by their pairs of neighbouring characters. */
#include "sema/text.h"

#include "sema/text_characters.h"

#include "base/bytes.h"

enum {
    POINT_BITS = 21, /* of a code point; a pair has twice as many */
    DIGIT_BITS = 8,  /* sorted by at a time */
    DIGITS = 6,
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
    return text_is_ideograph(point) || text_is_letter(point) || text_is_digit(point);
}

static bool is_part_of_topic(uint32_t point)
{
    return text_is_ideograph(point) || text_is_letter(point);
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

/* Which pairs a text has, by a hash: some that it has not are taken for them, but it is cheap. */
enum { MET_PLACES = 11 };
_Static_assert(1 << MET_PLACES == TEXT_PAIR_BITS, "a bit for each hash");

static inline unsigned bit_of(uint32_t before, uint32_t here)
{
    return (before * 5 + here) * 2654435761u >> (32 - MET_PLACES);
}

static void set_met(struct text_pairs *met, unsigned bit)
{
    met->bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static bool is_met(const struct text_pairs *met, unsigned bit)
{
    return met->bits[bit / 64] >> (bit % 64) & 1;
}

/* ---- common ideographs -------------------------------------------------------------------------- */

enum { WIDE = 3 /* bytes of a common ideograph */ };

/* A common ideograph by its last two bytes, of which no more than six have the same. */
static inline unsigned code_at(struct str text, size_t at)
{
    uint16_t code;
    memcpy(&code, text.ptr + at + 1, sizeof code);
    return code;
}

static inline unsigned bit_of_codes(unsigned before, unsigned here)
{
    return ((before << 16 | here) * 2654435761u) >> (32 - MET_PLACES);
}

/* Whether the character of three bytes, the first of them E4 to E9, is one from U+4E00 on. */
static inline bool is_no_rarity(struct str text, size_t at)
{
    return (unsigned char)text.ptr[at] > 0xE4 || (unsigned char)text.ptr[at + 1] >= 0xB8;
}

/* Notes all pairs of common ideographs between which nothing stands but signs; and perhaps others. */
static void meet(struct text_pairs *met, struct str text)
{
    unsigned before = 0;
    for (size_t at = 0; at < text.len;) {
        for (size_t end = bytes_skip_ideographs(text, at); at + WIDE <= end; at += WIDE) {
            unsigned here = code_at(text, at);
            set_met(met, bit_of_codes(before, here));
            before = here;
        }
        if (at < text.len)
            text_next(text, &at);
    }
}

/* Two common ideographs in a row: where the first one begins, and where those in a row end. */
struct neighbours {
    struct str text;
    size_t at, end;
};

/* Goes on to the next two; false if there are none. */
static inline bool next_neighbours(struct neighbours *n)
{
    for (n->at += WIDE; n->at + 2 * WIDE > n->end;) {
        n->at = n->end;
        if (n->at >= n->text.len)
            return false;
        if (!text_has_common(n->text, n->at))
            text_next(n->text, &n->at);
        n->end = bytes_skip_ideographs(n->text, n->at);
    }
    return true;
}

/* Whether those two are noted. */
static inline bool are_met(const struct text_pairs *met, const struct neighbours *n)
{
    return is_met(met, bit_of_codes(code_at(n->text, n->at), code_at(n->text, n->at + WIDE)));
}

/* The next character if it is part of a word, without case; else 0. */
static inline uint32_t next_of_word(struct str text, size_t *at)
{
    uint32_t point = text_next(text, at);
    if (point >= 0x4E00 && point <= 0x9FFF)
        return point;
    return is_part_of_word(point) ? without_case(point) : 0;
}

/* The next character if it says what is spoken of, without case; else 0. */
static inline uint32_t next_of_topic(struct str text, size_t *at)
{
    uint32_t point = text_next(text, at);
    if (point >= 0x4E00 && point <= 0x9FFF)
        return point;
    return is_part_of_topic(point) ? without_case(point) : 0;
}

static bool is_less(size_t shared, size_t all, struct rational least)
{
    struct rational likeness = {2 * (int64_t)shared, all ? (int64_t)all : 1};
    return rational_compare(likeness, least) < 0;
}

/* How many of at most so many pairs of the one may be missing from the other's, which are at least so many. */
static int64_t bearable(size_t most, size_t least_other, struct rational least)
{
    /* Half of `least` of all of them must be shared. */
    int64_t one = (int64_t)most, all = (int64_t)least_other + one;
    int128 missing = 2 * one * least.denominator - least.numerator * all;
    return (int64_t)(missing / (2 * least.denominator));
}

/*
 * Whether the two may be so much alike by their common ideographs alone, `b` being the longer one. As
 * soon as too many of its pairs are none of the other's it is known that they are not.
 */
static bool may_share(struct str a, struct str b, struct rational least)
{
    size_t ideographs = bytes_count_ideographs(a);
    int64_t left = bearable(utf8_length(b), ideographs ? ideographs - 1 : 0, least);
    struct text_pairs met = {{0}, {0}};
    struct neighbours n = {b, 0, 0};
    meet(&met, a);
    while (left >= 0 && next_neighbours(&n))
        left -= !are_met(&met, &n) && is_no_rarity(b, n.at) && is_no_rarity(b, n.at + WIDE);
    return left >= 0;
}

/* The same by all that counts. */
static bool may_be_alike(struct str a, struct str b, struct rational least)
{
    struct text_pairs met = {{0}, {0}};
    size_t left = 0, right = 0;
    int64_t missed = 0;
    uint32_t before = 0;
    for (size_t at = 0; at < a.len;) {
        uint32_t here = next_of_word(a, &at);
        if (!here)
            continue;
        if (before)
            set_met(&met, bit_of(before, here)), left++;
        before = here;
    }
    int64_t most = bearable(utf8_length(b), left, least);
    if (left < 2)
        return true;
    before = 0;
    for (size_t at = 0; at < b.len && missed <= most;) {
        uint32_t here = next_of_word(b, &at);
        if (!here)
            continue;
        if (before)
            missed += !is_met(&met, bit_of(before, here)), right++;
        before = here;
    }
    return missed <= most && !is_less(right - (size_t)missed, left + right, least);
}

/* Whether the two may be so much alike, which most texts are not. */
static bool is_worth_comparing(struct str a, struct str b, struct rational least)
{
    if (a.len > b.len) {
        struct str longer = a;
        a = b;
        b = longer;
    }
    /* What all pairs of the shorter one would come to, if the longer one had all of them. */
    bool is_much_longer = b.len / 5 > a.len / 4;
    size_t left = is_much_longer ? utf8_length(a) : 0;
    size_t right = is_much_longer ? bytes_count_ideographs(b) : 0;
    if (left > 1 && right > left && is_less(left - 1, left + right - 2, least))
        return false;
    return may_share(a, b, least) && may_be_alike(a, b, least);
}

struct rational text_similarity(struct arena *scratch, struct str a, struct str b,
                                struct rational least)
{
    if (!is_worth_comparing(a, b, least))
        return rational_whole(0);
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
    if (left.count == 0 || right.count == 0 || is_less((size_t)shared, (size_t)all, least))
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

/* A set of pairs: `room` is a power of two, more than there are pairs, and 0 is none. */
struct pair_set {
    uint64_t *items;
    size_t room;
};

/* Where the pair stands in the set, or would. */
static uint64_t *pair_slot(const struct pair_set *set, uint64_t pair)
{
    size_t at = (size_t)(pair * 0x9E3779B97F4A7C15 >> 32) & (set->room - 1);
    while (set->items[at] && set->items[at] != pair)
        at = (at + 1) & (set->room - 1);
    return &set->items[at];
}

/*
 * Enters the text's pairs of neighbours into the set, or, if `looks`, stops at one that stands there.
 * Returns whether there was any.
 */
static bool enter_pairs(const struct pair_set *set, struct str text, bool looks)
{
    uint64_t before = 0;
    bool found = false;
    for (size_t at = 0; at < text.len && !(looks && found);) {
        uint64_t here = next_of_topic(text, &at);
        uint64_t pair = before << POINT_BITS | here;
        if (before && here && !looks)
            *pair_slot(set, pair) = pair;
        found |= before && here && (!looks || *pair_slot(set, pair));
        before = here;
    }
    return found;
}

struct text_pairs text_pairs_of(struct str wanted)
{
    struct text_pairs pairs = {wanted, {0}};
    meet(&pairs, wanted);
    return pairs;
}

bool text_has_pair(const struct text_pairs *pairs, struct str text)
{
    enum { LOOKS = 8 /* at what turns out to be something else */ };
    const struct str wanted = pairs->wanted;
    struct neighbours n = {text, 0, 0};
    bool has = false;
    for (unsigned looks = 0; looks < LOOKS && !has && next_neighbours(&n);) {
        if (!are_met(pairs, &n) || !is_no_rarity(text, n.at) || !is_no_rarity(text, n.at + WIDE))
            continue;
        for (size_t i = 0; i + 2 * WIDE <= wanted.len && !has; i++)
            has = memcmp(wanted.ptr + i, text.ptr + n.at, 2 * WIDE) == 0;
        looks++;
    }
    return has;
}

bool text_mentions(struct arena *scratch, struct str text, struct str wanted)
{
    struct pair_set set = {NULL, 8};
    while (set.room <= wanted.len)
        set.room *= 2;
    set.items = ARENA_ARRAY(scratch, uint64_t, set.room);
    if (enter_pairs(&set, wanted, false))
        return enter_pairs(&set, text, true);
    /* Nothing but single characters, or nothing at all. */
    return !rational_is_zero(text_overlap(scratch, wanted, text));
}

/* The name without the word for what is counted at its end: what prose leaves out. */
static struct str without_measure_word(struct str name)
{
    static const char *const words[] = {"数量", "人数", "人次", "次数", "份数", "户数",
                                        "长度", "面积", "总数", "总量", "个数", "数"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct str word = str_of(words[i]);
        if (str_ends_with(name, word) && name.len > 2 * word.len)
            return str_part(name, 0, name.len - word.len);
    }
    return name;
}

/*
 * Whether four fifths of the pairs of `name` may occur in `words`: mostly they do not. A pair that
 * repeats is missed once.
 */
static bool may_overlap(struct str name, struct str words)
{
    struct text_pairs met = {{0}, {0}};
    size_t all = 0, missed = 0;
    uint32_t before = 0;
    for (size_t at = 0; at < words.len;) {
        uint32_t here = next_of_topic(words, &at);
        if (here && before)
            set_met(&met, bit_of(before, here));
        before = here;
    }
    before = 0;
    for (size_t at = 0; at < name.len;) {
        uint32_t here = next_of_topic(name, &at);
        if (here && before) {
            unsigned bit = bit_of(before, here);
            all++;
            missed += !is_met(&met, bit);
            set_met(&met, bit);
        }
        before = here;
    }
    return 5 * missed <= all;
}

/* Whether two characters of a name say what it is of: “***” and “≥” say nothing. */
static bool has_topic(struct str name)
{
    size_t characters = 0;
    for (size_t at = 0; at < name.len && characters < 2;)
        characters += is_part_of_topic(text_next(name, &at));
    return characters >= 2;
}

bool text_speaks_of(struct arena *scratch, struct str words, struct str name)
{
    size_t start = words.len;
    for (size_t at = words.len; at > 0; start = at) {
        if (text_is_clause_end(text_previous(words, &at)))
            break;
    }
    struct str clause = str_part(words, start, words.len);
    name = without_measure_word(name);
    if (clause.len == 0 || !has_topic(name) || !may_overlap(name, clause))
        return false;
    struct rational overlap = text_overlap(scratch, name, clause);
    return rational_compare(overlap, (struct rational){4, 5}) >= 0;
}
