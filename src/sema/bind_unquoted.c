/* bind_unquoted.c - indicators as a paper form has them, 数量指标：加装电梯 60台: the name in no quotes, and the
 * target behind it. */
#include "sema/bind.h"

#include "base/nearest.h"
#include "base/utf8.h"
#include "sema/typed_name.h"
#include "sema/typed_text.h"
#include "syntax/paper_value.h"
#include "syntax/signs.h"

/* What stands on a form's line is short; what is longer is no name and target. */
enum { LONGEST = 200 };

/* The line as it is read here. */
struct typed_indicator {
    bool has_colon; /* behind the head */
    struct str
        name; /* in its quotes if it has any; empty if words for a number stand in its place */
    bool is_quoted;
    struct str heading;       /* the unit in parentheses behind a name in quotes; or empty */
    struct str target, right; /* as typed; as the language has it, from its colon or relation on */
    struct str points;        /* of a weight behind it, or empty */
    struct paper_value paper; /* what else there is to say of the target */
    bool is_plain; /* there is no doubt where the name ends, and the target is as typed */
};

/* ---- reading ----------------------------------------------------------------------------------- */

/* The bytes of the relation that stands first in the text, in either width; or 0. */
static size_t sign_length(struct str text)
{
    size_t at = 0;
    while (at < text.len) {
        size_t next = at;
        uint32_t point = utf8_next(text, &next);
        const char *twin = sign_twin(point);
        if (!strchr("<>=", point < 0x80 ? (int)point : twin && twin[0] ? twin[0] : ' '))
            break;
        at = next;
    }
    return at;
}

static bool is_percent(struct str text)
{
    return str_equal(text, STR("%")) || str_equal(text, STR("％"));
}

/* Whether the quantity has a unit that is known. */
static bool has_unit(struct binder *b, struct str text)
{
    text = typed_trim(typed_rest(text, typed_number(text)));
    return is_percent(text) || (text.len && units_find(b->units, text));
}

/* A target as it is written on paper; a date of the calendar by itself is a last day too. */
static struct paper_value paper_of(struct binder *b, struct str text)
{
    struct paper_value paper = paper_target(b->arena, text);
    const struct str day[] = {text, STR("前")};
    return paper.kind == PAPER_NONE ? paper_target(b->arena, arena_join(b->arena, day, 2)) : paper;
}

/* Reads the target; `is_apart` tells whether a blank or a mark stands before it. False if it is none. */
static bool read_target(struct binder *b, struct typed_indicator *typed, struct str text,
                        bool is_apart, struct str colon)
{
    if (str_ends_with(text, STR("。")))
        text = typed_trim(str_part(text, 0, text.len - strlen("。")));
    size_t sign = sign_length(text);
    const struct str joined[] = {sign ? STR(" ") : colon, text};
    typed->target = text;
    typed->paper = paper_of(b, typed_trim(typed_rest(text, sign)));
    typed->is_plain = is_apart;
    typed->right = arena_join(b->arena, joined, 2);
    if (sign)
        return typed->paper.kind == PAPER_BARE;
    switch (typed->paper.kind) {
    case PAPER_REWRITE: {
        const struct str parts[] = {STR(" "), typed->paper.text};
        typed->right = arena_join(b->arena, parts, 2);
        typed->is_plain = false;
        return true;
    }
    case PAPER_BARE:
        return is_apart || has_unit(b, text);
    case PAPER_VAGUE:
    case PAPER_YEARLESS:
        return is_apart || typed_begins_vaguely(text);
    case PAPER_NONE:
        break;
    }
    return is_apart && units_find_grade(b->units, text);
}

/* Whether a target may begin at byte `at` of the text: behind a blank or a mark, with a digit, or with a sign or
 * word for a relation. */
static bool may_begin_target(struct str text, size_t at, bool *is_apart)
{
    size_t length;
    struct str before = str_part(text, 0, at), rest = typed_rest(text, at);
    char last = text.ptr[at - 1];
    *is_apart = typed_trim(before).len < before.len || typed_mark(before, true);
    bool is_inside = (last >= '0' && last <= '9') || (last >= 'A' && last <= 'Z') ||
                     (last >= 'a' && last <= 'z') || last == '.';
    bool is_from = str_starts_with(rest, STR("由")) || str_starts_with(rest, STR("从"));
    return *is_apart || is_from || sign_length(rest) || relation_word_first(rest) ||
           typed_begins_vaguely(rest) || (!is_inside && sign_digit(rest, 0, &length) >= 0);
}

/* Takes what stands before the target as its name, if it is one. Where words for a number stand, which may be
 * part of the target, all of the text is read for that. */
static void take_name(struct binder *b, struct typed_indicator *typed, struct str text,
                      struct str name)
{
    typed->name = typed_without_verb(name);
    typed->is_plain &= typed->name.len == name.len && !typed_ends_in_doubt(name);
    if (typed_is_name(typed->name) && !typed_is_number_word(typed->name))
        return;
    typed->name.len = 0;
    struct paper_value whole = paper_of(b, text);
    if (whole.kind == PAPER_NONE)
        return;
    const struct str parts[] = {STR(" "), whole.text};
    typed->paper = whole;
    typed->target = text;
    typed->right = arena_join(b->arena, parts, 2);
}

/* Finds where the name ends: before the first thing that is a target. It has no number in it but as in 第2期 and
 * A4: what stands before the rest of 2020-12-31 is no name. */
static bool split(struct binder *b, struct typed_indicator *typed, struct str text,
                  struct str colon)
{
    enum { MOST_TRIED = 12 /* places: a name is of no more words than that */ };
    for (size_t at = 1, tried = 0; at < text.len && tried < MOST_TRIED; at++) {
        bool is_apart, is_start = ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
        if (!is_start || typed_trim(typed_rest(text, at)).ptr != text.ptr + at ||
            !may_begin_target(text, at, &is_apart))
            continue;
        tried++;
        struct str name = typed_trim(str_part(text, 0, at));
        name.len -= typed_mark(name, true);
        name = typed_trim(name);
        if (typed_is_name(name) && read_target(b, typed, typed_rest(text, at), is_apart, colon)) {
            take_name(b, typed, text, name);
            return true;
        }
        size_t length;
        if (sign_digit(text, at, &length) >= 0 && !str_ends_with(name, STR("第")))
            return false;
    }
    return false;
}

/* Whether the text is a unit, %, or one for each of another kind: 元/人, but 台/套, of which one is meant. */
static bool is_unit(struct binder *b, struct str text)
{
    const char *stroke = memchr(text.ptr, '/', text.len);
    if (!stroke)
        return is_percent(text) || units_find(b->units, text);
    size_t at = (size_t)(stroke - text.ptr);
    const struct measure *over = units_find(b->units, str_part(text, 0, at)),
                         *under = units_find(b->units, str_part(text, at + 1, text.len));
    return over && under && over->kind != under->kind;
}

/* The bytes of the unit in parentheses that the text begins with, parentheses included, and the unit; or 0. */
static size_t unit_in_parentheses(struct binder *b, struct str text, struct str *unit)
{
    static const char *const marks[][2] = {{"（", "）"}, {"(", ")"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        struct str open = str_of(marks[i][0]), close = str_of(marks[i][1]);
        size_t end = open.len;
        if (!str_starts_with(text, open))
            continue;
        while (end < text.len && !str_stands_at(text, end, marks[i][1]))
            end++;
        *unit = typed_trim(str_part(text, open.len, end));
        return end < text.len && is_unit(b, *unit) ? end + close.len : 0;
    }
    return 0;
}

/* Takes 以上 and the like off the end, and gives it. */
static struct str take_limit_word(struct str *text)
{
    static const char *const words[] = {"及以上", "以上", "及以下", "以下", "以内", "之内", "内"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct str word = str_of(words[i]);
        if (!str_ends_with(*text, word))
            continue;
        *text = typed_trim(str_part(*text, 0, text->len - word.len));
        return word;
    }
    return STR("");
}

/* Whether the text ends with a number, 万 or 亿 behind it included. */
static bool ends_with_number(struct str text)
{
    size_t length, last;
    if (str_ends_with(text, STR("万")) || str_ends_with(text, STR("亿")))
        text.len -= strlen("万");
    last = text.len - (text.len > 0);
    while (last > 0 && ((unsigned char)text.ptr[last] & 0xC0) == 0x80)
        last--;
    return text.len > 0 && sign_digit(text, last, &length) >= 0;
}

/* Reads the target whose unit stands before it, in parentheses behind the name; it may stand behind the number too. */
static bool read_amount(struct binder *b, struct typed_indicator *typed, struct str unit,
                        struct str text, struct str colon)
{
    text = typed_trim(text);
    text = typed_trim(typed_rest(text, typed_mark(text, false)));
    struct str limit = take_limit_word(&text);
    bool is_there =
        str_ends_with(text, unit) ||
        (is_percent(unit) && (str_ends_with(text, STR("%")) || str_ends_with(text, STR("％"))));
    bool is_doubled = str_starts_with(unit, STR("万")) && str_ends_with(text, STR("万"));
    const struct str parts[] = {text, is_there ? STR("") : unit, limit};
    bool is_dated = str_contains(text, STR("年")); /* 2026年达到5 */
    if ((!is_there && !ends_with_number(text)) || is_doubled || is_dated ||
        !read_target(b, typed, arena_join(b->arena, parts, 3), true, colon))
        return false;
    typed->is_plain = false;
    return true;
}

/* 道路长度（公里）：≥3.2, as the columns of a form are headed: the unit in parentheses belongs to the number. False
 * if it is none of these. */
static bool read_headed(struct binder *b, struct typed_indicator *typed, struct str text,
                        struct str colon)
{
    size_t at = 0, length = 0;
    struct str unit = {0};
    while (at < text.len && !(length = unit_in_parentheses(b, typed_rest(text, at), &unit)))
        at++;
    typed->name = typed_trim(str_part(text, 0, at));
    return length && typed_is_name(typed->name) && !typed_is_number_word(typed->name) &&
           read_amount(b, typed, unit, typed_rest(text, at + length), colon);
}

/* Reads the line, which is all that stands behind its head; a name in quotes may stand there only behind a
 * colon, or if `is_grouped`: the head stands above it. */
static bool read_typed(struct binder *b, struct span head, struct span line, bool is_grouped,
                       struct typed_indicator *typed)
{
    struct str text = span_text(line), colon = colon_and_blank(head);
    if (text.len > LONGEST || memchr(text.ptr, '\n', text.len))
        return false;
    text = typed_trim(text);
    typed->has_colon = str_starts_with(text, STR(":")) || str_starts_with(text, STR("："));
    text = typed_trim(typed_rest(text, typed->has_colon ? typed_mark(text, false) : 0));
    struct str all = text;
    typed->points = paper_points(&text);
    if (!text.len || text.len == all.len)
        typed->points.len = 0, text = all;
    size_t quoted = typed_quoted(text);
    if (!quoted)
        return read_headed(b, typed, text, colon) || split(b, typed, text, colon);
    typed->is_quoted = true;
    typed->name = str_part(text, 0, quoted);
    text = typed_trim(typed_rest(text, quoted));
    struct str unit;
    size_t length = unit_in_parentheses(b, text, &unit);
    typed->heading = str_part(text, 0, length);
    if (length)
        return read_amount(b, typed, unit, typed_rest(text, length), colon);
    text = typed_trim(typed_rest(text, typed_mark(text, false)));
    return (typed->has_colon || is_grouped) && read_target(b, typed, text, true, colon);
}

/* ---- telling ----------------------------------------------------------------------------------- */

/* Whether something of it stands in braces. */
static bool needs_block(const struct typed_indicator *typed)
{
    return typed->points.len || typed->paper.baseline.len;
}

/* 权重：10, in the language of the head; empty if there is no value. */
static struct str field_text(struct binder *b, struct span head, enum word_id word,
                             struct str value)
{
    const struct str parts[] = {name_like(head, word_info(word)->name), colon_and_blank(head),
                                value};
    return value.len ? arena_join(b->arena, parts, 3) : STR("");
}

/* The line as it should be, from behind the head on; words in the language of the head. */
static struct str right_line(struct binder *b, struct span head,
                             const struct typed_indicator *typed)
{
    struct str quote = typed->is_quoted ? STR("") : STR("\"");
    struct str semicolon = name_like(head, (struct bilingual){STR("；"), STR("; ")});
    bool has_both = typed->points.len && typed->paper.baseline.len;
    const struct str parts[] = {STR(" "),
                                quote,
                                typed->name,
                                quote,
                                typed->right,
                                needs_block(typed) ? STR(" { ") : STR(""),
                                field_text(b, head, WORD_INDICATOR_BASELINE, typed->paper.baseline),
                                has_both ? semicolon : STR(""),
                                field_text(b, head, WORD_INDICATOR_WEIGHT, typed->points),
                                needs_block(typed) ? STR(" }") : STR("")};
    return arena_join(b->arena, parts, sizeof parts / sizeof parts[0]);
}

/* Whatever the parser did not expect in the line is part of what is told of it. */
static void drop_parts(struct binder *b, struct span line)
{
    static const enum diag_code codes[] = {DIAG_UNEXPECTED, DIAG_DATE_FORM, DIAG_UNUSUAL_SIGN};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        diags_drop(b->diags, codes[i], line);
}

/* Says that the name is missing, and how the target is written. */
static void report_nameless(struct binder *b, struct span head, const struct typed_indicator *typed)
{
    struct str word = span_text(head), name = name_like(head, word_info(WORD_INDICATOR_NAME)->name);
    const struct str line[] = {word, STR(" \""), name, STR("\""), typed->right};
    struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, head, DIAG_TEXT(word));
    if (typed->paper.kind == PAPER_REWRITE || sign_length(typed->target)) {
        diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(b->arena, line, 5)));
        return;
    }
    diag_help(b->diags, diag, NOTE_HELP_NAME, DIAG_TEXT(word));
    paper_help(b->diags, diag, head, typed->paper);
}

static void report_typed(struct binder *b, struct span head, struct span line,
                         const struct typed_indicator *typed)
{
    drop_parts(b, line);
    if (!typed->name.len) {
        report_nameless(b, head, typed);
        return;
    }
    struct str right = right_line(b, head, typed), word = span_text(head);
    const struct str whole[] = {word, right};
    uint32_t start = (uint32_t)(typed->name.ptr - head.source->text.ptr);
    struct span name = {head.source, start, start + (uint32_t)typed->name.len};
    struct diag *diag;
    if (typed->has_colon) {
        diag = diag_report(b->diags, DIAG_NAME_MISSING, head, DIAG_TEXT(word));
    } else if (typed->heading.len) {
        start = (uint32_t)(typed->heading.ptr - head.source->text.ptr);
        name = (struct span){head.source, start, start + (uint32_t)typed->heading.len};
        diag = diag_report(b->diags, DIAG_UNEXPECTED, name, DIAG_TEXT(typed->heading));
    } else {
        diag = diag_report(b->diags, DIAG_QUOTES_MISSING, name, DIAG_TEXT(typed->name));
    }
    diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(b->arena, whole, 2)));
    if (typed->paper.kind != PAPER_REWRITE && !sign_length(typed->target))
        paper_help(b->diags, diag, line, typed->paper);
    bool is_one = typed->is_quoted || !memchr(typed->name.ptr, ' ', typed->name.len);
    bool is_safe = typed->is_plain && is_one;
    diag_fix(b->diags, diag, line, right, is_safe ? FIX_SAFE : FIX_NAMED);
}

/* 数量："培训教师" >= 40 人, 数量：培训教师 >= 40 人: the name stands behind the colon, in quotes or not. */
static bool report_name_behind_colon(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *value = node->values;
    bool is_relation = value && !node->labels && !value->next && value->kind == AST_BINARY &&
                       value->operator>= AST_EQUAL && value->operator<= AST_GREATER_EQUAL;
    const struct ast_expression *name = is_relation ? value->binary.left : NULL;
    if (!name || (name->kind != AST_TEXT && name->kind != AST_NAME))
        return false;
    struct str head = span_text(node->head->span), called = span_text(name->span),
               quote = name->kind == AST_NAME ? STR("\"") : STR("");
    bool is_nameless = name->kind == AST_NAME && typed_is_number_word(called);
    if (is_nameless)
        called = name_like(node->head->span, word_info(WORD_INDICATOR_NAME)->name);
    struct span span = {value->span.source, name->span.end, value->span.end};
    struct str target = span_text(span);
    if (str_ends_with(target, STR("（含）"))) /* which the sign says */
        target.len -= strlen("（含）");
    const struct str parts[] = {head, STR(" "), quote, called, quote, target};
    struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span, DIAG_TEXT(head));
    diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(b->arena, parts, 6)));
    if (!is_nameless)
        fix_name_behind_colon(b, diag, node->colon, name);
    return true;
}

/* 数量：培训教师: words and no target, which are no step of a scale and nothing that is defined. */
static bool report_name_alone(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *name = node->values;
    if (node->labels || node->relation != AST_NONE || !name || name->kind != AST_NAME ||
        units_find_grade(b->units, name->text) || definition_find(b->definitions, name->text))
        return false;
    struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span,
                                    DIAG_TEXT(span_text(node->head->span)));
    diag_help(b->diags, diag, NOTE_HELP_TARGET, DIAG_TEXT(span_text(node->head->span)));
    return true;
}

/* Reports the line if it is an indicator that is typed so; `has_block` tells whether a block is behind it. */
static bool report_line(struct binder *b, struct span head, struct span line, bool has_block)
{
    struct typed_indicator typed = {.points = {0}};
    if (b->diags->errors > DIAG_KEPT_LIMIT || !read_typed(b, head, line, false, &typed) ||
        (has_block && needs_block(&typed)))
        return false;
    report_typed(b, head, line, &typed);
    return true;
}

struct str typed_indicator_text(struct binder *b, struct span head, struct span line)
{
    struct typed_indicator typed = {.points = {0}};
    if (!read_typed(b, head, line, false, &typed) || !typed.name.len)
        return (struct str){0};
    const struct str parts[] = {span_text(head), right_line(b, head, &typed)};
    return arena_join(b->arena, parts, 2);
}

/* The head of a line, also of one of which the parser gave up on that too. */
static struct span head_of(const struct ast_node *node)
{
    struct span head = node->head ? node->head->span : node->header;
    struct str text = span_text(head);
    size_t end = 0;
    if (node->head)
        return head;
    while (end < text.len && end < LONGEST && !strchr(" \t:\"", text.ptr[end]) &&
           !str_starts_with(typed_rest(text, end), STR("：")))
        end++;
    head.end = head.start + (uint32_t)end;
    return head;
}

void report_unread_indicator(struct binder *b, const struct category *level_one,
                             const struct ast_node *node)
{
    struct span line = node->header, head = head_of(node);
    line.start = head.end;
    if (category_find(level_one->children, span_text(head)))
        report_line(b, head, line, node->has_block);
}

/* Whether the node is a field of an indicator. */
static bool is_field(struct binder *b, const struct ast_node *node)
{
    return node->head && node->head->kind == AST_NAME &&
           has_field(b, BLOCK_INDICATOR, node_head(b, node));
}

/* Leaves out the head and its braces, if it has any: those that the parser put in do not stand there. */
static void fix_group(struct binder *b, struct diag *diag, const struct ast_node *node)
{
    struct span head = node->head->span, first = node->children.first->span;
    struct str text = head.source->text;
    uint32_t brace = head.end, end = node->span.end;
    while (brace < first.start && strchr(" \t\r\n", text.ptr[brace]))
        brace++;
    bool has_brace = text.ptr[brace] == '{' || str_starts_with(typed_rest(text, brace), STR("｛"));
    struct span opening = {head.source, head.start, has_brace ? brace + 1 : head.end};
    if (has_brace && text.ptr[brace] != '{')
        opening.end += 2;
    bool is_line = whole_line(opening).end > opening.end;
    if (!is_line && !memchr(text.ptr + opening.end, '\n', first.start - opening.end))
        opening.end = first.start;
    diag_fix(b->diags, diag, is_line ? whole_line(opening) : opening, STR(""), FIX_NAMED);
    if (!has_brace)
        return;
    struct span closing = {head.source, end - (text.ptr[end - 1] == '}' ? 1 : 3), end};
    while (!is_line && strchr(" \t", text.ptr[closing.start - 1]))
        closing.start--;
    diag_fix(b->diags, diag, is_line ? whole_line(closing) : closing, STR(""), FIX_NAMED);
}

/* The indicators that a category stands above, up to `end`. */
struct group {
    const struct ast_node *head, *first, *end;
};

/* The line of a member: all of it where the parser could not read it. */
static struct span line_of(const struct ast_node *node)
{
    struct span line = node->header;
    struct str text = line.source->text;
    size_t most = line.start + LONGEST < text.len ? line.start + LONGEST : text.len;
    while (node->broken && !node->has_block && line.end < most &&
           !strchr("\r\n;}", text.ptr[line.end]) && !str_stands_at(text, line.end, "；"))
        line.end++;
    while (line.end > node->header.end && text.ptr[line.end - 1] == ' ')
        line.end--;
    return line;
}

/* Reads a member; false if it cannot be told how it is written. */
static bool read_member(struct binder *b, const struct group *group, const struct ast_node *node,
                        struct typed_indicator *typed)
{
    *typed = (struct typed_indicator){.points = {0}};
    return read_typed(b, group->head->head->span, line_of(node), true, typed) && typed->name.len &&
           !(node->has_block && needs_block(typed));
}

/* Offers the word before each of them, instead of the head above. */
static void fix_members(struct binder *b, struct diag *diag, const struct group *group,
                        bool is_whole)
{
    struct span head = group->head->head->span;
    for (const struct ast_node *node = group->first; node != group->end; node = node->next) {
        struct typed_indicator typed;
        if (!read_member(b, group, node, &typed))
            continue;
        drop_parts(b, line_of(node));
        const struct str line[] = {span_text(head), right_line(b, head, &typed)};
        if (is_whole)
            diag_fix(b->diags, diag, line_of(node), arena_join(b->arena, line, 2), FIX_NAMED);
    }
    if (is_whole && group->head->children.first)
        fix_group(b, diag, group->head);
    else if (is_whole)
        diag_fix(b->diags, diag, whole_line(head), STR(""), FIX_NAMED);
}

/*
 * 数量指标 above several indicators that are nothing but a name and a target, in braces or only further in, or
 * not even that: the word stands before each of them. One message for all that can be read.
 */
static bool report_group(struct binder *b, const struct group *group)
{
    struct span head = group->head->head->span;
    struct typed_indicator typed;
    unsigned count = 0, read = 0;
    struct str example = {0};
    if (group->head->labels || group->head->values || group->head->broken ||
        b->diags->errors > DIAG_KEPT_LIMIT)
        return false;
    for (const struct ast_node *node = group->first; node != group->end; node = node->next) {
        if (is_field(b, node))
            return false;
        bool is_read = read_member(b, group, node, &typed);
        if (is_read && !read++)
            example = right_line(b, head, &typed);
        count++;
    }
    if (!read)
        return false;
    diags_drop(b->diags, DIAG_OPENING_BRACE_MISSING, span_after(head));
    const struct str whole[] = {span_text(head), example};
    struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, head, DIAG_TEXT(whole[0]));
    diag_help(b->diags, diag, NOTE_HELP_EACH_INDICATOR, DIAG_TEXT(arena_join(b->arena, whole, 2)));
    fix_members(b, diag, group, read == count);
    return true;
}

/* Whether the word is meant for one of the categories, or for one below: 质里指标. */
static bool is_like_category(const struct category *first, struct str word)
{
    struct nearest nearest = nearest_to(word);
    for (const struct category *one = first; one; one = one->next) {
        nearest_try_both(&nearest, one->name.chinese, one->name.english);
        for (const struct category *two = one->children; two; two = two->next)
            nearest_try_both(&nearest, two->name.chinese, two->name.english);
    }
    return nearest_name(&nearest).len > 0;
}

/* Whether the node may be an indicator without its category, and nothing that the block knows. */
static bool is_member(struct binder *b, const struct category *level_one,
                      const struct ast_node *node)
{
    const struct ast_expression *label = node->labels;
    struct str head = span_text(head_of(node));
    bool is_category =
        category_find(level_one->children, head) || category_above(b->framework, head);
    return !is_category && !is_like_category(b->framework->categories, head) &&
           !is_field(b, node) && !(label && label->kind == AST_TEXT);
}

bool report_indicators_behind(struct binder *b, const struct category *level_one,
                              const struct ast_node *node, const struct ast_node **end)
{
    struct group group = {node, node->next, node->next};
    if (!node_is_bare(node) || !category_find(level_one->children, node_head(b, node)))
        return false;
    struct typed_indicator typed;
    while (group.end && is_member(b, level_one, group.end) &&
           read_member(b, &group, group.end, &typed))
        group.end = group.end->next;
    if (group.end == group.first || !report_group(b, &group))
        return false;
    *end = group.end;
    return true;
}

bool report_unquoted_indicator(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *label = node->labels, *value = node->values;
    bool is_unquoted = label && label->kind == AST_NAME && !value;
    bool is_behind_colon = !label && node->has_colon && value;
    const struct group inside = {node, node->children.first, NULL};
    if (inside.first && report_group(b, &inside))
        return true;
    if (!node->broken && !is_unquoted && !is_behind_colon)
        return false;
    if (is_behind_colon && report_name_behind_colon(b, node))
        return true;
    struct span head = node->head->span, line = {head.source, head.end, node->header.end};
    const struct ast_expression *first =
        value && value->kind == AST_BINARY ? value->binary.left : value;
    bool is_value = is_behind_colon && value->kind != AST_NAME && !value->next &&
                    first->kind != AST_CALL && /* 人次（人次）≥12000 is read as one */
                    (first == value || first->kind != AST_NAME);
    return (!is_value && report_line(b, head, line, node->has_block)) ||
           (!node->broken && report_name_alone(b, node));
}
