/* typed_indicator.c - reading an indicator as a paper form has it. */
#include "sema/typed_indicator.h"

#include "base/utf8.h"
#include "sema/typed_name.h"
#include "sema/typed_text.h"
#include "syntax/signs.h"

size_t typed_sign(struct str text)
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
    size_t length;
    bool may_be_day = paper.kind == PAPER_NONE && text.len && sign_digit(text, 0, &length) >= 0;
    return may_be_day ? paper_target(b->arena, arena_join(b->arena, day, 2)) : paper;
}

/* Reads the target; `is_apart` tells whether a blank or a mark stands before it. False if it is none. */
static bool read_target(struct binder *b, struct typed_indicator *typed, struct str text,
                        bool is_apart, struct str colon)
{
    if (str_ends_with(text, STR("。")))
        text = typed_trim(str_part(text, 0, text.len - strlen("。")));
    size_t sign = typed_sign(text);
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
    return *is_apart || is_from || typed_sign(rest) || relation_word_first(rest) ||
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

/* The bytes of the unit in parentheses of either width that the text begins with, parentheses included, and the unit; or 0. */
static size_t unit_in_parentheses(struct binder *b, struct str text, struct str *unit)
{
    size_t start = str_starts_with(text, STR("（"))  ? strlen("（")
                   : str_starts_with(text, STR("(")) ? 1
                                                     : 0;
    for (size_t end = start; start && end < text.len; end++) {
        size_t close = str_stands_at(text, end, "）") ? strlen("）") : text.ptr[end] == ')' ? 1 : 0;
        if (!close)
            continue;
        *unit = typed_trim(str_part(text, start, end));
        return is_unit(b, *unit) ? end + close : 0;
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

/* What stands behind the last digit of the text, or all of it if there is none. */
static struct str behind_digits(struct str text)
{
    size_t behind = 0, length;
    for (size_t at = 0; at < text.len; at++) {
        if (((unsigned char)text.ptr[at] & 0xC0) != 0x80 && sign_digit(text, at, &length) >= 0)
            behind = at + length;
    }
    return typed_trim(typed_rest(text, behind));
}

/* Reads the target whose unit stands before it, in parentheses behind the name; it may stand behind the number too. */
static bool read_amount(struct binder *b, struct typed_indicator *typed, struct str unit,
                        struct str text, struct str colon)
{
    text = typed_trim(text);
    text = typed_trim(typed_rest(text, typed_mark(text, false)));
    struct str limit = take_limit_word(&text), tail = behind_digits(text);
    bool is_there = str_equal(tail, unit) || (is_percent(unit) && is_percent(tail));
    bool is_scaled = str_equal(tail, STR("万")) || str_equal(tail, STR("亿"));
    bool is_scaled_twice = is_scaled && str_starts_with(unit, tail);
    bool is_dated = str_contains(text, STR("年")); /* 2026年达到5 */
    const struct str parts[] = {text, is_there ? STR("") : unit, limit};
    if ((tail.len && !is_there && !is_scaled) || is_scaled_twice || is_dated ||
        !read_target(b, typed, arena_join(b->arena, parts, 3), true, colon))
        return false;
    typed->is_plain = false;
    return true;
}

/* Where a unit in parentheses stands in the text, itself and how long it is: 0 if none does. */
static size_t unit_heading(struct binder *b, struct str text, struct str *unit, size_t *length)
{
    size_t at = 0;
    while (at < text.len && !(*length = unit_in_parentheses(b, typed_rest(text, at), unit)))
        at++;
    return at;
}

/* A name without quotes and its target. In 道路长度（公里）：≥3.2, as the columns of a form are headed, the unit in
 * parentheses belongs to the number. */
static bool read_unquoted(struct binder *b, struct typed_indicator *typed, struct str text,
                          struct str colon)
{
    struct str unit = {0};
    size_t length = 0, at = unit_heading(b, text, &unit, &length);
    if (!length)
        return split(b, typed, text, colon);
    typed->name = typed_trim(str_part(text, 0, at));
    return typed_is_name(typed->name) && !typed_is_number_word(typed->name) &&
           read_amount(b, typed, unit, typed_rest(text, at + length), colon);
}

bool typed_read(struct binder *b, struct span head, struct span line, bool is_grouped,
                struct typed_indicator *typed)
{
    struct str text = span_text(line), colon = colon_and_blank(head);
    if (text.len > TYPED_LONGEST || memchr(text.ptr, '\n', text.len))
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
        return read_unquoted(b, typed, text, colon);
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

bool typed_needs_block(const struct typed_indicator *typed)
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

struct str typed_right(struct binder *b, struct span head, const struct typed_indicator *typed)
{
    struct str quote = typed->is_quoted ? STR("") : STR("\"");
    struct str semicolon = name_like(head, (struct bilingual){STR("；"), STR("; ")});
    bool has_both = typed->points.len && typed->paper.baseline.len;
    const struct str parts[] = {STR(" "),
                                quote,
                                typed->name,
                                quote,
                                typed->right,
                                typed_needs_block(typed) ? STR(" { ") : STR(""),
                                field_text(b, head, WORD_INDICATOR_BASELINE, typed->paper.baseline),
                                has_both ? semicolon : STR(""),
                                field_text(b, head, WORD_INDICATOR_WEIGHT, typed->points),
                                typed_needs_block(typed) ? STR(" }") : STR("")};
    return arena_join(b->arena, parts, sizeof parts / sizeof parts[0]);
}

/* Where a target begins whose text stands there: with the sign of equality before it, if there is one. */
static uint32_t target_start(enum ast_operator relation, struct span text)
{
    struct str before = str_part(text.source->text, 0, text.start);
    if (relation != AST_EQUAL)
        return text.start;
    while (str_ends_with(before, STR(" ")))
        before.len--;
    size_t sign = str_ends_with(before, STR("=")) ? 1 : str_ends_with(before, STR("＝")) ? 3 : 0;
    return sign ? (uint32_t)(before.len - sign) : text.start;
}

void report_quoted_target(struct binder *b, enum ast_operator relation,
                          const struct ast_expression *text)
{
    size_t sign = typed_sign(text->text);
    const struct relation_word *word = sign ? NULL : relation_word_first(text->text);
    struct str quantity = typed_trim(typed_rest(text->text, word ? word->word.len : sign));
    struct paper_value paper = paper_target(b->arena, text->text);
    bool is_plain = typed_number(quantity) > 0 && has_unit(b, quantity);
    /* 7-8月 is left: nobody knows whether a range of numbers is meant. */
    bool is_one = paper.kind == PAPER_REWRITE && !str_starts_with(paper.text, STR("="));
    if (!is_plain && !is_one)
        return;
    struct diag *diag =
        diag_report(b->diags, DIAG_QUOTED_TARGET, text->span, DIAG_TEXT(text->text));
    struct span whole = {text->span.source, target_start(relation, text->span), text->span.end};
    const struct str signed_quantity[] = {word ? word->sign : STR(""), STR(" "), quantity};
    if (is_plain && word)
        paper = (struct paper_value){.kind = PAPER_REWRITE,
                                     .text = arena_join(b->arena, signed_quantity, 3)};
    else if (sign)
        paper = (struct paper_value){.kind = PAPER_REWRITE, .text = text->text};
    else if (is_plain && relation == AST_EQUAL)
        paper.kind = PAPER_NONE;
    if (!paper_help(b->diags, diag, whole, paper))
        diag_help(b->diags, diag, NOTE_HELP_NO_QUOTES, DIAG_NONE);
}
