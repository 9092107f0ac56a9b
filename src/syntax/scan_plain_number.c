/* scan_plain_number.c - numbers and dates as they are mostly written, at once. */
#include "syntax/scan.h"

static bool is_ascii_digit(struct str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* Whether what stands at byte `at` may be part of a number or a date, or of a slip in one. */
static bool carries_on(struct str text, size_t at)
{
    char c = at < text.len ? text.ptr[at] : ' ';
    return (c >= '0' && c <= '9') || c == '_' || (c >= ',' && c <= '/') || c == '\xE3' ||
           c == '\xEF' || c == 'O' || c == 'o' || c == 'I' || c == 'l';
}

/* Whether the line or its block is over at byte `at`: no 年 and no `-` makes a year a date. */
static bool ends_line(struct str text, size_t at)
{
    return at < text.len && (text.ptr[at] == '\n' || text.ptr[at] == ';' || text.ptr[at] == '}');
}

static size_t blanks_end(struct str text, size_t at)
{
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    return at;
}

/* 2020-01-31 as it should be written, with nothing behind it that could belong to it. */
size_t scan_plain_date(struct str text, size_t at, struct date *date)
{
    static const char form[] = "0000-00-00";
    enum { LENGTH = sizeof form - 1 };
    int digits[LENGTH];
    if (text.len - at <= LENGTH || text.ptr[at] == '0')
        return 0;
    for (size_t i = 0; i < LENGTH; i++) {
        digits[i] = text.ptr[at + i] - '0';
        if (form[i] == '-' ? text.ptr[at + i] != '-' : !is_ascii_digit(text, at + i))
            return 0;
    }
    *date = (struct date){
        .year = (int16_t)(digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]),
        .month = (int8_t)(digits[5] * 10 + digits[6]),
        .day = (int8_t)(digits[8] * 10 + digits[9]),
    };
    size_t behind = blanks_end(text, at + LENGTH);
    bool is_plain = date->month && date->day && date_is_valid(*date) &&
                    !is_ascii_digit(text, behind) &&
                    (behind >= text.len || (text.ptr[behind] != '-' && text.ptr[behind] != '\xEF'));
    return is_plain ? at + LENGTH : 0;
}

/* An ordinary number, 12 or 166.12, at once; the byte behind it, or 0 if it needs a closer look. */
size_t scan_plain_number(struct str text, size_t at, struct decimal *number)
{
    enum { MOST = 18 /* digits that 64 bits hold */, YEAR = 4 };
    size_t start = at, point = 0;
    int64_t coefficient = 0;
    for (; is_ascii_digit(text, at) && at - start < MOST; at++)
        coefficient = coefficient * 10 + (text.ptr[at] - '0');
    if ((at - start == YEAR && !ends_line(text, at)) || (text.ptr[start] == '0' && at - start > 1))
        return 0;
    if (at < text.len && text.ptr[at] == '.') {
        point = at++;
        for (; is_ascii_digit(text, at) && at - start <= MOST; at++)
            coefficient = coefficient * 10 + (text.ptr[at] - '0');
        if (at == point + 1 || at - point > DECIMAL_PLACE_LIMIT)
            return 0;
    }
    *number = (struct decimal){coefficient, point ? (unsigned)(at - point - 1) : 0};
    return carries_on(text, at) ? 0 : at;
}

int scan_number(struct parse *p, JX_STYPE *value, struct span *place)
{
    struct decimal plain;
    int first = scan_begins_node(p) ? scan_number_first(p, place) : 0;
    if (first)
        return first;
    size_t end = p->invisible_count ? 0 : scan_plain_number(p->text, place->start, &plain);
    if (end) {
        struct decimal *kept = arena_bytes(p->arena, sizeof *kept);
        *kept = plain;
        value->TOK_NUMBER = kept;
        place->end = (uint32_t)end;
        return TOK_NUMBER;
    }
    end = p->invisible_count ? 0 : scan_plain_date(p->text, place->start, &value->TOK_DATE);
    if (end) {
        place->end = (uint32_t)end;
        return TOK_DATE;
    }
    return p->is_ahead ? SCAN_LATER : scan_any_number(p, value, place);
}
