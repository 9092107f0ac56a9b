/* text_quantity.c - finding numbers with their units in prose. */
#include "sema/text_quantity.h"

#include "sema/text_characters.h"

#include "base/bytes.h"

enum {
    UNIT_CHARACTERS = 8, /* of the longest unit looked for */
    FIRST_YEAR = 1900,
    LAST_YEAR = 2100,
    DAYS_OF_MONTH = 31,
};

struct reader {
    struct arena *arena;
    struct units *units;
    struct str text;
    size_t at;
    uint32_t before; /* the character before `at`, 0 at the beginning */
    struct text_quantity *first, **link;
};

static uint32_t point_at(const struct reader *r, size_t at)
{
    return at < r->text.len ? text_next(r->text, &at) : 0;
}

static void step(struct reader *r)
{
    r->before = text_next(r->text, &r->at);
}

/* Past the blanks at `at`. */
static size_t past_blanks(const struct reader *r, size_t at)
{
    for (size_t next = at; next < r->text.len; at = next)
        if (!text_is_blank(text_next(r->text, &next)))
            break;
    return at;
}

/* Whether three digits stand at `at`, and no fourth. */
static bool is_group(const struct reader *r, size_t at)
{
    unsigned digits = 0;
    while (at < r->text.len && digits < 4 && text_is_digit(text_next(r->text, &at)))
        digits++;
    return digits == 3;
}

/* The number at r->at, which is moved behind it; commas between thousands are passed over. */
static bool read_number(struct reader *r, struct decimal *number)
{
    char digits[DECIMAL_DIGIT_LIMIT + DECIMAL_PLACE_LIMIT + 2];
    size_t count = 0;
    bool has_point = false, fits = true;
    while (r->at < r->text.len) {
        size_t next = r->at;
        uint32_t point = text_next(r->text, &next);
        bool is_point = point == '.' && !has_point && text_is_digit(point_at(r, next));
        /* A full-width comma parts clauses, never thousands. */
        if (r->text.ptr[r->at] == ',' && !has_point && count > 0 && is_group(r, next)) {
            step(r);
            continue;
        }
        if (!text_is_digit(point) && !is_point)
            break;
        has_point |= is_point;
        fits = fits && count < sizeof digits;
        if (fits)
            digits[count++] = (char)point;
        step(r);
    }
    return fits && decimal_parse((struct str){digits, count}, number) == DECIMAL_OK;
}

/* Characters that make another word of the unit before them: 80 周岁, 3 年级, 5 部门. */
static bool is_other_word(struct str unit, uint32_t after)
{
    static const struct {
        const char *unit;
        const uint32_t *after;
    } words[] = {
        {"周", U"岁年边围"}, {"年", U"级代龄底初末前后"},
        {"部", U"门委队分"}, {"班", U"子组长主"},
        {"校", U"区长园"},   {"组", U"织长"},
        {"村", U"民庄委"},   {"家", U"庭长"},
        {"户", U"籍主"},     {"点", U"前后整半至到"},
        {"项", U"目"},       {"分", U"之局"},
        {"版", U"本"},       {"站", U"区"},
        {"条", U"款例"},     {"人", U"民"},
        {"台", U"阶风"},     {"所", U"有属"},
        {"面", U"积"},       {"期", U"间限"},
        {"天", U"然"},       {"头", U"部"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_equal(unit, str_of(words[i].unit)) && text_is_one_of(after, words[i].after))
            return true;
    }
    return false;
}

/* The longest unit spelled at `*at`, which is moved behind it; or NULL. */
static const struct measure *read_unit(struct reader *r, size_t *at)
{
    size_t ends[UNIT_CHARACTERS], count = 0, end = *at;
    uint32_t point = point_at(r, end);
    if (point == '%' || point == 0x2030) {
        text_next(r->text, at);
        return units_find(r->units, point == '%' ? STR("%") : STR("‰"));
    }
    bool letters = text_is_letter(point);
    while (count < UNIT_CHARACTERS && end < r->text.len) {
        point = text_next(r->text, &end);
        if (text_is_blank(point) || text_is_clause_end(point) || text_is_letter(point) != letters)
            break;
        ends[count++] = end;
    }
    /* A word in letters is a unit as a whole or not at all. */
    size_t least = letters ? count - 1 : 0;
    while (count > least) {
        struct str name = str_part(r->text, *at, ends[--count]);
        const struct measure *measure = units_find(r->units, name);
        if (!measure || is_other_word(name, point_at(r, ends[count])))
            continue;
        *at = ends[count];
        return measure;
    }
    return NULL;
}

/* Takes `factor` into the measure, `sign` -1 below the stroke. False: it grew too large. */
static bool combine(struct measure *measure, const struct measure *factor, int sign)
{
    bool fits =
        dimension_combine(&measure->dimension, &factor->dimension, sign, &measure->dimension) &&
        (sign > 0 ? rational_multiply(measure->factor, factor->factor, &measure->factor)
                  : rational_divide(measure->factor, factor->factor, &measure->factor));
    measure->kind = NULL;
    return fits;
}

/* The unit at `*at`, with the units that / and · join to it; or NULL. */
static const struct measure *read_measure(struct reader *r, size_t *at)
{
    size_t start = *at;
    const struct measure *first = read_unit(r, at);
    if (!first)
        return NULL;
    struct measure compound = *first;
    bool is_compound = false, is_below = false;
    while (*at < r->text.len) {
        size_t next = *at;
        uint32_t sign = text_next(r->text, &next);
        if (sign != '/' && sign != 0xB7)
            break;
        is_below = is_below || sign == '/';
        const struct measure *factor = read_unit(r, &next);
        if (!factor || !combine(&compound, factor, is_below ? -1 : 1))
            break;
        is_compound = true;
        *at = next;
    }
    if (!is_compound)
        return first;
    struct str name = str_part(r->text, start, *at);
    compound.name = (struct bilingual){name, name};
    compound.spelling = (struct str){0};
    struct measure *made = ARENA_NEW(r->arena, struct measure);
    *made = compound;
    return made;
}

/* Whether the number with this unit is a date: 2020年, 9月, 15日. */
static bool is_date(struct decimal number, struct str unit)
{
    if (number.places)
        return false;
    if (str_equal(unit, STR("年")) || str_equal(unit, STR("年度")))
        return number.coefficient >= FIRST_YEAR && number.coefficient <= LAST_YEAR;
    return (str_equal(unit, STR("月")) || str_equal(unit, STR("日")) ||
            str_equal(unit, STR("季度"))) &&
           number.coefficient <= DAYS_OF_MONTH;
}

/* What a number in front of which it stands is part of: 第3期, GB-2008, v2, 14:30. */
static bool is_part_of_name(uint32_t before)
{
    return text_is_letter(before) || text_is_one_of(before, U"第-_.:#/十百千万亿");
}

static void read_quantity(struct reader *r)
{
    size_t start = r->at;
    bool is_name = is_part_of_name(r->before);
    struct decimal number;
    if (!read_number(r, &number) || is_name)
        return;
    size_t unit = past_blanks(r, r->at), end = unit;
    struct quantity quantity = {.is_written = true, .written = number};
    quantity.measure = read_measure(r, &end);
    if (!quantity.measure || is_date(number, str_part(r->text, unit, end)) ||
        !rational_multiply(rational_of(number), quantity.measure->factor, &quantity.amount))
        return;
    struct text_quantity *found = ARENA_NEW(r->arena, struct text_quantity);
    *found = (struct text_quantity){.place = {start, end}, .quantity = quantity};
    *r->link = found;
    r->link = &found->next;
    while (r->at < end)
        step(r);
}

/* Past the 《》 or 〔〕 that opens here; past the sign alone if it is never closed. */
static void skip_brackets(struct reader *r, uint32_t closing)
{
    size_t end = r->at;
    while (end < r->text.len)
        if (text_next(r->text, &end) == closing) {
            r->at = end;
            r->before = closing;
            return;
        }
    r->at = r->text.len; /* nothing behind is outside of it */
}

/* Whether a digit may stand in the text: most have none. */
static bool may_hold_digits(struct str text)
{
    bool holds = false;
    for (size_t at = 0; !holds && (at = bytes_skip_ideographs(text, at)) < text.len;)
        holds = text_is_digit(text_next(text, &at));
    return holds;
}

struct text_quantity *text_quantities(struct arena *a, struct units *units, struct str text)
{
    if (!may_hold_digits(text))
        return NULL;
    struct reader r = {.arena = a, .units = units, .text = text};
    r.link = &r.first;
    while (r.at < text.len) {
        uint32_t point = point_at(&r, r.at);
        if (point == 0x300A || point == 0x3014)
            skip_brackets(&r, point + 1);
        else if (text_is_digit(point))
            read_quantity(&r);
        else
            step(&r);
    }
    return r.first;
}

int text_next_year(struct str text, size_t *at)
{
    int number = 0, digits = 0;
    for (;;) {
        size_t next = *at;
        uint32_t point = next < text.len ? text_next(text, &next) : 0;
        if (text_is_digit(point)) {
            number = digits < 4 ? number * 10 + (int)(point - '0') : 0;
            digits++;
        } else if (digits == 4 && number >= FIRST_YEAR && number <= LAST_YEAR) {
            return number;
        } else {
            number = digits = 0;
        }
        if (*at == text.len)
            return 0;
        *at = next;
    }
}

struct str text_before(struct str text, size_t at)
{
    enum { CHARACTERS = 24 };
    bool is_filler = true;
    size_t start = at, end = at;
    for (unsigned i = 0; i < CHARACTERS && start > 0; i++) {
        size_t previous = start;
        uint32_t point = text_previous(text, &previous);
        is_filler = is_filler &&
                    (text_is_blank(point) || text_is_one_of(point, U"为是共合计总约达到了有:=≈"));
        if (!is_filler && text_is_clause_end(point))
            break;
        if (is_filler)
            end = previous;
        start = previous;
    }
    return str_part(text, start, end);
}
