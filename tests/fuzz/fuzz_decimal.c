/* fuzz_decimal.c - two numbers `a,b`: what arithmetic gives back must be what went in. */
#include "fuzz/check.h"

#include "base/decimal.h"

static bool read(struct str text, struct rational *value)
{
    char buffer[DECIMAL_TEXT_SIZE];
    struct decimal written, again;
    bool negative = text.len && text.ptr[0] == '-';
    if (negative)
        text = str_part(text, 1, text.len);
    if (decimal_parse(text, &written) != DECIMAL_OK)
        return false;
    CHECK(decimal_parse(decimal_print(written, buffer), &again) == DECIMAL_OK);
    CHECK(again.coefficient == written.coefficient && again.places == written.places);
    *value = rational_of(written);
    if (negative)
        *value = rational_negate(*value);
    return true;
}

static void check_one(struct rational a)
{
    char buffer[DECIMAL_TEXT_SIZE];
    struct decimal rounded, exact;
    struct str text = rational_print(a, 2, buffer);
    CHECK(text.len > 0 && text.len < DECIMAL_TEXT_SIZE && a.denominator > 0);
    CHECK(rational_compare(rational_reduce(a), a) == 0);
    for (unsigned places = 0; places <= DECIMAL_PLACE_LIMIT; places++) {
        if (!rational_round(a, places, &rounded))
            continue;
        CHECK(rational_is_decimal(rational_of(rounded), places, &exact));
        CHECK(exact.coefficient == rounded.coefficient);
        if (rational_is_decimal(a, places, &exact))
            CHECK(rational_compare(rational_of(rounded), a) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    const char *comma = size ? memchr(data, ',', size) : NULL;
    struct rational a, b, c, d;
    if (!comma || !read(str_part(text, 0, (size_t)(comma - text.ptr)), &a) ||
        !read(str_part(text, (size_t)(comma - text.ptr) + 1, size), &b))
        return 0;
    CHECK(rational_compare(a, b) == -rational_compare(b, a));
    check_one(a);
    if (rational_add(a, b, &c) && rational_subtract(c, b, &d))
        CHECK(rational_compare(d, a) == 0);
    if (rational_multiply(a, b, &c) && !rational_is_zero(b))
        CHECK(rational_divide(c, b, &d) && rational_compare(d, a) == 0);
    if (!rational_is_zero(b) && rational_divide(a, b, &c))
        check_one(c);
    return 0;
}
