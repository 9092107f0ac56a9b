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

/* 0 to 9 if a digit, ASCII or full-width, starts at byte `at`; else -1. `*length` gets its bytes. */
int sign_digit(struct str text, size_t at, size_t *length);

#endif
