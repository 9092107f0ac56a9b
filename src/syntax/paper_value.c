/* paper_value.c - targets as people write them on paper. */
#include "syntax/paper_value.h"

#include "base/utf8.h"
#include "syntax/paper_text.h"
#include "syntax/quantity_word.h"
#include "syntax/signs.h"

/* What stands on a paper form is short; what is long takes time in step with the square of it. */
enum { PAPER_LONGEST = 200 };

/* ---- reading ----------------------------------------------------------------------------------- */

/* Whether nothing is left but the words for the end of a month or of a day's time. */
static bool is_before(struct str text)
{
    static const char *const words[] = {"底", "末", "之前", "以前", "前", "之内", "内", "完成"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        paper_take(&text, words[i]);
    return paper_trim(text).len == 0;
}

/* Whether nothing is left but a word that only stands behind a day. */
static bool is_before_day(struct str text)
{
    return (paper_take(&text, "之前") || paper_take(&text, "以前") || paper_take(&text, "前")) &&
           is_before(text);
}

/* ---- parts --------------------------------------------------------------------------------------- */

/* Takes the sign or the word for one off the start; empty if there is none. */
static struct str take_relation(struct str *text)
{
    static const char *const signs[] = {">=", "<=", "=", ">", "<"};
    *text = paper_trim(*text);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (paper_take(text, signs[i]))
            return str_of(signs[i]);
    }
    const struct relation_word *word = relation_word_first(*text);
    if (!word)
        return (struct str){0};
    *text = paper_trim(paper_rest(*text, word->word.len));
    return word->sign;
}

/* The same at the end: 以上, 内. */
static struct str take_last_relation(struct str *text)
{
    static const struct relation_word words[] = {
        {{"及以上", 9}, {">=", 2}}, {{"以上", 6}, {">=", 2}},     {{"及以下", 9}, {"<=", 2}},
        {{"以下", 6}, {"<=", 2}},   {{"以内", 6}, {"<=", 2}},     {{"之内", 6}, {"<=", 2}},
        {{"内", 3}, {"<=", 2}},     {{" or more", 8}, {">=", 2}}, {{" or less", 8}, {"<=", 2}},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_ends_with(*text, words[i].word)) {
            *text = paper_trim(str_part(*text, 0, text->len - words[i].word.len));
            return words[i].sign;
        }
    }
    return (struct str){0};
}

/* Whether the text is a number and a unit, or no unit: nothing that could be another thing. */
static bool is_quantity(struct str text)
{
    size_t at = paper_number_end(text);
    if (!at || text.ptr[at - 1] == '.')
        return false;
    text = paper_trim(paper_rest(text, at));
    for (at = 0; at < text.len;) {
        uint32_t point = utf8_next(text, &at);
        bool letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
        bool sign = point == '%' || point == 0x2030 || point == '/' || point == 0xB7;
        if (!letter && !sign && (point < 0x80 || sign_twin(point)))
            return false;
    }
    return true;
}

static bool is_vague(struct str text)
{
    static const char *const words[] = {"左右", "上下", "余", "多"};
    struct str rest = without_approximation(text);
    if (rest.len < text.len && paper_number_end(paper_trim(rest)))
        return true;
    size_t at = paper_number_end(text);
    for (size_t from = at; at && from < text.len; from++) {
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            if (paper_begins(paper_rest(text, from), words[i]))
                return true;
        }
    }
    return false;
}

static struct paper_value rewrite(struct arena *a, struct str sign, struct str low, struct str high)
{
    const struct str parts[] = {sign, STR(" "), paper_trim(low), high.len ? STR(" 至 ") : STR(""),
                                paper_trim(high)};
    return (struct paper_value){PAPER_REWRITE, arena_join(a, parts, 5), {0}};
}

static const struct paper_value none = {PAPER_NONE, {0}, {0}};

/* >=100人，<=200人 */
static struct paper_value two_bounds(struct arena *a, struct str text)
{
    static const char *const commas[] = {"，", ",", "、", "且", "；"};
    struct str first = text, low_sign = take_relation(&first);
    for (size_t at = 1; low_sign.len && at < first.len; at++) {
        for (size_t i = 0; i < sizeof commas / sizeof commas[0]; i++) {
            struct str high = paper_rest(first, at), low = paper_trim(str_part(first, 0, at));
            if (!paper_take(&high, commas[i]))
                continue;
            struct str high_sign = take_relation(&high);
            if (high_sign.len && high_sign.ptr[0] == '<' && low_sign.ptr[0] == '>' &&
                is_quantity(low) && is_quantity(high))
                return rewrite(a, STR("="), low, high);
        }
    }
    return none;
}

/* 100-200 人, 1%~3% */
static struct paper_value range(struct arena *a, struct str text)
{
    static const char *const dashes[] = {"~", "-", "至", "到"};
    enum { YEAR_DIGITS = 4 };
    for (size_t at = paper_number_end(text); at && at < text.len; at++) {
        for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
            struct str high = paper_rest(text, at), low = str_part(text, 0, at);
            if (!paper_take(&high, dashes[i]))
                continue;
            while (paper_take(&high, dashes[i]))
                ;
            if (is_quantity(paper_trim(low)) && is_quantity(paper_trim(high)) &&
                (text.ptr[at] != '-' || paper_number_end(text) != YEAR_DIGITS))
                return rewrite(a, STR("="), low, high);
        }
    }
    return none;
}

/* Takes the day behind 11月: 15日, 15号, 中旬, or 15 with nothing but words like 前 behind it. The last one
 * meant; 0 if there is none, -1 if it is no date. */
static int take_day(struct str *rest)
{
    enum { FIRST_END = 10, SECOND_END = 20, MOST = 31 };
    int day = paper_take_number(rest);
    if (day > 0) {
        bool is_named = paper_take(rest, "日") || paper_take(rest, "号");
        return day <= MOST && (is_named || is_before(*rest)) ? day : -1;
    }
    if (day == 0)
        return -1;
    if (paper_take(rest, "下旬"))
        return 0;
    return paper_take(rest, "上旬") ? FIRST_END : paper_take(rest, "中旬") ? SECOND_END : 0;
}

/* 11月15日前, 11月中旬, 11.15前: a day whose year is missing. 3.5 前 is a number with a strange unit. */
static struct paper_value yearless(struct arena *a, int month, struct str rest)
{
    enum { HELP_YEAR = 2026 }; /* the year that the help names */
    bool has_point = paper_take(&rest, "."), is_figures = has_point || paper_take(&rest, "/");
    if (month < 1 || month > 12 || (!is_figures && !paper_take(&rest, "月")))
        return none;
    int day = take_day(&rest);
    bool is_day = is_figures ? day > 0 && is_before_day(rest) : day >= 0 && is_before(rest);
    if (!is_day || (has_point && paper_begins(rest, " ")) ||
        (day > 0 && !paper_is_day(HELP_YEAR, month, day)))
        return none;
    struct str date =
        day > 0 ? arena_format(a, "%d月%d日", month, day) : arena_format(a, "%d月", month);
    return (struct paper_value){PAPER_YEARLESS, date, {0}};
}

/* 2026.12.31前, 2026-12-31前, 2026-12-31日前, behind the year */
static struct paper_value in_figures(struct arena *a, int year, struct str rest)
{
    static const char *const marks[] = {".", "-", "/"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        struct str behind = rest;
        if (!paper_take(&behind, marks[i]))
            continue;
        int month = paper_take_number(&behind);
        int day = paper_take(&behind, marks[i]) ? paper_take_number(&behind) : 0;
        if (!paper_take(&behind, "日"))
            paper_take(&behind, "号");
        if (day <= 0 || !paper_is_day(year, month, day) || !is_before_day(behind))
            return none;
        const char *form = marks[i][0] == '-' ? "%04d-%02d-%02d" : "%d年%d月%d日";
        return rewrite(a, STR("<="), arena_format(a, form, year, month, day), none.text);
    }
    return none;
}

/* 四季度, 第3季度, Q3 or 上半年, behind a year: its last month; 0 if it is none. */
static int take_part_of_year(struct str *rest)
{
    static const char *const quarters[] = {"一", "二", "三", "四"};
    enum { HALF = 6, MONTHS = 12, QUARTER = 3 };
    if (paper_take(rest, "上半年"))
        return HALF;
    if (paper_take(rest, "下半年"))
        return MONTHS;
    bool is_english = paper_take(rest, "Q");
    if (!is_english)
        paper_take(rest, "第");
    int quarter = paper_take_number(rest);
    for (int i = 0; i < 4 && quarter < 0; i++)
        quarter = paper_take(rest, quarters[i]) ? i + 1 : -1;
    return quarter >= 1 && quarter <= 4 && (is_english || paper_take(rest, "季度"))
               ? quarter * QUARTER
               : 0;
}

/* 2026年12月底前, 2020年四季度, 11月15日前 */
static struct paper_value last_day(struct arena *a, struct str text)
{
    struct str rest = text;
    int number = paper_take_number(&rest);
    if (number < 1990)
        return yearless(a, number, rest);
    if (!paper_take(&rest, "年"))
        return in_figures(a, number, rest);
    struct str after_year = rest;
    int last = take_part_of_year(&rest);
    if (last)
        return is_before(rest)
                   ? rewrite(a, STR("<="), arena_format(a, "%d年%d月", number, last), none.text)
                   : none;
    rest = after_year;
    int month = paper_take_number(&rest);
    if (month < 0) {
        paper_take(&rest, "年");
        return rest.len && is_before(rest)
                   ? rewrite(a, STR("<="), arena_format(a, "%d年12月", number), none.text)
                   : none;
    }
    if (month < 1 || month > 12 || !paper_take(&rest, "月"))
        return none;
    int day = take_day(&rest);
    if (day < 0 || !is_before(rest) || (day > 0 && !paper_is_day(number, month, day)))
        return none;
    struct str date = day > 0 ? arena_format(a, "%d年%d月%d日", number, month, day)
                              : arena_format(a, "%d年%d月", number, month);
    return rewrite(a, STR("<="), date, none.text);
}

static struct paper_value take_year_end(struct arena *a, struct str text)
{
    int year = paper_take_number(&text);
    return year >= 1990 && year <= 2099 && !paper_trim(text).len
               ? rewrite(a, STR("<="), arena_format(a, "%d-12-31", year), none.text)
               : none;
}

/* 2026-12-31, 2026.12.31 and the end of 2026, behind a word such as "by". */
static struct paper_value by_day(struct arena *a, struct str text)
{
    enum { YEAR_DIGITS = 4 };
    if (paper_take(&text, "the end of "))
        return take_year_end(a, text);
    if (text.len <= YEAR_DIGITS || !strchr("-./", text.ptr[YEAR_DIGITS]))
        return none;
    char *figures = arena_bytes(a, text.len);
    for (size_t i = 0; i < text.len; i++)
        figures[i] = strchr("./", text.ptr[i]) ? '-' : text.ptr[i];
    const struct str parts[] = {{figures, text.len}, STR("前")};
    return last_day(a, arena_join(a, parts, 2));
}

/* Whether a day can be offered with `<=`, which is another sign than this one unless 前 says so too. */
static bool is_last_day_sign(struct str sign, struct str rest)
{
    return !sign.len || str_equal(sign, STR("<=")) || str_contains(rest, STR("前"));
}

/* 100%, in half-width characters: hardly ever a least. */
static bool is_all(struct str text)
{
    if (!paper_take(&text, "100"))
        return false;
    for (bool has_point = paper_take(&text, "."); has_point && paper_take(&text, "0");)
        ;
    return str_equal(paper_trim(text), STR("%"));
}

/* Takes 达到 or 完成 off the start, which say that a number is a least; false if there is none. */
static bool take_reached(struct str *text)
{
    static const char *const words[] = {"达到", "完成", "实现", "达"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (paper_take(text, words[i])) {
            *text = paper_trim(*text);
            return true;
        }
    }
    return false;
}

/* Which way a thing goes, and the sign of what it is to come to. */
static const struct {
    const char *verb, *sign;
} changes[] = {{"缩短", "<="}, {"降低", "<="}, {"下降", "<="}, {"减少", "<="}, {"压缩", "<="},
               {"压减", "<="}, {"提高", ">="}, {"提升", ">="}, {"增加", ">="}, {"增长", ">="},
               {"上升", ">="}, {"扩大", ">="}, {"降", "<="},   {"减", "<="},   {"缩", "<="},
               {"升", ">="},   {"增", ">="}};

/* Takes 缩短至 and the like off the start; the sign that it means, or empty. */
static struct str take_change(struct str *text)
{
    static const char *const words[] = {"至", "到", "为"};
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct str rest = *text;
        bool is_to = false;
        if (!paper_take(&rest, changes[i].verb))
            continue;
        for (size_t word = 0; word < sizeof words / sizeof words[0] && !is_to; word++)
            is_to = paper_take(&rest, words[word]);
        if (!is_to)
            continue;
        *text = paper_trim(rest);
        return str_of(changes[i].sign);
    }
    return (struct str){0};
}

/* The quantity with the unit of the other one if it has none. */
static struct str with_unit(struct arena *a, struct str quantity, struct str other)
{
    size_t number = paper_number_end(quantity);
    const struct str parts[] = {quantity, paper_rest(other, paper_number_end(other))};
    return number && number == quantity.len ? arena_join(a, parts, 2) : quantity;
}

/* 由14分钟缩短至9分钟: the second is the target, and the first what it is measured from; 缩短至9分钟: nothing is. */
static struct paper_value from_to(struct arena *a, struct str text)
{
    bool is_from = paper_take(&text, "由") || paper_take(&text, "从");
    for (size_t at = 0; at < text.len; at++) {
        struct str from = paper_trim(str_part(text, 0, at)), to = paper_rest(text, at);
        struct str sign = ((unsigned char)to.ptr[0] & 0xC0) == 0x80 ? none.text : take_change(&to);
        if (!sign.len && is_from)
            continue;
        if (!sign.len)
            return none;
        struct str last = take_last_relation(&to);
        take_last_relation(&from);
        from = with_unit(a, from, to);
        to = with_unit(a, to, from);
        if (is_vague(to))
            return (struct paper_value){PAPER_VAGUE, to, {0}};
        if ((last.len && !str_equal(last, sign)) || !is_quantity(to) ||
            paper_number_end(to) == to.len || (is_from && !is_quantity(from)))
            return none;
        struct paper_value found = rewrite(a, sign, to, none.text);
        if (!is_from)
            return found;
        found.baseline = from;
        return found;
    }
    return none;
}

struct paper_value paper_target(struct arena *a, struct str text)
{
    if (text.len > PAPER_LONGEST)
        return none;
    struct str plain = paper_trim(paper_half_width(a, text)), rest = plain;
    struct paper_value found = two_bounds(a, plain);
    if (found.kind == PAPER_NONE)
        found = from_to(a, plain);
    if (found.kind != PAPER_NONE)
        return found;
    size_t length = plain.len;
    struct str sign = take_relation(&rest);
    bool is_word = sign.len && !paper_begins(plain, sign.ptr);
    bool is_reached = !sign.len && take_reached(&rest);
    if (is_vague(rest))
        return (struct paper_value){PAPER_VAGUE, rest, {0}};
    found = last_day(a, rest);
    if (found.kind == PAPER_NONE && is_word && str_equal(sign, STR("<=")))
        found = by_day(a, rest);
    if (found.kind != PAPER_NONE)
        return is_last_day_sign(sign, rest) ? found : none;
    if (!sign.len || str_equal(sign, STR("="))) {
        struct str period = paper_period(a, rest);
        found = period.len ? rewrite(a, STR("="), period, none.text) : range(a, rest);
    }
    if (found.kind != PAPER_NONE)
        return found;
    struct str whole = rest, last = take_last_relation(&rest);
    if (last.len && is_quantity(rest))
        return !sign.len || str_equal(sign, last) ? rewrite(a, last, rest, none.text) : none;
    if (!is_quantity(whole) || (sign.len && !is_word) || str_ends_with(whole, STR("前")))
        return none;
    if (is_word || (is_reached && !is_all(whole)))
        return rewrite(a, is_word ? sign : STR(">="), whole, none.text);
    return (struct paper_value){length ? PAPER_BARE : PAPER_NONE, whole, {0}};
}

/* The number in 10 or 10分, if that is all; or empty. */
static struct str points_of(struct str text)
{
    enum { DIGITS = 2 };
    size_t at = 0, digits = 0;
    while (at < text.len && ((text.ptr[at] >= '0' && text.ptr[at] <= '9') ||
                             (text.ptr[at] == '.' && at > 0 && digits == 0))) {
        digits += text.ptr[at] == '.' || digits > 0;
        at++;
    }
    struct str rest = paper_trim(paper_rest(text, at));
    bool is_whole = rest.len == 0 || str_equal(rest, STR("分"));
    return is_whole && at > 0 && at - digits <= DIGITS ? str_part(text, 0, at) : (struct str){0};
}

struct str paper_points(struct str *text)
{
    static const char *const words[] = {"权重", "分值", "weight"};
    if (text->len > PAPER_LONGEST)
        return (struct str){0};
    for (size_t at = text->len; at-- > 0;) {
        struct str rest = paper_rest(*text, at);
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            if (!paper_take(&rest, words[i]))
                continue;
            struct str points = points_of(paper_trim(rest));
            if (points.len)
                *text = paper_trim(str_part(*text, 0, at));
            return points;
        }
    }
    return points_of(*text);
}

/* 0起, of which nothing can be less. */
static bool is_zero(struct str text)
{
    size_t end = paper_number_end(text);
    for (size_t i = 0; i < end; i++) {
        if (text.ptr[i] != '0' && text.ptr[i] != '.')
            return false;
    }
    return end > 0 && end < text.len;
}

void help_relation(struct diags *d, struct diag *diag, struct str target)
{
    if (is_zero(paper_half_width(d->arena, target))) {
        const struct str parts[] = {STR("= "), target};
        diag_help(d, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(d->arena, parts, 2)));
        return;
    }
    diag_help(d, diag,
              is_all(paper_trim(paper_half_width(d->arena, target))) ? NOTE_HELP_RELATION_ALL
                                                                     : NOTE_HELP_RELATION,
              DIAG_TEXT(target));
}

void help_relation_word(struct diags *d, struct diag *diag, const struct relation_word *word,
                        struct str text)
{
    size_t at = 0;
    while (at < text.len && !paper_begins(paper_rest(text, at), word->word.ptr))
        at++;
    struct str before = paper_trim(str_part(text, 0, at)),
               behind = paper_trim(paper_rest(text, at + word->word.len));
    size_t start = before.len;
    while (start > 0 && !strchr(":\"", before.ptr[start - 1]) &&
           !str_ends_with(str_part(before, 0, start), STR("："))) {
        bool is_blank = before.ptr[start - 1] == ' ';
        if (is_blank && (start < 2 || before.ptr[start - 2] < '0' || before.ptr[start - 2] > '9'))
            break; /* the blank in 6 台 is part of it */
        start--;
    }
    before = paper_rest(before, start);
    struct str quantity = is_quantity(behind) ? behind : is_quantity(before) ? before : STR("90%");
    diag_help(d, diag, NOTE_HELP_RELATION_WORD, DIAG_TEXT(word->word), DIAG_TEXT(word->sign),
              DIAG_TEXT(quantity));
}

bool paper_help(struct diags *d, struct diag *diag, struct span span, struct paper_value value)
{
    switch (value.kind) {
    case PAPER_NONE:
        return false;
    case PAPER_REWRITE:
        if (value.baseline.len) { /* which stands in braces, and there may be some already */
            const struct str parts[] = {value.text, STR(" { 基准："), value.baseline, STR(" }")};
            diag_help(d, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(d->arena, parts, 4)));
            return true;
        }
        diag_help(d, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(value.text));
        diag_fix(d, diag, span, value.text, FIX_NAMED);
        return true;
    case PAPER_BARE:
        help_relation(d, diag, value.text);
        return true;
    case PAPER_VAGUE:
        diag_help(d, diag, NOTE_HELP_EXACT, DIAG_NONE);
        return true;
    case PAPER_YEARLESS:
        diag_help(d, diag, NOTE_HELP_DATE_YEAR, DIAG_TEXT(value.text));
        return true;
    }
    return false;
}
