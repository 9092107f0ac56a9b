/* scan_plain_number.c - numbers and dates as they are mostly written, at once. */
#include "syntax/scan.h"

static inline bool is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether what stands at `at` may be part of a number or a date, or of a slip in one. */
static inline bool carries_on(const char *at)
{
    char c = *at;
    if ((unsigned char)c < ',') /* a blank, a line end, % */
        return false;
    if (c == '\xEF') /* from ， to ９ */
        return at[1] == '\xBC' && (unsigned char)at[2] >= 0x8C && (unsigned char)at[2] <= 0x99;
    return is_ascii_digit(c) || c == '_' || (c >= ',' && c <= '/') || c == '\xE3' || c == 'O' ||
           c == 'o' || c == 'I' || c == 'l';
}

/* Whether it may be the first group of a mobile telephone number: 138 0000 1111. */
static bool begins_telephone(const char *start, const char *end)
{
    return *start == '1' && end - start == 3 && *end == ' ' && is_ascii_digit(end[1]);
}

/* Whether a year that ends at `at` begins a date: `-` and the like are seen to by carries_on. */
static bool is_year(const char *at)
{
    return memcmp(scan_skip_blanks(at), "年", 3) == 0;
}

/* 2020-01-31 as it should be written, with nothing behind it that could belong to it. */
const char *scan_plain_date(const char *at, struct date *date)
{
    static const char form[] = "0000-00-00";
    enum { LENGTH = sizeof form - 1 };
    int digits[LENGTH];
    if (*at == '0')
        return NULL;
    for (size_t i = 0; i < LENGTH; i++) {
        digits[i] = at[i] - '0';
        if (form[i] == '-' ? at[i] != '-' : !is_ascii_digit(at[i]))
            return NULL;
    }
    *date = (struct date){
        .year = (int16_t)(digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]),
        .month = (int8_t)(digits[5] * 10 + digits[6]),
        .day = (int8_t)(digits[8] * 10 + digits[9]),
    };
    const char *behind = scan_skip_blanks(at + LENGTH);
    bool is_named = memcmp(at + LENGTH, "日", 3) == 0 || memcmp(at + LENGTH, "号", 3) == 0;
    bool is_plain = date->month && date->day && date_is_valid(*date) && !is_ascii_digit(*behind) &&
                    *behind != '-' && *behind != '\xEF' && !is_named;
    return is_plain ? at + LENGTH : NULL;
}

/*
 * Past the digits at `at`, of which no more than `most` are wanted; they go behind those of `*number`. Up
 * to seven are read at once: they are seldom as many as last time, which a loop would have to guess.
 */
static inline const char *skip_digits(const char *at, ptrdiff_t most, int64_t *number)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t digits = str_eight_in_order(at) ^ ones * '0'; /* each is its value now */
    uint64_t others = (digits | (digits + ones * (0x7F - 9))) & ones * 0x80;
    unsigned count = others ? (unsigned)__builtin_ctzll(others) / 8 : 0;
    if (count > 0 && count <= most) {
        digits <<= 64 - 8 * count; /* zeros come before them: the first digit is the lowest byte */
        digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FFu;
        digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFFu;
        digits = (digits * 10000 + (digits >> 32)) & 0xFFFFFFFFu;
        *number = *number * (int64_t)decimal_powers[count] + (int64_t)digits;
        return at + count;
    }
    for (const char *end = at + most; at < end && is_ascii_digit(*at); at++)
        *number = *number * 10 + (*at - '0');
    return at;
}

/* 12 or 166.12. */
const char *scan_plain_number(const char *at, struct decimal *number)
{
    enum { MOST = 18 /* digits that 64 bits hold */, YEAR = 4 };
    const char *start = at, *point = NULL;
    int64_t coefficient = 0;
    at = skip_digits(at, MOST, &coefficient);
    if ((at - start == YEAR && is_year(at)) || (*start == '0' && at - start > 1) ||
        begins_telephone(start, at))
        return NULL;
    if (*at == '.') {
        point = ++at;
        at = skip_digits(at, MOST - (at - start - 1), &coefficient);
        if (at == point || at - point >= DECIMAL_PLACE_LIMIT)
            return NULL;
    }
    *number = (struct decimal){coefficient, point ? (unsigned)(at - point) : 0};
    return carries_on(at) ? NULL : at;
}

int scan_number(struct parse *p, JX_STYPE *value, struct span *place)
{
    struct decimal plain;
    const char *start = p->scanned + place->start, *end;
    int first = scan_begins_node(p) ? scan_number_first(p, place) : 0;
    if (first)
        return first;
    if (p->invisible_count)
        return p->is_ahead ? SCAN_LATER : scan_any_number(p, value, place);
    if ((end = scan_plain_number(start, &plain))) {
        struct decimal *kept = arena_bytes(p->arena, sizeof *kept);
        *kept = plain;
        value->TOK_NUMBER = kept;
        place->end = (uint32_t)(end - p->scanned);
        return TOK_NUMBER;
    }
    if ((end = scan_plain_date(start, &value->TOK_DATE))) {
        place->end = (uint32_t)(end - p->scanned);
        return TOK_DATE;
    }
    return p->is_ahead ? SCAN_LATER : scan_any_number(p, value, place);
}
