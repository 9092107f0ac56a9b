/*
 * decimal.h - exact numbers: decimals as they are written, and quotients of whole numbers.
 *
 * A decimal is what stands in a spec: `80.00` is the coefficient 8000 with 2 places, and the places
 * are kept because they say how precisely the author wrote. A rational is what is computed: nothing
 * is ever rounded unless a function here is called round. No floating point takes part anywhere.
 *
 * The one rule for callers: a result may not fit. Functions that compute return false then and leave
 * `*result` alone; the caller reports it (a number has at most 38 digits). A result fits if and only
 * if it does so in lowest terms: numerator and denominator from -(2^127 - 1) to 2^127 - 1. Rationals
 * are kept unreduced while they are small, so compare them with rational_compare, never field by field.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef __int128 int128; /* no standard name exists for it */
__extension__ typedef unsigned __int128 uint128;

enum {
    DECIMAL_DIGIT_LIMIT = 30, /* significant digits of a number as written */
    DECIMAL_PLACE_LIMIT = 10, /* digits behind its point */
    DECIMAL_TEXT_SIZE = 96,   /* room that holds any decimal or rational as text, with a NUL */
};

/* coefficient / 10^places; nowhere in this file are more than 38 places allowed. */
struct decimal {
    int128 coefficient;
    unsigned places;
};

/* numerator / denominator; the denominator is positive. {0} is not a number: use rational_whole(0). */
struct rational {
    int128 numerator, denominator;
};

enum decimal_fault { DECIMAL_OK, DECIMAL_TOO_LONG, DECIMAL_TOO_MANY_PLACES, DECIMAL_MALFORMED };

/*
 * Reads ASCII digits with at most one point, digits on both sides of it, and `_` between digits;
 * no sign. Leading zeros do not count as significant digits.
 */
enum decimal_fault decimal_parse(struct str text, struct decimal *result);

/*
 * Writes the decimal with exactly its places ("80.00", "-0.5") and returns the text, which lies in
 * `buffer`, NUL-terminated.
 */
struct str decimal_print(struct decimal value, char buffer[DECIMAL_TEXT_SIZE]);

static inline struct rational rational_whole(int64_t value)
{
    return (struct rational){value, 1};
}

/* Powers of ten, and what rational_of calls for a higher one. */
enum { DECIMAL_POWERS = 20 };
extern const uint64_t decimal_powers[DECIMAL_POWERS];
struct rational rational_of_long(struct decimal value);

/* The exact value of a decimal. */
static inline struct rational rational_of(struct decimal value)
{
    if (value.places >= DECIMAL_POWERS)
        return rational_of_long(value);
    return (struct rational){value.coefficient, (int128)decimal_powers[value.places]};
}

/* Whether numerator and denominator fit in 64 bits: then no product of two such needs more than 128. */
static inline bool rational_is_short(struct rational a)
{
    return (int64_t)a.numerator == a.numerator && (int64_t)a.denominator == a.denominator;
}

/* What rational_multiply calls for longer ones. */
bool rational_multiply_long(struct rational a, struct rational b, struct rational *result);

/* Exact; false if the result does not fit. */
bool rational_add(struct rational a, struct rational b, struct rational *result);
bool rational_subtract(struct rational a, struct rational b, struct rational *result);
static inline bool rational_multiply(struct rational a, struct rational b, struct rational *result)
{
    if (!rational_is_short(a) || !rational_is_short(b))
        return rational_multiply_long(a, b, result);
    *result = (struct rational){(int128)(int64_t)a.numerator * (int64_t)b.numerator,
                                (int128)(int64_t)a.denominator * (int64_t)b.denominator};
    return true;
}

/* What rational_divide calls for longer ones and by what is not positive. */
bool rational_divide_long(struct rational a, struct rational b, struct rational *result);

/* False too if `b` is zero: the caller tests that first, to say which it was. */
static inline bool rational_divide(struct rational a, struct rational b, struct rational *result)
{
    if (b.numerator <= 0 || !rational_is_short(a) || !rational_is_short(b))
        return rational_divide_long(a, b, result);
    *result = (struct rational){(int128)(int64_t)a.numerator * (int64_t)b.denominator,
                                (int128)(int64_t)a.denominator * (int64_t)b.numerator};
    return true;
}

static inline struct rational rational_negate(struct rational a)
{
    return (struct rational){-a.numerator, a.denominator};
}

static inline bool rational_is_zero(struct rational a)
{
    return a.numerator == 0;
}

/* What rational_compare calls for longer ones. */
int rational_compare_long(struct rational a, struct rational b);

/* -1, 0 or 1, exactly, for any two rationals: it never overflows. */
static inline int rational_compare(struct rational a, struct rational b)
{
    if (!rational_is_short(a) || !rational_is_short(b))
        return rational_compare_long(a, b);
    int128 left = (int128)(int64_t)a.numerator * (int64_t)b.denominator;
    int128 right = (int128)(int64_t)b.numerator * (int64_t)a.denominator;
    return (left > right) - (left < right);
}

/* Lowest terms. */
struct rational rational_reduce(struct rational a);

/* Whether the value is a decimal with at most `places` places; if so `*result` is it, with exactly
 * `places` (false too if the coefficient would not fit). */
bool rational_is_decimal(struct rational a, unsigned places, struct decimal *result);

/* The same with the fewest places from `least` to `most` that will do. */
bool rational_is_decimal_within(struct rational a, unsigned least, unsigned most,
                                struct decimal *result);

/* The nearest decimal with `places` places, halves away from zero (四舍五入). False: does not fit. */
bool rational_round(struct rational a, unsigned places, struct decimal *result);

/*
 * The value as text for a person: exactly, with at least `places` places and as many more as it
 * needs up to 10; a value that is no such decimal is written as a fraction "2000/3".
 */
struct str rational_print(struct rational a, unsigned places, char buffer[DECIMAL_TEXT_SIZE]);

#endif
