/* parse_error.c - syntax errors in the reader's words. */
#include "base/utf8.h"
#include "syntax/layout.h"
#include "syntax/paper_value.h"
#include "syntax/quantity_word.h"
#include "syntax/scan.h"
#include "syntax/second_item.h"
#include "syntax/second_unit.h"
#include "syntax/signs.h"

#include <limits.h>

enum { SHOWN_LIMIT = 4 };

/* What a token is called; empty for tokens that no reader thinks of. */
static struct bilingual token_name(int token)
{
    static const struct {
        int token;
        struct bilingual name;
    } names[] = {
#define ROW(token, chinese, english)        \
    {                                       \
        TOK_##token,                        \
        {                                   \
            {chinese, sizeof chinese - 1},  \
            {                               \
                english, sizeof english - 1 \
            }                               \
        }                                   \
    }
        ROW(YYEOF, "文件末尾", "the end of the file"),
        ROW(END, "行尾", "the end of the line"),
        ROW(NAME, "名称", "a word"),
        ROW(TEXT, "引号里的文字", "a quoted text"),
        ROW(TITLE, "《文件名》", "a title 《…》"),
        ROW(NUMBER, "数字", "a number"),
        ROW(DATE, "日期", "a date"),
        ROW(TRUTH, "真/假", "true or false"),
        ROW(COLON, "冒号 :", "a colon ':'"),
        ROW(COMMA, "逗号 ,", "a comma ','"),
        ROW(POINT, "点 .", "a point '.'"),
        ROW(OPEN_BLOCK, "左花括号 {", "an opening brace '{'"),
        ROW(CLOSE_BLOCK, "右花括号 }", "a closing brace '}'"),
        ROW(OPEN, "左括号 (", "an opening parenthesis '('"),
        ROW(CLOSE, "右括号 )", "a closing parenthesis ')'"),
        ROW(OPEN_INDEX, "左方括号 [", "an opening bracket '['"),
        ROW(CLOSE_INDEX, "右方括号 ]", "a closing bracket ']'"),
        ROW(RATIO, "%", "'%'"),
        ROW(RELATION, "关系符号 ≥ ≤ = > <", "a relation >= <= = > <"),
        ROW(IN, "属于", "'in'"),
        ROW(RANGE, "至", "'to'"),
        ROW(OR, "或", "'or'"),
        ROW(AND, "且", "'and'"),
        ROW(NOT, "非", "'not'"),
        ROW(TIMES, "× 或 /", "'×' or '/'"),
        ROW(DOT, "·", "'·'"),
        ROW(PLUS, "+", "'+'"),
        ROW(MINUS, "-", "'-'"),
#undef ROW
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].token == token)
            return names[i].name;
    }
    return (struct bilingual){STR(""), STR("")};
}

static bool contains(const int *tokens, int count, int token)
{
    for (int i = 0; i < count; i++) {
        if (tokens[i] == token)
            return true;
    }
    return false;
}

/* `4 门 x 5`, 4 门 乘以 5: a letter or a word for the multiplication sign. */
static bool is_times_word(struct str text)
{
    static const char *const words[] = {"x", "X", "х", "乘", "乘以", "乘上", "times"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_equal(text, str_of(words[i])))
            return true;
    }
    return false;
}

/* “这里可以写 …”, when there are few enough to be of use. Operators are never worth naming all. */
static void help_expected(struct parse *p, struct diag *diag, const int *expected, int count)
{
    struct bilingual list = {{0}, {0}};
    int shown = 0;
    for (int i = 0; i < count; i++) {
        struct bilingual name = token_name(expected[i]);
        if (name.chinese.len == 0 || (layout_is_operator(expected[i]) && count > SHOWN_LIMIT))
            continue;
        if (++shown > SHOWN_LIMIT)
            return;
        bilingual_add(p->arena, &list, name);
    }
    if (shown)
        diag_help(p->diags, diag, NOTE_HELP_EXPECTED, DIAG_PHRASE(list));
}

/* A line, or what stands in brackets, that is over too early. */
static void report_unfinished(struct parse *p, struct span span, const int *expected, int count)
{
    /* Stand behind what is there, not on the line end that nobody sees. */
    struct diag *diag = diag_report(p->diags, DIAG_LINE_UNFINISHED, span, DIAG_NONE);
    if (p->last_kind == TOK_POINT) {
        diag_help(p->diags, diag, NOTE_HELP_NO_MARK, DIAG_NONE);
        diag_fix(p->diags, diag, p->last_span, STR(""), FIX_SAFE);
    } else if (p->last_kind == TOK_COMMA) {
        diag_help(p->diags, diag, NOTE_HELP_LAST_COMMA, DIAG_NONE);
        diag_fix(p->diags, diag, p->last_span, STR(""), FIX_NAMED);
    } else if (layout_is_operator(p->last_kind)) {
        diag_help(p->diags, diag, NOTE_HELP_BEHIND_SIGN, DIAG_TEXT(span_text(p->last_span)));
    } else if (p->left_open) {
        diag_help(p->diags, diag, NOTE_HELP_CLOSE_PARENTHESIS, DIAG_NONE);
    } else {
        help_expected(p, diag, expected, count);
    }
}

bool parse_breaks_line(struct parse *p, uint32_t offset)
{
    if (offset < p->broken_to)
        return false;
    const char *end = memchr(p->text.ptr + offset, '\n', p->text.len - offset);
    p->broken_to = (end ? (uint32_t)(end - p->text.ptr) : (uint32_t)p->text.len) + 1;
    return true;
}

/* If the line up to the error holds such a word outside quotes: says how it is written. */
static bool help_line_relation(struct parse *p, struct diag *diag, struct span span)
{
    enum { LOOKED_AT = 256 };
    uint32_t start = span.start;
    while (start > 0 && p->text.ptr[start - 1] != '\n' && p->text.ptr[start - 1] != '"' &&
           span.start - start < LOOKED_AT)
        start--;
    struct str line = str_part(p->text, start, span.end);
    const struct relation_word *found = relation_word_in(line);
    if (found)
        help_relation_word(p->diags, diag, found, span_text(item_rest(p, start)));
    return found != NULL;
}

/* The place of a 到 before the token that is not expected, or at its start; empty if there is none. */
static struct span range_word(const struct parse *p, struct span span)
{
    static const char *const words[] = {"To", "TO", "until", "till", "through", "截至", "直到"};
    struct span before = p->before_span;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_equal(span_text(span), str_of(words[i])))
            return span;
        if (p->before_kind == TOK_NAME && str_equal(span_text(before), str_of(words[i])))
            return before;
    }
    if (str_starts_with(span_text(span), STR("到")))
        return (struct span){span.source, span.start, span.start + 3};
    if (p->before_kind == TOK_NAME && str_starts_with(span_text(before), STR("到")))
        return (struct span){before.source, before.start, before.start + 3};
    return (struct span){0};
}

/* What people put between and beside numbers: 到, 约. True if it was reported. */
static bool report_word(struct parse *p, struct span span)
{
    struct span range = range_word(p, span), before = p->before_span;
    if (range.source) {
        struct diag *diag =
            diag_report(p->diags, DIAG_UNEXPECTED, range, DIAG_TEXT(span_text(range)));
        diag_help(p->diags, diag, NOTE_HELP_RANGE_WORD, DIAG_NONE);
        bool is_english = (unsigned char)span_text(range).ptr[0] < 0x80;
        diag_fix(p->diags, diag, range, is_english ? STR("to") : STR("至"), FIX_NAMED);
        return true;
    }
    if (p->before_kind != TOK_NAME) /* there may be nothing before */
        return false;
    struct str text = span_text(before), number = without_approximation(text);
    size_t length;
    bool is_before_number = number.len == 0 && p->last_kind == TOK_NUMBER;
    if (number.len == text.len || (!is_before_number && sign_digit(number, 0, &length) < 0))
        return false;
    diag_help(p->diags, diag_report(p->diags, DIAG_UNEXPECTED, before, DIAG_TEXT(text)),
              NOTE_HELP_EXACT, DIAG_NONE);
    return true;
}

/* What is written as on paper: 95%以上, 100-200 人, 约6.2万元, 人民币21.00万元. True if it was reported. */
static bool report_paper(struct parse *p, struct span at)
{
    bool is_target;
    struct span span = value_at(p, at.start, &is_target);
    struct str text = span_text(span), yuan = STR("人民币");
    if (str_starts_with(text, yuan)) {
        struct span word = {span.source, span.start, span.start + (uint32_t)yuan.len};
        struct diag *diag = diag_report(p->diags, DIAG_UNEXPECTED, word, DIAG_TEXT(yuan));
        diag_help(p->diags, diag, NOTE_HELP_MONEY_SIGN, DIAG_NONE);
        diag_fix(p->diags, diag, word, STR(""), FIX_SAFE);
        return true;
    }
    struct paper_value value = paper_target(p->arena, text);
    if (value.kind == PAPER_NONE || (!is_target && value.kind != PAPER_VAGUE))
        return false;
    if (p->before_kind == TOK_DATE)
        diags_drop(p->diags, DIAG_DATE_FORM, p->before_span);
    struct diag *diag =
        diag_report(p->diags, DIAG_UNEXPECTED, span, DIAG_TEXT(parse_shown(p, text)));
    return paper_help(p->diags, diag, span, value);
}

/* A date where none belongs, which is not written as one either: 年 2021.3.4. One report is enough. */
static bool is_reported_date(struct parse *p, struct span span, int found)
{
    struct diag *last = p->diags->last;
    if (found != TOK_DATE || !last || last->code != DIAG_DATE_FORM ||
        last->span.start != span.start)
        return false;
    last->code = DIAG_UNEXPECTED;
    last->fixes = NULL;
    bool is_target;
    struct span value = value_at(p, span.start, &is_target);
    struct paper_value paper = paper_target(p->arena, span_text(value));
    if (is_target && (p->before_kind != TOK_NAME || paper.kind == PAPER_REWRITE))
        paper_help(p->diags, last, value, paper);
    else if (p->before_kind == TOK_NAME)
        diag_help(p->diags, last, NOTE_HELP_YEAR_ONLY, DIAG_NONE);
    return true;
}

/* 下降10%: a name that ends with a digit stands right before the sign. */
static bool is_behind_digit(const struct parse *p, struct span span)
{
    if (p->before_kind != TOK_NAME || p->before_span.end != span.start)
        return false; /* there may be nothing before */
    struct str before = span_text(p->before_span);
    bool is_wide = (unsigned char)before.ptr[before.len - 1] >= 0x80;
    size_t length, last = before.len - (before.len >= 3 && is_wide ? 3 : 1);
    return sign_digit(before, last, &length) >= 0;
}

/* 40 人 人, 90%%, 良好 %: the word or `%` before this one was the unit, or the grade. */
static bool is_second_unit(const struct parse *p, struct span span, int found, const int *expected,
                           int count)
{
    bool is_unit = found == TOK_NAME || found == TOK_RATIO;
    bool is_behind_unit = p->before_kind == TOK_NAME || p->before_kind == TOK_RATIO;
    return is_unit && is_behind_unit && !is_behind_digit(p, span) &&
           contains(expected, count, TOK_TIMES);
}

static bool holds_digit(struct str text)
{
    size_t length;
    for (size_t at = 0; at < text.len; at++) {
        if (sign_digit(text, at, &length) >= 0)
            return true;
    }
    return false;
}

/* 填报单位：清河 街道: words behind a colon, and no number before them; or 概况：改造率80%，… True if help was
 * given. */
static bool help_words(struct parse *p, struct diag *diag, struct span span, int found)
{
    bool is_target;
    struct span value = value_at(p, span.start, &is_target);
    struct str text = span_text(value);
    size_t length;
    bool is_two = found == TOK_NAME && value.start == p->before_span.start &&
                  !holds_digit(span_text(p->before_span)) &&
                  !str_equal(span_text(span), span_text(p->before_span));
    bool is_prose = found == TOK_RATIO && is_behind_digit(p, span) &&
                    value.start <= p->before_span.start && sign_digit(text, 0, &length) < 0;
    if (p->before_kind != TOK_NAME || is_target || !(is_two || is_prose))
        return false;
    diag_help(p->diags, diag, NOTE_HELP_QUOTE_ALL, DIAG_NONE);
    bool is_within = value.start <= span.start && value.end >= span.end; /* else it is in braces */
    if (!is_within || !signs_are_absent(text))
        return true;
    diag_fix(p->diags, diag, (struct span){p->source, value.start, value.start}, STR("“"),
             FIX_NAMED);
    diag_fix(p->diags, diag, span_after(value), STR("”"), FIX_NAMED);
    return true;
}

/* 60，00 or 3,5 where one number belongs: the comma stands for a point. True if it was reported. */
static bool report_decimal_comma(struct parse *p, struct span comma, int found)
{
    enum { MOST_PLACES = 2 };
    if (found != TOK_COMMA || p->before_kind != TOK_NUMBER || p->before_span.end != comma.start)
        return false;
    struct span whole = {p->source, p->before_span.start, comma.end};
    struct str before = span_text(p->before_span);
    size_t length;
    while (sign_digit(p->text, whole.end, &length) >= 0)
        whole.end += (uint32_t)length;
    uint32_t places = whole.end - comma.end;
    if (memchr(before.ptr, '.', before.len) || places == 0 || places > MOST_PLACES)
        return false;
    scan_report_decimal_comma(p, whole, before, str_part(p->text, comma.end, whole.end));
    return true;
}

/* “前”, “底” and the like behind a date; “以上” and the like behind a number: the text of them at byte `at`,
 * or empty. */
static struct str word_behind(const struct parse *p, size_t at)
{
    static const char *const words[] = {"以前", "之前", "底前", "前", "底", "止"};
    struct str rest = str_part(p->text, scan_blanks_end(p->text, at), p->text.len);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_starts_with(rest, str_of(words[i])))
            return str_part(rest, 0, strlen(words[i]));
    }
    return (struct str){0};
}

/* `质量 "合格率" 99%以上`, 时效 "完成时间" 2025年12月20日前: a target without its relation. True if help was given. */
static bool help_bare_target(struct parse *p, struct diag *diag, struct span span, int found)
{
    bool is_ratio = found == TOK_RATIO && p->before_kind == TOK_NUMBER;
    if (p->has_value || (!is_ratio && found != TOK_DATE))
        return false;
    struct str target = str_part(p->text, is_ratio ? p->before_span.start : span.start, span.end);
    struct str rest = str_part(p->text, scan_blanks_end(p->text, span.end), p->text.len);
    const struct relation_word *relation = relation_word_first(rest);
    struct str sign = relation                                                ? relation->sign
                      : found == TOK_DATE && word_behind(p, span.end).len > 0 ? STR("<=")
                                                                              : STR("");
    if (sign.len == 0 && help_line_relation(p, diag, span))
        return true;
    if (sign.len == 0) {
        help_relation(p->diags, diag, target);
        return true;
    }
    const struct str parts[] = {sign, STR(" "), target};
    diag_help(p->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(p->arena, parts, 3)));
    return true;
}

/* 期限2025-03-01: the colon between a word and a date. Where it belongs, or an empty place. */
static struct span lost_colon(const struct parse *p, int found)
{
    struct span word = p->before_span;
    uint32_t at = word.end;
    if (found != TOK_MINUS || p->has_value || p->before_kind != TOK_NAME)
        return (struct span){0};
    while (at > word.start && p->text.ptr[at - 1] >= '0' && p->text.ptr[at - 1] <= '9')
        at--;
    bool is_inside = at > word.start && at < word.end;
    if (word.start > 0 && strchr("0123456789", p->text.ptr[word.start - 1]))
        return (struct span){0}; /* 2026年1-12月: the word is a unit */
    return is_inside ? (struct span){p->source, at, at} : (struct span){0};
}

/* "日常养护" 1 万元/公里 × 3 公里: no colon between a line's name and its formula. True if it was reported. */
static bool report_lost_colon(struct parse *p, struct span span, int found)
{
    struct str text = p->text;
    uint32_t name = (uint32_t)scan_blanks_end(text, p->line), end = name + 1;
    size_t length;
    if (p->has_value || (found != TOK_TIMES && found != TOK_DOT && found != TOK_PLUS) ||
        name >= span.start || text.ptr[name] != '"')
        return false;
    while (end < span.start && text.ptr[end] != '"')
        end++;
    uint32_t number = (uint32_t)scan_blanks_end(text, end + 1);
    if (end == span.start || sign_digit(text, number, &length) < 0)
        return false;
    struct str quoted = str_part(text, name, end + 1);
    struct span place = {p->source, number, span.start};
    struct diag *diag =
        diag_report(p->diags, DIAG_COLON_MISSING, place, DIAG_TEXT(str_part(text, name + 1, end)));
    diag_help(p->diags, diag, NOTE_HELP_COLON, DIAG_TEXT(quoted));
    diag_fix(p->diags, diag, (struct span){p->source, end + 1, end + 1}, parse_colon(p, span.start),
             FIX_SAFE);
    return true;
}

/* A number behind a word: 概况：全市 63 个, or a sign that is missing between two numbers. */
static void help_number(struct parse *p, struct diag *diag)
{
    uint32_t at = p->before_span.start;
    while (at > 0 && p->text.ptr[at - 1] == ' ')
        at--;
    char before = at > 0 ? p->text.ptr[at - 1] : ' ';
    bool is_unit = (p->before_kind != TOK_NAME && p->before_kind != TOK_TEXT) ||
                   (before >= '0' && before <= '9');
    diag_help(p->diags, diag,
              is_unit       ? NOTE_HELP_SIGN_MISSING
              : p->brackets ? NOTE_HELP_REMARK
                            : NOTE_HELP_QUOTE_ALL,
              DIAG_NONE);
}

/* The word that the line of byte `at` begins with. */
static struct str line_word(const struct parse *p, uint32_t at)
{
    enum { LONGEST = 60 };
    uint32_t start = at, end;
    while (start > 0 && p->text.ptr[start - 1] != '\n')
        start--;
    end = start = (uint32_t)scan_blanks_end(p->text, start);
    while (end < at && end - start < LONGEST && !strchr(" \t\":", p->text.ptr[end]) &&
           !str_stands_at(p->text, end, "：") && !str_stands_at(p->text, end, "“"))
        end++;
    return str_part(p->text, start, end);
}

/* A comma or a point at the end of a line. True if help was given. */
static bool help_mark(struct parse *p, struct diag *diag, struct span span, int found)
{
    if (!parse_is_line_end(p->text, span.end) || (found != TOK_COMMA && found != TOK_POINT))
        return false;
    diag_help(p->diags, diag, NOTE_HELP_NO_MARK, DIAG_NONE);
    diag_fix(p->diags, diag, span, STR(""), FIX_SAFE);
    return true;
}

void parse_unexpected(struct parse *p, struct span span, int found, const int *expected, int count)
{
    if (!parse_breaks_line(p, span.start))
        return;
    if (found == TOK_END || found == TOK_YYEOF) {
        report_unfinished(p, span, expected, count);
        return;
    }
    struct span path;
    if (scan_bare_path(p, span.start, &path)) {
        scan_report_path(p, path);
        return;
    }
    if (found == TOK_NAME && p->before_kind == TOK_TITLE &&
        scan_report_number_behind_title(p, p->before_span, span))
        return;
    if (found == TOK_NUMBER && scan_report_number_around(p, span))
        return;
    if (is_reported_date(p, span, found) || report_paper(p, span) || report_word(p, span) ||
        (found == TOK_COLON && report_comma_between(p)) || report_decimal_comma(p, span, found) ||
        report_second_item(p, span, found) || report_weight(p, span, found) ||
        report_lost_colon(p, span, found) || report_caption_brackets(p, span, found))
        return;
    struct str text = span_text(span);
    struct diag *diag =
        diag_report(p->diags, DIAG_UNEXPECTED, span, DIAG_TEXT(parse_shown(p, text)));
    if (help_mark(p, diag, span, found) || help_bare_target(p, diag, span, found))
        return;
    struct span colon = lost_colon(p, found);
    if (colon.source) {
        diag_help(p->diags, diag, NOTE_HELP_COLON_HERE, DIAG_NONE);
        diag_fix(p->diags, diag, colon, parse_colon(p, span.start), FIX_SAFE);
    } else if (found == TOK_NAME && p->before_kind == TOK_DATE && word_behind(p, span.start).len) {
        diag_help(p->diags, diag, NOTE_HELP_DATE_WORD, DIAG_TEXT(text));
        diag_fix(p->diags, diag, span, STR(""), FIX_NAMED);
    } else if (found == TOK_NAME && is_times_word(text)) {
        diag_help(p->diags, diag, NOTE_HELP_TIMES, DIAG_NONE);
        diag_fix(p->diags, diag, span, STR("×"), FIX_SAFE);
    } else if (found == TOK_COLON) {
        diag_help(p->diags, diag, NOTE_HELP_ONE_COLON, DIAG_NONE);
    } else if ((found == TOK_TEXT || found == TOK_TITLE) && contains(expected, count, TOK_COMMA)) {
        diag_help(p->diags, diag, NOTE_HELP_COMMA, DIAG_NONE);
        diag_fix(p->diags, diag, (struct span){p->source, span.start, span.start}, STR("，"),
                 FIX_NAMED);
    } else if (found == TOK_NUMBER && p->before_kind == TOK_NUMBER &&
               !memchr(p->text.ptr + p->before_span.end, '\n', span.start - p->before_span.end)) {
        diag_help(p->diags, diag, NOTE_HELP_SPLIT_NUMBER, DIAG_NONE);
    } else if (found == TOK_NUMBER && contains(expected, count, TOK_TIMES)) {
        if (!help_line_relation(p, diag, span))
            help_number(p, diag);
    } else if (found == TOK_CLOSE || found == TOK_CLOSE_INDEX) {
        diag_help(p->diags, diag, NOTE_HELP_UNOPENED, DIAG_NONE);
        diag_fix(p->diags, diag, span, STR(""), FIX_NAMED);
    } else if (found == TOK_NAME && p->before_kind == TOK_TEXT &&
               p->before_span.end == span.start) {
        diag_help(p->diags, diag, NOTE_HELP_INNER_QUOTES, DIAG_NONE);
    } else if (help_line_relation(p, diag, span) || help_words(p, diag, span, found)) {
        return;
    } else if (is_second_unit(p, span, found, expected, count)) {
        help_second_unit(p, diag, span);
    } else if (found == TOK_RATIO && is_behind_digit(p, span)) {
        bool is_target;
        value_at(p, span.start, &is_target);
        if (is_target)
            diag_help(p->diags, diag, NOTE_HELP_TARGET, DIAG_TEXT(line_word(p, span.start)));
        else
            diag_help(p->diags, diag, NOTE_HELP_QUOTE_ALL, DIAG_NONE);
    } else if (found == p->before_kind && layout_is_operator(found) &&
               str_equal(text, span_text(p->before_span))) {
        diag_help(p->diags, diag, NOTE_HELP_TWICE, DIAG_NONE);
        diag_fix(p->diags, diag, span, STR(""), FIX_NAMED);
    } else if (found == TOK_TEXT && p->has_value) {
        diag_help(p->diags, diag, NOTE_HELP_TARGET, DIAG_TEXT(line_word(p, span.start)));
    } else if (found == TOK_TIMES && !p->has_value && p->before_kind == TOK_NAME &&
               layout_indentation(p, span.start) == UINT_MAX) {
        diag_help(p->diags, diag, NOTE_HELP_QUOTE_ALL, DIAG_NONE);
    } else {
        help_expected(p, diag, expected, count);
    }
}
