/* second_item.c - what stands on a line besides its value. */
#include "syntax/second_item.h"

#include "base/utf8.h"
#include "syntax/layout.h"
#include "syntax/paper_value.h"
#include "syntax/scan.h"
#include "syntax/signs.h"

#include <limits.h>

bool parse_is_line_end(struct str text, size_t at)
{
    at = scan_blanks_end(text, at);
    return at >= text.len || text.ptr[at] == '\n' || text.ptr[at] == '\r';
}

struct str parse_shown(struct parse *p, struct str text)
{
    enum { SHOWN_CHARACTERS = 24 };
    size_t at = 0;
    for (unsigned length = 0; at < text.len && length < SHOWN_CHARACTERS; length++)
        utf8_next(text, &at);
    if (at == text.len)
        return text;
    return arena_format(p->arena, "%" STR_FORMAT "…", (int)at, text.ptr);
}

/* Whether a colon is the next thing from byte `at` on. */
static bool has_colon_next(struct str text, size_t at)
{
    struct str rest = str_part(text, scan_blanks_end(text, at), text.len);
    return str_starts_with(rest, STR(":")) || str_starts_with(rest, STR("："));
}

/* The comma that stands before byte `at`, or an empty place there. */
static struct span comma_before(const struct parse *p, uint32_t at)
{
    static const char *const commas[] = {"，", "、", ","};
    while (at > 0 && p->text.ptr[at - 1] == ' ')
        at--;
    struct str before = str_part(p->text, 0, at);
    for (size_t i = 0; i < sizeof commas / sizeof commas[0]; i++) {
        if (str_ends_with(before, str_of(commas[i])))
            return (struct span){p->source, at - (uint32_t)strlen(commas[i]), at};
    }
    return (struct span){p->source, at, at};
}

static bool starts_with_quote(struct str text, size_t at)
{
    struct str rest = str_part(text, at, text.len);
    return str_starts_with(rest, STR("\"")) || str_starts_with(rest, STR("“"));
}

/* Where the item that byte `at` stands in begins. */
static uint32_t item_start(struct str text, uint32_t at)
{
    for (; at > 0 && !strchr("\n{};", text.ptr[at - 1]); at--) {
        struct str before = str_part(text, 0, at);
        if (str_ends_with(before, STR("；")) || str_ends_with(before, STR("｛")) ||
            str_ends_with(before, STR("｝")))
            break;
    }
    return (uint32_t)scan_blanks_end(text, at);
}

bool parse_is_english(const struct parse *p, uint32_t at)
{
    uint32_t start = item_start(p->text, at);
    char first = start < p->text.len ? p->text.ptr[start] : ' ';
    return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
}

struct str parse_colon(const struct parse *p, uint32_t at)
{
    return parse_is_english(p, at) ? STR(":") : STR("：");
}

struct span item_rest(const struct parse *p, uint32_t at)
{
    struct str text = p->text;
    uint32_t end = at;
    for (; end < text.len && !strchr("\r\n{};", text.ptr[end]); end++) {
        struct str rest = str_part(text, end, text.len);
        if (str_starts_with(rest, STR("；")) || str_starts_with(rest, STR("//")) ||
            str_starts_with(rest, STR("｛")) || str_starts_with(rest, STR("｝")))
            break;
    }
    while (end > at && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\t'))
        end--;
    return (struct span){p->source, at, end};
}

struct span value_at(const struct parse *p, uint32_t at, bool *is_target)
{
    struct str text = p->text;
    uint32_t line = item_start(text, at), start = line;
    bool has_colon = false;
    *is_target = false;
    for (uint32_t i = line; i < at; i++) {
        struct str before = str_part(text, line, i + 1);
        bool colon = text.ptr[i] == ':' || str_ends_with(before, STR("："));
        bool quote = text.ptr[i] == '"' || str_ends_with(before, STR("”"));
        has_colon |= colon;
        if (colon || (quote && !has_colon)) /* behind a colon it is no name's */
            start = i + 1;
        *is_target |= quote && !has_colon && !starts_with_quote(text, line);
    }
    for (struct str wide = STR("\xE3\x80\x80"); start < at;) {
        bool is_wide = str_starts_with(str_part(text, start, at), wide);
        if (!is_wide && text.ptr[start] != ' ' && text.ptr[start] != '\t')
            break;
        start += is_wide ? (uint32_t)wide.len : 1;
    }
    uint32_t end = item_rest(p, start).end;
    bool is_value = start > line && end > start;
    return (struct span){p->source, start, is_value ? end : start};
}

/* Whether the rest of the line, from byte `at` on, closes a block that is not opened on it. */
static bool closes_block(const struct parse *p, size_t at)
{
    int depth = 0;
    bool quoted = false;
    for (; at < p->text.len && p->text.ptr[at] != '\n' && depth >= 0; at++) {
        struct str rest = str_part(p->text, at, p->text.len);
        quoted ^= rest.ptr[0] == '"';
        if (quoted)
            continue;
        depth += rest.ptr[0] == '{' || str_starts_with(rest, STR("｛"));
        depth -= rest.ptr[0] == '}' || str_starts_with(rest, STR("｝"));
    }
    bool is_open = p->brace_count && p->braces[p->brace_count - 1].span.start >= p->line;
    return depth < 0 && !is_open;
}

/* Whether what the line is about is named in quotes: an indicator or a budget line, whose fields stand in
 * braces behind it. */
static bool is_named_in_quotes(const struct parse *p, uint32_t at)
{
    bool is_target;
    value_at(p, at, &is_target);
    return is_target || starts_with_quote(p->text, item_start(p->text, at));
}

/* Says that `rest`, which ends its line, belongs in braces, as `fields`; the edit is from `start` on, a
 * comma included. */
static void help_braces(struct parse *p, struct diag *diag, uint32_t start, struct span rest,
                        struct str fields)
{
    const struct str parts[] = {start > 0 && p->text.ptr[start - 1] == ' ' ? STR("") : STR(" "),
                                STR("{ "), fields, STR(" }")};
    diag_help(p->diags, diag, NOTE_HELP_BRACES_BEHIND, DIAG_TEXT(parse_shown(p, fields)));
    if (parse_is_line_end(p->text, rest.end))
        diag_fix(p->diags, diag, (struct span){p->source, start, rest.end},
                 arena_join(p->arena, parts, 4), FIX_SAFE);
}

/* 中期：800 人，权重：10: a comma between two items, or before those of a line with a name in quotes.
 * True if it was reported. */
bool report_comma_between(struct parse *p)
{
    uint32_t at = p->before_span.start;
    while (at > 0 && (p->text.ptr[at - 1] == ' ' || p->text.ptr[at - 1] == '\t'))
        at--;
    struct str before = str_part(p->text, 0, at);
    uint32_t length = str_ends_with(before, STR(","))                                        ? 1
                      : str_ends_with(before, STR("，")) || str_ends_with(before, STR("、")) ? 3
                                                                                             : 0;
    if (p->before_kind != TOK_NAME || !length)
        return false;
    struct span comma = {p->source, at - length, at};
    struct diag *diag = diag_report(p->diags, DIAG_UNEXPECTED, comma, DIAG_TEXT(span_text(comma)));
    if (is_named_in_quotes(p, comma.start)) {
        struct span rest = item_rest(p, p->before_span.start);
        help_braces(p, diag, comma.start, rest, span_text(rest));
        return true;
    }
    diag_help(p->diags, diag, NOTE_HELP_SEMICOLON, DIAG_NONE);
    diag_fix(p->diags, diag, comma, STR("；"), FIX_SAFE);
    return true;
}

/* A second item on the line, 中期：>= 80 台 权重：10, or the first of a block whose brace is missing. True
 * if it was reported. */
bool report_second_item(struct parse *p, struct span span, int found)
{
    struct span word = found == TOK_COLON ? p->before_span : span;
    bool is_word =
        found == TOK_COLON ? p->before_kind == TOK_NAME : found == TOK_NAME || found == TOK_TEXT;
    if (found == TOK_COMMA) {
        /* Behind the comma a word and a colon. */
        size_t end = scan_blanks_end(p->text, span.end);
        while (end < p->text.len && !memchr(" \n{}:;\"", p->text.ptr[end], 7) &&
               !str_starts_with(str_part(p->text, end, p->text.len), STR("：")))
            end++;
        word = (struct span){p->source, span.end, (uint32_t)end};
        is_word = end > span.end;
    }
    if (!is_word || p->brackets || !has_colon_next(p->text, word.end) || word.start <= p->line ||
        layout_indentation(p, word.start) != UINT_MAX)
        return false;
    struct span comma = comma_before(p, word.start);
    struct str before = str_part(p->text, 0, comma.start);
    bool is_value = str_ends_with(before, STR(":")) || str_ends_with(before, STR("："));
    if (found == TOK_COLON && comma.start == comma.end && (!p->has_value || is_value))
        return false;
    if (comma.start == comma.end && closes_block(p, word.end)) {
        diag_fix(p->diags, diag_report(p->diags, DIAG_OPENING_BRACE_MISSING, comma, DIAG_NONE),
                 comma, STR(" {"), FIX_SAFE);
        p->excess = 1; /* up to the brace that closes it */
        return true;
    }
    struct span place = comma.start < comma.end ? comma : word;
    struct diag *diag =
        diag_report(p->diags, DIAG_UNEXPECTED, place, DIAG_TEXT(parse_shown(p, span_text(place))));
    bool is_of_title =
        str_ends_with(before, STR("》")) &&
        (str_equal(span_text(word), STR("文号")) || str_equal(span_text(word), STR("number")));
    if (found != TOK_TEXT && (is_of_title || is_named_in_quotes(p, span.start))) {
        struct span rest = item_rest(p, (uint32_t)scan_blanks_end(p->text, word.start));
        help_braces(p, diag, comma.start, rest, span_text(rest));
        return true;
    }
    diag_help(p->diags, diag, NOTE_HELP_SEPARATE, DIAG_NONE);
    diag_fix(p->diags, diag, comma, STR("；"), FIX_SAFE);
    return true;
}

bool report_weight(struct parse *p, struct span span, int found)
{
    bool is_target, is_behind = p->before_kind == TOK_NAME || p->before_kind == TOK_RATIO;
    value_at(p, span.start, &is_target);
    uint32_t at = found == TOK_COMMA ? span.end : span.start;
    struct span rest = item_rest(p, (uint32_t)scan_blanks_end(p->text, at));
    struct str text = span_text(rest), points = paper_points(&text);
    bool is_named = text.len == 0;
    if (!points.len ||
        (is_named ? !is_target && !is_behind : !is_target || found != TOK_NUMBER || !is_behind))
        return false;
    struct diag *diag =
        diag_report(p->diags, DIAG_UNEXPECTED, rest, DIAG_TEXT(parse_shown(p, span_text(rest))));
    if (!is_named) {
        diag_help(p->diags, diag, NOTE_HELP_POINTS_BEHIND, DIAG_TEXT(points));
        return true;
    }
    bool is_english = parse_is_english(p, span.start);
    const struct str parts[] = {is_english ? STR("weight: ") : STR("权重："), points};
    help_braces(p, diag, found == TOK_COMMA ? span.start : rest.start, rest,
                arena_join(p->arena, parts, 2));
    return true;
}

/* The byte behind the bracket that closes the one at byte `at` on its line, with no other in it; or 0. */
static size_t brackets_end(struct str text, size_t at)
{
    enum { LONGEST = 64 };
    size_t end = at + (text.ptr[at] == '(' ? 1 : 3);
    for (; end < text.len && end - at < LONGEST; end++) {
        struct str rest = str_part(text, end, text.len);
        if (rest.ptr[0] == ')' || str_starts_with(rest, STR("）")))
            return end + (rest.ptr[0] == ')' ? 1 : strlen("）"));
        if (strchr("(\"\r\n{}:;", rest.ptr[0]) || str_starts_with(rest, STR("（")) ||
            str_starts_with(rest, STR("：")))
            return 0;
    }
    return 0;
}

/* The byte behind what stands in quotes from byte `at` on, or `at` if nothing does; SIZE_MAX if it is no plain text in
 * one pair of quotes, or a comment: then nobody can tell from the line alone where it ends. */
static size_t behind_quotes(struct str text, size_t at)
{
    static const char *const pairs[][2] = {{"\"", "\""}, {"“", "”"}, {"《", "》"}};
    static const char *const doubtful[] = {"\\", "\"", "“", "”", "《", "\n"};
    if (str_stands_at(text, at, "//") || str_stands_at(text, at, "/*"))
        return SIZE_MAX;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (!str_stands_at(text, at, pairs[i][0]))
            continue;
        for (size_t end = at + strlen(pairs[i][0]); end < text.len; end++) {
            if (str_stands_at(text, end, pairs[i][1]))
                return end + strlen(pairs[i][1]);
            for (size_t k = 0; k < sizeof doubtful / sizeof doubtful[0]; k++) {
                if (str_stands_at(text, end, doubtful[k]))
                    return SIZE_MAX;
            }
        }
        return SIZE_MAX;
    }
    return at;
}

struct span closing_bracket(const struct parse *p, struct span opening)
{
    static const char *const signs[] = {"（", "(", "［", "[", "）", ")", "］", "]"};
    enum { OPENING = 4, ALL = sizeof signs / sizeof signs[0] };
    struct str text = p->text;
    unsigned depth = 1;
    for (size_t at = opening.end; at < text.len && text.ptr[at] != '\n'; at++) {
        unsigned sign = 0;
        size_t behind = behind_quotes(text, at);
        if (behind == SIZE_MAX)
            break;
        if (behind > at) {
            at = behind - 1;
            continue;
        }
        while (sign < ALL && !str_stands_at(text, at, signs[sign]))
            sign++;
        if (sign == ALL)
            continue;
        depth = sign < OPENING ? depth + 1 : depth - 1;
        if (depth == 0)
            return (struct span){p->source, (uint32_t)at, (uint32_t)(at + strlen(signs[sign]))};
    }
    return (struct span){0};
}

/* The place behind the bare number that is the value of the line, whose colon stands at byte `at`; empty if there
 * is none, or a unit stands there. */
static struct span behind_number(struct parse *p, size_t at)
{
    struct str text = p->text;
    size_t length;
    at = scan_blanks_end(text, at + (text.ptr[at] == ':' ? 1 : strlen("：")));
    size_t start = at;
    while (at < text.len && (strchr(".,_", text.ptr[at]) || sign_digit(text, at, &length) >= 0))
        at += sign_digit(text, at, &length) >= 0 ? length : 1;
    struct str rest = str_part(text, scan_blanks_end(text, at), text.len);
    bool is_bare =
        at > start && (!rest.len || strchr("\r\n{;}", rest.ptr[0]) ||
                       str_starts_with(rest, STR("；")) || str_starts_with(rest, STR("//")));
    return is_bare ? (struct span){p->source, (uint32_t)at, (uint32_t)at} : (struct span){0};
}

/* Whether what stands in a caption's brackets is a unit of money, or has to do with one: （千元、含税）. */
enum money { MONEY_NONE, MONEY_UNIT, MONEY_SOMEHOW };

static enum money money_in(struct str text)
{
    static const char *const units[] = {"元", "万元", "亿元"};
    static const char *const parts[] = {"元", "万", "亿", "千", "yuan", "RMB", "CNY"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (str_equal(text, str_of(units[i])))
            return MONEY_UNIT;
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (str_contains(text, str_of(parts[i])))
            return MONEY_SOMEHOW;
    }
    return MONEY_NONE;
}

bool report_caption_brackets(struct parse *p, struct span span, int found)
{
    struct str text = p->text;
    if (found != TOK_OPEN || p->has_value || p->before_kind != TOK_NAME ||
        item_start(text, span.start) != p->before_span.start)
        return false;
    size_t end = brackets_end(text, span.start), next = scan_blanks_end(text, end);
    bool is_field = end && has_colon_next(text, end);
    if (!end || (!is_field && (next >= text.len || text.ptr[next] != '{')))
        return false;
    struct span whole = {p->source, span.start, (uint32_t)end};
    size_t width = text.ptr[span.start] == '(' ? 1 : 3, last = text.ptr[end - 1] == ')' ? 1 : 3;
    struct str unit = str_part(text, span.start + width, end - last);
    struct diag *diag = diag_report(p->diags, DIAG_UNEXPECTED, whole, DIAG_TEXT(span_text(whole)));
    enum money money = money_in(unit);
    if (money == MONEY_NONE) {
        diag_help(p->diags, diag, NOTE_HELP_CAPTION_BRACKETS, DIAG_NONE);
        diag_fix(p->diags, diag, whole, STR(""), FIX_NAMED);
        return true;
    }
    diag_help(p->diags, diag, NOTE_HELP_CAPTION_UNIT,
              DIAG_TEXT(money == MONEY_UNIT ? unit : STR("万元")));
    struct span behind =
        is_field && money == MONEY_UNIT ? behind_number(p, next) : (struct span){0};
    const struct str parts[] = {STR(" "), unit};
    if (behind.source) { /* never the one without the other: the amount would be another */
        diag_fix(p->diags, diag, whole, STR(""), FIX_NAMED);
        diag_fix(p->diags, diag, behind, arena_join(p->arena, parts, 2), FIX_NAMED);
    }
    return true;
}
