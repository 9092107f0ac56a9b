/* decimal.c - exact numbers: decimals as they are written, and quotients of whole numbers. */
#include "base/decimal.h"

#include <assert.h>

enum { PLACES_SUPPORTED = 38 };

static const int128 INT128_LARGEST = (int128)(~(uint128)0 >> 1);

/* An unsigned number of 256 bits: what two of 128 make when multiplied. */
struct wide {
    uint128 high, low;
};

const uint64_t decimal_powers[DECIMAL_POWERS] = {
    1u,
    10u,
    100u,
    1000u,
    10000u,
    100000u,
    1000000u,
    10000000u,
    100000000u,
    1000000000u,
    10000000000u,
    100000000000u,
    1000000000000u,
    10000000000000u,
    100000000000000u,
    1000000000000000u,
    10000000000000000u,
    100000000000000000u,
    1000000000000000000u,
    10000000000000000000u,
};

static uint128 power_of_ten(unsigned exponent)
{
    enum { HIGHEST = DECIMAL_POWERS - 1 };
    assert(exponent <= PLACES_SUPPORTED);
    return exponent <= HIGHEST
               ? decimal_powers[exponent]
               : (uint128)decimal_powers[HIGHEST] * decimal_powers[exponent - HIGHEST];
}

static uint128 magnitude(int128 value)
{
    return value < 0 ? 0 - (uint128)value : (uint128)value;
}

/* The most negative int128 has no positive twin, so it counts as too large. */
static bool join_sign(bool negative, uint128 value, int128 *result)
{
    if (value > (uint128)INT128_LARGEST)
        return false;
    *result = negative ? -(int128)value : (int128)value;
    return true;
}

static bool is_small(int128 positive)
{
    return (uint128)positive >> 64 == 0;
}

static uint64_t divisor_of_small(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The greatest common divisor. */
static uint128 divisor(uint128 a, uint128 b)
{
    while ((a | b) >> 64) {
        if (b == 0)
            return a;
        uint128 rest = a % b;
        a = b;
        b = rest;
    }
    return divisor_of_small((uint64_t)a, (uint64_t)b);
}

static struct wide wide_multiply(uint128 a, uint128 b)
{
    uint128 product;
    if (!__builtin_mul_overflow(a, b, &product))
        return (struct wide){0, product};
    uint64_t a_low = (uint64_t)a, b_low = (uint64_t)b;
    uint128 a_high = a >> 64, b_high = b >> 64;
    uint128 low = (uint128)a_low * b_low;
    uint128 middle = a_high * b_low + (low >> 64);
    uint128 other = b_high * a_low + (uint64_t)middle;
    return (struct wide){a_high * b_high + (middle >> 64) + (other >> 64),
                         other << 64 | (uint64_t)low};
}

static struct wide wide_add(struct wide a, struct wide b)
{
    uint128 low = a.low + b.low;
    return (struct wide){a.high + b.high + (low < a.low), low};
}

static struct wide wide_subtract(struct wide a, struct wide b)
{
    return (struct wide){a.high - b.high - (a.low < b.low), a.low - b.low};
}

static int wide_compare(struct wide a, struct wide b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return (a.low > b.low) - (a.low < b.low);
}

/* Makes `*value` the quotient and returns the rest; `by` is below 2^127, so no shift loses a bit. */
static uint128 wide_divide(struct wide *value, uint128 by)
{
    if (value->high == 0) {
        uint128 quotient = value->low / by, rest = value->low - quotient * by;
        value->low = quotient;
        return rest;
    }
    uint128 rest = value->high % by, quotient = 0;
    for (int bit = 127; bit >= 0; bit--) {
        rest = rest << 1 | (value->low >> bit & 1);
        quotient <<= 1;
        if (rest >= by) {
            rest -= by;
            quotient |= 1;
        }
    }
    *value = (struct wide){value->high / by, quotient};
    return rest;
}

enum decimal_fault decimal_parse(struct str text, struct decimal *result)
{
    uint128 coefficient = 0;
    unsigned significant = 0, places = 0;
    bool has_point = false, after_digit = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            after_digit = true;
            /* Beyond the limits the counts stand still: the text may be longer than they can count. */
            if (has_point && places <= DECIMAL_PLACE_LIMIT)
                places++;
            if ((significant == 0 && c == '0') || significant > DECIMAL_DIGIT_LIMIT)
                continue;
            coefficient = coefficient * 10 + (unsigned)(c - '0');
            significant++;
        } else if (after_digit && (c == '_' || (c == '.' && !has_point))) {
            after_digit = false;
            has_point |= c == '.';
        } else {
            return DECIMAL_MALFORMED;
        }
    }
    if (!after_digit)
        return DECIMAL_MALFORMED;
    if (significant > DECIMAL_DIGIT_LIMIT)
        return DECIMAL_TOO_LONG;
    if (places > DECIMAL_PLACE_LIMIT)
        return DECIMAL_TOO_MANY_PLACES;
    *result = (struct decimal){(int128)coefficient, places};
    return DECIMAL_OK;
}

/* Writes the digits of `value`, at least `count`, so that they end before `end`; where they begin. */
static char *digits_before(char *end, uint128 value, unsigned count)
{
    char *start = end;
    for (; value >> 64; value /= 10)
        *--start = (char)('0' + (int)(value % 10));
    for (uint64_t rest = (uint64_t)value; rest; rest /= 10)
        *--start = (char)('0' + (int)(rest % 10));
    while (end - start < (ptrdiff_t)count)
        *--start = '0';
    return start;
}

/* Completes a number whose text lies at the end of the buffer: its sign, and to the front with it. */
static struct str text_finish(char buffer[DECIMAL_TEXT_SIZE], char *start, bool negative)
{
    if (negative)
        *--start = '-';
    size_t length = (size_t)(buffer + DECIMAL_TEXT_SIZE - 1 - start);
    memmove(buffer, start, length);
    buffer[length] = '\0';
    return (struct str){buffer, length};
}

struct str decimal_print(struct decimal value, char buffer[DECIMAL_TEXT_SIZE])
{
    uint128 unit = power_of_ten(value.places), size = magnitude(value.coefficient);
    char *start = buffer + DECIMAL_TEXT_SIZE - 1;
    if (value.places) {
        start = digits_before(start, size % unit, value.places);
        *--start = '.';
    }
    start = digits_before(start, size / unit, 1);
    return text_finish(buffer, start, value.coefficient < 0);
}

struct rational rational_of_long(struct decimal value)
{
    return (struct rational){value.coefficient, (int128)power_of_ten(value.places)};
}

struct rational rational_reduce(struct rational a)
{
    int128 common = (int128)divisor(magnitude(a.numerator), (uint128)a.denominator);
    if (common == 1)
        return a;
    return (struct rational){a.numerator / common, a.denominator / common};
}

/* Without reducing anything; false if that needs more than 128 bits. */
static bool add_quickly(struct rational a, struct rational b, struct rational *result)
{
    int128 left = a.numerator, right = b.numerator, below = a.denominator, sum;
    if (a.denominator != b.denominator) {
        if (!is_small(a.denominator) || !is_small(b.denominator))
            return false;
        uint64_t p = (uint64_t)a.denominator, q = (uint64_t)b.denominator;
        int128 scale_left = 1, scale_right = 1;
        if (p % q == 0) {
            scale_right = p / q;
        } else if (q % p == 0) {
            scale_left = q / p;
        } else {
            uint64_t common = divisor_of_small(p, q);
            scale_left = q / common;
            scale_right = p / common;
        }
        if (__builtin_mul_overflow(left, scale_left, &left) ||
            __builtin_mul_overflow(right, scale_right, &right) ||
            __builtin_mul_overflow(below, scale_left, &below))
            return false;
    }
    if (__builtin_add_overflow(left, right, &sum) || sum < -INT128_LARGEST)
        return false;
    *result = (struct rational){sum, below};
    return true;
}

/*
 * In lowest terms, through 256 bits: false only if the sum itself does not fit. With the common
 * divisor g of the denominators, what can be cancelled from the sum divides g (Knuth, volume 2,
 * 4.5.1), so nothing wider than the numerator is ever divided.
 */
static bool add_exactly(struct rational a, struct rational b, struct rational *result)
{
    a = rational_reduce(a);
    b = rational_reduce(b);
    uint128 common = divisor((uint128)a.denominator, (uint128)b.denominator);
    uint128 a_share = (uint128)a.denominator / common;
    struct wide left = wide_multiply(magnitude(a.numerator), (uint128)b.denominator / common);
    struct wide right = wide_multiply(magnitude(b.numerator), a_share);
    bool negative = a.numerator < 0;
    struct wide sum;
    if (negative == (b.numerator < 0)) {
        sum = wide_add(left, right);
    } else if (wide_compare(left, right) >= 0) {
        sum = wide_subtract(left, right);
    } else {
        sum = wide_subtract(right, left);
        negative = !negative;
    }
    struct wide quotient = sum;
    uint128 cancelled = divisor(wide_divide(&quotient, common), common);
    wide_divide(&sum, cancelled);
    int128 above, below;
    if (sum.high || !join_sign(negative, sum.low, &above) ||
        __builtin_mul_overflow(a_share, (uint128)b.denominator / cancelled, &below))
        return false;
    *result = (struct rational){above, below};
    return true;
}

bool rational_add(struct rational a, struct rational b, struct rational *result)
{
    return add_quickly(a, b, result) || add_exactly(a, b, result);
}

bool rational_subtract(struct rational a, struct rational b, struct rational *result)
{
    return rational_add(a, rational_negate(b), result);
}

static bool multiply_quickly(struct rational a, struct rational b, struct rational *result)
{
    int128 above, below;
    if (__builtin_mul_overflow(a.numerator, b.numerator, &above) || above < -INT128_LARGEST ||
        __builtin_mul_overflow(a.denominator, b.denominator, &below))
        return false;
    *result = (struct rational){above, below};
    return true;
}

bool rational_multiply_long(struct rational a, struct rational b, struct rational *result)
{
    if (multiply_quickly(a, b, result))
        return true;
    /* Factors in lowest terms whose crossing terms share nothing make a product in lowest terms. */
    a = rational_reduce(a);
    b = rational_reduce(b);
    struct rational falling = rational_reduce((struct rational){a.numerator, b.denominator});
    struct rational rising = rational_reduce((struct rational){b.numerator, a.denominator});
    return multiply_quickly(falling, rising, result);
}

bool rational_divide_long(struct rational a, struct rational b, struct rational *result)
{
    if (b.numerator == 0)
        return false;
    struct rational inverse = {b.denominator, b.numerator};
    if (b.numerator < 0)
        inverse = (struct rational){-b.denominator, -b.numerator};
    return rational_multiply(a, inverse, result);
}

int rational_compare_long(struct rational a, struct rational b)
{
    int128 left = a.numerator, right = b.numerator;
    if (a.denominator == b.denominator ||
        (!__builtin_mul_overflow(a.numerator, b.denominator, &left) &&
         !__builtin_mul_overflow(b.numerator, a.denominator, &right)))
        return (left > right) - (left < right);
    bool negative = a.numerator < 0;
    if (negative != (b.numerator < 0))
        return negative ? -1 : 1;
    int order = wide_compare(wide_multiply(magnitude(a.numerator), (uint128)b.denominator),
                             wide_multiply(magnitude(b.numerator), (uint128)a.denominator));
    return negative ? -order : order;
}

/* The size of `a` in units of its last place, whole, and the rest of the division. */
static bool count_units(struct rational a, unsigned places, uint128 *units, uint128 *rest)
{
    struct wide scaled = wide_multiply(magnitude(a.numerator), power_of_ten(places));
    *rest = wide_divide(&scaled, (uint128)a.denominator);
    *units = scaled.low;
    return scaled.high == 0 && scaled.low <= (uint128)INT128_LARGEST;
}

bool rational_is_decimal(struct rational a, unsigned places, struct decimal *result)
{
    uint128 units, rest;
    int128 coefficient;
    if (!count_units(a, places, &units, &rest) || rest != 0 ||
        !join_sign(a.numerator < 0, units, &coefficient))
        return false;
    *result = (struct decimal){coefficient, places};
    return true;
}

bool rational_is_decimal_within(struct rational a, unsigned least, unsigned most,
                                struct decimal *result)
{
    while (least <= most && !rational_is_decimal(a, least, result))
        least++;
    return least <= most;
}

bool rational_round(struct rational a, unsigned places, struct decimal *result)
{
    uint128 units, rest;
    int128 coefficient;
    if (!count_units(a, places, &units, &rest))
        return false;
    if (rest >= (uint128)a.denominator - rest)
        units++;
    if (!join_sign(a.numerator < 0, units, &coefficient))
        return false;
    *result = (struct decimal){coefficient, places};
    return true;
}

struct str rational_print(struct rational a, unsigned places, char buffer[DECIMAL_TEXT_SIZE])
{
    a = rational_reduce(a);
    uint128 size = magnitude(a.numerator), below = (uint128)a.denominator;
    unsigned most = places > DECIMAL_PLACE_LIMIT ? places : DECIMAL_PLACE_LIMIT;
    char *start = buffer + DECIMAL_TEXT_SIZE - 1;
    if (power_of_ten(most) % below != 0) {
        start = digits_before(start, below, 1);
        *--start = '/';
        start = digits_before(start, size, 1);
        return text_finish(buffer, start, a.numerator < 0);
    }
    while (power_of_ten(places) % below != 0)
        places++;
    /* Whole part and fraction apart, so that no number of places can overflow. */
    if (places) {
        start = digits_before(start, size % below * (power_of_ten(places) / below), places);
        *--start = '.';
    }
    start = digits_before(start, size / below, 1);
    return text_finish(buffer, start, a.numerator < 0);
}
