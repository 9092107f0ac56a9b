/*
 * signs.h - the signs outside ASCII that the language knows: signs.def as a function.
 */
#ifndef SYNTAX_SIGNS_H
#define SYNTAX_SIGNS_H

#include "base/str.h"

#include <stdint.h>

/* The ASCII that the code point stands for, "" for a sign that is always a slip, NULL if the code
 * point is no sign: it belongs to a name. */
const char *sign_twin(uint32_t point);

/* Whether the text is nothing but words, numbers and dates with blanks between: no sign stands in it, points
 * and dashes apart. */
bool signs_are_absent(struct str text);

/* 0 to 9 if a digit, ASCII or full-width, starts at byte `at`; else -1. `*length` gets its bytes. */
static inline int sign_digit(struct str text, size_t at, size_t *length)
{
    if (at >= text.len)
        return -1;
    unsigned char first = (unsigned char)text.ptr[at];
    *length = 1;
    if (first >= '0' && first <= '9')
        return first - '0';
    /* U+FF10 to U+FF19 are EF BC 90 to EF BC 99. */
    if (first != 0xEF || at + 3 > text.len || (unsigned char)text.ptr[at + 1] != 0xBC)
        return -1;
    int digit = (unsigned char)text.ptr[at + 2] - 0x90;
    *length = 3;
    return digit >= 0 && digit <= 9 ? digit : -1;
}

#endif
