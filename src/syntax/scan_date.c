/* scan_date.c - dates, behind the four digits of their year. */
#include "syntax/scan.h"

#include "syntax/second_item.h"
#include "syntax/signs.h"

/* Up to two ASCII or full-width digits at `*at` as a number, or -1; moves `*at`. */
static int two_digits(struct str text, size_t *at, unsigned *digits)
{
    int value = -1;
    size_t length;
    for (*digits = 0; *digits < 2; ++*digits, *at += length) {
        int digit = sign_digit(text, *at, &length);
        if (digit < 0)
            break;
        value = (value < 0 ? 0 : value) * 10 + digit;
    }
    return value;
}

bool scan_skip_text(struct str text, size_t *at, const char *wanted)
{
    size_t length = strlen(wanted);
    if (text.len - *at < length || memcmp(text.ptr + *at, wanted, length) != 0)
        return false;
    *at += length;
    return true;
}

/* Whether what ends at byte `at` has nothing behind it but a block, or 至, as a date of a period has. */
static bool is_date_end(struct str text, size_t at)
{
    at = scan_blanks_end(text, at);
    return scan_ends_value(text, at) || scan_skip_text(text, &at, "{") ||
           scan_skip_text(text, &at, "｛") || scan_skip_text(text, &at, "~") ||
           scan_skip_text(text, &at, "至") || scan_skip_text(text, &at, "—") ||
           scan_skip_text(text, &at, "to ");
}

/* A day that was written is never 0, which stands for none. */
static int8_t day_of(int written)
{
    enum { NO_DAY = -1 };
    return (int8_t)(written ? written : NO_DAY);
}

/* A date in 年月日 whose year ends at byte `at`. Blanks between its parts, as typesetters put them,
 * and a day without its 日 are read with a note. */
static size_t read_chinese_date(struct str text, size_t at, struct date *date, bool *canonical)
{
    unsigned digits;
    size_t start = at;
    at = scan_blanks_end(text, at);
    scan_skip_text(text, &at, "年");
    size_t month_start = scan_blanks_end(text, at);
    size_t month_end = month_start;
    int month = two_digits(text, &month_end, &digits);
    at = scan_blanks_end(text, month_end);
    if (month < 0 || !scan_skip_text(text, &at, "月"))
        return 0;
    date->month = (int8_t)month;
    date->day = 0;
    bool blanks = memchr(text.ptr + start, ' ', at - start) != NULL;
    size_t behind = scan_blanks_end(text, at), day_end;
    int day = two_digits(text, &behind, &digits);
    day_end = behind;
    behind = scan_blanks_end(text, behind);
    bool named = scan_skip_text(text, &behind, "日") || scan_skip_text(text, &behind, "号");
    if (day >= 0 && (named || is_date_end(text, day_end))) {
        date->day = day_of(day);
        *canonical = named && !memchr(text.ptr + start, ' ', behind - start);
        return named ? behind : day_end;
    }
    *canonical = !blanks;
    return at;
}

size_t scan_read_date(struct str text, size_t at, struct date *date, bool *canonical)
{
    unsigned month_digits, day_digits;
    *canonical = true;
    size_t year_end = scan_blanks_end(text, at);
    if (scan_skip_text(text, &year_end, "年"))
        return read_chinese_date(text, at, date, canonical);
    static const char *const marks[] = {"-", "/", ".", "－", "／", "．"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t behind = at;
        if (!scan_skip_text(text, &behind, marks[i]))
            continue;
        int month = two_digits(text, &behind, &month_digits);
        bool is_dash = i == 0 || i == 3;
        if (is_dash && month_digits == 2 && is_date_end(text, behind)) {
            date->month = (int8_t)month;
            date->day = 0;
            *canonical = false; /* 2020-01 for 2020年1月 */
            return behind;
        }
        if (month < 0 || !scan_skip_text(text, &behind, marks[i]))
            return 0;
        int day = two_digits(text, &behind, &day_digits);
        size_t length;
        if (day < 0 || sign_digit(text, behind, &length) >= 0)
            return 0;
        date->month = (int8_t)month;
        date->day = day_of(day);
        /* 2400/12/2 is a quotient, and 2400.12.2 no date either. */
        bool is_year = date->year >= DATE_YEAR_FIRST && date->year <= DATE_YEAR_LAST;
        if (!is_year && !is_dash)
            return 0;
        bool named = scan_skip_text(text, &behind, "日") || scan_skip_text(text, &behind, "号");
        *canonical = is_dash && month_digits == 2 && day_digits == 2 && !named;
        return behind;
    }
    return 0;
}

int scan_accept_date(struct parse *p, JX_STYPE *value, struct span *place, struct date date,
                     bool canonical)
{
    bool month_only = date.day == 0;
    if (date.month == 0 || !date_is_valid(date)) { /* a year alone is no date here */
        struct diag *diag =
            diag_report(p->diags, DIAG_NO_SUCH_DATE, *place, DIAG_TEXT(span_text(*place)));
        if (date.year < DATE_YEAR_FIRST || date.year > DATE_YEAR_LAST)
            diag_help(p->diags, diag, NOTE_HELP_DATE_YEARS, DIAG_NUMBER(DATE_YEAR_FIRST),
                      DIAG_NUMBER(DATE_YEAR_LAST));
        else if (date.month >= 1 && date.month <= 12)
            diag_help(p->diags, diag, NOTE_HELP_DATE_DAYS, DIAG_NUMBER(date.year),
                      DIAG_NUMBER(date.month),
                      DIAG_NUMBER(date_days_in_month(date.year, date.month)));
        else
            diag_help(p->diags, diag, NOTE_HELP_DATE_MONTHS, DIAG_NONE);
        return TOK_JX_error;
    }
    if (!canonical && place->start >= p->broken_to) {
        char buffer[DATE_TEXT_SIZE];
        struct str text = month_only ? arena_format(p->arena, "%d年%d月", date.year, date.month)
                                     : arena_copy(p->arena, date_print(date, buffer));
        struct diag *diag =
            diag_report(p->diags, DIAG_DATE_FORM, *place, DIAG_TEXT(span_text(*place)));
        /* 2020.1.1-13.31: what it is one end of is not understood. */
        size_t behind = scan_blanks_end(p->text, place->end), length;
        bool has_dash =
            scan_skip_text(p->text, &behind, "-") || scan_skip_text(p->text, &behind, "－");
        bool is_end =
            has_dash && sign_digit(p->text, scan_blanks_end(p->text, behind), &length) >= 0;
        diag_fix(p->diags, diag, *place, text, is_end ? FIX_NAMED : FIX_SAFE);
    }
    value->TOK_DATE = date;
    return TOK_DATE;
}

/* Four digits and the rest of a date at byte `at`; the byte behind it, or 0. */
static size_t read_whole_date(struct str text, size_t at, struct date *date)
{
    size_t length;
    bool canonical;
    date->year = 0;
    for (int i = 0; i < 4; i++, at += length) {
        int digit = sign_digit(text, at, &length);
        if (digit < 0)
            return 0;
        date->year = (int16_t)(date->year * 10 + digit);
    }
    size_t end = scan_read_date(text, at, date, &canonical);
    return end && date->day && date_is_valid(*date) ? end : 0;
}

/* A month and a day of the year of `first` at byte `at`, as in 2026.1.1-12.31; the byte behind it, or 0. */
static size_t read_day(struct str text, size_t at, struct date first, struct date *date)
{
    unsigned digits;
    int month = two_digits(text, &at, &digits);
    if (month < 0 || (!scan_skip_text(text, &at, ".") && !scan_skip_text(text, &at, "/")))
        return 0;
    int day = two_digits(text, &at, &digits);
    *date = (struct date){first.year, (int8_t)month, day_of(day)};
    return day > 0 && date_is_valid(*date) && is_date_end(text, at) ? at : 0;
}

bool scan_report_dashed_period(struct parse *p, struct span *place, struct date first, size_t at)
{
    struct date last;
    at = scan_blanks_end(p->text, at);
    if (!first.day || !date_is_valid(first) ||
        (!scan_skip_text(p->text, &at, "-") && !scan_skip_text(p->text, &at, "－")))
        return false;
    size_t start = scan_blanks_end(p->text, at), end = read_whole_date(p->text, start, &last);
    bool is_whole = end > 0;
    if (!is_whole && !(end = read_day(p->text, start, first, &last)))
        return false;
    place->end = (uint32_t)end;
    char days[2][DATE_TEXT_SIZE];
    struct str to = parse_is_english(p, place->start) ? STR(" to ") : STR(" 至 ");
    struct str parts[] = {date_print(first, days[0]), to, date_print(last, days[1])};
    struct diag *diag = diag_report(p->diags, DIAG_DATE_FORM, *place, DIAG_TEXT(span_text(*place)));
    diag_help(p->diags, diag, NOTE_HELP_RANGE_WORD, DIAG_NONE);
    diag_fix(p->diags, diag, *place, arena_join(p->arena, parts, 3),
             is_whole ? FIX_SAFE : FIX_NAMED);
    return true;
}
