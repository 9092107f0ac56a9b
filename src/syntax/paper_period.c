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

/* Takes 2020年3月 or 2020.03, a day with it or not; the year only if `year` is 0. */
static struct str take_date(struct arena *a, struct str *text, int *year)
{
    enum { FIGURES = 8, YEARS = 10000, MONTHS = 100 };
    struct str rest = *text, nothing = {0};
    size_t figures = paper_number_end(paper_trim(rest));
    if (figures == FIGURES && !memchr(paper_trim(rest).ptr, '.', figures)) { /* 20200101 */
        int whole = 0;
        for (size_t i = 0; i < FIGURES; i++)
            whole = whole * 10 + (paper_trim(rest).ptr[i] - '0');
        *year = whole / YEARS;
        *text = paper_rest(paper_trim(rest), FIGURES);
        return paper_is_day(*year, whole / MONTHS % MONTHS, whole % MONTHS)
                   ? arena_format(a, "%d年%d月%d日", *year, whole / MONTHS % MONTHS, whole % MONTHS)
                   : nothing;
    }
    int number = paper_take_number(&rest), month, day = -1;
    bool is_figures = false;
    if (number >= 1990) {
        *year = number;
        is_figures = paper_take(&rest, ".") || paper_take(&rest, "/");
        if (!is_figures && !paper_take(&rest, "年"))
            return nothing;
        month = paper_take_number(&rest);
    } else {
        month = number;
    }
    if (!*year || month < 1 || month > 12)
        return nothing;
    struct str end = paper_trim(rest); /* 1-12月: the word stands behind the last one alone */
    bool is_first = !is_figures && (paper_begins(end, "-") || paper_begins(end, "~") ||
                                    paper_begins(end, "至") || paper_begins(end, "到"));
    if (!is_figures && !is_first && !paper_take(&rest, "月"))
        return nothing;
    struct str behind = rest;
    if (is_figures ? paper_take(&behind, ".") || paper_take(&behind, "/") : !is_first) {
        day = paper_take_number(&behind);
        if (day > 0)
            rest = behind;
    }
    if (day > 0 && !is_figures && !paper_take(&rest, "日") && !paper_take(&rest, "号"))
        return nothing;
    if (day > 0 && !paper_is_day(*year, month, day))
        return nothing;
    *text = rest;
    return day > 0 ? arena_format(a, "%d年%d月%d日", *year, month, day)
                   : arena_format(a, "%d年%d月", *year, month);
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
    static const char *const dashes[] = {"~", "-", "—", "至", "到"};
    struct str rest = paper_trim(paper_half_width(a, text));
    int first = take_year(&rest), last = first;
    bool joined = false;
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
        while (paper_take(&rest, dashes[i]))
            joined = true;
    }
    if (joined)
        last = take_year(&rest);
    return first && last >= first && !paper_trim(rest).len
               ? arena_format(a, "%d年1月 至 %d年12月", first, last)
               : (struct str){0};
}

struct str paper_period(struct arena *a, struct str text)
{
    static const char *const dashes[] = {"~", "-", "至", "到"};
    struct str rest = paper_trim(paper_half_width(a, text)), nothing = {0};
    int year = 0;
    struct str first = whole_year(a, rest);
    if (first.len)
        return first;
    first = take_date(a, &rest, &year);
    bool joined = false;
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
        while (paper_take(&rest, dashes[i]))
            joined = true;
    }
    struct str last = first.len && joined ? take_date(a, &rest, &year) : nothing;
    if (!last.len || paper_trim(rest).len)
        return nothing;
    const struct str parts[] = {first, STR(" 至 "), last};
    return arena_join(a, parts, 3);
}
