/* quantity_word.c - words beside a quantity, as people write them. */
#include "syntax/quantity_word.h"

#define TEXT_OF(literal)            \
    {                               \
        literal, sizeof literal - 1 \
    }

static const struct relation_word relation_words[] = {
#define WORD(word, sign)             \
    {                                \
        TEXT_OF(word), TEXT_OF(sign) \
    }
    WORD("大于等于", ">="),
    WORD("小于等于", "<="),
    WORD("大于或等于", ">="),
    WORD("小于或等于", "<="),
    WORD("不低于", ">="),
    WORD("不少于", ">="),
    WORD("不小于", ">="),
    WORD("不超过", "<="),
    WORD("不高于", "<="),
    WORD("不大于", "<="),
    WORD("不多于", "<="),
    WORD("以上", ">="),
    WORD("以内", "<="),
    WORD("以下", "<="),
    WORD("高于", ">"),
    WORD("大于", ">"),
    WORD("低于", "<"),
    WORD("小于", "<"),
    WORD("至少", ">="),
    WORD("最少", ">="),
    WORD("至多", "<="),
    WORD("最多", "<="),
    WORD("最低", ">="),
    WORD("最高", "<="),
    WORD("超过", ">"),
    WORD("等于", "="),
    WORD("不晚于", "<="),
    WORD("不迟于", "<="),
    WORD("at least", ">="),
    WORD("at most", "<="),
    WORD("no less than", ">="),
    WORD("not less than", ">="),
    WORD("no fewer than", ">="),
    WORD("no more than", "<="),
    WORD("not more than", "<="),
    WORD("no later than", "<="),
    WORD("not later than", "<="),
    WORD("or more", ">="),
    WORD("or less", "<="),
    WORD("more than", ">"),
    WORD("less than", "<"),
    WORD("up to", "<="),
    WORD("minimum", ">="),
    WORD("maximum", "<="),
    WORD("before", "<="),
    WORD("by", "<="),
#undef WORD
};

enum { RELATION_WORDS = sizeof relation_words / sizeof relation_words[0] };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Whether the word stands at byte `at`; one of letters with no letter before or behind it. */
static bool word_stands_at(struct str text, size_t at, struct str word)
{
    if (at > text.len || !str_starts_with(str_part(text, at, text.len), word))
        return false;
    size_t end = at + word.len;
    return !is_letter(word.ptr[0]) || ((at == 0 || !is_letter(text.ptr[at - 1])) &&
                                       (end >= text.len || !is_letter(text.ptr[end])));
}

/* increased by 10%: how much, and no last day. */
static bool is_behind_word(struct str text, size_t at)
{
    while (at > 0 && text.ptr[at - 1] == ' ')
        at--;
    return at > 0 && is_letter(text.ptr[at - 1]);
}

const struct relation_word *relation_word_in(struct str text)
{
    for (size_t i = 0; i < RELATION_WORDS; i++) {
        for (size_t at = 0; at + relation_words[i].word.len <= text.len; at++) {
            bool is_amount =
                str_equal(relation_words[i].word, STR("by")) && is_behind_word(text, at);
            if (word_stands_at(text, at, relation_words[i].word) && !is_amount)
                return &relation_words[i];
        }
    }
    return NULL;
}

const struct relation_word *relation_word_first(struct str text)
{
    for (size_t i = 0; i < RELATION_WORDS; i++) {
        if (word_stands_at(text, 0, relation_words[i].word))
            return &relation_words[i];
    }
    return NULL;
}

const struct relation_word *relation_word_last(struct str text)
{
    for (size_t i = 0; i < RELATION_WORDS; i++) {
        struct str word = relation_words[i].word;
        if (text.len >= word.len && word_stands_at(text, text.len - word.len, word))
            return &relation_words[i];
    }
    return NULL;
}

struct str without_approximation(struct str text)
{
    static const struct str before[] = {TEXT_OF("大约"), TEXT_OF("大概"), TEXT_OF("将近"),
                                        TEXT_OF("约"),   TEXT_OF("近"),   TEXT_OF("余"),
                                        TEXT_OF("多")};
    static const struct str behind[] = {TEXT_OF("左右"), TEXT_OF("上下"), TEXT_OF("余"),
                                        TEXT_OF("多")};
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        if (str_starts_with(text, before[i]))
            return str_part(text, before[i].len, text.len);
    }
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++) {
        if (str_ends_with(text, behind[i]))
            return str_part(text, 0, text.len - behind[i].len);
    }
    return text;
}

bool is_word_for_nothing(struct str text)
{
    static const struct str words[] = {TEXT_OF("无"),     TEXT_OF("没有"),   TEXT_OF("暂无"),
                                       TEXT_OF("略"),     TEXT_OF("无此项"), TEXT_OF("不涉及"),
                                       TEXT_OF("不适用"), TEXT_OF("none")};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_equal(text, words[i]))
            return true;
    }
    return false;
}

bool begins_with_number_word(struct str text)
{
    static const char digits[] = "一二三四五六七八九十百千两零壹贰叁肆伍陆柒捌玖拾佰仟";
    for (size_t at = 0; text.len >= 3 && at + 3 < sizeof digits; at += 3) {
        if (memcmp(text.ptr, digits + at, 3) == 0)
            return true;
    }
    return false;
}
