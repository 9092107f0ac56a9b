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

/* Whether the word stands at the beginning of the text. */
static bool begins_with(struct str text, struct str word)
{
    size_t i = word.len <= text.len ? 0 : word.len + 1;
    while (i < word.len && lower(text.ptr[i]) == lower(word.ptr[i]))
        i++;
    return i == word.len;
}

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
    set->firsts[first / 64] |= (uint64_t)1 << (first % 64);
    set->items[++set->count] = (struct word_mark){word, marks, *chain};
    *chain = (unsigned short)set->count;
    return true;
}

/* The marks of those words of a chain that stand at the beginning of the text. */
static uint64_t marks_at(const struct word_marks *set, unsigned chain, struct str text)
{
    uint64_t marks = 0;
    for (unsigned i = chain; i; i = set->items[i].next)
        marks |= begins_with(text, set->items[i].word) ? set->items[i].marks : 0;
    return marks;
}

uint64_t word_marks_in(const struct word_marks *set, struct str text)
{
    uint64_t marks = 0;
    size_t end, behind;
    for (size_t at = 0; at < text.len; at = end) {
        unsigned first = key_at(text, at, &end);
        if (!(set->firsts[first / 64] >> (first % 64) & 1))
            continue;
        struct str rest = str_part(text, at, text.len);
        marks |= marks_at(set, set->singles[first], rest);
        if (end < text.len)
            marks |=
                marks_at(set, set->pairs[key_of_pair(first, key_at(text, end, &behind))], rest);
    }
    return marks;
}
