/*
 * document_number.h - numbers of documents, 区教〔2019〕12号, in a text.
 *
 * The year stands in the brackets 〔 〕. Input methods offer others first, so [2019], (2019), 【2019】 and the
 * like are known too, if what is in them is a year; the usual ones are put in their place by whoever reports it.
 */
#ifndef SYNTAX_DOCUMENT_NUMBER_H
#define SYNTAX_DOCUMENT_NUMBER_H

#include "base/arena.h"
#include "base/str.h"

/* Where it stands in its text: its first byte, the two brackets, and the byte behind its 号. */
struct document_number {
    size_t start, open, year, close, behind_close, end;
    bool is_usual;   /* the brackets are 〔 and 〕 */
    bool is_in_word; /* (2019)12号楼: a word goes on behind it, and it is none */
};

/* A glance at byte `open`: false for most of what is no opening bracket with a digit behind it. */
static inline bool document_number_may_open(struct str text, size_t open)
{
    unsigned char c = (unsigned char)text.ptr[open];
    size_t length = c == '[' || c == '(' || c == '<' ? 1 : c == 0xE3 || c == 0xEF ? 3 : 0;
    if (!length || open + length >= text.len)
        return false;
    unsigned char digit = (unsigned char)text.ptr[open + length];
    return (digit >= '0' && digit <= '9') || digit == 0xEF;
}

/* Whether byte `open` is the opening bracket of a document's number. */
bool document_number_at(struct str text, size_t open, struct document_number *number);

/* The number with the usual brackets. */
struct str document_number_text(struct arena *a, struct str text,
                                const struct document_number *number);

/* The next number at or behind byte `at` that has other brackets; false if there is none. */
bool document_number_unusual(struct str text, size_t at, struct document_number *number);

#endif
