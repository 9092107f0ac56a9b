/* value_report.c - what is said of a unit that is not declared, or is lacking. */
#include "sema/value.h"

#include "base/nearest.h"
#include "syntax/paper_value.h"
#include "syntax/quantity_word.h"
#include "syntax/signs.h"

enum { UNITS_NAMED = 4 };

struct bilingual units_phrase(struct evaluator *e, const struct dimension *dimension)
{
    const struct measure *found[UNITS_NAMED];
    unsigned count = units_of_dimension(e->units, dimension, found, UNITS_NAMED);
    struct bilingual phrase = {{0}, {0}};
    for (unsigned i = 0; i < count; i++)
        bilingual_add(e->arena, &phrase, found[i]->name);
    return phrase;
}

/* The definition whose name is nearest, or empty. */
static struct str nearest_definition(const struct evaluator *e, struct str name)
{
    struct nearest nearest = nearest_to(name);
    if (!e->definitions || !units_may_search(e->units, e->diags->kept))
        return (struct str){0};
    for (const struct definition *d = e->definitions->first; d; d = d->next)
        nearest_try_both(&nearest, d->name.chinese, d->name.english);
    return nearest_name(&nearest);
}

/* The text of a unit with the number before it. */
static struct str with_number(struct span span)
{
    struct str text = span.source->text;
    while (span.start > 0 && strchr(" .0123456789", text.ptr[span.start - 1]))
        span.start--;
    return span_text(span);
}

/* 人民币叁拾万元整, 陆拾万元整: an amount in words. */
static bool is_amount_in_words(struct str name)
{
    struct str yuan = STR("人民币");
    bool is_named = str_starts_with(name, yuan);
    struct str number = is_named ? str_part(name, yuan.len, name.len) : name;
    return begins_with_number_word(number) &&
           (is_named || str_ends_with(name, STR("元")) || str_ends_with(name, STR("整")));
}

/* 个月内: what a day or a span of time ends with, behind a unit. True if help was given. */
static bool help_within(struct evaluator *e, struct diag *diag, struct span span, struct str name)
{
    static const struct relation_word words[] = {{{"之内", 6}, {"<=", 2}}, {{"内", 3}, {"<=", 2}}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct str word = words[i].word;
        if (!str_ends_with(name, word) ||
            !units_find(e->units, str_part(name, 0, name.len - word.len)))
            continue;
        help_relation_word(e->diags, diag, &words[i], with_number(span));
        return true;
    }
    return false;
}

/* What people write into a number or its unit: 陆拾万元, 约60, 座左右, 座以上. True if help was given. */
static bool help_quantity_word(struct evaluator *e, struct diag *diag, struct span span,
                               struct str name)
{
    struct str rest = without_approximation(name);
    const struct relation_word *relation = relation_word_last(name);
    const struct relation_word *first = relation_word_first(name);
    size_t length;
    struct str unit = relation ? str_part(name, 0, name.len - relation->word.len) : STR("");
    bool is_number = rest.len == 0 || (rest.ptr[0] >= '0' && rest.ptr[0] <= '9');
    if (rest.len < name.len && (is_number || units_find(e->units, rest)))
        diag_help(e->diags, diag, NOTE_HELP_EXACT, DIAG_NONE);
    else if (relation && (unit.len == 0 || units_find(e->units, unit)))
        help_relation_word(e->diags, diag, relation, with_number(span));
    else if (first && sign_digit(name, first->word.len, &length) >= 0)
        help_relation_word(e->diags, diag, first, name);
    else if (is_amount_in_words(name))
        diag_help(e->diags, diag, NOTE_HELP_AMOUNT_DIGITS, DIAG_NONE);
    else if (begins_with_number_word(name))
        diag_help(e->diags, diag, NOTE_HELP_DIGITS, DIAG_NONE);
    else
        return help_within(e, diag, span, name);
    return true;
}

/* 课时x80课时: a letter for the multiplication sign, behind a unit and before a number. */
static bool help_letter_times(struct evaluator *e, struct diag *diag, struct span span,
                              struct str name)
{
    size_t length;
    for (size_t at = 1; at + 1 < name.len; at++) {
        bool is_letter = name.ptr[at] == 'x' || name.ptr[at] == 'X';
        if (!is_letter || sign_digit(name, at + 1, &length) < 0 ||
            !units_find(e->units, str_part(name, 0, at)) || !str_equal(span_text(span), name))
            continue;
        struct span letter = {span.source, span.start + (uint32_t)at,
                              span.start + (uint32_t)at + 1};
        diag_help(e->diags, diag, NOTE_HELP_TIMES, DIAG_NONE);
        diag_fix(e->diags, diag, letter, STR(" × "), FIX_SAFE);
        return true;
    }
    return false;
}

/* 元每台, 元台, 人每天: a unit of money and another, or any two with 每, that lack their “/”. “元/台”, or
 * empty. */
static struct str units_run_together(struct evaluator *e, struct str name)
{
    for (size_t at = 3; at + 3 <= name.len; at += 3) {
        struct str left = str_part(name, 0, at), right = str_part(name, at, name.len);
        bool is_per = str_starts_with(right, STR("每"));
        if (is_per)
            right = str_part(right, 3, right.len);
        const struct measure *one = units_find(e->units, left);
        const struct measure *other = one ? units_find(e->units, right) : NULL;
        if (other && (is_per || one->kind == e->units->money) && other->kind != e->units->money) {
            const struct str parts[] = {left, STR("/"), right};
            return arena_join(e->arena, parts, 3);
        }
    }
    return (struct str){0};
}

/* 台电脑: a unit, and behind it what is counted, of two ideographs or more, for 台班 may be a unit. Only perhaps:
 * 人民群众 begins with a unit, too. True if help was given. */
static bool help_unit_and_more(struct evaluator *e, struct diag *diag, struct str name)
{
    enum { LEAST = 6 /* bytes */ };
    for (size_t at = name.len; at-- > 3;) {
        struct str unit = str_part(name, 0, at), more = str_part(name, at, name.len);
        bool is_inside = ((unsigned char)name.ptr[at] & 0xC0) == 0x80;
        if (is_inside || (unsigned char)name.ptr[at] < 0x80 || more.len < LEAST ||
            !units_find(e->units, unit))
            continue;
        if (units_find(e->units, more))
            return false;
        diag_help(e->diags, diag, NOTE_HELP_UNIT_AND_MORE, DIAG_TEXT(unit), DIAG_TEXT(more));
        return true;
    }
    return false;
}

/* 11月15日前, 11月底: a day without its year, whose month was read as a number; 2026年底前, whose year was. True if
 * help was given. */
static bool help_day(struct evaluator *e, struct diag *diag, struct span span)
{
    static const char before[] = " ./0123456789", *const signs[] = {"=", "<", ">", "≤", "≥"};
    enum { SIGNS = sizeof signs / sizeof signs[0], LONGEST = 64 };
    struct str text = span.source->text;
    uint32_t start = span.start, least = start > LONGEST ? start - LONGEST : 0;
    while (start > least && memchr(before, text.ptr[start - 1], sizeof before - 1))
        start--;
    for (size_t i = 0; i < SIGNS; i++) {
        if (str_ends_with(str_part(text, 0, start), str_of(signs[i])))
            start -= (uint32_t)strlen(signs[i]);
    }
    struct paper_value day = paper_target(e->arena, str_part(text, start, span.end));
    bool is_year = day.kind == PAPER_REWRITE && str_starts_with(span_text(span), STR("年"));
    struct span whole = {span.source, is_year ? start : span.start, span.end};
    return (is_year || day.kind == PAPER_YEARLESS) && paper_help(e->diags, diag, whole, day);
}

void help_bracketed_unit(struct evaluator *e, struct diag *diag, struct span span)
{
    struct str text = span_text(span);
    size_t open = 0, number = 0, length, width;
    while (open < text.len && text.ptr[open] != '(' && !str_stands_at(text, open, "（"))
        open++;
    while (number < open && (text.ptr[number] == '.' || sign_digit(text, number, &length) >= 0))
        number += text.ptr[number] == '.' ? 1 : length;
    size_t start = number;
    while (start < open && text.ptr[start] == ' ')
        start++;
    width = open < text.len && text.ptr[open] == '(' ? 1 : strlen("（");
    size_t last = str_ends_with(text, STR(")")) ? 1 : strlen("）");
    if (start == open || number == 0 || open + width + last >= text.len)
        return;
    struct str first = str_part(text, start, open),
               second = str_part(text, open + width, text.len - last);
    if (!units_find(e->units, first) || !units_find(e->units, second))
        return;
    const struct str whole[] = {first, second}, one[] = {str_part(text, 0, start), first};
    struct str joined = arena_join(e->arena, whole, 2);
    bool is_whole = units_find(e->units, joined) != NULL; /* 人次 */
    const struct str other[] = {one[0], is_whole ? joined : second};
    diag_help(e->diags, diag, NOTE_HELP_BRACKETED_UNIT, DIAG_TEXT(arena_join(e->arena, one, 2)),
              DIAG_TEXT(arena_join(e->arena, other, 2)));
}

/* 万元人民币, 人民币万元: the unit without the name of the currency. True if help was given. */
static bool help_renminbi(struct evaluator *e, struct diag *diag, struct span span, struct str name)
{
    struct str renminbi = STR("人民币");
    bool is_first = str_starts_with(name, renminbi);
    struct str unit = is_first                        ? str_part(name, renminbi.len, name.len)
                      : str_ends_with(name, renminbi) ? str_part(name, 0, name.len - renminbi.len)
                                                      : (struct str){0};
    const struct measure *measure = unit.len ? units_find(e->units, unit) : NULL;
    if (!measure || measure->kind != e->units->money)
        return false;
    diag_help(e->diags, diag, NOTE_HELP_RENMINBI, DIAG_TEXT(unit));
    diag_fix(e->diags, diag, span, unit, FIX_NAMED);
    return true;
}

void report_unknown_unit(struct evaluator *e, struct span span, struct str name)
{
    if (units_is_broken(e->units, name))
        return;
    struct diag *diag = diag_report(e->diags, DIAG_UNKNOWN_UNIT, span, DIAG_TEXT(name));
    if (str_equal(name, STR("万")) || str_equal(name, STR("亿")) || str_equal(name, STR("千"))) {
        diag_help(e->diags, diag, NOTE_HELP_HALF_UNIT, DIAG_TEXT(name));
        return;
    }
    if (diag == &e->diags->ignored)
        return; /* nobody will read it, and looking for the nearest takes time */
    if (help_letter_times(e, diag, span, name) || help_renminbi(e, diag, span, name))
        return;
    if (is_word_for_nothing(name)) {
        diag_help(e->diags, diag, NOTE_HELP_NOTHING, DIAG_NONE);
        return;
    }
    struct str joined = units_run_together(e, name);
    if (joined.len) {
        diag_help(e->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(joined));
        diag_fix(e->diags, diag, span, joined, FIX_NAMED);
        return;
    }
    if (help_day(e, diag, span) || help_quantity_word(e, diag, span, name))
        return;
    if (definition_find(e->definitions, name)) {
        diag_help(e->diags, diag, NOTE_HELP_DEFINITION_FACTOR, DIAG_TEXT(name));
        return;
    }
    struct str nearest = nearest_definition(e, name);
    if (!nearest.len && units_may_search(e->units, e->diags->kept))
        nearest = units_nearest(e->units, name);
    if (nearest.len) {
        diag_help(e->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(nearest));
        diag_fix(e->diags, diag, span, nearest, FIX_NAMED);
    } else if (!help_unit_and_more(e, diag, name)) {
        struct str rests[UNIT_RESTS_LIMIT];
        bool has_rest = units_without_prefix(name, rests) > 0 && rests[0].len > 0;
        diag_help(e->diags, diag, NOTE_HELP_DECLARE_UNIT, DIAG_TEXT(has_rest ? rests[0] : name));
    }
}

void report_no_unit(struct evaluator *e, const struct ast_expression *expression,
                    const struct dimension *wanted)
{
    struct diag *diag = diag_report(e->diags, DIAG_NO_UNIT, expression->span,
                                    DIAG_TEXT(span_text(expression->span)));
    struct bilingual fitting = units_phrase(e, wanted);
    if (fitting.chinese.len)
        diag_help(e->diags, diag, NOTE_HELP_UNITS_THAT_FIT, DIAG_PHRASE(fitting));
}
