/* word_marks.c - words with marks, all of which are found in a text at once. */
#include "base/word_marks.h"

enum { FIRST_ROOM = 256, MOST = 65535 };

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

/* The low bits of the character at `at`, and where it ends. */
static inline unsigned key_at(struct str text, size_t at, size_t *end)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    size_t length = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    bool is_short = length > text.len - at; /* broken off */
    *end = is_short ? text.len : at + length;
    if (is_short || length == 1)
        return lower(text.ptr[at]);
    return ((bytes[length - 2] & 0x0Fu) << 6 | (bytes[length - 1] & 0x3Fu)) % WORD_MARKS_CHAINS;
}

static inline unsigned key_of_pair(unsigned first, unsigned second)
{
    return (first * 37 + second) % WORD_MARKS_CHAINS;
}

/* Whether the word stands at the beginning of the text, which is no shorter, capitals or not. */
static bool begins_with(struct str text, struct str word)
{
    size_t i = 0;
    while (i < word.len && lower(text.ptr[i]) == lower(word.ptr[i]))
        i++;
    return i == word.len;
}

static bool has_letters(struct str word)
{
    bool has = false;
    for (size_t i = 0; i < word.len && !has; i++)
        has = lower(word.ptr[i]) >= 'a' && lower(word.ptr[i]) <= 'z';
    return has;
}

/* ---- leaps ------------------------------------------------------------------------------------- */

/*
 * After Wu and Manber (1994): the last bytes of a window over the text tell how far it may be moved. All
 * the way, mostly: they stand in no word's first bytes.
 */
enum { BLOCK = 4, LEAP = WORD_MARKS_WINDOW - BLOCK + 1 };

/* Where the four bytes are noted; capitals are as good as small letters. */
static inline unsigned block_of(const char *bytes)
{
    const unsigned odd = 0x9E3779B1u, small = 0x20202020u;
    return ((str_four(bytes) | small) * odd) >> (32 - WORD_MARKS_BLOCK_BITS);
}

static void note_blocks(struct word_marks *set, struct str word)
{
    set->has_short |= word.len < WORD_MARKS_WINDOW;
    for (unsigned i = 0; i < LEAP && !set->has_short; i++) {
        unsigned char *most = &set->blocks[block_of(word.ptr + i)];
        *most = *most > i + 1 ? *most : (unsigned char)(i + 1);
    }
}

/*
 * The next place from `at` on where a word may begin, or the end of the text. Most blocks let it move all
 * the way; as that way is always the same, the computer need not wait for one look before the next.
 */
static size_t leap(const struct word_marks *set, struct str text, size_t at)
{
    for (unsigned most; at + WORD_MARKS_WINDOW <= text.len; at += LEAP - most) {
        while ((most = set->blocks[block_of(text.ptr + at + LEAP - 1)]) == 0) {
            at += LEAP;
            if (at + WORD_MARKS_WINDOW > text.len)
                return text.len;
        }
        if (most == LEAP)
            return at;
    }
    return text.len;
}

/* ---- words ------------------------------------------------------------------------------------- */

bool word_marks_add(struct word_marks *set, struct arena *a, struct str word, uint64_t marks)
{
    size_t end, behind;
    if (word.len == 0 || word.len > WORD_MARKS_LENGTH_LIMIT || set->count == MOST)
        return false;
    unsigned first = key_at(word, 0, &end);
    unsigned short *chain = end == word.len
                                ? &set->singles[first]
                                : &set->pairs[key_of_pair(first, key_at(word, end, &behind))];
    for (unsigned i = *chain; i; i = set->items[i].next) {
        if (set->items[i].word.len == word.len && begins_with(word, set->items[i].word)) {
            set->items[i].marks |= marks;
            return true;
        }
    }
    if (set->count + 1 >= set->room) {
        unsigned room = set->room ? 2 * set->room : FIRST_ROOM;
        set->items =
            arena_grow(a, set->items, sizeof *set->items, set->room ? set->count + 1 : 0, room);
        set->room = room;
    }
    note_blocks(set, word);
    set->firsts[first / 64] |= (uint64_t)1 << (first % 64);
    set->items[++set->count] = (struct word_mark){word, marks, *chain, has_letters(word)};
    *chain = (unsigned short)set->count;
    return true;
}

/* The marks of those words of a chain that stand at the beginning of the text. */
static uint64_t marks_of_chain(const struct word_marks *set, unsigned chain, struct str text)
{
    uint64_t marks = 0;
    for (unsigned i = chain; i; i = set->items[i].next) {
        const struct word_mark *item = &set->items[i];
        if (item->word.len <= text.len &&
            (str_equal(str_part(text, 0, item->word.len), item->word) ||
             (item->has_letters && begins_with(text, item->word))))
            marks |= item->marks;
    }
    return marks;
}

/* The marks of the words that begin at byte `at` of the text; and where its character there ends. */
static inline uint64_t marks_at(const struct word_marks *set, struct str text, size_t at,
                                size_t *end)
{
    size_t behind;
    unsigned first = key_at(text, at, end);
    if (!(set->firsts[first / 64] >> (first % 64) & 1))
        return 0;
    unsigned single = set->singles[first], pair = 0;
    if (*end < text.len)
        pair = set->pairs[key_of_pair(first, key_at(text, *end, &behind))];
    struct str rest = str_part(text, at, text.len);
    return (single ? marks_of_chain(set, single, rest) : 0) |
           (pair ? marks_of_chain(set, pair, rest) : 0);
}

uint64_t word_marks_in(const struct word_marks *set, struct str text)
{
    uint64_t marks = 0;
    size_t end;
    if (set->has_short) {
        for (size_t at = 0; at < text.len; at = end)
            marks |= marks_at(set, text, at, &end);
        return marks;
    }
    for (size_t at = 0; (at = leap(set, text, at)) < text.len; at++)
        marks |= marks_at(set, text, at, &end);
    return marks;
}
