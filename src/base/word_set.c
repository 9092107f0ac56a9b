/* word_set.c - a set of words that are looked for in a text, all at once. */
#include "base/word_set.h"

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

/* Eight bytes with small letters for the capitals. */
static inline uint64_t fold(uint64_t bytes)
{
    /* Of each byte the top bit tells, once as much is added as lifts `A` there, or what follows `Z`. */
    const uint64_t ones = 0x0101010101010101u, tops = ones * 0x80;
    uint64_t low = bytes & ~tops;
    uint64_t from_a = low + ones * (0x80 - 'A'), beyond_z = low + ones * (0x80 - 'Z' - 1);
    return bytes | (from_a & ~beyond_z & ~bytes & tops) >> 2;
}

/* A hash of the word, capitals aside. */
static inline unsigned hash_of(struct str word)
{
    return str_hash_of(word, fold);
}

static bool is_same(struct str a, struct str b)
{
    bool same = a.len == b.len;
    for (size_t i = 0; i < a.len && same; i++)
        same = lower(a.ptr[i]) == lower(b.ptr[i]);
    return same;
}

static bool is_letter_or_digit(char c)
{
    unsigned char low = lower(c);
    return (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9');
}

/* Bytes of the character that begins with `c`. */
static size_t character_length(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* Which bit of a filter the character at the start of `text` has: its lowest ones, capitals aside. */
static inline unsigned bit_of(struct str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    unsigned bit = lower(text.ptr[0]);
    if (bit >= 0xE0 && text.len >= 3)
        bit = (bytes[1] & 0x0Fu) << 6 | (bytes[2] & 0x3Fu);
    else if (bit >= 0xC0 && text.len >= 2)
        bit = (bit & 0x0Fu) << 6 | (bytes[1] & 0x3Fu);
    return bit;
}

static inline unsigned bit_of_pair(unsigned first, unsigned second)
{
    return (first * 37 + second) % WORD_SET_PAIRS;
}

static inline bool is_set(const uint64_t *filter, unsigned bit)
{
    return filter[bit / 64] >> (bit % 64) & 1;
}

static void set_bit(uint64_t *filter, unsigned bit)
{
    filter[bit / 64] |= (uint64_t)1 << (bit % 64);
}

/* Whether a word may begin at the start of `text`, whose first character has the bit `first`. */
static bool may_begin(const struct word_set *set, struct str text, unsigned first)
{
    size_t length = character_length(text.ptr[0]);
    return is_set(set->filters->singles, first) ||
           (length < text.len &&
            is_set(set->filters->pairs,
                   bit_of_pair(first, bit_of(str_part(text, length, text.len)))));
}

/* Notes in the filters how the word begins. */
static void note_beginning(struct word_set *set, struct str word)
{
    unsigned first = bit_of(word);
    size_t length = character_length(word.ptr[0]);
    set_bit(set->filters->firsts, first);
    if (length >= word.len)
        set_bit(set->filters->singles, first);
    else
        set_bit(set->filters->pairs, bit_of_pair(first, bit_of(str_part(word, length, word.len))));
    unsigned characters = 0;
    for (size_t at = 0; at < word.len && characters < WORD_SET_STRIDE; characters++) {
        set_bit(set->filters->near, bit_of(str_part(word, at, word.len)));
        at += character_length(word.ptr[at]);
    }
    if (set->stride == 0 || characters < set->stride)
        set->stride = characters;
}

static struct word_set_entry *slot(struct word_set_entry *entries, unsigned room, struct str word,
                                   unsigned hash)
{
    unsigned at = hash & (room - 1);
    while (entries[at].value && (entries[at].hash != hash || !is_same(entries[at].word, word)))
        at = (at + 1) & (room - 1);
    return &entries[at];
}

bool word_set_add(struct word_set *set, struct arena *a, struct str word, const void *value)
{
    if (word.len == 0 || word.len > WORD_SET_LENGTH_LIMIT)
        return false;
    if (!set->filters)
        set->filters = ARENA_NEW(a, struct word_set_filters);
    if ((set->count + 1) * 2 > set->room) {
        unsigned room = set->room ? set->room * 2 : 16;
        struct word_set_entry *entries = ARENA_ARRAY(a, struct word_set_entry, room);
        for (unsigned i = 0; i < set->room; i++) {
            struct word_set_entry *old = &set->entries[i];
            if (old->value)
                *slot(entries, room, old->word, old->hash) = *old;
        }
        set->entries = entries;
        set->room = room;
    }
    unsigned hash = hash_of(word);
    struct word_set_entry *entry = slot(set->entries, set->room, word, hash);
    set->count += entry->value == NULL;
    *entry = (struct word_set_entry){word, value, hash};
    set->lengths |= (uint64_t)1 << word.len;
    set->filters->lengths_by_first[bit_of(word) % WORD_SET_FIRSTS] |= (uint64_t)1 << word.len;
    set->filters->lengths_by_last[lower(word.ptr[word.len - 1]) % WORD_SET_LASTS] |= (uint64_t)1
                                                                                     << word.len;
    note_beginning(set, word);
    return true;
}

const void *word_set_get(const struct word_set *set, struct str word)
{
    return set->room ? slot(set->entries, set->room, word, hash_of(word))->value : NULL;
}

/* Whether a word of ASCII at these bytes is cut out of a longer one. */
static bool is_cut(struct str text, size_t start, size_t end)
{
    return (start > 0 && is_letter_or_digit(text.ptr[start]) &&
            is_letter_or_digit(text.ptr[start - 1])) ||
           (end < text.len && is_letter_or_digit(text.ptr[end]) &&
            is_letter_or_digit(text.ptr[end - 1]));
}

/* How long the words are that may begin with the first character of `text`: bit n for n bytes. */
static inline uint64_t lengths_at(const struct word_set *set, struct str text)
{
    return set->filters->lengths_by_first[bit_of(text) % WORD_SET_FIRSTS];
}

/* Whether a character of the text ends before byte `end`. */
static inline bool ends_character(struct str text, size_t end)
{
    return end == text.len || ((unsigned char)text.ptr[end] & 0xC0) != 0x80;
}

/* Of the bits for lengths, those up to `most`. */
static inline uint64_t lengths_up_to(uint64_t lengths, size_t most)
{
    return most >= WORD_SET_LENGTH_LIMIT ? lengths : lengths & (((uint64_t)2 << most) - 1);
}

/* The longest word that begins at byte `start`. */
static struct word_found find_at(const struct word_set *set, struct str text, size_t start)
{
    struct word_found found = {.word = {0}};
    uint64_t lengths =
        lengths_up_to(lengths_at(set, str_part(text, start, text.len)), text.len - start);
    for (; lengths; lengths &= lengths - 1) {
        size_t length = (size_t)__builtin_ctzll(lengths);
        struct str word = str_part(text, start, start + length);
        if (!ends_character(text, start + length))
            continue;
        const struct word_set_entry *entry = slot(set->entries, set->room, word, hash_of(word));
        if (entry->value && !is_cut(text, start, start + length))
            found = (struct word_found){entry->word, entry->value, start, start + length};
    }
    return found;
}

/*
 * Past characters of three bytes at which no word begins: the last one of a stride tells it of all. It
 * is the third, second or first of a word that begins at one of them.
 */
static size_t skip_strides(const struct word_set *set, struct str text, size_t at)
{
    /* The first bytes of so many characters: they are E0 to EF. */
    static const char masks[][8] = {
        {0}, {'\xF0'}, {'\xF0', 0, 0, '\xF0'}, {'\xF0', 0, 0, '\xF0', 0, 0, '\xF0'}};
    static const char leads[][8] = {
        {0}, {'\xE0'}, {'\xE0', 0, 0, '\xE0'}, {'\xE0', 0, 0, '\xE0', 0, 0, '\xE0'}};
    const uint64_t mask = str_eight(masks[set->stride]), lead = str_eight(leads[set->stride]);
    const size_t size = 3 * (size_t)set->stride;
    const unsigned char *here = (const unsigned char *)text.ptr + at;
    const unsigned char *end = (const unsigned char *)text.ptr + text.len;
    /* Eight bytes are read, and as many as a stride has. */
    for (; end - here >= 3 * WORD_SET_STRIDE; here += size) {
        uint64_t bytes = str_eight((const char *)here);
        const unsigned char *last = here + size - 2;
        if ((bytes & mask) != lead || (set->filters->near[last[0] & 0x0F] >> (last[1] & 0x3F) & 1))
            break;
    }
    return (size_t)(here - (const unsigned char *)text.ptr);
}

/* The next place from `at` on where a word may begin, or the end of the text. */
static size_t next_beginning(const struct word_set *set, struct str text, size_t at)
{
    const size_t shortest = (size_t)__builtin_ctzll(set->lengths);
    const size_t end = text.len < shortest ? 0 : text.len - shortest + 1;
    while (at < end && (at = skip_strides(set, text, at)) < end) {
        /* Of the stride that was not passed each character by itself. */
        for (unsigned i = 0; i < set->stride && at < end; i++) {
            struct str rest = str_part(text, at, text.len);
            unsigned bit = bit_of(rest);
            if (is_set(set->filters->firsts, bit) && may_begin(set, rest, bit))
                return at;
            at += character_length(text.ptr[at]);
        }
    }
    return text.len;
}

struct word_found word_set_find(const struct word_set *set, struct str text, size_t from)
{
    struct word_found found = {.word = {0}};
    for (size_t at = from; set->room && (at = next_beginning(set, text, at)) < text.len;) {
        found = find_at(set, text, at);
        if (found.word.len)
            break;
        at += character_length(text.ptr[at]);
    }
    return found;
}

struct word_found word_set_find_last(const struct word_set *set, struct str text)
{
    struct word_found found = {.word = {0}};
    if (text.len == 0 || set->count == 0)
        return found;
    uint64_t lengths = lengths_up_to(
        set->filters->lengths_by_last[lower(text.ptr[text.len - 1]) % WORD_SET_LASTS], text.len);
    for (; lengths; lengths &= lengths - 1) {
        size_t start = text.len - (size_t)__builtin_ctzll(lengths);
        struct str word = str_part(text, start, text.len);
        const struct word_set_entry *entry = slot(set->entries, set->room, word, hash_of(word));
        if (entry->value && !is_cut(text, start, text.len))
            found = (struct word_found){entry->word, entry->value, start, text.len};
    }
    return found;
}
