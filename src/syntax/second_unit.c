/* second_unit.c - a word behind a unit. */
#include "syntax/second_unit.h"

#include "syntax/scan.h"
#include "syntax/second_item.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_among(struct str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equal(text, str_of(words[i])))
            return true;
    }
    return false;
}

/* million, or the k of 10k: what the language has as 万 and 亿. */
static bool is_number_word(struct str text)
{
    static const char *const words[] = {"million", "thousand", "billion", "hundred",
                                        "mln",     "k",        "K"};
    return is_among(text, words, sizeof words / sizeof words[0]);
}

/* Whether the two words are one unit: 万 元, 平方 米, 人 次, working days. */
static bool are_one(struct str first, struct str second)
{
    static const char *const beginnings[] = {"万",       "亿",     "千",   "百万", "千万",
                                             "万亿",     "平方",   "立方", "wan",  "working",
                                             "calendar", "square", "cubic"};
    static const char *const none[] = {"元", "万元", "%", "余", "多"};
    static const char *const days[] = {"日", "天"}, *const times[] = {"月", "小时", "工作日"};
    if (str_equal(first, STR("工作")))
        return is_among(second, days, sizeof days / sizeof days[0]);
    if (str_equal(first, STR("个")))
        return is_among(second, times, sizeof times / sizeof times[0]);
    if (is_letter(first.ptr[0]) != is_letter(second.ptr[0]))
        return false;
    return is_among(first, beginnings, sizeof beginnings / sizeof beginnings[0]) ||
           (str_equal(second, STR("次")) && !is_among(first, none, sizeof none / sizeof none[0]));
}

/* Whether a number stands before the word, which then is a unit and no grade. */
static bool is_behind_number(struct str text, uint32_t at)
{
    while (at > 0 && text.ptr[at - 1] == ' ')
        at--;
    return at > 0 && text.ptr[at - 1] >= '0' && text.ptr[at - 1] <= '9';
}

/* The word behind a per, or behind 每 in the same word; its place. */
static struct span counted_word(const struct parse *p, struct span span)
{
    struct str text = span_text(span), each = STR("每");
    if (str_starts_with(text, each) && text.len > each.len)
        return (struct span){span.source, span.start + (uint32_t)each.len, span.end};
    if (!str_equal(text, STR("per")))
        return (struct span){0};
    uint32_t start = (uint32_t)scan_blanks_end(p->text, span.end), end = start;
    while (end < p->text.len && (is_letter(p->text.ptr[end]) || p->text.ptr[end] == '_'))
        end++;
    return start < end ? (struct span){span.source, start, end} : (struct span){0};
}

/* working days: no unit is called by a plural. */
static struct str singular(struct str word)
{
    bool is_plural = str_ends_with(word, STR("s")) && !str_ends_with(word, STR("ss"));
    return is_plural ? str_part(word, 0, word.len - 1) : word;
}

void help_second_unit(struct parse *p, struct diag *diag, struct span span)
{
    struct span before = p->before_span, counted = counted_word(p, span);
    struct str first = span_text(before), second = span_text(span);
    struct span gap = {p->source, before.end, span.end};
    if (is_number_word(first) || is_number_word(second)) {
        diag_help(p->diags, diag, NOTE_HELP_NUMBER_WORD,
                  DIAG_TEXT(is_number_word(first) ? first : second));
        return;
    }
    if (counted.source) {
        const struct str parts[] = {first, STR("/"), span_text(counted)};
        gap.end = counted.end;
        diag_help(p->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(p->arena, parts, 3)));
        diag_fix(p->diags, diag, gap, arena_join(p->arena, parts + 1, 2), FIX_NAMED);
        return;
    }
    bool is_english = is_letter(first.ptr[0]);
    if (!str_equal(first, second) && are_one(first, second) &&
        is_behind_number(p->text, before.start)) {
        const struct str parts[] = {first, is_english ? STR("_") : STR(""),
                                    is_english ? singular(second) : second};
        diag_help(p->diags, diag, NOTE_HELP_JOIN_UNIT, DIAG_TEXT(arena_join(p->arena, parts, 3)));
        diag_fix(p->diags, diag, gap, arena_join(p->arena, parts + 1, 2), FIX_NAMED);
        return;
    }
    diag_help(p->diags, diag, NOTE_HELP_UNIT_TWICE, DIAG_TEXT(parse_shown(p, second)));
    if (str_equal(first, second))
        diag_fix(p->diags, diag, span, STR(""), FIX_NAMED);
}
