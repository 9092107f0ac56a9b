/* text_equation.c - sums worked out in prose. */
#include "sema/text_equation.h"

#include "sema/text_characters.h"

enum { UNIT_BYTES = 36 /* of the longest unit between two signs */ };

/* A number in two readings: with 万 and 亿 alone, and with its unit converted. */
struct reading {
    struct rational plain, converted;
};

struct reader {
    struct units *units;
    struct str text;
    size_t at;
    bool fits; /* all numbers so far could be held */
};

static uint32_t point_at(const struct reader *r, size_t at)
{
    return at < r->text.len ? text_next(r->text, &at) : 0;
}

static void skip_blanks(struct reader *r)
{
    for (size_t next = r->at; next < r->text.len; r->at = next) {
        if (!text_is_blank(text_next(r->text, &next)))
            return;
    }
}

/* The sign of calculation or equality that begins at `at`, in ASCII; 0 if none does. */
static char sign_at(const struct reader *r, size_t at, size_t *end)
{
    *end = at;
    if (at >= r->text.len)
        return 0;
    uint32_t point = text_next(r->text, end);
    if (text_is_one_of(point, U"×✕*"))
        return '*';
    if (point == 0xF7 || point == '+' || point == '-' || point == '=')
        return point == 0xF7 ? '/' : (char)point;
    if (text_is_one_of(point, U"−–—"))
        return '-';
    /* 元/人 has a unit behind the stroke, 300/2 a number; 4 x 5 has a letter for the sign. */
    struct reader ahead = *r;
    ahead.at = *end;
    skip_blanks(&ahead);
    bool is_before_number = text_is_digit(point_at(&ahead, ahead.at));
    if (is_before_number && (point == '/' || point == 'x' || point == 'X'))
        return point == '/' ? '/' : '*';
    return 0;
}

/* Behind the brackets that begin at `at`, if no number stands in them: （元/人）, (含报到). */
static size_t brackets_end(const struct reader *r, size_t at)
{
    if (point_at(r, at) != '(')
        return at;
    for (size_t next = at; next < r->text.len && next - at <= UNIT_BYTES;) {
        uint32_t point = text_next(r->text, &next);
        if (text_is_digit(point))
            return at;
        if (point == ')')
            return next;
    }
    return at;
}

/* How much the number words that a unit begins with multiply. */
static struct rational number_word(struct str unit)
{
    static const struct {
        const char *word;
        int64_t factor;
    } words[] = {{"万亿", 1000000000000}, {"亿", 100000000}, {"千万", 10000000}, {"百万", 1000000},
                 {"十万", 100000},        {"万", 10000},     {"千元", 1000}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_starts_with(unit, str_of(words[i].word)))
            return rational_whole(words[i].factor);
    }
    return rational_whole(1);
}

/* What one of the unit is in base units: 万元/人·天 by its parts. Unknown words count for one. */
static bool convert(struct reader *r, struct str unit, struct rational *factor)
{
    *factor = rational_whole(1);
    bool is_below = false, fits = true;
    for (size_t start = 0; start < unit.len && fits;) {
        size_t end = start, next = start;
        uint32_t point = 0;
        while (end < unit.len) {
            point = text_next(unit, &next);
            if (text_is_one_of(point, U"/·()") || text_is_blank(point))
                break;
            end = next;
        }
        struct str word = str_part(unit, start, end);
        const struct measure *measure = word.len ? units_find(r->units, word) : NULL;
        struct rational one = measure ? measure->factor : number_word(word);
        fits = is_below ? rational_divide(*factor, one, factor)
                        : rational_multiply(*factor, one, factor);
        is_below |= point == '/';
        start = next > end ? next : end;
    }
    return fits;
}

/* A number with its unit at r->at, which is moved behind them; false if none stands there. */
static bool read_number(struct reader *r, struct reading *reading, struct decimal *written,
                        struct reading *unit_scale)
{
    char digits[DECIMAL_DIGIT_LIMIT + DECIMAL_PLACE_LIMIT + 2];
    size_t count = 0, next = r->at;
    skip_blanks(r);
    for (next = r->at; next < r->text.len; r->at = next) {
        uint32_t point = text_next(r->text, &next);
        bool is_point = point == '.' && count > 0 && text_is_digit(point_at(r, next));
        bool is_comma = r->text.ptr[r->at] == ',' && count > 0 && text_is_digit(point_at(r, next));
        if (!text_is_digit(point) && !is_point && !is_comma)
            break;
        if (!is_comma && count < sizeof digits)
            digits[count++] = (char)point;
    }
    if (count == 0 || decimal_parse((struct str){digits, count}, written) != DECIMAL_OK)
        return false;
    skip_blanks(r);
    size_t start = r->at, end = start, sign_end;
    while (end < r->text.len && end - start < UNIT_BYTES && !sign_at(r, end, &sign_end)) {
        next = end;
        uint32_t point = text_next(r->text, &next);
        if (text_is_digit(point) || text_is_clause_end(point) || point == '.' || point == '(' ||
            point == ')')
            break;
        end = next;
    }
    struct str unit = str_part(r->text, start, end);
    r->at = brackets_end(r, end);
    skip_blanks(r);
    unit_scale->plain = number_word(unit);
    if (str_starts_with(unit, STR("%")))
        unit_scale->plain = (struct rational){1, 100};
    r->fits = r->fits && convert(r, unit, &unit_scale->converted);
    if (str_starts_with(unit, STR("%")))
        unit_scale->converted = unit_scale->plain;
    r->fits = r->fits &&
              rational_multiply(rational_of(*written), unit_scale->plain, &reading->plain) &&
              rational_multiply(rational_of(*written), unit_scale->converted, &reading->converted);
    return true;
}

static bool apply(char sign, struct rational *left, struct rational right)
{
    if (sign == '*')
        return rational_multiply(*left, right, left);
    if (sign == '/')
        return !rational_is_zero(right) && rational_divide(*left, right, left);
    return rational_add(*left, right, left);
}

/* Whether `value` is `result`, to half a unit of the last place that the result is written with. */
static bool is_result(struct rational value, struct rational result, unsigned places,
                      struct rational scale)
{
    struct decimal half = {5, places + 1};
    struct rational room, difference;
    if (!rational_multiply(rational_of(half), scale, &room) ||
        !rational_subtract(value, result, &difference))
        return true;
    if (difference.numerator < 0)
        difference = rational_negate(difference);
    return rational_compare(difference, room) <= 0;
}

/* A sum of products, as it is read. */
struct sum {
    struct reading total, product;
    unsigned signs;
    bool is_judged;
};

static void take(struct reader *r, struct sum *sum, char sign, const struct reading *number)
{
    sum->signs++;
    sum->is_judged &= sign != '-';
    if (sign == '*' || sign == '/') {
        r->fits = r->fits && apply(sign, &sum->product.plain, number->plain) &&
                  apply(sign, &sum->product.converted, number->converted);
        return;
    }
    r->fits = r->fits && apply('+', &sum->total.plain, sum->product.plain) &&
              apply('+', &sum->total.converted, sum->product.converted);
    sum->product = *number;
}

/* Reads on from the number at r->at; true if that is a sum, and it is wrong. */
static bool is_wrong_sum(struct reader *r, bool is_judged)
{
    struct reading number, scale;
    struct decimal written;
    size_t end;
    char sign;
    struct sum sum = {.signs = 0, .is_judged = is_judged};
    sum.total.plain = sum.total.converted = rational_whole(0);
    if (!read_number(r, &sum.product, &written, &scale))
        return false;
    while ((sign = sign_at(r, r->at, &end)) != 0 && sign != '=') {
        r->at = end;
        if (!read_number(r, &number, &written, &scale))
            return false;
        take(r, &sum, sign, &number);
    }
    if (sign != '=' || sum.signs == 0)
        return false;
    take(r, &sum, '+', &sum.product); /* closes the last product */
    size_t before_result = r->at;
    r->at = end;
    if (!read_number(r, &number, &written, &scale)) {
        r->at = before_result;
        return false;
    }
    bool is_chained = sign_at(r, r->at, &end) != 0 || point_at(r, r->at) == ')';
    return r->fits && sum.is_judged && !is_chained &&
           !is_result(sum.total.plain, number.plain, written.places, scale.plain) &&
           !is_result(sum.total.converted, number.converted, written.places, scale.converted);
}

bool text_may_equate(struct str text)
{
    if (text.len == 0 || memchr(text.ptr, '=', text.len))
        return text.len > 0;
    /* The full-width one is EF BC 9D; many an ideograph has the last byte, hardly any the last two. */
    const char *end = text.ptr + text.len, *at = text.ptr;
    while ((at = memchr(at, 0x9D, (size_t)(end - at))) != NULL) {
        if (at > text.ptr && (unsigned char)at[-1] == 0xBC)
            return true;
        at++;
    }
    return false;
}

struct text_place text_miscalculated(struct units *units, struct str text)
{
    if (!text_may_equate(text))
        return (struct text_place){0, 0};
    struct reader r = {units, text, 0, true};
    uint32_t before = 0; /* the character before, blanks apart */
    while (r.at < text.len) {
        size_t start = r.at, next = start;
        uint32_t point = text_next(text, &next);
        if (!text_is_digit(point)) {
            if (!text_is_blank(point))
                before = point;
            r.at = next;
            continue;
        }
        bool is_judged = !text_is_one_of(before, U"×✕*÷/+-−().") && !text_is_letter(before);
        r.fits = true;
        if (is_wrong_sum(&r, is_judged))
            return (struct text_place){start, r.at};
        before = 0;
        if (sign_at(&r, r.at, &next))
            before = '*'; /* what follows a sign is no sum of its own */
    }
    return (struct text_place){0, 0};
}
