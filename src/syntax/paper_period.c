/* paper_period.c - periods as people write them on paper. */
#include "syntax/paper_text.h"
#include "syntax/paper_value.h"

/* 2026年全年 */
static struct str whole_year(struct arena *a, struct str text)
{
    enum { YEAR_FIRST = 1990 };
    int year = paper_take_number(&text);
    bool is_whole = year >= YEAR_FIRST && paper_take(&text, "年") && paper_take(&text, "全年");
    return is_whole && !paper_trim(text).len ? arena_format(a, "%d年1月 至 %d年12月", year, year)
                                             : (struct str){0};
}

/* Takes the dashes or the word between two dates; false if there are none. */
static bool take_dash(struct str *text)
{
    static const char *const dashes[] = {"~", "-", "—", "至", "到"};
    size_t before = text->len;
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
        while (paper_take(text, dashes[i]))
            ;
    }
    return text->len < before;
}

/* A month or, with its day, a day. */
struct paper_date {
    int year, month, day; /* 0: not said */
};

/* As the language has it; empty if the calendar has no such day. */
static struct str date_text(struct arena *a, const struct paper_date *date)
{
    if (!date->day)
        return arena_format(a, "%d年%d月", date->year, date->month);
    return paper_is_day(date->year, date->month, date->day)
               ? arena_format(a, "%d年%d月%d日", date->year, date->month, date->day)
               : (struct str){0};
}

/* Takes 20200101, which is all figures. */
static bool take_figures(struct str *text, struct paper_date *date)
{
    enum { FIGURES = 8, YEARS = 10000, MONTHS = 100 };
    struct str rest = paper_trim(*text);
    int whole = 0;
    if (paper_number_end(rest) != FIGURES || memchr(rest.ptr, '.', FIGURES))
        return false;
    for (size_t i = 0; i < FIGURES; i++)
        whole = whole * 10 + (rest.ptr[i] - '0');
    *date = (struct paper_date){whole / YEARS, whole / MONTHS % MONTHS, whole % MONTHS};
    if (!date->day || !paper_is_day(date->year, date->month, date->day))
        return false;
    *text = paper_rest(rest, FIGURES);
    return true;
}

/* Takes 2020年3月 or 2020.03, a day with it or not; the year only if none is in the date yet. */
static bool take_date(struct str *text, struct paper_date *date)
{
    struct str rest = *text;
    if (take_figures(text, date))
        return true;
    int number = paper_take_number(&rest);
    bool is_figures = false;
    date->day = 0;
    date->month = number;
    if (number >= 1990) {
        date->year = number;
        is_figures = paper_take(&rest, ".") || paper_take(&rest, "/");
        if (!is_figures && !paper_take(&rest, "年"))
            return false;
        date->month = paper_take_number(&rest);
    }
    if (!date->year || date->month < 1 || date->month > 12)
        return false;
    struct str end = paper_trim(rest); /* 1-12月: the word stands behind the last one alone */
    bool is_first = !is_figures && (paper_begins(end, "-") || paper_begins(end, "~") ||
                                    paper_begins(end, "至") || paper_begins(end, "到"));
    if (!is_figures && !is_first && !paper_take(&rest, "月"))
        return false;
    struct str behind = rest;
    if (is_figures ? paper_take(&behind, ".") || paper_take(&behind, "/") : !is_first) {
        int day = paper_take_number(&behind);
        if (day > 0) {
            date->day = day;
            rest = behind;
        }
    }
    if (date->day && !is_figures && !paper_take(&rest, "日") && !paper_take(&rest, "号"))
        return false;
    *text = rest;
    return true;
}

/* Whether the first is later than the last, a month meaning its first day and its last one. */
static bool is_later(const struct paper_date *first, const struct paper_date *last)
{
    enum { MONTHS = 12, NO_DAY_LATER = 32 };
    int months = first->year * MONTHS + first->month, others = last->year * MONTHS + last->month;
    return months > others ||
           (months == others && first->day > (last->day ? last->day : NO_DAY_LATER));
}

/* Takes 2026, 2026年, 2026年度, 2026年全年; 0 if none of these stands there. */
static int take_year(struct str *text)
{
    enum { YEAR_FIRST = 1990, YEAR_LAST = 2199 };
    struct str rest = paper_trim(*text);
    int year = paper_number_end(rest) == 4 ? paper_take_number(&rest) : 0;
    if (year < YEAR_FIRST || year > YEAR_LAST)
        return 0;
    if (paper_take(&rest, "年") && !paper_take(&rest, "度"))
        paper_take(&rest, "全年");
    *text = rest;
    return year;
}

struct str paper_years(struct arena *a, struct str text)
{
    struct str rest = paper_trim(paper_half_width(a, text));
    int first = take_year(&rest), last = first;
    if (take_dash(&rest))
        last = take_year(&rest);
    return first && last >= first && !paper_trim(rest).len
               ? arena_format(a, "%d年1月 至 %d年12月", first, last)
               : (struct str){0};
}

struct str paper_period(struct arena *a, struct str text)
{
    struct str rest = paper_trim(paper_half_width(a, text));
    struct str year = whole_year(a, rest);
    if (year.len)
        return year;
    struct paper_date first = {0}, last;
    bool is_dated = take_date(&rest, &first), is_joined = take_dash(&rest);
    last = first;
    if (!is_dated || !is_joined || !take_date(&rest, &last) || paper_trim(rest).len ||
        is_later(&first, &last))
        return (struct str){0};
    const struct str parts[] = {date_text(a, &first), STR(" 至 "), date_text(a, &last)};
    return parts[0].len && parts[2].len ? arena_join(a, parts, 3) : (struct str){0};
}
