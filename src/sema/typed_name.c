/* typed_name.c - the name before a target that was typed without quotes. */
#include "sema/typed_name.h"

#include "sema/typed_text.h"
#include "syntax/quantity_word.h"
#include "syntax/signs.h"

/* Whether the text begins with the word, of which letters are followed by no letter. */
static bool begins_with(struct str text, struct str word)
{
    char last = word.ptr[word.len - 1], next = text.len > word.len ? text.ptr[word.len] : ' ';
    bool is_open = last >= 'a' && last <= 'z' && next >= 'a' && next <= 'z';
    return str_starts_with(text, word) && !is_open;
}

bool typed_begins_vaguely(struct str text)
{
    static const char *const words[] = {"大约", "大概", "将近", "about", "approximately", "around"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (begins_with(text, str_of(words[i])))
            return true;
    }
    return false;
}

bool typed_is_number_word(struct str text)
{
    static const char *const first[] = {"合计", "总计", "小计", "共计", "总共", "一共",
                                        "同比", "环比", "至少", "最少", "至多", "最多",
                                        "超过", "不足", "每",   "per",  "each", "every"};
    static const char *const whole[] = {"左右", "上下", "累计", "增长", "增加", "提高",
                                        "提升", "降低", "下降", "减少", "缩短", "压缩",
                                        "达到", "完成", "实现", "total"};
    bool is_one = relation_word_first(text) || typed_begins_vaguely(text);
    for (size_t i = 0; !is_one && i < sizeof first / sizeof first[0]; i++)
        is_one = begins_with(text, str_of(first[i]));
    for (size_t i = 0; !is_one && i < sizeof whole / sizeof whole[0]; i++)
        is_one = str_equal(text, str_of(whole[i]));
    return is_one;
}

struct str typed_without_verb(struct str name)
{
    static const char *const verbs[] = {"缩短", "压缩", "降低", "下降", "减少", "控制", "提高",
                                        "提升", "增加", "增长", "上升", "扩大", "压减", "达",
                                        "降",   "减",   "缩",   "升",   "增"};
    static const char *const ends[] = {"到", "至", "在"};
    for (size_t end = 0; end < sizeof ends / sizeof ends[0]; end++) {
        for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
            struct str verb = str_of(verbs[i]), before = str_part(name, 0, name.len);
            before.len -= str_ends_with(name, str_of(ends[end])) ? strlen(ends[end]) : 0;
            if (before.len < name.len && str_ends_with(before, verb))
                return typed_trim(str_part(before, 0, before.len - verb.len));
        }
    }
    return name;
}

bool typed_ends_in_doubt(struct str name)
{
    static const char *const words[] = {"约", "近", "余", "多", "超", "共", "达", "为"};
    bool is_one = relation_word_last(name) != NULL;
    for (size_t i = 0; !is_one && i < sizeof words / sizeof words[0]; i++)
        is_one = str_ends_with(name, str_of(words[i]));
    return is_one;
}

/* The bytes of the parenthesis that the text begins with, and whether it opens; or 0. */
static size_t parenthesis(struct str text, bool *opens)
{
    *opens = str_starts_with(text, STR("（")) || str_starts_with(text, STR("("));
    bool closes = str_starts_with(text, STR("）")) || str_starts_with(text, STR(")"));
    return !*opens && !closes ? 0 : (unsigned char)text.ptr[0] < 0x80 ? 1 : strlen("（");
}

/* Whether there are no signs in the text but parentheses around some of its words, as in 桥梁（三期）. */
static bool is_words(struct str text)
{
    size_t start = 0, length;
    bool is_inside = false, opens;
    for (size_t at = 0; at < text.len; at++) {
        length = parenthesis(typed_rest(text, at), &opens);
        if (!length)
            continue;
        if (at == 0 || opens == is_inside || !signs_are_absent(str_part(text, start, at)))
            return false;
        is_inside = opens;
        start = at + length;
    }
    return !is_inside && signs_are_absent(typed_rest(text, start));
}

bool typed_is_name(struct str text)
{
    enum { LEAST = 4 /* bytes: two ideographs, or a word of letters */ };
    size_t length;
    return text.len >= LEAST && is_words(text) && sign_digit(text, 0, &length) < 0 &&
           !str_starts_with(text, STR("由")) && !str_ends_with(text, STR("第")) &&
           !str_ends_with(text, STR("由")) && !str_ends_with(text, STR("从"));
}
