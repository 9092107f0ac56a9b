/*
 * word_set.h - a set of words that are looked for in a text, all at once.
 *
 * A word may stand anywhere in a text, since Chinese has no blanks; but one that begins or ends with
 * an ASCII letter or digit begins or ends there as a word of the text, and capitals make no
 * difference: `rate` is found in “Pass Rate” and not in “strategy”. The time goes by the length of
 * the text alone, however many words there are.
 */
#ifndef BASE_WORD_SET_H
#define BASE_WORD_SET_H

#include "base/arena.h"

#include <stdint.h>

enum {
    WORD_SET_LENGTH_LIMIT = 63, /* bytes in a word */
    WORD_SET_BITS = 1024,       /* in each of a set's filters of characters */
    WORD_SET_PAIRS = 4096,      /* in that of pairs */
    WORD_SET_FIRSTS = 64,
    WORD_SET_LASTS = 64,
    WORD_SET_STRIDE = 3,
};

/* Start with zeroes: a set with nothing in it is small. */
struct word_set {
    struct word_set_entry *entries;
    unsigned count, room;             /* room is 0 or a power of two */
    uint64_t lengths;                 /* bit n: there is a word of n bytes */
    struct word_set_filters *filters; /* NULL if there is no word */
    /* Characters that every word has at least, 3 at most. */
    unsigned stride;
};

/* What tells of most places in a text that no word is there. */
struct word_set_filters {
    /* As the lengths of the set, by the last bits of a word's first character, and of its last byte. */
    uint64_t lengths_by_first[WORD_SET_FIRSTS], lengths_by_last[WORD_SET_LASTS];
    /* Bits for the first character of each word; of those of one character; and for the first two
     * of the others. Most places of a text are passed by one or two tests. */
    uint64_t firsts[WORD_SET_BITS / 64], singles[WORD_SET_BITS / 64], pairs[WORD_SET_PAIRS / 64];
    /* Bits for the first characters of each word, as many as the stride: where one of so many in a row
     * has none, no word begins at any of them, as far as they stand before it. */
    uint64_t near[WORD_SET_BITS / 64];
};

struct word_set_entry {
    struct str word;
    const void *value;
    unsigned hash;
};

/* A word that was found: bytes `start` to before `end` of the text. No word: `word` is empty. */
struct word_found {
    struct str word; /* as it stands in the set */
    const void *value;
    size_t start, end;
};

/*
 * Adds a word, which must live as long as the set, with a value that is not NULL. False, and nothing
 * added, if it is empty or too long; if it is there already, the value is replaced.
 */
bool word_set_add(struct word_set *set, struct arena *a, struct str word, const void *value);

/* The value of exactly this word, capitals aside; or NULL. */
const void *word_set_get(const struct word_set *set, struct str word);

/*
 * The first word in `text` at or after byte `from`, where a character must begin; of several that
 * begin there the longest. To find the next, call it again with `from` = its end.
 */
struct word_found word_set_find(const struct word_set *set, struct str text, size_t from);

/* The longest word that the text ends in. */
struct word_found word_set_find_last(const struct word_set *set, struct str text);

#endif
