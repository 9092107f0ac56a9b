/* document_number.c - numbers of documents, 区教〔2019〕12号, in a text. */
#include "syntax/document_number.h"

#include "base/utf8.h"
#include "syntax/signs.h"

/* Behind the bracket at byte `at`, if it is one of these; else 0. The first of them is the usual one. */
static size_t bracket_end(struct str text, size_t at, const char *const *brackets, bool *is_usual)
{
    for (const char *const *bracket = brackets; *bracket; bracket++) {
        if (!str_stands_at(text, at, *bracket))
            continue;
        *is_usual &= bracket == brackets;
        return at + strlen(*bracket);
    }
    return 0;
}

/* Whether an ideograph, a letter or a digit stands at byte `at`, which is part of a word. */
static bool is_in_word(struct str text, size_t at)
{
    size_t length;
    if (at >= text.len || sign_digit(text, at, &length) >= 0)
        return at < text.len;
    uint32_t point = utf8_next(text, &at);
    return (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z') ||
           (point >= 0x80 && !sign_twin(point));
}

/* The start of the word that ends at byte `at`: ideographs and letters, no signs. */
static size_t word_start(struct str text, size_t at)
{
    while (at > 0) {
        size_t start = at - 1;
        while (start > 0 && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
            start--;
        if (!is_in_word(text, start))
            break;
        at = start;
    }
    return at;
}

/* Whether four digits that begin with 19 or 20 stand between the two bytes. */
static bool is_year(struct str text, size_t start, size_t end)
{
    enum { DIGITS = 4, FIRST = 1900, LAST = 2099 };
    size_t length = 1;
    int year = 0, count = 0;
    for (size_t at = start; at < end; at += length, count++) {
        if (count == DIGITS)
            return false;
        year = year * 10 + sign_digit(text, at, &length);
    }
    return count == DIGITS && year >= FIRST && year <= LAST;
}

/* The byte behind the 12号 or 第 12 号 at byte `at`, or 0. */
static size_t serial_end(struct str text, size_t at)
{
    for (size_t length; at < text.len;) {
        if (sign_digit(text, at, &length) >= 0)
            at += length;
        else if (text.ptr[at] == ' ')
            at++;
        else if (str_stands_at(text, at, "第"))
            at += strlen("第");
        else
            break;
    }
    return str_stands_at(text, at, "号") ? at + strlen("号") : 0;
}

bool document_number_at(struct str text, size_t open, struct document_number *number)
{
    static const char *const opening[] = {"〔", "[", "［", "(",  "（", "【",
                                          "〈", "<", "＜", "〖", NULL};
    static const char *const closing[] = {"〕", "]", "］", ")",  "）", "】",
                                          "〉", ">", "＞", "〗", NULL};
    bool is_usual = true;
    if (open >= text.len || !document_number_may_open(text, open))
        return false;
    size_t year = bracket_end(text, open, opening, &is_usual), close = year, length;
    while (close && sign_digit(text, close, &length) >= 0)
        close += length;
    size_t behind = close > year ? bracket_end(text, close, closing, &is_usual) : 0;
    size_t end = behind ? serial_end(text, behind) : 0;
    if (!end || (!is_usual && !is_year(text, year, close)))
        return false;
    *number = (struct document_number){
        word_start(text, open), open, year, close, behind, end, is_usual, is_in_word(text, end)};
    return number->start < open;
}

struct str document_number_text(struct arena *a, struct str text,
                                const struct document_number *number)
{
    const struct str parts[] = {str_part(text, number->start, number->open), STR("〔"),
                                str_part(text, number->year, number->close), STR("〕"),
                                str_part(text, number->behind_close, number->end)};
    return arena_join(a, parts, sizeof parts / sizeof parts[0]);
}

bool document_number_unusual(struct str text, size_t at, struct document_number *number)
{
    if (!str_contains(str_part(text, at, text.len), STR("号")))
        return false;
    for (size_t open = at; open < text.len; open++) {
        if (document_number_may_open(text, open) && document_number_at(text, open, number) &&
            !number->is_usual && !number->is_in_word) {
            number->start = number->start < at ? at : number->start;
            return number->start < open;
        }
    }
    return false;
}
