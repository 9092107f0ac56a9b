/* text_ending.c - whether a text breaks off before its end. */
#include "sema/text.h"

#include "sema/text_characters.h"

#include "base/bytes.h"

enum {
    BRACKET_LIMIT = 16,  /* nested deeper nobody can tell which is open */
    FIRST_WIDE = 0x2018, /* ‘, the first of the brackets and quotes that are not ASCII */
    LAST_QUOTE = 0x201D,
    FIRST_BRACKET = 0x3008,
    LAST_BRACKET = 0x3017,
    SHORTEST = 8, /* characters; a word or two is a label, and no sentence to be cut */
};

struct ending {
    struct str word;
    const uint32_t *exceptions;
};

/* The text without the blanks at its end. */
static struct str without_trailing_blanks(struct str text)
{
    while (text.len > 0) {
        size_t at = text.len;
        if (!text_is_blank(text_previous(text, &at)))
            break;
        text.len = at;
    }
    return text;
}

/* Whether a bracket or quote that the text opens is still open at its end. */
static bool leaves_open(struct str text)
{
    static const uint32_t opening[] = U"（《“「『〔【([", closing[] = U"）》”」』〕】)]";
    uint32_t open[BRACKET_LIMIT];
    unsigned depth = 0;
    for (size_t at = 0; (at = bytes_skip_ideographs(text, at)) < text.len;) {
        uint32_t point = text_next(text, &at);
        bool is_ascii =
            point < 0x80 && point != '(' && point != ')' && point != '[' && point != ']';
        if (is_ascii || point > LAST_BRACKET || (point >= 0x80 && point < FIRST_WIDE) ||
            (point > LAST_QUOTE && point < FIRST_BRACKET))
            continue;
        for (size_t i = 0; opening[i]; i++) {
            /* One too many is a slip of its own: nothing is concluded from it. */
            if (point == opening[i] && depth == BRACKET_LIMIT)
                return false;
            if (point == opening[i])
                open[depth++] = closing[i];
        }
        unsigned inner = depth;
        while (inner > 0 && open[inner - 1] != point)
            inner--;
        if (inner > 0)
            depth = inner - 1;
    }
    return depth > 0;
}

/* Whether the text ends with the word and no exception stands before it. */
static bool ends_with(struct str text, const struct ending *ending)
{
    struct str word = ending->word;
    if (text.ptr[text.len - 1] != word.ptr[word.len - 1] || !str_ends_with(text, word) ||
        text.len == word.len)
        return false;
    size_t at = text.len - word.len;
    return !text_is_one_of(text_previous(text, &at), ending->exceptions);
}

/* Bits of a character by its last two bytes: hardly one has each of them in common with an ending. */
#define ENDING_BIT(before, last, times) \
    ((uint64_t)1 << (((unsigned char)(last) + (times) * (unsigned char)(before)) & 63))

/* Whether the ideograph of three bytes that ends before byte `end` may be the end of an ending. */
static bool may_end_word(struct str text, size_t end)
{
    char before = text.ptr[end - 2], last = text.ptr[end - 1];
    const uint64_t by_last = 0
#define ENDING(word, exceptions) | ENDING_BIT(0, word[sizeof word - 2], 0)
#include "sema/text_ending.def"
#undef ENDING
        ;
    const uint64_t by_sum = 0
#define ENDING(word, exceptions) | ENDING_BIT(word[sizeof word - 3], word[sizeof word - 2], 1)
#include "sema/text_ending.def"
#undef ENDING
        ;
    const uint64_t by_product = 0
#define ENDING(word, exceptions) | ENDING_BIT(word[sizeof word - 3], word[sizeof word - 2], 5)
#include "sema/text_ending.def"
#undef ENDING
        ;
    return (by_last & ENDING_BIT(0, last, 0)) && (by_sum & ENDING_BIT(before, last, 1)) &&
           (by_product & ENDING_BIT(before, last, 5));
}

static bool ends_in_chinese_word(struct str text)
{
    static const struct ending endings[] = {
#define ENDING(word, exceptions) {{word, sizeof word - 1}, U##exceptions},
#include "sema/text_ending.def"
#undef ENDING
    };
    if (!may_end_word(text, text.len))
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (ends_with(text, &endings[i]))
            return true;
    }
    return false;
}

/* The same of English: a preposition, article or conjunction at the end. */
static bool ends_in_english_word(struct str text)
{
    static const char *const words[] = {"the", "a",    "an",   "of",   "and", "or",   "to",
                                        "for", "with", "from", "that", "is",  "into", "by"};
    size_t start = text.len;
    while (start > 0 && text_is_letter((unsigned char)text.ptr[start - 1]))
        start--;
    if (start == 0 || text.ptr[start - 1] != ' ')
        return false;
    struct str last = str_part(text, start, text.len);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_equal(last, str_of(words[i])))
            return true;
    }
    return false;
}

/* The clause at the end of the text, its own punctuation included. */
static struct text_place last_clause(struct str text)
{
    size_t start = text.len, at = text.len;
    while (at > 0) {
        uint32_t point = text_previous(text, &at);
        if (text_is_clause_end(point) && start < text.len)
            break;
        start = at;
    }
    return (struct text_place){start, text.len};
}

/* The signs behind which nothing is missing, and those behind which something always is. */
static const uint32_t ends[] = U"。！？；…!?;.", opens[] = U"，、：,:（《“「『〔【([—";

bool text_may_break_off(struct str text, bool is_open)
{
    /* Most end with a common ideograph: of three bytes the first tells it. */
    if (text.len >= SHORTEST && text_has_common(text, text.len - 3))
        return is_open || ends_in_chinese_word(text);
    text = without_trailing_blanks(text);
    size_t at = text.len;
    if (text.len < SHORTEST)
        return false;
    uint32_t last = text_previous(text, &at);
    if (text_is_ideograph(last))
        return is_open || ends_in_chinese_word(text);
    return !text_is_one_of(last, ends) &&
           (is_open || text_is_letter(last) || text_is_one_of(last, opens));
}

struct text_place text_cut_off(struct str text)
{
    text = without_trailing_blanks(text);
    if (text.len == 0 || (text.len < 4 * SHORTEST && utf8_length(text) < SHORTEST))
        return (struct text_place){0, 0};
    size_t at = text.len;
    uint32_t last = text_previous(text, &at);
    bool cut;
    if (text_is_ideograph(last))
        cut = ends_in_chinese_word(text) || leaves_open(text);
    else if (text_is_one_of(last, ends))
        cut = false;
    else
        cut = text_is_one_of(last, opens) || leaves_open(text) ||
              (text_is_letter(last) && ends_in_english_word(text));
    return cut ? last_clause(text) : (struct text_place){0, 0};
}
