/*
 * word_marks.h - words with marks, all of which are found in a text at once.
 *
 * Each word has a set of up to 64 marks; a text has those of all words that stand anywhere in it, within
 * longer ones too, an ASCII word cut out of a longer one as well. Capitals make no difference.
 */
#ifndef BASE_WORD_MARKS_H
#define BASE_WORD_MARKS_H

#include "base/arena.h"

#include <stdint.h>

enum {
    WORD_MARKS_CHAINS = 1024,
    WORD_MARKS_LENGTH_LIMIT = 63, /* bytes in a word */
    WORD_MARKS_WINDOW = 9,        /* bytes: where all words are as long, a text is read by leaps */
    WORD_MARKS_BLOCK_BITS = 11,
    WORD_MARKS_BLOCKS = 1 << WORD_MARKS_BLOCK_BITS,
};

/* Start with zeroes. */
struct word_marks {
    struct word_mark *items; /* `count`, from 1 on */
    unsigned count, room;
    /* By their first character, and by their first two: the numbers of the last word of each kind. */
    unsigned short singles[WORD_MARKS_CHAINS], pairs[WORD_MARKS_CHAINS];
    uint64_t firsts[WORD_MARKS_CHAINS / 64]; /* the first characters of all words, hashed */
    bool has_short;                          /* a word is shorter than the window */
    /* By the hash of four bytes: how far into the window they stand in a word at most, and 1. */
    unsigned char blocks[WORD_MARKS_BLOCKS];
};

struct word_mark {
    struct str word;
    uint64_t marks;
    unsigned short next; /* of its chain; 0: none */
    bool has_letters;    /* ASCII ones, which may be written as capitals or not */
};

/* Adds marks to a word, which must live as long. False, and nothing done, if it is empty or too long,
 * or there are too many. */
bool word_marks_add(struct word_marks *set, struct arena *a, struct str word, uint64_t marks);

/* The marks of all words in the text. */
uint64_t word_marks_in(const struct word_marks *set, struct str text);

#endif
