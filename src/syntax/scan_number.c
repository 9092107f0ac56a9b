/* scan_number.c - numbers. */
#include "syntax/scan.h"

#include "base/utf8.h"
#include "syntax/signs.h"

enum { BUFFER_SIZE = 64 };

/* A number being read: its digits in ASCII, and what was unusual about it. */
struct number {
    char text[BUFFER_SIZE];
    size_t length;
    size_t whole;     /* digits before the point */
    bool too_long;    /* more than the buffer holds */
    bool grouped;     /* 1,234 */
    bool two_points;  /* 1.2.3 */
    bool ideographic; /* 80。00 */
};

static void number_add(struct number *n, char c)
{
    if (n->length + 1 < BUFFER_SIZE)
        n->text[n->length++] = c;
    else
        n->too_long = true;
}

/* Reads digits, `_` between them allowed, and returns the byte behind them. */
static size_t read_digits(struct number *n, struct str text, size_t at, size_t *count)
{
    size_t length;
    for (int digit; (digit = sign_digit(text, at, &length)) >= 0;) {
        number_add(n, (char)('0' + digit));
        at += length;
        ++*count;
        size_t next;
        if (at < text.len && text.ptr[at] == '_' && sign_digit(text, at + 1, &next) >= 0)
            at++;
    }
    return at;
}

/* The length of `,` or `，` at byte `at` if exactly three digits stand behind it; else 0. */
static size_t group_mark(struct str text, size_t at)
{
    size_t mark = at < text.len && text.ptr[at] == ','                        ? 1
                  : text.len - at >= 3 && memcmp(text.ptr + at, "，", 3) == 0 ? 3
                                                                              : 0;
    if (!mark)
        return 0;
    size_t from = at + mark, length;
    for (int i = 0; i < 3; i++, from += length) {
        if (sign_digit(text, from, &length) < 0)
            return 0;
    }
    return sign_digit(text, from, &length) < 0 ? mark : 0;
}

/* The length of a point at byte `at` with a digit behind it; else 0. */
static size_t point_mark(struct number *n, struct str text, size_t at)
{
    size_t mark = 0, length;
    if (at < text.len && text.ptr[at] == '.') {
        mark = 1;
    } else if (text.len - at >= 3 && memcmp(text.ptr + at, "．", 3) == 0) {
        mark = 3;
    } else if (text.len - at >= 3 && memcmp(text.ptr + at, "。", 3) == 0) {
        mark = 3;
    }
    if (!mark || sign_digit(text, at + mark, &length) < 0)
        return 0;
    n->ideographic |= mark == 3 && memcmp(text.ptr + at, "。", 3) == 0;
    return mark;
}

static int malformed(struct parse *p, const struct span *place, enum diag_note help)
{
    struct diag *diag =
        diag_report(p->diags, DIAG_MALFORMED_NUMBER, *place, DIAG_TEXT(span_text(*place)));
    diag_help(p->diags, diag, help, DIAG_NONE);
    return TOK_JX_error;
}

/* Whether digits and dashes before byte `at` go back to a word, as in 期限2025-03. */
static bool is_behind_word(struct str text, size_t at)
{
    if (at == 0 || text.ptr[at - 1] != '-')
        return false;
    while (at > 0 &&
           ((text.ptr[at - 1] >= '0' && text.ptr[at - 1] <= '9') || text.ptr[at - 1] == '-'))
        at--;
    size_t before = at >= 3 ? at - 3 : at;
    return before < at && utf8_is_ideograph(utf8_next(text, &before)) && text.ptr[at] != '-';
}

/* What is wrong with the way the number is written, though its value is plain; with the edit. */
static void report_style(struct parse *p, const struct number *n, const struct span *place)
{
    enum diag_code code = n->grouped ? DIAG_GROUPED_NUMBER : DIAG_IDEOGRAPHIC_POINT;
    struct diag *diag = diag_report(p->diags, code, *place, DIAG_TEXT(span_text(*place)));
    diag_fix(p->diags, diag, *place, arena_copy(p->arena, (struct str){n->text, n->length}),
             FIX_SAFE);
}

/* The byte behind what stands before a token, blanks left out; 0 if its line begins with it. */
static uint32_t before_blanks(struct str text, uint32_t at)
{
    while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t'))
        at--;
    return at > 0 && text.ptr[at - 1] == '\n' ? 0 : at;
}

/* Whether the number goes on from another: 21 0000, or the 00 of 人民币21.00. Its zeros are none that
 * lead; that two numbers stand there is for the grammar to say. */
static bool is_second_part(struct str text, uint32_t start)
{
    struct str before = str_part(text, 0, before_blanks(text, start));
    size_t digit;
    if (before.len == start &&
        (str_ends_with(before, STR(".")) || str_ends_with(before, STR("．"))))
        return true;
    return before.len &&
           (sign_digit(text, before.len - 1, &digit) >= 0 ||
            (before.len >= 3 && sign_digit(text, before.len - 3, &digit) >= 0 && digit == 3));
}

/* Whether the byte `at` is the first of what stands behind a colon. */
static bool is_behind_colon(struct str text, uint32_t at)
{
    struct str before = str_part(text, 0, before_blanks(text, at));
    return str_ends_with(before, STR(":")) || str_ends_with(before, STR("："));
}

bool scan_ends_value(struct str text, size_t at)
{
    at = scan_blanks_end(text, at);
    while (scan_skip_text(text, &at, "｝"))
        at = scan_blanks_end(text, at);
    return at >= text.len || memchr("\r\n};", text.ptr[at], 4) || scan_skip_text(text, &at, "；") ||
           scan_skip_text(text, &at, "//") || scan_skip_text(text, &at, "/*");
}

/* The digits of a telephone number without its area code or the 138 of a mobile one. */
enum { SUBSCRIBER_LEAST = 7, SUBSCRIBER_MOST = 8 };

/* Groups of digits, each behind one blank. */
struct groups {
    size_t count;
    size_t digits;
    size_t first; /* digits in the first of them */
};

/* The byte behind the groups from byte `at` on, of which no more are read than a telephone number has;
 * their digits are added. */
static size_t read_groups(struct number *n, struct str text, size_t at, struct groups *groups)
{
    size_t length;
    while (groups->digits <= SUBSCRIBER_MOST && at < text.len && text.ptr[at] == ' ' &&
           sign_digit(text, at + 1, &length) >= 0) {
        at = read_digits(n, text, at + 1, &groups->digits);
        groups->first = groups->count++ ? groups->first : groups->digits;
    }
    return at;
}

/* Zeros before a number: which digit is wrong is not known, or it is no number but a code. Right behind
 * a colon it may be a field's whole content, and the field knows what it takes. */
static int report_leading_zero(struct parse *p, const struct number *n, struct span *place)
{
    struct number whole = *n;
    struct groups groups = {0};
    size_t end = read_groups(&whole, p->text, place->end, &groups), places = 0;
    size_t mark = groups.count ? point_mark(&whole, p->text, end) : 0;
    if (mark) {
        number_add(&whole, '.');
        end = read_digits(&whole, p->text, end + mark, &places);
    }
    bool split = groups.count && groups.digits <= SUBSCRIBER_MOST &&
                 is_behind_colon(p->text, place->start) && scan_ends_value(p->text, end);
    if (split)
        place->end = (uint32_t)end;
    struct str text =
        split ? (struct str){whole.text, whole.length} : (struct str){n->text, n->length};
    while (text.len > 1 && text.ptr[0] == '0' && text.ptr[1] != '.')
        text = str_part(text, 1, text.len);
    bool is_told =
        (is_behind_word(p->text, place->start) || split) && !parse_breaks_line(p, place->start);
    if (is_told)
        return TOK_JX_error; /* 期限2025-03-01: the `-` was told of */
    struct diag *diag =
        diag_report(p->diags, DIAG_LEADING_ZERO, *place, DIAG_TEXT(span_text(*place)));
    diag_help(p->diags, diag, NOTE_HELP_LEADING_ZERO, DIAG_TEXT(text),
              DIAG_TEXT(span_text(*place)));
    return is_behind_colon(p->text, place->start) && !split ? TOK_NUMBER : TOK_JX_error;
}

/* Reads the rest of the number behind its first digits; returns the byte behind it. */
static size_t read_rest(struct parse *p, struct number *n, size_t at)
{
    struct str text = p->text;
    size_t mark;
    while (p->parentheses == 0 && (n->whole <= 3 || n->grouped) && (mark = group_mark(text, at))) {
        n->grouped = true;
        at = read_digits(n, text, at + mark, &n->whole);
    }
    size_t places = 0;
    mark = point_mark(n, text, at);
    if (mark) {
        number_add(n, '.');
        at = read_digits(n, text, at + mark, &places);
        while ((mark = point_mark(n, text, at))) {
            n->two_points = true;
            at = read_digits(n, text, at + mark, &places);
        }
    }
    return at;
}

/* The byte behind the dash at byte `at`, of any width that a keyboard gives, or behind the blank that
 * stands for it; 0 if there is none. */
static size_t behind_dash(struct str text, size_t at)
{
    static const char *const dashes[] = {"-", "－", "—", "–", "‐", "−", " "};
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
        size_t behind = at;
        if (scan_skip_text(text, &behind, dashes[i]))
            return behind;
    }
    return 0;
}

/* 138 0000 1111, of which the first group ends at byte `at`: the byte behind it, or 0. */
static size_t mobile_end(struct str text, const struct number *first, size_t at)
{
    enum { PREFIX = 3, GROUPS = 2, FIRST_GROUP = 4 };
    struct groups groups = {0};
    struct number rest = {.length = 0};
    if (first->whole != PREFIX || first->text[0] != '1' || first->text[1] < '3')
        return 0;
    size_t end = read_groups(&rest, text, at, &groups);
    bool is_mobile =
        groups.count == GROUPS && groups.first == FIRST_GROUP && groups.digits == SUBSCRIBER_MOST;
    return is_mobile && scan_ends_value(text, end) ? end : 0;
}

/* The byte behind the subscriber's number that stands behind a blank at byte `at`, in groups or not; 0 if
 * it is none: it has so many digits as no other number has. */
static size_t subscriber_end(struct str text, const struct number *area, size_t at)
{
    enum { AREA_MOST = 4 };
    struct groups groups = {0};
    struct number rest = {.length = 0};
    size_t end = read_groups(&rest, text, at, &groups), length, behind;
    bool is_one = groups.count == 1
                      ? groups.digits >= SUBSCRIBER_LEAST
                      : groups.digits >= SUBSCRIBER_LEAST && groups.digits <= SUBSCRIBER_MOST &&
                            area->whole <= AREA_MOST;
    bool is_extended = is_one && (behind = behind_dash(text, end)) && text.ptr[end] != ' ' &&
                       sign_digit(text, behind, &length) >= 0;
    return is_one && (is_extended || scan_ends_value(text, end)) ? end : 0;
}

/* 6220 6112, of which the first half ends at byte `at`: the byte behind it, or 0. */
static size_t halves_end(struct str text, size_t start, size_t at)
{
    enum { HALF_LEAST = 3, HALF = 4 };
    size_t first = 0, second = 0, length;
    for (size_t digit = start; digit < at; digit += length, first++) {
        if (sign_digit(text, digit, &length) < 0)
            return 0;
    }
    for (at++; sign_digit(text, at, &length) >= 0; second++)
        at += length;
    return first >= HALF_LEAST && first <= HALF && second == HALF && scan_ends_value(text, at) ? at
                                                                                               : 0;
}

/* 转8, 转 8012 behind a telephone number that ends at byte `at`: the byte behind it, or `at`. */
static size_t extension_end(struct str text, size_t at)
{
    size_t end = scan_blanks_end(text, at), length;
    if (!scan_skip_text(text, &end, "转"))
        return at;
    end = scan_blanks_end(text, end);
    size_t digits = end;
    while (sign_digit(text, end, &length) >= 0)
        end += length;
    return end > digits ? end : at;
}

/* 021-62206112, 021 6220 6112: a telephone number, which is a text. The byte behind it, or 0. With a
 * blank in it, it is one only if it is all of the value. */
static size_t telephone_end(struct str text, const struct number *n, size_t start, size_t at)
{
    size_t parts = 0, group = at, length, behind;
    bool has_blank = false;
    if (n->text[0] != '0' || n->whole < 3)
        return 0;
    while ((behind = behind_dash(text, at)) && sign_digit(text, behind, &length) >= 0) {
        size_t end = behind;
        if (text.ptr[at] == ' ') {
            size_t halves = parts ? halves_end(text, group, at) : 0;
            end = halves                                  ? halves
                  : is_second_part(text, (uint32_t)start) ? 0
                                                          : subscriber_end(text, n, at);
            if (!end)
                break;
            has_blank = true;
        }
        group = behind;
        while (sign_digit(text, end, &length) >= 0)
            end += length;
        at = end;
        parts++;
    }
    at = parts ? extension_end(text, at) : at;
    return parts && (!has_blank || scan_ends_value(text, at)) ? at : 0;
}

/* One with a blank in it could be an amount whose digits are in groups. */
static int report_telephone(struct parse *p, struct span *place, size_t end)
{
    place->end = (uint32_t)end;
    struct str number = span_text(*place);
    const struct str quoted[] = {STR("\""), number, STR("\"")};
    bool has_blank = memchr(number.ptr, ' ', number.len) != NULL;
    if (parse_breaks_line(p, place->start)) {
        struct diag *diag = diag_report(p->diags, DIAG_QUOTES_MISSING, *place, DIAG_TEXT(number));
        if (number.ptr[0] == '1')
            diag_help(p->diags, diag, NOTE_HELP_SPLIT_NUMBER, DIAG_NONE);
        if (!scan_ends_value(p->text,
                             end)) /* 0874-6221106 李四: the quotes belong around all of it */
            diag_help(p->diags, diag, NOTE_HELP_QUOTE_ALL, DIAG_NONE);
        else
            diag_fix(p->diags, diag, *place, arena_join(p->arena, quoted, 3),
                     has_blank ? FIX_NAMED : FIX_SAFE);
    }
    return TOK_JX_error;
}

/* 60，00: where the number before the comma starts, if one stands there close by; else the place's own
 * start. Nobody begins a number with a 0 that is not behind a point. */
static uint32_t decimal_comma_start(const struct parse *p, struct span place)
{
    struct str before = str_part(p->text, 0, place.start);
    uint32_t at = place.start;
    at -= str_ends_with(before, STR(",")) ? 1 : str_ends_with(before, STR("，")) ? 3 : 0;
    uint32_t end = at;
    while (at > 0 && p->text.ptr[at - 1] >= '0' && p->text.ptr[at - 1] <= '9')
        at--;
    return end == place.start || at == end ? place.start : at;
}

void scan_report_decimal_comma(struct parse *p, struct span whole, struct str before,
                               struct str after)
{
    enum { THOUSAND = 3 /* digits */ };
    const struct str parts[] = {before, STR("."), after}, joined[] = {before, after};
    struct diag *diag =
        diag_report(p->diags, DIAG_DECIMAL_COMMA, whole, DIAG_TEXT(span_text(whole)));
    if (after.len ==
        THOUSAND) { /* 1104,000: as likely a comma of thousands that has lost its mate */
        diag_help(p->diags, diag, NOTE_HELP_WHICH_COMMA, DIAG_TEXT(arena_join(p->arena, joined, 2)),
                  DIAG_TEXT(arena_join(p->arena, parts, 3)));
        return;
    }
    diag_fix(p->diags, diag, whole, arena_join(p->arena, parts, 3), FIX_NAMED);
}

/* Whether the number is the decimals of one that has a comma for its point: that is reported. */
static bool report_decimal_comma(struct parse *p, const struct number *n, struct span place)
{
    struct span whole = {place.source, decimal_comma_start(p, place), place.end};
    if (whole.start == place.start || n->whole != n->length)
        return false;
    size_t digits = 0;
    while (whole.start + digits < place.start && p->text.ptr[whole.start + digits] != ',' &&
           (unsigned char)p->text.ptr[whole.start + digits] < 0x80)
        digits++;
    if (parse_breaks_line(p, whole.start))
        scan_report_decimal_comma(p, whole, str_part(p->text, whole.start, whole.start + digits),
                                  (struct str){n->text, n->length});
    return true;
}

/* 2O25-03-01, 463.5O: where O and l stand for 0 and 1 in a number or date, the byte behind it; else 0. A
 * letter that begins a word (5L) is a unit. */
static size_t lettered_end(struct str text, size_t at, char *letter)
{
    *letter = at < text.len ? text.ptr[at] : ' ';
    if (*letter == ' ' || !strchr("OoIl", *letter))
        return 0;
    bool has_digit = false;
    for (; at < text.len && strchr("OoIl0123456789.-/", text.ptr[at]) && text.ptr[at]; at++)
        has_digit |= text.ptr[at] >= '0' && text.ptr[at] <= '9';
    size_t next = at;
    uint32_t point = at < text.len ? utf8_next(text, &next) : ' ';
    bool is_word =
        point < 0x80 ? (point | 0x20) >= 'a' && (point | 0x20) <= 'z' : sign_twin(point) == NULL;
    return is_word && !has_digit ? 0 : at;
}

static int report_letter(struct parse *p, struct span *place, char letter, size_t end)
{
    place->end = (uint32_t)end;
    char *digits = (char *)arena_copy(p->arena, span_text(*place)).ptr;
    size_t count = 0, length;
    for (size_t i = place->start; i < end; i += length) {
        int digit = sign_digit(p->text, i, &length);
        char c = p->text.ptr[i];
        length = digit < 0 ? 1 : length;
        digits[count++] = digit >= 0        ? (char)('0' + digit)
                          : strchr("Oo", c) ? '0'
                          : strchr("Il", c) ? '1'
                                            : c;
    }
    if (parse_breaks_line(p, place->start)) {
        struct diag *diag =
            diag_report(p->diags, DIAG_MALFORMED_NUMBER, *place, DIAG_TEXT(span_text(*place)));
        diag_help(p->diags, diag, NOTE_HELP_LETTER,
                  DIAG_TEXT(arena_copy(p->arena, (struct str){&letter, 1})));
        diag_fix(p->diags, diag, *place, (struct str){digits, count}, FIX_NAMED);
    }
    return TOK_JX_error;
}

/* 463..50: a point that was typed twice. The byte behind the number, or 0. */
static size_t doubled_point_end(struct str text, size_t at)
{
    size_t length;
    if (text.len - at < 3 || memcmp(text.ptr + at, "..", 2) != 0 ||
        sign_digit(text, at + 2, &length) < 0)
        return 0;
    for (at += 2; sign_digit(text, at, &length) >= 0;)
        at += length;
    return at;
}

int scan_any_number(struct parse *p, JX_STYPE *value, struct span *place)
{
    struct number n = {.length = 0};
    size_t at = read_digits(&n, p->text, place->start, &n.whole);
    size_t telephone = telephone_end(p->text, &n, place->start, at);
    if (!telephone && is_behind_colon(p->text, place->start))
        telephone = mobile_end(p->text, &n, at);
    if (telephone)
        return report_telephone(p, place, telephone);
    if (n.whole == 4) {
        struct date date = {0};
        bool canonical;
        for (int i = 0; i < 4; i++)
            date.year = (int16_t)(date.year * 10 + (n.text[i] - '0'));
        size_t end = scan_read_date(p->text, at, &date, &canonical);
        char letter;
        size_t lettered = end ? lettered_end(p->text, end, &letter) : 0;
        if (lettered)
            return report_letter(p, place, letter, lettered);
        if (end && scan_report_dashed_period(p, place, date, end))
            return TOK_JX_error;
        if (end) {
            place->end = (uint32_t)end;
            return scan_accept_date(p, value, place, date, canonical);
        }
    }
    at = read_rest(p, &n, at);
    place->end = (uint32_t)at;
    char letter;
    size_t lettered = lettered_end(p->text, at, &letter);
    if (lettered)
        return report_letter(p, place, letter, lettered);
    size_t doubled = doubled_point_end(p->text, at);
    if (doubled) {
        place->end = (uint32_t)doubled;
        parse_breaks_line(p, place->start);
        return malformed(p, place, NOTE_HELP_ONE_POINT);
    }
    if (n.two_points)
        return malformed(p, place, NOTE_HELP_ONE_POINT);
    struct decimal *decimal = ARENA_NEW(p->arena, struct decimal);
    value->TOK_NUMBER = decimal;
    enum decimal_fault fault =
        n.too_long ? DECIMAL_TOO_LONG : decimal_parse((struct str){n.text, n.length}, decimal);
    switch (fault) {
    case DECIMAL_OK:
        break;
    case DECIMAL_TOO_LONG:
        diag_help(
            p->diags,
            diag_report(p->diags, DIAG_NUMBER_TOO_LONG, *place, DIAG_NUMBER(DECIMAL_DIGIT_LIMIT)),
            NOTE_HELP_CHECK_DIGITS, DIAG_NONE);
        return TOK_JX_error;
    case DECIMAL_TOO_MANY_PLACES:
        diag_help(
            p->diags,
            diag_report(p->diags, DIAG_TOO_MANY_PLACES, *place, DIAG_NUMBER(DECIMAL_PLACE_LIMIT)),
            NOTE_HELP_ROUND, DIAG_NONE);
        return TOK_JX_error;
    case DECIMAL_MALFORMED:
        return malformed(p, place, NOTE_HELP_ONE_POINT);
    }
    bool leading_zero = n.text[0] == '0' && n.length > 1 && n.text[1] != '.' &&
                        !is_second_part(p->text, place->start);
    if (leading_zero && !n.grouped && report_decimal_comma(p, &n, *place))
        return TOK_JX_error;
    if (leading_zero)
        return report_leading_zero(p, &n, place);
    if (n.grouped || n.ideographic)
        report_style(p, &n, place);
    /* What an invisible character in the middle stands for is not known. */
    bool is_cut = p->invisible_count && scan_is_invisible(p, place->end);
    return is_cut ? TOK_JX_error : TOK_NUMBER;
}
